/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/resource.h"
#include "lib/db/compose.h"
#include "lib/orders/admin_messages.h"
#include "lib/orders/zones.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
/* The stored ones of zone_fields, in order. */
#define ZONE_COLUMNS \
    "z.id, z.brand_id, z.name, z.reverse_charge," \
    " (SELECT count(*) FROM zone_area a WHERE a.zone_id = z.id)," \
    " z.created_at, z.updated_at, z.version FROM zone z"

static const char sql_read[] =
    "SELECT " ZONE_COLUMNS " WHERE z.id = :id";
static const char sql_count[] =
    "SELECT count(*) FROM zone WHERE brand_id = :owner";
static const char sql_page[] =
    "SELECT " ZONE_COLUMNS " WHERE z.brand_id = :owner"
    " AND (z.name, z.id) > (:key, :id)"
    " ORDER BY z.name, z.id LIMIT :limit OFFSET :offset";
static const char sql_delete[] = "DELETE FROM zone WHERE id = :id";
static const char sql_used[] =
    "SELECT 1 FROM shipping_method WHERE zone_id = :id LIMIT 1";
static const char sql_areas[] =
    "SELECT country, region, postcode FROM zone_area WHERE zone_id = :id"
    " ORDER BY country, region, postcode";
static const char sql_drop_areas[] =
    "DELETE FROM zone_area WHERE zone_id = :id";
static const char sql_rates[] =
    "SELECT tax_class, name, rate FROM tax_rate WHERE zone_id = :id"
    " ORDER BY CASE tax_class WHEN 'standard' THEN 1 WHEN 'reduced' THEN 2"
    " WHEN 'super_reduced' THEN 3 ELSE 4 END, tax_class";
static const char sql_drop_rates[] =
    "DELETE FROM tax_rate WHERE zone_id = :id";
/* An area that another zone has too: by the key, area by area. */
static const char sql_shared[] =
    "SELECT a.country, a.region, a.postcode FROM zone_area a"
    " JOIN zone_area o ON o.brand_id = a.brand_id AND o.country = a.country"
    "  AND o.region = a.region AND o.postcode = a.postcode"
    "  AND o.zone_id <> a.zone_id WHERE a.zone_id = :id LIMIT 1";

/* ---- fields ---------------------------------------------------------------- */

static const struct field area_table[] = {
	[AREA_COUNTRY] = {
		.name = "country", .column = "country", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 1, .max = 2,
		.help = "ISO 3166-1: FR; *: everywhere else" },
	[AREA_REGION] = {
		.name = "region", .column = "region", .type = FIELD_TEXT,
		.min = 0, .max = 100, .initial = "\"\"",
		.help = "Of it; empty: all of it" },
	[AREA_POSTCODE] = {
		.name = "postcode", .column = "postcode", .type = FIELD_TEXT,
		.min = 0, .max = ZONE_POSTCODE, .initial = "\"\"",
		.help = "The beginning of its postcodes: 20; empty: all" },
};
static_assert(COUNT(area_table) == AREA__MAX, "a row for each field");
const struct fieldset area_fields =
    FIELDSET("ZoneArea", "zone_area", area_table);

static const struct field rate_table[] = {
	[TAX_RATE_CLASS] = {
		.name = "taxClass", .column = "tax_class", .type = FIELD_ENUM,
		.flags = FIELD_REQUIRED, .choices = tax_classes,
		.help = "Of goods; zero and exempt are never taxed" },
	[TAX_RATE_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 1, .max = 50,
		.help = "As on an invoice: TVA 20 %" },
	[TAX_RATE_RATE] = {
		.name = "rate", .column = "rate", .type = FIELD_INTEGER,
		.flags = FIELD_REQUIRED, .min = 0, .max = 1000000,
		.help = "In millionths: 200000 is 20 %" },
};
static_assert(COUNT(rate_table) == TAX_RATE__MAX, "a row for each field");
const struct fieldset tax_rate_fields =
    FIELDSET("TaxRate", "tax_rate", rate_table);

