/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_FACET_H
#define SOUK_CATALOG_FACET_H

#include "lib/catalog/listing.h"

/*
 * Facets of a list, one group after the other.  Counts of all products come
 * from counters and from indexes alone; those of a list with filters from
 * the products that it has.
 */
struct facet_maker {
	struct act	*act;
	struct listing	 list;		/* with all filters */
	struct value	*groups;
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
struct stmt	*facet_sql(struct facet_maker *, const struct listing *part,
		    const char *select, const char *tail);
enum outcome	 facet_number(struct stmt *, int64_t *);

/* facet_value.c, facet_category.c, facet_price.c */
enum outcome	 facet_vendors_put(struct facet_maker *);
enum outcome	 facet_tags_put(struct facet_maker *);
enum outcome	 facet_options_put(struct facet_maker *);
enum outcome	 facet_categories_put(struct facet_maker *);
enum outcome	 facet_prices_put(struct facet_maker *);

#endif
