/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/stock_parts.h"
#include "lib/db/compose.h"

static const char sql_default[] =
    "SELECT id FROM place WHERE brand_id = :brand AND is_default = 1";
/* The name that the step from the first schema gave it. */
static const char sql_make[] =
    "INSERT INTO place (id, brand_id, name, is_default, created_at,"
    " updated_at) VALUES (:id, :brand, 'Stock', 1, :now, :now)"
    " ON CONFLICT DO NOTHING";
static const char sql_brand[] = "SELECT brand_id FROM place WHERE id = :id";
static const char sql_undefault[] =
    "UPDATE place SET is_default = 0, updated_at = :now,"
    " version = version + 1 WHERE brand_id = :brand AND is_default = 1";
static const char sql_used[] =
    "SELECT 1 FROM place p WHERE p.id = :id AND (EXISTS"
    " (SELECT 1 FROM stock_level l WHERE l.place_id = p.id) OR EXISTS"
    " (SELECT 1 FROM stock_movement m WHERE m.place_id = p.id))";
static const char sql_named[] =
    "SELECT 1 FROM place WHERE brand_id = :brand AND name = :name"
    " AND id <> :id";
static const char sql_delete[] = "DELETE FROM place WHERE id = :id";
static const char sql_count[] =
    "SELECT count(*) FROM place WHERE brand_id = :owner";
/* In the order of place_fields. */
static const char sql_page[] =
    "SELECT id, name, address, is_default, is_active, position, created_at,"
    " updated_at, version FROM place WHERE brand_id = :owner"
    " AND (position, id) > (:key, :id)"
    " ORDER BY position, id LIMIT :limit OFFSET :offset";

/* ---- the default -------------------------------------------------------- */

