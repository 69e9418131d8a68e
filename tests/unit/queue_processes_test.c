/* SPDX-License-Identifier: ISC */
/* Runners beside each other, and runners that die. */
#include "tests/unit/store.h"

#include <poll.h>
#include <signal.h>

#include "lib/queue/queue.h"

static const char sql_left[] = "SELECT COUNT(*) FROM job";

#define JOBS	120
#define RUNNERS	4

/* Marks the job as begun: a second time is a conflict, so it would show. */
static enum outcome
mark(struct act *act, void *id)
{
	struct stmt	*s = db_sql(act->db,
	    "INSERT INTO setting (name, value, updated_at)"
	    " VALUES (:name, '', 1)");

	db_bind_text(s, ":name", id);
	return db_run(s);
}

static enum outcome
run_marking(struct act *act, const struct job *job)
{
	return db_tx(act, DB_WRITE, mark, (void *)(uintptr_t)job->id);
}

static const struct job_kind	 marking = { .name = "marking",
    .run = run_marking, .max_attempts = 1, .lease = CLOCK_HOUR };
static const struct job_kind *const marking_only[] = { &marking, NULL };

static void
runner(int n)
{
	const char	*name;
	enum outcome	 e;
	int64_t		 next;

	store_reopen();
	name = arena_printf(store.arena, "runner %d", n);
	while ((e = queue_run_one(&store, marking_only, name, &next)) ==
	    SOUK_OK || e == SOUK_BUSY)
		continue;
	_exit(e != SOUK_NOT_FOUND);
}

static enum outcome
put_many(struct act *act, void *arg)
{
	const struct job_new	 job = { .kind = "marking" };
	enum outcome		 e = SOUK_OK;

	(void)arg;
	for (int i = 0; i < JOBS && e == SOUK_OK; i++)
		e = queue_put(act, &job, NULL);
	return e;
}

START_TEST(runners_side_by_side_never_run_one_job_twice)
{
	pid_t	 pids[RUNNERS];

	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_many, NULL), SOUK_OK);
	for (int i = 0; i < RUNNERS; i++)
		if ((pids[i] = fork()) == 0)
			runner(i);
	for (int i = 0; i < RUNNERS; i++)
		ck_assert_int_eq(store_wait(pids[i]), 0);
	ck_assert_int_eq(store_number(sql_left), 0);
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM setting"), JOBS);
}
END_TEST

/* The effect is idempotent, as a kind's must be. */
static enum outcome
run_again(struct act *act, const struct job *job)
{
	enum outcome	 e = run_marking(act, job);

	return e == SOUK_CONFLICT ? SOUK_OK : e;
}

static const struct job_kind	 again = { .name = "marking",
    .run = run_again, .max_attempts = 1000, .lease = 1, .first_pause = 1 };
static const struct job_kind *const again_only[] = { &again, NULL };

static pid_t
start_again(int64_t now)
{
	pid_t		 pid = fork();
	int64_t		 next;
	enum outcome	 e;

	if (pid != 0)
		return pid;
	store_reopen();
	store.now = now;
	do {
		store.now += CLOCK_MINUTE + 2;
		e = queue_run_one(&store, again_only, "a", &next);
	} while (e == SOUK_OK || e == SOUK_BUSY || next > 0);
	_exit(0);
}

START_TEST(killed_in_the_middle_no_job_is_lost)
{
	unsigned int	 seed = 7;
	pid_t		 pid;
	int64_t		 now = STORE_NOW;

	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_many, NULL), SOUK_OK);
	for (int i = 0; i < 15; i++, now += CLOCK_DAY) {
		pid = start_again(now);
		poll(NULL, 0, 5 + rand_r(&seed) % 20);
		kill(pid, SIGKILL);
		store_wait(pid);
	}
	ck_assert_int_eq(store_wait(start_again(now)), 0);
	ck_assert_int_eq(store_number(sql_left), 0);
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM setting"), JOBS);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		runners_side_by_side_never_run_one_job_twice,
		killed_in_the_middle_no_job_is_lost,
	};

	return store_run("queue processes", tests, sizeof(tests) / sizeof(tests[0]));
}
