/* SPDX-License-Identifier: ISC */
#include "lib/orders/quote_sum.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/money.h"
#include "lib/orders/quote.h"

/* What a choice of the promotions would come to. */
struct attempt {
	struct arena		*arena;
	const struct sum	*sum;
	int64_t			*left;		/* to pay, a line */
	int64_t			 goods, shipping, shipping_left;
	int64_t			 worth;
	size_t			 count;		/* of discounts */
	struct sum_discount	*discounts;	/* NULL: only counted */
	bool			*gave;		/* a promotion */
};

/* ---- shares ---------------------------------------------------------------- */

struct remainder { __int128 rest; size_t line; };

static int
remainder_compare(const void *a, const void *b)
{
	const struct remainder	*x = a, *y = b;

	if (x->rest != y->rest)
		return x->rest > y->rest ? -1 : 1;
	return x->line < y->line ? -1 : 1;
}

void
sum_share(struct arena *arena, int64_t amount, const int64_t *weights,
    size_t n, int64_t *parts)
{
	struct remainder	*rest = arena_array(arena, n, sizeof(*rest));
	int64_t			 whole = 0, left = amount;
	size_t			 i;

	for (i = 0; i < n; i++)
		whole += weights[i];
	assert(amount <= whole);
	for (i = 0; i < n; i++) {
		const __int128	 share = (__int128)amount * weights[i];

		parts[i] = whole == 0 ? 0 : (int64_t)(share / whole);
		rest[i] = (struct remainder){ whole == 0 ? 0 : share % whole,
		    i };
		left -= parts[i];
	}
	qsort(rest, n, sizeof(*rest), remainder_compare);
	for (i = 0; left > 0; i++, left--)
		parts[rest[i].line]++;
}

/* ---- one promotion ---------------------------------------------------------- */

static bool
is_in(const struct sum_promotion *p, const struct sum *sum, size_t line)
{
	return (p->scope == NULL || p->scope[line]) &&
	    sum->lines[line].quantity > 0;
}

static void
note(struct attempt *a, size_t promotion, int line, int64_t amount)
{
	int64_t	*left = line < 0 ? &a->shipping_left : &a->left[line];

	if (amount > *left)
		amount = *left;
	if (amount <= 0)
		return;
	*left -= amount;
	a->worth += amount;
	a->gave[promotion] = true;
	if (a->discounts != NULL)
		a->discounts[a->count] = (struct sum_discount){ promotion,
		    line, amount };
	a->count++;
}

static void
percent_off(struct attempt *a, size_t k)
{
	const struct sum_promotion	*p = &a->sum->promotions[k];
	int64_t				 off;
	size_t				 i;

	for (i = 0; i < a->sum->line_count; i++)
		if (is_in(p, a->sum, i) && quote_percent(
		    a->sum->lines[i].subtotal, p->rate, &off))
			note(a, k, (int)i, off);
}

static void
amount_off(struct attempt *a, size_t k)
{
	const struct sum_promotion	*p = &a->sum->promotions[k];
	const size_t			 n = a->sum->line_count;
	int64_t				*weights, *parts, whole = 0;
	size_t				 i;

	weights = arena_array(a->arena, n, sizeof(*weights));
	parts = arena_array(a->arena, n, sizeof(*parts));
	for (i = 0; i < n; i++) {
		weights[i] = is_in(p, a->sum, i) ? a->left[i] : 0;
		whole += weights[i];
	}
	sum_share(a->arena, p->amount < whole ? p->amount : whole, weights, n,
	    parts);
	for (i = 0; i < n; i++)
		note(a, k, (int)i, parts[i]);
}

struct priced { int64_t unit; size_t line; };

static int
priced_compare(const void *a, const void *b)
{
	const struct priced	*x = a, *y = b;

	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	return x->line < y->line ? -1 : 1;
}

/* Of each buy + get pieces `get` are free, and of the rest what is above
 * `buy`. */
