/* SPDX-License-Identifier: ISC */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "fcgi/http/server.h"

/*
 * The API document, OpenAPI 3.1, from the route rows and field sets: nothing
 * is described here that the rows do not say.
 */
#define VERSION	"1.0.0"

static bool
is_in(const struct route *r)
{
	return !(r->flags & (ROUTE_HIDDEN | ROUTE_PAGE));
}

/* ---- what every answer shares ------------------------------------------------ */

static const char meta_schema[] =
    "{\"type\":\"object\",\"required\":[\"timestamp\",\"requestId\","
    "\"duration\"],\"properties\":{\"timestamp\":{\"type\":\"string\","
    "\"format\":\"date-time\"},\"requestId\":{\"type\":\"string\"},"
    "\"duration\":{\"type\":\"integer\",\"description\":\"Milliseconds\"}}}";
static const char pagination_schema[] =
    "{\"type\":\"object\",\"properties\":{\"page\":{\"type\":\"integer\"},"
    "\"limit\":{\"type\":\"integer\"},\"pageSize\":{\"type\":\"integer\"},"
    "\"total\":{\"type\":\"integer\"},\"totalPages\":{\"type\":\"integer\"},"
    "\"hasNext\":{\"type\":\"boolean\"},\"hasPrev\":{\"type\":\"boolean\"},"
    "\"nextCursor\":{\"type\":[\"string\",\"null\"]}}}";
static const char error_schema[] =
    "{\"type\":\"object\",\"required\":[\"success\",\"error\",\"meta\"],"
    "\"properties\":{\"success\":{\"const\":false},\"error\":{"
    "\"type\":\"object\",\"required\":[\"code\",\"message\",\"details\"],"
    "\"properties\":{\"code\":{\"type\":\"string\"},\"message\":{"
    "\"type\":\"string\"},\"details\":{\"type\":\"object\","
    "\"description\":\"A text for each bad field\","
    "\"additionalProperties\":{\"type\":\"string\"}}}},"
    "\"meta\":{\"$ref\":\"#/components/schemas/Meta\"}}}";

/* The refusals, and when a row may give them. */
static const struct refusal {
	int		 status;
	const char	*name, *text;
} refusals[] = {
	{ 400, "Invalid", "The input is not valid; details names fields" },
	{ 401, "Unauthenticated", "Sign in first" },
	{ 403, "Forbidden", "Not allowed" },
	{ 404, "NotFound", "There is no such thing" },
	{ 409, "Conflict", "The present state does not allow it" },
	{ 412, "Stale", "If-Match names an older version" },
	{ 413, "TooLarge", "The body is too large" },
	{ 415, "Unsupported", "The content type is not taken" },
	{ 429, "Limited", "Too many requests; see Retry-After" },
	{ 503, "Busy", "Try again shortly; see Retry-After" },
};

static bool
may_refuse(const struct route *r, int status)
{
	const bool	 writes = r->method != METHOD_GET;
	const bool	 takes = r->body != NULL || r->flags & ROUTE_UPLOAD;

	switch (status) {
	case 401:
		return r->who != FOR_ANYONE || r->rate == RATE_CREDENTIAL;
	case 403:
		return r->who > FOR_SIGNED_IN || writes;
	case 404:
		return strchr(r->path, '{') != NULL;
	case 409:
		return writes;
	case 412:
		return writes && r->method != METHOD_POST;
	case 413:
	case 415:
		return takes;
	case 429:
		return r->rate != RATE_NONE;
	default:
		return true;
	}
}

static void
status_open(struct json_out *j, int status)
{
	char	 text[8];

	snprintf(text, sizeof(text), "%d", status);
	json_open(j, text);
}

static void
ref(struct json_out *j, const char *name, const char *kind, const char *of)
{
	char	 text[160];

	snprintf(text, sizeof(text), "#/components/%s/%s", kind, of);
	json_open(j, name);
	json_text(j, "$ref", text);
	json_close(j);
}

