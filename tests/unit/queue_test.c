/* SPDX-License-Identifier: ISC */
/* Jobs: claimed once, tried again, taken over, never lost. */
#include "tests/unit/store.h"

#include <signal.h>

#include "lib/queue/queue.h"
#include "lib/souk.h"

/* ---- kinds that behave in every way ---------------------------------- */

static int	 runs;			/* of any kind, in this process */
static char	 last_payload[64];

static enum outcome
run_well(struct act *act, const struct job *job)
{
	(void)act;
	runs++;
	snprintf(last_payload, sizeof(last_payload), "%s", job->payload);
	return SOUK_OK;
}

static enum outcome
run_badly(struct act *act, const struct job *job)
{
	static const struct message	 refused = { .code = "NO_PARCEL" };

	(void)job;
	runs++;
	return act_refuse(act, SOUK_CONFLICT, &refused);
}

/* Half of its work done, then no memory left. */
static enum outcome
note(struct act *act, void *arg)
{
	(void)arg;
	ck_assert_int_eq(db_run(db_sql(act->db,
	    "INSERT INTO setting VALUES ('half', '1', 1)")), SOUK_OK);
	arena_give_up(act->arena);
}

static enum outcome
run_hungry(struct act *act, const struct job *job)
{
	(void)job;
	runs++;
	return db_tx(act, DB_WRITE, note, NULL);
}

static enum outcome
run_deadly(struct act *act, const struct job *job)
{
	(void)act;
	(void)job;
	raise(SIGKILL);
	return SOUK_OK;
}

static enum outcome	 extended;

static enum outcome
run_long(struct act *act, const struct job *job)
{
	extended = queue_extend(act, job);
	return SOUK_OK;
}

/* While it runs, its lease passes and somebody else takes it over. */
static enum outcome
run_slow(struct act *act, const struct job *job)
{
	runs++;
	ck_assert_int_eq(store_write("UPDATE job SET attempts = attempts + 1,"
	    " worker = 'other'"), SOUK_OK);
	extended = queue_extend(act, job);
	return SOUK_OK;
}

#define KIND(NAME, RUN, ...) \
	static const struct job_kind NAME = { .name = #NAME, .run = (RUN), \
	    .max_attempts = 3, .lease = 10 * CLOCK_MINUTE, \
	    .first_pause = CLOCK_MINUTE, __VA_ARGS__ }
KIND(well, run_well);
KIND(badly, run_badly);
KIND(hungry, run_hungry);
KIND(deadly, run_deadly);
KIND(lengthy, run_long);
KIND(slow, run_slow);
KIND(sent, run_well, .lane = LANE_SEND);
static const struct job_kind	 stubborn = { .name = "stubborn",
	.run = run_badly, .max_attempts = 30, .lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE };

static const struct job_kind *const kinds[] = { &well, &badly, &hungry,
	&deadly, &lengthy, &slow, &sent,
	&stubborn, NULL };
static const struct souk shop = { .jobs = kinds };

static const struct queue_runner	 of_work = { .kinds = kinds,
	.worker = "tester" };
static const struct queue_runner	 of_what_is_sent = { .kinds = kinds,
	.worker = "tester", .lane = LANE_SEND };

/* ---- helpers ---------------------------------------------------------- */

static const char	*put_id;

static enum outcome
put_job(struct act *act, void *job)
{
	return queue_put(act, job, &put_id);
}

static void
put(const char *kind, int64_t due, const char *unique_key)
{
	struct job_new	 job = { .kind = kind, .due = due,
	    .unique_key = unique_key };

	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_job, &job), SOUK_OK);
}

static enum outcome
run_one(int64_t *next)
{
	return queue_run_one(&store, kinds, "tester", next);
}

static void
counts(int64_t waiting, int64_t running, int64_t dead)
{
	int64_t	 n[3];

	ck_assert_int_eq(queue_counts(&store, &n[0], &n[1], &n[2]), SOUK_OK);
	ck_assert_int_eq(n[0], waiting);
	ck_assert_int_eq(n[1], running);
	ck_assert_int_eq(n[2], dead);
}

