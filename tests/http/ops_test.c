/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "tests/http/suite.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define AUDIT		"/api/admin/audit"

/* S2-OPS-01, S4-MON-02 */
START_TEST(health_says_little_to_everybody)
{
	static const char *const paths[] = { "/ready", "/api/health" };
	static const char *const names[] = { "database", "disk", "queue" };
	struct client	*c = client_new();
	struct answer	*a = client_get(c, "/health");
	size_t		 i, j;

	want(a, 200);
	want_at(a, "data.status", "ok");
	for (i = 0; i < COUNT(paths); i++) {
		a = client_get(c, paths[i]);
		want(a, 200);
		want_at(a, "data.status", "ok");
		for (j = 0; j < COUNT(names); j++)
			ck_assert_ptr_nonnull(strstr(a->body, names[j]));
		ck_assert_ptr_null(strstr(a->body, shop_home()));
		ck_assert_str_eq(answer_header(a, "Cache-Control"),
		    "no-store");
	}
	client_free(c);
}
END_TEST

/* S2-OPS-02 */
START_TEST(metrics_are_text_for_a_scraper_on_this_machine)
{
	struct client	*c = client_new();
	struct answer	*a = client_get(c, "/api/metrics");

	want(a, 200);
	ck_assert_ptr_nonnull(strstr(answer_header(a, "Content-Type"),
	    "version=0.0.4"));
	ck_assert_ptr_nonnull(strstr(a->body,
	    "souk_jobs{state=\"waiting\"} "));
	ck_assert_ptr_nonnull(strstr(a->body, "# TYPE "));
	ck_assert_ptr_null(strstr(a->body, "\"success\""));
	client_free(c);
}
END_TEST

/* S1-AUTH-05, S3-DB-10, S3-AUTH-09, S3-SEC-08 */
START_TEST(s3_db_10_the_owner_reads_who_did_what_from_where)
{
	struct client	*c = client_login("owner");
	struct answer	*a;
	char		 path[256];

	want(client_json(c, "PATCH", "/api/admin/settings",
	    "{\"shop\":{\"description\":\"New\"}}"), 200);
	a = client_get(c, AUDIT "?limit=1");
	want(a, 200);
	want_at(a, "data.0.action", "update_settings");
	want_at(a, "data.0.entityType", "Settings");
	want_at(a, "data.0.ipAddress", "127.0.0.1");
	ck_assert_ptr_nonnull(answer_at(a, "data.0.createdAt"));
	ck_assert_ptr_nonnull(answer_at(a, "data.0.changes.after"));
	ck_assert_ptr_nonnull(answer_at(a, "pagination.nextCursor"));
	snprintf(path, sizeof(path), AUDIT "?limit=1&cursor=%s",
	    answer_at(a, "pagination.nextCursor"));
	a = client_get(c, path);
	want(a, 200);
	ck_assert_str_ne(answer_at(a, "data.0.action"), "update_settings");
	snprintf(path + strlen(path), sizeof(path) - strlen(path),
	    "&action=user_login");
	want(client_get(c, path), 400);
	a = client_get(c, AUDIT "?action=user_login&entityType=User");
	want(a, 200);
	want_at(a, "data.0.action", "user_login");
	want(client_get(c, AUDIT "?brandId=x"), 400);
	client_free(c);
}
END_TEST

START_TEST(the_audit_is_for_owners_and_of_their_brand)
{
	static const struct { const char *user; int status; } t[] = {
		{ NULL, 401 }, { "reader", 403 }, { "manager", 403 },
		{ "stranger", 200 },
	};
	struct client	*c;
	size_t		 i;

	for (i = 0; i < COUNT(t); i++) {
		c = t[i].user == NULL ? client_new() :
		    client_login(t[i].user);
		want(client_get(c, AUDIT), t[i].status);
		if (t[i].status == 200)
			want_at(client_get(c, AUDIT
			    "?action=update_settings"), "pagination.total",
			    "0");
		want(client_json(c, "POST", AUDIT, "{}"), 405);
		client_free(c);
	}
}
END_TEST

SUITE_MAIN("ops",
    health_says_little_to_everybody,
    metrics_are_text_for_a_scraper_on_this_machine,
    s3_db_10_the_owner_reads_who_did_what_from_where,
    the_audit_is_for_owners_and_of_their_brand)
