/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_BUY_MANY_H
#define SOUK_TESTS_HTTP_BUY_MANY_H

#include "tests/http/buy.h"
#include "tests/http/stock_invariants.h"

/*
 * Many buyers at the same moment, each with a cart of his own, and what must
 * be true afterwards whatever was sold to whom.  What each *_run() answers is
 * judged by who calls it: tests/http/buy_race.h, or a test that left a guard out.
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

/* ---- what they run for ------------------------------------------------------- */

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

#endif
