/* SPDX-License-Identifier: ISC */
/*
 * What Stripe did not bring is fetched, and its books are held against ours:
 * the whole shop with the stand-in, whose webhooks go nowhere.
 */
#include <time.h>

#include "lib/base/typeid.h"
#include "lib/payments/event.h"
#include "tests/http/process.h"
#include "tests/http/stripe.h"
#include "tests/http/suite.h"

#define RUNS		"/api/admin/reconciliations"

static struct client	*owner;
static struct arena	*ids;

static void
world_open(void)
{
	shop_home_made = stripe_start;
	shop_start();
	owner = client_login("owner");
	stripe_ask("hook", "way=never");
	ids = arena_new(1 << 20);
}

static const char *
sql(const char *query)
{
	static char	 value[400];
	char		*text = shop_sql(query);

	snprintf(value, sizeof(value), "%s", text);
	free(text);
	return value;
}

#define want_sql(TEXT, ...) do {					\
	char	 query_[500];						\
									\
	snprintf(query_, sizeof(query_), __VA_ARGS__);			\
	ck_assert_str_eq(sql(query_), TEXT);				\
} while (0)

/* A job that the schedule would make, until it and what it puts is done. */
static void
job_run(const char *kind)
{
	static int	 n;
	char		 query[400];
	const int64_t	 end = now_ms() + SOON_MS;

	snprintf(query, sizeof(query), "INSERT INTO job (id, kind, lane,"
	    " payload, state, due_at, created_at) VALUES ('job_of_test_%d',"
	    " '%s', 'call', '{}', 'waiting', 1, 1)", ++n, kind);
	sql(query);
	snprintf(query, sizeof(query), "SELECT count(*) FROM job WHERE kind ="
	    " '%s' AND state IN ('waiting', 'running')", kind);
	while (strcmp(sql(query), "0") != 0) {
		ck_assert_msg(now_ms() < end, "%s does not end", kind);
		usleep(20000);
	}
	snprintf(query, sizeof(query), "SELECT count(*) FROM job WHERE kind ="
	    " '%s' AND state = 'dead'", kind);
	ck_assert_str_eq(sql(query), "0");
}

struct paid { char pay[64], intent[64]; };

static const char *
pay_id(int days, int n)
{
	const char	*id = typeid_first(ids, "pay", ((int64_t)time(NULL) -
			    days * 86400) * 1000);

	return arena_printf(ids, "%.*s%04d", (int)strlen(id) - 4, id, n);
}

/* A payment of ours, days old, and Stripe's of the same amount. */
static struct paid
payment_new(int n, int days, const char *state, int amount, bool named)
{
	struct paid	 p;
	char		 form[400], query[700];

	snprintf(p.pay, sizeof(p.pay), "%s", pay_id(days, n));
	snprintf(form, sizeof(form), "amount=%d&currency=eur&metadata[%s]=%.60s",
	    amount, STRIPE_NOTE_PAYMENT, p.pay);
	ck_assert_int_eq(stripe_call("/v1/payment_intents", form), 200);
	stripe_parse();
	snprintf(p.intent, sizeof(p.intent), "%.60s", stripe_at("id"));
	snprintf(query, sizeof(query), "INSERT INTO payment (id, brand_id,"
	    " subject, subject_id, provider, state, amount, received,"
	    " currency, intent_ref, created_at, updated_at) SELECT '%s', id,"
	    " 'none', 'none_%d', 'stripe', '%s', %d, %d, 'EUR', %s%s%s, 1, 1"
	    " FROM brand ORDER BY created_at LIMIT 1", p.pay, n, state, amount,
	    strcmp(state, "succeeded") == 0 ? amount : 0, named ? "'" : "",
	    named ? p.intent : "NULL", named ? "'" : "");
	sql(query);
	return p;
}

static void
stripe_confirm(const struct paid *p)
{
	stripe_ask("confirm", "intent=%s", p->intent);
}

#define STANDS	"SELECT state || ',' || received || ',' || refunded FROM" \
	" payment WHERE id = '%.60s'"

