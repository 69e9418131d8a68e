/* SPDX-License-Identifier: ISC */
#ifndef SOUK_MEDIA_SOURCE_H
#define SOUK_MEDIA_SOURCE_H

#include "lib/media/media.h"

/* Private to lib/media: pictures that are somewhere else. */

enum media_source_message {
	SOURCE_REFUSED,		/* not an address of the internet */
	SOURCE_UNREACHED,	/* nobody there, for now */
	SOURCE_BROKEN_OFF,	/* no whole answer, for now */
	SOURCE_NOT_GIVEN,	/* an answer other than the picture */
	SOURCE_BUSY,		/* … and later perhaps */
	SOURCE_REDIRECTS,	/* too many */
	SOURCE_TOO_LARGE,
	SOURCE_NO_ROOM,		/* ours, for now */
	SOURCE_MESSAGE__MAX
};
extern const struct message	source_messages[SOURCE_MESSAGE__MAX];

#define SOURCE_REDIRECTS_MAX	3

/*
 * The picture at that address into a file, which is emptied first.  NULL: it
 * is there; else why not, and whether trying again may help.
 */
const struct message	*source_fetch(struct act *, const char *url, int fd,
			    bool *again);

#endif
