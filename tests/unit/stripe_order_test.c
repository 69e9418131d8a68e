/* SPDX-License-Identifier: ISC */
/*
 * Stripe tells in any order, several times, and twice in different words.
 * Whatever it does, the end is the same.
 */
#include "lib/base/buf.h"
#include "tests/unit/stripe_events.h"
#include "tests/permute.h"
#include "tests/suite.h"

#define EVENTS_MAX	8

struct telling { const char *type; int64_t at; const char *object; };

struct life {
	const char	*name;
	struct telling	 events[EVENTS_MAX];	/* ends with type NULL */
	const char	*end;		/* state,received,refunded,flag */
	int		 paid, refunded, failed_back;	/* what it ends with */
};

#define CH(MORE) \
	"{\"id\":\"ch_1\",\"object\":\"charge\",\"amount\":2390," \
	"\"amount_captured\":2390,\"currency\":\"eur\",\"captured\":true," \
	"\"paid\":true,\"status\":\"succeeded\",\"payment_intent\":\"pi_1\"" \
	MORE "}"
#define CS(STATUS, PAID) \
	"{\"id\":\"cs_1\",\"object\":\"checkout.session\",\"amount_total\":" \
	"2390,\"currency\":\"eur\",\"mode\":\"payment\",\"payment_intent\":" \
	"\"pi_1\",\"status\":\"" STATUS "\",\"payment_status\":\"" PAID "\"}"
#define INTENT(WHAT)	"payment_intent." WHAT
#define SESSION(WHAT)	"checkout.session." WHAT
#define DISPUTE(WHAT)	"charge.dispute." WHAT

static const struct life lives[] = {
	{ "paid at the second try", {
		{ INTENT("created"), 10, PI("requires_payment_method", "") },
		{ INTENT("payment_failed"), 11, PI_FAILED },
		{ INTENT("requires_action"), 12, PI("requires_action", "") },
		{ INTENT("processing"), 12, PI("processing", "") },
		{ INTENT("succeeded"), 13, PI_PAID },
	  }, "succeeded,2390,0,-" , 1, 0, 0 },
	{ "not paid", {
		{ INTENT("created"), 10, PI("requires_payment_method", "") },
		{ INTENT("requires_action"), 12, PI("requires_action", "") },
		{ INTENT("processing"), 12, PI("processing", "") },
		{ INTENT("payment_failed"), 12, PI_FAILED },
		{ "charge.failed", 12, "{\"id\":\"ch_0\",\"amount\":2390,"
		    "\"currency\":\"eur\",\"payment_intent\":\"pi_1\","
		    "\"status\":\"failed\",\"failure_code\":\"card_declined\","
		    "\"outcome\":{\"reason\":\"generic_decline\"}}" },
	  }, "open,0,0,-", 0, 0, 0 },
	{ "with the bank", {
		{ INTENT("created"), 12, PI("requires_payment_method", "") },
		{ INTENT("requires_action"), 12, PI("requires_action", "") },
		{ "charge.pending", 12, "{\"id\":\"ch_0\",\"amount\":2390,"
		    "\"currency\":\"eur\",\"payment_intent\":\"pi_1\","
		    "\"status\":\"pending\"}" },
	  }, "processing,0,0,-", 0, 0, 0 },
	{ "money that comes late", {
		{ INTENT("created"), 10, PI("requires_payment_method", "") },
		{ SESSION("completed"), 11, CS("complete", "unpaid") },
		{ SESSION("expired"), 12, CS("expired", "unpaid") },
		{ INTENT("canceled"), 13, PI("canceled", "") },
		{ SESSION("async_payment_succeeded"), 14,
		    CS("complete", "paid") },
		{ INTENT("succeeded"), 14, PI_PAID },
	  }, "succeeded,2390,0,-", 1, 0, 0 },
	{ "a refund that fails", {
		{ INTENT("succeeded"), 10, PI_PAID },
		{ "refund.created", 11, RE("re_1", 1000, "pending") },
		{ "refund.updated", 12, RE("re_1", 1000, "succeeded") },
		{ "charge.refund.updated", 12, RE("re_1", 1000, "succeeded") },
		{ "refund.failed", 13, RE("re_1", 1000, "failed") },
	  }, "succeeded,2390,0,-", 1, 1000, 1000 },
	{ "all of it back, once it worked", {
		{ INTENT("canceled"), 9, PI("canceled", "") },
		{ INTENT("succeeded"), 10, PI_PAID },
		{ "refund.created", 11, RE("re_1", 2390, "pending") },
		{ "refund.failed", 12, RE("re_1", 2390, "failed") },
		{ "refund.created", 13, RE("re_2", 2390, "pending") },
		{ "refund.updated", 14, RE("re_2", 2390, "succeeded") },
	  }, "succeeded,2390,2390,-", 1, 4780, 2390 },
	{ "a charge with its refunds", {
		{ "charge.succeeded", 10, CH("") },
		{ INTENT("succeeded"), 10, PI_PAID },
		{ "charge.refunded", 11, CH(",\"amount_refunded\":500,"
		    "\"refunds\":{\"object\":\"list\",\"data\":["
		    RE("re_1", 500, "succeeded") "]}") },
		{ "charge.refunded", 12, CH(",\"amount_refunded\":1500,"
		    "\"refunds\":{\"object\":\"list\",\"data\":["
		    RE("re_2", 1000, "succeeded") ","
		    RE("re_1", 500, "succeeded") "]}") },
		{ "refund.updated", 12, RE("re_2", 1000, "succeeded") },
	  }, "succeeded,2390,1500,-", 1, 1500, 0 },
	{ "a dispute that is won", {
		{ INTENT("succeeded"), 10, PI_PAID },
		{ DISPUTE("created"), 11, DU("needs_response") },
		{ DISPUTE("funds_withdrawn"), 11, DU("needs_response") },
		{ DISPUTE("updated"), 14, DU("under_review") },
		{ DISPUTE("funds_reinstated"), 13, DU("won") },
		{ DISPUTE("closed"), 13, DU("won") },
	  }, "succeeded,2390,0,-", 1, 0, 0 },
	{ "what lies about the amount", {
		{ INTENT("created"), 10, PI("requires_payment_method", "") },
		{ INTENT("succeeded"), 11, PI("succeeded",
		    ",\"amount_received\":2389") },
		{ INTENT("succeeded"), 12, PI_PAID },
		{ INTENT("processing"), 13, PI("processing", "") },
		{ "refund.created", 14, RE("re_1", 1, "succeeded") },
	  }, "succeeded,2390,1,amount", 1, 1, 0 },
};

