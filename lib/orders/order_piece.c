/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/orders/order_parts.h"

/*
 * Pieces of lines: counted by conditional statements, so that no two who count
 * at once come to more than there are, and paid back in parts that are
 * together what was paid.
 */
static const char sql_line[] =
    "SELECT total, tax, quantity, refunded, refunded_pieces FROM order_line"
    " WHERE id = :line AND order_id = :order";
static const char sql_refund[] =
    "UPDATE order_line SET refunded = refunded + :amount,"
    " refunded_pieces = refunded_pieces + :n WHERE id = :line"
    " AND order_id = :order AND refunded_pieces = :before"
    " AND refunded_pieces + :n <= quantity";
static const char sql_goods[] =
    "SELECT CAST(coalesce(sum(total), 0) AS BIGINT),"
    " CAST(coalesce(sum(tax), 0) AS BIGINT) FROM order_line"
    " WHERE order_id = :id";
static const char sql_shipping[] =
    "UPDATE orders SET shipping_refunded = shipping_refunded + :amount"
    " WHERE id = :id AND shipping_refunded = :before";

size_t
order_pieces_of(struct act *act, const struct value *list,
    struct order_piece **pieces)
{
	size_t	 n = 0, at;

	*pieces = arena_array(act->arena, list->count + 1, sizeof(**pieces));
	for (size_t i = 0; i < list->count; i++) {
		const struct record	*r = &list->items[i];
		const char		*id = record_text(r, ORDER_PART_LINE);

		for (at = 0; at < n; at++)
			if (text_equal((*pieces)[at].line_id, id))
				break;
		if (at == n)
			(*pieces)[n++].line_id = id;
		(*pieces)[at].quantity += r->values[ORDER_PART_QUANTITY].num;
	}
	return n;
}

static struct stmt *
piece_sql(struct act *act, const char *sql, const char *order,
    const char *line)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":order", order);
	db_bind_text(s, ":line", line);
	return s;
}

/* There is no such line, or not that much of it. */
static enum outcome
too_many(struct act *act, const char *order, const struct order_piece *piece,
    size_t index, const char *sql_left)
{
	struct stmt	*s = piece_sql(act, sql_left, order, piece->line_id);
	int64_t		 left = 0;
	enum outcome	 e;

	if ((e = db_step(s)) == SOUK_OK)
		left = db_int(s, 0);
	db_done(s);
	if (e == SOUK_NOT_FOUND)
		return act_bad_field(act, item_name(act, "lines", index,
		    "lineId"), &order_messages[ORDER_NO_LINE]);
	return e != SOUK_OK ? e : act_bad_number(act, item_name(act, "lines",
	    index, "quantity"), &order_messages[ORDER_TOO_MANY_PIECES],
	    left, 0);
}

enum outcome
order_pieces_take(struct act *act, const char *order,
    const struct order_piece *pieces, size_t n,
    const struct order_count *count)
{
	struct stmt	*s;
	enum outcome	 e = SOUK_OK;

	for (size_t i = 0; i < n && e == SOUK_OK; i++) {
		s = piece_sql(act, count->sql_take, order,
		    pieces[i].line_id);
		db_bind_int(s, ":n", pieces[i].quantity);
		if ((e = db_run_changed(s)) == SOUK_NOT_FOUND)
			e = too_many(act, order, &pieces[i], i,
			    count->sql_left);
	}
	return e;
}

/* ---- paid back ---------------------------------------------------------------- */

struct line_now { int64_t total, tax, quantity, refunded, pieces; };

static enum outcome
line_read(struct act *act, const char *order, const char *line,
    struct line_now *now)
{
	struct stmt	*s = piece_sql(act, sql_line, order, line);
	enum outcome	 e;

	if ((e = db_step(s)) == SOUK_OK)
		*now = (struct line_now){ db_int(s, 0), db_int(s, 1),
		    db_int(s, 2), db_int(s, 3), db_int(s, 4) };
	db_done(s);
	return e;
}

enum outcome
order_piece_refund(struct act *act, const struct record *o,
    const struct order_piece *piece, size_t index, int64_t *amount)
{
	const char	*order = record_text(o, ORDER_ID);
	struct line_now	 now;
	struct stmt	*s;
	enum outcome	 e = line_read(act, order, piece->line_id, &now);

	if (e == SOUK_NOT_FOUND)
		return act_bad_field(act, item_name(act, "lines", index,
		    "lineId"), &order_messages[ORDER_NO_LINE]);
	if (e != SOUK_OK)
		return e;
	if (piece->quantity > now.quantity - now.pieces)
		return act_bad_number(act, item_name(act, "lines", index,
		    "quantity"), &order_messages[ORDER_TOO_MANY_PIECES],
		    now.quantity - now.pieces, 0);
	if (order_num(o, ORDER_TAX_INCLUDED) == 0)
		now.total += now.tax;
	*amount = quote_part(now.total - now.refunded, piece->quantity,
	    now.quantity - now.pieces);
	s = piece_sql(act, sql_refund, order, piece->line_id);
	db_bind_int(s, ":amount", *amount);
	db_bind_int(s, ":n", piece->quantity);
	db_bind_int(s, ":before", now.pieces);
	return db_run_changed(s);
}

enum outcome
order_shipping_refund(struct act *act, const struct record *o,
    int64_t *amount)
{
	const int64_t	 before = order_num(o, ORDER_SHIPPING_REFUNDED);
	struct stmt	*s = db_sql(act->db, sql_goods);
	enum outcome	 e;

	*amount = order_num(o, ORDER_TOTAL) - before;
	db_bind_text(s, ":id", record_text(o, ORDER_ID));
	if ((e = db_step(s)) == SOUK_OK) {
		*amount -= db_int(s, 0);
		if (order_num(o, ORDER_TAX_INCLUDED) == 0)
			*amount -= db_int(s, 1);
	}
	db_done(s);
	if (e != SOUK_OK || *amount == 0)
		return e;
	s = db_sql(act->db, sql_shipping);
	db_bind_text(s, ":id", record_text(o, ORDER_ID));
	db_bind_int(s, ":amount", *amount);
	db_bind_int(s, ":before", before);
	return db_run_changed(s);
}
