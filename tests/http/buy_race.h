/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_BUY_RACE_H
#define SOUK_TESTS_HTTP_BUY_RACE_H

#include "tests/http/bundle.h"
#include "tests/http/buy_many.h"

/*
 * Many buyers at once, for the quick tests and for `make faults`: what there
 * is of goods, codes and money is sold, used and given back once.
 */

static inline void
want_burst(const struct burst *b, int n, int good)
{
	int	 refused = b->by_status[409] + b->by_status[503];

	ck_assert_msg(b->failed == 0 && b->by_status[201] == good &&
	    refused == n - good, "%d got it, not %d; %d × 409, %d × 503,"
	    " %d × 400, %d × 500, %d failed", b->by_status[201], good,
	    b->by_status[409], b->by_status[503], b->by_status[400],
	    b->by_status[500], b->failed);
}

/* ---- F-11: n buyers of a few pieces --------------------------------------- */

static inline struct burst
race_pieces(int n, int pieces)
{
	const char	*v;
	struct burst	 b = pieces_run(n, pieces, &v);

	want_burst(&b, n, pieces);
	ck_assert_int_eq(stock_of(v), 0);
	race_is_sound();
	return b;
}

/* Baskets of three, each buyer's in another order: nobody waits for ever, and
 * nobody gets half of a basket. */
static inline struct burst
race_baskets(int n, int pieces)
{
	struct race	 r = race_new(n);
	struct burst	 b;
	const char	*v[4], *mine[3];

	for (int k = 0; k < 4; k++) {
		char	name[32];

		snprintf(name, sizeof(name), "Panier %d", k);
		v[k] = good_new(name, "10.00", pieces);
	}
	for (int i = 0; i < n; i++) {
		for (int k = 0; k < 3; k++)
			mine[k] = v[(unsigned)(i % 2 ? i + k : i + 3 - k) % 4];
		race_cart(&r, i, mine, 3, 1, NULL, NULL);
	}
	b = race_run(&r);
	ck_assert_int_eq(b.failed, 0);
	ck_assert_int_eq(b.by_status[201] + b.by_status[409] +
	    b.by_status[503], n);
	/* Of four shelves any three are empty at the end. */
	ck_assert_int_ge(b.by_status[201], pieces);
	ck_assert_int_le(b.by_status[201], pieces * 4 / 3);
	ck_assert_int_eq(stock_of(v[0]) + stock_of(v[1]) + stock_of(v[2]) +
	    stock_of(v[3]), 4 * pieces - 3 * b.by_status[201]);
	race_is_sound();
	race_free(&r);
	return b;
}

/* Bundles of two and of three cups, and every third buyer wants a cup alone:
 * of what there is nothing is left, and nothing sold twice. */
static inline struct burst
race_bundles(int n, int pieces)
{
	struct race	 r = race_new(n);
	struct burst	 b;
	const char	*cup = good_new("Tasse commune", "4.00", pieces);
	const char	*pot = good_new("Théière commune", "20.00", n);
	const char	*v[3] = {
		bundle_new("Deux tasses et théière", "25.00", pot, 1, cup, 2),
		bundle_new("Trois tasses", "10.00", cup, 3, NULL, 0), cup };
	long		 pots;

	for (int i = 0; i < n; i++)
		race_cart(&r, i, &v[i % 3], 1, 1, NULL, NULL);
	b = race_run(&r);
	ck_assert_int_eq(b.failed, 0);
	ck_assert_int_eq(b.by_status[201] + b.by_status[409] +
	    b.by_status[503], n);
	ck_assert_int_eq(stock_of(cup), 0);
	ck_assert_int_eq(stock_of(v[0]), 0);
	ck_assert_int_eq(stock_of(v[1]), 0);
	pots = n - stock_of(pot);
	ck_assert_int_eq(sql_long("SELECT count(*) FROM order_line"
	    " WHERE variation_id = '%s'", v[0]), pots);
	ck_assert_int_eq(2 * pots + 3 * sql_long("SELECT count(*) FROM"
	    " order_line WHERE variation_id = '%s'", v[1]) +
	    sql_long("SELECT count(*) FROM order_line WHERE variation_id ="
	    " '%s'", cup), pieces);
	race_is_sound();
	race_free(&r);
	return b;
}

/* n orders whose time has passed, looked for by many jobs at once. */
static inline void
race_left(const char *variation, int n)
{
	for (int i = 0; i < n; i++) {
		struct client	*c = guest_with(variation, 1);

		order_new(c, "stripe");
		client_free(c);
	}
	ck_assert_int_eq(stock_of(variation), 0);
	buy_sql("UPDATE orders SET hold_until = 1 WHERE id IN (SELECT order_id"
	    " FROM order_line WHERE variation_id = '%s')%s", variation, "");
	for (int i = 0; i < 8; i++) {
		char	id[32];

		snprintf(id, sizeof(id), "job_left%d", i);
		buy_sql("INSERT INTO job (id, kind, payload, state, due_at,"
		    " created_at) VALUES ('%s', 'orders.expire', '{}',"
		    " 'waiting', 1, 1)%s", id, "");
	}
	sql_await("SELECT count(*) FROM orders o JOIN order_line l ON"
	    " l.order_id = o.id WHERE l.variation_id = '%s'"
	    " AND o.state = 'cancelled'", variation, n);
	ck_assert_int_eq(stock_of(variation), n);
	sql_await("SELECT count(*) FROM job WHERE kind = 'orders.expire'"
	    " AND state <> 'dead'%s", "", 0);
	ck_assert_int_eq(stock_of(variation), n);
	ck_assert_int_eq(sql_long("SELECT count(*) FROM stock_movement WHERE"
	    " variation_id = '%s' AND reason = 'released'", variation), n);
	race_is_sound();
}

