/* SPDX-License-Identifier: ISC */
#include "lib/orders/shipping.h"

#include <assert.h>

#include "lib/base/text.h"
#include "lib/catalog/resource.h"
#include "lib/catalog/stock_parts.h"
#include "lib/db/compose.h"
#include "lib/orders/admin_messages.h"
#include "lib/orders/zones.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
/* The stored ones of shipping_fields, in order. */
#define SHIPPING_COLUMNS \
    "m.id, m.brand_id, m.kind, m.zone_id, z.name, m.place_id, p.name," \
    " m.name, m.description, m.tax_class, m.days_min, m.days_max," \
    " m.is_active, m.position, m.created_at, m.updated_at, m.version" \
    " FROM shipping_method m LEFT JOIN zone z ON z.id = m.zone_id" \
    " LEFT JOIN place p ON p.id = m.place_id"

static const char sql_read[] =
    "SELECT " SHIPPING_COLUMNS " WHERE m.id = :id";
static const char sql_count[] =
    "SELECT count(*) FROM shipping_method WHERE brand_id = :owner";
static const char sql_page[] =
    "SELECT " SHIPPING_COLUMNS " WHERE m.brand_id = :owner"
    " AND (m.position, m.id) > (:key, :id)"
    " ORDER BY m.position, m.id LIMIT :limit OFFSET :offset";
static const char sql_delete[] = "DELETE FROM shipping_method WHERE id = :id";
static const char sql_steps[] =
    "SELECT currency, from_amount, from_weight, amount FROM shipping_rate"
    " WHERE method_id = :id ORDER BY currency, from_amount, from_weight";
static const char sql_drop_steps[] =
    "DELETE FROM shipping_rate WHERE method_id = :id";

const char *const shipping_kinds[] = {
	[SHIPPING_CARRIER] = "carrier", [SHIPPING_COURIER] = "courier",
	[SHIPPING_PICKUP] = "pickup", NULL
};
static_assert(COUNT(shipping_kinds) == SHIPPING_KIND__MAX + 1,
    "a name for each");

/* ---- fields ---------------------------------------------------------------- */

static const struct field step_table[] = {
	[STEP_CURRENCY] = {
		.name = "currency", .column = "currency",
		.type = FIELD_CURRENCY, .flags = FIELD_REQUIRED,
		.help = "ISO 4217; a cart in another is not offered this "
		    "method" },
	[STEP_FROM_AMOUNT] = {
		.name = "fromAmount", .column = "from_amount",
		.type = FIELD_MONEY, .min = 0, .max = INT64_C(1000000000000),
		.initial = "0", .help = "What the goods come to, at least" },
	[STEP_FROM_WEIGHT] = {
		.name = "fromWeight", .column = "from_weight",
		.type = FIELD_INTEGER, .min = 0, .max = 1000000000,
		.initial = "0", .help = "What they weigh, at least, in grams" },
	[STEP_AMOUNT] = {
		.name = "amount", .column = "amount", .type = FIELD_MONEY,
		.flags = FIELD_REQUIRED, .min = 0,
		.max = INT64_C(1000000000000),
		.help = "What shipping costs then" },
};
static_assert(COUNT(step_table) == STEP__MAX, "a row for each field");
const struct fieldset shipping_rate_fields =
    FIELDSET("ShippingRate", "shipping_rate", step_table);

