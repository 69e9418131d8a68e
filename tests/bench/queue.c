/* SPDX-License-Identifier: ISC */
/*
 * Jobs a second of a kind that is all SQL, on a database of its own, beside a
 * floor that writes and deletes the same rows with as many to a commit.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/db/db.h"
#include "lib/queue/queue.h"
#include "tests/bench/queue.h"

#define JOBS		20000
#define PUT_TX		500
#define FLOOR_TX	32

static const char sql_effect[] =
    "INSERT INTO setting (name, value, updated_at) VALUES (:name, '', 1)";
static const char sql_remove[] = "DELETE FROM setting WHERE name = :name";

static struct act	 act;

static enum outcome
run_for_name(const char *sql, const char *name)
{
	struct stmt	*s = db_sql(act.db, sql);

	db_bind_text(s, ":name", name);
	return db_run(s);
}

static enum outcome
effect(struct act *of, const struct job *job)
{
	(void)of;
	return run_for_name(sql_effect, job->id);
}

static const struct job_kind	 kind = { .name = "bench", .run = effect,
	.tx = true, .max_attempts = 3, .lease = CLOCK_MINUTE };
static const struct job_kind *const kinds[] = { &kind, NULL };

static enum outcome
put_some(struct act *of, void *arg)
{
	const struct job_new	 job = { .kind = kind.name };
	enum outcome		 e = SOUK_OK;

	(void)arg;
	for (int i = 0; i < PUT_TX && e == SOUK_OK; i++)
		e = queue_put(of, &job, NULL);
	return e;
}

static enum outcome
floor_some(struct act *of, void *arg)
{
	int		*from = arg;
	enum outcome	 e = SOUK_OK;

	for (int i = *from; i < *from + FLOOR_TX && e == SOUK_OK; i++) {
		e = run_for_name(sql_effect,
		    arena_printf(of->arena, "floor %d", i));
		if (e == SOUK_OK)
			e = run_for_name(sql_remove,
			    arena_printf(of->arena, "floor %d", i));
	}
	return e;
}

static double
floor_rate(void)
{
	const int64_t	 begun = clock_monotonic_us();

	for (int i = 0; i < JOBS; i += FLOOR_TX) {
		arena_reset(act.arena);
		ck_assert_int_eq(db_tx(&act, DB_WRITE, floor_some, &i),
		    SOUK_OK);
	}
	return JOBS * 1e6 / (double)(clock_monotonic_us() - begun);
}

static double
jobs_rate(void)
{
	struct queue_runner	 runner = { .kinds = kinds,
					.worker = "bench" };
	int64_t			 begun, next;

	for (int i = 0; i < JOBS; i += PUT_TX) {
		arena_reset(act.arena);
		ck_assert_int_eq(db_tx(&act, DB_WRITE, put_some, NULL),
		    SOUK_OK);
	}
	ck_assert(queue_hold(&runner));
	begun = clock_monotonic_us();
	do
		arena_reset(act.arena);
	while (queue_run(&act, &runner, &next) == SOUK_OK);
	begun = clock_monotonic_us() - begun;
	queue_let_go(&act, &runner);
	return JOBS * 1e6 / (double)begun;
}

void
queue_measure(double *rate, double *least)
{
	char		 dir[] = "/tmp/souk-bench-XXXXXX", path[64];
	const char	*why = "", *const ends[] = { "", "-wal", "-shm",
			    ".lock" };
	struct arena	*kept = arena_new((size_t)1 << 20);

	ck_assert_ptr_nonnull(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/db", dir);
	act = (struct act){ .arena = arena_new((size_t)16 << 20),
		.now = clock_now(), .request_id = "" };
	act.db = db_open(kept, &(struct db_open){ .path = path,
	    .create = true }, &why);
	ck_assert_msg(act.db != NULL, "%s", why);
	*least = floor_rate();
	*rate = jobs_rate();
	db_close(act.db);
	arena_free(act.arena);
	arena_free(kept);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		snprintf(path, sizeof(path), "%s/db%s", dir, ends[i]);
		unlink(path);
	}
	rmdir(dir);
}
