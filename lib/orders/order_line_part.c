/* SPDX-License-Identifier: ISC */
#include "lib/catalog/summary.h"
#include "lib/db/compose.h"
#include "lib/orders/order_parts.h"

/*
 * What one of a line is made of: a bundle's parts as they were when it was
 * ordered, whatever becomes of the bundle.
 */
static const char sql_put[] =
    "INSERT INTO order_line_part (line_id, position, variation_id, name,"
    " options, sku, quantity) SELECT l.id, x.position, v.id,"
    " coalesce(t.name, ''), coalesce(v.value, ''), v.sku, x.quantity"
    " FROM order_line l JOIN bundle_part x ON x.bundle_id = l.variation_id"
    " JOIN product_variation v ON v.id = x.variation_id"
    " JOIN product p ON p.id = v.product_id" SUMMARY_TEXT
    " WHERE l.order_id = :id";
/* The line, then in the order of order_line_part_fields. */
static const char sql_read[] =
    "SELECT x.line_id, x.variation_id, x.name, x.options, x.sku, x.quantity"
    " FROM order_line l JOIN order_line_part x ON x.line_id = l.id"
    " WHERE l.order_id = :id ORDER BY l.position, x.position";
/* What is still in the catalogue. */
static const char sql_of_line[] =
    "SELECT v.id, x.quantity FROM order_line_part x"
    " LEFT JOIN product_variation v ON v.id = x.variation_id"
    " WHERE x.line_id = :line ORDER BY x.position";
static const char sql_variation[] =
    "SELECT v.id, CAST(1 AS BIGINT) FROM order_line l"
    " JOIN product_variation v ON v.id = l.variation_id WHERE l.id = :line";

enum outcome
order_line_parts_put(struct act *act, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_put);

	db_bind_text(s, ":id", id);
	summary_bind(act, s);
	return db_run(s);
}

enum outcome
order_line_parts(struct act *act, struct record *o)
{
	struct value	*lines = &o->values[ORDER_LINES];
	struct stmt	*s = db_sql(act->db, sql_read);
	enum outcome	 e;
	size_t		 i;

	for (i = 0; i < lines->count; i++)
		lines->items[i].values[ORDER_LINE_PARTS].state = VALUE_SET;
	i = 0;
	db_bind_text(s, ":id", record_text(o, ORDER_ID));
	while ((e = db_step(s)) == SOUK_OK) {
		while (!record_is(&lines->items[i], ORDER_LINE_ID,
		    db_text(s, 0, NULL)))
			i++;
		compose_row(s, 1, act->arena, list_add(act->arena,
		    &lines->items[i].values[ORDER_LINE_PARTS],
		    &order_line_part_fields));
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The rows of a statement about a line, times so many; rows: were there any? */
static enum outcome
pieces_add(struct act *act, const char *sql, const struct order_piece *piece,
    struct order_stock *to, bool *rows)
{
	struct stmt		*s = db_sql(act->db, sql);
	enum outcome		 e;

	*rows = false;
	db_bind_text(s, ":line", piece->line_id);
	while ((e = db_step(s)) == SOUK_OK) {
		*rows = true;
		if (db_is_null(s, 0))
			continue;
		to->lines = arena_more(act->arena, to->lines, to->count,
		    sizeof(*to->lines));
		to->lines[to->count++] = (struct stock_line){
			.variation_id = db_copy(s, 0, act->arena),
			.change = piece->quantity * db_int(s, 1) };
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
order_piece_stock(struct act *act, const struct order_piece *piece,
    struct order_stock *to)
{
	enum outcome	 e;
	bool		 made;

	e = pieces_add(act, sql_of_line, piece, to, &made);
	return e != SOUK_OK || made ? e :
	    pieces_add(act, sql_variation, piece, to, &made);
}
