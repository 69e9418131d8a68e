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
#include "tests/faults/figure.h"
#include "tests/faults/looker.h"
#include "tests/http/workers.h"

#define BUYERS		4
#define REFUNDS		6
#define AGAIN		2	/* so often, where others use the machine too */
#define LOOKED_AT	3000	/* ms, so that there are enough looks */
#define RESIDENT_KIB	(64 << 10)
#define UNNOTICED(MS)	(3 * (MS) + 5)
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

/* The same beside a Stripe that answers. */
static float
day_with(struct shop_day *d)
{
	float	 p99;

	day_begin(d);
	looks_begin();
	day_without(d);
	pause_ms(LOOKED_AT);
	p99 = looks_p99();
	day_end(d);
	return p99;
}

/* Whatever came, of it no more is kept than an answer may be long. */
static void
want_small(void)
{
	const struct workers	 w = workers_look("souk-remote");

	ck_assert_int_gt(w.count, 0);
	for (int i = 0; i < w.count; i++)
		ck_assert_int_lt(w.list[i].resident, RESIDENT_KIB);
}

/* One way to be ill; p99 of the pages meanwhile. */
static float
day_of(struct shop_day *d, const char *way, int64_t *slowest)
{
	char	 rules[80];
	float	 p99;

	day_begin(d);
	snprintf(rules, sizeof(rules), "%s\n", way);
	server_says(&stripe, rules);
	looks_begin();
	*slowest = day_without(d);
	pause_ms(LOOKED_AT);
	p99 = looks_p99();
	want_small();
	day_end(d);
	return p99;
}

START_TEST(f_20_a_day_without_stripe)
{
	const int	 most = fault_count((int)COUNT(ways));
	struct shop_day	 d;
	float		 calm, p99;
	int64_t		 slowest;

	thing = good_new("Sans Stripe", "10.00", 100000);
	stripe_hooks("now");
	calm = day_with(&d);
	for (size_t i = 0; i < COUNT(ways) && (int)i < most; i++) {
		p99 = day_of(&d, ways[i], &slowest);
		for (int k = 0; k < AGAIN && p99 > UNNOTICED(calm); k++) {
			calm = day_with(&d);	/* are others busier now? */
			p99 = day_of(&d, ways[i], &slowest);
		}
		fault_say("F-20", "Stripe says %s: pages p99 %.1f ms (%.1f"
		    " beside a healthy one), a buyer waited %lld ms at most;"
		    " then %d paid and %d given back, once each, no job lost",
		    ways[i], (double)p99, (double)calm, (long long)slowest,
		    BUYERS, REFUNDS);
		ck_assert(p99 <= UNNOTICED(calm));
	}
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = { f_20_a_day_without_stripe };

	return suite_run_with("upstream", buy_start, tests, COUNT(tests));
}
