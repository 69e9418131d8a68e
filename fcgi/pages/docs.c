/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/docs.h"

#include <assert.h>
#include <string.h>

#include "fcgi/pages/pages.h"
#include "lib/base/config.h"
#include "lib/base/text.h"

#define TAG_BYTES	60

/*
 * The API page and the OpenAPI document, both written from the route rows, so
 * neither can say anything else than what the server does.
 */
static const char *const methods[] = {
	[METHOD_NONE] = "",
	[METHOD_GET] = "GET",
	[METHOD_POST] = "POST",
	[METHOD_PUT] = "PUT",
	[METHOD_PATCH] = "PATCH",
	[METHOD_DELETE] = "DELETE",
	[METHOD_OPTIONS] = "OPTIONS",
};
static_assert(sizeof(methods) / sizeof(methods[0]) == METHOD__MAX,
    "a row for each method");

static const enum ui_text audiences[] = {
	[FOR_NOBODY] = UI_API_FOR_LOOPBACK,
	[FOR_ANYONE] = UI_API_FOR_ANYONE,
	[FOR_SIGNED_IN] = UI_API_FOR_SIGNED_IN,
	[FOR_PERMITTED] = UI_API_FOR_PERMITTED,
	[FOR_LOOPBACK] = UI_API_FOR_LOOPBACK,
};

static bool
is_documented(const struct route *r)
{
	return (r->flags & (ROUTE_PAGE | ROUTE_HIDDEN)) == 0 && r->tag != NULL;
}

/* ---- one route ---------------------------------------------------------- */

/* As one would type it; a quote inside the body cannot occur in samples. */
static void
example_put(const struct page *p, const struct route *r)
{
	struct buf	 body;
	struct json_out	 j = { .buf = &body };

	html(p->body, "<pre dir=\"ltr\"><code>curl -X %s %s%s",
	    methods[r->method], p->act->config->base_url, r->path);
	if (r->who != FOR_ANYONE)
		html_raw(p->body, " \\\n  -H 'Authorization: Bearer "
		    "$TOKEN'");
	if (r->flags & ROUTE_UPLOAD)
		html(p->body, " \\\n  -H 'Content-Type: %s' "
		    "--data-binary @file", arena_text(p->act->arena,
		    r->upload_types, strcspn(r->upload_types, ",")));
	else if (r->body != NULL) {
		buf_init(&body, p->act->arena, 256);
		json_open(&j, NULL);
		docs_example(&j, r->body);
		json_close(&j);
		html(p->body, " \\\n  -H 'Content-Type: application/json' \\\n"
		    "  -d '%s'", body.p);
	}
	html_raw(p->body, "</code></pre>\n");
}

/* What every route of a kind takes besides its own fields. */
static void
common_put(const struct page *p, const struct route *r)
{
	if (r->flags & ROUTE_PAGED)
		html(p->body, "<p>%s <code>page</code> <code>limit</code> "
		    "<code>cursor</code></p>\n", page_text(p, UI_API_PAGED));
	if (r->flags & ROUTE_CREATES)
		html(p->body, "<p>%s <code>Idempotency-Key</code></p>\n",
		    page_text(p, UI_API_HEADERS));
	if (r->method == METHOD_PATCH || r->method == METHOD_PUT)
		html(p->body, "<p>%s <code>If-Match</code></p>\n",
		    page_text(p, UI_API_HEADERS));
	if (r->flags & ROUTE_UPLOAD)
		html(p->body, "<p>%s <code>%s</code></p>\n",
		    page_text(p, UI_API_UPLOAD), r->upload_types);
}

static void
answer_put(const struct page *p, const struct route *r)
{
	if (r->answer == NULL)
		return;
	html(p->body, "<p>%s ", page_text(p, UI_API_ANSWER));
	if (r->flags & ROUTE_PAGED)
		html(p->body, "%s ", page_text(p, UI_API_LIST_OF));
	docs_schema_link(p, r->answer);
	html_raw(p->body, "</p>\n");
}

static void
route_put(const struct page *p, const struct route *r)
{
	html(p->body, "<details class=\"route\">\n<summary>"
	    "<b class=\"method %s\">%s</b> <code dir=\"ltr\">%s</code> "
	    "<span class=\"badge\">%s</span> <span lang=\"en\">%s</span>"
	    "</summary>\n", methods[r->method], methods[r->method], r->path,
	    page_text(p, audiences[r->who]), r->summary);
	docs_fields(p, UI_API_INPUT_PATH, r->params);
	docs_fields(p, UI_API_INPUT_QUERY, r->query);
	docs_fields(p, UI_API_INPUT_BODY, r->body);
	common_put(p, r);
	answer_put(p, r);
	example_put(p, r);
	html_raw(p->body, "</details>\n");
}

