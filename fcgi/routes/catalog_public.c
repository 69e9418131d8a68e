/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/catalog.h"
#include "fcgi/routes/routes.h"
#include "lib/base/text.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SUGGESTIONS	8
#define PRODUCTS	"/api/public/products"

enum outcome
catalog_rows(struct req *r, struct res *out, struct product_list *list)
{
	struct record	*row = record_new(r->act.arena,
			    &product_summary_fields);
	struct json_out	*json = res_list(out);
	enum outcome	 e;

	while ((e = product_list_next(&r->act, list, row)) == SOUK_OK)
		answer_item(r, json, row);
	if (e != SOUK_NOT_FOUND)
		return e;
	res_list_end(out, list->total,
	    product_list_cursor(&r->act, list, row));
	return SOUK_OK;
}

/* GET /api/public/products: active ones; 400 a bad filter. */
static enum outcome
products_get(struct req *r, struct res *out)
{
	struct product_list	 list;
	enum outcome		 e;

	e = product_list(&r->act, r->query, r->list, true, &list);
	return e == SOUK_OK ? catalog_rows(r, out, &list) : e;
}

/* GET /api/public/products/search?q=&currency=: best first. */
static enum outcome
search_get(struct req *r, struct res *out)
{
	const char		*currency = r->query->values[1].text;
	struct product_list	 list;
	enum outcome		 e;

	if ((e = price_currency_check(&r->act, currency)) != SOUK_OK ||
	    (e = product_search(&r->act, r->query->values[0].text, r->list,
	    &list)) != SOUK_OK)
		return e;
	if (currency != NULL &&
	    (e = product_list_priced(&r->act, currency, &list)) != SOUK_OK)
		return e;
	return catalog_rows(r, out, &list);
}

/* GET /api/public/products/suggest?q=: while a word is being typed. */
static enum outcome
suggest_get(struct req *r, struct res *out)
{
	struct suggestion	 found[SUGGESTIONS];
	struct json_out		*json;
	enum outcome		 e;
	int			 i, count;

	e = product_suggest(&r->act, r->query->values[0].text, found,
	    SUGGESTIONS, &count);
	if (e != SOUK_OK)
		return e;
	json = res_list(out);
	for (i = 0; i < count; i++) {
		json_open(json, NULL);
		json_text(json, "name", found[i].name);
		json_text(json, "slug", found[i].slug);
		json_close(json);
	}
	res_list_end(out, count, NULL);
	return SOUK_OK;
}

/* The active product of the slug; NULL with OK: moved, which is answered. */
static enum outcome
product_find(struct req *r, struct res *out, const char *rest,
    struct record **product)
{
	const char	*slug = req_param(r, 0);
	struct buf	 path;
	enum outcome	 e;

	e = product_by_slug(&r->act, slug, product);
	if (e != SOUK_NOT_FOUND)
		return e;
	*product = NULL;
	if ((e = product_moved(&r->act, slug, &slug)) != SOUK_OK)
		return e;
	buf_init(&path, r->act.arena, 128);
	buf_puts(&path, PRODUCTS "/");
	text_url_encode(&path, slug);
	buf_puts(&path, rest);
	return res_moved(out, path.p);
}

/* GET /api/public/products/{slug}?currency=: 301 an old slug, 404 unless active. */
static enum outcome
product_get(struct req *r, struct res *out)
{
	const char	*currency = r->query->values[0].text;
	struct record	*product;
	enum outcome	 e;

	if ((e = price_currency_check(&r->act, currency)) != SOUK_OK ||
	    (e = product_find(r, out, "", &product)) != SOUK_OK ||
	    product == NULL)
		return e;
	if (currency != NULL &&
	    (e = product_priced(&r->act, currency, product)) != SOUK_OK)
		return e;
	out->view_id = product->values[PRODUCT_ID].text;
	res_record(out, product);
	return SOUK_OK;
}

/* GET /api/public/products/{slug}/related: 301, 404 as the product itself. */
static enum outcome
related_get(struct req *r, struct res *out)
{
	struct record		*product;
	struct product_list	 list;
	enum outcome		 e;

	e = product_find(r, out, "/related", &product);
	if (e != SOUK_OK || product == NULL ||
	    (e = product_related(&r->act, product, &list)) != SOUK_OK)
		return e;
	return catalog_rows(r, out, &list);
}

/* The rows come in tree order: each closes those it is not below. */
struct branch {
	struct json_out	*json;
	const char	*above[CATEGORY_DEPTH];	/* ids of what is open */
	int		 depth;
};

static void
branch_close(struct branch *b)
{
	json_close_list(b->json);
	json_close(b->json);
	b->depth--;
}

