/* SPDX-License-Identifier: ISC */
/* What SQLite's result codes mean. */
#include <stdio.h>

#include "lib/base/log.h"
#include "lib/db/connection.h"

#define SQL_SHOWN	60		/* of a statement, in a log line */

/* A connection that could not read, write or sync is not used again. */
static bool
rc_is_broken(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_IOERR: case SQLITE_CORRUPT: case SQLITE_NOTADB:
	case SQLITE_CANTOPEN: case SQLITE_PROTOCOL:
		return true;
	default:
		return false;
	}
}

/* What the file system last said of the database or of its WAL. */
static int
file_errno(struct db *db, int which)
{
	sqlite3_file	*f = NULL;
	int		 error = 0;

	if (sqlite3_file_control(db->raw, "main", which, &f) == SQLITE_OK &&
	    f != NULL && f->pMethods != NULL)
		f->pMethods->xFileControl(f, SQLITE_FCNTL_LAST_ERRNO, &error);
	return error;
}

/*
 * SQLite itself says so of ENOSPC alone; there are shares of a disk and limits
 * of a file's size too, and of a WAL's index that cannot grow no errno is
 * kept.
 */
static bool
rc_is_full(struct db *db, int rc)
{
	if ((rc & 0xff) != SQLITE_IOERR)
		return (rc & 0xff) == SQLITE_FULL;
	return rc == SQLITE_IOERR_SHMSIZE ||
	    errno_is_full(file_errno(db, SQLITE_FCNTL_JOURNAL_POINTER)) ||
	    errno_is_full(file_errno(db, SQLITE_FCNTL_FILE_POINTER));
}

enum outcome
sqlite_rc(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_OK: case SQLITE_ROW: case SQLITE_DONE:
		return SOUK_OK;
	case SQLITE_CONSTRAINT:
		return SOUK_CONFLICT;
	case SQLITE_BUSY: case SQLITE_LOCKED: case SQLITE_FULL:
	case SQLITE_NOMEM: case SQLITE_INTERRUPT:
		return SOUK_BUSY;
	default:
		return SOUK_INTERNAL;
	}
}

enum outcome
sqlite_outcome(struct db *db, int rc, const char *sql)
{
	enum outcome	 e = sqlite_rc(rc);
	char		 shown[SQL_SHOWN + 1];

	if (e == SOUK_OK || e == SOUK_CONFLICT)
		return e;
	if (rc_is_full(db, rc)) {
		db->full = true;
		e = SOUK_BUSY;
	}
	if (db->tx != TX_NONE && db->failed == SOUK_OK)
		db->failed = e;
	db->discard |= rc_is_broken(rc);
	snprintf(shown, sizeof(shown), "%s", sql);
	if (e == SOUK_INTERNAL || db->full)
		log_line(LOG_ERROR, "database", "error",
		    sqlite3_errmsg(db->raw), "sql", shown, NULL);
	return e;
}
