/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"

static const char *const names[CELL__MAX] = {
	[CELL_SLUG] = "slug",
	[CELL_NAME] = "name",
	[CELL_DESCRIPTION] = "description",
	[CELL_SHORT] = "shortDescription",
	[CELL_CATEGORY] = "category",
	[CELL_CATEGORY_PATH] = "categoryPath",
	[CELL_STATUS] = "status",
	[CELL_PUBLISHED] = "published",
	[CELL_FEATURED] = "isFeatured",
	[CELL_NEW] = "isNew",
	[CELL_SEO_TITLE] = "seoTitle",
	[CELL_SEO_DESCRIPTION] = "seoDescription",
	[CELL_VENDOR] = "vendor",
	[CELL_TAGS] = "tags",
	[CELL_COLLECTIONS] = "collections",
	[CELL_TAX_CLASS] = "taxClass",
	[CELL_PRICE] = "price",
	[CELL_CENTS] = "priceInCents",
	[CELL_COMPARE_AT] = "compareAtPrice",
	[CELL_CURRENCY] = "currency",
	[CELL_SKU] = "sku",
	[CELL_BARCODE] = "barcode",
	[CELL_STOCK] = "stock",
	[CELL_LOW_STOCK] = "lowStockAt",
	[CELL_WEIGHT] = "weight",
	[CELL_WEIGHT_KG] = "weightKg",
	[CELL_OPTION1] = "option1Name",
	[CELL_VALUE1] = "option1Value",
	[CELL_OPTION2] = "option2Name",
	[CELL_VALUE2] = "option2Value",
	[CELL_OPTION3] = "option3Name",
	[CELL_VALUE3] = "option3Value",
	[CELL_IMAGE1] = "image",
	[CELL_IMAGES] = "images",
	[CELL_IMAGE_POSITION] = "imagePosition",
	[CELL_IMAGE_ALT] = "imageAlt",
	[CELL_LOCALE] = "locale",
	[CELL_TRANSLATION_OF] = "translationOf",
};

const char *
import_cell_name(enum import_cell cell)
{
	return names[cell];
}

enum import_cell
import_cell_find(const char *name)
{
	enum import_cell	 cell;

	for (cell = 0; cell < CELL__MAX; cell++)
		if (text_equal(names[cell], name))
			break;
	return cell;
}

const char *
import_cell_at(int n)
{
	enum import_cell	 cell;

	for (cell = 0; cell < CELL__MAX; cell++)
		if (names[cell] != NULL && n-- == 0)
			return names[cell];
	return NULL;
}

bool
import_cell_is_list(enum import_cell cell)
{
	return cell == CELL_TAGS || cell == CELL_IMAGES ||
	    cell == CELL_CATEGORY_PATH || cell == CELL_PRICES ||
	    cell == CELL_LEFT;
}

static bool
is_cell(const struct json_in *v)
{
	return v->type == JSON_NULL || (v->type == JSON_STRING &&
	    (*v->text == '\0' || import_cell_find(v->text) != CELL__MAX));
}

enum outcome
import_mapping_read(struct act *act, const char *text,
    const struct json_in **mapping)
{
	struct json_in	*in;
	const char	*name;
	size_t		 i, at;

	*mapping = NULL;
	if (text == NULL || *text == '\0')
		return SOUK_OK;
	if (json_parse(act->arena, text, strlen(text), &in, &at, &name) !=
	    JSON_OK || in->type != JSON_OBJECT)
		return act_bad_field(act, "mapping",
		    &catalog_messages[CATALOG_IMPORT_MAPPING]);
	for (i = 0; i < in->count; i++)
		if (!is_cell(&in->items[i]))
			return act_bad_field(act, arena_printf(act->arena,
			    "mapping.%s", in->names[i]),
			    &catalog_messages[CATALOG_IMPORT_MAPPING]);
	*mapping = in;
	return SOUK_OK;
}
