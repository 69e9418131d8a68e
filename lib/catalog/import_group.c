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
	[CSV_JSON] = CATALOG_IMPORT_JSON,
	[CSV_CYCLE] = CATALOG_CYCLE,
	[CSV_DEEP] = CATALOG_TOO_DEEP,
};
static_assert(sizeof(fault_messages) / sizeof(fault_messages[0]) ==
    CSV_FAULT__MAX, "every fault can be told");

void
import_refuse_fault(struct import *im, const struct csv_record *r)
{
	import_refuse_line(im, r->line, r->name == NULL ? "" :
	    arena_copy(im->act.arena, r->name),
	    &catalog_messages[fault_messages[r->fault]],
	    r->fault == CSV_DEEP ? CATEGORY_DEPTH : r->line);
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
		if (!source_next(im->source, &im->ahead))
			return NULL;
		im->has_ahead = im->ahead.fault != CSV_FINE ||
		    !record_is_blank(&im->ahead);
	}
	return &im->ahead;
}

const char *
import_record_cell(const struct import *im, const struct csv_record *r,
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
	const char	*trimmed = import_trim(im->scratch, text);

	return text_is_slug(trimmed) ? trimmed :
	    text_slug(im->scratch, trimmed, SLUG_BYTES);
}

/*
 * What the lines of a product have in common: the main text's slug, its own,
 * or one made from the name.  "" when there is none of them.
 */
const char *
import_key(struct import *im, const struct csv_record *r)
{
	static const enum import_cell	 from[] = {
		CELL_TRANSLATION_OF, CELL_SLUG, CELL_NAME
	};
	const char			*cell;
	size_t				 i;

	for (i = 0; i < sizeof(from) / sizeof(from[0]); i++) {
		cell = import_record_cell(im, r, from[i]);
		if (!import_blank(cell))
			return slug_of(im, cell);
	}
	return "";
}

static const char *
record_key(struct import *im, const struct csv_record *r)
{
	const struct import_format	*format = im->map.format;

	arena_reset(im->scratch);
	return format->key != NULL ? format->key(im, r) : import_key(im, r);
}

/* Is a record one more of a group that has begun? */
static bool
record_continues(struct import *im, const struct import_group *g,
    const struct csv_record *r, const char *key)
{
	if (r->joined)
		return true;
	return *key == '\0' ? im->map.format->continues :
	    strcmp(key, g->key) == 0;
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

/* What more columns say of a list: a line each, prices with a currency. */
static const char *
cell_join(struct import *im, const char *is, const char *currency,
    const char *text)
{
	const char	*gap = is == NULL || *is == '\0' ? "" :
	    *currency != '\0' ? ", " : "\n";

	if (*text == '\0')
		return is == NULL ? "" : is;
	return arena_printf(im->act.arena, "%s%s%s%s%s",
	    is == NULL ? "" : is, gap, currency, *currency == '\0' ? "" : " ",
	    text);
}

/* Copies the cells that mean something; souk's own JSON to the letter. */
static void
row_fill(struct import *im, struct import_group *g,
    const struct csv_record *r, struct import_row *row)
{
	const bool	 own = *import_record_cell(im, r, CELL_OWN) != '\0';
	const char	*text;
	size_t		 i;
	int16_t		 cell;

	row->line = r->line;
	for (i = 0; i < im->map.columns; i++) {
		if ((cell = im->map.cells[i]) < 0)
			continue;
		text = i >= r->count ? "" : own ?
		    arena_copy(im->act.arena, r->cells[i]) :
		    import_trim(im->act.arena, r->cells[i]);
		if (im->map.format->guarded)
			text = csv_unguard(text);
		g->bytes += strlen(text);
		row->cells[cell] = import_cell_is_list(
		    (enum import_cell)cell) ? cell_join(im,
		    row->cells[cell], im->map.currency[i], text) : text;
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

/* What a preview shows beside each column. */
static void
samples_take(struct import *im, const struct csv_record *r)
{
	size_t	 i;

	im->samples = arena_array(im->keep, im->map.columns + 1,
	    sizeof(*im->samples));
	for (i = 0; i < im->map.columns && i < r->count; i++)
		im->samples[i] = arena_copy(im->keep, r->cells[i]);
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
	import_left_columns(im, r);
	if (im->preview && im->samples == NULL)
		samples_take(im, r);
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
	g->key = key = arena_copy(im->act.arena, key);
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
			else if (!record_continues(im, g, r, key))
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

	parts->head = g->rows;
	parts->variations = arena_array(im->act.arena, g->count,
	    sizeof(struct import_row *));
	parts->texts = arena_array(im->act.arena, g->count,
	    sizeof(struct import_row *));
}

static struct import_image *
image_room(struct import *im, struct import_parts *parts)
{
	const size_t		 n = parts->image_count;
	struct import_image	*more;

	if (n == parts->image_room) {
		parts->image_room = n == 0 ? 8 : 2 * n;
		more = arena_array(im->act.arena, parts->image_room,
		    sizeof(*more));
		if (n > 0)
			memcpy(more, parts->images, n * sizeof(*more));
		parts->images = more;
	}
	return parts->images;
}

/* Kept in order of position, the same address once. */
static void
image_add(struct import *im, struct import_parts *parts,
    const struct import_image *image)
{
	struct import_image	*images;
	size_t			 i;

	for (i = 0; i < parts->image_count; i++)
		if (strcmp(parts->images[i].url, image->url) == 0)
			return;
	images = image_room(im, parts);
	for (i = parts->image_count++; i > 0 &&
	    images[i - 1].position > image->position; i--)
		images[i] = images[i - 1];
	images[i] = *image;
}

void
import_parts_image(struct import *im, struct import_group *g,
    struct import_row *row, enum import_cell cell, const char *alt,
    int64_t position)
{
	image_add(im, &g->parts, &(struct import_image){
		.row = row, .cell = cell, .url = row->cells[cell], .alt = alt,
		.position = position
	});
}

/*
 * Other shops name files of their own disk as well as addresses: these are
 * left behind, and counted.
 */
void
import_parts_images(struct import *im, struct import_group *g,
    struct import_row *row, enum import_cell cell, bool commas)
{
	const char	*p = import_cell_text(row, cell), *end;
	char		*item, *url, *alt, *primary;

	for (; p != NULL && *p != '\0'; p = end + (*end != '\0')) {
		end = p + strcspn(p, commas ? ",\n|" : "\n");
		item = arena_text(im->act.arena, p, (size_t)(end - p));
		if ((alt = strchr(item, '\t')) != NULL)
			*alt++ = '\0';
		primary = alt == NULL ? NULL : strchr(alt, '\t');
		if (primary != NULL)
			*primary = '\0';
		url = import_trim(im->act.arena, item);
		if (*url == '\0')
			continue;
		if (strchr(url, ':') == NULL && *url != '/')
			import_left_cell(im, cell);
		else
			image_add(im, &g->parts, &(struct import_image){
				.row = row, .cell = cell, .url = url,
				.alt = alt, .position = INT64_MAX,
				.primary = primary != NULL
			});
	}
}