/* ---- F-12: n buyers with a code --------------------------------------------- */

static inline struct burst
race_code(int n, const char *code, const char *mail, int good)
{
	const char	*v;
	struct burst	 b = code_run(n, code, mail, &v);
	char		 folded[64];

	want_burst(&b, n, good);
	snprintf(folded, sizeof(folded), "promo_%s", code);
	for (char *p = folded; *p != '\0'; p++)
		*p = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
	ck_assert_int_eq(sql_long("SELECT used FROM promotion WHERE id = '%s'",
	    folded), good);
	ck_assert_int_eq(stock_of(v), n - good);
	race_is_sound();
	return b;
}

static inline struct burst
race_gift_card(int n)
{
	char		 card[64];
	struct burst	 b = card_run(n, card);

	ck_assert_int_eq(b.failed, 0);
	ck_assert_msg(b.by_status[200] + b.by_status[201] == 10 &&
	    b.by_status[400] + b.by_status[409] + b.by_status[503] == n - 10,
	    "%d × 200, %d × 201, %d × 400, %d × 409", b.by_status[200],
	    b.by_status[201], b.by_status[400], b.by_status[409]);
	ck_assert_int_eq(sql_long("SELECT balance FROM gift_card"
	    " WHERE id = '%s'", card), 0);
	ck_assert_int_eq(sql_long("SELECT sum(received) FROM payment WHERE"
	    " gift_card_id = '%s'", card), 14900);
	race_is_sound();
	return b;
}

/* n refunds of 5.00 at once: two, and 4.90 is left. */
static inline struct burst
race_refund(int n)
{
	char		 path[160];
	const char	*order = refund_ready(path);
	struct burst	 b;

	client_burst(owner, n, "POST", path, "{\"amount\":\"5.00\"}", &b);
	want_burst(&b, n, 2);
	want(client_json(owner, "POST", path, "{\"amount\":\"4.91\"}"), 409);
	want(client_json(owner, "POST", path, "{\"amount\":\"4.90\"}"), 201);
	money_await();
	stripe_wait();
	ck_assert_int_eq(stripe_books(order, "refunded"), 1490);
	ck_assert_int_eq(stripe_books(order, "refunds"), 3);
	ck_assert_int_eq(order_long(order, "refunded"), 1490);
	race_is_sound();
	return b;
}

/* ---- F-13: one order, asked for n times ---------------------------------------- */

struct once {
	struct race	 r;
	struct client	*c;
	const char	*goods;
	int		 stock;
};

static inline struct once
once_new(int serial)
{
	struct once	 o = { .r = race_new(1), .c = client_new(),
			    .stock = 50 };
	char		 key[64];

	o.goods = good_new("Une fois", "10.00", o.stock);
	race_cart(&o.r, 0, &o.goods, 1, 1, NULL, NULL);
	client_header(o.c, o.r.lines[0]);
	snprintf(key, sizeof(key), "Idempotency-Key: once-%d", serial);
	client_header(o.c, key);
	return o;
}

/* Whatever became of them: one order, and the same answer; another is none. */
static inline void
once_end(struct once *o)
{
	struct answer	*a;
	int64_t		 end = now_ms() + SOON_MS;

	do	/* workers may be dying */
		a = client_json(o->c, "POST", ORDERS, "%s", o->r.bodies[0]);
	while ((a->status == 0 || a->status >= 502) && now_ms() < end);
	want(a, 201);
	ck_assert_int_eq(sql_long("SELECT count(DISTINCT order_id) FROM"
	    " order_line WHERE variation_id = '%s'", o->goods), 1);
	ck_assert_int_eq(stock_of(o->goods), o->stock - 1);
	want(a = client_json(o->c, "POST", ORDERS, "%s", o->r.bodies[0]),
	    201);
	ck_assert_str_eq(answer_header(a, "Idempotency-Replayed"), "true");
	o->r.bodies[0][strlen("{\"email\":\"")] = 'c';
	want(client_json(o->c, "POST", ORDERS, "%s", o->r.bodies[0]), 409);
	client_free(o->c);
	race_is_sound();
	race_free(&o->r);
}

static inline struct burst
race_key(int n, int serial)
{
	struct once	 o = once_new(serial);
	struct burst	 b;

	client_burst(o.c, n, "POST", ORDERS, o.r.bodies[0], &b);
	ck_assert_int_eq(b.failed, 0);
	ck_assert_int_ge(b.by_status[201], 1);
	ck_assert_int_eq(b.by_status[201] + b.by_status[409] +
	    b.by_status[503], n);
	once_end(&o);
	return b;
}

#endif
