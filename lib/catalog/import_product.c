/* SPDX-License-Identifier: ISC */
#include <inttypes.h>
#include <string.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/base/validate.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"
#include "lib/settings/settings.h"

/*
 * Every cell goes through the field tables, as if it came in by the API, a
 * line at a time, so that what is refused names its line.
 */
struct pairs { struct text_pair pair[8]; size_t count; };

/* NULL is not said. */
static void
pair_add(struct pairs *pairs, const char *name, const char *value)
{
	if (value != NULL)
		pairs->pair[pairs->count++] = (struct text_pair){ name, value };
}

/* NULL: refused, and noted with the row. */
static struct record *
row_validate(struct import *im, struct import_group *g, struct import_row *row,
    const struct fieldset *set, const struct pairs *pairs)
{
	struct record	*record;

	if (validate_texts(&im->act, set, VALIDATE_CHANGE, pairs->pair,
	    pairs->count, im->currency, &record) == SOUK_OK)
		return record;
	import_refuse_problem(im, &g->parts, row);
	return NULL;
}

/* ---- the product as a whole ------------------------------------------------ */

/* true or false for the field tables; NULL: blank, or refused. */
static const char *
cell_boolean(struct import *im, struct import_row *row, enum import_cell cell)
{
	const char	*text = import_cell_text(row, cell);
	bool		 value;

	if (text == NULL)
		return NULL;
	if (!import_boolean(im->act.arena, text, &value)) {
		import_refuse(im, row, cell,
		    &base_messages[BASE_NOT_BOOLEAN], 0);
		return NULL;
	}
	return value ? "true" : "false";
}

/* A description below the least says nothing: NULL. */
static const char *
description_of(const char *text)
{
	const int64_t	 least =
	    product_fields.fields[PRODUCT_DESCRIPTION].min;

	if (text == NULL || utf8_length(text, strlen(text)) < (size_t)least)
		return NULL;
	return text;
}

/* May it be a product at all? */
static bool
head_check(struct import *im, struct import_group *g)
{
	struct import_row	*head = g->parts.head;

	if (import_cell_text(head, CELL_NAME) == NULL)
		import_refuse(im, head, CELL_NAME,
		    &catalog_messages[CATALOG_IMPORT_NO_NAME], 0);
	else if (*g->key == '\0')
		import_refuse(im, head, CELL_SLUG,
		    &base_messages[BASE_BAD_SLUG], 0);
	else if (g->again)
		import_refuse(im, head, CELL_SLUG,
		    &catalog_messages[CATALOG_SLUG_TAKEN], 0);
	else if (import_row_is_text(head))
		import_refuse(im, head, CELL_TRANSLATION_OF,
		    &catalog_messages[CATALOG_IMPORT_NO_NAME], 0);
	else
		return true;
	return false;
}

static struct record *
head_read(struct import *im, struct import_group *g)
{
	const struct import_parts	*parts = &g->parts;
	struct import_row		*head = parts->head;
	struct pairs			 pairs = { 0 };

	pair_add(&pairs, "slug", g->key);
	pair_add(&pairs, "name", import_cell_text(head, CELL_NAME));
	pair_add(&pairs, "description", description_of(parts->description));
	pair_add(&pairs, "status", parts->status);
	pair_add(&pairs, "isFeatured", cell_boolean(im, head, CELL_FEATURED));
	pair_add(&pairs, "isNew", cell_boolean(im, head, CELL_NEW));
	pair_add(&pairs, "seoTitle", import_cell_text(head, CELL_SEO_TITLE));
	pair_add(&pairs, "seoDescription",
	    import_cell_text(head, CELL_SEO_DESCRIPTION));
	return row_validate(im, g, head, &product_fields, &pairs);
}

/* ---- variations ---------------------------------------------------------------- */

