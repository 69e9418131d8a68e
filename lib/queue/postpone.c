/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "lib/db/db.h"
#include "lib/queue/queue_row.h"

/* Who claims it anew counts as it did: this run was none. */
static const char sql_postpone[] =
    "UPDATE job SET state = 'waiting', due_at = :due, attempts = attempts - 1,"
    " lease_until = NULL, worker = NULL"
    " WHERE id = :id AND attempts = :attempts AND state = 'running'";

enum outcome
queue_postpone(struct act *act, const struct job *job, int64_t due)
{
	const size_t	 at = offsetof(struct running, job);
	struct running	*r = (struct running *)((char *)(uintptr_t)job - at);
	struct stmt	*s = db_sql(act->db, sql_postpone);
	enum outcome	 e;

	db_bind_int(s, ":due", due);
	db_bind_text(s, ":id", job->id);
	db_bind_int(s, ":attempts", job->attempts);
	e = db_run_changed(s);
	r->postponed = e == SOUK_OK;
	return e;
}
