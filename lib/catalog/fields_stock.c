/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/catalog/stock_parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

#define SHOWN(NAME, TYPE, HELP) \
	.name = (NAME), .column = (NAME), .type = (TYPE), \
	.flags = FIELD_READ_ONLY | FIELD_NULLABLE, .help = (HELP)
#define VARIATION(HELP) .type = FIELD_ID, .prefix = "var", .help = (HELP)
#define PLACE(HELP) .type = FIELD_ID, .prefix = "place", .help = (HELP)
#define SKU .name = "sku", .type = FIELD_TEXT, .min = 1, .max = 100
#define REFERENCE { .name = "reference", .type = FIELD_TEXT, \
	.flags = FIELD_NULLABLE, .min = 1, .max = 100, \
	.help = "An order, a delivery note" }
#define NOTE { .name = "note", .type = FIELD_TEXT, .flags = FIELD_NULLABLE, \
	.min = 1, .max = 500, .help = "What else there is to say" }

/* ---- places ------------------------------------------------------------- */

static const struct field places[] = {
	[PLACE_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "place",
		.help = "TypeID" },
	[PLACE_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 1, .max = 100,
		.help = "Unique in the brand" },
	[PLACE_ADDRESS] = {
		.name = "address", .column = "address", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE | FIELD_LINES, .min = 1, .max = 500,
		.help = "Where it is" },
	[PLACE_DEFAULT] = {
		.name = "isDefault", .column = "is_default",
		.type = FIELD_BOOLEAN,
		.help = "Where stock lies unless said; true makes it so in "
		    "place of another" },
	[PLACE_ACTIVE] = {
		.name = "isActive", .column = "is_active",
		.type = FIELD_BOOLEAN,
		.help = "Takes stock; the default place always does" },
	[PLACE_POSITION] = {
		.name = "order", .column = "position", .type = FIELD_INTEGER,
		.min = 0, .max = 9999, .help = "In lists, and to sell from" },
	[PLACE_CREATED_AT] = {
		.name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY,
		.help = "Made then" },
	[PLACE_UPDATED_AT] = {
		.name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY,
		.help = "Last changed then" },
	[PLACE_VERSION] = {
		.name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Counts changes; the ETag, for If-Match" },
};
static_assert(COUNT(places) == PLACE__MAX, "a row for each field");
const struct fieldset place_fields = FIELDSET("Place", "place", places);

/* ---- what there is ------------------------------------------------------ */

static const struct field levels[] = {
	[LEVEL_PLACE] = { SHOWN("placeId", FIELD_ID, "Where") },
	[LEVEL_NAME] = { SHOWN("place", FIELD_TEXT, "Its name") },
	[LEVEL_QUANTITY] = { SHOWN("quantity", FIELD_INTEGER, "Pieces") },
};
static_assert(COUNT(levels) == LEVEL__MAX, "a row for each field");
static const struct fieldset level_fields =
    FIELDSET("StockLevel", NULL, levels);

/* Columns are those of stock_list.c. */
static const struct field items[] = {
	[STOCK_VARIATION] = { SHOWN("variationId", FIELD_ID, "TypeID") },
	[STOCK_PRODUCT] = { SHOWN("productId", FIELD_ID, "Of which product") },
	[STOCK_NAME] = { SHOWN("product", FIELD_TEXT,
	    "Its name in the reader's language") },
	[STOCK_OPTIONS] = { SHOWN("variation", FIELD_TEXT,
	    "Values of its options: 60x60 cm / Red") },
	[STOCK_SKU] = { SHOWN("sku", FIELD_TEXT, "SKU") },
	[STOCK_QUANTITY] = { SHOWN("stock", FIELD_INTEGER,
	    "Pieces at all places") },
	[STOCK_LOW_AT] = { SHOWN("lowStockAt", FIELD_INTEGER,
	    "Its own threshold") },
	[STOCK_THRESHOLD] = { SHOWN("threshold", FIELD_INTEGER,
	    "Its own or the shop's") },
	[STOCK_LOW] = { SHOWN("low", FIELD_BOOLEAN,
	    "At the threshold or below") },
	[STOCK_ACTIVE] = { SHOWN("isActive", FIELD_BOOLEAN,
	    "May be bought") },
	[STOCK_PLACES] = {
		.name = "places", .type = FIELD_LIST,
		.flags = FIELD_READ_ONLY, .of = &level_fields,
		.help = "What lies where" },
};
static_assert(COUNT(items) == STOCK_ITEM__MAX, "a row for each field");
const struct fieldset stock_item_fields = FIELDSET("StockItem", NULL, items);

#define FILTERS \
	[STOCK_OF_PLACE] = { .name = "placeId", \
	    PLACE("Only what lies or once lay there") }, \
	[STOCK_OF_SKU] = { SKU, .help = "Exactly this SKU" }, \
	[STOCK_OF_Q] = { \
		.name = "q", .type = FIELD_TEXT, .min = 1, .max = 200, \
		.help = "Its product has these words" }, \
	[STOCK_OF_LOW] = { \
		.name = "low", .type = FIELD_BOOLEAN, \
		.help = "Only low ones, lowest first; or only the others" }

static const struct field filters[] = { FILTERS };
static const struct field file_filters[] = { FILTERS,
	EXPORT_CSV_QUERIES(STOCK_EXPORT_BOM, STOCK_EXPORT_SEPARATOR)
};
static_assert(COUNT(filters) == STOCK_OF__MAX &&
    COUNT(file_filters) == STOCK_EXPORT__MAX, "a row for each filter");
const struct fieldset stock_filters = FIELDSET("StockFilter", NULL, filters);
const struct fieldset stock_export_query =
    FIELDSET("StockExport", NULL, file_filters);

/* ---- by hand ------------------------------------------------------------ */

static const char *const entry_reasons[] = {
	"count", "received", "sold", "returned", "damaged", "correction", NULL
};

static const struct field entry[] = {
	[ENTRY_VARIATION] = { .name = "variationId",
	    VARIATION("Of which variation; or its SKU") },
	[ENTRY_SKU] = { SKU, .help = "Instead of variationId" },
	[ENTRY_PLACE] = { .name = "placeId",
	    PLACE("Where; else at the default place") },
	[ENTRY_CHANGE] = {
		.name = "change", .type = FIELD_INTEGER, .min = -STOCK_MAX,
		.max = STOCK_MAX, .help = "Pieces that came, or left (-); "
		    "give this or quantity" },
	[ENTRY_QUANTITY] = {
		.name = "quantity", .type = FIELD_INTEGER, .min = 0,
		.max = STOCK_MAX, .help = "Pieces counted there" },
	[ENTRY_REASON] = {
		.name = "reason", .type = FIELD_ENUM,
		.choices = entry_reasons,
		.help = "Why; of a quantity it is count unless said" },
	[ENTRY_REFERENCE] = REFERENCE,
	[ENTRY_NOTE] = NOTE,
};
static_assert(COUNT(entry) == ENTRY__MAX, "a row for each field");
const struct fieldset stock_entry_fields = FIELDSET("StockEntry", NULL, entry);

static const struct field transfer[] = {
	[TRANSFER_VARIATION] = { .name = "variationId",
	    VARIATION("Of which variation; or its SKU") },
	[TRANSFER_SKU] = { SKU, .help = "Instead of variationId" },
	[TRANSFER_FROM] = { .name = "fromPlaceId", .flags = FIELD_REQUIRED,
	    PLACE("Out of this one") },
	[TRANSFER_TO] = { .name = "toPlaceId", .flags = FIELD_REQUIRED,
	    PLACE("Into this one") },
	[TRANSFER_QUANTITY] = {
		.name = "quantity", .type = FIELD_INTEGER,
		.flags = FIELD_REQUIRED, .min = 1, .max = STOCK_MAX,
		.help = "Pieces" },
	[TRANSFER_REFERENCE] = REFERENCE,
	[TRANSFER_NOTE] = NOTE,
};
static_assert(COUNT(transfer) == TRANSFER__MAX, "a row for each field");
const struct fieldset stock_transfer_fields =
    FIELDSET("StockTransfer", NULL, transfer);

/* ---- the ledger --------------------------------------------------------- */

/* Columns are those of stock_movement.c. */
static const struct field movements[] = {
	[MOVEMENT_ID] = { SHOWN("id", FIELD_ID,
	    "TypeID; null: as counted, nothing moved") },
	[MOVEMENT_VARIATION] = { SHOWN("variationId", FIELD_ID, "Of what") },
	[MOVEMENT_NAME] = { SHOWN("product", FIELD_TEXT,
	    "Null once it is deleted") },
	[MOVEMENT_OPTIONS] = { SHOWN("variation", FIELD_TEXT,
	    "Values of its options") },
	[MOVEMENT_SKU] = { SHOWN("sku", FIELD_TEXT, "SKU") },
	[MOVEMENT_PLACE] = { SHOWN("placeId", FIELD_ID, "Where") },
	[MOVEMENT_PLACE_NAME] = { SHOWN("place", FIELD_TEXT, "Its name") },
	[MOVEMENT_CHANGE] = { SHOWN("change", FIELD_INTEGER,
	    "Pieces that came, or left (-)") },
	[MOVEMENT_QUANTITY] = { SHOWN("quantity", FIELD_INTEGER,
	    "Pieces there after it") },
	[MOVEMENT_REASON] = { SHOWN("reason", FIELD_TEXT,
	    "sold, received, count …") },
	[MOVEMENT_REFERENCE] = { SHOWN("reference", FIELD_TEXT,
	    "An order, an import") },
	[MOVEMENT_NOTE] = { SHOWN("note", FIELD_TEXT, "What else was said") },
	[MOVEMENT_USER] = { SHOWN("userId", FIELD_ID, "By whom") },
	[MOVEMENT_USERNAME] = { SHOWN("username", FIELD_TEXT,
	    "By whom; null once deleted") },
	[MOVEMENT_CREATED_AT] = { SHOWN("createdAt", FIELD_TIME, "When") },
};
static_assert(COUNT(movements) == MOVEMENT__MAX, "a row for each field");
const struct fieldset movement_fields =
    FIELDSET("StockMovement", NULL, movements);

#define MOVEMENT_FILTERS \
	[MOVEMENT_OF_VARIATION] = { .name = "variationId", \
	    VARIATION("Of this variation") }, \
	[MOVEMENT_OF_PLACE] = { .name = "placeId", PLACE("At this place") }, \
	[MOVEMENT_OF_REASON] = { \
		.name = "reason", .type = FIELD_ENUM, \
		.choices = stock_reasons, .help = "For this reason" }, \
	[MOVEMENT_FROM] = { \
		.name = "from", .type = FIELD_TIME, .help = "Not before" }, \
	[MOVEMENT_TO] = { \
		.name = "to", .type = FIELD_TIME, .help = "Before this" }

static const struct field movement_filter[] = { MOVEMENT_FILTERS };
static const struct field movement_file[] = { MOVEMENT_FILTERS,
	EXPORT_CSV_QUERIES(MOVEMENT_EXPORT_BOM, MOVEMENT_EXPORT_SEPARATOR)
};
static_assert(COUNT(movement_filter) == MOVEMENT_OF__MAX &&
    COUNT(movement_file) == MOVEMENT_EXPORT__MAX, "a row for each filter");
const struct fieldset movement_filters =
    FIELDSET("StockMovementFilter", NULL, movement_filter);
const struct fieldset movement_export_query =
    FIELDSET("StockMovementExport", NULL, movement_file);

/* ---- notices ------------------------------------------------------------ */

/* Columns are those of stock_notice.c. */
static const struct field notices[] = {
	[STOCK_NOTICE_ID] = { SHOWN("id", FIELD_ID, "TypeID") },
	[STOCK_NOTICE_VARIATION] = { SHOWN("variationId", FIELD_ID,
	    "Of what") },
	[STOCK_NOTICE_NAME] = { SHOWN("product", FIELD_TEXT,
	    "Its name in the reader's language") },
	[STOCK_NOTICE_OPTIONS] = { SHOWN("variation", FIELD_TEXT,
	    "Values of its options") },
	[STOCK_NOTICE_SKU] = { SHOWN("sku", FIELD_TEXT, "SKU") },
	[STOCK_NOTICE_STOCK] = { SHOWN("stock", FIELD_INTEGER,
	    "Pieces when it was opened") },
	[STOCK_NOTICE_THRESHOLD] = { SHOWN("threshold", FIELD_INTEGER,
	    "As it was then") },
	[STOCK_NOTICE_NOW] = { SHOWN("stockNow", FIELD_INTEGER, "Pieces now") },
	[STOCK_NOTICE_CREATED_AT] = { SHOWN("createdAt", FIELD_TIME,
	    "Fell so low then") },
	[STOCK_NOTICE_TOLD_AT] = { SHOWN("toldAt", FIELD_TIME, "Told then") },
	[STOCK_NOTICE_CLOSED_AT] = { SHOWN("closedAt", FIELD_TIME,
	    "Rose again then") },
};
static_assert(COUNT(notices) == STOCK_NOTICE__MAX, "a row for each field");
const struct fieldset stock_notice_fields =
    FIELDSET("StockNotice", NULL, notices);
