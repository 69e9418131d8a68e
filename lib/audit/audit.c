/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"

#include <string.h>

#include "lib/audit/value.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"

#define CHANGES_MAX	8192	/* bytes; beyond it only names are kept */
#define AGENT_MAX	256

static const char sql_insert[] =
    "INSERT INTO audit_log (id, brand_id, user_id, action, entity_type,"
    " entity_id, changes, ip_address, user_agent, created_at, key_id)"
    " VALUES (:id, :brand_id, :user_id, :action, :entity_type,"
    " :entity_id, :changes, :address, :agent, :now, :key)";

/* Money of a set that names its currency has decimals, else minor units. */
static int
decimals_of(const struct record *r)
{
	for (size_t i = 0; i < r->set->count; i++)
		if (r->set->fields[i].type == FIELD_CURRENCY &&
		    r->values[i].state == VALUE_SET)
			return money_decimals(r->values[i].text);
	return -1;
}

static const char *
value_text(struct arena *arena, const struct record *r, size_t field)
{
	struct buf	 text;
	struct json_out	 json = { .buf = &text };

	buf_init(&text, arena, 64);
	value_put(&json, NULL, &r->set->fields[field], &r->values[field],
	    decimals_of(r));
	return text.p;
}

/* One side alone: what is set on it.  A field of a change that was not given
 * has not changed. */
static bool
differs(struct arena *arena, const struct audit *a, size_t field)
{
	const struct value	*before, *after;

	if (a->before == NULL)
		return a->after->values[field].state == VALUE_SET;
	if (a->after == NULL)
		return a->before->values[field].state == VALUE_SET;
	before = &a->before->values[field];
	after = &a->after->values[field];
	if (after->state == VALUE_ABSENT ||
	    (before->state != VALUE_SET && after->state != VALUE_SET))
		return false;
	return before->state != after->state ||
	    strcmp(value_text(arena, a->before, field),
	    value_text(arena, a->after, field)) != 0;
}

/* The fields to write, a bit each. */
static uint64_t
difference(struct arena *arena, const struct audit *a)
{
	const struct record	*any = a->after ? a->after : a->before;
	uint64_t		 mask = 0;

	for (size_t i = 0; any != NULL && i < any->set->count; i++)
		if (differs(arena, a, i))
			mask |= UINT64_C(1) << i;
	return mask;
}

static void
side_put(struct json_out *json, const char *name, const struct record *r,
    uint64_t mask)
{
	if (r == NULL) {
		json_null(json, name);
		return;
	}
	json_open(json, name);
	for (size_t i = 0; i < r->set->count; i++) {
		const struct field	*f = &r->set->fields[i];

		if ((mask >> i & 1) == 0)
			continue;
		if (value_is_secret(f))
			json_text(json, f->name, "***");
		else
			value_put(json, f->name, f, &r->values[i],
			    decimals_of(r));
	}
	json_close(json);
}

static void
names_put(struct json_out *json, const struct fieldset *set, uint64_t mask)
{
	json_open_list(json, "fields");
	for (size_t i = 0; i < set->count; i++)
		if ((mask >> i & 1) != 0)
			json_text(json, NULL, set->fields[i].name);
	json_close_list(json);
}

/* NULL: nothing differs. */
static const char *
changes_text(struct arena *arena, const struct audit *a)
{
	const uint64_t	 mask = difference(arena, a);
	struct buf	 text;
	struct json_out	 json = { .buf = &text };

	if (mask == 0)
		return NULL;
	buf_init(&text, arena, 1024);
	json_open(&json, NULL);
	side_put(&json, "before", a->before, mask);
	side_put(&json, "after", a->after, mask);
	json_close(&json);
	if (text.len <= CHANGES_MAX)
		return text.p;
	buf_init(&text, arena, 1024);
	json = (struct json_out){ .buf = &text };
	json_open(&json, NULL);
	names_put(&json, (a->after ? a->after : a->before)->set, mask);
	json_close(&json);
	return text.p;
}

/* What a client calls itself: any bytes, so only sound and short ones. */
static const char *
agent_text(struct arena *arena, const char *agent)
{
	size_t	 len;

	if (agent == NULL)
		return NULL;
	len = strnlen(agent, AGENT_MAX);
	while (len > 0 && !utf8_valid(agent, len))
		len--;
	return text_has_control(agent, len, false) ? NULL :
	    arena_text(arena, agent, len);
}

/* This is the one place through which every change goes. */
static enum outcome
event_tell(struct act *act, const struct audit *a)
{
	if (act->souk == NULL || act->souk->event == NULL)
		return SOUK_OK;
	return act->souk->event(act, a->action, a->entity_type, a->entity_id);
}

enum outcome
audit_write(struct act *act, const struct audit *a)
{
	const struct actor	*actor = &act->actor;
	struct stmt		*s = db_sql(act->db, sql_insert);
	enum outcome		 e;

	db_bind_text(s, ":id", typeid_new(act->arena, "audit", act->now));
	db_bind_text(s, ":brand_id", actor->brand_id);
	db_bind_text(s, ":user_id", a->user_id ? a->user_id : actor->user_id);
	db_bind_text(s, ":action", a->action);
	db_bind_text(s, ":entity_type", a->entity_type);
	db_bind_text(s, ":entity_id", a->entity_id);
	db_bind_text(s, ":changes", changes_text(act->arena, a));
	db_bind_text(s, ":address", actor->address);
	db_bind_text(s, ":agent", agent_text(act->arena, actor->user_agent));
	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":key", actor->key_id);
	e = db_run(s);
	return e != SOUK_OK ? e : event_tell(act, a);
}
