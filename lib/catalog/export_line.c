/* SPDX-License-Identifier: ISC */
#include <inttypes.h>

#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/catalog/exporting.h"
#include "lib/catalog/pictures.h"
#include "lib/settings/settings.h"

static const char sql_related[] =
    "SELECT coalesce(t.slug, (SELECT min(o.slug) FROM product_text o"
    " WHERE o.product_id = r.related_id)) FROM product_related r"
    " LEFT JOIN product_text t ON t.product_id = r.related_id"
    " AND t.locale = :shop WHERE r.product_id = :id ORDER BY r.position";

/* In the order of their names: the same in another shop. */
static const char sql_collections[] =
    "SELECT t.name FROM collection_product m"
    " JOIN collection c ON c.id = m.collection_id"
    " JOIN collection_text t ON t.collection_id = c.id AND t.locale = :shop"
    " WHERE m.product_id = :id AND c.kind = 'manual' ORDER BY t.name";

/* ---- texts of values ---------------------------------------------------- */

static const char *
number_text(struct arena *arena, const struct value *v)
{
	return v->state != VALUE_SET ? NULL :
	    arena_printf(arena, "%" PRId64, v->num);
}

static const char *
boolean_text(const struct value *v)
{
	return v->state != VALUE_SET ? NULL : v->num != 0 ? "true" : "false";
}

static const char *
money_text(struct export *ex, const struct value *v, const char *currency)
{
	struct buf	 text;

	if (v->state != VALUE_SET)
		return NULL;
	buf_init(&text, ex->act->arena, 24);
	money_put(&text, v->num, money_decimals(currency));
	return text.p;
}

/* "USD 12.50 (15.00), MAD 130.00" */
static const char *
prices_text(struct export *ex, const struct value *list)
{
	const struct value	*v;
	struct buf		 text;
	size_t			 i;

	buf_init(&text, ex->act->arena, 64);
	for (i = 0; i < list->count; i++) {
		v = list->items[i].values;
		buf_printf(&text, "%s%s %s", i > 0 ? ", " : "",
		    v[PRICE_CURRENCY].text, money_text(ex, &v[PRICE_AMOUNT],
		    v[PRICE_CURRENCY].text));
		if (v[PRICE_COMPARE_AT].state == VALUE_SET)
			buf_printf(&text, " (%s)", money_text(ex,
			    &v[PRICE_COMPARE_AT], v[PRICE_CURRENCY].text));
	}
	return text.p;
}

/* Between commas; a backslash before one that is part of a text. */
static void
item_put(struct buf *out, const char *text)
{
	if (out->len > 0)
		buf_puts(out, ", ");
	for (; *text != '\0'; text++) {
		if (*text == ',' || *text == '\\')
			buf_putc(out, '\\');
		buf_putc(out, *text);
	}
}

static const char *
tags_text(struct export *ex, const struct value *tags)
{
	struct buf	 text;
	size_t		 i;

	buf_init(&text, ex->act->arena, 64);
	for (i = 0; i < tags->count; i++)
		item_put(&text, tags->texts[i]);
	return text.p;
}

/* ---- lines -------------------------------------------------------------- */

static void
images_fill(struct act *act, const struct record *product,
    const char **cells)
{
	static const char *const	 numbers[] = {
		"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12",
		"13", "14", "15", "16", "17", "18", "19", "20"
	};
	const struct value		*list =
	    &product->values[PRODUCT_IMAGES];
	size_t				 i;

	for (i = 0; i < list->count && i < 20; i++) {
		cells[CELL_IMAGE1 + i] = picture_in_full(act,
		    record_text(&list->items[i], IMAGE_URL));
		cells[CELL_ALT1 + i] = record_text(&list->items[i],
		    IMAGE_ALT);
		if (list->items[i].values[IMAGE_PRIMARY].num == 1)
			cells[CELL_PRIMARY] = numbers[i];
	}
}

