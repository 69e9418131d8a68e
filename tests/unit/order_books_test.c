/* SPDX-License-Identifier: ISC */
/*
 * What goes back in parts: off the books' accounts, and to cards whose amounts
 * end in 0.
 */
#include "lib/payments/gift_cards.h"
#include "tests/unit/order_shop.h"

/* splitmix64 */
static uint64_t	state = 20261121;

static int64_t
upto(int64_t most)
{
	uint64_t	 z = state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return (int64_t)((z ^ z >> 31) % (uint64_t)(most + 1));
}

/* ---- shares ----------------------------------------------------------------------- */

#define PARTS	3

/* Exact together, in bounds, within one of the exact fraction, and one way. */
static void
shares_are_right(const int64_t *parts, int64_t amount, const int64_t *before,
    int64_t *shares)
{
	int64_t	 sum = 0, all = 0;

	for (int i = 0; i < PARTS; i++)
		all += parts[i];
	quote_share(amount, parts, PARTS, shares);
	for (int i = 0; i < PARTS; i++) {
		sum += shares[i];
		ck_assert_int_ge(shares[i], before[i]);
		ck_assert_int_le(shares[i], parts[i]);
		/* |share - parts × amount / all| ≤ 1 */
		ck_assert(all == 0 || llabs(shares[i] * all -
		    parts[i] * amount) <= all);
	}
	ck_assert_int_eq(sum, amount);
}

START_TEST(s2_bil_01_shares_are_exact_and_only_grow)
{
	int64_t	 parts[PARTS], shares[PARTS], before[PARTS], all, amount;

	for (int n = 0; n < 2000; n++) {
		all = 0;
		for (int i = 0; i < PARTS; i++)
			all += parts[i] = upto(3) == 0 ? upto(3) :
			    upto(100000);
		memset(before, 0, sizeof(before));
		for (amount = 0; amount <= all; amount = amount == all ?
		    all + 1 : amount + 1 + upto(all - amount - 1 < 1 ? 0 :
		    (all - amount - 1) / 2)) {
			shares_are_right(parts, amount, before, shares);
			memcpy(before, shares, sizeof(before));
		}
		ck_assert(all == 0 || memcmp(shares, parts,
		    sizeof(parts)) == 0);
	}
}
END_TEST

static int64_t
on_account(const char *id, const char *account)
{
	return shop_sql("SELECT coalesce(sum(CASE WHEN credit = '%s' THEN"
	    " amount WHEN debit = '%s' THEN -amount ELSE 0 END), 0) FROM"
	    " ledger_entry WHERE subject = 'order' AND subject_id = '%s'",
	    account, account, id).number;
}

/* Whatever the parts, none gives back more tax than is left of it, and all of
 * them together give back all of it. */
START_TEST(s2_bil_01_refunds_in_parts_take_back_all_of_the_tax)
{
	static const char *const	accounts[] = { "tax", "shipping",
		"sales" };
	const char			*v = order_goods("Vase", 100), *id;
	int64_t				 was[3], is, left, part;

	for (int n = 0; n < 12; n++) {
		id = order_of(arena_printf(store.arena, "%064d", n), v, 1 +
		    (int)upto(2), "cash");
		/* Taxes and shipping of odd amounts. */
		part = upto(3) == 0 ? upto(2) : upto(700);
		shop_sql("UPDATE orders SET total = total + %lld + %d,"
		    " shipping = %lld, tax_included = 0, tax = %d WHERE id ="
		    " '%s'", (long long)part, n * 37, (long long)part, n * 37,
		    id);
		shop_sql("UPDATE payment SET amount = (SELECT total FROM"
		    " orders WHERE id = '%s') WHERE subject_id = '%s'", id,
		    id);
		as_brand(OURS);
		ck_assert_int_eq(order_does(PAY_RECEIVES, .id = shop_sql(
		    "SELECT id FROM payment WHERE subject_id = '%s'",
		    id).text), SOUK_OK);
		ck_assert_str_eq(state_of(id), "confirmed");
		for (int i = 0; i < 3; i++)
			was[i] = on_account(id, accounts[i]);
		ck_assert_int_eq(was[0], n * 37);
		while ((left = order_column(id, ORDER_PAID) -
		    order_column(id, ORDER_REFUNDED)) > 0) {
			part = left < 5 ? left : 1 + upto(left / 2);
			ck_assert_int_eq(order_does(ORDER_REFUNDS, .id = id,
			    .json = arena_printf(store.arena,
			    "{'amount':'%lld.%02d'}", (long long)part / 100,
			    (int)(part % 100))), SOUK_OK);
			for (int i = 0; i < 3; i++) {
				is = on_account(id, accounts[i]);
				ck_assert_int_le(is, was[i]);
				ck_assert_int_ge(is, 0);
				was[i] = is;
			}
			ck_assert_int_eq(customers_owe(), 0);
		}
		for (int i = 0; i < 3; i++)
			ck_assert_int_eq(was[i], 0);
	}
	orders_are_sound();
}
END_TEST

/* ---- cards whose amounts end in 0 ----------------------------------------------------- */

