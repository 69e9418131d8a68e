/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"
#include "lib/orders/order_parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* What leaves the shop, parcel by parcel. */
static const char sql_take[] =
    "UPDATE order_line SET fulfilled = fulfilled + :n"
    " WHERE id = :line AND order_id = :order"
    " AND fulfilled + :n <= quantity";
static const char sql_left[] =
    "SELECT quantity - fulfilled FROM order_line"
    " WHERE id = :line AND order_id = :order";
static const char sql_parcel_line[] =
    "INSERT INTO fulfilment_line (fulfilment_id, line_id, quantity)"
    " VALUES (:parcel, :line, :n)";
static const char sql_waiting[] =
    "SELECT count(*) FROM order_line"
    " WHERE order_id = :id AND fulfilled < quantity";
static const char sql_rest[] =
    "SELECT id, quantity - fulfilled FROM order_line"
    " WHERE order_id = :id AND fulfilled < quantity ORDER BY position";
static const char sql_back[] =
    "UPDATE order_line SET fulfilled = fulfilled - :n"
    " WHERE id = :line AND order_id = :order AND fulfilled - :n >= returned";
static const char sql_back_left[] =
    "SELECT fulfilled - returned FROM order_line"
    " WHERE id = :line AND order_id = :order";
static const char sql_parcel[] =
    "SELECT state FROM fulfilment WHERE id = :id AND order_id = :order";
static const char sql_parcel_lines[] =
    "SELECT line_id, quantity FROM fulfilment_line"
    " WHERE fulfilment_id = :id ORDER BY line_id";
static const char sql_state[] =
    "UPDATE fulfilment SET state = :to, updated_at = :now"
    " WHERE id = :id AND state = 'shipped'";
static const char sql_under_way[] =
    "SELECT count(*) FROM fulfilment"
    " WHERE order_id = :id AND state = 'shipped'";
static const char sql_arrived[] =
    "UPDATE fulfilment SET state = 'delivered', updated_at = :now"
    " WHERE order_id = :id AND state = 'shipped'";

/* ---- out -------------------------------------------------------------------- */

/* Only what is agreed and out of the shelf. */
static enum outcome
may_leave(struct act *act, const struct record *o)
{
	const enum order_state	 state = order_state_of(o);

	if ((state == IS_CONFIRMED || state == IS_PREPARING) &&
	    order_num(o, ORDER_HELD) == 1)
		return SOUK_OK;
	return act_refuse(act, SOUK_CONFLICT, state == IS_SHIPPED ||
	    state == IS_DELIVERED ? &order_messages[ORDER_NOTHING_LEFT] :
	    &order_messages[ORDER_MOVE]);
}

static enum outcome
pieces_read(struct act *act, const char *sql, const char *id,
    struct order_piece **pieces, size_t *n)
{
	struct value	 list;
	enum outcome	 e = order_pieces(act, sql, id, &list);

	if (e == SOUK_OK)
		*n = order_pieces_of(act, &list, pieces);
	return e;
}

static enum outcome
parcel_put(struct act *act, const char *order, const char *id,
    const struct record *in)
{
	const struct column_value	 extra[] = {
		{ "id", id, 0 },
		{ "order_id", order, 0 },
		{ "state", "shipped", 0 },
		{ "created_at", NULL, act->now },
		{ "updated_at", NULL, act->now },
	};

	return compose_insert(act->db, in, extra, COUNT(extra));
}

static enum outcome
parcel_lines_put(struct act *act, const char *parcel,
    const struct order_piece *pieces, size_t n)
{
	enum outcome	 e = SOUK_OK;

	for (size_t i = 0; i < n && e == SOUK_OK; i++) {
		struct stmt	*s = db_sql(act->db, sql_parcel_line);

		db_bind_text(s, ":parcel", parcel);
		db_bind_text(s, ":line", pieces[i].line_id);
		db_bind_int(s, ":n", pieces[i].quantity);
		e = db_run(s);
	}
	return e;
}

static enum outcome
parcel_tell(struct act *act, const char *order, const char *parcel,
    const struct record *in)
{
	const char	*carrier = record_text(in, FULFILMENT_CARRIER);
	const char	*number = record_text(in, FULFILMENT_NUMBER);
	enum outcome	 e;

	e = order_event(act, order, &(struct order_news){ .kind = "parcel",
		.text = arena_printf(act->arena, "%s%s%s",
		carrier != NULL ? carrier : "", carrier != NULL &&
		number != NULL ? " " : "", number != NULL ? number : ""),
		.is_public = true });
	return e != SOUK_OK ? e :
	    order_tell(act, order, TALE_PARCEL, parcel, 0);
}

/* All out is on its way; part of it is being prepared. */
static enum outcome
order_follow_parcels(struct act *act, struct record **o)
{
	int64_t		 waiting = 0;
	enum outcome	 e = order_number_of(act, sql_waiting,
			    record_text(*o, ORDER_ID), &waiting);

	if (e != SOUK_OK)
		return e;
	if (waiting == 0)
		return order_move(act, o, IS_SHIPPED, BY_SHOP, NULL);
	return order_state_of(*o) != IS_CONFIRMED ? SOUK_OK :
	    order_move(act, o, IS_PREPARING, BY_STAFF, NULL);
}

