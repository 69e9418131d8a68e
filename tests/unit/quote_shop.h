/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_QUOTE_SHOP_H
#define SOUK_TESTS_QUOTE_SHOP_H

#include "lib/orders/orders.h"
#include "lib/orders/quote_messages.h"
#include "tests/unit/stock_shop.h"

/* The catalogue of stock_shop.h, and what it costs to buy of it. */

static struct quote		*quoted;
static struct quote_ask		 ask;
static struct quote_item	 items[QUOTE_LINES + 1];

static inline enum outcome
quote_step(struct act *act, void *arg)
{
	memset(&act->problem, 0, sizeof(act->problem));
	quoted = NULL;
	return quote_make(act, arg, &quoted);
}

static inline enum outcome
quote_try(void)
{
	ask.items = items;
	if (ask.brand_id == NULL)
		ask.brand_id = OURS;
	return db_tx(&store, DB_READ, quote_step, &ask);
}

/* Afresh, with one item. */
static inline void
ask_for(const char *variation, int64_t quantity)
{
	ask = (struct quote_ask){ .count = 1 };
	items[0] = (struct quote_item){ variation, quantity };
}

static inline void
ask_also(const char *variation, int64_t quantity)
{
	items[ask.count++] = (struct quote_item){ variation, quantity };
}

static inline void
ask_code(const char *code)
{
	static const char	*codes[QUOTE_CODES + 1];

	codes[ask.code_count++] = code;
	ask.codes = codes;
}

/* A variation that costs so much and weighs 500 g, of a hundred pieces. */
static inline const char *
goods_new(const char *name, const char *category, const char *price,
    const char *tax_class)
{
	const char	*variation;

	product_new(arena_printf(store.arena, "Article %s", name), category,
	    arena_printf(store.arena, ",'basePrice':%s,'taxClass':'%s',"
	    "'variations':[{'stock':100,'weight':500}]", price, tax_class));
	variation = variation_of(0);
	shop_sql("UPDATE product SET status = 'ACTIVE' WHERE id = '%s'",
	    text_at(got, PRODUCT_ID));
	return variation;
}

static inline void
zone_row(const char *id, int reverse_charge)
{
	shop_sql("INSERT INTO zone (id, brand_id, name, reverse_charge,"
	    " created_at, updated_at) VALUES ('%s', '" OURS "', '%s', %d, 1,"
	    " 1)", id, id, reverse_charge);
}

static inline void
area_row(const char *zone, const char *country, const char *region,
    const char *postcode)
{
	shop_sql("INSERT INTO zone_area VALUES ('%s', '" OURS "', '%s', '%s',"
	    " '%s')", zone, country, region, postcode);
}

static inline void
rate_row(const char *zone, const char *class, int64_t rate)
{
	shop_sql("INSERT INTO tax_rate VALUES ('%s', '%s', 'TVA', %lld)",
	    zone, class, (long long)rate);
}

static inline void
way_row(const char *id, const char *zone, int position)
{
	shop_sql("INSERT INTO shipping_method (id, brand_id, zone_id, kind,"
	    " name, position, created_at, updated_at) VALUES ('%s',"
	    " '" OURS "', %s%s%s, '%s', '%s', %d, 1, 1)", id,
	    zone == NULL ? "" : "'", zone == NULL ? "NULL" : zone,
	    zone == NULL ? "" : "'", zone == NULL ? "pickup" : "carrier", id,
	    position);
}

static inline void
step_row(const char *way, const char *currency, int64_t from_amount,
    int64_t from_weight, int64_t amount)
{
	shop_sql("INSERT INTO shipping_rate VALUES ('%s', '%s', %lld, %lld,"
	    " %lld)", way, currency, (long long)from_amount,
	    (long long)from_weight, (long long)amount);
}

/* columns, values: further ones, each behind a comma. */
static inline void
promotion_row(const char *id, const char *code, const char *kind,
    const char *columns, const char *values)
{
	shop_sql("INSERT INTO promotion (id, brand_id, name, code, kind,"
	    " created_at, updated_at%s) VALUES ('%s', '" OURS "', '%s',"
	    " %s%s%s, '%s', 1, 1%s)", columns, id, id, code == NULL ? "" : "'",
	    code == NULL ? "NULL" : code, code == NULL ? "" : "'", kind,
	    values);
}

/* The parts are the whole, and nothing is below 0. */
static inline void
quote_is_whole(const struct quote *q)
{
	int64_t	 subtotal = 0, off = 0, tax = q->shipping_tax, taxes = 0;

	for (size_t i = 0; i < q->line_count; i++) {
		const struct quote_line	*l = &q->lines[i];
		int64_t			 of_line = 0;

		ck_assert_int_ge(l->total, 0);
		ck_assert_int_ge(l->tax, 0);
		ck_assert_int_eq(l->total, l->subtotal - l->discount);
		ck_assert_int_eq(l->subtotal, l->unit == 0 ? 0 :
		    l->unit * l->quantity);
		for (size_t k = 0; k < q->discount_count; k++)
			if (q->discounts[k].line == (int)i)
				of_line += q->discounts[k].amount;
		ck_assert_int_eq(l->discount, of_line);
		subtotal += l->subtotal;
		tax += l->tax;
	}
	for (size_t k = 0; k < q->discount_count; k++) {
		ck_assert_int_gt(q->discounts[k].amount, 0);
		off += q->discounts[k].amount;
	}
	for (size_t k = 0; k < q->tax_count; k++)
		taxes += q->taxes[k].amount;
	ck_assert_int_eq(q->subtotal, subtotal);
	ck_assert_int_eq(q->discount, off);
	ck_assert_int_eq(q->tax, tax);
	ck_assert_int_eq(q->tax, taxes);
	ck_assert_int_eq(q->total, subtotal - off + q->shipping +
	    (q->tax_included ? 0 : tax));
	ck_assert_int_ge(q->total, 0);
}

#define quote_ok() do { \
	enum outcome e_ = quote_try(); \
	ck_assert_msg(e_ == SOUK_OK, "line %d: %s %s %s", __LINE__, \
	    outcome_name(e_), shop_code(), problem_field(0)); \
	quote_is_whole(quoted); \
} while (0)

#define quote_refused(FIELD) do { \
	ck_assert_int_eq(quote_try(), SOUK_INVALID); \
	ck_assert_str_eq(problem_field(0), FIELD); \
} while (0)

#define quote_amounts(SUBTOTAL, DISCOUNT, SHIPPING, TAX, TOTAL) do { \
	quote_ok(); \
	ck_assert_int_eq(quoted->subtotal, SUBTOTAL); \
	ck_assert_int_eq(quoted->discount, DISCOUNT); \
	ck_assert_int_eq(quoted->shipping, SHIPPING); \
	ck_assert_int_eq(quoted->tax, TAX); \
	ck_assert_int_eq(quoted->total, TOTAL); \
} while (0)

static inline const char *
code_problem(size_t i)
{
	ck_assert_uint_lt(i, quoted->code_count);
	return quoted->codes[i].problem == NULL ? "" :
	    quoted->codes[i].problem->code;
}

#endif
