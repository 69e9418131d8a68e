/* SPDX-License-Identifier: ISC */
#include <inttypes.h>

#include "lib/base/messages.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"

/* The name of an option may stand on the first line only. */
static bool
option_add(struct import *im, struct import_group *g, struct import_row *row,
    int n, struct record *variation)
{
	const enum import_cell	 name_cell = CELL_OPTION1 + 2 * n;
	const char		*name = import_cell_text(row, name_cell);
	const char		*value = import_cell_text(row, name_cell + 1);
	struct record		*option;
	struct import_pairs		 pairs = { 0 };

	if (value == NULL)
		return true;
	if (name == NULL)
		name = import_cell_text(g->parts.head, name_cell);
	if (name == NULL) {
		import_refuse(im, row, name_cell,
		    &base_messages[BASE_REQUIRED], 0);
		return false;
	}
	import_pair(&pairs, "name", name);
	import_pair(&pairs, "value", value);
	option = import_row_validate(im, g, row, &option_fields, &pairs);
	if (option != NULL)
		*list_add(im->act.arena,
		    &variation->values[VARIATION_OPTIONS], &option_fields) =
		    *option;
	return option != NULL;
}

static bool
stock_read(struct import *im, struct import_row *row, const char **text)
{
	int64_t	 n;

	if ((*text = import_cell_text(row, CELL_STOCK)) == NULL)
		return true;
	if (!import_integer(*text, &n)) {
		import_refuse(im, row, CELL_STOCK,
		    &catalog_messages[CATALOG_IMPORT_NUMBER], 0);
		return false;
	}
	if (n < 0 && im->map.format->clamps_stock)
		n = 0;
	*text = arena_printf(im->act.arena, "%" PRId64, n);
	return true;
}

/* What it costs, as its own price for the present. */
static bool
price_read(struct import *im, struct import_row *row, struct record *variation)
{
	const char	*text = import_cell_text(row, CELL_PRICE);
	int64_t		 minor;

	if (text == NULL)
		return true;
	if (!import_price(im->act.arena, text, im->currency, &minor)) {
		import_refuse(im, row, CELL_PRICE,
		    &catalog_messages[CATALOG_IMPORT_PRICE], 0);
		return false;
	}
	record_set_int(variation, VARIATION_PRICE, minor);
	return true;
}

static struct record *
variation_read(struct import *im, struct import_group *g,
    struct import_row *row)
{
	const char	*stock, *sku = import_cell_text(row, CELL_SKU);
	struct record	*variation;
	struct import_pairs	 pairs = { 0 };
	int		 i;

	if (!stock_read(im, row, &stock))
		return NULL;
	import_pair(&pairs, "sku", sku);
	import_pair(&pairs, "stock", stock);
	variation = import_row_validate(im, g, row, &variation_fields, &pairs);
	if (variation == NULL || !price_read(im, row, variation))
		return NULL;
	if (sku == NULL && row->cells[CELL_SKU] != NULL)
		record_set_text(variation, VARIATION_SKU, NULL);
	variation->values[VARIATION_OPTIONS].state = VALUE_SET;
	for (i = 0; i < 3; i++)
		if (!option_add(im, g, row, i, variation))
			return NULL;
	return variation;
}

/* Two lines may not mean the same variation. */
static bool
variation_is_new(struct import *im, struct import_row *row,
    const struct record *variation, const struct value *list)
{
	size_t	 i;

	for (i = 0; i < list->count; i++)
		if (options_equal(variation, &list->items[i])) {
			import_refuse(im, row, CELL_VALUE1,
			    &catalog_messages[CATALOG_SAME_OPTIONS], 0);
			return false;
		}
	return true;
}

/* The first price above nothing is the base; what differs is a line's own. */
static void
prices_settle(struct record *product)
{
	struct value	*list = &product->values[PRODUCT_VARIATIONS];
	struct value	*base = &product->values[PRODUCT_BASE_PRICE], *price;
	size_t		 i;

	for (i = 0; i < list->count && base->state == VALUE_ABSENT; i++) {
		price = &list->items[i].values[VARIATION_PRICE];
		if (price->state == VALUE_SET && price->num > 0)
			*base = *price;
	}
	for (i = 0; i < list->count && base->state == VALUE_SET; i++) {
		price = &list->items[i].values[VARIATION_PRICE];
		if (price->state == VALUE_ABSENT || price->num == base->num)
			*price = (struct value){ .state = VALUE_NULL };
	}
}

/* Lines that are refused are left out, and their places in parts with them. */
void
import_variations(struct import *im, struct import_group *g,
    struct record *product)
{
	struct import_parts	*parts = &g->parts;
	struct value		*list = &product->values[PRODUCT_VARIATIONS];
	struct import_row	*row;
	struct record		*variation;
	size_t			 i, kept = 0;

	for (i = 0; i < parts->variation_count; i++) {
		row = parts->variations[i];
		if (list->count == VARIATIONS_MAX) {
			import_refuse(im, row, CELL_VALUE1,
			    &base_messages[BASE_TOO_MANY], VARIATIONS_MAX);
			continue;
		}
		variation = row->refused ? NULL : variation_read(im, g, row);
		if (variation == NULL ||
		    !variation_is_new(im, row, variation, list))
			continue;
		*list_add(im->act.arena, list, &variation_fields) = *variation;
		parts->variations[kept++] = row;
	}
	parts->variation_count = kept;
	prices_settle(product);
}
