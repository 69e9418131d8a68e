/* SPDX-License-Identifier: ISC */
#include "lib/db/compose.h"
#include "lib/orders/order_parts.h"

/* Parcels and returns of an order, with the pieces in them. */
static const char sql_parcels[] =
    "SELECT id, state, carrier, tracking_number, tracking_url, created_at,"
    " updated_at FROM fulfilment WHERE order_id = :id ORDER BY id";
static const char sql_parcel_pieces[] =
    "SELECT f.line_id, f.quantity FROM fulfilment_line f"
    " JOIN order_line l ON l.id = f.line_id"
    " WHERE f.fulfilment_id = :id ORDER BY l.position";
static const char sql_returns[] =
    "SELECT " RETURN_COLUMNS " WHERE r.order_id = :id ORDER BY r.id";
static const char sql_return_pieces[] =
    "SELECT r.line_id, r.quantity FROM order_return_line r"
    " JOIN order_line l ON l.id = r.line_id"
    " WHERE r.return_id = :id ORDER BY l.position";

enum outcome
order_pieces(struct act *act, const char *sql, const char *id,
    struct value *list)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	*list = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK)
		compose_row(s, 0, act->arena, list_add(act->arena, list,
		    &order_part_fields));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
holders(struct act *act, const char *sql, struct record *o, int field)
{
	const struct fieldset	*set = order_fields.fields[field].of;
	struct value		*list = &o->values[field];
	struct stmt		*s = db_sql(act->db, sql);
	enum outcome		 e;

	*list = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":id", record_text(o, ORDER_ID));
	while ((e = db_step(s)) == SOUK_OK)
		compose_row(s, 0, act->arena, list_add(act->arena, list, set));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
order_parcels(struct act *act, struct record *o)
{
	struct value	*list = &o->values[ORDER_FULFILMENTS];
	enum outcome	 e = holders(act, sql_parcels, o, ORDER_FULFILMENTS);

	for (size_t i = 0; i < list->count && e == SOUK_OK; i++)
		e = order_pieces(act, sql_parcel_pieces,
		    record_text(&list->items[i], FULFILMENT_ID),
		    &list->items[i].values[FULFILMENT_LINES]);
	return e;
}

enum outcome
order_returns(struct act *act, struct record *o)
{
	struct value	*list = &o->values[ORDER_RETURNS];
	enum outcome	 e = holders(act, sql_returns, o, ORDER_RETURNS);

	for (size_t i = 0; i < list->count && e == SOUK_OK; i++)
		e = order_pieces(act, sql_return_pieces,
		    record_text(&list->items[i], RETURN_ID),
		    &list->items[i].values[RETURN_LINES]);
	return e;
}
