/* SPDX-License-Identifier: ISC */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/db/db.h"
#include "lib/queue/queue_row.h"

#define ROUND_US	20000	/* others write, too */

struct look {
	enum job_lane	 lane;
	int64_t		*due;
};

static enum outcome
look(struct act *act, void *arg)
{
	struct look	*l = arg;

	return job_next_due(act, l->lane, l->due);
}

/* Out of memory is this call's failure, not the worker's end. */
static enum outcome
guarded(struct act *act, db_fn *fn, void *arg)
{
	jmp_buf		 out;
	enum outcome	 e;

	if (setjmp(out) != 0) {
		db_abandon(act->db);
		arena_guard(act->arena, NULL);
		return SOUK_BUSY;
	}
	arena_guard(act->arena, &out);
	e = fn(act, arg);
	arena_guard(act->arena, NULL);
	return e;
}

static enum outcome
run_kind(struct act *act, void *arg)
{
	struct running	*r = arg;

	act->problem = (struct problem){ .message = NULL };
	return r->kind->run == NULL ? SOUK_NOT_FOUND :
	    r->kind->run(act, &r->job);
}

/* What to keep as last_error: the problem's code, else the outcome's name. */
static const char *
error_text(const struct act *act, const struct running *r, enum outcome e)
{
	if (r->kind->run == NULL)
		return "no such kind";
	return act->problem.message != NULL ? act->problem.message->code :
	    outcome_name(e);
}

