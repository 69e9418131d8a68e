/* SPDX-License-Identifier: ISC */
#include "lib/db/migrate.h"

#include <stdio.h>

#include "lib/base/arena.h"
#include "lib/db/connection.h"

/*
 * The first schema is version 1.  A later one is a file
 * lib/db/migrations/NNNN.sql, here a line MIGRATION(NNNN) and a row.
 */
#define FIRST_VERSION	1
#define MIGRATION(NNNN) \
	__asm__(".pushsection .rodata\n.global migration_" #NNNN "\n" \
	    "migration_" #NNNN ":\n" \
	    ".incbin \"lib/db/migrations/" #NNNN ".sql\"\n.byte 0\n" \
	    ".popsection\n"); \
	extern const char	migration_##NNNN[]

MIGRATION(0002);
MIGRATION(0003);
MIGRATION(0004);
MIGRATION(0005);
MIGRATION(0006);
MIGRATION(0007);

static const struct migration migrations[] = {
	{ .version = FIRST_VERSION, .sql = "" },
	{ .version = 2, .sql = migration_0002 },
	{ .version = 3, .sql = migration_0003 },
	{ .version = 4, .sql = migration_0004 },
	{ .version = 5, .sql = migration_0005 },
	{ .version = 6, .sql = migration_0006 },
	{ .version = 7, .sql = migration_0007 },
#ifdef SOUK_NEXT_SCHEMA	/* a release to upgrade to, for tests */
	{ .version = SOUK_NEXT_SCHEMA,
	  .sql = "CREATE TABLE next (id TEXT NOT NULL PRIMARY KEY) STRICT;" },
#endif
};

#define COUNT	(sizeof(migrations) / sizeof(migrations[0]))

int64_t
db_schema_version(void)
{
	return migrations[COUNT - 1].version;
}

int64_t
db_file_version(struct db *db)
{
	return sqlite_pragma_int(db, "PRAGMA user_version");
}

static enum outcome
step_inside(struct db *db, const struct migration *m)
{
	char	 set[64];

	snprintf(set, sizeof(set), "PRAGMA user_version=%lld",
	    (long long)m->version);
	if (sqlite_pragma_int(db, "PRAGMA user_version") >= m->version)
		return SOUK_OK;		/* another process was faster */
	if (!sqlite_run(db, m->sql) || !sqlite_run(db, set))
		return SOUK_INTERNAL;
	if (sqlite_pragma_int(db, "SELECT 1 FROM pragma_foreign_key_check"
	    " LIMIT 1") == 1)
		return SOUK_CONFLICT;
	return SOUK_OK;
}

/* Said before the rollback, while SQLite still knows. */
static const char *
step_fault(struct db *db, struct arena *arena, const struct migration *m,
    enum outcome e)
{
	if (e == SOUK_BUSY)
		return "the database is locked by another process";
	if (e == SOUK_CONFLICT)
		return arena_printf(arena, "migration %lld leaves a reference "
		    "to nothing; nothing was changed", (long long)m->version);
	return arena_printf(arena, "migration %lld failed, nothing was "
	    "changed: %s", (long long)m->version, sqlite3_errmsg(db->raw));
}

static enum outcome
step_run(struct db *db, struct arena *arena, const struct migration *m,
    const char **why)
{
	enum outcome	 e;

	if ((e = tx_begin(db, DB_WRITE, lock_deadline())) != SOUK_OK ||
	    (e = step_inside(db, m)) != SOUK_OK)
		*why = step_fault(db, arena, m, e);
	if (e == SOUK_OK && (e = tx_commit(db)) != SOUK_OK)
		*why = step_fault(db, arena, m, e);
	if (e != SOUK_OK)
		tx_rollback(db);
	return e;
}

enum outcome
migrate_run(struct db *db, struct arena *arena, const struct migration *table,
    size_t count, const char **why)
{
	const int64_t	 file = sqlite_pragma_int(db, "PRAGMA user_version");
	enum outcome	 e = SOUK_OK;

	if (file > table[count - 1].version) {
		*why = arena_printf(arena, "the database has schema %lld, "
		    "this program knows only %lld", (long long)file,
		    (long long)table[count - 1].version);
		return SOUK_CONFLICT;
	}
	sqlite_run(db, "PRAGMA foreign_keys=OFF");
	for (size_t i = 0; i < count && e == SOUK_OK; i++)
		if (table[i].version > file)
			e = step_run(db, arena, &table[i], why);
	sqlite_run(db, "PRAGMA foreign_keys=ON");
	return e;
}

enum outcome
db_migrate(struct db *db, struct arena *arena, const char **why)
{
	return migrate_run(db, arena, migrations, COUNT, why);
}