/* ---- the usual life --------------------------------------------------- */

START_TEST(a_job_runs_once_and_is_gone)
{
	struct job_new	 job = { .kind = "well", .payload = "{\"n\":7}" };
	int64_t		 next;

	runs = 0;
	ck_assert_int_eq(run_one(&next), SOUK_NOT_FOUND);
	ck_assert_int_eq(next, 0);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_job, &job), SOUK_OK);
	counts(1, 0, 0);
	ck_assert_int_eq(run_one(&next), SOUK_OK);
	ck_assert_int_eq(runs, 1);
	ck_assert_str_eq(last_payload, "{\"n\":7}");
	ck_assert_int_eq(run_one(&next), SOUK_NOT_FOUND);
	counts(0, 0, 0);
}
END_TEST

START_TEST(jobs_run_when_due_in_that_order)
{
	int64_t	 next;

	put("well", STORE_NOW + 2 * CLOCK_MINUTE, NULL);
	put("badly", STORE_NOW + CLOCK_MINUTE, NULL);
	ck_assert_int_eq(run_one(&next), SOUK_NOT_FOUND);
	ck_assert_int_eq(next, STORE_NOW + CLOCK_MINUTE);
	store.now += 5 * CLOCK_MINUTE;
	runs = 0;
	ck_assert_int_eq(run_one(&next), SOUK_OK);
	ck_assert_str_eq(store_text("SELECT kind FROM job WHERE attempts = 1"),
	    "badly");
}
END_TEST

START_TEST(while_nothing_is_due_one_read_is_all)
{
	uint64_t	 before;
	int64_t		 next;

	put("well", STORE_NOW + CLOCK_HOUR, NULL);
	before = db_statements(store.db);
	for (int i = 0; i < 10; i++)
		ck_assert_int_eq(queue_run(&store, &of_work, &next),
		    SOUK_NOT_FOUND);
	ck_assert_int_eq(next, STORE_NOW + CLOCK_HOUR);
	ck_assert_uint_eq(db_statements(store.db), before + 10);
}
END_TEST

START_TEST(a_unique_key_is_held_while_its_job_waits_or_runs)
{
	int64_t	 next;

	put("well", 0, "import 1");
	ck_assert_ptr_nonnull(put_id);
	put("well", 0, "import 1");
	ck_assert_ptr_null(put_id);
	put("well", 0, "import 2");
	put("well", 0, NULL);
	put("well", 0, NULL);
	counts(4, 0, 0);
	while (run_one(&next) == SOUK_OK)
		continue;
	put("well", 0, "import 1");
	ck_assert_ptr_nonnull(put_id);
}
END_TEST

/* S4-NOT-04: mail does not wait until an import is through. */
START_TEST(s4_not_04_each_lane_runs_its_own_jobs_only)
{
	int64_t	 next;

	store.souk = &shop;
	put("well", 0, NULL);
	put("sent", STORE_NOW + 1, NULL);
	ck_assert_int_eq(queue_run(&store, &of_what_is_sent, &next),
	    SOUK_NOT_FOUND);
	ck_assert_int_eq(next, STORE_NOW + 1);
	store.now += CLOCK_SECOND;
	ck_assert_int_eq(queue_run(&store, &of_what_is_sent, &next), SOUK_OK);
	ck_assert_str_eq(store_text("SELECT kind FROM job"), "well");
	put("sent", 0, NULL);
	ck_assert_int_eq(queue_run(&store, &of_work, &next), SOUK_OK);
	ck_assert_int_eq(queue_run(&store, &of_work, &next), SOUK_NOT_FOUND);
	ck_assert_int_eq(next, 0);
	ck_assert_str_eq(store_text("SELECT kind FROM job"), "sent");
}
END_TEST

