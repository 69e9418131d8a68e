/* SPDX-License-Identifier: ISC */
/* Promotions of an order that is paid when its time is over. */
#include "lib/base/clock.h"
#include "tests/unit/order_shop.h"

/* 10 % off by a code that so many may use, each customer once. */
static const char *
goods_at_a_price(int limit)
{
	const char	*v = order_goods("Vase", 20);

	promotion_row("promo_x", "dix", "percent",
	    ", rate, usage_limit, customer_limit", arena_printf(store.arena,
	    ", 100000, %d, 1", limit));
	return v;
}

/* By somebody with that address, at 18.00; the order's id. */
static const char *
order_with(const char *guest, const char *v, const char *email)
{
	as_guest(guest);
	ck_assert_int_eq(adds(v, 1), SOUK_OK);
	ck_assert_int_eq(cart_does(ENTERS, NULL, "{'code':'dix'}"), SOUK_OK);
	ck_assert_int_eq(order_does(ORDER_PLACES, .json = arena_printf(
	    store.arena, "{'email':'%s','shippingAddress':{'name':'L',"
	    "'line1':'1','postcode':'75011','city':'P','country':'FR'},"
	    "'paymentMethod':"
	    "'stripe'}", email)), SOUK_OK);
	ck_assert_int_eq(order_num(order, ORDER_TOTAL), 1800);
	return record_text(order, ORDER_ID);
}

static int64_t
used(void)
{
	return shop_sql("SELECT used FROM promotion").number;
}

static int64_t
uses_of(const char *id)
{
	return shop_sql("SELECT count(*) FROM promotion_use WHERE order_id ="
	    " '%s'", id).number;
}

static int64_t
told_of(const char *id)
{
	return shop_sql("SELECT count(*) FROM order_event WHERE order_id ="
	    " '%s' AND kind = 'promotion' AND text = 'dix' AND is_public ="
	    " 0", id).number;
}

/* It expires, others come in between, and then its money does. */
static const char *
expires(const char *v, const char **pay)
{
	const char	*id = order_with(GUEST, v, "a@shop.test");

	ck_assert_int_eq(used(), 1);
	*pay = card_of(id);
	time_passes(CLOCK_HOUR);
	ck_assert_str_eq(state_of(id), "cancelled");
	ck_assert_int_eq(used(), 0);
	ck_assert_int_eq(uses_of(id), 0);
	return id;
}

START_TEST(f11_paid_late_uses_its_promotion_again)
{
	const char	*pay, *id = expires(goods_at_a_price(2), &pay);

	ck_assert_int_eq(card_is(pay, STATE_SUCCEEDED, 1800), SOUK_OK);
	ck_assert_str_eq(state_of(id), "confirmed");
	ck_assert_int_eq(used(), 1);
	ck_assert_int_eq(uses_of(id), 1);
	ck_assert_int_eq(told_of(id), 0);
	/* Of the same buyer as before, whose one it was. */
	ck_assert_int_eq(shop_sql("SELECT count(DISTINCT customer) FROM"
	    " promotion_use").number, 1);
	as_guest(OTHER);
	adds(shop_sql("SELECT id FROM product_variation").text, 1);
	cart_does(ENTERS, NULL, "{'code':'dix'}");
	ck_assert_int_eq(order_does(ORDER_PLACES, .json = "{'email':"
	    "'a@shop.test','shippingAddress':{'name':'L','line1':'1',"
	    "'postcode':'75011','city':"
	    "'P','country':'FR'},'paymentMethod':'stripe'}"), SOUK_CONFLICT);
	/* Called off, it is free for others. */
	as_guest(GUEST);
	ck_assert_int_eq(order_does(ORDER_CANCELS, .id = id), SOUK_OK);
	ck_assert_int_eq(used(), 0);
	orders_are_sound();
}
END_TEST

/* Whether of all uses or of the customer's, none is left: the price stays as
 * it was agreed and paid, the limit as it is, and the history says so. */
START_TEST(f11_paid_late_and_used_up_keeps_the_agreed_price)
{
	static const char *const	others[] = { "b@shop.test",
		"a@shop.test" };
	const char			*v, *pay, *id, *other;

	for (int i = 0; i < 2; i++) {
		if (i == 0) {
			v = goods_at_a_price(1);
		} else {
			shop_sql("DELETE FROM promotion_use");
			shop_sql("UPDATE promotion SET used = 0,"
			    " usage_limit = 9");
		}
		id = expires(v, &pay);
		other = order_with(OTHER, v, others[i]);
		ck_assert_int_eq(used(), 1);
		ck_assert_int_eq(card_is(pay, STATE_SUCCEEDED, 1800),
		    SOUK_OK);
		ck_assert_str_eq(state_of(id), "confirmed");
		ck_assert_int_eq(order_column(id, ORDER_TOTAL), 1800);
		ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 0);
		ck_assert_int_eq(used(), 1);
		ck_assert_int_eq(uses_of(id), 0);
		ck_assert_int_eq(uses_of(other), 1);
		ck_assert_int_eq(told_of(id), 1);
		/* Called off, it gives back nothing that it did not use. */
		as_guest(GUEST);
		ck_assert_int_eq(order_does(ORDER_CANCELS, .id = id),
		    SOUK_OK);
		ck_assert_int_eq(used(), 1);
	}
	orders_are_sound();
}
END_TEST

/* One that waits for stock has its promotion, too. */
START_TEST(f11_paid_late_and_offered_uses_its_promotion_again)
{
	const char	*v = goods_at_a_price(2), *pay, *id;

	shop_setting(SOUK_SETTINGS_ORDERS, ORDERS_SHORT, "offer", 0);
	id = expires(v, &pay);
	order_of(OTHER, v, 20, "cash");
	ck_assert_int_eq(card_is(pay, STATE_SUCCEEDED, 1800), SOUK_OK);
	ck_assert_str_eq(state_of(id), "pending");
	ck_assert_int_eq(uses_of(id), 1);
	as_brand(OURS);
	ck_assert_int_eq(receive(v, NULL, 1), SOUK_OK);
	ck_assert_int_eq(order_does(ORDER_CHANGES, .id = id,
	    .json = "{'state':'confirmed'}"), SOUK_OK);
	ck_assert_int_eq(uses_of(id), 1);
	ck_assert_int_eq(used(), 1);
	orders_are_sound();
}
END_TEST

/* Gone for good, the money goes back, and nothing was used. */
START_TEST(f11_paid_late_and_gone_uses_no_promotion)
{
	const char	*v = goods_at_a_price(2), *pay, *id;

	id = expires(v, &pay);
	order_of(OTHER, v, 20, "cash");
	ck_assert_int_eq(card_is(pay, STATE_SUCCEEDED, 1800), SOUK_OK);
	ck_assert_str_eq(state_of(id), "cancelled");
	ck_assert_int_eq(uses_of(id), 0);
	ck_assert_int_eq(used(), 0);
	ck_assert_int_eq(order_column(id, ORDER_REFUNDED), 1800);
	orders_are_sound();
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		f11_paid_late_uses_its_promotion_again,
		f11_paid_late_and_used_up_keeps_the_agreed_price,
		f11_paid_late_and_offered_uses_its_promotion_again,
		f11_paid_late_and_gone_uses_no_promotion,
	};

	return catalog_run("order revive", tests, COUNT(tests));
}
