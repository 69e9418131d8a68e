/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "lib/db/db.h"
#include "lib/db/show.h"

static const char sql_own[] =
    "SELECT created_at, action, entity_type, entity_id, ip_address,"
    " user_agent FROM audit_log WHERE brand_id = :brand"
    " AND user_id = :owner ORDER BY id";
static const char *const columns[] = { "createdAt@", "action", "entityType",
	"entityId", "address", "device", NULL };

/*
 * That something was done stays, and which account did it; not from where,
 * and of an account itself not what it said, nor who knocked at it.
 */
static const char sql_of_actor[] =
    "UPDATE audit_log SET ip_address = NULL, user_agent = NULL"
    " WHERE brand_id = :brand AND user_id = :user";
static const char sql_of_entity[] =
    "UPDATE audit_log SET changes = NULL"
    " WHERE brand_id = :brand AND entity_id = :user";
static const char sql_of_nobody[] =
    "UPDATE audit_log SET ip_address = NULL, user_agent = NULL"
    " WHERE brand_id = :brand AND entity_id = :user AND user_id IS NULL";

static enum outcome
audit_show(struct act *act, const char *user_id, struct json_out *json)
{
	const struct show_rows	 rows = { "actions", sql_own, columns, true };

	return show_rows(act, json, &rows, user_id);
}

static enum outcome
audit_erase(struct act *act, const char *user_id)
{
	static const char *const	 steps[] = { sql_of_actor,
					    sql_of_entity, sql_of_nobody };
	struct stmt			*s;
	enum outcome			 e = SOUK_OK;

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) &&
	    e == SOUK_OK; i++) {
		s = db_sql(act->db, steps[i]);
		db_bind_text(s, ":brand", act->actor.brand_id);
		db_bind_text(s, ":user", user_id);
		e = db_run(s);
	}
	return e;
}

const struct privacy audit_privacy = {
	.module = "audit",
	.show = audit_show,
	.erase = audit_erase,
};
