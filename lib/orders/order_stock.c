/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/orders/order_parts.h"

/* What is out of the shelf for an order: once, and back once. */
static const char sql_held[] =
    "UPDATE orders SET stock_held = 1 WHERE id = :id AND stock_held = 0";
static const char sql_released[] =
    "UPDATE orders SET stock_held = 0 WHERE id = :id AND stock_held = 1";

/* Names the line that there is too little of. */
static enum outcome
shortage_tell(struct act *act, const struct stock_short *missing,
    const struct quote_item *items, size_t n)
{
	const struct message	*message = act->problem.message;

	for (size_t i = 0; i < n && missing->variation_id != NULL; i++)
		if (text_equal(items[i].variation_id, missing->variation_id))
			act_bad_number(act, item_name(act, "items", i,
			    "quantity"), message, missing->left, 0);
	return SOUK_CONFLICT;
}

enum outcome
order_stock_take(struct act *act, const char *id,
    const struct quote_item *items, size_t n)
{
	struct stock_short	 missing = { NULL, 0 };
	struct stock_line	*lines;
	enum outcome		 e;

	if (n == 0)
		return SOUK_OK;
	lines = arena_array(act->arena, n, sizeof(*lines));
	for (size_t i = 0; i < n; i++)
		lines[i] = (struct stock_line){
			.variation_id = items[i].variation_id,
			.change = -items[i].quantity };
	e = stock_move(act, &(struct stock_move){ .reason = "sold",
		.reference = id, .lines = lines, .count = n }, &missing);
	if (e == SOUK_NOT_FOUND)	/* deleted meanwhile */
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_NOT_SOUND]);
	return e == SOUK_CONFLICT ? shortage_tell(act, &missing, items, n) :
	    e;
}

static enum outcome
held_change(struct act *act, const char *sql, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":id", id);
	return db_run_changed(s);
}

/* Lines of the catalogue. */
static size_t
items_of(struct act *act, const struct record *o, struct quote_item **items)
{
	const struct value	*lines = &o->values[ORDER_LINES];
	size_t			 n = 0;

	*items = arena_array(act->arena, lines->count + 1, sizeof(**items));
	for (size_t i = 0; i < lines->count; i++) {
		const struct record	*l = &lines->items[i];

		if (record_text(l, ORDER_LINE_VARIATION) != NULL)
			(*items)[n++] = (struct quote_item){
				record_text(l, ORDER_LINE_VARIATION),
				l->values[ORDER_LINE_QUANTITY].num };
	}
	return n;
}

static enum outcome
hold(struct act *act, void *order)
{
	struct record		*o = order;
	const char		*id = record_text(o, ORDER_ID);
	struct quote_item	*items;
	enum outcome		 e = held_change(act, sql_held, id);
	size_t			 n;

	if (e == SOUK_NOT_FOUND)
		return SOUK_OK;
	if (e != SOUK_OK || (e = order_lines(act, o)) != SOUK_OK)
		return e;
	n = items_of(act, o, &items);
	return order_stock_take(act, id, items, n);
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
