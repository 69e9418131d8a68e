/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"
#include "lib/db/compose.h"

static const char sql_put[] =
    "INSERT INTO catalog_import_left (import_id, field, lines)"
    " VALUES (:import, :field, :lines)"
    " ON CONFLICT (import_id, field) DO UPDATE SET lines = excluded.lines";
/* The columns of import_left_fields, in their order. */
static const char sql_left[] =
    "SELECT field, lines FROM catalog_import_left"
    " WHERE import_id = :import ORDER BY lines DESC, field";

/* ---- counting ------------------------------------------------------------ */

void
import_left_cell(struct import *im, enum import_cell cell)
{
	im->left.cells[cell]++;
}

void
import_left_name(struct import *im, const char *name)
{
	struct import_left	*left = &im->left;
	size_t			 i;

	for (i = 0; i < left->count; i++)
		if (strcmp(left->names[i].name, name) == 0) {
			left->names[i].lines++;
			return;
		}
	if (i == sizeof(left->names) / sizeof(left->names[0]))
		return;
	left->names[i].name = arena_copy(im->keep, name);
	left->names[i].lines = 1;
	left->count++;
}

void
import_left_columns(struct import *im, const struct csv_record *r)
{
	size_t	 i;

	for (i = 0; i < im->map.columns && i < r->count; i++)
		if (im->map.cells[i] < 0 && r->cells[i][0] != '\0' &&
		    !import_blank(r->cells[i]))
			im->left.columns[i]++;
}

/* ---- what it comes to ----------------------------------------------------- */

/* One of them after another: columns, then cells, then names. */
struct left { const char *name; int64_t lines; };

static struct left
left_at(const struct import *im, size_t n)
{
	const struct import_left	*left = &im->left;

	if (n < CSV_CELLS_MAX)
		return (struct left){ im->map.header[n], left->columns[n] };
	if ((n -= CSV_CELLS_MAX) < CELL__MAX)
		return (struct left){ im->map.names[n], left->cells[n] };
	n -= CELL__MAX;
	return (struct left){ left->names[n].name, left->names[n].lines };
}

static size_t
left_count(const struct import *im)
{
	return (size_t)CSV_CELLS_MAX + CELL__MAX + im->left.count;
}

enum outcome
import_left_write(struct import *im)
{
	struct left	 left;
	struct stmt	*s;
	enum outcome	 e = SOUK_OK;
	size_t		 i;

	for (i = 0; i < left_count(im) && e == SOUK_OK; i++) {
		left = left_at(im, i);
		if (left.lines == 0 || left.name == NULL)
			continue;
		s = db_sql(im->act.db, sql_put);
		db_bind_text(s, ":import", im->id);
		db_bind_text(s, ":field", left.name);
		db_bind_int(s, ":lines", left.lines);
		e = db_run(s);
	}
	return e;
}

static const char *
left_text(struct act *act, int64_t lines)
{
	const int64_t	 numbers[MESSAGE_NUMBERS] = { lines };
	struct buf	 text;

	buf_init(&text, act->arena, 128);
	message_put(&text, &catalog_messages[CATALOG_IMPORT_LEFT],
	    act->locale, numbers);
	return text.p;
}

void
import_left_list(struct import *im, struct value *list)
{
	struct record	*r;
	struct left	 left;
	size_t		 i;

	*list = (struct value){ .state = VALUE_SET };
	for (i = 0; i < left_count(im); i++) {
		left = left_at(im, i);
		if (left.lines == 0 || left.name == NULL)
			continue;
		r = list_add(im->act.arena, list, &import_left_fields);
		record_set_text(r, IMPORT_LEFT_COLUMN, left.name);
		record_set_int(r, IMPORT_LEFT_LINES, left.lines);
		record_set_text(r, IMPORT_LEFT_MESSAGE,
		    left_text(&im->act, left.lines));
	}
}

enum outcome
import_left_read(struct act *act, const char *id, struct value *list)
{
	struct stmt	*s = db_sql(act->db, sql_left);
	struct record	*left;
	enum outcome	 e;

	*list = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":import", id);
	while ((e = db_step(s)) == SOUK_OK) {
		left = list_add(act->arena, list, &import_left_fields);
		compose_row(s, 0, act->arena, left);
		record_set_text(left, IMPORT_LEFT_MESSAGE, left_text(act,
		    left->values[IMPORT_LEFT_LINES].num));
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
