/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_ORDERS_H
#define SOUK_ORDERS_ORDERS_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/*
 * What people buy: addresses, zones with taxes and shipping, promotions,
 * carts (cart.h), what a cart costs (quote.h), and orders (order.h).
 */
enum orders_setting { ORDERS_TAX_INCLUDED, ORDERS_COUNTRY, ORDERS_HOLD_MINUTES,
	ORDERS_TRANSFER_DAYS, ORDERS_GUESTS, ORDERS_SHORT, ORDERS_RETURN_DAYS,
	ORDERS_CART_HOURS, ORDERS_CART_DAYS, ORDERS_NUMBER_FROM,
	ORDERS__MAX };
extern const struct fieldset	orders_settings;
/* ORDERS_SHORT: what becomes of money for what is no longer there. */
enum orders_short { SHORT_REFUND, SHORT_OFFER };

struct privacy;
extern const struct privacy	orders_privacy;

/* "orders.carts": tells of carts that were left, forgets old ones. */
struct job_kind;
extern const struct job_kind	orders_carts;

#include "lib/orders/cart.h"
#include "lib/orders/order.h"
#include "lib/orders/quote.h"

#endif
