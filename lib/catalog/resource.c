/* SPDX-License-Identifier: ISC */
#include "lib/catalog/resource.h"

#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/typeid.h"
#include "lib/catalog/internal.h"
#include "lib/db/compose.h"

static enum outcome
resource_audit(struct act *act, const struct resource *of, const char *action,
    const struct record *before, const struct record *after)
{
	return audit_write(act, &(struct audit){
		.action = action, .entity_type = of->type,
		.entity_id = record_text(before != NULL ? before : after,
		    of->id),
		.before = before, .after = after });
}

enum outcome
resource_read(struct act *act, const struct resource *of, const char *id,
    struct record **out)
{
	struct stmt	*s = db_sql(act->db, of->sql_read);
	struct record	*r = record_new(act->arena, of->fields);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		compose_row(s, 0, act->arena, r);
	db_done(s);
	if (e != SOUK_OK ||
	    (e = catalog_brand(act, record_text(r, of->brand))) != SOUK_OK)
		return e;
	*out = r;
	return of->fill == NULL ? SOUK_OK : of->fill(act, r);
}

/* A constraint that refuses it is the one of its name. */
static enum outcome
named(struct act *act, const struct resource *of, enum outcome e)
{
	return e == SOUK_CONFLICT ? act_refuse(act, e, of->taken) : e;
}

/* The bound is kept by one statement; what is in it comes then. */
static enum outcome
into_room(struct act *act, const struct resource *of, const char *id,
    const struct record *in)
{
	const struct column_value	 key = { "id", id, 0 };
	struct stmt			*s = db_sql(act->db, of->sql_room);
	enum outcome			 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":most", of->most);
	if ((e = db_run_changed(s)) == SOUK_NOT_FOUND) {
		act->problem.numbers[0] = of->most;
		return act_refuse(act, SOUK_CONFLICT, of->full);
	}
	return e != SOUK_OK ? e : named(act, of, compose_update(act->db, in,
	    NULL, 0, &key, 1));
}

static enum outcome
insert(struct act *act, const struct resource *of, const char *id,
    const struct record *in)
{
	const struct column_value	 extra[] = {
		{ "id", id, 0 },
		{ "brand_id", act->actor.brand_id, 0 },
		{ "created_at", NULL, act->now },
		{ "updated_at", NULL, act->now },
	};

	return of->sql_room != NULL ? into_room(act, of, id, in) :
	    named(act, of, compose_insert(act->db, in, extra, 4));
}

enum outcome
resource_create(struct act *act, const struct resource *of,
    const struct record *given, struct record **out)
{
	const char	*id = typeid_new(act->arena, of->prefix, act->now);
	struct record	*in = record_copy(act->arena, given);
	enum outcome	 e;

	if ((e = of->check(act, in, NULL)) != SOUK_OK ||
	    (e = insert(act, of, id, in)) != SOUK_OK ||
	    (e = of->store(act, id, in)) != SOUK_OK ||
	    (e = resource_read(act, of, id, out)) != SOUK_OK)
		return e;
	return resource_audit(act, of, of->created, NULL, *out);
}

/* As it is edited: in the version that is meant. */
static enum outcome
before_read(struct act *act, const struct resource *of, const char *id,
    struct record **before)
{
	const enum outcome	 e = resource_read(act, of, id, before);

	return e != SOUK_OK ? e :
	    catalog_version(act, (*before)->values[of->version].num);
}

enum outcome
resource_change(struct act *act, const struct resource *of, const char *id,
    const struct record *given, struct record **out)
{
	const struct column_value	 key = { "id", id, 0 };
	struct column_value		 extra[] = {
		{ "updated_at", NULL, act->now },
		{ "version", NULL, 0 },
	};
	struct record			*in, *before;
	enum outcome			 e;

	if ((e = before_read(act, of, id, &before)) != SOUK_OK)
		return e;
	*out = before;
	if (record_mask(given) == 0)
		return SOUK_OK;
	in = record_copy(act->arena, given);
	extra[1].num = before->values[of->version].num + 1;
	if ((e = of->check(act, in, before)) != SOUK_OK ||
	    (e = named(act, of, compose_update(act->db, in, extra, 2, &key,
	    1))) != SOUK_OK ||
	    (e = of->store(act, id, in)) != SOUK_OK ||
	    (e = resource_read(act, of, id, out)) != SOUK_OK)
		return e;
	return resource_audit(act, of, of->updated, before, *out);
}

enum outcome
resource_delete(struct act *act, const struct resource *of, const char *id)
{
	struct record	*before;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = before_read(act, of, id, &before)) != SOUK_OK ||
	    (of->may_go != NULL && (e = of->may_go(act, id)) != SOUK_OK))
		return e;
	s = db_sql(act->db, of->sql_delete);
	db_bind_text(s, ":id", id);
	if ((e = db_run_changed(s)) != SOUK_OK)
		return e;
	return resource_audit(act, of, of->deleted, before, NULL);
}

/* ---- for what they say of themselves ---------------------------------------- */

const struct value *
value_merged(const struct record *in, const struct record *before, int field)
{
	return before == NULL || record_has(in, field) ? &in->values[field] :
	    &before->values[field];
}

enum outcome
list_fill(struct act *act, const char *sql, const char *id,
    const struct fieldset *set, struct value *list)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	*list = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK)
		compose_row(s, 0, act->arena, list_add(act->arena, list, set));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
list_store(struct act *act, const char *sql_drop,
    const struct column_value *owner, size_t owners, const struct value *list)
{
	struct stmt	*s;
	enum outcome	 e;
	size_t		 i;

	if (list->state == VALUE_ABSENT)
		return SOUK_OK;
	s = db_sql(act->db, sql_drop);
	db_bind_text(s, ":id", owner->text);
	e = db_run(s);
	for (i = 0; i < list->count && e == SOUK_OK; i++)
		e = compose_insert(act->db, &list->items[i], owner, owners);
	return e;
}

enum outcome
is_there(struct act *act, const char *sql, const char *id, bool *there)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	e = db_step(s);
	db_done(s);
	*there = e == SOUK_OK;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
