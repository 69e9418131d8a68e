/* SPDX-License-Identifier: ISC */
/* Processes that order the same pieces at once. */
#include "tests/unit/order_shop.h"

#define BUYERS		8
#define ORDERS		25	/* of each */
#define PIECES		10

/* How many it got; 100: what should not be. */
static void
buyer(int n, const char *v)
{
	enum outcome	 e;
	int		 got_it = 0;

	store_reopen();
	for (int i = 0; i < ORDERS; i++) {
		as_guest(arena_printf(store.arena, "%064d", n * ORDERS + i));
		do
			e = adds(v, 1);
		while (e == SOUK_BUSY);
		if (e != SOUK_OK && e != SOUK_CONFLICT && e != SOUK_INVALID)
			_exit(100);
		do
			e = order_does(ORDER_PLACES, .json = "{" ORDER_TO
			    ",'paymentMethod':'cash'}");
		while (e == SOUK_BUSY);
		if (e != SOUK_OK && e != SOUK_CONFLICT)
			_exit(100);
		got_it += e == SOUK_OK;
	}
	_exit(got_it);
}

START_TEST(target_09_two_hundred_orders_at_once_for_ten_sell_exactly_ten)
{
	const char	*v = order_goods("Vase", PIECES);
	pid_t		 pids[BUYERS];
	int		 sold = 0, one;

	for (int i = 0; i < BUYERS; i++)
		if ((pids[i] = fork()) == 0)
			buyer(i, v);
	for (int i = 0; i < BUYERS; i++) {
		one = store_wait(pids[i]);
		ck_assert_int_ge(one, 0);
		ck_assert_int_lt(one, 100);
		sold += one;
	}
	ck_assert_int_eq(sold, PIECES);
	ck_assert_int_eq(stock_of(v), 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM orders").number,
	    PIECES);
	ck_assert_int_eq(shop_sql("SELECT max(number) - min(number) FROM"
	    " orders").number, PIECES - 1);
	orders_are_sound();
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		target_09_two_hundred_orders_at_once_for_ten_sell_exactly_ten,
	};

	return catalog_run("order processes", tests, COUNT(tests));
}
