/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_BUY_RACE_H
#define SOUK_TESTS_HTTP_BUY_RACE_H

#include "tests/http/bundle.h"
#include "tests/http/buy.h"
#include "tests/http/stock_invariants.h"

/*
 * Many buyers at once, for the quick tests and for `make faults`: what there
 * is of goods, codes and money is sold, used and given back once.
 */
#define RACE_WRITERS	"3"	/* so that they do not come one by one */
#define RACE_LINE	200
#define RACE_BODY	600

struct race {
	int		 n;
	struct caller	*callers;
	char		(*lines)[RACE_LINE];
	char		(*bodies)[RACE_BODY];
};

/* What must be true whatever was sold to whom. */
static const char *const buy_invariants[] = {
	/* Out of the shelf is what orders hold, and nothing else. */
	"SELECT count(*) FROM (SELECT l.order_id,"
	    " coalesce(p.variation_id, l.variation_id) AS variation_id,"
	    " sum(l.quantity * coalesce(p.quantity, 1)) AS n"
	    " FROM order_line l JOIN orders o ON o.id = l.order_id"
	    " LEFT JOIN order_line_part p ON p.line_id = l.id"
	    " WHERE o.stock_held = 1 GROUP BY 1, 2) x WHERE x.n <>"
	    " coalesce((SELECT -sum(m.change) FROM stock_movement m"
	    " WHERE m.reference = x.order_id"
	    " AND m.variation_id = x.variation_id), 0)",
	"SELECT count(*) FROM orders o WHERE o.stock_held = 0 AND"
	    " o.state <> 'returned' AND (SELECT coalesce(sum(m.change), 0)"
	    " FROM stock_movement m WHERE m.reference = o.id) <> 0",
	"SELECT count(*) FROM orders o WHERE o.subtotal <> (SELECT"
	    " coalesce(sum(l.subtotal), 0) FROM order_line l"
	    " WHERE l.order_id = o.id)",
	/* A code was used as often as there are orders with it. */
	"SELECT count(*) FROM promotion p WHERE p.used <> (SELECT count(*)"
	    " FROM promotion_use u WHERE u.promotion_id = p.id)",
	/* Money of orders is money of their payments. */
	"SELECT count(*) FROM orders o WHERE o.paid <> (SELECT"
	    " coalesce(sum(p.received), 0) FROM payment p WHERE p.subject ="
	    " 'order' AND p.subject_id = o.id)",
	"SELECT count(*) FROM orders o WHERE o.refunded <> (SELECT"
	    " coalesce(sum(p.refunded), 0) FROM payment p WHERE p.subject ="
	    " 'order' AND p.subject_id = o.id)",
	"SELECT count(*) FROM payment p WHERE p.refunded <> (SELECT"
	    " coalesce(sum(r.amount), 0) FROM payment_refund r WHERE"
	    " r.payment_id = p.id AND r.state NOT IN ('failed',"
	    " 'cancelled'))",
	"SELECT count(*) FROM gift_card WHERE balance < 0 OR"
	    " balance > initial",
};

static inline void
race_is_sound(void)
{
	for (size_t i = 0; i < COUNT(stock_invariants); i++)
		ck_assert_msg(sql_long("%s", stock_invariants[i]) == 0, "%s",
		    stock_invariants[i]);
	for (size_t i = 0; i < COUNT(buy_invariants); i++)
		ck_assert_msg(sql_long("%s", buy_invariants[i]) == 0, "%s",
		    buy_invariants[i]);
}

/* A setup: buy_start(), with several writers. */
static inline void
race_start(void)
{
	setenv("SOUK_WRITERS", RACE_WRITERS, 0);
	buy_start();
}

static inline struct race
race_new(int n)
{
	struct race	 r = { .n = n };

	r.callers = calloc((size_t)n, sizeof(*r.callers));
	r.lines = calloc((size_t)n, sizeof(*r.lines));
	r.bodies = calloc((size_t)n, sizeof(*r.bodies));
	ck_assert(r.callers != NULL && r.lines != NULL && r.bodies != NULL);
	for (int i = 0; i < n; i++)
		r.callers[i] = (struct caller){ r.lines[i], r.bodies[i] };
	return r;
}

static inline void
race_free(struct race *r)
{
	free(r->callers);
	free(r->lines);
	free(r->bodies);
}

