/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/catalog/import.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char *const statuses[] = {
	"waiting", "running", "done", "failed", NULL
};

/* Columns in the order of sql_errors in import_read.c. */
static const struct field errors[] = {
	[IMPORT_ERROR_LINE] = {
		.name = "line", .column = "line", .type = FIELD_INTEGER,
		.flags = FIELD_READ_ONLY, .help = "Of the file, from 1" },
	[IMPORT_ERROR_FIELD] = {
		.name = "field", .column = "field", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY,
		.help = "The column as the file calls it; empty: the line" },
	[IMPORT_ERROR_CODE] = {
		.name = "code", .column = "code", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY, .help = "Stable" },
	[IMPORT_ERROR_MESSAGE] = {
		.name = "message", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY, .help = "In the reader's language" },
};
static_assert(COUNT(errors) == IMPORT_ERROR__MAX, "a row for each field");
const struct fieldset import_error_fields =
    FIELDSET("ImportError", "catalog_import_error", errors);

/* Columns in the order of sql_left in import_left.c. */
static const struct field left[] = {
	[IMPORT_LEFT_COLUMN] = {
		.name = "column", .column = "field", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY, .help = "As the file calls it" },
	[IMPORT_LEFT_LINES] = {
		.name = "lines", .column = "lines", .type = FIELD_INTEGER,
		.flags = FIELD_READ_ONLY, .help = "That say something in it" },
	[IMPORT_LEFT_MESSAGE] = {
		.name = "message", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY, .help = "In the reader's language" },
};
static_assert(COUNT(left) == IMPORT_LEFT__MAX, "a row for each field");
const struct fieldset import_left_fields =
    FIELDSET("ImportDifference", "catalog_import_left", left);

#define NUMBER(NAME, HELP) \
	{ .name = #NAME, .column = #NAME, .type = FIELD_INTEGER, \
	  .flags = FIELD_READ_ONLY, .help = (HELP) }

static const struct field import[] = {
	[IMPORT_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "import",
		.help = "TypeID" },
	[IMPORT_STATUS] = {
		.name = "status", .column = "status", .type = FIELD_ENUM,
		.flags = FIELD_READ_ONLY, .choices = statuses,
		.help = "failed: the file could not be read at all" },
	[IMPORT_FORMAT] = {
		.name = "format", .column = "format", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "souk, shopify, woocommerce, medusa, vendure, json or "
		    "custom, once the header has been read" },
	[IMPORT_DRY_RUN] = {
		.name = "dryRun", .column = "dry_run", .type = FIELD_BOOLEAN,
		.flags = FIELD_READ_ONLY,
		.help = "Only the report; nothing is written" },
	[IMPORT_LINES] = NUMBER(lines, "Lines read, without the header"),
	[IMPORT_CREATED] = NUMBER(created, "Products made"),
	[IMPORT_CHANGED] = NUMBER(changed, "Products changed"),
	[IMPORT_UNCHANGED] = NUMBER(unchanged, "Products that were so already"),
	[IMPORT_REJECTED] = NUMBER(rejected, "Lines refused"),
	[IMPORT_ERRORS] = {
		.name = "errors", .type = FIELD_LIST,
		.flags = FIELD_READ_ONLY, .max = IMPORT_ERRORS_MAX,
		.of = &import_error_fields,
		.help = "The first 1,000, by line; not in lists" },
	[IMPORT_DIFFERENCES] = {
		.name = "differences", .type = FIELD_LIST,
		.flags = FIELD_READ_ONLY, .max = 2000,
		.of = &import_left_fields,
		.help = "What the file says and souk does not take over; once "
		    "it is done, not in lists" },
	[IMPORT_CREATED_AT] = {
		.name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY,
		.help = "Sent then" },
	[IMPORT_UPDATED_AT] = {
		.name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY,
		.help = "Last got further then" },
};
static_assert(COUNT(import) == IMPORT__MAX, "a row for each field");
const struct fieldset import_fields =
    FIELDSET("Import", "catalog_import", import);