START_TEST(s4_not_04_a_lane_takes_over_its_own_jobs_only)
{
	int64_t	 next;

	store.souk = &shop;
	put("sent", 0, NULL);
	ck_assert_int_eq(store_write("UPDATE job SET state = 'running',"
	    " attempts = 1, worker = 'gone', lease_until = due_at + 60000"),
	    SOUK_OK);
	store.now += CLOCK_HOUR;
	ck_assert_int_eq(queue_run(&store, &of_work, &next), SOUK_NOT_FOUND);
	ck_assert_int_eq(next, 0);
	ck_assert_int_eq(queue_run(&store, &of_what_is_sent, &next), SOUK_OK);
	counts(0, 0, 0);
}
END_TEST

/* ---- failing ---------------------------------------------------------- */

START_TEST(a_failing_job_pauses_longer_each_time_and_is_kept_when_dead)
{
	int64_t	 next, pause;

	put("badly", 0, "once");
	runs = 0;
	for (int attempt = 1; attempt <= 2; attempt++) {
		ck_assert_int_eq(run_one(&next), SOUK_OK);
		counts(1, 0, 0);
		ck_assert_int_eq(run_one(&next), SOUK_NOT_FOUND);
		pause = next - store.now;
		ck_assert_int_ge(pause, attempt * CLOCK_MINUTE / 2);
		ck_assert_int_le(pause, attempt * CLOCK_MINUTE + 1000);
		store.now = next;
	}
	ck_assert_int_eq(run_one(&next), SOUK_OK);
	ck_assert_int_eq(runs, 3);
	counts(0, 0, 1);
	ck_assert_str_eq(store_text("SELECT last_error FROM job"), "NO_PARCEL");
	store.now += CLOCK_DAY;
	ck_assert_int_eq(run_one(&next), SOUK_NOT_FOUND);
	put("well", 0, "once");
	ck_assert_ptr_nonnull(put_id);
}
END_TEST

/* Half of a pause at least, all of it at most, and no two bound together. */
START_TEST(s4_not_04_pauses_double_up_to_an_hour_and_are_spread)
{
	int64_t	 next, pause, full = CLOCK_MINUTE, least, most, now;

	for (int i = 0; i < 60; i++)
		put("stubborn", 0, NULL);
	for (int attempt = 1; attempt <= 9; attempt++) {
		now = store.now;
		while (run_one(&next) == SOUK_OK)
			continue;
		least = store_number("SELECT min(due_at) FROM job") - now;
		most = store_number("SELECT max(due_at) FROM job") - now;
		ck_assert_int_ge(least, full / 2);
		ck_assert_int_le(most, full + 5 * CLOCK_SECOND);
		ck_assert_int_gt(most - least, full / 5);
		store.now = now + most;
		pause = full * 2;
		full = pause < CLOCK_HOUR ? pause : CLOCK_HOUR;
	}
	counts(60, 0, 0);
	ck_assert_int_eq(full, CLOCK_HOUR);
}
END_TEST

START_TEST(running_out_of_memory_is_a_failed_attempt)
{
	int64_t	 next;

	put("hungry", 0, NULL);
	runs = 0;
	ck_assert_int_eq(run_one(&next), SOUK_OK);
	ck_assert_int_eq(runs, 1);
	ck_assert(!db_in_tx(store.db));
	counts(1, 0, 0);
	ck_assert_str_eq(store_text("SELECT last_error FROM job"), "busy");
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM setting"), 0);
}
END_TEST

START_TEST(a_job_of_an_unknown_kind_is_kept_for_who_knows_it)
{
	static const struct job_kind	 fresh = { .name = "fresh",
	    .run = run_well, .max_attempts = 3, .lease = CLOCK_MINUTE };
	const struct job_kind *const	 newer[] = { &fresh, NULL };
	int64_t				 next;

	put("fresh", 0, NULL);
	ck_assert_int_eq(run_one(&next), SOUK_OK);
	counts(1, 0, 0);
	store.now += CLOCK_HOUR;
	ck_assert_int_eq(queue_run_one(&store, newer, "newer", &next),
	    SOUK_OK);
	counts(0, 0, 0);
}
END_TEST

/* ---- dying ------------------------------------------------------------ */

