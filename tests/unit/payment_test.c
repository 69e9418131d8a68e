/* SPDX-License-Identifier: ISC */
/* What is asked for, what comes, what goes back, and the books of it. */
#include "tests/unit/payments_shop.h"

/* ---- asking ------------------------------------------------------------------- */

START_TEST(s4_pay_01_one_payment_is_under_way_at_a_time)
{
	const char	*first;

	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_CASH), SOUK_OK);
	first = pay_id();
	ck_assert_int_eq(payment_number(paid, PAYMENT_AMOUNT), 2390);
	ck_assert_str_eq(payment_text(paid, PAYMENT_CURRENCY), "EUR");
	ck_assert_str_eq(payment_text(paid, PAYMENT_STATE), "open");
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_CASH), SOUK_OK);
	ck_assert_str_eq(pay_id(), first);
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_STRIPE), SOUK_OK);
	ck_assert_str_ne(pay_id(), first);
	ck_assert_str_eq(pay_state(first), "cancelled");
	first = pay_id();
	thing.due = 2000;
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_STRIPE), SOUK_OK);
	ck_assert_str_ne(pay_id(), first);
	ck_assert_str_eq(pay_state(first), "cancelled");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job WHERE kind ="
	    " 'payments.cancel' AND unique_key = '%s'", first).number, 1);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment WHERE state"
	    " = 'open'").number, 1);
	ck_assert_int_eq(thing.gone, 0);
}
END_TEST

START_TEST(s4_pay_01_what_cannot_be_paid_so_is_refused)
{
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_TRANSFER),
	    SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "PAYMENT_OFF");
	ck_assert_int_eq(pay(PAY_OPENS, .id = "thing_2"), SOUK_NOT_FOUND);
	thing.currency = "KWD";
	thing.due = 1234;
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_STRIPE),
	    SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "PAYMENT_BAD_AMOUNT");
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_CASH), SOUK_OK);
	pay_config.stripe_key = "";
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_STRIPE),
	    SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "PAYMENT_OFF");
	thing.due = 0;
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_CASH),
	    SOUK_CONFLICT);
}
END_TEST

START_TEST(s4_pay_01_what_is_being_processed_stays)
{
	static const char *const	states[] = { "processing",
					    "authorised" };

	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_STRIPE), SOUK_OK);
	for (size_t i = 0; i < COUNT(states); i++) {
		shop_sql("UPDATE payment SET state = '%s'", states[i]);
		ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_CASH),
		    SOUK_CONFLICT);
		ck_assert_str_eq(shop_code(), "PAYMENT_UNDER_WAY");
		ck_assert_int_eq(pay(PAY_CANCELS, .id = pay_id()),
		    SOUK_CONFLICT);
		ck_assert_int_eq(pay(PAY_CANCELS_OF), SOUK_CONFLICT);
	}
}
END_TEST

START_TEST(s4_pay_01_a_payer_reads_their_own_and_staff_their_brands)
{
	thing.payer = buyer;
	shop_as(buyer);
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_CASH), SOUK_OK);
	shop_sql("UPDATE payment SET error_code = 'card_declined',"
	    " decline_code = 'stolen_card', flag = 'amount'");
	ck_assert_int_eq(pay(PAY_READS, .id = pay_id()), SOUK_OK);
	ck_assert_str_eq(payment_text(paid, PAYMENT_DECLINE),
	    "generic_decline");
	ck_assert_ptr_null(payment_text(paid, PAYMENT_FLAG));
	ck_assert_ptr_nonnull(payment_text(paid, PAYMENT_REASON));
	shop_as(shop_user("other", "CUSTOMER", "brand_1"));
	ck_assert_int_eq(pay(PAY_READS, .id = pay_id()), SOUK_NOT_FOUND);
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_CASH),
	    SOUK_NOT_FOUND);
	shop_as(boss);
	ck_assert_int_eq(pay(PAY_READS, .id = pay_id()), SOUK_OK);
	ck_assert_str_eq(payment_text(paid, PAYMENT_DECLINE), "stolen_card");
	ck_assert_str_eq(payment_text(paid, PAYMENT_FLAG), "amount");
	shop_as(shop_user("them", "SUPER_ADMIN", "brand_2"));
	ck_assert_int_eq(pay(PAY_READS, .id = pay_id()), SOUK_DENIED);
	ck_assert_int_eq(pay(PAY_RECEIVES, .id = pay_id()), SOUK_DENIED);
	ck_assert_int_eq(pay(PAY_CANCELS, .id = pay_id()), SOUK_DENIED);
	ck_assert_int_eq(pay(PAY_REFUNDS, .id = pay_id(), .cause = "x"),
	    SOUK_DENIED);
}
END_TEST

