/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/accounts/groups.h"
#include "lib/base/arena.h"
#include "lib/base/messages.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/resource.h"
#include "lib/db/compose.h"
#include "lib/orders/admin_messages.h"
#include "lib/orders/promotions.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define LIMIT_MAX	1000000000
/* The stored ones of promotion_fields, in order. */
#define PROMOTION_COLUMNS \
    "id, brand_id, name, code, kind, rate, currency, amount, buy_quantity," \
    " get_quantity, minimum, scope, group_id, stacks, priority, is_active," \
    " starts_at, ends_at, usage_limit, customer_limit, used, created_at," \
    " updated_at, version FROM promotion"

static const char sql_read[] =
    "SELECT " PROMOTION_COLUMNS " WHERE id = :id";
static const char sql_count[] =
    "SELECT count(*) FROM promotion WHERE brand_id = :owner";
static const char sql_page[] =
    "SELECT " PROMOTION_COLUMNS " WHERE brand_id = :owner AND id < :id"
    " ORDER BY id DESC LIMIT :limit OFFSET :offset";
static const char sql_delete[] = "DELETE FROM promotion WHERE id = :id";
static const char sql_used[] =
    "SELECT 1 FROM promotion_use WHERE promotion_id = :id LIMIT 1";
static const char sql_targets[] =
    "SELECT target_id FROM promotion_target WHERE promotion_id = :id"
    " ORDER BY target_id";
static const char sql_drop_targets[] =
    "DELETE FROM promotion_target WHERE promotion_id = :id";
static const char sql_put_target[] =
    "INSERT INTO promotion_target (promotion_id, target_id)"
    " VALUES (:id, :target) ON CONFLICT DO NOTHING";
static const char sql_product[] =
    "SELECT brand_id FROM product WHERE id = :id";
static const char sql_category[] =
    "SELECT brand_id FROM category WHERE id = :id";
static const char sql_collection[] =
    "SELECT brand_id FROM collection WHERE id = :id";

const char *const promotion_kinds[] = {
	[PROMOTION_PERCENT] = "percent", [PROMOTION_AMOUNT] = "amount",
	[PROMOTION_FREE_SHIPPING] = "free_shipping",
	[PROMOTION_BUY_GET] = "buy_get", NULL
};
static_assert(COUNT(promotion_kinds) == PROMOTION_KIND__MAX + 1,
    "a name for each");

const char *const promotion_scopes[] = {
	[SCOPE_ALL] = "all", [SCOPE_PRODUCTS] = "products",
	[SCOPE_CATEGORIES] = "categories",
	[SCOPE_COLLECTIONS] = "collections", NULL
};
static_assert(COUNT(promotion_scopes) == SCOPE__MAX + 1, "a name for each");

enum promotion_kind
promotion_kind_from(const char *name)
{
	int	 i;

	for (i = 0; i < PROMOTION_KIND__MAX; i++)
		if (text_equal(promotion_kinds[i], name))
			return (enum promotion_kind)i;
	return PROMOTION_KIND__MAX;
}

const char *
promotion_code_fold(struct arena *arena, const char *code)
{
	return text_fold(arena, code, strlen(code));
}

/* ---- fields ---------------------------------------------------------------- */

