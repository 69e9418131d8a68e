/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_STOCK_H
#define SOUK_CATALOG_STOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/*
 * Stock lies at places, in levels; every change of a level is a movement in
 * a ledger that is only ever added to.  True after every transaction:
 *
 *   a level is the sum of its movements, and never negative;
 *   a variation's stock is the sum of its levels;
 *   a product's stock is the sum of its active variations;
 *   a variation has at most one open notice of low stock.
 *
 * A variation that is deleted takes what it had out of the ledger, which
 * outlives it.
 */
#define STOCK_MAX	1000000000	/* pieces of a variation, in all */

/* ---- places (place*.c) ------------------------------------------------
 * A brand's first place is its default; there is always exactly one, which
 * stays active.  A place that is not active takes no more stock, but what it
 * has may be sold and taken away.  One that ever had any is not deleted.
 */
enum place_field { PLACE_ID, PLACE_NAME, PLACE_ADDRESS, PLACE_DEFAULT,
	PLACE_ACTIVE, PLACE_POSITION, PLACE_CREATED_AT, PLACE_UPDATED_AT,
	PLACE_VERSION, PLACE__MAX };
extern const struct fieldset	place_fields;		/* "Place" */

/* The default place of the actor's brand, made when first needed. */
enum outcome	 place_default(struct act *, const char **id);
enum outcome	 place_list(struct act *, const struct list_query *,
		    struct rows *);		/* by position */
const char	*place_list_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 place_read(struct act *, const char *id, struct record **);
enum outcome	 place_create(struct act *, const struct record *,
		    struct record **);
enum outcome	 place_change(struct act *, const char *id,
		    const struct record *, struct record **);
/* CONFLICT: it has or had stock, or is the default. */
enum outcome	 place_delete(struct act *, const char *id);

/* ---- moving (stock_move.c) -------------------------------------------- */

/* Pieces of a variation that come (above 0) to a place or leave it. */
struct stock_line {
	const char	*variation_id;
	const char	*place_id;	/* NULL: out of wherever they lie, the
					   default place first; into it */
	int64_t		 change;
};

struct stock_move {
	const char		*reason;	/* of stock_reasons */
	const char		*reference;	/* an order; may be NULL */
	const char		*note;		/* may be NULL */
	const struct stock_line	*lines;		/* in any order; those of one
						   variation and place count
						   together */
	size_t			 count;
	const char		**last;		/* gets the id of the movement
						   written last; or NULL */
	bool			 in_edit;	/* part of a product's edit,
						   which sees to the rest */
};

/* Of which variation there was too little, and how much there is. */
struct stock_short { const char *variation_id; int64_t left; };

extern const char *const	stock_reasons[];	/* ends with NULL */

/*
 * All lines or none, whatever the caller makes of a refusal: CONFLICT and
 * message STOCK_OUT when there is not enough of one (told in *shortage unless
 * NULL), NOT_FOUND when a variation or place of its brand is not there.  Keeps
 * all that the top of this file promises, opens and closes notices, takes
 * products in and out of collections by rules about stock, and moves the
 * catalogue's generation.  Who may do so is the caller's to know: orders
 * move the stock of whoever sells.
 */
enum outcome	 stock_move(struct act *, const struct stock_move *,
		    struct stock_short *shortage);

/*
 * All that left with this reference and has not come back (stock_back.c), each
 * to the place it came from, or to the default one where that takes no more.
 * Whoever asks twice gives back once.
 */
enum outcome	 stock_give_back(struct act *, const char *reason,
		    const char *reference);

/* ---- by hand (stock_enter.c): audited, of the actor's brand only -------- */
enum stock_entry_field { ENTRY_VARIATION, ENTRY_SKU, ENTRY_PLACE,
	ENTRY_CHANGE, ENTRY_QUANTITY, ENTRY_REASON, ENTRY_REFERENCE,
	ENTRY_NOTE, ENTRY__MAX };
extern const struct fieldset	stock_entry_fields;	/* "StockEntry" */

/* A change, or a quantity that was counted; when that is what there was,
 * nothing is written and the movement has no id. */
enum outcome	 stock_enter(struct act *, const struct record *entry,
		    struct record **moved);
/* What was counted at a place (NULL: the default one). */
enum outcome	 stock_set(struct act *, const char *variation_id,
		    const char *place_id, int64_t quantity);

