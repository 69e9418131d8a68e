/* SPDX-License-Identifier: ISC */
/* What was paid by card and goes back, with Stripe's stand-in. */
#include "tests/unit/stripe_shop.h"

START_TEST(s4_pay_03_a_refund_goes_to_stripe_once)
{
	const char	*id = pay_by_card(2390), *refund;

	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = 390,
	    .cause = "a"), SOUK_OK);
	refund = payment_text(refunded, REFUND_ID);
	ck_assert_int_eq(stripe_asked("/v1/refunds"), 0);
	ck_assert_int_eq(job_run(), SOUK_OK);
	ck_assert_str_eq(refund_state_of(refund), "succeeded");
	ck_assert_int_eq(job_run(), SOUK_NOT_FOUND);
	stripe_was_asked("POST /v1/refunds 200", 1);
	books_are_sound();
	ck_assert_int_eq(pay_balance(ACCOUNT_STRIPE), 2000);
}
END_TEST

START_TEST(s4_pay_03_however_it_fails_it_is_refunded_once)
{
	static const char *const	rules[] = { "lose", "short", "close",
		"500", "429", "garbage", "409" };
	const char	*id = pay_by_card(2390), *refund;
	struct shared	*shared = store.shared;

	for (size_t i = 0; i < COUNT(rules); i++) {
		ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = 100,
		    .cause = rules[i]), SOUK_OK);
		refund = payment_text(refunded, REFUND_ID);
		server_says(&stripe, arena_printf(store.arena,
		    "%s to=POST/v1/refunds times=2\n", rules[i]));
		store.shared = NULL;
		ck_assert_int_eq(job_run(), SOUK_OK);
		ck_assert_str_eq(refund_state_of(refund), "waiting");
		while (job_run() == SOUK_OK)
			continue;
		store.shared = shared;
		ck_assert_msg(text_equal(refund_state_of(refund),
		    "succeeded"), "%s: %s", rules[i],
		    refund_state_of(refund));
	}
	ck_assert_int_eq(back_there(), 100 * COUNT(rules));
	books_are_sound();
}
END_TEST

START_TEST(s4_pay_03_one_that_is_refused_is_ours_again)
{
	const char	*id = pay_by_card(2390), *refund;

	/* Somebody gave all of it back by hand meanwhile. */
	stripe_do("/v1/refunds", arena_printf(store.arena,
	    "payment_intent=%s", ref_of("intent_ref")));
	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .cause = "a"), SOUK_OK);
	refund = payment_text(refunded, REFUND_ID);
	ck_assert_int_eq(job_run(), SOUK_OK);
	ck_assert_str_eq(refund_state_of(refund), "failed");
	ck_assert_int_eq(pay_column(id, "refunded"), 0);
	ck_assert_int_eq(thing.refund_failed, 1);
	ck_assert_int_eq(job_run(), SOUK_NOT_FOUND);
	books_are_sound();
}
END_TEST

START_TEST(s4_pay_03_an_old_one_is_looked_for_before_it_is_asked_again)
{
	const char	*id = pay_by_card(2390), *refund;

	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = 100,
	    .cause = "a"), SOUK_OK);
	refund = payment_text(refunded, REFUND_ID);
	server_says(&stripe, "lose to=POST/v1/refunds times=1\n");
	ck_assert_int_eq(job_run(), SOUK_OK);
	ck_assert_str_eq(refund_state_of(refund), "waiting");
	shop_sql("UPDATE payment_refund SET created_at = created_at -"
	    " 100000000");
	ck_assert_int_eq(job_run(), SOUK_OK);
	ck_assert_str_eq(refund_state_of(refund), "succeeded");
	stripe_was_asked("GET /v1/refunds", 1);
	stripe_was_asked("POST /v1/refunds", 1);
	/* One that never got there is asked for. */
	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = 200,
	    .cause = "b"), SOUK_OK);
	refund = payment_text(refunded, REFUND_ID);
	shop_sql("UPDATE payment_refund SET created_at = created_at -"
	    " 100000000");
	ck_assert_int_eq(job_run(), SOUK_OK);
	ck_assert_str_eq(refund_state_of(refund), "succeeded");
	stripe_was_asked("POST /v1/refunds", 2);
	books_are_sound();
}
END_TEST

/* ---- a key that is no use --------------------------------------------------------- */

/*
 * Stripe failed and says so again for that key, a day long: whether it was
 * done or not, it is given back once, and soon.
 */
