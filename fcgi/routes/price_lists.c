/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/catalog/catalog.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define LISTS		"/api/admin/price-lists"

static void
list_answer(struct res *out, const struct record *list)
{
	res_version(out, list->values[PRICE_LIST_VERSION].num);
	res_record(out, list);
}

/* GET /api/admin/price-lists: of one's brand, newest first. */
static enum outcome
lists_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e;

	e = price_list_list(&r->act, r->list, &rows);
	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &price_list_fields, NULL, price_list_list_cursor);
}

/* POST /api/admin/price-lists: 201; 400, 403 another brand's group. */
static enum outcome
lists_post(struct req *r, struct res *out)
{
	struct record	*list;
	enum outcome	 e = price_list_create(&r->act, r->body, &list);

	if (e != SOUK_OK)
		return e;
	res_header(out, "Location", arena_printf(r->act.arena, LISTS "/%s",
	    list->values[PRICE_LIST_ID].text));
	list_answer(out, list);
	return SOUK_OK;
}

/*
 * GET /api/admin/price-lists/{id}: 403 of another brand; 404.  Its tag is
 * that of the text: isApplying comes and goes without a version.
 */
static enum outcome
list_get(struct req *r, struct res *out)
{
	struct record	*list;
	enum outcome	 e = price_list_read(&r->act, req_param(r, 0), &list);

	if (e == SOUK_OK)
		res_record(out, list);
	return e;
}

/* PATCH, PUT /api/admin/price-lists/{id}: 400, 403, 404, 412. */
static enum outcome
list_patch(struct req *r, struct res *out)
{
	struct record	*list;
	enum outcome	 e;

	e = price_list_change(&r->act, req_param(r, 0), r->body, &list);
	if (e == SOUK_OK)
		list_answer(out, list);
	return e;
}

/* DELETE /api/admin/price-lists/{id}: 403, 404, 412. */
static enum outcome
list_remove(struct req *r, struct res *out)
{
	enum outcome	 e = price_list_delete(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

/* GET /api/admin/price-lists/{id}/prices: 403, 404. */
static enum outcome
prices_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e;

	e = price_list_prices(&r->act, req_param(r, 0), r->list, &rows);
	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &price_row_fields,
	    NULL, price_list_prices_cursor);
}

/* PUT, PATCH /api/admin/price-lists/{id}/prices: 400, 403, 404, 412, 413. */
static enum outcome
prices_put(struct req *r, struct res *out)
{
	struct record	*list;
	enum outcome	 e;

	e = price_list_put(&r->act, req_param(r, 0), r->body, &list);
	if (e == SOUK_OK)
		list_answer(out, list);
	return e;
}

/* DELETE /api/admin/price-lists/{id}/prices/{variationId}: 403, 404, 412. */
static enum outcome
price_remove(struct req *r, struct res *out)
{
	enum outcome	 e;

	e = price_list_drop(&r->act, req_param(r, 0), req_param(r, 1));
	if (e == SOUK_OK)
		answer_gone_id(out, req_param(r, 1));
	return e;
}

#define ALLOWED(PERMISSION) .who = FOR_PERMITTED, \
	.permission = (PERMISSION), .tag = "Price lists"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE
#define LIST_BODY .body = &price_list_fields, .answer = &price_list_fields
#define PRICES_BODY .body = &price_items_fields, \
	.answer = &price_list_fields, .max_body = 256 * 1024

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = LISTS,
		.run = lists_get, ALLOWED(PRODUCT_VIEW), READS,
		.answer = &price_list_fields, .flags = ROUTE_PAGED,
		.summary = "Price lists of the brand, newest first",
	}, {
		.method = METHOD_POST, .path = LISTS,
		.run = lists_post, ALLOWED(PRODUCT_EDIT), WRITES,
		LIST_BODY, .flags = ROUTE_CREATES,
		.summary = "Add a price list",
	}, {
		.method = METHOD_GET, .path = LISTS "/{id}",
		.run = list_get, ALLOWED(PRODUCT_VIEW), READS,
		.answer = &price_list_fields,
		.summary = "A price list, without its prices",
	}, {
		.method = METHOD_PATCH, .path = LISTS "/{id}",
		.run = list_patch, ALLOWED(PRODUCT_EDIT), WRITES, LIST_BODY,
		.summary = "Change for whom, when and how strongly a list "
		    "holds",
	}, {
		.method = METHOD_PUT, .path = LISTS "/{id}",
		.run = list_patch, ALLOWED(PRODUCT_EDIT), WRITES, LIST_BODY,
		.summary = "Alias of PATCH",
	}, {
		.method = METHOD_DELETE, .path = LISTS "/{id}",
		.run = list_remove, ALLOWED(PRODUCT_EDIT), WRITES,
		.summary = "Delete a price list with its prices",
	}, {
		.method = METHOD_GET, .path = LISTS "/{id}/prices",
		.run = prices_get, ALLOWED(PRODUCT_VIEW), READS,
		.answer = &price_row_fields, .flags = ROUTE_PAGED,
		.summary = "Prices of a list, with what is usual",
	}, {
		.method = METHOD_PUT, .path = LISTS "/{id}/prices",
		.run = prices_put, ALLOWED(PRODUCT_EDIT), WRITES,
		PRICES_BODY,
		.summary = "Put up to 1,000 prices into a list; what is not "
		    "given stays",
	}, {
		.method = METHOD_PATCH, .path = LISTS "/{id}/prices",
		.run = prices_put, ALLOWED(PRODUCT_EDIT), WRITES,
		PRICES_BODY,
		.summary = "Alias of PUT",
	}, {
		.method = METHOD_DELETE,
		.path = LISTS "/{id}/prices/{variationId}",
		.run = price_remove, ALLOWED(PRODUCT_EDIT), WRITES,
		.summary = "Take a price out of a list",
	},
};

const struct route_table price_lists_routes = { routes, COUNT(routes) };
