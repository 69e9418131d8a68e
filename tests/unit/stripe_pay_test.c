/* SPDX-License-Identifier: ISC */
/* Paying with a card, with Stripe's stand-in. */
#include "tests/unit/stripe_shop.h"

/* ---- a form in our page ---------------------------------------------------------- */

START_TEST(s4_pay_01_an_intent_is_made_once_and_told_again)
{
	const char	*id, *secret, *ref;

	ck_assert_int_eq(start_intent(), SOUK_OK);
	id = started_id();
	secret = started.client_secret;
	ref = ref_of("intent_ref");
	ck_assert(text_starts(secret, ref));
	ck_assert_int_eq(start_intent(), SOUK_OK);
	ck_assert_str_eq(started_id(), id);
	ck_assert_str_eq(started.client_secret, secret);
	stripe_was_asked("POST /v1/payment_intents", 1);
	stripe_was_asked("GET /v1/payment_intents", 1);
	ck_assert_int_eq(stripe_number(arena_printf(store.arena,
	    "/v1/payment_intents/%s", ref), "amount"), 2390);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment WHERE"
	    " coalesce(intent_ref, '') LIKE '%%secret%%' OR error_code IS NOT"
	    " NULL").number, 0);
}
END_TEST

/* Whatever becomes of the first answer, nothing is made twice. */
START_TEST(s4_pay_01_a_lost_answer_makes_no_second_intent)
{
	static const char *const	rules[] = {
		"lose", "short", "kept", "close", "500", "503", "429",
		"wait:7", "garbage", "html", "deep", "empty", "redirect",
		"409", "401", "huge",
	};
	struct shared	*shared = store.shared;
	const char	*last = "";

	store.shared = NULL;	/* all of them, without a breaker */
	for (size_t i = 0; i < COUNT(rules); i++) {
		thing.due = 5000 + (int64_t)i;
		server_says(&stripe, arena_printf(store.arena,
		    "%s to=POST/v1/payment_intents times=1\n", rules[i]));
		ck_assert_msg(start_intent() != SOUK_OK, "%s", rules[i]);
		ck_assert_str_ne(shop_code(), "");
		server_says(&stripe, "");
		ck_assert_msg(start_intent() == SOUK_OK ||
		    text_equal(rules[i], "kept"), "%s: %s", rules[i],
		    shop_code());
		if (text_equal(rules[i], "kept"))
			continue;
		ck_assert_str_ne(started_id(), last);
		last = started_id();
		ck_assert_int_eq(payment_number(started.payment,
		    PAYMENT_AMOUNT), 5000 + (int64_t)i);
	}
	store.shared = shared;
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment WHERE state ="
	    " 'open'").number, 1);
}
END_TEST

START_TEST(s4_pay_01_an_answer_that_is_not_true_is_not_taken)
{
	static const char *const	lies[] = { "amount", "currency",
		"livemode", "nobody" };

	for (size_t i = 0; i < COUNT(lies); i++) {
		server_says(&stripe, arena_printf(store.arena,
		    "lie:%s to=POST/v1/payment_intents times=1\n", lies[i]));
		ck_assert_msg(start_intent() == SOUK_UPSTREAM, "%s", lies[i]);
		ck_assert_ptr_null(started.client_secret);
		ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment WHERE"
		    " intent_ref IS NOT NULL").number, 0);
		server_says(&stripe, "");
		thing.due++;
	}
}
END_TEST

START_TEST(s4_pay_01_too_little_for_a_card_is_told_so)
{
	thing.due = 10;
	ck_assert_int_eq(start_intent(), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "PAYMENT_BAD_AMOUNT");
	thing.due = 0;
	ck_assert_int_eq(start_intent(), SOUK_CONFLICT);
}
END_TEST

START_TEST(s4_pay_01_what_was_cancelled_there_is_begun_anew)
{
	const char	*id;

	ck_assert_int_eq(start_intent(), SOUK_OK);
	id = started_id();
	stripe_do(arena_printf(store.arena, "/v1/payment_intents/%s/cancel",
	    ref_of("intent_ref")), "");
	ck_assert_int_eq(start_intent(), SOUK_OK);
	ck_assert_str_ne(started_id(), id);
	ck_assert_str_eq(pay_state(id), "cancelled");
}
END_TEST

START_TEST(s4_pay_01_what_is_paid_there_is_not_paid_again)
{
	ck_assert_int_eq(start_intent(), SOUK_OK);
	stripe_do(arena_printf(store.arena, "/v1/payment_intents/%s/confirm",
	    ref_of("intent_ref")), "payment_method=pm_card_visa");
	ck_assert_int_eq(start_intent(), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "PAYMENT_UNDER_WAY");
	/* No webhook came: it is asked for. */
	ck_assert_int_eq(thing.came, 0);
	ck_assert_int_eq(job_run(), SOUK_OK);
	ck_assert_int_eq(thing.came, 2390);
	ck_assert_int_eq(job_run(), SOUK_NOT_FOUND);
	ck_assert_int_eq(start_intent(), SOUK_CONFLICT);
	books_are_sound();
}
END_TEST

