/* SPDX-License-Identifier: ISC */
#include "lib/accounts/accounts.h"
#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/db/listed.h"
#include "lib/notify/mask.h"
#include "lib/notify/notice_parts.h"

/* In the order of notice_fields. */
#define COLUMNS \
    "n.id, n.topic, n.template, n.subject, n.subject_id, n.user_id," \
    " n.locale, n.email, n.phone, n.ways, n.state, n.told_by, n.due_at," \
    " n.created_at, n.ended_at"

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM notice n WHERE n.brand_id = :brand";
static const char sql_page[] =
    "SELECT " COLUMNS " FROM notice n WHERE n.brand_id = :brand";
static const char sql_one[] =
    "SELECT " COLUMNS ", n.brand_id FROM notice n WHERE n.id = :id";
static const char sql_tries[] =
    "SELECT way, state, ref, reason, created_at, updated_at FROM notice_try"
    " WHERE notice_id = :id ORDER BY place";
static const char sql_revive[] =
    "UPDATE notice SET state = 'waiting', ended_at = NULL, due_at = :now"
    " WHERE id = :id AND state = 'dead' AND sealed IS NOT NULL";
static const char sql_forget[] = "DELETE FROM notice_try WHERE notice_id = :id";
static const char sql_drop[] =
    "UPDATE notice SET state = 'dropped', sealed = NULL, ended_at = :now"
    " WHERE id = :id AND state IN ('dead', 'under_way', 'waiting')";

static const struct listed_filter filters[NOTICE_OF__MAX] = {
	[NOTICE_OF_STATE] = { "n.state = :state", ":state", NULL },
	[NOTICE_OF_ORDER] = { "n.subject = 'order' AND n.subject_id = :order",
		":order", NULL },
};

static const struct listed listed = {
	.name = "notices", LISTED_FILTERS(filters), .count = sql_count,
	.page = sql_page, LISTED_NEWEST("n.id"),
};

enum outcome
notice_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return !(act->actor.permissions & SETTINGS_EDIT) ? SOUK_DENIED :
	    listed_open(act, &listed, filter, query, rows);
}

static enum outcome
tries_fill(struct act *act, struct record *notice)
{
	struct stmt	*s = db_sql(act->db, sql_tries);
	struct value	*v = &notice->values[NOTICE_TRIES];
	enum outcome	 e;

	*v = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":id", notice->values[NOTICE_ID].text);
	while ((e = db_step(s)) == SOUK_OK) {
		v->items = arena_more(act->arena, v->items, v->count,
		    sizeof(*v->items));
		v->items[v->count] = *record_new(act->arena,
		    &notice_try_fields);
		compose_row(s, 0, act->arena, &v->items[v->count++]);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
shown(struct act *act, struct record *notice)
{
	mask_email(act, &notice->values[NOTICE_EMAIL]);
	mask_phone(act, &notice->values[NOTICE_PHONE]);
	return tries_fill(act, notice);
}

enum outcome
notice_next(struct act *act, struct rows *rows, struct record *notice)
{
	enum outcome	 e = rows_next(rows, act->arena, notice);

	return e != SOUK_OK ? e : shown(act, notice);
}

const char *
notice_cursor(struct act *act, const struct rows *rows,
    const struct record *notice)
{
	return rows_cursor_by_id(act, rows, notice->values[NOTICE_ID].text);
}

/* ---- one ---------------------------------------------------------------- */

enum outcome
notice_read(struct act *act, const char *id, struct record **notice)
{
	struct stmt	*s = db_sql(act->db, sql_one);
	enum outcome	 e;
	bool		 ours;

	if (!(act->actor.permissions & SETTINGS_EDIT))
		return SOUK_DENIED;
	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*notice = record_new(act->arena, &notice_fields);
	compose_row(s, 0, act->arena, *notice);
	ours = text_equal(db_text(s, NOTICE_TRIES, NULL),
	    act->actor.brand_id);
	db_done(s);
	return ours ? shown(act, *notice) : act_refuse(act, SOUK_DENIED,
	    &notice_messages[NOTICE_FOREIGN]);
}

static enum outcome
change(struct act *act, const char *id, const char *sql, const char *action)
{
	struct record	*before;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = notice_read(act, id, &before)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql);
	db_bind_text(s, ":id", id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) == SOUK_NOT_FOUND)
		return act_refuse(act, SOUK_CONFLICT,
		    &notice_messages[NOTICE_NOT_DEAD]);
	return e != SOUK_OK ? e : audit_write(act, &(struct audit){
		.action = action, .entity_type = "Notice",
		.entity_id = id });
}

enum outcome
notice_again(struct act *act, const char *id, struct record **notice)
{
	struct stmt	*s;
	enum outcome	 e;

	if ((e = change(act, id, sql_revive, "retry_notice")) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_forget);
	db_bind_text(s, ":id", id);
	if ((e = db_run(s)) != SOUK_OK || (e = notice_go(act, id)) != SOUK_OK)
		return e;
	return notice_read(act, id, notice);
}

enum outcome
notice_drop(struct act *act, const char *id, struct record **notice)
{
	enum outcome	 e = change(act, id, sql_drop, "drop_notice");

	return e != SOUK_OK ? e : notice_read(act, id, notice);
}
