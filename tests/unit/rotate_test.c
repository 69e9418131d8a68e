/* SPDX-License-Identifier: ISC */
/* S4-MON-01: logs are JSON lines, rotated and kept for a time. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/ops/ops.h"

static char	 folder[64], path[96];

static void
setup(void)
{
	snprintf(folder, sizeof(folder), "/tmp/souk-unit-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/souk.log", folder);
}

static void
numbered(int n, char name[128])
{
	snprintf(name, 128, n == 0 ? "%s" : "%s.%d", path, n);
}

static void
teardown(void)
{
	char	 name[128];

	for (int n = 0; n <= ROTATE_KEEP + 1; n++) {
		numbered(n, name);
		unlink(name);
	}
	rmdir(folder);
}

static void
contents(char *text, size_t size)
{
	FILE	*f = fopen(path, "re");
	size_t	 n;

	ck_assert_ptr_nonnull(f);
	n = fread(text, 1, size - 1, f);
	text[n] = '\0';
	fclose(f);
}

static off_t
size_of(int n)
{
	char		 name[128];
	struct stat	 st;

	numbered(n, name);
	return stat(name, &st) == 0 ? st.st_size : -1;
}

START_TEST(s4_mon_01_lines_pass_and_other_text_becomes_a_line)
{
	static const char	 said[] = "{\"a\":1}\nplain \"text\"\n\n"
	    "[crit] 7#7: failed, client: 203.0.113.7, request: \"GET /?t\"\n"
	    "{\"b\":2";
	char			 text[4096];
	struct rotate		*r = rotate_open(path);

	ck_assert_ptr_nonnull(r);
	/* Whatever the pieces. */
	for (size_t i = 0; i < sizeof(said) - 1; i++)
		rotate_lines(r, said + i, 1);
	rotate_lines(r, "}\n", 2);
	rotate_close(r);
	contents(text, sizeof(text));
	ck_assert_ptr_eq(strstr(text, "{\"a\":1}\n{\"time\":"), text);
	ck_assert_ptr_nonnull(strstr(text, "plain \\\"text\\\"\"}\n"));
	ck_assert_ptr_nonnull(strstr(text, "7#7: failed\"}\n{\"b\":2}\n"));
	ck_assert_ptr_null(strstr(text, "203.0.113.7"));
}
END_TEST

START_TEST(s4_mon_01_a_line_without_end_is_cut)
{
	static char	 endless[20000], text[60000];
	struct rotate	*r = rotate_open(path);

	memset(endless, '<', sizeof(endless));
	rotate_lines(r, endless, sizeof(endless));
	rotate_lines(r, "\n", 1);
	rotate_close(r);
	contents(text, sizeof(text));
	ck_assert_ptr_nonnull(strstr(text, "\\u003c"));
	for (char *line = text, *end; *line != '\0'; line = end + 1) {
		ck_assert_ptr_nonnull(end = strchr(line, '\n'));
		ck_assert_int_eq(*line, '{');
		ck_assert_int_eq(end[-1], '}');
		ck_assert_int_lt(end - line, 5000);
	}
}
END_TEST

START_TEST(s4_mon_01_full_files_are_numbered_and_the_oldest_goes)
{
	static char	 line[4096];
	struct rotate	*r = rotate_open(path);
	size_t		 files = ROTATE_KEEP + 2;

	memset(line, 'x', sizeof(line));
	line[0] = '{';
	line[sizeof(line) - 1] = '\n';
	for (size_t n = 0; n < files * ROTATE_BYTES; n += sizeof(line))
		rotate_lines(r, line, sizeof(line));
	rotate_close(r);
	for (int n = 0; n <= ROTATE_KEEP; n++)
		ck_assert_int_eq(size_of(n), ROTATE_BYTES);
	ck_assert_int_eq(size_of(ROTATE_KEEP + 1), -1);
}
END_TEST

START_TEST(s4_mon_01_what_is_past_its_days_is_removed)
{
	const time_t		 old = time(NULL) -
	    (ROTATE_DAYS + 1) * (time_t)86400;
	const struct timespec	 times[2] = { { old, 0 }, { old, 0 } };
	char			 name[128];

	for (int n = 1; n <= 2; n++) {
		numbered(n, name);
		fclose(fopen(name, "we"));
	}
	ck_assert_int_eq(utimensat(0, name, times, 0), 0);
	rotate_close(rotate_open(path));
	ck_assert_int_eq(size_of(1), 0);
	ck_assert_int_eq(size_of(2), -1);
}
END_TEST

START_TEST(a_log_that_cannot_be_written_is_said)
{
	ck_assert_ptr_null(rotate_open("/nonexistent/souk.log"));
}
END_TEST

int
main(void)
{
	Suite	*s = suite_create("rotate");
	TCase	*t = tcase_create("rotate");
	SRunner	*r;
	int	 failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, s4_mon_01_lines_pass_and_other_text_becomes_a_line);
	tcase_add_test(t, s4_mon_01_a_line_without_end_is_cut);
	tcase_add_test(t,
	    s4_mon_01_full_files_are_numbered_and_the_oldest_goes);
	tcase_add_test(t, s4_mon_01_what_is_past_its_days_is_removed);
	tcase_add_test(t, a_log_that_cannot_be_written_is_said);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
