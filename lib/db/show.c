/* SPDX-License-Identifier: ISC */
#include "lib/db/show.h"

#include <string.h>

#include "lib/base/act.h"
#include "lib/base/arena.h"

static void
column_put(struct act *act, struct json_out *json, struct stmt *s, int i,
    const char *column)
{
	const size_t	 len = strcspn(column, "@#?");
	const char	*name = arena_text(act->arena, column, len);

	if (db_is_null(s, i))
		json_null(json, name);
	else if (column[len] == '@')
		json_time(json, name, db_int(s, i));
	else if (column[len] == '#')
		json_int(json, name, db_int(s, i));
	else if (column[len] == '?')
		json_bool(json, name, db_int(s, i) == 1);
	else
		json_text(json, name, db_text(s, i, NULL));
}

enum outcome
show_rows(struct act *act, struct json_out *json, const struct show_rows *rows,
    const char *owner)
{
	struct stmt	*s = db_sql(act->db, rows->sql);
	enum outcome	 e;

	db_bind_text(s, ":owner", owner);
	if (rows->of_brand)
		db_bind_text(s, ":brand", act->actor.brand_id);
	json_open_list(json, rows->name);
	while ((e = db_step(s)) == SOUK_OK) {
		json_open(json, NULL);
		for (int i = 0; rows->columns[i] != NULL; i++)
			column_put(act, json, s, i, rows->columns[i]);
		json_close(json);
	}
	json_close_list(json);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
