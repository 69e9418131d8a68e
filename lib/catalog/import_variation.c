/* SPDX-License-Identifier: ISC */
#include <inttypes.h>

#include "lib/base/messages.h"
#include "lib/base/money.h"
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

/* Other shops' slips are put right; souk's own files have none. */
static bool
is_lenient(const struct import *im, const struct import_row *row)
{
	return im->map.format->lenient &&
	    import_cell_text(row, CELL_OWN) == NULL;
}

/* A whole number for the field tables; NULL: blank. */
static bool
number_read(struct import *im, struct import_row *row, enum import_cell cell,
    const char **text)
{
	int64_t	 n;

	if ((*text = import_cell_text(row, cell)) == NULL)
		return true;
	if (!import_integer(*text, &n)) {
		import_refuse(im, row, cell,
		    &catalog_messages[CATALOG_IMPORT_NUMBER], 0);
		return false;
	}
	if (n < 0 && is_lenient(im, row))
		n = 0;
	*text = arena_printf(im->act.arena, "%" PRId64, n);
	return true;
}

/* A weight in another unit than grams. */
static bool
weight_read(struct import *im, struct import_row *row, const char **grams)
{
	static const struct { enum import_cell cell; int64_t milligrams; } units[] =
	{
		{ CELL_WEIGHT_KG, 1000000 }, { CELL_WEIGHT_LB, 453592 },
		{ CELL_WEIGHT_OZ, 28350 },
	};
	const char	*text;
	int64_t		 n;
	size_t		 i;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if ((text = import_cell_text(row, units[i].cell)) == NULL)
			continue;
		if (!import_weight(im->act.arena, text, units[i].milligrams,
		    &n)) {
			import_refuse(im, row, units[i].cell,
			    &catalog_messages[CATALOG_IMPORT_NUMBER], 0);
			return false;
		}
		*grams = arena_printf(im->act.arena, "%" PRId64, n);
	}
	return true;
}

static bool
amount_read(struct import *im, struct import_row *row, enum import_cell cell,
    int64_t *minor)
{
	if (import_price(im->act.arena, import_cell_text(row, cell),
	    im->currency, minor))
		return true;
	import_refuse(im, row, cell,
	    &catalog_messages[CATALOG_IMPORT_PRICE], 0);
	return false;
}

static bool
cents_read(struct import *im, struct import_row *row, struct record *variation)
{
	const char	*text = import_cell_text(row, CELL_CENTS);
	int64_t		 minor;

	if (text == NULL)
		return true;
	if (!import_integer(text, &minor) || minor < 0 || minor > MONEY_MAX) {
		import_refuse(im, row, CELL_CENTS,
		    &catalog_messages[CATALOG_IMPORT_PRICE], 0);
		return false;
	}
	record_set_int(variation, VARIATION_PRICE, minor);
	return true;
}

/* What it costs, as its own price for the present. */
static bool
price_read(struct import *im, struct import_row *row, struct record *variation)
{
	int64_t	 minor;

	if (import_cell_text(row, CELL_PRICE) == NULL)
		return cents_read(im, row, variation);
	if (!amount_read(im, row, CELL_PRICE, &minor))
		return false;
	record_set_int(variation, VARIATION_PRICE, minor);
	return true;
}

/*
 * What it cost before.  Other shops keep ones that are not above the price,
 * and do not show them.
 */
static bool
compare_at_read(struct import *im, struct import_row *row,
    struct record *variation)
{
	const struct value	*price = &variation->values[VARIATION_PRICE];
	int64_t			 minor;

	if (row->cells[CELL_COMPARE_AT] == NULL)
		return true;
	record_set_text(variation, VARIATION_COMPARE_AT, NULL);
	if (import_cell_text(row, CELL_COMPARE_AT) == NULL)
		return true;
	if (!amount_read(im, row, CELL_COMPARE_AT, &minor))
		return false;
	if (!is_lenient(im, row) ||
	    (price->state == VALUE_SET && minor > price->num))
		record_set_int(variation, VARIATION_COMPARE_AT, minor);
	return true;
}

/* An empty cell of a column that is there takes a value away. */
static void
blanks_read(const struct import_row *row, struct record *variation)
{
	static const struct { enum import_cell cell; int field; } cells[] = {
		{ CELL_SKU, VARIATION_SKU }, { CELL_BARCODE, VARIATION_BARCODE },
		{ CELL_WEIGHT, VARIATION_WEIGHT },
		{ CELL_LOW_STOCK, VARIATION_LOW_STOCK },
	};
	size_t	 i;

	for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		if (row->cells[cells[i].cell] != NULL &&
		    row->cells[cells[i].cell][0] == '\0')
			record_set_text(variation, cells[i].field, NULL);
}

