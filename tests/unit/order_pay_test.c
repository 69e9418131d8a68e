/* SPDX-License-Identifier: ISC */
/* What becomes of orders when money comes, comes late, twice, or never. */
#include "lib/base/clock.h"
#include "lib/payments/parts.h"
#include "tests/unit/order_shop.h"

#define GIFT	"AAAABBBBCCCCDDDD"

/* A gift card with that code. */
static void
gift_put(int amount)
{
	shop_sql("INSERT INTO gift_card (id, brand_id, code_hash,"
	    " last_letters, currency, initial, balance, created_at,"
	    " updated_at) VALUES ('card_1', '%s', '%s', 'DDDD', 'EUR', %d,"
	    " %d, 1, 1)", OURS, gift_card_hash(store.arena, GIFT), amount,
	    amount);
}

START_TEST(f11_an_abandoned_order_gives_its_stock_back_once_at_its_time)
{
	const char	*v = order_goods("Vase", 10), *id;

	id = order_of(GUEST, v, 3, "stripe");
	ck_assert_int_eq(stock_of(v), 7);
	card_of(id);
	time_passes(29 * CLOCK_MINUTE);
	ck_assert_str_eq(state_of(id), "pending");
	ck_assert_int_eq(stock_of(v), 7);
	time_passes(CLOCK_MINUTE);
	ck_assert_str_eq(state_of(id), "cancelled");
	ck_assert_int_eq(stock_of(v), 10);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM payment WHERE"
	    " state = 'cancelled'").number, 1);
	for (int i = 0; i < 3; i++)
		time_passes(CLOCK_HOUR);
	ck_assert_int_eq(order_does(ORDER_CANCELS, .id = id), SOUK_CONFLICT);
	ck_assert_int_eq(stock_of(v), 10);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM stock_movement"
	    " WHERE reason = 'released'").number, 1);
	orders_are_sound();
}
END_TEST

START_TEST(f11_many_past_their_time_are_all_given_back)
{
	const char	*v = order_goods("Bol", 100), *cash;

	for (int i = 0; i < 45; i++)
		order_of(arena_printf(store.arena, "%064d", i), v, 1,
		    "stripe");
	cash = order_of(GUEST, v, 1, "cash");
	ck_assert_int_eq(stock_of(v), 54);
	time_passes(CLOCK_DAY);
	ck_assert_int_eq(stock_of(v), 74);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job WHERE"
	    " kind = 'orders.expire'").number, 1);
	time_passes(0);
	time_passes(0);
	ck_assert_int_eq(stock_of(v), 99);
	ck_assert_str_eq(state_of(cash), "pending");
	orders_are_sound();
}
END_TEST

START_TEST(f11_money_on_its_way_holds_longer)
{
	const char	*v = order_goods("Plat", 5), *id, *pay;

	id = order_of(GUEST, v, 2, "stripe");
	pay = card_of(id);
	ck_assert_int_eq(card_is(pay, STATE_PROCESSING, 4000), SOUK_OK);
	time_passes(CLOCK_HOUR);
	ck_assert_str_eq(state_of(id), "pending");
	ck_assert_int_eq(stock_of(v), 3);
	store.now += 1000;
	ck_assert_int_eq(card_is(pay, STATE_SUCCEEDED, 4000), SOUK_OK);
	ck_assert_str_eq(state_of(id), "confirmed");
	time_passes(CLOCK_DAY);
	ck_assert_str_eq(state_of(id), "confirmed");
	ck_assert_int_eq(stock_of(v), 3);
	ck_assert_int_eq(customers_owe(), 0);
	orders_are_sound();
}
END_TEST

START_TEST(s1_ord_01_paid_is_confirmed_and_told_twice_changes_nothing)
{
	const char	*v = order_goods("Verre", 5), *id, *pay;
	int64_t		 version;

	id = order_of(GUEST, v, 1, "stripe");
	ck_assert_int_eq(order_does(PAY_OPENS, .id = id,
	    .provider = PROVIDER_STRIPE), SOUK_OK);
	pay = record_text(payment, PAYMENT_ID);
	/* Nobody else is asked for it. */
	as_guest(OTHER);
	ck_assert_int_eq(order_does(PAY_OPENS, .id = id,
	    .provider = PROVIDER_STRIPE), SOUK_NOT_FOUND);
	ck_assert_int_eq(card_is(pay, STATE_SUCCEEDED, 2000), SOUK_OK);
	ck_assert_str_eq(state_of(id), "confirmed");
	ck_assert_int_eq(order_column(id, ORDER_PAID), 2000);
	ck_assert_int_eq(order_column(id, ORDER_HOLD_UNTIL), 0);
	version = order_column(id, ORDER_VERSION);
	ck_assert_int_eq(card_is(pay, STATE_SUCCEEDED, 2000), SOUK_OK);
	ck_assert_int_eq(order_does(PAY_TELLS, .id = id, .json = pay,
	    .amount = 2000), SOUK_OK);
	ck_assert_int_eq(order_column(id, ORDER_VERSION), version);
	ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 0);
	ck_assert_int_eq(customers_owe(), 0);
	as_guest(GUEST);
	ck_assert_int_eq(order_does(PAY_OPENS, .id = id,
	    .provider = PROVIDER_STRIPE), SOUK_CONFLICT);
	orders_are_sound();
}
END_TEST

