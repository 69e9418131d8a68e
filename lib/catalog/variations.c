/* SPDX-License-Identifier: ISC */
#include "lib/base/money.h"
#include "lib/base/typeid.h"
#include "lib/catalog/bundle_parts.h"
#include "lib/db/compose.h"

/* Columns in the order of variation_fields, then the options. */
static const char sql_read[] =
    "SELECT id, name, value, sku, stock, is_active, barcode, weight,"
    " low_stock_at, options FROM product_variation"
    " WHERE product_id = :id ORDER BY position, id";
static const char sql_drop[] =
    "DELETE FROM product_variation WHERE id = :id";
/* So that SKUs and options may change places within a product. */
static const char sql_clear[] =
    "UPDATE product_variation SET options = id, sku = NULL"
    " WHERE product_id = :id";
static const char sql_sku_taken[] =
    "SELECT 1 FROM product_variation WHERE brand_id = :brand AND sku = :sku";

static const char list_name[] = "variations";

/* A variation that came in, and the one on record that it changes. */
struct plan {
	struct record		*in;
	const struct record	*old;	/* NULL: a new one */
};

enum outcome
variations_read(struct act *act, const char *id, struct record *product)
{
	struct value	*list = &product->values[PRODUCT_VARIATIONS];
	struct stmt	*s = db_sql(act->db, sql_read);
	struct record	*variation;
	enum outcome	 e;

	*list = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK) {
		variation = list_add(act->arena, list, &variation_fields);
		compose_row(s, 0, act->arena, variation);
		options_read(act->arena, db_text(s, 9, NULL), variation);
		variation->values[VARIATION_PRICES].state = VALUE_SET;
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- which one is meant: by id, then SKU, then options ---------------- */

static bool
same_field(const struct record *in, const struct record *old, int field)
{
	return record_text(in, field) != NULL &&
	    record_is(old, field, record_text(in, field));
}

static bool
same_id(const struct record *in, const struct record *old)
{
	return same_field(in, old, VARIATION_ID);
}

static bool
same_sku(const struct record *in, const struct record *old)
{
	return record_text(in, VARIATION_ID) == NULL &&
	    same_field(in, old, VARIATION_SKU);
}

static bool
same_options(const struct record *in, const struct record *old)
{
	return record_text(in, VARIATION_ID) == NULL && options_equal(in, old);
}

static bool
is_planned(const struct plan *plan, size_t n, const struct record *old)
{
	size_t	 i;

	for (i = 0; i < n; i++)
		if (plan[i].old == old)
			return true;
	return false;
}

static void
plan_match(struct plan *plan, size_t n, const struct value *old)
{
	static bool (*const same[])(const struct record *,
	    const struct record *) = { same_id, same_sku, same_options };
	size_t		 how, i, j;

	for (how = 0; how < 3; how++)
		for (i = 0; i < n; i++)
			for (j = 0; j < old->count && plan[i].old == NULL; j++)
				if (same[how](plan[i].in, &old->items[j]) &&
				    !is_planned(plan, n, &old->items[j]))
					plan[i].old = &old->items[j];
}

/* ---- checks that need to know the others ------------------------------ */

/*
 * What was not given stays.  Name and value stand for the options, so these
 * three change together.
 */
static void
plan_merge(struct arena *arena, struct plan *p)
{
	static const int	 kept[] = { VARIATION_NAME, VARIATION_VALUE,
				    VARIATION_SKU };
	struct value		*in = p->in->values;
	const struct value	*old = p->old->values;
	const bool		 renamed = record_has(p->in, VARIATION_NAME) ||
				    record_has(p->in, VARIATION_VALUE);
	size_t			 i;

	if (!renamed && in[VARIATION_OPTIONS].state == VALUE_ABSENT)
		in[VARIATION_OPTIONS] = old[VARIATION_OPTIONS];
	for (i = 0; i < 3; i++)
		if (in[kept[i]].state == VALUE_ABSENT)
			in[kept[i]] = old[kept[i]];
	options_complete(arena, p->in);
}

static enum outcome
barcode_check(struct act *act, struct record *in, size_t i)
{
	const char	*given = record_text(in, VARIATION_BARCODE), *digits;

	if (given == NULL)
		return SOUK_OK;
	if ((digits = barcode_clean(act->arena, given)) == NULL)
		return act_bad_field(act,
		    item_name(act, list_name, i, "barcode"),
		    &catalog_messages[CATALOG_BARCODE]);
	record_set_text(in, VARIATION_BARCODE, digits);
	return SOUK_OK;
}

static enum outcome
plan_check(struct act *act, const struct plan *plan, size_t i)
{
	const struct record	*in = plan[i].in;
	enum outcome		 e;
	size_t			 j;

	if (record_text(in, VARIATION_ID) != NULL && plan[i].old == NULL)
		return act_bad_field(act, item_name(act, list_name, i, "id"),
		    &catalog_messages[CATALOG_NO_PART]);
	if ((e = barcode_check(act, plan[i].in, i)) != SOUK_OK)
		return e;
	for (j = 0; j < i; j++)
		if (options_equal(in, plan[j].in))
			return act_bad_field(act,
			    item_name(act, list_name, i, "options"),
			    &catalog_messages[CATALOG_SAME_OPTIONS]);
	return SOUK_OK;
}

/* Own price from price or priceModifier; ABSENT when neither was given. */
static enum outcome
plan_price(struct act *act, const struct record *in, size_t i,
    const struct value *base, struct value *own)
{
	const struct value	*modifier = &in->values[VARIATION_MODIFIER];
	const char		*field = item_name(act, list_name, i,
				    "priceModifier");

	*own = in->values[VARIATION_PRICE];
	if (modifier->state == VALUE_ABSENT)
		return SOUK_OK;
	if (own->state != VALUE_ABSENT)
		return act_bad_field(act, field,
		    &catalog_messages[CATALOG_PRICE_AND_MODIFIER]);
	own->state = VALUE_NULL;
	if (modifier->num == 0)
		return SOUK_OK;
	own->state = VALUE_SET;
	if (base->state != VALUE_SET)
		return act_bad_field(act, field,
		    &catalog_messages[CATALOG_NEEDS_PRICE]);
	if (!money_add(base->num, modifier->num, &own->num) ||
	    own->num < 0 || own->num > MONEY_MAX)
		return act_bad_field(act, field,
		    &catalog_messages[CATALOG_PRICE_NEGATIVE]);
	return SOUK_OK;
}

/* The product's own SKUs were cleared, so what is found is another's. */
static enum outcome
sku_check(struct act *act, const struct record *in, size_t i)
{
	const char	*sku = record_text(in, VARIATION_SKU);
	struct stmt	*s;
	enum outcome	 e;

	if (sku == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_sku_taken);
	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":sku", sku);
	e = db_step(s);
	db_done(s);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	act_bad_field(act, item_name(act, list_name, i, "sku"),
	    &catalog_messages[CATALOG_SKU_TAKEN]);
	return act_refuse(act, SOUK_CONFLICT,
	    &catalog_messages[CATALOG_SKU_TAKEN]);
}

