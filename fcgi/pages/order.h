/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_ORDER_H
#define SOUK_PAGES_ORDER_H

#include "fcgi/pages/buy.h"
#include "lib/orders/orders.h"

/* What the pages of orders share that their buyers see. */

/* NULL unless set. */
const char	*order_text(const struct record *, int field);
/* DRAFT for any other name. */
enum order_state order_state_named(const char *name);
void		 order_state_put(const struct page *, const char *name);
void		 order_time_put(const struct page *, int64_t ms);

/* Parts of the page of one order: each nothing where there is nothing. */
void		 order_payment_put(const struct page *,
		    const struct record *order);	/* order_pay.c */
void		 order_parcels_told(const struct page *,
		    const struct record *order);	/* order_told.c */
void		 order_history_put(const struct page *,
		    const struct record *order);
void		 order_returns_told(const struct page *,
		    const struct record *order);	/* order_back.c */
void		 order_return_state_put(const struct page *,
		    const char *name);
void		 order_cancel_put(const struct page *,
		    const struct record *order);

#endif
