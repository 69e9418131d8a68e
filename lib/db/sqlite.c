/* SPDX-License-Identifier: ISC */
/*
 * The connection: opened, set up, read back.  What cannot be had exactly so
 * is a reason not to start.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/log.h"
#include "lib/db/connection.h"

#define SQLITE_LEAST	3037000		/* STRICT tables */
#define MIB		(1 << 20)

/* set, then read back by the part before '='. */
static const struct pragma { const char *set, *get; int64_t want; }
pragmas[] = {
	{ "PRAGMA synchronous=FULL",	"PRAGMA synchronous",	2 },
	{ "PRAGMA foreign_keys=ON",	"PRAGMA foreign_keys",	1 },
	{ "PRAGMA trusted_schema=OFF",	"PRAGMA trusted_schema", 0 },
	{ "PRAGMA cell_size_check=ON",	"PRAGMA cell_size_check", 1 },
	{ "PRAGMA mmap_size=0",		"PRAGMA mmap_size",	0 },
	{ "PRAGMA wal_autocheckpoint=0", "PRAGMA wal_autocheckpoint", 0 },
	{ "PRAGMA temp_store=MEMORY",	"PRAGMA temp_store",	2 },
	{ "PRAGMA busy_timeout=2000",	"PRAGMA busy_timeout",	DB_LOCK_MS },
};