static int64_t
pieces_free(const struct sum_promotion *p, int64_t pieces)
{
	const int64_t	 set = p->buy + p->get;
	const int64_t	 rest = pieces % set;

	return pieces / set * p->get + (rest > p->buy ? rest - p->buy : 0);
}

static void
buy_get(struct attempt *a, size_t k)
{
	const struct sum_promotion	*p = &a->sum->promotions[k];
	const struct sum_line		*lines = a->sum->lines;
	struct priced			*by_price;
	int64_t				 pieces = 0, taken;
	size_t				 i, n = 0;

	by_price = arena_array(a->arena, a->sum->line_count,
	    sizeof(*by_price));
	for (i = 0; i < a->sum->line_count; i++)
		if (is_in(p, a->sum, i) && lines[i].unit > 0) {
			pieces += lines[i].quantity;
			by_price[n++] = (struct priced){ lines[i].unit, i };
		}
	qsort(by_price, n, sizeof(*by_price), priced_compare);
	pieces = pieces_free(p, pieces);
	for (i = 0; i < n && pieces > 0; i++, pieces -= taken) {
		taken = lines[by_price[i].line].quantity;
		if (taken > pieces)
			taken = pieces;
		note(a, k, (int)by_price[i].line, taken * by_price[i].unit);
	}
}

static bool
is_reached(const struct sum *sum, const struct sum_promotion *p)
{
	int64_t	 in_scope = 0;
	size_t	 i;

	for (i = 0; i < sum->line_count; i++)
		if (is_in(p, sum, i))
			in_scope += sum->lines[i].subtotal;
	return in_scope >= p->minimum;
}

static void
promotion_apply(struct attempt *a, size_t k)
{
	const struct sum_promotion	*p = &a->sum->promotions[k];

	if (!is_reached(a->sum, p))
		return;
	switch (p->kind) {
	case PROMOTION_PERCENT:
		percent_off(a, k);
		break;
	case PROMOTION_AMOUNT:
		amount_off(a, k);
		break;
	case PROMOTION_BUY_GET:
		buy_get(a, k);
		break;
	case PROMOTION_FREE_SHIPPING:
		note(a, k, -1, a->shipping_left);
		break;
	case PROMOTION_KIND__MAX:
		break;
	}
}

/* ---- a choice of them -------------------------------------------------------- */

const struct sum_step *
sum_step_of(const struct sum_step *steps, size_t n, int64_t amount,
    int64_t weight)
{
	const struct sum_step	*best = NULL;
	size_t			 i;

	for (i = 0; i < n; i++) {
		const struct sum_step	*s = &steps[i];

		if (s->from_amount > amount || s->from_weight > weight)
			continue;
		if (best == NULL || s->from_amount > best->from_amount ||
		    (s->from_amount == best->from_amount &&
		    s->from_weight > best->from_weight))
			best = s;
	}
	return best;
}

/* Those that stack, or one alone. */
static bool
is_chosen(const struct sum *sum, size_t k, size_t alone)
{
	return alone < sum->promotion_count ? k == alone :
	    !sum->promotions[k].alone;
}

static void
shipping_price(struct attempt *a)
{
	const struct sum_step	*step;
	size_t			 i;

	a->goods = 0;
	for (i = 0; i < a->sum->line_count; i++)
		a->goods += a->left[i];
	step = sum_step_of(a->sum->steps, a->sum->step_count, a->goods,
	    a->sum->weight);
	a->shipping = a->shipping_left = step == NULL ? 0 : step->amount;
}

/* alone: the one that is tried; promotion_count: all that stack. */
static void
attempt_make(struct attempt *a, size_t alone)
{
	const struct sum	*sum = a->sum;
	size_t			 i, k;

	a->worth = 0;
	a->count = 0;
	memset(a->gave, 0, sum->promotion_count * sizeof(*a->gave));
	for (i = 0; i < sum->line_count; i++)
		a->left[i] = sum->lines[i].subtotal;
	for (k = 0; k < sum->promotion_count; k++)
		if (is_chosen(sum, k, alone) &&
		    sum->promotions[k].kind != PROMOTION_FREE_SHIPPING)
			promotion_apply(a, k);
	shipping_price(a);
	for (k = 0; k < sum->promotion_count; k++)
		if (is_chosen(sum, k, alone) &&
		    sum->promotions[k].kind == PROMOTION_FREE_SHIPPING)
			promotion_apply(a, k);
}