/* The name of an option may stand on the first line only. */
static bool
option_add(struct import *im, struct import_group *g, struct import_row *row,
    int n, struct record *variation)
{
	const enum import_cell	 name_cell = CELL_OPTION1 + 2 * n;
	const char		*name = import_cell_text(row, name_cell);
	const char		*value = import_cell_text(row, name_cell + 1);
	struct record		*option;
	struct pairs		 pairs = { 0 };

	if (value == NULL)
		return true;
	if (name == NULL)
		name = import_cell_text(g->parts.head, name_cell);
	if (name == NULL) {
		import_refuse(im, row, name_cell,
		    &base_messages[BASE_REQUIRED], 0);
		return false;
	}
	pair_add(&pairs, "name", name);
	pair_add(&pairs, "value", value);
	option = row_validate(im, g, row, &option_fields, &pairs);
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
	struct pairs	 pairs = { 0 };
	int		 i;

	if (!stock_read(im, row, &stock))
		return NULL;
	pair_add(&pairs, "sku", sku);
	pair_add(&pairs, "stock", stock);
	variation = row_validate(im, g, row, &variation_fields, &pairs);
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
static void
variations_add(struct import *im, struct import_group *g,
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

/* ---- images and translations --------------------------------------------------- */

static struct record *
image_read(struct import *im, const struct import_image *image)
{
	struct problem	*problem = &im->act.problem;
	struct record	*record;
	struct pairs	 pairs = { 0 };

	pair_add(&pairs, "url", image->row->cells[image->cell]);
	pair_add(&pairs, "altText", image->alt);
	if (validate_texts(&im->act, &image_fields, VALIDATE_CHANGE,
	    pairs.pair, pairs.count, im->currency, &record) == SOUK_OK)
		return record;
	import_refuse(im, image->row, image->cell, problem->fields[0].message,
	    problem->fields[0].numbers[0]);
	*problem = (struct problem){ 0 };
	return NULL;
}

static void
images_add(struct import *im, struct import_group *g, struct record *product)
{
	const size_t		 most = (size_t)settings_int(im->act.settings,
	    &catalog_settings, CATALOG_IMAGES_MAX);
	struct import_parts	*parts = &g->parts;
	struct value		*list = &product->values[PRODUCT_IMAGES];
	struct import_image	*image;
	struct record		*record;
	size_t			 i, kept = 0;

	for (i = 0; i < parts->image_count; i++) {
		image = &parts->images[i];
		if (list->count == most)
			import_refuse(im, image->row, image->cell,
			    &catalog_messages[CATALOG_IMAGES_TOO_MANY],
			    (int64_t)most);
		else if ((record = image_read(im, image)) != NULL) {
			*list_add(im->act.arena, list, &image_fields) =
			    *record;
			parts->images[kept++] = *image;
		}
	}
	parts->image_count = kept;
}

static struct record *
text_read(struct import *im, struct import_group *g, struct import_row *row)
{
	const char	*name = import_cell_text(row, CELL_NAME);
	const char	*about = import_cell_text(row, CELL_DESCRIPTION);
	struct record	*text;
	struct pairs	 pairs = { 0 };

	if (name == NULL) {
		import_refuse(im, row, CELL_NAME,
		    &catalog_messages[CATALOG_IMPORT_NO_NAME], 0);
		return NULL;
	}
	pair_add(&pairs, "locale", import_cell_text(row, CELL_LOCALE));
	pair_add(&pairs, "slug", import_cell_text(row, CELL_SLUG));
	pair_add(&pairs, "name", name);
	pair_add(&pairs, "description", description_of(about));
	pair_add(&pairs, "seoTitle", import_cell_text(row, CELL_SEO_TITLE));
	pair_add(&pairs, "seoDescription",
	    import_cell_text(row, CELL_SEO_DESCRIPTION));
	text = row_validate(im, g, row, &product_text_fields, &pairs);
	if (text != NULL && record_text(text, TEXT_DESCRIPTION) == NULL)
		record_set_text(text, TEXT_DESCRIPTION, name);
	return text;
}

/* In a language of its own, and none twice. */
static bool
text_is_new(struct import *im, struct import_row *row,
    const struct record *text, const struct value *list)
{
	const char	*locale = record_text(text, TEXT_LOCALE);
	bool		 taken = locale == NULL || text_equal(locale,
	    locale_tag(settings_locale(im->act.settings)));
	size_t		 i;

	for (i = 0; i < list->count && !taken; i++)
		taken = record_is(&list->items[i], TEXT_LOCALE, locale);
	if (taken)
		import_refuse(im, row, CELL_LOCALE,
		    &catalog_messages[CATALOG_LOCALE_TWICE], 0);
	return !taken;
}

static void
texts_add(struct import *im, struct import_group *g, struct record *product)
{
	struct import_parts	*parts = &g->parts;
	struct value		*list = &product->values[PRODUCT_TEXTS];
	struct record		*text;
	size_t			 i, kept = 0;

	for (i = 0; i < parts->text_count; i++) {
		text = text_read(im, g, parts->texts[i]);
		if (text == NULL ||
		    !text_is_new(im, parts->texts[i], text, list))
			continue;
		*list_add(im->act.arena, list, &product_text_fields) = *text;
		parts->texts[kept++] = parts->texts[i];
	}
	parts->text_count = kept;
}

/* ---- all of it --------------------------------------------------------------- */

/* ACTIVE needs an image and a price; what has not is a draft. */
static void
status_settle(const struct import_group *g, struct record *product)
{
	if (g->parts.draft_if_bare &&
	    record_is(product, PRODUCT_STATUS, "ACTIVE") &&
	    (product->values[PRODUCT_IMAGES].count == 0 ||
	    product->values[PRODUCT_BASE_PRICE].state != VALUE_SET))
		record_set_text(product, PRODUCT_STATUS, "DRAFT");
}

static bool
group_is_refused(const struct import_group *g)
{
	size_t	 i;

	for (i = 0; i < g->count; i++)
		if (!g->rows[i].refused)
			return false;
	return true;
}

static struct record *
product_make(struct import *im, struct import_group *g)
{
	const size_t	 variations = g->parts.variation_count;
	struct record	*product;

	if (!head_check(im, g) || (product = head_read(im, g)) == NULL)
		return NULL;
	variations_add(im, g, product);
	images_add(im, g, product);
	texts_add(im, g, product);
	if (variations > 0 && g->parts.variation_count == 0)
		return NULL;
	status_settle(g, product);
	return product;
}

void
import_product(struct import *im, struct import_group *g)
{
	size_t	 i;

	if (g->count == 0)
		return;
	im->map.format->read(im, g);
	g->product = product_make(im, g);
	if (g->product == NULL || group_is_refused(g)) {
		g->product = NULL;
		import_refuse_group(im, g);
	}
	for (i = 0; i < g->count; i++) {
		g->torn = g->torn || g->rows[i].refused;
		g->rows[i].refused_early = g->rows[i].refused;
	}
}
