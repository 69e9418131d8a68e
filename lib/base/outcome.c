/* SPDX-License-Identifier: ISC */
#include "lib/base/outcome.h"

#include <assert.h>
#include <errno.h>

static const char *const names[] = {
	[SOUK_OK]		= "ok",
	[SOUK_INVALID]		= "invalid",
	[SOUK_UNAUTHENTICATED]	= "unauthenticated",
	[SOUK_DENIED]		= "denied",
	[SOUK_NOT_FOUND]	= "not_found",
	[SOUK_METHOD]		= "method",
	[SOUK_CONFLICT]		= "conflict",
	[SOUK_STALE]		= "stale",
	[SOUK_TOO_LARGE]	= "too_large",
	[SOUK_UNSUPPORTED]	= "unsupported",
	[SOUK_LIMITED]		= "limited",
	[SOUK_BUSY]		= "busy",
	[SOUK_UPSTREAM]		= "upstream",
	[SOUK_INTERNAL]		= "internal",
};
static_assert(sizeof(names) / sizeof(names[0]) == SOUK_OUTCOME__MAX,
    "every outcome has a name");

const char *
outcome_name(enum outcome o)
{
	return o >= SOUK_OK && o < SOUK_OUTCOME__MAX ? names[o] : "unknown";
}

/* The disk, a share of it, or what one file may have (RLIMIT_FSIZE). */
bool
errno_is_full(int error)
{
	return error == ENOSPC || error == EDQUOT || error == EFBIG;
}
