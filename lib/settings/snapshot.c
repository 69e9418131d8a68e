/* SPDX-License-Identifier: ISC */
#include "lib/settings/snapshot.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/json_in.h"
#include "lib/base/log.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/base/validate.h"
#include "lib/db/db.h"

static const char sql_all[] =
    "SELECT name, value FROM setting ORDER BY name";

struct record *
snapshot_part(const struct record *r, const struct fieldset *part)
{
	for (size_t i = 0; i < r->set->count; i++)
		if (r->set->fields[i].of == part)
			return r->values[i].state == VALUE_SET ?
			    r->values[i].items : NULL;
	return NULL;
}

static const char *
currency_of(const struct record *r)
{
	const struct record	*shop = snapshot_part(r, &shop_settings);

	return shop == NULL ? "EUR" : shop->values[SHOP_CURRENCY].text;
}

int
snapshot_decimals(const struct record *r)
{
	return money_decimals(currency_of(r));
}

/*
 * A JSON object as a part: what validation knows about initial values and
 * stored ones is the same as about any others.
 */
static struct record *
part_from_json(struct arena *arena, const struct fieldset *part,
    enum validate_mode mode, const char *text, const char *currency)
{
	struct act	*act = arena_alloc(arena, sizeof(*act));
	struct json_in	*json;
	struct record	*r;
	const char	*name;
	size_t		 at;

	act->arena = arena;
	if (json_parse(arena, text, strlen(text), &json, &at, &name) !=
	    JSON_OK || validate_json(act, part, mode, json, currency, &r) !=
	    SOUK_OK)
		return NULL;
	return r;
}

struct record *
snapshot_initial(struct arena *arena, const struct fieldset *all)
{
	struct record	*r = record_new(arena, all), *part;

	for (size_t i = 0; i < all->count; i++) {
		part = part_from_json(arena, all->fields[i].of,
		    VALIDATE_CREATE, "{}", currency_of(r));
		if (part == NULL) {
			log_line(LOG_ERROR, "initial settings", "part",
			    all->fields[i].name, NULL);
			part = record_new(arena, all->fields[i].of);
		}
		r->values[i] = (struct value){ .state = VALUE_SET,
		    .items = part, .count = 1 };
	}
	return r;
}

struct row { const char *name, *value; struct row *next; };

/* In this transaction's snapshot; in any order. */
static enum outcome
rows_read(struct act *act, struct arena *arena, struct row **rows)
{
	struct stmt	*s = db_sql(act->db, sql_all);
	enum outcome	 e;
	struct row	*row;

	*rows = NULL;
	while ((e = db_step(s)) == SOUK_OK) {
		row = arena_alloc(arena, sizeof(*row));
		row->name = db_copy(s, 0, arena);
		row->value = db_copy(s, 1, arena);
		row->next = *rows;
		*rows = row;
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* A stored value that no longer holds leaves the initial one standing. */
static void
row_apply(struct arena *arena, struct record *part, const struct row *row,
    const char *field, const char *currency)
{
	const char	*text;
	struct record	*one;

	text = arena_printf(arena, "{\"%s\":%s}", field, row->value);
	one = part_from_json(arena, part->set, VALIDATE_CHANGE, text,
	    currency);
	if (one == NULL) {
		log_line(LOG_WARN, "stored setting is no longer valid",
		    "name", row->name, NULL);
		return;
	}
	for (size_t i = 0; i < part->set->count; i++)
		if (record_has(one, (int)i))
			part->values[i] = one->values[i];
}

/* The shop's part stands first, so its currency is known to the others. */
enum outcome
snapshot_read(struct act *act, struct arena *arena,
    const struct fieldset *all, struct record **record)
{
	struct record	*r = snapshot_initial(arena, all);
	struct row	*rows;
	enum outcome	 e;

	if ((e = rows_read(act, arena, &rows)) != SOUK_OK)
		return e;
	for (size_t i = 0; i < all->count; i++) {
		const char	*name = all->fields[i].name;
		const size_t	 len = strlen(name);

		for (struct row *row = rows; row != NULL; row = row->next)
			if (text_starts(row->name, name) &&
			    row->name[len] == '.')
				row_apply(arena, r->values[i].items, row,
				    row->name + len + 1, currency_of(r));
	}
	*record = r;
	return SOUK_OK;
}
