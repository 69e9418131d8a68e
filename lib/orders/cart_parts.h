/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_CART_PARTS_H
#define SOUK_ORDERS_CART_PARTS_H

#include "lib/orders/orders.h"

/* What the files about carts share. */

/* Without what is in it.  NOT_FOUND: the actor has none. */
enum outcome	 cart_find(struct act *, struct cart *);
enum outcome	 cart_load(struct act *, struct cart *);	/* the rest */
/* It was changed: another version, later left, remembered of anew. */
enum outcome	 cart_touch(struct act *, const struct cart *);
enum outcome	 cart_new(struct act *, const char *brand_id, struct cart *,
		    const char **secret);
/* Of a statement that takes :cart. */
enum outcome	 cart_run(struct act *, const char *sql, const char *cart_id);
/* What it costs, and for whom it is. */
enum outcome	 cart_quote(struct act *, const struct cart *,
		    struct quote **);

/* ---- cart_fields.c: what is in a cart that is shown ----------------------- */
extern const struct fieldset	cart_line_fields, cart_problem_fields,
				cart_code_shown_fields, cart_discount_fields,
				cart_tax_fields, cart_method_fields;
/* cart_costs.c: the lines with their prices, and all that follows. */
void		 cart_costs(struct act *, const struct cart *,
		    const struct quote *, struct record *shown);
void		 cart_text(struct record *, int field, const char *);
		    /* NULL, "": null */
void		 cart_problem(struct act *, struct record *, int field,
		    const struct message *, int64_t number);
/* A LIST of so many new records. */
struct record	*cart_list(struct act *, struct record *, int field, size_t,
		    const struct fieldset *);
/* What a quote says of a code as entered; NULL: nothing. */
const struct quote_code *cart_code_of(struct act *, const struct quote *,
		    const char *entered);

#endif