/* An order whose time is over, and that is paid now. */
static const char *
paid_late(const char *v, int n, int others, const char **id)
{
	const char	*pay;

	*id = order_of(GUEST, v, n, "stripe");
	pay = card_of(*id);
	time_passes(CLOCK_HOUR);
	ck_assert_str_eq(state_of(*id), "cancelled");
	if (others > 0)
		order_of(OTHER, v, others, "cash");
	ck_assert_int_eq(card_is(pay, STATE_SUCCEEDED, n * 2000), SOUK_OK);
	return pay;
}

START_TEST(f11_paid_late_takes_the_stock_again_while_there_is_some)
{
	const char	*v = order_goods("Lampe", 5), *id;

	paid_late(v, 3, 2, &id);
	ck_assert_str_eq(state_of(id), "confirmed");
	ck_assert_int_eq(stock_of(v), 0);
	ck_assert_int_eq(order_column(id, ORDER_HELD), 1);
	ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 0);
	ck_assert_int_eq(customers_owe(), 0);
	orders_are_sound();
}
END_TEST

START_TEST(f11_paid_late_and_gone_gives_the_money_back)
{
	const char	*v = order_goods("Table", 5), *id;

	paid_late(v, 3, 4, &id);
	ck_assert_str_eq(state_of(id), "cancelled");
	ck_assert_int_eq(stock_of(v), 1);
	ck_assert_int_eq(order_column(id, ORDER_PAID), 6000);
	ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 6000);
	ck_assert(record_is(order, ORDER_SHORT, "refund"));
	ck_assert_int_eq(customers_owe(), 0);
	orders_are_sound();
}
END_TEST

START_TEST(f11_paid_late_and_gone_is_offered_if_the_shop_wants_so)
{
	const char	*v = order_goods("Chaise", 5), *id;

	shop_setting(SOUK_SETTINGS_ORDERS, ORDERS_SHORT, "offer", 0);
	paid_late(v, 3, 4, &id);
	ck_assert_str_eq(state_of(id), "pending");
	ck_assert_int_eq(order_column(id, ORDER_HELD), 0);
	ck_assert(record_is(order, ORDER_SHORT, "offer"));
	ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 0);
	time_passes(CLOCK_DAY);
	ck_assert_str_eq(state_of(id), "pending");
	/* The shop waits for stock. */
	as_brand(OURS);
	ck_assert_int_eq(order_does(ORDER_CHANGES, .id = id,
	    .json = "{'state':'confirmed'}"), SOUK_CONFLICT);
	ck_assert_int_eq(order_column(id, ORDER_HELD), 0);
	ck_assert_int_eq(receive(v, NULL, 2), SOUK_OK);
	ck_assert_int_eq(order_does(ORDER_CHANGES, .id = id,
	    .json = "{'state':'confirmed'}"), SOUK_OK);
	ck_assert_int_eq(stock_of(v), 0);
	ck_assert_int_eq(order_column(id, ORDER_HELD), 1);
	ck_assert(record_text(order, ORDER_SHORT) == NULL);
	ck_assert_int_eq(customers_owe(), 0);
	orders_are_sound();
}
END_TEST

START_TEST(f11_what_its_buyer_called_off_is_not_begun_again_by_late_money)
{
	const char	*v = order_goods("Miroir", 5), *id, *pay;

	id = order_of(GUEST, v, 3, "stripe");
	pay = card_of(id);
	ck_assert_int_eq(order_does(ORDER_CANCELS, .id = id), SOUK_OK);
	ck_assert_int_eq(stock_of(v), 5);
	ck_assert_int_eq(card_is(pay, STATE_SUCCEEDED, 6000), SOUK_OK);
	ck_assert_str_eq(state_of(id), "cancelled");
	ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 6000);
	ck_assert_int_eq(stock_of(v), 5);
	ck_assert_int_eq(customers_owe(), 0);
	orders_are_sound();
}
END_TEST

/* It had a gift card's part, which went back when its time was over: what
 * comes now is not all of it. */