static const struct field shipping_table[] = {
	[SHIPPING_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "ship",
		.help = "TypeID" },
	[SHIPPING_BRAND] = {
		.name = "brandId", .column = "brand_id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "brand",
		.help = "Whose it is" },
	[SHIPPING_KIND] = {
		.name = "kind", .column = "kind", .type = FIELD_ENUM,
		.flags = FIELD_REQUIRED | FIELD_CREATE_ONLY,
		.choices = shipping_kinds,
		.help = "pickup: the buyer fetches it" },
	[SHIPPING_ZONE] = {
		.name = "zoneId", .column = "zone_id", .type = FIELD_ID,
		.flags = FIELD_NULLABLE, .prefix = "zone",
		.help = "Where it goes; null for pickup, and only then" },
	[SHIPPING_ZONE_NAME] = {
		.name = "zoneName", .column = "zone_name", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "What that zone is called" },
	[SHIPPING_PLACE] = {
		.name = "placeId", .column = "place_id", .type = FIELD_ID,
		.flags = FIELD_NULLABLE, .prefix = "place",
		.help = "Of pickup: where it is fetched" },
	[SHIPPING_PLACE_NAME] = {
		.name = "placeName", .column = "place_name",
		.type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "What that place is called" },
	[SHIPPING_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 1, .max = 100,
		.help = "For the buyer" },
	[SHIPPING_DESCRIPTION] = {
		.name = "description", .column = "description",
		.type = FIELD_TEXT, .flags = FIELD_NULLABLE | FIELD_LINES,
		.max = 1000, .help = "For the buyer" },
	[SHIPPING_TAX_CLASS] = {
		.name = "taxClass", .column = "tax_class", .type = FIELD_ENUM,
		.choices = tax_classes, .initial = "\"standard\"",
		.help = "How shipping is taxed" },
	[SHIPPING_DAYS_MIN] = {
		.name = "daysMin", .column = "days_min",
		.type = FIELD_INTEGER, .flags = FIELD_NULLABLE, .min = 0,
		.max = 365, .help = "On the way, at least" },
	[SHIPPING_DAYS_MAX] = {
		.name = "daysMax", .column = "days_max",
		.type = FIELD_INTEGER, .flags = FIELD_NULLABLE, .min = 0,
		.max = 365, .help = "On the way, at most" },
	[SHIPPING_ACTIVE] = {
		.name = "isActive", .column = "is_active",
		.type = FIELD_BOOLEAN, .initial = "true",
		.help = "False: not offered" },
	[SHIPPING_POSITION] = {
		.name = "position", .column = "position",
		.type = FIELD_INTEGER, .min = 0, .max = 1000000,
		.initial = "0", .help = "The lowest is offered first" },
	[SHIPPING_RATES] = {
		.name = "rates", .type = FIELD_LIST, .max = 500,
		.of = &shipping_rate_fields,
		.help = "Of those reached the one that asks for most holds: "
		    "by fromAmount, then by fromWeight" },
	[SHIPPING_CREATED_AT] = {
		.name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[SHIPPING_UPDATED_AT] = {
		.name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[SHIPPING_VERSION] = {
		.name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Counts changes; for If-Match" },
};
static_assert(COUNT(shipping_table) == SHIPPING__MAX,
    "a row for each field");
const struct fieldset shipping_fields =
    FIELDSET("ShippingMethod", "shipping_method", shipping_table);

/* ---- checks ---------------------------------------------------------------- */

static enum outcome
where_check(struct act *act, const struct record *in,
    const struct record *before)
{
	const bool	 pickup = text_equal("pickup", value_merged(in,
			    before, SHIPPING_KIND)->text);
	const char	*zone = record_text(in, SHIPPING_ZONE);
	const char	*place = record_text(in, SHIPPING_PLACE);
	const bool	 goes = value_merged(in, before,
			    SHIPPING_ZONE)->state == VALUE_SET;
	enum outcome	 e;

	if (pickup == goes)
		return act_bad_field(act, "zoneId", &admin_messages[pickup ?
		    METHOD_PICKUP : METHOD_NO_ZONE]);
	if (!pickup && place != NULL)
		return act_bad_field(act, "placeId",
		    &admin_messages[METHOD_PLACE]);
	if (zone != NULL && (e = zone_check(act, "zoneId", zone)) != SOUK_OK)
		return e;
	return place == NULL ? SOUK_OK : place_check(act, "placeId", place);
}

static enum outcome
days_check(struct act *act, const struct record *in,
    const struct record *before)
{
	const struct value	*min = value_merged(in, before,
				    SHIPPING_DAYS_MIN);
	const struct value	*max = value_merged(in, before,
				    SHIPPING_DAYS_MAX);

	if (min->state == VALUE_SET && max->state == VALUE_SET &&
	    max->num < min->num)
		return act_bad_field(act, "daysMax",
		    &admin_messages[METHOD_DAYS]);
	return SOUK_OK;
}

static enum outcome
check(struct act *act, struct record *in, const struct record *before)
{
	const enum outcome	 e = where_check(act, in, before);

	return e != SOUK_OK ? e : days_check(act, in, before);
}

/* ---- lists ------------------------------------------------------------------- */

static enum outcome
store(struct act *act, const char *id, const struct record *in)
{
	const struct column_value	 owner = { "method_id", id, 0 };
	const enum outcome		 e = list_store(act, sql_drop_steps,
					    &owner, 1,
					    &in->values[SHIPPING_RATES]);

	return e == SOUK_CONFLICT ? act_bad_field(act, "rates",
	    &admin_messages[STEP_TWICE]) : e;
}

static enum outcome
fill(struct act *act, struct record *method)
{
	return list_fill(act, sql_steps, record_text(method, SHIPPING_ID),
	    &shipping_rate_fields, &method->values[SHIPPING_RATES]);
}

static const struct resource methods = {
	.fields = &shipping_fields, .id = SHIPPING_ID,
	.brand = SHIPPING_BRAND, .version = SHIPPING_VERSION,
	.prefix = "ship", .type = "ShippingMethod",
	.created = "create_shipping_method",
	.updated = "update_shipping_method",
	.deleted = "delete_shipping_method", .sql_read = sql_read,
	.sql_delete = sql_delete,
	.taken = &admin_messages[METHOD_NAME_TAKEN],
	.check = check, .store = store, .fill = fill,
};

/* ---- what others call ----------------------------------------------------------- */

enum outcome
shipping_create(struct act *act, const struct record *in, struct record **out)
{
	return resource_create(act, &methods, in, out);
}

enum outcome
shipping_read(struct act *act, const char *id, struct record **out)
{
	return resource_read(act, &methods, id, out);
}

enum outcome
shipping_change(struct act *act, const char *id, const struct record *in,
    struct record **out)
{
	return resource_change(act, &methods, id, in, out);
}

enum outcome
shipping_delete(struct act *act, const char *id)
{
	return resource_delete(act, &methods, id);
}

static const struct plain_list plain = {
	.name = "shipping methods", .count = sql_count, .page = sql_page,
	.by = LIST_BY_NUMBER, .start = { .num = -1, .id = "" },
};

enum outcome
shipping_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

enum outcome
shipping_list_next(struct act *act, struct rows *rows, struct record *method)
{
	const enum outcome	 e = rows_next(rows, act->arena, method);

	return e != SOUK_OK ? e : fill(act, method);
}

const char *
shipping_list_cursor(struct act *act, const struct rows *rows,
    const struct record *method)
{
	return rows_cursor(act, rows, &(struct cursor){
		.num = method->values[SHIPPING_POSITION].num,
		.id = record_text(method, SHIPPING_ID) });
}
