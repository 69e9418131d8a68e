/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/catalog/import.h"
#include "lib/catalog/import_value.h"

/*
 * WooCommerce's product export, in English and French: a line a product, and
 * one a variation that names its parent by SKU or "id:12" and may stand
 * anywhere.  A sale price that holds is the price, and the regular one what
 * it is crossed out by.  A product of many categories has the first, and tags
 * of the others' names, which a collection by rules can gather again.
 */
static const struct import_column columns[] = {
	{ "ID", CELL_ID },
	{ "Type", CELL_KIND },
	{ "SKU", CELL_SKU }, { "UGS", CELL_SKU },
	{ "Name", CELL_NAME }, { "Nom", CELL_NAME },
	{ "Published", CELL_PUBLISHED }, { "Publié", CELL_PUBLISHED },
	{ "Is featured?", CELL_FEATURED }, { "Mis en avant ?", CELL_FEATURED },
	{ "Visibility in catalog", CELL_VISIBILITY },
	{ "Visibilité dans le catalogue", CELL_VISIBILITY },
	{ "Short description", CELL_SHORT },
	{ "Description courte", CELL_SHORT },
	{ "Description", CELL_DESCRIPTION },
	{ "Date sale price starts", CELL_SALE_FROM },
	{ "Date de début de promo", CELL_SALE_FROM },
	{ "Date sale price ends", CELL_SALE_TO },
	{ "Date de fin de promo", CELL_SALE_TO },
	{ "Tax status", CELL_TAX_STATUS },
	{ "État de la TVA", CELL_TAX_STATUS },
	{ "Tax class", CELL_TAX_CLASS }, { "Classe de TVA", CELL_TAX_CLASS },
	{ "In stock?", CELL_IN_STOCK }, { "En stock ?", CELL_IN_STOCK },
	{ "Stock", CELL_STOCK },
	{ "Low stock amount", CELL_LOW_STOCK },
	{ "Montant de stock faible", CELL_LOW_STOCK },
	{ "Weight (g)", CELL_WEIGHT }, { "Poids (g)", CELL_WEIGHT },
	{ "Weight (kg)", CELL_WEIGHT_KG }, { "Poids (kg)", CELL_WEIGHT_KG },
	{ "Weight (lbs)", CELL_WEIGHT_LB },
	{ "Weight (oz)", CELL_WEIGHT_OZ },
	{ "Sale price", CELL_SALE }, { "Tarif promo", CELL_SALE },
	{ "Regular price", CELL_PRICE }, { "Tarif régulier", CELL_PRICE },
	{ "Categories", CELL_CATEGORY_PATH },
	{ "Catégories", CELL_CATEGORY_PATH },
	{ "Tags", CELL_TAGS }, { "Étiquettes", CELL_TAGS },
	{ "Brands", CELL_VENDOR }, { "Marques", CELL_VENDOR },
	{ "GTIN, UPC, EAN, or ISBN", CELL_BARCODE },
	{ "GTIN, UPC, EAN ou ISBN", CELL_BARCODE },
	{ "Images", CELL_IMAGES },
	{ "Parent", CELL_PARENT },
	{ "Attribute 1 name", CELL_OPTION1 },
	{ "Attribute 1 value(s)", CELL_VALUE1 },
	{ "Attribute 2 name", CELL_OPTION2 },
	{ "Attribute 2 value(s)", CELL_VALUE2 },
	{ "Attribute 3 name", CELL_OPTION3 },
	{ "Attribute 3 value(s)", CELL_VALUE3 },
	{ "Attribute 4 name", CELL_OPTION4 },
	{ "Attribute 4 value(s)", CELL_VALUE4 },
	{ "Attribute 5 name", CELL_OPTION5 },
	{ "Attribute 5 value(s)", CELL_VALUE5 },
	{ "Attribute 6 name", CELL_OPTION6 },
	{ "Attribute 6 value(s)", CELL_VALUE6 },
	{ "Nom de l’attribut 1", CELL_OPTION1 },
	{ "Valeur(s) de l’attribut 1", CELL_VALUE1 },
	{ "Nom de l’attribut 2", CELL_OPTION2 },
	{ "Valeur(s) de l’attribut 2", CELL_VALUE2 },
	{ "Nom de l’attribut 3", CELL_OPTION3 },
	{ "Valeur(s) de l’attribut 3", CELL_VALUE3 },
	{ NULL, CELL__MAX }
};

