/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_ADMIN_ORDERS_H
#define SOUK_PAGES_ADMIN_ORDERS_H

#include "fcgi/pages/office.h"
#include "lib/orders/orders.h"

/* What the pages of orders share.  Forms and buttons with data-order are sent
 * by orders.js: to the path that stands there, by data-method. */
#define ORDERS_HERE	"/admin/commandes"
#define ORDERS_API	"/api/admin/orders"

const char	*order_state_text(const struct page *, enum order_state);
/* An amount in the order's currency. */
void		 order_money(const struct page *, const struct record *order,
		    int field);
/* What may be done with it (admin_order_deeds.c). */
void		 order_deeds_put(const struct page *, const struct record *);
void		 order_parcels_put(const struct page *, const struct record *);
void		 order_returns_put(const struct page *, const struct record *);

#endif