static void
run_in_child(const struct job_kind *const *of, int want)
{
	pid_t	 pid = fork();
	int64_t	 next;

	if (pid == 0) {
		store_reopen();
		_exit(queue_run_one(&store, of, "child", &next) != SOUK_OK);
	}
	ck_assert_int_eq(store_wait(pid), want);
}

START_TEST(a_killed_workers_job_is_taken_over_when_its_lease_has_passed)
{
	static const struct job_kind	 healed = { .name = "deadly",
	    .run = run_well, .max_attempts = 3, .lease = CLOCK_MINUTE };
	const struct job_kind *const	 cured[] = { &healed, NULL };
	int64_t				 next;

	put("deadly", 0, NULL);
	run_in_child(kinds, -SIGKILL);
	counts(0, 1, 0);
	runs = 0;
	ck_assert_int_eq(queue_run_one(&store, cured, "t", &next),
	    SOUK_NOT_FOUND);
	ck_assert_int_ge(next, STORE_NOW + 10 * CLOCK_MINUTE);
	store.now = next;
	ck_assert_int_eq(queue_run_one(&store, cured, "t", &next), SOUK_OK);
	ck_assert_int_eq(runs, 1);
	counts(0, 0, 0);
}
END_TEST

START_TEST(a_job_that_kills_every_worker_is_dead_in_the_end)
{
	int64_t	 next;

	put("deadly", 0, NULL);
	for (int i = 0; i < 3; i++) {
		run_in_child(kinds, -SIGKILL);
		store.now += CLOCK_HOUR;
	}
	ck_assert_int_eq(run_one(&next), SOUK_OK);
	counts(0, 0, 1);
	ck_assert_str_eq(store_text("SELECT last_error FROM job"),
	    "its worker died");
}
END_TEST

START_TEST(a_lease_is_extended_as_long_as_it_is_held)
{
	int64_t	 next;

	put("lengthy", 0, NULL);
	ck_assert_int_eq(run_one(&next), SOUK_OK);
	ck_assert_int_eq(extended, SOUK_OK);
	put("slow", 0, NULL);
	ck_assert_int_eq(run_one(&next), SOUK_OK);
	ck_assert_int_eq(extended, SOUK_NOT_FOUND);
	/* Finishing late took nothing away from the other worker. */
	counts(0, 1, 0);
	ck_assert_str_eq(store_text("SELECT worker FROM job"), "other");
}
END_TEST

/* ---- schedules -------------------------------------------------------- */

static const struct schedule schedules[] = {
	{ .kind = "well", .period = CLOCK_HOUR },
	{ .kind = "badly", .period = CLOCK_DAY },
};

static enum outcome
make_due(struct act *act, void *arg)
{
	(void)arg;
	return queue_schedule(act, schedules, 2, "UTC");
}

START_TEST(a_schedule_makes_its_job_once_a_period_one_at_a_time)
{
	int64_t	 next;

	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(db_tx(&store, DB_WRITE, make_due, NULL),
		    SOUK_OK);
	counts(2, 0, 0);
	store.now += CLOCK_HOUR;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, make_due, NULL), SOUK_OK);
	counts(2, 0, 0);
	while (run_one(&next) == SOUK_OK)
		continue;
	counts(1, 0, 0);
	store.now += CLOCK_HOUR - 1;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, make_due, NULL), SOUK_OK);
	counts(1, 0, 0);
	store.now += 1;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, make_due, NULL), SOUK_OK);
	counts(2, 0, 0);
}
END_TEST

/* ---- the clock -------------------------------------------------------- */

static const struct schedule	 by_clock = { .kind = "well",
	.period = CLOCK_DAY, .by_clock = true };

static enum outcome
set_clock(struct act *act, void *by)
{
	return queue_clock_set(act, *(int64_t *)by, &by_clock, 1);
}

/* Due or free in so many ms. */
static int
ahead_of(const char *sql)
{
	return (int)(store_number(sql) - store.now);
}