static const enum import_cell needed[] = {
	CELL_KIND, CELL_NAME, CELL_PRICE, CELL__MAX
};

static const struct import_word tax_classes[] = {
	{ "standard", "standard" }, { "parent", "" },
	{ "reduced rate", "reduced" }, { "reduced", "reduced" },
	{ "zero rate", "zero" }, { "zero", "zero" },
	{ "super reduced", "super_reduced" },
	{ NULL, NULL }
};

/* ---- one line --------------------------------------------------------------- */

static bool
is_variation(const struct import_row *row)
{
	const char	*kind = import_cell_text(row, CELL_KIND);

	return kind != NULL && strstr(kind, "variation") != NULL;
}

static bool
is_parent(const struct import_row *row)
{
	const char	*kind = import_cell_text(row, CELL_KIND);

	return kind != NULL && strstr(kind, "variable") != NULL;
}

/* The slug of its name; the second of a name has its number as well. */
static const char *
woo_key(struct import *im, const struct csv_record *r)
{
	const char	*key = import_key(im, r);
	const char	*id = import_record_cell(im, r, CELL_ID);

	if (r->joined || *key == '\0' || import_set_get(&im->met, "slug",
	    key) < 0 || import_blank(id))
		return key;
	return arena_printf(im->scratch, "%s-%s", key,
	    text_slug(im->scratch, id, 20));
}

/* Dates are "2026-11-21", with or without a time. */
static bool
is_past(struct import *im, const char *date)
{
	char	 now[CLOCK_TEXT];

	clock_text(im->act.now, now);
	return strncmp(date, now, 10) < 0;
}

static void
woo_price(struct import *im, struct import_row *row)
{
	const char	*sale = import_cell_text(row, CELL_SALE);
	const char	*from = import_cell_text(row, CELL_SALE_FROM);
	const char	*to = import_cell_text(row, CELL_SALE_TO);

	row->cells[CELL_COMPARE_AT] = "";
	if (sale == NULL)
		return;
	if ((to != NULL && is_past(im, to)) ||
	    (from != NULL && !is_past(im, from))) {
		import_left_cell(im, CELL_SALE);
		return;
	}
	row->cells[CELL_COMPARE_AT] = row->cells[CELL_PRICE];
	row->cells[CELL_PRICE] = sale;
}

/* Without a count, what is in stock is there once at least. */
static void
woo_stock(struct import *im, struct import_row *row)
{
	const char	*text = import_cell_text(row, CELL_IN_STOCK);
	bool		 there = false;

	if (import_cell_text(row, CELL_STOCK) != NULL || text == NULL)
		return;
	import_boolean(im->act.arena, text, &there);
	row->cells[CELL_STOCK] = there ? "1" : "0";
	if (there)
		import_left_cell(im, CELL_IN_STOCK);
}

/* Those that this variation has a value of, moved together. */
static void
woo_options(struct import *im, struct import_row *row)
{
	const char	*name, *value;
	int		 from, to = 0;

	for (from = 0; from < 6; from++) {
		name = import_cell_text(row, CELL_OPTION1 + 2 * from);
		value = import_cell_text(row, CELL_VALUE1 + 2 * from);
		row->cells[CELL_OPTION1 + 2 * from] = NULL;
		row->cells[CELL_VALUE1 + 2 * from] = NULL;
		if (name == NULL || value == NULL)
			continue;
		if (is_parent(row))	/* all that its variations have */
			continue;
		if (to == 3 || !is_variation(row)) {
			import_left_cell(im, CELL_VALUE1 + 2 * from);
			continue;
		}
		row->cells[CELL_OPTION1 + 2 * to] = name;
		row->cells[CELL_VALUE1 + 2 * to++] = value;
	}
}

static void
woo_variation(struct import *im, struct import_group *g,
    struct import_row *row)
{
	struct import_parts	*parts = &g->parts;

	woo_price(im, row);
	woo_stock(im, row);
	parts->variations[parts->variation_count++] = row;
}

static const char *
woo_status(struct import *im, struct import_row *head)
{
	const char	*text = import_cell_text(head, CELL_PUBLISHED);
	const char	*seen = import_cell_text(head, CELL_VISIBILITY);
	int64_t		 n = 1;

	if (text != NULL && !import_integer(text, &n))
		import_refuse(im, head, CELL_PUBLISHED,
		    &catalog_messages[CATALOG_IMPORT_NUMBER], 0);
	if (n < 0)
		return "DRAFT";
	return n == 0 || (seen != NULL && strcmp(seen, "hidden") == 0) ?
	    "INACTIVE" : "ACTIVE";
}

