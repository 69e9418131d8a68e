/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/orders/orders.h"

/* Orders that somebody of the shop writes down, until they are paid. */
#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define ORDERS		"/api/admin/orders"

/* POST /api/admin/orders/price: 400; writes nothing. */
static enum outcome
price_post(struct req *r, struct res *out)
{
	struct record	*cart;
	enum outcome	 e = order_draft_price(&r->act, r->body, &cart);

	return answer_record(out, e, cart);
}

/* POST /api/admin/orders: 201, a draft; 400, 409 what cannot be bought. */
static enum outcome
orders_post(struct req *r, struct res *out)
{
	struct record	*order;
	enum outcome	 e = order_draft(&r->act, r->body, &order);

	return answer_version(out, e, order, ORDER_VERSION);
}

/* PUT /api/admin/orders/{id}: 400, 403, 404, 409 no draft any more, 412. */
static enum outcome
order_put(struct req *r, struct res *out)
{
	struct record	*order;
	enum outcome	 e = order_redraft(&r->act, req_param(r, 0), r->body,
			    &order);

	return answer_version(out, e, order, ORDER_VERSION);
}

/* POST /api/admin/orders/{id}/send: 403, 404, 409 no draft, stock. */
static enum outcome
order_send_post(struct req *r, struct res *out)
{
	struct record	*order;
	enum outcome	 e = order_send(&r->act, req_param(r, 0), &order);

	return answer_version(out, e, order, ORDER_VERSION);
}

/* POST /api/admin/orders/{id}/link: 403, 404, 409 nothing is due, no mail. */
static enum outcome
link_post(struct req *r, struct res *out)
{
	struct record	*link;
	enum outcome	 e = order_invite(&r->act, req_param(r, 0), r->body,
			    &link);

	return answer_record(out, e, link);
}

/* POST /api/admin/orders/{id}/paid: 403, 404, 409 nothing is due, stock, 412. */
static enum outcome
paid_post(struct req *r, struct res *out)
{
	struct record	*order;
	enum outcome	 e = order_paid(&r->act, req_param(r, 0), r->body,
			    &order);

	return answer_version(out, e, order, ORDER_VERSION);
}

#define ALLOWED(PERMISSION) .who = FOR_PERMITTED, \
	.permission = (PERMISSION), .tag = "Orders"
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE
#define CHANGES	ALLOWED(ORDER_EDIT), WRITES, .answer = &order_fields

static const struct route routes[] = {
	{
		.method = METHOD_POST, .path = ORDERS "/price",
		.run = price_post, ALLOWED(ORDER_EDIT), .tx = TX_READ,
		.rate = RATE_READ, .body = &order_draft_price_fields,
		.answer = &cart_fields,
		.summary = "What a draft would cost, line by line, and the "
		    "ways of shipping there",
	}, {
		.method = METHOD_POST, .path = ORDERS, .run = orders_post,
		CHANGES, .body = &order_draft_fields,
		.flags = ROUTE_CREATES,
		.summary = "Write an order down for somebody: a draft",
	}, {
		.method = METHOD_PUT, .path = ORDERS "/{id}",
		.run = order_put, CHANGES, .body = &order_draft_fields,
		.summary = "Write a draft anew",
	}, {
		.method = METHOD_POST, .path = ORDERS "/{id}/send",
		.run = order_send_post, CHANGES,
		.summary = "Send a draft to its buyer, with a link to pay",
	}, {
		.method = METHOD_POST, .path = ORDERS "/{id}/link",
		.run = link_post, ALLOWED(ORDER_EDIT), WRITES,
		.body = &order_link_fields,
		.answer = &order_link_told_fields,
		.flags = ROUTE_NO_STORE | ROUTE_TOLD_ONCE,
		.summary = "The link by which its buyer pays, told and, if "
		    "wanted, mailed again",
	}, {
		.method = METHOD_POST, .path = ORDERS "/{id}/paid",
		.run = paid_post, ALLOWED(ORDER_EDIT | PAYMENT_REFUND),
		WRITES, .body = &order_paid_fields,
		.answer = &order_fields,
		.summary = "All that is due came in cash or by a transfer; a "
		    "draft is thereby agreed on",
	},
};

const struct route_table drafts_routes = { routes, COUNT(routes) };