/* What is best; the attempt ends with it, and with its discounts. */
static size_t
attempt_best(struct attempt *a)
{
	const size_t	 all = a->sum->promotion_count;
	size_t		 k, best = all;
	int64_t		 worth;

	attempt_make(a, all);
	worth = a->worth;
	for (k = 0; k < all; k++) {
		if (!a->sum->promotions[k].alone)
			continue;
		attempt_make(a, k);
		if (a->worth > worth) {
			worth = a->worth;
			best = k;
		}
	}
	attempt_make(a, best);
	a->discounts = arena_array(a->arena, a->count + 1,
	    sizeof(*a->discounts));
	attempt_make(a, best);
	return best;
}

static void
verdicts(struct sum *sum, const struct attempt *a, size_t best)
{
	size_t	 k;

	for (k = 0; k < sum->promotion_count; k++) {
		struct sum_promotion	*p = &sum->promotions[k];

		if (a->gave[k])
			p->verdict = SUM_TAKEN;
		else if (!is_reached(sum, p))
			p->verdict = SUM_BELOW;
		else
			p->verdict = is_chosen(sum, k, best) ? SUM_NOTHING :
			    SUM_OTHERS;
	}
}

/* ---- the whole ----------------------------------------------------------------- */

static bool
subtotals(struct sum *sum, size_t *at)
{
	sum->subtotal = 0;
	for (*at = 0; *at < sum->line_count; ++*at) {
		struct sum_line	*l = &sum->lines[*at];

		if (!money_multiply(l->unit, l->quantity, &l->subtotal) ||
		    !money_add(sum->subtotal, l->subtotal, &sum->subtotal))
			return false;
	}
	return true;
}

static bool
tax_of(const struct sum *sum, int64_t amount, int64_t rate, int64_t *tax)
{
	return sum->tax_included ? quote_tax_in(amount, rate, tax) :
	    quote_percent(amount, rate, tax);
}

static bool
taxes(struct sum *sum, const struct attempt *a)
{
	size_t	 i;

	for (i = 0; i < sum->line_count; i++) {
		struct sum_line	*l = &sum->lines[i];

		l->total = a->left[i];
		l->discount = l->subtotal - l->total;
		if (!tax_of(sum, l->total, l->rate, &l->tax) ||
		    !money_add(sum->tax, l->tax, &sum->tax))
			return false;
	}
	return tax_of(sum, a->shipping_left, sum->shipping_rate,
	    &sum->shipping_tax) &&
	    money_add(sum->tax, sum->shipping_tax, &sum->tax);
}

static bool
totals(struct sum *sum, const struct attempt *a)
{
	sum->tax = 0;
	sum->discounts = a->discounts;
	sum->discount_count = a->count;
	sum->discount = a->worth;
	sum->shipping = a->shipping;
	sum->shipping_discount = a->shipping - a->shipping_left;
	return taxes(sum, a) && money_add(a->goods, a->shipping_left,
	    &sum->total) && (sum->tax_included ||
	    money_add(sum->total, sum->tax, &sum->total));
}

bool
quote_sum(struct arena *arena, struct sum *sum, size_t *at)
{
	struct attempt	 a = { .arena = arena, .sum = sum };

	if (!subtotals(sum, at))
		return false;
	a.left = arena_array(arena, sum->line_count + 1, sizeof(*a.left));
	a.gave = arena_array(arena, sum->promotion_count + 1,
	    sizeof(*a.gave));
	verdicts(sum, &a, attempt_best(&a));
	return totals(sum, &a);
}
