/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/catalog/group.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char *const kinds[] = { "manual", "rules", NULL };
static const char *const matchings[] = { "all", "any", NULL };

/* The words of rules; collection_rule.c says which go together. */
const char *const rule_abouts[] = {
	[RULE_CATEGORY] = "category", [RULE_VENDOR] = "vendor",
	[RULE_TAG] = "tag", [RULE_NAME] = "name", [RULE_PRICE] = "price",
	[RULE_COMPARE_AT] = "compareAt", [RULE_STOCK] = "stock",
	[RULE_NEW] = "isNew", [RULE_FEATURED] = "isFeatured",
	[RULE_CREATED] = "createdAt", [RULE_OPTION] = "option",
	[RULE__MAX] = NULL
};
const char *const rule_relations[] = {
	[RELATION_IS] = "is", [RELATION_IS_NOT] = "is_not",
	[RELATION_CONTAINS] = "contains",
	[RELATION_CONTAINS_NOT] = "not_contains",
	[RELATION_STARTS] = "starts_with", [RELATION_ENDS] = "ends_with",
	[RELATION_GREATER] = "greater", [RELATION_LESS] = "less",
	[RELATION_SET] = "set", [RELATION_NOT_SET] = "not_set",
	[RELATION__MAX] = NULL
};

static const struct field rule[] = {
	[RULE_FIELD] = {
		.name = "field", .column = "field", .type = FIELD_ENUM,
		.flags = FIELD_REQUIRED, .choices = rule_abouts,
		.help = "What is looked at; name: in any language" },
	[RULE_RELATION] = {
		.name = "relation", .column = "relation", .type = FIELD_ENUM,
		.flags = FIELD_REQUIRED, .choices = rule_relations,
		.help = "is and is_not compare exactly, parts without regard "
		    "to case and accents" },
	[RULE_VALUE] = {
		.name = "value", .column = "value", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .max = 200,
		.help = "A category's slug or id (what is below it counts "
		    "too), a text, an amount, a number, days of age, true or "
		    "false, an option as Size:M; none with set, not_set" },
};
static_assert(COUNT(rule) == RULE_FIELD__MAX, "a row for each field");
const struct fieldset rule_fields = FIELDSET("Rule", "collection_rule", rule);

static const struct field members[] = {
	{ .name = "productIds", .type = FIELD_TEXTS, .flags = FIELD_REQUIRED,
	  .max = MEMBERS_MAX, .help = "Ids of the brand's products, in order" },
};
const struct fieldset members_fields = FIELDSET("Members", NULL, members);

/* The first fields of enum product_text_field. */
static const struct field collection_text[] = {
	[TEXT_LOCALE] = {
		.name = "locale", .column = "locale", .type = FIELD_LOCALE,
		.flags = FIELD_REQUIRED, .help = "Not the shop's own" },
	[TEXT_SLUG] = {
		.name = "slug", .column = "slug", .type = FIELD_SLUG,
		.min = 1, .max = 120,
		.help = "Made from the name when not given" },
	[TEXT_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 1, .max = 100,
		.help = "In that language" },
	[TEXT_DESCRIPTION] = {
		.name = "description", .column = "description",
		.type = FIELD_TEXT, .flags = FIELD_NULLABLE | FIELD_LINES,
		.max = 2000, .help = "In that language" },
};
const struct fieldset collection_text_fields =
    FIELDSET("CollectionText", "collection_text", collection_text);

