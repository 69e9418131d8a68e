/* SPDX-License-Identifier: ISC */
#include "lib/base/clock.h"
#include "lib/db/db.h"
#include "lib/whatsapp/told.h"

/* It never goes back, in whatever order messages come. */
static const char sql_open[] =
    "INSERT INTO wa_pair (number_id, person_id, last_in_at, last_in_ref)"
    " VALUES (:number, :person, :at, :ref)"
    " ON CONFLICT (number_id, person_id) DO UPDATE SET"
    " last_in_at = excluded.last_in_at, last_in_ref = excluded.last_in_ref"
    " WHERE wa_pair.last_in_at IS NULL"
    " OR wa_pair.last_in_at < excluded.last_in_at";

enum outcome
wa_window_open(struct act *act, const char *number_id, const char *person_id,
    int64_t at, const char *ref)
{
	struct stmt	*s = db_sql(act->db, sql_open);

	db_bind_text(s, ":number", number_id);
	db_bind_text(s, ":person", person_id);
	db_bind_int(s, ":at", at);
	db_bind_text(s, ":ref", ref);
	return db_run(s);
}

static const char sql_of[] =
    "SELECT w.last_in_at FROM wa_pair w"
    " JOIN wa_number n ON n.id = w.number_id"
    " JOIN wa_person p ON p.id = w.person_id AND p.brand_id = n.brand_id"
    " WHERE w.number_id = :number AND w.person_id = :person";
static const char sql_default[] =
    "SELECT w.last_in_at FROM wa_person p"
    " JOIN wa_number n ON n.brand_id = p.brand_id AND n.is_default = 1"
    " JOIN wa_pair w ON w.number_id = n.id AND w.person_id = p.id"
    " WHERE p.id = :person";

enum outcome
wa_window(struct act *act, const char *number_id, const char *person_id,
    int64_t *closes_at)
{
	struct stmt	*s = db_sql(act->db, number_id != NULL ? sql_of :
			    sql_default);
	enum outcome	 e;

	*closes_at = 0;
	if (number_id != NULL)
		db_bind_text(s, ":number", number_id);
	db_bind_text(s, ":person", person_id);
	if ((e = db_step(s)) == SOUK_OK && !db_is_null(s, 0))
		*closes_at = db_int(s, 0) + WA_WINDOW;
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