START_TEST(target_32_what_was_not_brought_is_fetched)
{
	struct paid	 p[40];

	for (int i = 0; i < 30; i++) {
		p[i] = payment_new(i, 0, "open", 1000 + i, i % 2 == 0);
		if (i % 3 != 0)
			stripe_confirm(&p[i]);
	}
	stripe_ask("refund", "intent=%s&amount=100", p[1].intent);
	stripe_ask("dispute", "intent=%s", p[2].intent);
	job_run("payments.pull");
	for (int i = 0; i < 30; i++)
		want_sql(i % 3 != 0 ? "succeeded" : "open",
		    "SELECT state FROM payment WHERE id = '%.60s'", p[i].pay);
	want_sql("succeeded,1001,100", STANDS, p[1].pay);
	want_sql("1", "SELECT count(*) FROM payment_dispute WHERE payment_id"
	    " = '%.60s' AND withdrawn = 1", p[2].pay);
	want_sql("0", "SELECT count(*) FROM payment_event WHERE pulled = 0");
	want_sql("1", "SELECT count(*) FROM payment_pull WHERE read_until >"
	    " 1700000000");
	/* Nothing twice. */
	want_sql("20", "SELECT count(*) FROM ledger_entry WHERE debit ="
	    " 'stripe'");
	job_run("payments.pull");
	want_sql("20", "SELECT count(*) FROM ledger_entry WHERE debit ="
	    " 'stripe'");
}
END_TEST

START_TEST(target_32_while_stripe_is_away_nothing_is_skipped)
{
	struct paid	 p = payment_new(50, 0, "open", 700, true);

	stripe_confirm(&p);
	server_says(&stripe, "500 to=GET/v1/events times=1\n");
	sql("UPDATE job SET state = 'done' WHERE kind = 'payments.pull'");
	sql("INSERT INTO job (id, kind, lane, payload, state, due_at,"
	    " created_at) VALUES ('job_of_away', 'payments.pull', 'call',"
	    " '{}', 'waiting', 1, 1)");
	for (int64_t end = now_ms() + SOON_MS; strcmp(sql("SELECT attempts"
	    " FROM job WHERE id = 'job_of_away'"), "1") != 0; usleep(20000))
		ck_assert(now_ms() < end);
	want_sql("open,0,0", STANDS, p.pay);
	server_says(&stripe, "");
	for (int64_t end = now_ms() + SOON_MS; strcmp(sql("SELECT state FROM"
	    " payment WHERE subject_id = 'none_50'"), "succeeded") != 0;
	    usleep(20000)) {
		ck_assert(now_ms() < end);
		sql("UPDATE job SET due_at = 1 WHERE id = 'job_of_away'");
	}
}
END_TEST

START_TEST(target_33_every_difference_is_found_mended_or_told)
{
	struct paid	 good, late, gone, lost, cheap, refunded;
	struct answer	*a;
	char		 run[120], path[160];

	good = payment_new(60, 0, "succeeded", 6000, true);
	stripe_confirm(&good);
	late = payment_new(61, 0, "open", 6100, true);
	stripe_confirm(&late);
	gone = payment_new(62, 2, "succeeded", 6200, true);
	sql("UPDATE payment SET intent_ref = 'pi_nowhere' WHERE subject_id ="
	    " 'none_62'");
	lost = payment_new(63, 0, "open", 6300, true);
	stripe_confirm(&lost);
	sql("DELETE FROM payment WHERE subject_id = 'none_63'");
	cheap = payment_new(64, 0, "open", 6400, true);
	sql("UPDATE payment SET amount = 6401 WHERE subject_id = 'none_64'");
	stripe_confirm(&cheap);
	refunded = payment_new(65, 0, "succeeded", 6500, true);
	stripe_confirm(&refunded);
	stripe_ask("refund", "intent=%s&amount=500", refunded.intent);
	job_run("payments.reconcile");
	a = client_get(owner, RUNS);
	want(a, 200);
	want_at(a, "data.0.state", "done");
	want_at(a, "data.0.differences", "5");
	snprintf(run, sizeof(run), RUNS "/%.60s", answer_at(a, "data.0.id"));
	want(client_get(owner, run), 200);
	snprintf(path, sizeof(path), "%s/differences", run);
	a = client_get(owner, path);
	want(a, 200);
	want_at(a, "pagination.total", "5");
	want_sql("succeeded,6100,0", STANDS, late.pay);
	want_sql("open,0,0", STANDS, cheap.pay);
	want_sql("succeeded,6500,500", STANDS, refunded.pay);
#define NOTED	"SELECT kind || ours || ',' || theirs || ',' || mended FROM" \
	" reconcile_difference WHERE object_ref = '%.60s'"
	want_sql("state0,6100,1", NOTED, late.intent);
	want_sql("only_theirs0,6300,0", NOTED, lost.intent);
	want_sql("amount0,6400,0", NOTED, cheap.intent);
	want_sql("only_ours6200,0,0", NOTED, "pi_nowhere");
	want_sql("refund0,500,1", "SELECT kind || ours || ',' || theirs ||"
	    " ',' || mended FROM reconcile_difference WHERE kind = 'refund'"
	    " AND theirs = 500");
	want_sql("1", "SELECT count(*) FROM mail WHERE template = 'reconcile'");
	want_sql("", NOTED, good.intent);
	/* What was mended is not found again. */
	job_run("payments.reconcile");
	want_at(client_get(owner, RUNS), "data.0.differences", "3");
	(void)gone;
}
END_TEST

