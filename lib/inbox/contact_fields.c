/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/catalog/catalog.h"
#include "lib/catalog/export.h"
#include "lib/inbox/contact.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define NAME_MOST	100
#define SUBJECT_MOST	200
#define MESSAGE_MOST	5000

const char *const contact_statuses[] = { "NEW", "READ", "REPLIED", "ARCHIVED",
	NULL };

#define OURS(NAME, COLUMN, TYPE, FLAGS, HELP) \
	{ .name = (NAME), .column = (COLUMN), .type = (TYPE), \
	  .flags = FIELD_READ_ONLY | (FLAGS), .help = (HELP) }

static const struct field contact_table[] = {
	[CONTACT_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
	    .flags = FIELD_READ_ONLY, .prefix = "contact", .help = "TypeID" },
	[CONTACT_BRAND] = { .name = "brandId", .column = "brand_id",
	    .type = FIELD_ID, .flags = FIELD_READ_ONLY, .prefix = "brand",
	    .help = "Whose it is" },
	[CONTACT_CONVERSATION] = { .name = "conversationId",
	    .column = "conversation_id", .type = FIELD_ID,
	    .flags = FIELD_READ_ONLY | FIELD_NULLABLE, .prefix = "conv",
	    .help = "Where it is answered" },
	[CONTACT_NAME] = OURS("name", "name", FIELD_TEXT, 0, NULL),
	[CONTACT_EMAIL] = OURS("email", "email", FIELD_EMAIL, 0, NULL),
	[CONTACT_PHONE] = OURS("phone", "phone", FIELD_TEXT, FIELD_NULLABLE,
	    "As it was written"),
	[CONTACT_SUBJECT] = OURS("subject", "subject", FIELD_TEXT,
	    FIELD_NULLABLE, NULL),
	[CONTACT_MESSAGE] = OURS("message", "message", FIELD_TEXT,
	    FIELD_LINES, NULL),
	[CONTACT_LOCALE] = OURS("locale", "locale", FIELD_LOCALE, 0,
	    "In which they read the shop"),
	[CONTACT_STATUS] = { .name = "status", .column = "status",
	    .type = FIELD_ENUM, .choices = contact_statuses,
	    .flags = FIELD_READ_ONLY },
	[CONTACT_NOTES] = OURS("notes", "notes", FIELD_TEXT,
	    FIELD_LINES | FIELD_NULLABLE, "Between the staff"),
	[CONTACT_REPLIED_AT] = OURS("repliedAt", "replied_at", FIELD_TIME,
	    FIELD_NULLABLE, NULL),
	[CONTACT_CREATED_AT] = OURS("createdAt", "created_at", FIELD_TIME, 0,
	    NULL),
	[CONTACT_UPDATED_AT] = OURS("updatedAt", "updated_at", FIELD_TIME, 0,
	    NULL),
	[CONTACT_VERSION] = OURS("version", "version", FIELD_INTEGER, 0,
	    "Counts changes; for If-Match"),
	[CONTACT_OVERDUE] = OURS("overdue", NULL, FIELD_BOOLEAN, 0,
	    "Waits for an answer for longer than inbox.warnHours"),
};
static_assert(COUNT(contact_table) == CONTACT__MAX, "a row for each field");
const struct fieldset contact_fields =
    FIELDSET("ContactMessage", "contact_message", contact_table);

static const struct field new_table[] = {
	[CONTACT_IN_NAME] = { .name = "name", .type = FIELD_TEXT,
	    .flags = FIELD_REQUIRED, .min = 1, .max = NAME_MOST },
	[CONTACT_IN_EMAIL] = { .name = "email", .type = FIELD_EMAIL,
	    .flags = FIELD_REQUIRED, .help = "Where the answer goes" },
	[CONTACT_IN_PHONE] = { .name = "phone", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE, .max = 40,
	    .help = "Digits, blanks and + - . ( ) /" },
	[CONTACT_IN_SUBJECT] = { .name = "subject", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE, .max = SUBJECT_MOST },
	[CONTACT_IN_MESSAGE] = { .name = "message", .type = FIELD_TEXT,
	    .flags = FIELD_REQUIRED | FIELD_LINES, .min = 1,
	    .max = MESSAGE_MOST },
	[CONTACT_IN_TRAP] = { .name = "website", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE, .max = 2000,
	    .help = "To be left empty; what fills it in is no person" },
	[CONTACT_IN_STAMP] = { .name = "stamp", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE, .max = 200,
	    .help = "Of the form, with the work done for it behind a dot; "
	    "without it fewer messages are taken" },
	[CONTACT_IN_KEY] = { .name = "clientKey", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE, .max = 100,
	    .help = "The same key of the same sender is the same message" },
};
static_assert(COUNT(new_table) == CONTACT_IN__MAX, "a row for each field");
const struct fieldset contact_new_fields =
    FIELDSET("ContactNew", NULL, new_table);

