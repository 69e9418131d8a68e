/* SPDX-License-Identifier: ISC */
#include "lib/db/connection.h"

/* The whole of schema.sql, as text. */
__asm__(
    ".pushsection .rodata\n"
    ".global schema_sql\n"
    "schema_sql:\n"
    ".incbin \"schema.sql\"\n"
    ".byte 0\n"
    ".popsection\n");
extern const char	schema_sql[];

bool
schema_is_empty(struct db *db)
{
	return sqlite_pragma_int(db, "PRAGMA schema_version") == 0 &&
	    sqlite_pragma_int(db, "PRAGMA application_id") == 0;
}

bool
schema_is_souk(struct db *db)
{
	return sqlite_pragma_int(db, "PRAGMA application_id") == SOUK_APPLICATION;
}

/* Under the lock, so that of several processes one makes it. */
enum outcome
schema_ensure(struct db *db)
{
	enum outcome	 e;

	if ((e = tx_begin(db, DB_WRITE, lock_deadline())) != SOUK_OK)
		return e;
	if ((schema_is_empty(db) && !sqlite_run(db, schema_sql)) ||
	    (search_is_missing(db) && (!sqlite_run(db, sql_search_tables) ||
	    !sqlite_run(db, sql_search_said_tables)))) {
		tx_rollback(db);
		return SOUK_INTERNAL;
	}
	return tx_commit(db);
}
