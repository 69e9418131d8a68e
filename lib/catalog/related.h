/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_RELATED_H
#define SOUK_CATALOG_RELATED_H

#include "lib/catalog/catalog.h"

/*
 * What is shown beside a product that everybody may see: the active ones
 * chosen by hand, in their order, filled up to RELATED_SHOWN with those of
 * its category whose price is nearest.  Never itself.  The list has no
 * cursor; total is 0 when there is nothing to show.
 */
#define RELATED_SHOWN	8

/* Those chosen by hand, whatever their status, for who edits them. */
enum outcome	 product_chosen(struct act *, const struct record *product,
		    struct product_list *);
enum outcome	 product_related(struct act *, const struct record *product,
		    struct product_list *);

#endif
