/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lib/audit/audit.h"
#include "lib/base/messages.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/catalog/price_of.h"
#include "lib/catalog/summary.h"
#include "lib/db/compose.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* In the order of price_row_fields. */
static const char sql_page[] =
    "SELECT v.id, v.sku, v.value, p.id, t.name, l.currency, x.amount,"
    " coalesce(own.amount, base.amount)"
    " FROM price_list_price x"
    " JOIN price_list l ON l.id = x.list_id"
    " JOIN product_variation v ON v.id = x.variation_id"
    " JOIN product p ON p.id = v.product_id" SUMMARY_TEXT
    " LEFT JOIN variation_price own"
    "  ON own.variation_id = v.id AND own.currency = l.currency"
    " LEFT JOIN product_price base"
    "  ON base.product_id = p.id AND base.currency = l.currency"
    " WHERE x.list_id = :owner AND x.variation_id > :id"
    " ORDER BY x.variation_id LIMIT :limit OFFSET :offset";
static const char sql_count[] =
    "SELECT count(*) FROM price_list_price WHERE list_id = :owner";
static const char sql_by_id[] =
    "SELECT id, product_id FROM product_variation"
    " WHERE id = :key AND brand_id = :brand";
static const char sql_by_sku[] =
    "SELECT id, product_id FROM product_variation"
    " WHERE sku = :key AND brand_id = :brand";
static const char sql_amount[] =
    "SELECT amount FROM price_list_price"
    " WHERE list_id = :list AND variation_id = :variation";
static const char sql_put[] =
    "INSERT INTO price_list_price (list_id, variation_id, amount)"
    " VALUES (:list, :variation, :amount)"
    " ON CONFLICT (list_id, variation_id) DO UPDATE"
    " SET amount = excluded.amount";
static const char sql_drop[] =
    "DELETE FROM price_list_price"
    " WHERE list_id = :list AND variation_id = :variation";

static const struct field row_table[] = {
	[PRICE_ROW_VARIATION] = {
		.name = "variationId", .column = "variation_id",
		.type = FIELD_ID, .flags = FIELD_READ_ONLY, .prefix = "var",
		.help = "What costs it" },
	[PRICE_ROW_SKU] = {
		.name = "sku", .column = "sku", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "The variation's" },
	[PRICE_ROW_LABEL] = {
		.name = "variation", .column = "value", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "What tells it from the product's others" },
	[PRICE_ROW_PRODUCT] = {
		.name = "productId", .column = "product_id",
		.type = FIELD_ID, .flags = FIELD_READ_ONLY, .prefix = "prod",
		.help = "The product it is of" },
	[PRICE_ROW_PRODUCT_NAME] = {
		.name = "productName", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY, .help = "In the reader's language" },
	[PRICE_ROW_CURRENCY] = {
		.name = "currency", .column = "currency",
		.type = FIELD_CURRENCY, .flags = FIELD_READ_ONLY,
		.help = "The list's" },
	[PRICE_ROW_AMOUNT] = {
		.name = "amount", .column = "amount", .type = FIELD_MONEY,
		.flags = FIELD_READ_ONLY, .help = "In this list" },
	[PRICE_ROW_USUAL] = {
		.name = "usualPrice", .column = "usual",
		.type = FIELD_MONEY,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "Without any list" },
};
static_assert(COUNT(row_table) == PRICE_ROW__MAX, "a row for each field");
const struct fieldset price_row_fields =
    FIELDSET("PriceListPrice", NULL, row_table);

static const struct field item_table[] = {
	[PRICE_ITEM_VARIATION] = {
		.name = "variationId", .type = FIELD_ID, .prefix = "var",
		.help = "This or sku" },
	[PRICE_ITEM_SKU] = {
		.name = "sku", .type = FIELD_TEXT, .min = 1, .max = 100,
		.help = "In place of variationId" },
	[PRICE_ITEM_AMOUNT] = {
		.name = "amount", .type = FIELD_MONEY,
		.flags = FIELD_REQUIRED | FIELD_AS_GIVEN, .min = 0,
		.max = MONEY_MAX,
		.help = "With at most the decimals of the list's currency" },
};
static_assert(COUNT(item_table) == PRICE_ITEM__MAX, "a row for each field");
static const struct fieldset item_fields =
    FIELDSET("PriceListItem", NULL, item_table);

static const char list_name[] = "prices";
static const struct field items_table[] = {
	{ .name = list_name, .type = FIELD_LIST, .flags = FIELD_REQUIRED,
	  .min = 1, .max = PRICE_LIST_BODY, .of = &item_fields,
	  .help = "Put into the list; what is not given stays" },
};
const struct fieldset price_items_fields =
    FIELDSET("PriceListItems", NULL, items_table);

/* For the audit: what a request changed, before and after. */
enum change_field { CHANGE_CURRENCY, CHANGE_PRICES };
static const struct field change_table[] = {
	{ .name = "currency", .type = FIELD_CURRENCY },
	{ .name = list_name, .type = FIELD_LIST, .of = &price_row_fields },
};
static const struct fieldset change_fields =
    FIELDSET("PriceListChange", NULL, change_table);

