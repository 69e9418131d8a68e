/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"

/*
 * Medusa's product export: a line a variant, the product said again on each.
 * Both versions write amounts as people do ("Price EUR" 12.5 of the first,
 * "Variant Price EUR" of the second); the first version did so from 2023 on,
 * and before that in the currency's smallest unit, without a sign of it: such
 * a file's column can be mapped to priceInCents.  What Medusa calls by ids of
 * its own (collections and types of the second version, sales channels) is
 * left behind.
 */
static const struct import_column columns[] = {
	{ "Product Handle", CELL_SLUG },
	{ "Product Title", CELL_NAME },
	{ "Product Subtitle", CELL_SHORT },
	{ "Product Description", CELL_DESCRIPTION },
	{ "Product Status", CELL_STATUS },
	{ "Product Thumbnail", CELL_IMAGE1 },
	{ "Product Image #", CELL_IMAGES },
	{ "Product Image # Url", CELL_IMAGES },
	{ "Image # Url", CELL_IMAGES },
	{ "Product Tag #", CELL_TAGS },
	{ "Product Tags", CELL_TAGS },
	{ "Product Type", CELL_CATEGORY },
	{ "Product Collection Title", CELL_COLLECTIONS },
	{ "Product Category #", CELL_CATEGORY_PATH },
	{ "Product Category # Name", CELL_CATEGORY_PATH },
	{ "Variant Sku", CELL_SKU },
	{ "Variant Barcode", CELL_BARCODE },
	{ "Variant Weight", CELL_WEIGHT },
	{ "Variant Inventory Quantity", CELL_STOCK },
	{ "Variant Option 1 Name", CELL_OPTION1 },
	{ "Variant Option 1 Value", CELL_VALUE1 },
	{ "Variant Option 2 Name", CELL_OPTION2 },
	{ "Variant Option 2 Value", CELL_VALUE2 },
	{ "Variant Option 3 Name", CELL_OPTION3 },
	{ "Variant Option 3 Value", CELL_VALUE3 },
	{ "Option 1 Name", CELL_OPTION1 },
	{ "Option 1 Value", CELL_VALUE1 },
	{ "Option 2 Name", CELL_OPTION2 },
	{ "Option 2 Value", CELL_VALUE2 },
	{ "Option 3 Name", CELL_OPTION3 },
	{ "Option 3 Value", CELL_VALUE3 },
	{ "Variant Price @", CELL_PRICES },
	{ "Price @", CELL_PRICES },
	{ NULL, CELL__MAX }
};

static const enum import_cell needed[] = { CELL_NAME, CELL__MAX };

static const struct import_word statuses[] = {
	{ "published", "ACTIVE" }, { "draft", "DRAFT" },
	{ "proposed", "DRAFT" }, { "rejected", "INACTIVE" },
	{ NULL, NULL }
};

/* The first category that is a name; those that are ids say nothing here. */
static const char *
medusa_category(struct import *im, struct import_row *head)
{
	const char	*type = import_cell_text(head, CELL_CATEGORY);
	const char	*list = import_cell_text(head, CELL_CATEGORY_PATH);
	const char	*found = NULL, *end;

	for (; list != NULL && *list != '\0'; list = end + (*end != '\0')) {
		end = list + strcspn(list, "\n");
		if (found == NULL && !text_starts(list, "pcat_"))
			found = arena_text(im->act.arena, list,
			    (size_t)(end - list));
		else
			import_left_cell(im, CELL_CATEGORY_PATH);
	}
	return found != NULL ? found : type;
}

static void
medusa_read(struct import *im, struct import_group *g)
{
	struct import_parts	*parts = &g->parts;
	struct import_row	*row;
	size_t			 i;

	import_parts_new(im, g);
	parts->description = import_description(im, parts->head);
	parts->category = medusa_category(im, parts->head);
	parts->category_is_path = parts->category != NULL &&
	    strchr(parts->category, '>') != NULL;
	parts->status = import_word(im,
	    import_cell_text(parts->head, CELL_STATUS), statuses);
	if (parts->status == NULL &&
	    import_cell_text(parts->head, CELL_STATUS) != NULL)
		import_refuse(im, parts->head, CELL_STATUS,
		    &base_messages[BASE_NOT_A_CHOICE], 0);
	parts->tags = import_tags(im->act.arena,
	    parts->head->cells[CELL_TAGS]);
	parts->collections = import_cell_text(parts->head, CELL_COLLECTIONS);
	parts->draft_if_bare = true;
	for (i = 0; i < g->count; i++) {
		row = &g->rows[i];
		parts->variations[parts->variation_count++] = row;
		import_parts_images(im, g, row, CELL_IMAGE1, false);
		import_parts_images(im, g, row, CELL_IMAGES, false);
	}
}

const struct import_format import_medusa = {
	.name = "medusa",
	.columns = columns,
	.needed = needed,
	.lenient = true,
	.read = medusa_read,
};
