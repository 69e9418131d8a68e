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
static const char sql_product_put_both[] =
    "INSERT INTO product_price (product_id, currency, amount, compare_at)"
    " VALUES (:id, :currency, :amount, :compare_at)"
    " ON CONFLICT (product_id, currency) DO UPDATE"
    " SET amount = excluded.amount, compare_at = excluded.compare_at";
static const char sql_product_compare[] =
    "UPDATE product_price SET compare_at = :compare_at"
    " WHERE product_id = :id AND currency = :currency";
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
static const char sql_variation_put_both[] =
    "INSERT INTO variation_price (variation_id, currency, amount, compare_at)"
    " VALUES (:id, :currency, :amount, :compare_at)"
    " ON CONFLICT (variation_id, currency) DO UPDATE"
    " SET amount = excluded.amount, compare_at = excluded.compare_at";
static const char sql_variation_compare[] =
    "UPDATE variation_price SET compare_at = :compare_at"
    " WHERE variation_id = :id AND currency = :currency";
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
	.sql_put_both = sql_product_put_both,
	.sql_compare = sql_product_compare,
	.sql_drop = sql_product_drop,
	.sql_drop_others = sql_product_drop_others,
};
const struct prices_of variation_prices = {
	.sql_put = sql_variation_put,
	.sql_put_both = sql_variation_put_both,
	.sql_compare = sql_variation_compare,
	.sql_drop = sql_variation_drop,
	.sql_drop_others = sql_variation_drop_others,
};

/* ---- writing ---------------------------------------------------------- */

/*
 * What is given of a price goes in.  The table refuses what is not above the
 * amount beside it, whichever of the two was on record.
 */
static enum outcome
price_put(struct act *act, const struct prices_of *of, const char *id,
    const char *currency, const struct price *price, const char *field)
{
	const bool	 amount = price->amount.state == VALUE_SET;
	const bool	 compare = price->compare_at.state != VALUE_ABSENT;
	struct stmt	*s = db_sql(act->db, !amount ? of->sql_compare :
			    compare ? of->sql_put_both : of->sql_put);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":currency", currency);
	if (amount)
		db_bind_int(s, ":amount", price->amount.num);
	if (price->compare_at.state == VALUE_SET)
		db_bind_int(s, ":compare_at", price->compare_at.num);
	else if (compare)
		db_bind_null_int(s, ":compare_at");
	if ((e = db_run_changed(s)) != SOUK_CONFLICT)
		return e;
	return act_bad_field(act, field,
	    &catalog_messages[CATALOG_COMPARE_AT]);
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
    const struct price *price, const char *field)
{
	const enum value_state	 compare = price->compare_at.state;
	enum outcome		 e;

	if (price->amount.state == VALUE_NULL) {
		e = price_drop(act, of->sql_drop, id);
		return e == SOUK_OK && compare == VALUE_SET ?
		    SOUK_NOT_FOUND : e;
	}
	if (price->amount.state == VALUE_ABSENT && compare == VALUE_ABSENT)
		return SOUK_OK;
	e = price_put(act, of, id, settings_currency(act->settings), price,
	    field);
	return e == SOUK_NOT_FOUND && compare == VALUE_NULL ? SOUK_OK : e;
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
	const struct record	*in;
	struct price		 price;
	enum outcome		 e;
	size_t			 i;

	if (list->state == VALUE_ABSENT)
		return SOUK_OK;
	if ((e = price_drop(act, of->sql_drop_others, id)) != SOUK_OK)
		return e;
	for (i = 0; i < list->count; i++) {
		in = &list->items[i];
		if (currency_is_twice(act, list, i))
			return act_bad_field(act,
			    item_name(act, name, i, "currency"),
			    &catalog_messages[CATALOG_CURRENCY_TWICE]);
		price = (struct price){ in->values[PRICE_AMOUNT],
		    in->values[PRICE_COMPARE_AT] };
		e = price_put(act, of, id, record_text(in, PRICE_CURRENCY),
		    &price, item_name(act, name, i, "compareAt"));
		if (e != SOUK_OK)
			return e;
	}
	return SOUK_OK;
}

/* ---- reading ---------------------------------------------------------- */

/* Where a record has its price in the shop's currency, and the others. */
struct price_at { int amount, compare_at, list; };
static const struct price_at product_at = {
	PRODUCT_BASE_PRICE, PRODUCT_COMPARE_AT, PRODUCT_PRICES
};
static const struct price_at variation_at = {
	VARIATION_PRICE, VARIATION_COMPARE_AT, VARIATION_PRICES
};

static void
price_row(struct act *act, struct stmt *s, struct record *owner,
    const struct price_at *at)
{
	if (!text_equal(db_text(s, 0, NULL),
	    settings_currency(act->settings))) {
		compose_row(s, 0, act->arena, list_add(act->arena,
		    &owner->values[at->list], &price_fields));
		return;
	}
	record_set_int(owner, at->amount, db_int(s, 1));
	if (!db_is_null(s, 2))
		record_set_int(owner, at->compare_at, db_int(s, 2));
}

enum outcome
product_prices_read(struct act *act, const char *id, struct record *product)
{
	struct stmt	*s = db_sql(act->db, sql_product_read);
	enum outcome	 e;

	record_set_text(product, PRODUCT_BASE_PRICE, NULL);
	record_set_text(product, PRODUCT_COMPARE_AT, NULL);
	product->values[PRODUCT_PRICES] = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK)
		price_row(act, s, product, &product_at);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* What holds: the own price, else the base price; and their difference. */
static void
price_effective(struct record *variation, const struct record *product)
{
	const struct value	*base = &product->values[PRODUCT_BASE_PRICE];
	struct value		*v = variation->values;

	record_set_int(variation, VARIATION_MODIFIER, 0);
	if (v[VARIATION_PRICE].state != VALUE_SET) {
		v[VARIATION_PRICE] = *base;
		v[VARIATION_COMPARE_AT] = product->values[PRODUCT_COMPARE_AT];
	} else if (base->state == VALUE_SET)
		record_set_int(variation, VARIATION_MODIFIER,
		    v[VARIATION_PRICE].num - base->num);
	if (v[VARIATION_COMPARE_AT].state == VALUE_ABSENT)
		v[VARIATION_COMPARE_AT].state = VALUE_NULL;
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
		price_row(act, s, variation, &variation_at);
	}
	for (i = 0; i < list->count; i++)
		price_effective(&list->items[i], product);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static bool
amount_equal(const struct value *a, const struct value *b)
{
	return a->state == VALUE_SET && b->state == VALUE_SET ?
	    a->num == b->num :
	    a->state != VALUE_SET && b->state != VALUE_SET;
}

void
price_own_only(struct record *variation, const struct record *product)
{
	struct value		*v = variation->values;
	const struct value	*base = product->values;

	if (!amount_equal(&v[VARIATION_PRICE], &base[PRODUCT_BASE_PRICE]) ||
	    !amount_equal(&v[VARIATION_COMPARE_AT],
	    &base[PRODUCT_COMPARE_AT]))
		return;
	record_set_text(variation, VARIATION_PRICE, NULL);
	record_set_text(variation, VARIATION_COMPARE_AT, NULL);
}
