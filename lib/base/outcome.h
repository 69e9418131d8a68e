/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_OUTCOME_H
#define SOUK_BASE_OUTCOME_H

#include <stdbool.h>

/*
 * How a call ended, named by what its caller can do about it.  Only
 * fcgi/http turns an outcome into an HTTP status, through one table.
 */
enum outcome {
	SOUK_OK,
	SOUK_INVALID,		/* the caller's input; problem names fields */
	SOUK_UNAUTHENTICATED,	/* sign in first */
	SOUK_DENIED,		/* signed in, but not allowed */
	SOUK_NOT_FOUND,		/* no such thing; also: no (more) rows */
	SOUK_METHOD,		/* the path exists, the method does not */
	SOUK_CONFLICT,		/* the present state refuses it */
	SOUK_STALE,		/* If-Match names an older version */
	SOUK_TOO_LARGE,		/* the body exceeds what the route takes */
	SOUK_UNSUPPORTED,	/* a content type the route does not take */
	SOUK_LIMITED,		/* too often; problem.retry_after says when */
	SOUK_BUSY,		/* try again shortly; nothing was done */
	SOUK_UPSTREAM,		/* another service failed */
	SOUK_INTERNAL,		/* logged where it happened */
	SOUK_OUTCOME__MAX
};

/* "invalid", "not_found" …; for logs and counters. */
const char	*outcome_name(enum outcome);
/* Did a system call fail with this because no space is left to write to? */
bool		 errno_is_full(int error);

#endif
