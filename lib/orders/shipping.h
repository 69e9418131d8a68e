/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_SHIPPING_H
#define SOUK_ORDERS_SHIPPING_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/db/rows.h"

/*
 * Ways that goods take to their buyer (shipping.c): a carrier or a courier of
 * the shop's into a zone, or a place where they are fetched.  What it costs
 * stands in steps by currency; the one that asks for most of those that a
 * cart has reached is the price.
 */
enum shipping_field { SHIPPING_ID, SHIPPING_BRAND, SHIPPING_KIND,
	SHIPPING_ZONE, SHIPPING_ZONE_NAME, SHIPPING_PLACE,
	SHIPPING_PLACE_NAME, SHIPPING_NAME, SHIPPING_DESCRIPTION,
	SHIPPING_TAX_CLASS, SHIPPING_DAYS_MIN, SHIPPING_DAYS_MAX,
	SHIPPING_ACTIVE, SHIPPING_POSITION, SHIPPING_RATES,
	SHIPPING_CREATED_AT, SHIPPING_UPDATED_AT, SHIPPING_VERSION,
	SHIPPING__MAX };
extern const struct fieldset	shipping_fields;	/* "ShippingMethod" */
enum step_field { STEP_CURRENCY, STEP_FROM_AMOUNT, STEP_FROM_WEIGHT,
	STEP_AMOUNT, STEP__MAX };
extern const struct fieldset	shipping_rate_fields;	/* "ShippingRate" */
enum shipping_kind { SHIPPING_CARRIER, SHIPPING_COURIER, SHIPPING_PICKUP,
	SHIPPING_KIND__MAX };
extern const char *const	shipping_kinds[];	/* ends with NULL */

enum outcome	 shipping_create(struct act *, const struct record *,
		    struct record **);
enum outcome	 shipping_read(struct act *, const char *id, struct record **);
enum outcome	 shipping_change(struct act *, const char *id,
		    const struct record *, struct record **);
enum outcome	 shipping_delete(struct act *, const char *id);
/* Of the actor's brand, by position. */
enum outcome	 shipping_list(struct act *, const struct list_query *,
		    struct rows *);
enum outcome	 shipping_list_next(struct act *, struct rows *,
		    struct record *);
const char	*shipping_list_cursor(struct act *, const struct rows *,
		    const struct record *);

#endif
