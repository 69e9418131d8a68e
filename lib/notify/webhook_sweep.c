/* SPDX-License-Identifier: ISC */
#include "lib/base/clock.h"
#include "lib/db/db.h"
#include "lib/notify/webhook_parts.h"
#include "lib/queue/queue.h"

#define BATCH	500

/* Its job took every worker along, until the queue gave it up. */
static const char sql_lost[] =
    "UPDATE webhook_delivery SET state = 'dead', answer = 'its job was lost'"
    " WHERE state = 'waiting' AND created_at < :before AND NOT EXISTS"
    " (SELECT 1 FROM job j WHERE j.unique_key = webhook_delivery.id"
    "  AND j.state IN ('waiting', 'running'))";

/* A job of one that is gone has nothing to do. */
static const char sql_old[] =
    "DELETE FROM webhook_delivery WHERE id IN"
    " (SELECT o.id FROM webhook_delivery o"
    " WHERE o.created_at < :before LIMIT :batch) RETURNING id";

static enum outcome
lost(struct act *act, void *arg)
{
	struct stmt	*s = db_sql(act->db, sql_lost);

	(void)arg;
	db_bind_int(s, ":before", act->now - CLOCK_DAY);
	return db_run(s);
}

static enum outcome
old(struct act *act, void *arg)
{
	struct stmt	*s = db_sql(act->db, sql_old);
	int		*count = arg;
	enum outcome	 e;

	*count = 0;
	db_bind_int(s, ":before", act->now - WEBHOOK_KEPT);
	db_bind_int(s, ":batch", BATCH);
	while ((e = db_step(s)) == SOUK_OK)
		(*count)++;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
webhook_sweep(struct act *act, const struct job *job)
{
	int		 count = BATCH;
	enum outcome	 e = db_tx(act, DB_WRITE, lost, NULL);

	while (e == SOUK_OK && count == BATCH)
		if ((e = db_tx(act, DB_WRITE, old, &count)) == SOUK_OK)
			e = queue_extend(act, job);
	return e;
}
