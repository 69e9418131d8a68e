/* SPDX-License-Identifier: ISC */

#include "lib/accounts/accounts.h"
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/db/listed.h"
#include "lib/notify/mask.h"
#include "lib/notify/messages.h"
#include "lib/notify/notify.h"
#include "lib/notify/queued.h"

/* In the order of outbox_fields.  A mail that went has a job for a moment more. */
#define COLUMNS \
    "m.id, m.template, m.locale, m.recipient, m.state, m.transport, m.reply," \
    " m.created_at, m.sent_at, (SELECT j.due_at FROM job j" \
    "  WHERE m.state = 'waiting' AND j.unique_key = m.id" \
    "  AND j.state IN ('waiting', 'running'))"

static const char sql_count[] =
    "SELECT COUNT(*) FROM mail m WHERE m.brand_id = :brand";
static const char sql_page[] =
    "SELECT " COLUMNS " FROM mail m WHERE m.brand_id = :brand";
static const char sql_one[] =
    "SELECT " COLUMNS ", m.brand_id FROM mail m WHERE m.id = :id";

static const char sql_revive[] =
    "UPDATE mail SET state = 'waiting'"
    " WHERE id = :id AND state = 'dead' AND sealed IS NOT NULL";
static const char sql_drop[] =
    "UPDATE mail SET state = 'dropped', sealed = NULL"
    " WHERE id = :id AND state = 'dead'";

/* ---- the list ---------------------------------------------------------- */

static const struct listed_filter filters[OUTBOX_OF__MAX] = {
	[OUTBOX_OF_STATE] = { "m.state = :state", ":state", NULL },
};

static const struct listed listed = {
	.name = "outbox", LISTED_FILTERS(filters), .count = sql_count,
	.page = sql_page, .counts_all = true, LISTED_NEWEST("m.id"),
};

enum outcome
outbox_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return !(act->actor.permissions & SETTINGS_EDIT) ? SOUK_DENIED :
	    listed_open(act, &listed, filter, query, rows);
}

enum outcome
outbox_next(struct act *act, struct rows *rows, struct record *mail)
{
	enum outcome	 e = rows_next(rows, act->arena, mail);

	if (e == SOUK_OK)
		mask_email(act, &mail->values[OUTBOX_RECIPIENT]);
	return e;
}

const char *
outbox_cursor(struct act *act, const struct rows *rows,
    const struct record *mail)
{
	return rows_cursor_by_id(act, rows,
	    mail->values[OUTBOX_ID].text);
}

/* ---- one ---------------------------------------------------------------- */

static enum outcome
mail_take(struct act *act, const char *id, struct record **mail)
{
	struct stmt	*s = db_sql(act->db, sql_one);
	enum outcome	 e;
	bool		 ours;

	if (!(act->actor.permissions & SETTINGS_EDIT))
		return SOUK_DENIED;
	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*mail = record_new(act->arena, &outbox_fields);
	compose_row(s, 0, act->arena, *mail);
	ours = text_equal(db_text(s, OUTBOX__MAX, NULL),
	    act->actor.brand_id);
	db_done(s);
	mask_email(act, &(*mail)->values[OUTBOX_RECIPIENT]);
	return ours ? SOUK_OK : act_refuse(act, SOUK_DENIED,
	    &notify_messages[NOTIFY_FOREIGN_BRAND]);
}

/* From dead to something else, told to the audit log. */
static enum outcome
mail_change(struct act *act, const char *id, const char *sql,
    const char *action)
{
	struct record	*before;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = mail_take(act, id, &before)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql);
	db_bind_text(s, ":id", id);
	if ((e = db_run_changed(s)) == SOUK_NOT_FOUND)
		return act_refuse(act, SOUK_CONFLICT,
		    &notify_messages[NOTIFY_NOT_DEAD]);
	return e != SOUK_OK ? e : audit_write(act, &(struct audit){
		.action = action, .entity_type = "Mail", .entity_id = id });
}

enum outcome
outbox_retry(struct act *act, const char *id, struct record **mail)
{
	enum outcome	 e;

	if ((e = mail_change(act, id, sql_revive, "retry_mail")) != SOUK_OK ||
	    (e = mail_queue(act, id)) != SOUK_OK)
		return e;
	return mail_take(act, id, mail);
}

enum outcome
outbox_drop(struct act *act, const char *id, struct record **mail)
{
	enum outcome	 e = mail_change(act, id, sql_drop, "drop_mail");

	return e != SOUK_OK ? e : mail_take(act, id, mail);
}
