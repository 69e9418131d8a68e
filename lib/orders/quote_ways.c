/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/orders/quote_parts.h"

#define WAY_COLUMNS \
    "m.id, m.kind, m.name, m.description, m.tax_class, m.days_min," \
    " m.days_max, r.from_amount, r.from_weight, r.amount, m.position" \
    " FROM shipping_method m JOIN shipping_rate r ON r.method_id = m.id" \
    "  AND r.currency = :currency"

/* A row a step; those of one method stand together.  Pickups are few, and
 * found by having no zone. */
static const char sql_ways[] =
    "SELECT " WAY_COLUMNS
    " WHERE m.zone_id = :zone AND m.is_active = 1"
    " UNION ALL SELECT " WAY_COLUMNS
    " LEFT JOIN place pl ON pl.id = m.place_id"
    " WHERE m.zone_id IS NULL AND m.brand_id || '' = :brand AND m.is_active = 1"
    " AND coalesce(pl.is_active, 1) = 1"
    " ORDER BY 11, 1, 8, 9";

static int64_t
days(struct stmt *s, int column)
{
	return db_is_null(s, column) ? -1 : db_int(s, column);
}

static struct way *
way_of_row(struct quote_work *w, struct stmt *s)
{
	struct arena	*arena = w->act->arena;
	struct way	*way;

	if (w->way_count > 0 && text_equal(db_text(s, 0, NULL),
	    w->ways[w->way_count - 1].method.id))
		return &w->ways[w->way_count - 1];
	w->ways = arena_more(arena, w->ways, w->way_count, sizeof(*w->ways));
	way = &w->ways[w->way_count++];
	*way = (struct way){ .method = {
		.id = db_copy(s, 0, arena), .kind = db_copy(s, 1, arena),
		.name = db_copy(s, 2, arena),
		.description = db_copy(s, 3, arena),
		.days_min = days(s, 5), .days_max = days(s, 6) },
		.tax_class = tax_class_from(db_text(s, 4, NULL)) };
	return way;
}

enum outcome
quote_ways(struct quote_work *w, const char *zone_id)
{
	struct stmt	*s = db_sql(w->act->db, sql_ways);
	struct way	*way;
	enum outcome	 e;
	size_t		 i;

	db_bind_text(s, ":currency", w->quote->currency);
	db_bind_text(s, ":zone", zone_id);
	db_bind_text(s, ":brand", w->ask->brand_id);
	while ((e = db_step(s)) == SOUK_OK) {
		way = way_of_row(w, s);
		way->steps = arena_more(w->act->arena, way->steps, way->step_count,
		    sizeof(*way->steps));
		way->steps[way->step_count++] = (struct sum_step){
			db_int(s, 7), db_int(s, 8), db_int(s, 9) };
	}
	for (i = 0; i < w->way_count && w->ask->method_id != NULL; i++)
		if (text_equal(w->ways[i].method.id, w->ask->method_id))
			w->way = &w->ways[i];
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
