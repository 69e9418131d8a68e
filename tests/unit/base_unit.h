/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_BASE_UNIT_H
#define SOUK_TESTS_BASE_UNIT_H

#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"

/* For tests of lib/base: an arena and a buffer in it, fresh for each test. */
#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static struct arena	*arena;
static struct buf	 out;

static void
unit_open(void)
{
	ck_assert_ptr_nonnull(arena = arena_new(16 << 20));
	buf_init(&out, arena, 0);
}

static void
unit_close(void)
{
	arena_free(arena);
}

/* What was written to `out` since it was last asked for. */
static inline const char *
written(void)
{
	char	*text = arena_text(arena, out.p, out.len);

	out.len = 0;
	return text;
}

static inline int
unit_run(const char *subject, const TTest *const *tests, size_t count)
{
	Suite	*suite = suite_create(subject);
	TCase	*tcase = tcase_create(subject);
	SRunner	*runner = srunner_create(suite);
	int	 failed;

	tcase_add_checked_fixture(tcase, unit_open, unit_close);
	for (size_t i = 0; i < count; i++)
		tcase_add_test(tcase, tests[i]);
	suite_add_tcase(suite, tcase);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#define UNIT_MAIN(SUBJECT, ...)						\
int									\
main(void)								\
{									\
	const TTest *const	 tests[] = { __VA_ARGS__ };		\
									\
	return unit_run(SUBJECT, tests, COUNT(tests));			\
}

#endif
