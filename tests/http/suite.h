/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_SUITE_H
#define SOUK_TESTS_HTTP_SUITE_H

#include <check.h>
#include <stdlib.h>

#include "tests/http/shop.h"

/* The main() of a program whose tests, in this order, share one shop. */
#define SUITE_TIMEOUT	120	/* seconds a test */

static inline int
suite_run_with(const char *subject, void (*setup)(void),
    const TTest *const *tests, size_t count)
{
	Suite	*suite = suite_create(subject);
	TCase	*tcase = tcase_create(subject);
	SRunner	*runner = srunner_create(suite);
	int	 failed;

	tcase_set_timeout(tcase, SUITE_TIMEOUT);
	tcase_add_unchecked_fixture(tcase, setup, shop_stop);
	for (size_t i = 0; i < count; i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static inline int
suite_run(const char *subject, const TTest *const *tests, size_t count)
{
	return suite_run_with(subject, shop_start, tests, count);
}

#define SUITE_MAIN(SUBJECT, ...)					\
int									\
main(void)								\
{									\
	const TTest *const	tests[] = { __VA_ARGS__ };		\
									\
	return suite_run(SUBJECT, tests,				\
	    sizeof(tests) / sizeof(tests[0]));				\
}

#endif
