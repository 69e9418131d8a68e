/* SPDX-License-Identifier: ISC */
#include "lib/whatsapp/send_list.h"

#include "lib/accounts/accounts.h"
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/db/listed.h"
#include "lib/whatsapp/send.h"

/* In the order of wa_send_fields. */
#define COLUMNS \
    "id, brand_id, number_id, person_id, kind, body, category, subject," \
    " subject_id, client_key, state, wamid, attempts, due_at, error_code," \
    " error, created_at, sent_at, delivered_at, read_at, ended_at"

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM wa_send WHERE brand_id = :brand";
static const char sql_page[] =
    "SELECT " COLUMNS " FROM wa_send WHERE brand_id = :brand";

static const char sql_again[] =
    "UPDATE wa_send SET state = 'waiting', wamid = NULL, attempts = 0,"
    " due_at = :now, error_code = NULL, error = NULL, sending_at = NULL,"
    " sent_at = NULL, delivered_at = NULL, read_at = NULL, ended_at = NULL"
    " WHERE id = :id AND state IN ('failed', 'doubt', 'dropped')"
    " AND body <> ''";

/* ---- the list ------------------------------------------------------------ */

static const struct listed_filter filters[WA_SENDS_OF__MAX] = {
	[WA_SENDS_OF_STATE] = { "state = :state", ":state", NULL },
};

static const struct listed listed = {
	.name = "whatsapp sends", LISTED_FILTERS(filters),
	.count = sql_count, .page = sql_page, LISTED_NEWEST("id"),
};

enum outcome
wa_send_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return !(act->actor.permissions & MESSAGE_MANAGE) ? SOUK_DENIED :
	    listed_open(act, &listed, filter, query, rows);
}

const char *
wa_send_cursor(struct act *act, const struct rows *rows,
    const struct record *send)
{
	return rows_cursor_by_id(act, rows, send->values[WA_SEND_ID].text);
}

/* ---- one ----------------------------------------------------------------- */

static enum outcome
row_get(struct act *act, const char *id, struct record **send)
{
	const struct column_value	 key = { "id", id, 0 };

	return compose_get(act->db, act->arena, &wa_send_fields, &key, 1,
	    send);
}

enum outcome
wa_send_read(struct act *act, const char *id, struct record **send)
{
	enum outcome	 e;

	if (!(act->actor.permissions & MESSAGE_MANAGE))
		return SOUK_DENIED;
	if ((e = row_get(act, id, send)) != SOUK_OK)
		return e;
	return text_equal((*send)->values[WA_SEND_BRAND].text,
	    act->actor.brand_id) ? SOUK_OK : act_refuse(act, SOUK_DENIED,
	    &wa_messages[WA_FOREIGN]);
}

static enum outcome
told(struct act *act, const char *action, const char *id,
    struct record **send)
{
	enum outcome	 e = audit_write(act, &(struct audit){
		.action = action, .entity_type = "WhatsAppSend",
		.entity_id = id });

	return e != SOUK_OK ? e : row_get(act, id, send);
}

/* Who asked for it hears that it waits again. */
static enum outcome
tell_again(struct act *act, const struct record *send)
{
	return wa_tell(act, &(struct wa_told){
		.brand_id = send->values[WA_SEND_BRAND].text,
		.send_id = send->values[WA_SEND_ID].text,
		.subject = send->values[WA_SEND_SUBJECT].text,
		.subject_id = send->values[WA_SEND_SUBJECT_ID].text,
		.state = "waiting", .at = act->now });
}

enum outcome
wa_send_again(struct act *act, const char *id, struct record **send)
{
	struct wa_number	 number;
	struct stmt		*s;
	enum outcome		 e;

	if ((e = wa_send_read(act, id, send)) != SOUK_OK ||
	    (e = wa_number_of(act, act->actor.brand_id,
	    (*send)->values[WA_SEND_NUMBER].text, &number)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_again);
	db_bind_text(s, ":id", id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) == SOUK_NOT_FOUND)
		return act_refuse(act, SOUK_CONFLICT,
		    &wa_messages[WA_NOT_AGAIN]);
	if (e != SOUK_OK || (e = tell_again(act, *send)) != SOUK_OK ||
	    (e = wa_send_wake(act, (*send)->values[WA_SEND_NUMBER].text,
	    act->now)) != SOUK_OK)
		return e;
	return told(act, "retry_whatsapp_send", id, send);
}

enum outcome
wa_send_drop(struct act *act, const char *id, struct record **send)
{
	const struct value	*v;
	enum outcome		 e;

	if ((e = wa_send_read(act, id, send)) != SOUK_OK)
		return e;
	v = (*send)->values;
	if (!wa_may_follow(v[WA_SEND_STATE].text, "dropped"))
		return act_refuse(act, SOUK_CONFLICT,
		    &wa_messages[WA_UNDER_WAY]);
	e = wa_row_settle(act, &(struct wa_row){ .id = id,
		.brand_id = v[WA_SEND_BRAND].text,
		.subject = v[WA_SEND_SUBJECT].text,
		.subject_id = v[WA_SEND_SUBJECT_ID].text },
	    &(struct wa_verdict){ .state = "dropped" });
	return e != SOUK_OK ? e : told(act, "drop_whatsapp_send", id, send);
}
