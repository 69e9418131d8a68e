/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/catalog.h"
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/base/text.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define PUBLIC		"/api/public/collections"
#define COLLECTIONS	"/api/admin/collections"

/* ---- answers ------------------------------------------------------------ */

static enum outcome
answer_list(struct req *r, struct res *out, bool public)
{
	struct rows	 rows;
	enum outcome	 e;

	e = collection_list(&r->act, r->list, public, &rows);
	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &collection_fields, collection_row, collection_list_cursor);
}

/* ---- public --------------------------------------------------------------- */

/* GET /api/public/collections: the active ones, in order. */
static enum outcome
shown_get(struct req *r, struct res *out)
{
	return answer_list(r, out, true);
}

/* GET /api/public/collections/{slug}: 301 an old slug, 404 unless active. */
static enum outcome
shown_one_get(struct req *r, struct res *out)
{
	const char	*slug = req_param(r, 0);
	struct record	*collection;
	struct buf	 path;
	enum outcome	 e;

	e = collection_by_slug(&r->act, slug, &collection);
	if (e == SOUK_OK)
		res_record(out, collection);
	if (e != SOUK_NOT_FOUND ||
	    (e = collection_moved(&r->act, slug, &slug)) != SOUK_OK)
		return e;
	buf_init(&path, r->act.arena, 128);
	buf_puts(&path, PUBLIC "/");
	text_url_encode(&path, slug);
	return res_moved(out, path.p);
}

/* GET /api/public/products/facets: 400 a bad filter. */
static enum outcome
facets_get(struct req *r, struct res *out)
{
	struct record	*facets;
	enum outcome	 e = product_facets(&r->act, r->query, &facets);

	if (e == SOUK_OK)
		res_record(out, facets);
	return e;
}

/* ---- administration ------------------------------------------------------- */

/* GET /api/admin/collections: of one's brand, in order. */
static enum outcome
collections_get(struct req *r, struct res *out)
{
	return answer_list(r, out, false);
}

/* POST /api/admin/collections: 201; 400, 403 a foreign category, 409. */
static enum outcome
collections_post(struct req *r, struct res *out)
{
	struct record	*collection = NULL;
	enum outcome	 e;

	e = collection_create(&r->act, r->body, &collection);
	if (e == SOUK_OK)
		res_header(out, "Location", arena_printf(r->act.arena,
		    COLLECTIONS "/%s",
		    collection->values[COLLECTION_ID].text));
	return answer_version(out, e, collection, COLLECTION_VERSION);
}

/* GET /api/admin/collections/{id}: 403 of another brand; 404. */
static enum outcome
collection_get(struct req *r, struct res *out)
{
	struct record	*collection = NULL;
	enum outcome	 e;

	e = collection_read(&r->act, req_param(r, 0), &collection);
	return answer_version(out, e, collection, COLLECTION_VERSION);
}

/* PATCH, PUT /api/admin/collections/{id}: 400, 403, 404, 409, 412. */
static enum outcome
collection_patch(struct req *r, struct res *out)
{
	struct record	*collection = NULL;
	enum outcome	 e;

	e = collection_change(&r->act, req_param(r, 0), r->body, &collection);
	return answer_version(out, e, collection, COLLECTION_VERSION);
}

