/* SPDX-License-Identifier: ISC */
/*
 * Messages of WhatsApp in bursts: COUNT (10,000) of 500 people, ten in a
 * delivery, eight deliveries at once and each twice, while the worker that
 * takes them is killed again and again.  None is lost, none is there twice,
 * and each person's stand in the order in which they were written.
 *
 * Guards: 2xx only after the commit; the message's name at Meta is a key, in
 * the transaction of its effect (lib/whatsapp/event.c); talks are read by the
 * sender's clock (lib/inbox/message_list.c).
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "tests/faults/faults.h"
#include "tests/faults/incoming.h"
#include "tests/http/workers.h"

#define MESSAGES	10000
#define PEOPLE		500
#define KILL_MS		400
#define FORGED		15	/* ways of meta_hooks.py */

/* Somebody who kills whoever takes deliveries, again and again. */
static struct { pthread_t thread; atomic_bool stop; int rounds; } killer;

static void *
killer_run(void *arg)
{
	(void)arg;
	while (!atomic_load(&killer.stop)) {
		struct workers	 w = workers_look("souk-meta");

		for (int i = 0; i < w.count; i++)
			kill(w.list[i].pid, SIGKILL);
		killer.rounds += w.count > 0;
		pause_ms(KILL_MS);
	}
	return NULL;
}

static void
killer_begin(void)
{
	killer.rounds = 0;
	atomic_store(&killer.stop, false);
	ck_assert_int_eq(pthread_create(&killer.thread, NULL, killer_run,
	    NULL), 0);
}

/* How often it did. */
static int
killer_end(void)
{
	atomic_store(&killer.stop, true);
	pthread_join(killer.thread, NULL);
	ck_assert_int_gt(killer.rounds, 0);
	return killer.rounds;
}

START_TEST(f_15_bursts_of_messages_are_whole_and_in_order)
{
	const int	 count = fault_count(MESSAGES);

	burst("burst", count, PEOPLE, "&each=2");
	want_whole("burst", count);
	fault_say("F-15", "%d messages of %d people, %s deliveries in %s s,"
	    " each twice: none lost, none twice, in order; p50 %s ms, p99 %s"
	    " ms", count, PEOPLE, meta_at("deliveries"), meta_at("seconds"),
	    meta_at("p50"), meta_at("p99"));
}
END_TEST

START_TEST(f_01_messages_outlive_the_worker_that_takes_them)
{
	const int	 count = fault_count(MESSAGES);
	int		 kills;

	killer_begin();
	burst("kill", count, PEOPLE, "&each=2");
	kills = killer_end();
	want_whole("kill", count);
	fault_say("F-01", "%d messages, the worker killed %d times, %s"
	    " deliveries told again: none lost, none twice, in order", count,
	    kills, meta_at("again"));
}
END_TEST

START_TEST(f_15_what_is_forged_is_refused)
{
	const long	 before = sql_number("SELECT count(*) FROM wa_event");
	int		 refused = 0;

	meta_ask("forged", "from=33699999999&text=forged");
	for (size_t i = 0; i < json_member(meta_said.json, "said")->count;
	    i++) {
		const struct json_in	*one = &json_member(meta_said.json,
					    "said")->items[i];

		ck_assert_msg(one->items[0].integer >= 400 &&
		    one->items[0].integer < 500, "%s: %s", json_member(
		    meta_said.json, "said")->names[i], one->items[0].text);
		refused++;
	}
	ck_assert_int_eq(refused, FORGED);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM wa_event"), before);
	fault_say("F-15", "%d ways to forge a delivery: all refused, no row",
	    refused);
}
END_TEST

/* What others recorded, of every kind, each often at the same moment. */
START_TEST(f_15_recorded_deliveries_have_one_effect)
{
	long	 once, all;

	meta_ask("files", "folder=tests/fixtures/whatsapp/webhook&number=%s",
	    META_NUMBER);
	ck_assert_msg(meta_long("odd") == 0, "%s", meta_said.text);
	once = sql_number("SELECT count(*) FROM wa_event");
	all = sql_number("SELECT count(*) FROM message");
	meta_ask("files", "folder=tests/fixtures/whatsapp/webhook&number=%s"
	    "&each=50", META_NUMBER);
	ck_assert_msg(meta_long("odd") == 0, "%s", meta_said.text);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM wa_event"), once);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM message"), all);
	fault_say("F-15", "%ld recorded deliveries, 50 times at once each:"
	    " none has a second effect, none is an error of ours",
	    meta_long("files"));
}
END_TEST

static void
inbound_start(void)
{
	shop_home_made = meta_start;
	shop_start();
	meta_begin();
}

int
main(void)
{
	const TTest *const	tests[] = {
		f_15_bursts_of_messages_are_whole_and_in_order,
		f_01_messages_outlive_the_worker_that_takes_them,
		f_15_what_is_forged_is_refused,
		f_15_recorded_deliveries_have_one_effect,
	};

	return suite_run_with("inbound", inbound_start, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
