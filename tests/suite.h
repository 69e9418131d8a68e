/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_SUITE_H
#define SOUK_TESTS_SUITE_H

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>

/* What a test program does, and its exit status. */
struct suite {
	const char	*name;
	void		(*begin)(void), (*end)(void);
	bool		 each;		/* around each test, not all of them */
	int		 seconds;	/* that a test may take */
};

static inline int
suite_of(const struct suite *s, const TTest *const *tests, size_t count)
{
	Suite	*suite = suite_create(s->name);
	TCase	*tcase = tcase_create(s->name);
	SRunner	*runner = srunner_create(suite);
	int	 failed;

	tcase_set_timeout(tcase, s->seconds);
	if (s->each)
		tcase_add_checked_fixture(tcase, s->begin, s->end);
	else
		tcase_add_unchecked_fixture(tcase, s->begin, s->end);
	for (size_t i = 0; i < count; i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
