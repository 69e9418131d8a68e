/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_PRICE_LIST_H
#define SOUK_CATALOG_PRICE_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/*
 * What a variation costs.
 *
 * Its usual price is its own, else the product's base price, each a row by
 * currency.  A price list of the same currency says what holds instead: while
 * it is active, from its start to just before its end, for everybody or for
 * one customer group (lib/accounts/groups.h).  Of the lists that apply, the
 * highest priority decides, then the lowest amount.
 *
 * What holds for everybody in the shop's currency is in product.price_from
 * and compare_at: with every edit, and at the start and end of each list by a
 * job.  A list of more than PRICE_LIST_AT_ONCE prices is brought up to date
 * by a job too, in steps; it is applying until then.  Sorting and price
 * filters follow price_from, whoever asks.
 */
#define PRICE_LIST_AT_ONCE	200
#define PRICE_LIST_BODY		1000	/* prices of one request */

/* ---- the one question (price_of.c) ------------------------------------- */

struct price_now {
	const char	*list_id;	/* NULL: the usual price holds */
	int64_t		 amount, usual, compare_at, base;
	int64_t		 until;		/* the list's end; 0: none */
	/* Which of the amounts there are: none of them, no price in that
	 * currency.  compare_at is above amount: what was set beside the usual
	 * price, else the usual price that a list lowers. */
	bool		 has, has_usual, has_compare, has_base;
};

/* groups: ids one a line (actor_groups()), "" for everybody; now: a moment. */
struct price_terms { const char *currency, *groups; int64_t now; };

/*
 * What each of n variations costs, in as few statements as there are
 * hundreds of them (a cart of 200 in one); a variation may come twice, and
 * one that does not exist has no price.  In the caller's transaction.
 */
enum outcome	 price_of(struct act *, const char *const *ids, size_t n,
		    const struct price_terms *, struct price_now *out);
/* Those that hold for the actor: their groups, this moment.  currency NULL:
 * the shop's. */
enum outcome	 price_terms_of(struct act *, const char *currency,
		    struct price_terms *);
/* INVALID (field "currency"): no such currency; NULL is fine. */
enum outcome	 price_currency_check(struct act *, const char *currency);

/* ---- what is shown (price_overlay.c) ------------------------------------ */

/* A product just read, at the prices that hold for the actor. */
enum outcome	 product_priced(struct act *, const char *currency,
		    struct record *product);
/*
 * Rows still to be read show those prices, by one query for the page.  Lists
 * for the public call it themselves with NULL; again with a currency, and
 * what costs nothing in it shows no price.
 */
struct product_list;
enum outcome	 product_list_priced(struct act *, const char *currency,
		    struct product_list *);

/* ---- price lists (price_list.c) ------------------------------------------ */

enum price_list_field { PRICE_LIST_ID, PRICE_LIST_BRAND, PRICE_LIST_NAME,
	PRICE_LIST_CURRENCY, PRICE_LIST_GROUP, PRICE_LIST_GROUP_NAME,
	PRICE_LIST_STARTS, PRICE_LIST_ENDS, PRICE_LIST_PRIORITY,
	PRICE_LIST_ACTIVE, PRICE_LIST_APPLYING, PRICE_LIST_CREATED_AT,
	PRICE_LIST_UPDATED_AT, PRICE_LIST_VERSION, PRICE_LIST__MAX };
extern const struct fieldset	price_list_fields;	/* "PriceList" */

enum outcome	 price_list_create(struct act *, const struct record *,
		    struct record **);
enum outcome	 price_list_read(struct act *, const char *id,
		    struct record **);
enum outcome	 price_list_change(struct act *, const char *id,
		    const struct record *, struct record **);
/* Out of force at once; a long one goes in steps. */
enum outcome	 price_list_delete(struct act *, const char *id);
/* Of the actor's brand, newest first; rows_next() reads them. */
enum outcome	 price_list_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*price_list_list_cursor(struct act *, const struct rows *,
		    const struct record *);

/* ---- its prices (price_list_prices.c) -------------------------------------- */

enum price_row_field { PRICE_ROW_VARIATION, PRICE_ROW_SKU, PRICE_ROW_LABEL,
	PRICE_ROW_PRODUCT, PRICE_ROW_PRODUCT_NAME, PRICE_ROW_CURRENCY,
	PRICE_ROW_AMOUNT, PRICE_ROW_USUAL, PRICE_ROW__MAX };
extern const struct fieldset	price_row_fields;	/* "PriceListPrice" */

/* {prices: [{variationId or sku, amount}]} */
enum price_item_field { PRICE_ITEM_VARIATION, PRICE_ITEM_SKU,
	PRICE_ITEM_AMOUNT, PRICE_ITEM__MAX };
extern const struct fieldset	price_items_fields;

enum outcome	 price_list_prices(struct act *, const char *id,
		    const struct list_query *, struct rows *);
const char	*price_list_prices_cursor(struct act *, const struct rows *,
		    const struct record *);
/* All of them or none; every bad one is named by its index.  What is not in
 * the body stays.  Answers the list. */
enum outcome	 price_list_put(struct act *, const char *id,
		    const struct record *items, struct record **);
/* NOT_FOUND: the list has no price for it. */
enum outcome	 price_list_drop(struct act *, const char *id,
		    const char *variation);

struct job_kind;
extern const struct job_kind	catalog_price_list;	/* "catalog.price_list" */
extern const struct job_kind	catalog_instants;	/* "catalog.instants" */

#endif
