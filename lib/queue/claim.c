/* SPDX-License-Identifier: ISC */
/*
 * Claiming: a job is ours from the commit on until its lease passes.  Several
 * at once are such whose effects go into one transaction.  What has failed
 * before, or took its worker down, is claimed alone, so that it does not do so
 * to others.
 */
#include <stdio.h>

#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/db/db.h"
#include "lib/queue/queue_row.h"

static const char sql_waiting[] =
    "SELECT id, kind, attempts FROM job"
    " WHERE lane = :lane AND state = 'waiting' AND due_at <= :now"
    " ORDER BY due_at, id LIMIT :most";

/* Those whose worker let the lease pass. */
static const char sql_left[] =
    "SELECT id, kind, attempts FROM job"
    " WHERE lane = :lane AND state = 'running' AND lease_until <= :now"
    " ORDER BY due_at, id LIMIT :most";

static const char sql_claim[] =
    "UPDATE job SET state = 'running', attempts = attempts + 1,"
    " worker = :worker, lease_until = :until"
    " WHERE id = :id AND attempts = :attempts";

/* A job that took its worker down every time it was allowed to. */
static const char sql_dead[] =
    "UPDATE job SET state = 'dead', due_at = :now, lease_until = NULL,"
    " worker = NULL, last_error = 'its worker died'"
    " WHERE id = :id AND attempts = :attempts";

static const char sql_give_back[] =
    "UPDATE job SET state = 'waiting', lease_until = NULL, worker = NULL,"
    " attempts = attempts - :unused"
    " WHERE id = :id AND worker = :worker AND attempts = :attempts"
    " AND state = 'running'";

/* A job of a newer program, or of none: kept until somebody knows it. */
static const struct job_kind kind_unknown = {
	.name = "unknown",
	.max_attempts = 10,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};

static void
running_read(struct act *act, const struct queue_runner *runner,
    struct stmt *s, struct running *r)
{
	*r = (struct running){ .runner = runner, .start = act->now,
		.start_us = clock_monotonic_us() };
	snprintf(r->id, sizeof(r->id), "%s", db_text(s, 0, NULL));
	r->kind = job_kind_find(runner->kinds, db_text(s, 1, NULL));
	if (r->kind == NULL)
		r->kind = &kind_unknown;
	r->job.attempts = db_int(s, 2);
}

/* What the statement finds, up to what fits beside the first. */
static enum outcome
held_find(struct act *act, const struct queue_runner *runner, const char *sql,
    struct held *h)
{
	struct stmt	*s = db_sql(act->db, sql);
	struct running	*r;
	enum outcome	 e;
	bool		 alone = false;

	db_bind_text(s, ":lane", lane_names[runner->lane]);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":most", h->most);
	while (!alone && (e = db_step(s)) == SOUK_OK) {
		r = &h->jobs[h->count];
		running_read(act, runner, s, r);
		alone = !r->kind->tx || r->job.attempts > 0;
		h->count += !alone || h->count == 0;
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
claim(struct act *act, struct running *r)
{
	struct stmt	*s = db_sql(act->db, sql_claim);

	db_bind_text(s, ":id", r->id);
	db_bind_text(s, ":worker", r->runner->worker);
	db_bind_int(s, ":until", running_now(r) + r->kind->lease);
	db_bind_int(s, ":attempts", r->job.attempts++);
	return db_run_changed(s);
}

static enum outcome
bury(struct act *act, const struct running *r)
{
	struct stmt	*s = db_sql(act->db, sql_dead);

	log_line(LOG_ERROR, "job dead", "id", r->id, "error",
	    "its worker died", NULL);
	db_bind_text(s, ":id", r->id);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":attempts", r->job.attempts);
	return db_run_changed(s);
}

/* The first that was left behind and may be tried again. */
static enum outcome
left_find(struct act *act, const struct queue_runner *runner, struct held *h)
{
	const struct running	*r = &h->jobs[0];
	enum outcome		 e;

	for (;;) {
		h->count = 0;
		e = held_find(act, runner, sql_left, h);
		if (e != SOUK_OK || h->count == 0 ||
		    r->job.attempts < r->kind->max_attempts)
			return e;
		if ((e = bury(act, r)) != SOUK_OK)
			return e;
	}
}

enum outcome
jobs_claim(struct act *act, const struct queue_runner *runner, struct held *h)
{
	enum outcome	 e = left_find(act, runner, h);

	if (e == SOUK_OK && h->count == 0)
		e = held_find(act, runner, sql_waiting, h);
	for (int i = 0; i < h->count && e == SOUK_OK; i++)
		e = claim(act, &h->jobs[i]);
	return e;
}

enum outcome
job_give_back(struct act *act, const struct running *r, bool as_it_was)
{
	struct stmt	*s = db_sql(act->db, sql_give_back);

	db_bind_int(s, ":unused", as_it_was);
	job_bind(s, r);
	return db_run(s);
}