/* Its job ended days ago, and nobody knows why. */
START_TEST(target_33_a_refund_that_nobody_sends_is_sent_in_the_night)
{
	struct paid	 p = payment_new(70, 3, "succeeded", 7000, true);
	const char	*refund = typeid_first(ids, "refund",
			    ((int64_t)time(NULL) - 2 * 86400) * 1000);
	char		 query[500];

	stripe_confirm(&p);
	snprintf(query, sizeof(query), "INSERT INTO payment_refund (id,"
	    " payment_id, amount, state, cause, created_at, updated_at)"
	    " VALUES ('%s', '%.60s', 700, 'waiting', 'test', 1, 1)", refund,
	    p.pay);
	sql(query);
	sql("UPDATE payment SET refunded = 700 WHERE subject_id = 'none_70'");
	job_run("payments.reconcile");
	want_sql("1", "SELECT count(*) FROM mail WHERE template ="
	    " 'refund_stuck'");
	snprintf(query, sizeof(query), "SELECT state FROM payment_refund WHERE"
	    " id = '%s'", refund);
	for (int64_t end = now_ms() + SOON_MS; strcmp(sql(query),
	    "succeeded") != 0; usleep(20000))
		ck_assert(now_ms() < end);
	want_sql("1", "SELECT count(*) FROM payment_refund WHERE id = '%s'"
	    " AND stuck_at IS NULL AND provider_ref IS NOT NULL", refund);
	want_sql("", "SELECT coalesce(flag, '') FROM payment WHERE id ="
	    " '%.60s'", p.pay);
}
END_TEST

START_TEST(target_33_who_may_not_see_payments_sees_none_of_it)
{
	struct client	*reader = client_login("reader"),
			*stranger = client_login("stranger");
	char		 path[120];

	snprintf(path, sizeof(path), RUNS "/%s", sql("SELECT id FROM"
	    " reconcile_run ORDER BY id LIMIT 1"));
	want(client_get(reader, RUNS), 403);
	want(client_get(reader, path), 403);
	want(client_get(reader, "/api/admin/disputes"), 403);
	want(client_get(stranger, path), 403);
	want_at(client_get(stranger, RUNS), "pagination.total", "0");
	want_at(client_get(stranger, "/api/admin/disputes"),
	    "pagination.total", "0");
	want_at(client_get(owner, "/api/admin/disputes"),
	    "pagination.total", "1");
	want(client_get(owner, RUNS "/rec_01h455vb4pex5vsknk084sn02q"), 404);
	client_free(reader);
	client_free(stranger);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		target_32_what_was_not_brought_is_fetched,
		target_32_while_stripe_is_away_nothing_is_skipped,
		target_33_every_difference_is_found_mended_or_told,
		target_33_a_refund_that_nobody_sends_is_sent_in_the_night,
		target_33_who_may_not_see_payments_sees_none_of_it,
	};

	return suite_run_with("stripe pull", world_open, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
