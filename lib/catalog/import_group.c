/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/csv_guard.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"

#define SLUG_BYTES	96	/* of one that is made */

static const enum catalog_message fault_messages[] = {
	[CSV_FINE] = CATALOG_MESSAGE__MAX,
	[CSV_CELL] = CATALOG_IMPORT_CELL,
	[CSV_QUOTE] = CATALOG_IMPORT_QUOTE,
	[CSV_ENCODING] = CATALOG_IMPORT_ENCODING,
};
static_assert(sizeof(fault_messages) / sizeof(fault_messages[0]) ==
    CSV_FAULT__MAX, "every fault can be told");

void
import_refuse_fault(struct import *im, const struct csv_record *r)
{
	import_refuse_line(im, r->line, "",
	    &catalog_messages[fault_messages[r->fault]], 0);
}

const char *
import_cell_text(const struct import_row *row, enum import_cell cell)
{
	const char	*text = row->cells[cell];

	return text == NULL || *text == '\0' ? NULL : text;
}

bool
import_row_is_text(const struct import_row *row)
{
	return import_cell_text(row, CELL_TRANSLATION_OF) != NULL;
}

/* ---- a record ahead ---------------------------------------------------- */

static bool
record_is_blank(const struct csv_record *r)
{
	size_t	 i;

	for (i = 0; i < r->count; i++)
		if (!import_blank(r->cells[i]))
			return false;
	return true;
}

/* The record at hand, NULL at the end.  Lines of empty cells are nothing. */
static const struct csv_record *
record_peek(struct import *im)
{
	while (!im->has_ahead) {
		if (!csv_next(im->csv, &im->ahead))
			return NULL;
		im->has_ahead = im->ahead.fault != CSV_FINE ||
		    !record_is_blank(&im->ahead);
	}
	return &im->ahead;
}

static const char *
record_cell(const struct import *im, const struct csv_record *r,
    enum import_cell cell)
{
	int16_t	 column = im->map.columns_of[cell];

	return column < 0 || (size_t)column >= r->count ? "" :
	    r->cells[column];
}

/* A slug as it is, or what can be made of the text. */
static const char *
slug_of(struct import *im, const char *text)
{
	const char	*trimmed = import_trim(im->act.arena, text);

	return text_is_slug(trimmed) ? trimmed :
	    text_slug(im->act.arena, trimmed, SLUG_BYTES);
}

/*
 * What the lines of a product have in common: the main text's slug, its own,
 * or one made from the name.  "" when there is none of them.
 */
static const char *
record_key(struct import *im, const struct csv_record *r)
{
	static const enum import_cell	 from[] = {
		CELL_TRANSLATION_OF, CELL_SLUG, CELL_NAME
	};
	const char			*cell;
	size_t				 i;

	for (i = 0; i < sizeof(from) / sizeof(from[0]); i++) {
		cell = record_cell(im, r, from[i]);
		if (!import_blank(cell))
			return slug_of(im, cell);
	}
	return "";
}

/* ---- rows -------------------------------------------------------------- */

static struct import_row *
group_room(struct import *im, struct import_group *g)
{
	struct import_row	*rows;

	if (g->count == g->room) {
		g->room = g->room == 0 ? 4 : 2 * g->room;
		rows = arena_array(im->act.arena, g->room, sizeof(*rows));
		if (g->count > 0)
			memcpy(rows, g->rows, g->count * sizeof(*rows));
		g->rows = rows;
	}
	return &g->rows[g->count++];
}

/* Copies the cells that mean something. */
static void
row_fill(struct import *im, struct import_group *g,
    const struct csv_record *r, struct import_row *row)
{
	size_t	 i;
	int16_t	 cell;

	row->line = r->line;
	for (i = 0; i < im->map.columns; i++) {
		if ((cell = im->map.cells[i]) < 0)
			continue;
		row->cells[cell] = i >= r->count ? "" :
		    import_trim(im->act.arena, r->cells[i]);
		if (im->map.format->guarded)
			row->cells[cell] = csv_unguard(row->cells[cell]);
		g->bytes += strlen(row->cells[cell]);
	}
}

/* A SKU that stood further up is refused here, not by the database alone. */
static void
row_check_sku(struct import *im, struct import_row *row)
{
	const char	*sku = import_cell_text(row, CELL_SKU);

	if (sku == NULL || import_row_is_text(row))
		return;
	if (import_set_get(&im->met, "sku", sku) >= 0)
		import_refuse(im, row, CELL_SKU,
		    &catalog_messages[CATALOG_SKU_TAKEN], 0);
	else
		import_set_add(&im->met, "sku", sku, row->line);
}

static void
group_take(struct import *im, struct import_group *g,
    const struct csv_record *r)
{
	struct import_row	*row;
	size_t			 i;

	if (g->count >= IMPORT_ROWS_MAX || g->bytes > IMPORT_BYTES_TX) {
		import_refuse_line(im, r->line, "",
		    &base_messages[BASE_TOO_MANY], VARIATIONS_MAX);
		g->torn = true;
		return;
	}
	row = group_room(im, g);
	row_fill(im, g, r, row);
	for (i = im->map.columns; i < r->count; i++)
		if (!import_blank(r->cells[i]))
			import_refuse(im, row, CELL__MAX,
			    &catalog_messages[CATALOG_IMPORT_COLUMNS], 0);
	row_check_sku(im, row);
}

static void
group_open(struct import *im, struct import_group *g, const char *key)
{
	g->key = key;
	g->again = *key != '\0' && import_set_get(&im->met, "slug", key) >= 0;
	if (*key != '\0')
		import_set_add(&im->met, "slug", key, im->ahead.line);
}

bool
import_group_next(struct import *im, struct import_group *g)
{
	const struct csv_record	*r;
	const char		*key;

	*g = (struct import_group){ 0 };
	im->errors = &g->early;
	while ((r = record_peek(im)) != NULL) {
		if (r->fault != CSV_FINE) {
			import_refuse_fault(im, r);
			g->torn = true;
		} else {
			key = record_key(im, r);
			if (g->key == NULL)
				group_open(im, g, key);
			else if (*key == '\0' || strcmp(key, g->key) != 0)
				break;
			group_take(im, g, r);
		}
		g->lines++;
		g->end = r->end;
		im->has_ahead = false;
	}
	return g->lines > 0;
}

/* ---- parts ------------------------------------------------------------- */

void
import_parts_new(struct import *im, struct import_group *g)
{
	struct import_parts	*parts = &g->parts;
	const size_t		 images = CELL_IMAGE20 - CELL_IMAGE1 + 1;

	parts->head = g->rows;
	parts->images = arena_array(im->act.arena, g->count * images,
	    sizeof(*parts->images));
	parts->variations = arena_array(im->act.arena, g->count,
	    sizeof(struct import_row *));
	parts->texts = arena_array(im->act.arena, g->count,
	    sizeof(struct import_row *));
}

/* Kept in order of position, the same address once. */
void
import_parts_image(struct import_group *g, struct import_row *row,
    enum import_cell cell, const char *alt, int64_t position)
{
	struct import_parts	*parts = &g->parts;
	struct import_image	*images = parts->images;
	size_t			 i;

	for (i = 0; i < parts->image_count; i++)
		if (strcmp(images[i].row->cells[images[i].cell],
		    row->cells[cell]) == 0)
			return;
	for (i = parts->image_count++; i > 0 &&
	    images[i - 1].position > position; i--)
		images[i] = images[i - 1];
	images[i] = (struct import_image){
		.row = row, .cell = cell, .alt = alt, .position = position
	};
}
