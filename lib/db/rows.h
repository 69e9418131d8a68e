/* SPDX-License-Identifier: ISC */
#ifndef SOUK_DB_ROWS_H
#define SOUK_DB_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/db.h"

/*
 * One page of a list whose statement yields the stored fields of a set, in
 * their order, and takes :limit and :offset.  It is asked for one row more
 * than the page has, which tells whether there is a next one.
 */
struct rows {
	struct stmt	*stmt;
	int64_t		 total;		/* of the whole list */
	const char	*filters;	/* for the cursor */
	int64_t		 left;		/* of this page */
	bool		 more;		/* after the last: another page? */
};

/* The one number of a counting statement, whose other values are bound. */
enum outcome	 rows_count(struct rows *, struct stmt *);
/* The same where the list may be long: the statement takes :reach and counts
 * no further, so PAGE_REACH + 1 says that there are more. */
enum outcome	 rows_count_reach(struct rows *, struct stmt *);
/* The page's statement, whose other values are bound. */
void		 rows_open(struct rows *, struct stmt *,
		    const struct list_query *);
/* Of the next page, from the last row of this one; NULL: there is none. */
const char	*rows_cursor(struct act *, const struct rows *,
		    const struct cursor *last);

/* Of a list in the order of its ids. */
const char	*rows_cursor_by_id(struct act *, const struct rows *,
		    const char *last);

/*
 * A list without filters: all that belongs to one owner, in one order.  The
 * statements take :owner; the page's also where to begin behind: :key and
 * :id, or :id alone where that is the order.
 */
struct plain_list {
	const char	*name;		/* of its cursors, with the owner */
	const char	*count, *page;
	enum { LIST_BY_ID, LIST_BY_NUMBER, LIST_BY_TEXT }
			 by;
	struct cursor	 start;		/* before the first */
	bool		 reach;		/* long: rows_count_reach() */
};

enum outcome	 plain_list_open(struct act *, const struct plain_list *,
		    const char *owner, const struct list_query *,
		    struct rows *);
/* Fills a record made once; NOT_FOUND after the last of the page. */
enum outcome	 rows_next(struct rows *, struct arena *, struct record *);

#endif
