/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SAMPLE_BYTES	80

/* ---- what it answers ------------------------------------------------------ */

enum column_field { COLUMN_NAME, COLUMN_CELL, COLUMN_SAMPLE, COLUMN__MAX };

static const struct field columns[] = {
	[COLUMN_NAME] = { .name = "name", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY, .help = "As the file calls it" },
	[COLUMN_CELL] = { .name = "cell", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "What it was taken for; null: nothing souk knows" },
	[COLUMN_SAMPLE] = { .name = "sample", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "What the first line says there" },
};
static_assert(COUNT(columns) == COLUMN__MAX, "a row for each field");
static const struct fieldset column_fields =
    FIELDSET("ImportColumn", NULL, columns);

enum line_field { LINE_LINE, LINE_EFFECT, LINE_SLUG, LINE_NAME, LINE_STATUS,
	LINE_CATEGORY, LINE_PRICE, LINE_COMPARE_AT, LINE_VARIATIONS,
	LINE_IMAGES, LINE__MAX };
static const char *const effects[] = { "create", "change", "none",
	"category", "collection", "reject", NULL };

#define TEXT_OUT(NAME, HELP) { .name = (NAME), .type = FIELD_TEXT, \
	.flags = FIELD_READ_ONLY | FIELD_NULLABLE, .help = (HELP) }
#define NUMBER_OUT(NAME, TYPE, HELP) { .name = (NAME), .type = (TYPE), \
	.flags = FIELD_READ_ONLY | FIELD_NULLABLE, .help = (HELP) }

static const struct field lines[] = {
	[LINE_LINE] = NUMBER_OUT("line", FIELD_INTEGER, "Where it begins"),
	[LINE_EFFECT] = { .name = "effect", .type = FIELD_ENUM,
		.flags = FIELD_READ_ONLY, .choices = effects,
		.help = "What importing it would do" },
	[LINE_SLUG] = TEXT_OUT("slug", "In addresses"),
	[LINE_NAME] = TEXT_OUT("name", "In the shop's language"),
	[LINE_STATUS] = TEXT_OUT("status", "It would have"),
	[LINE_CATEGORY] = TEXT_OUT("category", "Name, path or slug"),
	[LINE_PRICE] = NUMBER_OUT("basePrice", FIELD_MONEY,
	    "In the shop's currency"),
	[LINE_COMPARE_AT] = NUMBER_OUT("compareAtPrice", FIELD_MONEY,
	    "The price before"),
	[LINE_VARIATIONS] = NUMBER_OUT("variations", FIELD_INTEGER,
	    "How many"),
	[LINE_IMAGES] = NUMBER_OUT("images", FIELD_INTEGER, "How many"),
};
static_assert(COUNT(lines) == LINE__MAX, "a row for each field");
static const struct fieldset line_fields =
    FIELDSET("ImportProduct", NULL, lines);

static const struct field preview[] = {
	[PREVIEW_KIND] = TEXT_OUT("kind", "csv, xlsx or json"),
	[PREVIEW_FORMAT] = TEXT_OUT("format",
	    "Whose columns these are; null: choose them"),
	[PREVIEW_ENCODING] = TEXT_OUT("encoding", "Of a text"),
	[PREVIEW_SEPARATOR] = TEXT_OUT("separator", "Of a CSV"),
	[PREVIEW_COLUMNS] = { .name = "columns", .type = FIELD_LIST,
		.flags = FIELD_READ_ONLY, .max = CSV_CELLS_MAX,
		.of = &column_fields, .help = "Of the file, in its order" },
	[PREVIEW_PRODUCTS] = { .name = "products", .type = FIELD_LIST,
		.flags = FIELD_READ_ONLY, .max = IMPORT_PREVIEW_PRODUCTS,
		.of = &line_fields, .help = "The first 20" },
	[PREVIEW_LINES] = NUMBER_OUT("lines", FIELD_INTEGER,
	    "Read for this, without the header"),
	[PREVIEW_MORE] = { .name = "hasMore", .type = FIELD_BOOLEAN,
		.flags = FIELD_READ_ONLY, .help = "More lines than these" },
	[PREVIEW_ERRORS] = { .name = "errors", .type = FIELD_LIST,
		.flags = FIELD_READ_ONLY, .max = IMPORT_ERRORS_MAX,
		.of = &import_error_fields,
		.help = "Of the file, and of these lines" },
	[PREVIEW_DIFFERENCES] = { .name = "differences", .type = FIELD_LIST,
		.flags = FIELD_READ_ONLY, .max = 2000,
		.of = &import_left_fields,
		.help = "What these lines say and souk does not take over" },
	[PREVIEW_CELLS] = { .name = "cells", .type = FIELD_TEXTS,
		.flags = FIELD_READ_ONLY,
		.help = "What a column may be mapped to" },
};
static_assert(COUNT(preview) == PREVIEW__MAX, "a row for each field");
const struct fieldset import_preview_fields =
    FIELDSET("ImportPreview", NULL, preview);

