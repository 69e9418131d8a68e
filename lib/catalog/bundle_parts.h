/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_BUNDLE_PARTS_H
#define SOUK_CATALOG_BUNDLE_PARTS_H

#include "lib/catalog/bundle.h"
#include "lib/catalog/stock_parts.h"

/* What the files of bundles share with those of stock and products. */

/* So many pieces of a variation in one of a bundle. */
struct bundle_part { const char *variation_id; int64_t quantity; };

/* ---- bundle_stock.c ------------------------------------------------------- */
/* What one is made of; none: it is no bundle. */
enum outcome	 bundle_parts(struct act *, const char *variation_id,
		    struct bundle_part **, size_t *count);
/*
 * Lines of bundles at no certain place become lines of their parts; the others
 * stay.  CONFLICT: more than there can be of anything.
 */
enum outcome	 bundle_lines(struct act *, const struct stock_move *,
		    struct stock_line **, size_t *count);
/* After the stock of a variation that is a part of any has changed: as many as
 * can be made now, with all that follows from that.  edited: a product that is
 * being edited, and sees to its collections itself; NULL. */
enum outcome	 bundles_follow(struct act *, const char *variation_id,
		    bool fell, const char *edited);

/* ---- bundle.c --------------------------------------------------------------- */
/* The parts of all variations of a product, which have been read. */
enum outcome	 bundles_read(struct act *, const char *product_id,
		    struct record *product);
/* INVALID, about taxClass: bundles and parts would not be of one with this. */
enum outcome	 bundles_tax_check(struct act *, const char *product_id,
		    const char *class);
/* CONFLICT, with a message: it is a part of a bundle. */
enum outcome	 bundle_part_refuse(struct act *, const char *variation_id);

/* ---- product_write.c ---------------------------------------------------------- */
/* After its rows were written: all that follows from them. */
enum outcome	 product_settle(struct act *, const char *action,
		    const char *id, const struct record *before,
		    struct record **after);

#endif
