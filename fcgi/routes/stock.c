/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/catalog/catalog.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

#define PLACES		"/api/admin/places"
#define STOCK		"/api/admin/stock"

/* ---- places ------------------------------------------------------------- */

static enum outcome
place_answer(struct res *out, enum outcome e, const struct record *place)
{
	if (e != SOUK_OK)
		return e;
	res_version(out, place->values[PLACE_VERSION].num);
	res_record(out, place);
	return SOUK_OK;
}

/* GET /api/admin/places: of one's brand, by their order. */
static enum outcome
places_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e;

	e = place_list(&r->act, r->list, &rows);
	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &place_fields,
	    NULL, place_list_cursor);
}

/* POST /api/admin/places: 201; 400, 409 the name is taken. */
static enum outcome
places_post(struct req *r, struct res *out)
{
	struct record	*place = NULL;
	enum outcome	 e = place_create(&r->act, r->body, &place);

	if (e == SOUK_OK)
		res_header(out, "Location", arena_printf(r->act.arena,
		    PLACES "/%s", place->values[PLACE_ID].text));
	return place_answer(out, e, place);
}

/* GET /api/admin/places/{id}: 403 of another brand; 404. */
static enum outcome
place_get(struct req *r, struct res *out)
{
	struct record	*place = NULL;
	enum outcome	 e = place_read(&r->act, req_param(r, 0), &place);

	return place_answer(out, e, place);
}

/* PATCH, PUT /api/admin/places/{id}: 400, 403, 404, 409, 412. */
static enum outcome
place_patch(struct req *r, struct res *out)
{
	struct record	*place = NULL;
	enum outcome	 e;

	e = place_change(&r->act, req_param(r, 0), r->body, &place);
	return place_answer(out, e, place);
}

/* DELETE /api/admin/places/{id}: 403, 404, 409 in use, 412. */
static enum outcome
place_remove(struct req *r, struct res *out)
{
	enum outcome	 e = place_delete(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

/* ---- stock -------------------------------------------------------------- */

/* GET /api/admin/stock: 400, 403 a foreign place. */
static enum outcome
stock_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e;

	e = stock_list(&r->act, r->query, r->list, &rows);
	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &stock_item_fields,
	    stock_list_next, stock_list_cursor);
}

/* GET /api/admin/stock/{variationId}: 403 of another brand; 404. */
static enum outcome
stock_item_get(struct req *r, struct res *out)
{
	struct record	*item;
	enum outcome	 e = stock_item_read(&r->act, req_param(r, 0), &item);

	if (e == SOUK_OK)
		res_record(out, item);
	return e;
}

/* POST /api/admin/stock/movements: 201 the movement, 200 as counted; 400,
 * 403, 409 not enough, or the place is closed. */
static enum outcome
movements_post(struct req *r, struct res *out)
{
	struct record	*moved;
	enum outcome	 e = stock_enter(&r->act, r->body, &moved);

	if (e != SOUK_OK)
		return e;
	if (moved->values[MOVEMENT_ID].state != VALUE_SET)
		out->status = 200;
	res_record(out, moved);
	return SOUK_OK;
}

/* GET /api/admin/stock/movements: the ledger, newest first. */
static enum outcome
movements_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e;

	e = movement_list(&r->act, r->query, r->list, &rows);
	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &movement_fields,
	    NULL, movement_list_cursor);
}

/* POST /api/admin/stock/transfers: 201 the variation's stock; 400, 403, 409. */
static enum outcome
transfers_post(struct req *r, struct res *out)
{
	struct record	*item;
	enum outcome	 e = stock_transfer(&r->act, r->body, &item);

	if (e == SOUK_OK)
		res_record(out, item);
	return e;
}

/* GET /api/admin/stock/notices: open ones first. */
static enum outcome
notices_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e;

	e = stock_notice_list(&r->act, r->list, &rows);
	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &stock_notice_fields, NULL, stock_notice_list_cursor);
}

/* ---- routes ------------------------------------------------------------- */

#define ALLOWED(PERMISSION) .who = FOR_PERMITTED, .permission = (PERMISSION), \
	.tag = "Stock"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = PLACES,
		.run = places_get, ALLOWED(PRODUCT_VIEW), READS,
		.answer = &place_fields, .flags = ROUTE_PAGED,
		.summary = "Places where stock lies",
	}, {
		.method = METHOD_POST, .path = PLACES,
		.run = places_post, ALLOWED(PRODUCT_EDIT), WRITES,
		.body = &place_fields, .answer = &place_fields,
		.flags = ROUTE_CREATES,
		.summary = "Add a place; the first is the default",
	}, {
		.method = METHOD_GET, .path = PLACES "/{id}",
		.run = place_get, ALLOWED(PRODUCT_VIEW), READS,
		.answer = &place_fields,
		.summary = "A place",
	}, {
		.method = METHOD_PATCH, .path = PLACES "/{id}",
		.run = place_patch, ALLOWED(PRODUCT_EDIT), WRITES,
		.body = &place_fields, .answer = &place_fields,
		.summary = "Change a place, or make it the default",
	}, {
		.method = METHOD_PUT, .path = PLACES "/{id}",
		.run = place_patch, ALLOWED(PRODUCT_EDIT), WRITES,
		.body = &place_fields, .answer = &place_fields,
		.summary = "Alias of PATCH",
	}, {
		.method = METHOD_DELETE, .path = PLACES "/{id}",
		.run = place_remove, ALLOWED(PRODUCT_EDIT), WRITES,
		.summary = "Delete a place that never had stock",
	}, {
		.method = METHOD_GET, .path = STOCK,
		.run = stock_get, ALLOWED(PRODUCT_VIEW), READS,
		.query = &stock_filters, .answer = &stock_item_fields,
		.flags = ROUTE_PAGED,
		.summary = "What there is of each variation, and where",
	}, {
		.method = METHOD_GET, .path = STOCK "/movements",
		.run = movements_get, ALLOWED(PRODUCT_VIEW), READS,
		.query = &movement_filters, .answer = &movement_fields,
		.flags = ROUTE_PAGED,
		.summary = "Every change of stock, newest first",
	}, {
		.method = METHOD_POST, .path = STOCK "/movements",
		.run = movements_post, ALLOWED(PRODUCT_EDIT), WRITES,
		.body = &stock_entry_fields, .answer = &movement_fields,
		.flags = ROUTE_CREATES,
		.summary = "Change stock by so much, or to what was counted",
	}, {
		.method = METHOD_POST, .path = STOCK "/transfers",
		.run = transfers_post, ALLOWED(PRODUCT_EDIT), WRITES,
		.body = &stock_transfer_fields, .answer = &stock_item_fields,
		.flags = ROUTE_CREATES,
		.summary = "Move stock from one place to another",
	}, {
		.method = METHOD_GET, .path = STOCK "/notices",
		.run = notices_get, ALLOWED(PRODUCT_VIEW), READS,
		.answer = &stock_notice_fields, .flags = ROUTE_PAGED,
		.summary = "Variations that ran low, open notices first",
	}, {
		.method = METHOD_GET, .path = STOCK "/{variationId}",
		.run = stock_item_get, ALLOWED(PRODUCT_VIEW), READS,
		.answer = &stock_item_fields,
		.summary = "What there is of one variation, and where",
	},
};

const struct route_table stock_routes = { routes, COUNT(routes) };
