/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_MONEY_CARTS_H
#define SOUK_TESTS_MONEY_CARTS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/money.h"
#include "lib/orders/promotions.h"
#include "lib/orders/quote.h"
#include "lib/orders/quote_sum.h"
#include "lib/payments/stripe_amount.h"

/*
 * Random carts, what lib/orders makes of them, and what an independent model
 * in decimal fractions does (money_model.py): text by text the same.  Prices
 * include taxes or not, in currencies of 0, 2 and 3 decimals; promotions stack
 * or not; refunds of random pieces come in random order until nothing is left,
 * and give back exactly what was paid; to a card too, which in currencies of 3
 * decimals is given whole steps only.
 */
#define CARTS_AT_ONCE	500
#define CART_LINES	12
#define CART_OFFERS	6
#define CART_STEPS	4
#define CART_REFUNDS	(10 * CART_LINES)

struct cart_model {
	pid_t	 pid;
	FILE	*ask, *answer;
};

struct random_cart {
	int			 decimals;
	struct sum		 sum;
	struct sum_line		 lines[CART_LINES];
	struct sum_promotion	 offers[CART_OFFERS];
	bool			 scopes[CART_OFFERS][CART_LINES];
	struct sum_step		 steps[CART_STEPS];
	struct { size_t line; int64_t pieces; } refunds[CART_REFUNDS];
	size_t			 refund_count;
};

static uint64_t	carts_state;

