/* SPDX-License-Identifier: ISC */
/* Refunds that Stripe did not take in days, and then does. */
#include "lib/base/typeid.h"
#include "lib/payments/refund_stuck.h"
#include "tests/unit/stripe_shop.h"

static const char *
stuck(const char *payment)
{
	const char	*refund;

	ck_assert_int_eq(pay(PAY_REFUNDS, .id = payment, .amount = 100,
	    .cause = typeid_new(store.arena, "x", store.now)), SOUK_OK);
	refund = payment_text(refunded, REFUND_ID);
	server_says(&stripe, "500 to=POST/v1/refunds\n");
	shop_sql("UPDATE job SET attempts = 79 WHERE unique_key = '%s'",
	    refund);
	store.shared = NULL;
	ck_assert_int_eq(job_run(), SOUK_OK);
	server_says(&stripe, "");
	shop_sql("DELETE FROM job WHERE kind = 'notify.mail'");
	ck_assert_str_eq(refund_state_of(refund), "waiting");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job WHERE state ="
	    " 'dead' AND unique_key = '%s'", refund).number, 1);
	return refund;
}

static bool
is_stuck(const char *refund)
{
	return shop_sql("SELECT count(*) FROM payment_refund WHERE id = '%s'"
	    " AND stuck_at IS NOT NULL", refund).number == 1;
}

static const char *
flag_of(const char *payment)
{
	return shop_sql("SELECT coalesce(flag, '') FROM payment WHERE id ="
	    " '%s'", payment).text;
}

static enum outcome
retry_step(struct act *act, void *arg)
{
	memset(&act->problem, 0, sizeof(act->problem));
	return refund_retry(act, arg, &refunded);
}

static enum outcome
retry(const char *refund)
{
	return db_tx(&store, DB_WRITE, retry_step,
	    (void *)(uintptr_t)refund);
}

static enum outcome
night_step(struct act *act, void *arg)
{
	(void)arg;
	return refunds_again(act, "brand_1");
}

static void
a_night_passes(void)
{
	store.now += 25 * CLOCK_HOUR;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, night_step, NULL), SOUK_OK);
	shop_sql("DELETE FROM job WHERE kind = 'notify.mail'");
	store.now -= 25 * CLOCK_HOUR;
}

START_TEST(s4_pay_03_a_refund_that_is_given_up_is_sent_again_by_a_click)
{
	const char	*id = pay_by_card(2390), *one, *two;
	struct shared	*shared = store.shared;

	one = stuck(id);
	two = stuck(id);
	ck_assert(is_stuck(one) && is_stuck(two));
	ck_assert_str_eq(flag_of(id), "stuck");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM mail WHERE"
	    " template = 'refund_stuck'").number, 2);
	/* It counts as given back all the time: nobody promises it twice. */
	ck_assert_int_eq(pay_column(id, "refunded"), 200);
	ck_assert_int_eq(retry(one), SOUK_OK);
	ck_assert(!is_stuck(one));
	ck_assert_str_eq(flag_of(id), "stuck");
	ck_assert_int_eq(retry(one), SOUK_OK);	/* it waits already */
	ck_assert_int_eq(retry(two), SOUK_OK);
	ck_assert_str_eq(flag_of(id), "");
	while (job_run() == SOUK_OK)
		continue;
	ck_assert_str_eq(refund_state_of(one), "succeeded");
	ck_assert_str_eq(refund_state_of(two), "succeeded");
	ck_assert_int_eq(back_there(), 200);
	ck_assert_int_eq(retry(one), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "REFUND_NOT_WAITING");
	ck_assert_int_eq(retry("refund_none"), SOUK_NOT_FOUND);
	store.shared = shared;
	books_are_sound();
}
END_TEST

START_TEST(s4_pay_03_a_refund_of_cash_is_not_sent_again)
{
	const char	*id = pay_cash(2390);

	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = 100,
	    .cause = "a"), SOUK_OK);
	ck_assert_int_eq(retry(payment_text(refunded, REFUND_ID)),
	    SOUK_CONFLICT);
	store.actor.brand_id = "brand_2";
	ck_assert_int_eq(retry(payment_text(refunded, REFUND_ID)),
	    SOUK_DENIED);
	a_night_passes();
	ck_assert_int_eq(job_run(), SOUK_NOT_FOUND);
}
END_TEST

START_TEST(s4_pay_03_a_refund_that_is_given_up_is_sent_again_at_night)
{
	const char	*id = pay_by_card(2390), *one, *killed, *fresh;
	struct shared	*shared = store.shared;

	one = stuck(id);
	/* Its job was killed on its last try: nobody was told. */
	killed = stuck(id);
	shop_sql("UPDATE payment_refund SET stuck_at = NULL WHERE id = '%s'",
	    killed);
	shop_sql("DELETE FROM mail");
	a_night_passes();
	ck_assert(is_stuck(one) && is_stuck(killed));
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM mail WHERE"
	    " template = 'refund_stuck'").number, 1);
	a_night_passes();
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job WHERE kind ="
	    " 'payments.refund' AND state = 'waiting'").number, 2);
	/* One of today has its own job. */
	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = 100,
	    .cause = "fresh"), SOUK_OK);
	fresh = payment_text(refunded, REFUND_ID);
	while (job_run() == SOUK_OK)
		continue;
	ck_assert_str_eq(refund_state_of(one), "succeeded");
	ck_assert_str_eq(refund_state_of(killed), "succeeded");
	ck_assert_str_eq(refund_state_of(fresh), "succeeded");
	ck_assert(!is_stuck(one) && !is_stuck(killed));
	ck_assert_str_eq(flag_of(id), "");
	ck_assert_int_eq(back_there(), 300);
	store.shared = shared;
	books_are_sound();
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s4_pay_03_a_refund_that_is_given_up_is_sent_again_by_a_click,
		s4_pay_03_a_refund_of_cash_is_not_sent_again,
		s4_pay_03_a_refund_that_is_given_up_is_sent_again_at_night,
	};

	return stripe_run_tests("stripe_stuck", tests, COUNT(tests));
}
