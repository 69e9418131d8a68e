/* SPDX-License-Identifier: ISC */
#include "lib/db/compose.h"
#include "lib/orders/order_parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* What people change of an order: its state, and whom it is for. */
static const char sql_drop_address[] =
    "DELETE FROM order_address WHERE order_id = :id AND kind = :kind";

enum outcome
order_cancel(struct act *act, const char *id, const char *reason,
    struct record **order)
{
	struct record	*o;
	enum outcome	 e;

	if ((e = order_row_own(act, id, &o)) != SOUK_OK ||
	    (e = catalog_version(act, o->values[ORDER_VERSION].num)) !=
	    SOUK_OK ||
	    (e = order_move(act, &o, IS_CANCELLED, BY_BUYER, reason)) !=
	    SOUK_OK)
		return e;
	return order_answer(act, id, false, order);
}

/* ---- by the staff ------------------------------------------------------------ */

static enum outcome
address_change(struct act *act, const char *id, const char *kind,
    const char *field, const struct value *v)
{
	struct stmt	*s;
	enum outcome	 e;

	if (v->state != VALUE_SET)
		return SOUK_OK;
	if ((e = order_address_check(act, field, v->items)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_drop_address);
	db_bind_text(s, ":id", id);
	db_bind_text(s, ":kind", kind);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return order_address_put(act, id, kind, v->items);
}

static enum outcome
person_change(struct act *act, const char *id, struct record *in,
    const struct record *o)
{
	const struct column_value	 key = { "id", id, 0 };
	const struct column_value	 extra[] = {
		{ "updated_at", NULL, act->now },
		{ "version", NULL, o->values[ORDER_VERSION].num + 1 },
	};
	enum outcome			 e;

	if (record_text(in, ORDER_TO_EMAIL) != NULL)
		record_set_text(in, ORDER_TO_EMAIL, order_email(act,
		    record_text(in, ORDER_TO_EMAIL)));
	if ((e = compose_update(act->db, in, extra, COUNT(extra), &key, 1)) !=
	    SOUK_OK ||
	    (e = address_change(act, id, "shipping", "shippingAddress",
	    &in->values[ORDER_TO_SHIPPING])) != SOUK_OK ||
	    (e = address_change(act, id, "billing", "billingAddress",
	    &in->values[ORDER_TO_BILLING])) != SOUK_OK)
		return e;
	return order_event(act, id, &(struct order_news){ .kind = "change" });
}

/* Once it is on its way, its address is history. */
static enum outcome
person_check(struct act *act, struct record **o, struct record *in)
{
	const enum order_state	 state = order_state_of(*o);
	const char		*id = record_text(*o, ORDER_ID);
	const struct record	*before = *o;
	struct record		*rest = record_copy(act->arena, in);
	enum outcome		 e;

	rest->values[ORDER_TO_STATE].state = VALUE_ABSENT;
	rest->values[ORDER_TO_REASON].state = VALUE_ABSENT;
	if (record_mask(rest) == 0)
		return SOUK_OK;
	if (state != IS_DRAFT && state != IS_PENDING &&
	    state != IS_CONFIRMED && state != IS_PREPARING)
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_PARCEL]);
	if ((e = person_change(act, id, rest, before)) != SOUK_OK ||
	    (e = order_row(act, id, o)) != SOUK_OK)
		return e;
	return order_audit(act, "update_order", before, *o);
}

/* What leaves leaves in a parcel. */
static enum outcome
state_change(struct act *act, struct record **o, const struct record *in)
{
	const enum order_state	 to =
	    (enum order_state)in->values[ORDER_TO_STATE].num;
	const struct record	*before = *o;
	const enum order_state	 from = order_state_of(before);
	enum outcome		 e;

	if (!record_has(in, ORDER_TO_STATE))
		return SOUK_OK;
	if (to == IS_SHIPPED && (from == IS_CONFIRMED ||
	    from == IS_PREPARING)) {
		e = order_fulfil_rest(act, o);
		return e != SOUK_OK ? e :
		    order_audit(act, "fulfil_order", before, *o);
	}
	return order_move(act, o, to, BY_STAFF,
	    record_text(in, ORDER_TO_REASON));
}

enum outcome
order_change(struct act *act, const char *id, const struct record *in,
    struct record **order)
{
	struct record	*o, *change = record_copy(act->arena, in);
	enum outcome	 e;

	if ((e = order_row_staff(act, id, &o)) != SOUK_OK ||
	    (e = person_check(act, &o, change)) != SOUK_OK ||
	    (e = state_change(act, &o, change)) != SOUK_OK)
		return e;
	return order_answer(act, id, true, order);
}