/* ---- categories ----------------------------------------------------------- */

/* The next path of "A > B, C"; a backslash makes a comma one of the name. */
static const char *
path_next(struct arena *arena, const char **text)
{
	const char	*p, *begin = *text;

	for (p = begin; *p != '\0' && *p != ','; p++)
		if (p[0] == '\\' && p[1] != '\0')
			p++;
	*text = p + (*p == ',');
	return import_trim(arena, arena_text(arena, begin,
	    (size_t)(p - begin)));
}

/* "A" of "A > B", and that itself. */
static bool
is_above(const char *path, const char *below)
{
	const size_t	 len = strlen(path);

	return strncmp(path, below, len) == 0 &&
	    (below[len] == '\0' || text_starts(below + len, " >"));
}

/* The first, or what stands below it: a product has one category. */
static const char *
woo_category(struct import *im, const struct import_row *head)
{
	const char	*text = import_cell_text(head, CELL_CATEGORY_PATH);
	const char	*found = NULL, *path;

	while (text != NULL && *text != '\0') {
		path = path_next(im->act.arena, &text);
		if (*path != '\0' && (found == NULL || is_above(found, path)))
			found = path;
	}
	return found;
}

/* The last name of a path, a comma in it as a list of tags has it. */
static void
tag_put(struct buf *tags, const char *path)
{
	const char	*name = path, *p;

	for (p = path; *p != '\0'; p++) {
		if (p[0] == '\\' && p[1] != '\0')
			p++;
		else if (*p == '>')
			name = p + 1;
	}
	buf_printf(tags, "%s%s", tags->len > 0 ? "," : "", name);
}

/* Its tags, and the categories that it cannot have besides. */
static const char *
woo_tags(struct import *im, const struct import_row *head,
    const char *category)
{
	const char	*text = import_cell_text(head, CELL_CATEGORY_PATH);
	const char	*tags = head->cells[CELL_TAGS], *path;
	bool		 others = false;
	struct buf	 all;

	buf_init(&all, im->act.arena, 64);
	if (tags != NULL)
		buf_puts(&all, tags);
	while (text != NULL && *text != '\0') {
		path = path_next(im->act.arena, &text);
		if (*path == '\0' || category == NULL ||
		    is_above(path, category))
			continue;
		tag_put(&all, path);
		others = true;
	}
	if (others)
		import_left_cell(im, CELL_CATEGORY_PATH);
	return tags == NULL && !others ? NULL :
	    import_names(im->act.arena, all.p);
}

/* ---- a product ---------------------------------------------------------------- */

static const char *
woo_tax_class(struct import *im, const struct import_row *head)
{
	const char	*status = import_cell_text(head, CELL_TAX_STATUS);
	const char	*text = import_cell_text(head, CELL_TAX_CLASS);
	const char	*tax_class = import_word(im, text, tax_classes);

	if (text != NULL && tax_class == NULL)
		import_left_cell(im, CELL_TAX_CLASS);
	if (status != NULL && strcmp(status, "none") == 0)
		return "exempt";
	return tax_class == NULL || *tax_class == '\0' ? NULL : tax_class;
}

static void
woo_product(struct import *im, struct import_group *g)
{
	struct import_parts	*parts = &g->parts;
	struct import_row	*head = parts->head;

	parts->description = import_description(im, head);
	parts->status = woo_status(im, head);
	parts->category = woo_category(im, head);
	parts->category_is_path = true;
	parts->tags = woo_tags(im, head, parts->category);
	parts->tax_class = woo_tax_class(im, head);
	parts->draft_if_bare = true;
}

static void
woo_read(struct import *im, struct import_group *g)
{
	struct import_row	*row;
	size_t			 i;

	import_parts_new(im, g);
	woo_product(im, g);
	if (is_variation(g->rows))
		import_refuse(im, g->rows, CELL_PARENT,
		    &catalog_messages[CATALOG_IMPORT_NO_PARENT], 0);
	for (i = 0; i < g->count; i++) {
		row = &g->rows[i];
		woo_options(im, row);
		import_parts_images(im, g, row, CELL_IMAGES, true);
		if (i > 0 || g->count == 1)
			woo_variation(im, g, row);
	}
}

const struct import_format import_woo = {
	.name = "woocommerce",
	.columns = columns,
	.needed = needed,
	.lenient = true,
	.joins = true,
	.key = woo_key,
	.read = woo_read,
};