/* Of "brand_…" comes "place_…", so that two who make it make the same. */
static enum outcome
default_make(struct act *act, const char *brand_id, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_make);
	const char	*suffix = text_starts(brand_id, "brand_") ?
			    brand_id + sizeof("brand_") - 1 : brand_id;

	*id = arena_printf(act->arena, "place_%s", suffix);
	db_bind_text(s, ":id", *id);
	db_bind_text(s, ":brand", brand_id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
default_find(struct act *act, const char *brand_id, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_default);
	enum outcome	 e;

	db_bind_text(s, ":brand", brand_id);
	if ((e = db_step(s)) == SOUK_OK)
		*id = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

enum outcome
place_default_of(struct act *act, const char *brand_id, const char **id)
{
	const enum outcome	 e = default_find(act, brand_id, id);

	return e == SOUK_NOT_FOUND ? default_make(act, brand_id, id) : e;
}

enum outcome
place_default(struct act *act, const char **id)
{
	return place_default_of(act, act->actor.brand_id, id);
}

/* ---- reading ------------------------------------------------------------ */

/* The place of whatever brand, and whose it is. */
static enum outcome
place_row(struct act *act, const char *id, struct record **place)
{
	const struct column_value	 key = { "id", id, 0 };
	struct stmt			*s = db_sql(act->db, sql_brand);
	const char			*brand = NULL;
	enum outcome			 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		brand = db_copy(s, 0, act->arena);
	db_done(s);
	if (e != SOUK_OK || (e = catalog_brand(act, brand)) != SOUK_OK)
		return e;
	return compose_get(act->db, act->arena, &place_fields, &key, 1,
	    place);
}

enum outcome
place_read(struct act *act, const char *id, struct record **place)
{
	return place_row(act, id, place);
}

enum outcome
place_check(struct act *act, const char *field, const char *id)
{
	struct record		*place;
	const enum outcome	 e = place_row(act, id, &place);

	return e == SOUK_NOT_FOUND ? act_bad_field(act, field,
	    &stock_messages[STOCK_NO_PLACE]) : e;
}

static const struct plain_list plain = {
	.name = "places", .count = sql_count, .page = sql_page,
	.by = LIST_BY_NUMBER, .start = { .num = -1, .id = "" },
};

enum outcome
place_list(struct act *act, const struct list_query *query, struct rows *rows)
{
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

const char *
place_list_cursor(struct act *act, const struct rows *rows,
    const struct record *place)
{
	return rows_cursor(act, rows, &(struct cursor){
		.num = place->values[PLACE_POSITION].num,
		.id = record_text(place, PLACE_ID) });
}

/* ---- writing ------------------------------------------------------------ */

static enum outcome
place_audit(struct act *act, const char *action, const char *id,
    const struct record *before, const struct record *after)
{
	const struct audit	 a = {
		.action = action, .entity_type = "Place", .entity_id = id,
		.before = before, .after = after,
	};

	catalog_moved(act);
	return audit_write(act, &a);
}

static enum outcome
name_check(struct act *act, const char *id, const char *name)
{
	struct stmt	*s;
	enum outcome	 e;

	if (name == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_named);
	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":name", name);
	db_bind_text(s, ":id", id);
	e = db_step(s);
	db_done(s);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	act_bad_field(act, "name", &stock_messages[STOCK_PLACE_TAKEN]);
	return act_refuse(act, SOUK_CONFLICT,
	    &stock_messages[STOCK_PLACE_TAKEN]);
}

static bool
says(const struct record *in, int field, int64_t value)
{
	return in->values[field].state == VALUE_SET &&
	    in->values[field].num == value;
}

/* The new default takes over; there is no other way to end being it. */
static enum outcome
default_settle(struct act *act, const struct record *in, bool is, bool active)
{
	struct stmt	*s;

	if ((is && (says(in, PLACE_DEFAULT, 0) || says(in, PLACE_ACTIVE,
	    0))) || (says(in, PLACE_DEFAULT, 1) && !active))
		return act_refuse(act, SOUK_CONFLICT,
		    &stock_messages[STOCK_PLACE_DEFAULT]);
	if (is || !says(in, PLACE_DEFAULT, 1))
		return SOUK_OK;
	s = db_sql(act->db, sql_undefault);
	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
place_create(struct act *act, const struct record *given, struct record **out)
{
	const char			*id = typeid_new(act->arena, "place",
					    act->now);
	const struct column_value	 extra[] = {
		{ "id", id, 0 },
		{ "brand_id", act->actor.brand_id, 0 },
		{ "created_at", NULL, act->now },
		{ "updated_at", NULL, act->now },
	};
	struct record			*in = record_copy(act->arena, given);
	const char			*old;
	enum outcome			 e;
	bool				 first;

	e = default_find(act, act->actor.brand_id, &old);
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	first = e == SOUK_NOT_FOUND;
	if ((e = name_check(act, id, record_text(in, PLACE_NAME))) !=
	    SOUK_OK ||
	    (e = default_settle(act, in, first,
	    !says(in, PLACE_ACTIVE, 0))) != SOUK_OK)
		return e;
	if (first)
		record_set_int(in, PLACE_DEFAULT, 1);
	if ((e = compose_insert(act->db, in, extra, 4)) != SOUK_OK ||
	    (e = place_row(act, id, out)) != SOUK_OK)
		return e;
	return place_audit(act, "create_place", id, NULL, *out);
}

enum outcome
place_change(struct act *act, const char *id, const struct record *in,
    struct record **out)
{
	struct record			*before;
	const struct value		*was;
	const struct column_value	 key = { "id", id, 0 };
	struct column_value		 extra[] = {
		{ "updated_at", NULL, act->now }, { "version", NULL, 0 },
	};
	enum outcome			 e;

	if ((e = place_row(act, id, &before)) != SOUK_OK ||
	    (e = catalog_version(act,
	    before->values[PLACE_VERSION].num)) != SOUK_OK)
		return e;
	*out = before;
	if (record_mask(in) == 0)
		return SOUK_OK;
	was = before->values;
	extra[1].num = was[PLACE_VERSION].num + 1;
	if ((e = name_check(act, id, record_text(in, PLACE_NAME))) !=
	    SOUK_OK ||
	    (e = default_settle(act, in, was[PLACE_DEFAULT].num == 1,
	    !says(in, PLACE_ACTIVE, 0) && (was[PLACE_ACTIVE].num == 1 ||
	    says(in, PLACE_ACTIVE, 1)))) != SOUK_OK ||
	    (e = compose_update(act->db, in, extra, 2, &key, 1)) != SOUK_OK ||
	    (e = place_row(act, id, out)) != SOUK_OK)
		return e;
	return place_audit(act, "update_place", id, before, *out);
}

static enum outcome
unused_check(struct act *act, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_used);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	e = db_step(s);
	db_done(s);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return act_refuse(act, SOUK_CONFLICT,
	    &stock_messages[STOCK_PLACE_USED]);
}

enum outcome
place_delete(struct act *act, const char *id)
{
	struct record	*before;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = place_row(act, id, &before)) != SOUK_OK ||
	    (e = catalog_version(act,
	    before->values[PLACE_VERSION].num)) != SOUK_OK)
		return e;
	if (before->values[PLACE_DEFAULT].num == 1)
		return act_refuse(act, SOUK_CONFLICT,
		    &stock_messages[STOCK_PLACE_DEFAULT]);
	if ((e = unused_check(act, id)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_delete);
	db_bind_text(s, ":id", id);
	if ((e = db_run_changed(s)) != SOUK_OK)
		return e;
	return place_audit(act, "delete_place", id, before, NULL);
}
