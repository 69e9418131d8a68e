/* SPDX-License-Identifier: ISC */
/* Amounts of ours and Stripe's, deposits, and what a buyer is told. */
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/payments/fault.h"
#include "lib/payments/payments.h"
#include "lib/payments/stripe_amount.h"
#include "tests/unit/base_unit.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define NO		(-1)

START_TEST(s4_pay_01_amounts_are_in_stripes_units)
{
	static const struct { const char *currency; int64_t ours, theirs; }
	    rows[] = {
		{ "EUR", 1, 1 }, { "EUR", 23900, 23900 },
		{ "USD", 100, 100 }, { "MAD", 1250, 1250 },
		{ "JPY", 500, 500 }, { "KRW", 500, 500 }, { "XOF", 7, 7 },
		{ "MGA", 500, NO }, { "CLP", 3, 3 },
		{ "KWD", 1230, 1230 }, { "KWD", 1234, NO },
		{ "TND", 10, 10 }, { "TND", 5, NO }, { "BHD", 1001, NO },
		{ "ISK", 5, 500 }, { "UGX", 5, 500 },
		{ "HUF", 175000, 175000 }, { "HUF", 175050, 175050 },
		{ "TWD", 2001, 2001 },
		{ "EUR", 0, NO }, { "EUR", -1, NO },
		{ "EUR", MONEY_MAX + 1, NO }, { "ISK", MONEY_MAX, NO },
		{ "XXQ", 100, NO }, { "", 100, NO },
	};
	int64_t	 n, back;

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (!stripe_amount_out(rows[i].ours, rows[i].currency, &n))
			n = NO;
		ck_assert_msg(n == rows[i].theirs, "%s %lld: %lld",
		    rows[i].currency, (long long)rows[i].ours, (long long)n);
		if (n == NO)
			continue;
		ck_assert(stripe_amount_in(n, rows[i].currency, &back));
		ck_assert_int_eq(back, rows[i].ours);
	}
	ck_assert(stripe_amount_in(0, "EUR", &n));
	ck_assert(!stripe_amount_in(-1, "EUR", &n));
	ck_assert(!stripe_amount_in(550, "ISK", &n));
	ck_assert(!stripe_amount_in(INT64_MAX, "EUR", &n));
}
END_TEST

START_TEST(s4_pay_02_a_deposit_follows_its_rule)
{
	static const struct { struct deposit_rule rule;
	    int64_t total, people, amount; } rows[] = {
		{ { DEPOSIT_NONE, 5, 9, 9, 0 }, 1000, 4, 0 },
		{ { DEPOSIT_PERCENT, 300000, 0, 0, 0 }, 10000, 4, 3000 },
		{ { DEPOSIT_PERCENT, 333333, 0, 0, 0 }, 1000, 1, 333 },
		{ { DEPOSIT_PERCENT, 335000, 0, 0, 0 }, 100, 1, 34 },
		{ { DEPOSIT_PERCENT, 1000000, 0, 0, 0 }, 999, 1, 999 },
		{ { DEPOSIT_PERCENT, 1000001, 0, 0, 0 }, 999, 1, NO },
		{ { DEPOSIT_PERCENT, 500000, 0, 0, 0 }, MONEY_MAX, 1,
		  MONEY_MAX / 2 },
		{ { DEPOSIT_PERCENT, -1, 0, 0, 0 }, 999, 1, NO },
		{ { DEPOSIT_FIXED, 2000, 0, 0, 0 }, 5000, 1, 2000 },
		{ { DEPOSIT_FIXED, 2000, 0, 0, 0 }, 1500, 1, 1500 },
		{ { DEPOSIT_FIXED, 2000, 0, 0, 0 }, 0, 1, 2000 },
		{ { DEPOSIT_FIXED, -5, 0, 0, 0 }, 0, 1, NO },
		{ { DEPOSIT_PER_PERSON, 1000, 0, 0, 0 }, 0, 6, 6000 },
		{ { DEPOSIT_PER_PERSON, 1000, 0, 0, 8 }, 0, 6, 0 },
		{ { DEPOSIT_PER_PERSON, 1000, 0, 0, 6 }, 0, 6, 6000 },
		{ { DEPOSIT_PER_PERSON, 1000, 0, 4000, 0 }, 0, 6, 4000 },
		{ { DEPOSIT_PER_PERSON, 1000, 9000, 0, 0 }, 0, 6, 9000 },
		{ { DEPOSIT_PER_PERSON, 1000, 9000, 0, 0 }, 7000, 6, 7000 },
		{ { DEPOSIT_PER_PERSON, 1000, 0, 0, 0 }, 0, -1, NO },
		{ { DEPOSIT_PER_PERSON, MONEY_MAX, 0, 0, 0 }, 0, 2, NO },
	};
	int64_t	 n;

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (!deposit_of(&rows[i].rule, rows[i].total, rows[i].people,
		    &n))
			n = NO;
		ck_assert_msg(n == rows[i].amount, "row %zu: %lld", i,
		    (long long)n);
	}
}
END_TEST

