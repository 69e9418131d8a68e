/* SPDX-License-Identifier: ISC */
#ifndef SOUK_INBOX_CHAT_ORDER_H
#define SOUK_INBOX_CHAT_ORDER_H

#include "lib/base/json_in.h"
#include "lib/inbox/inbox.h"
#include "lib/orders/orders.h"

/*
 * Orders that come as messages.  A message says what somebody wants, and what
 * it costs says the catalogue; what they say of prices is not read.  What there
 * is of it becomes an order whose stock is held, with a link to pay in the same
 * talk; what there is not is named to them and to the staff.
 */
struct chat_item {
	const char	*said;		/* product_retailer_id, made plain */
	const char	*variation_id;	/* NULL: there is none */
	const char	*name;		/* NULL: not known */
	int64_t		 asked, given;	/* pieces; asked 0: no number */
};
struct chat_order {
	const char		*message_id, *conversation_id, *brand_id,
				*number_id, *person_id, *prospect_id, *ref;
	const char		*name, *phone, *email, *customer_id;
	enum locale		 locale;
	const char		*note;		/* NULL */
	struct chat_item	*items;
	size_t			 count;
	/* Once there is one. */
	const struct record	*order;
};

/* ---- chat_order_items.c --------------------------------------------------- */

/* How Meta's catalogue calls a product, as part of a line: cut at a character;
 * NULL: it calls it nothing. */
const char	*chat_item_said(struct arena *, const struct json_in *);
/* The items of a message's body.  INVALID: it has none. */
enum outcome	 chat_items_read(struct act *, struct chat_order *,
		    const struct json_in *body);
/* By SKU, else the id of a variation, else the id or slug of a product that has
 * one variation only. */
enum outcome	 chat_items_find(struct act *, struct chat_order *);
/* How many of each can be had. */
enum outcome	 chat_items_offer(struct act *, struct chat_order *);
bool		 chat_item_is_short(const struct chat_item *);

/* ---- chat_order_tell.c ------------------------------------------------------ */

/* What could not be had, as JSON; NULL: nothing. */
const char	*chat_order_problem(struct act *, const struct chat_order *);
/* In the talk, with the link to pay if there is an order. */
enum outcome	 chat_order_answer(struct act *, const struct chat_order *);
/* To those who look after orders. */
enum outcome	 chat_order_tell(struct act *, const struct chat_order *);

#endif