/* DELETE /api/admin/collections/{id}: 403, 404, 412. */
static enum outcome
collection_remove(struct req *r, struct res *out)
{
	enum outcome	 e = collection_delete(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

/* GET /api/admin/collections/{id}/products: 403, 404. */
static enum outcome
members_get(struct req *r, struct res *out)
{
	struct product_list	 list;
	enum outcome		 e;

	e = collection_products(&r->act, req_param(r, 0), r->list, &list);
	return e == SOUK_OK ? catalog_rows(r, out, &list) : e;
}

/* PUT /api/admin/collections/{id}/products: 400, 403, 404, 409 by rules,
 * 412. */
static enum outcome
members_put(struct req *r, struct res *out)
{
	struct record	*collection = NULL;
	enum outcome	 e;

	e = collection_set_products(&r->act, req_param(r, 0), r->body,
	    &collection);
	return answer_version(out, e, collection, COLLECTION_VERSION);
}

/* POST /api/admin/collections/{id}/products: as PUT. */
static enum outcome
members_post(struct req *r, struct res *out)
{
	struct record	*collection = NULL;
	enum outcome	 e;

	e = collection_add_products(&r->act, req_param(r, 0), r->body,
	    &collection);
	return answer_version(out, e, collection, COLLECTION_VERSION);
}

/* DELETE /api/admin/collections/{id}/products/{product}: 403, 404, 409, 412. */
static enum outcome
member_remove(struct req *r, struct res *out)
{
	struct record	*collection = NULL;
	enum outcome	 e;

	e = collection_drop_product(&r->act, req_param(r, 0), req_param(r, 1),
	    &collection);
	return answer_version(out, e, collection, COLLECTION_VERSION);
}

/* ---- routes ----------------------------------------------------------------- */

static const struct field slugs[] = {
	{ .name = "slug", .type = FIELD_TEXT, .min = 1, .max = 200,
	  .help = "In any of the shop's languages" },
};
static const struct fieldset slug_param = FIELDSET("CollectionSlug", NULL,
    slugs);

#define PUBLIC_READ	.method = METHOD_GET, .who = FOR_ANYONE, \
	.tx = TX_READ, .rate = RATE_READ, .tag = "Catalogue"
#define ALLOWED(PERMISSION) .who = FOR_PERMITTED, .permission = (PERMISSION), \
	.tag = "Catalogue administration"
#define READS	ALLOWED(PRODUCT_VIEW), .tx = TX_READ, .rate = RATE_READ
#define WRITES	ALLOWED(CATEGORY_MANAGE), .tx = TX_WRITE, .rate = RATE_WRITE
#define ANSWERS	.answer = &collection_fields
#define MEMBERS	.body = &members_fields, ANSWERS

static const struct route routes[] = {
	{
		PUBLIC_READ, .path = "/api/public/products/facets",
		.run = facets_get, .query = &product_filter_public,
		.answer = &facets_fields, .flags = ROUTE_CACHED,
		.summary = "What the list of products can be narrowed down "
		    "by, with exact counts",
	}, {
		PUBLIC_READ, .path = PUBLIC, .run = shown_get, ANSWERS,
		.flags = ROUTE_PAGED | ROUTE_CACHED,
		.summary = "Collections, without their rules",
	}, {
		PUBLIC_READ, .path = PUBLIC "/{slug}", .run = shown_one_get,
		.params = &slug_param, ANSWERS, .flags = ROUTE_CACHED,
		.summary = "One collection; its products: "
		    "/api/public/products?collection=",
	}, {
		READS, .method = METHOD_GET, .path = COLLECTIONS,
		.run = collections_get, ANSWERS, .flags = ROUTE_PAGED,
		.summary = "Collections of the brand, in order",
	}, {
		WRITES, .method = METHOD_POST, .path = COLLECTIONS,
		.run = collections_post, .body = &collection_fields, ANSWERS,
		.flags = ROUTE_CREATES,
		.summary = "Add a collection, by hand or by rules",
	}, {
		READS, .method = METHOD_GET, .path = COLLECTIONS "/{id}",
		.run = collection_get, ANSWERS,
		.summary = "A collection as it is edited",
	}, {
		WRITES, .method = METHOD_PATCH, .path = COLLECTIONS "/{id}",
		.run = collection_patch, .body = &collection_fields, ANSWERS,
		.summary = "Change what is given; rules given replace the "
		    "old ones",
	}, {
		WRITES, .method = METHOD_PUT, .path = COLLECTIONS "/{id}",
		.run = collection_patch, .body = &collection_fields, ANSWERS,
		.summary = "Alias of PATCH",
	}, {
		WRITES, .method = METHOD_DELETE, .path = COLLECTIONS "/{id}",
		.run = collection_remove,
		.summary = "Delete a collection; its products stay",
	}, {
		READS, .method = METHOD_GET,
		.path = COLLECTIONS "/{id}/products", .run = members_get,
		.answer = &product_summary_fields, .flags = ROUTE_PAGED,
		.summary = "Its products of any status, in order",
	}, {
		WRITES, .method = METHOD_PUT,
		.path = COLLECTIONS "/{id}/products", .run = members_put,
		MEMBERS,
		.summary = "These products and no others, in this order",
	}, {
		WRITES, .method = METHOD_POST,
		.path = COLLECTIONS "/{id}/products", .run = members_post,
		MEMBERS,
		.summary = "Add products behind those that are there",
	}, {
		WRITES, .method = METHOD_DELETE,
		.path = COLLECTIONS "/{id}/products/{product}",
		.run = member_remove, ANSWERS,
		.summary = "Take a product out of it",
	},
};

const struct route_table collection_routes = { routes, COUNT(routes) };
