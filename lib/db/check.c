/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/db/connection.h"

/* The first row's first and third column; false: no row, so no fault. */
static bool
first_fault(struct db *db, struct arena *arena, const char *pragma,
    const char **why)
{
	sqlite3_stmt	*raw = NULL;
	const char	*first;
	bool		 fault = true;

	*why = "cannot be checked";
	if (sqlite3_prepare_v2(db->raw, pragma, -1, &raw, NULL) == SQLITE_OK) {
		fault = sqlite3_step(raw) == SQLITE_ROW;
		first = (const char *)sqlite3_column_text(raw, 0);
		if (fault && first != NULL)
			*why = arena_printf(arena, "%s: %s", pragma, first);
		fault = fault && (first == NULL || strcmp(first, "ok") != 0);
	}
	sqlite3_finalize(raw);
	return fault;
}

enum outcome
db_check(struct db *db, struct arena *arena, const char **why)
{
	if (first_fault(db, arena, "PRAGMA integrity_check(1)", why) ||
	    first_fault(db, arena, "PRAGMA foreign_key_check", why))
		return SOUK_INTERNAL;
	*why = NULL;
	return SOUK_OK;
}
