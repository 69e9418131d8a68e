/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_SELECTION_H
#define SOUK_CATALOG_SELECTION_H

#include "lib/catalog/internal.h"

/*
 * Which products: the ids of all that a filter of the admin list shows, in
 * one short read, so that long work over them needs no long reader.
 */
struct selection {
	const char	**ids;
	size_t		 count;
};

/* In the list's own order. */
enum outcome	 selection_listed(struct act *, struct arena *,
		    const struct record *filter, struct selection *);
/* By slug in the shop's language: the same in a shop with the same products. */
enum outcome	 selection_by_slug(struct act *, struct arena *,
		    const struct record *filter, struct selection *);

#endif
