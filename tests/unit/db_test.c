/* SPDX-License-Identifier: ISC */
/*
 * Opening, statements and transactions in one process; what several do to
 * each other is in db_processes_test.c.
 */
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
	static const char *const	 suffixes[] = { "", "-wal", "-shm", ".lock" };
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

static char	 name_a[] = "a", name_b[] = "b", name_c[] = "c", name_d[] = "d";

static enum outcome
put_one(struct act *act, void *name)
{
	return put(act, name);
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
		"INSERT INTO job VALUES ('j', 'k', '{}', 'asleep', 1, 0,"
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

/* ---- transactions --------------------------------------------------- */

START_TEST(a_read_transaction_cannot_write)
{
	ck_assert_int_eq(db_tx(&store, DB_READ, put_one, name_a), SOUK_INTERNAL);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_one, name_b), SOUK_OK);
	ck_assert_int_eq(db_tx(&store, DB_READ, put_one, name_c), SOUK_INTERNAL);
	ck_assert_int_eq(store_number(sql_count), 1);
}
END_TEST

START_TEST(nothing_is_written_outside_a_transaction)
{
	ck_assert_int_eq(put(&store, "a"), SOUK_INTERNAL);
	ck_assert_int_eq(store_number(sql_count), 0);
}
END_TEST

static enum outcome
write_and_refuse(struct act *act, void *outcome)
{
	put(act, "a");
	return *(enum outcome *)outcome;
}

START_TEST(whatever_is_not_ok_leaves_nothing)
{
	for (int i = SOUK_INVALID; i < SOUK_OUTCOME__MAX; i++) {
		enum outcome	 e = (enum outcome)i;

		ck_assert_int_eq(db_tx(&store, DB_WRITE, write_and_refuse,
		    &e), e);
		ck_assert(!db_in_tx(store.db));
	}
	ck_assert_int_eq(store_number(sql_count), 0);
}
END_TEST

static enum outcome
overlook(struct act *act, void *arg)
{
	(void)arg;
	put(act, "a");
	(void)db_run(db_sql(act->db, "SELECT nonsense"));
	ck_assert_int_eq(put(act, "b"), SOUK_INTERNAL);
	return SOUK_OK;
}

START_TEST(a_failed_statement_cannot_be_overlooked)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, overlook, NULL),
	    SOUK_INTERNAL);
	ck_assert_int_eq(store_number(sql_count), 0);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_abc, NULL), SOUK_OK);
}
END_TEST

static enum outcome
nest(struct act *act, void *mode)
{
	enum outcome	 e = put(act, "outer");

	ck_assert(db_in_tx(act->db));
	ck_assert_int_eq(db_tx(act, *(enum db_mode *)mode, put_one, name_d),
	    SOUK_INTERNAL);
	ck_assert_int_eq(db_checkpoint(act->db, -1), SOUK_INTERNAL);
	return e;
}

START_TEST(a_transaction_inside_a_transaction_is_refused)
{
	enum db_mode	 mode = DB_READ;

	ck_assert_int_eq(db_tx(&store, DB_WRITE, nest, &mode), SOUK_OK);
	ck_assert_int_eq(store_number(sql_count), 1);
}
END_TEST

static enum outcome
busy_twice(struct act *act, void *calls)
{
	put(act, "a");
	act_bad_field(act, "x", NULL);
	return ++*(int *)calls < 3 ? SOUK_BUSY : put(act, "b");
}

static enum outcome
busy_always(struct act *act, void *calls)
{
	(void)act;
	++*(int *)calls;
	return SOUK_BUSY;
}

START_TEST(busy_is_run_again_at_most_three_times)
{
	int	 calls = 0;

	ck_assert_int_eq(db_tx(&store, DB_WRITE, busy_twice, &calls),
	    SOUK_OK);
	ck_assert_int_eq(calls, 3);
	ck_assert_int_eq(store.problem.count, 1);
	ck_assert_int_eq(store_number(sql_count), 2);
	calls = 0;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, busy_always, &calls),
	    SOUK_BUSY);
	ck_assert_int_eq(calls, 3);
}
END_TEST

static void
count_call(void *calls)
{
	ck_assert(!db_in_tx(store.db));
	++*(int *)calls;
}

static enum outcome
ask_calls(struct act *act, void *arg)
{
	int	*calls = arg;

	db_after_commit(act->db, count_call, &calls[0]);
	db_after_commit(act->db, count_call, &calls[1]);
	db_after_commit(act->db, count_call, &calls[0]);
	return calls[2] != 0 ? SOUK_CONFLICT : put(act, "a");
}

START_TEST(calls_after_a_commit_come_once_and_only_then)
{
	int	 calls[3] = { 0, 0, 1 };

	ck_assert_int_eq(db_tx(&store, DB_WRITE, ask_calls, calls),
	    SOUK_CONFLICT);
	ck_assert_int_eq(calls[0] + calls[1], 0);
	calls[2] = 0;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, ask_calls, calls), SOUK_OK);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_one, name_b), SOUK_OK);
	ck_assert_int_eq(calls[0], 1);
	ck_assert_int_eq(calls[1], 1);
}
END_TEST

