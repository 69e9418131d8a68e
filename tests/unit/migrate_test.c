/* SPDX-License-Identifier: ISC */
/* Stepping a file through versions of its own, and dying on the way. */
#include "tests/unit/store.h"

#include <signal.h>
#include <sqlite3.h>

#include "lib/db/migrate.h"

#define V	100		/* above all that souk has */

static const struct migration	 steps[] = {
	{ .version = V + 1, .sql = "" },
	{ .version = V + 2, .sql =
	    "SELECT die(1);"
	    "CREATE TABLE parcel (id TEXT NOT NULL PRIMARY KEY) STRICT;"
	    "SELECT die(2);"
	    "INSERT INTO parcel VALUES ('p1');"
	    "SELECT die(3);" },
	{ .version = V + 3, .sql =
	    "SELECT die(4);"
	    "ALTER TABLE parcel ADD COLUMN weight INTEGER;"
	    "SELECT die(5);"
	    "UPDATE parcel SET weight = 7;"
	    "SELECT die(6);" },
};
#define STEPS		(sizeof(steps) / sizeof(steps[0]))
#define DEATHS		6

/* ---- die(n): the process ends at statement n ------------------------- */

static int64_t	 die_at;

static void
die(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	if (sqlite3_value_int64(values[0]) == die_at)
		raise(SIGKILL);
	sqlite3_result_null(context);
}

static int
die_add(sqlite3 *raw, const char **error, const void *api)
{
	(void)error;
	(void)api;
	return sqlite3_create_function(raw, "die", 1, SQLITE_UTF8, NULL, die,
	    NULL, NULL);
}

static int64_t
version(void)
{
	return store_number("PRAGMA user_version");
}

static enum outcome
step(size_t count, const char **why)
{
	return migrate_run(store.db, store.arena, steps, count, why);
}

/* Stepping makes a version of its own, which db_open() would refuse. */
static void
reopen_any(void)
{
	const char	*why;

	store.db = db_open(store.arena, &(struct db_open){
	    .path = store_path, .any_version = true }, &why);
	ck_assert_msg(store.db != NULL, "%s", why);
}

START_TEST(a_file_steps_through_all_versions_that_it_lacks)
{
	const char	*why = "";

	ck_assert_int_eq(version(), db_schema_version());
	ck_assert_int_eq(step(2, &why), SOUK_OK);
	ck_assert_int_eq(version(), V + 2);
	ck_assert_int_eq(step(STEPS, &why), SOUK_OK);
	ck_assert_int_eq(version(), V + 3);
	ck_assert_int_eq(store_number("SELECT weight FROM parcel"), 7);
	ck_assert_int_eq(step(STEPS, &why), SOUK_OK);
	ck_assert_int_eq(store_number("PRAGMA foreign_keys"), 1);
}
END_TEST

START_TEST(a_newer_file_is_refused)
{
	const char	*why = "";

	ck_assert_int_eq(step(STEPS, &why), SOUK_OK);
	ck_assert_int_eq(step(2, &why), SOUK_CONFLICT);
	ck_assert_ptr_nonnull(strstr(why, "schema 103"));
	ck_assert_int_eq(version(), V + 3);
}
END_TEST

START_TEST(a_fresh_file_has_nothing_to_step)
{
	const char	*why = "";

	ck_assert_int_eq(version(), db_schema_version());
	ck_assert_int_eq(db_migrate(store.db, store.arena, &why), SOUK_OK);
	ck_assert_int_eq(version(), db_schema_version());
}
END_TEST

START_TEST(a_step_that_fails_changes_nothing_and_says_why)
{
	static const struct migration	 bad[] = {
		{ .version = V + 2, .sql = "CREATE TABLE half (a TEXT) STRICT;"
		    "INSERT INTO nowhere VALUES (1);" },
	};
	const char			*why = "";

	ck_assert_int_eq(migrate_run(store.db, store.arena, bad, 1, &why),
	    SOUK_INTERNAL);
	ck_assert_ptr_nonnull(strstr(why, "nowhere"));
	ck_assert_int_eq(version(), db_schema_version());
	ck_assert_int_eq(store_number(
	    "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'half'"), 0);
	ck_assert_int_eq(store_number("PRAGMA foreign_keys"), 1);
}
END_TEST

