/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/catalog/bundle_parts.h"

static const char sql_open[] =
    "INSERT INTO stock_level (variation_id, place_id, quantity)"
    " VALUES (:id, :place, :stock)";
static const char sql_levels[] =
    "SELECT l.place_id, l.quantity, v.brand_id FROM stock_level l"
    " JOIN product_variation v ON v.id = l.variation_id"
    " WHERE l.variation_id = :id AND l.quantity > 0 ORDER BY l.place_id";
/* No level is left, so that none is met twice. */
static const char sql_empty[] =
    "DELETE FROM stock_level WHERE variation_id = :id AND place_id = :place";

static bool
is_import(const struct act *act)
{
	return act->origin != NULL && text_starts(act->origin, "import_");
}

/* Two statements and no more: an import writes many thousand of these. */
enum outcome
stock_opened(struct act *act, const char *variation_id, int64_t stock)
{
	struct movement	 m = {
		.brand_id = act->actor.brand_id, .variation_id = variation_id,
		.change = stock, .quantity = stock,
		.reason = is_import(act) ? "import" : "opening",
		.reference = act->origin,
	};
	struct stmt	*s;
	enum outcome	 e;

	if (stock == 0)
		return SOUK_OK;
	if ((e = place_default(act, &m.place_id)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_open);
	db_bind_text(s, ":id", variation_id);
	db_bind_text(s, ":place", m.place_id);
	db_bind_int(s, ":stock", stock);
	return (e = db_run(s)) != SOUK_OK ? e : movement_write(act, &m, NULL);
}

enum outcome
stock_edited(struct act *act, const struct record *variation, int64_t to,
    const char *field)
{
	const bool		 bundle =
				    variation->values[VARIATION_PARTS].count > 0;
	struct stock_line	 line = {
		.variation_id = record_text(variation, VARIATION_ID),
		.change = to - variation->values[VARIATION_STOCK].num,
	};
	const struct stock_move	 move = {
		.reason = is_import(act) ? "import" : "edit",
		.reference = act->origin, .lines = &line, .count = 1,
		.in_edit = true,
	};
	struct stock_short	 shortage;
	enum outcome		 e;

	if (line.change == 0 || (bundle && is_import(act)))
		return SOUK_OK;
	if (bundle) {
		act_bad_field(act, field, &bundle_messages[BUNDLE_COUNTED]);
		return act_refuse(act, SOUK_CONFLICT,
		    &bundle_messages[BUNDLE_COUNTED]);
	}
	if ((e = place_default(act, &line.place_id)) != SOUK_OK)
		return e;
	e = stock_move(act, &move, &shortage);
	if (e != SOUK_CONFLICT || act->problem.message !=
	    &stock_messages[STOCK_OUT])
		return e;
	act_bad_number(act, field, &stock_messages[STOCK_ELSEWHERE],
	    shortage.left, 0);
	return act_refuse(act, e, &stock_messages[STOCK_ELSEWHERE]);
}

/* The first level that still has something; NOT_FOUND: none has. */
static enum outcome
level_next(struct act *act, struct movement *m)
{
	struct stmt	*s = db_sql(act->db, sql_levels);
	enum outcome	 e;

	db_bind_text(s, ":id", m->variation_id);
	if ((e = db_step(s)) == SOUK_OK) {
		m->place_id = db_copy(s, 0, act->arena);
		m->change = -db_int(s, 1);
		m->brand_id = db_copy(s, 2, act->arena);
	}
	db_done(s);
	return e;
}

enum outcome
stock_closed(struct act *act, const char *variation_id)
{
	struct movement	 m = {
		.variation_id = variation_id, .reference = act->origin,
		.reason = is_import(act) ? "import" : "edit",
	};
	struct stmt	*s;
	enum outcome	 e;

	while ((e = level_next(act, &m)) == SOUK_OK) {
		if ((e = movement_write(act, &m, NULL)) != SOUK_OK)
			return e;
		s = db_sql(act->db, sql_empty);
		db_bind_text(s, ":id", variation_id);
		db_bind_text(s, ":place", m.place_id);
		if ((e = db_run(s)) != SOUK_OK)
			return e;
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
stock_closed_all(struct act *act, const struct record *product)
{
	const struct value	*list = &product->values[PRODUCT_VARIATIONS];
	enum outcome		 e = SOUK_OK;
	size_t			 i;

	for (i = 0; i < list->count && e == SOUK_OK; i++)
		if (list->items[i].values[VARIATION_STOCK].num > 0)
			e = stock_closed(act,
			    record_text(&list->items[i], VARIATION_ID));
	return e;
}