/* ---- out of the import's own memory ---------------------------------------- */

/* Everything of the answer lives in the caller's arena. */
struct look {
	struct import	*im;
	struct arena	*arena;
	struct record	*out;
	enum locale	 locale;
};

static void
text_set(struct look *l, struct record *r, int field, const char *text)
{
	record_set_text(r, field, arena_copy(l->arena, text));
}

static void
errors_out(struct look *l, const struct import_errors *errors)
{
	struct value	*list = &l->out->values[PREVIEW_ERRORS];
	struct record	*r;
	struct buf	 text;
	size_t		 i;

	for (i = 0; i < errors->count && list->count < IMPORT_ERRORS_MAX;
	    i++) {
		const struct import_error	*e = &errors->items[i];
		const int64_t	 numbers[MESSAGE_NUMBERS] = { e->number };

		buf_init(&text, l->arena, 80);
		message_put(&text, import_message(e->code), l->locale,
		    numbers);
		r = list_add(l->arena, list, &import_error_fields);
		record_set_int(r, IMPORT_ERROR_LINE, e->line);
		text_set(l, r, IMPORT_ERROR_FIELD, e->field);
		record_set_text(r, IMPORT_ERROR_CODE, e->code);
		record_set_text(r, IMPORT_ERROR_MESSAGE, text.p);
	}
}

static void
sample_set(struct look *l, struct record *column, const char *text)
{
	size_t	 len = strlen(text);

	if (len > SAMPLE_BYTES) {
		len = SAMPLE_BYTES;
		while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
			len--;
	}
	record_set_text(column, COLUMN_SAMPLE, arena_text(l->arena, text,
	    len));
}

/* What a column was taken for, by a name that may be sent back. */
static const char *
cell_of(const struct import_map *map, size_t i)
{
	const enum import_cell	 cell = (enum import_cell)map->cells[i];

	if (map->cells[i] < 0)
		return NULL;
	return import_cell_name(cell) != NULL ? import_cell_name(cell) :
	    map->format->name;
}

static void
columns_out(struct look *l)
{
	const struct import_map	*map = &l->im->map;
	struct value		*list = &l->out->values[PREVIEW_COLUMNS];
	struct record		*r;
	size_t			 i;

	for (i = 0; i < map->columns; i++) {
		if (*map->header[i] == '\0')
			continue;
		r = list_add(l->arena, list, &column_fields);
		text_set(l, r, COLUMN_NAME, map->header[i]);
		record_set_text(r, COLUMN_CELL, cell_of(map, i));
		record_set_text(r, COLUMN_SAMPLE, NULL);
		if (l->im->samples != NULL && l->im->samples[i] != NULL)
			sample_set(l, r, l->im->samples[i]);
	}
}

static void
product_out(struct look *l, const struct import_group *g)
{
	struct record		*r = list_add(l->arena,
				    &l->out->values[PREVIEW_PRODUCTS],
				    &line_fields);
	const struct record	*p = g->product;
	int			 f;

	for (f = 0; f < LINE__MAX; f++)
		r->values[f].state = VALUE_NULL;
	if (g->count > 0)
		record_set_int(r, LINE_LINE, g->rows[0].line);
	record_set_text(r, LINE_EFFECT, g->effect == NULL ? "reject" :
	    g->effect);
	if (g->count > 0)
		text_set(l, r, LINE_NAME,
		    import_cell_text(&g->rows[0], CELL_NAME));
	if (p == NULL)
		return;
	text_set(l, r, LINE_SLUG, record_text(p, PRODUCT_SLUG));
	text_set(l, r, LINE_NAME, record_text(p, PRODUCT_NAME));
	text_set(l, r, LINE_STATUS, record_text(p, PRODUCT_STATUS) == NULL &&
	    text_equal(g->effect, "create") ? "DRAFT" :
	    record_text(p, PRODUCT_STATUS));
	text_set(l, r, LINE_CATEGORY, g->parts.category);
	r->values[LINE_PRICE] = p->values[PRODUCT_BASE_PRICE];
	r->values[LINE_COMPARE_AT] = p->values[PRODUCT_COMPARE_AT];
	record_set_int(r, LINE_VARIATIONS,
	    (int64_t)p->values[PRODUCT_VARIATIONS].count);
	record_set_int(r, LINE_IMAGES,
	    (int64_t)p->values[PRODUCT_IMAGES].count);
}

static void
left_out(struct look *l)
{
	struct value	 list;
	struct record	*r;
	size_t		 i;

	import_left_list(l->im, &list);
	for (i = 0; i < list.count; i++) {
		r = list_add(l->arena, &l->out->values[PREVIEW_DIFFERENCES],
		    &import_left_fields);
		text_set(l, r, IMPORT_LEFT_COLUMN, record_text(&list.items[i],
		    IMPORT_LEFT_COLUMN));
		r->values[IMPORT_LEFT_LINES] =
		    list.items[i].values[IMPORT_LEFT_LINES];
		text_set(l, r, IMPORT_LEFT_MESSAGE,
		    record_text(&list.items[i], IMPORT_LEFT_MESSAGE));
	}
}

