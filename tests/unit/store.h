/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_STORE_H
#define SOUK_TESTS_STORE_H

#include <check.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/db/db.h"

/*
 * A database in a directory of its own and an act to use it with; fresh for
 * each test by store_open() and store_close() as checked fixtures.  Children
 * that write call store_reopen() first.
 */
#define STORE_NOW	INT64_C(1790000000000)

static char		 store_dir[64];
static char		 store_path[96];
static struct act	 store;

static inline struct db *
store_try_open(const char *path, bool create, const char **why)
{
	return db_open(store.arena, &(struct db_open){ .path = path,
	    .create = create }, why);
}

static inline void
store_reopen(void)
{
	const char	*why = NULL;

	store.db = store_try_open(store_path, true, &why);
	ck_assert_msg(store.db != NULL, "%s", why);
}

static inline void
store_open(void)
{
	snprintf(store_dir, sizeof(store_dir), "/tmp/souk-unit-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(store_dir));
	snprintf(store_path, sizeof(store_path), "%s/souk.db", store_dir);
	store = (struct act){ .arena = arena_new((size_t)16 << 20),
	    .now = STORE_NOW, .request_id = "test" };
	ck_assert_ptr_nonnull(store.arena);
	store_reopen();
}

/* The file and what stands beside it. */
static inline void
store_remove(void)
{
	const char *const	 suffixes[] = { "", "-wal", "-shm", ".lock" };
	char			 path[160];

	for (size_t i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), "%s%s", store_path, suffixes[i]);
		unlink(path);
	}
}

static inline void
store_close(void)
{
	db_close(store.db);
	arena_free(store.arena);
	store_remove();
	rmdir(store_dir);
}

/* A test's own statement: the gates of SQL pass over what begins so. */
static inline struct stmt *
store_sql(const char *sql)
{
	return db_sql_composed(store.db,
	    arena_printf(store.arena, "/* test */ %s", sql));
}

/* The one text that a query answers; outside a transaction. */
static inline char *
store_text(const char *sql)
{
	struct stmt	*s = store_sql(sql);
	char		*text;

	ck_assert_int_eq(db_step(s), SOUK_OK);
	text = db_copy(s, 0, store.arena);
	db_done(s);
	return text;
}

/* The one integer that a query answers; outside a transaction. */
static inline int64_t
store_number(const char *sql)
{
	struct stmt	*s = store_sql(sql);
	int64_t		 number;

	ck_assert_int_eq(db_step(s), SOUK_OK);
	number = db_int(s, 0);
	db_done(s);
	return number;
}

/* A statement in a transaction of its own. */
static inline enum outcome
store_run_inside(struct act *act, void *sql)
{
	(void)act;
	return db_run(store_sql(sql));
}

static inline enum outcome
store_write(const char *sql)
{
	return db_tx(&store, DB_WRITE, store_run_inside,
	    (void *)(uintptr_t)sql);
}

/* Wait for a child; its exit status, or -signal. */
static inline int
store_wait(pid_t pid)
{
	int	 status;

	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* Its statements are not souk's own: not for the PostgreSQL gate. */
static inline void
store_keep_private(void)
{
	unsetenv("SOUK_TEST_SQL");
}

/* Run a case with a fresh store around each of its tests. */
static inline int
store_run(const char *name, const TTest *const tests[], size_t count)
{
	Suite	*suite = suite_create(name);
	TCase	*tc = tcase_create(name);
	SRunner	*runner = srunner_create(suite);
	int	 failed;

	tcase_add_checked_fixture(tc, store_open, store_close);
	tcase_set_timeout(tc, 60);
	for (size_t i = 0; i < count; i++)
		tcase_add_test(tc, tests[i]);
	suite_add_tcase(suite, tc);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
