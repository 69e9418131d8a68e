/* SPDX-License-Identifier: ISC */
#include "lib/queue/queue.h"

#include "lib/base/clock.h"
#include "lib/db/db.h"

#define LEASE_MAX	(10 * CLOCK_MINUTE)	/* longer than any kind's */
#define PAUSE_MAX	CLOCK_HOUR		/* queue_row.c's */

/* Pauses after a failure, and leases, go with the clock. */
static const char sql_pauses[] =
    "UPDATE job SET due_at = due_at + :by"
    " WHERE state = 'waiting' AND attempts > 0";
static const char sql_leases[] =
    "UPDATE job SET lease_until = lease_until + :by"
    " WHERE state = 'running'";

/* What is so far ahead was meant by another clock. */
static const char sql_due[] =
    "UPDATE job SET due_at = :now WHERE state = 'waiting' AND due_at > :now"
    " AND ((attempts > 0 AND due_at > :latest)"
    " OR (attempts = 0 AND due_at <= created_at))";
static const char sql_lost[] =
    "UPDATE job SET lease_until = :now"
    " WHERE state = 'running' AND lease_until > :latest";

static enum outcome
shift(struct act *act, const char *sql, int64_t by)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_int(s, ":by", by);
	return db_run(s);
}

static enum outcome
bring_near(struct act *act, const char *sql, int64_t most)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":latest", act->now + most);
	return db_run(s);
}

enum outcome
queue_clock_set(struct act *act, int64_t by, const struct schedule *schedules,
    int n)
{
	enum outcome	 e = SOUK_OK;

	if (by != 0 && ((e = shift(act, sql_pauses, by)) != SOUK_OK ||
	    (e = shift(act, sql_leases, by)) != SOUK_OK))
		return e;
	if ((e = bring_near(act, sql_due, PAUSE_MAX)) != SOUK_OK ||
	    (e = bring_near(act, sql_lost, LEASE_MAX)) != SOUK_OK)
		return e;
	for (int i = 0; i < n && e == SOUK_OK; i++)
		if (schedules[i].by_clock)
			e = queue_put(act, &(struct job_new){
			    .kind = schedules[i].kind,
			    .unique_key = schedules[i].kind }, NULL);
	return e;
}
