/* SPDX-License-Identifier: ISC */
/* Opening a database, and statements. */
#include "tests/unit/store.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

/* ---- opening -------------------------------------------------------- */

START_TEST(every_setting_of_the_connection_reads_back)
{
	static const struct { const char *sql; int64_t want; } t[] = {
		{ "PRAGMA synchronous", 2 },
		{ "PRAGMA foreign_keys", 1 },
		{ "PRAGMA trusted_schema", 0 },
		{ "PRAGMA cell_size_check", 1 },
		{ "PRAGMA mmap_size", 0 },
		{ "PRAGMA wal_autocheckpoint", 0 },
		{ "PRAGMA busy_timeout", 2000 },
		{ "PRAGMA application_id", 0x736f756b },
	};
	struct stmt	*s = db_sql(store.db,
	    "SELECT journal_mode FROM pragma_journal_mode");

	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		ck_assert_msg(store_number(t[i].sql) == t[i].want, "%s",
		    t[i].sql);
	ck_assert_int_eq(db_step(s), SOUK_OK);
	ck_assert_str_eq(db_text(s, 0, NULL), "wal");
	db_done(s);
	ck_assert_int_eq(store_number("PRAGMA user_version"),
	    db_schema_version());
}
END_TEST

START_TEST(double_quotes_are_never_text_and_the_schema_is_not_writable)
{
	ck_assert_int_eq(db_step(db_sql(store.db, "SELECT \"typo\"")),
	    SOUK_INTERNAL);
	ck_assert_int_eq(store_write("DELETE FROM sqlite_schema"),
	    SOUK_INTERNAL);
	ck_assert_int_eq(store_write("ATTACH ':memory:' AS other"),
	    SOUK_INTERNAL);
}
END_TEST