static struct record *
variation_read(struct import *im, struct import_group *g,
    struct import_row *row)
{
	const char	*stock, *weight, *low, *active;
	struct record	*variation;
	struct import_pairs	 pairs = { 0 };
	int		 i;

	if (!number_read(im, row, CELL_STOCK, &stock) ||
	    !number_read(im, row, CELL_WEIGHT, &weight) ||
	    !weight_read(im, row, &weight) ||
	    !number_read(im, row, CELL_LOW_STOCK, &low))
		return NULL;
	import_pair(&pairs, "sku", import_cell_text(row, CELL_SKU));
	import_pair(&pairs, "stock", stock);
	import_pair(&pairs, "barcode", import_cell_text(row, CELL_BARCODE));
	import_pair(&pairs, "weight", weight);
	import_pair(&pairs, "lowStockAt", low);
	active = import_cell_boolean(im, row, CELL_ACTIVE);
	import_pair(&pairs, "isActive", active);
	variation = import_row_validate(im, g, row, &variation_fields, &pairs);
	if (variation == NULL || !price_read(im, row, variation) ||
	    !compare_at_read(im, row, variation) ||
	    !import_prices(im, g, row, CELL_PRICES,
	    &variation->values[VARIATION_PRICES]))
		return NULL;
	blanks_read(row, variation);
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

/* Both what it costs and what it cost are the product's: it has none. */
static void
price_settle(struct record *variation, const struct record *product)
{
	struct value		*v = variation->values;
	const struct value	*base = product->values;
	const bool		 same = v[VARIATION_COMPARE_AT].state ==
	    base[PRODUCT_COMPARE_AT].state && v[VARIATION_COMPARE_AT].num ==
	    base[PRODUCT_COMPARE_AT].num;

	if (v[VARIATION_PRICE].state != VALUE_ABSENT && (!same ||
	    v[VARIATION_PRICE].num != base[PRODUCT_BASE_PRICE].num))
		return;
	v[VARIATION_PRICE] = (struct value){ .state = VALUE_NULL };
	if (v[VARIATION_COMPARE_AT].state != VALUE_ABSENT)
		v[VARIATION_COMPARE_AT] = v[VARIATION_PRICE];
}

/* The first price above nothing is the base; what differs is a line's own. */
static void
prices_settle(struct record *product)
{
	struct value	*list = &product->values[PRODUCT_VARIATIONS];
	struct value	*base = &product->values[PRODUCT_BASE_PRICE], *own;
	size_t		 i;

	for (i = 0; i < list->count && base->state == VALUE_ABSENT; i++) {
		own = list->items[i].values;
		if (own[VARIATION_PRICE].state != VALUE_SET ||
		    own[VARIATION_PRICE].num <= 0)
			continue;
		*base = own[VARIATION_PRICE];
		product->values[PRODUCT_COMPARE_AT] =
		    own[VARIATION_COMPARE_AT];
	}
	for (i = 0; i < list->count && base->state == VALUE_SET; i++)
		price_settle(&list->items[i], product);
}

/* A price of nothing is none to other shops, nor does one cross out a higher. */
static bool
base_counts(const struct import *im, const struct import_row *head,
    const struct record *product, int field, int64_t minor)
{
	const struct value	*base = &product->values[PRODUCT_BASE_PRICE];

	if (!is_lenient(im, head))
		return true;
	return field == PRODUCT_BASE_PRICE ? minor > 0 :
	    base->state == VALUE_SET && minor > base->num;
}

/* What the file says apart from its lines; blank is none. */
static void
base_read(struct import *im, struct import_group *g, struct record *product)
{
	static const struct { enum import_cell cell; int field; } cells[] = {
		{ CELL_BASE_PRICE, PRODUCT_BASE_PRICE },
		{ CELL_BASE_COMPARE_AT, PRODUCT_COMPARE_AT },
	};
	struct import_row	*head = g->parts.head;
	int64_t			 minor;
	size_t			 i;

	for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		if (head->cells[cells[i].cell] == NULL)
			continue;
		if (import_cell_text(head, cells[i].cell) == NULL)
			record_set_text(product, cells[i].field, NULL);
		else if (amount_read(im, head, cells[i].cell, &minor) &&
		    base_counts(im, head, product, cells[i].field, minor))
			record_set_int(product, cells[i].field, minor);
	}
	import_prices(im, g, head, CELL_BASE_PRICES,
	    &product->values[PRODUCT_PRICES]);
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
	base_read(im, g, product);
	prices_settle(product);
}