static void
branch_open(struct req *r, struct branch *b, const struct record *category)
{
	const char	*parent = category->values[CATEGORY_PARENT].text;

	while (b->depth > 0 && !text_equal(b->above[b->depth - 1], parent))
		branch_close(b);
	json_open(b->json, NULL);
	json_record(b->json, category, settings_currency(r->act.settings));
	json_open_list(b->json, "children");
	b->above[b->depth++] = category->values[CATEGORY_ID].text;
}

/* GET /api/public/categories: the tree of active categories. */
static enum outcome
categories_get(struct req *r, struct res *out)
{
	struct record	*category = record_new(r->act.arena, &category_fields);
	struct branch	 b = { .depth = 0 };
	struct stmt	*rows;
	enum outcome	 e;

	if ((e = category_list(&r->act, true, &rows)) != SOUK_OK)
		return e;
	b.json = res_list(out);
	while ((e = category_row(&r->act, rows, category)) == SOUK_OK)
		branch_open(r, &b, category);
	if (e != SOUK_NOT_FOUND)
		return e;
	while (b.depth > 0)
		branch_close(&b);
	res_list_end(out, 0, NULL);
	return SOUK_OK;
}

static const struct field words[] = {
	{ .name = "q", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
	  .min = 1, .max = 200, .help = "Words, the last may be unfinished" },
};
static const struct fieldset words_query = FIELDSET("Words", NULL, words);

#define CURRENCY { .name = "currency", .type = FIELD_TEXT, .min = 3, \
	.max = 3, .help = "Prices in this one, null where there is none" }

static const struct field searches[] = {
	{ .name = "q", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
	  .min = 1, .max = 200, .help = "Words, the last may be unfinished" },
	CURRENCY,
};
static const struct fieldset search_query =
    FIELDSET("SearchWords", NULL, searches);

static const struct field currencies[] = { CURRENCY };
static const struct fieldset currency_query =
    FIELDSET("CurrencyQuery", NULL, currencies);

static const struct field slugs[] = {
	{ .name = "slug", .type = FIELD_TEXT, .min = 1, .max = 200,
	  .help = "In any of the shop's languages" },
};
static const struct fieldset slug_param = FIELDSET("Slug", NULL, slugs);

static const struct field suggestions[] = {
	{ .name = "name", .type = FIELD_TEXT, .flags = FIELD_READ_ONLY,
	  .help = "Of a product" },
	{ .name = "slug", .type = FIELD_SLUG, .flags = FIELD_READ_ONLY,
	  .help = "Of the same product" },
};
static const struct fieldset suggestion_fields =
    FIELDSET("Suggestion", NULL, suggestions);

#define PUBLIC_READ	.method = METHOD_GET, .who = FOR_ANYONE, \
	.tx = TX_READ, .tag = "Catalogue"

static const struct route routes[] = {
	{
		PUBLIC_READ, .path = PRODUCTS,
		.run = products_get, .rate = RATE_READ,
		.query = &product_filter_public,
		.answer = &product_summary_fields,
		.flags = ROUTE_PAGED | ROUTE_CACHED,
		.summary = "Products, filtered and sorted",
	}, {
		PUBLIC_READ, .path = PRODUCTS "/search",
		.run = search_get, .rate = RATE_READ,
		.query = &search_query, .answer = &product_summary_fields,
		.flags = ROUTE_PAGED | ROUTE_CACHED,
		.summary = "Products that have these words, best first",
	}, {
		PUBLIC_READ, .path = PRODUCTS "/suggest",
		.feature = FEATURE_SUGGESTIONS,
		.run = suggest_get, .rate = RATE_SUGGEST,
		.query = &words_query, .answer = &suggestion_fields,
		.flags = ROUTE_CACHED,
		.summary = "At most 8 products whose words begin so",
	}, {
		PUBLIC_READ, .path = PRODUCTS "/{slug}",
		.run = product_get, .rate = RATE_READ,
		.params = &slug_param, .query = &currency_query,
		.answer = &product_fields,
		.flags = ROUTE_CACHED,
		.summary = "One product; counts a view",
	}, {
		PUBLIC_READ, .path = PRODUCTS "/{slug}/related",
		.run = related_get, .rate = RATE_READ,
		.params = &slug_param, .answer = &product_summary_fields,
		.flags = ROUTE_CACHED,
		.summary = "At most 8 products shown beside it",
	}, {
		PUBLIC_READ, .path = "/api/public/categories",
		.run = categories_get, .rate = RATE_READ,
		.answer = &category_fields, .flags = ROUTE_CACHED,
		.summary = "The tree of categories, each with its children",
	},
};

const struct route_table catalog_routes = { routes, COUNT(routes) };
