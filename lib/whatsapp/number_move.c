/* SPDX-License-Identifier: ISC */
/* A number that becomes another brand's, or is not Meta's to name any more. */
#include "lib/base/arena.h"
#include "lib/db/db.h"
#include "lib/whatsapp/number.h"
#include "lib/whatsapp/send.h"

static const char sql_brand[] = "SELECT 1 FROM brand WHERE id = :brand";
static const char sql_busy[] =
    "SELECT 1 FROM wa_send WHERE number_id = :number"
    " AND state IN ('waiting', 'sending') LIMIT 1";
static const char sql_leave[] =
    "UPDATE wa_number SET is_default = 0 WHERE id = :number";
static const char sql_default[] =
    "UPDATE wa_number SET is_default = 1, updated_at = :now,"
    " version = version + 1 WHERE id = (SELECT f.id FROM wa_number f"
    " WHERE f.brand_id = :brand AND f.is_active = 1 AND f.gone_at IS NULL"
    " ORDER BY f.id LIMIT 1) AND NOT EXISTS (SELECT 1 FROM wa_number d"
    " WHERE d.brand_id = :brand AND d.is_default = 1 AND d.gone_at IS NULL)";
static const char sql_undefault[] =
    "UPDATE wa_number SET is_default = 0, updated_at = :now,"
    " version = version + 1 WHERE brand_id = :brand AND is_default = 1"
    " AND gone_at IS NOT NULL AND EXISTS (SELECT 1 FROM wa_number f"
    " WHERE f.brand_id = :brand AND f.is_active = 1 AND f.gone_at IS NULL)";

/* ---- to another brand ---------------------------------------------------- */

static enum outcome
look(struct act *act, const char *sql, const char *name, const char *value)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	db_bind_text(s, name, value);
	e = db_step(s);
	db_done(s);
	return e;
}

enum outcome
wa_number_brand(struct act *act, const char *brand_id)
{
	const enum outcome	 e = look(act, sql_brand, ":brand", brand_id);

	return e != SOUK_NOT_FOUND ? e : act_bad_field(act, "brandId",
	    &wa_messages[WA_NO_BRAND]);
}

/* Its templates come with the next synchronisation, which is soon. */
enum outcome
wa_number_leave(struct act *act, const struct record *number,
    const char *brand_id)
{
	const char	*id = number->values[WA_NUMBER_ID].text;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = wa_number_brand(act, brand_id)) != SOUK_OK)
		return e;
	if ((e = look(act, sql_busy, ":number", id)) != SOUK_NOT_FOUND)
		return e != SOUK_OK ? e : act_refuse(act, SOUK_CONFLICT,
		    &wa_messages[WA_NUMBER_BUSY]);
	s = db_sql(act->db, sql_leave);
	db_bind_text(s, ":number", id);
	e = db_run(s);
	return e != SOUK_OK ? e : wa_sync_for(act, brand_id,
	    act->now);
}

static enum outcome
default_run(struct act *act, const char *sql, const char *brand_id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":brand", brand_id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

/* One that is gone gives it to another; with no other it keeps it. */
enum outcome
wa_number_default(struct act *act, const char *brand_id)
{
	const enum outcome	 e = default_run(act, sql_undefault,
				    brand_id);

	return e != SOUK_OK ? e : default_run(act, sql_default, brand_id);
}

/* ---- gone, and back ------------------------------------------------------ */

static const char sql_gone[] =
    "UPDATE wa_number SET gone_at = :now, updated_at = :now,"
    " version = version + 1 WHERE account_id = :account AND gone_at IS NULL"
    " AND COALESCE(synced_at, 0) < :now RETURNING id, brand_id, phone";
static const char sql_back[] =
    "UPDATE wa_number SET gone_at = NULL, updated_at = :now,"
    " version = version + 1 WHERE meta_id = :meta AND gone_at IS NOT NULL"
    " RETURNING id, brand_id";

struct gone { const char *id, *brand_id, *phone; };

static enum outcome
gone_read(struct act *act, struct stmt *s, struct gone **all, size_t *count)
{
	enum outcome	 e;

	while ((e = db_step(s)) == SOUK_OK) {
		*all = arena_more(act->arena, *all, *count, sizeof(**all));
		(*all)[(*count)++] = (struct gone){
			db_copy(s, 0, act->arena), db_copy(s, 1, act->arena),
			db_copy(s, 2, act->arena) };
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
wa_number_forget(struct act *act, const char *account_id)
{
	struct stmt	*s = db_sql(act->db, sql_gone);
	struct gone	*all = NULL;
	size_t		 count = 0;
	enum outcome	 e;

	db_bind_text(s, ":account", account_id);
	db_bind_int(s, ":now", act->now);
	e = gone_read(act, s, &all, &count);
	for (size_t i = 0; i < count && e == SOUK_OK; i++)
		if ((e = wa_number_default(act, all[i].brand_id)) == SOUK_OK)
			e = wa_alert_gone(act, all[i].brand_id, all[i].id,
			    all[i].phone);
	return e;
}

enum outcome
wa_number_back(struct act *act, const char *meta_id)
{
	struct stmt	*s = db_sql(act->db, sql_back);
	const char	*id = NULL, *brand_id = NULL;
	enum outcome	 e;

	db_bind_text(s, ":meta", meta_id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_step(s)) == SOUK_OK) {
		id = db_copy(s, 0, act->arena);
		brand_id = db_copy(s, 1, act->arena);
	}
	db_done(s);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	e = wa_number_default(act, brand_id);
	return e != SOUK_OK ? e : wa_send_wake(act, id, act->now);
}
