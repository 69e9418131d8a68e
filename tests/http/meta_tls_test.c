/* SPDX-License-Identifier: ISC */
/*
 * F-20, wrong TLS: whoever is not Meta hears nothing of us.  The stand-in
 * stands behind a server that shows one certificate or another
 * (tests/servers/tls.py); with a wrong one neither token nor word leaves the
 * shop, nothing is lost or in doubt, and with the right one everything goes
 * on.
 */
#include "tests/http/front.h"
#include "tests/http/suite.h"
#include "tests/http/talk.h"

#define MESSAGES	3

static int	people;

static void
home_made(const char *home)
{
	meta_start(home);
	front_run("SOUK_META_URL", meta.port);
}

static void
tls_start(void)
{
	shop_home_made = home_made;
	shop_start();
	meta_number_put();
	meta_hooks("now");
}

/* Until they were tried and put off, since nobody could be told. */
static void
tried_await(void)
{
	const int64_t	 end = now_ms() + SOON_MS;

	while (sql_number("SELECT count(*) FROM wa_send WHERE state ="
	    " 'waiting' AND attempts > 0") < MESSAGES && now_ms() < end) {
		talk_hasten();
		pause_ms(50);
	}
	ck_assert_int_lt(now_ms(), end);
	ck_assert_int_eq(talk_in_state("doubt"), 0);
}

static void
sent_await(void)
{
	const int64_t	 end = now_ms() + SOON_MS;

	while (talk_in_state("waiting") + talk_in_state("sending") > 0 &&
	    now_ms() < end) {
		talk_hasten();
		pause_ms(50);
	}
	meta_wait();
	ck_assert_int_eq(talk_in_state("delivered"), people);
	ck_assert_int_eq(meta_books(NULL, "sent"), people);
	ck_assert_int_eq(meta_books(NULL, "twice"), 0);
}

START_TEST(f20_with_a_wrong_certificate_nothing_is_told_and_nothing_lost)
{
	static const char *const	 wrong[] = { "itself", "name", "over",
	    "plain" };

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		front_shows(wrong[i]);
		talk_people(people, MESSAGES);
		talk_to(people, MESSAGES, wrong[i]);
		people += MESSAGES;
		tried_await();
		ck_assert_int_eq(front_trusted(wrong[i]), 0);
		front_shows("good");
		sent_await();
	}
	ck_assert_int_gt(front_trusted("good"), 0);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM job WHERE state ="
	    " 'dead'"), 0);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
	    f20_with_a_wrong_certificate_nothing_is_told_and_nothing_lost,
	};

	return suite_run_with("meta TLS", tls_start, tests, 1);
}
