/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "lib/base/typeid.h"
#include "lib/orders/order_parts.h"

/* What happened to an order: rows that are only ever added. */
static const char sql_event[] =
    "INSERT INTO order_event (id, order_id, kind, state_from, state_to, text,"
    " amount, is_public, user_id, created_at)"
    " VALUES (:id, :order, :kind, :from, :to, :text, :amount, :public, :user,"
    " :now)";
static const char sql_touch[] =
    "UPDATE orders SET updated_at = :now, version = version + 1"
    " WHERE id = :id";

enum outcome
order_event(struct act *act, const char *id, const struct order_news *news)
{
	struct stmt	*s = db_sql(act->db, sql_event);

	db_bind_text(s, ":id", typeid_new(act->arena, "oev", act->now));
	db_bind_text(s, ":order", id);
	db_bind_text(s, ":kind", news->kind);
	db_bind_text(s, ":from", news->from);
	db_bind_text(s, ":to", news->to);
	db_bind_text(s, ":text", news->text);
	if (news->amount != 0)
		db_bind_int(s, ":amount", news->amount);
	else
		db_bind_null_int(s, ":amount");
	db_bind_int(s, ":public", news->is_public);
	db_bind_text(s, ":user", act->actor.user_id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
order_audit(struct act *act, const char *action, const struct record *before,
    const struct record *after)
{
	return audit_write(act, &(struct audit){ .action = action,
		.entity_type = "Order",
		.entity_id = record_text(before != NULL ? before : after,
		    ORDER_ID),
		.before = before, .after = after });
}

enum outcome
order_note(struct act *act, const char *id, const struct record *in,
    struct record **order)
{
	const struct order_news	 news = { .kind = "note",
		.text = record_text(in, ORDER_NOTE_TEXT),
		.is_public = in->values[ORDER_NOTE_PUBLIC].num == 1 };
	struct record		*o;
	struct stmt		*s;
	enum outcome		 e;

	if ((e = order_row_staff(act, id, &o)) != SOUK_OK ||
	    (e = order_event(act, id, &news)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_touch);
	db_bind_text(s, ":id", id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run(s)) != SOUK_OK ||
	    (e = order_audit(act, "note_order", o, NULL)) != SOUK_OK)
		return e;
	return order_answer(act, id, true, order);
}
