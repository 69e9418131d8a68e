/* SPDX-License-Identifier: ISC */
/* Two rows that were one person. */
#include <string.h>

#include "lib/db/db.h"
#include "lib/whatsapp/told.h"

/* Of one number both may have a line: the later of each time stays. */
static const char sql_pairs[] =
    "INSERT INTO wa_pair (number_id, person_id, last_in_at, last_in_ref,"
    " free_at, begun_at) SELECT number_id, :into, last_in_at, last_in_ref,"
    " free_at, begun_at FROM wa_pair WHERE person_id = :from"
    " ON CONFLICT (number_id, person_id) DO UPDATE SET"
    " last_in_ref = CASE WHEN coalesce(excluded.last_in_at, 0)"
    "  > coalesce(wa_pair.last_in_at, 0) THEN excluded.last_in_ref"
    "  ELSE wa_pair.last_in_ref END,"
    " last_in_at = CASE WHEN coalesce(excluded.last_in_at, 0)"
    "  > coalesce(wa_pair.last_in_at, 0) THEN excluded.last_in_at"
    "  ELSE wa_pair.last_in_at END,"
    " free_at = CASE WHEN excluded.free_at > wa_pair.free_at"
    "  THEN excluded.free_at ELSE wa_pair.free_at END,"
    " begun_at = CASE WHEN coalesce(excluded.begun_at, 0)"
    "  > coalesce(wa_pair.begun_at, 0) THEN excluded.begun_at"
    "  ELSE wa_pair.begun_at END";
static const char sql_sends[] =
    "UPDATE wa_send SET person_id = :into WHERE person_id = :from";
static const char sql_events[] =
    "UPDATE wa_event SET person_id = :into WHERE person_id = :from";
static const char sql_consents[] =
    "UPDATE wa_consent SET person_id = :into WHERE person_id = :from";
static const char sql_gone[] =
    "DELETE FROM wa_person WHERE id = :from AND id <> :into";

enum outcome
wa_person_merge(struct act *act, const char *a, const char *b,
    const char **id)
{
	static const char *const	 steps[] = { sql_pairs, sql_sends,
					    sql_events, sql_consents,
					    sql_gone };
	const bool			 a_stays = strcmp(a, b) < 0;
	const char			*from = a_stays ? b : a;
	struct stmt			*s;
	enum outcome			 e;

	*id = a_stays ? a : b;
	e = wa_tell_merged(act, from, *id);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) &&
	    e == SOUK_OK; i++) {
		s = db_sql(act->db, steps[i]);
		db_bind_text(s, ":from", from);
		db_bind_text(s, ":into", *id);
		e = db_run(s);
	}
	return e;
}
