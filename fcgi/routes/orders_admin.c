/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/orders/orders.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define ORDERS		"/api/admin/orders"
#define RETURNS		"/api/admin/returns"

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

	return answer_version(out, e, order, ORDER_VERSION);
}

/* PATCH /api/admin/orders/{id}: 400, 403, 404, 409 no such move, 412. */
static enum outcome
order_patch(struct req *r, struct res *out)
{
	struct record	*order;
	enum outcome	 e = order_change(&r->act, req_param(r, 0), r->body,
			    &order);

	return answer_version(out, e, order, ORDER_VERSION);
}

/* POST /api/admin/orders/{id}/notes: 201; 403, 404. */
static enum outcome
notes_post(struct req *r, struct res *out)
{
	struct record	*order;
	enum outcome	 e = order_note(&r->act, req_param(r, 0), r->body,
			    &order);

	return answer_version(out, e, order, ORDER_VERSION);
}

/* POST /api/admin/orders/{id}/fulfilments: 201; 400, 403, 404, 409. */
static enum outcome
parcels_post(struct req *r, struct res *out)
{
	struct record	*order;
	enum outcome	 e = order_fulfil(&r->act, req_param(r, 0), r->body,
			    &order);

	return answer_version(out, e, order, ORDER_VERSION);
}

/* PATCH /api/admin/orders/{id}/fulfilments/{fulfilmentId}: 400, 403, 404,
 * 409. */
static enum outcome
parcel_patch(struct req *r, struct res *out)
{
	struct record	*order;
	enum outcome	 e = order_fulfilment_change(&r->act, req_param(r, 0),
			    req_param(r, 1), r->body, &order);

	return answer_version(out, e, order, ORDER_VERSION);
}

/* POST /api/admin/orders/{id}/refunds: 201; 400, 403, 404, 409. */
static enum outcome
refunds_post(struct req *r, struct res *out)
{
	struct record	*order;
	enum outcome	 e = order_refund(&r->act, req_param(r, 0), r->body,
			    &order);

	return answer_version(out, e, order, ORDER_VERSION);
}

/* ---- returns ------------------------------------------------------------- */

static enum outcome
answer_return(struct res *out, enum outcome e, const struct record *r)
{
	if (e != SOUK_OK)
		return e;
	res_version(out, r->values[RETURN_VERSION].num);
	res_record(out, r);
	return SOUK_OK;
}

/* POST /api/orders/{id}/returns: 201; 400, 404, 409 too late. */
static enum outcome
own_returns_post(struct req *r, struct res *out)
{
	struct record	*made;
	enum outcome	 e = return_ask(&r->act, req_param(r, 0), r->body,
			    &made);

	return answer_return(out, e, made);
}

/* POST /api/admin/orders/{id}/returns: 201; 400, 403, 404, 409. */
static enum outcome
returns_post(struct req *r, struct res *out)
{
	struct record	*made;
	enum outcome	 e = return_enter(&r->act, req_param(r, 0), r->body,
			    &made);

	return answer_return(out, e, made);
}

/* GET /api/admin/returns: of one's brand, the newest first. */
static enum outcome
returns_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = return_list(&r->act, r->query, r->list,
			    &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &return_fields,
	    NULL, return_list_cursor);
}

/* GET /api/admin/returns/{id}: 403, 404. */
static enum outcome
return_get(struct req *r, struct res *out)
{
	struct record	*found;
	enum outcome	 e = return_read(&r->act, req_param(r, 0), &found);

	return answer_return(out, e, found);
}

/* PATCH /api/admin/returns/{id}: 400, 403, 404, 409, 412. */
static enum outcome
return_patch(struct req *r, struct res *out)
{
	struct record	*after;
	enum outcome	 e = return_change(&r->act, req_param(r, 0), r->body,
			    &after);

	return answer_return(out, e, after);
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
	}, {
		.method = METHOD_POST, .path = ORDERS "/{id}/fulfilments",
		.run = parcels_post, CHANGES, .body = &fulfilment_fields,
		.flags = ROUTE_CREATES,
		.summary = "Send a parcel: some pieces, or all that are left",
	}, {
		.method = METHOD_PATCH,
		.path = ORDERS "/{id}/fulfilments/{fulfilmentId}",
		.run = parcel_patch, CHANGES,
		.body = &fulfilment_change_fields,
		.summary = "A parcel arrived, was called back, or is "
		    "followed elsewhere",
	}, {
		.method = METHOD_POST, .path = ORDERS "/{id}/refunds",
		.run = refunds_post,
		ALLOWED(ORDER_EDIT | PAYMENT_REFUND), WRITES,
		.body = &order_refund_fields, .answer = &order_fields,
		.flags = ROUTE_CREATES,
		.summary = "Give money back for pieces, shipping, or an "
		    "amount",
	}, {
		.method = METHOD_POST, .path = "/api/orders/{id}/returns",
		.run = own_returns_post, .who = FOR_ANYONE,
		.feature = FEATURE_CART, .tag = "Orders", WRITES,
		.body = &return_fields, .answer = &return_fields,
		.flags = ROUTE_CREATES,
		.summary = "Ask to send pieces back, in time after delivery",
	}, {
		.method = METHOD_POST, .path = ORDERS "/{id}/returns",
		.run = returns_post, ALLOWED(ORDER_EDIT), WRITES,
		.body = &return_fields, .answer = &return_fields,
		.flags = ROUTE_CREATES,
		.summary = "Enter a return for the buyer",
	}, {
		.method = METHOD_GET, .path = RETURNS, .run = returns_get,
		ALLOWED(ORDER_VIEW), READS, .query = &return_filters,
		.answer = &return_fields, .flags = ROUTE_PAGED,
		.summary = "Returns of the brand, the newest first, without "
		    "their lines",
	}, {
		.method = METHOD_GET, .path = RETURNS "/{id}",
		.run = return_get, ALLOWED(ORDER_VIEW), READS,
		.answer = &return_fields, .summary = "A return",
	}, {
		.method = METHOD_PATCH, .path = RETURNS "/{id}",
		.run = return_patch, ALLOWED(ORDER_EDIT), WRITES,
		.body = &return_change_fields, .answer = &return_fields,
		.summary = "Agree to a return or not; it is there; it is "
		    "paid back",
	},
};

const struct route_table orders_admin_routes = { routes, COUNT(routes) };