/* ---- inputs -------------------------------------------------------------------- */

static void
put_parameter(struct json_out *j, const char *in, const struct field *f)
{
	json_open(j, NULL);
	json_text(j, "name", f->name);
	json_text(j, "in", in);
	json_bool(j, "required", strcmp(in, "path") == 0 ||
	    f->flags & FIELD_REQUIRED);
	if (f->help != NULL)
		json_text(j, "description", f->help);
	schema_field(j, "schema", f, VARIANT_CREATE);
	json_close(j);
}

/* A {name} without a field of its own is an id. */
static void
put_path_parameters(struct json_out *j, const struct route *r)
{
	char	 name[64];
	size_t	 n = 0, len;

	for (const char *p = r->path; (p = strchr(p, '{')) != NULL; p += len) {
		len = strcspn(++p, "}");
		snprintf(name, sizeof(name), "%.*s", (int)len, p);
		if (r->params != NULL && n < r->params->count)
			put_parameter(j, "path", &r->params->fields[n++]);
		else
			put_parameter(j, "path", &(struct field){
			    .name = name, .type = FIELD_ID });
	}
}

static void
put_header(struct json_out *j, const char *name, const char *help)
{
	put_parameter(j, "header", &(struct field){ .name = name,
	    .type = FIELD_TEXT, .min = 1, .max = 255, .help = help });
}

static void
put_parameters(struct json_out *j, const struct route *r)
{
	json_open_list(j, "parameters");
	put_path_parameters(j, r);
	for (size_t i = 0; r->query != NULL && i < r->query->count; i++)
		if (!(r->query->fields[i].flags & FIELD_READ_ONLY))
			put_parameter(j, "query", &r->query->fields[i]);
	for (size_t i = 0; r->flags & ROUTE_PAGED && i < list_fields.count;
	    i++)
		put_parameter(j, "query", &list_fields.fields[i]);
	if (r->flags & (ROUTE_CREATES | ROUTE_ACCEPTED))
		put_header(j, "Idempotency-Key",
		    "The same key and body within 24 h: one effect, one answer");
	if (may_refuse(r, 412))
		put_header(j, "If-Match", "The version it was read with");
	json_close_list(j);
}

/* The same file as a form sends it; fields beside it join the query. */
static void
put_upload_form(struct json_out *j)
{
	json_open(j, "multipart/form-data");
	json_open(j, "schema");
	json_text(j, "type", "object");
	json_open(j, "properties");
	json_open(j, "file");
	json_text(j, "type", "string");
	json_text(j, "format", "binary");
	json_close(j);
	json_close(j);
	json_close(j);
	json_close(j);
}

static void
put_upload(struct json_out *j, const struct route *r)
{
	char	 type[80];

	snprintf(type, sizeof(type), "%.*s",
	    (int)strcspn(r->upload_types, ","), r->upload_types);
	json_open(j, type);
	json_open(j, "schema");
	json_text(j, "type", "string");
	json_text(j, "format", "binary");
	json_close(j);
	json_close(j);
	put_upload_form(j);
}

static void
put_body(struct json_out *j, const struct route *r)
{
	if (r->body == NULL && !(r->flags & ROUTE_UPLOAD))
		return;
	json_open(j, "requestBody");
	json_bool(j, "required", true);
	json_open(j, "content");
	if (r->flags & ROUTE_UPLOAD)
		put_upload(j, r);
	else {
		json_open(j, r->flags & ROUTE_FORM ?
		    "application/x-www-form-urlencoded" : "application/json");
		schema_ref(j, "schema", r->body, body_variant(r));
		json_close(j);
	}
	json_close(j);
	json_close(j);
}

/* ---- answers -------------------------------------------------------------------- */

