/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_MULTIPART_H
#define SOUK_BASE_MULTIPART_H

#include <stddef.h>

struct arena;

/*
 * multipart/form-data (RFC 7578 over RFC 2046), read from front to back out
 * of whatever `read` gives, with a window of fixed size: a body of any length
 * takes the same memory.
 *
 * Strict where it decides what a part is: CRLF line ends, one
 * Content-Disposition of form-data with a name, head of a part at most
 * MULTIPART_HEAD bytes, no transfer encoding but the plain ones; names are
 * UTF-8 without control characters.  What stands before the first boundary
 * and behind the last is passed over.
 */
#define MULTIPART_HEAD	4096
#define MULTIPART_PARTS	64

struct multipart_part {
	const char	*name;
	const char	*filename;	/* NULL: a field, not a file */
	const char	*type;		/* NULL: not said */
};

enum multipart_state { MULTIPART_PART, MULTIPART_END, MULTIPART_BAD };

struct multipart;

/* The boundary that a Content-Type names; NULL: not form-data, or a bad one. */
char		*multipart_boundary(struct arena *, const char *content_type);
/* read: up to size bytes; 0 at the end, -1 broken off.  In the arena. */
struct multipart *multipart_new(struct arena *, const char *boundary,
		    long (*read)(void *, char *, size_t), void *io);
/* The next part, past whatever is left of the one before. */
enum multipart_state multipart_next(struct multipart *,
		    struct multipart_part *);
/* Of the part's bytes; 0 at its end, -1 when the body ends inside it. */
long		 multipart_read(struct multipart *, char *, size_t);

#endif
