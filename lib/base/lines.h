/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_LINES_H
#define SOUK_BASE_LINES_H

#include <stddef.h>
#include <stdint.h>

/*
 * A sorted text, a line each, in memory or in a file that is never read
 * whole.  Lines are ASCII in byte order, without regard to case, and shorter
 * than LINES_MAX.
 */
#define LINES_MAX	128

struct lines {
	const char	*text;		/* NULL: */
	int		 fd;
	int64_t		 size;
};

enum lines_found { LINES_NO, LINES_YES, LINES_BROKEN };

/*
 * Is there a line that is the key, or the key and `end` and more?  BROKEN: a
 * line is too long, or the file cannot be read.
 */
enum lines_found lines_find(const struct lines *, const char *key, size_t len,
		    char end);

#endif
