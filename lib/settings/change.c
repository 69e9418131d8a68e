/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/audit/audit.h"
#include "lib/audit/value.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/db/db.h"
#include "lib/db/moved.h"
#include "lib/settings/snapshot.h"
#include "lib/souk.h"

static const char sql_put[] =
    "INSERT INTO setting (name, value, updated_at)"
    " VALUES (:name, :value, :now)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value,"
    " updated_at = excluded.updated_at";

static const char *
value_text(struct arena *arena, const struct field *f, const struct value *v,
    int decimals)
{
	struct buf	 text;
	struct json_out	 json = { .buf = &text };

	buf_init(&text, arena, 64);
	value_put(&json, NULL, f, v, decimals);
	return text.p;
}

/* A part of the change: one module's settings, now and as wanted. */
struct part {
	const char		*name;		/* "shop" */
	const struct record	*now, *wanted;
	int			 decimals;
};

static enum outcome
row_put(struct act *act, const struct part *p, size_t field)
{
	const struct field	*f = &p->wanted->set->fields[field];
	struct stmt		*s = db_sql(act->db, sql_put);

	db_bind_text(s, ":name",
	    arena_printf(act->arena, "%s.%s", p->name, f->name));
	db_bind_text(s, ":value", value_text(act->arena, f,
	    &p->wanted->values[field], p->decimals));
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static bool
is_changed(struct arena *arena, const struct part *p, size_t field)
{
	const struct field	*f = &p->wanted->set->fields[field];

	return record_has(p->wanted, (int)field) && strcmp(
	    value_text(arena, f, &p->now->values[field], p->decimals),
	    value_text(arena, f, &p->wanted->values[field], p->decimals)) != 0;
}

static enum outcome
part_audit(struct act *act, const struct part *p)
{
	const struct audit	 a = {
		.action = "update_settings",
		.entity_type = "Settings",
		.entity_id = p->name,
		.before = p->now,
		.after = p->wanted,
	};

	return audit_write(act, &a);
}

/* What already has the wanted value is neither stored nor audited. */
static enum outcome
part_change(struct act *act, const struct part *p, bool *changed)
{
	enum outcome	 e = SOUK_OK;
	bool		 any = false;

	for (size_t i = 0; i < p->wanted->set->count && e == SOUK_OK; i++)
		if (is_changed(act->arena, p, i)) {
			e = row_put(act, p, i);
			any = true;
		}
	if (e != SOUK_OK || !any)
		return e;
	*changed = true;
	return part_audit(act, p);
}

static bool
part_is_limited(const struct record *wanted)
{
	for (size_t i = 0; i < wanted->set->count; i++)
		if (record_has(wanted, (int)i) &&
		    !settings_is_limited(wanted->set, (int)i))
			return false;
	return true;
}

/* What other modules make of it, once all is stored. */
static enum outcome
hooks_call(struct act *act, const struct record *before,
    const struct record *change)
{
	settings_hook *const	*hook;
	enum outcome		 e = SOUK_OK;

	if (act->souk == NULL || act->souk->settings_hooks == NULL)
		return SOUK_OK;
	for (hook = act->souk->settings_hooks; *hook != NULL && e == SOUK_OK;
	    hook++)
		e = (*hook)(act, before, change);
	return e;
}

/* Compared with the rows of this transaction, not with an older snapshot. */
enum outcome
settings_change(struct act *act, const struct record *change,
    bool limited_only)
{
	struct record	*now;
	enum outcome	 e;
	bool		 changed = false;

	if ((e = snapshot_read(act, act->arena, change->set, &now)) != SOUK_OK)
		return e;
	for (size_t i = 0; i < change->set->count; i++) {
		const struct part	 p = {
			.name = change->set->fields[i].name,
			.now = now->values[i].items,
			.wanted = change->values[i].items,
			.decimals = snapshot_decimals(now),
		};

		if (change->values[i].state != VALUE_SET)
			continue;
		if (limited_only && !part_is_limited(p.wanted))
			return SOUK_DENIED;
		if ((e = part_change(act, &p, &changed)) != SOUK_OK)
			return e;
	}
	if (!changed)
		return SOUK_OK;
	db_moved(act, GENERATION_SETTINGS);
	return hooks_call(act, now, change);
}
