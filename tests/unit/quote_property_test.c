/* SPDX-License-Identifier: ISC */
/* Money: random carts against a model in decimal fractions. */
#include <check.h>

#include "tests/unit/money_carts.h"
#include "tests/suite.h"

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
	const TTest *const	 tests[] = {
		target_07_b08_random_carts_cost_what_an_independent_model_says,
	};
	const struct suite	 suite = { "quote property",
	    NULL, NULL, true, 300 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
