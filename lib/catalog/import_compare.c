/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/import.h"

static bool
texts_differ(const struct value *wanted, const struct value *is)
{
	size_t	 i;

	if (wanted->texts == NULL || is->texts == NULL ||
	    wanted->count != is->count)
		return wanted->count != is->count;
	for (i = 0; i < wanted->count; i++)
		if (!text_equal(wanted->texts[i], is->texts[i]))
			return true;
	return false;
}

bool
import_value_differs(const struct value *wanted, const struct value *is)
{
	switch (wanted->state) {
	case VALUE_ABSENT:
		return false;
	case VALUE_NULL:
		return is->state == VALUE_SET;
	case VALUE_SET:
		break;
	}
	if (is->state != VALUE_SET)
		return true;
	if (wanted->texts != NULL || is->texts != NULL)
		return texts_differ(wanted, is);
	if (wanted->text != NULL)
		return !text_equal(wanted->text, is->text);
	return wanted->num != is->num;
}

static bool
fields_differ(const struct record *wanted, const struct record *is,
    const int *fields, size_t n)
{
	size_t	 i;

	for (i = 0; i < n; i++)
		if (import_value_differs(&wanted->values[fields[i]],
		    &is->values[fields[i]]))
			return true;
	return false;
}

/* The variation of the same options, NULL: there is none. */
static const struct record *
variation_find(const struct value *list, const struct record *like)
{
	size_t	 i;

	for (i = 0; i < list->count; i++)
		if (options_equal(&list->items[i], like))
			return &list->items[i];
	return NULL;
}

static const struct record *
price_find(const struct value *list, const struct record *like)
{
	size_t	 i;

	for (i = 0; i < list->count; i++)
		if (record_is(&list->items[i], PRICE_CURRENCY,
		    record_text(like, PRICE_CURRENCY)))
			return &list->items[i];
	return NULL;
}

/* Those in other currencies. */
static bool
prices_differ(const struct value *wanted, const struct value *is)
{
	static const int	 fields[] = { PRICE_AMOUNT, PRICE_COMPARE_AT };
	const struct record	*match;
	size_t			 i;

	if (wanted->state != VALUE_SET)
		return false;
	if (wanted->count != is->count)
		return true;
	for (i = 0; i < wanted->count; i++) {
		match = price_find(is, &wanted->items[i]);
		if (match == NULL ||
		    fields_differ(&wanted->items[i], match, fields, 2))
			return true;
	}
	return false;
}

/* The stored price is what holds: the product's where it has none. */
static bool
variation_differs(const struct record *wanted, const struct record *is,
    const struct record *product)
{
	static const int	 fields[] = { VARIATION_SKU, VARIATION_STOCK,
	    VARIATION_BARCODE, VARIATION_WEIGHT, VARIATION_LOW_STOCK,
	    VARIATION_ACTIVE };
	const struct value	*price = &wanted->values[VARIATION_PRICE];
	const struct value	*before = &wanted->values[VARIATION_COMPARE_AT];

	if (price->state == VALUE_NULL) {
		price = &product->values[PRODUCT_BASE_PRICE];
		before = &product->values[PRODUCT_COMPARE_AT];
	}
	return import_value_differs(price, &is->values[VARIATION_PRICE]) ||
	    prices_differ(&wanted->values[VARIATION_PRICES],
	    &is->values[VARIATION_PRICES]) ||
	    import_value_differs(before, &is->values[VARIATION_COMPARE_AT]) ||
	    fields_differ(wanted, is, fields,
	    sizeof(fields) / sizeof(fields[0]));
}

static bool
variations_differ(const struct value *wanted, const struct value *is,
    const struct record *product)
{
	const struct record	*match;
	size_t			 i;

	if (wanted->count != is->count)
		return true;
	for (i = 0; i < wanted->count; i++) {
		match = variation_find(is, &wanted->items[i]);
		if (match == NULL ||
		    variation_differs(&wanted->items[i], match, product))
			return true;
	}
	return false;
}

/*
 * Lines were refused, so variations that the file seems to lack may be meant
 * by them: these stay.
 */
static void
variations_keep(struct arena *arena, struct value *wanted,
    const struct value *is)
{
	struct record	*kept;
	size_t		 i, j;
	bool		 meant;

	for (i = 0; i < is->count; i++) {
		meant = variation_find(wanted, &is->items[i]) != NULL;
		for (j = 0; j < wanted->count && !meant; j++)
			meant = record_text(&is->items[i], VARIATION_SKU) !=
			    NULL && record_is(&wanted->items[j], VARIATION_SKU,
			    record_text(&is->items[i], VARIATION_SKU));
		if (meant)
			continue;
		kept = list_add(arena, wanted, &variation_fields);
		kept->values[VARIATION_ID] =
		    is->items[i].values[VARIATION_ID];
		kept->values[VARIATION_OPTIONS] =
		    is->items[i].values[VARIATION_OPTIONS];
	}
}