/* ---- writing ---------------------------------------------------------- */

static enum outcome
plan_store(struct act *act, const char *product_id, struct plan *p, size_t i)
{
	const struct column_value	 keys[] = {
		{ "id", record_text(p->in, VARIATION_ID), 0 },
	};
	const struct column_value	 extra[] = {
		{ "options", options_write(act->arena, p->in), 0 },
		{ "position", NULL, (int64_t)i },
		{ "brand_id", act->actor.brand_id, 0 },
		{ "product_id", product_id, 0 },
		{ "created_at", NULL, act->now },
	};

	if (p->old == NULL)
		return compose_insert(act->db, p->in, extra, 5);
	return compose_update(act->db, p->in, extra, 2, keys, 1);
}

/* Without a price of its own it may say what the base price is crossed out
 * by, as it was read. */
static enum outcome
own_price_write(struct act *act, struct plan *p, size_t i,
    const struct price *base)
{
	const char	*field = item_name(act, list_name, i,
			    "compareAtPrice");
	struct price	 own = { .compare_at =
			    p->in->values[VARIATION_COMPARE_AT] };
	enum outcome	 e;

	if ((e = plan_price(act, p->in, i, &base->amount, &own.amount)) !=
	    SOUK_OK)
		return e;
	e = price_write(act, &variation_prices,
	    record_text(p->in, VARIATION_ID), &own, field);
	if (e != SOUK_NOT_FOUND)
		return e;
	if (base->compare_at.state == VALUE_SET &&
	    base->compare_at.num == own.compare_at.num)
		return SOUK_OK;
	return act_bad_field(act, field,
	    &catalog_messages[CATALOG_NEEDS_PRICE]);
}

