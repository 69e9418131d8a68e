/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"

/*
 * Categories and products as JSON (see json_source.h, which names the
 * columns).  Products are active unless it says otherwise, and an image
 * without a text of its own shows its product.
 */
static const struct import_column columns[] = {
	{ "kind", CELL_KIND },
	{ "slug", CELL_SLUG },
	{ "name", CELL_NAME },
	{ "description", CELL_DESCRIPTION },
	{ "category", CELL_CATEGORY },
	{ "status", CELL_STATUS },
	{ "isFeatured", CELL_FEATURED },
	{ "isNew", CELL_NEW },
	{ "basePrice", CELL_PRICE },
	{ "compareAtPrice", CELL_COMPARE_AT },
	{ "currency", CELL_CURRENCY },
	{ "images", CELL_IMAGE1 },
	{ "vendor", CELL_VENDOR },
	{ "tags", CELL_TAGS },
	{ "taxClass", CELL_TAX_CLASS },
	{ "seoTitle", CELL_SEO_TITLE },
	{ "seoDescription", CELL_SEO_DESCRIPTION },
	{ "sku", CELL_SKU },
	{ "stock", CELL_STOCK },
	{ "barcode", CELL_BARCODE },
	{ "weight", CELL_WEIGHT },
	{ "lowStockAt", CELL_LOW_STOCK },
	{ "option1Name", CELL_OPTION1 },
	{ "option1Value", CELL_VALUE1 },
	{ "option2Name", CELL_OPTION2 },
	{ "option2Value", CELL_VALUE2 },
	{ "option3Name", CELL_OPTION3 },
	{ "option3Value", CELL_VALUE3 },
	{ "icon", CELL_ICON },
	{ "order", CELL_ORDER },
	{ "parent", CELL_PARENT },
	{ "isActive", CELL_ACTIVE },
	{ "", CELL_LEFT },
	{ NULL, CELL__MAX }
};

static const enum import_cell needed[] = {
	CELL_KIND, CELL_ICON, CELL_LEFT, CELL__MAX
};

static bool
is_kind(const struct import_row *row, const char *kind)
{
	return text_equal(row->cells[CELL_KIND], kind);
}

/* Members that were not understood, one a line. */
static void
json_left(struct import *im, const struct import_row *row)
{
	const char	*p = import_cell_text(row, CELL_LEFT), *end;

	for (; p != NULL && *p != '\0'; p = end + (*end != '\0')) {
		end = p + strcspn(p, "\n");
		import_left_name(im, arena_text(im->act.arena, p,
		    (size_t)(end - p)));
	}
}

/* Cells that JSON did not name are blank, and say nothing. */
static void
json_row(struct import *im, struct import_group *g, struct import_row *row)
{
	static const enum import_cell	 said[] = {
		CELL_SKU, CELL_BARCODE, CELL_WEIGHT, CELL_LOW_STOCK,
		CELL_COMPARE_AT
	};
	struct import_parts		*parts = &g->parts;
	size_t				 i;

	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (import_cell_text(row, said[i]) == NULL)
			row->cells[said[i]] = NULL;
	json_left(im, row);
	if (row == parts->head && g->count > 1 &&
	    is_kind(&g->rows[1], "variation"))
		return;
	parts->variations[parts->variation_count++] = row;
}

static const char *
json_status(struct import *im, const struct import_row *head)
{
	const char	*text = import_cell_text(head, CELL_STATUS);
	char		*status = arena_copy(im->act.arena, text), *p;

	if (text == NULL)
		return "ACTIVE";
	for (p = status; *p != '\0'; p++)
		if (*p >= 'a' && *p <= 'z')
			*p -= 'a' - 'A';
	return status;
}

static void
json_images(struct import *im, struct import_group *g)
{
	struct import_parts	*parts = &g->parts;
	size_t			 i;

	for (i = 0; i < g->count; i++)
		import_parts_images(im, g, &g->rows[i], CELL_IMAGE1, false);
	for (i = 0; i < parts->image_count; i++)
		if (parts->images[i].alt == NULL)
			parts->images[i].alt = import_cell_text(parts->head,
			    CELL_NAME);
}

static void
json_read(struct import *im, struct import_group *g)
{
	struct import_parts	*parts = &g->parts;
	size_t			 i;

	import_parts_new(im, g);
	if (is_kind(parts->head, "category")) {
		for (i = 0; i < g->count; i++)
			json_left(im, &g->rows[i]);
		import_tree_read(im, g);
		return;
	}
	parts->description = import_description(im, parts->head);
	parts->category = import_cell_text(parts->head, CELL_CATEGORY);
	parts->status = json_status(im, parts->head);
	parts->tags = import_tags(im->act.arena,
	    import_cell_text(parts->head, CELL_TAGS));
	parts->tax_class = import_cell_text(parts->head, CELL_TAX_CLASS);
	parts->draft_if_bare = true;
	for (i = 0; i < g->count; i++)
		json_row(im, g, &g->rows[i]);
	json_images(im, g);
}

/* A category and a product of one slug are two things. */
static const char *
json_key(struct import *im, const struct csv_record *r)
{
	const char	*key = import_key(im, r);

	return strcmp(import_record_cell(im, r, CELL_KIND), "category") == 0 ?
	    arena_printf(im->scratch, "category/%s", key) : key;
}

const struct import_format import_json = {
	.name = "json",
	.columns = columns,
	.needed = needed,
	.lenient = true,
	.key = json_key,
	.read = json_read,
};