/* splitmix64 */
static inline uint64_t
carts_next(void)
{
	uint64_t	 z = carts_state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static inline int64_t
upto(int64_t n)
{
	return (int64_t)(carts_next() % (uint64_t)(n + 1));
}

static inline bool
one_in(int64_t n)
{
	return upto(n - 1) == 0;
}

/* ---- making one ------------------------------------------------------------- */

static inline int64_t
cart_rate(void)
{
	static const int64_t	 usual[] = { 0, 21000, 55000, 100000, 190000,
		200000, 250000, 333333, 999999, 1000000 };

	return one_in(6) ? upto(1000000) : usual[upto(9)];
}

static inline int64_t
cart_amount(void)
{
	return one_in(12) ? 0 : one_in(400) ? upto(MONEY_MAX) :
	    one_in(8) ? upto(10000000) : 1 + upto(9999);
}

static inline void
cart_lines(struct random_cart *c)
{
	for (size_t i = 0; i < c->sum.line_count; i++)
		c->lines[i] = (struct sum_line){ .unit = cart_amount(),
		    .quantity = one_in(20) ? 0 : one_in(30) ? upto(10000) :
		    1 + upto(11), .rate = cart_rate() };
}

static inline void
cart_offers(struct random_cart *c)
{
	for (size_t k = 0; k < c->sum.promotion_count; k++) {
		struct sum_promotion	*p = &c->offers[k];

		*p = (struct sum_promotion){
			.kind = (enum promotion_kind)upto(
			    PROMOTION_KIND__MAX - 1),
			.rate = 1 + upto(999999), .amount = 1 + upto(20000),
			.buy = 1 + upto(3), .get = 1 + upto(2),
			.minimum = one_in(2) ? 0 : upto(30000),
			.alone = one_in(4), .verdict = SUM_NOTHING };
		if (one_in(4))
			p->rate = 1000000;
		if (one_in(2))
			continue;
		for (size_t i = 0; i < c->sum.line_count; i++)
			c->scopes[k][i] = one_in(2);
		p->scope = c->scopes[k];
	}
}

/* Pieces in random order until none is left; the last line is shipping. */
static inline void
cart_refunds(struct random_cart *c)
{
	int64_t	 left[CART_LINES + 1];
	size_t	 open = 0, i;

	for (i = 0; i <= c->sum.line_count; i++) {
		left[i] = i < c->sum.line_count ? c->lines[i].quantity : 1;
		open += left[i] > 0;
	}
	while (open > 0) {
		int64_t	 k;

		i = (size_t)upto((int64_t)c->sum.line_count);
		if (left[i] == 0)
			continue;
		k = c->refund_count + 2 * open >= CART_REFUNDS ||
		    one_in(3) ? left[i] : 1 + upto(left[i] - 1);
		c->refunds[c->refund_count].line = i;
		c->refunds[c->refund_count++].pieces = k;
		left[i] -= k;
		open -= left[i] == 0;
	}
}

static inline void
cart_make(struct random_cart *c)
{
	memset(c, 0, sizeof(*c));
	c->decimals = (int[]){ 0, 2, 3 }[upto(2)];
	c->sum = (struct sum){ .lines = c->lines, .promotions = c->offers,
		.steps = c->steps, .line_count = (size_t)(1 + upto(
		one_in(4) ? CART_LINES - 1 : 3)),
		.promotion_count = (size_t)upto(CART_OFFERS),
		.step_count = (size_t)upto(CART_STEPS),
		.weight = upto(20000), .shipping_rate = cart_rate(),
		.tax_included = one_in(2) };
	cart_lines(c);
	cart_offers(c);
	for (size_t i = 0; i < c->sum.step_count; i++)
		c->steps[i] = (struct sum_step){ (int64_t)i * upto(5000),
		    upto(2) * 5000 + (int64_t)i, upto(2000) };
	cart_refunds(c);
}

/* ---- to the model -------------------------------------------------------------- */

static inline void
put_money(struct buf *b, const struct random_cart *c, int64_t amount,
    const char *around)
{
	buf_puts(b, around);
	money_put(b, amount, c->decimals);
	buf_puts(b, around);
}

static inline void
put_offer(struct buf *b, const struct random_cart *c, size_t k)
{
	const struct sum_promotion	*p = &c->offers[k];
	const char			*between = "";

	buf_printf(b, "%s{\"kind\":\"%s\",\"rate\":%lld,\"buy\":%lld,"
	    "\"get\":%lld,\"alone\":%s,\"amount\":", k == 0 ? "" : ",",
	    promotion_kinds[p->kind], (long long)p->rate, (long long)p->buy,
	    (long long)p->get, p->alone ? "true" : "false");
	put_money(b, c, p->amount, "\"");
	buf_puts(b, ",\"minimum\":");
	put_money(b, c, p->minimum, "\"");
	buf_printf(b, ",\"scope\":%s", p->scope == NULL ? "null" : "[");
	for (size_t i = 0; p->scope != NULL && i < c->sum.line_count; i++)
		if (p->scope[i]) {
			buf_printf(b, "%s%zu", between, i);
			between = ",";
		}
	buf_puts(b, p->scope == NULL ? "}" : "]}");
}

static inline void
cart_put(struct buf *b, const struct random_cart *c)
{
	buf_printf(b, "{\"decimals\":%d,\"included\":%s,\"weight\":%lld,"
	    "\"shippingRate\":%lld,\"lines\":[", c->decimals,
	    c->sum.tax_included ? "true" : "false", (long long)c->sum.weight,
	    (long long)c->sum.shipping_rate);
	for (size_t i = 0; i < c->sum.line_count; i++) {
		buf_puts(b, i == 0 ? "[" : ",[");
		put_money(b, c, c->lines[i].unit, "\"");
		buf_printf(b, ",%lld,%lld]", (long long)c->lines[i].quantity,
		    (long long)c->lines[i].rate);
	}
	buf_puts(b, "],\"steps\":[");
	for (size_t i = 0; i < c->sum.step_count; i++) {
		buf_puts(b, i == 0 ? "[" : ",[");
		put_money(b, c, c->steps[i].from_amount, "\"");
		buf_printf(b, ",%lld,", (long long)c->steps[i].from_weight);
		put_money(b, c, c->steps[i].amount, "\"");
		buf_puts(b, "]");
	}
	buf_puts(b, "],\"refunds\":[");
	for (size_t i = 0; i < c->refund_count; i++)
		buf_printf(b, "%s[%zu,%lld]", i == 0 ? "" : ",",
		    c->refunds[i].line, (long long)c->refunds[i].pieces);
	buf_puts(b, "],\"promotions\":[");
	for (size_t k = 0; k < c->sum.promotion_count; k++)
		put_offer(b, c, k);
	buf_puts(b, "]}\n");
}

/* ---- what lib/orders makes of it --------------------------------------------------- */

/* The parts are the whole, nothing is below 0; NULL: so it is. */
static inline const char *
cart_unsound(const struct sum *s)
{
	int64_t	 goods = 0, tax = s->shipping_tax, off = 0;
	int64_t	 of_line[CART_LINES + 1] = { 0 };

	for (size_t i = 0; i < s->discount_count; i++) {
		if (s->discounts[i].amount <= 0)
			return "a discount of nothing";
		of_line[s->discounts[i].line + 1] += s->discounts[i].amount;
		off += s->discounts[i].amount;
	}
	for (size_t i = 0; i < s->line_count; i++) {
		const struct sum_line	*l = &s->lines[i];

		if (l->total < 0 || l->tax < 0 || l->discount < 0)
			return "a line below 0";
		if (l->total != l->subtotal - l->discount ||
		    l->discount != of_line[i + 1])
			return "a line is not its parts";
		if (l->discount == l->subtotal && l->tax != 0)
			return "tax on nothing";
		goods += l->total;
		tax += l->tax;
	}
	if (off != s->discount || of_line[0] != s->shipping_discount)
		return "discounts do not add up";
	if (tax != s->tax)
		return "taxes do not add up";
	if (s->total != s->subtotal - s->discount + s->shipping +
	    (s->tax_included ? 0 : s->tax) || s->total < 0 ||
	    s->total != goods + s->shipping - s->shipping_discount +
	    (s->tax_included ? 0 : s->tax))
		return "the total is not the sum";
	return NULL;
}

/* To a card, in the steps it knows: the first is so much more, the next as much
 * less.  A total that no card can pay is given back as it is. */
struct card_back { const char *currency; int64_t left, rounded; };

static inline int64_t
card_part(struct card_back *c, int64_t part)
{
	const int64_t	 owed = part - c->rounded;
	int64_t		 given = owed <= 0 ? 0 : stripe_amount_up(owed,
			    c->currency);

	if (given > c->left)
		given = c->left;
	c->left -= given;
	c->rounded += given - part;
	return given;
}

/* Each in turn; false: not exactly what was paid came back. */
static inline bool
cart_refund(struct buf *b, const struct random_cart *c)
{
	const struct sum	*s = &c->sum;
	int64_t			 left[CART_LINES + 1], pieces[CART_LINES + 1];
	struct card_back	 card = { .currency = c->decimals == 0 ?
				    "JPY" : c->decimals == 2 ? "EUR" : "KWD",
				    .left = s->total };
	const bool		 by_card = stripe_amount_up(s->total,
				    card.currency) == s->total;
	int64_t			 back = 0, part;
	size_t			 i, n = s->line_count;

	for (i = 0; i < n; i++) {
		left[i] = c->lines[i].total +
		    (s->tax_included ? 0 : c->lines[i].tax);
		pieces[i] = c->lines[i].quantity;
	}
	left[n] = s->shipping - s->shipping_discount +
	    (s->tax_included ? 0 : s->shipping_tax);
	pieces[n] = 1;
	for (i = 0; i < c->refund_count; i++) {
		const size_t	 at = c->refunds[i].line;

		part = quote_part(left[at], c->refunds[i].pieces, pieces[at]);
		if (part < 0 || part > left[at])
			return false;
		left[at] -= part;
		pieces[at] -= c->refunds[i].pieces;
		back += part;
		put_money(b, c, part, "");
		buf_putc(b, ' ');
		if (!by_card)
			continue;
		put_money(b, c, card_part(&card, part), "");
		buf_putc(b, ' ');
		if (card.rounded < 0 || card.rounded > 9)
			return false;
	}
	return back == s->total && (!by_card || card.left == 0);
}

static inline void
cart_answer(struct buf *b, struct random_cart *c, struct arena *arena,
    const char **why)
{
	struct sum	*s = &c->sum;
	size_t		 at, i;

	if (!quote_sum(arena, s, &at)) {
		buf_puts(b, "overflow\n");
		return;
	}
	*why = cart_unsound(s);
	for (i = 0; i < s->promotion_count; i++)
		buf_putc(b, "tbno"[s->promotions[i].verdict]);
	buf_putc(b, ' ');
	for (i = 0; i < 5; i++) {
		put_money(b, c, (int64_t[]){ s->subtotal, s->discount,
		    s->shipping, s->tax, s->total }[i], "");
		buf_putc(b, ' ');
	}
	for (i = 0; i < 2 * s->line_count; i++) {
		put_money(b, c, i < s->line_count ? s->lines[i].total :
		    s->lines[i - s->line_count].tax, "");
		buf_putc(b, ' ');
	}
	put_money(b, c, s->shipping_tax, "");
	buf_putc(b, ' ');
	if (!cart_refund(b, c) && *why == NULL)
		*why = "refunds are not what was paid";
	b->p[--b->len] = '\0';
	buf_putc(b, '\n');
}

/* ---- both ---------------------------------------------------------------------------- */

static inline bool
model_start(struct cart_model *m, const char *script)
{
	int	 to[2], from[2];

	if (pipe(to) != 0 || pipe(from) != 0 || (m->pid = fork()) == -1)
		return false;
	if (m->pid == 0) {
		dup2(to[0], 0);
		dup2(from[1], 1);
		close(to[1]);
		close(from[0]);
		execl("/usr/bin/python3", "python3", script, (char *)NULL);
		_exit(127);
	}
	close(to[0]);
	close(from[1]);
	m->ask = fdopen(to[1], "w");
	m->answer = fdopen(from[0], "r");
	return m->ask != NULL && m->answer != NULL;
}

static inline void
model_end(struct cart_model *m)
{
	fclose(m->ask);
	fclose(m->answer);
	waitpid(m->pid, NULL, 0);
}

/* So many carts, at most CARTS_AT_ONCE; how many differ, and of which one. */
static inline int
carts_compare(struct cart_model *m, struct arena *arena, int n,
    int *overflows)
{
	static struct random_cart	 cart;
	char				*asked[CARTS_AT_ONCE],
					*want[CARTS_AT_ONCE];
	const char			*why[CARTS_AT_ONCE] = { NULL };
	static char			 line[16384];
	struct buf			 b;
	int				 bad = 0;

	for (int i = 0; i < n; i++) {
		cart_make(&cart);
		buf_init(&b, arena, 1024);
		cart_put(&b, &cart);
		asked[i] = b.p;
		fputs(b.p, m->ask);
		buf_init(&b, arena, 1024);
		cart_answer(&b, &cart, arena, &why[i]);
		want[i] = b.p;
		*overflows += strcmp(b.p, "overflow\n") == 0;
	}
	fputs(".\n", m->ask);
	fflush(m->ask);
	for (int i = 0; i < n; i++) {
		if (fgets(line, sizeof(line), m->answer) == NULL)
			snprintf(line, sizeof(line), "(no answer)\n");
		if (strcmp(line, want[i]) == 0 && why[i] == NULL)
			continue;
		if (bad++ == 0)
			printf("%s\ncart  %smodel %souk  %s", why[i] == NULL ?
			    "differs" : why[i], asked[i], line, want[i]);
	}
	arena_reset(arena);
	return bad;
}

/* How many of so many carts are wrong; *overflows of them are too much. */
static inline int
carts_run(const char *script, uint64_t seed, int count, int *overflows)
{
	struct arena		*arena = arena_new((size_t)256 << 20);
	struct cart_model	 model;
	int			 bad = 0, n;

	carts_state = seed;
	*overflows = 0;
	if (arena == NULL || !model_start(&model, script))
		return -1;
	for (; count > 0 && bad == 0; count -= n) {
		n = count < CARTS_AT_ONCE ? count : CARTS_AT_ONCE;
		bad = carts_compare(&model, arena, n, overflows);
	}
	model_end(&model);
	arena_free(arena);
	return bad;
}

#endif