static void
put_data(struct json_out *j, const struct route *r)
{
	if (r->flags & ROUTE_PAGED) {
		json_open(j, "data");
		json_text(j, "type", "array");
		schema_ref(j, "items", r->answer, VARIANT_ANSWER);
		json_close(j);
		ref(j, "pagination", "schemas", "Pagination");
	} else
		schema_ref(j, "data", r->answer, VARIANT_ANSWER);
}

static void
put_envelope(struct json_out *j, const struct route *r)
{
	json_open(j, "schema");
	json_text(j, "type", "object");
	json_raw(j, "required", "[\"success\",\"data\",\"meta\"]");
	json_open(j, "properties");
	json_raw(j, "success", "{\"const\":true}");
	if (r->answer != NULL)
		put_data(j, r);
	else
		json_raw(j, "data", "{}");
	ref(j, "meta", "schemas", "Meta");
	json_close(j);
	json_close(j);
}

static void
put_success(struct json_out *j, const struct route *r)
{
	status_open(j, r->flags & ROUTE_CREATES ? 201 :
	    r->flags & ROUTE_ACCEPTED ? 202 : 200);
	json_text(j, "description", r->summary);
	json_open(j, "content");
	if (r->flags & ROUTE_BARE)
		json_raw(j, "*/*", "{\"schema\":{}}");
	else {
		json_open(j, "application/json");
		put_envelope(j, r);
		json_close(j);
	}
	json_close(j);
	json_close(j);
}

static void
put_responses(struct json_out *j, const struct route *r)
{
	char	 status[8];

	json_open(j, "responses");
	put_success(j, r);
	for (size_t i = 0; i < COUNT(refusals); i++) {
		if (!may_refuse(r, refusals[i].status))
			continue;
		snprintf(status, sizeof(status), "%d", refusals[i].status);
		ref(j, status, "responses", refusals[i].name);
	}
	json_close(j);
}

/* ---- operations ----------------------------------------------------------------- */

/* "get /api/public/products/{slug}" is getApiPublicProductsSlug. */
static void
put_operation_id(struct json_out *j, const struct route *r)
{
	const char	*p = r->path;
	char		 id[160];
	size_t		 n = 0;
	bool		 up = false;

	for (const char *m = method_name(r->method); *m != '\0'; m++)
		id[n++] = (char)tolower((unsigned char)*m);
	for (; *p != '\0' && n < sizeof(id) - 1; p++) {
		if (!isalnum((unsigned char)*p)) {
			up = true;
			continue;
		}
		id[n++] = up ? (char)toupper((unsigned char)*p) : *p;
		up = false;
	}
	id[n] = '\0';
	json_text(j, "operationId", id);
}

static void
put_security(struct json_out *j, const struct route *r)
{
	if (r->who == FOR_ANYONE || r->who == FOR_LOOPBACK)
		json_raw(j, "security", "[]");
	else if (r->method == METHOD_GET)
		json_raw(j, "security", "[{\"bearer\":[]},{\"session\":[]}]");
	else
		json_raw(j, "security",
		    "[{\"bearer\":[]},{\"session\":[],\"csrf\":[]}]");
}

static void
put_operation(struct json_out *j, const struct route *r)
{
	char	 method[16];
	size_t	 n = 0;

	for (const char *m = method_name(r->method); *m != '\0'; m++)
		method[n++] = (char)tolower((unsigned char)*m);
	method[n] = '\0';
	json_open(j, method);
	put_operation_id(j, r);
	json_text(j, "summary", r->summary);
	json_open_list(j, "tags");
	json_text(j, NULL, r->tag);
	json_close_list(j);
	if (r->permission != 0)
		permissions_write(j, "x-permissions", r->permission);
	put_security(j, r);
	put_parameters(j, r);
	put_body(j, r);
	put_responses(j, r);
	json_close(j);
}

/* ---- the document --------------------------------------------------------------- */

/* Walks the rows: the k-th that is in the document, or NULL. */
static const struct route *
row(const struct route_table *const *tables, size_t k)
{
	for (; *tables != NULL; tables++)
		for (size_t i = 0; i < (*tables)->count; i++)
			if (is_in(&(*tables)->routes[i]) && k-- == 0)
				return &(*tables)->routes[i];
	return NULL;
}

