/* SPDX-License-Identifier: ISC */
/*
 * Transactions.  What a statement answered with BUSY or INTERNAL cannot be
 * overlooked: the transaction remembers it (db->failed), runs nothing more
 * and ends with it.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/act.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"
#include "lib/base/messages.h"
#include "lib/db/connection.h"

#define TRIES	3

bool
db_in_tx(const struct db *db)
{
	return db->tx != TX_NONE;
}

static int
run_raw(sqlite3_stmt *raw)
{
	int	 rc = sqlite3_step(raw);

	sqlite3_reset(raw);
	return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

/* The connection must be this process's own, and healthy. */
static enum outcome
connection_check(struct db *db)
{
	if (db->pid != getpid()) {
		log_line(LOG_ERROR, "database opened before fork", NULL);
		return SOUK_INTERNAL;
	}
	if (!db->discard && db->raw != NULL)
		return SOUK_OK;
	sqlite_disconnect(db);
	return sqlite_connect(db) == SOUK_OK ? SOUK_OK : SOUK_BUSY;
}

/* What is left of the time that was given for the lock is SQLite's. */
static enum outcome
begin_write(struct db *db, int64_t deadline_us)
{
	int64_t	 left;
	int	 rc;

	if (!lock_take(db, deadline_us))
		return SOUK_BUSY;
	left = (deadline_us - clock_monotonic_us()) / 1000;
	sqlite3_busy_timeout(db->raw, left < 1 ? 1 : (int)left);
	rc = run_raw(db->begin_write);
	sqlite3_busy_timeout(db->raw, DB_LOCK_MS);
	if (rc != SQLITE_OK)
		lock_give(db);
	return sqlite_outcome(db, rc, "BEGIN IMMEDIATE");
}

enum outcome
tx_begin(struct db *db, enum db_mode mode, int64_t deadline_us)
{
	enum outcome	 e;

	if (db->tx != TX_NONE) {
		log_line(LOG_ERROR, "transaction inside a transaction", NULL);
		return SOUK_INTERNAL;
	}
	if ((e = connection_check(db)) != SOUK_OK)
		return e;
	statements_reset(db);
	if (mode == DB_WRITE)
		e = begin_write(db, deadline_us);
	else
		e = sqlite_outcome(db, run_raw(db->begin_read), "BEGIN");
	if (e == SOUK_OK)
		db->tx = mode == DB_WRITE ? TX_WRITING : TX_READING;
	db->failed = SOUK_OK;
	db->full = false;
	return e;
}

/* Leave the transaction that SQLite has already ended. */
static void
tx_end(struct db *db)
{
	lock_give(db);
	db->tx = TX_NONE;
	db->failed = SOUK_OK;
	db->joined = false;
	db->tries = 0;
}

/* ---- around a commit -------------------------------------------------- */

static enum outcome
before_commit(struct db *db)
{
	const struct around	*a;

	while (db->around_begun < db->around_count) {
		a = &db->around[db->around_begun++];
		if (a->calls->before(a->arg))
			continue;
		log_line(LOG_ERROR, "a commit was refused", "error",
		    strerror(errno), NULL);
		return SOUK_INTERNAL;
	}
	return SOUK_OK;
}

/* Under the lock still, and with nothing open in SQLite. */
static void
after_commit(struct db *db)
{
	for (int i = 0; i < db->around_begun; i++)
		db->around[i].calls->after(db->around[i].arg);
	db->around_begun = db->around_count = 0;
}

void
db_around_commit(struct db *db, const struct db_around *calls, void *arg)
{
	for (int i = 0; i < db->around_count; i++)
		if (db->around[i].calls == calls && db->around[i].arg == arg)
			return;
	if (db->tx != TX_WRITING || db->around_count == AROUND_COMMIT_MAX) {
		log_line(LOG_ERROR, db->tx == TX_WRITING ?
		    "too many calls around a commit" :
		    "no transaction to commit", NULL);
		db->failed = SOUK_INTERNAL;
		return;
	}
	db->around[db->around_count++] = (struct around){ calls, arg };
}

/* ---- the end ------------------------------------------------------------ */

void
tx_rollback(struct db *db)
{
	statements_reset(db);
	if (db->raw != NULL && !sqlite3_get_autocommit(db->raw))
		run_raw(db->rollback);
	after_commit(db);
	tx_end(db);
}

enum outcome
tx_commit(struct db *db)
{
	enum outcome	 e = db->failed;

	statements_reset(db);
	if (e == SOUK_OK)
		e = before_commit(db);
	if (e == SOUK_OK)
		e = sqlite_outcome(db, run_raw(db->commit), "COMMIT");
	if (e != SOUK_OK) {
		tx_rollback(db);
		return e;
	}
	after_commit(db);
	if (db->tx == TX_WRITING)
		checkpoint_when_due(db);
	tx_end(db);
	return SOUK_OK;
}

/* Once, from BEGIN to COMMIT or ROLLBACK. */
static enum outcome
tx_try(struct act *act, enum db_mode mode, db_fn *fn, void *arg,
    int64_t deadline_us, bool *began)
{
	struct db	*db = act->db;
	enum outcome	 e;

	if ((e = tx_begin(db, mode, deadline_us)) != SOUK_OK)
		return e;
	*began = true;
	e = fn(act, arg);
	if (crypto_spoiled())
		e = SOUK_BUSY;
	if (e == SOUK_OK)
		return tx_commit(db);
	if (db->failed != SOUK_OK)
		e = db->failed;
	tx_rollback(db);
	return e;
}

/* As a part of another act's transaction. */
static enum outcome
tx_inside(struct act *act, enum db_mode mode, db_fn *fn, void *arg)
{
	struct db	*db = act->db;
	enum outcome	 e;

	if (db->tries > 0) {
		log_line(LOG_ERROR, "transaction inside a transaction", NULL);
		return SOUK_INTERNAL;
	}
	statements_reset(db);
	if (mode == DB_WRITE)
		e = db_try(act, fn, arg);
	else {
		db->tx = TX_READING;
		e = fn(act, arg);
		db->tx = TX_WRITING;
	}
	return db->failed != SOUK_OK ? db->failed : e;
}

enum outcome
db_tx(struct act *act, enum db_mode mode, db_fn *fn, void *arg)
{
	const int64_t	 deadline_us = lock_deadline();
	enum outcome	 e;
	bool		 began;

	if (act->db->joined && act->db->tx == TX_WRITING)
		return tx_inside(act, mode, fn, arg);
	for (int tries = 1;; tries++) {
		began = false;
		e = tx_try(act, mode, fn, arg, deadline_us, &began);
		if (e != SOUK_BUSY || !began || tries == TRIES)
			return e != SOUK_BUSY || !act->db->full ? e :
			    act_refuse(act, SOUK_BUSY,
			    &base_messages[BASE_STORAGE_FULL]);
		act->problem = (struct problem){ .message = NULL };
	}
}

void
db_abandon(struct db *db)
{
	statements_reset(db);
	if (db->tx != TX_NONE)
		tx_rollback(db);
	lock_give(db);
}
