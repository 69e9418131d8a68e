/* SPDX-License-Identifier: ISC */
/* Money: random carts against a model in decimal fractions. */
#include <check.h>

#include "tests/unit/money_carts.h"

#define CARTS	20000
#define SEED	UINT64_C(20261121)

START_TEST(target_07_b08_random_carts_cost_what_an_independent_model_says)
{
	int	 overflows;

	ck_assert_int_eq(carts_run("tests/unit/money_model.py", SEED, CARTS,
	    &overflows), 0);
	ck_assert_int_gt(overflows, 0);
	ck_assert_int_lt(overflows, CARTS / 20);
}
END_TEST

int
main(void)
{
	Suite	*suite = suite_create("quote property");
	TCase	*tcase = tcase_create("quote property");
	SRunner	*runner = srunner_create(suite);
	int	 failed;

	tcase_set_timeout(tcase, 300);
	tcase_add_test(tcase,
	    target_07_b08_random_carts_cost_what_an_independent_model_says);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? 0 : 1;
}