/* What stands on the first line only. */
static void
head_fill(struct export *ex, const struct record *product, const char **cells)
{
	static const struct { enum import_cell cell; int field; } texts[] = {
		{ CELL_NAME, PRODUCT_NAME },
		{ CELL_DESCRIPTION, PRODUCT_DESCRIPTION },
		{ CELL_STATUS, PRODUCT_STATUS },
		{ CELL_VENDOR, PRODUCT_VENDOR },
		{ CELL_TAX_CLASS, PRODUCT_TAX_CLASS },
		{ CELL_SEO_TITLE, PRODUCT_SEO_TITLE },
		{ CELL_SEO_DESCRIPTION, PRODUCT_SEO_DESCRIPTION },
	};
	const struct value		*v = product->values;
	const struct export_category	*category = export_category(ex,
	    record_text(product, PRODUCT_CATEGORY));
	const char			*currency = v[PRODUCT_CURRENCY].text;
	size_t				 i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		cells[texts[i].cell] = record_text(product, texts[i].field);
	cells[CELL_LOCALE] = locale_tag(settings_locale(ex->act->settings));
	cells[CELL_CATEGORY_PATH] = category == NULL ? NULL : category->path;
	cells[CELL_FEATURED] = boolean_text(&v[PRODUCT_FEATURED]);
	cells[CELL_NEW] = boolean_text(&v[PRODUCT_NEW]);
	cells[CELL_TAGS] = tags_text(ex, &v[PRODUCT_TAGS]);
	cells[CELL_BASE_PRICE] = money_text(ex, &v[PRODUCT_BASE_PRICE],
	    currency);
	cells[CELL_BASE_COMPARE_AT] = money_text(ex, &v[PRODUCT_COMPARE_AT],
	    currency);
	cells[CELL_BASE_PRICES] = prices_text(ex, &v[PRODUCT_PRICES]);
	images_fill(ex->act, product, cells);
}

