/* SPDX-License-Identifier: ISC */
/*
 * What processes do to each other through the database: waiting, giving up,
 * dying.
 */
#include "tests/unit/store.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/resource.h>

static const char sql_start[] =
    "INSERT INTO schedule (kind, last_at) VALUES ('counter', 0)";
static const char sql_counter[] =
    "SELECT last_at FROM schedule WHERE kind = 'counter'";
static const char sql_add[] =
    "UPDATE schedule SET last_at = last_at + 1 WHERE kind = 'counter'";
static const char sql_note[] =
    "INSERT INTO setting (name, value, updated_at) VALUES (:name, '', 1)";
static const char sql_notes[] = "SELECT COUNT(*) FROM setting";
static const char sql_noted[] =
    "SELECT COUNT(*) FROM setting WHERE name = :name";

static int64_t
ms_since(int64_t start_us)
{
	return (clock_monotonic_us() - start_us) / 1000;
}

/* ---- waiting for the lock ------------------------------------------- */

typedef void holder(void);

static void
hold_flock(void)
{
	char	 path[160];
	int	 fd;

	snprintf(path, sizeof(path), "%s.lock", store_path);
	if ((fd = open(path, O_RDWR)) == -1 || flock(fd, LOCK_EX) == -1)
		_exit(1);
}

/* As a foreign program would, that knows nothing of our lock. */
static void
hold_sqlite(void)
{
	sqlite3	*raw;

	if (sqlite3_open(store_path, &raw) != SQLITE_OK ||
	    sqlite3_exec(raw, "BEGIN IMMEDIATE", NULL, NULL, NULL) !=
	    SQLITE_OK)
		_exit(1);
}

