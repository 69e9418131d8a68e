/* SPDX-License-Identifier: ISC */
/*
 * Whoever carries one kind of what people say may be slow: the others go on
 * meanwhile, since each has a lane, and so a process, of its own
 * (lib/queue/queue.h).
 */
#include "tests/http/suite.h"
#include "tests/http/talk.h"
#include "tests/http/twilio.h"

#define TEXTS		10
#define BEFORE_PAUSE	5	/* failures until the breaker lets nobody ask */

static int	people;

/* Until it is so. */
static void
count_await(const char *query, long count)
{
	const int64_t	 end = now_ms() + SOON_MS;

	while (sql_number("%s", query) < count) {
		ck_assert_msg(now_ms() < end, "%s: not %ld", query, count);
		pause_ms(20);
	}
}

/* Somebody is written to on WhatsApp, and it arrives. */
static void
talk_goes(void)
{
	char	 phone[24];

	talk_people(people, 1);
	talk_to(people, 1, "lane");
	snprintf(phone, sizeof(phone), "337%08d", people++);
	meta_await_sent(phone, 1);
}

START_TEST(f_20_a_slow_twilio_holds_no_message_up)
{
	struct client	*owner = client_login("owner");

	want(client_json(owner, "PATCH", "/api/admin/settings",
	    "{\"limits\":{\"reset\":100000}}"), 200);
	server_says(&twilio, "hold\n");
	texts_to(owner, 0, TEXTS);
	count_await("SELECT count(*) FROM sms WHERE state = 'sending'", 1);
	talk_goes();
	ck_assert_int_lt(sql_number("SELECT sum(attempts) FROM sms"),
	    BEFORE_PAUSE);
	server_says(&twilio, "");
	client_free(owner);
}
END_TEST

START_TEST(f_20_a_slow_file_holds_no_message_up)
{
	static const char	 running[] = "SELECT count(*) FROM job WHERE"
				    " kind = 'inbox.file' AND state ="
				    " 'running' AND attempts = 1";
	char			 path[200];
	FILE			*f;

	snprintf(path, sizeof(path), "%s/sent", shop_home());
	ck_assert_ptr_nonnull(f = fopen(path, "we"));
	fputs("%PDF-1.7\n%%EOF\n", f);
	fclose(f);
	server_says(&meta, "hold to=file\n");
	meta_ask("file", "from=33655550001&file=%s&type=application/pdf"
	    "&kind=document", path);
	count_await(running, 1);
	talk_goes();
	ck_assert_int_eq(sql_number("%s", running), 1);
	server_says(&meta, "");
}
END_TEST

static void
home_made(const char *home)
{
	meta_start(home);
	twilio_start(home);
}

static void
lanes_start(void)
{
	shop_home_made = home_made;
	shop_start();
	meta_begin();
	twilio_hooks("now");
}

int
main(void)
{
	const TTest *const	tests[] = {
		f_20_a_slow_twilio_holds_no_message_up,
		f_20_a_slow_file_holds_no_message_up,
	};

	return suite_run_with("lanes", lanes_start, tests, 2);
}
