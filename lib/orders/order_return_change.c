/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/orders/order_parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* Every way that a return can go. */
static const struct { const char *from, *to; } moves[] = {
	{ "requested", "approved" }, { "requested", "refused" },
	{ "requested", "received" }, { "approved", "refused" },
	{ "approved", "received" }, { "received", "refunded" },
};

static const char sql_move[] =
    "UPDATE order_return SET state = :to, version = version + 1,"
    " updated_at = :now, answer = coalesce(:answer, answer),"
    " restock = :restock, amount = amount + :amount"
    " WHERE id = :id AND state = :from";
static const char sql_came[] =
    "UPDATE order_line SET returned = returned + :n"
    " WHERE id = :line AND order_id = :order"
    " AND returned + :n <= fulfilled";
static const char sql_came_left[] =
    "SELECT fulfilled - returned FROM order_line"
    " WHERE id = :line AND order_id = :order";
static const char sql_kept[] =
    "SELECT count(*) FROM order_line"
    " WHERE order_id = :id AND returned < quantity";

struct back {
	struct record		*r, *o;
	const struct record	*in;
	struct order_piece	*pieces;
	size_t			 count;
	int64_t			 amount;
	bool			 restock;
};

/* ---- there again ---------------------------------------------------------------- */

/* A bundle as the parts that it was made of. */
static enum outcome
restock(struct act *act, const struct back *b)
{
	struct order_stock	 to = { NULL, 0 };
	enum outcome		 e = SOUK_OK;

	for (size_t i = 0; i < b->count && e == SOUK_OK; i++)
		e = order_piece_stock(act, &b->pieces[i], &to);
	return e != SOUK_OK ? e : stock_move(act, &(struct stock_move){
		.reason = "returned", .reference = record_text(b->r,
		RETURN_ID), .lines = to.lines, .count = to.count }, NULL);
}

static enum outcome
received(struct act *act, struct back *b)
{
	const struct order_count	 count = { sql_came, sql_came_left };
	const char			*order = record_text(b->o, ORDER_ID);
	int64_t				 kept = 0;
	enum outcome			 e;

	if ((e = order_pieces_take(act, order, b->pieces, b->count,
	    &count)) != SOUK_OK ||
	    (b->restock && (e = restock(act, b)) != SOUK_OK) ||
	    (e = order_number_of(act, sql_kept, order, &kept)) != SOUK_OK)
		return e;
	return kept > 0 ? SOUK_OK :
	    order_move(act, &b->o, IS_RETURNED, BY_SHOP, NULL);
}

/* ---- paid back -------------------------------------------------------------------- */

/* Pieces that were paid back before they came are not paid twice. */
static enum outcome
refunded(struct act *act, struct back *b)
{
	enum outcome	 e = SOUK_OK;
	int64_t		 one;

	for (size_t i = 0; i < b->count && e == SOUK_OK; i++)
		if ((e = order_piece_refund(act, b->o, &b->pieces[i], i,
		    &one)) == SOUK_OK)
			b->amount += one;
	if (e == SOUK_OK && b->in->values[RETURN_TO_SHIPPING].num == 1 &&
	    (e = order_shipping_refund(act, b->o, &one)) == SOUK_OK)
		b->amount += one;
	if (e != SOUK_OK || b->amount == 0)
		return e;
	return order_pay_back_part(act, record_text(b->o, ORDER_ID),
	    arena_printf(act->arena, "return:%s",
	    record_text(b->r, RETURN_ID)), &b->amount);
}

/* ---- any of it ---------------------------------------------------------------------- */

bool
return_may(const char *from, const char *to)
{
	for (size_t i = 0; i < COUNT(moves); i++)
		if (text_equal(moves[i].from, from) &&
		    text_equal(moves[i].to, to))
			return true;
	return false;
}

static enum outcome
move_check(struct act *act, const struct back *b, const char *to)
{
	return return_may(record_text(b->r, RETURN_STATE), to) ? SOUK_OK :
	    act_refuse(act, SOUK_CONFLICT,
	    &order_messages[ORDER_RETURN_MOVE]);
}

static enum outcome
state_write(struct act *act, const struct back *b, const char *to)
{
	struct stmt	*s = db_sql(act->db, sql_move);
	enum outcome	 e;

	db_bind_text(s, ":id", record_text(b->r, RETURN_ID));
	db_bind_text(s, ":from", record_text(b->r, RETURN_STATE));
	db_bind_text(s, ":to", to);
	db_bind_text(s, ":answer", record_text(b->in, RETURN_TO_ANSWER));
	db_bind_int(s, ":restock", b->restock);
	db_bind_int(s, ":amount", b->amount);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) == SOUK_NOT_FOUND)
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_RETURN_MOVE]);
	return e;
}

static enum outcome
tell(struct act *act, const struct back *b, const char *to)
{
	const char	*order = record_text(b->o, ORDER_ID);
	const char	*id = record_text(b->r, RETURN_ID);
	struct record	*after;
	enum outcome	 e;

	if ((e = order_event(act, order, &(struct order_news){
	    .kind = "return", .from = record_text(b->r, RETURN_STATE),
	    .to = to, .text = record_text(b->in, RETURN_TO_ANSWER),
	    .amount = b->amount, .is_public = true })) != SOUK_OK ||
	    (e = return_read(act, id, &after)) != SOUK_OK ||
	    (e = audit_write(act, &(struct audit){
	    .action = "update_return", .entity_type = "OrderReturn",
	    .entity_id = id, .before = b->r, .after = after })) != SOUK_OK)
		return e;
	return order_tell(act, order, TALE_RETURN, id, 0);
}

enum outcome
return_change(struct act *act, const char *id, const struct record *in,
    struct record **r)
{
	const char	*to = record_text(in, RETURN_TO_STATE);
	struct back	 b = { .in = in };
	enum outcome	 e;

	if ((e = order_return_find(act, id, &b.r, &b.o)) != SOUK_OK ||
	    (e = catalog_version(act, b.r->values[RETURN_VERSION].num)) !=
	    SOUK_OK || (e = move_check(act, &b, to)) != SOUK_OK)
		return e;
	b.restock = record_has(in, RETURN_TO_RESTOCK) ?
	    in->values[RETURN_TO_RESTOCK].num == 1 :
	    b.r->values[RETURN_RESTOCK].num == 1;
	b.count = order_pieces_of(act, &b.r->values[RETURN_LINES],
	    &b.pieces);
	if (text_equal(to, "received"))
		e = received(act, &b);
	else if (text_equal(to, "refunded"))
		e = refunded(act, &b);
	if (e != SOUK_OK || (e = state_write(act, &b, to)) != SOUK_OK ||
	    (e = tell(act, &b, to)) != SOUK_OK)
		return e;
	return return_read(act, id, r);
}
