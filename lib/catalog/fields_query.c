/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/money.h"
#include "lib/catalog/internal.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* Names of sorts; product_list.c says what they mean. */
static const char *const public_sorts[] = {
	"newest", "oldest", "price_asc", "price_desc", "featured", "manual",
	NULL
};
static const char *const admin_sorts[] = {
	"updated", "newest", "manual", NULL
};

/* Both lists take the same filters but for what is one side's alone. */
#define FILTERS(SORTS, FIRST_SORT, ADMINS, PUBLIC) \
	[FILTER_CATEGORY] = { \
		.name = "category", .type = FIELD_TEXT, .min = 1, .max = 200, \
		.help = "Slug or id; those below it are included" }, \
	[FILTER_STATUS] = { \
		.name = "status", .type = FIELD_ENUM, .flags = (ADMINS), \
		.choices = product_statuses, .help = "Only of this status" }, \
	[FILTER_FEATURED] = { \
		.name = "featured", .type = FIELD_BOOLEAN, \
		.help = "Only featured ones, or only the others" }, \
	[FILTER_NEW] = { \
		.name = "new", .type = FIELD_BOOLEAN, \
		.help = "Only new ones, or only the others" }, \
	[FILTER_MIN_PRICE] = { \
		.name = "minPrice", .type = FIELD_MONEY, .min = 0, \
		.max = MONEY_MAX, .help = "Costs this or more" }, \
	[FILTER_MAX_PRICE] = { \
		.name = "maxPrice", .type = FIELD_MONEY, .min = 0, \
		.max = MONEY_MAX, .help = "Costs this or less" }, \
	[FILTER_SKU] = { \
		.name = "sku", .type = FIELD_TEXT, .flags = (ADMINS), \
		.min = 1, .max = 100, .help = "Has exactly this SKU" }, \
	[FILTER_BARCODE] = { \
		.name = "barcode", .type = FIELD_TEXT, .flags = (ADMINS), \
		.min = 1, .max = 64, .help = "Has this GTIN" }, \
	[FILTER_Q] = { \
		.name = "q", .type = FIELD_TEXT, .min = 1, .max = 200, \
		.help = "Has these words" }, \
	[FILTER_COLLECTION] = { \
		.name = "collection", .type = FIELD_TEXT, .min = 1, \
		.max = 200, .help = "Slug or id" }, \
	[FILTER_VENDOR] = { \
		.name = "vendor", .type = FIELD_TEXT, .min = 1, .max = 1000, \
		.help = "Is of this vendor, or with commas of one of these; " \
		    "a comma, colon or backslash within a name stands " \
		    "behind a backslash; at most 50" }, \
	[FILTER_TAG] = { \
		.name = "tag", .type = FIELD_TEXT, .min = 1, .max = 1000, \
		.help = "Has this tag, or with commas one of these, as " \
		    "vendor" }, \
	[FILTER_OPTIONS] = { \
		.name = "options", .type = FIELD_TEXT, .min = 1, \
		.max = 1000, .help = "Size:M,Size:L,Colour:Red: one of the " \
		    "values of each name, in variations that may be bought; " \
		    "escapes as in vendor" }, \
	[FILTER_IN_STOCK] = { \
		.name = "inStock", .type = FIELD_BOOLEAN, \
		.help = "Only what is in stock, or only the others" }, \
	[FILTER_SORT] = { \
		.name = "sort", .type = FIELD_ENUM, .choices = (SORTS), \
		.initial = (FIRST_SORT), .help = "manual: as a collection by hand " \
		    "is ordered" }, \
	[FILTER_CURRENCY] = { \
		.name = "currency", .type = FIELD_TEXT, .flags = (PUBLIC), \
		.min = 3, .max = 3, \
		.help = "Prices in this one, null where there is none; " \
		    "filters and sorts stay in the shop's" }

const char *const export_separators[] = { ",", ";", NULL };

static const struct field public_filters[] = {
	FILTERS(public_sorts, "\"newest\"", FIELD_READ_ONLY | FIELD_HIDDEN, 0)
};
static const struct field admin_filters[] = {
	FILTERS(admin_sorts, "\"updated\"", 0, FIELD_READ_ONLY | FIELD_HIDDEN)
};
static const struct field export_query[] = {
	FILTERS(admin_sorts, "\"updated\"", 0, FIELD_READ_ONLY | FIELD_HIDDEN),
	[EXPORT_QUERY_FORMAT] = {
		.name = "format", .type = FIELD_ENUM,
		.choices = export_format_names, .initial = "\"csv\"",
		.help = "csv and xlsx: a line a variation; json: nested" },
	EXPORT_CSV_QUERIES(EXPORT_QUERY_BOM, EXPORT_QUERY_SEPARATOR),
};
static_assert(COUNT(public_filters) == FILTER__MAX &&
    COUNT(admin_filters) == FILTER__MAX &&
    COUNT(export_query) == EXPORT_QUERY__MAX, "a row for each filter");

const struct fieldset product_filter_public =
    FIELDSET("ProductFilter", NULL, public_filters);
const struct fieldset product_filter_admin =
    FIELDSET("ProductFilterAdmin", NULL, admin_filters);
const struct fieldset product_export_query =
    FIELDSET("ProductExport", NULL, export_query);

static const struct field settings[] = {
	[CATALOG_IMAGES_MAX] = {
		.name = "maxImages", .type = FIELD_INTEGER, .min = 1,
		.max = 20, .initial = "5", .help = "Images a product" },
	[CATALOG_PAGE_SIZE] = {
		.name = "pageSize", .type = FIELD_INTEGER, .min = 1,
		.max = PAGE_LIMIT_MAX, .initial = "20",
		.help = "Products on a page of the shop" },
	[CATALOG_LOW_STOCK] = {
		.name = "lowStockAt", .type = FIELD_INTEGER, .min = 0,
		.max = STOCK_MAX, .initial = "2",
		.help = "Notice at this stock of a variation or less" },
};
static_assert(COUNT(settings) == CATALOG__MAX, "a row for each setting");
const struct fieldset catalog_settings =
    FIELDSET("CatalogSettings", NULL, settings);
