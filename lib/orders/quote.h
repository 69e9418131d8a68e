/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_QUOTE_H
#define SOUK_ORDERS_QUOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/act.h"

/*
 * What some pieces of some variations cost somebody somewhere, now.  The only
 * arithmetic of carts, orders and refunds; prices, taxes, promotions and
 * shipping come from the database, never from the buyer.
 *
 * All in minor units of one currency, checked (MONEY_MAX), and rounded half
 * away from 0, where something is rounded at all:
 *
 *   line    subtotal = unit price × pieces; total = subtotal - discount.
 *   percent off a line once, of its subtotal, not piece by piece.
 *   amount  off all lines in its scope by their share, the largest remainders
 *           first, so that the parts are the whole; never below 0.
 *   tax     once a line: in it (total × rate / (1 + rate)) where prices include
 *           taxes, else on top of it; shipping by the class of its method.
 *   refund  of k of n pieces that are left, the k-th part of what is left of
 *           the line: whatever the order of refunds, all pieces together give
 *           back exactly what was paid (quote_part()).
 */
struct quote_item { const char *variation_id; int64_t quantity; };

struct destination {
	const char	*country;	/* NULL: not known: the shop's own */
	const char	*region, *postcode;	/* NULL, "": not known */
	const char	*vat_number;	/* of a firm; NULL */
};

struct quote_ask {
	const struct quote_item	*items;		/* at most QUOTE_LINES; those of
						   one variation are summed */
	size_t			 count;
	const char		*brand_id;
	const char		*currency;	/* NULL: the shop's */
	struct destination	 to;
	const char		*method_id;	/* NULL: not chosen */
	const char *const	*codes;		/* as entered */
	size_t			 code_count;
	const char		*customer;	/* promotion_use.customer; NULL:
						   not known yet */
};
#define QUOTE_LINES	500
#define QUOTE_PIECES	10000	/* of a variation */
#define QUOTE_CODES	10

struct quote_line {
	const char	*product_id, *variation_id;
	const char	*name, *options, *sku, *slug, *image_url;
	const char	*tax_class, *tax_name;
	int64_t		 tax_rate;	/* millionths */
	int64_t		 weight;	/* grams, of one */
	int64_t		 unit, compare_at;	/* compare_at 0: none */
	int64_t		 quantity, stock;	/* asked for; there */
	int64_t		 subtotal, discount, total, tax;
	bool		 is_bundle;	/* made of others */
	const struct message *problem;	/* cannot be bought so: gone, no price
					   in the currency, too few; NULL.
					   Its number {0} is the stock. */
	/* private to the promotions that look at it */
	const char	*category_id;
};

struct quote_discount {
	const char	*promotion_id, *code, *label;
	int		 line;		/* -1: shipping */
	int64_t		 amount;
};

struct quote_tax { const char *name; int64_t rate, base, amount; };

/* A way of shipping that is offered there, and its price for this cart. */
struct quote_method {
	const char	*id, *kind, *name, *description;
	int64_t		 amount, days_min, days_max;	/* -1: not said */
};

struct quote {
	const char		*currency;
	int			 decimals;
	bool			 tax_included;
	struct quote_line	*lines;		/* as asked, by variation */
	size_t			 line_count;
	struct quote_discount	*discounts;
	size_t			 discount_count;
	struct quote_tax	*taxes;
	size_t			 tax_count;
	struct quote_method	*methods;	/* offered, by position */
	size_t			 method_count;
	const struct quote_method *method;	/* the chosen one; NULL */
	/* Each code that was given, folded, once; and why it takes nothing
	 * off, NULL: it does. */
	struct quote_code { const char *code; const struct message *problem; }
				 codes[QUOTE_CODES];
	size_t			 code_count;
	/* total = subtotal - discount + shipping, and + tax unless it is in
	 * them.  discount and discounts[] have what is off shipping too;
	 * shipping_tax is of what is left of it, and in tax. */
	int64_t			 subtotal, discount, shipping, shipping_tax,
				 tax, total, weight;
	bool			 sound;		/* no line has a problem, no code */
	bool			 reverse_charge;	/* the buyer, a firm, owes the
						   tax; prices are without */
};

/* In the caller's transaction.  INVALID: too many, a quantity, overflow
 * ("items[3].quantity"); what merely cannot be bought is a line's problem. */
enum outcome	 quote_make(struct act *, const struct quote_ask *,
		    struct quote **);
/* Takes note of what its promotions gave, for an order that is placed.
 * CONFLICT: a limit was reached meanwhile.  And back, when it is cancelled. */
enum outcome	 quote_redeem(struct act *, const struct quote *,
		    const char *order_id, const char *customer);
enum outcome	 quote_unredeem(struct act *, const char *order_id);
/* One of them, in a savepoint.  NOT_FOUND, CONFLICT: there is no room. */
enum outcome	 quote_redeem_one(struct act *, const char *promotion,
		    const char *order_id, const char *customer);

/* What k of the pieces that are left of an amount come to. */
int64_t		 quote_part(int64_t left, int64_t pieces, int64_t pieces_left);
/*
 * So much of all parts, by what they are of their sum: each between 0 and its
 * part, together amount.  With more, none gets less, which largest remainders
 * do not promise: what goes back bit by bit goes one way only.
 */
void		 quote_share(int64_t amount, const int64_t *parts, size_t n,
		    int64_t *shares);
/* amount × rate / 1,000,000, half away from 0; false: beyond MONEY_MAX. */
bool		 quote_percent(int64_t amount, int64_t rate, int64_t *);
/* The tax that is in an amount. */
bool		 quote_tax_in(int64_t amount, int64_t rate, int64_t *);

#endif
