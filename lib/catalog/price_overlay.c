/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/price_of.h"
#include "lib/settings/settings.h"

/* An amount, or null where there is none. */
static void
amount_put(struct record *r, int field, bool there, int64_t amount)
{
	if (there)
		record_set_int(r, field, amount);
	else
		record_set_text(r, field, NULL);
}

/* ---- a product ------------------------------------------------------------ */

static void
variation_priced(struct record *variation, const struct price_now *p)
{
	amount_put(variation, VARIATION_PRICE, p->has, p->amount);
	amount_put(variation, VARIATION_COMPARE_AT, p->has_compare,
	    p->compare_at);
	amount_put(variation, VARIATION_PRICE_UNTIL, p->until != 0, p->until);
	record_set_int(variation, VARIATION_MODIFIER,
	    p->has_usual && p->has_base ? p->usual - p->base : 0);
}

static void
product_totals(struct record *product, const struct price_from *from,
    const char *currency)
{
	const struct price_now	*p = &from->lowest;

	record_set_text(product, PRODUCT_CURRENCY, currency);
	amount_put(product, PRODUCT_PRICE_FROM, p->has, p->amount);
	amount_put(product, PRODUCT_COMPARE_AT, p->has_compare,
	    p->compare_at);
}

enum outcome
product_priced(struct act *act, const char *currency, struct record *product)
{
	const struct value	*list = &product->values[PRODUCT_VARIATIONS];
	struct record		*variation = list->items;
	struct price_terms	 terms;
	struct price_from	 from;
	struct price_now	 price;
	struct stmt		*s;
	enum outcome		 e;

	if ((e = price_terms_of(act, currency, &terms)) != SOUK_OK)
		return e;
	price_from_start(&from);
	s = prices_of_product(act, record_text(product, PRODUCT_ID), &terms);
	while ((e = db_step(s)) == SOUK_OK) {
		while (!record_is(variation, VARIATION_ID,
		    db_text(s, 0, NULL)))
			variation++;
		price_row_read(s, &price);
		price_from_add(&from, s, &price);
		variation_priced(variation, &price);
		amount_put(product, PRODUCT_BASE_PRICE, price.has_base,
		    price.base);
	}
	product_totals(product, &from, terms.currency);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- the rows of a list ---------------------------------------------------- */

/* What everybody sees in the shop's currency stands in the rows already. */
enum outcome
product_list_priced(struct act *act, const char *currency,
    struct product_list *list)
{
	struct price_terms	*terms = arena_alloc(act->arena,
				    sizeof(*terms));
	enum outcome		 e = price_terms_of(act, currency, terms);

	if (e == SOUK_OK && (*terms->groups != '\0' || !text_equal(
	    terms->currency, settings_currency(act->settings))))
		list->priced = terms;
	return e;
}

static struct record *
page_find(struct product_list *list, const char *id)
{
	size_t	 i;

	for (i = 0; i < list->page_count; i++)
		if (record_is(&list->page[i], SUMMARY_ID, id))
			return &list->page[i];
	return NULL;
}

static void
summary_priced(struct record *row, const struct price_from *from,
    const char *currency)
{
	const struct price_now	*p = &from->lowest;

	record_set_text(row, SUMMARY_CURRENCY, currency);
	amount_put(row, SUMMARY_PRICE_FROM, p->has, p->amount);
	amount_put(row, SUMMARY_COMPARE_AT, p->has_compare, p->compare_at);
}

/* The rows of a product's variations stand together. */
static enum outcome
page_price(struct act *act, struct product_list *list, const char **ids)
{
	struct stmt		*s = prices_of_products(act, ids,
				    list->page_count, list->priced);
	struct record		*row = NULL;
	struct price_from	 from;
	struct price_now	 price;
	enum outcome		 e;

	while ((e = db_step(s)) == SOUK_OK) {
		if (row == NULL || !record_is(row, SUMMARY_ID,
		    db_text(s, 1, NULL))) {
			row = page_find(list, db_text(s, 1, NULL));
			price_from_start(&from);
		}
		price_row_read(s, &price);
		price_from_add(&from, s, &price);
		summary_priced(row, &from, list->priced->currency);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
page_read(struct act *act, struct product_list *list)
{
	const size_t	 room = (size_t)list->left;
	const char	**ids = arena_array(act->arena, room, sizeof(*ids));
	struct record	*row;
	enum outcome	 e;

	list->page = arena_array(act->arena, room, sizeof(*list->page));
	for (;;) {
		row = record_new(act->arena, &product_summary_fields);
		if ((e = product_list_row(act, list, row)) != SOUK_OK)
			break;
		ids[list->page_count] = record_text(row, SUMMARY_ID);
		list->page[list->page_count++] = *row;
	}
	if (e != SOUK_NOT_FOUND)
		return e;
	return list->page_count == 0 ? SOUK_OK : page_price(act, list, ids);
}

enum outcome
product_list_priced_next(struct act *act, struct product_list *list,
    struct record *row)
{
	enum outcome	 e;

	if (list->page == NULL && (e = page_read(act, list)) != SOUK_OK)
		return e;
	if (list->page_at == list->page_count)
		return SOUK_NOT_FOUND;
	memcpy(row->values, list->page[list->page_at++].values,
	    row->set->count * sizeof(*row->values));
	return SOUK_OK;
}
