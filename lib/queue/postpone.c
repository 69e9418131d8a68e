/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "lib/db/db.h"
#include "lib/queue/queue_row.h"

/* Who claims it anew counts as it did: this run was none. */
static const char sql_postpone[] =
    "UPDATE job SET state = 'waiting', due_at = :due, attempts = attempts - 1,"
    " lease_until = NULL, worker = NULL"
    " WHERE id = :id AND attempts = :attempts AND state = 'running'";

static const char sql_end[] =
    "DELETE FROM job"
    " WHERE id = :id AND attempts = :attempts AND state = 'running'";

static const char sql_hasten[] =
    "UPDATE job SET due_at = :due WHERE unique_key = :key"
    " AND state IN ('waiting', 'running') AND state = 'waiting'"
    " AND due_at > :due";

/* The row of the job in hand is settled by this statement. */
static enum outcome
settle(const struct job *job, struct stmt *s)
{
	const size_t	 at = offsetof(struct running, job);
	struct running	*r = (struct running *)((char *)(uintptr_t)job - at);
	enum outcome	 e;

	db_bind_text(s, ":id", job->id);
	db_bind_int(s, ":attempts", job->attempts);
	e = db_run_changed(s);
	r->postponed = e == SOUK_OK;
	return e;
}

enum outcome
queue_postpone(struct act *act, const struct job *job, int64_t due)
{
	struct stmt	*s = db_sql(act->db, sql_postpone);

	db_bind_int(s, ":due", due);
	return settle(job, s);
}

enum outcome
queue_end(struct act *act, const struct job *job)
{
	return settle(job, db_sql(act->db, sql_end));
}

enum outcome
queue_hasten(struct act *act, const char *unique_key, int64_t due)
{
	struct stmt	*s = db_sql(act->db, sql_hasten);

	db_bind_text(s, ":key", unique_key);
	db_bind_int(s, ":due", due);
	return db_run(s);
}