static const struct field change_table[] = {
	[CONTACT_TO_STATUS] = { .name = "status", .column = "status",
	    .type = FIELD_ENUM, .choices = contact_statuses },
	[CONTACT_TO_NOTES] = { .name = "notes", .column = "notes",
	    .type = FIELD_TEXT, .flags = FIELD_NULLABLE | FIELD_LINES,
	    .max = 5000 },
};
static_assert(COUNT(change_table) == CONTACT_TO__MAX, "a row for each field");
const struct fieldset contact_change_fields =
    FIELDSET("ContactChange", "contact_message", change_table);

static const struct field reply_table[] = {
	[CONTACT_REPLY_TEXT] = { .name = "text", .type = FIELD_TEXT,
	    .flags = FIELD_REQUIRED | FIELD_LINES, .min = 1, .max = 4096 },
	[CONTACT_REPLY_KEY] = { .name = "clientKey", .type = FIELD_TEXT,
	    .min = 1, .max = 100, .help = "The same key is the same answer" },
};
static_assert(COUNT(reply_table) == CONTACT_REPLY__MAX,
    "a row for each field");
const struct fieldset contact_reply_fields =
    FIELDSET("ContactReply", NULL, reply_table);

#define FILTERS \
	[CONTACTS_OF_STATUS] = { .name = "status", .type = FIELD_ENUM, \
	    .choices = contact_statuses, .help = "Only of this status" }, \
	[CONTACTS_OF_Q] = { .name = "q", .type = FIELD_TEXT, .min = 1, \
	    .max = 200, .help = "In the name, address, subject or message" }

static const struct field filter_table[] = { FILTERS };
static_assert(COUNT(filter_table) == CONTACTS_OF__MAX,
    "a row for each filter");
const struct fieldset contact_filters =
    FIELDSET("ContactFilter", NULL, filter_table);

static const struct field export_table[] = { FILTERS,
	EXPORT_CSV_QUERIES(CONTACTS_EXPORT_BOM, CONTACTS_EXPORT_SEPARATOR) };
static_assert(COUNT(export_table) == CONTACTS_EXPORT__MAX,
    "a row for each query name");
const struct fieldset contact_export_query =
    FIELDSET("ContactExport", NULL, export_table);

static const struct field detail_table[] = {
	[CONTACT_DETAIL_NAME] = { .name = "name", .type = FIELD_TEXT },
	[CONTACT_DETAIL_ADDRESS] = { .name = "address", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE | FIELD_LINES },
	[CONTACT_DETAIL_EMAIL] = { .name = "email", .type = FIELD_EMAIL,
	    .flags = FIELD_NULLABLE },
	[CONTACT_DETAIL_PHONE] = { .name = "phone", .type = FIELD_PHONE,
	    .flags = FIELD_NULLABLE },
	[CONTACT_DETAIL_HOURS] = { .name = "hours", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE | FIELD_LINES,
	    .help = "When the shop is open, a line a line" },
	[CONTACT_DETAIL_PLACE] = { .name = "place", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE | FIELD_LINES,
	    .help = "How to find it: words, or the address of a map" },
	[CONTACT_DETAIL_STAMP] = { .name = "stamp", .type = FIELD_TEXT,
	    .help = "To be sent back with the form, within two days" },
	[CONTACT_DETAIL_WORK] = { .name = "workBits", .type = FIELD_INTEGER,
	    .help = "A number is looked for so that SHA-256 of \"stamp.number\""
	    " begins with so many zero bits; \"stamp.number\" is sent back" },
};
static_assert(COUNT(detail_table) == CONTACT_DETAIL__MAX,
    "a row for each field");
const struct fieldset contact_detail_fields =
    FIELDSET("ContactDetails", NULL, detail_table);