/* ---- reading ---------------------------------------------------------------- */

static const struct plain_list plain = {
	.name = "prices", .count = sql_count, .page = sql_page,
	.start = { .id = "" },
};

enum outcome
price_list_prices(struct act *act, const char *id,
    const struct list_query *query, struct rows *rows)
{
	struct record	*owner;
	enum outcome	 e;

	if ((e = price_list_read(act, id, &owner)) != SOUK_OK ||
	    (e = plain_list_open(act, &plain, id, query, rows)) != SOUK_OK)
		return e;
	summary_bind(act, rows->stmt);
	return SOUK_OK;
}

const char *
price_list_prices_cursor(struct act *act, const struct rows *rows,
    const struct record *price)
{
	return rows_cursor(act, rows, &(struct cursor){
		.id = record_text(price, PRICE_ROW_VARIATION) });
}

/* ---- what a body asks for -------------------------------------------------- */

struct put {
	const char	*variation, *product;
	int64_t		 amount;
	size_t		 index;		/* in the body */
};

struct puts {
	struct put	*at;
	size_t		 count;
	const char	*list, *currency;
	struct record	*before, *after;	/* of change_fields */
};

/* The variation meant, of the brand. */
static enum outcome
put_find(struct act *act, const struct record *item, struct put *put)
{
	const char	*id = record_text(item, PRICE_ITEM_VARIATION);
	const char	*sku = record_text(item, PRICE_ITEM_SKU);
	const char	*field = item_name(act, list_name, put->index,
			    id == NULL ? "sku" : "variationId");
	struct stmt	*s;
	enum outcome	 e;

	if ((id == NULL) == (sku == NULL))
		return act_bad_field(act, field,
		    &catalog_messages[CATALOG_LIST_WHICH]);
	s = db_sql(act->db, id != NULL ? sql_by_id : sql_by_sku);
	db_bind_text(s, ":key", id != NULL ? id : sku);
	db_bind_text(s, ":brand", act->actor.brand_id);
	if ((e = db_step(s)) == SOUK_NOT_FOUND)
		return act_bad_field(act, field,
		    &catalog_messages[CATALOG_LIST_VARIATION]);
	if (e == SOUK_OK) {
		put->variation = db_copy(s, 0, act->arena);
		put->product = db_copy(s, 1, act->arena);
	}
	db_done(s);
	return e;
}

static enum outcome
put_amount(struct act *act, const struct record *item, const char *currency,
    struct put *put)
{
	const char	*field = item_name(act, list_name, put->index,
			    "amount");
	const int	 decimals = money_decimals(currency);

	if (!money_parse(item->values[PRICE_ITEM_AMOUNT].text, decimals,
	    &put->amount))
		return act_bad_number(act, field,
		    &base_messages[BASE_BAD_MONEY], decimals, 0);
	return put->amount >= 0 ? SOUK_OK : act_bad_number(act, field,
	    &base_messages[BASE_TOO_LOW], 0, 0);
}

static int
put_compare(const void *a, const void *b)
{
	const struct put	*x = a, *y = b;
	const int		 c = strcmp(x->variation, y->variation);

	return c != 0 ? c : x->index < y->index ? -1 : x->index > y->index;
}

/* In the order of variations, in which the table takes them best too. */
static enum outcome
puts_unique(struct act *act, const struct value *items, struct puts *p)
{
	const struct record	*item;
	enum outcome		 e = SOUK_OK;
	size_t			 i;

	qsort(p->at, p->count, sizeof(*p->at), put_compare);
	for (i = 1; i < p->count; i++) {
		if (p->at[i].variation[0] == '\0' || !text_equal(
		    p->at[i].variation, p->at[i - 1].variation))
			continue;
		item = &items->items[p->at[i].index];
		e = act_bad_field(act, item_name(act, list_name,
		    p->at[i].index, record_has(item, PRICE_ITEM_SKU) ?
		    "sku" : "variationId"),
		    &catalog_messages[CATALOG_LIST_TWICE]);
	}
	return e;
}

/* Every bad one is told at once. */
static enum outcome
puts_read(struct act *act, const struct value *items, struct puts *p)
{
	enum outcome	 e, all = SOUK_OK;
	size_t		 i;

	p->count = items->count;
	p->at = arena_array(act->arena, p->count, sizeof(*p->at));
	for (i = 0; i < p->count; i++) {
		const struct record	*item = &items->items[i];

		p->at[i] = (struct put){ .variation = "", .index = i };
		e = put_find(act, item, &p->at[i]);
		if (e != SOUK_OK && e != SOUK_INVALID)
			return e;
		if (put_amount(act, item, p->currency, &p->at[i]) != SOUK_OK ||
		    e != SOUK_OK)
			all = SOUK_INVALID;
	}
	e = puts_unique(act, items, p);
	return all != SOUK_OK ? all : e;
}

/* ---- writing --------------------------------------------------------------- */

