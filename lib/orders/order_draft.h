/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_ORDER_DRAFT_H
#define SOUK_ORDERS_ORDER_DRAFT_H

#include "lib/orders/order_parts.h"

/* What the two files of drafts share. */

/* order_draft_quote.c: what is written down, at its prices and taxes. */
enum outcome	 order_draft_quote(struct act *, const struct record *in,
		    const struct record *shipping, struct quote **);

#endif
