/* SPDX-License-Identifier: ISC */
/* Jobs that are all SQL: many in one transaction, each effect exactly once. */
#include "tests/unit/store.h"

#include <signal.h>

#include "lib/queue/queue.h"
#include "lib/souk.h"

#define MANY	20		/* fit into one round */

/* ---- kinds ------------------------------------------------------------ */

/* A row a run: twice would be a conflict, and would show. */
static enum outcome
leave_mark(struct act *act, const struct job *job)
{
	struct stmt	*s = db_sql(act->db,
	    "INSERT INTO setting (name, value, updated_at)"
	    " VALUES (:name, '', 1)");

	db_bind_text(s, ":name", job->id);
	return db_run(s);
}

static enum outcome
run_badly(struct act *act, const struct job *job)
{
	static const struct message	 refused = { .code = "NO_PARCEL" };

	leave_mark(act, job);
	return act_refuse(act, SOUK_CONFLICT, &refused);
}

static enum outcome
run_hungry(struct act *act, const struct job *job)
{
	leave_mark(act, job);
	arena_give_up(act->arena);
}

static enum outcome
run_wrongly(struct act *act, const struct job *job)
{
	leave_mark(act, job);
	return db_run(db_sql(act->db, "SELECT nonsense FROM nowhere"));
}

static enum outcome
run_deadly(struct act *act, const struct job *job)
{
	leave_mark(act, job);
	raise(SIGKILL);
	return SOUK_OK;
}

static bool	 was_in_tx;

static enum outcome
run_outside(struct act *act, const struct job *job)
{
	(void)job;
	was_in_tx = db_in_tx(act->db);
	return SOUK_OK;
}

#define KIND(NAME, RUN, TX) \
	static const struct job_kind NAME = { .name = #NAME, .run = (RUN), \
	    .tx = (TX), .max_attempts = 3, .lease = CLOCK_MINUTE, \
	    .first_pause = CLOCK_MINUTE }
KIND(marked, leave_mark, true);
KIND(badly, run_badly, true);
KIND(hungry, run_hungry, true);
KIND(wrongly, run_wrongly, true);
KIND(deadly, run_deadly, true);
KIND(outside, run_outside, false);

static const struct job_kind *const kinds[] = { &marked, &badly, &hungry,
	&wrongly, &deadly, &outside, NULL };

static struct queue_runner	 runner = { .kinds = kinds,
	.worker = "tester" };

/* ---- helpers ---------------------------------------------------------- */

struct several { const char *kind; int n; };

static enum outcome
put_several(struct act *act, void *arg)
{
	const struct several	*s = arg;
	const struct job_new	 job = { .kind = s->kind };
	enum outcome		 e = SOUK_OK;

	for (int i = 0; i < s->n && e == SOUK_OK; i++)
		e = queue_put(act, &job, NULL);
	return e;
}

static void
put(const char *kind, int n)
{
	struct several	 s = { kind, n };

	store.now++;		/* due in this order */
	ck_assert_int_eq(db_tx(&store, DB_WRITE, put_several, &s), SOUK_OK);
}

/* Until nothing is due; how many calls that took. */
static int
run_all(void)
{
	int64_t	 next;
	int	 n = 0;

	while (queue_run(&store, &runner, &next) == SOUK_OK)
		ck_assert_int_lt(n++, 1000);
	return n;
}

static void
hold(void)
{
	ck_assert(queue_hold(&runner));
}

static void
let_go(void)
{
	queue_let_go(&store, &runner);
}

static int
count(const char *sql)
{
	return (int)store_number(sql);
}

#define MARKS	"SELECT count(*) FROM setting"
#define JOBS	"SELECT count(*) FROM job"

/* What one bad job leaves: its own row, and every other's effect once. */
static void
want_only_it_left(const char *state)
{
	char	 sql[120];

	snprintf(sql, sizeof(sql), JOBS " WHERE state = '%s'", state);
	ck_assert_int_eq(count(MARKS), MANY);
	ck_assert_int_eq(count(JOBS), 1);
	ck_assert_int_eq(count(sql), 1);
	ck_assert_int_eq(count("SELECT count(*) FROM setting s JOIN job j"
	    " ON j.id = s.name"), 0);
}

/* ---- the usual life ----------------------------------------------------- */

START_TEST(db9_many_jobs_share_a_transaction_with_their_effects)
{
	hold();
	put("marked", MANY);
	ck_assert_int_eq(run_all(), 1);
	ck_assert_int_eq(count(MARKS), MANY);
	ck_assert_int_eq(count(JOBS), 0);
	put("marked", 500);
	run_all();
	ck_assert_int_eq(count(MARKS), MANY + 500);
	ck_assert_int_eq(count(JOBS), 0);
	let_go();
}
END_TEST

START_TEST(other_kinds_run_alone_and_outside_of_any)
{
	hold();
	put("marked", 3);
	put("outside", 2);
	was_in_tx = true;
	ck_assert_int_eq(run_all(), 3);
	ck_assert(!was_in_tx);
	ck_assert_int_eq(count(MARKS), 3);
	ck_assert_int_eq(count(JOBS), 0);
	let_go();
}
END_TEST

START_TEST(a_runner_that_holds_nothing_runs_one_at_a_time)
{
	put("marked", 3);
	ck_assert_int_eq(run_all(), 3);
	ck_assert_int_eq(count(MARKS), 3);
}
END_TEST

