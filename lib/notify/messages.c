/* SPDX-License-Identifier: ISC */
#include "lib/notify/messages.h"

#define MESSAGE(CODE, FR, EN, AR) { .code = (CODE), .text = { \
	[LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }

const struct message notify_messages[NOTIFY_MESSAGE__MAX] = {
	[NOTIFY_NOT_SENT] = MESSAGE("MAIL_NOT_SENT",
	    "Le message n’est pas parti",
	    "The mail did not leave",
	    "لم تُرسل الرسالة"),
};
