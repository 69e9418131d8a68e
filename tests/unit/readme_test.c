/* SPDX-License-Identifier: ISC */
/* What the README sends a reader to is there.  Runs at the top of the tree. */
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "tests/unit/base_unit.h"

static char	 text[1 << 16];

static const char *
file_text(const char *path)
{
	FILE	*f = fopen(path, "re");

	ck_assert_msg(f != NULL, "%s", path);
	text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
	fclose(f);
	return text;
}

/* A path of this tree: "lib/db", "schema.sql", no pattern and no example. */
static bool
is_own_path(const char *word)
{
	static const char *const	 tops[] = { "fcgi/", "lib/", "nginx/",
		"tests/", "scripts/", "schema.sql" };

	if (strpbrk(word, " <>*") != NULL || strstr(word, "NNNN") != NULL)
		return false;
	for (size_t i = 0; i < COUNT(tops); i++)
		if (strncmp(word, tops[i], strlen(tops[i])) == 0)
			return true;
	return false;
}

START_TEST(s3_doc_04_the_readme_leads_to_files_that_exist)
{
	char	*rest = text, *word;
	int	 paths = 0;

	file_text("README.md");
	while ((word = strsep(&rest, "`")) != NULL) {
		if (!is_own_path(word))
			continue;
		ck_assert_msg(access(word, F_OK) == 0, "%s", word);
		paths++;
	}
	ck_assert_int_gt(paths, 20);
}
END_TEST

/* And tells a newcomer how to run it, try it and commit to it. */
START_TEST(s3_doc_04_the_readme_answers_a_newcomer)
{
	static const char *const	 said[] = { "make run", "make test",
		"## Add a route", "## How a request flows",
		"## Before you commit", "SOUK_HOME", "SOUK_SECRET",
		"souk doctor", "/api/docs" };

	file_text("README.md");
	for (size_t i = 0; i < COUNT(said); i++)
		ck_assert_msg(strstr(text, said[i]) != NULL, "%s", said[i]);
}
END_TEST

/* Every variable that the table of lib/base/config.c has. */
START_TEST(s3_env_01_the_readme_explains_every_variable)
{
	static const char	 begin[] = ".name = \"SOUK_";
	char			 names[96][64], row[80];
	const char		*p = file_text("lib/base/config.c");
	int			 n = 0;

	while ((p = strstr(p, begin)) != NULL && n < 96) {
		p += strlen(".name = \"");
		snprintf(names[n++], sizeof(names[0]), "%.*s",
		    (int)strcspn(p, "\""), p);
	}
	ck_assert_int_gt(n, 10);
	file_text("README.md");
	while (n-- > 0) {
		snprintf(row, sizeof(row), "| `%s` |", names[n]);
		ck_assert_msg(strstr(text, row) != NULL, "%s", names[n]);
	}
}
END_TEST

/* S4-GEN-03: one command, and warnings are errors in it. */
START_TEST(s4_ci_01_every_change_is_built_analyzed_and_tested)
{
	static const char *const	 parts[] = {
		"$(MAKE) --no-print-directory lint ", "wait $$lint; status=$$?",
		"SAN=1", "unit http browser postgres", "-Werror", "-fanalyzer",
		"clang-tidy", "cppcheck --quiet --error-exitcode=1" };

	ck_assert_int_eq(access(".ci/run", X_OK), 0);
	ck_assert_ptr_nonnull(strstr(file_text(".ci/run"), " test\n"));
	file_text("Makefile");
	for (size_t i = 0; i < COUNT(parts); i++)
		ck_assert_msg(strstr(text, parts[i]) != NULL, "%s", parts[i]);
}
END_TEST

UNIT_MAIN("readme",
    s3_doc_04_the_readme_leads_to_files_that_exist,
    s3_doc_04_the_readme_answers_a_newcomer,
    s3_env_01_the_readme_explains_every_variable,
    s4_ci_01_every_change_is_built_analyzed_and_tested)
