/* SPDX-License-Identifier: ISC */
/*
 * F-04: somebody holds the write lock for 0.1 to 10 s, as souk would and as a
 * foreign program would; a reader keeps its snapshot for a minute.
 *
 * Guard: the time limit of lock_take() (lib/db/lock.c).
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/faults/faults.h"

static void
path_of_db(char path[160], const char *suffix)
{
	snprintf(path, 160, "%s/db/souk.db%s", shop_home(), suffix);
}

/* In a child: the lock of souk, or SQLite's own, for so long. */
static pid_t
hold(bool foreign, int ms)
{
	char	 path[160];
	sqlite3	*raw;
	pid_t	 pid = fork();
	int	 fd;

	if (pid != 0)
		return pid;
	if (foreign) {
		path_of_db(path, "");
		if (sqlite3_open(path, &raw) != SQLITE_OK ||
		    sqlite3_busy_timeout(raw, 5000) != SQLITE_OK ||
		    sqlite3_exec(raw, "BEGIN IMMEDIATE", NULL, NULL, NULL) !=
		    SQLITE_OK)
			_exit(1);
	} else {
		path_of_db(path, ".lock");
		if ((fd = open(path, O_RDWR)) == -1 ||
		    flock(fd, LOCK_EX) == -1)
			_exit(1);
	}
	pause_ms(ms);
	_exit(0);
}

/* A snapshot kept for so long, so that no checkpoint can finish. */
static pid_t
read_for(int ms)
{
	char	 path[160];
	sqlite3	*raw;
	pid_t	 pid = fork();

	if (pid != 0)
		return pid;
	path_of_db(path, "");
	if (sqlite3_open(path, &raw) != SQLITE_OK || sqlite3_exec(raw,
	    "BEGIN; SELECT count(*) FROM product", NULL, NULL, NULL) !=
	    SQLITE_OK)
		_exit(1);
	pause_ms(ms);
	_exit(0);
}

/*
 * One write while the lock is held: it waits its turn, or is told to come
 * again within the time that it may wait; then it is made once.
 */
static int64_t
write_once(int i, int by[600])
{
	struct answer	*a;
	char		 line[64], slug[32], query[120];
	int64_t		 began, took, slowest = 0;
	int64_t		 end = now_ms() + 30000;

	snprintf(slug, sizeof(slug), "verrou-%d-x", i);
	snprintf(line, sizeof(line), "Idempotency-Key: %s", slug);
	client_header(owner, line);
	do {
		began = now_ms();
		a = client_json(owner, "POST", PRODUCTS, "{\"name\":\"Verrou\","
		    "\"slug\":\"%s\",\"description\":\"" TEXT "\","
		    "\"categoryId\":\"%s\"}", slug,
		    shop_sql("SELECT min(id) FROM category"));
		took = now_ms() - began;
		slowest = took > slowest ? took : slowest;
		by[a->status]++;
		if (a->status == 503)
			ck_assert_ptr_nonnull(answer_header(a, "Retry-After"));
	} while (a->status == 503 && now_ms() < end);
	client_header(owner, NULL);
	want(a, 201);
	snprintf(query, sizeof(query), "SELECT count(*) FROM product_text"
	    " WHERE slug = '%s'", slug);
	want_sql(query, "1");
	return slowest;
}

START_TEST(f_04_a_held_lock_delays_and_refuses_but_loses_nothing)
{
	const int	 rounds = fault_count(20);
	int		 by[600] = { 0 };
	int64_t		 slowest = 0, took;
	unsigned	 seed = 7;
	pid_t		 pid;

	limits_raise();
	category_new(owner, "Verrous", NULL);
	for (int i = 0; i < rounds; i++) {
		int	 ms = i == 0 ? 10000 : 100 + rand_r(&seed) % 4000;

		pid = hold(i % 2 == 1, ms);
		pause_ms(20);
		want(client_get(anyone, PUBLIC "?limit=3"), 200);
		took = write_once(i, by);
		slowest = took > slowest ? took : slowest;
		ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
	}
	ck_assert_int_le(slowest, 4000);
	want_sound();
	fault_say("F-04", "%d times the lock was held 0.1 to 10 s: %d × 201,"
	    " %d × 503 with Retry-After, 0 × 500; longest answer %lld ms;"
	    " nothing half done", rounds, by[201], by[503],
	    (long long)slowest);
}
END_TEST

static long
wal_bytes(void)
{
	struct stat	 st;
	char		 path[160];

	path_of_db(path, "-wal");
	return stat(path, &st) == 0 ? (long)st.st_size : 0;
}

START_TEST(f_04_the_log_is_short_again_after_a_long_reader)
{
	const int	 seconds = fault_count(60) > 60 ? 60 :
			    fault_count(60);
	pid_t		 pid;
	long		 most = 0;
	int64_t		 end, began;

	clients_open();
	pid = read_for(seconds * 1000);
	load_start("long");
	for (end = now_ms() + seconds * 1000; now_ms() < end; pause_ms(100))
		most = wal_bytes() > most ? wal_bytes() : most;
	load_end();
	ck_assert_int_eq(waitpid(pid, NULL, 0), pid);
	began = now_ms();
	while (wal_bytes() > 64L << 20 && now_ms() - began < 60000)
		pause_ms(100);
	ck_assert_int_le(wal_bytes(), 64L << 20);
	want_ledger();
	fault_say("F-04", "a reader of %d s beside %d writes: the log grew to"
	    " %ld MiB and was %ld MiB %lld ms after it", seconds,
	    load_acknowledged(), most >> 20, wal_bytes() >> 20,
	    (long long)(now_ms() - began));
}
END_TEST

SUITE_MAIN("busy", f_04_a_held_lock_delays_and_refuses_but_loses_nothing,
    f_04_the_log_is_short_again_after_a_long_reader)
