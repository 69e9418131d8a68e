/* SPDX-License-Identifier: ISC */
/*
 * The access matrix, made from the route rows themselves (`souk routes`):
 * every route × caller × spelling of the path.  A new route is covered the
 * moment its row exists.
 */
#include "tests/http/routes.h"
#include "tests/suite.h"

enum visitor { ANONYMOUS, FORGED, READER, MANAGER, OWNER, OWNER_BEARER,
	STRANGER, KEY_ALL, KEY_VIEW, KEY_USERS, KEY_MANAGER, KEY_EXPIRED,
	KEY_REVOKED, KEY_DISABLED, KEY_WRONG, CALLER__MAX };

static const char *const caller_names[CALLER__MAX] = {
	"anonymous", "forged", "reader", "manager", "owner", "owner bearer",
	"stranger", "key with all scopes", "key that views",
	"key that manages users", "manager's key", "expired key",
	"revoked key", "key of a disabled user", "key that never was"
};

/* What each role holds; stated here once more, on purpose. */
static const char *const held[CALLER__MAX] = {
	[READER] = " PRODUCT_VIEW ANALYTICS_VIEW ",
	[MANAGER] = " PRODUCT_VIEW PRODUCT_CREATE PRODUCT_EDIT CATEGORY_MANAGE"
	    " ANALYTICS_VIEW MESSAGE_MANAGE SETTINGS_LIMITED ORDER_VIEW"
	    " ORDER_EDIT PROMOTION_EDIT PAYMENT_VIEW PAYMENT_REFUND ",
	[OWNER] = "*", [OWNER_BEARER] = "*", [STRANGER] = "*",
	[KEY_ALL] = "*", [KEY_VIEW] = " PRODUCT_VIEW ",
	[KEY_USERS] = " USER_MANAGE AUDIT_VIEW ",
	[KEY_MANAGER] = " PRODUCT_VIEW PRODUCT_EDIT ",
};
#define ALL_SCOPES "\"PRODUCT_VIEW\",\"PRODUCT_CREATE\",\"PRODUCT_EDIT\"," \
	"\"PRODUCT_DELETE\",\"CATEGORY_MANAGE\",\"USER_MANAGE\"," \
	"\"SETTINGS_EDIT\",\"SETTINGS_LIMITED\",\"ANALYTICS_VIEW\"," \
	"\"MESSAGE_MANAGE\",\"AUDIT_VIEW\",\"ORDER_VIEW\"," \
	"\"ORDER_EDIT\",\"PROMOTION_EDIT\",\"PAYMENT_VIEW\"," \
	"\"PAYMENT_REFUND\""

static struct client	*callers[CALLER__MAX];

/* A program with a key of its own, made by somebody signed in. */
static struct client *
client_of_key(struct client *maker, const char *scopes, char id[64])
{
	struct client	*c = client_new();
	struct answer	*a = client_json(maker, "POST",
	    "/api/users/me/api-keys", "{\"name\":\"Matrix\",\"scopes\":[%s],"
	    "\"currentPassword\":\"%s\"}", scopes, shop_password);
	char		 line[256];

	want(a, 201);
	if (id != NULL)
		snprintf(id, 64, "%s", answer_at(a, "data.id"));
	snprintf(line, sizeof(line), "Authorization: Bearer %s",
	    answer_at(a, "data.key"));
	client_header(c, line);
	want(client_get(c, "/api/admin/products"), 200);
	return c;
}

/* The reader has one too, and is disabled then. */
static void
disabled_setup(void)
{
	struct client	*helper;

	want(client_json(callers[OWNER], "POST", "/api/admin/users",
	    "{\"username\":\"helper\",\"email\":\"helper@shop.test\","
	    "\"role\":\"ADMIN\",\"password\":\"%s\"}", shop_password), 201);
	helper = client_login("helper");
	callers[KEY_DISABLED] = client_of_key(helper, "\"PRODUCT_VIEW\"", NULL);
	client_free(helper);
	free(shop_sql("UPDATE users SET is_active = 0"
	    " WHERE username = 'helper'"));
}