START_TEST(the_files_are_for_their_owner_only)
{
	static const char *const	 suffixes[] = { "", "-wal", "-shm",
		".lock" };
	struct stat			 st;
	char				 path[160];

	for (size_t i = 0; i < 4; i++) {
		snprintf(path, sizeof(path), "%s%s", store_path, suffixes[i]);
		ck_assert_int_eq(stat(path, &st), 0);
		ck_assert_msg((st.st_mode & 0777) == 0600, "%s", path);
	}
	db_close(store.db);
	ck_assert_int_eq(chmod(store_path, 0644), 0);
	store_reopen();
	ck_assert_int_eq(stat(store_path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
}
END_TEST

/* Change the file behind souk's back. */
static void
raw_run(const char *path, const char *sql)
{
	sqlite3	*raw;

	ck_assert_int_eq(sqlite3_open(path, &raw), SQLITE_OK);
	ck_assert_int_eq(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_close(raw), SQLITE_OK);
}

static void
refused(const char *path, bool create, const char *part)
{
	const char	*why = NULL;

	ck_assert_ptr_null(store_try_open(path, create, &why));
	ck_assert_msg(why != NULL && strstr(why, part) != NULL,
	    "\"%s\" in: %s", part, why);
}

START_TEST(another_version_of_the_schema_is_refused_with_what_to_do)
{
	const char	*why;

	db_close(store.db);
	raw_run(store_path, "PRAGMA user_version=0");
	refused(store_path, true, "souk migrate");
	raw_run(store_path, "PRAGMA user_version=99");
	refused(store_path, false, "too old");
	store.db = db_open(store.arena, &(struct db_open){
	    .path = store_path, .any_version = true }, &why);
	ck_assert_msg(store.db != NULL, "%s", why);
}
END_TEST

START_TEST(a_file_that_is_not_a_shop_is_refused_and_left_alone)
{
	char	 path[128];
	int	 fd;

	snprintf(path, sizeof(path), "%s/other.db", store_dir);
	refused(path, false, "open");
	raw_run(path, "CREATE TABLE note (text TEXT)");
	refused(path, true, "not a souk database");
	refused(path, false, "not a souk database");
	raw_run(path, "INSERT INTO note VALUES ('still here')");
	fd = open(path, O_WRONLY | O_TRUNC);
	ck_assert_int_eq(write(fd, "This is no database, but text. ", 31), 31);
	close(fd);
	refused(path, true, "not a database");
	unlink(path);
	snprintf(path, sizeof(path), "%s/other.db.lock", store_dir);
	unlink(path);
	snprintf(path, sizeof(path), "%s/none/souk.db", store_dir);
	refused(path, true, "No such file");
}
END_TEST

START_TEST(a_restored_copy_without_wal_gets_it_back)
{
	db_close(store.db);
	raw_run(store_path, "PRAGMA journal_mode=DELETE");
	store_reopen();
	ck_assert_int_eq(db_step(db_sql(store.db,
	    "SELECT 1 FROM pragma_journal_mode WHERE journal_mode = 'wal'")),
	    SOUK_OK);
}
END_TEST

START_TEST(a_check_finds_a_reference_to_nothing)
{
	const char	*why = "";

	ck_assert_int_eq(db_check(store.db, store.arena, &why), SOUK_OK);
	raw_run(store_path, "INSERT INTO refresh_token VALUES"
	    " ('hash', 'no such session', 1, NULL)");
	ck_assert_int_eq(db_check(store.db, store.arena, &why),
	    SOUK_INTERNAL);
	ck_assert_ptr_nonnull(strstr(why, "refresh_token"));
}
END_TEST

/* ---- statements ----------------------------------------------------- */

static const char sql_put[] =
    "INSERT INTO setting (name, value, updated_at)"
    " VALUES (:name, :value, :now)";
static const char sql_count[] = "SELECT COUNT(*) FROM setting";
static const char sql_names[] = "SELECT name FROM setting ORDER BY name";

static enum outcome
put(struct act *act, const char *name)
{
	struct stmt	*s = db_sql(act->db, sql_put);

	db_bind_text(s, ":name", name);
	db_bind_text(s, ":value", "1");
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
put_abc(struct act *act, void *arg)
{
	(void)arg;
	put(act, "a");
	put(act, "b");
	return put(act, "c");
}

START_TEST(values_come_back_as_they_were_bound)
{
	struct stmt	*s = db_sql(store.db,
	    "SELECT :text, :big, :none, :nothing, CAST('7' AS BIGINT)");
	size_t		 len;

	db_bind_null_int(s, ":nothing");	/* not in SQL's order */
	db_bind_int(s, ":big", INT64_MIN);
	db_bind_text(s, ":text", "حِذَاء");
	db_bind_text(s, ":none", NULL);
	ck_assert_int_eq(db_step(s), SOUK_OK);
	ck_assert_int_eq(db_columns(s), 5);
	ck_assert_str_eq(db_text(s, 0, &len), "حِذَاء");
	ck_assert_uint_eq(len, strlen("حِذَاء"));
	ck_assert_int_eq(db_int(s, 1), INT64_MIN);
	ck_assert(db_is_null(s, 2) && db_is_null(s, 3));
	ck_assert_ptr_null(db_text(s, 2, &len));
	ck_assert_uint_eq(len, 0);
	ck_assert_ptr_null(db_copy(s, 3, store.arena));
	ck_assert_str_eq(db_copy(s, 4, store.arena), "7");
	ck_assert_int_eq(db_step(s), SOUK_NOT_FOUND);
}
END_TEST

START_TEST(what_was_bound_last_time_is_not_bound_this_time)
{
	static const char	 sql[] = "SELECT :a, :b";
	struct stmt		*s = db_sql(store.db, sql);

	db_bind_int(s, ":a", 1);
	db_bind_int(s, ":b", 2);
	ck_assert_int_eq(db_step(s), SOUK_OK);
	s = db_sql(store.db, sql);
	db_bind_int(s, ":b", 3);
	ck_assert_int_eq(db_step(s), SOUK_OK);
	ck_assert(db_is_null(s, 0));
	ck_assert_int_eq(db_int(s, 1), 3);
}
END_TEST

START_TEST(a_wrong_name_or_statement_sticks_until_the_step)
{
	static const char	 sql[] = "SELECT :a";
	struct stmt		*s = db_sql(store.db, sql);

	db_bind_int(s, ":b", 1);
	db_bind_int(s, ":a", 1);
	ck_assert_int_eq(db_step(s), SOUK_INTERNAL);
	s = db_sql(store.db, sql);
	db_bind_int(s, ":a", 1);
	ck_assert_int_eq(db_step(s), SOUK_OK);
	db_done(s);
	s = db_sql(store.db, "SELECT nonsense FROM nowhere");
	db_bind_int(s, ":a", 1);
	ck_assert_int_eq(db_columns(s), 0);
	ck_assert_int_eq(db_run(s), SOUK_INTERNAL);
	ck_assert_int_eq(store_write("also nonsense"), SOUK_INTERNAL);
}
END_TEST

static enum outcome
constraints(struct act *act, void *arg)
{
	static const char *const	 refused_sql[] = {
		"INSERT INTO setting VALUES ('a', '1', 1)",
		"INSERT INTO setting VALUES (NULL, '1', 1)",
		"INSERT INTO users (id, brand_id, username, username_key,"
		    " email, email_key, password_hash, created_at,"
		    " updated_at) VALUES ('u', 'no brand', 'u', 'u', 'e',"
		    " 'e', '', 1, 1)",
		"INSERT INTO job VALUES ('j', 'k', 'work', '{}', 'asleep', 1, 0,"
		    " NULL, NULL, NULL, NULL, 1)",
	};

	(void)arg;
	for (size_t i = 0; i < 4; i++)
		ck_assert_msg(db_run(db_sql(act->db, refused_sql[i])) ==
		    SOUK_CONFLICT, "%s", refused_sql[i]);
	return put(act, "z");
}

START_TEST(a_constraint_is_a_conflict_and_the_transaction_goes_on)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_abc, NULL), SOUK_OK);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, constraints, NULL), SOUK_OK);
	ck_assert_int_eq(store_number(sql_count), 4);
}
END_TEST