/* An order of so many pieces that cost total in all, paid by card. */
static const char *
paid_in(const char *v, const char *currency, int pieces, int64_t total)
{
	static int	 guest;
	const int64_t	 unit = (total + pieces - 1) / pieces;
	const char	*id = order_of(arena_printf(store.arena, "%064d",
			    ++guest), v, pieces, "stripe"), *pay;

	shop_sql("UPDATE orders SET currency = '%s', subtotal = %lld,"
	    " total = %lld, tax = 0, shipping = 0, discount = 0,"
	    " tax_included = 1 WHERE id = '%s'", currency, (long long)total,
	    (long long)total, id);
	shop_sql("UPDATE order_line SET unit_price = %lld, subtotal = %lld,"
	    " discount = %lld, total = %lld, tax = 0 WHERE order_id = '%s'",
	    (long long)unit, (long long)unit * pieces,
	    (long long)(unit * pieces - total), (long long)total, id);
	pay = card_of(id);
	store.actor = (struct actor){ .user_id = NULL };
	ck_assert_int_eq(order_does(PAY_NEWS, .id = pay, .json = currency,
	    .state = STATE_SUCCEEDED, .amount = total), SOUK_OK);
	ck_assert_str_eq(state_of(id), "confirmed");
	as_brand(OURS);
	return id;
}

static enum outcome
pieces_back(const char *id, int n)
{
	return order_does(ORDER_REFUNDS, .id = id, .json = arena_printf(
	    store.arena, "{'lines':[{'lineId':'%s','quantity':%d}]}",
	    shop_sql("SELECT id FROM order_line WHERE order_id = '%s'",
	    id).text, n));
}

START_TEST(s4_pay_03_a_card_of_three_decimals_gets_whole_steps_of_ten)
{
	static const int64_t	 given[] = { 3340, 6670, 10000 };
	const char		*v = order_goods("Lampe", 100), *id;

	/* 3.333, 3.334 and 3.333 of 10.000: nobody is ever behind. */
	id = paid_in(v, "KWD", 3, 10000);
	for (int i = 0; i < 3; i++) {
		ck_assert_int_eq(pieces_back(id, 1), SOUK_OK);
		ck_assert_int_eq(order_column(id, ORDER_REFUNDED), given[i]);
	}
	ck_assert_int_eq(shop_sql("SELECT rounded FROM orders WHERE id ="
	    " '%s'", id).number, 0);
	ck_assert_int_ne(pieces_back(id, 1), SOUK_OK);
	/* The same in euros is given as it is. */
	id = paid_in(v, "EUR", 3, 1000);
	ck_assert_int_eq(pieces_back(id, 1), SOUK_OK);
	ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 333);
	orders_are_sound();
}
END_TEST

START_TEST(s4_pay_03_in_any_parts_all_of_three_decimals_comes_back)
{
	static const char *const	currencies[] = { "KWD", "BHD", "JOD",
		"OMR", "TND" };
	const char			*v = order_goods("Bol", 1000), *id;
	int64_t				 total, asked, back;
	int				 left, n;

	for (int i = 0; i < 40; i++) {
		left = 1 + (int)upto(8);
		total = 10 * (1 + upto(5000));
		id = paid_in(v, currencies[i % 5], left, total);
		while (left > 0) {
			n = 1 + (int)upto(left - 1);
			left -= n;
			ck_assert_int_eq(pieces_back(id, n), SOUK_OK);
			asked = shop_sql("SELECT refunded FROM order_line"
			    " WHERE order_id = '%s'", id).number;
			back = order_column(id, ORDER_REFUNDED);
			ck_assert_int_ge(back, asked);
			ck_assert_int_lt(back, asked + 10);
			ck_assert_int_le(back, total);
			ck_assert_int_eq(back % 10, 0);
		}
		ck_assert_int_eq(back, total);
	}
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment_refund WHERE"
	    " amount %% 10 <> 0").number, 0);
	ck_assert_int_eq(customers_owe(), 0);
	orders_are_sound();
}
END_TEST

struct gift { struct record *in, **card; const char *order, *code; };

static enum outcome
gift_step(struct act *act, void *arg)
{
	struct gift	*g = arg;

	return g->in != NULL ? gift_card_create(act, g->in, g->card) :
	    gift_card_pay(act, "order", g->order, g->code, g->card);
}

static enum outcome
gift(struct gift g)
{
	return db_tx(&store, DB_WRITE, gift_step, &g);
}

/* A gift card leaves of the rest what a card can pay. */
START_TEST(s4_pay_01_a_gift_card_leaves_what_a_card_can_pay)
{
	const char	*v = order_goods("Plat", 10), *id;
	struct record	*in, *card;

	id = order_of(GUEST, v, 1, "stripe");
	shop_sql("UPDATE orders SET currency = 'KWD', subtotal = 10000,"
	    " total = 10000, tax = 0, tax_included = 1 WHERE id = '%s'", id);
	as_brand(OURS);
	in = order_in(&store, &gift_card_fields, "{'amount':'1.23'}");
	ck_assert_int_eq(gift((struct gift){ .in = in,
	    .card = &card }), SOUK_OK);
	shop_sql("UPDATE gift_card SET currency = 'KWD', initial ="
	    " 1234, balance = 1234");
	as_guest(GUEST);
	ck_assert_int_eq(gift((struct gift){ .order = id,
	    .code = record_text(card, GIFT_CARD_CODE), .card = &card }),
	    SOUK_OK);
	ck_assert_int_eq(order_column(id, ORDER_PAID), 1230);
	ck_assert_int_eq(shop_sql("SELECT balance FROM gift_card").number, 4);
	card_of(id);
	ck_assert_int_eq(payment->values[PAYMENT_AMOUNT].num, 8770);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		s2_bil_01_shares_are_exact_and_only_grow,
		s2_bil_01_refunds_in_parts_take_back_all_of_the_tax,
		s4_pay_03_a_card_of_three_decimals_gets_whole_steps_of_ten,
		s4_pay_03_in_any_parts_all_of_three_decimals_comes_back,
		s4_pay_01_a_gift_card_leaves_what_a_card_can_pay,
	};

	return catalog_run("order books", tests, COUNT(tests));
}