static const struct field promotion_table[] = {
	[PROMOTION_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "promo",
		.help = "TypeID" },
	[PROMOTION_BRAND] = {
		.name = "brandId", .column = "brand_id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "brand",
		.help = "Whose it is" },
	[PROMOTION_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 1, .max = 100,
		.help = "As the buyer reads it beside what it takes off" },
	[PROMOTION_CODE] = {
		.name = "code", .column = "code", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 1, .max = 50,
		.initial = "null",
		.help = "What the buyer enters, whatever its case and accents; "
		    "null: it holds by itself" },
	[PROMOTION_KIND] = {
		.name = "kind", .column = "kind", .type = FIELD_ENUM,
		.flags = FIELD_REQUIRED | FIELD_CREATE_ONLY,
		.choices = promotion_kinds,
		.help = "percent needs rate, amount needs amount, buy_get "
		    "buyQuantity and getQuantity: the cheapest pieces are "
		    "free" },
	[PROMOTION_RATE] = {
		.name = "rate", .column = "rate", .type = FIELD_INTEGER,
		.flags = FIELD_NULLABLE, .min = 1, .max = 1000000,
		.help = "In millionths: 250000 is 25 %" },
	[PROMOTION_CURRENCY] = {
		.name = "currency", .column = "currency",
		.type = FIELD_CURRENCY, .flags = FIELD_NULLABLE,
		.help = "Of amount and minimum: it holds in this one only; "
		    "null: in any" },
	[PROMOTION_AMOUNT_OFF] = {
		.name = "amount", .column = "amount", .type = FIELD_MONEY,
		.flags = FIELD_NULLABLE, .min = 1, .max = MONEY_MAX,
		.help = "Off the lines in its scope, by their share" },
	[PROMOTION_BUY] = {
		.name = "buyQuantity", .column = "buy_quantity",
		.type = FIELD_INTEGER, .flags = FIELD_NULLABLE, .min = 1,
		.max = 1000, .help = "Of so many that are paid" },
	[PROMOTION_GET] = {
		.name = "getQuantity", .column = "get_quantity",
		.type = FIELD_INTEGER, .flags = FIELD_NULLABLE, .min = 1,
		.max = 1000, .help = "so many more are free" },
	[PROMOTION_MINIMUM] = {
		.name = "minimum", .column = "minimum", .type = FIELD_MONEY,
		.flags = FIELD_NULLABLE, .min = 0, .max = MONEY_MAX,
		.help = "What the goods in its scope come to, at least, before "
		    "anything is taken off" },
	[PROMOTION_SCOPE] = {
		.name = "scope", .column = "scope", .type = FIELD_ENUM,
		.choices = promotion_scopes, .initial = "\"all\"",
		.help = "What it is about: categories with those below them" },
	[PROMOTION_TARGETS] = {
		.name = "targetIds", .type = FIELD_TEXTS,
		.max = PROMOTION_TARGETS_MAX,
		.help = "Products, categories or collections, as scope says" },
	[PROMOTION_GROUP] = {
		.name = "groupId", .column = "group_id", .type = FIELD_ID,
		.flags = FIELD_NULLABLE, .prefix = "group",
		.initial = "null",
		.help = "The customers it is for; null: everybody" },
	[PROMOTION_STACKS] = {
		.name = "stacks", .column = "stacks", .type = FIELD_BOOLEAN,
		.initial = "true",
		.help = "False: it holds alone, when it is worth more than all "
		    "others together" },
	[PROMOTION_PRIORITY] = {
		.name = "priority", .column = "priority",
		.type = FIELD_INTEGER, .min = 0, .max = 1000,
		.initial = "0", .help = "The highest comes first" },
	[PROMOTION_ACTIVE] = {
		.name = "isActive", .column = "is_active",
		.type = FIELD_BOOLEAN, .initial = "true",
		.help = "False: never in force" },
	[PROMOTION_STARTS] = {
		.name = "startsAt", .column = "starts_at",
		.type = FIELD_TIME, .flags = FIELD_NULLABLE,
		.help = "From this instant; null: now" },
	[PROMOTION_ENDS] = {
		.name = "endsAt", .column = "ends_at", .type = FIELD_TIME,
		.flags = FIELD_NULLABLE,
		.help = "To just before this instant; null: for good" },
	[PROMOTION_LIMIT] = {
		.name = "usageLimit", .column = "usage_limit",
		.type = FIELD_INTEGER, .flags = FIELD_NULLABLE, .min = 1,
		.max = LIMIT_MAX, .help = "Orders it may be used in; null: "
		    "any number" },
	[PROMOTION_CUSTOMER_LIMIT] = {
		.name = "customerLimit", .column = "customer_limit",
		.type = FIELD_INTEGER, .flags = FIELD_NULLABLE, .min = 1,
		.max = LIMIT_MAX, .help = "Of one customer's; null: any "
		    "number" },
	[PROMOTION_USED] = {
		.name = "used", .column = "used", .type = FIELD_INTEGER,
		.flags = FIELD_READ_ONLY, .help = "Orders it was used in" },
	[PROMOTION_CREATED_AT] = {
		.name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[PROMOTION_UPDATED_AT] = {
		.name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[PROMOTION_VERSION] = {
		.name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Counts changes, not uses; for If-Match" },
};
static_assert(COUNT(promotion_table) == PROMOTION__MAX,
    "a row for each field");
const struct fieldset promotion_fields =
    FIELDSET("Promotion", "promotion", promotion_table);

/* ---- checks ---------------------------------------------------------------- */

static enum outcome
code_settle(struct act *act, struct record *in)
{
	const char	*code = record_text(in, PROMOTION_CODE);

	if (code == NULL)
		return SOUK_OK;
	code = promotion_code_fold(act->arena, code);
	record_set_text(in, PROMOTION_CODE, code);
	return *code != '\0' ? SOUK_OK :
	    act_bad_field(act, "code", &admin_messages[CODE_EMPTY]);
}

/* What a kind cannot do without. */
static const int	needs[PROMOTION_KIND__MAX][2] = {
	[PROMOTION_PERCENT] = { PROMOTION_RATE, -1 },
	[PROMOTION_AMOUNT] = { PROMOTION_AMOUNT_OFF, -1 },
	[PROMOTION_FREE_SHIPPING] = { -1, -1 },
	[PROMOTION_BUY_GET] = { PROMOTION_BUY, PROMOTION_GET },
};

static enum outcome
needs_check(struct act *act, const struct record *in,
    const struct record *before)
{
	const enum promotion_kind	 kind = promotion_kind_from(
	    value_merged(in, before, PROMOTION_KIND)->text);
	enum outcome			 e = SOUK_OK;
	int				 i;

	for (i = 0; i < 2 && needs[kind][i] >= 0; i++)
		if (value_merged(in, before, needs[kind][i])->state !=
		    VALUE_SET)
			e = act_bad_field(act,
			    promotion_table[needs[kind][i]].name,
			    &admin_messages[OFF_NEEDS]);
	return e;
}

/*
 * An amount that comes without its currency was read as one of the shop's; one
 * that stays would be another in another currency.
 */
static enum outcome
currency_settle(struct act *act, struct record *in,
    const struct record *before)
{
	static const int	 amounts[] = { PROMOTION_AMOUNT_OFF,
		PROMOTION_MINIMUM };
	const char		*shop = settings_currency(act->settings);
	const char		*was = before == NULL ? NULL :
				    record_text(before, PROMOTION_CURRENCY);
	size_t			 i;

	for (i = 0; i < COUNT(amounts); i++) {
		const bool	 comes = in->values[amounts[i]].state ==
				    VALUE_SET;
		const bool	 stays = !record_has(in, amounts[i]) &&
				    before != NULL && record_text(before,
				    PROMOTION_CURRENCY) != NULL &&
				    before->values[amounts[i]].state ==
				    VALUE_SET;

		if (comes && record_text(in, PROMOTION_CURRENCY) == NULL) {
			if (was != NULL && !text_equal(was, shop))
				return act_bad_field(act, "currency",
				    &base_messages[BASE_REQUIRED]);
			record_set_text(in, PROMOTION_CURRENCY, shop);
		}
		if (stays && record_has(in, PROMOTION_CURRENCY) &&
		    !text_equal(record_text(in, PROMOTION_CURRENCY), was))
			return act_bad_field(act,
			    promotion_table[amounts[i]].name,
			    &base_messages[BASE_REQUIRED]);
	}
	return SOUK_OK;
}

static enum outcome
bounds_check(struct act *act, const struct record *in,
    const struct record *before)
{
	const struct value	*starts = value_merged(in, before,
				    PROMOTION_STARTS);
	const struct value	*ends = value_merged(in, before,
				    PROMOTION_ENDS);
	const struct value	*limit = &in->values[PROMOTION_LIMIT];
	const int64_t		 used = before == NULL ? 0 :
				    before->values[PROMOTION_USED].num;

	if (starts->state == VALUE_SET && ends->state == VALUE_SET &&
	    ends->num <= starts->num)
		return act_bad_field(act, "endsAt",
		    &catalog_messages[CATALOG_LIST_DATES]);
	if (limit->state == VALUE_SET && limit->num < used)
		return act_bad_number(act, "usageLimit",
		    &base_messages[BASE_TOO_SMALL], used, 0);
	return SOUK_OK;
}

/* ---- targets ------------------------------------------------------------------ */

static enum outcome
target_check(struct act *act, const char *sql, const char *id, size_t i)
{
	struct stmt	*s = db_sql(act->db, sql);
	const char	*brand = NULL;
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		brand = db_copy(s, 0, act->arena);
	db_done(s);
	if (e == SOUK_NOT_FOUND)
		return act_bad_field(act, arena_printf(act->arena,
		    "targetIds[%zu]", i), &admin_messages[OFF_TARGET]);
	return e != SOUK_OK ? e : catalog_brand(act, brand);
}

static enum outcome
targets_check(struct act *act, struct record *in, const struct record *before)
{
	static const char *const	 sqls[] = { [SCOPE_ALL] = NULL,
		[SCOPE_PRODUCTS] = sql_product,
		[SCOPE_CATEGORIES] = sql_category,
		[SCOPE_COLLECTIONS] = sql_collection };
	struct value			*targets =
	    &in->values[PROMOTION_TARGETS];
	const bool			 given = targets->state == VALUE_SET;
	const char			*scope = value_merged(in, before,
					    PROMOTION_SCOPE)->text;
	enum outcome			 e = SOUK_OK;
	size_t				 i;
	int				 which = SCOPE_ALL;

	while (!text_equal(promotion_scopes[which], scope))
		which++;
	if (which == SCOPE_ALL) {
		*targets = (struct value){ .state = VALUE_SET };
		return SOUK_OK;
	}
	if ((given && targets->count == 0) || (!given && (before == NULL ||
	    !record_is(before, PROMOTION_SCOPE, scope))))
		return act_bad_field(act, "targetIds",
		    &base_messages[BASE_REQUIRED]);
	for (i = 0; i < targets->count && (e == SOUK_OK ||
	    e == SOUK_INVALID); i++) {
		const enum outcome	 one = target_check(act, sqls[which],
		    targets->texts[i], i);

		e = one == SOUK_OK ? e : one;
	}
	return e;
}

static enum outcome
check(struct act *act, struct record *in, const struct record *before)
{
	const char	*group = record_text(in, PROMOTION_GROUP);
	enum outcome	 e;

	if ((e = code_settle(act, in)) != SOUK_OK ||
	    (e = needs_check(act, in, before)) != SOUK_OK ||
	    (e = currency_settle(act, in, before)) != SOUK_OK ||
	    (e = bounds_check(act, in, before)) != SOUK_OK ||
	    (e = targets_check(act, in, before)) != SOUK_OK)
		return e;
	return group == NULL ? SOUK_OK : group_check(act, "groupId", group);
}

/* ---- lists ------------------------------------------------------------------- */

static enum outcome
store(struct act *act, const char *id, const struct record *in)
{
	const struct value	*targets = &in->values[PROMOTION_TARGETS];
	struct stmt		*s;
	enum outcome		 e;
	size_t			 i;

	if (targets->state != VALUE_SET)
		return SOUK_OK;
	s = db_sql(act->db, sql_drop_targets);
	db_bind_text(s, ":id", id);
	e = db_run(s);
	for (i = 0; i < targets->count && e == SOUK_OK; i++) {
		s = db_sql(act->db, sql_put_target);
		db_bind_text(s, ":id", id);
		db_bind_text(s, ":target", targets->texts[i]);
		e = db_run(s);
	}
	return e;
}

static enum outcome
fill(struct act *act, struct record *promotion)
{
	struct value	*targets = &promotion->values[PROMOTION_TARGETS];
	struct stmt	*s = db_sql(act->db, sql_targets);
	enum outcome	 e;

	*targets = (struct value){ .state = VALUE_SET,
		.texts = arena_array(act->arena, PROMOTION_TARGETS_MAX,
		    sizeof(*targets->texts)) };
	db_bind_text(s, ":id", record_text(promotion, PROMOTION_ID));
	while ((e = db_step(s)) == SOUK_OK &&
	    targets->count < PROMOTION_TARGETS_MAX)
		targets->texts[targets->count++] = db_copy(s, 0, act->arena);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The books say what took something off. */
static enum outcome
may_go(struct act *act, const char *id)
{
	bool			 used;
	const enum outcome	 e = is_there(act, sql_used, id, &used);

	return e != SOUK_OK || !used ? e : act_refuse(act, SOUK_CONFLICT,
	    &admin_messages[OFF_USED]);
}

static const struct resource promotions = {
	.fields = &promotion_fields, .id = PROMOTION_ID,
	.brand = PROMOTION_BRAND, .version = PROMOTION_VERSION,
	.prefix = "promo", .type = "Promotion",
	.created = "create_promotion", .updated = "update_promotion",
	.deleted = "delete_promotion", .sql_read = sql_read,
	.sql_delete = sql_delete, .taken = &admin_messages[CODE_TAKEN],
	.check = check, .store = store, .fill = fill, .may_go = may_go,
};

/* ---- what others call ----------------------------------------------------------- */

enum outcome
promotion_create(struct act *act, const struct record *in,
    struct record **out)
{
	return resource_create(act, &promotions, in, out);
}

enum outcome
promotion_read(struct act *act, const char *id, struct record **out)
{
	return resource_read(act, &promotions, id, out);
}

enum outcome
promotion_change(struct act *act, const char *id, const struct record *in,
    struct record **out)
{
	return resource_change(act, &promotions, id, in, out);
}

enum outcome
promotion_delete(struct act *act, const char *id)
{
	return resource_delete(act, &promotions, id);
}

/* Ids grow with time; '~' is above all of them. */
static const struct plain_list plain = {
	.name = "promotions", .count = sql_count, .page = sql_page,
	.by = LIST_BY_ID, .start = { .id = "~" },
};

enum outcome
promotion_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

enum outcome
promotion_list_next(struct act *act, struct rows *rows,
    struct record *promotion)
{
	const enum outcome	 e = rows_next(rows, act->arena, promotion);

	return e != SOUK_OK ? e : fill(act, promotion);
}

const char *
promotion_list_cursor(struct act *act, const struct rows *rows,
    const struct record *promotion)
{
	return rows_cursor_by_id(act, rows,
	    record_text(promotion, PROMOTION_ID));
}
