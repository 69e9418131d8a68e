/* SPDX-License-Identifier: ISC */
#include "lib/audit/value.h"
#include "lib/base/money.h"
#include "lib/catalog/exporting.h"
#include "lib/settings/settings.h"

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

static void
object_put(struct export *ex, struct record *r)
{
	static const struct field	 object = { .type = FIELD_OBJECT };
	const struct value		 value = { .state = VALUE_SET,
					    .items = r, .count = 1 };

	value_put(&ex->json, NULL, &object, &value,
	    money_decimals(settings_currency(ex->act->settings)));
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
	FORGET(r, CATEGORY_PRODUCTS, CATEGORY_CREATED_AT, CATEGORY_UPDATED_AT,
	    CATEGORY_VERSION);
	object_put(ex, r);
}

static enum outcome
categories_put(struct export *ex)
{
	struct record	*category;
	enum outcome	 e = SOUK_OK;
	size_t		 i;

	for (i = 0; i < ex->category_count && e == SOUK_OK; i++) {
		e = category_read(ex->act, ex->categories[i].id, &category);
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
images_clean(struct arena *arena, struct value *list)
{
	const struct record	*from = list->items;
	size_t			 i;

	list->items = arena_array(arena, list->count + 1,
	    sizeof(*list->items));
	for (i = 0; i < list->count; i++) {
		list->items[i] = *record_copy(arena, &from[i]);
		FORGET(&list->items[i], IMAGE_ID);
		record_set_int(&list->items[i], IMAGE_POSITION, (int64_t)i);
	}
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
	images_clean(ex->act->arena, &r->values[PRODUCT_IMAGES]);
	export_own_prices(ex->act->arena, r);
	for (i = 0; i < list->count; i++)
		FORGET(&list->items[i], VARIATION_ID, VARIATION_MODIFIER);
	record_set_text(r, PRODUCT_CATEGORY,
	    category == NULL ? NULL : category->slug);
	FORGET(r, PRODUCT_ID, PRODUCT_PRICE_FROM, PRODUCT_VIEW_COUNT,
	    PRODUCT_BRAND, PRODUCT_CREATED_AT, PRODUCT_UPDATED_AT,
	    PRODUCT_VERSION);
	object_put(ex, r);
	return SOUK_OK;
}

static enum outcome
json_end(struct export *ex)
{
	json_close_list(&ex->json);
	json_close(&ex->json);
	buf_putc(&ex->out, '\n');
	return SOUK_OK;
}

const struct export_writer export_json = {
	.begin = json_begin, .product = json_product, .end = json_end,
};
