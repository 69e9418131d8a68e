/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <string.h>

#include "tests/http/suite.h"

/* These use up the failures of 127.0.0.1, so they have a shop to themselves. */

static struct answer *
guess(struct client *c, const char *name, const char *password)
{
	return client_json(c, "POST", "/api/auth/login",
	    "{\"username\":\"%s\",\"password\":\"%s\"}", name, password);
}

START_TEST(four_failures_and_a_success_leave_no_trace)
{
	struct client	*c;
	int		 round, i;

	for (round = 0; round < 2; round++) {
		c = client_new();
		for (i = 0; i < 4; i++)
			want(guess(c, "reader", "wrong"), 401);
		want(guess(c, "reader", shop_password), 200);
		client_free(c);
	}
}
END_TEST

/* F-24: what a client says about where it comes from changes nothing. */
START_TEST(s3_auth_06_other_forwarded_addresses_do_not_evade_the_limit)
{
	struct client	*c = client_new();
	struct answer	*a;
	char		 line[128];
	int		 i;

	for (i = 0; i < 5; i++) {
		snprintf(line, sizeof(line), "X-Forwarded-For: 198.51.100.%d",
		    i + 1);
		client_header(c, NULL);
		client_header(c, line);
		snprintf(line, sizeof(line), "X-Real-IP: 198.51.100.%d",
		    i + 1);
		client_header(c, line);
		client_header(c, "Forwarded: for=198.51.100.99");
		want(guess(c, "owner", "wrong"), 401);
	}
	client_header(c, NULL);
	client_header(c, "X-Forwarded-For: 203.0.113.7");
	a = guess(c, "owner", shop_password);
	want(a, 429);
	want_at(a, "error.code", "TOO_MANY_ATTEMPTS");
	ck_assert_int_gt(atoi(answer_header(a, "Retry-After")), 60);
	ck_assert_int_le(atoi(answer_header(a, "Retry-After")), 900);
	want(guess(c, "nobody", "wrong"), 429);
	want(guess(c, "reader", shop_password), 429);
	client_free(c);
}
END_TEST

/* S4-SEC-02: at once or one after the other, five are judged. */
START_TEST(fifty_guesses_at_once_are_counted_all_the_same)
{
	struct client	*c = client_new();
	struct burst	 b = { { 0 }, 0 };

	client_burst(c, 50, "POST", "/api/auth/signin",
	    "{\"username\":\"manager\",\"password\":\"wrong\"}", &b);
	ck_assert_int_eq(b.failed, 0);
	ck_assert_int_eq(b.by_status[401], 0);
	ck_assert_int_eq(b.by_status[429], 50);
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM login_failure"), "5");
	client_free(c);
}
END_TEST

/* C-12: three in an hour for an address, whichever door and whomever for. */
START_TEST(s4_sec_03_three_mails_an_hour_may_be_asked_for)
{
	struct client	*c = client_new();
	struct answer	*a;

	for (int i = 0; i < 3; i++)
		want(client_json(c, "POST", i == 1 ?
		    "/api/auth/resend-verification" :
		    "/api/auth/forgot-password",
		    "{\"email\":\"nobody%d@example.com\"}", i), 202);
	a = client_json(c, "POST", "/api/auth/forgot-password",
	    "{\"email\":\"reader@example.com\"}");
	want(a, 429);
	ck_assert_int_gt(atoi(answer_header(a, "Retry-After")), 900);
	ck_assert_int_le(atoi(answer_header(a, "Retry-After")), 3600);
	client_free(c);
}
END_TEST

/* C-12: five sign-ups of an address in a quarter of an hour. */
START_TEST(s1_auth_06_five_sign_ups_and_then_no_more)
{
	struct client	*c = client_new();
	struct answer	*a;

	for (int i = 0; i < 6; i++) {
		a = client_json(c, "POST", "/api/auth/register",
		    "{\"name\":\"A\",\"email\":\"a%d@example.com\","
		    "\"password\":\"mille et une nuits\","
		    "\"acceptTerms\":true}", i);
		want(a, i < 5 ? 201 : 429);
	}
	ck_assert_int_le(atoi(answer_header(a, "Retry-After")), 900);
	client_free(c);
}
END_TEST

SUITE_MAIN("login limits",
    four_failures_and_a_success_leave_no_trace,
    s3_auth_06_other_forwarded_addresses_do_not_evade_the_limit,
    fifty_guesses_at_once_are_counted_all_the_same,
    s4_sec_03_three_mails_an_hour_may_be_asked_for,
    s1_auth_06_five_sign_ups_and_then_no_more)
