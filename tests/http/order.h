/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_ORDER_H
#define SOUK_TESTS_HTTP_ORDER_H

#include "tests/http/cart.h"
#include "tests/http/stock_invariants.h"

/* What tests of orders start from. */
#define ORDERS		"/api/orders"
#define SHOP_ORDERS	"/api/admin/orders"
#define ADDRESS		"{\"name\":\"Lina B.\",\"line1\":\"1 rue des Lilas\"," \
	"\"postcode\":\"75011\",\"city\":\"Paris\",\"country\":\"FR\"}"

static inline void
want_sql(const char *query, const char *value)
{
	char	*found = shop_sql(query);

	ck_assert_msg(strcmp(found, value) == 0, "%s: %s, not %s", query,
	    found, value);
	free(found);
}

/* query has one %s: an id. */
static inline void
want_sql_of(const char *query, const char *id, const char *value)
{
	char	 text[600];

	snprintf(text, sizeof(text), query, id);
	want_sql(text, value);
}

/* What holds of all stock and of all orders, whatever happened. */
static inline void
orders_are_sound(void)
{
	static const char *const	 never[] = {
		/* held exactly what the ledger says is out for it */
		"SELECT count(*) FROM orders o WHERE o.stock_held = 1 AND"
		" (SELECT coalesce(sum(l.quantity * coalesce((SELECT"
		"  sum(x.quantity) FROM order_line_part x"
		"  WHERE x.line_id = l.id), 1)), 0) FROM order_line l"
		"  WHERE l.order_id = o.id AND l.variation_id IS NOT NULL) <>"
		" (SELECT coalesce(-sum(m.change), 0) FROM stock_movement m"
		"  WHERE m.reference = o.id)",
		"SELECT count(*) FROM orders o WHERE o.stock_held = 0 AND"
		" (SELECT coalesce(sum(m.change), 0) FROM stock_movement m"
		"  WHERE m.reference = o.id) <> 0",
		"SELECT count(*) FROM orders o WHERE o.subtotal <>"
		" (SELECT sum(l.subtotal) FROM order_line l"
		"  WHERE l.order_id = o.id)",
		"SELECT count(*) FROM orders o WHERE o.paid <>"
		" (SELECT coalesce(sum(p.received), 0) FROM payment p"
		"  WHERE p.subject = 'order' AND p.subject_id = o.id)",
	};

	for (size_t i = 0; i < COUNT(never); i++)
		want_sql(never[i], "0");
	for (size_t i = 0; i < COUNT(stock_invariants); i++)
		want_sql(stock_invariants[i], "0");
}

/* Cash and transfers are on, and nobody comes too often. */
static inline void
orders_open(void)
{
	static bool	 done;

	clients_open();
	if (done)
		return;
	done = true;
	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"write\":100000,\"read\":100000,\"user\":100000},"
	    "\"payments\":{\"cash\":true,\"transfer\":true}}"), 200);
}

/* more: further members, each behind a comma. */
static inline struct answer *
order_post(struct client *c, const char *more)
{
	return client_json(c, "POST", ORDERS, "{\"email\":\"lina@shop.test\","
	    "\"shippingAddress\":" ADDRESS "%s%s}", strstr(more,
	    "paymentMethod") != NULL ? "" : ",\"paymentMethod\":\"cash\"",
	    more);
}

/* An order of so many of one good by a guest; its id. */
static inline const char *
order_new(struct client *c, const char *variation, int quantity,
    const char *more)
{
	struct answer	*a;

	want(cart_put(c, variation, quantity), 201);
	a = order_post(c, more);
	want(a, 201);
	return id_kept(a);
}

static inline struct answer *
order_to(struct client *c, const char *id, const char *state)
{
	return client_json(c, "PATCH", path_of(SHOP_ORDERS, id, ""),
	    "{\"state\":\"%s\"}", state);
}

/* The id of its i-th line, for a while. */
static inline const char *
line_of(const char *id, int i)
{
	char		 at[40];
	struct answer	*a = client_get(owner, path_of(SHOP_ORDERS, id, ""));
	static char	 lines[8][64];
	static int	 turn;
	char		*line = lines[turn++ % 8];

	snprintf(at, sizeof(at), "data.lines.%d.id", i);
	snprintf(line, 64, "%s", answer_at(a, at));
	return line;
}

/* The cash of an order is in the till. */
static inline void
pay_cash(const char *id)
{
	char	 query[200], path[160], *pay;

	snprintf(query, sizeof(query), "SELECT id FROM payment WHERE"
	    " subject_id = '%s' AND state = 'open'", id);
	pay = shop_sql(query);
	snprintf(path, sizeof(path), "/api/admin/payments/%s/receive", pay);
	want(client_json(owner, "POST", path, "{}"), 200);
	free(pay);
}

static inline struct answer *
return_to(const char *ret, const char *state, const char *more)
{
	return client_json(owner, "PATCH", path_of("/api/admin/returns", ret,
	    ""), "{\"state\":\"%s\"%s}", state, more);
}

#endif
