/* SPDX-License-Identifier: ISC */
/* How often an address may ask, through nginx and several workers. */
#include "tests/http/catalog.h"
#include "tests/http/routes.h"
#include "tests/http/suite.h"

#define SETTINGS	"/api/admin/settings"

/* Doors that machines ask or that only a signature opens, and what a page needs
 * before anybody acts. */
static const char *const uncounted[] = {
	"/api/health", "/api/metrics", "/api/openapi.json", "/api/docs",
	"/api/auth/session", "/api/auth/me", "/api/billing/stripe/webhook",
	"/webhooks/stripe",
};

static bool
is_uncounted(const char *path)
{
	for (size_t i = 0; i < COUNT(uncounted); i++)
		if (strcmp(path, uncounted[i]) == 0)
			return true;
	return false;
}

START_TEST(s3_sec_01_every_public_route_of_the_api_has_a_limit)
{
	const char	*path;
	int		 counted = 0;

	routes_load();
	for (size_t i = 0; i < routes->count; i++) {
		path = text_of(&routes->items[i], "path");
		if (is_page(&routes->items[i]) || is_uncounted(path) ||
		    !is_for_anyone(&routes->items[i]))
			continue;
		ck_assert_msg(*text_of(&routes->items[i], "rate") != '\0' &&
		    strcmp(text_of(&routes->items[i], "rate"), "none") != 0,
		    "%s %s is not counted",
		    text_of(&routes->items[i], "method"), path);
		counted++;
	}
	ck_assert_int_ge(counted, 8);
	routes_free();
}
END_TEST

/* C-13: the figure is the owner's; one bucket for all workers. */
START_TEST(s4_sec_01_a_hundred_in_fifteen_minutes_and_then_no_more)
{
	struct answer	*a;
	int		 good = 0;

	clients_open();
	want(client_json(owner, "PATCH", SETTINGS,
	    "{\"limits\":{\"read\":100}}"), 200);
	while ((a = client_get(anyone, PUBLIC "?limit=1"))->status == 200 &&
	    good < 300)
		good++;
	want(a, 429);
	want_at(a, "error.code", "RATE_LIMITED");
	ck_assert_int_ge(good, 99);
	ck_assert_int_le(good, 101);
	/* 100 in 900 s come back one in nine. */
	ck_assert_int_ge(strtol(answer_header(a, "Retry-After"), NULL, 10), 1);
	ck_assert_int_le(strtol(answer_header(a, "Retry-After"), NULL, 10), 9);
	/* Others do not pay for it. */
	want(client_get(reader, PRODUCTS), 200);
	want(client_get(anyone, "/"), 200);
}
END_TEST

/* The whole allowance at once, and every answer tells what is left. */
START_TEST(s4_sec_04_a_burst_is_let_through_and_headers_count_down)
{
	struct answer	*a;
	long		 left = 60;

	clients_open();
	want(client_json(owner, "PATCH", SETTINGS,
	    "{\"limits\":{\"suggest\":60}}"), 200);
	for (int i = 0; i < 60; i++) {
		a = client_get(anyone, PUBLIC "/suggest?q=a");
		want(a, 200);
		ck_assert_str_eq(answer_header(a, "RateLimit-Limit"), "60");
		ck_assert_int_le(strtol(answer_header(a,
		    "RateLimit-Remaining"), NULL, 10), left);
		left = strtol(answer_header(a, "RateLimit-Remaining"), NULL,
		    10);
		ck_assert_int_gt(strtol(answer_header(a, "RateLimit-Reset"),
		    NULL, 10), 0);
	}
	ck_assert_int_le(left, 1);
}
END_TEST

/*
 * F-24: at once, over many connections and all workers, and with whatever a
 * client claims about where it comes from: counted once, within 5 in a hundred.
 */
START_TEST(f_24_many_at_once_with_claimed_addresses_are_counted_once)
{
	struct client	*c = client_new();
	struct burst	 b;
	char		 line[64];
	int		 good = 0, refused = 0;

	clients_open();
	want(client_json(owner, "PATCH", SETTINGS,
	    "{\"limits\":{\"reset\":200}}"), 200);
	for (int i = 0; i < 8; i++) {
		client_header(c, NULL);
		snprintf(line, sizeof(line), "X-Forwarded-For: 203.0.113.%d",
		    i + 1);
		client_header(c, line);
		snprintf(line, sizeof(line), "X-Real-IP: 2001:db8::%x", i + 1);
		client_header(c, line);
		b = (struct burst){ { 0 }, 0 };
		client_burst(c, 50, "POST", "/api/auth/forgot-password",
		    "{\"email\":\"nobody@example.com\"}", &b);
		ck_assert_int_eq(b.failed, 0);
		good += b.by_status[202];
		refused += b.by_status[429];
	}
	ck_assert_int_eq(good + refused, 400);
	ck_assert_int_ge(good, 190);
	ck_assert_int_le(good, 210);
	client_free(c);
}
END_TEST

SUITE_MAIN("rate", s3_sec_01_every_public_route_of_the_api_has_a_limit,
    s4_sec_01_a_hundred_in_fifteen_minutes_and_then_no_more,
    s4_sec_04_a_burst_is_let_through_and_headers_count_down,
    f_24_many_at_once_with_claimed_addresses_are_counted_once)
