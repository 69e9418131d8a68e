/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_SUITE_H
#define SOUK_TESTS_HTTP_SUITE_H

#include <check.h>
#include <stdlib.h>

#include "tests/http/shop.h"
#include "tests/suite.h"

/* The main() of a program whose tests, in this order, share one shop. */
#define SUITE_TIMEOUT	120	/* seconds a test */

static inline int
suite_run_with(const char *subject, void (*setup)(void),
    const TTest *const *tests, size_t count)
{
	const struct suite	 suite = { subject, setup, shop_stop, false,
	    SUITE_TIMEOUT };

	return suite_of(&suite, tests, count);
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
