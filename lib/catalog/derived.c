/* SPDX-License-Identifier: ISC */
#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/price_of.h"
#include "lib/db/search.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define UNIT		'\x1f'		/* in no text: validation refuses it */

static const char sql_refresh[] =
    "UPDATE product SET"
    " stock = (SELECT CAST(coalesce(sum(v.stock), 0) AS BIGINT)"
    "  FROM product_variation v"
    "  WHERE v.product_id = :id AND v.is_active = 1),"
    " price_from = :price_from, compare_at = :compare_at"
    " WHERE id = :id";
static const char sql_count[] =
    "UPDATE category SET products = products + :change WHERE id = :id";
static const char sql_category_names[] =
    "SELECT locale, name FROM category_text WHERE category_id = :id";

/*
 * What everybody pays.  A list alone makes no price: an active product has
 * one whatever lists begin and end (product_write.c, listing.c).
 */
static enum outcome
price_from_read(struct act *act, const char *id, struct price_from *from)
{
	const struct price_terms	 terms = price_terms_public(act);
	struct stmt			*s;
	struct price_now		 price;
	enum outcome			 e;

	price_from_start(from);
	s = prices_of_product(act, id, &terms);
	while ((e = db_step(s)) == SOUK_OK) {
		price_row_read(s, &price);
		price_from_add(from, s, &price);
	}
	if (!from->has_usual)
		price_from_start(from);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
bind_amount(struct stmt *s, const char *name, bool there, int64_t amount)
{
	if (there)
		db_bind_int(s, name, amount);
	else
		db_bind_null_int(s, name);
}

enum outcome
product_refresh(struct act *act, const char *id)
{
	struct price_from	 from;
	struct stmt		*s;
	enum outcome		 e;

	if ((e = price_from_read(act, id, &from)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_refresh);
	db_bind_text(s, ":id", id);
	bind_amount(s, ":price_from", from.lowest.has, from.lowest.amount);
	bind_amount(s, ":compare_at", from.lowest.has_compare,
	    from.lowest.compare_at);
	return db_run(s);
}

/* ---- counters --------------------------------------------------------- */

/* The category in which a product counts, NULL: in none. */
static const char *
counts_in(const struct record *product)
{
	if (product == NULL || !record_is(product, PRODUCT_STATUS, "ACTIVE"))
		return NULL;
	return record_text(product, PRODUCT_CATEGORY);
}

static enum outcome
count_change(struct act *act, const char *category, int64_t change)
{
	struct stmt	*s;

	if (category == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_count);
	db_bind_text(s, ":id", category);
	db_bind_int(s, ":change", change);
	return db_run(s);
}

enum outcome
product_counted(struct act *act, const struct record *before,
    const struct record *after)
{
	const char	*old = counts_in(before), *new = counts_in(after);
	enum outcome	 e;

	if (text_equal(old, new))
		return SOUK_OK;
	if ((e = count_change(act, old, -1)) != SOUK_OK)
		return e;
	return count_change(act, new, 1);
}

/* ---- search ----------------------------------------------------------- */

/* What else a product is found by: its SKUs; the category comes behind. */
static void
skus_put(struct buf *b, const struct record *product)
{
	const struct value	*list = &product->values[PRODUCT_VARIATIONS];
	const char		*sku;
	size_t			 i;

	for (i = 0; i < list->count; i++) {
		sku = record_text(&list->items[i], VARIATION_SKU);
		if (sku != NULL)
			buf_printf(b, "%s ", sku);
	}
}

/* Names of its category by locale; one that is missing stays NULL. */
static enum outcome
category_names(struct act *act, const char *category,
    const char *names[LOCALE__MAX])
{
	struct stmt	*s = db_sql(act->db, sql_category_names);
	enum locale	 locale;
	enum outcome	 e;

	db_bind_text(s, ":id", category);
	while ((e = db_step(s)) == SOUK_OK) {
		locale = locale_from_tag(db_text(s, 0, NULL));
		if (locale < LOCALE__MAX)
			names[locale] = db_copy(s, 1, act->arena);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
doc_put(struct act *act, const struct record *product, enum locale locale,
    const struct search_doc *text, const char *const names[LOCALE__MAX])
{
	const char		*name = names[locale];
	struct search_doc	 doc = *text;
	struct buf		 extra;

	if (name == NULL)
		name = names[settings_locale(act->settings)];
	buf_init(&extra, act->arena, 128);
	skus_put(&extra, product);
	if (name != NULL)
		buf_puts(&extra, name);
	doc.kind = record_is(product, PRODUCT_STATUS, "ACTIVE") ? "product" :
	    "draft";
	doc.id = record_text(product, PRODUCT_ID);
	doc.locale = locale;
	doc.extra = extra.p;
	return search_put(act->db, act->arena, &doc);
}

/*
 * The public searches "product", which are the active ones, without having to
 * look at the products themselves; the brand searches "draft" as well.
 */
enum outcome
product_unindex(struct act *act, const char *id)
{
	enum outcome	 e;

	if ((e = search_drop(act->db, "product", id)) != SOUK_OK)
		return e;
	return search_drop(act->db, "draft", id);
}

static enum outcome
docs_put(struct act *act, const struct record *product)
{
	const struct value	*list = &product->values[PRODUCT_TEXTS];
	const char		*names[LOCALE__MAX] = { NULL };
	struct search_doc	 doc = {
		.title = record_text(product, PRODUCT_NAME),
		.body = record_text(product, PRODUCT_DESCRIPTION),
	};
	enum outcome		 e;
	size_t			 i;

	if ((e = category_names(act, record_text(product, PRODUCT_CATEGORY),
	    names)) != SOUK_OK ||
	    (e = doc_put(act, product, settings_locale(act->settings), &doc,
	    names)) != SOUK_OK)
		return e;
	for (i = 0; i < list->count; i++) {
		doc.title = record_text(&list->items[i], TEXT_NAME);
		doc.body = record_text(&list->items[i], TEXT_DESCRIPTION);
		e = doc_put(act, product, locale_from_tag(
		    record_text(&list->items[i], TEXT_LOCALE)), &doc, names);
		if (e != SOUK_OK)
			return e;
	}
	return SOUK_OK;
}

/* product was read in the shop's locale. */
enum outcome
product_index(struct act *act, const struct record *product)
{
	enum outcome	 e;

	e = product_unindex(act, record_text(product, PRODUCT_ID));
	return e == SOUK_OK ? docs_put(act, product) : e;
}

static void
unit_put(struct buf *b, const char *text)
{
	if (text != NULL)
		buf_puts(b, text);
	buf_putc(b, UNIT);
}

/* All that the index is told of a product. */
static const char *
indexed_text(struct arena *arena, const struct record *product)
{
	static const int	 fields[] = { PRODUCT_STATUS, PRODUCT_CATEGORY,
				    PRODUCT_NAME, PRODUCT_DESCRIPTION };
	static const int	 texts[] = { TEXT_LOCALE, TEXT_NAME,
				    TEXT_DESCRIPTION };
	const struct value	*list = &product->values[PRODUCT_TEXTS];
	struct buf		 b;
	size_t			 i, f;

	buf_init(&b, arena, 1024);
	for (f = 0; f < COUNT(fields); f++)
		unit_put(&b, record_text(product, fields[f]));
	skus_put(&b, product);
	for (i = 0; i < list->count; i++)
		for (f = 0; f < COUNT(texts); f++)
			unit_put(&b, record_text(&list->items[i], texts[f]));
	return b.p;
}

/* Most edits are of prices and stock, and leave the index as it is. */
enum outcome
product_reindex(struct act *act, const struct record *before,
    const struct record *after)
{
	if (before == NULL)
		return docs_put(act, after);
	return text_equal(indexed_text(act->arena, before),
	    indexed_text(act->arena, after)) ? SOUK_OK :
	    product_index(act, after);
}