enum stock_transfer_field { TRANSFER_VARIATION, TRANSFER_SKU, TRANSFER_FROM,
	TRANSFER_TO, TRANSFER_QUANTITY, TRANSFER_REFERENCE, TRANSFER_NOTE,
	TRANSFER__MAX };
extern const struct fieldset	stock_transfer_fields;	/* "StockTransfer" */

/* From one place to another; then the variation's stock. */
enum outcome	 stock_transfer(struct act *, const struct record *transfer,
		    struct record **item);

/* ---- looking (stock_list.c) ------------------------------------------- */
enum stock_item_field { STOCK_VARIATION, STOCK_PRODUCT, STOCK_NAME,
	STOCK_OPTIONS, STOCK_SKU, STOCK_QUANTITY, STOCK_LOW_AT,
	STOCK_THRESHOLD, STOCK_LOW, STOCK_ACTIVE, STOCK_PLACES,
	STOCK_ITEM__MAX };
extern const struct fieldset	stock_item_fields;	/* "StockItem" */
enum stock_level_field { LEVEL_PLACE, LEVEL_NAME, LEVEL_QUANTITY,
	LEVEL__MAX };
enum stock_filter { STOCK_OF_PLACE, STOCK_OF_SKU, STOCK_OF_Q, STOCK_OF_LOW,
	STOCK_OF__MAX };
extern const struct fieldset	stock_filters;

/* Newest first; low ones alone: the lowest first. */
enum outcome	 stock_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
/* Fills a record of stock_item_fields, made once. */
enum outcome	 stock_list_next(struct act *, struct rows *, struct record *);
const char	*stock_list_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 stock_item_read(struct act *, const char *variation_id,
		    struct record **);

/* ---- the ledger (stock_movement.c), newest first ------------------------ */
enum movement_field { MOVEMENT_ID, MOVEMENT_VARIATION, MOVEMENT_NAME,
	MOVEMENT_OPTIONS, MOVEMENT_SKU, MOVEMENT_PLACE, MOVEMENT_PLACE_NAME,
	MOVEMENT_CHANGE, MOVEMENT_QUANTITY, MOVEMENT_REASON,
	MOVEMENT_REFERENCE, MOVEMENT_NOTE, MOVEMENT_USER, MOVEMENT_USERNAME,
	MOVEMENT_CREATED_AT, MOVEMENT__MAX };
extern const struct fieldset	movement_fields;	/* "StockMovement" */
enum movement_filter { MOVEMENT_OF_VARIATION, MOVEMENT_OF_PLACE,
	MOVEMENT_OF_REASON, MOVEMENT_FROM, MOVEMENT_TO, MOVEMENT_OF__MAX };
extern const struct fieldset	movement_filters;

enum outcome	 movement_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
const char	*movement_list_cursor(struct act *, const struct rows *,
		    const struct record *);

/* ---- low stock (stock_notice.c) -----------------------------------------
 * A variation's threshold is its own lowStockAt or else the setting.  Falling
 * to it or below opens a notice, once; rising above it closes it.  Each is
 * told once, by the job.
 */
enum stock_notice_field { STOCK_NOTICE_ID, STOCK_NOTICE_VARIATION,
	STOCK_NOTICE_NAME, STOCK_NOTICE_OPTIONS, STOCK_NOTICE_SKU,
	STOCK_NOTICE_STOCK, STOCK_NOTICE_THRESHOLD, STOCK_NOTICE_NOW,
	STOCK_NOTICE_CREATED_AT, STOCK_NOTICE_TOLD_AT,
	STOCK_NOTICE_CLOSED_AT, STOCK_NOTICE__MAX };
extern const struct fieldset	stock_notice_fields;	/* "StockNotice" */

/* Open ones first, the newest of them first. */
enum outcome	 stock_notice_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*stock_notice_list_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 notice_count_open(struct act *, int64_t *);
struct job_kind;
extern const struct job_kind	catalog_low_stock;	/* "catalog.low_stock" */

enum stock_message { STOCK_OUT, STOCK_ELSEWHERE, STOCK_TOO_MUCH,
	STOCK_CHANGE_OR_QUANTITY, STOCK_NO_VARIATION, STOCK_VARIATION_OR_SKU,
	STOCK_SAME_PLACE, STOCK_NO_PLACE, STOCK_PLACE_TAKEN,
	STOCK_PLACE_USED, STOCK_PLACE_DEFAULT, STOCK_PLACE_INACTIVE,
	STOCK_MESSAGE__MAX };
extern const struct message	stock_messages[];

#endif
