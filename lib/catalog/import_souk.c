/* SPDX-License-Identifier: ISC */
#include <ctype.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"
#include "lib/settings/settings.h"

/*
 * souk's own columns: a line a variation, lines of one slug are one product,
 * the first of them says what it is.  A line with "translation of" is that
 * product's texts in the language of its locale.  A column souk does not
 * know is refused: it would be lost without a word.
 */
static const struct import_column columns[] = {
	{ "slug", CELL_SLUG },
	{ "name", CELL_NAME },
	{ "description", CELL_DESCRIPTION },
	{ "category", CELL_CATEGORY },
	{ "status", CELL_STATUS },
	{ "price", CELL_PRICE },
	{ "base price", CELL_PRICE },
	{ "currency", CELL_CURRENCY },
	{ "option1 name", CELL_OPTION1 },
	{ "option1 value", CELL_VALUE1 },
	{ "option2 name", CELL_OPTION2 },
	{ "option2 value", CELL_VALUE2 },
	{ "option3 name", CELL_OPTION3 },
	{ "option3 value", CELL_VALUE3 },
	{ "sku", CELL_SKU },
	{ "stock", CELL_STOCK },
	{ "image 1", CELL_IMAGE1 },
	{ "image", CELL_IMAGE1 },
	{ "image 2", CELL_IMAGE2 },
	{ "image 3", CELL_IMAGE3 },
	{ "image 4", CELL_IMAGE4 },
	{ "image 5", CELL_IMAGE5 },
	{ "locale", CELL_LOCALE },
	{ "translation of", CELL_TRANSLATION_OF },
	{ "seo title", CELL_SEO_TITLE },
	{ "seo description", CELL_SEO_DESCRIPTION },
	{ "featured", CELL_FEATURED },
	{ "is featured", CELL_FEATURED },
	{ "new", CELL_NEW },
	{ "is new", CELL_NEW },
	{ NULL, CELL__MAX }
};

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
souk_row(struct import *im, struct import_group *g, struct import_row *row)
{
	struct import_parts	*parts = &g->parts;
	enum import_cell	 cell;

	if (import_row_is_text(row)) {
		parts->texts[parts->text_count++] = row;
		return;
	}
	souk_check(im, row);
	parts->variations[parts->variation_count++] = row;
	for (cell = CELL_IMAGE1; cell <= CELL_IMAGE5; cell++)
		if (import_cell_text(row, cell) != NULL)
			import_parts_image(g, row, cell, NULL, 0);
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
	parts->category = import_cell_text(parts->head, CELL_CATEGORY);
	parts->status = souk_status(im, parts->head);
}

const struct import_format import_souk = {
	.name = "souk",
	.columns = columns,
	.needed = needed,
	.strict = true,
	.read = souk_read,
};
