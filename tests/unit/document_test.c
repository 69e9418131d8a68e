/* SPDX-License-Identifier: ISC */
/*
 * What is made from the route rows: the API document, nginx's locations, the
 * list for the access matrix, and metrics.
 */
#include <check.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fcgi/http/http.h"
#include "lib/base/arena.h"
#include "lib/base/json_in.h"
#include "lib/base/shared.h"
#include "tests/suite.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define BASE		"https://shop.test"

static struct arena	*arena;

static void
arena_open(void)
{
	arena = arena_new((size_t)8 << 20);
}

static void
arena_close(void)
{
	arena_free(arena);
}

/* ---- rows ------------------------------------------------------------------ */

static enum outcome
nothing(struct req *r, struct res *out)
{
	(void)r;
	(void)out;
	return SOUK_OK;
}

static const char *const	colours[] = { "red", "blue", NULL };

static const struct field	part_table[] = {
	{ .name = "size", .type = FIELD_INTEGER, .flags = FIELD_REQUIRED,
	    .min = 1, .max = 9 },
};
static const struct fieldset	part = FIELDSET("Part", NULL, part_table);

static const struct field	thing_table[] = {
	{ .name = "id", .type = FIELD_ID, .flags = FIELD_READ_ONLY },
	{ .name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
	    .min = 3, .max = 200, .help = "What \"it\" is called" },
	{ .name = "colour", .type = FIELD_ENUM, .flags = FIELD_NULLABLE,
	    .choices = colours, .initial = "\"red\"" },
	{ .name = "price", .type = FIELD_MONEY },
	{ .name = "parts", .type = FIELD_LIST, .of = &part, .max = 4 },
	{ .name = "sku", .type = FIELD_TEXT, .flags = FIELD_CREATE_ONLY },
	{ .name = "hash", .type = FIELD_TEXT, .flags = FIELD_SECRET },
	{ .name = "rank", .type = FIELD_INTEGER, .flags = FIELD_HIDDEN },
};
static const struct fieldset	thing = FIELDSET("Thing", NULL, thing_table);

static const struct field	filter_table[] = {
	{ .name = "q", .type = FIELD_TEXT, .flags = FIELD_REQUIRED },
	{ .name = "status", .type = FIELD_TEXT, .flags = FIELD_READ_ONLY },
};
static const struct fieldset	filter = FIELDSET("Filter", NULL,
    filter_table);

static const struct route rows[] = {
	{ .method = METHOD_GET, .path = "/api/things", .run = nothing,
	  .who = FOR_ANYONE, .query = &filter, .tx = TX_READ,
	  .rate = RATE_READ, .flags = ROUTE_PAGED | ROUTE_CACHED,
	  .answer = &thing, .tag = "Things", .summary = "Lists things" },
	{ .method = METHOD_POST, .path = "/api/things", .run = nothing,
	  .who = FOR_PERMITTED, .permission = PRODUCT_CREATE | PRODUCT_EDIT,
	  .body = &thing, .tx = TX_WRITE, .rate = RATE_WRITE,
	  .flags = ROUTE_CREATES, .answer = &thing, .tag = "Things",
	  .summary = "Makes a thing" },
	{ .method = METHOD_PATCH, .path = "/api/things/{id}", .run = nothing,
	  .who = FOR_SIGNED_IN, .body = &thing, .tx = TX_WRITE,
	  .answer = &thing, .tag = "Things", .summary = "Changes a thing" },
	{ .method = METHOD_POST, .path = "/api/things/{id}/v1.file",
	  .run = nothing, .who = FOR_SIGNED_IN, .tx = TX_STEPS,
	  .flags = ROUTE_UPLOAD | ROUTE_ACCEPTED, .max_body = 1 << 20,
	  .upload_types = "text/csv,text/plain", .tag = "Things",
	  .summary = "Takes a file" },
	{ .method = METHOD_POST, .path = "/api/enter", .run = nothing,
	  .who = FOR_ANYONE, .body = &part, .tx = TX_STEPS,
	  .rate = RATE_CREDENTIAL, .pool = POOL_LOGIN, .tag = "People",
	  .summary = "Signs in" },
	{ .method = METHOD_POST, .path = "/api/signin", .run = nothing,
	  .who = FOR_ANYONE, .body = &part, .tx = TX_STEPS,
	  .pool = POOL_REMOTE, .flags = ROUTE_HIDDEN, .tag = "People",
	  .summary = "An alias" },
	{ .method = METHOD_GET, .path = "/", .run = nothing,
	  .who = FOR_ANYONE, .flags = ROUTE_PAGE, .summary = "A page" },
};
static const struct route_table		table = { rows, COUNT(rows) };
static const struct route_table *const	tables[] = { &table, NULL };

