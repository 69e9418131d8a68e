/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_STOCK_SHOP_H
#define SOUK_TESTS_STOCK_SHOP_H

#include "lib/catalog/stock_parts.h"
#include "lib/queue/queue.h"
#include "tests/http/stock_invariants.h"
#include "tests/unit/catalog_shop.h"

/* The catalogue of catalog_shop.h with what tests of its stock ask for. */

static struct stock_short	shortage;

static inline void
stock_is_sound(void)
{
	for (size_t i = 0; i < COUNT(stock_invariants); i++)
		ck_assert_msg(shop_sql_run(stock_invariants[i]).number == 0,
		    "%s", stock_invariants[i]);
}

static inline enum outcome
move_step(struct act *act, void *arg)
{
	return stock_move(act, arg, &shortage);
}

static inline enum outcome
lines_move(const char *reason, const struct stock_line *lines, size_t n)
{
	struct stock_move	 move = { .reason = reason, .lines = lines,
				    .count = n };

	memset(&store.problem, 0, sizeof(store.problem));
	shortage = (struct stock_short){ 0 };
	return db_tx(&store, DB_WRITE, move_step, &move);
}

static inline enum outcome
sell(const char *variation, const char *place, int64_t pieces)
{
	const struct stock_line	 line = { variation, place, -pieces };

	return lines_move("sold", &line, 1);
}

static inline enum outcome
receive(const char *variation, const char *place, int64_t pieces)
{
	const struct stock_line	 line = { variation, place, pieces };

	return lines_move("received", &line, 1);
}

/* ---- places ------------------------------------------------------------ */

struct place_deed {
	enum { PLACE_CREATES, PLACE_CHANGES, PLACE_DELETES, PLACE_FINDS } deed;
	const char	*id;
	struct record	*in;
};

static inline enum outcome
place_step(struct act *act, void *arg)
{
	struct place_deed	*d = arg;

	memset(&act->problem, 0, sizeof(act->problem));
	switch (d->deed) {
	case PLACE_CREATES:
		return place_create(act, d->in, &got);
	case PLACE_CHANGES:
		return place_change(act, d->id, d->in, &got);
	case PLACE_DELETES:
		return place_delete(act, d->id);
	case PLACE_FINDS:
		return place_default(act, &d->id);
	}
	return SOUK_INTERNAL;
}

static inline const char *
default_place(void)
{
	struct place_deed	 d = { .deed = PLACE_FINDS };

	ck_assert_int_eq(db_tx(&store, DB_WRITE, place_step, &d), SOUK_OK);
	return d.id;
}

/* set: pairs of an integer field and its value, ended by -1. */
static inline enum outcome
place_do(struct place_deed d, const char *name, const int *set)
{
	d.in = record_new(store.arena, &place_fields);
	if (name != NULL)
		record_set_text(d.in, PLACE_NAME, name);
	for (; set != NULL && *set >= 0; set += 2)
		record_set_int(d.in, set[0], set[1]);
	return db_tx(&store, DB_WRITE, place_step, &d);
}

#define SET(...)	(const int[]){ __VA_ARGS__, -1 }
#define place_add(NAME, ...) \
	place_do((struct place_deed){ .deed = PLACE_CREATES }, NAME, \
	    SET(__VA_ARGS__))
#define place_edit(ID, NAME, ...) \
	place_do((struct place_deed){ .deed = PLACE_CHANGES, .id = ID }, \
	    NAME, SET(__VA_ARGS__))
#define place_drop(ID) \
	place_do((struct place_deed){ .deed = PLACE_DELETES, .id = ID }, \
	    NULL, NULL)

static inline const char *
place_new(const char *name)
{
	ck_assert_int_eq(place_add(name, PLACE_POSITION, 1), SOUK_OK);
	return text_at(got, PLACE_ID);
}

/* ---- products ---------------------------------------------------------- */

static inline const char *
variation_of(size_t i)
{
	return text_at(item_at(got, PRODUCT_VARIATIONS, i), VARIATION_ID);
}

/* A product with one variation of so many pieces; its variation. */
static inline const char *
piece_new(const char *name, int stock)
{
	static const char	*category;
	static struct arena	*of;

	if (of != store.arena)
		category = category_new("C", NULL);
	of = store.arena;
	product_new(name, category, arena_printf(store.arena,
	    ",'variations':[{'stock':%d}]", stock));
	return variation_of(0);
}

static inline int64_t
stock_of(const char *variation)
{
	return shop_sql("SELECT stock FROM product_variation WHERE id = '%s'",
	    variation).number;
}

static inline int64_t
level_of(const char *variation, const char *place)
{
	return shop_sql("SELECT coalesce(max(quantity), -1) FROM stock_level"
	    " WHERE variation_id = '%s' AND place_id = '%s'", variation,
	    place).number;
}

static inline int64_t
moved(const char *variation, const char *reason)
{
	return shop_sql("SELECT coalesce(sum(change), 0) FROM stock_movement"
	    " WHERE variation_id = '%s' AND reason = '%s'", variation,
	    reason).number;
}

static inline int64_t
open_notices(const char *variation)
{
	return shop_sql("SELECT count(*) FROM stock_notice WHERE"
	    " variation_id = '%s' AND closed_at IS NULL", variation).number;
}

#endif