/* A child that holds it for so long, once it has it. */
static pid_t
hold_for(holder *hold, int ms)
{
	int	 ready[2];
	char	 byte = 0;
	pid_t	 pid;

	ck_assert_int_eq(pipe(ready), 0);
	if ((pid = fork()) == 0) {
		hold();
		if (write(ready[1], &byte, 1) != 1)
			_exit(1);
		poll(NULL, 0, ms);
		_exit(0);
	}
	close(ready[1]);
	ck_assert_int_eq(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	return pid;
}

static const struct {
	holder		*hold;
	int		 ms;
	enum outcome	 want;
	int64_t		 at_least;
} holders[] = {
	{ hold_flock,	300,	SOUK_OK,	200 },
	{ hold_flock,	4000,	SOUK_BUSY,	1900 },
	{ hold_sqlite,	300,	SOUK_OK,	200 },
	{ hold_sqlite,	4000,	SOUK_BUSY,	1900 },
};

START_TEST(a_writer_waits_for_the_lock_but_not_beyond_its_time)
{
	ck_assert_int_eq(store_write(sql_start), SOUK_OK);
	for (size_t i = 0; i < sizeof(holders) / sizeof(holders[0]); i++) {
		pid_t	 pid = hold_for(holders[i].hold, holders[i].ms);
		int64_t	 start = clock_monotonic_us(), ms;

		ck_assert_int_eq(store_write(sql_add), holders[i].want);
		ms = ms_since(start);
		ck_assert_int_ge(ms, holders[i].at_least);
		ck_assert_int_le(ms, 2500);
		ck_assert_int_eq(kill(pid, SIGKILL) == 0 ||
		    holders[i].want == SOUK_OK, 1);
		store_wait(pid);
	}
	ck_assert_int_eq(store_number(sql_counter), 2);
}
END_TEST

START_TEST(a_reader_never_waits_for_a_writer)
{
	pid_t	 pid = hold_for(hold_flock, 4000);
	int64_t	 start = clock_monotonic_us();

	ck_assert_int_eq(store_number(sql_notes), 0);
	ck_assert_int_lt(ms_since(start), 500);
	ck_assert_int_eq(db_checkpoint(store.db, 0), SOUK_BUSY);
	kill(pid, SIGKILL);
	store_wait(pid);
}
END_TEST

START_TEST(a_killed_holder_gives_the_lock_back_at_once)
{
	pid_t	 pid = hold_for(hold_flock, 60000);
	int64_t	 start = clock_monotonic_us();

	kill(pid, SIGKILL);
	ck_assert_int_eq(store_write(sql_start), SOUK_OK);
	ck_assert_int_lt(ms_since(start), 500);
	store_wait(pid);
}
END_TEST

static enum outcome
no_step(struct act *act, void *arg)
{
	(void)act;
	(void)arg;
	return SOUK_OK;
}

START_TEST(a_connection_from_before_the_fork_is_refused)
{
	pid_t	 pid = fork();

	if (pid == 0)
		_exit(db_tx(&store, DB_READ, no_step, NULL) ==
		    SOUK_INTERNAL && store_write(sql_start) ==
		    SOUK_INTERNAL ? 0 : 1);
	ck_assert_int_eq(store_wait(pid), 0);
	ck_assert_int_eq(store_write(sql_start), SOUK_OK);
}
END_TEST

static void
open_at_once(void)
{
	const char	*why;
	pid_t		 pids[6];

	store_remove();
	for (int i = 0; i < 6; i++)
		if ((pids[i] = fork()) == 0)
			_exit(store_try_open(store_path, true, &why) == NULL);
	for (int i = 0; i < 6; i++)
		ck_assert_int_eq(store_wait(pids[i]), 0);
}

START_TEST(of_processes_that_make_a_file_at_once_all_succeed)
{
	const char	*why;

	db_close(store.db);
	store.db = NULL;
	for (int i = 0; i < 10; i++)
		open_at_once();
	store_reopen();
	ck_assert_int_eq(db_check(store.db, store.arena, &why), SOUK_OK);
}
END_TEST

/* ---- writers that die ----------------------------------------------- */

#define WRITERS		4
#define ROUNDS		200
#define KILLS		40

struct note { int writer, round; };

/* The counter and the note of it, or neither. */
static enum outcome
count_and_note(struct act *act, void *arg)
{
	const struct note	*note = arg;
	struct stmt		*s = db_sql(act->db, sql_note);
	enum outcome		 e;

	db_bind_text(s, ":name", arena_printf(act->arena, "%d.%d",
	    note->writer, note->round));
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return db_run(db_sql(act->db, sql_add));
}

/* From the round after the last acknowledged one; each commit is told. */
static void
writer_run(int writer, int round, int ledger)
{
	struct note	 note = { .writer = writer, .round = round };
	enum outcome	 e;

	store_reopen();
	for (; note.round < ROUNDS; note.round++) {
		e = db_tx(&store, DB_WRITE, count_and_note, &note);
		/* CONFLICT: committed just before it was killed. */
		if (e != SOUK_OK && e != SOUK_CONFLICT)
			_exit(1);
		if (write(ledger, &note, sizeof(note)) != sizeof(note))
			_exit(1);
		arena_reset(store.arena);
	}
	_exit(0);
}

static pid_t
writer_start(int writer, int round, int ledger)
{
	pid_t	 pid = fork();

	ck_assert_int_ne(pid, -1);
	if (pid == 0)
		writer_run(writer, round, ledger);
	return pid;
}

/* What the ledger says now: how many rounds each writer has told. */
static void
ledger_read(int ledger, int told[WRITERS])
{
	struct note	 note;

	while (read(ledger, &note, sizeof(note)) == sizeof(note))
		told[note.writer] = note.round + 1;
}

static bool
is_noted(int writer, int round)
{
	struct stmt	*s = db_sql(store.db, sql_noted);
	bool		 noted;

	db_bind_text(s, ":name", arena_printf(store.arena, "%d.%d", writer,
	    round));
	ck_assert_int_eq(db_step(s), SOUK_OK);
	noted = db_int(s, 0) == 1;
	db_done(s);
	return noted;
}

START_TEST(killed_writers_lose_nothing_they_acknowledged)
{
	unsigned int	 seed = 20261121;
	int		 ledger[2], told[WRITERS] = { 0 }, kills = 0;
	pid_t		 pids[WRITERS];
	const char	*why;

	ck_assert_int_eq(store_write(sql_start), SOUK_OK);
	ck_assert_int_eq(pipe2(ledger, O_NONBLOCK), 0);
	for (int w = 0; w < WRITERS; w++)
		pids[w] = writer_start(w, 0, ledger[1]);
	for (; kills < KILLS; kills++) {
		int	 w = rand_r(&seed) % WRITERS;

		poll(NULL, 0, 1 + rand_r(&seed) % 20);
		kill(pids[w], SIGKILL);
		store_wait(pids[w]);
		ledger_read(ledger[0], told);
		pids[w] = writer_start(w, told[w], ledger[1]);
	}
	for (int w = 0; w < WRITERS; w++)
		ck_assert_int_eq(store_wait(pids[w]), 0);
	ledger_read(ledger[0], told);
	for (int w = 0; w < WRITERS; w++) {
		ck_assert_int_eq(told[w], ROUNDS);
		for (int r = 0; r < ROUNDS; r++)
			ck_assert_msg(is_noted(w, r), "%d.%d lost", w, r);
	}
	ck_assert_int_eq(store_number(sql_notes), WRITERS * ROUNDS);
	ck_assert_int_eq(store_number(sql_counter), WRITERS * ROUNDS);
	ck_assert_int_eq(db_check(store.db, store.arena, &why), SOUK_OK);
	close(ledger[0]);
	close(ledger[1]);
}
END_TEST

/* Writers and one process that does nothing but checkpoint. */
START_TEST(checkpoints_beside_writers_lose_nothing)
{
	pid_t	 pids[3];

	ck_assert_int_eq(store_write(sql_start), SOUK_OK);
	for (int w = 0; w < 3; w++)
		if ((pids[w] = fork()) == 0) {
			store_reopen();
			for (int i = 0; i < ROUNDS; i++) {
				enum outcome	 e = w == 0 ?
				    db_checkpoint(store.db, 0) :
				    store_write(sql_add);

				if (e != SOUK_OK && (w > 0 || e != SOUK_BUSY))
					_exit(1);
			}
			_exit(0);
		}
	for (int w = 0; w < 3; w++)
		ck_assert_int_eq(store_wait(pids[w]), 0);
	ck_assert_int_eq(store_number(sql_counter), 2 * ROUNDS);
}
END_TEST

/* ---- files that cannot be written ----------------------------------- */

static enum outcome
note_large(struct act *act, void *arg)
{
	static char	 text[1 << 20];
	struct stmt	*s = db_sql(act->db, "INSERT INTO setting VALUES"
	    " ('large', :value, 1)");

	(void)arg;
	memset(text, 'x', sizeof(text) - 1);
	db_bind_text(s, ":value", text);
	return db_run(s);
}

static void
limit_files(rlim_t bytes)
{
	const struct rlimit	 limit = { bytes, RLIM_INFINITY };

	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

START_TEST(a_write_that_fails_leaves_nothing_and_the_next_one_works)
{
	struct sigaction	 old, ignore = { .sa_handler = SIG_IGN };
	const char		*why;
	enum outcome		 e;

	sigaction(SIGXFSZ, &ignore, &old);
	ck_assert_int_eq(store_write(sql_start), SOUK_OK);
	limit_files(256 << 10);
	e = db_tx(&store, DB_WRITE, note_large, NULL);
	limit_files(RLIM_INFINITY);
	ck_assert(e == SOUK_BUSY || e == SOUK_INTERNAL);
	ck_assert_int_eq(store_number(sql_notes), 0);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, note_large, NULL), SOUK_OK);
	ck_assert_int_eq(store_number(sql_notes), 1);
	ck_assert_int_eq(db_check(store.db, store.arena, &why), SOUK_OK);
	sigaction(SIGXFSZ, &old, NULL);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		a_writer_waits_for_the_lock_but_not_beyond_its_time,
		a_reader_never_waits_for_a_writer,
		a_killed_holder_gives_the_lock_back_at_once,
		a_connection_from_before_the_fork_is_refused,
		of_processes_that_make_a_file_at_once_all_succeed,
		killed_writers_lose_nothing_they_acknowledged,
		checkpoints_beside_writers_lose_nothing,
		a_write_that_fails_leaves_nothing_and_the_next_one_works,
	};

	store_keep_private();
	return store_run("db processes", tests,
	    sizeof(tests) / sizeof(tests[0]));
}
