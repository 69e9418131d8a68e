/* SPDX-License-Identifier: ISC */
#include "lib/db/copy.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/db/connection.h"

#define STEP_PAGES	1024		/* 4 MiB between two looks */
#define LOOK_STEPS	1000000		/* of the machine that runs SQL */
#define URI_MAX		4096

static bool
goes_on(const struct db_patience *p)
{
	return p == NULL || p->go_on == NULL || p->go_on(p->arg);
}

/* What says that the database is not sound; all else may pass. */
static enum outcome
copy_outcome(int rc)
{
	rc &= 0xff;
	return rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB ? SOUK_INTERNAL :
	    SOUK_BUSY;
}

static enum outcome
copy_fault(sqlite3 *raw, int rc, const char *path, char why[DB_COPY_WHY])
{
	const char	*said = raw != NULL ? sqlite3_errmsg(raw) :
	    sqlite3_errstr(rc);

	snprintf(why, DB_COPY_WHY, "%s: %s", path, said);
	return copy_outcome(rc);
}

/* ---- making one ------------------------------------------------------ */

/* A read transaction that has begun: its snapshot is what is copied. */
static int
source_open(const char *path, sqlite3 **raw)
{
	int	 rc;

	rc = sqlite3_open_v2(path, raw, SQLITE_OPEN_READONLY |
	    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);
	if (rc != SQLITE_OK)
		return rc;
	sqlite3_busy_timeout(*raw, DB_LOCK_MS);
	sqlite3_db_config(*raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	return sqlite3_exec(*raw, "BEGIN; SELECT count(*) FROM sqlite_schema",
	    NULL, NULL, NULL);
}

/* What is half done is thrown away, so nothing of it needs a journal. */
static int
target_open(const char *path, sqlite3 **raw)
{
	int	 rc;

	rc = sqlite3_open_v2(path, raw, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
	return rc != SQLITE_OK ? rc : sqlite3_exec(*raw,
	    "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", NULL, NULL,
	    NULL);
}

static int
copy_steps(sqlite3 *from, sqlite3 *to, const struct db_patience *patience)
{
	sqlite3_backup	*b = sqlite3_backup_init(to, "main", from, "main");
	int		 rc;

	if (b == NULL)
		return sqlite3_errcode(to);
	do
		rc = sqlite3_backup_step(b, STEP_PAGES);
	while (rc == SQLITE_OK && goes_on(patience));
	sqlite3_backup_finish(b);
	return rc == SQLITE_DONE ? SQLITE_OK :
	    rc == SQLITE_OK ? SQLITE_INTERRUPT : rc;
}

enum outcome
db_copy_to(const struct db *db, const char *path,
    const struct db_patience *patience, char why[DB_COPY_WHY])
{
	sqlite3		*from = NULL, *to = NULL;
	enum outcome	 e = SOUK_OK;
	int		 rc;

	if ((rc = source_open(db->path, &from)) != SQLITE_OK)
		e = copy_fault(from, rc, db->path, why);
	else if ((rc = target_open(path, &to)) != SQLITE_OK ||
	    (rc = copy_steps(from, to, patience)) != SQLITE_OK)
		e = copy_fault(to, rc, path, why);
	sqlite3_close(to);
	sqlite3_close(from);
	return e;
}

/* ---- looking at one ---------------------------------------------------- */

/* Nothing is written beside a file that is said never to change. */
static bool
uri_make(const char *path, char uri[URI_MAX])
{
	size_t	 n = (size_t)snprintf(uri, URI_MAX, "file:");

	for (; *path != '\0' && n + 16 < URI_MAX; path++)
		if (strchr("?#%", *path) != NULL)
			n += (size_t)snprintf(uri + n, 4, "%%%02X",
			    (unsigned char)*path);
		else
			uri[n++] = *path;
	snprintf(uri + n, URI_MAX - n, "?immutable=1");
	return *path == '\0';
}

static int
look_goes_on(void *patience)
{
	return !goes_on(patience);
}

static int
look_open(const char *path, sqlite3 **raw, const struct db_patience *patience)
{
	char	 uri[URI_MAX];
	int	 rc;

	if (!uri_make(path, uri))
		return SQLITE_CANTOPEN;
	rc = sqlite3_open_v2(uri, raw, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI |
	    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL);
	if (rc != SQLITE_OK)
		return rc;
	sqlite3_db_config(*raw, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(*raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_progress_handler(*raw, LOOK_STEPS, look_goes_on,
	    (void *)(uintptr_t)patience);
	return sqlite3_exec(*raw, "PRAGMA cell_size_check=ON", NULL, NULL,
	    NULL);
}

/* False: the first row says what is wrong, or it cannot be asked. */
static bool
look_finds_nothing(sqlite3 *raw, const char *pragma, enum outcome *e,
    char why[DB_COPY_WHY])
{
	sqlite3_stmt	*s = NULL;
	const char	*said = NULL;
	int		 rc;

	*e = SOUK_INTERNAL;
	if ((rc = sqlite3_prepare_v2(raw, pragma, -1, &s, NULL)) == SQLITE_OK)
		rc = sqlite3_step(s);
	if (rc == SQLITE_ROW)
		said = (const char *)sqlite3_column_text(s, 0);
	if (rc == SQLITE_DONE ||
	    (said != NULL && strcmp(said, "ok") == 0)) {
		sqlite3_finalize(s);
		*e = SOUK_OK;
		return true;
	}
	if (rc != SQLITE_ROW)
		*e = copy_outcome(rc);
	snprintf(why, DB_COPY_WHY, "%s: %s", pragma, said != NULL ? said :
	    rc == SQLITE_ROW ? "no answer" : sqlite3_errmsg(raw));
	sqlite3_finalize(s);
	return false;
}

static int64_t
look_number(sqlite3 *raw, const char *sql)
{
	sqlite3_stmt	*s = NULL;
	int64_t		 n = -1;

	if (sqlite3_prepare_v2(raw, sql, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

/* Every table but SQLite's own, in order of their names. */
static bool
look_rows(sqlite3 *raw, struct db_copy_look *look)
{
	static const char	 tables[] = "SELECT name FROM sqlite_schema"
	    " WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT"
	    " LIKE 'search%' ORDER BY name";
	sqlite3_stmt		*s = NULL;
	char			 sql[256];
	const char		*name;
	int64_t			 n = 0;

	if (sqlite3_prepare_v2(raw, tables, -1, &s, NULL) != SQLITE_OK)
		return false;
	while (n >= 0 && sqlite3_step(s) == SQLITE_ROW) {
		name = (const char *)sqlite3_column_text(s, 0);
		sqlite3_snprintf(sizeof(sql), sql,
		    "SELECT count(*) FROM \"%w\"", name);
		if ((n = look_number(raw, sql)) >= 0 && look->table != NULL)
			look->table(look->arg, name, n);
	}
	return sqlite3_finalize(s) == SQLITE_OK && n >= 0;
}

static enum outcome
look_all(sqlite3 *raw, struct db_copy_look *look, char why[DB_COPY_WHY])
{
	enum outcome	 e;

	if (!look_finds_nothing(raw, "PRAGMA integrity_check(1)", &e, why) ||
	    !look_finds_nothing(raw, "PRAGMA foreign_key_check", &e, why))
		return e;
	look->version = look_number(raw, "PRAGMA user_version");
	if (look_number(raw, "PRAGMA application_id") != SOUK_APPLICATION) {
		snprintf(why, DB_COPY_WHY, "not a souk database");
		return SOUK_INTERNAL;
	}
	if (look_rows(raw, look))
		return SOUK_OK;
	snprintf(why, DB_COPY_WHY, "rows cannot be counted: %s",
	    sqlite3_errmsg(raw));
	return copy_outcome(sqlite3_errcode(raw));
}

enum outcome
db_copy_check(const char *path, struct db_copy_look *look,
    const struct db_patience *patience, char why[DB_COPY_WHY])
{
	sqlite3		*raw = NULL;
	enum outcome	 e;
	int		 rc;

	e = (rc = look_open(path, &raw, patience)) == SQLITE_OK ?
	    look_all(raw, look, why) : copy_fault(raw, rc, path, why);
	sqlite3_close(raw);
	return e;
}