/* The collections by hand that it is in. */
static enum outcome
collections_fill(struct export *ex, const struct record *product,
    const char **cells)
{
	struct stmt	*s = db_sql(ex->act->db, sql_collections);
	struct buf	 names;
	enum outcome	 e;

	buf_init(&names, ex->act->arena, 64);
	db_bind_text(s, ":id", record_text(product, PRODUCT_ID));
	db_bind_text(s, ":shop",
	    locale_tag(settings_locale(ex->act->settings)));
	while ((e = db_step(s)) == SOUK_OK)
		item_put(&names, db_text(s, 0, NULL));
	cells[CELL_COLLECTIONS] = names.p;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
options_fill(const struct record *variation, const char **cells)
{
	const struct value	*options =
	    &variation->values[VARIATION_OPTIONS];
	size_t			 i;

	for (i = 0; i < options->count && i < 3; i++) {
		cells[CELL_OPTION1 + 2 * i] =
		    record_text(&options->items[i], OPTION_NAME);
		cells[CELL_VALUE1 + 2 * i] =
		    record_text(&options->items[i], OPTION_VALUE);
	}
}

static void
variation_fill(struct export *ex, const struct record *variation,
    const char *currency, const char **cells)
{
	const struct value	*v = variation->values;
	struct arena		*arena = ex->act->arena;

	options_fill(variation, cells);
	cells[CELL_CURRENCY] = currency;
	cells[CELL_SKU] = record_text(variation, VARIATION_SKU);
	cells[CELL_BARCODE] = record_text(variation, VARIATION_BARCODE);
	cells[CELL_PRICE] = money_text(ex, &v[VARIATION_PRICE], currency);
	cells[CELL_COMPARE_AT] = money_text(ex, &v[VARIATION_COMPARE_AT],
	    currency);
	cells[CELL_PRICES] = prices_text(ex, &v[VARIATION_PRICES]);
	cells[CELL_STOCK] = v[VARIATION_PARTS].count > 0 ? "" :
	    number_text(arena, &v[VARIATION_STOCK]);	/* of its parts */
	cells[CELL_LOW_STOCK] = number_text(arena, &v[VARIATION_LOW_STOCK]);
	cells[CELL_WEIGHT] = number_text(arena, &v[VARIATION_WEIGHT]);
	cells[CELL_ACTIVE] = boolean_text(&v[VARIATION_ACTIVE]);
}

static void
text_fill(const struct record *text, const char *slug, const char **cells)
{
	cells[CELL_TRANSLATION_OF] = slug;
	cells[CELL_LOCALE] = record_text(text, TEXT_LOCALE);
	cells[CELL_SLUG] = record_text(text, TEXT_SLUG);
	cells[CELL_NAME] = record_text(text, TEXT_NAME);
	cells[CELL_DESCRIPTION] = record_text(text, TEXT_DESCRIPTION);
	cells[CELL_SEO_TITLE] = record_text(text, TEXT_SEO_TITLE);
	cells[CELL_SEO_DESCRIPTION] = record_text(text, TEXT_SEO_DESCRIPTION);
}

/* ---- what stands beside it ---------------------------------------------- */

enum outcome
export_related_read(struct export *ex, const struct record *product,
    struct value *slugs)
{
	const struct value	*ids = &product->values[PRODUCT_RELATED];
	struct stmt		*s;
	enum outcome		 e;

	*slugs = (struct value){ .state = VALUE_SET, .texts = arena_array(
	    ex->act->arena, ids->count + 1, sizeof(*slugs->texts)) };
	if (ids->count == 0)
		return SOUK_OK;
	s = db_sql(ex->act->db, sql_related);
	db_bind_text(s, ":id", record_text(product, PRODUCT_ID));
	db_bind_text(s, ":shop",
	    locale_tag(settings_locale(ex->act->settings)));
	while ((e = db_step(s)) == SOUK_OK && slugs->count < ids->count)
		slugs->texts[slugs->count++] = db_copy(s, 0, ex->act->arena);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* A related product may stand further down, so these lines come last. */
static enum outcome
related_keep(struct export *ex, const struct record *product)
{
	struct arena		*keep = ex->steps->keep;
	struct value		 slugs;
	enum outcome		 e;

	e = export_related_read(ex, product, &slugs);
	if (e != SOUK_OK || slugs.count == 0)
		return e;
	ex->related = arena_more(keep, ex->related, ex->related_count,
	    sizeof(*ex->related));
	ex->related[ex->related_count++] = (struct export_related){
		.slug = arena_copy(keep, record_text(product, PRODUCT_SLUG)),
		.related = arena_copy(keep, tags_text(ex, &slugs)),
	};
	return SOUK_OK;
}

enum outcome
export_related_lines(struct export *ex, export_line_fn *write)
{
	struct export_line	 line = { .cells = { NULL } };
	enum outcome		 e = SOUK_OK;
	size_t			 i;

	for (i = 0; i < ex->related_count && e == SOUK_OK; i++) {
		line.cells[CELL_SLUG] = ex->related[i].slug;
		line.cells[CELL_RELATED] = ex->related[i].related;
		e = write(ex, &line);
	}
	return e;
}

/* ---- all of it ---------------------------------------------------------- */

enum outcome
export_lines(struct export *ex, const struct record *product,
    export_line_fn *write)
{
	const struct value	*list = &product->values[PRODUCT_VARIATIONS];
	const struct value	*texts = &product->values[PRODUCT_TEXTS];
	const char		*slug = record_text(product, PRODUCT_SLUG);
	struct export_line	 line;
	enum outcome		 e = SOUK_OK;
	size_t			 i;

	for (i = 0; i < list->count && e == SOUK_OK; i++) {
		line = (struct export_line){ .cells[CELL_SLUG] = slug };
		if (i == 0) {
			head_fill(ex, product, line.cells);
			e = collections_fill(ex, product, line.cells);
			if (e != SOUK_OK)
				return e;
		}
		variation_fill(ex, &list->items[i],
		    record_text(product, PRODUCT_CURRENCY), line.cells);
		e = write(ex, &line);
	}
	for (i = 0; i < texts->count && e == SOUK_OK; i++) {
		line = (struct export_line){ .cells = { NULL } };
		text_fill(&texts->items[i], slug, line.cells);
		e = write(ex, &line);
	}
	return e != SOUK_OK ? e : related_keep(ex, product);
}

void
export_own_prices(struct arena *arena, struct record *product)
{
	struct value		*list = &product->values[PRODUCT_VARIATIONS];
	const struct record	*from = list->items;
	size_t			 i;

	list->items = arena_array(arena, list->count + 1,
	    sizeof(*list->items));
	for (i = 0; i < list->count; i++) {
		list->items[i] = *record_copy(arena, &from[i]);
		price_own_only(&list->items[i], product);
	}
}
