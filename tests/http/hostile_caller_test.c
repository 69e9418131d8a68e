/* SPDX-License-Identifier: ISC */
/* Callers who are not who they say. */
#include "tests/http/hostile.h"

START_TEST(limits_are_raised_and_the_workers_looked_at)
{
	hostile_begin();
}
END_TEST

/* ---- who calls ------------------------------------------------------------------ */

/* S06: each byte of a token counts. */
START_TEST(s06_no_changed_token_is_anybody)
{
	struct client	*c = client_new(), *forger;
	struct answer	*a = client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"owner\",\"password\":\"%s\"}", shop_password);
	char		 line[2100], *token;
	size_t		 len;

	want(a, 200);
	ck_assert_ptr_nonnull(answer_at(a, "data.accessToken"));
	token = strdup(answer_at(a, "data.accessToken"));
	len = strlen(token);
	for (size_t i = 0; i < len; i += 3) {
		snprintf(line, sizeof(line), "Authorization: Bearer %s",
		    token);
		/* The last sextet of a part may hold unused bits. */
		char	*at = line + strlen("Authorization: Bearer ") + i;

		*at = *at == 'A' ? 'Q' : 'A';
		forger = client_new();
		client_header(forger, line);
		ck_assert_msg(client_get(forger, PRODUCTS)->status == 401,
		    "byte %zu", i);
		client_free(forger);
	}
	free(token);
	client_free(c);
}
END_TEST

START_TEST(s02_no_invented_session_or_csrf_token_is_worth_anything)
{
	static const char *const lines[] = {
		"Cookie: __Host-session=' OR 1=1 --",
		"Cookie: __Host-session=../../db/souk.db",
		"Cookie: __Host-session=%00", "Cookie: __Host-session=\xff\xfe",
		"Cookie: __Host-session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
		    "AAAA", "Cookie: __Secure-refresh=x; __Host-session=y",
		"Cookie: =; ;;; =__Host-session", "Cookie: session=owner",
		"Authorization: Bearer eyJhbGciOiJub25lIn0.e30.",
		"Authorization: Basic b3duZXI6b3duZXI=",
		"Authorization: Digest username=owner",
		"X-Original-User: owner", "X-Auth-Request-User: owner",
	};
	struct client	*c;

	for (size_t i = 0; i < COUNT(lines); i++) {
		c = client_new();
		client_header(c, lines[i]);
		ck_assert_msg(client_get(c, PRODUCTS)->status == 401, "%s",
		    lines[i]);
		want(client_json(c, "POST", CATEGORIES, "{\"name\":\"N\"}"),
		    401);
		client_free(c);
	}
	c = client_login("reader");
	client_header(c, "X-CSRF-Token: forged");
	ck_assert_int_ge(client_json(c, "PATCH", "/api/auth/me",
	    "{\"name\":\"Forged\"}")->status, 400);
	client_free(c);
}
END_TEST

/* W12: one address, whatever it says it is. */
START_TEST(w12_claimed_addresses_change_nothing)
{
	static const char *const names[] = { "X-Forwarded-For", "X-Real-IP",
	    "Forwarded", "X-Client-IP", "True-Client-IP",
	    "CF-Connecting-IP", "X-Forwarded" };
	struct client	*c;
	char		 line[80];
	int		 left = 0;

	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"read\":1000}}"), 200);
	for (int i = 0; i < 21; i++) {
		c = client_new();
		snprintf(line, sizeof(line), "%s: %s203.0.113.%d",
		    names[i % 7], i % 7 == 2 ? "for=" : "", i);
		client_header(c, line);
		left = (int)strtol(answer_header(client_get(c, PUBLIC),
		    "RateLimit-Remaining"), NULL, 10);
		want(client_json(c, "POST", "/api/auth/login",
		    "{\"username\":\"nobody\",\"password\":\"x\"}"), 401);
		client_free(c);
	}
	/* One bucket for all; a second gives one or two back. */
	ck_assert_int_lt(left, 1000 - 10);
	ck_assert_str_eq(shop_sql("SELECT count(DISTINCT address) FROM"
	    " login_failure"), "1");
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM login_failure"
	    " WHERE address LIKE '203.%'"), "0");
}
END_TEST

START_TEST(no_worker_ended_or_grew)
{
	hostile_end();
}
END_TEST

SUITE_MAIN("hostile caller",
    limits_are_raised_and_the_workers_looked_at,
    s06_no_changed_token_is_anybody,
    s02_no_invented_session_or_csrf_token_is_worth_anything,
    w12_claimed_addresses_change_nothing,
    no_worker_ended_or_grew)
