/* SPDX-License-Identifier: ISC */
#include <setjmp.h>

#include "lib/base/arena.h"
#include "lib/base/log.h"
#include "lib/db/db.h"
#include "lib/queue/queue_row.h"

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

static enum outcome
claim(struct act *act, void *arg)
{
	return job_claim(act, arg);
}

struct ending {
	const struct running	*running;
	enum outcome		 outcome;
	const char		*error;
};

static enum outcome
finish(struct act *act, void *arg)
{
	struct ending	*end = arg;

	return job_finish(act, end->running, end->outcome, end->error);
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
claim_step(struct act *act, void *arg)
{
	return db_tx(act, DB_WRITE, claim, arg);
}

static enum outcome
run_step(struct act *act, void *arg)
{
	struct running	*r = arg;

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

static enum outcome
run_and_finish(struct act *act, struct running *r)
{
	struct ending	 end = { .running = r };
	enum outcome	 e;

	act->problem = (struct problem){ .message = NULL };
	end.outcome = guarded(act, run_step, r);
	if (db_in_tx(act->db)) {
		log_line(LOG_ERROR, "job left a transaction open", "kind",
		    r->kind->name, NULL);
		db_abandon(act->db);
		end.outcome = SOUK_INTERNAL;
	}
	if (r->postponed && end.outcome == SOUK_OK)
		return SOUK_OK;
	end.error = error_text(act, r, end.outcome);
	e = db_tx(act, DB_WRITE, finish, &end);
	if (e == SOUK_NOT_FOUND)
		log_line(LOG_WARN, "job taken over by another worker", "id",
		    r->id, NULL);
	/* Done or not, it ran; what is not finished is taken over later. */
	return SOUK_OK;
}

/*
 * Looks before it claims: while nothing is due, nothing is written.
 */
enum outcome
queue_run(struct act *act, const struct queue_runner *runner, int64_t *due)
{
	struct running	 running = { .runner = runner };
	struct look	 l = { .lane = runner->lane, .due = due };
	enum outcome	 e;

	if ((e = db_tx(act, DB_READ, look, &l)) != SOUK_OK)
		return e;
	if (*due == 0 || *due > act->now)
		return SOUK_NOT_FOUND;
	if ((e = guarded(act, claim_step, &running)) != SOUK_OK)
		return e;
	return running.kind == NULL ? SOUK_OK : run_and_finish(act, &running);
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
