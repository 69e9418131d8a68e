/* SPDX-License-Identifier: ISC */
/* S4-PERF-07, S4-MON-04: statements that take long are told of. */
#include "tests/unit/store.h"

static struct { int count; int64_t ms, rows; char sql[64]; }	 told;

static void
note(void *arg, const char *sql, int64_t ms, int64_t rows)
{
	ck_assert_ptr_eq(arg, &told);
	told.count++;
	told.ms = ms;
	told.rows = rows;
	snprintf(told.sql, sizeof(told.sql), "%s", sql);
}

/* So many turns of a loop, and as many rows. */
#define LOOP	"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1" \
    " FROM n WHERE i < :most)"

static void
run(const char *sql, int64_t most)
{
	struct stmt	*s = store_sql(sql);

	db_bind_int(s, ":most", most);
	ck_assert_int_eq(db_run(s), SOUK_OK);
}

START_TEST(s4_mon_04_s4_perf_07_what_is_slow_is_told_once)
{
	memset(&told, 0, sizeof(told));
	store_keep_private();
	db_watch_slow(store.db, 50, note, &told);
	run(LOOP " SELECT count(*) FROM n", 10);
	ck_assert_int_eq(told.count, 0);
	run(LOOP " SELECT count(*) FROM n", 3000000);
	ck_assert_int_eq(told.count, 1);
	ck_assert_int_ge(told.ms, 50);
	ck_assert_int_eq(told.rows, 1);
	ck_assert_ptr_nonnull(strstr(told.sql, "WITH RECURSIVE n"));
	run(LOOP " SELECT i FROM n", 3000000);
	ck_assert_int_eq(told.count, 2);
	ck_assert_int_eq(told.rows, 3000000);
}
END_TEST

/* What whoever reads the rows does between them is not the statement's. */
START_TEST(s4_mon_04_the_time_between_rows_does_not_count)
{
	struct stmt	*s;

	memset(&told, 0, sizeof(told));
	db_watch_slow(store.db, 50, note, &told);
	s = store_sql("SELECT 1 UNION ALL SELECT 2");
	ck_assert_int_eq(db_step(s), SOUK_OK);
	for (const int64_t end = clock_monotonic_us() + 120000;
	    clock_monotonic_us() < end;)
		continue;
	db_done(s);
	ck_assert_int_eq(told.count, 0);
}
END_TEST

START_TEST(s4_mon_04_one_that_is_left_half_way_is_told_too)
{
	struct stmt	*s;

	memset(&told, 0, sizeof(told));
	db_watch_slow(store.db, 50, note, &told);
	s = store_sql(LOOP " SELECT i FROM n WHERE i > 2999990");
	db_bind_int(s, ":most", 3000000);
	ck_assert_int_eq(db_step(s), SOUK_OK);
	ck_assert_int_eq(told.count, 0);
	db_done(s);
	ck_assert_int_eq(told.count, 1);
	db_done(s);
	ck_assert_int_eq(told.count, 1);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s4_mon_04_s4_perf_07_what_is_slow_is_told_once,
		s4_mon_04_the_time_between_rows_does_not_count,
		s4_mon_04_one_that_is_left_half_way_is_told_too };

	return store_run("db_slow", tests, sizeof(tests) / sizeof(tests[0]));
}
