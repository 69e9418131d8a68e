/* SPDX-License-Identifier: ISC */
/*
 * F-20: Meta is refused, hangs, answers one byte a second, 500, 429, garbage,
 * 100 MiB, or is not heard of after it took a message; meanwhile messages are
 * written.  Whoever looks at the shop's pages does not notice; when Meta is
 * back, each message is there once: by itself where Meta did not hear of it or
 * told what became of it, by a person where nobody can know.
 *
 * Guards: calls only in a lane of its own; time limits and sizes
 * (lib/net/http.c); the breaker (lib/base/shared_breaker.c); what may have
 * been heard is in doubt and not sent again (lib/whatsapp/send_record.c).
 */
#include "tests/faults/figure.h"
#include "tests/faults/looker.h"
#include "tests/http/talk.h"
#include "tests/http/workers.h"

#define MESSAGES	20
#define AGAIN		2	/* so often, where others use the machine too */
#define LOOKED_AT	3000	/* ms, so that there are enough looks */
#define SETTLED_MS	120000
#define RESIDENT_KIB	(64 << 10)
#define UNNOTICED(MS)	(3 * (MS) + 5)

static const char *const ways[] = { "close", "hold", "slow", "500", "wait:2",
	"code:130429", "code:131056", "code:131000", "garbage", "html",
	"deep", "empty", "huge", "redirect", "short", "lose" };

static int	people;		/* so many had a message */

static void
settle(void)
{
	const int64_t	 end = now_ms() + SETTLED_MS;

	while (talk_in_state("waiting") + talk_in_state("sending") > 0 &&
	    now_ms() < end) {
		talk_hasten();
		pause_ms(200);
	}
	meta_wait();
}

/* How many of them a person had to decide. */
static int
day_end(void)
{
	int	 again;

	server_says(&meta, "");
	settle();
	again = talk_again(owner);
	settle();
	ck_assert_int_eq(meta_books(NULL, "sent"), people);
	ck_assert_int_eq(meta_books(NULL, "twice"), 0);
	ck_assert_int_eq(talk_in_state("delivered"), people);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM job WHERE state ="
	    " 'dead'"), 0);
	return again;
}

/* p99 of the pages beside it. */
static float
day_of(const char *way, int *again)
{
	char	 rules[80];
	float	 p99;

	snprintf(rules, sizeof(rules), "%s%s", way, *way != '\0' ? "\n" :
	    "");
	server_says(&meta, rules);
	talk_people(people, MESSAGES);
	looks_begin();
	talk_to(people, MESSAGES, "ill");
	people += MESSAGES;
	pause_ms(LOOKED_AT);
	p99 = looks_p99();
	*again = day_end();
	return p99;
}

/* Whatever came, of it no more is kept than an answer may be long. */
static void
want_small(void)
{
	const struct workers	 w = workers_look("souk-jobs");

	ck_assert_int_gt(w.count, 0);
	for (int i = 0; i < w.count; i++)
		ck_assert_int_lt(w.list[i].resident, RESIDENT_KIB);
}

START_TEST(f_20_a_day_without_meta)
{
	const int	 most = fault_count((int)COUNT(ways));
	float		 calm, p99;
	int		 again;

	calm = day_of("", &again);
	for (size_t i = 0; i < COUNT(ways) && (int)i < most; i++) {
		p99 = day_of(ways[i], &again);
		for (int k = 0; k < AGAIN && p99 > UNNOTICED(calm); k++) {
			calm = day_of("", &again);	/* are others busier? */
			p99 = day_of(ways[i], &again);
		}
		want_small();
		fault_say("F-20", "Meta says %s: pages p99 %.1f ms (%.1f"
		    " beside a healthy one); then %d messages there, once"
		    " each, %d of them told to go by a person, no job lost",
		    ways[i], (double)p99, (double)calm, MESSAGES, again);
		ck_assert(p99 <= UNNOTICED(calm));
	}
}
END_TEST

static void
home_made(const char *home)
{
	stripe_start(home);
	meta_start(home);
}

static void
chat_start(void)
{
	shop_home_made = home_made;
	buy_start();
	clients_open();
	meta_number_put();
	meta_hooks("now");
}

int
main(void)
{
	const TTest *const	tests[] = { f_20_a_day_without_meta };

	return suite_run_with("chat", chat_start, tests, COUNT(tests));
}