/* The i-th buyer has these in the cart, in this order; mail: NULL, one each. */
static inline void
race_cart(struct race *r, int i, const char *const *variations, int count,
    int pieces, const char *code, const char *mail)
{
	struct client	*c = client_new();
	struct answer	*a = NULL;

	for (int k = 0; k < count; k++) {
		want(a = cart_put(c, variations[k], pieces), 201);
		if (k == 0)
			snprintf(r->lines[i], RACE_LINE, CART_LINE "%s",
			    cookie_set_by(a, "__Host-cart"));
	}
	if (code != NULL)
		want(client_json(c, "POST", "/api/cart/codes",
		    "{\"code\":\"%s\"}", code), 200);
	snprintf(r->bodies[i], RACE_BODY, "{\"email\":\"b%d%s\",\"name\":"
	    "\"Acheteur\",\"shippingAddress\":{\"name\":\"Acheteur\","
	    "\"line1\":\"1 rue\",\"postcode\":\"75001\",\"city\":\"Paris\","
	    "\"country\":\"FR\"},\"shippingMethodId\":\"%s\","
	    "\"paymentMethod\":\"stripe\"}", mail == NULL ? i : 0,
	    mail == NULL ? "@mail.test" : mail, shipping);
	client_free(c);
}

static inline struct burst
race_run(struct race *r)
{
	struct burst	 b;

	callers_burst(r->callers, r->n, "POST", ORDERS, &b);
	return b;
}

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

/* *v: what they all want. */
static inline struct burst
pieces_run(int n, int pieces, const char **v)
{
	struct race	 r = race_new(n);
	struct burst	 b;

	*v = good_new("Dernière pièce", "10.00", pieces);
	for (int i = 0; i < n; i++)
		race_cart(&r, i, v, 1, 1, NULL, NULL);
	b = race_run(&r);
	race_free(&r);
	return b;
}

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

/* columns, values: of the promotion, further ones, each behind a comma. */
static inline void
code_new(const char *code, const char *columns, const char *values)
{
	char	*sql;

	ck_assert_int_ge(asprintf(&sql, "INSERT INTO promotion (id, brand_id,"
	    " name, code, kind, rate, created_at, updated_at%s) SELECT"
	    " 'promo_' || lower('%s'), brand_id, '%s', lower('%s'),"
	    " 'percent', 100000, 1, 1%s FROM users WHERE username = 'owner'",
	    columns, code, code, code, values), 0);
	free(shop_sql(sql));
	free(sql);
}

static inline struct burst
code_run(int n, const char *code, const char *mail, const char **v)
{
	struct race	 r = race_new(n);
	struct burst	 b;

	*v = good_new("Avec un code", "10.00", n);
	for (int i = 0; i < n; i++)
		race_cart(&r, i, v, 1, 1, code, mail);
	b = race_run(&r);
	race_free(&r);
	return b;
}

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

/* n orders of 14.90 and one gift card that is worth ten of them. */
static inline struct burst
card_run(int n, char card[64])
{
	struct race	 r = race_new(n);
	struct burst	 b;
	struct answer	*a;
	char		 code[64];
	const char	*v = good_new("Par carte cadeau", "10.00", n);

	clients_open();
	want(a = client_json(owner, "POST", "/api/admin/gift-cards",
	    "{\"amount\":\"149.00\"}"), 201);
	snprintf(code, sizeof(code), "%s", answer_at(a, "data.code"));
	snprintf(card, 64, "%s", answer_at(a, "data.id"));
	for (int i = 0; i < n; i++) {
		struct client	*c = client_new();

		race_cart(&r, i, &v, 1, 1, NULL, NULL);
		client_header(c, r.lines[i]);
		want(a = client_json(c, "POST", ORDERS, "%s", r.bodies[i]),
		    201);
		snprintf(r.bodies[i], RACE_BODY, "{\"orderId\":\"%s\","
		    "\"code\":\"%s\"}", answer_at(a, "data.id"), code);
		client_free(c);
	}
	callers_burst(r.callers, n, "POST", "/api/payments/gift-card", &b);
	race_free(&r);
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

/* An order of 14.90 that was paid, and where its refunds are asked for. */
static inline const char *
refund_ready(char path[160])
{
	const char	*v = good_new("Rendu", "10.00", 5), *order;
	struct client	*c = guest_with(v, 1);

	stripe_hooks("now");
	order = order_paid(c);
	stripe_wait();
	client_free(c);
	snprintf(path, 160, "/api/payments/%s/refund", payment_of(order));
	return order;
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
