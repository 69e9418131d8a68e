/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/buf.h"
#include "lib/catalog/stock_parts.h"
#include "lib/catalog/summary.h"
#include "lib/db/compose.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

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
static const char sql_tail[] =
    "ORDER BY m.created_at DESC, m.id DESC LIMIT :limit OFFSET :offset";
static const char after_cursor[] = "(m.created_at, m.id) < (:key, :after)";

/* The second form leaves the index to another condition. */
static const char sql_brand[] = "m.brand_id = :brand";
static const char sql_brand_after[] = "m.brand_id || '' = :brand";

static const struct {
	const char	*where, *parameter;
} conditions[] = {
	[MOVEMENT_OF_VARIATION] = { "m.variation_id = :variation",
	    ":variation" },
	[MOVEMENT_OF_PLACE] = { "m.place_id = :place", ":place" },
	[MOVEMENT_OF_REASON] = { "m.reason = :reason", ":reason" },
	[MOVEMENT_FROM] = { "m.created_at >= :from", ":from" },
	[MOVEMENT_TO] = { "m.created_at < :to", ":to" },
};
static_assert(COUNT(conditions) == MOVEMENT_OF__MAX,
    "a row for each filter");

static bool
is_time(int filter)
{
	return filter == MOVEMENT_FROM || filter == MOVEMENT_TO;
}

static struct stmt *
filtered(struct act *act, const struct record *filter, const char *select,
    const struct cursor *after, const char *tail)
{
	const char			*where[MOVEMENT_OF__MAX + 3] = {
					    NULL };
	const struct compose_select	 sql = { .select = select,
					    .where = where, .tail = tail };
	struct stmt			*s;
	size_t				 n = 0;
	int				 i;

	where[n++] = record_has(filter, MOVEMENT_OF_VARIATION) ||
	    record_has(filter, MOVEMENT_OF_PLACE) ? sql_brand_after :
	    sql_brand;
	for (i = 0; i < MOVEMENT_OF__MAX; i++)
		if (record_has(filter, i))
			where[n++] = conditions[i].where;
	if (after != NULL)
		where[n++] = after_cursor;
	s = compose_select(act->db, act->arena, &sql);
	db_bind_text(s, ":brand", act->actor.brand_id);
	for (i = 0; i < MOVEMENT_OF__MAX; i++)
		if (record_has(filter, i) && is_time(i))
			db_bind_int(s, conditions[i].parameter,
			    filter->values[i].num);
		else if (record_has(filter, i))
			db_bind_text(s, conditions[i].parameter,
			    filter->values[i].text);
	if (after != NULL) {
		db_bind_int(s, ":key", after->num);
		db_bind_text(s, ":after", after->id);
	}
	return s;
}

/* What a cursor of this list is bound to. */
static const char *
filters_text(struct act *act, const struct record *filter)
{
	struct buf	 text;
	int		 i;

	buf_init(&text, act->arena, 64);
	buf_puts(&text, "stock movements");
	for (i = 0; i < MOVEMENT_OF__MAX; i++) {
		buf_putc(&text, '\n');
		if (record_has(filter, i) && is_time(i))
			buf_printf(&text, "%lld",
			    (long long)filter->values[i].num);
		else if (record_has(filter, i))
			buf_puts(&text, filter->values[i].text);
	}
	return text.p;
}

static enum outcome
list_at(struct act *act, const struct record *filter,
    const struct list_query *query, bool counted, struct rows *rows)
{
	struct cursor	 after = { 0 };
	struct stmt	*s;
	enum outcome	 e;

	*rows = (struct rows){ .filters = filters_text(act, filter) };
	if (query->cursor != NULL && (e = cursor_read(act, query->cursor,
	    rows->filters, &after)) != SOUK_OK)
		return e;
	if (counted && (e = rows_count(rows, filtered(act, filter, sql_count,
	    NULL, NULL))) != SOUK_OK)
		return e;
	s = filtered(act, filter, sql_page, after.id == NULL ? NULL : &after,
	    sql_tail);
	summary_bind(act, s);
	rows_open(rows, s, query);
	return SOUK_OK;
}

enum outcome
movement_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return list_at(act, filter, query, true, rows);
}

enum outcome
movement_list_on(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return list_at(act, filter, query, false, rows);
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