/* Told apart, but never that a card is known as stolen. */
START_TEST(s4_pay_05_a_failure_is_told_in_three_languages)
{
	static const struct { const char *error, *decline, *code, *shown; }
	    rows[] = {
		{ "card_declined", "generic_decline", "PAYMENT_DECLINED",
		  "generic_decline" },
		{ "card_declined", "insufficient_funds", "PAYMENT_FUNDS",
		  "insufficient_funds" },
		{ "expired_card", NULL, "PAYMENT_CARD_EXPIRED", NULL },
		{ "card_declined", "expired_card", "PAYMENT_CARD_EXPIRED",
		  "expired_card" },
		{ "incorrect_cvc", NULL, "PAYMENT_CARD_CVC", NULL },
		{ "incorrect_number", NULL, "PAYMENT_CARD_NUMBER", NULL },
		{ "payment_intent_authentication_failure", NULL,
		  "PAYMENT_AUTHENTICATION", NULL },
		{ "card_declined", "authentication_required",
		  "PAYMENT_AUTHENTICATION", "authentication_required" },
		{ "card_declined", "stolen_card", "PAYMENT_DECLINED",
		  "generic_decline" },
		{ "card_declined", "lost_card", "PAYMENT_DECLINED",
		  "generic_decline" },
		{ "card_declined", "pickup_card", "PAYMENT_DECLINED",
		  "generic_decline" },
		{ "card_declined", "fraudulent", "PAYMENT_DECLINED",
		  "generic_decline" },
		{ "processing_error", NULL, "PAYMENT_TRY_LATER", NULL },
		{ "nobody_knows", "neither_this", "PAYMENT_DECLINED",
		  "neither_this" },
		{ NULL, "insufficient_funds", "PAYMENT_FUNDS",
		  "insufficient_funds" },
		{ "checkout_session_expired", NULL, "PAYMENT_EXPIRED", NULL },
	};
	const struct message	*m;

	for (size_t i = 0; i < COUNT(rows); i++) {
		m = payment_fault(rows[i].error, rows[i].decline);
		ck_assert_ptr_nonnull(m);
		ck_assert_msg(text_equal(m->code, rows[i].code), "%zu: %s", i,
		    m->code);
		for (int l = 0; l < LOCALE__MAX; l++)
			ck_assert_uint_gt(strlen(m->text[l]), 8);
		ck_assert_str_ne(m->text[LOCALE_FR], m->text[LOCALE_EN]);
		ck_assert_str_ne(m->text[LOCALE_AR], m->text[LOCALE_EN]);
		if (rows[i].decline != NULL)
			ck_assert_str_eq(payment_decline_shown(
			    rows[i].decline), rows[i].shown);
	}
	ck_assert_ptr_null(payment_fault(NULL, NULL));
}
END_TEST

/* The least that can be paid from there on, and nothing between. */
START_TEST(s4_pay_03_the_next_amount_a_card_can_be_given)
{
	static const struct { const char *currency; int64_t step; } rows[] = {
		{ "EUR", 1 }, { "JPY", 1 }, { "ISK", 1 }, { "UGX", 1 },
		{ "HUF", 1 }, { "TWD", 1 }, { "KWD", 10 }, { "BHD", 10 },
		{ "JOD", 10 }, { "OMR", 10 }, { "TND", 10 },
	};
	int64_t	 up, theirs;

	for (size_t i = 0; i < COUNT(rows); i++)
		for (int64_t n = 1; n < 1000; n++) {
			up = stripe_amount_up(n, rows[i].currency);
			ck_assert_int_ge(up, n);
			ck_assert_int_lt(up, n + rows[i].step);
			ck_assert_int_eq(up % rows[i].step, 0);
			ck_assert_msg(stripe_amount_out(up, rows[i].currency,
			    &theirs), "%lld %s", (long long)up,
			    rows[i].currency);
		}
	ck_assert_int_eq(stripe_amount_up(0, "KWD"), 0);
	ck_assert_int_eq(stripe_amount_up(7, "XXX"), 7);
	ck_assert_int_eq(stripe_amount_up(INT64_MAX, "KWD"), INT64_MAX);
}
END_TEST

UNIT_MAIN("stripe_amount",
    s4_pay_01_amounts_are_in_stripes_units,
    s4_pay_03_the_next_amount_a_card_can_be_given,
    s4_pay_02_a_deposit_follows_its_rule,
    s4_pay_05_a_failure_is_told_in_three_languages)
