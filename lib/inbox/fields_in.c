/* SPDX-License-Identifier: ISC */
/* What people say of the inbox: look for some, change one, write. */
#include <assert.h>

#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"
#include "lib/catalog/export.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define Q(HELP) { .name = "q", .type = FIELD_TEXT, .min = 1, .max = 100, \
	.help = (HELP) }

/* ---- prospects ----------------------------------------------------------------- */

#define PROSPECT_FILTERS \
	[PROSPECTS_OF_STATUS] = { .name = "status", .type = FIELD_ENUM, \
		.choices = prospect_statuses }, \
	[PROSPECTS_OF_OWNER] = { .name = "owner", .type = FIELD_TEXT, \
		.min = 1, .max = 64, .help = "An id, \"me\" or \"none\"" }, \
	[PROSPECTS_OF_SOURCE] = { .name = "source", .type = FIELD_ENUM, \
		.choices = prospect_sources }, \
	[PROSPECTS_OF_TAG] = { .name = "tag", .type = FIELD_TEXT, .min = 1, \
		.max = 40 }, \
	[PROSPECTS_OF_Q] = Q("Words of a name, company, address, " \
	    "telephone or tag")
static const struct field prospects_of[] = { PROSPECT_FILTERS };
static_assert(COUNT(prospects_of) == PROSPECTS_OF__MAX,
    "a row for each filter");
const struct fieldset prospect_filters =
    FIELDSET("ProspectFilters", NULL, prospects_of);

static const struct field prospects_file[] = {
	PROSPECT_FILTERS,
	EXPORT_CSV_QUERIES(PROSPECTS_EXPORT_BOM, PROSPECTS_EXPORT_SEPARATOR)
};
static_assert(COUNT(prospects_file) == PROSPECTS_EXPORT__MAX,
    "a row for each filter");
const struct fieldset prospect_export_query =
    FIELDSET("ProspectExport", NULL, prospects_file);

static const struct field merges[] = {
	[PROSPECT_MERGE_OTHER] = { .name = "other", .type = FIELD_ID,
		.flags = FIELD_REQUIRED, .prefix = "prospect",
		.help = "Who is the same person" },
};
static_assert(COUNT(merges) == PROSPECT_MERGE__MAX, "a row for each field");
const struct fieldset prospect_merge_fields =
    FIELDSET("ProspectMerge", NULL, merges);

/* ---- conversations ---------------------------------------------------------------- */

static const struct field conversations_of[] = {
	[CONVERSATIONS_OF_STATE] = { .name = "state", .type = FIELD_ENUM,
		.choices = conversation_states },
	[CONVERSATIONS_OF_CHANNEL] = { .name = "channel",
		.type = FIELD_ENUM, .choices = conversation_channels },
	[CONVERSATIONS_OF_ASSIGNEE] = { .name = "assignee",
		.type = FIELD_TEXT, .min = 1, .max = 64,
		.help = "An id, \"me\" or \"none\"" },
	[CONVERSATIONS_OF_LABEL] = { .name = "label", .type = FIELD_ID,
		.prefix = "label" },
	[CONVERSATIONS_OF_PROSPECT] = { .name = "prospect",
		.type = FIELD_ID, .prefix = "prospect" },
	[CONVERSATIONS_OF_UNREAD] = { .name = "unread",
		.type = FIELD_BOOLEAN },
	[CONVERSATIONS_OF_OVERDUE] = { .name = "overdue",
		.type = FIELD_BOOLEAN,
		.help = "Waits for longer than inbox.warnHours" },
	[CONVERSATIONS_OF_Q] = Q("Words of what was said, of a name, "
	    "telephone or address"),
};
static_assert(COUNT(conversations_of) == CONVERSATIONS_OF__MAX,
    "a row for each filter");
const struct fieldset conversation_filters =
    FIELDSET("ConversationFilters", NULL, conversations_of);

static const struct field conversation_to[] = {
	[CONVERSATION_TO_STATE] = { .name = "state", .column = "state",
		.type = FIELD_ENUM, .choices = conversation_states },
	[CONVERSATION_TO_ASSIGNEE] = { .name = "assigneeId",
		.column = "assignee_id", .type = FIELD_ID,
		.flags = FIELD_NULLABLE, .prefix = "user",
		.help = "One of the staff who may answer" },
	[CONVERSATION_TO_SUBJECT] = { .name = "subject",
		.column = "subject", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 1, .max = 200 },
	[CONVERSATION_TO_LABELS] = { .name = "labels", .type = FIELD_TEXTS,
		.max = 20, .help = "Ids, instead of those there are" },
};
static_assert(COUNT(conversation_to) == CONVERSATION_TO__MAX,
    "a row for each field");
const struct fieldset conversation_change_fields =
    FIELDSET("ConversationChange", "conversation", conversation_to);

/* ---- messages ---------------------------------------------------------------------- */

const char *const message_in_kinds[] = { [IN_TEXT] = "text",
	[IN_TEMPLATE] = "template", [IN_INTERACTIVE] = "interactive",
	[IN_FILE] = "file", [IN_REACTION] = "reaction", [IN_NOTE] = "note",
	NULL };

static const struct field message_in[] = {
	[MESSAGE_IN_KIND] = { .name = "kind", .type = FIELD_ENUM,
		.choices = message_in_kinds, .initial = "\"text\"" },
	[MESSAGE_IN_TEXT] = { .name = "text", .type = FIELD_TEXT,
		.flags = FIELD_LINES, .min = 1, .max = 4096,
		.help = "Of a text, a note; beneath a file" },
	[MESSAGE_IN_TEMPLATE] = { .name = "template", .type = FIELD_TEXT,
		.min = 1, .max = 512, .help = "Its name at Meta" },
	[MESSAGE_IN_LANGUAGE] = { .name = "language", .type = FIELD_TEXT,
		.min = 2, .max = 16,
		.help = "As Meta writes it; else the person's" },
	[MESSAGE_IN_VALUES] = { .name = "values", .type = FIELD_TEXTS,
		.max = 64, .help = "Of the template's variables, in order" },
	[MESSAGE_IN_CANNED] = { .name = "cannedId", .type = FIELD_ID,
		.prefix = "canned", .help = "What is said often, as text" },
	[MESSAGE_IN_FILE] = { .name = "fileId", .type = FIELD_ID,
		.prefix = "file", .help = "A file that was sent before" },
	[MESSAGE_IN_REPLY_TO] = { .name = "replyTo", .type = FIELD_ID,
		.prefix = "msg", .help = "A message of this conversation" },
	[MESSAGE_IN_KEY] = { .name = "clientKey", .type = FIELD_TEXT,
		.min = 1, .max = 100,
		.help = "The same key again is the same message" },
	[MESSAGE_IN_INTERACTIVE] = { .name = "interactive",
		.type = FIELD_JSON, .max = 16384,
		.help = "Buttons, a list, a product: as Meta writes it" },
	[MESSAGE_IN_EMOJI] = { .name = "emoji", .type = FIELD_TEXT,
		.min = 1, .max = 16,
		.help = "A reaction to replyTo; without: it is taken back" },
};
static_assert(COUNT(message_in) == MESSAGE_IN__MAX, "a row for each field");
const struct fieldset message_new_fields =
    FIELDSET("MessageNew", NULL, message_in);
