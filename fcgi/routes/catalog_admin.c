/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/catalog.h"
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/catalog/pictures.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* ---- answers ------------------------------------------------------------ */

/* Where a record has its id and version, and its address. */
struct kind {
	int		 id, version;
	const char	*path;
};
static const struct kind product_kind = {
	PRODUCT_ID, PRODUCT_VERSION, "/api/admin/products"
};
static const struct kind category_kind = {
	CATEGORY_ID, CATEGORY_VERSION, "/api/admin/categories"
};

/* Passes a refusal on; a record goes out with its version. */
static enum outcome
answer(struct res *out, enum outcome e, const struct kind *kind,
    const struct record *record)
{
	if (e != SOUK_OK)
		return e;
	res_version(out, record->values[kind->version].num);
	res_record(out, record);
	return SOUK_OK;
}

static enum outcome
answer_created(struct req *r, struct res *out, enum outcome e,
    const struct kind *kind, const struct record *record)
{
	if (e == SOUK_OK)
		res_header(out, "Location", arena_printf(r->act.arena,
		    "%s/%s", kind->path, record->values[kind->id].text));
	return answer(out, e, kind, record);
}

static enum outcome
answer_deleted(struct req *r, struct res *out, enum outcome e)
{
	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

/* ---- products --------------------------------------------------------- */

/* GET /api/admin/products: of one's brand, whatever their status. */
static enum outcome
products_get(struct req *r, struct res *out)
{
	struct product_list	 list;
	enum outcome		 e;

	e = product_list(&r->act, r->query, r->list, false, &list);
	return e == SOUK_OK ? catalog_rows(r, out, &list) : e;
}

/* POST /api/admin/products: 201; 400, 403 a foreign category, 409. */
static enum outcome
products_post(struct req *r, struct res *out)
{
	struct record	*product = NULL;
	enum outcome	 e = product_create(&r->act, r->body, &product);

	return answer_created(r, out, e, &product_kind, product);
}

/* GET /api/admin/products/{id}: 403 of another brand; 404. */
static enum outcome
product_get(struct req *r, struct res *out)
{
	struct record	*product = NULL;
	enum outcome	 e = product_read(&r->act, req_param(r, 0), &product);

	if (e == SOUK_OK)
		e = product_pictures(&r->act, product, true);
	return answer(out, e, &product_kind, product);
}

/* PATCH, PUT /api/admin/products/{id}: 400, 403, 404, 409, 412. */
static enum outcome
product_patch(struct req *r, struct res *out)
{
	struct record	*product = NULL;
	enum outcome	 e;

	e = product_change(&r->act, req_param(r, 0), r->body, &product);
	return answer(out, e, &product_kind, product);
}

/* DELETE /api/admin/products/{id}: 403, 404, 409 in use, 412. */
static enum outcome
product_remove(struct req *r, struct res *out)
{
	return answer_deleted(r, out,
	    product_delete(&r->act, req_param(r, 0)));
}

/* ---- categories ------------------------------------------------------- */

/* GET /api/admin/categories: of one's brand, in tree order. */
static enum outcome
categories_get(struct req *r, struct res *out)
{
	struct record	*row = record_new(r->act.arena, &category_fields);
	struct json_out	*json;
	struct stmt	*rows;
	enum outcome	 e;

	if ((e = category_list(&r->act, false, &rows)) != SOUK_OK)
		return e;
	json = res_list(out);
	while ((e = category_row(&r->act, rows, row)) == SOUK_OK)
		answer_item(r, json, row);
	if (e != SOUK_NOT_FOUND)
		return e;
	res_list_end(out, 0, NULL);
	return SOUK_OK;
}

/* POST /api/admin/categories: 201; 400, 403 a foreign parent, 409. */
static enum outcome
categories_post(struct req *r, struct res *out)
{
	struct record	*category = NULL;
	enum outcome	 e = category_create(&r->act, r->body, &category);

	return answer_created(r, out, e, &category_kind, category);
}

/* GET /api/admin/categories/{id}: 403 of another brand; 404. */
static enum outcome
category_get(struct req *r, struct res *out)
{
	struct record	*category = NULL;
	enum outcome	 e;

	e = category_read(&r->act, req_param(r, 0), &category);
	return answer(out, e, &category_kind, category);
}

/* PATCH, PUT /api/admin/categories/{id}: 400 a cycle, 403, 404, 409, 412. */
static enum outcome
category_patch(struct req *r, struct res *out)
{
	struct record	*category = NULL;
	enum outcome	 e;

	e = category_change(&r->act, req_param(r, 0), r->body, &category);
	return answer(out, e, &category_kind, category);
}

/* DELETE /api/admin/categories/{id}: 403, 404, 409 not empty, 412. */
static enum outcome
category_remove(struct req *r, struct res *out)
{
	return answer_deleted(r, out,
	    category_delete(&r->act, req_param(r, 0)));
}

/* ---- routes ----------------------------------------------------------- */

#define ALLOWED(PERMISSION) .who = FOR_PERMITTED, .permission = (PERMISSION), \
	.tag = "Catalogue administration"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE
/* Long texts in three languages, or a hundred variations. */
#define PRODUCT_BODY .body = &product_fields, .max_body = 512 * 1024

#define PRODUCTS	"/api/admin/products"
#define CATEGORIES	"/api/admin/categories"

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = PRODUCTS,
		.run = products_get, ALLOWED(PRODUCT_VIEW), READS,
		.query = &product_filter_admin,
		.answer = &product_summary_fields, .flags = ROUTE_PAGED,
		.summary = "Products of the brand, of any status",
	}, {
		.method = METHOD_POST, .path = PRODUCTS,
		.run = products_post, ALLOWED(PRODUCT_CREATE), WRITES,
		PRODUCT_BODY, .answer = &product_fields,
		.flags = ROUTE_CREATES,
		.summary = "Add a product",
	}, {
		.method = METHOD_GET, .path = PRODUCTS "/{id}",
		.run = product_get, ALLOWED(PRODUCT_VIEW), READS,
		.answer = &product_fields, .flags = ROUTE_NO_STORE,
		.summary = "A product as it is edited",
	}, {
		.method = METHOD_PATCH, .path = PRODUCTS "/{id}",
		.run = product_patch, ALLOWED(PRODUCT_EDIT), WRITES,
		PRODUCT_BODY, .answer = &product_fields,
		.summary = "Change what is given; a list given replaces "
		    "the old one",
	}, {
		.method = METHOD_PUT, .path = PRODUCTS "/{id}",
		.run = product_patch, ALLOWED(PRODUCT_EDIT), WRITES,
		PRODUCT_BODY, .answer = &product_fields,
		.summary = "Alias of PATCH",
	}, {
		.method = METHOD_DELETE, .path = PRODUCTS "/{id}",
		.run = product_remove, ALLOWED(PRODUCT_DELETE), WRITES,
		.summary = "Delete a product that nothing uses",
	}, {
		.method = METHOD_GET, .path = CATEGORIES,
		.run = categories_get, ALLOWED(PRODUCT_VIEW), READS,
		.answer = &category_fields,
		.summary = "Categories of the brand, in tree order",
	}, {
		.method = METHOD_POST, .path = CATEGORIES,
		.run = categories_post, ALLOWED(CATEGORY_MANAGE), WRITES,
		.body = &category_fields, .answer = &category_fields,
		.flags = ROUTE_CREATES,
		.summary = "Add a category",
	}, {
		.method = METHOD_GET, .path = CATEGORIES "/{id}",
		.run = category_get, ALLOWED(PRODUCT_VIEW), READS,
		.answer = &category_fields,
		.summary = "A category as it is edited",
	}, {
		.method = METHOD_PATCH, .path = CATEGORIES "/{id}",
		.run = category_patch, ALLOWED(CATEGORY_MANAGE), WRITES,
		.body = &category_fields, .answer = &category_fields,
		.summary = "Change or move a category",
	}, {
		.method = METHOD_PUT, .path = CATEGORIES "/{id}",
		.run = category_patch, ALLOWED(CATEGORY_MANAGE), WRITES,
		.body = &category_fields, .answer = &category_fields,
		.summary = "Alias of PATCH",
	}, {
		.method = METHOD_DELETE, .path = CATEGORIES "/{id}",
		.run = category_remove, ALLOWED(CATEGORY_MANAGE), WRITES,
		.summary = "Delete a category that is empty",
	},
};

const struct route_table catalog_admin_routes = { routes, COUNT(routes) };