/* ---- one telling of a life, and what it ends in ------------------------------- */

struct run {
	const struct life	*life;
	int			 order[400];
	size_t			 count;
	bool			 anew;		/* ids are others each time */
	const char		*end, *rows;
};

static const char *
rows_of(const char *sql)
{
	struct stmt	*s = store_sql(sql);
	const char	*text;

	ck_assert_int_eq(db_step(s), SOUK_OK);
	text = db_is_null(s, 0) ? "" : db_copy(s, 0, store.arena);
	db_done(s);
	return text;
}

/* Whole tables, but for ids and times of our own. */
static void
rows_keep(struct run *run)
{
	run->end = rows_of("SELECT state || ',' || received || ',' ||"
	    " refunded || ',' || coalesce(flag, '-') FROM payment");
	run->rows = arena_printf(store.arena, "%s|%s|%s|%s|%s",
	    rows_of("SELECT group_concat(state || amount || currency ||"
	    " received || ',' || refunded || livemode || intent_ref ||"
	    " coalesce(session_ref, '-') || coalesce(charge_ref, '-') ||"
	    " coalesce(error_code, '-') || coalesce(decline_code, '-') ||"
	    " coalesce(flag, '-') || news_at) FROM payment"),
	    rows_of("SELECT group_concat(x) FROM (SELECT amount || state ||"
	    " cause || provider_ref || held AS x"
	    " FROM payment_refund ORDER BY provider_ref)"),
	    rows_of("SELECT group_concat(amount || state || reason ||"
	    " withdrawn || reinstated || due_at || news_at ||"
	    " coalesce(payment_id IS NULL, '-') || coalesce(closed_at, '-'))"
	    " FROM payment_dispute"),
	    rows_of("SELECT group_concat(x) FROM (SELECT debit || credit ||"
	    " amount || currency || subject AS x FROM ledger_entry"
	    " ORDER BY x)"),
	    run->anew ? "" : rows_of("SELECT group_concat(x) FROM (SELECT id"
	    " || type || object_id || made_at AS x FROM payment_event"
	    " ORDER BY id)"));
}

/* All of it is undone at the end. */
static enum outcome
run_step(struct act *act, void *arg)
{
	struct run		*run = arg;
	struct stripe_taken	 taken;
	struct stripe_event	 event;
	const struct telling	*t;
	enum outcome		 e;

	for (size_t i = 0; i < run->count; i++) {
		t = &run->life->events[run->order[i]];
		event_number = run->anew ? (int)i : run->order[i];
		ck_assert(stripe_event_read(event_of(t->type, t->at,
		    t->object), &event));
		e = stripe_event_take(act, &event, false, &taken);
		ck_assert_msg(e == SOUK_OK, "%s: %s: %d", run->life->name,
		    t->type, e);
	}
	rows_keep(run);
	return SOUK_CONFLICT;
}