START_TEST(f11_a_part_that_is_paid_late_is_given_back)
{
	const char	*v = order_goods("Cadre", 5), *id, *pay;

	gift_put(1000);
	as_guest(GUEST);
	ck_assert_int_eq(adds(v, 2), SOUK_OK);
	ck_assert_int_eq(order_does(ORDER_PLACES, .json = "{" ORDER_TO
	    ",'paymentMethod':'stripe','giftCard':'" GIFT "'}"), SOUK_OK);
	id = record_text(order, ORDER_ID);
	ck_assert_int_eq(order_column(id, ORDER_PAID), 1000);
	pay = card_of(id);
	time_passes(CLOCK_HOUR);
	ck_assert_str_eq(state_of(id), "cancelled");
	ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 1000);
	ck_assert_int_eq(card_is(pay, STATE_SUCCEEDED, 3000), SOUK_OK);
	ck_assert_str_eq(state_of(id), "cancelled");
	ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 4000);
	ck_assert_int_eq(stock_of(v), 5);
	ck_assert_int_eq(customers_owe(), 0);
	orders_are_sound();
}
END_TEST

/* Two cards were asked for, and both pay when there is nothing left. */
START_TEST(f11_an_offer_is_not_confirmed_by_a_second_payment)
{
	const char	*v = order_goods("Vitrine", 5), *id, *first, *second;

	shop_setting(SOUK_SETTINGS_ORDERS, ORDERS_SHORT, "offer", 0);
	id = order_of(GUEST, v, 3, "stripe");
	first = card_of(id);
	ck_assert_int_eq(order_does(PAY_OPENS, .id = id,
	    .provider = PROVIDER_CASH), SOUK_OK);
	second = card_of(id);
	ck_assert_str_ne(first, second);
	time_passes(CLOCK_HOUR);
	order_of(OTHER, v, 4, "cash");
	ck_assert_int_eq(card_is(first, STATE_SUCCEEDED, 6000), SOUK_OK);
	ck_assert_str_eq(state_of(id), "pending");
	ck_assert_int_eq(order_column(id, ORDER_HELD), 0);
	ck_assert_int_eq(card_is(second, STATE_SUCCEEDED, 6000), SOUK_OK);
	ck_assert_str_eq(state_of(id), "pending");
	ck_assert_int_eq(order_column(id, ORDER_HELD), 0);
	ck_assert_int_eq(order_column(id, ORDER_PAID), 12000);
	ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 6000);
	ck_assert_int_eq(stock_of(v), 1);
	orders_are_sound();
}
END_TEST

/* All of it is over: what still comes goes back. */
START_TEST(f11_money_for_what_was_returned_is_given_back)
{
	const char	*v = order_goods("Coussin", 5), *id, *pay, *cash;

	id = order_of(GUEST, v, 1, "stripe");
	pay = card_of(id);
	ck_assert_int_eq(order_does(PAY_OPENS, .id = id,
	    .provider = PROVIDER_CASH), SOUK_OK);
	cash = record_text(payment, PAYMENT_ID);
	as_brand(OURS);
	ck_assert_int_eq(order_does(PAY_RECEIVES, .id = cash), SOUK_OK);
	shop_sql("UPDATE orders SET state = 'returned' WHERE id = '%s'", id);
	ck_assert_int_eq(card_is(pay, STATE_SUCCEEDED, 2000), SOUK_OK);
	ck_assert_str_eq(state_of(id), "returned");
	ck_assert_int_eq(order_column(id, ORDER_PAID), 4000);
	ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 2000);
	ck_assert_int_eq(shop_sql("SELECT refunded FROM payment WHERE"
	    " id = '%s'", pay).number, 2000);
}
END_TEST

START_TEST(s1_ord_01_paid_twice_gives_the_second_back)
{
	const char	*v = order_goods("Carafe", 5), *id, *pay, *cash;

	id = order_of(GUEST, v, 1, "stripe");
	pay = card_of(id);
	ck_assert_int_eq(order_does(PAY_OPENS, .id = id,
	    .provider = PROVIDER_CASH), SOUK_OK);
	cash = record_text(payment, PAYMENT_ID);
	as_brand(OURS);
	ck_assert_int_eq(order_does(PAY_RECEIVES, .id = cash), SOUK_OK);
	ck_assert_str_eq(state_of(id), "confirmed");
	ck_assert_int_eq(card_is(pay, STATE_SUCCEEDED, 2000), SOUK_OK);
	ck_assert_int_eq(order_column(id, ORDER_PAID), 4000);
	ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 2000);
	ck_assert_int_eq(shop_sql("SELECT refunded FROM payment WHERE"
	    " id = '%s'", pay).number, 2000);
	ck_assert_str_eq(state_of(id), "confirmed");
	ck_assert_int_eq(customers_owe(), 0);
	ck_assert_int_eq(shop_sql("SELECT sum(amount) FROM ledger_entry"
	    " WHERE credit = 'sales'").number, 2000);
	orders_are_sound();
}
END_TEST

