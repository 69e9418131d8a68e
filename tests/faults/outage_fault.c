/* SPDX-License-Identifier: ISC */
/*
 * F-20, DB9: Stripe is away for OUTAGE seconds (600), and meanwhile COUNT
 * refunds (5,000) are asked for.  The breaker asks it now and then, others do
 * not notice; when it is back everything is sent within ten minutes, once.  And
 * what was given up is shown, and sent when somebody says so.
 *
 * Guards: the breaker (lib/base/shared_breaker.c), what it keeps from asking
 * is put off without counting (lib/payments/jobs.c); a key of our own row
 * (lib/payments/stripe_refund.c).
 */
#include "tests/faults/figure.h"
#include "tests/faults/looker.h"

#define AWAY		600
#define REFUNDS		5000
#define AT_ONCE		50
#define DRAIN_MS	(10 * 60 * 1000)
#define UNNOTICED(MS)	(3 * (MS) + 5)	/* of a machine that others use too */
#define WAITING		"SELECT count(*) FROM payment_refund WHERE state NOT" \
			" IN ('succeeded')%s"

static int
seconds_away(void)
{
	const char	*given = getenv("OUTAGE");

	return given == NULL || *given == '\0' ? AWAY :
	    (int)strtol(given, NULL, 10);
}

/* What Stripe was asked by jobs so far. */
static long
asked(void)
{
	char	 path[96], line[512];
	FILE	*f;
	long	 n = 0;

	snprintf(path, sizeof(path), "%s/asked", stripe.folder);
	if ((f = fopen(path, "re")) == NULL)
		return 0;
	while (fgets(line, sizeof(line), f) != NULL)
		n++;
	fclose(f);
	return n;
}

/* So many refunds of a cent, in ms. */
static int64_t
refunds_ask(const char *order, int n)
{
	const int64_t	 began = now_ms();
	struct burst	 b;
	char		 path[160];

	snprintf(path, sizeof(path), "/api/payments/%s/refund",
	    payment_of(order));
	for (int done = 0; done < n; done += AT_ONCE) {
		int	one = n - done < AT_ONCE ? n - done : AT_ONCE;

		client_burst(owner, one, "POST", path,
		    "{\"amount\":\"0.01\"}", &b);
		ck_assert_int_eq(b.by_status[201], one);
	}
	return now_ms() - began;
}

static int64_t
drain_await(void)
{
	const int64_t	 began = now_ms();

	while (sql_long(WAITING, "") > 0 && now_ms() - began < DRAIN_MS)
		pause_ms(500);
	ck_assert_int_eq(sql_long(WAITING, ""), 0);
	return now_ms() - began;
}

static void
want_once(const char *order, int n)
{
	ck_assert_int_eq(stripe_books(order, "refunds"), n);
	ck_assert_int_eq(stripe_books(order, "refunded"), n);
	ck_assert_int_eq(order_long(order, "refunded"), n);
	ck_assert_int_eq(sql_long("SELECT count(*) FROM job WHERE state ="
	    " 'dead'%s", ""), 0);
	books_agree();
	race_is_sound();
}

static const char *
big_order(void)
{
	struct client	*c = guest_with(good_new("Grand", "900.00", 9), 1);
	const char	*order;

	stripe_hooks("now");
	order = order_paid(c);
	stripe_wait();
	stripe_hooks("never");
	client_free(c);
	return order;
}

START_TEST(f_20_what_waited_for_stripe_is_sent_once_when_it_is_back)
{
	const int	 n = fault_count(REFUNDS), away = seconds_away();
	const char	*order = big_order();
	int64_t		 end, asking, drain;
	long		 before;
	float		 calm, p99;

	looks_begin();		/* the same beside a Stripe that answers */
	refunds_ask(order, n / 10);
	drain_await();
	calm = looks_p99();
	server_says(&stripe, "close\n");
	before = asked();
	end = now_ms() + away * INT64_C(1000);
	looks_begin();
	asking = refunds_ask(order, n);
	while (now_ms() < end)
		pause_ms(500);
	p99 = looks_p99();
	before = asked() - before;
	ck_assert_int_eq(stripe_books(order, "refunds"), n / 10);
	server_says(&stripe, "");
	drain = drain_await();
	want_once(order, n + n / 10);
	fault_say("F-20", "Stripe away for %d s: %d refunds taken in %lld ms,"
	    " it was asked %ld times, pages p99 %.1f ms (%.1f beside a healthy"
	    " one); back: all sent in %lld ms, once each", away, n,
	    (long long)asking, before, (double)p99, (double)calm,
	    (long long)drain);
	/* Five in a row, then once in half a minute; each process has one more
	 * under way. */
	ck_assert_int_le(before, 5 + 5 + away / 30);
	ck_assert(p99 <= UNNOTICED(calm));
}
END_TEST

/* The id of a dead refund's job as staff finds it. */
static const char *
dead_job(void)
{
	struct answer	*a;

	want(a = client_get(owner, "/api/admin/jobs?state=dead"
	    "&kind=payments.refund"), 200);
	return answer_at(a, "data.0.id") == NULL ? NULL :
	    path_of("/api/admin/jobs", answer_at(a, "data.0.id"), "");
}

START_TEST(f_20_db9_what_was_given_up_is_shown_and_sent_when_told_to)
{
	const char	*order = big_order(), *job;
	char		 retry[160];
	int64_t		 end = now_ms() + SOON_MS;

	server_says(&stripe, "500 to=POST/v1/refunds\n");
	refunds_ask(order, 1);
	do {	/* the last of many tries */
		buy_sql("UPDATE job SET attempts = 79, due_at = 1 WHERE kind ="
		    " 'payments.refund' AND state = 'waiting'%s%s", "", "");
		pause_ms(50);
	} while ((job = dead_job()) == NULL && now_ms() < end);
	ck_assert_ptr_nonnull(job);
	ck_assert_int_eq(stripe_books(order, "refunds"), 0);
	ck_assert_int_eq(sql_long(WAITING, ""), 1);
	server_says(&stripe, "");
	snprintf(retry, sizeof(retry), "%s/retry", job);
	want(client_json(owner, "POST", retry, "{}"), 200);
	drain_await();
	want_once(order, 1);
	want(client_json(owner, "POST", retry, "{}"), 404);
	fault_say("F-20", "a refund that was given up is shown, and %s",
	    "sent once when somebody says so");
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
	    f_20_db9_what_was_given_up_is_shown_and_sent_when_told_to,
	    f_20_what_waited_for_stripe_is_sent_once_when_it_is_back,
	};

	return suite_run_with("outage", buy_start, tests, COUNT(tests));
}