static const char *
run_text(const struct run *run)
{
	struct buf	 b;

	buf_init(&b, store.arena, 64);
	for (size_t i = 0; i < run->count && i < 12; i++)
		buf_printf(&b, " %s@%lld",
		    run->life->events[run->order[i]].type,
		    (long long)run->life->events[run->order[i]].at);
	return b.p;
}

/* first NULL: the one that others are held against. */
static const char *
run_tell(struct run *run, const char *first)
{
	thing.paid = 0;
	thing.came = thing.back = thing.again = 0;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, run_step, run),
	    SOUK_CONFLICT);
	ck_assert_msg(strcmp(run->end, run->life->end) == 0, "%s:%s\n%s",
	    run->life->name, run_text(run), run->end);
	ck_assert_msg(thing.paid == run->life->paid &&
	    thing.back - thing.again == run->life->refunded -
	    run->life->failed_back, "%s:%s: %d %lld %lld", run->life->name,
	    run_text(run), thing.paid, (long long)thing.back,
	    (long long)thing.again);
	if (first != NULL)
		ck_assert_msg(strcmp(run->rows, first) == 0,
		    "%s:%s\n%s\n%s", run->life->name, run_text(run),
		    run->rows, first);
	return run->rows;
}

static size_t
life_length(const struct life *life)
{
	size_t	 n = 0;

	while (life->events[n].type != NULL)
		n++;
	return n;
}

/* One arena would not hold them all. */
static struct arena	*before;

static const char *
run_aside(struct run *run, const char *first)
{
	static char	 rows[1 << 14];

	before = store.arena;
	store.arena = arena_new((size_t)64 << 20);
	if (first == NULL)
		snprintf(rows, sizeof(rows), "%s", run_tell(run, NULL));
	else
		run_tell(run, first);
	arena_free(store.arena);
	store.arena = before;
	return rows;
}

static const char *
run_in_order(struct run *run, const struct life *life)
{
	run->life = life;
	run->count = life_length(life);
	for (size_t i = 0; i < run->count; i++)
		run->order[i] = (int)i;
	return run_aside(run, NULL);
}

/* ---- tests ---------------------------------------------------------------------- */

START_TEST(target_31_every_order_of_a_life_ends_the_same)
{
	const struct life	*life = &lives[_i];
	struct run		 run = { .life = NULL };
	const char		*first;

	card_payment();
	first = run_in_order(&run, life);
	while (permute(run.order, (int)run.count))
		run_aside(&run, first);
}
END_TEST

static unsigned	seed;

static int
dice(size_t n)
{
	seed = seed * 1103515245 + 12345;
	return n == 0 ? 0 : (int)((seed >> 16) % n);
}

/* n tellings, each of the events at least once. */
static void
run_shuffle(struct run *run, size_t n)
{
	const size_t	 events = life_length(run->life);
	int		 k, t;

	run->count = n;
	for (size_t i = 0; i < n; i++)
		run->order[i] = i < events ? (int)i : dice(events);
	for (size_t i = n - 1; i > 0; i--) {
		k = dice(i + 1);
		t = run->order[i];
		run->order[i] = run->order[k];
		run->order[k] = t;
	}
}

START_TEST(f15_fifty_times_each_in_any_order_ends_the_same)
{
	struct run	 run = { .life = NULL };
	const char	*first;

	seed = (unsigned)_i + 1;
	card_payment();
	first = run_in_order(&run, &lives[_i]);
	for (int i = 0; i < 20; i++) {
		run_shuffle(&run, 50 * life_length(run.life));
		run_aside(&run, first);
	}
}
END_TEST

/* Two events may describe one change. */
START_TEST(target_31_the_same_under_other_ids_ends_the_same)
{
	struct run	 run = { .anew = true };
	const char	*first;

	seed = (unsigned)_i + 100;
	card_payment();
	first = run_in_order(&run, &lives[_i]);
	for (int i = 0; i < 200; i++) {
		run_shuffle(&run, life_length(run.life) + (size_t)dice(20));
		run_aside(&run, first);
	}
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ target_31_every_order_of_a_life_ends_the_same, COUNT(lives) },
		{ f15_fifty_times_each_in_any_order_ends_the_same,
		    COUNT(lives) },
		{ target_31_the_same_under_other_ids_ends_the_same,
		    COUNT(lives) },
	};
	const struct suite	 suite = { "stripe order", hooks_open,
	    shop_close, true, 240 };

	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
