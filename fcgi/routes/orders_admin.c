/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/orders/orders.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define ORDERS		"/api/admin/orders"

static enum outcome
answer(struct res *out, enum outcome e, const struct record *order)
{
	if (e != SOUK_OK)
		return e;
	res_version(out, order->values[ORDER_VERSION].num);
	res_record(out, order);
	return SOUK_OK;
}

/* GET /api/admin/orders: of one's brand, the newest first. */
static enum outcome
orders_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = order_list(&r->act, r->query, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &order_fields,
	    order_list_next, order_list_cursor);
}

/* GET /api/admin/orders/{id}: 403 of another brand; 404. */
static enum outcome
order_get(struct req *r, struct res *out)
{
	struct record	*order;
	enum outcome	 e = order_read(&r->act, req_param(r, 0), &order);

	return answer(out, e, order);
}

/* PATCH /api/admin/orders/{id}: 400, 403, 404, 409 no such move, 412. */
static enum outcome
order_patch(struct req *r, struct res *out)
{
	struct record	*order;
	enum outcome	 e = order_change(&r->act, req_param(r, 0), r->body,
			    &order);

	return answer(out, e, order);
}

/* POST /api/admin/orders/{id}/notes: 201; 403, 404. */
static enum outcome
notes_post(struct req *r, struct res *out)
{
	struct record	*order;
	enum outcome	 e = order_note(&r->act, req_param(r, 0), r->body,
			    &order);

	return answer(out, e, order);
}

#define ALLOWED(PERMISSION) .who = FOR_PERMITTED, \
	.permission = (PERMISSION), .tag = "Orders"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE
#define CHANGES	ALLOWED(ORDER_EDIT), WRITES, .answer = &order_fields

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = ORDERS, .run = orders_get,
		ALLOWED(ORDER_VIEW), READS, .query = &order_filters,
		.answer = &order_fields, .flags = ROUTE_PAGED,
		.summary = "Orders of the brand, the newest first, without "
		    "their parts",
	}, {
		.method = METHOD_GET, .path = ORDERS "/{id}",
		.run = order_get, ALLOWED(ORDER_VIEW), READS,
		.answer = &order_fields,
		.summary = "An order with all its parts and its history",
	}, {
		.method = METHOD_PATCH, .path = ORDERS "/{id}",
		.run = order_patch, CHANGES, .body = &order_change_fields,
		.summary = "Move an order on, cancel it, or change whom it "
		    "is for",
	}, {
		.method = METHOD_PATCH, .path = "/api/orders/{id}",
		.run = order_patch, CHANGES, .body = &order_change_fields,
		.summary = "Alias of /api/admin/orders/{id}",
	}, {
		.method = METHOD_POST, .path = ORDERS "/{id}/notes",
		.run = notes_post, CHANGES, .body = &order_note_fields,
		.flags = ROUTE_CREATES,
		.summary = "Add a note to an order's history",
	},
};

const struct route_table orders_admin_routes = { routes, COUNT(routes) };
