/* SPDX-License-Identifier: ISC */
/*
 * F-31, W07: every route that changes something, as the owner's browser would
 * be made to send it from elsewhere.  None may have an effect: no status of
 * success, and not one row more or less.
 */
#include "tests/http/routes.h"
#include "tests/http/suite.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define JSON		"application/json"
#define FORM		"application/x-www-form-urlencoded"

/* Whose CSRF token is sent along. */
enum token { NONE, OWN, OF_ANOTHER, OF_AN_OLD_SESSION };

static const struct variant {
	const char	*name, *type, *body;
	enum token	 token;
	const char	*headers[3];	/* ends with NULL */
} variants[] = {
	{ "no token", JSON, "{}", NONE, { NULL } },
	{ "another's token", JSON, "{}", OF_ANOTHER, { NULL } },
	{ "an old session's token", JSON, "{}", OF_AN_OLD_SESSION, { NULL } },
	{ "text/plain", "text/plain", "{}", NONE, { NULL } },
	{ "a form", FORM, "name=a&_csrf=", NONE, { NULL } },
	{ "Origin: null", JSON, "{}", OWN, { "Origin: null", NULL } },
	{ "a sibling's origin", JSON, "{}", OWN,
	  { "Origin: https://evil.localhost", NULL } },
	{ "cross-site", JSON, "{}", OWN,
	  { "Sec-Fetch-Site: cross-site", NULL } },
	{ "same-site", JSON, "{}", OWN,
	  { "Sec-Fetch-Site: same-site", NULL } },
};

static char	*tokens[4];

/* The token of a session; the client keeps that session's cookies. */
static char *
token_of(struct client *c, const char *name)
{
	struct answer	*a = client_json(c, "POST", "/api/auth/login",
			    "{\"username\":\"%s\",\"password\":\"%s\"}", name,
			    shop_password);

	want(a, 200);
	return strdup(answer_at(a, "data.csrfToken"));
}

static struct client *
browser_of_owner(void)
{
	struct client	*old = client_new(), *other = client_new();
	struct client	*c = client_new();

	tokens[OF_AN_OLD_SESSION] = token_of(old, "owner");
	tokens[OF_ANOTHER] = token_of(other, "stranger");
	tokens[OWN] = token_of(c, "owner");
	client_free(old);
	client_free(other);
	return c;
}

static void
headers_set(struct client *c, const struct variant *v)
{
	char	 line[128];

	client_header(c, NULL);
	for (int i = 0; v->headers[i] != NULL; i++)
		client_header(c, v->headers[i]);
	if (v->token == NONE)
		return;
	snprintf(line, sizeof(line), "X-CSRF-Token: %s", tokens[v->token]);
	client_header(c, line);
}

/* How many rows there are in each table of the shop's, but for what it notes of
 * itself each minute. */
static char *
rows_now(void)
{
	char	*parts = shop_sql("SELECT group_concat('SELECT ''' || name ||"
		    " ':'' || count(*) AS x FROM \"' || name || '\"',"
		    " ' UNION ALL ') FROM sqlite_schema WHERE type = 'table'"
		    " AND sql LIKE '%STRICT%'"
		    " AND name NOT IN ('schedule', 'job')"
		    " AND name NOT LIKE 'watch_%'");
	char	*query, *rows;

	ck_assert_int_ne(asprintf(&query, "SELECT group_concat(x) FROM (%s)",
	    parts), -1);
	rows = shop_sql(query);
	free(parts);
	free(query);
	return rows;
}

static bool
is_tried(const struct json_in *route)
{
	const char	*method = text_of(route, "method");

	return strcmp(method, "GET") != 0 && !is_page(route) &&
	    strcmp(text_of(route, "path"), "/api/auth/refresh") != 0;
}

static void
try_variant(struct client *c, const struct variant *v)
{
	char	 path[256];

	headers_set(c, v);
	for (size_t i = 0; i < routes->count; i++) {
		const struct json_in	*r = &routes->items[i];
		struct answer		*a;

		if (!is_tried(r))
			continue;
		fill_path(text_of(r, "path"), path, sizeof(path));
		a = client_send(c, text_of(r, "method"), path, v->type,
		    v->body, strlen(v->body));
		ck_assert_msg(a->status == 403 || a->status == 415 ||
		    a->status == 401 || a->status == 413,
		    "%s %s with %s: %d", text_of(r, "method"), path, v->name,
		    a->status);
	}
}

START_TEST(f_31_no_forged_request_has_an_effect)
{
	struct client	*c = browser_of_owner();
	char		*before, *after;

	routes_load();
	before = rows_now();
	ck_assert_uint_gt(strlen(before), 200);
	for (size_t i = 0; i < COUNT(variants); i++)
		try_variant(c, &variants[i]);
	after = rows_now();
	ck_assert_str_eq(after, before);
	client_header(c, NULL);
	want(client_get(c, "/api/auth/session"), 200);
	free(before);
	free(after);
	routes_free();
	client_free(c);
}
END_TEST

/* What a request calls itself besides its method is not believed. */
START_TEST(f_31_no_header_makes_a_get_write)
{
	static const char *const	 headers[] = {
		"X-HTTP-Method-Override: DELETE", "X-HTTP-Method: DELETE",
		"X-Method-Override: DELETE" };
	char				*id = shop_sql("SELECT id FROM users"
					    " WHERE username = 'reader'");
	struct client			*c = client_login("owner");
	char				 path[128];

	for (size_t i = 0; i < COUNT(headers); i++) {
		client_header(c, headers[i]);
		snprintf(path, sizeof(path),
		    "/api/admin/users/%s?_method=DELETE", id);
		want(client_get(c, path), 400);
		*strchr(path, '?') = '\0';
		want(client_get(c, path), 200);
	}
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM users"
	    " WHERE username = 'reader'"), "1");
	free(id);
	client_free(c);
}
END_TEST

SUITE_MAIN("csrf",
    f_31_no_forged_request_has_an_effect,
    f_31_no_header_makes_a_get_write)