/* A new one came with its stock; otherwise the difference moves. */
static enum outcome
plan_stock(struct act *act, const struct plan *p, size_t i,
    const struct value *stock)
{
	const struct value	*low = &p->in->values[VARIATION_LOW_STOCK];
	const struct value	*is;
	const char		*id = record_text(p->in, VARIATION_ID);
	enum outcome		 e = SOUK_OK;

	if (p->old == NULL)
		return stock_opened(act, id, stock->num);
	is = &p->old->values[VARIATION_LOW_STOCK];
	if (stock->state == VALUE_SET)
		e = stock_edited(act, p->old, stock->num,
		    item_name(act, list_name, i, "stock"));
	if (e != SOUK_OK || !record_has(p->in, VARIATION_LOW_STOCK) ||
	    (low->state == is->state && low->num == is->num))
		return e;
	return notice_threshold_changed(act, id);
}

static enum outcome
plan_write(struct act *act, const char *product_id, struct plan *p, size_t i,
    const struct price *base)
{
	const char		*id = p->old != NULL ?
				    record_text(p->old, VARIATION_ID) :
				    typeid_new(act->arena, "var", act->now);
	const struct value	 stock = p->in->values[VARIATION_STOCK];
	enum outcome		 e;

	record_set_text(p->in, VARIATION_ID, id);
	if (p->old != NULL)
		p->in->values[VARIATION_STOCK].state = VALUE_ABSENT;
	if ((e = sku_check(act, p->in, i)) != SOUK_OK ||
	    (e = plan_store(act, product_id, p, i)) != SOUK_OK ||
	    (e = plan_stock(act, p, i, &stock)) != SOUK_OK ||
	    (e = own_price_write(act, p, i, base)) != SOUK_OK)
		return e;
	return prices_write(act, &variation_prices, id,
	    &p->in->values[VARIATION_PRICES],
	    item_name(act, list_name, i, "prices"));
}

static enum outcome
run_with_id(struct act *act, const char *sql, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":id", id);
	return db_run(s);
}

/* Drops what is no longer wanted, so that only planned rows are left. */
static enum outcome
plan_clear(struct act *act, const char *product_id, const struct plan *plan,
    size_t n, const struct value *old)
{
	enum outcome	 e;
	size_t		 i;

	for (i = 0; i < old->count; i++) {
		if (is_planned(plan, n, &old->items[i]))
			continue;
		e = stock_closed(act,
		    record_text(&old->items[i], VARIATION_ID));
		if (e == SOUK_OK)
			e = run_with_id(act, sql_drop,
			    record_text(&old->items[i], VARIATION_ID));
		if (e == SOUK_CONFLICT && (e = bundle_part_refuse(act,
		    record_text(&old->items[i], VARIATION_ID))) == SOUK_OK)
			return act_refuse(act, SOUK_CONFLICT,
			    &catalog_messages[CATALOG_PRODUCT_USED]);
		if (e != SOUK_OK)
			return e;
	}
	return old->count == 0 ? SOUK_OK :
	    run_with_id(act, sql_clear, product_id);
}

/* What came in, or the one variation without options that every product has. */
static struct plan *
plan_make(struct arena *arena, const struct value *list, size_t *n)
{
	struct plan	*plan;
	size_t		 i;

	*n = list->count == 0 ? 1 : list->count;
	plan = arena_array(arena, *n, sizeof(*plan));
	for (i = 0; i < *n; i++) {
		plan[i].in = list->count == 0 ?
		    record_new(arena, &variation_fields) :
		    record_copy(arena, &list->items[i]);
		options_complete(arena, plan[i].in);
	}
	return plan;
}

enum outcome
variations_write(struct act *act, const char *id, const struct value *list,
    const struct value *old, const struct price *base)
{
	struct plan	*plan;
	enum outcome	 e;
	size_t		 i, n;

	plan = plan_make(act->arena, list, &n);
	plan_match(plan, n, old);
	for (i = 0; i < n; i++) {
		if (plan[i].old != NULL)
			plan_merge(act->arena, &plan[i]);
		if ((e = plan_check(act, plan, i)) != SOUK_OK)
			return e;
	}
	if ((e = plan_clear(act, id, plan, n, old)) != SOUK_OK)
		return e;
	for (i = 0; i < n; i++)
		if ((e = plan_write(act, id, &plan[i], i, base)) != SOUK_OK)
			return e;
	return SOUK_OK;
}
