/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/catalog/bulk_plan.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char *const edit_statuses[] = {
	"waiting", "running", "done", "undoing", "undone", "failed", NULL
};
static const char *const item_states[] = {
	"waiting", "done", "same", "rejected", "undone", "kept", NULL
};

/* ---- what is asked for -------------------------------------------------- */

static const struct field changes[] = {
	[BULK_CHANGE_FIELD] = {
		.name = "field", .type = FIELD_ENUM, .flags = FIELD_REQUIRED,
		.choices = bulk_field_names,
		.help = "price: the base price and variations' own prices; "
		    "stock: of every variation" },
	[BULK_CHANGE_OPERATION] = {
		.name = "operation", .type = FIELD_ENUM,
		.flags = FIELD_REQUIRED, .choices = bulk_operation_names,
		.help = "add, subtract: to an amount or stock; multiply: by "
		    "percent; add, remove: tags" },
	[BULK_CHANGE_VALUE] = {
		.name = "value", .type = FIELD_JSON,
		.flags = FIELD_NULLABLE,
		.help = "As a product has it; for multiply a percentage: 90 "
		    "takes a tenth off; none to clear" },
	[BULK_CHANGE_ENDING] = {
		.name = "ending", .type = FIELD_TEXT, .min = 1, .max = 12,
		.help = "Round an amount to the nearest that ends so: .90" },
};
static_assert(COUNT(changes) == BULK_CHANGE__MAX, "a row for each field");
static const struct fieldset change_fields =
    FIELDSET("BulkChange", NULL, changes);

static const struct field request[] = {
	[BULK_REQUEST_IDS] = {
		.name = "ids", .type = FIELD_TEXTS, .min = 1,
		.max = BULK_EDIT_IDS,
		.help = "Products; give these or a filter" },
	[BULK_REQUEST_FILTER] = {
		.name = "filter", .type = FIELD_OBJECT,
		.of = &product_filter_admin,
		.help = "All that the list of products shows with it" },
	[BULK_REQUEST_CHANGES] = {
		.name = "changes", .type = FIELD_LIST, .flags = FIELD_REQUIRED,
		.min = 1, .max = 20, .of = &change_fields,
		.help = "In order; each sees what the one before made" },
	[BULK_REQUEST_DRY_RUN] = {
		.name = "dryRun", .type = FIELD_BOOLEAN, .initial = "false",
		.help = "Only tell what would be done" },
};
static_assert(COUNT(request) == BULK_REQUEST__MAX, "a row for each field");
const struct fieldset bulk_request_fields =
    FIELDSET("BulkEditRequest", NULL, request);

/* ---- what became of it -------------------------------------------------- */

static const struct field items[] = {
	[BULK_ITEM_PRODUCT] = {
		.name = "productId", .column = "product_id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "prod",
		.help = "Which product" },
	[BULK_ITEM_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "In the shop's language; null: it is gone" },
	[BULK_ITEM_STATE] = {
		.name = "state", .column = "state", .type = FIELD_ENUM,
		.flags = FIELD_READ_ONLY, .choices = item_states,
		.help = "same: it was so already; kept: edited since, so "
		    "undoing left it alone" },
	[BULK_ITEM_BEFORE] = {
		.name = "before", .column = "before", .type = FIELD_JSON,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "The fields that changed, as they were" },
	[BULK_ITEM_AFTER] = {
		.name = "after", .column = "after", .type = FIELD_JSON,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "And as they became" },
	[BULK_ITEM_FIELD] = {
		.name = "field", .column = "field", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "What the product was refused for" },
	[BULK_ITEM_CODE] = {
		.name = "code", .column = "code", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "Why; stable" },
	[BULK_ITEM_MESSAGE] = {
		.name = "message", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "In the reader's language" },
};
static_assert(COUNT(items) == BULK_ITEM__MAX, "a row for each field");
const struct fieldset bulk_item_fields =
    FIELDSET("BulkEditItem", NULL, items);

static const struct field item_filter[] = {
	{ .name = "state", .type = FIELD_ENUM, .choices = item_states,
	  .help = "Only those of this state" },
};
const struct fieldset bulk_item_filter =
    FIELDSET("BulkEditItemFilter", NULL, item_filter);

#define NUMBER(NAME, HELP) \
	{ .name = #NAME, .column = #NAME, .type = FIELD_INTEGER, \
	  .flags = FIELD_READ_ONLY, .help = (HELP) }
#define TIME(NAME, COLUMN, HELP) \
	{ .name = (NAME), .column = (COLUMN), .type = FIELD_TIME, \
	  .flags = FIELD_READ_ONLY | FIELD_NULLABLE, .help = (HELP) }

static const struct field edit[] = {
	[BULK_EDIT_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE, .prefix = "bulk",
		.help = "TypeID; null of a dry run" },
	[BULK_EDIT_STATUS] = {
		.name = "status", .column = "status", .type = FIELD_ENUM,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.choices = edit_statuses, .help = "Null of a dry run" },
	[BULK_EDIT_TOTAL] = NUMBER(total, "Products it is about"),
	[BULK_EDIT_CHANGED] = NUMBER(changed, "Changed, or would be"),
	[BULK_EDIT_UNCHANGED] = NUMBER(unchanged, "Were so already"),
	[BULK_EDIT_REJECTED] = NUMBER(rejected, "Refused"),
	[BULK_EDIT_UNDONE] = NUMBER(undone, "Put back to what they were"),
	[BULK_EDIT_KEPT] = NUMBER(kept, "Edited since, so not put back"),
	[BULK_EDIT_REQUEST] = {
		.name = "request", .column = "request", .type = FIELD_JSON,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "What was asked for, without ids" },
	[BULK_EDIT_CREATED_AT] = TIME("createdAt", "created_at",
	    "Asked for then"),
	[BULK_EDIT_UPDATED_AT] = TIME("updatedAt", "updated_at",
	    "Last got further then"),
	[BULK_EDIT_ITEMS] = {
		.name = "items", .type = FIELD_LIST,
		.flags = FIELD_READ_ONLY, .max = BULK_EDIT_SHOWN,
		.of = &bulk_item_fields,
		.help = "Of a dry run only: the first products" },
};
static_assert(COUNT(edit) == BULK_EDIT__MAX, "a row for each field");
const struct fieldset bulk_edit_fields =
    FIELDSET("BulkEdit", "bulk_edit", edit);
