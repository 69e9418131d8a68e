/* SPDX-License-Identifier: ISC */
/*
 * Upgrading a shop that runs, to a release whose schema is one further; what
 * becomes of it when that release is broken; and the way back.
 */
#include "tests/http/suite.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "tests/http/process.h"

static char	release[80];	/* what would be /usr */

/* Words of a shell with $release, $build and $home set; its exit status. */
static int
shell(char **out, const char *words)
{
	const char	*argv[] = { "sh", "-c", words, NULL };

	setenv("release", release, 1);
	setenv("build", shop_build(), 1);
	setenv("home", shop_home(), 1);
	return command_run(NULL, out, argv);
}

static void
setup(void)
{
	char	*out = NULL;

	shop_start();
	snprintf(release, sizeof(release), "%s/next", shop_home());
	ck_assert_msg(shell(&out, "mkdir -p $release/bin $release/lib/souk "
	    "$release/share && cp -R nginx $release/share/souk && "
	    "cp $build/next/souk $release/bin/ && "
	    "cp -f $build/souk-* $release/lib/souk/ && "
	    "cp -f $build/next/souk-* scripts/stage.sh scripts/release.sh "
	    "$release/lib/souk/") == 0, "%s", out);
	free(out);
}

/* Runs a command of the release; its status and what it says. */
static void
release_says(int status, const char *part, const char *words)
{
	char	*out = NULL;
	int	 given = shell(&out, words);

	ck_assert_msg(given == status, "%d: %s", given, out);
	ck_assert_msg(strstr(out, part) != NULL, "no \"%s\" in: %s", part,
	    out);
	free(out);
}

static void
schema_is(const char *wanted)
{
	char	*version = shop_sql("PRAGMA user_version");

	ck_assert_str_eq(version, wanted);
	free(version);
}

static void
category_make(const char *name)
{
	struct client	*c = client_bearer("owner");

	want(client_json(c, "POST", "/api/admin/categories",
	    "{\"name\":\"%s\"}", name), 201);
	client_free(c);
}

static void
categories_are(const char *wanted)
{
	char	*count = shop_sql("SELECT count(*) FROM category");

	ck_assert_str_eq(count, wanted);
	free(count);
}

static void
shop_answers(void)
{
	struct client	*c = client_new();

	want(client_get(c, "/ready"), 200);
	want(client_get(c, "/"), 200);
	client_free(c);
}

/* Programs that end at once, unless condition holds. */
#define BREAK(CONDITION)						\
	"cd $release/lib/souk && mv souk-web souk-well && printf '%s\\n' "	\
	"'#!/bin/sh' '" CONDITION " exec '$release/lib/souk/souk-well "	\
	"'exit 1' >souk-web && chmod 755 souk-web"
#define MEND	"cd $release/lib/souk && mv souk-well souk-web"

START_TEST(p110_a_release_that_fails_its_rehearsal_changes_nothing)
{
	category_make("before");
	setenv("SOUK_UPGRADE_SECONDS", "4", 1);
	ck_assert_int_eq(shell(NULL, BREAK("false &&")), 0);
	release_says(1, "nothing was changed", "$release/bin/souk upgrade");
	schema_is("7");
	release_says(0, "same", "cmp $build/souk $home/bin/souk && echo same");
	release_says(0, "empty", "cd $home/releases && [ ! -e rehearsal ] && "
	    "[ ! -e now.db ] && echo empty");
	shop_answers();
}
END_TEST

START_TEST(p110_one_that_does_not_answer_is_undone_with_its_schema)
{
	ck_assert_int_eq(shell(NULL, MEND), 0);
	ck_assert_int_eq(shell(NULL,
	    BREAK("case $SOUK_HOME in */rehearsal) ;; *) false ;; esac &&")),
	    0);
	release_says(1, "the upgrade was undone",
	    "$release/bin/souk upgrade");
	unsetenv("SOUK_UPGRADE_SECONDS");
	ck_assert_int_eq(shell(NULL, MEND), 0);
	schema_is("7");
	release_says(0, "same", "cmp $build/souk $home/bin/souk && echo same");
	shop_answers();
	categories_are("1");
	category_make("between");
}
END_TEST

START_TEST(p110_an_upgrade_moves_programs_and_schema_together)
{
	const pid_t	 before = shop_supervisor();

	release_says(0, "the shop runs", "$release/bin/souk upgrade");
	schema_is("8");
	ck_assert_int_eq(kill(before, 0), 0);
	release_says(0, "same",
	    "cmp $release/bin/souk $home/bin/souk && echo same");
	shop_answers();
	categories_are("2");
	release_says(0, "already", "$release/bin/souk upgrade");
	release_says(1, "new release", "$home/bin/souk upgrade");
}
END_TEST

START_TEST(f27_the_old_program_refuses_the_new_schema)
{
	release_says(1, "schema 8", "$build/souk export");
	release_says(1, "schema 8", "$build/souk migrate");
}
END_TEST

START_TEST(s3_dep_03_a_rollback_says_what_is_lost_and_asks)
{
	category_make("behind");
	release_says(1, "1 Category", "$home/bin/souk rollback");
	schema_is("8");
	shop_answers();
	release_says(0, "1 Category", "$home/bin/souk rollback --yes");
	schema_is("7");
	release_says(0, "same", "cmp $build/souk $home/bin/souk && echo same");
	shop_answers();
	categories_are("2");
	category_make("behind");	/* its name is free again */
	release_says(1, "no upgrade", "$home/bin/souk rollback");
	release_says(0, "private", "find $home/backup -name "
	    "'before-rollback-*' -perm 600 | grep -q . && echo private");
}
END_TEST

/* The new program without its migration. */
START_TEST(f27_the_new_program_refuses_the_old_schema)
{
	release_says(1, "migrate", "$release/bin/souk export");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
	    p110_a_release_that_fails_its_rehearsal_changes_nothing,
	    p110_one_that_does_not_answer_is_undone_with_its_schema,
	    p110_an_upgrade_moves_programs_and_schema_together,
	    f27_the_old_program_refuses_the_new_schema,
	    s3_dep_03_a_rollback_says_what_is_lost_and_asks,
	    f27_the_new_program_refuses_the_old_schema,
	};

	return suite_run_with("upgrade", setup, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
