/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/http/suite.h"

#define OWN	"/api/users/me/sessions"
#define LOG	"/api/users/me/security-log"
#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

static int
end_session(struct client *c, const char *id)
{
	char	path[160];

	snprintf(path, sizeof(path), OWN "/%s", id);
	return client_send(c, "DELETE", path, NULL, NULL, 0)->status;
}

static struct client *
client_called(const char *agent)
{
	struct client	*c = client_new();

	client_header(c, agent);
	want(client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"reader\",\"password\":\"%s\"}", shop_password),
	    200);
	return c;
}

/* S3-AUTH-01 */
START_TEST(s05_sessions_are_listed_with_the_one_that_asks)
{
	struct client	*owner = client_login("owner"), *here, *there;
	struct answer	*a;

	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"credential\":1000,\"user\":10000}}"), 200);
	here = client_login("reader");
	there = client_called("User-Agent: Mozilla/5.0 (Windows NT 10.0; "
	    "Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0");
	a = client_get(here, OWN);
	want(a, 200);
	want_at(a, "pagination.total", "2");
	want_at(a, "data.0.current", "false");
	want_at(a, "data.0.device", "Firefox, Windows");
	want_at(a, "data.1.current", "true");
	ck_assert_ptr_nonnull(answer_at(a, "data.0.createdAt"));
	ck_assert_ptr_nonnull(answer_at(a, "data.0.lastSeenAt"));
	ck_assert_ptr_null(answer_at(a, "data.0.userAgent"));
	ck_assert_ptr_null(strstr(a->body, "Gecko"));
	a = client_get(here, OWN "?limit=1");
	want_at(a, "data.0.current", "false");
	ck_assert_ptr_null(answer_at(a, "data.1"));
	want(client_get(client_new(), OWN), 401);
	client_free(owner);
	client_free(here);
	client_free(there);
}
END_TEST

START_TEST(s05_one_ends_ones_own_sessions_and_nobody_elses)
{
	struct client	*owner = client_login("owner");
	struct client	*here = client_login("reader");
	struct client	*there = client_login("reader");
	struct client	*third = client_login("reader");
	char		 id[64];

	snprintf(id, sizeof(id), "%s", answer_at(client_get(there, OWN),
	    "data.1.id"));
	ck_assert_int_eq(end_session(owner, id), 404);
	want(client_get(there, "/api/auth/me"), 200);
	ck_assert_int_eq(end_session(here, id), 200);
	ck_assert_int_eq(end_session(here, id), 404);
	want(client_get(there, "/api/auth/me"), 401);
	want(client_get(third, "/api/auth/me"), 200);
	want(client_send(here, "DELETE", OWN, NULL, NULL, 0), 200);
	want(client_get(third, "/api/auth/me"), 401);
	want(client_get(here, "/api/auth/me"), 200);
	want(client_get(owner, "/api/auth/me"), 200);
	want_at(client_get(here, OWN), "pagination.total", "1");
	client_free(owner);
	client_free(here);
	client_free(there);
	client_free(third);
}
END_TEST

/* Nothing that a worker keeps outlives the end of a session. */
START_TEST(s04_every_worker_knows_at_once_that_a_session_is_over)
{
	struct client	*cookie = client_login("reader");
	struct client	*bearer = client_bearer("reader");
	struct burst	 b = { { 0 }, 0 };

	client_burst(cookie, 200, "GET", "/api/auth/me", NULL, &b);
	ck_assert_int_eq(b.by_status[200], 200);
	client_burst(bearer, 200, "GET", "/api/auth/me", NULL, &b);
	ck_assert_int_eq(b.by_status[200], 200);
	want(client_send(cookie, "DELETE", OWN, NULL, NULL, 0), 200);
	client_burst(bearer, 200, "GET", "/api/auth/me", NULL, &b);
	ck_assert_int_eq(b.by_status[401], 200);
	free(shop_sql("UPDATE users SET is_active = 0"
	    " WHERE username = 'reader'"));
	client_burst(cookie, 200, "GET", "/api/auth/me", NULL, &b);
	ck_assert_int_eq(b.by_status[401], 200);
	free(shop_sql("UPDATE users SET is_active = 1"
	    " WHERE username = 'reader'"));
	client_free(cookie);
	client_free(bearer);
}
END_TEST

