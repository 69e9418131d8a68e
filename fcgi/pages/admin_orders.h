/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_ADMIN_ORDERS_H
#define SOUK_PAGES_ADMIN_ORDERS_H

#include "fcgi/pages/office.h"
#include "lib/orders/orders.h"

/* What the pages of orders and returns share. */
#define ORDERS_HERE	"/admin/commandes"
#define ORDERS_API	"/api/admin/orders"
#define RETURNS_HERE	"/admin/retours"
#define RETURNS_API	"/api/admin/returns"

const char	*order_state_text(const struct page *, enum order_state);
/* An amount in the order's currency. */
void		 order_money(const struct page *, const struct record *order,
		    int field);
bool		 order_may_edit(const struct page *);

/* ---- forms (admin_order_forms.c) ------------------------------------------------ */

/*
 * A form or button that orders.js sends to a path by a method, for a version:
 * if that is another one by now, the page says so.  version 0: any.
 */
struct order_deed { const char *path, *method; int64_t version; };
void		 deed_open(const struct page *, const struct order_deed *);
void		 deed_close(const struct page *, enum ui_text button);
/* name: "data-state" or "data-way", with its value; NULL: neither. */
void		 deed_button(const struct page *, const struct order_deed *,
		    const char *name, const char *value, const char *text);
void		 deed_input(const struct page *, enum ui_text, const char *name,
		    const char *type);
void		 deed_check(const struct page *, enum ui_text,
		    const char *name);
/* A number a line: what `most` has and `less` has not; all of it is filled in
 * or 0.  money: what is left to pay back of it stands beside. */
struct deed_pieces { int most, less; bool all, money; };
void		 deed_pieces(const struct page *, const struct record *order,
		    const struct deed_pieces *);
/* "2 × name" of the pieces of a parcel or return. */
void		 pieces_told(const struct page *, const struct record *order,
		    const struct value *parts);

/* ---- parts of the page of an order -------------------------------------------------- */

/* What is owed, what needs a look, and what comes next (admin_order_next.c). */
enum outcome	 order_next_put(const struct page *, const struct record *);
/* Notes, calling it off (admin_order_deeds.c). */
void		 order_deeds_put(const struct page *, const struct record *);
/* admin_order_parcels.c */
void		 order_ship_put(const struct page *, const struct record *);
void		 order_parcels_put(const struct page *, const struct record *);
/* admin_order_money.c */
void		 order_refund_put(const struct page *, const struct record *);
enum outcome	 order_payments_put(const struct page *,
		    const struct record *);
/* admin_order_returns.c */
void		 order_returns_put(const struct page *, const struct record *);
#define RETURN_STATES	5
extern const struct choice	return_state_names[RETURN_STATES];

#endif
