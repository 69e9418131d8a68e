/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"
#include "lib/catalog/pictures.h"

/* ---- before the transaction ------------------------------------------------ */

static struct record *
text_read(struct import *im, struct import_group *g, struct import_row *row)
{
	struct import_pairs	 pairs = { 0 };

	if (import_cell_text(row, CELL_NAME) == NULL) {
		import_refuse(im, row, CELL_NAME,
		    &base_messages[BASE_REQUIRED], 0);
		return NULL;
	}
	import_pair(&pairs, "locale", import_cell_text(row, CELL_LOCALE));
	import_pair(&pairs, "slug", import_cell_text(row, CELL_SLUG));
	import_pair(&pairs, "name", import_cell_text(row, CELL_NAME));
	import_pair(&pairs, "description",
	    import_cell_text(row, CELL_DESCRIPTION));
	return import_row_validate(im, g, row, &category_text_fields, &pairs);
}

/* The rows behind the first are what it is called in other languages. */
static void
texts_take(struct import *im, struct import_group *g)
{
	struct value	*list = &g->category->values[CATEGORY_TEXTS];
	struct record	*text;
	size_t		 i;

	for (i = 1; i < g->count; i++)
		if (import_row_is_text(&g->rows[i]) &&
		    (text = text_read(im, g, &g->rows[i])) != NULL &&
		    import_text_is_new(im, &g->rows[i], text, list))
			*list_add(im->act.arena, list,
			    &category_text_fields) = *text;
}

/* As it is on record, so that the same file changes nothing. */
static void
picture_read(struct import *im, struct record *category)
{
	const char	*url = record_text(category, CATEGORY_IMAGE);

	if (url != NULL && picture_known(&im->act, &url) == SOUK_OK)
		record_set_text(category, CATEGORY_IMAGE, url);
}

void
import_tree_read(struct import *im, struct import_group *g)
{
	static const struct { const char *name; enum import_cell cell; } cells[] =
	{
		{ "slug", CELL_SLUG }, { "name", CELL_NAME },
		{ "description", CELL_DESCRIPTION },
		{ "imageUrl", CELL_IMAGE1 }, { "icon", CELL_ICON },
		{ "order", CELL_ORDER }, { "isActive", CELL_ACTIVE },
	};
	struct import_row	*row = g->rows;
	struct import_pairs	 pairs = { 0 };
	size_t			 i;

	for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		import_pair(&pairs, cells[i].name,
		    import_cell_text(row, cells[i].cell));
	if (import_cell_text(row, CELL_NAME) == NULL)
		import_refuse(im, row, CELL_NAME,
		    &base_messages[BASE_REQUIRED], 0);
	else
		g->category = import_row_validate(im, g, row,
		    &category_fields, &pairs);
	if (g->category != NULL) {
		picture_read(im, g->category);
		texts_take(im, g);
	}
	g->parent = import_cell_text(row, CELL_PARENT);
}

/* ---- in it ------------------------------------------------------------------ */

/* What is said and is not so yet. */
static struct record *
category_change_of(struct import *im, const struct record *wanted,
    const struct record *is)
{
	struct record	*change = record_new(im->act.arena, &category_fields);
	struct value	 texts;
	int		 f;

	for (f = 0; f < CATEGORY__MAX; f++)
		if (f != CATEGORY_TEXTS && import_value_differs(
		    &wanted->values[f], &is->values[f]))
			change->values[f] = wanted->values[f];
	if (import_texts_merge(im->act.arena, &wanted->values[CATEGORY_TEXTS],
	    &is->values[CATEGORY_TEXTS], &texts))
		change->values[CATEGORY_TEXTS] = texts;
	return change;
}

static enum outcome
category_put(struct import *im, const struct record *wanted)
{
	struct act	*act = &im->act;
	struct record	*in = record_copy(act->arena, wanted), *is, *change;
	const char	*id, *brand;
	enum outcome	 e;

	e = record_text(in, CATEGORY_SLUG) == NULL ? SOUK_NOT_FOUND :
	    category_find(act, record_text(in, CATEGORY_SLUG), &id, &brand);
	if (e == SOUK_OK && !text_equal(brand, act->actor.brand_id))
		return act_bad_field(act, "slug",
		    &catalog_messages[CATALOG_SLUG_TAKEN]);
	if (e == SOUK_OK) {
		if ((e = category_read(act, id, &is)) != SOUK_OK)
			return e;
		change = category_change_of(im, wanted, is);
		return record_mask(change) == 0 ? SOUK_OK :
		    category_change(act, id, change, &is);
	}
	if (e != SOUK_NOT_FOUND)
		return e;
	if (!record_has(in, CATEGORY_POSITION))
		record_set_int(in, CATEGORY_POSITION, 0);
	if (!record_has(in, CATEGORY_ACTIVE))
		record_set_int(in, CATEGORY_ACTIVE, 1);
	return category_create(act, in, &is);
}

enum outcome
import_tree_write(struct import *im, struct import_group *g)
{
	struct record	*wanted = record_copy(im->act.arena, g->category);
	const char	*id, *brand;
	enum outcome	 e;

	if (g->parent != NULL) {
		e = category_find(&im->act, g->parent, &id, &brand);
		if (e == SOUK_NOT_FOUND)
			return act_bad_field(&im->act, "parentId",
			    &catalog_messages[CATALOG_NO_CATEGORY]);
		if (e != SOUK_OK)
			return e;
		record_set_text(wanted, CATEGORY_PARENT, id);
	}
	import_categories_forget(im);
	im->names_new = true;
	return category_put(im, wanted);
}
