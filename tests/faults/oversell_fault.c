/* SPDX-License-Identifier: ISC */
/*
 * F-11: 1,000 buyers of ten pieces at once, each with a cart of his own; 300
 * baskets of three things in opposite orders; 200 buyers of bundles that have
 * ten pieces in common; and orders nobody pays, whose pieces come back once
 * however often the shop looks.
 *
 * Guards: stock_move() takes what is there in one statement, and lines in the
 * order of their variations (lib/catalog/stock_move.c, lib/orders/
 * order_stock.c); an order expires by one conditional statement.
 */
#include "tests/faults/figure.h"
#include "tests/http/buy_race.h"

#define BUYERS	1000
#define BASKETS	300
#define SETS	200
#define PIECES	10
#define LEFT	20

static void
say(const char *what, const struct burst *b, int64_t began)
{
	fault_say("F-11", "%s: %d sold, %d × 409, %d × 503, in %lld ms; shelf"
	    " and books agree", what, b->by_status[201], b->by_status[409],
	    b->by_status[503], (long long)(now_ms() - began));
}

START_TEST(f_11_ten_pieces_are_sold_ten_times)
{
	const int	 rounds = fault_count(3);
	struct burst	 b;
	int64_t		 began;

	for (int i = 0; i < rounds; i++) {
		began = now_ms();
		b = race_pieces(BUYERS, PIECES);
		say("1,000 buyers of 10 pieces", &b, began);
		began = now_ms();
		b = race_baskets(BASKETS, PIECES);
		say("300 baskets of 3 in opposite order", &b, began);
	}
}
END_TEST

START_TEST(f_11_bundles_of_the_same_pieces_are_sold_as_far_as_those_go)
{
	const int	 rounds = fault_count(3);
	struct burst	 b;
	int64_t		 began;

	for (int i = 0; i < rounds; i++) {
		began = now_ms();
		b = race_bundles(SETS, PIECES);
		say("200 buyers of two bundles and their piece", &b, began);
	}
}
END_TEST

START_TEST(f_11_what_nobody_pays_comes_back_once)
{
	int64_t	 began = now_ms();

	race_left(good_new("Abandonné", "10.00", LEFT), LEFT);
	fault_say("F-11", "%d orders left unpaid: their pieces came back once,"
	    " after %lld ms", LEFT, (long long)(now_ms() - began));
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		f_11_ten_pieces_are_sold_ten_times,
		f_11_bundles_of_the_same_pieces_are_sold_as_far_as_those_go,
		f_11_what_nobody_pays_comes_back_once,
	};

	return suite_run_with("oversell", race_start, tests, COUNT(tests));
}