START_TEST(s1_ord_01_a_refund_that_fails_is_owed_again)
{
	const char	*v = order_goods("Tapis", 5), *id, *pay;
	struct actor	 nobody = { .user_id = NULL };

	id = order_of(GUEST, v, 1, "stripe");
	pay = card_of(id);
	ck_assert_int_eq(card_is(pay, STATE_SUCCEEDED, 2000), SOUK_OK);
	ck_assert_int_eq(order_does(ORDER_CANCELS, .id = id), SOUK_OK);
	ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 2000);
	ck_assert_int_eq(customers_owe(), 0);
	store.actor = nobody;
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(order_does(REFUND_FAILS, .id = shop_sql(
		    "SELECT id FROM payment_refund").text, .json = pay,
		    .amount = 2000), SOUK_OK);
	ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 0);
	ck_assert_str_eq(state_of(id), "cancelled");
	ck_assert_int_eq(customers_owe(), -2000);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM order_event WHERE"
	    " kind = 'refund_failed'").number, 1);
	ck_assert_int_eq(stock_of(v), 5);
	orders_are_sound();
}
END_TEST

/* B03: whichever statement fails, nothing of it was done. */
START_TEST(b03_an_order_is_placed_whole_or_not_at_all)
{
	static const char *const	 tables[] = { "stock_movement",
		"orders", "order_line", "order_address", "order_event", "job",
		"payment" };
	const char			*v = order_goods("Coffre", 5);

	as_guest(GUEST);
	ck_assert_int_eq(adds(v, 2), SOUK_OK);
	for (size_t i = 0; i < COUNT(tables); i++) {
		shop_sql("CREATE TRIGGER fails BEFORE INSERT ON %s BEGIN"
		    " SELECT RAISE(ABORT, 'no'); END", tables[i]);
		ck_assert_int_ne(order_does(ORDER_PLACES, .json = "{" ORDER_TO
		    ",'paymentMethod':'cash'}"), SOUK_OK);
		shop_sql("DROP TRIGGER fails");
		ck_assert_int_eq(stock_of(v), 5);
		ck_assert_int_eq(quantity_of(v), 2);
		ck_assert_int_eq(shop_sql("SELECT (SELECT count(*) FROM"
		    " orders) + (SELECT count(*) FROM order_line) + (SELECT"
		    " count(*) FROM payment) + (SELECT count(*) FROM"
		    " order_event)").number, 0);
		orders_are_sound();
	}
	ck_assert_int_eq(order_does(ORDER_PLACES, .json = "{" ORDER_TO
	    ",'paymentMethod':'cash'}"), SOUK_OK);
	ck_assert_int_eq(stock_of(v), 3);
	ck_assert_int_eq(quantity_of(v), 0);
}
END_TEST

/* A checkout is few statements: hundreds a second share a disk. */
START_TEST(target_20_a_checkout_of_one_line_is_few_statements)
{
	const char	*v = order_goods("Pichet", 50);
	uint64_t	 before;

	order_of(GUEST, v, 1, "stripe");
	as_guest(GUEST);
	ck_assert_int_eq(adds(v, 1), SOUK_OK);
	before = db_statements(store.db);
	ck_assert_int_eq(order_does(ORDER_PLACES, .json = "{" ORDER_TO
	    ",'paymentMethod':'stripe'}"), SOUK_OK);
	printf("%d statements a checkout\n",
	    (int)(db_statements(store.db) - before));
	ck_assert_uint_le(db_statements(store.db) - before, 45);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		f11_an_abandoned_order_gives_its_stock_back_once_at_its_time,
		f11_many_past_their_time_are_all_given_back,
		f11_money_on_its_way_holds_longer,
		s1_ord_01_paid_is_confirmed_and_told_twice_changes_nothing,
		f11_paid_late_takes_the_stock_again_while_there_is_some,
		f11_paid_late_and_gone_gives_the_money_back,
		f11_paid_late_and_gone_is_offered_if_the_shop_wants_so,
		f11_what_its_buyer_called_off_is_not_begun_again_by_late_money,
		f11_a_part_that_is_paid_late_is_given_back,
		f11_an_offer_is_not_confirmed_by_a_second_payment,
		f11_money_for_what_was_returned_is_given_back,
		s1_ord_01_paid_twice_gives_the_second_back,
		s1_ord_01_a_refund_that_fails_is_owed_again,
		b03_an_order_is_placed_whole_or_not_at_all,
		target_20_a_checkout_of_one_line_is_few_statements,
	};

	return catalog_run("order pay", tests, COUNT(tests));
}
