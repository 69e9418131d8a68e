/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"

/*
 * Shopify's product export: the first line of a handle says what the product
 * is, each line with an option, a price or a SKU is a variation, each with an
 * image adds that image.  Headings of both generations of the export; all
 * others are passed over.
 */
static const struct import_column columns[] = {
	{ "Handle", CELL_SLUG },
	{ "URL handle", CELL_SLUG },
	{ "Title", CELL_NAME },
	{ "Body (HTML)", CELL_DESCRIPTION },
	{ "Description", CELL_DESCRIPTION },
	{ "Type", CELL_CATEGORY },
	{ "Product Category", CELL_CATEGORY_PATH },
	{ "Published", CELL_PUBLISHED },
	{ "Published on online store", CELL_PUBLISHED },
	{ "Status", CELL_STATUS },
	{ "Option1 Name", CELL_OPTION1 },
	{ "Option1 Value", CELL_VALUE1 },
	{ "Option2 Name", CELL_OPTION2 },
	{ "Option2 Value", CELL_VALUE2 },
	{ "Option3 Name", CELL_OPTION3 },
	{ "Option3 Value", CELL_VALUE3 },
	{ "Variant SKU", CELL_SKU },
	{ "SKU", CELL_SKU },
	{ "Variant Inventory Qty", CELL_STOCK },
	{ "Inventory quantity", CELL_STOCK },
	{ "Variant Price", CELL_PRICE },
	{ "Price", CELL_PRICE },
	{ "Image Src", CELL_IMAGE1 },
	{ "Product image URL", CELL_IMAGE1 },
	{ "Image Position", CELL_IMAGE_POSITION },
	{ "Image Alt Text", CELL_IMAGE_ALT },
	{ "SEO Title", CELL_SEO_TITLE },
	{ "SEO Description", CELL_SEO_DESCRIPTION },
	{ "Vendor", CELL_VENDOR },
	{ "Tags", CELL_TAGS },
	{ "Variant Compare At Price", CELL_COMPARE_AT },
	{ "Compare-at price", CELL_COMPARE_AT },
	{ "Variant Barcode", CELL_BARCODE },
	{ "Barcode", CELL_BARCODE },
	{ "Variant Grams", CELL_WEIGHT },
	{ "Weight value (grams)", CELL_WEIGHT },
	{ "Variant Taxable", CELL_TAXABLE },
	{ "Charge tax", CELL_TAXABLE },
	{ NULL, CELL__MAX }
};

static const enum import_cell needed[] = {
	CELL_SLUG, CELL_NAME, CELL_PRICE, CELL__MAX
};

static const struct import_word statuses[] = {
	{ "active", "ACTIVE" }, { "draft", "DRAFT" },
	{ "archived", "ARCHIVED" }, { "unlisted", "INACTIVE" },
	{ NULL, NULL }
};

/* Only newer exports have a status; else what is published is active. */
static const char *
shopify_status(struct import *im, struct import_row *head)
{
	const char	*status = import_cell_text(head, CELL_STATUS);
	const char	*published = import_cell_text(head, CELL_PUBLISHED);
	bool		 shown = false;

	if (status == NULL) {
		if (published != NULL && !import_boolean(im->act.arena,
		    published, &shown))
			import_refuse(im, head, CELL_PUBLISHED,
			    &base_messages[BASE_NOT_BOOLEAN], 0);
		return shown ? "ACTIVE" : "DRAFT";
	}
	status = import_word(im, status, statuses);
	if (status == NULL)
		import_refuse(im, head, CELL_STATUS,
		    &base_messages[BASE_NOT_A_CHOICE], 0);
	return status;
}

/* The taxonomy goes deeper than a shop: its last levels count. */
static const char *
shopify_category(const struct import_row *head)
{
	const char	*type = import_cell_text(head, CELL_CATEGORY);
	const char	*path = import_cell_text(head, CELL_CATEGORY_PATH);
	const char	*p;
	int		 levels = 1;

	if (type != NULL || path == NULL)
		return type;
	for (p = path + strlen(path); p > path; p--)
		if (p[-1] == '>' && levels++ == CATEGORY_DEPTH)
			break;
	return p;
}

/* What is not taxed is exempt; how much is, Shopify does not say. */
static const char *
shopify_tax_class(struct import *im, struct import_row *head)
{
	const char	*text = import_cell_text(head, CELL_TAXABLE);
	bool		 taxable;

	if (text == NULL || !import_boolean(im->act.arena, text, &taxable))
		return NULL;
	return taxable ? NULL : "exempt";
}

static void
shopify_image(struct import *im, struct import_group *g,
    struct import_row *row)
{
	int64_t		 position = INT64_MAX;
	const char	*text = import_cell_text(row, CELL_IMAGE_POSITION);

	if (text != NULL)
		import_integer(text, &position);
	import_parts_image(im, g, row, CELL_IMAGE1,
	    import_cell_text(row, CELL_IMAGE_ALT), position);
}

/* The one variation of a product without options has a made-up option. */
static void
shopify_default(struct import_row *row)
{
	const char	*value = import_cell_text(row, CELL_VALUE1);

	if (value != NULL && strcmp(value, "Default Title") == 0)
		row->cells[CELL_VALUE1] = "";
}

static void
shopify_row(struct import *im, struct import_group *g,
    struct import_row *row)
{
	struct import_parts	*parts = &g->parts;

	if (import_cell_text(row, CELL_VALUE1) != NULL ||
	    import_cell_text(row, CELL_SKU) != NULL ||
	    import_cell_text(row, CELL_PRICE) != NULL) {
		shopify_default(row);
		parts->variations[parts->variation_count++] = row;
	}
	if (import_cell_text(row, CELL_IMAGE1) != NULL)
		shopify_image(im, g, row);
}

static void
shopify_read(struct import *im, struct import_group *g)
{
	struct import_parts	*parts = &g->parts;
	size_t			 i;

	import_parts_new(im, g);
	parts->description = import_description(im, parts->head);
	parts->category = shopify_category(parts->head);
	parts->category_is_path = import_cell_text(parts->head,
	    CELL_CATEGORY) == NULL;
	parts->status = shopify_status(im, parts->head);
	parts->tags = import_tags(im->act.arena,
	    parts->head->cells[CELL_TAGS]);
	parts->tax_class = shopify_tax_class(im, parts->head);
	parts->draft_if_bare = true;
	for (i = 0; i < g->count; i++)
		shopify_row(im, g, &g->rows[i]);
}

const struct import_format import_shopify = {
	.name = "shopify",
	.columns = columns,
	.needed = needed,
	.lenient = true,
	.read = shopify_read,
};
