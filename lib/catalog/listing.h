/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_LISTING_H
#define SOUK_CATALOG_LISTING_H

#include "lib/catalog/group.h"

/*
 * The anatomy of a product list.  Every page is one statement that walks an
 * index from a key: where the page before ended (the cursor), or, for a page
 * by number, what one cheap statement over the index alone finds at its
 * offset.  listing.c reads filters and decides how the list is best found,
 * listing_sql.c turns that into conditions, listing_sort.c knows the orders;
 * product_list.c asks for pages, facet_read.c for counts.
 *
 * There are two ways to a list.  To walk the sorted index and pass over what
 * is not wanted takes about all / total steps a row; to take the few that one
 * condition finds and sort them takes as many as it finds, each some 25 times
 * as dear.  A page of 20 rows makes these equal where few × total = all.
 */
enum sort { SORT_NEWEST, SORT_OLDEST, SORT_PRICE_ASC, SORT_PRICE_DESC,
	SORT_FEATURED, SORT_UPDATED, SORT_MANUAL, SORT__MAX };

struct sort_sql {
	const char	*name;		/* in the query */
	const char	*seek;		/* select: key, id, is featured */
	const char	*after;		/* condition: behind :key, :id */
	const char	*order;
	int64_t		 start;		/* before every key */
	int		 field;		/* of a summary, the key */
};
extern const struct sort_sql	sort_sql[SORT__MAX];

#define LIST_OPTIONS	10	/* names of options in one filter */
#define CHOICES_MAX	(2 + LIST_OPTIONS)
#define CONDITIONS_MAX	(13 + CHOICES_MAX)

/* Values of a facet, one of which a product must have. */
struct choice {
	int		 field;		/* FILTER_VENDOR, _TAG, _OPTIONS */
	const char	*name;		/* of the option, else "" */
	const char	*values[FILTER_VALUES];
	int		 count;
	int64_t		 products;	/* active ones, at most; counters */
};

/* What finds the few. */
enum finder { BY_NOTHING, BY_SKU, BY_WORDS, BY_CATEGORY, BY_COLLECTION,
	BY_CHOICE };

struct listing {
	const struct record	*filter;
	bool			 public;
	enum sort		 sort;
	const char		*category;	/* id, NULL: any */
	int64_t			 categories;	/* it and those below it */
	const char		*collection;	/* id, NULL: any */
	const char		*match;		/* for the index, or NULL */
	struct choice		 choices[CHOICES_MAX];
	int			 choice_count;
	bool			 empty;		/* nothing can match */
	uint64_t		 plain;		/* bits: FILTER_ conditions */

	/* of counters */
	int64_t			 all, below, members;
	bool			 counted;	/* total is exact */
	int64_t			 total;

	enum finder		 finder;
	int			 chosen;	/* BY_CHOICE: which */
	int64_t			 found;		/* by it, at most */
	bool			 few;		/* found, then sorted */
};

/* What a page asks for; bad fields are noted. */
enum outcome	 listing_make(struct act *, const struct record *filter,
		    bool public, struct listing *);
/* The same list without the filter of one field (of one option's name). */
struct listing	 listing_without(const struct listing *, int field,
		    const char *name);
/* The exact number of rows. */
enum outcome	 listing_total(struct act *, const struct listing *,
		    int64_t *total);
/* With which in hand the better way is chosen. */
void		 listing_settle(struct listing *, int64_t total);
/* A list of which all rows are wanted, in no order: by the few, if any. */
void		 listing_for_all(struct listing *);

/* select, the conditions and (if not NULL) one more, then tail. */
struct stmt	*listing_sql(struct act *, const struct listing *,
		    const char *select, const char *more, const char *tail);
/* A text that differs whenever the list does, for cursors. */
const char	*listing_text(struct act *, const struct listing *);

enum sort	 sort_find(const struct record *filter, bool public);

#endif
