/* SPDX-License-Identifier: ISC */
#include "lib/catalog/stock_parts.h"
#include "lib/catalog/summary.h"
#include "lib/db/compose.h"
#include "lib/db/listed.h"

/* In the order of movement_fields.  The variation may be gone. */
#define ROWS \
    "m.id, m.variation_id, t.name, v.value, v.sku, m.place_id," \
    " pl.name, m.change, m.quantity, m.reason, m.reference, m.note," \
    " m.user_id, u.username, m.created_at FROM stock_movement m" \
    " LEFT JOIN place pl ON pl.id = m.place_id" \
    " LEFT JOIN users u ON u.id = m.user_id" \
    " LEFT JOIN product_variation v ON v.id = m.variation_id" \
    " LEFT JOIN product p ON p.id = v.product_id" SUMMARY_TEXT

static const char sql_page[] = "SELECT " ROWS " WHERE 1 = 1";
static const char sql_one[] = "SELECT " ROWS " WHERE m.id = :id";
static const char sql_count[] =
    "SELECT count(*) FROM stock_movement m WHERE 1 = 1";

/* The second form leaves the index to another condition. */
static const char sql_brand[] = "m.brand_id = :brand";
static const char sql_brand_after[] = "m.brand_id || '' = :brand";

static const struct listed_filter filters[MOVEMENT_OF__MAX] = {
	[MOVEMENT_OF_VARIATION] = { "m.variation_id = :variation",
		":variation", NULL },
	[MOVEMENT_OF_PLACE] = { "m.place_id = :place", ":place", NULL },
	[MOVEMENT_OF_REASON] = { "m.reason = :reason", ":reason", NULL },
	[MOVEMENT_FROM] = { "m.created_at >= :from", ":from", NULL },
	[MOVEMENT_TO] = { "m.created_at < :to", ":to", NULL },
};

static void
brand_add(struct act *act, const struct record *filter,
    struct listed_where *w)
{
	(void)act;
	listed_if(w, record_has(filter, MOVEMENT_OF_VARIATION) ||
	    record_has(filter, MOVEMENT_OF_PLACE) ? sql_brand_after :
	    sql_brand);
}

static const struct listed listed = {
	.name = "stock movements", LISTED_FILTERS(filters),
	.more = brand_add, .bind = summary_bind, .count = sql_count,
	.page = sql_page, .counts_all = true,
	.after = "(m.created_at, m.id) < (:key, :id)", .by_time = true,
	.order = "ORDER BY m.created_at DESC, m.id DESC"
	    " LIMIT :limit OFFSET :offset",
};

enum outcome
movement_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return listed_open(act, &listed, filter, query, rows);
}

enum outcome
movement_list_on(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return listed_open_on(act, &listed, filter, query, rows);
}

const char *
movement_list_cursor(struct act *act, const struct rows *rows,
    const struct record *movement)
{
	return rows_cursor(act, rows, &(struct cursor){
		.num = movement->values[MOVEMENT_CREATED_AT].num,
		.id = record_text(movement, MOVEMENT_ID) });
}

enum outcome
movement_read(struct act *act, const char *id, struct record **movement)
{
	struct stmt	*s = db_sql(act->db, sql_one);
	enum outcome	 e;

	*movement = record_new(act->arena, &movement_fields);
	db_bind_text(s, ":id", id);
	summary_bind(act, s);
	if ((e = db_step(s)) == SOUK_OK)
		compose_row(s, 0, act->arena, *movement);
	db_done(s);
	return e;
}
