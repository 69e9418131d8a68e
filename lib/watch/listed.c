/* SPDX-License-Identifier: ISC */
#include "lib/db/db.h"
#include "lib/watch/watch.h"

static const char sql_slow[] =
    "SELECT sql, times, worst_ms, last_at FROM watch_slow"
    " ORDER BY worst_ms DESC LIMIT :rows";
static const char sql_errors[] =
    "SELECT message, times, -1, last_at FROM watch_error"
    " ORDER BY last_at DESC LIMIT :rows";

enum outcome
watch_listed(struct act *act, enum watch_list which,
    struct watch_listed *rows, int most, int *count)
{
	struct stmt	*s = db_sql(act->db, which == WATCH_SLOW ? sql_slow :
			    sql_errors);
	enum outcome	 e;

	*count = 0;
	db_bind_int(s, ":rows", most);
	while ((e = db_step(s)) == SOUK_OK && *count < most)
		rows[(*count)++] = (struct watch_listed){
			.text = db_copy(s, 0, act->arena),
			.times = db_int(s, 1), .worst_ms = db_int(s, 2),
			.at = db_int(s, 3) };
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
