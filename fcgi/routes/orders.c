/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/orders/orders.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define ORDERS		"/api/orders"

/* POST /api/orders: 201; 400, 401 guests, 409 the cart, stock, total. */
static enum outcome
orders_post(struct req *r, struct res *out)
{
	struct record	*order;
	enum outcome	 e = order_place(&r->act, r->body, &order);

	if (e == SOUK_OK)
		res_header(out, "Location", arena_printf(r->act.arena,
		    ORDERS "/%s", order->values[ORDER_ID].text));
	return answer_version(out, e, order, ORDER_VERSION);
}

/* GET /api/orders: of who calls, the newest first; a guest by their cookie. */
static enum outcome
orders_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = order_list_own(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &order_fields,
	    order_list_next, order_list_own_cursor);
}

/* GET /api/orders/{id}: 404 for everybody else. */
static enum outcome
order_get(struct req *r, struct res *out)
{
	struct record	*order;
	enum outcome	 e = order_read_own(&r->act, req_param(r, 0), &order);

	return answer_version(out, e, order, ORDER_VERSION);
}

/* POST /api/orders/{id}/cancel, DELETE /api/orders/{id}: 404, 409. */
static enum outcome
order_end(struct req *r, struct res *out)
{
	const char	*reason = r->body == NULL ? NULL :
			    r->body->values[ORDER_CANCEL_REASON_TEXT].text;
	struct record	*order;
	enum outcome	 e = order_cancel(&r->act, req_param(r, 0), reason,
			    &order);

	return answer_version(out, e, order, ORDER_VERSION);
}

#define BUYS	.who = FOR_ANYONE, .feature = FEATURE_CART, .tag = "Orders"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE

static const struct route routes[] = {
	{
		.method = METHOD_POST, .path = ORDERS, .run = orders_post,
		BUYS, WRITES, .body = &order_place_fields,
		.answer = &order_fields,
		.flags = ROUTE_CREATES | ROUTE_NO_STORE,
		.summary = "Order what is in the cart",
	}, {
		.method = METHOD_GET, .path = ORDERS, .run = orders_get,
		BUYS, READS, .answer = &order_fields,
		.flags = ROUTE_PAGED | ROUTE_NO_STORE,
		.summary = "One's own orders, the newest first, without "
		    "their parts",
	}, {
		.method = METHOD_GET, .path = ORDERS "/{id}",
		.run = order_get, BUYS, READS, .answer = &order_fields,
		.flags = ROUTE_NO_STORE,
		.summary = "An order of one's own: by account, cart's cookie "
		    "or X-Order-Pass",
	}, {
		.method = METHOD_POST, .path = ORDERS "/{id}/cancel",
		.run = order_end, BUYS, WRITES,
		.body = &order_cancel_fields, .answer = &order_fields,
		.summary = "Call an order off that nobody prepares yet; what "
		    "was paid goes back",
	}, {
		.method = METHOD_DELETE, .path = ORDERS "/{id}",
		.run = order_end, BUYS, WRITES, .answer = &order_fields,
		.summary = "Alias of cancel",
	},
};

const struct route_table orders_routes = { routes, COUNT(routes) };
