/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"
#include "lib/orders/order_parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
/* Pieces that come back: asked for, agreed to, there, paid back. */
static const char sql_read[] =
    "SELECT " RETURN_COLUMNS " WHERE r.id = :id";
static const char sql_lines[] =
    "SELECT r.line_id, r.quantity FROM order_return_line r"
    " JOIN order_line l ON l.id = r.line_id"
    " WHERE r.return_id = :id ORDER BY l.position";
/* Never more, with all that is asked for already, than left the shop. */
static const char sql_line[] =
    "INSERT INTO order_return_line (return_id, line_id, quantity)"
    " SELECT :return, l.id, CAST(:n AS BIGINT) FROM order_line l"
    " WHERE l.id = :line AND l.order_id = :order AND l.fulfilled >="
    " CAST(:n AS BIGINT) + (SELECT coalesce(sum(x.quantity), 0)"
    "  FROM order_return_line x JOIN order_return y ON y.id = x.return_id"
    "  WHERE x.line_id = l.id AND y.state <> 'refused')";
static const char sql_line_left[] =
    "SELECT l.fulfilled - CAST((SELECT coalesce(sum(x.quantity), 0)"
    "  FROM order_return_line x JOIN order_return y ON y.id = x.return_id"
    "  WHERE x.line_id = l.id AND y.state <> 'refused') AS BIGINT)"
    " FROM order_line l WHERE l.id = :line AND l.order_id = :order";

/* ---- reading ------------------------------------------------------------------ */

static enum outcome
return_find(struct act *act, const char *id, struct record **r)
{
	struct stmt	*s = db_sql(act->db, sql_read);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*r = record_new(act->arena, &return_fields);
	compose_row(s, 0, act->arena, *r);
	db_done(s);
	return order_pieces(act, sql_lines, id, &(*r)->values[RETURN_LINES]);
}

enum outcome
order_return_find(struct act *act, const char *id, struct record **r,
    struct record **o)
{
	enum outcome	 e;

	if ((e = return_find(act, id, r)) != SOUK_OK ||
	    (e = order_row(act, record_text(*r, RETURN_ORDER), o)) !=
	    SOUK_OK)
		return e;
	return catalog_brand(act, record_text(*o, ORDER_BRAND));
}

enum outcome
return_read(struct act *act, const char *id, struct record **r)
{
	struct record	*o;

	return order_return_find(act, id, r, &o);
}

/* ---- asking --------------------------------------------------------------------- */

static enum outcome
return_put(struct act *act, const struct record *o, const char *id,
    const struct record *in)
{
	const struct column_value	 extra[] = {
		{ "id", id, 0 },
		{ "brand_id", record_text(o, ORDER_BRAND), 0 },
		{ "order_id", record_text(o, ORDER_ID), 0 },
		{ "state", "requested", 0 },
		{ "created_at", NULL, act->now },
		{ "updated_at", NULL, act->now },
	};

	return compose_insert(act->db, in, extra, COUNT(extra));
}

static enum outcome
line_refuse(struct act *act, const char *order,
    const struct order_piece *piece, size_t index)
{
	struct stmt	*s = db_sql(act->db, sql_line_left);
	int64_t		 left = 0;
	enum outcome	 e;

	db_bind_text(s, ":line", piece->line_id);
	db_bind_text(s, ":order", order);
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

static enum outcome
lines_put(struct act *act, const char *order, const char *id,
    const struct record *in)
{
	struct order_piece	*pieces;
	struct stmt		*s;
	enum outcome		 e = SOUK_OK;
	size_t			 n;

	n = order_pieces_of(act, &in->values[RETURN_LINES], &pieces);
	for (size_t i = 0; i < n && e == SOUK_OK; i++) {
		s = db_sql(act->db, sql_line);
		db_bind_text(s, ":return", id);
		db_bind_text(s, ":line", pieces[i].line_id);
		db_bind_text(s, ":order", order);
		db_bind_int(s, ":n", pieces[i].quantity);
		if ((e = db_run_changed(s)) == SOUK_NOT_FOUND)
			e = line_refuse(act, order, &pieces[i], i);
	}
	return e;
}

static enum outcome
enter(struct act *act, struct record *o, const struct record *in,
    struct record **r)
{
	const char	*order = record_text(o, ORDER_ID);
	const char	*id = typeid_new(act->arena, "ret", act->now);
	enum outcome	 e;

	if ((e = return_put(act, o, id, in)) != SOUK_OK ||
	    (e = lines_put(act, order, id, in)) != SOUK_OK ||
	    (e = order_event(act, order, &(struct order_news){
	    .kind = "return", .to = "requested",
	    .text = record_text(in, RETURN_REASON), .is_public = true })) !=
	    SOUK_OK || (e = order_tell(act, order, TALE_RETURN_ASKED, id, 0)) !=
	    SOUK_OK)
		return e;
	return return_find(act, id, r);
}

enum outcome
return_ask(struct act *act, const char *order, const struct record *in,
    struct record **r)
{
	struct record	*o;
	enum outcome	 e = order_row_own(act, order, &o);

	if (e != SOUK_OK)
		return e;
	order_follow(act, o);
	if (order_state_of(o) != IS_DELIVERED ||
	    act->now > order_num(o, ORDER_RETURN_UNTIL))
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_RETURN_LATE]);
	if ((e = enter(act, o, in, r)) != SOUK_OK || act->souk->event == NULL)
		return e;
	return act->souk->event(act, "ask_return", "OrderReturn",
	    record_text(*r, RETURN_ID));
}

enum outcome
return_enter(struct act *act, const char *order, const struct record *in,
    struct record **r)
{
	struct record	*o;
	enum outcome	 e = order_row_staff(act, order, &o);

	if (e != SOUK_OK)
		return e;
	if (order_state_of(o) != IS_DELIVERED &&
	    order_state_of(o) != IS_SHIPPED)
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_RETURN_LATE]);
	if ((e = enter(act, o, in, r)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){ .action = "enter_return",
		.entity_type = "OrderReturn",
		.entity_id = record_text(*r, RETURN_ID), .after = *r });
}
