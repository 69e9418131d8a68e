/* SPDX-License-Identifier: ISC */
#include <string.h>
#include <strings.h>

#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"
#include "lib/settings/settings.h"

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
	{ "locale", CELL_LOCALE },
	{ "prices", CELL_PRICES },
	{ "(own)", CELL_OWN },
	{ "(text of)", CELL_TRANSLATION_OF },
	{ "(related)", CELL_RELATED },
	{ "(body)", CELL_BODY },
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

static bool
is_own(const struct import_row *row)
{
	return import_cell_text(row, CELL_OWN) != NULL;
}

/* Cells that JSON did not name are blank, and say nothing; those of souk's
 * own files say that there is none. */
static void
json_blanks_drop(struct import_row *row)
{
	static const enum import_cell	 said[] = {
		CELL_SKU, CELL_BARCODE, CELL_WEIGHT, CELL_LOW_STOCK,
		CELL_COMPARE_AT, CELL_PRICES
	};
	size_t				 i;

	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (import_cell_text(row, said[i]) == NULL)
			row->cells[said[i]] = NULL;
}

static void
json_row(struct import *im, struct import_group *g, struct import_row *row)
{
	struct import_parts	*parts = &g->parts;

	json_left(im, row);
	if (is_kind(row, "related")) {
		parts->related = row;
		return;
	}
	if (import_row_is_text(row)) {
		parts->texts[parts->text_count++] = row;
		return;
	}
	if (!is_own(row))
		json_blanks_drop(row);
	if (row == parts->head && g->count > 1 &&
	    is_kind(&g->rows[1], "variation"))
		return;
	parts->variations[parts->variation_count++] = row;
}

/* What the product costs, where its variations may have their own prices. */
static void
json_base(struct import_group *g)
{
	struct import_row	*head = g->parts.head;
	const char		*price = head->cells[CELL_PRICE];

	if (!is_own(head) && (price == NULL || *price == '\0' ||
	    g->parts.variations[0] == head))
		return;
	head->cells[CELL_BASE_PRICES] = head->cells[CELL_PRICES];
	head->cells[CELL_PRICES] = NULL;
	head->cells[CELL_BASE_PRICE] = price;
	head->cells[CELL_BASE_COMPARE_AT] = head->cells[CELL_COMPARE_AT];
}

/* Amounts in another currency are not those of this shop, nor is a text in
 * another language the first one. */
static void
json_check(struct import *im, struct import_row *head)
{
	const char	*locale = import_cell_text(head, CELL_LOCALE);
	const char	*currency = import_cell_text(head, CELL_CURRENCY);

	if (locale != NULL && !text_equal(locale,
	    locale_tag(settings_locale(im->act.settings))))
		import_refuse(im, head, CELL_LOCALE,
		    &base_messages[BASE_BAD_LOCALE], 0);
	if (currency != NULL && strcasecmp(currency, im->currency) != 0)
		import_refuse(im, head, CELL_CURRENCY,
		    &catalog_messages[CATALOG_IMPORT_PRICE], 0);
}

/* A text without any markup keeps its lines. */
static const char *
json_description(struct import *im, const struct import_row *head)
{
	const char	*text = import_cell_text(head, CELL_DESCRIPTION);

	return text == NULL || is_own(head) || strpbrk(text, "<&") == NULL ?
	    text : import_description(im, head);
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
json_other(struct import *im, struct import_group *g)
{
	size_t	 i;

	if (is_kind(g->parts.head, "collection")) {
		import_choice_read(im, g);
		return;
	}
	for (i = 0; i < g->count; i++)
		json_left(im, &g->rows[i]);
	import_tree_read(im, g);
}

static void
json_read(struct import *im, struct import_group *g)
{
	struct import_parts	*parts = &g->parts;
	size_t			 i;

	import_parts_new(im, g);
	if (is_kind(parts->head, "category") ||
	    is_kind(parts->head, "collection")) {
		json_other(im, g);
		return;
	}
	json_check(im, parts->head);
	parts->description = json_description(im, parts->head);
	parts->category = import_cell_text(parts->head, CELL_CATEGORY);
	parts->status = json_status(im, parts->head);
	parts->tags = import_names(im->act.arena, is_own(parts->head) ?
	    parts->head->cells[CELL_TAGS] :
	    import_cell_text(parts->head, CELL_TAGS));
	parts->tax_class = import_cell_text(parts->head, CELL_TAX_CLASS);
	parts->draft_if_bare = !is_own(parts->head);
	for (i = 0; i < g->count; i++)
		json_row(im, g, &g->rows[i]);
	json_base(g);
	json_images(im, g);
}

/* A category, a collection and a product of one slug are three things. */
static const char *
json_key(struct import *im, const struct csv_record *r)
{
	const char	*key = import_key(im, r);
	const char	*kind = import_record_cell(im, r, CELL_KIND);

	return strcmp(kind, "category") == 0 ||
	    strcmp(kind, "collection") == 0 ?
	    arena_printf(im->scratch, "%s/%s", kind, key) : key;
}

const struct import_format import_json = {
	.name = "json",
	.columns = columns,
	.needed = needed,
	.lenient = true,
	.key = json_key,
	.read = json_read,
};
