/* SPDX-License-Identifier: ISC */
#include "lib/queue/queue_row.h"

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/db/db.h"

#define PAUSE_MAX	CLOCK_HOUR

const char *const	lane_names[LANE__MAX] = {
	[LANE_WORK] = "work",
	[LANE_SEND] = "send",
	[LANE_CALL] = "call",
	[LANE_KEEP] = "keep",
	[LANE_CHAT] = "chat",
	[LANE_TEXT] = "text",
	[LANE_FILE] = "file",
};

static const char sql_open[] =
    "SELECT kind, payload, created_at FROM job"
    " WHERE id = :id AND worker = :worker AND attempts = :attempts"
    " AND state = 'running'";

static const char sql_extend[] =
    "UPDATE job SET lease_until = :until"
    " WHERE id = :id AND worker = :worker AND attempts = :attempts"
    " AND state = 'running'";

static const char sql_done[] =
    "DELETE FROM job"
    " WHERE id = :id AND worker = :worker AND attempts = :attempts"
    " AND state = 'running'";

static const char sql_again[] =
    "UPDATE job SET state = :state, due_at = :due, lease_until = NULL,"
    " worker = NULL, last_error = :error"
    " WHERE id = :id AND worker = :worker AND attempts = :attempts"
    " AND state = 'running'";

static const char sql_next_due[] =
    "SELECT MIN(t.at) FROM ("
    "SELECT MIN(due_at) AS at FROM job"
    " WHERE lane = :lane AND state = 'waiting'"
    " UNION ALL "
    "SELECT MIN(lease_until) AS at FROM job"
    " WHERE lane = :lane AND state = 'running'"
    ") t";

int64_t
running_now(const struct running *r)
{
	return r->start + (clock_monotonic_us() - r->start_us) / 1000;
}

const struct job_kind *
job_kind_find(const struct job_kind *const *kinds, const char *name)
{
	for (; *kinds != NULL; kinds++)
		if (text_equal((*kinds)->name, name))
			return *kinds;
	return NULL;
}

/* Bind what makes a row ours. */
void
job_bind(struct stmt *s, const struct running *r)
{
	db_bind_text(s, ":id", r->id);
	db_bind_text(s, ":worker", r->runner->worker);
	db_bind_int(s, ":attempts", r->job.attempts);
}

enum outcome
job_open(struct act *act, struct running *r)
{
	struct stmt	*s = db_sql(act->db, sql_open);
	enum outcome	 e;

	job_bind(s, r);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	r->postponed = false;
	r->job = (struct job){
		.id = r->id,
		.kind = db_copy(s, 0, act->arena),
		.payload = db_copy(s, 1, act->arena),
		.attempts = r->job.attempts,
		.created_at = db_int(s, 2),
	};
	db_done(s);
	return SOUK_OK;
}

static enum outcome
lease_set(struct act *act, const struct running *r)
{
	struct stmt	*s = db_sql(act->db, sql_extend);

	db_bind_int(s, ":until", running_now(r) + r->kind->lease);
	job_bind(s, r);
	return db_run_changed(s);
}

/* Doubles with each attempt; the upper half is left to chance. */
static int64_t
pause_for(const struct job_kind *kind, int64_t attempts)
{
	int64_t		 pause = kind->first_pause > 0 ? kind->first_pause : 1;
	uint32_t	 chance = 0;

	for (int64_t i = 1; i < attempts && pause < PAUSE_MAX; i++)
		pause *= 2;
	if (pause > PAUSE_MAX)
		pause = PAUSE_MAX;
	if (!crypto_random(&chance, sizeof(chance)))
		return pause;
	return pause / 2 + chance % (pause / 2 + 1);
}

static enum outcome
finish_failed(struct act *act, const struct running *r, const char *error)
{
	struct stmt	*s = db_sql(act->db, sql_again);
	const bool	 dead = r->job.attempts >= r->kind->max_attempts;
	const int64_t	 now = running_now(r);

	log_line(dead ? LOG_ERROR : LOG_WARN, dead ? "job dead" : "job failed",
	    "id", r->id, "error", error, NULL);
	db_bind_text(s, ":state", dead ? "dead" : "waiting");
	db_bind_int(s, ":due", dead ? now :
	    now + pause_for(r->kind, r->job.attempts));
	db_bind_text(s, ":error", error);
	job_bind(s, r);
	return db_run_changed(s);
}

enum outcome
job_finish(struct act *act, const struct running *r, enum outcome e,
    const char *error)
{
	struct stmt	*s;

	if (e != SOUK_OK)
		return finish_failed(act, r, error);
	if (r->postponed)
		return SOUK_OK;
	s = db_sql(act->db, sql_done);
	job_bind(s, r);
	return db_run_changed(s);
}

enum outcome
job_next_due(struct act *act, enum job_lane lane, int64_t *due)
{
	struct stmt	*s = db_sql(act->db, sql_next_due);
	enum outcome	 e;

	db_bind_text(s, ":lane", lane_names[lane]);
	e = db_step(s);
	*due = e == SOUK_OK ? db_int(s, 0) : 0;
	db_done(s);
	return e;
}

static enum outcome
extend(struct act *act, void *arg)
{
	return lease_set(act, arg);
}

/* NOT_FOUND: another worker has taken it over; stop. */
enum outcome
queue_extend(struct act *act, const struct job *job)
{
	const size_t	 at = offsetof(struct running, job);
	struct running	*r = (struct running *)((char *)(uintptr_t)job - at);

	if (db_in_tx(act->db))
		return lease_set(act, r);
	return db_tx(act, DB_WRITE, extend, r);
}
