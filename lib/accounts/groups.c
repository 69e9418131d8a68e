/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/accounts/account.h"
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
/* In the order of group_fields. */
#define GROUP_COLUMNS \
    "g.id, g.brand_id, g.name, (SELECT count(*) FROM customer_group_member m" \
    "  WHERE m.group_id = g.id), g.created_at, g.updated_at, g.version"

static const char sql_read[] =
    "SELECT " GROUP_COLUMNS " FROM customer_group g WHERE g.id = :id";
static const char sql_brand[] =
    "SELECT brand_id FROM customer_group WHERE id = :id";
static const char sql_count[] =
    "SELECT count(*) FROM customer_group WHERE brand_id = :owner";
static const char sql_page[] =
    "SELECT " GROUP_COLUMNS " FROM customer_group g"
    " WHERE g.brand_id = :owner AND (g.name, g.id) > (:key, :id)"
    " ORDER BY g.name, g.id LIMIT :limit OFFSET :offset";
static const char sql_names[] =
    "SELECT id, name FROM customer_group WHERE brand_id = :brand"
    " ORDER BY name LIMIT 100";
static const char sql_delete[] = "DELETE FROM customer_group WHERE id = :id";

static const struct field group_table[] = {
	[GROUP_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "group" },
	[GROUP_BRAND] = {
		.name = "brandId", .column = "brand_id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "brand" },
	[GROUP_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 1, .max = 100,
		.help = "Unique in the brand" },
	[GROUP_MEMBERS] = {
		.name = "members", .column = "members",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "How many there are" },
	[GROUP_CREATED_AT] = {
		.name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[GROUP_UPDATED_AT] = {
		.name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[GROUP_VERSION] = {
		.name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Counts changes of the group itself; the ETag" },
};
static_assert(COUNT(group_table) == GROUP__MAX, "a row for each field");

const struct fieldset group_fields =
    FIELDSET("CustomerGroup", "customer_group", group_table);

/* ---- one group --------------------------------------------------------- */

static enum outcome
group_row(struct act *act, const char *id, struct record **group)
{
	struct stmt	*s = db_sql(act->db, sql_read);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*group = record_new(act->arena, &group_fields);
	compose_row(s, 0, act->arena, *group);
	db_done(s);
	return SOUK_OK;
}

enum outcome
group_read(struct act *act, const char *id, struct record **group)
{
	enum outcome	 e;

	if (!(act->actor.permissions & USER_MANAGE))
		return SOUK_DENIED;
	if ((e = group_row(act, id, group)) != SOUK_OK)
		return e;
	return text_equal((*group)->values[GROUP_BRAND].text,
	    act->actor.brand_id) ? SOUK_OK : act_refuse(act, SOUK_DENIED,
	    &accounts_messages[ACCOUNTS_FOREIGN_BRAND]);
}

static enum outcome
group_take(struct act *act, const char *id, struct record **group)
{
	enum outcome	 e = group_read(act, id, group);

	if (e == SOUK_OK && act->expected_version != 0 &&
	    act->expected_version != (*group)->values[GROUP_VERSION].num)
		return SOUK_STALE;
	return e;
}

enum outcome
group_check(struct act *act, const char *field, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_brand);
	enum outcome	 e;
	bool		 ours;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_NOT_FOUND)
		return act_bad_field(act, field,
		    &accounts_messages[ACCOUNTS_NO_GROUP]);
	if (e != SOUK_OK)
		return e;
	ours = text_equal(db_text(s, 0, NULL), act->actor.brand_id);
	db_done(s);
	return ours ? SOUK_OK : act_refuse(act, SOUK_DENIED,
	    &accounts_messages[ACCOUNTS_FOREIGN_BRAND]);
}

static enum outcome
group_audit(struct act *act, const char *action, const char *id,
    const struct record *before, const struct record *after)
{
	return audit_write(act, &(struct audit){ .action = action,
		.entity_type = "CustomerGroup", .entity_id = id,
		.before = before, .after = after });
}

/* The one thing the table refuses is a name that is there already. */
static enum outcome
name_taken(struct act *act, enum outcome e)
{
	if (e != SOUK_CONFLICT)
		return e;
	act_bad_field(act, "name", &accounts_messages[ACCOUNTS_GROUP_TAKEN]);
	return act_refuse(act, e, &accounts_messages[ACCOUNTS_GROUP_TAKEN]);
}

enum outcome
group_create(struct act *act, const struct record *in, struct record **group)
{
	const char			*id = typeid_new(act->arena, "group",
					    act->now);
	const struct column_value	 extra[] = {
		{ "id", id, 0 },
		{ "brand_id", act->actor.brand_id, 0 },
		{ "created_at", NULL, act->now },
		{ "updated_at", NULL, act->now },
	};
	enum outcome			 e;

	if (!(act->actor.permissions & USER_MANAGE))
		return SOUK_DENIED;
	e = name_taken(act, compose_insert(act->db, in, extra, COUNT(extra)));
	if (e != SOUK_OK || (e = group_row(act, id, group)) != SOUK_OK)
		return e;
	return group_audit(act, "create_group", id, NULL, *group);
}

enum outcome
group_change(struct act *act, const char *id, const struct record *in,
    struct record **group)
{
	const struct column_value	 key = { "id", id, 0 };
	struct column_value		 extra[] = {
		{ "updated_at", NULL, act->now },
		{ "version", NULL, 0 },
	};
	struct record			*before;
	enum outcome			 e;

	if ((e = group_take(act, id, &before)) != SOUK_OK)
		return e;
	*group = before;
	if (record_mask(in) == 0)
		return SOUK_OK;
	extra[1].num = before->values[GROUP_VERSION].num + 1;
	e = name_taken(act, compose_update(act->db, in, extra, COUNT(extra),
	    &key, 1));
	if (e != SOUK_OK || (e = group_row(act, id, group)) != SOUK_OK)
		return e;
	return group_audit(act, "update_group", id, before, *group);
}

/* Whatever is only for this group keeps it there: its foreign key. */
enum outcome
group_delete(struct act *act, const char *id)
{
	struct record	*before;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = group_take(act, id, &before)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_delete);
	db_bind_text(s, ":id", id);
	if ((e = db_run(s)) == SOUK_CONFLICT)
		return act_refuse(act, e,
		    &accounts_messages[ACCOUNTS_GROUP_USED]);
	return e != SOUK_OK ? e :
	    group_audit(act, "delete_group", id, before, NULL);
}

enum outcome
group_names(struct act *act, struct stmt **rows)
{
	*rows = db_sql(act->db, sql_names);
	db_bind_text(*rows, ":brand", act->actor.brand_id);
	return SOUK_OK;
}

/* ---- the list ----------------------------------------------------------- */

static const struct plain_list plain = {
	.name = "groups", .count = sql_count, .page = sql_page,
	.by = LIST_BY_TEXT, .start = { .text = "", .id = "" },
};

enum outcome
group_list(struct act *act, const struct list_query *query, struct rows *rows)
{
	if (!(act->actor.permissions & USER_MANAGE))
		return SOUK_DENIED;
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

const char *
group_list_cursor(struct act *act, const struct rows *rows,
    const struct record *group)
{
	return rows_cursor(act, rows, &(struct cursor){
		.text = group->values[GROUP_NAME].text,
		.id = group->values[GROUP_ID].text });
}
