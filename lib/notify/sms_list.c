/* SPDX-License-Identifier: ISC */
#include "lib/accounts/accounts.h"
#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/db/listed.h"
#include "lib/notify/mask.h"
#include "lib/notify/message.h"
#include "lib/notify/sms_parts.h"
#include "lib/settings/settings.h"

/* In the order of sms_fields. */
#define COLUMNS \
    "s.id, s.recipient, s.subject, s.subject_id, s.state, s.segments," \
    " s.attempts, s.error_code, s.error, s.created_at, s.sent_at, s.ended_at"

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM sms s WHERE s.brand_id = :brand";
static const char sql_page[] =
    "SELECT " COLUMNS " FROM sms s WHERE s.brand_id = :brand";
static const char sql_one[] =
    "SELECT " COLUMNS ", s.brand_id FROM sms s WHERE s.id = :id";
static const char sql_came_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM sms_event WHERE brand_id = :owner"
    " AND kind = 'text' LIMIT :reach) c";
static const char sql_came_page[] =
    "SELECT id, sender, body, outcome, received_at FROM sms_event"
    " WHERE brand_id = :owner AND kind = 'text' AND id < :id"
    " ORDER BY id DESC LIMIT :limit OFFSET :offset";

/* What a text says that is sent to see that texts go out. */
static const char *const	trials[LOCALE__MAX] = {
	[LOCALE_FR] = "%s : les SMS partent bien d'ici.",
	[LOCALE_EN] = "%s: texts do go out from here.",
	[LOCALE_AR] = "%s: الرسائل النصية تُرسل من هنا.",
};

static const struct listed_filter filters[SMS_OF__MAX] = {
	[SMS_OF_STATE] = { "s.state = :state", ":state", NULL },
};

static const struct listed listed = {
	.name = "texts", LISTED_FILTERS(filters), .count = sql_count,
	.page = sql_page, LISTED_NEWEST("s.id"),
};

enum outcome
sms_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return !(act->actor.permissions & SETTINGS_EDIT) ? SOUK_DENIED :
	    listed_open(act, &listed, filter, query, rows);
}

enum outcome
sms_next(struct act *act, struct rows *rows, struct record *sms)
{
	enum outcome	 e = rows_next(rows, act->arena, sms);

	if (e == SOUK_OK)
		mask_phone(act, &sms->values[SMS_RECIPIENT]);
	return e;
}

const char *
sms_cursor(struct act *act, const struct rows *rows, const struct record *sms)
{
	return rows_cursor_by_id(act, rows, sms->values[SMS_ID].text);
}

/* ---- one ---------------------------------------------------------------- */

enum outcome
sms_read(struct act *act, const char *id, struct record **sms)
{
	struct stmt	*s = db_sql(act->db, sql_one);
	enum outcome	 e;
	bool		 ours;

	if (!(act->actor.permissions & SETTINGS_EDIT))
		return SOUK_DENIED;
	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*sms = record_new(act->arena, &sms_fields);
	compose_row(s, 0, act->arena, *sms);
	ours = text_equal(db_text(s, SMS__MAX, NULL), act->actor.brand_id);
	db_done(s);
	mask_phone(act, &(*sms)->values[SMS_RECIPIENT]);
	return ours ? SOUK_OK : act_refuse(act, SOUK_DENIED,
	    &notice_messages[NOTICE_FOREIGN]);
}

static enum outcome
change(struct act *act, const char *id, const char *state, const char *action)
{
	struct record	*before;
	enum outcome	 e;

	if ((e = sms_read(act, id, &before)) != SOUK_OK)
		return e;
	e = text_equal(before->values[SMS_STATE].text, "sending") ?
	    SOUK_NOT_FOUND : sms_become(act, id, &(struct sms_news){
	    .state = state });
	if (e == SOUK_NOT_FOUND)
		return act_refuse(act, SOUK_CONFLICT,
		    &notice_messages[SMS_NOT_AGAIN]);
	return e != SOUK_OK ? e : audit_write(act, &(struct audit){
		.action = action, .entity_type = "Sms", .entity_id = id });
}

enum outcome
sms_again(struct act *act, const char *id, struct record **sms)
{
	enum outcome	 e;

	if ((e = change(act, id, "waiting", "retry_sms")) != SOUK_OK ||
	    (e = sms_queue(act, id, 0)) != SOUK_OK)
		return e;
	return sms_read(act, id, sms);
}

enum outcome
sms_drop(struct act *act, const char *id, struct record **sms)
{
	enum outcome	 e = change(act, id, "dropped", "drop_sms");

	return e != SOUK_OK ? e : sms_read(act, id, sms);
}

enum outcome
sms_test(struct act *act, const struct record *in, struct record **sms)
{
	const char	*text, *id;
	enum outcome	 e;

	if (!(act->actor.permissions & SETTINGS_EDIT))
		return SOUK_DENIED;
	text = arena_printf(act->arena, trials[act->locale], settings_text(
	    act->settings, &shop_settings, SHOP_NAME));
	e = sms_put(act, &(struct sms_new){ .brand_id = act->actor.brand_id,
	    .to = in->values[SMS_TEST_TO].text, .text = text,
	    .subject = "test", .subject_id = act->actor.user_id != NULL ?
	    act->actor.user_id : "" }, &id);
	if (e != SOUK_OK || (e = audit_write(act, &(struct audit){
	    .action = "test_sms", .entity_type = "Sms",
	    .entity_id = id })) != SOUK_OK)
		return e;
	return sms_read(act, id, sms);
}

/* ---- texts that people sent --------------------------------------------- */

static const struct plain_list came = {
	.name = "texts received", .count = sql_came_count,
	.page = sql_came_page, .by = LIST_BY_ID, .start = { .id = "~" },
	.reach = true,
};

enum outcome
sms_came_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	if (!(act->actor.permissions & SETTINGS_EDIT))
		return SOUK_DENIED;
	return plain_list_open(act, &came, act->actor.brand_id, query, rows);
}

enum outcome
sms_came_next(struct act *act, struct rows *rows, struct record *text)
{
	enum outcome	 e = rows_next(rows, act->arena, text);
	struct sms_form	 form;
	const char	*said;

	if (e != SOUK_OK)
		return e;
	mask_phone(act, &text->values[SMS_CAME_FROM]);
	sms_form_kept(act->arena, text->values[SMS_CAME_TEXT].text, &form);
	said = sms_form_value(&form, "Body");
	record_set_text(text, SMS_CAME_TEXT, said == NULL ? "" :
	    mail_line(act->arena, said));
	return SOUK_OK;
}

const char *
sms_came_cursor(struct act *act, const struct rows *rows,
    const struct record *text)
{
	return rows_cursor_by_id(act, rows, text->values[SMS_CAME_ID].text);
}