/* ---- what comes ------------------------------------------------------------------- */

START_TEST(target_36_cash_comes_in_parts_and_never_beyond_what_is_owed)
{
	const char	*id;

	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_CASH), SOUK_OK);
	id = pay_id();
	ck_assert_int_eq(pay(PAY_RECEIVES, .id = id, .amount = -1),
	    SOUK_INVALID);
	ck_assert_int_eq(pay(PAY_RECEIVES, .id = id, .amount = 2391),
	    SOUK_INVALID);
	ck_assert_int_eq(pay(PAY_RECEIVES, .id = id, .amount = 2000), SOUK_OK);
	ck_assert_str_eq(pay_state(id), "open");
	ck_assert_int_eq(pay(PAY_RECEIVES, .id = id, .amount = 391),
	    SOUK_INVALID);
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_CASH), SOUK_OK);
	ck_assert_str_eq(pay_id(), id);
	ck_assert_int_eq(pay(PAY_RECEIVES, .id = id), SOUK_OK);
	ck_assert_str_eq(pay_state(id), "succeeded");
	ck_assert_int_eq(pay(PAY_RECEIVES, .id = id), SOUK_CONFLICT);
	ck_assert_int_eq(pay(PAY_CANCELS, .id = id), SOUK_CONFLICT);
	ck_assert_int_eq(thing.paid, 2);
	ck_assert_int_eq(thing.came, 2390);
	ck_assert_int_eq(pay_balance(ACCOUNT_CASH), 2390);
	ck_assert_int_eq(pay_balance(ACCOUNT_CUSTOMERS), -2390);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " action = 'receive_payment'").number, 2);
	books_are_sound();
}
END_TEST

START_TEST(target_36_only_cash_and_transfers_are_entered_by_hand)
{
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_STRIPE), SOUK_OK);
	ck_assert_int_eq(pay(PAY_RECEIVES, .id = pay_id()), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "PAYMENT_NOT_BY_HAND");
	ck_assert_int_eq(pay(PAY_CANCELS, .id = pay_id()), SOUK_OK);
	ck_assert_int_eq(pay(PAY_CANCELS, .id = pay_id()), SOUK_OK);
	ck_assert_int_eq(thing.gone, 1);
	ck_assert_int_eq(pay(PAY_RECEIVES, .id = "pay_none"), SOUK_NOT_FOUND);
	books_are_sound();
}
END_TEST

START_TEST(target_36_what_cannot_be_delivered_is_owed_back_at_once)
{
	thing.give_back = true;
	pay_cash(500);
	ck_assert_int_eq(pay_column(pay_id(), "refunded"), 500);
	ck_assert_int_eq(thing.back, 500);
	ck_assert_int_eq(pay_balance(ACCOUNT_CASH), 0);
	books_are_sound();
}
END_TEST

/* ---- what goes back ------------------------------------------------------------------ */

START_TEST(s4_pay_03_parts_go_back_until_nothing_is_left)
{
	const char	*id = pay_cash(1000);
	const char	*first;

	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = 300,
	    .cause = "a"), SOUK_OK);
	first = payment_text(refunded, REFUND_ID);
	ck_assert_str_eq(payment_text(refunded, REFUND_STATE), "waiting");
	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = 300,
	    .cause = "a"), SOUK_OK);
	ck_assert_str_eq(payment_text(refunded, REFUND_ID), first);
	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = 701,
	    .cause = "b"), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "REFUND_TOO_MUCH");
	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .cause = "c"), SOUK_OK);
	ck_assert_int_eq(payment_number(refunded, REFUND_AMOUNT), 700);
	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .cause = "d"),
	    SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "REFUND_NOTHING_LEFT");
	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .amount = -5,
	    .cause = "e"), SOUK_CONFLICT);
	ck_assert_int_eq(pay(PAY_REFUNDS, .id = "pay_none", .cause = "a"),
	    SOUK_NOT_FOUND);
	ck_assert_int_eq(thing.back, 1000);
	ck_assert_int_eq(thing.refunded, 2);
	ck_assert_int_eq(pay_balance(ACCOUNT_CASH), 0);
	books_are_sound();
}
END_TEST