static void
keys_setup(void)
{
	char	id[64], path[256];

	want(client_json(callers[OWNER], "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":10000,\"user\":100000,"
	    "\"key\":100000}}"), 200);
	callers[KEY_ALL] = client_of_key(callers[OWNER], ALL_SCOPES, NULL);
	callers[KEY_VIEW] = client_of_key(callers[OWNER], "\"PRODUCT_VIEW\"",
	    NULL);
	callers[KEY_MANAGER] = client_of_key(callers[MANAGER],
	    "\"PRODUCT_VIEW\",\"PRODUCT_EDIT\"", NULL);
	callers[KEY_EXPIRED] = client_of_key(callers[OWNER],
	    "\"PRODUCT_VIEW\"", id);
	snprintf(path, sizeof(path), "UPDATE api_key SET expires_at = 1"
	    " WHERE id = '%s'", id);
	free(shop_sql(path));
	callers[KEY_REVOKED] = client_of_key(callers[OWNER], ALL_SCOPES, id);
	snprintf(path, sizeof(path), "/api/users/me/api-keys/%s", id);
	want(client_send(callers[OWNER], "DELETE", path, NULL, NULL, 0), 200);
	callers[KEY_WRONG] = client_new();
	client_header(callers[KEY_WRONG], "Authorization: Bearer souk_AAAAAAAA"
	    "_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
	disabled_setup();
	/* Without PRODUCT_VIEW, so client_of_key() cannot try it. */
	callers[KEY_USERS] = client_of_key(callers[OWNER],
	    "\"PRODUCT_VIEW\",\"USER_MANAGE\",\"AUDIT_VIEW\"", id);
	snprintf(path, sizeof(path), "UPDATE api_key SET scopes ="
	    " 'USER_MANAGE' || char(10) || 'AUDIT_VIEW' WHERE id = '%s'", id);
	free(shop_sql(path));
}

static void
matrix_setup(void)
{
	shop_start();
	routes_load();
	callers[ANONYMOUS] = client_new();
	callers[FORGED] = client_new();
	client_header(callers[FORGED], "Cookie: __Host-session=forged");
	callers[READER] = client_login("reader");
	callers[MANAGER] = client_login("manager");
	callers[OWNER] = client_login("owner");
	callers[OWNER_BEARER] = client_bearer("owner");
	callers[STRANGER] = client_login("stranger");
	keys_setup();
}

static void
matrix_teardown(void)
{
	for (int i = 0; i < CALLER__MAX; i++)
		client_free(callers[i]);
	routes_free();
	shop_stop();
}

static bool
holds_all(enum visitor who, const struct json_in *permissions)
{
	char	name[64];

	for (size_t i = 0; permissions != NULL && i < permissions->count; i++) {
		if (held[who] == NULL)
			return false;
		if (held[who][0] == '*')
			continue;
		snprintf(name, sizeof(name), " %s ", permissions->items[i].text);
		if (strstr(held[who], name) == NULL)
			return false;
	}
	return true;
}

static bool
is_nobody(enum visitor who)
{
	return who == ANONYMOUS || who == FORGED || who >= KEY_EXPIRED;
}

/* 0: any answer of the route itself; else the status of the refusal. */
static int
expected(const struct json_in *route, enum visitor who)
{
	if (is_for_anyone(route))
		return 0;
	if (is_nobody(who))
		return 401;
	if (who >= KEY_ALL && (has_flag(route, "person") ||
	    strcmp(text_of(route, "audience"), "signed-in") == 0))
		return 403;
	if (strcmp(text_of(route, "audience"), "signed-in") == 0)
		return 0;
	return holds_all(who, json_member(route, "permissions")) ? 0 : 403;
}

static struct answer *
send_to(enum visitor who, const char *method, const char *path)
{
	return route_send(callers[who], method, path);
}

/*
 * Z01, Z02, S09: the rows are the one table, what they do not say is refused.
 * S0-GEN-05, S1-AUTH-03, S1-AUTH-04, S1-AUTH-07, S2-AUTH-08, S3-SEC-07,
 * S4-AUTH-07, S4-SEC-10: the owner's access token opens what the cookie does.
 */
START_TEST(f_30_z01_z02_s09_every_route_answers_each_caller_as_its_row_says)
{
	char	path[512];

	for (size_t i = 0; i < routes->count; i++) {
		const struct json_in	*route = &routes->items[i];
		const char		*method = text_of(route, "method");

		fill_path(text_of(route, "path"), path, sizeof(path));
		for (int who = 0; who < CALLER__MAX; who++) {
			struct answer	*a;
			int		 want_status = expected(route, who);

			if (ends_session(path) && who != ANONYMOUS)
				continue;
			a = send_to(who, method, path);
			/* A page sends the anonymous to the sign-in. */
			if (want_status == 401 && is_page(route) &&
			    (a->status == 302 || a->status == 303))
				continue;
			if (want_status != 0)
				ck_assert_msg(a->status == want_status,
				    "%s %s as %s: %d, want %d", method, path,
				    caller_names[who], a->status, want_status);
			else if (ends_session(path))
				ck_assert_int_lt(a->status, 500);
			else
				ck_assert_msg(a->status != 401 &&
				    a->status != 403 && a->status < 500,
				    "%s %s as %s: %d %.300s", method, path,
				    caller_names[who], a->status, a->body);
		}
	}
}
END_TEST

static void
want_unreached(enum visitor who, const char *method, const char *path)
{
	struct answer	*a = send_to(who, method, path);

	ck_assert_msg(a->status == 404 || a->status == 401 ||
	    a->status == 403 || a->status == 400 || a->status == 405,
	    "%s %s as %s: %d", method, path, caller_names[who], a->status);
}

START_TEST(f_30_no_other_spelling_of_a_path_reaches_a_guarded_route)
{
	static const enum visitor outsiders[] = { ANONYMOUS, KEY_REVOKED };
	static const char *const spellings[] = {
		"/%s", "%s/", "/.%s", "%s/.", "%s;x", "%s%%2f", "/%%2e%s",
		"%s%%00", "//%s"
	};
	char	plain[512], path[1024];

	for (size_t i = 0; i < routes->count; i++) {
		const struct json_in	*route = &routes->items[i];

		if (expected(route, ANONYMOUS) == 0 || is_page(route))
			continue;
		fill_path(text_of(route, "path"), plain, sizeof(plain));
		for (size_t k = 0; k < sizeof(spellings) /
		    sizeof(spellings[0]); k++) {
			snprintf(path, sizeof(path), spellings[k], plain);
			for (size_t n = 0; n < sizeof(outsiders) /
			    sizeof(outsiders[0]); n++)
				want_unreached(outsiders[n],
				    text_of(route, "method"), path);
		}
		snprintf(path, sizeof(path), "%s", plain);
		for (char *p = path; *p != '\0'; p++)
			*p = *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p;
		ck_assert_int_eq(send_to(OWNER, text_of(route, "method"),
		    path)->status, 404);
	}
}
END_TEST

START_TEST(f_30_methods_that_no_row_names_are_405_with_allow)
{
	static const char *const methods[] = { "PUT", "DELETE", "PATCH",
	    "PROPFIND", "TRACE", "CONNECT", "FOO" };
	struct answer	*a;

	for (size_t k = 0; k < sizeof(methods) / sizeof(methods[0]); k++) {
		a = client_send(callers[OWNER], methods[k],
		    "/api/public/products", NULL, NULL, 0);
		ck_assert_msg(a->status == 405 || a->status == 400, "%s: %d",
		    methods[k], a->status);
		if (k < 3)
			ck_assert_ptr_nonnull(answer_header(a, "Allow"));
	}
}
END_TEST

/* S0-GEN-08, Z03: what one brand owns is 403 for another, read or write. */
START_TEST(s0_gen_08_z03_another_brands_objects_are_forbidden)
{
	static const struct { const char *method, *json; } tries[] = {
		{ "GET", NULL }, { "PATCH", "{\"isNew\":true}" },
		{ "PUT", "{\"isNew\":true}" }, { "DELETE", NULL },
	};
	char	path[256];
	char	*id;

	id = shop_sql("SELECT id FROM product LIMIT 1");
	if (id[0] == '\0') {
		struct answer	*a = client_json(callers[OWNER], "POST",
		    "/api/admin/categories", "{\"name\":\"Matrix\"}");
		char		 category[64];

		want(a, 201);
		snprintf(category, sizeof(category), "%s",
		    answer_at(a, "data.id"));
		a = client_json(callers[OWNER], "POST", "/api/admin/products",
		    "{\"name\":\"Matrix product\",\"description\":"
		    "\"Something to own\",\"categoryId\":\"%s\"}", category);
		want(a, 201);
		free(id);
		id = strdup(answer_at(a, "data.id"));
	}
	snprintf(path, sizeof(path), "/api/admin/products/%s", id);
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		struct answer	*a = client_send(callers[STRANGER],
		    tries[i].method, path,
		    tries[i].json ? "application/json" : NULL, tries[i].json,
		    tries[i].json ? strlen(tries[i].json) : 0);

		want(a, 403);
	}
	want(client_get(callers[OWNER], path), 200);
	free(id);
}
END_TEST