/* ---- groups ------------------------------------------------------------- */

typedef void route_fn(const struct page *, const struct route *);

static void
each_route(const struct page *p, const char *tag, route_fn *fn)
{
	const struct route_table *const	*t;
	const struct route		*r;

	for (t = route_tables; *t != NULL; t++)
		for (r = (*t)->routes; r < (*t)->routes + (*t)->count; r++)
			if (is_documented(r) && (tag == NULL ||
			    text_equal(r->tag, tag)))
				fn(p, r);
}

/* Is this the first documented route with its tag? */
static bool
opens_group(const struct route *route)
{
	const struct route_table *const	*t;
	const struct route		*r;

	for (t = route_tables; *t != NULL; t++)
		for (r = (*t)->routes; r < (*t)->routes + (*t)->count; r++)
			if (is_documented(r) && text_equal(r->tag, route->tag))
				return r == route;
	return false;
}

static void
group_link(const struct page *p, const struct route *r)
{
	if (opens_group(r))
		html(p->body, "<li><a href=\"#%s\" lang=\"en\">%s</a></li>\n",
		    text_slug(p->act->arena, r->tag, TAG_BYTES), r->tag);
}

static void
group_put(const struct page *p, const struct route *r)
{
	if (!opens_group(r))
		return;
	html(p->body, "<section>\n<h2 id=\"%s\" lang=\"en\">%s</h2>\n",
	    text_slug(p->act->arena, r->tag, TAG_BYTES), r->tag);
	each_route(p, r->tag, route_put);
	html_raw(p->body, "</section>\n");
}

/* ---- the two answers ---------------------------------------------------- */

/* Public when the configuration says so, else for the shop's people. */
static enum outcome
may_read(const struct act *act)
{
	if (act->config->api_docs || (act->actor.permissions & PRODUCT_VIEW))
		return SOUK_OK;
	return act->actor.user_id == NULL ? SOUK_UNAUTHENTICATED : SOUK_DENIED;
}

/* GET /api/docs: the API for people. */
static enum outcome
docs_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = may_read(&r->act)) != SOUK_OK)
		return e;
	if ((e = page_start(&p, r, out)) != SOUK_OK)
		return e;
	p.office = true;
	p.title = page_text(&p, UI_API_TITLE);
	p.description = page_text(&p, UI_API_TEXT);
	page_open(&p);
	html(p.body, "<div class=\"docs\">\n<h1>%s</h1>\n<p class=\"lead\">%s "
	    "<a href=\"/api/openapi.json\">OpenAPI</a></p>\n"
	    "<ul class=\"chips\">\n", p.title, p.description);
	each_route(&p, NULL, group_link);
	html(p.body, "<li><a href=\"#schemas\">%s</a></li>\n</ul>\n",
	    page_text(&p, UI_API_SCHEMAS));
	each_route(&p, NULL, group_put);
	docs_schemas(&p);
	html_raw(p.body, "</div>\n");
	page_close(&p);
	return SOUK_OK;
}

/* GET /api/openapi.json: the same for programs. */
static enum outcome
openapi_file(struct req *r, struct res *out)
{
	enum outcome	 e;

	if ((e = may_read(&r->act)) != SOUK_OK)
		return e;
	out->content_type = "application/json";
	openapi_write(&out->body, route_tables, r->act.config->base_url,
	    settings_text(r->act.settings, &shop_settings, SHOP_NAME));
	return SOUK_OK;
}

static const struct route rows[] = {
	{ .method = METHOD_GET, .path = "/api/docs", .run = docs_page,
	  .who = FOR_ANYONE, .tx = TX_READ, .flags = ROUTE_PAGE,
	  .tag = "Documentation", .summary = "This API, for people" },
	{ .method = METHOD_GET, .path = "/api/openapi.json",
	  .run = openapi_file, .who = FOR_ANYONE, .rate = RATE_READ,
	  .flags = ROUTE_BARE, .tag = "Documentation",
	  .summary = "This API as an OpenAPI document" },
};

const struct route_table docs_routes = { rows, sizeof(rows) / sizeof(rows[0]) };
