/* SPDX-License-Identifier: ISC */
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/db/compose.h"
#include "lib/settings/settings.h"

static const char sql_product_put[] =
    "INSERT INTO product_price (product_id, currency, amount)"
    " VALUES (:id, :currency, :amount)"
    " ON CONFLICT (product_id, currency) DO UPDATE"
    " SET amount = excluded.amount";
static const char sql_product_drop[] =
    "DELETE FROM product_price"
    " WHERE product_id = :id AND currency = :currency";
static const char sql_product_drop_others[] =
    "DELETE FROM product_price"
    " WHERE product_id = :id AND currency <> :currency";

static const char sql_variation_put[] =
    "INSERT INTO variation_price (variation_id, currency, amount)"
    " VALUES (:id, :currency, :amount)"
    " ON CONFLICT (variation_id, currency) DO UPDATE"
    " SET amount = excluded.amount";
static const char sql_variation_drop[] =
    "DELETE FROM variation_price"
    " WHERE variation_id = :id AND currency = :currency";
static const char sql_variation_drop_others[] =
    "DELETE FROM variation_price"
    " WHERE variation_id = :id AND currency <> :currency";

static const char sql_product_read[] =
    "SELECT currency, amount, compare_at FROM product_price"
    " WHERE product_id = :id ORDER BY currency";
/* In the order in which variations.c reads them. */
static const char sql_variations_read[] =
    "SELECT a.currency, a.amount, a.compare_at, v.id"
    " FROM product_variation v"
    " JOIN variation_price a ON a.variation_id = v.id"
    " WHERE v.product_id = :id ORDER BY v.position, v.id, a.currency";

const struct prices_of product_prices = {
	.sql_put = sql_product_put,
	.sql_drop = sql_product_drop,
	.sql_drop_others = sql_product_drop_others,
};
const struct prices_of variation_prices = {
	.sql_put = sql_variation_put,
	.sql_drop = sql_variation_drop,
	.sql_drop_others = sql_variation_drop_others,
};

/* ---- writing ---------------------------------------------------------- */

static enum outcome
price_put(struct act *act, const struct prices_of *of, const char *id,
    const char *currency, int64_t amount)
{
	struct stmt	*s = db_sql(act->db, of->sql_put);

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":currency", currency);
	db_bind_int(s, ":amount", amount);
	return db_run(s);
}

static enum outcome
price_drop(struct act *act, const char *sql, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":currency", settings_currency(act->settings));
	return db_run(s);
}

enum outcome
price_write(struct act *act, const struct prices_of *of, const char *id,
    const struct value *amount)
{
	switch (amount->state) {
	case VALUE_SET:
		return price_put(act, of, id,
		    settings_currency(act->settings), amount->num);
	case VALUE_NULL:
		return price_drop(act, of->sql_drop, id);
	case VALUE_ABSENT:
		break;
	}
	return SOUK_OK;
}

static bool
currency_is_twice(struct act *act, const struct value *list, size_t i)
{
	const char	*currency = record_text(&list->items[i],
			    PRICE_CURRENCY);
	size_t		 j;

	for (j = 0; j < i; j++)
		if (record_is(&list->items[j], PRICE_CURRENCY, currency))
			return true;
	return text_equal(currency, settings_currency(act->settings));
}

enum outcome
prices_write(struct act *act, const struct prices_of *of, const char *id,
    const struct value *list, const char *name)
{
	const struct record	*price;
	enum outcome		 e;
	size_t			 i;

	if (list->state == VALUE_ABSENT)
		return SOUK_OK;
	if ((e = price_drop(act, of->sql_drop_others, id)) != SOUK_OK)
		return e;
	for (i = 0; i < list->count; i++) {
		price = &list->items[i];
		if (currency_is_twice(act, list, i))
			return act_bad_field(act,
			    item_name(act, name, i, "currency"),
			    &catalog_messages[CATALOG_CURRENCY_TWICE]);
		e = price_put(act, of, id, record_text(price, PRICE_CURRENCY),
		    price->values[PRICE_AMOUNT].num);
		if (e != SOUK_OK)
			return e;
	}
	return SOUK_OK;
}

/* ---- reading ---------------------------------------------------------- */

/* The price in the current row: a number if in the shop's currency, else one
 * more of the list. */
static void
price_row(struct act *act, struct stmt *s, struct record *owner, int amount,
    int list)
{
	if (text_equal(db_text(s, 0, NULL), settings_currency(act->settings)))
		record_set_int(owner, amount, db_int(s, 1));
	else
		compose_row(s, 0, act->arena, list_add(act->arena,
		    &owner->values[list], &price_fields));
}

enum outcome
product_prices_read(struct act *act, const char *id, struct record *product)
{
	struct stmt	*s = db_sql(act->db, sql_product_read);
	enum outcome	 e;

	record_set_text(product, PRODUCT_BASE_PRICE, NULL);
	product->values[PRODUCT_PRICES] = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK)
		price_row(act, s, product, PRODUCT_BASE_PRICE,
		    PRODUCT_PRICES);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* What holds: the own price, else the base price; and their difference. */
static void
price_effective(struct record *variation, const struct value *base)
{
	struct value	*price = &variation->values[VARIATION_PRICE];

	record_set_int(variation, VARIATION_MODIFIER, 0);
	if (price->state != VALUE_SET)
		*price = *base;
	else if (base->state == VALUE_SET)
		record_set_int(variation, VARIATION_MODIFIER,
		    price->num - base->num);
}

enum outcome
variation_prices_read(struct act *act, const char *id, struct record *product)
{
	struct value	*list = &product->values[PRODUCT_VARIATIONS];
	struct stmt	*s = db_sql(act->db, sql_variations_read);
	struct record	*variation = list->items;
	enum outcome	 e;
	size_t		 i;

	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK) {
		while (!record_is(variation, VARIATION_ID,
		    db_text(s, 3, NULL)))
			variation++;
		price_row(act, s, variation, VARIATION_PRICE,
		    VARIATION_PRICES);
	}
	for (i = 0; i < list->count; i++)
		price_effective(&list->items[i],
		    &product->values[PRODUCT_BASE_PRICE]);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
