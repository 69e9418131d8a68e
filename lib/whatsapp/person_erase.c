/* SPDX-License-Identifier: ISC */
/* Somebody is forgotten; Meta may still tell again what they wrote. */
#include "lib/base/arena.h"
#include "lib/db/db.h"
#include "lib/whatsapp/told.h"

#define AT_ONCE	200

static const char sql_events[] =
    "SELECT id, key FROM wa_event WHERE person_id = :person LIMIT :rows";
/* The key has Meta's name for the message, in which their number stands. */
static const char sql_blank[] =
    "UPDATE wa_event SET key = :key, body = '{}', person_id = NULL,"
    " problem = NULL WHERE id = :id";
static const char sql_sends[] = "DELETE FROM wa_send WHERE person_id = :person";
static const char sql_person[] = "DELETE FROM wa_person WHERE id = :person";

struct erased { const char *id, *key; };

static enum outcome
blank(struct act *act, const struct erased *e)
{
	struct stmt	*s = db_sql(act->db, sql_blank);

	db_bind_text(s, ":id", e->id);
	db_bind_text(s, ":key", wa_gone_key(act->arena, e->key));
	return db_run(s);
}

/* Up to so many; NOT_FOUND: that were all. */
static enum outcome
events_blank(struct act *act, const char *person_id)
{
	struct erased	*all = arena_array(act->arena, AT_ONCE, sizeof(*all));
	struct stmt	*s = db_sql(act->db, sql_events);
	size_t		 n = 0;
	enum outcome	 e;

	db_bind_text(s, ":person", person_id);
	db_bind_int(s, ":rows", AT_ONCE);
	while ((e = db_step(s)) == SOUK_OK) {
		all[n].id = db_copy(s, 0, act->arena);
		all[n++].key = db_copy(s, 1, act->arena);
	}
	if (e != SOUK_NOT_FOUND || n == 0)
		return e;
	e = SOUK_OK;
	for (size_t i = 0; i < n && e == SOUK_OK; i++)
		e = blank(act, &all[i]);
	return e;
}

static enum outcome
rows_drop(struct act *act, const char *sql, const char *person_id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":person", person_id);
	return db_run(s);
}

enum outcome
wa_person_erase(struct act *act, const char *id)
{
	enum outcome	 e = wa_tell_forget(act, id);

	while (e == SOUK_OK)
		e = events_blank(act, id);
	if (e != SOUK_NOT_FOUND)
		return e;
	if ((e = rows_drop(act, sql_sends, id)) != SOUK_OK)
		return e;
	return rows_drop(act, sql_person, id);
}
