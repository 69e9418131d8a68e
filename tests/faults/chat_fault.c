/* SPDX-License-Identifier: ISC */
/*
 * F-20: Meta or Twilio is refused, hangs, answers one byte a second, 500, 429,
 * garbage, 100 MiB, or is not heard of after it took a message; meanwhile
 * messages are written.  Whoever looks at the shop's pages does not notice;
 * when it is back, each message is there once: by itself where it did not hear
 * of it, told what became of it or is asked, by a person where nobody can know.
 * COUNT says how many of these of each.
 *
 * Guards: calls only in a lane of their own; time limits and sizes
 * (lib/net/http.c); the breaker (lib/base/shared_breaker.c); what may have
 * been heard is in doubt and not sent again (lib/whatsapp/send_record.c), or
 * looked for first (lib/notify/sms_send.c).
 */
#include "tests/faults/figure.h"
#include "tests/faults/looker.h"
#include "tests/http/talk.h"
#include "tests/http/twilio.h"
#include "tests/http/workers.h"

#define MESSAGES	20
#define AGAIN		2	/* so often, where others use the machine too */
#define LOOKED_AT	3000	/* ms, so that there are enough looks */
#define SETTLED_MS	120000
#define RESIDENT_KIB	(64 << 10)
#define UNNOTICED(MS)	(3 * (MS) + 5)
#define WAYS_MOST	20
#define LEFT_OF(TABLE, MORE)						\
	"SELECT count(*) FROM " TABLE " WHERE state IN ('waiting',"	\
	" 'sending'" MORE ")"

/* ---- who is ill ---------------------------------------------------------- */

struct provider_of {
	const char	*name, *left, *delivered;
	struct server	*server;
	const char	*ways[WAYS_MOST];
	void		(*put)(int first);
	void		(*hasten)(void);
	void		(*wait)(void);
	int		(*again)(void);	/* a person decided of so many */
	long		(*books)(const char *to, const char *what);
	int		 people;	/* so many had a message */
};

static void
talks_put(int first)
{
	talk_people(first, MESSAGES);
	talk_to(first, MESSAGES, "ill");
}

static int
talks_again(void)
{
	return talk_again(owner);
}

static void
texts_put(int first)
{
	texts_to(owner, first, MESSAGES);
}

/* What is in doubt may be asked for. */
static void
texts_hasten(void)
{
	sql_number("UPDATE sms SET sending_at = sending_at - 120000 WHERE"
	    " state = 'doubt'");
	sql_number("UPDATE job SET due_at = 1 WHERE state = 'waiting' AND kind"
	    " = 'notify.sms'");
}

static int
texts_again(void)
{
	return 0;
}

static struct provider_of providers[] = {
	{ .name = "Meta", .server = &meta, .put = talks_put,
	  .hasten = talk_hasten, .wait = meta_wait, .again = talks_again,
	  .books = meta_books, .left = LEFT_OF("wa_send", ""),
	  .delivered = "SELECT count(*) FROM wa_send WHERE state ="
	    " 'delivered'",
	  .ways = { "close", "hold", "slow", "500", "wait:2", "code:130429",
	    "code:131056", "code:131000", "garbage", "html", "deep", "empty",
	    "huge", "redirect", "short", "lose" } },
	{ .name = "Twilio", .server = &twilio, .put = texts_put,
	  .hasten = texts_hasten, .wait = twilio_wait, .again = texts_again,
	  .books = twilio_books, .left = LEFT_OF("sms", ", 'doubt'"),
	  .delivered = "SELECT count(*) FROM sms WHERE state = 'delivered'",
	  .ways = { "close", "hold", "slow", "500", "wait:2", "code:20429",
	    "code:20503:503", "garbage", "html", "deep", "empty", "huge",
	    "redirect", "short", "lose" } },
};

/* ---- a day --------------------------------------------------------------- */

#define sql_count(QUERY) sql_number("%s", QUERY)

static void
settle(const struct provider_of *p)
{
	const int64_t	 end = now_ms() + SETTLED_MS;

	while (sql_count(p->left) > 0 && now_ms() < end) {
		p->hasten();
		pause_ms(200);
	}
	p->wait();
}

/* How many of them a person had to decide. */
static int
day_end(const struct provider_of *p)
{
	int	 again;

	server_says(p->server, "");
	settle(p);
	again = p->again();
	settle(p);
	ck_assert_int_eq(p->books(NULL, "sent"), p->people);
	ck_assert_int_eq(p->books(NULL, "twice"), 0);
	ck_assert_int_eq(sql_count(p->delivered), p->people);
	ck_assert_int_eq(sql_number("SELECT count(*) FROM job WHERE state ="
	    " 'dead'"), 0);
	return again;
}

/* p99 of the pages beside it. */
static float
day_of(struct provider_of *p, const char *way, int *again)
{
	char	 rules[80];
	float	 p99;

	snprintf(rules, sizeof(rules), "%s%s", way, *way != '\0' ? "\n" :
	    "");
	server_says(p->server, rules);
	looks_begin();
	p->put(p->people);
	p->people += MESSAGES;
	pause_ms(LOOKED_AT);
	p99 = looks_p99();
	*again = day_end(p);
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

static void
day_without(struct provider_of *p)
{
	const int	 most = fault_count(WAYS_MOST);
	int		 again;
	float		 p99, calm = day_of(p, "", &again);

	for (int i = 0; i < most && p->ways[i] != NULL; i++) {
		p99 = day_of(p, p->ways[i], &again);
		for (int k = 0; k < AGAIN && p99 > UNNOTICED(calm); k++) {
			calm = day_of(p, "", &again);	/* are others busier? */
			p99 = day_of(p, p->ways[i], &again);
		}
		want_small();
		fault_say("F-20", "%s says %s: pages p99 %.1f ms (%.1f"
		    " beside a healthy one); then %d messages there, once"
		    " each, %d of them told to go by a person, no job lost",
		    p->name, p->ways[i], (double)p99, (double)calm, MESSAGES,
		    again);
		ck_assert(p99 <= UNNOTICED(calm));
	}
}

START_TEST(f_20_a_day_without_who_carries_our_messages)
{
	for (size_t i = 0; i < COUNT(providers); i++)
		day_without(&providers[i]);
}
END_TEST

static void
home_made(const char *home)
{
	stripe_start(home);
	meta_start(home);
	twilio_start(home);
}

static void
chat_start(void)
{
	shop_home_made = home_made;
	buy_start();
	clients_open();
	want(client_json(owner, "PATCH", "/api/admin/settings", "{\"limits\":"
	    "{\"write\":100000,\"user\":100000,\"reset\":100000}}"), 200);
	meta_number_put();
	meta_hooks("now");
	twilio_hooks("now");
}

int
main(void)
{
	const TTest *const	tests[] = {
		f_20_a_day_without_who_carries_our_messages,
	};

	return suite_run_with("chat", chat_start, tests, COUNT(tests));
}
