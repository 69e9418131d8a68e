/* SPDX-License-Identifier: ISC */
#include "lib/queue/queue.h"

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/queue/queue_row.h"
#include "lib/souk.h"

static const char sql_put[] =
    "INSERT INTO job (id, kind, lane, payload, state, due_at, unique_key,"
    " created_at)"
    " VALUES (:id, :kind, :lane, :payload, 'waiting', :due, :unique_key,"
    " :now)"
    " ON CONFLICT (unique_key) WHERE state IN ('waiting', 'running')"
    " DO NOTHING RETURNING id";

static const char sql_schedule[] =
    "INSERT INTO schedule (kind, last_at) VALUES (:kind, :at)"
    " ON CONFLICT (kind) DO UPDATE SET last_at = excluded.last_at"
    " WHERE schedule.last_at <= :before OR schedule.last_at > :now"
    " RETURNING kind";

static const char sql_counts[] =
    "SELECT state, COUNT(*) FROM job GROUP BY state";

/* Run a statement whose first row, if there is one, is all that matters. */
static enum outcome
run_for_row(struct stmt *s)
{
	enum outcome	 e = db_step(s);

	return e == SOUK_OK ? db_run(s) : e;
}

/* One that nobody knows is kept among the work. */
static const char *
lane_of(const struct act *act, const char *name)
{
	const struct job_kind	*kind = act->souk == NULL ? NULL :
	    job_kind_find(act->souk->jobs, name);

	return lane_names[kind == NULL ? LANE_WORK : kind->lane];
}

enum outcome
queue_put(struct act *act, const struct job_new *job, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_put);
	const char	*new_id = typeid_new(act->arena, "job", act->now);
	enum outcome	 e;

	db_bind_text(s, ":id", new_id);
	db_bind_text(s, ":kind", job->kind);
	db_bind_text(s, ":lane", lane_of(act, job->kind));
	db_bind_text(s, ":payload", job->payload ? job->payload : "{}");
	db_bind_int(s, ":due", job->due ? job->due : act->now);
	db_bind_text(s, ":unique_key", job->unique_key);
	db_bind_int(s, ":now", act->now);
	e = run_for_row(s);
	if (id != NULL)
		*id = e == SOUK_OK ? new_id : NULL;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The time to note, and how old the last must be for a job to be due. */
struct due { int64_t at, before; };

/*
 * By the day it is noted when it was meant to be, whenever it is made.  When
 * the owner moves the shop to another zone, the same night does not come twice:
 * half a day or week is between two.
 */
static struct due
due_now(const struct act *act, const struct schedule *s, const char *zone)
{
	const int64_t	 between = s->weekday == ANY_DAY ? CLOCK_DAY / 2 :
	    7 * CLOCK_DAY / 2;
	int64_t		 at;

	if (s->period > 0 && s->on_the_dot) {
		at = act->now - act->now % s->period;
		return (struct due){ at, at - 1 };
	}
	if (s->period > 0)
		return (struct due){ act->now, act->now - s->period };
	at = zone_last(zone, act->now, s->minute, s->weekday);
	return (struct due){ at, at - between };
}

static enum outcome
schedule_one(struct act *act, const struct schedule *schedule,
    const char *zone)
{
	const struct due	 due = due_now(act, schedule, zone);
	const struct job_new	 job = {
		.kind = schedule->kind,
		.unique_key = schedule->kind,
	};
	struct stmt		*s = db_sql(act->db, sql_schedule);
	enum outcome		 e;

	db_bind_text(s, ":kind", schedule->kind);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":at", due.at);
	db_bind_int(s, ":before", due.before);
	if ((e = run_for_row(s)) == SOUK_OK)
		e = queue_put(act, &job, NULL);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
queue_schedule(struct act *act, const struct schedule *schedules, int n,
    const char *zone)
{
	enum outcome	 e = SOUK_OK;

	for (int i = 0; i < n && e == SOUK_OK; i++)
		e = schedule_one(act, &schedules[i], zone);
	return e;
}

enum outcome
queue_counts(struct act *act, int64_t *waiting, int64_t *running,
    int64_t *dead)
{
	struct stmt	*s = db_sql(act->db, sql_counts);
	const char	*state;
	enum outcome	 e;

	*waiting = *running = *dead = 0;
	while ((e = db_step(s)) == SOUK_OK) {
		state = db_text(s, 0, NULL);
		*(text_equal(state, "waiting") ? waiting :
		    text_equal(state, "running") ? running : dead) =
		    db_int(s, 1);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
