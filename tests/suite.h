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

/* A test, and how often: each time with its own _i, from 0. */
struct suite_row { const TTest *test; int times; };

static inline int
suite_rows(const struct suite *s, const struct suite_row *rows, size_t count)
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
		tcase_add_loop_test(tcase, rows[i].test, 0, rows[i].times);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

/* Each once. */
static inline int
suite_of(const struct suite *s, const TTest *const *tests, size_t count)
{
	struct suite_row	*rows = calloc(count, sizeof(*rows));
	int			 status;

	if (rows == NULL)
		return EXIT_FAILURE;
	for (size_t i = 0; i < count; i++)
		rows[i] = (struct suite_row){ tests[i], 1 };
	status = suite_rows(s, rows, count);
	free(rows);
	return status;
}

#endif
