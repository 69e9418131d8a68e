/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_ADMIN_STOCK_H
#define SOUK_PAGES_ADMIN_STOCK_H

#include "fcgi/pages/admin.h"
#include "lib/catalog/catalog.h"

/* What the pages of stock share (admin_stock.c). */
#define ADMIN_PLACES	100	/* a page's choice of places has no more */

struct admin_places {
	struct record	*list[ADMIN_PLACES];
	size_t		 count;
};

enum outcome	 admin_places_read(const struct page *, struct admin_places *);
/* The one of this id, else the default one, NULL if there is none yet. */
const struct record *admin_place_find(const struct admin_places *,
		    const char *id);
/* <option>s; chosen may be NULL. */
void		 admin_place_options(const struct page *,
		    const struct admin_places *, const char *chosen,
		    bool active_only);
/* A number to correct at a place (NULL: the default one). */
void		 admin_count_form(const struct page *, const char *variation,
		    const char *place, const char *label, int64_t quantity);

#endif
