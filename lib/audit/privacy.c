/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "lib/db/db.h"
#include "lib/db/show.h"

static const char sql_own[] =
    "SELECT created_at, action, entity_type, entity_id, ip_address,"
    " user_agent FROM audit_log WHERE user_id = :owner ORDER BY id";
static const char *const columns[] = { "createdAt@", "action", "entityType",
	"entityId", "address", "device", NULL };

/* That something was done stays, and which account did it; not from where,
 * and of an account itself not what it said. */
static const char sql_forget_where[] =
    "UPDATE audit_log SET ip_address = NULL, user_agent = NULL"
    " WHERE user_id = :user";
static const char sql_forget_what[] =
    "UPDATE audit_log SET changes = NULL WHERE entity_id = :user";

static enum outcome
audit_show(struct act *act, const char *user_id, struct json_out *json)
{
	const struct show_rows	 rows = { "actions", sql_own, columns };

	return show_rows(act, json, &rows, user_id);
}

static enum outcome
forget(struct act *act, const char *sql, const char *user_id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":user", user_id);
	return db_run(s);
}

static enum outcome
audit_erase(struct act *act, const char *user_id)
{
	enum outcome	 e = forget(act, sql_forget_where, user_id);

	return e == SOUK_OK ? forget(act, sql_forget_what, user_id) : e;
}

const struct privacy audit_privacy = {
	.module = "audit",
	.show = audit_show,
	.erase = audit_erase,
};
