/* SPDX-License-Identifier: ISC */
/*
 * COUNT (10,000) messages of WhatsApp go out while souk-jobs is killed again
 * and again.  Meta has none of them twice.  What was under way at a kill is in
 * doubt until Meta tells of it by the name that went with it; what Meta never
 * had is sent once more by a person, and then each is there exactly once.
 *
 * Guards: a row is "sending" before Meta hears of it
 * (lib/whatsapp/send_take.c), and one that is found so is not sent by itself
 * (send_record.c).
 */
#include "tests/faults/faults.h"
#include "tests/faults/runners.h"

#define MESSAGES	10000
#define PER_SECOND	500	/* Meta gives up to 1,000 */
#define KILLS		30
#define KILL_MS		1500	/* at most, after it goes on */
#define DRAIN_MS	(10 * 60 * 1000)
#define LAST_NEWS	280	/* s */

/* Kills at random moments of what goes out, until all of it did. */
static int
kills_until_sent(void)
{
	int	 kills = 0;
	long	 before;
	int64_t	 end;

	srand(7);
	while (kills < KILLS && talk_in_state("waiting") > 0) {
		before = meta_books(NULL, "sent");
		end = now_ms() + SOON_MS;
		while (meta_books(NULL, "sent") == before && now_ms() < end)
			pause_ms(5);
		pause_ms(rand() % KILL_MS);
		runners_kill();
		kills++;
	}
	return kills;
}

START_TEST(f_01_each_message_is_at_meta_once_whoever_is_killed)
{
	const int	 count = fault_count(MESSAGES);
	int64_t		 began, ms;
	int		 again, doubts, kills;

	talk_people(0, count);
	talk_to(0, count, "kill");
	began = now_ms();
	kills = kills_until_sent();
	talk_await(DRAIN_MS);
	ms = now_ms() - began;
	ck_assert_int_eq(meta_books(NULL, "twice"), 0);
	doubts = (int)talk_in_state("doubt");
	meta_ask("deliver", "%s", "batch=50");
	meta_hooks("now=4");
	meta_wait_for(LAST_NEWS);
	again = talk_again(owner);
	talk_await(DRAIN_MS);
	meta_wait_for(LAST_NEWS);
	ck_assert_int_eq(meta_books(NULL, "sent"), count);
	ck_assert_int_eq(meta_books(NULL, "people"), count);
	ck_assert_int_eq(meta_books(NULL, "twice"), 0);
	ck_assert_int_eq(talk_in_state("delivered"), count);
	fault_say("F-01", "%d messages in %lld ms, souk-jobs killed %d times:"
	    " each at Meta once; %d were in doubt, Meta told of %d of them, %d"
	    " were sent again by a person", count, (long long)ms,
	    kills, doubts, doubts - again, again);
}
END_TEST

static void
outgoing_start(void)
{
	shop_home_made = meta_start;
	shop_start();
	limits_raise();
	meta_number_put();
	sql_number("UPDATE wa_number SET per_second = %d", PER_SECOND);
	meta_ask("number", "id=%s&per_second=%d", META_NUMBER,
	    2 * PER_SECOND);
	meta_hooks("hold");
}

int
main(void)
{
	const TTest *const	tests[] = {
	    f_01_each_message_is_at_meta_once_whoever_is_killed,
	};

	return suite_run_with("outgoing", outgoing_start, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
