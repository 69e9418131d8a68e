/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_MESSAGES_H
#define SOUK_BASE_MESSAGES_H

#include "lib/base/json_in.h"
#include "lib/base/message.h"

/* What is said about input, by every module. */
enum base_message {
	BASE_INVALID,		/* the problem as a whole */
	BASE_REQUIRED, BASE_UNKNOWN_FIELD, BASE_READ_ONLY, BASE_NULL,
	BASE_REPEATED,
	BASE_NOT_TEXT, BASE_NOT_A_NUMBER, BASE_NOT_AN_INTEGER,
	BASE_NOT_BOOLEAN, BASE_NOT_A_LIST, BASE_NOT_AN_OBJECT,
	BASE_TOO_SHORT, BASE_TOO_LONG,		/* {0} characters */
	BASE_TOO_SMALL, BASE_TOO_BIG,		/* {0} */
	BASE_TOO_LOW, BASE_TOO_HIGH,		/* an amount or a time */
	BASE_TOO_FEW, BASE_TOO_MANY,		/* {0} items */
	BASE_TOO_MANY_BYTES,			/* {0} */
	BASE_NOT_A_CHOICE, BASE_BAD_EMAIL, BASE_BAD_URL, BASE_BAD_SLUG,
	BASE_BAD_ID, BASE_BAD_PHONE, BASE_BAD_LOCALE, BASE_BAD_CURRENCY,
	BASE_BAD_ZONE, BASE_BAD_TIME,
	BASE_BAD_MONEY,				/* {0} decimals */
	BASE_CONTROL, BASE_BAD_ENCODING,
	BASE_JSON_SYNTAX, BASE_JSON_UTF8, BASE_JSON_DEEP, BASE_JSON_MANY,
	BASE_DUPLICATE_KEY, BASE_JSON_RANGE,	/* {0}: at byte */
	BASE_PAGE_REACH,			/* {0} */
	BASE_BAD_CURSOR,
	BASE_STORAGE_FULL,			/* nothing can be written */
	BASE_MESSAGE__MAX
};

extern const struct message	base_messages[];

/* What to say about a fault of json_parse(); {0} is *at.  NULL: JSON_OK. */
const struct message	*json_fault_message(enum json_fault);

#endif
