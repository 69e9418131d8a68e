/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/audit/value.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/catalog/exporting.h"
#include "lib/catalog/group.h"
#include "lib/catalog/pictures.h"
#include "lib/settings/settings.h"

/* By slug: positions are of one shop. */
static const char sql_collections[] =
    "SELECT c.id FROM collection c"
    " LEFT JOIN collection_text t ON t.collection_id = c.id"
    "  AND t.locale = :shop"
    " WHERE c.brand_id = :brand ORDER BY coalesce(t.slug, ''), c.id";
static const char sql_members[] =
    "SELECT coalesce(t.slug, (SELECT min(o.slug) FROM product_text o"
    " WHERE o.product_id = m.product_id)) FROM collection_product m"
    " LEFT JOIN product_text t ON t.product_id = m.product_id"
    " AND t.locale = :shop WHERE m.collection_id = :id"
    " ORDER BY m.position, m.product_id";

/* Taken out of a record before it is written: of this shop only. */
static void
forget(struct record *r, const int *fields, size_t n)
{
	size_t	 i;

	for (i = 0; i < n; i++)
		r->values[fields[i]].state = VALUE_ABSENT;
}
#define FORGET(RECORD, ...) do { \
	static const int	 forget_[] = { __VA_ARGS__ }; \
	forget(RECORD, forget_, sizeof(forget_) / sizeof(forget_[0])); \
} while (0)

static int
decimals_of(const struct export *ex)
{
	return money_decimals(settings_currency(ex->act->settings));
}

static void
object_put(struct export *ex, struct record *r)
{
	static const struct field	 object = { .type = FIELD_OBJECT };
	const struct value		 value = { .state = VALUE_SET,
					    .items = r, .count = 1 };

	value_put(&ex->json, NULL, &object, &value, decimals_of(ex));
	buf_putc(&ex->out, '\n');
}

/* ---- categories --------------------------------------------------------- */

/* Named by its slug, which is the same in every shop. */
static void
category_put(struct export *ex, const struct record *row)
{
	const struct export_category	*up = export_category(ex,
	    record_text(row, CATEGORY_PARENT));
	struct record			*r = record_copy(ex->act->arena, row);

	record_set_text(r, CATEGORY_ID, record_text(row, CATEGORY_SLUG));
	record_set_text(r, CATEGORY_PARENT, up == NULL ? NULL : up->slug);
	if (record_text(row, CATEGORY_IMAGE) != NULL)
		record_set_text(r, CATEGORY_IMAGE, picture_in_full(ex->act,
		    record_text(row, CATEGORY_IMAGE)));
	FORGET(r, CATEGORY_PRODUCTS, CATEGORY_CREATED_AT, CATEGORY_UPDATED_AT,
	    CATEGORY_VERSION);
	object_put(ex, r);
}

static int
slug_compare(const void *a, const void *b)
{
	const struct export_category	*x = a, *y = b;

	return strcmp(x->slug, y->slug);
}

/* By slug: those that a shop shows in no order of its own have one here. */
static enum outcome
categories_put(struct export *ex)
{
	const size_t		 n = ex->category_count;
	struct export_category	*sorted = arena_array(ex->act->arena, n + 1,
				    sizeof(*sorted));
	struct record		*category;
	enum outcome		 e = SOUK_OK;
	size_t			 i;

	for (i = 0; i < n; i++)
		sorted[i] = ex->categories[i];
	qsort(sorted, n, sizeof(*sorted), slug_compare);
	for (i = 0; i < n && e == SOUK_OK; i++) {
		e = category_read(ex->act, sorted[i].id, &category);
		if (e == SOUK_OK)
			category_put(ex, category);
		else if (e == SOUK_NOT_FOUND)
			e = SOUK_OK;
	}
	return e;
}

static enum outcome
json_begin(struct export *ex)
{
	const struct json_out	 json = ex->json;
	const size_t		 started = ex->out.len;
	enum outcome		 e;

	json_open(&ex->json, NULL);
	json_text(&ex->json, "generator", "souk");
	json_text(&ex->json, "currency",
	    settings_currency(ex->act->settings));
	json_text(&ex->json, "locale",
	    locale_tag(settings_locale(ex->act->settings)));
	json_open_list(&ex->json, "categories");
	if ((e = categories_put(ex)) != SOUK_OK) {
		ex->out.len = started;
		ex->json = json;
		return e;
	}
	json_close_list(&ex->json);
	json_open_list(&ex->json, "products");
	return SOUK_OK;
}

/* ---- products ----------------------------------------------------------- */

static void
images_clean(struct act *act, struct value *list)
{
	struct arena		*arena = act->arena;
	const struct record	*from = list->items;
	size_t			 i;

	list->items = arena_array(arena, list->count + 1,
	    sizeof(*list->items));
	for (i = 0; i < list->count; i++) {
		list->items[i] = *record_copy(arena, &from[i]);
		FORGET(&list->items[i], IMAGE_ID);
		record_set_text(&list->items[i], IMAGE_URL,
		    picture_in_full(act, record_text(&from[i], IMAGE_URL)));
		record_set_int(&list->items[i], IMAGE_POSITION, (int64_t)i);
	}
}