START_TEST(s4_pay_03_what_stripe_keeps_failing_at_is_refunded_once)
{
	static const struct { const char *rule; int made; } rows[] = {
		{ "kept to=POST/v1/refunds times=1", 0 },
		{ "spoilt to=POST/v1/refunds times=1", 1 },
		/* The second name fails the same way. */
		{ "spoilt to=POST/v1/refunds times=2", 1 },
	};
	const char	*id = pay_by_card(2390), *refund;
	struct shared	*shared = store.shared;
	int		 made = 0;

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = 100,
		    .cause = rows[i].rule), SOUK_OK);
		refund = payment_text(refunded, REFUND_ID);
		server_says(&stripe, arena_printf(store.arena, "%s\n",
		    rows[i].rule));
		store.shared = NULL;
		ck_assert_int_eq(job_run(), SOUK_OK);
		ck_assert_str_eq(refund_state_of(refund), "waiting");
		for (int n = 0; n < 4 && job_run() == SOUK_OK; n++)
			continue;
		store.shared = shared;
		ck_assert_msg(text_equal(refund_state_of(refund),
		    "succeeded"), "%s", rows[i].rule);
		made += rows[i].made;
		ck_assert_int_eq(back_there(), 100 * (int64_t)(i + 1));
	}
	stripe_was_asked("POST /v1/refunds 200", made);
	books_are_sound();
}
END_TEST

/* What cannot be read of Stripe's list is no proof that nothing is there. */
START_TEST(s4_pay_03_an_unread_list_of_refunds_asks_for_none)
{
	static const char *const	rules[] = { "500", "garbage", "empty",
		"429", "html", "deep" };
	const char	*id = pay_by_card(2390), *refund;
	struct shared	*shared = store.shared;

	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = 100,
	    .cause = "a"), SOUK_OK);
	refund = payment_text(refunded, REFUND_ID);
	store.shared = NULL;
	server_says(&stripe, "kept to=POST/v1/refunds times=1\n");
	ck_assert_int_eq(job_run(), SOUK_OK);
	for (size_t i = 0; i < COUNT(rules); i++) {
		server_says(&stripe, arena_printf(store.arena,
		    "%s to=GET/v1/refunds times=1\n", rules[i]));
		ck_assert_int_eq(job_run(), SOUK_OK);
		ck_assert_msg(text_equal(refund_state_of(refund), "waiting"),
		    "%s", rules[i]);
		ck_assert_int_eq(shop_sql("SELECT asked FROM payment_refund")
		    .number, 1);
	}
	server_says(&stripe, "");
	ck_assert_int_eq(job_run(), SOUK_OK);
	store.shared = shared;
	ck_assert_str_eq(refund_state_of(refund), "succeeded");
	ck_assert_int_eq(back_there(), 100);
	books_are_sound();
}
END_TEST

/* Somebody made one there that bears our name: a person has to see to it. */
START_TEST(s4_pay_03_another_refund_under_our_name_is_not_added_to)
{
	const char	*id = pay_by_card(2390), *refund;
	struct shared	*shared = store.shared;

	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = 100,
	    .cause = "a"), SOUK_OK);
	refund = payment_text(refunded, REFUND_ID);
	stripe_do("/v1/refunds", arena_printf(store.arena, "payment_intent=%s"
	    "&amount=90&metadata%%5Bsouk_refund%%5D=%s", ref_of("intent_ref"),
	    refund));
	store.shared = NULL;
	server_says(&stripe, "spoilt to=POST/v1/refunds times=1\n");
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(job_run(), SOUK_OK);
	store.shared = shared;
	ck_assert_str_eq(refund_state_of(refund), "waiting");
	ck_assert_int_eq(back_there(), 90);
}
END_TEST

/* Of more than a page of refunds, the one we asked for is found. */
START_TEST(s4_pay_03_a_refund_is_found_behind_many_others)
{
	const char	*id = pay_by_card(23900), *refund;
	struct shared	*shared = store.shared;

	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = 100,
	    .cause = "a"), SOUK_OK);
	refund = payment_text(refunded, REFUND_ID);
	store.shared = NULL;
	server_says(&stripe, "kept to=POST/v1/refunds times=1\n");
	ck_assert_int_eq(job_run(), SOUK_OK);
	for (int i = 0; i < 60; i++)
		stripe_do("/v1/refunds", arena_printf(store.arena,
		    "payment_intent=%s&amount=1", ref_of("intent_ref")));
	ck_assert_int_eq(job_run(), SOUK_OK);
	store.shared = shared;
	ck_assert_str_eq(refund_state_of(refund), "succeeded");
	ck_assert_int_eq(back_there(), 160);
	stripe_was_asked("GET /v1/refunds", 2);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s4_pay_03_a_refund_goes_to_stripe_once,
		s4_pay_03_however_it_fails_it_is_refunded_once,
		s4_pay_03_one_that_is_refused_is_ours_again,
		s4_pay_03_an_old_one_is_looked_for_before_it_is_asked_again,
		s4_pay_03_what_stripe_keeps_failing_at_is_refunded_once,
		s4_pay_03_an_unread_list_of_refunds_asks_for_none,
		s4_pay_03_another_refund_under_our_name_is_not_added_to,
		s4_pay_03_a_refund_is_found_behind_many_others,
	};

	return stripe_run_tests("stripe_refund", tests, COUNT(tests));
}
