/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_CART_H
#define SOUK_ORDERS_CART_H

#include "lib/orders/quote.h"

/*
 * What somebody is about to buy.  A customer has one cart; a guest's belongs
 * to whoever holds the secret of its cookie (act->actor.guest is its SHA-256).
 * At sign-in a guest's becomes the customer's: of a variation in both, the
 * larger quantity.  Nothing in it is a price: each look asks quote_make().
 */
struct cart {
	const char		*id;		/* NULL: there is none yet */
	const char		*currency, *email;
	struct destination	 to;
	const char		*method_id;
	struct quote_item	*items;
	const char		**line_ids;	/* of items[i] */
	size_t			 count;
	const char		**codes;
	size_t			 code_count;
	int64_t			 version;
};

/* The actor's; id NULL when there is none. */
enum outcome	 cart_read(struct act *, struct cart *);
/* Whose promotions count: the user, or a guest by e-mail; NULL: not known. */
const char	*cart_customer(struct act *, const char *email);
/* Everything in it was ordered. */
enum outcome	 cart_clear(struct act *, const struct cart *);
/* The guest's (act->actor.guest) becomes the user's. */
enum outcome	 cart_merge(struct act *, const char *user_id);

#endif
