/* SPDX-License-Identifier: ISC */
/* S4-MON-01: logs are JSON lines, rotated and kept for a time. */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "tests/suite.h"

#include "lib/base/clock.h"
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
teardown(void)
{
	char		 file[400];
	DIR		*dir = opendir(folder);
	struct dirent	*e;

	while ((e = readdir(dir)) != NULL) {
		snprintf(file, sizeof(file), "%s/%s", folder, e->d_name);
		if (e->d_name[0] != '.')
			unlink(file);
	}
	closedir(dir);
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
size_of(const char *name)
{
	char		 file[200];
	struct stat	 st;

	snprintf(file, sizeof(file), "%s/%s", folder, name);
	return stat(file, &st) == 0 ? st.st_size : -1;
}

START_TEST(s4_mon_01_lines_pass_and_other_text_becomes_a_line)
{
	static const char	 said[] = "{\"time\":1}\nplain \"text\"\n\n"
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
	ck_assert_ptr_eq(strstr(text, "{\"time\":1}\n{\"time\":"), text);
	ck_assert_ptr_nonnull(strstr(text, "plain \\\"text\\\"\"}\n"));
	ck_assert_ptr_nonnull(strstr(text, "7#7: failed\"}\n{\"time\":\"2"));
	/* What has no time gets one. */
	ck_assert_ptr_nonnull(strstr(text, "Z\",\"b\":2}\n"));
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

#define DAY(N)	(INT64_C(20000) * CLOCK_DAY + (N) * CLOCK_DAY)

static void
say(struct rotate *r, int64_t now)
{
	static const char	 line[] = "{\"time\":1}\n";

	rotate_lines_at(r, now, line, sizeof(line) - 1);
}

/* 2024-10-04 and the days after it. */
START_TEST(s4_mon_06_each_day_has_a_file_of_its_own)
{
	struct rotate	*r = rotate_open(path);

	say(r, DAY(0) + 5);
	say(r, DAY(1) - 1);
	ck_assert_int_eq(size_of("souk-2024-10-04.log"), -1);
	say(r, DAY(1));
	ck_assert_int_eq(size_of("souk-2024-10-04.log"), 22);
	ck_assert_int_eq(size_of("souk.log"), 11);
	say(r, DAY(4));
	ck_assert_int_eq(size_of("souk-2024-10-05.log"), 11);
	rotate_close(r);
}
END_TEST

/* A run that ended long ago: its lines are of that day. */
START_TEST(s4_mon_06_what_an_earlier_run_left_is_of_its_day)
{
	const struct timespec	 then[2] = { { DAY(0) / 1000, 0 },
				    { DAY(0) / 1000, 0 } };
	struct rotate		*r = rotate_open(path);

	say(r, DAY(0));
	rotate_close(r);
	ck_assert_int_eq(utimensat(0, path, then, 0), 0);
	r = rotate_open(path);
	say(r, DAY(2));
	rotate_close(r);
	ck_assert_int_eq(size_of("souk-2024-10-04.log"), 11);
	ck_assert_int_eq(size_of("souk.log"), 11);
}
END_TEST

START_TEST(s4_mon_01_full_files_are_numbered_within_the_day)
{
	static char	 line[4096];
	struct rotate	*r = rotate_open(path);
	char		 name[128];

	memset(line, 'x', sizeof(line));
	memcpy(line, "{\"time\":", 8);
	line[sizeof(line) - 1] = '\n';
	/* One that was compressed and whose forerunners are gone. */
	snprintf(name, sizeof(name), "%s/souk-2024-10-04.7.log.gz", folder);
	fclose(fopen(name, "we"));
	for (size_t n = 0; n < (size_t)2 * ROTATE_BYTES + 1; n += sizeof(line))
		rotate_lines_at(r, DAY(0), line, sizeof(line));
	rotate_close(r);
	ck_assert_int_eq(size_of("souk-2024-10-04.8.log"), ROTATE_BYTES);
	ck_assert_int_eq(size_of("souk-2024-10-04.9.log"), ROTATE_BYTES);
	ck_assert_int_eq(size_of("souk.log"), sizeof(line));
}
END_TEST

START_TEST(s4_mon_01_files_that_nobody_compresses_come_to_an_end)
{
	struct rotate	*r = rotate_open(path);
	char		 name[64], text[CLOCK_TEXT];
	int		 left = 0;

	for (int n = 0; n < ROTATE_PLAIN + 5; n++)
		say(r, DAY(n));
	rotate_close(r);
	for (int n = 0; n < ROTATE_PLAIN + 5; n++) {
		clock_text(DAY(n), text);
		snprintf(name, sizeof(name), "souk-%.10s.log", text);
		left += size_of(name) > 0;
	}
	ck_assert_int_eq(left, ROTATE_PLAIN);
	ck_assert_int_eq(size_of("souk-2024-10-04.log"), -1);
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
	const TTest *const	 tests[] = {
		s4_mon_01_lines_pass_and_other_text_becomes_a_line,
		s4_mon_01_a_line_without_end_is_cut,
		s4_mon_06_each_day_has_a_file_of_its_own,
		s4_mon_06_what_an_earlier_run_left_is_of_its_day,
		s4_mon_01_full_files_are_numbered_within_the_day,
		s4_mon_01_files_that_nobody_compresses_come_to_an_end,
		a_log_that_cannot_be_written_is_said,
	};
	const struct suite	 suite = { "rotate", setup, teardown, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
