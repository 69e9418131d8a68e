/* SPDX-License-Identifier: ISC */
/*
 * The access matrix, made from the route rows themselves (`souk routes`):
 * every route × caller × spelling of the path.  A new route is covered the
 * moment its row exists.
 */
#include "tests/http/routes.h"

enum caller { ANONYMOUS, FORGED, READER, MANAGER, OWNER, OWNER_BEARER,
	STRANGER, CALLER__MAX };

static const char *const caller_names[CALLER__MAX] = {
	"anonymous", "forged", "reader", "manager", "owner", "owner bearer",
	"stranger"
};

/* What each role holds; stated here once more, on purpose. */
static const char *const held[CALLER__MAX] = {
	[READER] = " PRODUCT_VIEW ANALYTICS_VIEW ",
	[MANAGER] = " PRODUCT_VIEW PRODUCT_CREATE PRODUCT_EDIT CATEGORY_MANAGE"
	    " ANALYTICS_VIEW MESSAGE_MANAGE SETTINGS_LIMITED ",
	[OWNER] = "*", [OWNER_BEARER] = "*", [STRANGER] = "*",
};

static struct client	*callers[CALLER__MAX];

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
holds_all(enum caller who, const struct json_in *permissions)
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

/* 0: any answer of the route itself; else the status of the refusal. */
static int
expected(const struct json_in *route, enum caller who)
{
	bool	 signed_in = who != ANONYMOUS && who != FORGED;

	if (is_for_anyone(route))
		return 0;
	if (!signed_in)
		return 401;
	if (strcmp(text_of(route, "audience"), "signed-in") == 0)
		return 0;
	return holds_all(who, json_member(route, "permissions")) ? 0 : 403;
}

static struct answer *
send_to(enum caller who, const char *method, const char *path)
{
	return route_send(callers[who], method, path);
}

/*
 * S0-GEN-05, S1-AUTH-03, S1-AUTH-04, S1-AUTH-07, S2-AUTH-08, S3-SEC-07,
 * S4-AUTH-07, S4-SEC-10: the owner's access token opens what the cookie does.
 */
START_TEST(f_30_every_route_answers_each_caller_as_its_row_says)
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

START_TEST(f_30_no_other_spelling_of_a_path_reaches_a_guarded_route)
{
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
			struct answer	*a;

			snprintf(path, sizeof(path), spellings[k], plain);
			a = send_to(ANONYMOUS, text_of(route, "method"), path);
			ck_assert_msg(a->status == 404 || a->status == 401 ||
			    a->status == 400 || a->status == 405,
			    "%s %s: %d", text_of(route, "method"), path,
			    a->status);
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
START_TEST(s0_gen_08_another_brands_objects_are_forbidden)
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
	Suite	*s = suite_create("access");
	TCase	*t = tcase_create("matrix");
	SRunner	*r;
	int	 failed;

	tcase_add_unchecked_fixture(t, matrix_setup, matrix_teardown);
	tcase_set_timeout(t, 240);
	tcase_add_test(t, f_30_every_route_answers_each_caller_as_its_row_says);
	tcase_add_test(t,
	    f_30_no_other_spelling_of_a_path_reaches_a_guarded_route);
	tcase_add_test(t, f_30_methods_that_no_row_names_are_405_with_allow);
	tcase_add_test(t, s0_gen_08_another_brands_objects_are_forbidden);
	tcase_add_test(t, z06_empty_tokens_are_nobody);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
