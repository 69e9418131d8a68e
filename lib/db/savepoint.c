/* SPDX-License-Identifier: ISC */
#include "lib/base/act.h"
#include "lib/base/log.h"
#include "lib/db/connection.h"

static bool
try_undo(struct db *db)
{
	statements_reset(db);
	return sqlite_run(db, "ROLLBACK TO try");
}

static bool
try_release(struct db *db)
{
	db->tries--;
	return sqlite_run(db, "RELEASE try");
}

/* Nothing more runs.  SQLite's own reason counts: without memory the shop is
 * busy, not broken. */
static enum outcome
try_failed(struct db *db)
{
	if (db->failed == SOUK_OK)
		db->failed = SOUK_INTERNAL;
	return db->failed;
}

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
		return try_failed(db);
	db->tries++;
	e = fn(act, arg);
	if (db->failed != SOUK_OK)
		return db->failed;
	if ((e != SOUK_OK && !try_undo(db)) || !try_release(db))
		return try_failed(db);
	return e;
}

void
db_try_end(struct db *db)
{
	db->tx = TX_WRITING;	/* it may have been reading */
	while (db->tries > 0 && db->failed == SOUK_OK)
		if (!try_undo(db) || !try_release(db))
			try_failed(db);
}

void
db_join(struct db *db, bool joined)
{
	db->joined = joined;
}
