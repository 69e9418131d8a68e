/* SPDX-License-Identifier: ISC */
#include "lib/db/rows.h"

#include <stddef.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"
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

enum outcome
rows_count_reach(struct rows *rows, struct stmt *stmt)
{
	db_bind_int(stmt, ":reach", PAGE_REACH + 1);
	return rows_count(rows, stmt);
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

const char *
rows_cursor(struct act *act, const struct rows *rows,
    const struct cursor *last)
{
	return !rows->more ? NULL :
	    cursor_write(act->arena, last, rows->filters);
}

const char *
rows_cursor_by_id(struct act *act, const struct rows *rows, const char *last)
{
	return rows_cursor(act, rows,
	    &(struct cursor){ .text = last, .id = last });
}

static enum outcome
plain_count(struct act *act, const struct plain_list *list, const char *owner,
    struct rows *rows)
{
	struct stmt	*s = db_sql(act->db, list->count);

	db_bind_text(s, ":owner", owner);
	return list->reach ? rows_count_reach(rows, s) : rows_count(rows, s);
}

enum outcome
plain_list_open(struct act *act, const struct plain_list *list,
    const char *owner, const struct list_query *query, struct rows *rows)
{
	struct cursor	 at = list->start;
	struct stmt	*s;
	enum outcome	 e;

	rows->filters = arena_printf(act->arena, "%s %s", list->name, owner);
	if (query->cursor != NULL && (e = cursor_read(act, query->cursor,
	    rows->filters, &at)) != SOUK_OK)
		return e;
	if ((e = plain_count(act, list, owner, rows)) != SOUK_OK)
		return e;
	s = db_sql(act->db, list->page);
	db_bind_text(s, ":owner", owner);
	if (list->by == LIST_BY_TEXT)
		db_bind_text(s, ":key", at.text);
	else if (list->by == LIST_BY_NUMBER)
		db_bind_int(s, ":key", at.num);
	db_bind_text(s, ":id", at.id);
	rows_open(rows, s, query);
	return SOUK_OK;
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