START_TEST(a_table_can_be_rebuilt_but_no_reference_may_be_left_dangling)
{
	static const struct migration	 rebuild[] = {
		{ .version = V + 2, .sql = "CREATE TABLE brand_new"
		    " (id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
		    " created_at INTEGER NOT NULL, motto TEXT) STRICT;"
		    "INSERT INTO brand_new SELECT id, name, created_at, NULL"
		    " FROM brand;"
		    "DROP TABLE brand;"
		    "ALTER TABLE brand_new RENAME TO brand;" },
		{ .version = V + 3, .sql = "DELETE FROM brand;" },
	};
	const char			*why = "";

	ck_assert_int_eq(store_write("INSERT INTO brand VALUES ('b', 'B', 1)"),
	    SOUK_OK);
	ck_assert_int_eq(store_write("INSERT INTO category (id, brand_id,"
	    " created_at, updated_at) VALUES ('c', 'b', 1, 1)"), SOUK_OK);
	ck_assert_int_eq(migrate_run(store.db, store.arena, rebuild, 2, &why),
	    SOUK_CONFLICT);
	ck_assert_ptr_nonnull(strstr(why, "reference"));
	ck_assert_int_eq(version(), V + 2);
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM brand"), 1);
	ck_assert_int_eq(store_write("DELETE FROM brand"), SOUK_CONFLICT);
}
END_TEST

/* After a death: some version, whole; then the rest of the way. */
START_TEST(killed_at_any_statement_the_file_is_at_one_version_or_the_next)
{
	const char	*why = "";

	for (die_at = 1; die_at <= DEATHS; die_at++) {
		pid_t	 pid;

		db_close(store.db);
		store.db = NULL;
		store_remove();
		store_reopen();
		db_close(store.db);
		if ((pid = fork()) == 0) {
			reopen_any();
			_exit((int)step(STEPS, &why));
		}
		ck_assert_int_eq(store_wait(pid), -SIGKILL);
		reopen_any();
		ck_assert_int_eq(version(), die_at <= 3 ? V + 1 : V + 2);
		ck_assert_int_eq(store_number("SELECT COUNT(*) FROM"
		    " sqlite_schema WHERE name = 'parcel'"), version() - V - 1);
		if (version() == V + 2)
			ck_assert_int_eq(store_number(
			    "SELECT COUNT(*) FROM pragma_table_info('parcel')"),
			    1);
		db_close(store.db);
		if ((pid = fork()) == 0) {
			die_at = 0;
			reopen_any();
			_exit((int)step(STEPS, &why));
		}
		ck_assert_int_eq(store_wait(pid), SOUK_OK);
		reopen_any();
		ck_assert_int_eq(version(), V + 3);
		ck_assert_int_eq(store_number("SELECT weight FROM parcel"), 7);
	}
}
END_TEST

START_TEST(two_that_migrate_at_once_do_each_step_once)
{
	const char	*why = "";
	pid_t		 pids[4];

	for (int i = 0; i < 4; i++)
		if ((pids[i] = fork()) == 0) {
			reopen_any();
			_exit((int)step(STEPS, &why));
		}
	for (int i = 0; i < 4; i++)
		ck_assert_int_eq(store_wait(pids[i]), SOUK_OK);
	ck_assert_int_eq(version(), V + 3);
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM parcel"), 1);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		a_file_steps_through_all_versions_that_it_lacks,
		a_newer_file_is_refused,
		a_fresh_file_has_nothing_to_step,
		a_step_that_fails_changes_nothing_and_says_why,
		a_table_can_be_rebuilt_but_no_reference_may_be_left_dangling,
		killed_at_any_statement_the_file_is_at_one_version_or_the_next,
		two_that_migrate_at_once_do_each_step_once,
	};

	sqlite3_auto_extension((void (*)(void))die_add);
	store_keep_private();
	return store_run("migrate", tests, sizeof(tests) / sizeof(tests[0]));
}
