/* SPDX-License-Identifier: ISC */
/* Cards that were paid ahead: who knows the code has what is left. */
#include "lib/payments/gift_cards.h"
#include "tests/unit/payments_shop.h"

static struct record	*card;
static const char	*card_code, *card_text;

struct card_deed {
	enum { CARD_MAKES, CARD_PAYS, CARD_CHANGES, CARD_READS } deed;
	const char	*code, *id;
	struct record	*in;
};

static enum outcome
card_step(struct act *act, void *arg)
{
	struct card_deed	*d = arg;

	memset(&act->problem, 0, sizeof(act->problem));
	switch (d->deed) {
	case CARD_MAKES:
		return gift_card_create(act, d->in, &card);
	case CARD_PAYS:
		return gift_card_pay(act, "thing", "thing_1", d->code, &paid);
	case CARD_CHANGES:
		return gift_card_change(act, d->id, d->in, &card);
	case CARD_READS:
		return gift_card_read(act, d->id, &card);
	}
	return SOUK_INTERNAL;
}

#define card_do(...) \
	db_tx(&store, DB_WRITE, card_step, &(struct card_deed){ __VA_ARGS__ })

/* Its id; its code is in card_code. */
static const char *
card_new(int64_t amount, const char *currency)
{
	struct record	*in = record_new(store.arena, &gift_card_fields);

	record_set_int(in, GIFT_CARD_AMOUNT, amount);
	record_set_int(in, GIFT_CARD_ACTIVE, 1);
	if (currency != NULL)
		record_set_text(in, GIFT_CARD_CURRENCY, currency);
	ck_assert_int_eq(card_do(.deed = CARD_MAKES, .in = in), SOUK_OK);
	card_code = payment_text(card, GIFT_CARD_CODE);
	return payment_text(card, GIFT_CARD_ID);
}

static int64_t
balance_of(const char *id)
{
	return shop_sql("SELECT balance FROM gift_card WHERE id = '%s'", id)
	    .number;
}

START_TEST(target_07_a_code_is_told_once_and_kept_nowhere)
{
	const char	*id = card_new(5000, NULL);

	ck_assert_uint_eq(strlen(card_code), 19);
	ck_assert_uint_eq(strspn(card_code,
	    "0123456789ABCDEFGHJKMNPQRSTVWXYZ-"), 19);
	ck_assert_str_eq(payment_text(card, GIFT_CARD_LETTERS),
	    card_code + 15);
	ck_assert_str_eq(payment_text(card, GIFT_CARD_CURRENCY), "EUR");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM gift_card WHERE"
	    " code_hash LIKE '%%%s%%' OR note LIKE '%%-%%'", card_code)
	    .number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM audit_log WHERE"
	    " changes LIKE '%%%s%%'", card_code).number, 0);
	card_text = card_code;
	card_new(5000, NULL);
	ck_assert_str_ne(card_text, card_code);
	ck_assert_int_eq(card_do(.deed = CARD_READS, .id = id), SOUK_OK);
	ck_assert_ptr_null(payment_text(card, GIFT_CARD_CODE));
	ck_assert_int_eq(pay_balance(ACCOUNT_GIFT_CARDS), -10000);
	books_are_sound();
}
END_TEST

START_TEST(target_07_a_card_pays_as_far_as_it_goes)
{
	const char	*id = card_new(1000, NULL);

	ck_assert_int_eq(card_do(.deed = CARD_PAYS, .code = card_code),
	    SOUK_OK);
	ck_assert_int_eq(payment_number(paid, PAYMENT_RECEIVED), 1000);
	ck_assert_str_eq(payment_text(paid, PAYMENT_STATE), "succeeded");
	ck_assert_int_eq(balance_of(id), 0);
	ck_assert_int_eq(thing.came, 1000);
	ck_assert_int_eq(card_do(.deed = CARD_PAYS, .code = card_code),
	    SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "GIFT_CARD_EMPTY");
	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_CASH), SOUK_OK);
	ck_assert_int_eq(payment_number(paid, PAYMENT_AMOUNT), 1390);
	/* Another card, written as people do, in place of that cash. */
	id = card_new(2000, NULL);
	ck_assert_int_eq(card_do(.deed = CARD_PAYS, .code = arena_printf(
	    store.arena, " %.4s%.4s %s", card_code, card_code + 5,
	    card_code + 10)), SOUK_OK);
	ck_assert_int_eq(balance_of(id), 610);
	ck_assert_int_eq(thing.came, 2390);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment WHERE state"
	    " = 'open'").number, 0);
	ck_assert_int_eq(pay_balance(ACCOUNT_GIFT_CARDS), -610);
	books_are_sound();
}
END_TEST