/* A lost lease ends this runner's part and is nobody's failure. */
static enum outcome
unless_lost(const struct running *r, enum outcome e)
{
	if (e == SOUK_NOT_FOUND)
		log_line(LOG_WARN, "job taken over by another worker", "id",
		    r->id, NULL);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/*
 * A transaction of a runner: some of what is held is ended in it, and what
 * comes next is claimed in the same.
 */
struct round {
	const struct queue_runner	*runner;
	struct held			*held;
	int				 done;	/* of what is held */
	enum outcome			 outcome;	/* of who ran outside */
	const char			*error;
	struct held			 next;
};

static enum outcome
next_claim(struct act *act, struct round *w)
{
	w->next = (struct held){ .most = w->held->most };
	return w->held->most == 1 || w->done < w->held->count ? SOUK_OK :
	    jobs_claim(act, w->runner, &w->next);
}

/* After the commit. */
static void
round_over(struct round *w)
{
	struct held	*h = w->held;

	h->count -= w->done;
	if (h->count == 0)
		*h = w->next;
	else
		memmove(h->jobs, h->jobs + w->done,
		    sizeof(h->jobs[0]) * (size_t)h->count);
}

/* ---- kinds that are all SQL ------------------------------------------- */

static enum outcome
round_one(struct act *act, struct running *r)
{
	enum outcome	 e;

	if ((e = job_open(act, r)) != SOUK_OK)
		return unless_lost(r, e);
	e = db_try(act, run_kind, r);
	return job_finish(act, r, e, error_text(act, r, e));
}

static enum outcome
round_step(struct act *act, void *arg)
{
	struct round	*w = arg;
	const int64_t	 until = clock_monotonic_us() + ROUND_US;
	enum outcome	 e = SOUK_OK;

	w->done = 0;
	while (e == SOUK_OK && w->done < w->held->count &&
	    (w->done == 0 || clock_monotonic_us() < until))
		e = round_one(act, &w->held->jobs[w->done++]);
	return e == SOUK_OK ? next_claim(act, w) : e;
}

static enum outcome
round_tx(struct act *act, void *arg)
{
	return db_tx(act, DB_WRITE, round_step, arg);
}

static enum outcome
give_back_some(struct act *act, void *arg)
{
	struct round	*w = arg;
	enum outcome	 e = SOUK_OK;

	for (int i = 0; i < w->held->count && e == SOUK_OK; i++)
		e = job_give_back(act, &w->held->jobs[i], w->done == 0);
	return e;
}

static enum outcome
finish_one(struct act *act, void *arg)
{
	struct round	*w = arg;

	return job_finish(act, &w->held->jobs[0], w->outcome, w->error);
}

/*
 * One of them made the whole transaction impossible: each is tried again, but
 * alone; and who was alone has failed.  If not even that can be written, the
 * leases pass.
 */
static enum outcome
round_failed(struct act *act, struct round *w, enum outcome e)
{
	w->outcome = e;
	w->error = error_text(act, &w->held->jobs[0], e);
	w->done = w->held->count;
	e = db_tx(act, DB_WRITE, w->held->count == 1 ? finish_one :
	    give_back_some, w);
	w->held->count = 0;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
round_run(struct act *act, struct round *w)
{
	enum outcome	 e = guarded(act, round_tx, w);

	if (e != SOUK_OK)
		return round_failed(act, w, e);
	round_over(w);
	return SOUK_OK;
}

/* ---- all others ---------------------------------------------------------- */

static enum outcome
open_one(struct act *act, void *arg)
{
	return job_open(act, arg);
}

static enum outcome
end_step(struct act *act, void *arg)
{
	struct round	*w = arg;
	enum outcome	 e = unless_lost(&w->held->jobs[0],
			    finish_one(act, w));

	w->done = 1;
	return e == SOUK_OK ? next_claim(act, w) : e;
}

static void
single_do(struct act *act, struct round *w)
{
	struct running	*r = &w->held->jobs[0];

	w->outcome = guarded(act, run_kind, r);
	if (db_in_tx(act->db)) {
		log_line(LOG_ERROR, "job left a transaction open", "kind",
		    r->kind->name, NULL);
		db_abandon(act->db);
		w->outcome = SOUK_INTERNAL;
	}
	w->error = error_text(act, r, w->outcome);
}

static enum outcome
single_run(struct act *act, struct round *w)
{
	enum outcome	 e = db_tx(act, DB_READ, open_one, &w->held->jobs[0]);

	if (e == SOUK_OK) {
		single_do(act, w);
		if (db_tx(act, DB_WRITE, end_step, w) == SOUK_OK) {
			round_over(w);
			return SOUK_OK;
		}
	}
	/* Done or not, what is not ended is taken over later. */
	e = unless_lost(&w->held->jobs[0], e);
	w->held->count = 0;
	return e;
}

/* ---- the runner ------------------------------------------------------------ */

static enum outcome
claim_step(struct act *act, void *arg)
{
	struct round	*w = arg;

	w->held->count = 0;
	return jobs_claim(act, w->runner, w->held);
}

static enum outcome
claim_tx(struct act *act, void *arg)
{
	return db_tx(act, DB_WRITE, claim_step, arg);
}

/*
 * Looks before it claims: while nothing is due, nothing is written.
 */
static enum outcome
claim_due(struct act *act, struct round *w, int64_t *due)
{
	struct look	 l = { .lane = w->runner->lane, .due = due };
	enum outcome	 e;

	if ((e = db_tx(act, DB_READ, look, &l)) != SOUK_OK)
		return e;
	if (*due == 0 || *due > act->now)
		return SOUK_NOT_FOUND;
	if ((e = guarded(act, claim_tx, w)) != SOUK_OK)
		w->held->count = 0;
	return e;
}

enum outcome
queue_run(struct act *act, const struct queue_runner *runner, int64_t *due)
{
	struct held	 one = { .most = 1 };
	struct round	 w = { .runner = runner,
		.held = runner->held != NULL ? runner->held : &one };
	enum outcome	 e;

	*due = 0;
	if (w.held->count == 0 && (e = claim_due(act, &w, due)) != SOUK_OK)
		return e;
	if (w.held->count == 0)		/* but some were dead */
		return SOUK_OK;
	return w.held->jobs[0].kind->tx ? round_run(act, &w) :
	    single_run(act, &w);
}

bool
queue_hold(struct queue_runner *runner)
{
	if ((runner->held = calloc(1, sizeof(*runner->held))) == NULL)
		return false;
	runner->held->most = HELD_MAX;
	return true;
}

void
queue_let_go(struct act *act, struct queue_runner *runner)
{
	struct round	 w = { .runner = runner, .held = runner->held };

	if (w.held != NULL && w.held->count > 0)
		db_tx(act, DB_WRITE, give_back_some, &w);
	free(runner->held);
	runner->held = NULL;
}

enum outcome
queue_run_one(struct act *act, const struct job_kind *const *kinds,
    const char *worker, int64_t *due)
{
	struct queue_runner	 runner = { .kinds = kinds, .worker = worker };
	int64_t			 lane_due;
	enum outcome		 e = SOUK_NOT_FOUND;

	*due = 0;
	for (int i = 0; i < LANE__MAX && e == SOUK_NOT_FOUND; i++) {
		runner.lane = (enum job_lane)i;
		e = queue_run(act, &runner, &lane_due);
		if (lane_due != 0 && (*due == 0 || lane_due < *due))
			*due = lane_due;
	}
	return e;
}
