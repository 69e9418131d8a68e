/* SPDX-License-Identifier: ISC */
/*
 * F-20: Stripe is refused, hangs, answers one byte a second, 500, 429, garbage,
 * 100 MiB, or is not heard of after it did what it was asked; meanwhile people
 * order, try to pay and are given money back.  Others do not notice; when
 * Stripe is back, everybody pays and every refund arrives, once.
 *
 * Guards: calls only in souk-remote and in jobs; time limits and sizes
 * (lib/net/http.c); the breaker (lib/base/shared_breaker.c); keys from our rows
 * (lib/payments/stripe_call.c); an unknown end is not a failure.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "tests/faults/figure.h"
#include "tests/http/buy_race.h"

#define BUYERS		4
#define REFUNDS		6
#define LOOKS		20000

static struct { pthread_t thread; atomic_bool stop; float ms[LOOKS]; int n,
	failed; } looker;

static int
by_value(const void *a, const void *b)
{
	const float	*x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void *
look(void *arg)
{
	struct client	*c = client_new();

	(void)arg;
	while (!atomic_load(&looker.stop) && looker.n < LOOKS) {
		struct timespec	 a, b;

		clock_gettime(CLOCK_MONOTONIC, &a);
		looker.failed += client_get(c, looker.n % 2 ? PUBLIC
		    "?limit=20" : "/")->status != 200;
		clock_gettime(CLOCK_MONOTONIC, &b);
		looker.ms[looker.n++] = (float)(b.tv_sec - a.tv_sec) * 1000 +
		    (float)(b.tv_nsec - a.tv_nsec) / 1e6f;
		pause_ms(2);
	}
	client_free(c);
	return NULL;
}

static void
looks_begin(void)
{
	looker.n = looker.failed = 0;
	atomic_store(&looker.stop, false);
	ck_assert_int_eq(pthread_create(&looker.thread, NULL, look, NULL), 0);
}

static float
looks_p99(void)
{
	atomic_store(&looker.stop, true);
	pthread_join(looker.thread, NULL);
	ck_assert_int_eq(looker.failed, 0);
	qsort(looker.ms, (size_t)looker.n, sizeof(*looker.ms), by_value);
	return looker.ms[looker.n * 99 / 100];
}

/* ---- a time without Stripe ------------------------------------------------------ */

static const char *const ways[] = { "close", "hold", "slow", "500", "wait:2",
	"garbage", "html", "deep", "huge", "redirect", "short", "lose" };

struct shop_day {
	struct client	*buyers[BUYERS];
	const char	*orders[BUYERS];
	const char	*paid[REFUNDS];
};

static const char	*thing;

static void
day_begin(struct shop_day *d)
{
	struct client	*c;

	server_says(&stripe, "");
	for (int i = 0; i < REFUNDS; i++) {
		c = guest_with(thing, 1);
		d->paid[i] = order_new(c, "stripe");
		ck_assert(pay_page_await(c, d->paid[i]));
		ck_assert_str_ne(stripe_pay(pay_page_surely(c, d->paid[i]),
		    "pm_card_visa"), "");
		client_free(c);
	}
	stripe_wait();
}

static void
refund_ask_for(const char *order, const char *amount)
{
	want(client_json(owner, "POST", path_of("/api/payments",
	    payment_of(order), "/refund"), "{\"amount\":\"%s\"}", amount),
	    201);
}

/* Nobody is told anything but "later", and nobody waits for long. */
static int64_t
day_without(struct shop_day *d)
{
	struct answer	*a;
	int64_t		 began, slowest = 0;

	for (int i = 0; i < REFUNDS; i++)
		refund_ask_for(d->paid[i], "5.00");
	for (int i = 0; i < BUYERS; i++) {
		d->buyers[i] = guest_with(thing, 1);
		d->orders[i] = order_new(d->buyers[i], "stripe");
		began = now_ms();
		if (pay_page(d->buyers[i], d->orders[i], &a) == NULL)
			ck_assert_msg(a->status == 502 || a->status == 503 ||
			    a->status == 504 || a->status == 409, "%d %s",
			    a->status, a->body);
		if (now_ms() - began > slowest)
			slowest = now_ms() - began;
	}
	return slowest;
}

static void
day_end(struct shop_day *d)
{
	int64_t	 end = now_ms() + 90000;

	server_says(&stripe, "");
	for (int i = 0; i < BUYERS; i++) {
		ck_assert(pay_page_await(d->buyers[i], d->orders[i]));
		ck_assert_str_ne(stripe_pay(pay_page_surely(d->buyers[i],
		    d->orders[i]), "pm_card_visa"), "");
		client_free(d->buyers[i]);
	}
	while (sql_long("SELECT count(*) FROM payment_refund WHERE state NOT"
	    " IN ('succeeded')%s", "") > 0 && now_ms() < end) {
		jobs_hasten();
		pause_ms(100);
	}
	money_await();
	stripe_wait();
	for (int i = 0; i < BUYERS; i++) {
		want_state(d->orders[i], "confirmed");
		ck_assert_int_eq(stripe_books(d->orders[i], "charges"), 1);
	}
	for (int i = 0; i < REFUNDS; i++) {
		ck_assert_int_eq(stripe_books(d->paid[i], "refunds"), 1);
		ck_assert_int_eq(stripe_books(d->paid[i], "refunded"), 500);
	}
	ck_assert_int_eq(sql_long("SELECT count(*) FROM job WHERE state ="
	    " 'dead'%s", ""), 0);
	books_agree();
	race_is_sound();
}

START_TEST(f_20_a_day_without_stripe)
{
	const int	 most = fault_count((int)COUNT(ways));
	struct shop_day	 d;
	char		 rules[80];
	float		 calm, p99;
	int64_t		 slowest;

	thing = good_new("Sans Stripe", "10.00", 100000);
	stripe_hooks("now");
	looks_begin();
	day_begin(&d);
	pause_ms(2000);
	calm = looks_p99();
	for (size_t i = 0; i < COUNT(ways) && (int)i < most; i++) {
		if (i > 0)
			day_begin(&d);
		snprintf(rules, sizeof(rules), "%s\n", ways[i]);
		server_says(&stripe, rules);
		looks_begin();
		slowest = day_without(&d);
		p99 = looks_p99();
		day_end(&d);
		fault_say("F-20", "Stripe says %s: pages p99 %.1f ms (%.1f"
		    " before), a buyer waited %lld ms at most; then %d paid"
		    " and %d given back, once each, no job lost", ways[i],
		    (double)p99, (double)calm, (long long)slowest, BUYERS,
		    REFUNDS);
	}
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = { f_20_a_day_without_stripe };

	return suite_run_with("upstream", buy_start, tests, COUNT(tests));
}