static const struct flag { int op, value; } flags[] = {
	{ SQLITE_DBCONFIG_DEFENSIVE,		1 },
	{ SQLITE_DBCONFIG_DQS_DML,		0 },
	{ SQLITE_DBCONFIG_DQS_DDL,		0 },
	{ SQLITE_DBCONFIG_TRUSTED_SCHEMA,	0 },
	{ SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE,	1 },
	{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
	{ SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0 },
};

static const struct limit { int id, value; } limits[] = {
	{ SQLITE_LIMIT_LENGTH,			8 * MIB },
	{ SQLITE_LIMIT_SQL_LENGTH,		100000 },
	{ SQLITE_LIMIT_COLUMN,			100 },
	{ SQLITE_LIMIT_EXPR_DEPTH,		100 },
	{ SQLITE_LIMIT_COMPOUND_SELECT,		8 },
	{ SQLITE_LIMIT_VDBE_OP,			100000 },
	{ SQLITE_LIMIT_FUNCTION_ARG,		16 },
	{ SQLITE_LIMIT_ATTACHED,		0 },
	{ SQLITE_LIMIT_LIKE_PATTERN_LENGTH,	500 },
	{ SQLITE_LIMIT_VARIABLE_NUMBER,		250 },
	{ SQLITE_LIMIT_TRIGGER_DEPTH,		16 },
	{ SQLITE_LIMIT_WORKER_THREADS,		0 },
};

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

/* ---- small statements ----------------------------------------------- */

bool
sqlite_run(struct db *db, const char *sql)
{
	int	 rc = sqlite3_exec(db->raw, sql, NULL, NULL, NULL);

	return sqlite_outcome(db, rc, sql) == SOUK_OK && rc == SQLITE_OK;
}

int64_t
sqlite_pragma_int(struct db *db, const char *pragma)
{
	sqlite3_stmt	*raw = NULL;
	int64_t		 value = -1;

	if (sqlite3_prepare_v2(db->raw, pragma, -1, &raw, NULL) == SQLITE_OK &&
	    sqlite3_step(raw) == SQLITE_ROW)
		value = sqlite3_column_int64(raw, 0);
	sqlite3_finalize(raw);
	return value;
}

/* ---- opening -------------------------------------------------------- */

/* WAL is a property of the file: set when it was made or restored. */
static bool
journal_is_wal(struct db *db, const char *pragma)
{
	sqlite3_stmt	*raw = NULL;
	bool		 wal = false;

	if (sqlite3_prepare_v2(db->raw, pragma, -1, &raw, NULL) == SQLITE_OK &&
	    sqlite3_step(raw) == SQLITE_ROW)
		wal = strcmp((const char *)sqlite3_column_text(raw, 0),
		    "wal") == 0;
	sqlite3_finalize(raw);
	return wal;
}

static bool
journal_ensure(struct db *db)
{
	bool	 wal;

	if (journal_is_wal(db, "PRAGMA journal_mode"))
		return true;
	if (!lock_take(db, lock_deadline()))
		return false;
	wal = journal_is_wal(db, "PRAGMA journal_mode=WAL");
	lock_give(db);
	return wal;
}

static bool
flags_set(struct db *db)
{
	for (size_t i = 0; i < COUNT(flags); i++) {
		int	 now = -1;

		if (sqlite3_db_config(db->raw, flags[i].op, flags[i].value,
		    &now) != SQLITE_OK || now != flags[i].value)
			return false;
	}
	for (size_t i = 0; i < COUNT(limits); i++) {
		sqlite3_limit(db->raw, limits[i].id, limits[i].value);
		if (sqlite3_limit(db->raw, limits[i].id, -1) !=
		    limits[i].value)
			return false;
	}
	return sqlite3_extended_result_codes(db->raw, 1) == SQLITE_OK;
}

/* More pages in memory than SQLite's own 2 MiB. */
static bool
cache_set(struct db *db)
{
	char	 sql[64];

	snprintf(sql, sizeof(sql), "PRAGMA cache_size=-%lld",
	    (long long)db->cache_bytes / 1024);
	return db->cache_bytes == 0 || sqlite_run(db, sql);
}

/* Every setting stands when read back. */
static bool
pragmas_set(struct db *db)
{
	for (size_t i = 0; i < COUNT(pragmas); i++)
		if (!sqlite_run(db, pragmas[i].set) ||
		    sqlite_pragma_int(db, pragmas[i].get) != pragmas[i].want) {
			log_line(LOG_ERROR, "database refuses a setting",
			    "pragma", pragmas[i].set, NULL);
			return false;
		}
	return cache_set(db);
}

static bool
prepare_own(struct db *db)
{
	const struct { const char *sql; sqlite3_stmt **raw; } own[] = {
		{ "BEGIN",		&db->begin_read },
		{ "BEGIN IMMEDIATE",	&db->begin_write },
		{ "COMMIT",		&db->commit },
		{ "ROLLBACK",		&db->rollback },
	};

	for (size_t i = 0; i < COUNT(own); i++)
		if (sqlite3_prepare_v3(db->raw, own[i].sql, -1,
		    SQLITE_PREPARE_PERSISTENT, own[i].raw, NULL) != SQLITE_OK)
			return false;
	return true;
}

/* The file, its WAL and its index are for the owner only. */
static int
file_open(struct db *db)
{
	const int	 how = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
	    SQLITE_OPEN_PRIVATECACHE | (db->create ? SQLITE_OPEN_CREATE : 0);
	const mode_t	 mask = umask(077);
	struct stat	 st;
	int		 rc;

	if (stat(db->path, &st) == 0 && (st.st_mode & 077) != 0 &&
	    chmod(db->path, st.st_mode & 0700) == -1)
		log_line(LOG_WARN, "database readable by others", NULL);
	rc = sqlite3_open_v2(db->path, &db->raw, how, NULL);
	sqlite3_busy_timeout(db->raw, DB_LOCK_MS);
	if (rc == SQLITE_OK && sqlite_pragma_int(db,
	    "PRAGMA schema_version") < 0)	/* opens it in truth */
		rc = sqlite3_errcode(db->raw);
	umask(mask);
	return rc;
}

static enum outcome
connect_steps(struct db *db)
{
	int	 rc;

	if ((rc = file_open(db)) != SQLITE_OK)
		return sqlite_rc(rc) == SOUK_BUSY ? SOUK_BUSY : SOUK_INTERNAL;
	if (!flags_set(db) || !pragmas_set(db))
		return SOUK_INTERNAL;
	if (!journal_ensure(db))
		return SOUK_BUSY;
	sqlite3_wal_hook(db->raw, checkpoint_hook, db);
	return prepare_own(db) ? SOUK_OK : SOUK_INTERNAL;
}

enum outcome
sqlite_connect(struct db *db)
{
	enum outcome	 e = connect_steps(db);

	db->discard = e != SOUK_OK;
	return e;
}

void
sqlite_disconnect(struct db *db)
{
	sqlite3_stmt	**own[] = { &db->begin_read, &db->begin_write,
	    &db->commit, &db->rollback };

	statements_free(db);
	for (size_t i = 0; i < COUNT(own); i++) {
		sqlite3_finalize(*own[i]);
		*own[i] = NULL;
	}
	sqlite3_close(db->raw);
	db->raw = NULL;
}

static const char *
version_fault(struct db *db, struct arena *arena)
{
	const int64_t	 file = sqlite_pragma_int(db, "PRAGMA user_version");

	if (file == db_schema_version())
		return NULL;
	return arena_printf(arena, file < db_schema_version() ?
	    "%s has schema %lld, this program needs %lld: run `souk migrate`" :
	    "%s has schema %lld, this program knows only %lld: it is too old",
	    db->path, (long long)file, (long long)db_schema_version());
}

static const char *
open_fault(struct db *db, struct arena *arena, enum outcome e)
{
	return arena_printf(arena, "%s: %s", db->path, e == SOUK_BUSY ?
	    "locked by another process" : sqlite3_errmsg(db->raw));
}

/* NULL, or why the shop cannot start. */
static const char *
open_all(struct db *db, struct arena *arena, const struct db_open *o)
{
	const char	*why;
	enum outcome	 e;
	bool		 empty;

	if (sqlite3_libversion_number() < SQLITE_LEAST)
		return "SQLite is older than 3.37";
	if (!lock_open(db))
		return arena_printf(arena, "%s.lock: %s", o->path,
		    strerror(errno));
	if ((e = sqlite_connect(db)) != SOUK_OK)
		return open_fault(db, arena, e);
	if ((empty = db->create && schema_is_empty(db)) == false) {
		if (!schema_is_souk(db))
			return arena_printf(arena, "%s is not a souk database",
			    o->path);
		if ((why = version_fault(db, arena)) != NULL)
			return o->any_version ? NULL : why;
	}
	if ((empty || search_is_missing(db)) &&
	    (e = schema_ensure(db)) != SOUK_OK)
		return open_fault(db, arena, e);
	return version_fault(db, arena);
}

struct db *
db_open(struct arena *arena, const struct db_open *o, const char **why)
{
	struct db	*db = calloc(1, sizeof(*db));

	*why = "out of memory";
	if (db == NULL)
		return NULL;
	db->lock_fd = -1;
	db->pid = getpid();
	db->create = o->create;
	db->cache_bytes = o->cache_bytes;
	db->wal_bytes = o->wal_bytes > 0 ? o->wal_bytes : 2 * DB_WAL_BYTES;
	db->record_fd = record_open();
	if ((db->path = strdup(o->path)) != NULL &&
	    (*why = open_all(db, arena, o)) == NULL)
		return db;
	db_close(db);
	return NULL;
}

void
db_rest(struct db *db)
{
	if (db->raw != NULL)
		sqlite3_db_release_memory(db->raw);
}

/* A child that inherited the connection leaves the file alone. */
void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	if (db->pid == getpid()) {
		db_abandon(db);
		sqlite_disconnect(db);
		lock_close(db);
	}
	if (db->record_fd != -1)
		close(db->record_fd);
	free(db->path);
	free(db);
}