static const struct field collection[] = {
	[COLLECTION_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "coll", .help = "TypeID" },
	[COLLECTION_SLUG] = {
		.name = "slug", .type = FIELD_SLUG, .min = 1, .max = 120,
		.help = "In addresses; made from the name when not given" },
	[COLLECTION_NAME] = {
		.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
		.min = 1, .max = 100, .help = "In the shop's language" },
	[COLLECTION_DESCRIPTION] = {
		.name = "description", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE | FIELD_LINES, .max = 2000,
		.help = "In the shop's language" },
	[COLLECTION_KIND] = {
		.name = "kind", .column = "kind", .type = FIELD_ENUM,
		.flags = FIELD_CREATE_ONLY, .choices = kinds,
		.initial = "\"manual\"",
		.help = "Products chosen by hand, or by rules" },
	[COLLECTION_MATCHING] = {
		.name = "matching", .column = "matching", .type = FIELD_ENUM,
		.choices = matchings, .initial = "\"all\"",
		.help = "Must all rules hold, or any of them?" },
	[COLLECTION_RULES] = {
		.name = "rules", .type = FIELD_LIST, .max = RULES_MAX,
		.of = &rule_fields,
		.help = "None: no product; only where kind is rules" },
	[COLLECTION_IMAGE] = {
		.name = "imageUrl", .column = "image_url", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 1, .max = 2048,
		.help = "http(s), or a path of this shop: /media/a.webp" },
	[COLLECTION_POSITION] = {
		.name = "order", .column = "position", .type = FIELD_INTEGER,
		.min = 0, .max = 9999, .initial = "0",
		.help = "Among the collections" },
	[COLLECTION_ACTIVE] = {
		.name = "isActive", .column = "is_active",
		.type = FIELD_BOOLEAN, .initial = "true",
		.help = "Shown in public" },
	[COLLECTION_PRODUCTS] = {
		.name = "productCount", .column = "products",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Active products in it" },
	[COLLECTION_BUILDING] = {
		.name = "isBuilding", .column = "is_building",
		.type = FIELD_BOOLEAN, .flags = FIELD_READ_ONLY,
		.help = "New rules have not yet been applied to every "
		    "product; the others are in or out as before" },
	[COLLECTION_TEXTS] = {
		.name = "translations", .type = FIELD_LIST,
		.max = LOCALE__MAX, .of = &collection_text_fields,
		.help = "The texts in other languages" },
	[COLLECTION_CREATED_AT] = {
		.name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY,
		.help = "Made then" },
	[COLLECTION_UPDATED_AT] = {
		.name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY,
		.help = "Last changed then" },
	[COLLECTION_VERSION] = {
		.name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Counts changes; the ETag, for If-Match" },
};
static_assert(COUNT(collection) == COLLECTION__MAX, "a row for each field");
const struct fieldset collection_fields =
    FIELDSET("Collection", "collection", collection);

/* ---- facets ------------------------------------------------------------- */

static const struct field facet_value[] = {
	[FACET_VALUE] = {
		.name = "value", .type = FIELD_TEXT, .flags = FIELD_READ_ONLY,
		.help = "As the filter takes it; of a price: use min and max" },
	[FACET_NAME] = {
		.name = "name", .type = FIELD_TEXT, .flags = FIELD_READ_ONLY,
		.help = "For people" },
	[FACET_COUNT] = {
		.name = "count", .type = FIELD_INTEGER,
		.flags = FIELD_READ_ONLY,
		.help = "Products there would be with it" },
	[FACET_SELECTED] = {
		.name = "isSelected", .type = FIELD_BOOLEAN,
		.flags = FIELD_READ_ONLY, .help = "Among those asked for" },
	[FACET_MIN] = {
		.name = "min", .type = FIELD_MONEY, .flags = FIELD_READ_ONLY,
		.help = "For minPrice" },
	[FACET_MAX] = {
		.name = "max", .type = FIELD_MONEY, .flags = FIELD_READ_ONLY,
		.help = "For maxPrice" },
};
static_assert(COUNT(facet_value) == FACET_VALUE__MAX, "a row for each field");
const struct fieldset facet_value_fields =
    FIELDSET("FacetValue", NULL, facet_value);

static const struct field facet_group[] = {
	[FACET_GROUP_FILTER] = {
		.name = "filter", .type = FIELD_TEXT, .flags = FIELD_READ_ONLY,
		.help = "Name of the filter that takes its values; price: "
		    "minPrice and maxPrice" },
	[FACET_GROUP_NAME] = {
		.name = "name", .type = FIELD_TEXT, .flags = FIELD_READ_ONLY,
		.help = "Of the option, if filter is options" },
	[FACET_GROUP_VALUES] = {
		.name = "values", .type = FIELD_LIST,
		.flags = FIELD_READ_ONLY, .of = &facet_value_fields,
		.help = "At most 50, those of most products first" },
	[FACET_GROUP_MORE] = {
		.name = "more", .type = FIELD_BOOLEAN,
		.flags = FIELD_READ_ONLY, .help = "There are others" },
};
static_assert(COUNT(facet_group) == FACET_GROUP__MAX, "a row for each field");
const struct fieldset facet_group_fields =
    FIELDSET("FacetGroup", NULL, facet_group);

static const struct field facets[] = {
	[FACETS_TOTAL] = {
		.name = "total", .type = FIELD_INTEGER,
		.flags = FIELD_READ_ONLY,
		.help = "Products of the list with all filters" },
	[FACETS_GROUPS] = {
		.name = "groups", .type = FIELD_LIST, .flags = FIELD_READ_ONLY,
		.of = &facet_group_fields, .help = "Those with values" },
};
static_assert(COUNT(facets) == FACETS__MAX, "a row for each field");
const struct fieldset facets_fields = FIELDSET("Facets", NULL, facets);