static enum outcome
jump(struct act *act, void *out)
{
	struct stmt	*s;

	put(act, "a");
	s = db_sql(act->db, sql_names);
	ck_assert_int_eq(db_step(s), SOUK_OK);
	longjmp(*(jmp_buf *)out, 1);
}

START_TEST(after_a_jump_nothing_is_left_of_the_transaction)
{
	jmp_buf	 out;

	if (setjmp(out) == 0)
		db_tx(&store, DB_WRITE, jump, &out);
	ck_assert(db_in_tx(store.db));
	db_abandon(store.db);
	ck_assert(!db_in_tx(store.db));
	ck_assert_int_eq(store_number(sql_count), 0);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_one, name_b), SOUK_OK);
	db_abandon(store.db);
	ck_assert_int_eq(store_number(sql_count), 1);
}
END_TEST

static enum outcome
refuse_b(struct act *act, void *arg)
{
	(void)arg;
	put(act, "b");
	return SOUK_INVALID;
}

static enum outcome
try_some(struct act *act, void *arg)
{
	(void)arg;
	ck_assert_int_eq(put(act, "a"), SOUK_OK);
	ck_assert_int_eq(db_try(act, refuse_b, NULL), SOUK_INVALID);
	return db_try(act, put_one, name_c);
}

START_TEST(a_try_that_fails_takes_back_only_itself)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, try_some, NULL), SOUK_OK);
	ck_assert_int_eq(store_number(sql_count), 2);
	ck_assert_int_eq(db_try(&store, put_one, name_d), SOUK_INTERNAL);
}
END_TEST

/* ---- checkpoints ---------------------------------------------------- */

START_TEST(a_checkpoint_empties_the_wal_beyond_the_limit_only)
{
	int64_t	 bytes;

	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_abc, NULL), SOUK_OK);
	bytes = db_wal_bytes(store.db);
	ck_assert_int_gt(bytes, 0);
	ck_assert_int_eq(db_checkpoint(store.db, bytes), SOUK_OK);
	ck_assert_int_eq(db_wal_bytes(store.db), bytes);
	ck_assert_int_eq(db_checkpoint(store.db, bytes - 1), SOUK_OK);
	ck_assert_int_eq(db_wal_bytes(store.db), 0);
	ck_assert_int_eq(store_number(sql_count), 3);
}
END_TEST

START_TEST(a_reader_delays_a_checkpoint_but_not_for_long)
{
	const char	*why;
	struct db	*reader = store_try_open(store_path, false, &why);
	struct stmt	*s;
	int64_t		 start;

	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_abc, NULL), SOUK_OK);
	s = db_sql(reader, sql_names);
	ck_assert_int_eq(db_step(s), SOUK_OK);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_one, name_d), SOUK_OK);
	start = clock_monotonic_us();
	ck_assert_int_eq(db_checkpoint(store.db, 0), SOUK_BUSY);
	ck_assert_int_lt(clock_monotonic_us() - start, 1000000);
	db_done(s);
	ck_assert_int_eq(db_checkpoint(store.db, 0), SOUK_OK);
	ck_assert_int_eq(db_wal_bytes(store.db), 0);
	db_close(reader);
}
END_TEST

static enum outcome
fill(struct act *act, void *arg)
{
	static char	 text[65536];
	struct stmt	*s;

	memset(text, 'x', sizeof(text) - 1);
	for (int i = 0; i < 64; i++) {
		s = db_sql(act->db, "INSERT INTO setting VALUES"
		    " (:name, :value, 1)");
		db_bind_text(s, ":name", arena_printf(act->arena, "%d-%d",
		    *(int *)arg, i));
		db_bind_text(s, ":value", text);
		ck_assert_int_eq(db_run(s), SOUK_OK);
	}
	return SOUK_OK;
}

START_TEST(the_wal_stays_bounded_without_anybody_to_checkpoint)
{
	for (int i = 0; i < 30; i++) {
		ck_assert_int_eq(db_tx(&store, DB_WRITE, fill, &i), SOUK_OK);
		ck_assert_int_lt(db_wal_bytes(store.db),
		    INT64_C(3) * DB_WAL_BYTES);
	}
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
		a_read_transaction_cannot_write,
		nothing_is_written_outside_a_transaction,
		whatever_is_not_ok_leaves_nothing,
		a_failed_statement_cannot_be_overlooked,
		a_transaction_inside_a_transaction_is_refused,
		busy_is_run_again_at_most_three_times,
		calls_after_a_commit_come_once_and_only_then,
		after_a_jump_nothing_is_left_of_the_transaction,
		a_try_that_fails_takes_back_only_itself,
		a_checkpoint_empties_the_wal_beyond_the_limit_only,
		a_reader_delays_a_checkpoint_but_not_for_long,
		the_wal_stays_bounded_without_anybody_to_checkpoint,
	};

	store_keep_private();
	return store_run("db", tests, sizeof(tests) / sizeof(tests[0]));
}
