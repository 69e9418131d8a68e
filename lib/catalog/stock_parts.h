/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_STOCK_PARTS_H
#define SOUK_CATALOG_STOCK_PARTS_H

#include "lib/catalog/internal.h"

/*
 * What the files of stock, and those that write products, share.
 */

/* ---- place.c ------------------------------------------------------------ */
enum outcome	 place_default_of(struct act *, const char *brand_id,
		    const char **id);
/* Of the actor's brand, else `field` is bad, or DENIED. */
enum outcome	 place_check(struct act *, const char *field, const char *id);

/* ---- stock_move.c ------------------------------------------------------- */
struct movement {
	const char	*brand_id, *variation_id, *place_id;
	int64_t		 change, quantity;	/* quantity: after it */
	const char	*reason, *reference, *note;
};
/* The row of the ledger alone; *id may be NULL. */
enum outcome	 movement_write(struct act *, const struct movement *,
		    const char **id);

/* A product's stock, of its variations as they are. */
enum outcome	 product_sum(struct act *, const char *product_id);

/* ---- stock_movement.c --------------------------------------------------- */
enum outcome	 movement_read(struct act *, const char *id, struct record **);
/* As movement_list(), of any length and without its total. */
enum outcome	 movement_list_on(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);

/* ---- stock_edit.c: a variation's stock as a product's edit says it ------- */
/* Of a variation just inserted with its stock. */
enum outcome	 stock_opened(struct act *, const char *variation_id,
		    int64_t stock);
/* The difference lies at the default place; CONFLICT and a bad `field` when
 * there is not that much to take away, or it is a bundle: a file may say what
 * it likes of that. */
enum outcome	 stock_edited(struct act *, const struct record *variation,
		    int64_t to, const char *field);
/* Before a variation is deleted. */
enum outcome	 stock_closed(struct act *, const char *variation_id);
/* The same for all of a product. */
enum outcome	 stock_closed_all(struct act *, const struct record *product);

/* ---- stock_notice.c ----------------------------------------------------- */
struct stock_state {
	const char	*brand_id, *variation_id;
	int64_t		 stock, threshold;
};
/* Opens or closes the variation's notice; fell: it has less than before. */
enum outcome	 notice_check(struct act *, const struct stock_state *,
		    bool fell);
/* After a variation's threshold has changed. */
enum outcome	 notice_threshold_changed(struct act *,
		    const char *variation_id);
/* After the shop's has. */
enum outcome	 notice_shop_threshold_changed(struct act *, int64_t);
int64_t		 stock_threshold(struct act *);	/* the shop's */

/* ---- stock_list.c ------------------------------------------------------- */
/* As stock_list(), of any length and without its total. */
enum outcome	 stock_list_on(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
/* Of the actor's brand; by id, or by SKU where that is given, else the
 * `field` that named it is bad, or DENIED. */
enum outcome	 stock_find(struct act *, const struct record *in, int id_field,
		    int sku_field, const char **variation_id);

#endif
