/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"

static const char sql_error[] =
    "INSERT INTO catalog_import_error (import_id, line, field, code, number)"
    " VALUES (:import, :line, :field, :code, :number)"
    " ON CONFLICT (import_id, line, field) DO NOTHING";

/* ---- noting ------------------------------------------------------------ */

static void
error_add(struct import *im, const struct import_error *error)
{
	struct import_errors	*errors = im->errors;
	struct import_error	*more;

	if (errors->count >= IMPORT_ERRORS_MAX)
		return;
	if (errors->count == errors->room) {
		errors->room = errors->room == 0 ? 4 : 2 * errors->room;
		more = arena_array(im->act.arena, errors->room, sizeof(*more));
		if (errors->count > 0)
			memcpy(more, errors->items,
			    errors->count * sizeof(*more));
		errors->items = more;
	}
	errors->items[errors->count++] = *error;
}

void
import_refuse_line(struct import *im, int64_t line, const char *field,
    const struct message *m, int64_t number)
{
	const struct import_error	 error = {
		.line = line, .field = field, .code = m->code, .number = number
	};

	im->errors->rejected++;
	error_add(im, &error);
}

/* As the file calls it; JSON has one name for what a product costs and what
 * its variations do. */
static const char *
cell_name(const struct import *im, enum import_cell cell)
{
	static const enum import_cell	 also[][2] = {
		{ CELL_BASE_PRICE, CELL_PRICE },
		{ CELL_BASE_COMPARE_AT, CELL_COMPARE_AT },
		{ CELL_BASE_PRICES, CELL_PRICES },
	};
	const char			*name = cell == CELL__MAX ? NULL :
					    im->map.names[cell];
	size_t				 i;

	for (i = 0; i < sizeof(also) / sizeof(also[0]) && name == NULL; i++)
		if (also[i][0] == cell)
			name = im->map.names[also[i][1]];
	return name;
}

void
import_refuse(struct import *im, struct import_row *row, enum import_cell cell,
    const struct message *m, int64_t number)
{
	const char			*name = cell_name(im, cell);
	const struct import_error	 error = {
		.line = row->line, .field = name == NULL ? "" : name,
		.code = m->code, .number = number
	};

	if (!row->refused)
		im->errors->rejected++;
	row->refused = true;
	error_add(im, &error);
}

void
import_refuse_group(struct import *im, struct import_group *g)
{
	size_t	 i;

	for (i = 0; i < g->count; i++) {
		if (!g->rows[i].refused)
			im->errors->rejected++;
		g->rows[i].refused = true;
	}
}

/* ---- what the catalogue says ------------------------------------------- */

/* Members of records and the cells they came from. */
static const struct { const char *member; enum import_cell cell; } members[] = {
	{ "slug", CELL_SLUG }, { "name", CELL_NAME },
	{ "description", CELL_DESCRIPTION }, { "categoryId", CELL_CATEGORY },
	{ "status", CELL_STATUS }, { "isFeatured", CELL_FEATURED },
	{ "isNew", CELL_NEW }, { "seoTitle", CELL_SEO_TITLE },
	{ "seoDescription", CELL_SEO_DESCRIPTION }, { "locale", CELL_LOCALE },
	{ "basePrice", CELL_PRICE }, { "price", CELL_PRICE },
	{ "sku", CELL_SKU }, { "stock", CELL_STOCK },
	{ "options", CELL_VALUE1 }, { "value", CELL_VALUE1 },
	{ "images", CELL_IMAGE1 }, { "imageUrl", CELL_IMAGE1 },
	{ "icon", CELL_ICON }, { "order", CELL_ORDER },
	{ "parentId", CELL_PARENT }, { "isActive", CELL_ACTIVE },
	{ "altText", CELL_IMAGE_ALT }, { "vendor", CELL_VENDOR },
	{ "tags", CELL_TAGS }, { "taxClass", CELL_TAX_CLASS },
	{ "compareAtPrice", CELL_COMPARE_AT }, { "barcode", CELL_BARCODE },
	{ "weight", CELL_WEIGHT }, { "lowStockAt", CELL_LOW_STOCK },
	{ "related", CELL_RELATED }, { "collections", CELL_COLLECTIONS },
};

static enum import_cell
cell_of(const char *name)
{
	const char	*dot = strrchr(name, '.');
	const char	*member = dot == NULL ? name : dot + 1;
	size_t		 i;

	if (text_starts(name, "relatedIds"))
		return CELL_RELATED;
	if (text_starts(name, "rules"))
		return CELL__MAX;
	for (i = 0; i < sizeof(members) / sizeof(members[0]); i++)
		if (strcmp(members[i].member, member) == 0)
			return members[i].cell;
	return CELL__MAX;
}

/* The line that "variations[2]…" and the like came from. */
static struct import_row *
row_of(const struct import_parts *parts, const char *name)
{
	const char	*open = strchr(name, '[');
	size_t		 n = open == NULL ? 0 : strtoul(open + 1, NULL, 10);

	if (text_starts(name, "variations[") && n < parts->variation_count)
		return parts->variations[n];
	if (text_starts(name, "images[") && n < parts->image_count)
		return parts->images[n].row;
	if (text_starts(name, "translations[") && n < parts->text_count)
		return parts->texts[n];
	return parts->head;
}

void
import_refuse_problem(struct import *im, const struct import_parts *parts,
    struct import_row *row)
{
	struct problem			*problem = &im->act.problem;
	const struct problem_field	*f;
	int				 i;

	for (i = 0; i < problem->count; i++) {
		f = &problem->fields[i];
		import_refuse(im, row != NULL ? row : row_of(parts, f->name),
		    cell_of(f->name), f->message, f->numbers[0]);
	}
	if (problem->count == 0)
		import_refuse(im, row != NULL ? row : parts->head, CELL__MAX,
		    problem->message != NULL ? problem->message :
		    &base_messages[BASE_INVALID], problem->numbers[0]);
	*problem = (struct problem){ 0 };
}

/* ---- in the database --------------------------------------------------- */

static enum outcome
error_write(struct import *im, const struct import_error *error)
{
	struct stmt	*s = db_sql(im->act.db, sql_error);

	db_bind_text(s, ":import", im->id);
	db_bind_int(s, ":line", error->line);
	db_bind_text(s, ":field", error->field);
	db_bind_text(s, ":code", error->code);
	db_bind_int(s, ":number", error->number);
	return db_run(s);
}

enum outcome
import_errors_write(struct import *im, const struct import_errors *errors,
    int64_t *kept)
{
	enum outcome	 e = SOUK_OK;
	size_t		 i;

	for (i = 0; i < errors->count && e == SOUK_OK &&
	    *kept < IMPORT_ERRORS_MAX; i++, ++*kept)
		e = error_write(im, &errors->items[i]);
	return e;
}

static const struct message *
message_find(const struct message *messages, size_t count, const char *code)
{
	size_t	 i;

	for (i = 0; i < count; i++)
		if (text_equal(messages[i].code, code))
			return &messages[i];
	return NULL;
}

const struct message *
import_message(const char *code)
{
	const struct message	*m;

	m = message_find(catalog_messages, CATALOG_MESSAGE__MAX, code);
	if (m == NULL)
		m = message_find(base_messages, BASE_MESSAGE__MAX, code);
	return m != NULL ? m : &base_messages[BASE_INVALID];
}