START_TEST(s4_pay_03_one_that_failed_can_be_asked_for_again)
{
	const char	*id = pay_cash(1000);
	const char	*one;

	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .cause = "a"), SOUK_OK);
	one = payment_text(refunded, REFUND_ID);
	ck_assert_int_eq(pay(PAY_SETTLES, .id = one,
	    .state = REFUND_SUCCEEDED), SOUK_OK);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(pay(PAY_SETTLES, .id = one, .cause =
		    "expired_or_canceled_card", .state = i == 1 ?
		    REFUND_CANCELLED : REFUND_FAILED), SOUK_OK);
	ck_assert_int_eq(pay(PAY_SETTLES, .id = one,
	    .state = REFUND_SUCCEEDED), SOUK_OK);
	ck_assert_int_eq(pay_column(id, "refunded"), 0);
	ck_assert_int_eq(thing.refund_failed, 1);
	ck_assert_int_eq(thing.again, 1000);
	ck_assert_str_eq(thing.code, "expired_or_canceled_card");
	books_are_sound();
	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .cause = "b"), SOUK_OK);
	ck_assert_int_eq(pay_balance(ACCOUNT_CASH), 0);
	books_are_sound();
}
END_TEST

START_TEST(s4_pay_03_cash_is_owed_until_it_is_handed_over)
{
	const char	*id = pay_cash(1000), *one;

	ck_assert_int_eq(pay(PAY_REFUNDS, .id = id, .cause = "a"), SOUK_OK);
	one = payment_text(refunded, REFUND_ID);
	ck_assert_int_eq(pay(PAY_DONE, .id = "refund_none"), SOUK_NOT_FOUND);
	shop_as(shop_user("them", "SUPER_ADMIN", "brand_2"));
	ck_assert_int_eq(pay(PAY_DONE, .id = one), SOUK_DENIED);
	shop_as(boss);
	ck_assert_int_eq(pay(PAY_DONE, .id = one), SOUK_OK);
	ck_assert_str_eq(payment_text(refunded, REFUND_STATE), "succeeded");
	ck_assert_int_eq(pay(PAY_DONE, .id = one), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "REFUND_NOT_OWED");
	books_are_sound();
}
END_TEST

START_TEST(s4_pay_03_the_last_payment_of_a_thing_goes_back_first)
{
	const char	*first = pay_cash(1000), *last;

	store.now += 1000;
	last = pay_cash(500);
	ck_assert_int_eq(pay(PAY_REFUNDS_ALL, .amount = 700, .cause = "r"),
	    SOUK_OK);
	ck_assert_int_eq(pay(PAY_REFUNDS_ALL, .amount = 700, .cause = "r"),
	    SOUK_OK);
	ck_assert_int_eq(pay_column(last, "refunded"), 500);
	ck_assert_int_eq(pay_column(first, "refunded"), 200);
	ck_assert_int_eq(pay(PAY_REFUNDS_ALL, .amount = 801, .cause = "s"),
	    SOUK_CONFLICT);
	ck_assert_int_eq(pay_column(first, "refunded"), 200);
	ck_assert_int_eq(pay(PAY_REFUNDS_ALL, .amount = 800, .cause = "s"),
	    SOUK_OK);
	books_are_sound();
}
END_TEST

/* Whoever writes past the functions. */
START_TEST(s4_pay_03_the_table_itself_refuses_what_must_not_be)
{
	const char	*id = pay_cash(100);

	ck_assert_int_eq(store_write(arena_printf(store.arena, "UPDATE payment"
	    " SET refunded = 101 WHERE id = '%s'", id)), SOUK_CONFLICT);
	ck_assert_int_eq(store_write(arena_printf(store.arena, "UPDATE payment"
	    " SET received = -1 WHERE id = '%s'", id)), SOUK_CONFLICT);
	ck_assert_int_eq(store_write("UPDATE ledger_entry SET credit ="
	    " debit"), SOUK_CONFLICT);
	ck_assert_int_eq(store_write("UPDATE ledger_entry SET amount = 0"),
	    SOUK_CONFLICT);
}
END_TEST

/* ---- many at once ---------------------------------------------------------------------- */

static const char	*shared_id;
static char		 shared_text[64];

