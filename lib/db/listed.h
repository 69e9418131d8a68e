/* SPDX-License-Identifier: ISC */
#ifndef SOUK_DB_LISTED_H
#define SOUK_DB_LISTED_H

#include "lib/base/act.h"
#include "lib/db/rows.h"

/*
 * A list of the actor's brand with filters: a row of `struct listed` and a
 * condition for each filter.  A list without filters is a plain_list.
 */

/* What a filter asks of a row if it is given. */
struct listed_filter {
	const char	*sql;	/* NULL: more() knows */
	const char	*name;	/* of its value in it; NULL: it has none */
	const char	*unless;	/* of a boolean that is false; NULL:
					 * nothing */
};

/* Conditions, and the values of their names. */
#define LISTED_CONDITIONS	16
struct listed_where {
	const char	*sql[LISTED_CONDITIONS + 1];
	struct listed_value {
		const char	*name, *text;
		int64_t		 num;
		bool		 is_text;
	}		 values[LISTED_CONDITIONS];
	int		 count, value_count;
};
void		 listed_if(struct listed_where *, const char *sql);
void		 listed_text(struct listed_where *, const char *name,
		    const char *text);
void		 listed_int(struct listed_where *, const char *name, int64_t);

struct listed {
	const char			*name;	/* of its cursors */
	/* Of the first fields of the filter's set. */
	const struct listed_filter	*filters;
	size_t				 filter_count;
	/* What is more than a condition and its value; may be NULL. */
	void		(*more)(struct act *, const struct record *filter,
			    struct listed_where *);
	/* What the columns of the page take; may be NULL. */
	void		(*bind)(struct act *, struct stmt *);
	/* Up to the conditions, taking :brand.  The count is of a
	 * "SELECT 1" as far as :reach, or all of it. */
	const char	*count, *page;
	bool		 counts_all;
	bool		 no_brand;	/* nothing takes :brand */
	const char	*after;		/* :id, and :key if it is by a time */
	bool		 by_time;
	const char	*order;		/* with :limit and :offset */
};

#define LISTED_FILTERS(TABLE) \
	.filters = (TABLE), \
	.filter_count = sizeof(TABLE) / sizeof((TABLE)[0])
/* In the order of ids, the newest first. */
#define LISTED_NEWEST(ID) \
	.after = ID " < :id", \
	.order = "ORDER BY " ID " DESC LIMIT :limit OFFSET :offset"

enum outcome	 listed_open(struct act *, const struct listed *,
		    const struct record *filter, const struct list_query *,
		    struct rows *);
/* The same without its total. */
enum outcome	 listed_open_on(struct act *, const struct listed *,
		    const struct record *filter, const struct list_query *,
		    struct rows *);

/* For LIKE … ESCAPE '\': the letters as they are, with `around` on either
 * side, and around that anything. */
const char	*listed_like(struct arena *, const char *around,
		    const char *text);

#endif
