/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/accounts/accounts.h"
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/price_of.h"
#include "lib/db/compose.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
/* In the order of price_list_fields. */
#define PRICE_LIST_COLUMNS \
    "l.id, l.brand_id, l.name, l.currency, l.group_id, g.name, l.starts_at," \
    " l.ends_at, l.priority, l.is_active," \
    " CASE WHEN l.applying IS NULL THEN 0 ELSE 1 END, l.created_at," \
    " l.updated_at, l.version" \
    " FROM price_list l LEFT JOIN customer_group g ON g.id = l.group_id"

static const char sql_read[] =
    "SELECT " PRICE_LIST_COLUMNS " WHERE l.id = :id AND l.is_deleted = 0";
static const char sql_count[] =
    "SELECT count(*) FROM price_list"
    " WHERE brand_id = :owner AND is_deleted = 0";
static const char sql_page[] =
    "SELECT " PRICE_LIST_COLUMNS
    " WHERE l.brand_id = :owner AND l.is_deleted = 0"
    " AND (l.created_at, l.id) < (:key, :id)"
    " ORDER BY l.created_at DESC, l.id DESC LIMIT :limit OFFSET :offset";
static const char sql_delete[] = "DELETE FROM price_list WHERE id = :id";
/* Out of force, and no longer in the way of its group. */
static const char sql_retire[] =
    "UPDATE price_list SET is_deleted = 1, is_active = 0, group_id = NULL"
    " WHERE id = :id";