/* ---- one of them fails ---------------------------------------------------- */

START_TEST(a_failing_ones_effect_is_undone_and_the_others_stay)
{
	hold();
	put("marked", MANY / 2);
	put("badly", 1);
	put("marked", MANY / 2);
	ck_assert_int_eq(run_all(), 1);
	want_only_it_left("waiting");
	ck_assert_str_eq(store_text("SELECT last_error FROM job"),
	    "NO_PARCEL");
	let_go();
}
END_TEST

START_TEST(what_failed_before_is_tried_again_alone)
{
	hold();
	put("badly", 1);
	ck_assert_int_eq(run_all(), 1);
	store.now += CLOCK_HOUR;
	put("marked", 2);
	ck_assert_int_eq(run_all(), 2);
	put("marked", 2);
	store.now += CLOCK_HOUR;
	ck_assert_int_eq(run_all(), 2);
	ck_assert_int_eq(count(MARKS), 4);
	let_go();
}
END_TEST

static void
one_of_them_is(const char *kind, const char *error)
{
	hold();
	put("marked", MANY / 2);
	put(kind, 1);
	put("marked", MANY / 2);
	run_all();
	want_only_it_left("waiting");
	ck_assert_str_eq(store_text("SELECT last_error FROM job"), error);
	store.now += CLOCK_HOUR;
	run_all();
	store.now += 3 * CLOCK_HOUR;
	run_all();
	want_only_it_left("dead");
	ck_assert(!db_in_tx(store.db));
	let_go();
}

START_TEST(one_without_memory_is_set_apart)
{
	one_of_them_is("hungry", "busy");
}
END_TEST

START_TEST(one_that_spoils_the_transaction_is_set_apart)
{
	one_of_them_is("wrongly", "internal");
}
END_TEST

/* A worker that lives until the job kills it. */
static void
child_runs(void)
{
	pid_t	 pid = fork();
	int64_t	 next;

	if (pid == 0) {
		store_reopen();
		if (!queue_hold(&runner))
			_exit(1);
		do
			store.now += CLOCK_MINUTE + 1;
		while (queue_run(&store, &runner, &next) == SOUK_OK ||
		    next > 0);
		_exit(0);
	}
	ck_assert_int_ne(store_wait(pid), 1);
}

START_TEST(f_02_one_that_kills_its_worker_takes_nobody_with_it)
{
	put("marked", MANY / 2);
	put("deadly", 1);
	put("marked", MANY / 2);
	for (int i = 0; i < 4; i++, store.now += 2 * CLOCK_HOUR)
		child_runs();
	want_only_it_left("dead");
	ck_assert_str_eq(store_text("SELECT last_error FROM job"),
	    "its worker died");
}
END_TEST

/* ---- what is held ----------------------------------------------------------- */

START_TEST(what_another_took_over_is_left_to_it)
{
	int64_t	 next;

	hold();
	put("marked", 1);
	put("outside", 1);
	ck_assert_int_eq(queue_run(&store, &runner, &next), SOUK_OK);
	ck_assert_int_eq(count(JOBS " WHERE state = 'running'"), 1);
	ck_assert_int_eq(store_write("UPDATE job SET worker = 'other',"
	    " attempts = 2"), SOUK_OK);
	was_in_tx = true;
	ck_assert_int_eq(queue_run(&store, &runner, &next), SOUK_OK);
	ck_assert(was_in_tx);
	ck_assert_str_eq(store_text("SELECT worker FROM job"), "other");
	let_go();
	ck_assert_str_eq(store_text("SELECT worker FROM job"), "other");
}
END_TEST

START_TEST(who_ends_gives_back_what_it_has_not_begun)
{
	int64_t	 next;

	hold();
	put("marked", 1);
	put("outside", 1);
	ck_assert_int_eq(queue_run(&store, &runner, &next), SOUK_OK);
	let_go();
	ck_assert_int_eq(count(JOBS " WHERE state = 'waiting'"
	    " AND attempts = 0 AND worker IS NULL"), 1);
}
END_TEST

/* F-02: so long a killed worker's job lies. */
START_TEST(f_02_no_kind_keeps_its_lease_longer_than_a_minute)
{
	for (const struct job_kind *const *k = souk.jobs; *k != NULL; k++)
		ck_assert_msg((*k)->lease > 0 && (*k)->lease <= CLOCK_MINUTE &&
		    (*k)->max_attempts > 1, "%s", (*k)->name);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		db9_many_jobs_share_a_transaction_with_their_effects,
		other_kinds_run_alone_and_outside_of_any,
		a_runner_that_holds_nothing_runs_one_at_a_time,
		a_failing_ones_effect_is_undone_and_the_others_stay,
		what_failed_before_is_tried_again_alone,
		one_without_memory_is_set_apart,
		one_that_spoils_the_transaction_is_set_apart,
		f_02_one_that_kills_its_worker_takes_nobody_with_it,
		what_another_took_over_is_left_to_it,
		who_ends_gives_back_what_it_has_not_begun,
		f_02_no_kind_keeps_its_lease_longer_than_a_minute,
	};

	return store_run("queue tx", tests, sizeof(tests) / sizeof(tests[0]));
}
