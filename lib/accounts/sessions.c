/* SPDX-License-Identifier: ISC */
#include "lib/accounts/sessions.h"

#include <assert.h>

#include "lib/accounts/account.h"
#include "lib/accounts/device.h"
#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define OUT	FIELD_READ_ONLY

static const struct field session_table[] = {
	[OWN_SESSION_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
	    .prefix = "sess", .flags = OUT },
	[OWN_SESSION_CURRENT] = { .name = "current", .type = FIELD_BOOLEAN,
	    .flags = OUT, .help = "The one that asks" },
	[OWN_SESSION_DEVICE] = { .name = "device", .type = FIELD_TEXT,
	    .flags = OUT, .help = "Browser and system, as it says" },
	[OWN_SESSION_ADDRESS] = { .name = "address", .column = "ip_address",
	    .type = FIELD_TEXT, .flags = OUT | FIELD_NULLABLE,
	    .help = "Where it began; of IPv6 the network" },
	[OWN_SESSION_CREATED_AT] = { .name = "createdAt",
	    .column = "created_at", .type = FIELD_TIME, .flags = OUT },
	[OWN_SESSION_SEEN_AT] = { .name = "lastSeenAt",
	    .column = "last_seen_at", .type = FIELD_TIME, .flags = OUT,
	    .help = "To five minutes" },
	[OWN_SESSION_EXPIRES_AT] = { .name = "expiresAt",
	    .column = "expires_at", .type = FIELD_TIME, .flags = OUT },
	[OWN_SESSION_AGENT] = { .name = "userAgent", .column = "user_agent",
	    .type = FIELD_TEXT, .flags = OUT | FIELD_HIDDEN },
};
static_assert(COUNT(session_table) == OWN_SESSION__MAX,
    "a row for each field");
const struct fieldset own_session_fields =
    FIELDSET("OwnSession", "session", session_table);

static const struct field security_table[] = {
	[SECURITY_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
	    .flags = OUT },
	[SECURITY_ACTION] = { .name = "action", .column = "action",
	    .type = FIELD_TEXT, .flags = OUT,
	    .help = "user_login, user_login_failed, change_password …" },
	[SECURITY_DEVICE] = { .name = "device", .type = FIELD_TEXT,
	    .flags = OUT },
	[SECURITY_ADDRESS] = { .name = "address", .column = "ip_address",
	    .type = FIELD_TEXT, .flags = OUT | FIELD_NULLABLE },
	[SECURITY_AT] = { .name = "createdAt", .column = "created_at",
	    .type = FIELD_TIME, .flags = OUT },
	[SECURITY_BY_OTHER] = { .name = "byOther", .type = FIELD_BOOLEAN,
	    .flags = OUT, .help = "Somebody else did it, signed in" },
	[SECURITY_KEY] = { .name = "keyId", .column = "key_id",
	    .type = FIELD_ID, .flags = OUT | FIELD_NULLABLE,
	    .help = "By this API key" },
	[SECURITY_AGENT] = { .name = "userAgent", .column = "user_agent",
	    .type = FIELD_TEXT, .flags = OUT | FIELD_HIDDEN },
	[SECURITY_USER] = { .name = "userId", .column = "user_id",
	    .type = FIELD_ID, .flags = OUT | FIELD_HIDDEN },
};
static_assert(COUNT(security_table) == SECURITY__MAX, "a row for each field");
const struct fieldset security_fields =
    FIELDSET("SecurityEvent", "audit_log", security_table);

#define SESSION_WHERE \
    " FROM session WHERE user_id = :owner AND ended_at IS NULL" \
    " AND expires_at > :now AND last_seen_at > :seen"

static const char sql_sessions_count[] = "SELECT count(*)" SESSION_WHERE;

static const char sql_sessions_page[] =
    "SELECT id, ip_address, created_at, last_seen_at, expires_at, user_agent"
    SESSION_WHERE " AND id < :id"
    " ORDER BY id DESC LIMIT :limit OFFSET :offset";

static const char sql_end_own[] =
    "UPDATE session SET ended_at = :now"
    " WHERE id = :id AND user_id = :user AND ended_at IS NULL";

#define SECURITY_WHERE \
    " FROM audit_log WHERE brand_id = :brand AND entity_id = :owner" \
    " AND entity_type = 'User'"

static const char sql_security_count[] = "SELECT count(*)" SECURITY_WHERE;

static const char sql_security_page[] =
    "SELECT id, action, ip_address, created_at, key_id, user_agent, user_id"
    SECURITY_WHERE " AND id < :id"
    " ORDER BY id DESC LIMIT :limit OFFSET :offset";

/* Ids are in order of time; before all of them, coming from the end. */
#define FIRST	"~"