/* Z06: an empty or blank credential never matches anything. */
START_TEST(z06_empty_tokens_are_nobody)
{
	static const char *const headers[] = {
		"Authorization: Bearer", "Authorization: Bearer  ",
		"Authorization: Bearer null", "Authorization: Basic b3duZXI6eA==",
		"Authorization: Bearer souk_", "Authorization: Bearer souk__",
		"Authorization: Bearer SOUK_AAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAA"
		    "AAAAAAAAAAAAAAAAAA",
		"Authorization: Bearer souk_        _"
		    "                                           ",
		"Authorization: souk_AAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAA"
		    "AAAAAAAAAAAAAAAAAA",
		"X-API-Key: souk_AAAAAAAA_AAAAAAAAAAAAAAAAAAAAAAAAA"
		    "AAAAAAAAAAAAAAAAAA",
		"Cookie: __Host-session=", "Cookie: __Host-session=%20",
		"Cookie: __Host-session=null; __Host-session=undefined",
		"X-User-Id: owner", "X-Forwarded-User: owner",
	};

	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++) {
		struct client	*c = client_new();

		client_header(c, headers[i]);
		ck_assert_msg(client_get(c, "/api/admin/products")->status ==
		    401, "%s", headers[i]);
		client_free(c);
	}
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		f_30_z01_z02_s09_every_route_answers_each_caller_as_its_row_says,
		f_30_no_other_spelling_of_a_path_reaches_a_guarded_route,
		f_30_methods_that_no_row_names_are_405_with_allow,
		s0_gen_08_z03_another_brands_objects_are_forbidden,
		z06_empty_tokens_are_nobody,
	};
	const struct suite	 suite = { "access", matrix_setup,
	    matrix_teardown, false, 240 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
