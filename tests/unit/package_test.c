/* SPDX-License-Identifier: ISC */
/* What is installed beside the programs: units and scripts. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/suite.h"

#define ANALYZE	"/usr/bin/systemd-analyze"

/* Each unit by itself; what the host lacks is not its fault. */
START_TEST(s4_dep_01_every_unit_is_exposed_to_little)
{
	if (access(ANALYZE, X_OK) != 0)
		return;
	ck_assert_int_eq(system("for unit in scripts/systemd/*.service; do "
	    ANALYZE " security --offline=yes --threshold=15 --no-pager $unit "
	    ">/tmp/souk-unit.$$ 2>&1 || { tail -n 3 /tmp/souk-unit.$$; "
	    "failed=1; }; rm -f /tmp/souk-unit.$$; done; "
	    "[ -z \"$failed\" ]"), 0);
}
END_TEST

START_TEST(s4_dep_01_every_unit_is_valid)
{
	if (access(ANALYZE, X_OK) != 0)
		return;
	ck_assert_int_eq(system("for unit in scripts/systemd/*.service; do "
	    ANALYZE " verify --man=no $unit 2>&1 | grep -v "
	    "'is not executable: No such file' | grep souk && failed=1; done; "
	    "[ -z \"$failed\" ]"), 0);
}
END_TEST

START_TEST(s4_dep_01_every_script_can_be_read_by_a_plain_shell)
{
	ck_assert_int_eq(system("for script in scripts/*.sh scripts/package/p* "
	    "scripts/pre-commit; do sh -n $script || failed=1; done; "
	    "[ -z \"$failed\" ]"), 0);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s4_dep_01_every_unit_is_exposed_to_little,
		s4_dep_01_every_unit_is_valid,
		s4_dep_01_every_script_can_be_read_by_a_plain_shell,
	};
	const struct suite	 suite = { "package", NULL, NULL, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