static enum outcome
by_session(struct act *act)
{
	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	return act->actor.key_id == NULL ? SOUK_OK : SOUK_DENIED;
}

struct own_list {
	const char	*name, *count, *page;
	void		(*bind)(struct act *, struct stmt *);
};

static struct stmt *
bound(struct act *act, const struct own_list *list, const char *sql)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":owner", act->actor.user_id);
	list->bind(act, s);
	return s;
}

static enum outcome
list_open(struct act *act, const struct own_list *list,
    const struct list_query *query, struct rows *rows)
{
	struct cursor	 at = { .id = FIRST };
	struct stmt	*s;
	enum outcome	 e;

	if ((e = by_session(act)) != SOUK_OK)
		return e;
	rows->filters = arena_printf(act->arena, "%s %s", list->name,
	    act->actor.user_id);
	if (query->cursor != NULL && (e = cursor_read(act, query->cursor,
	    rows->filters, &at)) != SOUK_OK)
		return e;
	e = rows_count(rows, bound(act, list, list->count));
	if (e != SOUK_OK)
		return e;
	s = bound(act, list, list->page);
	db_bind_text(s, ":id", at.id);
	rows_open(rows, s, query);
	return SOUK_OK;
}

const char *
own_list_cursor(struct act *act, const struct rows *rows,
    const struct record *row)
{
	return rows_cursor(act, rows,
	    &(struct cursor){ .id = row->values[0].text });
}

static void
device_set(struct act *act, struct record *row, int device, int agent)
{
	record_set_text(row, device,
	    device_name(act->arena, row->values[agent].text));
}

static void
address_set(struct act *act, struct record *row, int field)
{
	if (row->values[field].state == VALUE_SET)
		record_set_text(row, field,
		    address_group(act->arena, row->values[field].text));
}

/* ---- sessions -------------------------------------------------------------- */

static void
sessions_bind(struct act *act, struct stmt *s)
{
	int64_t	idle = session_idle(act, (enum role)act->actor.role);

	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":seen", idle > 0 ? act->now - idle : 0);
}

static const struct own_list sessions = {
	.name = "own sessions", .count = sql_sessions_count,
	.page = sql_sessions_page, .bind = sessions_bind,
};

enum outcome
own_session_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return list_open(act, &sessions, query, rows);
}

enum outcome
own_session_next(struct act *act, struct rows *rows, struct record *row)
{
	enum outcome	e = rows_next(rows, act->arena, row);

	if (e != SOUK_OK)
		return e;
	record_set_int(row, OWN_SESSION_CURRENT,
	    text_equal(row->values[OWN_SESSION_ID].text,
	    act->actor.session_id));
	device_set(act, row, OWN_SESSION_DEVICE, OWN_SESSION_AGENT);
	address_set(act, row, OWN_SESSION_ADDRESS);
	return SOUK_OK;
}

static enum outcome
end_audit(struct act *act, const char *action)
{
	return audit_write(act, &(struct audit){ .action = action,
		.entity_type = "User", .entity_id = act->actor.user_id });
}

enum outcome
own_session_end(struct act *act, const char *id)
{
	struct stmt	*s;
	enum outcome	 e;

	if ((e = by_session(act)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_end_own);
	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":id", id);
	db_bind_text(s, ":user", act->actor.user_id);
	if ((e = db_run_changed(s)) != SOUK_OK)
		return e;
	return end_audit(act, "end_session");
}

enum outcome
own_sessions_end(struct act *act)
{
	enum outcome	e;

	if ((e = by_session(act)) != SOUK_OK ||
	    (e = session_end_all(act, act->actor.user_id,
	    act->actor.session_id)) != SOUK_OK)
		return e;
	return end_audit(act, "end_other_sessions");
}

/* ---- the log ---------------------------------------------------------------- */

static void
security_bind(struct act *act, struct stmt *s)
{
	db_bind_text(s, ":brand", act->actor.brand_id);
}

static const struct own_list security = {
	.name = "security log", .count = sql_security_count,
	.page = sql_security_page, .bind = security_bind,
};

enum outcome
security_log(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return list_open(act, &security, query, rows);
}

enum outcome
security_log_next(struct act *act, struct rows *rows, struct record *row)
{
	const struct value	*by = &row->values[SECURITY_USER];
	enum outcome		 e = rows_next(rows, act->arena, row);

	if (e != SOUK_OK)
		return e;
	record_set_int(row, SECURITY_BY_OTHER, by->state == VALUE_SET &&
	    !text_equal(by->text, act->actor.user_id));
	device_set(act, row, SECURITY_DEVICE, SECURITY_AGENT);
	address_set(act, row, SECURITY_ADDRESS);
	return SOUK_OK;
}
