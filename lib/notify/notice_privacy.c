/* SPDX-License-Identifier: ISC */
/* What notices, texts and bells keep of a person.  A notice is theirs by the
 * account, or by the address of it from before there was one; a text by the
 * account or its telephone. */
#include "lib/db/db.h"
#include "lib/db/show.h"
#include "lib/notify/notice_privacy.h"

#define OF(USER, COLUMN) \
    "user_id = " USER " OR " COLUMN " = (SELECT "
#define NOTICES(USER) " WHERE " OF(USER, "email") "email FROM users" \
    " WHERE id = " USER ")"
#define TEXTS(USER) " WHERE " OF(USER, "recipient") "phone FROM users" \
    " WHERE id = " USER ")"

static const char sql_notices[] =
    "SELECT topic, template, state, told_by, email, phone, created_at"
    " FROM notice" NOTICES(":owner") " ORDER BY id";
static const char *const notice_columns[] = { "topic", "template", "state",
	"toldBy", "email", "phone", "createdAt@", NULL };
static const char sql_texts[] =
    "SELECT recipient, state, created_at FROM sms" TEXTS(":owner")
    " ORDER BY id";
static const char *const text_columns[] = { "recipient", "state",
	"createdAt@", NULL };
static const char sql_came[] =
    "SELECT sender, body, received_at FROM sms_event WHERE sender ="
    " (SELECT phone FROM users WHERE id = :owner) ORDER BY id";
static const char *const came_columns[] = { "sender", "form", "receivedAt@",
	NULL };
static const char sql_bells[] =
    "SELECT topic, template, fields, created_at, read_at FROM bell"
    " WHERE user_id = :owner ORDER BY id";
static const char *const bell_columns[] = { "topic", "template", "fields",
	"createdAt@", "readAt@", NULL };
static const char sql_wishes[] =
    "SELECT topic, ways, updated_at FROM notice_wish"
    " WHERE user_id = :owner ORDER BY topic";
static const char *const wish_columns[] = { "topic", "ways", "updatedAt@",
	NULL };
static const char sql_quiet[] =
    "SELECT begins, ends FROM notice_quiet WHERE user_id = :owner";
static const char *const quiet_columns[] = { "begins#", "ends#", NULL };

static const struct show_rows shown[] = {
	{ "notices", sql_notices, notice_columns, false },
	{ "texts", sql_texts, text_columns, false },
	{ "textsReceived", sql_came, came_columns, false },
	{ "bells", sql_bells, bell_columns, false },
	{ "noticeWishes", sql_wishes, wish_columns, false },
	{ "quietHours", sql_quiet, quiet_columns, false },
};

enum outcome
notice_privacy_show(struct act *act, const char *user_id,
    struct json_out *json)
{
	enum outcome	 e = SOUK_OK;

	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]) &&
	    e == SOUK_OK; i++)
		e = show_rows(act, json, &shown[i], user_id);
	return e;
}

/* What was not told yet never will be; that they want no texts stays theirs
 * to say again, under a number that is nobody's any more. */
static const char sql_came_gone[] =
    "DELETE FROM sms_event WHERE sender ="
    " (SELECT phone FROM users WHERE id = :user)";
static const char sql_stop_gone[] =
    "DELETE FROM sms_stop WHERE brand_id ="
    " (SELECT brand_id FROM users WHERE id = :user) AND phone ="
    " (SELECT phone FROM users WHERE id = :user)";
static const char sql_texts_gone[] =
    "UPDATE sms SET recipient = '', sealed = NULL, error = NULL,"
    " user_id = NULL, state = CASE WHEN state IN ('sent', 'delivered',"
    " 'failed') THEN state ELSE 'dropped' END" TEXTS(":user");
static const char sql_notices_gone[] =
    "UPDATE notice SET email = NULL, phone = NULL, sealed = NULL,"
    " user_id = NULL, state = CASE WHEN state = 'told' THEN 'told'"
    " ELSE 'dropped' END" NOTICES(":user");
static const char sql_bells_gone[] =
    "DELETE FROM bell WHERE user_id = :user";
static const char sql_wishes_gone[] =
    "DELETE FROM notice_wish WHERE user_id = :user";
static const char sql_quiet_gone[] =
    "DELETE FROM notice_quiet WHERE user_id = :user";

enum outcome
notice_privacy_erase(struct act *act, const char *user_id)
{
	static const char *const	 steps[] = { sql_came_gone,
		sql_stop_gone, sql_texts_gone,
		sql_notices_gone, sql_bells_gone, sql_wishes_gone,
		sql_quiet_gone };
	struct stmt			*s;
	enum outcome			 e = SOUK_OK;

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) &&
	    e == SOUK_OK; i++) {
		s = db_sql(act->db, steps[i]);
		db_bind_text(s, ":user", user_id);
		e = db_run(s);
	}
	return e;
}