static void
clock_goes_back(int64_t by)
{
	int64_t	 next;
	int	 pause;

	put("badly", 0, NULL);
	ck_assert_int_eq(run_one(&next), SOUK_OK);
	pause = ahead_of("SELECT due_at FROM job WHERE kind = 'badly'");
	put("lengthy", 0, NULL);
	put("slow", STORE_NOW + CLOCK_HOUR, NULL);
	put("deadly", 0, NULL);
	ck_assert_int_eq(store_write("UPDATE job SET state = 'running',"
	    " attempts = 1, worker = 'gone', lease_until = due_at + 60000"
	    " WHERE kind = 'deadly'"), SOUK_OK);
	store.now -= CLOCK_DAY;
	ck_assert_int_eq(run_one(&next), SOUK_NOT_FOUND);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, set_clock, &by), SOUK_OK);
	ck_assert_int_eq(ahead_of("SELECT due_at FROM job"
	    " WHERE kind = 'badly'"), by == 0 ? 0 : pause);
	ck_assert_int_eq(ahead_of("SELECT due_at FROM job"
	    " WHERE kind = 'lengthy'"), 0);
	ck_assert_int_eq(ahead_of("SELECT due_at FROM job"
	    " WHERE kind = 'slow'"), CLOCK_DAY + CLOCK_HOUR);
	ck_assert_int_eq(ahead_of("SELECT lease_until FROM job"
	    " WHERE kind = 'deadly'"), by == 0 ? 0 : CLOCK_MINUTE);
	ck_assert_int_eq(ahead_of("SELECT due_at FROM job"
	    " WHERE kind = 'well'"), 0);
}

START_TEST(f_07_a_clock_set_back_leaves_nobody_waiting)
{
	clock_goes_back(-CLOCK_DAY);
}
END_TEST

START_TEST(f_07_so_it_does_if_nobody_saw_by_how_much)
{
	clock_goes_back(0);
}
END_TEST

START_TEST(f_07_a_clock_set_on_cuts_no_pause_short)
{
	int64_t	 next, by = CLOCK_DAY;
	int	 pause;

	put("badly", 0, NULL);
	ck_assert_int_eq(run_one(&next), SOUK_OK);
	pause = ahead_of("SELECT due_at FROM job WHERE kind = 'badly'");
	store.now += CLOCK_DAY;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, set_clock, &by), SOUK_OK);
	ck_assert_int_eq(ahead_of("SELECT due_at FROM job"
	    " WHERE kind = 'badly'"), pause);
}
END_TEST

START_TEST(f_07_a_schedule_of_a_later_time_is_due)
{
	int64_t	 next;

	ck_assert_int_eq(db_tx(&store, DB_WRITE, make_due, NULL), SOUK_OK);
	while (run_one(&next) == SOUK_OK)
		continue;
	counts(1, 0, 0);
	store.now -= CLOCK_DAY;
	ck_assert_int_eq(db_tx(&store, DB_WRITE, make_due, NULL), SOUK_OK);
	counts(2, 0, 0);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		a_job_runs_once_and_is_gone,
		jobs_run_when_due_in_that_order,
		while_nothing_is_due_one_read_is_all,
		s4_not_04_each_lane_runs_its_own_jobs_only,
		s4_not_04_a_lane_takes_over_its_own_jobs_only,
		a_unique_key_is_held_while_its_job_waits_or_runs,
		a_failing_job_pauses_longer_each_time_and_is_kept_when_dead,
		s4_not_04_pauses_double_up_to_an_hour_and_are_spread,
		running_out_of_memory_is_a_failed_attempt,
		a_job_of_an_unknown_kind_is_kept_for_who_knows_it,
		a_killed_workers_job_is_taken_over_when_its_lease_has_passed,
		a_job_that_kills_every_worker_is_dead_in_the_end,
		a_lease_is_extended_as_long_as_it_is_held,
		a_schedule_makes_its_job_once_a_period_one_at_a_time,
		f_07_a_clock_set_back_leaves_nobody_waiting,
		f_07_so_it_does_if_nobody_saw_by_how_much,
		f_07_a_clock_set_on_cuts_no_pause_short,
		f_07_a_schedule_of_a_later_time_is_due,
	};

	return store_run("queue", tests, sizeof(tests) / sizeof(tests[0]));
}