static enum outcome
change_missing(struct act *act, void *arg)
{
	(void)arg;
	return db_run_changed(db_sql(act->db,
	    "UPDATE setting SET value = '2' WHERE name = 'nobody'"));
}

START_TEST(run_changed_tells_whether_a_row_was)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_abc, NULL), SOUK_OK);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, change_missing, NULL),
	    SOUK_NOT_FOUND);
}
END_TEST

START_TEST(foreign_keys_cascade)
{
	ck_assert_int_eq(store_write("INSERT INTO brand VALUES ('b', 'B', 1)"),
	    SOUK_OK);
	ck_assert_int_eq(store_write("INSERT INTO category (id, brand_id,"
	    " created_at, updated_at) VALUES ('c', 'b', 1, 1)"), SOUK_OK);
	ck_assert_int_eq(store_write("INSERT INTO category_text VALUES"
	    " ('c', 'fr', 's', 'n', NULL)"), SOUK_OK);
	ck_assert_int_eq(store_write("DELETE FROM brand"), SOUK_CONFLICT);
	ck_assert_int_eq(store_write("DELETE FROM category"), SOUK_OK);
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM category_text"),
	    0);
}
END_TEST

START_TEST(asking_again_for_a_statement_with_rows_starts_it_again)
{
	struct stmt	*s;

	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_abc, NULL), SOUK_OK);
	s = db_sql(store.db, sql_names);
	ck_assert_int_eq(db_step(s), SOUK_OK);
	ck_assert_int_eq(db_step(s), SOUK_OK);
	s = db_sql(store.db, sql_names);
	ck_assert_int_eq(db_step(s), SOUK_OK);
	ck_assert_str_eq(db_text(s, 0, NULL), "a");
}
END_TEST

START_TEST(many_composed_statements_are_kept_apart)
{
	char		 sql[64];
	struct stmt	*s;

	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 600; i++) {
			snprintf(sql, sizeof(sql), "SELECT %d + :n", i);
			s = db_sql_composed(store.db, sql);
			db_bind_int(s, ":n", round);
			ck_assert_int_eq(db_step(s), SOUK_OK);
			ck_assert_int_eq(db_int(s, 0), i + round);
		}
}
END_TEST

START_TEST(many_constant_statements_are_kept_apart)
{
	static char	 sql[600][32];
	struct stmt	*s;

	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 600; i++) {
			snprintf(sql[i], sizeof(sql[i]), "SELECT %d", i);
			s = db_sql(store.db, sql[i]);
			ck_assert_int_eq(db_step(s), SOUK_OK);
			ck_assert_int_eq(db_int(s, 0), i);
		}
}
END_TEST

START_TEST(statements_that_run_are_counted)
{
	const uint64_t	 before = db_statements(store.db);

	store_number(sql_count);
	store_number(sql_count);
	ck_assert_uint_eq(db_statements(store.db), before + 2);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		every_setting_of_the_connection_reads_back,
		double_quotes_are_never_text_and_the_schema_is_not_writable,
		the_files_are_for_their_owner_only,
		another_version_of_the_schema_is_refused_with_what_to_do,
		a_file_that_is_not_a_shop_is_refused_and_left_alone,
		a_restored_copy_without_wal_gets_it_back,
		a_check_finds_a_reference_to_nothing,
		values_come_back_as_they_were_bound,
		what_was_bound_last_time_is_not_bound_this_time,
		a_wrong_name_or_statement_sticks_until_the_step,
		a_constraint_is_a_conflict_and_the_transaction_goes_on,
		run_changed_tells_whether_a_row_was,
		foreign_keys_cascade,
		asking_again_for_a_statement_with_rows_starts_it_again,
		many_composed_statements_are_kept_apart,
		many_constant_statements_are_kept_apart,
		statements_that_run_are_counted,
	};

	store_keep_private();
	return store_run("db", tests, sizeof(tests) / sizeof(tests[0]));
}
