/* SPDX-License-Identifier: ISC */
/*
 * Transactions and checkpoints of one process; what several do to each other
 * is in db_processes_test.c.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>

#include "tests/unit/store.h"

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

START_TEST(a_read_transaction_cannot_write)
{
	ck_assert_int_eq(db_tx(&store, DB_READ, put_one, name_a),
	    SOUK_INTERNAL);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_one, name_b), SOUK_OK);
	ck_assert_int_eq(db_tx(&store, DB_READ, put_one, name_c),
	    SOUK_INTERNAL);
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
overlook(struct act *act, void *answer)
{
	put(act, "a");
	(void)db_run(db_sql(act->db, "SELECT nonsense"));
	ck_assert_int_eq(put(act, "b"), SOUK_INTERNAL);
	return *(enum outcome *)answer;
}

START_TEST(a_failed_statement_cannot_be_overlooked)
{
	static enum outcome	 answers[] = { SOUK_OK, SOUK_CONFLICT };

	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(db_tx(&store, DB_WRITE, overlook,
		    &answers[i]), SOUK_INTERNAL);
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

/* ---- around a commit -------------------------------------------------- */

/* Nobody else gets the lock between the two. */
static void
want_locked(void)
{
	char	 path[sizeof(store_path) + 8];
	int	 fd;

	snprintf(path, sizeof(path), "%s.lock", store_path);
	fd = open(path, O_RDWR | O_CLOEXEC);
	ck_assert_int_ne(fd, -1);
	ck_assert_int_eq(flock(fd, LOCK_EX | LOCK_NB), -1);
	close(fd);
}

static int64_t	seen_after;	/* what is committed, when after() is called */

static bool
call_before(void *calls)
{
	int	*n = calls;

	want_locked();
	n[0]++;
	return n[2] == 0;
}

static void
call_after(void *calls)
{
	int	*n = calls;

	want_locked();
	seen_after = store_number(sql_count);
	n[1]++;
}

static const struct db_around	around = { call_before, call_after };
static const struct db_around	around_too = { call_before, call_after };

static enum outcome
ask_calls(struct act *act, void *arg)
{
	int		*calls = arg;
	enum outcome	 e = put(act, "a");

	db_around_commit(act->db, &around, calls);
	db_around_commit(act->db, &around_too, calls);
	db_around_commit(act->db, &around, calls);
	return calls[3] != 0 ? SOUK_CONFLICT : e;
}

START_TEST(calls_around_a_commit_come_once_under_the_lock_and_only_then)
{
	int	 calls[4] = { 0, 0, 0, 1 };	/* before, after, refuse, fail */

	ck_assert_int_eq(db_tx(&store, DB_WRITE, ask_calls, calls),
	    SOUK_CONFLICT);
	ck_assert_int_eq(calls[0] + calls[1], 0);
	calls[3] = 0;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, ask_calls, calls), SOUK_OK);
	ck_assert_int_eq(calls[0], 2);
	ck_assert_int_eq(calls[1], 2);
	ck_assert_int_eq(seen_after, 1);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_one, name_b), SOUK_OK);
	ck_assert_int_eq(calls[0] + calls[1], 4);
}
END_TEST

/* Nothing is committed, and what began ends all the same. */
START_TEST(a_call_before_a_commit_may_refuse_it)
{
	int	 calls[4] = { 0, 0, 1, 0 };

	ck_assert_int_eq(db_tx(&store, DB_WRITE, ask_calls, calls),
	    SOUK_INTERNAL);
	ck_assert_int_eq(calls[0], 1);
	ck_assert_int_eq(calls[1], 1);
	ck_assert_int_eq(seen_after, 0);
	ck_assert_int_eq(store_number(sql_count), 0);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_one, name_b), SOUK_OK);
	ck_assert_int_eq(calls[0] + calls[1], 2);
}
END_TEST

static enum outcome
ask_in_vain(struct act *act, void *arg)
{
	db_around_commit(act->db, &around, arg);
	return SOUK_OK;
}

START_TEST(nothing_is_called_around_what_does_not_commit)
{
	int	 calls[4] = { 0 };

	db_around_commit(store.db, &around, calls);
	ck_assert_int_eq(db_tx(&store, DB_READ, ask_in_vain, calls),
	    SOUK_INTERNAL);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_one, name_b), SOUK_OK);
	ck_assert_int_eq(calls[0] + calls[1], 0);
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

static enum outcome
try_without_memory(struct act *act, void *arg)
{
	enum outcome	 e;

	(void)arg;
	ck_assert_int_eq(put(act, "a"), SOUK_OK);
	sqlite3_hard_heap_limit64(sqlite3_memory_used());
	e = db_try(act, put_one, name_c);
	sqlite3_hard_heap_limit64(0);
	ck_assert_int_eq(e, SOUK_BUSY);
	return SOUK_OK;
}

/* Somebody else's turn may find some: the shop is busy, not broken. */
START_TEST(a_try_without_memory_is_for_later)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, try_without_memory, NULL),
	    SOUK_BUSY);
	ck_assert_int_eq(store_number(sql_count), 0);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, try_some, NULL), SOUK_OK);
	ck_assert_int_eq(store_number(sql_count), 2);
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
		a_read_transaction_cannot_write,
		nothing_is_written_outside_a_transaction,
		whatever_is_not_ok_leaves_nothing,
		a_failed_statement_cannot_be_overlooked,
		a_transaction_inside_a_transaction_is_refused,
		busy_is_run_again_at_most_three_times,
		calls_around_a_commit_come_once_under_the_lock_and_only_then,
		a_call_before_a_commit_may_refuse_it,
		nothing_is_called_around_what_does_not_commit,
		after_a_jump_nothing_is_left_of_the_transaction,
		a_try_that_fails_takes_back_only_itself,
		a_try_without_memory_is_for_later,
		a_checkpoint_empties_the_wal_beyond_the_limit_only,
		a_reader_delays_a_checkpoint_but_not_for_long,
		the_wal_stays_bounded_without_anybody_to_checkpoint,
	};

	store_keep_private();
	return store_run("db transactions", tests, sizeof(tests) / sizeof(tests[0]));
}
