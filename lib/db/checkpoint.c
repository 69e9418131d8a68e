/* SPDX-License-Identifier: ISC */
#include <stdio.h>
#include <sys/stat.h>

#include "lib/db/connection.h"

/* How long a checkpoint, and so every writer, waits for readers. */
#define READERS_MS	50
#define PAGE_BYTES	4096

/* Remembers how long the WAL is; takes the place of the automatic one. */
int
checkpoint_hook(void *arg, sqlite3 *raw, const char *name, int pages)
{
	struct db	*db = arg;

	(void)raw;
	(void)name;
	db->wal_pages = pages;
	return SQLITE_OK;
}

/*
 * TRUNCATE, or as much as readers let it do.  The caller holds the lock, so
 * no commit can run beside it.
 */
static int
checkpoint_locked(struct db *db)
{
	int	 rc, left = 0;

	sqlite3_busy_timeout(db->raw, READERS_MS);
	rc = sqlite3_wal_checkpoint_v2(db->raw, NULL,
	    SQLITE_CHECKPOINT_TRUNCATE, &left, NULL);
	sqlite3_busy_timeout(db->raw, DB_LOCK_MS);
	if (rc == SQLITE_OK)
		db->wal_pages = 0;
	return rc;
}

/*
 * souk-jobs keeps the WAL short.  Should it not run, whoever commits beyond
 * its own limit does it; after readers were in the way, not before the WAL
 * has grown by half of that again.
 */
void
checkpoint_when_due(struct db *db)
{
	const int	 limit = (int)(db->wal_bytes / PAGE_BYTES);

	if (db->checkpoint_at == 0)
		db->checkpoint_at = limit;
	if (db->wal_pages < db->checkpoint_at)
		return;
	db->checkpoint_at = checkpoint_locked(db) == SQLITE_OK ? limit :
	    db->wal_pages + limit / 2;
}

int64_t
db_wal_bytes(const struct db *db)
{
	struct stat	 st;
	char		 path[4096];
	int		 len;

	len = snprintf(path, sizeof(path), "%s-wal", db->path);
	if (len < 0 || (size_t)len >= sizeof(path) || stat(path, &st) == -1)
		return 0;
	return st.st_size;
}

enum outcome
db_checkpoint(struct db *db, int64_t beyond)
{
	int	 rc;

	if (db_wal_bytes(db) <= beyond)
		return SOUK_OK;
	if (db->tx != TX_NONE)
		return SOUK_INTERNAL;
	if (!lock_take(db, lock_deadline()))
		return SOUK_BUSY;
	rc = checkpoint_locked(db);
	lock_give(db);
	return sqlite_outcome(db, rc, "checkpoint");
}
