/* SPDX-License-Identifier: ISC */
#include <stdlib.h>

#include "lib/db/db.h"
#include "lib/watch/sample.h"

static const char sql_read[] =
    "SELECT value FROM watch_state WHERE name = :name";
static const char sql_write[] =
    "INSERT INTO watch_state (name, value) VALUES (:name, :value)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

enum outcome
state_read(struct act *act, const char *name, const char **value)
{
	struct stmt	*s = db_sql(act->db, sql_read);
	enum outcome	 e;

	*value = NULL;
	db_bind_text(s, ":name", name);
	if ((e = db_step(s)) == SOUK_OK)
		*value = db_copy(s, 0, act->arena);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
state_write(struct act *act, const char *name, const char *value)
{
	struct stmt	*s = db_sql(act->db, sql_write);

	db_bind_text(s, ":name", name);
	db_bind_text(s, ":value", value);
	return db_run(s);
}

int
state_numbers(const char *value, int64_t *numbers, int most)
{
	char	*end;
	int	 n = 0;

	for (; value != NULL && n < most; value = end) {
		numbers[n] = strtoll(value, &end, 10);
		if (end == value)
			break;
		n++;
	}
	return n;
}