/* The lock is waited for as long as it takes. */
static bool
refund_for(const char *cause)
{
	enum outcome	 e;

	do
		e = pay(PAY_REFUNDS, .id = shared_text, .amount = 30,
		    .cause = cause);
	while (e == SOUK_BUSY);
	return e == SOUK_OK;
}

static bool
refund_other(void)
{
	return refund_for(arena_printf(store.arena, "c%d", (int)getpid()));
}

static bool
refund_same(void)
{
	return refund_for("same");
}

START_TEST(s4_pay_03_fifty_at_once_never_give_back_more_than_came)
{
	shared_id = pay_cash(1000);
	snprintf(shared_text, sizeof(shared_text), "%s", shared_id);
	ck_assert_int_eq(shop_at_once(50, refund_other), 33);
	ck_assert_int_eq(pay_column(shared_text, "refunded"), 990);
	books_are_sound();
}
END_TEST

START_TEST(s4_pay_03_fifty_with_one_cause_are_one_refund)
{
	shared_id = pay_cash(1000);
	snprintf(shared_text, sizeof(shared_text), "%s", shared_id);
	ck_assert_int_eq(shop_at_once(50, refund_same), 50);
	ck_assert_int_eq(pay_column(shared_text, "refunded"), 30);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment_refund")
	    .number, 1);
	books_are_sound();
}
END_TEST

/* ---- the books ------------------------------------------------------------------------- */

START_TEST(target_37_a_cause_moves_money_once)
{
	const struct ledger_move	 m = { ACCOUNT_CUSTOMERS,
	    ACCOUNT_SALES, 700, "EUR", "order:1", "order", "order_1" };
	struct ledger_move		 none = m, other = m;

	none.amount = 0;
	none.cause = "order:2";
	other.debit = ACCOUNT_FEES;
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(pay(PAY_MOVES, .move = m), SOUK_OK);
	ck_assert_int_eq(pay(PAY_MOVES, .move = none), SOUK_OK);
	ck_assert_int_eq(pay(PAY_MOVES, .move = other), SOUK_OK);
	none.amount = -1;
	ck_assert_int_eq(pay(PAY_MOVES, .move = none), SOUK_INTERNAL);
	ck_assert_int_eq(pay_balance(ACCOUNT_CUSTOMERS), 700);
	ck_assert_int_eq(pay_balance(ACCOUNT_SALES), -1400);
	ck_assert_int_eq(pay_balance(ACCOUNT_FEES), 700);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM ledger_entry")
	    .number, 2);
	books_are_sound();
}
END_TEST

START_TEST(target_37_books_that_do_not_agree_are_found)
{
	const char	*id = pay_cash(700), *one;
	int64_t		 wrong;

	shop_sql("UPDATE payment SET received = 701 WHERE id = '%s'", id);
	ck_assert_int_eq(ledger_check(&store, &wrong, &one), SOUK_OK);
	ck_assert_int_eq(wrong, 1);
	ck_assert_str_eq(one, id);
	shop_as(shop_user("them", "SUPER_ADMIN", "brand_2"));
	ck_assert_int_eq(ledger_check(&store, &wrong, &one), SOUK_OK);
	ck_assert_int_eq(wrong, 0);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		s4_pay_01_one_payment_is_under_way_at_a_time,
		s4_pay_01_what_cannot_be_paid_so_is_refused,
		s4_pay_01_what_is_being_processed_stays,
		s4_pay_01_a_payer_reads_their_own_and_staff_their_brands,
		target_36_cash_comes_in_parts_and_never_beyond_what_is_owed,
		target_36_only_cash_and_transfers_are_entered_by_hand,
		target_36_what_cannot_be_delivered_is_owed_back_at_once,
		s4_pay_03_parts_go_back_until_nothing_is_left,
		s4_pay_03_one_that_failed_can_be_asked_for_again,
		s4_pay_03_cash_is_owed_until_it_is_handed_over,
		s4_pay_03_the_last_payment_of_a_thing_goes_back_first,
		s4_pay_03_the_table_itself_refuses_what_must_not_be,
		s4_pay_03_fifty_at_once_never_give_back_more_than_came,
		s4_pay_03_fifty_with_one_cause_are_one_refund,
		target_37_a_cause_moves_money_once,
		target_37_books_that_do_not_agree_are_found,
	};

	return payments_run("payment", tests, COUNT(tests));
}