START_TEST(s4_pay_01_what_was_paid_while_it_was_cancelled_is_known)
{
	const char	*id;

	ck_assert_int_eq(start_intent(), SOUK_OK);
	id = started_id();
	stripe_do(arena_printf(store.arena, "/v1/payment_intents/%s/confirm",
	    ref_of("intent_ref")), "payment_method=pm_card_visa");
	ck_assert_int_eq(pay(PAY_CANCELS, .id = id), SOUK_OK);
	thing.give_back = true;
	for (int i = 0; i < 3; i++)	/* cancel, fetch, refund */
		ck_assert_int_eq(job_run(), SOUK_OK);
	ck_assert_int_eq(job_run(), SOUK_NOT_FOUND);
	ck_assert_int_eq(thing.came, 2390);
	ck_assert_int_eq(thing.back, 2390);
	ck_assert_str_eq(pay_state(id), "succeeded");
	stripe_was_asked("POST /v1/refunds 200", 1);
	books_are_sound();
}
END_TEST

/* ---- a page of Stripe's -------------------------------------------------------------- */

START_TEST(s4_pay_01_a_page_of_stripes_takes_the_place_of_an_intent)
{
	const char	*first;

	ck_assert_int_eq(start_intent(), SOUK_OK);
	first = started_id();
	ck_assert_int_eq(start_session(), SOUK_OK);
	ck_assert_str_ne(started_id(), first);
	ck_assert_ptr_nonnull(started.url);
	ck_assert_str_ne(ref_of("session_ref"), "");
	ck_assert_str_eq(pay_state(first), "cancelled");
	ck_assert_int_eq(job_run(), SOUK_OK);
	stripe_was_asked("/cancel 200", 1);
	ck_assert_int_eq(start_session(), SOUK_OK);
	stripe_was_asked("POST /v1/checkout/sessions 200", 1);
	ck_assert_int_eq(start_intent(), SOUK_OK);
	ck_assert_int_eq(job_run(), SOUK_OK);
	stripe_was_asked("/expire 200", 1);
}
END_TEST

/* B07: whoever says nothing, or a byte a second, is waited for 10 s. */
START_TEST(b07_a_stripe_that_is_silent_or_slow_is_given_up)
{
	static const char *const	rules[] = { "hold", "slow" };
	int64_t				 before;

	for (size_t i = 0; i < COUNT(rules); i++) {
		server_says(&stripe, arena_printf(store.arena,
		    "%s to=POST/v1/payment_intents times=1\n", rules[i]));
		before = clock_monotonic_us();
		ck_assert_int_eq(start_intent(), SOUK_UPSTREAM);
		ck_assert_int_lt((clock_monotonic_us() - before) / 1000,
		    STRIPE_MS + 5000);
		ck_assert_int_eq(start_intent(), SOUK_OK);
		thing.due++;
	}
}
END_TEST

/* ---- left alone --------------------------------------------------------------------------- */

START_TEST(f20_a_stripe_that_fails_is_left_alone_by_all)
{
	const char	*id = pay_by_card(2390);
	int		 before;

	server_says(&stripe, "500\n");
	thing.due += 100;
	for (int i = 0; i < 5; i++)
		ck_assert_int_eq(start_intent(), SOUK_UPSTREAM);
	before = 7;		/* made, confirmed, and five that failed */
	stripe_was_asked("/v1/", before);
	for (int i = 0; i < 5; i++) {
		ck_assert_int_eq(start_intent(), SOUK_BUSY);
		ck_assert_int_gt(store.problem.retry_after, 0);
	}
	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .cause = "a"), SOUK_OK);
	for (int i = 0; i < 100; i++)	/* attempts that do not count */
		ck_assert_int_eq(job_run(), SOUK_OK);
	stripe_was_asked("/v1/", before);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job WHERE state ="
	    " 'waiting'").number, 1);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s4_pay_01_an_intent_is_made_once_and_told_again,
		s4_pay_01_a_lost_answer_makes_no_second_intent,
		s4_pay_01_an_answer_that_is_not_true_is_not_taken,
		s4_pay_01_too_little_for_a_card_is_told_so,
		s4_pay_01_what_was_cancelled_there_is_begun_anew,
		s4_pay_01_what_is_paid_there_is_not_paid_again,
		s4_pay_01_what_was_paid_while_it_was_cancelled_is_known,
		s4_pay_01_a_page_of_stripes_takes_the_place_of_an_intent,
		b07_a_stripe_that_is_silent_or_slow_is_given_up,
		f20_a_stripe_that_fails_is_left_alone_by_all,
	};

	return stripe_run_tests("stripe_pay", tests, COUNT(tests));
}
