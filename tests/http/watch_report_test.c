/* SPDX-License-Identifier: ISC */
/* S3-MON-01: errors of the log reach a service that speaks Sentry's
 * protocol, each kind once, whatever was broken meanwhile. */
#include "tests/http/watch_act.h"

static void
service_start(const char *home)
{
	const char	*none = NULL;
	char		 dsn[96];

	(void)home;
	mailbox.script = "tests/servers/sentry.py";
	mailbox_folder();
	mailbox_run(&none);
	snprintf(dsn, sizeof(dsn), "http://publickey@127.0.0.1:%d/42",
	    mailbox.port);
	setenv("SOUK_SENTRY_DSN", dsn, 1);
	setenv("SOUK_LOOPBACK", "1", 1);
}

/* As a program of the shop would say it. */
static void
say(const char *message)
{
	char	 path[256], now[CLOCK_TEXT];
	FILE	*f;

	snprintf(path, sizeof(path), "%s/log/souk.log", shop_home());
	ck_assert_ptr_nonnull(f = fopen(path, "ae"));
	clock_text(clock_now(), now);
	fprintf(f, "{\"time\":\"%s\",\"level\":\"error\",\"program\":"
	    "\"souk-test\",\"pid\":7,\"message\":\"%s\",\"route\":\"/x\","
	    "\"why\":\"secret\"}\n", now, message);
	fclose(f);
}

static void
world(void)
{
	watch_hold("watch.minute");
	watch_hold("watch.report");
}

static int64_t
later(int minutes)
{
	return clock_now() + minutes * CLOCK_MINUTE;
}

static void
look(int minutes)
{
	watch_run(&watch_minute, later(minutes));
	watch_run(&watch_report, later(minutes));
}

START_TEST(s3_mon_01_an_error_is_reported_once_and_later_how_often)
{
	struct mail	*m;

	world();
	say("pipe 4711 broke for lina@shop.test");
	say("pipe 4712 broke for lina@shop.test");
	look(1);
	m = mailbox_await("souk-test");
	ck_assert_str_eq(mail_text(m, "message"),
	    "pipe 4711 broke for [address]");
	ck_assert_int_eq(json_member(m->json, "times")->integer, 2);
	ck_assert_str_eq(json_member(json_member(m->json, "tags"),
	    "route")->text, "/x");
	ck_assert_ptr_null(json_member(json_member(m->json, "tags"), "why"));
	say("pipe 4713 broke for lina@shop.test");
	look(2);
	ck_assert_int_eq(mailbox_count("souk-test"), 1);
	look(70);
	m = mailbox_await("souk-test");
	ck_assert_int_eq(json_member(m->json, "times")->integer, 3);
	look(140);
	ck_assert_int_eq(mailbox_count("souk-test"), 2);
	ck_assert_int_eq(mailbox_events("bad"), 0);
}
END_TEST

START_TEST(s3_mon_01_what_is_said_while_the_service_is_down_is_told_after)
{
	world();
	mailbox_fail("503");
	say("first while it is down");
	look(200);
	ck_assert_int_eq(mailbox_events("refused"), 1);
	mailbox_fail("");
	mailbox_stop();
	say("second while nobody is there");
	look(201);
	mailbox_again();
	look(202);
	ck_assert_int_eq(mailbox_count("souk-test"), 4);
	ck_assert_int_eq(mailbox_events("bad"), 0);
}
END_TEST

/* However many kinds there are. */
START_TEST(s3_mon_01_at_most_thirty_in_an_hour)
{
	const int	 before = mailbox_count("souk-test");
	char		 text[64];

	world();
	for (int i = 0; i < 26; i++)
		for (int k = 0; k < 2; k++) {
			snprintf(text, sizeof(text), "kind %c%c", 'a' + i,
			    'a' + k);
			say(text);
		}
	look(600);
	ck_assert_int_eq(mailbox_count("souk-test") - before, 30);
	look(601);
	look(661);
	ck_assert_int_eq(mailbox_count("souk-test") - before, 52);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_mon_01_an_error_is_reported_once_and_later_how_often,
		s3_mon_01_what_is_said_while_the_service_is_down_is_told_after,
		s3_mon_01_at_most_thirty_in_an_hour };

	shop_home_made = service_start;
	return suite_run("watch_report", tests, COUNT(tests));
}