static const struct field price_list_table[] = {
	[PRICE_LIST_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "plist",
		.help = "TypeID" },
	[PRICE_LIST_BRAND] = {
		.name = "brandId", .column = "brand_id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "brand",
		.help = "Whose it is" },
	[PRICE_LIST_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 1, .max = 100,
		.help = "For the shopkeeper" },
	[PRICE_LIST_CURRENCY] = {
		.name = "currency", .column = "currency",
		.type = FIELD_CURRENCY,
		.flags = FIELD_REQUIRED | FIELD_CREATE_ONLY,
		.help = "ISO 4217, of its prices" },
	[PRICE_LIST_GROUP] = {
		.name = "groupId", .column = "group_id", .type = FIELD_ID,
		.flags = FIELD_NULLABLE, .prefix = "group",
		.initial = "null",
		.help = "The customers it is for; null: everybody" },
	[PRICE_LIST_GROUP_NAME] = {
		.name = "groupName", .column = "group_name",
		.type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "What that group is called" },
	[PRICE_LIST_STARTS] = {
		.name = "startsAt", .column = "starts_at",
		.type = FIELD_TIME, .flags = FIELD_NULLABLE,
		.initial = "null", .help = "From this instant; null: now" },
	[PRICE_LIST_ENDS] = {
		.name = "endsAt", .column = "ends_at", .type = FIELD_TIME,
		.flags = FIELD_NULLABLE, .initial = "null",
		.help = "To just before this instant; null: for good" },
	[PRICE_LIST_PRIORITY] = {
		.name = "priority", .column = "priority",
		.type = FIELD_INTEGER, .min = 0, .max = 1000,
		.initial = "0",
		.help = "The highest decides, then the lowest amount" },
	[PRICE_LIST_ACTIVE] = {
		.name = "isActive", .column = "is_active",
		.type = FIELD_BOOLEAN, .initial = "true",
		.help = "False: never in force" },
	[PRICE_LIST_APPLYING] = {
		.name = "isApplying", .column = "is_applying",
		.type = FIELD_BOOLEAN, .flags = FIELD_READ_ONLY,
		.help = "Lists of products do not show all of it yet" },
	[PRICE_LIST_CREATED_AT] = {
		.name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[PRICE_LIST_UPDATED_AT] = {
		.name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[PRICE_LIST_VERSION] = {
		.name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Counts changes but those of prices; for If-Match" },
};
static_assert(COUNT(price_list_table) == PRICE_LIST__MAX,
    "a row for each field");

const struct fieldset price_list_fields =
    FIELDSET("PriceList", "price_list", price_list_table);

/* ---- reading ------------------------------------------------------------ */

enum outcome
price_list_read(struct act *act, const char *id, struct record **list)
{
	struct stmt	*s = db_sql(act->db, sql_read);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*list = record_new(act->arena, &price_list_fields);
	compose_row(s, 0, act->arena, *list);
	db_done(s);
	return catalog_brand(act, record_text(*list, PRICE_LIST_BRAND));
}

static const struct plain_list plain = {
	.name = "price lists", .count = sql_count, .page = sql_page,
	.by = LIST_BY_NUMBER, .start = { .num = INT64_MAX, .id = "" },
};

enum outcome
price_list_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

const char *
price_list_list_cursor(struct act *act, const struct rows *rows,
    const struct record *list)
{
	return rows_cursor(act, rows, &(struct cursor){
		.num = list->values[PRICE_LIST_CREATED_AT].num,
		.id = record_text(list, PRICE_LIST_ID) });
}

/* ---- writing -------------------------------------------------------------- */

/* A value as it will be: given, else as it was. */
static const struct value *
merged(const struct record *in, const struct record *old, int field)
{
	return old == NULL || record_has(in, field) ? &in->values[field] :
	    &old->values[field];
}

/* old NULL: a new list. */
static enum outcome
list_check(struct act *act, const struct record *in, const struct record *old)
{
	const struct value	*starts = merged(in, old, PRICE_LIST_STARTS);
	const struct value	*ends = merged(in, old, PRICE_LIST_ENDS);
	const char		*group = record_text(in, PRICE_LIST_GROUP);

	if (starts->state == VALUE_SET && ends->state == VALUE_SET &&
	    ends->num <= starts->num)
		return act_bad_field(act, "endsAt",
		    &catalog_messages[CATALOG_LIST_DATES]);
	return group == NULL ? SOUK_OK : group_check(act, "groupId", group);
}

static enum outcome
list_audit(struct act *act, const char *action, const char *id,
    const struct record *before, const struct record *after)
{
	catalog_moved(act);
	return audit_write(act, &(struct audit){ .action = action,
		.entity_type = "PriceList", .entity_id = id,
		.before = before, .after = after });
}

bool
price_list_is_public(struct act *act, const struct record *list)
{
	return record_text(list, PRICE_LIST_GROUP) == NULL &&
	    list->values[PRICE_LIST_ACTIVE].num == 1 &&
	    record_is(list, PRICE_LIST_CURRENCY,
	    settings_currency(act->settings));
}

enum outcome
price_list_create(struct act *act, const struct record *in,
    struct record **list)
{
	const char			*id = typeid_new(act->arena, "plist",
					    act->now);
	const struct column_value	 extra[] = {
		{ "id", id, 0 },
		{ "brand_id", act->actor.brand_id, 0 },
		{ "created_at", NULL, act->now },
		{ "updated_at", NULL, act->now },
	};
	enum outcome			 e;

	if ((e = list_check(act, in, NULL)) != SOUK_OK ||
	    (e = compose_insert(act->db, in, extra, COUNT(extra))) !=
	    SOUK_OK ||
	    (e = price_list_read(act, id, list)) != SOUK_OK ||
	    (e = price_list_await(act, *list)) != SOUK_OK)
		return e;
	return list_audit(act, "create_price_list", id, NULL, *list);
}

/* Does anything that the public pays hang on what was changed? */
static bool
change_matters(struct act *act, const struct record *in,
    const struct record *before, const struct record *after)
{
	static const int	 fields[] = { PRICE_LIST_GROUP,
		PRICE_LIST_STARTS, PRICE_LIST_ENDS, PRICE_LIST_PRIORITY,
		PRICE_LIST_ACTIVE };
	size_t			 i;

	for (i = 0; i < COUNT(fields); i++)
		if (record_has(in, fields[i]))
			return price_list_is_public(act, before) ||
			    price_list_is_public(act, after);
	return false;
}

static enum outcome
list_settle(struct act *act, const struct record *in,
    const struct record *before, struct record **after)
{
	const char	*id = record_text(before, PRICE_LIST_ID);
	enum outcome	 e;

	if ((e = price_list_read(act, id, after)) != SOUK_OK ||
	    (e = price_list_await(act, *after)) != SOUK_OK)
		return e;
	if (!change_matters(act, in, before, *after))
		return SOUK_OK;
	if ((e = price_list_apply(act, id)) != SOUK_OK)
		return e;
	return price_list_read(act, id, after);
}

enum outcome
price_list_change(struct act *act, const char *id, const struct record *in,
    struct record **list)
{
	const struct column_value	 key = { "id", id, 0 };
	struct column_value		 extra[] = {
		{ "updated_at", NULL, act->now },
		{ "version", NULL, 0 },
	};
	struct record			*before;
	enum outcome			 e;

	if ((e = price_list_read(act, id, &before)) != SOUK_OK ||
	    (e = catalog_version(act,
	    before->values[PRICE_LIST_VERSION].num)) != SOUK_OK)
		return e;
	*list = before;
	if (record_mask(in) == 0)
		return SOUK_OK;
	extra[1].num = before->values[PRICE_LIST_VERSION].num + 1;
	if ((e = list_check(act, in, before)) != SOUK_OK ||
	    (e = compose_update(act->db, in, extra, COUNT(extra), &key, 1)) !=
	    SOUK_OK ||
	    (e = list_settle(act, in, before, list)) != SOUK_OK)
		return e;
	return list_audit(act, "update_price_list", id, before, *list);
}

static enum outcome
run_with_id(struct act *act, const char *sql, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":id", id);
	return db_run(s);
}

static enum outcome
list_remove(struct act *act, const char *id)
{
	const char	**products;
	enum outcome	 e;
	size_t		 n;
	bool		 is_long;

	if ((e = price_list_is_long(act, id, &is_long)) != SOUK_OK)
		return e;
	if (is_long)
		return (e = run_with_id(act, sql_retire, id)) != SOUK_OK ? e :
		    price_list_apply(act, id);
	if ((e = price_list_products(act, id, &products, &n)) != SOUK_OK ||
	    (e = run_with_id(act, sql_delete, id)) != SOUK_OK)
		return e;
	return products_refresh(act, products, n);
}

enum outcome
price_list_delete(struct act *act, const char *id)
{
	struct record	*before;
	enum outcome	 e;

	if ((e = price_list_read(act, id, &before)) != SOUK_OK ||
	    (e = catalog_version(act,
	    before->values[PRICE_LIST_VERSION].num)) != SOUK_OK ||
	    (e = list_remove(act, id)) != SOUK_OK)
		return e;
	return list_audit(act, "delete_price_list", id, before, NULL);
}
