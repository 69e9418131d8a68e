/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_FEED_H
#define SOUK_CATALOG_FEED_H

#include "lib/catalog/catalog.h"

/*
 * Everything that can be bought in public, for those who list it elsewhere:
 * a row a variation that is active and has a price, products in the order of
 * their making, in act->locale, else the shop's.  Nothing is copied, so that
 * any number of rows takes no memory: texts stay until the next row.
 */
struct feed_row {
	const char	*id, *product_id, *category_id;
	const char	*slug, *name, *description;
	const char	*value, *sku, *barcode, *vendor;	/* may be NULL */
	int64_t		 stock, price;
	int64_t		 compare_at;	/* 0: none */
	int64_t		 weight;	/* grams, -1: none */
};

enum outcome	 feed_open(struct act *, struct stmt **rows);
enum outcome	 feed_next(struct stmt *rows, struct feed_row *);
/* The addresses (column 0) of a product's images, the primary one first. */
enum outcome	 feed_images(struct act *, const char *product_id,
		    struct stmt **rows);

#endif