static enum outcome
fulfil(struct act *act, struct record **o, const struct record *in)
{
	const struct order_count	 count = { sql_take, sql_left };
	const char			*order = record_text(*o, ORDER_ID);
	const char			*id = typeid_new(act->arena, "parcel",
					    act->now);
	struct order_piece		*pieces;
	enum outcome			 e;
	size_t				 n;

	if ((e = may_leave(act, *o)) != SOUK_OK)
		return e;
	if (record_has(in, FULFILMENT_LINES))
		n = order_pieces_of(act, &in->values[FULFILMENT_LINES],
		    &pieces);
	else if ((e = pieces_read(act, sql_rest, order, &pieces, &n)) !=
	    SOUK_OK)
		return e;
	if ((e = order_pieces_take(act, order, pieces, n, &count)) !=
	    SOUK_OK || (e = parcel_put(act, order, id, in)) != SOUK_OK ||
	    (e = parcel_lines_put(act, id, pieces, n)) != SOUK_OK ||
	    (e = parcel_tell(act, order, id, in)) != SOUK_OK)
		return e;
	return order_follow_parcels(act, o);
}

enum outcome
order_fulfil_rest(struct act *act, struct record **o)
{
	return fulfil(act, o, record_new(act->arena, &fulfilment_fields));
}

enum outcome
order_fulfil(struct act *act, const char *id, const struct record *in,
    struct record **order)
{
	struct record	*before, *o;
	enum outcome	 e;

	if ((e = order_row_staff(act, id, &before)) != SOUK_OK)
		return e;
	o = before;
	if ((e = fulfil(act, &o, in)) != SOUK_OK ||
	    (e = order_audit(act, "fulfil_order", before, o)) != SOUK_OK)
		return e;
	return order_answer(act, id, true, order);
}

/* ---- there, or back on the table ---------------------------------------------- */

enum outcome
order_parcels_arrived(struct act *act, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_arrived);

	db_bind_text(s, ":id", id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
delivered(struct act *act, struct record **o)
{
	int64_t		 under_way = 0;
	enum outcome	 e = order_number_of(act, sql_under_way,
			    record_text(*o, ORDER_ID), &under_way);

	if (e != SOUK_OK || under_way > 0 || order_state_of(*o) != IS_SHIPPED)
		return e;
	return order_move(act, o, IS_DELIVERED, BY_SHOP, NULL);
}

static enum outcome
called_back(struct act *act, struct record **o, const char *parcel)
{
	const struct order_count	 count = { sql_back, sql_back_left };
	const char			*id = record_text(*o, ORDER_ID);
	struct order_piece		*pieces;
	enum outcome			 e;
	size_t				 n;

	if ((e = pieces_read(act, sql_parcel_lines, parcel, &pieces, &n)) !=
	    SOUK_OK || (e = order_pieces_take(act, id, pieces, n, &count)) !=
	    SOUK_OK)
		return e;
	return order_state_of(*o) != IS_SHIPPED ? SOUK_OK :
	    order_move(act, o, IS_PREPARING, BY_SHOP, NULL);
}

static enum outcome
parcel_move(struct act *act, struct record **o, const char *parcel,
    const char *to)
{
	const char	*id = record_text(*o, ORDER_ID);
	struct stmt	*s = db_sql(act->db, sql_state);
	enum outcome	 e;

	db_bind_text(s, ":id", parcel);
	db_bind_text(s, ":to", to);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) == SOUK_NOT_FOUND)
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_MOVE]);
	if (e != SOUK_OK || (e = order_event(act, id, &(struct order_news){
	    .kind = "parcel", .to = to, .is_public = true })) != SOUK_OK)
		return e;
	return text_equal(to, "delivered") ? delivered(act, o) :
	    called_back(act, o, parcel);
}

static enum outcome
parcel_check(struct act *act, const char *order, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_parcel);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":order", order);
	e = db_step(s);
	db_done(s);
	return e;
}

enum outcome
order_fulfilment_change(struct act *act, const char *id, const char *parcel,
    const struct record *in, struct record **order)
{
	const struct column_value	 key = { "id", parcel, 0 };
	const struct column_value	 extra = { "updated_at", NULL,
					    act->now };
	const char			*to = record_text(in,
					    FULFILMENT_TO_STATE);
	struct record			*before, *o;
	enum outcome			 e;

	if ((e = order_row_staff(act, id, &before)) != SOUK_OK ||
	    (e = parcel_check(act, id, parcel)) != SOUK_OK ||
	    (e = compose_update(act->db, in, &extra, 1, &key, 1)) != SOUK_OK)
		return e;
	o = before;
	if (to != NULL && (e = parcel_move(act, &o, parcel, to)) != SOUK_OK)
		return e;
	if ((e = order_audit(act, "update_fulfilment", before, o)) != SOUK_OK)
		return e;
	return order_answer(act, id, true, order);
}