static void
variations_compare(struct import *im, const struct import_group *g,
    const struct record *is, struct record *change)
{
	struct value		 wanted =
	    g->product->values[PRODUCT_VARIATIONS];
	const struct value	*stored = &is->values[PRODUCT_VARIATIONS];

	if (wanted.count == 0)
		return;
	if (g->torn)
		variations_keep(im->act.arena, &wanted, stored);
	if (variations_differ(&wanted, stored, g->product))
		change->values[PRODUCT_VARIATIONS] = wanted;
}

/* The same pictures in the same order; a line refused: leave them alone. */
static void
images_compare(const struct import_group *g, const struct record *is,
    struct record *change)
{
	static const int	 fields[] = { IMAGE_URL, IMAGE_ALT,
	    IMAGE_PRIMARY };
	const struct value	*wanted = &g->product->values[PRODUCT_IMAGES];
	const struct value	*stored = &is->values[PRODUCT_IMAGES];
	bool			 differs = wanted->count != stored->count;
	size_t			 i;

	if (wanted->count == 0 || g->torn)
		return;
	for (i = 0; i < wanted->count && !differs; i++)
		differs = fields_differ(&wanted->items[i], &stored->items[i],
		    fields, 3);
	if (differs)
		change->values[PRODUCT_IMAGES] = *wanted;
}

static struct record *
text_find(const struct value *list, const char *locale)
{
	size_t	 i;

	for (i = 0; i < list->count; i++)
		if (record_is(&list->items[i], TEXT_LOCALE, locale))
			return &list->items[i];
	return NULL;
}

/* What is said takes the place of what is on record; true: it differs. */
static bool
text_merge(const struct record *wanted, struct record *is)
{
	bool	 differs = false;
	size_t	 f;

	for (f = 0; f < wanted->set->count; f++) {
		if (f != TEXT_LOCALE && import_value_differs(
		    &wanted->values[f], &is->values[f]))
			differs = true;
		if (wanted->values[f].state != VALUE_ABSENT)
			is->values[f] = wanted->values[f];
	}
	return differs;
}

bool
import_texts_merge(struct arena *arena, const struct value *wanted,
    const struct value *stored, struct value *all)
{
	bool		 differs = false;
	struct record	*text;
	size_t		 i;

	*all = (struct value){ .state = VALUE_SET };
	for (i = 0; i < stored->count; i++)
		*list_add(arena, all, stored->items[i].set) =
		    *record_copy(arena, &stored->items[i]);
	for (i = 0; i < wanted->count; i++) {
		text = text_find(all,
		    record_text(&wanted->items[i], TEXT_LOCALE));
		if (text == NULL)
			text = list_add(arena, all, wanted->items[i].set);
		if (text_merge(&wanted->items[i], text))
			differs = true;
	}
	return differs;
}

/* ---- all of it ---------------------------------------------------------- */

void
import_compare(struct import *im, const struct import_group *g,
    const struct record *wanted, const struct record *is,
    struct record *change)
{
	static const int	 fields[] = { PRODUCT_NAME,
	    PRODUCT_DESCRIPTION, PRODUCT_CATEGORY, PRODUCT_BASE_PRICE,
	    PRODUCT_COMPARE_AT, PRODUCT_STATUS, PRODUCT_FEATURED, PRODUCT_NEW,
	    PRODUCT_SEO_TITLE, PRODUCT_SEO_DESCRIPTION, PRODUCT_VENDOR,
	    PRODUCT_TAGS, PRODUCT_TAX_CLASS };
	struct value		 texts;
	size_t			 i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (import_value_differs(&wanted->values[fields[i]],
		    &is->values[fields[i]]))
			change->values[fields[i]] = wanted->values[fields[i]];
	if (prices_differ(&wanted->values[PRODUCT_PRICES],
	    &is->values[PRODUCT_PRICES]))
		change->values[PRODUCT_PRICES] =
		    wanted->values[PRODUCT_PRICES];
	variations_compare(im, g, is, change);
	images_compare(g, is, change);
	if (import_texts_merge(im->act.arena, &wanted->values[PRODUCT_TEXTS],
	    &is->values[PRODUCT_TEXTS], &texts))
		change->values[PRODUCT_TEXTS] = texts;
}
