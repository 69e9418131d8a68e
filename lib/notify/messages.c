/* SPDX-License-Identifier: ISC */
#include "lib/notify/messages.h"

#define MESSAGE(CODE, FR, EN, AR) { .code = (CODE), .text = { \
	[LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }

const struct message notify_messages[NOTIFY_MESSAGE__MAX] = {
	[NOTIFY_NOT_SENT] = MESSAGE("MAIL_NOT_SENT",
	    "Le message n’est pas parti",
	    "The mail did not leave",
	    "لم تُرسل الرسالة"),
	[NOTIFY_UNKNOWN_PLACEHOLDER] = MESSAGE("UNKNOWN_PLACEHOLDER",
	    "Contient entre accolades un nom que ce message ne connaît pas",
	    "Has a name between braces that this mail does not know",
	    "يحتوي بين قوسين على اسم لا تعرفه هذه الرسالة"),
	[NOTIFY_NEEDED_PLACEHOLDER] = MESSAGE("NEEDED_PLACEHOLDER",
	    "Il manque ce à quoi ce message sert, comme {link}",
	    "Lacks what this mail is for, such as {link}",
	    "ينقصه ما وُضعت الرسالة من أجله، مثل {link}"),
	[NOTIFY_NOT_IN_SUBJECT] = MESSAGE("NOT_IN_SUBJECT",
	    "Cela n’a pas sa place dans un objet",
	    "That has no place in a subject",
	    "لا مكان لهذا في الموضوع"),
	[NOTIFY_NOT_DEAD] = MESSAGE("MAIL_NOT_DEAD",
	    "Ce message n’a pas été abandonné",
	    "This mail was not given up",
	    "لم يُتخلَّ عن هذه الرسالة"),
	[NOTIFY_FOREIGN_BRAND] = MESSAGE("FORBIDDEN",
	    "Vous n'avez pas la permission",
	    "You do not have permission",
	    "ليس لديك الإذن"),
};
