/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_PROMOTIONS_H
#define SOUK_ORDERS_PROMOTIONS_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/db/rows.h"
#include "lib/orders/quote_sum.h"

/*
 * What takes something off (promotion.c): by itself, or by a code.  Of some
 * products, categories with those below them, or collections, or of all; for
 * everybody or for a group of customers; for a while; so often in all, and so
 * often for each customer.  Amounts are of its currency, and it holds in that
 * currency only.  Asks for PROMOTION_EDIT.
 */
enum promotion_field { PROMOTION_ID, PROMOTION_BRAND, PROMOTION_NAME,
	PROMOTION_CODE, PROMOTION_KIND, PROMOTION_RATE, PROMOTION_CURRENCY,
	PROMOTION_AMOUNT_OFF, PROMOTION_BUY, PROMOTION_GET, PROMOTION_MINIMUM,
	PROMOTION_SCOPE, PROMOTION_TARGETS, PROMOTION_GROUP,
	PROMOTION_STACKS, PROMOTION_PRIORITY, PROMOTION_ACTIVE,
	PROMOTION_STARTS, PROMOTION_ENDS, PROMOTION_LIMIT,
	PROMOTION_CUSTOMER_LIMIT, PROMOTION_USED, PROMOTION_CREATED_AT,
	PROMOTION_UPDATED_AT, PROMOTION_VERSION, PROMOTION__MAX };
extern const struct fieldset	promotion_fields;	/* "Promotion" */
#define PROMOTION_TARGETS_MAX	500

extern const char *const	promotion_kinds[];	/* ends with NULL */
enum promotion_kind promotion_kind_from(const char *);
enum promotion_scope { SCOPE_ALL, SCOPE_PRODUCTS, SCOPE_CATEGORIES,
	SCOPE_COLLECTIONS, SCOPE__MAX };
extern const char *const	promotion_scopes[];	/* ends with NULL */

/* How codes are stored and compared: "Été 25" and "ete-25" are one. */
const char	*promotion_code_fold(struct arena *, const char *);

enum outcome	 promotion_create(struct act *, const struct record *,
		    struct record **);
enum outcome	 promotion_read(struct act *, const char *id,
		    struct record **);
enum outcome	 promotion_change(struct act *, const char *id,
		    const struct record *, struct record **);
/* CONFLICT: an order has used it. */
enum outcome	 promotion_delete(struct act *, const char *id);
/* Of the actor's brand, newest first. */
enum outcome	 promotion_list(struct act *, const struct list_query *,
		    struct rows *);
enum outcome	 promotion_list_next(struct act *, struct rows *,
		    struct record *);
const char	*promotion_list_cursor(struct act *, const struct rows *,
		    const struct record *);
/* Rows of the ids and names of what it is about, in the shop's language. */
struct stmt	*promotion_target_names(struct act *, const char *id);

#endif
