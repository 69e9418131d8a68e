/* SPDX-License-Identifier: ISC */
#include "lib/db/rows.h"

#include <stddef.h>

#include "lib/db/compose.h"

enum outcome
rows_count(struct rows *rows, struct stmt *stmt)
{
	enum outcome	 e;

	if ((e = db_step(stmt)) != SOUK_OK)
		return e;
	rows->total = db_int(stmt, 0);
	db_done(stmt);
	return SOUK_OK;
}

void
rows_open(struct rows *rows, struct stmt *stmt, const struct list_query *query)
{
	rows->stmt = stmt;
	rows->left = query->limit;
	rows->more = false;
	db_bind_int(stmt, ":limit", query->limit + 1);
	db_bind_int(stmt, ":offset",
	    query->cursor == NULL ? page_offset(query) : 0);
}

enum outcome
rows_next(struct rows *rows, struct arena *arena, struct record *record)
{
	enum outcome	 e = db_step(rows->stmt);

	rows->more = e == SOUK_OK;
	if (e != SOUK_OK)
		return e;
	if (rows->left-- == 0) {
		db_done(rows->stmt);
		return SOUK_NOT_FOUND;
	}
	compose_row(rows->stmt, 0, arena, record);
	return SOUK_OK;
}