/* ---- the API document -------------------------------------------------------- */

static const struct json_in	*document;

static void
document_make(void)
{
	struct json_in	*in;
	const char	*name = NULL;
	struct buf	 b;
	size_t		 at = 0;

	arena_open();
	buf_init(&b, arena, 65536);
	openapi_write(&b, tables, BASE, "Chez \"Nour\" </script>");
	ck_assert_ptr_null(strstr(b.p, "</script>"));
	ck_assert_int_eq(json_parse(arena, b.p, b.len, &in, &at, &name),
	    JSON_OK);
	document = in;
}

/* A member of the document by names; of a list the first. */
static const struct json_in *
at(const char *first, ...)
{
	const struct json_in	*in = document;
	va_list			 args;

	va_start(args, first);
	for (const char *name = first; name != NULL && in != NULL;
	    name = va_arg(args, const char *)) {
		if (in->type != JSON_ARRAY)
			in = json_member(in, name);
		else
			in = in->count > 0 ? &in->items[0] : NULL;
	}
	va_end(args);
	return in;
}

/* The item of a list of objects whose "name" is this. */
static const struct json_in *
named(const struct json_in *list, const char *name)
{
	for (size_t i = 0; list != NULL && i < list->count; i++)
		if (strcmp(json_member(&list->items[i], "name")->text,
		    name) == 0)
			return &list->items[i];
	return NULL;
}

START_TEST(the_document_holds_the_api_and_no_page_or_alias)
{
	ck_assert_uint_eq(at("paths", NULL)->count, 4);
	ck_assert_ptr_nonnull(at("paths", "/api/things", "get", NULL));
	ck_assert_ptr_nonnull(at("paths", "/api/things", "post", NULL));
	ck_assert_ptr_null(at("paths", "/", NULL));
	ck_assert_ptr_null(at("paths", "/api/signin", NULL));
	ck_assert_str_eq(at("openapi", NULL)->text, "3.1.0");
	ck_assert_str_eq(at("servers", "0", "url", NULL)->text, BASE);
	ck_assert_uint_eq(at("tags", NULL)->count, 2);
}
END_TEST

START_TEST(a_query_lists_what_is_taken_and_nothing_that_is_refused)
{
	const struct json_in	*list = at("paths", "/api/things", "get",
				    "parameters", NULL);
	static const char *const names[] = { "q", "page", "limit",
	    "pageSize", "cursor" };

	ck_assert_uint_eq(list->count, COUNT(names));
	for (size_t i = 0; i < COUNT(names); i++)
		ck_assert_ptr_nonnull(named(list, names[i]));
	ck_assert(json_member(named(list, "q"), "required")->boolean);
	ck_assert(!json_member(named(list, "page"), "required")->boolean);
}
END_TEST