static void
file_out(struct look *l)
{
	const struct source	*s = l->im->source;
	const struct import_map	*map = &l->im->map;
	struct value		*cells = &l->out->values[PREVIEW_CELLS];
	char			 delimiter[2] = { s->delimiter, '\0' };
	int			 n = 0;

	text_set(l, l->out, PREVIEW_KIND, s->kind);
	text_set(l, l->out, PREVIEW_FORMAT, map->format == NULL ||
	    (map->guessed && l->im->mapping == NULL) ? NULL :
	    map->format->name);
	text_set(l, l->out, PREVIEW_ENCODING, s->encoding);
	text_set(l, l->out, PREVIEW_SEPARATOR, s->delimiter == '\0' ? NULL :
	    delimiter);
	while (import_cell_at(n) != NULL)
		n++;
	*cells = (struct value){
		.state = VALUE_SET, .texts = arena_array(l->arena, (size_t)n,
		    sizeof(*cells->texts)), .count = (size_t)n
	};
	while (n-- > 0)
		cells->texts[n] = import_cell_at(n);
}

/* ---- the first products ------------------------------------------------------ */

static enum outcome
group_look(struct look *l, struct import_group *g)
{
	struct import_progress	 to = { 0 };
	struct value		*lines_read = &l->out->values[PREVIEW_LINES];
	enum outcome		 e;

	l->im->errors = &g->late;
	if ((e = import_apply(l->im, g, &to, false)) != SOUK_OK)
		return e;
	lines_read->num += g->lines;
	errors_out(l, &g->early);
	errors_out(l, &g->late);
	product_out(l, g);
	return SOUK_OK;
}

static enum outcome
groups_look(struct look *l, struct import_group *g)
{
	struct value	*more = &l->out->values[PREVIEW_MORE];
	enum outcome	 e;
	bool		 full;
	size_t		 n = 0;

	do {
		if ((e = group_look(l, g)) != SOUK_OK)
			return e;
		full = ++n == IMPORT_PREVIEW_PRODUCTS ||
		    l->out->values[PREVIEW_LINES].num >= IMPORT_PREVIEW_LINES;
		more->num = import_group_next(l->im, g);
		if (more->num == 1 && !full)
			import_product(l->im, g);
	} while (more->num == 1 && !full);
	return SOUK_OK;
}

static enum outcome
file_look(struct look *l)
{
	struct import_group	 first;
	enum outcome		 e = import_open(l->im, &first);

	if (e == SOUK_OK)
		e = groups_look(l, &first);
	else if (e == SOUK_INVALID)
		e = SOUK_OK;
	if (e != SOUK_OK || l->im->source == NULL)
		return e;
	errors_out(l, &l->im->whole);
	file_out(l);
	columns_out(l);
	left_out(l);
	return SOUK_OK;
}

/* All of it, then undone. */
static enum outcome
look_undone(struct act *act, void *arg)
{
	const enum outcome	 e = file_look(arg);

	(void)act;
	return e == SOUK_OK ? SOUK_STALE : e;
}

static enum outcome
look(struct act *act, struct look *l, const struct import_new *new)
{
	struct import	*im = l->im;
	jmp_buf		 guard;
	enum outcome	 e;

	if (setjmp(guard) != 0) {
		db_abandon(act->db);
		log_line(LOG_ERROR, "preview out of memory", NULL);
		return SOUK_BUSY;
	}
	if (!import_memory(im, &guard) || import_mapping_read(&im->act,
	    new->mapping, &im->mapping) != SOUK_OK)
		return SOUK_BUSY;
	e = db_try(&im->act, look_undone, l);
	return e == SOUK_STALE ? SOUK_OK : e;
}

enum outcome
import_preview(struct act *act, const struct import_new *new,
    struct record **out)
{
	struct look	 l = { .arena = act->arena, .locale = act->locale };
	enum outcome	 e;
	int		 f;

	if ((e = import_check(act, new)) != SOUK_OK)
		return e;
	*out = l.out = record_new(act->arena, &import_preview_fields);
	for (f = 0; f < PREVIEW__MAX; f++)
		l.out->values[f].state = VALUE_SET;
	if ((l.im = calloc(1, sizeof(*l.im))) == NULL)
		return SOUK_BUSY;
	l.im->act = *act;
	l.im->act.arena = NULL;
	l.im->act.expected_version = 0;
	l.im->path = new->path;
	l.im->sheet = new->sheet;
	l.im->preview = true;
	e = look(act, &l, new);
	import_free(l.im);
	return e;
}
