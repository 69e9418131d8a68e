/* SPDX-License-Identifier: ISC */
#include "lib/base/act.h"
#include "lib/base/log.h"
#include "lib/db/connection.h"

enum outcome
db_try(struct act *act, db_fn *fn, void *arg)
{
	struct db	*db = act->db;
	enum outcome	 e;

	if (db->tx != TX_WRITING) {
		log_line(LOG_ERROR, "a try outside a transaction", NULL);
		return SOUK_INTERNAL;
	}
	if (!sqlite_run(db, "SAVEPOINT try"))
		return db->failed = SOUK_INTERNAL;
	e = fn(act, arg);
	if (db->failed != SOUK_OK)
		return db->failed;
	if (e != SOUK_OK) {
		statements_reset(db);
		if (!sqlite_run(db, "ROLLBACK TO try"))
			return db->failed = SOUK_INTERNAL;
	}
	if (!sqlite_run(db, "RELEASE try"))
		return db->failed = SOUK_INTERNAL;
	return e;
}