START_TEST(what_goes_in_is_not_what_comes_out)
{
	static const struct { const char *schema, *has, *lacks; } t[] = {
		{ "Thing", "id", "hash" }, { "Thing", "sku", "rank" },
		{ "ThingCreate", "sku", "id" },
		{ "ThingChange", "name", "sku" },
	};
	const struct json_in	*required;

	for (size_t i = 0; i < COUNT(t); i++) {
		ck_assert_ptr_nonnull(at("components", "schemas",
		    t[i].schema, "properties", t[i].has, NULL));
		ck_assert_ptr_null(at("components", "schemas",
		    t[i].schema, "properties", t[i].lacks, NULL));
	}
	required = at("components", "schemas", "ThingCreate", "required",
	    NULL);
	ck_assert_uint_eq(required->count, 1);
	ck_assert_str_eq(required->items[0].text, "name");
	ck_assert_ptr_null(at("components", "schemas", "ThingChange",
	    "required", NULL));
	ck_assert(!at("components", "schemas", "ThingCreate",
	    "additionalProperties", NULL)->boolean);
}
END_TEST

START_TEST(a_schema_tells_bounds_choices_defaults_and_parts)
{
#define THING	"components", "schemas", "ThingCreate", "properties"
	ck_assert_int_eq(at(THING, "name", "minLength", NULL)->integer, 3);
	ck_assert_int_eq(at(THING, "name", "maxLength", NULL)->integer, 200);
	ck_assert_uint_eq(at(THING, "colour", "enum", NULL)->count, 3);
	ck_assert_str_eq(at(THING, "colour", "default", NULL)->text, "red");
	ck_assert_str_eq(at(THING, "price", "type", NULL)->text, "number");
	ck_assert_str_eq(at(THING, "parts", "items", "$ref", NULL)->text,
	    "#/components/schemas/PartCreate");
	ck_assert_ptr_nonnull(at("components", "schemas", "PartCreate",
	    NULL));
}
END_TEST

START_TEST(an_operation_tells_who_may_and_how_it_is_refused)
{
#define POST	"paths", "/api/things", "post"
	static const char *const	refusals[] = { "400", "401", "403",
	    "409", "413", "415", "429", "503" };

	for (size_t i = 0; i < COUNT(refusals); i++)
		ck_assert_msg(at(POST, "responses", refusals[i], NULL) !=
		    NULL, "%s", refusals[i]);
	ck_assert_ptr_nonnull(at(POST, "responses", "201", NULL));
	ck_assert_uint_eq(at(POST, "x-permissions", NULL)->count, 2);
	ck_assert_uint_eq(at(POST, "security", NULL)->count, 2);
	ck_assert_uint_eq(at("paths", "/api/things", "get", "security",
	    NULL)->count, 0);
	ck_assert_ptr_nonnull(named(at(POST, "parameters", NULL),
	    "Idempotency-Key"));
	ck_assert_ptr_nonnull(named(at("paths", "/api/things/{id}", "patch",
	    "parameters", NULL), "If-Match"));
	ck_assert_ptr_nonnull(at("paths", "/api/things/{id}/v1.file", "post",
	    "requestBody", "content", "text/csv", NULL));
}
END_TEST

START_TEST(operations_are_named_differently)
{
	const struct json_in	*paths = at("paths", NULL);
	const char		*ids[COUNT(rows)];
	size_t			 n = 0;

	for (size_t i = 0; i < paths->count; i++)
		for (size_t k = 0; k < paths->items[i].count; k++)
			ids[n++] = json_member(&paths->items[i].items[k],
			    "operationId")->text;
	ck_assert_uint_eq(n, 5);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			ck_assert_str_ne(ids[i], ids[k]);
}
END_TEST

/* ---- the others -------------------------------------------------------------- */