static struct record *
change_new(struct arena *arena, const char *currency)
{
	struct record	*change = record_new(arena, &change_fields);

	record_set_text(change, CHANGE_CURRENCY, currency);
	change->values[CHANGE_PRICES].state = VALUE_SET;
	return change;
}

static void
change_add(struct act *act, struct record *change, const char *variation,
    int64_t amount)
{
	struct record	*row = list_add(act->arena,
			    &change->values[CHANGE_PRICES],
			    &price_row_fields);

	record_set_text(row, PRICE_ROW_VARIATION, variation);
	record_set_int(row, PRICE_ROW_AMOUNT, amount);
}

static enum outcome
amount_before(struct act *act, struct puts *p, const char *variation)
{
	struct stmt	*s = db_sql(act->db, sql_amount);
	enum outcome	 e;

	db_bind_text(s, ":list", p->list);
	db_bind_text(s, ":variation", variation);
	if ((e = db_step(s)) == SOUK_OK)
		change_add(act, p->before, variation, db_int(s, 0));
	db_done(s);
	return e;
}

static enum outcome
put_write(struct act *act, struct puts *p, const struct put *put)
{
	struct stmt	*s;
	enum outcome	 e = amount_before(act, p, put->variation);

	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	change_add(act, p->after, put->variation, put->amount);
	s = db_sql(act->db, sql_put);
	db_bind_text(s, ":list", p->list);
	db_bind_text(s, ":variation", put->variation);
	db_bind_int(s, ":amount", put->amount);
	return db_run(s);
}

static int
text_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The products that were written about, each once, while they are few. */
static enum outcome
puts_apply(struct act *act, const struct puts *p)
{
	const char	**ids;
	size_t		 i, n = 0;

	if (p->count > PRICE_LIST_AT_ONCE)
		return price_list_apply(act, p->list);
	ids = arena_array(act->arena, p->count, sizeof(*ids));
	for (i = 0; i < p->count; i++)
		ids[i] = p->at[i].product;
	qsort(ids, p->count, sizeof(*ids), text_compare);
	for (i = 0; i < p->count; i++)
		if (n == 0 || !text_equal(ids[n - 1], ids[i]))
			ids[n++] = ids[i];
	return products_refresh(act, ids, n);
}

static enum outcome
puts_settle(struct act *act, const struct puts *p, const struct record *list,
    const char *action)
{
	enum outcome	 e;

	catalog_moved(act);
	if (price_list_is_public(act, list) &&
	    (e = puts_apply(act, p)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){ .action = action,
		.entity_type = "PriceList", .entity_id = p->list,
		.before = p->before, .after = p->after });
}

static enum outcome
puts_start(struct act *act, const char *id, struct puts *p,
    struct record **list)
{
	enum outcome	 e;

	if ((e = price_list_read(act, id, list)) != SOUK_OK ||
	    (e = catalog_version(act,
	    (*list)->values[PRICE_LIST_VERSION].num)) != SOUK_OK)
		return e;
	*p = (struct puts){ .list = id,
		.currency = record_text(*list, PRICE_LIST_CURRENCY) };
	p->before = change_new(act->arena, p->currency);
	p->after = change_new(act->arena, p->currency);
	return SOUK_OK;
}

enum outcome
price_list_put(struct act *act, const char *id, const struct record *items,
    struct record **list)
{
	struct puts	 p;
	enum outcome	 e;
	size_t		 i;

	if ((e = puts_start(act, id, &p, list)) != SOUK_OK)
		return e;
	if (!record_has(items, 0))
		return act_bad_field(act, list_name,
		    &base_messages[BASE_REQUIRED]);
	if ((e = puts_read(act, &items->values[0], &p)) != SOUK_OK)
		return e;
	for (i = 0; i < p.count; i++)
		if ((e = put_write(act, &p, &p.at[i])) != SOUK_OK)
			return e;
	if ((e = puts_settle(act, &p, *list, "update_price_list_prices")) !=
	    SOUK_OK)
		return e;
	return price_list_read(act, id, list);
}

static enum outcome
put_of(struct act *act, const char *variation, struct put *put)
{
	struct record	*item = record_new(act->arena, &item_fields);

	record_set_text(item, PRICE_ITEM_VARIATION, variation);
	*put = (struct put){ .variation = variation };
	return put_find(act, item, put);
}

enum outcome
price_list_drop(struct act *act, const char *id, const char *variation)
{
	struct record	*list;
	struct stmt	*s;
	struct puts	 p;
	struct put	 put;
	enum outcome	 e;

	if ((e = puts_start(act, id, &p, &list)) != SOUK_OK ||
	    (e = amount_before(act, &p, variation)) != SOUK_OK ||
	    (e = put_of(act, variation, &put)) != SOUK_OK)
		return e;
	p.at = &put;
	p.count = 1;
	s = db_sql(act->db, sql_drop);
	db_bind_text(s, ":list", id);
	db_bind_text(s, ":variation", variation);
	if ((e = db_run_changed(s)) != SOUK_OK)
		return e;
	return puts_settle(act, &p, list, "delete_price_list_price");
}
