/* SPDX-License-Identifier: ISC */
#include "lib/catalog/stock_parts.h"

/*
 * What left for somebody and has not come back, by the ledger.  A variation that
 * is gone took its stock with it; a place that takes no more is passed over.
 */
static const char sql_out[] =
    "SELECT m.variation_id, m.place_id, p.is_active,"
    " CAST(sum(m.change) AS BIGINT) FROM stock_movement m"
    " JOIN product_variation v ON v.id = m.variation_id"
    " JOIN place p ON p.id = m.place_id"
    " WHERE m.reference = :reference"
    " GROUP BY m.variation_id, m.place_id, p.is_active"
    " HAVING sum(m.change) < 0";

struct back { struct stock_line *lines; size_t count; };

static void
back_add(struct act *act, struct back *b, struct stmt *s)
{
	b->lines = arena_more(act->arena, b->lines, b->count,
	    sizeof(*b->lines));
	b->lines[b->count++] = (struct stock_line){
		.variation_id = db_copy(s, 0, act->arena),
		.place_id = db_int(s, 2) == 1 ? db_copy(s, 1, act->arena) :
		    NULL,
		.change = -db_int(s, 3) };
}

enum outcome
stock_give_back(struct act *act, const char *reason, const char *reference)
{
	struct back	 b = { NULL, 0 };
	struct stmt	*s = db_sql(act->db, sql_out);
	enum outcome	 e;

	db_bind_text(s, ":reference", reference);
	while ((e = db_step(s)) == SOUK_OK)
		back_add(act, &b, s);
	if (e != SOUK_NOT_FOUND)
		return e;
	return stock_move(act, &(struct stock_move){ .reason = reason,
		.reference = reference, .lines = b.lines, .count = b.count },
	    NULL);
}