/* Where a bundle comes in it has neither its parts, which a file cannot name,
 * nor stock that nobody has: the report of the import says so. */
static void
variation_clean(struct record *v)
{
	FORGET(v, VARIATION_ID, VARIATION_MODIFIER);
	if (v->values[VARIATION_PARTS].count > 0)
		FORGET(v, VARIATION_STOCK);
	else
		FORGET(v, VARIATION_PARTS);
}

static enum outcome
json_product(struct export *ex, const struct record *product)
{
	const struct export_category	*category = export_category(ex,
	    record_text(product, PRODUCT_CATEGORY));
	struct record			*r = record_copy(ex->act->arena,
	    product);
	struct value			*list = &r->values[PRODUCT_VARIATIONS];
	enum outcome			 e;
	size_t				 i;

	e = export_related_read(ex, product, &r->values[PRODUCT_RELATED]);
	if (e != SOUK_OK)
		return e;
	images_clean(ex->act, &r->values[PRODUCT_IMAGES]);
	export_own_prices(ex->act->arena, r);
	for (i = 0; i < list->count; i++)
		variation_clean(&list->items[i]);
	record_set_text(r, PRODUCT_CATEGORY,
	    category == NULL ? NULL : category->slug);
	FORGET(r, PRODUCT_ID, PRODUCT_PRICE_FROM, PRODUCT_VIEW_COUNT,
	    PRODUCT_BRAND, PRODUCT_CREATED_AT, PRODUCT_UPDATED_AT,
	    PRODUCT_VERSION);
	object_put(ex, r);
	return SOUK_OK;
}

/* ---- collections --------------------------------------------------------- */

static enum outcome
members_put(struct export *ex, const char *id)
{
	struct stmt	*s = db_sql(ex->act->db, sql_members);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":shop",
	    locale_tag(settings_locale(ex->act->settings)));
	json_open_list(&ex->json, "products");
	while ((e = db_step(s)) == SOUK_OK)
		json_text(&ex->json, NULL, db_text(s, 0, NULL));
	json_close_list(&ex->json);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* A rule names a category by its slug, as products do. */
static void
rules_name(struct export *ex, struct value *rules)
{
	const struct export_category	*category;
	size_t				 i;

	for (i = 0; i < rules->count; i++) {
		if (!record_is(&rules->items[i], RULE_FIELD,
		    rule_abouts[RULE_CATEGORY]))
			continue;
		category = export_category(ex,
		    record_text(&rules->items[i], RULE_VALUE));
		if (category != NULL)
			record_set_text(&rules->items[i], RULE_VALUE,
			    category->slug);
	}
}

static enum outcome
collection_put(struct export *ex, const char *id)
{
	const struct field	*fields = collection_fields.fields;
	struct record		*r;
	enum outcome		 e = collection_read(ex->act, id, &r);
	int			 f;

	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	rules_name(ex, &r->values[COLLECTION_RULES]);
	FORGET(r, COLLECTION_ID, COLLECTION_PRODUCTS, COLLECTION_BUILDING,
	    COLLECTION_CREATED_AT, COLLECTION_UPDATED_AT, COLLECTION_VERSION);
	json_open(&ex->json, NULL);
	for (f = 0; f < COLLECTION__MAX; f++)
		if (record_has(r, f))
			value_put(&ex->json, fields[f].name, &fields[f],
			    &r->values[f], decimals_of(ex));
	if (record_is(r, COLLECTION_KIND, "manual"))
		e = members_put(ex, id);
	json_close(&ex->json);
	buf_putc(&ex->out, '\n');
	return e;
}

static enum outcome
collections_put(struct act *act, void *arg)
{
	struct export	*ex = arg;
	struct stmt	*s = db_sql(act->db, sql_collections);
	const char	**ids = NULL;
	enum outcome	 e;
	size_t		 i, n = 0;

	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":shop", locale_tag(settings_locale(act->settings)));
	for (; (e = db_step(s)) == SOUK_OK; n++) {
		ids = arena_more(act->arena, ids, n, sizeof(*ids));
		ids[n] = db_copy(s, 0, act->arena);
	}
	if (e != SOUK_NOT_FOUND)
		return e;
	for (e = SOUK_OK, i = 0; i < n && e == SOUK_OK; i++)
		e = collection_put(ex, ids[i]);
	return e;
}

static enum outcome
json_end(struct export *ex)
{
	enum outcome	 e;

	json_close_list(&ex->json);
	json_open_list(&ex->json, "collections");
	steps_next(ex->steps);
	if ((e = db_tx(ex->act, DB_READ, collections_put, ex)) != SOUK_OK)
		return e;
	json_close_list(&ex->json);
	json_close(&ex->json);
	buf_putc(&ex->out, '\n');
	return SOUK_OK;
}

const struct export_writer export_json = {
	.begin = json_begin, .product = json_product, .end = json_end,
};