START_TEST(nginx_learns_of_other_pools_and_of_large_bodies)
{
	struct buf	 b;

	buf_init(&b, arena, 0);
	nginx_locations_write(&b, tables);
	ck_assert_ptr_nonnull(strstr(b.p, "location = /api/enter {\n"
	    "\tfastcgi_pass souk_login;\n"
	    "\tinclude fastcgi_souk.conf;\n}\n"));
	ck_assert_ptr_nonnull(strstr(b.p, "location = /api/signin {\n"
	    "\tfastcgi_pass souk_remote;\n"));
	ck_assert_ptr_nonnull(strstr(b.p,
	    "location ~ ^/api/things/[^/]+/v1\\.file$ {\n"
	    "\tclient_max_body_size 1048576;\n"
	    "\tfastcgi_pass $souk_pool;\n"));
	ck_assert_ptr_null(strstr(b.p, "location = /api/things {"));
}
END_TEST

START_TEST(the_list_of_rows_tells_what_a_test_of_access_needs)
{
	const struct json_in	*m;
	struct json_in		*in;
	const char		*name = NULL;
	struct buf		 b;
	size_t			 where = 0;

	buf_init(&b, arena, 0);
	routes_write(&b, tables);
	ck_assert_int_eq(json_parse(arena, b.p, b.len, &in, &where, &name),
	    JSON_OK);
	ck_assert_uint_eq(in->count, COUNT(rows));
	m = json_member(&in->items[1], "permissions");
	ck_assert_uint_eq(m->count, 2);
	ck_assert_str_eq(m->items[0].text, "PRODUCT_CREATE");
	ck_assert_str_eq(json_member(&in->items[1], "audience")->text,
	    "permitted");
	ck_assert_str_eq(json_member(&in->items[4], "pool")->text, "login");
	ck_assert_int_eq(json_member(&in->items[3], "maxBody")->integer,
	    1 << 20);
}
END_TEST

START_TEST(metrics_count_by_route_and_add_up)
{
	char		 path[] = "/tmp/souk-metrics-XXXXXX";
	struct shared	*shared;
	struct buf	 b;
	int		 fd = mkstemp(path);

	ck_assert_int_ne(fd, -1);
	close(fd);
	unlink(path);
	shared = shared_open(path);
	ck_assert_ptr_nonnull(shared);
	shared_count_request(shared, 0, 200, 1);
	shared_count_request(shared, 0, 404, INT64_C(3600000000));
	shared_count_request(shared, SHARED_ROUTES - 1, 404, 1);
	buf_init(&b, arena, 0);
	metrics_write(&b, tables, shared);
	shared_close(shared);
	unlink(path);
#define GETS	"{route=\"/api/things\",method=\"GET\""
	ck_assert_ptr_nonnull(strstr(b.p, "souk_requests_total" GETS
	    ",status=\"2xx\"} 1\n"));
	ck_assert_ptr_nonnull(strstr(b.p, "souk_requests_total" GETS
	    ",status=\"4xx\"} 1\n"));
	ck_assert_ptr_nonnull(strstr(b.p,
	    "souk_request_duration_seconds_bucket" GETS
	    ",le=\"+Inf\"} 2\n"));
	ck_assert_ptr_nonnull(strstr(b.p,
	    "souk_request_duration_seconds_count" GETS "} 2\n"));
	ck_assert_ptr_nonnull(strstr(b.p,
	    "souk_requests_total{route=\"\",method=\"\",status=\"4xx\"} 1\n"));
	ck_assert_ptr_nonnull(strstr(b.p, "\nsouk_uptime_seconds "));
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		the_document_holds_the_api_and_no_page_or_alias,
		a_query_lists_what_is_taken_and_nothing_that_is_refused,
		what_goes_in_is_not_what_comes_out,
		a_schema_tells_bounds_choices_defaults_and_parts,
		an_operation_tells_who_may_and_how_it_is_refused,
		operations_are_named_differently,
		nginx_learns_of_other_pools_and_of_large_bodies,
		the_list_of_rows_tells_what_a_test_of_access_needs,
		metrics_count_by_route_and_add_up,
	};
	const struct suite	 suite = { "document", document_make,
	    arena_close, true, 60 };

	return suite_of(&suite, tests, sizeof(tests) / sizeof(tests[0]));
}
