/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_NARROW_H
#define SOUK_PAGES_NARROW_H

#include "fcgi/pages/page.h"
#include "lib/catalog/catalog.h"

/*
 * What a visitor narrows a list of products down by.  It stands in the
 * address, under the names that the API has; what cannot be meant is as good
 * as not there.  Everything works by links and one form, without a script.
 */
enum narrow_by { NARROW_SORT, NARROW_MIN_PRICE, NARROW_MAX_PRICE,
	NARROW_VENDOR, NARROW_TAG, NARROW_OPTIONS, NARROW_CATEGORY,
	NARROW_IN_STOCK, NARROW_NEW, NARROW_FEATURED, NARROW__MAX };

struct narrow {
	const char	*path;			/* of the list without them */
	bool		 in_category;		/* others have pages too */
	bool		 by_hand;		/* has an order of its own */
	const char	*values[NARROW__MAX];	/* as in the address */
	struct record	*filter;		/* for product_list() */
};

/* path, in_category and by_hand are set; category and collection (ids, or
 * NULL) are where the list is. */
void		 narrow_read(const struct page *, struct narrow *,
		    const char *category, const char *collection);
/* The list's address with all of them. */
const char	*narrow_path(const struct page *, const struct narrow *);
bool		 narrow_is_any(const struct narrow *);
/* The form for order and prices, and the side bar. */
void		 narrow_form(const struct page *, const struct narrow *);
enum outcome	 narrow_bar(const struct page *, const struct narrow *);

/* narrow.c, for narrow_bar.c: the address with this value instead (NULL:
 * without any). */
const char	*narrow_with(const struct page *, const struct narrow *,
		    enum narrow_by, const char *value);
enum narrow_by	 narrow_find(const char *name);
int		 narrow_field(enum narrow_by);	/* a FILTER_ */

#endif
