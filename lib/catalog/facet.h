/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_FACET_H
#define SOUK_CATALOG_FACET_H

#include "lib/catalog/listing.h"

/*
 * Facets of a list, one group after the other.  Counts of all products come
 * from counters and from indexes alone.  Those of a list with filters take
 * one way through its products for categories, yes or no, and the range of
 * prices (an overview), one for the steps of prices and one for vendors, tags
 * and options; a group with a filter of its own needs a way of its own.
 */
enum facet_flag { FLAG_IN_STOCK, FLAG_NEW, FLAG_FEATURED, FLAG__MAX };

struct overview {
	struct tally {
		const char	*category;
		int64_t		 count;
	}		*tallies;	/* of each category alone */
	size_t		 count;
	int64_t		 total, flags[FLAG__MAX], least, most;
	bool		 priced;	/* else least and most say nothing */
};

struct facet_maker {
	struct act	*act;
	struct listing	 list;		/* with all filters */
	int64_t		 total;		/* of it */
	struct value	*groups;
	struct overview	*of_all, *of_list;	/* NULL: not needed yet */
};

struct record	*facet_group(struct arena *, const char *filter,
		    const char *name);
/* A group with nothing in it is not shown. */
void		 facet_group_put(struct facet_maker *, const struct record *);
/* Values come in order; NULL: there are enough, the rest is only noted. */
struct record	*facet_value(struct facet_maker *, struct record *group,
		    const char *value, const char *name, int64_t count);
/* Is nothing asked for? */
bool		 facet_is_of_all(const struct listing *);
/* Was this number given for a filter? */
bool		 facet_is_asked(const struct listing *, int field, int64_t);
/* listing_sql() for all rows, and the only number of a row (NOT_FOUND: it is
 * NULL). */
struct stmt	*facet_sql(struct act *, const struct listing *,
		    const char *select, const char *more, const char *tail);
enum outcome	 facet_number(struct stmt *, int64_t *);

/* facet_overview.c: the list without the filter of this field. */
enum outcome	 facet_overview(struct facet_maker *, int field,
		    struct overview **);

/* facet_value.c, facet_category.c, facet_price.c */
enum outcome	 facet_values_put(struct facet_maker *);
enum outcome	 facet_categories_put(struct facet_maker *);
enum outcome	 facet_prices_put(struct facet_maker *);

#endif
