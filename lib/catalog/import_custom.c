/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"

/*
 * A file of no known shop, whose columns the shopkeeper chose: a line a
 * variation, lines of one slug (or, without one, of one name) are a product,
 * and so are lines below it that name nothing.
 */
static const struct import_column columns[] = {
	{ "name", CELL_NAME },
	{ NULL, CELL__MAX }
};

static const enum import_cell needed[] = { CELL_NAME, CELL__MAX };

static const struct import_word statuses[] = {
	{ "active", "ACTIVE" }, { "published", "ACTIVE" },
	{ "publish", "ACTIVE" }, { "actif", "ACTIVE" },
	{ "publie", "ACTIVE" }, { "enabled", "ACTIVE" },
	{ "draft", "DRAFT" }, { "brouillon", "DRAFT" },
	{ "inactive", "INACTIVE" }, { "inactif", "INACTIVE" },
	{ "disabled", "INACTIVE" }, { "hidden", "INACTIVE" },
	{ "archived", "ARCHIVED" }, { "archive", "ARCHIVED" },
	{ NULL, NULL }
};
static const struct import_word tax_classes[] = {
	{ "standard", "standard" }, { "normal", "standard" },
	{ "reduced", "reduced" }, { "reduit", "reduced" },
	{ "super reduced", "super_reduced" },
	{ "zero", "zero" }, { "exempt", "exempt" }, { "exonere", "exempt" },
	{ NULL, NULL }
};

static const char *
custom_status(struct import *im, struct import_row *head)
{
	const char	*status = import_cell_text(head, CELL_STATUS);
	const char	*published = import_cell_text(head, CELL_PUBLISHED);
	const char	*word = import_word(im, status, statuses);
	bool		 shown;

	if (status != NULL && word == NULL)
		import_refuse(im, head, CELL_STATUS,
		    &base_messages[BASE_NOT_A_CHOICE], 0);
	if (status != NULL || published == NULL)
		return word;
	if (import_boolean(im->act.arena, published, &shown))
		return shown ? "ACTIVE" : "INACTIVE";
	import_refuse(im, head, CELL_PUBLISHED,
	    &base_messages[BASE_NOT_BOOLEAN], 0);
	return NULL;
}

static void
custom_row(struct import *im, struct import_group *g, struct import_row *row)
{
	struct import_parts	*parts = &g->parts;
	const char		*at = import_cell_text(row,
				    CELL_IMAGE_POSITION);
	int64_t			 position = INT64_MAX;

	if (import_row_is_text(row)) {
		parts->texts[parts->text_count++] = row;
		return;
	}
	parts->variations[parts->variation_count++] = row;
	if (at != NULL)
		import_integer(at, &position);
	if (import_cell_text(row, CELL_IMAGE1) != NULL)
		import_parts_image(im, g, row, CELL_IMAGE1,
		    import_cell_text(row, CELL_IMAGE_ALT), position);
	import_parts_images(im, g, row, CELL_IMAGES, true);
}

static void
custom_read(struct import *im, struct import_group *g)
{
	struct import_parts	*parts = &g->parts;
	const char		*tax;
	size_t			 i;

	import_parts_new(im, g);
	for (i = 0; i < g->count; i++)
		custom_row(im, g, &g->rows[i]);
	if (parts->variation_count > 0)
		parts->head = parts->variations[0];
	tax = import_cell_text(parts->head, CELL_TAX_CLASS);
	parts->description = import_description(im, parts->head);
	parts->category = import_cell_text(parts->head, CELL_CATEGORY);
	if (parts->category == NULL)
		parts->category = import_cell_text(parts->head,
		    CELL_CATEGORY_PATH);
	parts->category_is_path = parts->category != NULL &&
	    strchr(parts->category, '>') != NULL;
	parts->status = custom_status(im, parts->head);
	parts->tags = import_tags(im->act.arena,
	    parts->head->cells[CELL_TAGS]);
	parts->collections = import_names(im->act.arena,
	    parts->head->cells[CELL_COLLECTIONS]);
	parts->tax_class = import_word(im, tax, tax_classes);
	if (tax != NULL && parts->tax_class == NULL)
		import_left_cell(im, CELL_TAX_CLASS);
	parts->draft_if_bare = true;
}

const struct import_format import_custom = {
	.name = "custom",
	.columns = columns,
	.needed = needed,
	.lenient = true,
	.continues = true,
	.read = custom_read,
};
