/* SPDX-License-Identifier: ISC */
/* A job that cannot go now, through no fault of its own. */
#include "tests/unit/store.h"

#include "lib/queue/queue.h"

static int	 runs;
static bool	 go, lost;

struct wait { const struct job *job; int64_t due; };

static enum outcome
put_off(struct act *act, void *arg)
{
	struct wait	*w = arg;

	return queue_postpone(act, w->job, w->due);
}

static enum outcome
run_or_wait(struct act *act, const struct job *job)
{
	struct wait	w = { job, act->now + CLOCK_DAY };

	runs++;
	if (go)
		return SOUK_OK;
	if (lost)
		ck_assert_int_eq(store_write("UPDATE job SET"
		    " attempts = attempts + 1, worker = 'other'"), SOUK_OK);
	return db_tx(act, DB_WRITE, put_off, &w);
}

static const struct job_kind		 waiting = { .name = "waiting",
	.run = run_or_wait, .max_attempts = 2, .lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE };
static const struct job_kind *const	 kinds[] = { &waiting, NULL };

static enum outcome
put(struct act *act, void *arg)
{
	(void)arg;
	return queue_put(act, &(struct job_new){ .kind = "waiting",
	    .unique_key = "w" }, NULL);
}

static enum outcome
run_one(void)
{
	int64_t	next;

	return queue_run_one(&store, kinds, "here", &next);
}

START_TEST(s4_not_04_a_postponed_job_waits_and_loses_no_attempt)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put, NULL), SOUK_OK);
	runs = 0;
	go = lost = false;
	for (int i = 0; i < 5; i++) {
		ck_assert_int_eq(run_one(), SOUK_OK);
		ck_assert_int_eq(run_one(), SOUK_NOT_FOUND);
		ck_assert_str_eq(store_text("SELECT state || attempts ||"
		    " COALESCE(worker, '-') FROM job"), "waiting0-");
		store.now += CLOCK_DAY;
	}
	ck_assert_int_eq(runs, 5);
	go = true;
	ck_assert_int_eq(run_one(), SOUK_OK);
	ck_assert_int_eq(store_number("SELECT count(*) FROM job"), 0);
}
END_TEST

START_TEST(s4_not_04_what_was_taken_over_is_not_postponed)
{
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put, NULL), SOUK_OK);
	go = false;
	lost = true;
	ck_assert_int_eq(run_one(), SOUK_OK);
	ck_assert_str_eq(store_text("SELECT state || attempts || worker"
	    " FROM job"), "running2other");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s4_not_04_a_postponed_job_waits_and_loses_no_attempt,
		s4_not_04_what_was_taken_over_is_not_postponed,
	};

	return store_run("postpone", tests, sizeof(tests) / sizeof(tests[0]));
}