START_TEST(s4_sec_13_one_reads_what_happened_to_ones_account)
{
	static const char *const	events[] = { "user_login",
		"user_login_failed", "end_session", "change_password",
		"create_api_key" };
	struct client	*c = client_login("manager"), *other = client_new();
	struct client	*second = client_login("manager");
	struct answer	*a;
	char		 id[64], name[64];

	want(client_json(other, "POST", "/api/auth/login",
	    "{\"username\":\"manager\",\"password\":\"guess\"}"), 401);
	snprintf(id, sizeof(id), "%s", answer_at(client_get(second, OWN),
	    "data.0.id"));
	ck_assert_int_eq(end_session(c, id), 200);
	want(client_json(c, "POST", "/api/users/me/api-keys", "{\"name\":\"x\","
	    "\"scopes\":[\"PRODUCT_VIEW\"],\"currentPassword\":\"%s\"}",
	    shop_password), 201);
	want(client_json(c, "PATCH", "/api/auth/me", "{\"currentPassword\":"
	    "\"%s\",\"newPassword\":\"a fresh pair of winter boots\"}",
	    shop_password), 200);
	a = client_get(c, LOG);
	want(a, 200);
	for (size_t i = 0; i < COUNT(events); i++) {
		snprintf(name, sizeof(name), "\"action\":\"%s\"", events[i]);
		ck_assert_msg(strstr(a->body, name) != NULL, "%s", name);
	}
	ck_assert_ptr_null(strstr(a->body, "changes"));
	ck_assert_ptr_null(strstr(a->body, "\"userAgent\""));
	ck_assert_ptr_nonnull(answer_at(a, "data.0.createdAt"));
	want_at(a, "data.0.byOther", "false");
	/* Of nobody else. */
	a = client_get(second, LOG);
	want(a, 401);
	c = client_login("stranger");
	a = client_get(c, LOG);
	want(a, 200);
	want_at(a, "pagination.total", "1");
	client_free(c);
	client_free(second);
	client_free(other);
}
END_TEST

/* The log is walked by pages and by its cursor, each event once. */
START_TEST(s4_sec_13_the_log_is_walked_to_its_end)
{
	struct client	*c = client_login("reader");
	struct answer	*a;
	char		 path[400], last[64] = "~";
	int		 seen = 0, total;

	snprintf(path, sizeof(path), LOG "?limit=3");
	total = atoi(answer_at(client_get(c, path), "pagination.total"));
	ck_assert_int_gt(total, 5);
	for (;;) {
		const char	*next, *id;

		a = client_get(c, path);
		want(a, 200);
		for (int i = 0; i < 3; i++) {
			char	at[32];

			snprintf(at, sizeof(at), "data.%d.id", i);
			if ((id = answer_at(a, at)) == NULL)
				break;
			ck_assert_int_lt(strcmp(id, last), 0);
			snprintf(last, sizeof(last), "%s", id);
			seen++;
		}
		next = answer_at(a, "pagination.nextCursor");
		if (next == NULL || strcmp(next, "null") == 0)
			break;
		snprintf(path, sizeof(path), LOG "?limit=3&cursor=%s", next);
	}
	ck_assert_int_eq(seen, total);
	client_free(c);
}
END_TEST

SUITE_MAIN("sessions",
    s05_sessions_are_listed_with_the_one_that_asks,
    s05_one_ends_ones_own_sessions_and_nobody_elses,
    s04_every_worker_knows_at_once_that_a_session_is_over,
    s4_sec_13_one_reads_what_happened_to_ones_account,
    s4_sec_13_the_log_is_walked_to_its_end)
