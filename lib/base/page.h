/* SPDX-License-Identifier: ISC */
#ifndef SOUK_BASE_PAGE_H
#define SOUK_BASE_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/outcome.h"

struct act;
struct arena;

/*
 * Which part of a list.  By number while page × limit <= PAGE_REACH, beyond
 * that by cursor: base64url of the last row's sort key, its id and a hash of
 * the filters, so a cursor of another list is refused.
 */
#define PAGE_LIMIT	20
#define PAGE_LIMIT_MAX	100
#define PAGE_REACH	10000

struct list_query {
	int64_t		 page, limit;	/* from 1 */
	const char	*cursor;	/* NULL: by number */
};

/* After validation: page × limit within reach, else a bad field "page". */
enum outcome	 page_check(struct act *, const struct list_query *);
int64_t		 page_offset(const struct list_query *);
/* The sort key is an integer or a text, never both; text NULL: integer. */
struct cursor { int64_t num; const char *text, *id; };
char		*cursor_write(struct arena *, const struct cursor *,
		    const char *filters);
/* INVALID (field "cursor"): not ours, or of other filters. */
enum outcome	 cursor_read(struct act *, const char *, const char *filters,
		    struct cursor *);

#endif
