/* SPDX-License-Identifier: ISC */
#include <ctype.h>
#include <string.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"
#include "lib/settings/settings.h"

#define IMAGES(N) \
	{ "image " #N, CELL_IMAGE1 + (N) - 1 }, \
	{ "image " #N " alt", CELL_ALT1 + (N) - 1 }

/*
 * souk's own columns: a line a variation, lines of one slug are one product,
 * the first of them says what it is.  A line with "translation of" is that
 * product's texts in the language of its locale.  A column souk does not
 * know is refused: it would be lost without a word.
 *
 * The export writes the first table in its order, so there is no column that
 * only one side knows.  "price" is what a line costs; where there
 * is a "product price" it is the base price, else the first line's.  Tags
 * and the names of collections by hand stand between commas, names of a
 * "category path" between ">"; a backslash makes the next sign one of the tag
 * or name.  A line of a slug and "related"
 * slugs alone, behind the products, says what stands beside that product.
 */
#define WRITTEN \
	{ "slug", CELL_SLUG }, \
	{ "translation of", CELL_TRANSLATION_OF }, \
	{ "locale", CELL_LOCALE }, \
	{ "name", CELL_NAME }, \
	{ "description", CELL_DESCRIPTION }, \
	{ "category path", CELL_CATEGORY_PATH }, \
	{ "status", CELL_STATUS }, \
	{ "featured", CELL_FEATURED }, \
	{ "new", CELL_NEW }, \
	{ "vendor", CELL_VENDOR }, \
	{ "tags", CELL_TAGS }, \
	{ "collections", CELL_COLLECTIONS }, \
	{ "tax class", CELL_TAX_CLASS }, \
	{ "seo title", CELL_SEO_TITLE }, \
	{ "seo description", CELL_SEO_DESCRIPTION }, \
	{ "currency", CELL_CURRENCY }, \
	{ "product price", CELL_BASE_PRICE }, \
	{ "product compare at price", CELL_BASE_COMPARE_AT }, \
	{ "product prices", CELL_BASE_PRICES }, \
	{ "option1 name", CELL_OPTION1 }, \
	{ "option1 value", CELL_VALUE1 }, \
	{ "option2 name", CELL_OPTION2 }, \
	{ "option2 value", CELL_VALUE2 }, \
	{ "option3 name", CELL_OPTION3 }, \
	{ "option3 value", CELL_VALUE3 }, \
	{ "sku", CELL_SKU }, \
	{ "barcode", CELL_BARCODE }, \
	{ "price", CELL_PRICE }, \
	{ "compare at price", CELL_COMPARE_AT }, \
	{ "prices", CELL_PRICES }, \
	{ "stock", CELL_STOCK }, \
	{ "low stock at", CELL_LOW_STOCK }, \
	{ "weight", CELL_WEIGHT }, \
	{ "active", CELL_ACTIVE }, \
	{ "primary image", CELL_PRIMARY }, \
	{ "related", CELL_RELATED }, \
	IMAGES(1), IMAGES(2), IMAGES(3), IMAGES(4), IMAGES(5), IMAGES(6), \
	IMAGES(7), IMAGES(8), IMAGES(9), IMAGES(10), IMAGES(11), \
	IMAGES(12), IMAGES(13), IMAGES(14), IMAGES(15), IMAGES(16), \
	IMAGES(17), IMAGES(18), IMAGES(19), IMAGES(20)

static const struct import_column columns[] = {
	WRITTEN,
	/* Names that files have had; none of them is written. */
	{ "category", CELL_CATEGORY },
	{ "is featured", CELL_FEATURED },
	{ "is new", CELL_NEW },
	{ "base price", CELL_PRICE },
	{ "image", CELL_IMAGE1 },
	{ NULL, CELL__MAX }
};
const size_t import_souk_written =
    sizeof((const struct import_column[]){ WRITTEN }) /
    sizeof(struct import_column);

static const enum import_cell needed[] = {
	CELL_NAME, CELL_PRICE, CELL__MAX
};

/* "active" as well as "ACTIVE". */
static const char *
souk_status(struct import *im, const struct import_row *head)
{
	char	*status = arena_copy(im->act.arena,
	    import_cell_text(head, CELL_STATUS)), *p;

	for (p = status; p != NULL && *p != '\0'; p++)
		*p = (char)toupper((unsigned char)*p);
	return status;
}

/* A line that is not a translation speaks the shop's language. */
static void
souk_check(struct import *im, struct import_row *row)
{
	const char	*locale = import_cell_text(row, CELL_LOCALE);
	const char	*currency = import_cell_text(row, CELL_CURRENCY);

	if (locale != NULL && !text_equal(locale,
	    locale_tag(settings_locale(im->act.settings))))
		import_refuse(im, row, CELL_LOCALE,
		    &base_messages[BASE_BAD_LOCALE], 0);
	if (currency != NULL && !text_equal(currency, im->currency))
		import_refuse(im, row, CELL_CURRENCY,
		    &catalog_messages[CATALOG_IMPORT_PRICE], 0);
}

static void
souk_images(struct import *im, struct import_group *g, struct import_row *row)
{
	const char	*text = import_cell_text(row, CELL_PRIMARY);
	const size_t	 first = g->parts.image_count;
	int64_t		 primary = 0;
	int		 i;

	if (text != NULL && (!import_integer(text, &primary) || primary < 1 ||
	    primary > CELL_IMAGE20 - CELL_IMAGE1 + 1))
		import_refuse(im, row, CELL_PRIMARY,
		    &catalog_messages[CATALOG_IMPORT_NUMBER], 0);
	for (i = 0; i <= CELL_IMAGE20 - CELL_IMAGE1; i++)
		if (import_cell_text(row, CELL_IMAGE1 + i) != NULL)
			import_parts_image(im, g, row, CELL_IMAGE1 + i,
			    import_cell_text(row, CELL_ALT1 + i), 0);
	for (i = (int)first; i < (int)g->parts.image_count; i++)
		g->parts.images[i].primary = (int64_t)
		    (g->parts.images[i].cell - CELL_IMAGE1) == primary - 1;
}

static void
souk_row(struct import *im, struct import_group *g, struct import_row *row)
{
	struct import_parts	*parts = &g->parts;

	if (import_row_is_text(row)) {
		parts->texts[parts->text_count++] = row;
		return;
	}
	if (import_cell_text(row, CELL_RELATED) != NULL) {
		parts->related = row;
		if (import_cell_text(row, CELL_NAME) == NULL)
			return;
	}
	souk_check(im, row);
	parts->variations[parts->variation_count++] = row;
	souk_images(im, g, row);
}

static void
souk_category(struct import_parts *parts)
{
	parts->category = import_cell_text(parts->head, CELL_CATEGORY_PATH);
	parts->category_is_path = parts->category != NULL;
	if (!parts->category_is_path)
		parts->category = import_cell_text(parts->head,
		    CELL_CATEGORY);
}

static void
souk_read(struct import *im, struct import_group *g)
{
	struct import_parts	*parts = &g->parts;
	size_t			 i;

	import_parts_new(im, g);
	for (i = 0; i < g->count; i++)
		souk_row(im, g, &g->rows[i]);
	if (parts->variation_count > 0)
		parts->head = parts->variations[0];
	parts->description = import_cell_text(parts->head, CELL_DESCRIPTION);
	souk_category(parts);
	parts->status = souk_status(im, parts->head);
	parts->tags = import_names(im->act.arena, parts->head->cells[CELL_TAGS]);
	parts->collections = import_names(im->act.arena,
	    parts->head->cells[CELL_COLLECTIONS]);
	parts->tax_class = import_cell_text(parts->head, CELL_TAX_CLASS);
}

const struct import_format import_souk = {
	.name = "souk",
	.columns = columns,
	.needed = needed,
	.strict = true,
	.guarded = true,
	.read = souk_read,
};