static const struct field zone_table[] = {
	[ZONE_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "zone",
		.help = "TypeID" },
	[ZONE_BRAND] = {
		.name = "brandId", .column = "brand_id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "brand",
		.help = "Whose it is" },
	[ZONE_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 1, .max = 100,
		.help = "For the shopkeeper" },
	[ZONE_REVERSE] = {
		.name = "reverseCharge", .column = "reverse_charge",
		.type = FIELD_BOOLEAN, .initial = "false",
		.help = "Firms with a VAT number of another country than the "
		    "shop's owe the tax themselves" },
	[ZONE_AREAS] = {
		.name = "areas", .type = FIELD_LIST, .max = ZONE_AREAS_MAX,
		.of = &area_fields,
		.help = "The narrowest area around an address decides; not in "
		    "lists of zones" },
	[ZONE_RATES] = {
		.name = "rates", .type = FIELD_LIST, .max = TAX_CLASS__MAX,
		.of = &tax_rate_fields,
		.help = "What is owed there, by class" },
	[ZONE_AREA_COUNT] = {
		.name = "areaCount", .column = "area_count",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "How many areas it has" },
	[ZONE_CREATED_AT] = {
		.name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[ZONE_UPDATED_AT] = {
		.name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[ZONE_VERSION] = {
		.name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Counts changes; for If-Match" },
};
static_assert(COUNT(zone_table) == ZONE__MAX, "a row for each field");
const struct fieldset zone_fields = FIELDSET("Zone", "zone", zone_table);

/* ---- checks ---------------------------------------------------------------- */

static bool
is_country(const char *text)
{
	return strcmp(text, "*") == 0 || (text[0] >= 'A' && text[0] <= 'Z' &&
	    text[1] >= 'A' && text[1] <= 'Z' && text[2] == '\0');
}

/* In the form in which areas are compared. */
static enum outcome
area_settle(struct act *act, struct record *area, size_t i)
{
	const char	*country = zone_country(act->arena,
			    record_text(area, AREA_COUNTRY));

	record_set_text(area, AREA_COUNTRY, country);
	record_set_text(area, AREA_REGION,
	    zone_region(act->arena, record_text(area, AREA_REGION)));
	record_set_text(area, AREA_POSTCODE,
	    zone_postcode(act->arena, record_text(area, AREA_POSTCODE)));
	if (!is_country(country))
		return act_bad_field(act, item_name(act, "areas", i,
		    "country"), &admin_messages[AREA_BAD_COUNTRY]);
	if (*country == '*' && (*record_text(area, AREA_REGION) != '\0' ||
	    *record_text(area, AREA_POSTCODE) != '\0'))
		return act_bad_field(act, item_name(act, "areas", i,
		    "country"), &admin_messages[AREA_EVERYWHERE]);
	return SOUK_OK;
}

static enum outcome
areas_settle(struct act *act, struct value *areas)
{
	enum outcome	 one, e = SOUK_OK;
	size_t		 i;

	for (i = 0; i < areas->count; i++)
		if ((one = area_settle(act, &areas->items[i], i)) != SOUK_OK)
			e = one;
	return e;
}

/* Each class once; none for what is never taxed. */
static enum outcome
rates_check(struct act *act, const struct value *rates)
{
	enum outcome	 e = SOUK_OK;
	unsigned	 seen = 0;
	size_t		 i;

	for (i = 0; i < rates->count; i++) {
		const struct value	*v = rates->items[i].values;
		const int64_t		 class = v[TAX_RATE_CLASS].num;

		if (seen & 1u << class)
			e = act_bad_field(act, item_name(act, "rates", i,
			    "taxClass"), &admin_messages[RATE_TWICE]);
		if ((class == TAX_ZERO || class == TAX_EXEMPT) &&
		    v[TAX_RATE_RATE].num != 0)
			e = act_bad_field(act, item_name(act, "rates", i,
			    "rate"), &admin_messages[RATE_NOTHING]);
		seen |= 1u << class;
	}
	return e;
}

static enum outcome
check(struct act *act, struct record *in, const struct record *before)
{
	const enum outcome	 areas = areas_settle(act,
				    &in->values[ZONE_AREAS]);
	const enum outcome	 rates = rates_check(act,
				    &in->values[ZONE_RATES]);

	(void)before;
	return areas != SOUK_OK ? areas : rates;
}

/* ---- lists ------------------------------------------------------------------- */

static enum outcome
store(struct act *act, const char *id, const struct record *in)
{
	const struct column_value	 owner[] = {
		{ "zone_id", id, 0 },
		{ "brand_id", act->actor.brand_id, 0 },
	};
	enum outcome			 e;
	bool				 shared;

	e = list_store(act, sql_drop_areas, owner, 2,
	    &in->values[ZONE_AREAS]);
	if (e == SOUK_OK)
		e = is_there(act, sql_shared, id, &shared);
	if (e == SOUK_CONFLICT || (e == SOUK_OK && shared))
		return act_refuse(act, SOUK_CONFLICT,
		    &admin_messages[AREA_TWICE]);
	return e != SOUK_OK ? e : list_store(act, sql_drop_rates, owner, 1,
	    &in->values[ZONE_RATES]);
}

static enum outcome
rates_fill(struct act *act, struct record *zone)
{
	return list_fill(act, sql_rates, record_text(zone, ZONE_ID),
	    &tax_rate_fields, &zone->values[ZONE_RATES]);
}

static enum outcome
fill(struct act *act, struct record *zone)
{
	const enum outcome	 e = list_fill(act, sql_areas,
				    record_text(zone, ZONE_ID), &area_fields,
				    &zone->values[ZONE_AREAS]);

	return e != SOUK_OK ? e : rates_fill(act, zone);
}

static enum outcome
may_go(struct act *act, const char *id)
{
	bool			 used;
	const enum outcome	 e = is_there(act, sql_used, id, &used);

	return e != SOUK_OK || !used ? e : act_refuse(act, SOUK_CONFLICT,
	    &admin_messages[ZONE_USED]);
}

static const struct resource zones = {
	.fields = &zone_fields, .id = ZONE_ID, .brand = ZONE_BRAND,
	.version = ZONE_VERSION, .prefix = "zone", .type = "Zone",
	.created = "create_zone", .updated = "update_zone",
	.deleted = "delete_zone", .sql_read = sql_read,
	.sql_delete = sql_delete, .taken = &admin_messages[ZONE_NAME_TAKEN],
	.check = check, .store = store, .fill = fill, .may_go = may_go,
};

/* ---- what others call ----------------------------------------------------------- */

enum outcome
zone_create(struct act *act, const struct record *in, struct record **out)
{
	return resource_create(act, &zones, in, out);
}

enum outcome
zone_read(struct act *act, const char *id, struct record **out)
{
	return resource_read(act, &zones, id, out);
}

enum outcome
zone_change(struct act *act, const char *id, const struct record *in,
    struct record **out)
{
	return resource_change(act, &zones, id, in, out);
}

enum outcome
zone_delete(struct act *act, const char *id)
{
	return resource_delete(act, &zones, id);
}

static const struct plain_list plain = {
	.name = "zones", .count = sql_count, .page = sql_page,
	.by = LIST_BY_TEXT, .start = { .text = "", .id = "" },
};

enum outcome
zone_list(struct act *act, const struct list_query *query, struct rows *rows)
{
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

enum outcome
zone_list_next(struct act *act, struct rows *rows, struct record *zone)
{
	const enum outcome	 e = rows_next(rows, act->arena, zone);

	return e != SOUK_OK ? e : rates_fill(act, zone);
}

const char *
zone_list_cursor(struct act *act, const struct rows *rows,
    const struct record *zone)
{
	return rows_cursor(act, rows, &(struct cursor){
		.text = record_text(zone, ZONE_NAME),
		.id = record_text(zone, ZONE_ID) });
}

enum outcome
zone_check(struct act *act, const char *field, const char *id)
{
	struct record		*zone;
	const enum outcome	 e = resource_read(act, &zones, id, &zone);

	return e == SOUK_NOT_FOUND ? act_bad_field(act, field,
	    &admin_messages[ZONE_UNKNOWN]) : e;
}
