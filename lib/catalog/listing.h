/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_LISTING_H
#define SOUK_CATALOG_LISTING_H

#include "lib/catalog/internal.h"

/*
 * The anatomy of a product list.  Every page is one statement that walks an
 * index from a key: where the page before ended (the cursor), or, for a page
 * by number, what one cheap statement over the index alone finds at its
 * offset.  listing.c turns filters into conditions, product_list.c asks.
 */
enum sort { SORT_NEWEST, SORT_OLDEST, SORT_PRICE_ASC, SORT_PRICE_DESC,
	SORT_FEATURED, SORT_UPDATED, SORT__MAX };

struct sort_sql {
	const char	*name;		/* in the query */
	const char	*seek;		/* select: key, id, is featured */
	const char	*after;		/* condition: behind :key, :id */
	const char	*order;
	int64_t		 start;		/* before every key */
	int		 field;		/* of a summary, the key */
};
extern const struct sort_sql	sort_sql[SORT__MAX];

#define CONDITIONS_MAX	12

struct listing {
	const struct record	*filter;
	bool			 public;
	enum sort		 sort;
	const char		*category;	/* id, NULL: any */
	const char		*match;		/* for the index, or NULL */
	bool			 empty;		/* nothing can match */
	bool			 few;		/* found, then sorted */
	bool			 counted;	/* total is of counters */
	int64_t			 total;
	const char		*where[CONDITIONS_MAX + 1];
	int			 count;
};

/* What a page asks for; bad fields are noted. */
enum outcome	 listing_make(struct act *, const struct record *filter,
		    bool public, struct listing *);
/* select, the conditions and (if not NULL) one more, then tail. */
struct stmt	*listing_sql(struct act *, const struct listing *,
		    const char *select, const char *more, const char *tail);
/* A text that differs whenever the list does, for cursors. */
const char	*listing_text(struct act *, const struct listing *);

#endif
