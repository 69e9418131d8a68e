/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "lib/db/compose.h"
#include "lib/db/show.h"
#include "lib/watch/watch.h"

/* In the order of the fields. */
#define COLUMNS	"id, rule, severity, value, worst, threshold, opened_at," \
    " told_at, escalated_at, acknowledged_by, acknowledged_at, closed_at"

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM watch_alert WHERE id < :owner"
    " LIMIT :reach) a";
static const char sql_page[] =
    "SELECT " COLUMNS " FROM watch_alert WHERE id < :owner AND id < :id"
    " ORDER BY id DESC LIMIT :limit OFFSET :offset";
static const char sql_acknowledge[] =
    "UPDATE watch_alert SET acknowledged_by = :by, acknowledged_at = :now"
    " WHERE id = :id AND acknowledged_at IS NULL";

#define BEHIND_ALL	"alert_~"	/* whose they are: nobody's */

static const struct plain_list plain = {
	.name = "alerts", .count = sql_count, .page = sql_page,
	.by = LIST_BY_ID, .start = { .id = BEHIND_ALL }, .reach = true,
};

enum outcome
watch_alert_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &plain, BEHIND_ALL, query, rows);
}

const char *
watch_alert_cursor(struct act *act, const struct rows *rows,
    const struct record *alert)
{
	return rows_cursor(act, rows,
	    &(struct cursor){ .id = alert->values[ALERT_ID].text });
}

/* Who was first stays who looks after it. */
enum outcome
watch_alert_acknowledge(struct act *act, const char *id, struct record **out)
{
	const struct column_value	 key = { "id", id, 0 };
	struct stmt			*s;
	enum outcome			 e;

	e = compose_get(act->db, act->arena, &watch_alert_fields, &key, 1,
	    out);
	if (e != SOUK_OK)
		return e;
	if ((*out)->values[ALERT_CLOSED_AT].state == VALUE_SET)
		return act_refuse(act, SOUK_CONFLICT,
		    &watch_messages[WATCH_CLOSED_ALREADY]);
	s = db_sql(act->db, sql_acknowledge);
	db_bind_text(s, ":by", act->actor.user_id);
	db_bind_text(s, ":id", id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) == SOUK_NOT_FOUND)
		return SOUK_OK;
	if (e != SOUK_OK || (e = audit_write(act, &(struct audit){
	    .action = "acknowledge_alert", .entity_type = "Alert",
	    .entity_id = id })) != SOUK_OK)
		return e;
	return compose_get(act->db, act->arena, &watch_alert_fields, &key, 1,
	    out);
}

/* ---- about a person: that they looked after something -------------------------- */

static const char sql_own[] =
    "SELECT rule, acknowledged_at FROM watch_alert"
    " WHERE acknowledged_by = :owner ORDER BY id";
static const char *const columns[] = { "rule", "acknowledgedAt@", NULL };

static enum outcome
own_show(struct act *act, const char *user_id, struct json_out *json)
{
	const struct show_rows	 rows = { "alerts", sql_own, columns, false };

	return show_rows(act, json, &rows, user_id);
}

/* The id stays, as in the audit log. */
static enum outcome
own_erase(struct act *act, const char *user_id)
{
	(void)act;
	(void)user_id;
	return SOUK_OK;
}

const struct privacy watch_privacy = {
	.module = "watch",
	.show = own_show,
	.erase = own_erase,
};
