/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "lib/db/db.h"
#include "lib/queue/queue.h"

#define ROWS	500	/* a transaction: others write too */

struct sweep {
	const struct queue_kept	*kept;
	int			 deleted;
};

static enum outcome
sweep_some(struct act *act, void *arg)
{
	struct sweep	*sweep = arg;
	struct stmt	*s = db_sql(act->db, sweep->kept->sql);
	enum outcome	 e;

	sweep->deleted = 0;
	db_bind_int(s, ":before", act->now - sweep->kept->ms);
	db_bind_int(s, ":rows", ROWS);
	while ((e = db_step(s)) == SOUK_OK)
		sweep->deleted++;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
queue_sweep(struct act *act, const struct job *job,
    const struct queue_kept *kept)
{
	struct sweep	sweep = { .kept = kept };
	enum outcome	e;

	for (; sweep.kept->sql != NULL; sweep.kept++)
		do {
			e = db_tx(act, DB_WRITE, sweep_some, &sweep);
			if (e != SOUK_OK ||
			    (e = queue_extend(act, job)) != SOUK_OK)
				return e;
		} while (sweep.deleted == ROWS);
	return SOUK_OK;
}
