/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/orders/promotions.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define LIMIT_MAX	1000000000

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
