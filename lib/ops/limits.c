/* SPDX-License-Identifier: ISC */
#include "lib/ops/limits.h"

#include <assert.h>

#define LIMIT(NAME, INITIAL, HELP) \
	{ .name = (NAME), .type = FIELD_INTEGER, .min = 1, .max = 10000000, \
	  .initial = (INITIAL), .help = (HELP) }

static const struct field fields[] = {
	[LIMITS_READ] = LIMIT("read", "1000",
	    "Reads of an anonymous address"),
	[LIMITS_WRITE] = LIMIT("write", "100",
	    "Writes of an anonymous address"),
	[LIMITS_SUGGEST] = LIMIT("suggest", "300",
	    "Search suggestions of an address"),
	[LIMITS_CREDENTIAL] = LIMIT("credential", "30",
	    "Sign-ins and other credentials of an address"),
	[LIMITS_USER] = LIMIT("user", "1000",
	    "Requests of a signed-in user"),
	[LIMITS_SIGNUP] = LIMIT("signup", "5",
	    "Sign-ups of an address"),
	[LIMITS_RESET] = LIMIT("reset", "3",
	    "Mails that an address asks for in an hour: a new password, "
	    "a confirmation"),
	[LIMITS_KEY] = LIMIT("key", "500",
	    "Requests by one API key; they count for its user too"),
	[LIMITS_CONTACT] = LIMIT("contact", "10",
	    "Messages by the contact form of an address in an hour"),
};
static_assert(sizeof(fields) / sizeof(fields[0]) == LIMITS__MAX,
    "a row for each limit");

const struct fieldset limits_settings =
    FIELDSET("LimitSettings", NULL, fields);