static const char *
path_of(const struct route *r)
{
	return r->path;
}

static const char *
tag_of(const struct route *r)
{
	return r->tag;
}

/* Does no earlier row say the same? */
static bool
is_first(const struct route_table *const *tables, size_t k,
    const char *(*word)(const struct route *))
{
	const struct route	*r = row(tables, k), *earlier;

	for (size_t i = 0; r != NULL && i < k; i++)
		if ((earlier = row(tables, i)) != NULL &&
		    strcmp(word(earlier), word(r)) == 0)
			return false;
	return true;
}

static void
put_paths(struct json_out *j, const struct route_table *const *tables)
{
	const struct route	*r, *other;

	json_open(j, "paths");
	for (size_t k = 0; (r = row(tables, k)) != NULL; k++) {
		if (!is_first(tables, k, path_of))
			continue;
		json_open(j, r->path);
		for (size_t i = k; (other = row(tables, i)) != NULL; i++)
			if (strcmp(other->path, r->path) == 0)
				put_operation(j, other);
		json_close(j);
	}
	json_close(j);
}

static void
put_tags(struct json_out *j, const struct route_table *const *tables)
{
	const struct route	*r;

	json_open_list(j, "tags");
	for (size_t k = 0; (r = row(tables, k)) != NULL; k++) {
		if (!is_first(tables, k, tag_of))
			continue;
		json_open(j, NULL);
		json_text(j, "name", r->tag);
		json_text(j, "description", r->tag);
		json_close(j);
	}
	json_close_list(j);
}

static void
put_refusals(struct json_out *j)
{
	json_open(j, "responses");
	for (size_t i = 0; i < COUNT(refusals); i++) {
		json_open(j, refusals[i].name);
		json_text(j, "description", refusals[i].text);
		json_raw(j, "content", "{\"application/json\":{\"schema\":"
		    "{\"$ref\":\"#/components/schemas/Error\"}}}");
		json_close(j);
	}
	json_close(j);
}

static void
put_components(struct json_out *j, const struct route_table *const *tables)
{
	struct schemas	 schemas = { .count = 0 };

	schemas_collect(&schemas, tables);
	json_open(j, "components");
	json_open(j, "schemas");
	json_raw(j, "Meta", meta_schema);
	json_raw(j, "Pagination", pagination_schema);
	json_raw(j, "Error", error_schema);
	schemas_write(j, &schemas);
	json_close(j);
	put_refusals(j);
	json_raw(j, "securitySchemes",
	    "{\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\","
	    "\"bearerFormat\":\"JWT\"},\"session\":{\"type\":\"apiKey\","
	    "\"in\":\"cookie\",\"name\":\"__Host-session\"},\"csrf\":{"
	    "\"type\":\"apiKey\",\"in\":\"header\","
	    "\"name\":\"X-CSRF-Token\"}}");
	json_close(j);
}

void
openapi_write(struct buf *b, const struct route_table *const *tables,
    const char *base_url, const char *shop_name)
{
	struct json_out	 j = { .buf = b };
	bool		 local = strstr(base_url, "//localhost") != NULL;

	json_open(&j, NULL);
	json_text(&j, "openapi", "3.1.0");
	json_open(&j, "info");
	json_text(&j, "title", shop_name);
	json_text(&j, "version", VERSION);
	json_raw(&j, "license", "{\"name\":\"ISC\",\"identifier\":\"ISC\"}");
	json_close(&j);
	json_open_list(&j, "servers");
	json_open(&j, NULL);
	json_text(&j, "url", local ? "/" : base_url);
	json_close(&j);
	json_close_list(&j);
	put_tags(&j, tables);
	put_paths(&j, tables);
	put_components(&j, tables);
	json_close(&j);
}
