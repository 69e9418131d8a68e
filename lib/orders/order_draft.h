/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_ORDER_DRAFT_H
#define SOUK_ORDERS_ORDER_DRAFT_H

#include "lib/orders/order_parts.h"

/* What the files of drafts share. */

/*
 * order_draft_quote.c: what is written down, at its prices and taxes, lines in
 * the order in which they were given; of one variation once, with all pieces.
 * strict: CONFLICT for what cannot be bought, INVALID for a way that is not
 * offered there; else both are merely told.
 */
enum outcome	 order_draft_quote(struct act *, const struct record *in,
		    const struct record *shipping, bool strict,
		    struct quote **);

#endif
