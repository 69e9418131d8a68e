/* SPDX-License-Identifier: ISC */
#ifndef SOUK_NOTIFY_MESSAGES_H
#define SOUK_NOTIFY_MESSAGES_H

#include "lib/base/message.h"

enum notify_message { NOTIFY_NOT_SENT, NOTIFY_UNKNOWN_PLACEHOLDER,
	NOTIFY_NEEDED_PLACEHOLDER, NOTIFY_NOT_IN_SUBJECT, NOTIFY_NOT_DEAD,
	NOTIFY_FOREIGN_BRAND, NOTIFY_MESSAGE__MAX };
extern const struct message	notify_messages[NOTIFY_MESSAGE__MAX];

#endif
