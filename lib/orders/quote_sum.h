/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_QUOTE_SUM_H
#define SOUK_ORDERS_QUOTE_SUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The arithmetic of a quote (quote.h has the rules), from numbers to numbers:
 * no database, no clock, no texts.  Private to lib/orders and its tests.
 *
 * Promotions take their turn as they are given, those of lines before those
 * of shipping.  Of those that do not stack the one that is worth most holds
 * alone, if that is more than all that stack come to together.
 */
struct arena;

struct sum_line {
	int64_t		 unit, rate;
	int64_t		 quantity;	/* 0: it cannot be bought */
	int64_t		 subtotal, discount, total, tax;	/* out */
};

enum promotion_kind { PROMOTION_PERCENT, PROMOTION_AMOUNT,
	PROMOTION_FREE_SHIPPING, PROMOTION_BUY_GET, PROMOTION_KIND__MAX };

struct sum_promotion {
	enum promotion_kind kind;
	int64_t		 rate;		/* PERCENT, millionths */
	int64_t		 amount;	/* AMOUNT */
	int64_t		 buy, get;	/* BUY_GET: of so many more, the
					   cheapest are free; those that cost
					   nothing anyway do not count */
	int64_t		 minimum;	/* of the subtotals in its scope */
	const bool	*scope;		/* a member a line; NULL: all */
	bool		 alone;		/* does not stack */
	enum sum_verdict { SUM_TAKEN, SUM_BELOW, SUM_NOTHING, SUM_OTHERS }
			 verdict;	/* out: BELOW its minimum, NOTHING to
					   take off, OTHERS hold alone, or are
					   worth more */
};

/* Shipping costs what the step says that asks for most of those reached. */
struct sum_step { int64_t from_amount, from_weight, amount; };

struct sum_discount {
	size_t		 promotion;
	int		 line;		/* -1: shipping */
	int64_t		 amount;	/* > 0 */
};

struct sum {
	struct sum_line		*lines;
	size_t			 line_count;
	struct sum_promotion	*promotions;
	size_t			 promotion_count;
	const struct sum_step	*steps;
	size_t			 step_count;	/* 0: nothing is shipped */
	int64_t			 weight, shipping_rate;
	bool			 tax_included;
	/* out */
	struct sum_discount	*discounts;
	size_t			 discount_count;
	int64_t			 subtotal, discount, shipping,
				 shipping_discount, shipping_tax, tax, total;
};

/* False: beyond MONEY_MAX; *at is the line, or line_count. */
bool	 quote_sum(struct arena *, struct sum *, size_t *at);

/* The step that holds for goods of an amount; NULL: none is reached. */
const struct sum_step *sum_step_of(const struct sum_step *, size_t,
	    int64_t amount, int64_t weight);

/*
 * An amount in parts by weights whose sum it does not exceed, the largest
 * remainders first, of equal ones the first: the parts are the whole, none is
 * above its weight.
 */
void	 sum_share(struct arena *, int64_t amount, const int64_t *weights,
	    size_t, int64_t *parts);

#endif
