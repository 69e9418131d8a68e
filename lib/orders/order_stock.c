/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/catalog/bundle_parts.h"
#include "lib/orders/order_parts.h"

/* What is out of the shelf for an order: once, and back once. */
static const char sql_held[] =
    "UPDATE orders SET stock_held = 1 WHERE id = :id AND stock_held = 0";
static const char sql_released[] =
    "UPDATE orders SET stock_held = 0 WHERE id = :id AND stock_held = 1";

/* Pieces for one line of an order: so many for one of it. */
struct taken {
	const char	*variation_id;
	int64_t		 quantity, of_one;
	size_t		 line;
};

/* How many pieces of what is missing one of these takes; 0: none. */
static enum outcome
missing_in(struct act *act, const struct taken *t, const char *missing,
    int64_t *pieces)
{
	struct bundle_part	*parts;
	enum outcome		 e;
	size_t			 i, n;

	*pieces = text_equal(t->variation_id, missing) ? t->of_one : 0;
	if (*pieces > 0)
		return SOUK_OK;
	e = bundle_parts(act, t->variation_id, &parts, &n);
	for (i = 0; i < n && e == SOUK_OK; i++)
		if (text_equal(parts[i].variation_id, missing))
			*pieces = t->of_one * parts[i].quantity;
	return e;
}

/* Names the lines that there is too little of, as far as any of them goes. */
static enum outcome
shortage_tell(struct act *act, const struct stock_short *missing,
    const struct taken *taken, size_t n)
{
	const struct message	*message = act->problem.message;
	int64_t			 pieces;
	enum outcome		 e;

	for (size_t i = 0; i < n && missing->variation_id != NULL; i++) {
		e = missing_in(act, &taken[i], missing->variation_id,
		    &pieces);
		if (e != SOUK_OK)
			return e;
		if (pieces > 0)
			act_bad_number(act, item_name(act, "items",
			    taken[i].line, "quantity"), message,
			    missing->left / pieces, 0);
	}
	return SOUK_CONFLICT;
}

static enum outcome
take(struct act *act, const char *id, const struct taken *taken, size_t n)
{
	struct stock_short	 missing = { NULL, 0 };
	struct stock_line	*lines;
	enum outcome		 e;

	if (n == 0)
		return SOUK_OK;
	lines = arena_array(act->arena, n, sizeof(*lines));
	for (size_t i = 0; i < n; i++)
		lines[i] = (struct stock_line){
			.variation_id = taken[i].variation_id,
			.change = -taken[i].quantity };
	e = stock_move(act, &(struct stock_move){ .reason = "sold",
		.reference = id, .lines = lines, .count = n }, &missing);
	if (e == SOUK_NOT_FOUND)	/* deleted meanwhile */
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_NOT_SOUND]);
	return e == SOUK_CONFLICT ? shortage_tell(act, &missing, taken, n) :
	    e;
}

enum outcome
order_stock_take(struct act *act, const char *id,
    const struct quote_item *items, size_t n)
{
	struct taken	*taken = arena_array(act->arena, n + 1,
			    sizeof(*taken));

	for (size_t i = 0; i < n; i++)
		taken[i] = (struct taken){ items[i].variation_id,
		    items[i].quantity, 1, i };
	return take(act, id, taken, n);
}

static enum outcome
held_change(struct act *act, const char *sql, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":id", id);
	return db_run_changed(s);
}

/* One line of the catalogue, a bundle as what it was made of; how many. */
static size_t
line_taken(const struct record *l, size_t line, struct taken *to)
{
	const struct value	*parts = &l->values[ORDER_LINE_PARTS];
	const int64_t		 n = l->values[ORDER_LINE_QUANTITY].num;
	const struct value	*v;
	size_t			 i;

	if (record_text(l, ORDER_LINE_VARIATION) == NULL)
		return 0;
	to[0] = (struct taken){ record_text(l, ORDER_LINE_VARIATION), n, 1,
	    line };
	for (i = 0; i < parts->count; i++) {
		v = parts->items[i].values;
		to[i] = (struct taken){ v[ORDER_LINE_PART_VARIATION].text,
		    n * v[ORDER_LINE_PART_QUANTITY].num,
		    v[ORDER_LINE_PART_QUANTITY].num, line };
	}
	return parts->count > 0 ? parts->count : 1;
}

static size_t
lines_taken(struct act *act, const struct record *o, struct taken **taken)
{
	const struct value	*lines = &o->values[ORDER_LINES];
	size_t			 i, n = 0, most = 0;

	for (i = 0; i < lines->count; i++)
		most += lines->items[i].values[ORDER_LINE_PARTS].count + 1;
	*taken = arena_array(act->arena, most + 1, sizeof(**taken));
	for (i = 0; i < lines->count; i++)
		n += line_taken(&lines->items[i], i, *taken + n);
	return n;
}

static enum outcome
hold(struct act *act, void *order)
{
	struct record		*o = order;
	const char		*id = record_text(o, ORDER_ID);
	struct taken		*taken;
	enum outcome		 e = held_change(act, sql_held, id);
	size_t			 n;

	if (e == SOUK_NOT_FOUND)
		return SOUK_OK;
	if (e != SOUK_OK || (e = order_lines(act, o)) != SOUK_OK)
		return e;
	n = lines_taken(act, o, &taken);
	return take(act, id, taken, n);
}

enum outcome
order_stock_hold(struct act *act, struct record *o)
{
	return db_try(act, hold, o);
}

enum outcome
order_stock_release(struct act *act, const char *id)
{
	enum outcome	 e = held_change(act, sql_released, id);

	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return stock_give_back(act, "released", id);
}