START_TEST(target_07_a_refund_goes_back_onto_the_card_first)
{
	const char	*id = card_new(1000, NULL);

	ck_assert_int_eq(card_do(.deed = CARD_PAYS, .code = card_code),
	    SOUK_OK);
	store.now += 1000;
	pay_cash(1390);
	ck_assert_int_eq(pay(PAY_REFUNDS_ALL, .amount = 1200, .cause = "r"),
	    SOUK_OK);
	ck_assert_int_eq(balance_of(id), 1000);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment_refund WHERE"
	    " state = 'succeeded' AND amount = 1000").number, 1);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment_refund WHERE"
	    " state = 'waiting' AND amount = 200").number, 1);
	ck_assert_int_eq(pay_balance(ACCOUNT_GIFT_CARDS), -1000);
	books_are_sound();
}
END_TEST

START_TEST(target_07_what_is_no_card_pays_nothing)
{
	static const char *const	bad[] = { "", "0000-0000-0000-0000",
		"AAAA", "' OR 1 = 1 --", "é" };
	const char			*id = card_new(1000, NULL);
	struct record			*in = record_new(store.arena,
					    &gift_card_fields);

	for (size_t i = 0; i < COUNT(bad); i++) {
		ck_assert_int_eq(card_do(.deed = CARD_PAYS, .code = bad[i]),
		    SOUK_INVALID);
		ck_assert_str_eq(store.problem.fields[0].name, "code");
	}
	record_set_int(in, GIFT_CARD_ACTIVE, 0);
	ck_assert_int_eq(card_do(.deed = CARD_CHANGES, .id = id, .in = in),
	    SOUK_OK);
	ck_assert_int_eq(card_do(.deed = CARD_PAYS, .code = card_code),
	    SOUK_INVALID);
	record_set_int(in, GIFT_CARD_ACTIVE, 1);
	record_set_int(in, GIFT_CARD_EXPIRES, store.now);
	ck_assert_int_eq(card_do(.deed = CARD_CHANGES, .id = id, .in = in),
	    SOUK_OK);
	ck_assert_int_eq(card_do(.deed = CARD_PAYS, .code = card_code),
	    SOUK_INVALID);
	card_new(1000, "USD");
	ck_assert_int_eq(card_do(.deed = CARD_PAYS, .code = card_code),
	    SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "GIFT_CARD_CURRENCY");
	shop_as(shop_user("them", "SUPER_ADMIN", "brand_2"));
	card_new(1000, NULL);
	ck_assert_int_eq(card_do(.deed = CARD_PAYS, .code = card_code),
	    SOUK_INVALID);		/* another brand's */
	ck_assert_int_eq(card_do(.deed = CARD_READS, .id = id), SOUK_DENIED);
	ck_assert_int_eq(card_do(.deed = CARD_READS, .id = "gift_none"),
	    SOUK_NOT_FOUND);
	ck_assert_int_eq(thing.came, 0);
	ck_assert_int_eq(balance_of(id), 1000);
}
END_TEST

START_TEST(target_07_what_is_being_processed_is_not_paid_by_card_too)
{
	const char	*id = card_new(1000, NULL);

	ck_assert_int_eq(pay(PAY_OPENS, .provider = PROVIDER_STRIPE), SOUK_OK);
	shop_sql("UPDATE payment SET state = 'processing'");
	ck_assert_int_eq(card_do(.deed = CARD_PAYS, .code = card_code),
	    SOUK_CONFLICT);
	ck_assert_int_eq(balance_of(id), 1000);
}
END_TEST

/* ---- many at once ------------------------------------------------------------------ */

static char	shared_code[32];

static bool
spend(void)
{
	enum outcome	 e;

	do {
		thing.due = 300;
		e = card_do(.deed = CARD_PAYS, .code = shared_code);
	} while (e == SOUK_BUSY);
	return e == SOUK_OK;
}

START_TEST(target_07_forty_at_once_never_spend_more_than_is_on_it)
{
	const char	*id = card_new(1000, NULL);
	char		 kept[64];

	snprintf(shared_code, sizeof(shared_code), "%s", card_code);
	snprintf(kept, sizeof(kept), "%s", id);
	ck_assert_int_eq(shop_at_once(40, spend), 4);
	ck_assert_int_eq(balance_of(kept), 0);
	ck_assert_int_eq(shop_sql("SELECT sum(received) FROM payment").number,
	    1000);
	books_are_sound();
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		target_07_a_code_is_told_once_and_kept_nowhere,
		target_07_a_card_pays_as_far_as_it_goes,
		target_07_a_refund_goes_back_onto_the_card_first,
		target_07_what_is_no_card_pays_nothing,
		target_07_what_is_being_processed_is_not_paid_by_card_too,
		target_07_forty_at_once_never_spend_more_than_is_on_it,
	};

	return payments_run("gift_card", tests, COUNT(tests));
}
