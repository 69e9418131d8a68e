/* SPDX-License-Identifier: ISC */
/* A quick round of what `make faults T=oversell` and others do at length. */
#include "tests/http/buy_race.h"

START_TEST(f11_of_many_buyers_of_a_few_pieces_a_few_get_one)
{
	race_pieces(60, 10);
	race_baskets(40, 5);
	race_bundles(40, 10);
	race_left(good_new("Abandonné", "10.00", 5), 5);
}
END_TEST

START_TEST(f12_a_code_is_used_as_often_as_it_may_be)
{
	code_new("SEUL", ", usage_limit", ", 1");
	race_code(40, "SEUL", NULL, 1);
	code_new("CHACUN", ", customer_limit", ", 2");
	race_code(40, "CHACUN", "@one.test", 2);
	race_gift_card(30);
	race_refund(20);
}
END_TEST

START_TEST(f13_one_order_asked_for_many_times_is_one)
{
	race_key(40, 1);
}
END_TEST

int
main(void)
{
	const TTest *const	tests[] = {
		f11_of_many_buyers_of_a_few_pieces_a_few_get_one,
		f12_a_code_is_used_as_often_as_it_may_be,
		f13_one_order_asked_for_many_times_is_one,
	};

	return suite_run_with("buy race", race_start, tests, COUNT(tests));
}
