/* SPDX-License-Identifier: ISC */
/*
 * F-20, DB9: Meta is away for OUTAGE seconds (600), and meanwhile COUNT
 * messages (5,000) are written.  The breaker asks it now and then, others do
 * not notice; when it is back all of them go within ten minutes, each once, in
 * the order in which they were written to each person.
 *
 * Guards: the breaker (lib/base/shared_breaker.c), what it keeps from asking
 * is put off without counting (lib/whatsapp/send_record.c).
 */
#include "lib/whatsapp/send.h"
#include "tests/faults/figure.h"
#include "tests/faults/looker.h"
#include "tests/http/talk.h"

#define AWAY		600
#define MESSAGES	5000
#define EACH		2	/* to a person */
#define DRAIN_MS	(10 * 60 * 1000)
#define LAST_NEWS	280	/* s */
#define UNNOTICED(MS)	(3 * (MS) + 5)	/* of a machine that others use too */

static int
seconds_away(void)
{
	const char	*given = getenv("OUTAGE");

	return given == NULL || *given == '\0' ? AWAY :
	    (int)strtol(given, NULL, 10);
}

/* What Meta was asked so far. */
static long
asked(void)
{
	char	 path[96], *all;
	long	 n = 0;

	snprintf(path, sizeof(path), "%s/asked", meta.folder);
	all = file_read(path);
	for (const char *p = all; (p = strchr(p, '\n')) != NULL; p++)
		n++;
	free(all);
	return n;
}

/* Of each person the first words came first. */
static void
want_order(void)
{
	meta_ask("unordered", "%s", "words=first,second");
	ck_assert_str_eq(meta_at("count"), "0");
}

static float
calm_look(int people)
{
	talk_people(0, people);
	looks_begin();
	talk_to(0, people, "calm");
	talk_await(DRAIN_MS);
	return looks_p99();
}

START_TEST(f_20_what_waited_for_meta_goes_once_when_it_is_back)
{
	const int	 n = fault_count(MESSAGES), away = seconds_away();
	const int	 people = n / EACH, before = people / 10;
	float		 calm = calm_look(before), p99;
	int64_t		 end, drain;
	long		 tries = asked();

	server_says(&meta, "503\n");
	end = now_ms() + away * INT64_C(1000);
	talk_people(before, people);
	looks_begin();
	talk_to(before, people, "first");
	talk_to(before, people, "second");
	while (now_ms() < end)
		pause_ms(500);
	p99 = looks_p99();
	tries = asked() - tries;
	ck_assert_int_eq(meta_books(NULL, "sent"), before);
	server_says(&meta, "");
	drain = now_ms();
	talk_await(DRAIN_MS);
	drain = now_ms() - drain;
	meta_wait_for(LAST_NEWS);
	ck_assert_int_eq(meta_books(NULL, "sent"), before + EACH * people);
	ck_assert_int_eq(meta_books(NULL, "twice"), 0);
	ck_assert_int_eq(talk_in_state("delivered"), before + EACH * people);
	want_order();
	fault_say("F-20", "Meta away for %d s: %d messages written, it was"
	    " asked %ld times, pages p99 %.1f ms (%.1f beside a healthy one);"
	    " back: all sent in %lld ms, once each, in their order", away,
	    EACH * people, tries, (double)p99, (double)calm,
	    (long long)drain);
	/* The round that is under way, then once in half a minute. */
	ck_assert_int_le(tries, WA_ROUND + 5 + away / 30);
	ck_assert(p99 <= UNNOTICED(calm));
}
END_TEST

static void
home_made(const char *home)
{
	stripe_start(home);
	meta_start(home);
}

static void
silence_start(void)
{
	shop_home_made = home_made;
	buy_start();
	meta_number_put();
	meta_hooks("now=4");
}

int
main(void)
{
	const TTest *const	tests[] = {
	    f_20_what_waited_for_meta_goes_once_when_it_is_back,
	};

	return suite_run_with("silence", silence_start, tests, COUNT(tests));
}
