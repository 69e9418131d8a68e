/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
/* What is told, and never taken. */
#define TOLD(NAME, COLUMN, TYPE, HELP) \
	{ .name = (NAME), .column = (COLUMN), .type = (TYPE), \
	  .flags = FIELD_READ_ONLY | FIELD_NULLABLE, .help = (HELP) }
#define PARTS(NAME, TYPE, OF, HELP) \
	{ .name = (NAME), .type = (TYPE), .flags = FIELD_READ_ONLY | \
	  FIELD_NULLABLE, .of = (OF), .help = (HELP) }

const char *const prospect_statuses[] = { "new", "contacted", "qualified",
	"converted", "lost", NULL };
const char *const prospect_sources[] = { "whatsapp", "contact", "staff",
	"import", NULL };
const char *const conversation_states[] = { "open", "handoff", "closed",
	NULL };
const char *const conversation_channels[] = { "whatsapp", "contact", NULL };

/* ---- prospects ------------------------------------------------------------------ */

static const struct field prospects[] = {
	[PROSPECT_ID] = TOLD("id", "id", FIELD_ID, "TypeID"),
	[PROSPECT_BRAND] = TOLD("brandId", "brand_id", FIELD_ID,
	    "Whose it is"),
	[PROSPECT_OWNER] = { .name = "ownerId", .column = "owner_id",
		.type = FIELD_ID, .flags = FIELD_NULLABLE, .prefix = "user",
		.help = "One of the staff" },
	[PROSPECT_CUSTOMER] = { .name = "customerId",
		.column = "customer_id", .type = FIELD_ID,
		.flags = FIELD_NULLABLE, .prefix = "user",
		.help = "Their account, if they have one" },
	[PROSPECT_PERSON] = TOLD("personId", "person_id", FIELD_ID,
	    "Who they are on WhatsApp"),
	[PROSPECT_NAME] = { .name = "name", .column = "name",
		.type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 1,
		.max = 100 },
	[PROSPECT_PHONE] = { .name = "phone", .column = "phone",
		.type = FIELD_PHONE, .flags = FIELD_NULLABLE,
		.help = "E.164: +33612345678" },
	[PROSPECT_EMAIL] = { .name = "email", .column = "email",
		.type = FIELD_EMAIL, .flags = FIELD_NULLABLE },
	[PROSPECT_COMPANY] = { .name = "company", .column = "company",
		.type = FIELD_TEXT, .flags = FIELD_NULLABLE, .min = 1,
		.max = 100 },
	[PROSPECT_SOURCE] = { .name = "source", .column = "source",
		.type = FIELD_ENUM, .choices = prospect_sources,
		.flags = FIELD_CREATE_ONLY, .initial = "\"staff\"",
		.help = "Whence they are known" },
	[PROSPECT_STATUS] = { .name = "status", .column = "status",
		.type = FIELD_ENUM, .choices = prospect_statuses,
		.initial = "\"new\"",
		.help = "The first answer makes a new one contacted, a "
		    "paid order converted" },
	[PROSPECT_TAGS] = { .name = "tags", .column = "tags",
		.type = FIELD_TEXTS, .max = 20, .initial = "[]" },
	[PROSPECT_NOTES] = { .name = "notes", .column = "notes",
		.type = FIELD_TEXT, .flags = FIELD_NULLABLE | FIELD_LINES,
		.min = 1, .max = 5000, .help = "Between the staff" },
	[PROSPECT_MERGED_INTO] = TOLD("mergedInto", "merged_into", FIELD_ID,
	    "Who they turned out to be"),
	[PROSPECT_CREATED_AT] = TOLD("createdAt", "created_at", FIELD_TIME,
	    NULL),
	[PROSPECT_UPDATED_AT] = TOLD("updatedAt", "updated_at", FIELD_TIME,
	    NULL),
	[PROSPECT_VERSION] = TOLD("version", "version", FIELD_INTEGER,
	    "Counts changes; for If-Match"),
};
static_assert(COUNT(prospects) == PROSPECT__MAX, "a row for each field");
const struct fieldset prospect_fields =
    FIELDSET("Prospect", "prospect", prospects);

/* ---- conversations ---------------------------------------------------------------- */

static const struct field conversations[] = {
	[CONVERSATION_ID] = TOLD("id", "id", FIELD_ID, "TypeID"),
	[CONVERSATION_BRAND] = TOLD("brandId", "brand_id", FIELD_ID,
	    "Whose it is"),
	[CONVERSATION_PROSPECT] = TOLD("prospectId", "prospect_id", FIELD_ID,
	    "Whom one talks with"),
	[CONVERSATION_CHANNEL] = TOLD("channel", "channel", FIELD_TEXT,
	    "whatsapp or contact: the shop's form"),
	[CONVERSATION_NUMBER] = TOLD("numberId", "number_id", FIELD_ID,
	    "Our number on WhatsApp"),
	[CONVERSATION_PERSON] = TOLD("personId", "person_id", FIELD_ID,
	    "Who they are there"),
	[CONVERSATION_SUBJECT] = TOLD("subject", "subject", FIELD_TEXT, NULL),
	[CONVERSATION_STATE] = TOLD("state", "state", FIELD_TEXT,
	    "open, handoff: a person has to look, or closed"),
	[CONVERSATION_ASSIGNEE] = TOLD("assigneeId", "assignee_id", FIELD_ID,
	    "Who of the staff answers"),
	[CONVERSATION_UNREAD] = TOLD("unread", "unread", FIELD_INTEGER,
	    "Messages of theirs that nobody has seen"),
	[CONVERSATION_EXCERPT] = TOLD("excerpt", "excerpt", FIELD_TEXT,
	    "How the last message begins"),
	[CONVERSATION_LAST_AT] = TOLD("lastAt", "last_at", FIELD_TIME, NULL),
	[CONVERSATION_LAST_IN_AT] = TOLD("lastInAt", "last_in_at",
	    FIELD_TIME, "Of their last message"),
	[CONVERSATION_WAITING_SINCE] = TOLD("waitingSince", "waiting_since",
	    FIELD_TIME, "The oldest of theirs that nobody has answered"),
	[CONVERSATION_CLOSED_AT] = TOLD("closedAt", "closed_at", FIELD_TIME,
	    NULL),
	[CONVERSATION_CREATED_AT] = TOLD("createdAt", "created_at",
	    FIELD_TIME, NULL),
	[CONVERSATION_UPDATED_AT] = TOLD("updatedAt", "updated_at",
	    FIELD_TIME, NULL),
	[CONVERSATION_VERSION] = TOLD("version", "version", FIELD_INTEGER,
	    "Counts changes, messages included"),
	[CONVERSATION_NAME] = TOLD("name", "name", FIELD_TEXT,
	    "The prospect's"),
	[CONVERSATION_WINDOW_UNTIL] = TOLD("windowUntil", NULL, FIELD_TIME,
	    "On WhatsApp: until then one may write freely, afterwards by a "
	    "template only; null: they have not written yet"),
	[CONVERSATION_OVERDUE] = TOLD("overdue", NULL, FIELD_BOOLEAN,
	    "Waits for longer than inbox.warnHours"),
	[CONVERSATION_LABELS] = PARTS("labels", FIELD_LIST, &label_fields,
	    NULL),
};
static_assert(COUNT(conversations) == CONVERSATION__MAX,
    "a row for each field");
const struct fieldset conversation_fields =
    FIELDSET("Conversation", NULL, conversations);

/* ---- messages ------------------------------------------------------------------------ */

static const struct field message_files[] = {
	[MESSAGE_FILE_ID] = TOLD("id", "id", FIELD_ID, "TypeID"),
	[MESSAGE_FILE_NAME] = TOLD("name", "file_name", FIELD_TEXT,
	    "As its sender calls it"),
	[MESSAGE_FILE_TYPE] = TOLD("type", "type", FIELD_TEXT,
	    "What it is, by its bytes"),
	[MESSAGE_FILE_BYTES] = TOLD("bytes", "bytes", FIELD_INTEGER, NULL),
	[MESSAGE_FILE_STATE] = TOLD("state", "state", FIELD_TEXT,
	    "waiting, ready, refused, lost or gone"),
	[MESSAGE_FILE_ERROR] = TOLD("error", "error", FIELD_TEXT,
	    "Why it is not here"),
};
static_assert(COUNT(message_files) == MESSAGE_FILE__MAX,
    "a row for each field");
const struct fieldset message_file_fields =
    FIELDSET("MessageFile", NULL, message_files);

static const struct field message_orders[] = {
	[MESSAGE_ORDER_STATE] = TOLD("state", "state", FIELD_TEXT,
	    "waiting, made or refused"),
	[MESSAGE_ORDER_ID] = TOLD("orderId", "order_id", FIELD_ID,
	    "The order that was made of it"),
	[MESSAGE_ORDER_PROBLEM] = TOLD("problem", "problem", FIELD_JSON,
	    "What could not be had"),
};
static_assert(COUNT(message_orders) == MESSAGE_ORDER__MAX,
    "a row for each field");
const struct fieldset message_order_fields =
    FIELDSET("MessageOrder", NULL, message_orders);

static const struct field message_products[] = {
	[MESSAGE_PRODUCT_RETAILER] = TOLD("retailerId", NULL, FIELD_TEXT,
	    "As the catalogue at Meta calls it"),
	[MESSAGE_PRODUCT_ID] = TOLD("productId", NULL, FIELD_ID,
	    "The product here; null: there is none of that name"),
	[MESSAGE_PRODUCT_NAME] = TOLD("name", NULL, FIELD_TEXT, NULL),
};
static_assert(COUNT(message_products) == MESSAGE_PRODUCT__MAX,
    "a row for each field");
const struct fieldset message_product_fields =
    FIELDSET("MessageProduct", NULL, message_products);

static const struct field messages[] = {
	[MESSAGE_ID] = TOLD("id", "id", FIELD_ID, "TypeID"),
	[MESSAGE_CONVERSATION] = TOLD("conversationId", "conversation_id",
	    FIELD_ID, NULL),
	[MESSAGE_DIRECTION] = TOLD("direction", "direction", FIELD_TEXT,
	    "in: theirs; out: ours; note: between the staff; event: what "
	    "became of the conversation"),
	[MESSAGE_KIND] = TOLD("kind", "kind", FIELD_TEXT,
	    "text, image, order, template …"),
	[MESSAGE_TEXT] = TOLD("text", "text", FIELD_TEXT,
	    "What can be read of it"),
	[MESSAGE_BODY] = TOLD("body", "body", FIELD_JSON,
	    "What is more than text"),
	[MESSAGE_AUTHOR] = TOLD("authorId", "author_id", FIELD_ID,
	    "Who of the staff"),
	[MESSAGE_REF] = TOLD("ref", "ref", FIELD_TEXT,
	    "Its name at Meta"),
	[MESSAGE_REPLY_TO] = TOLD("replyTo", "reply_to", FIELD_ID,
	    "The message that it answers"),
	[MESSAGE_SEND] = TOLD("sendId", "send_id", FIELD_ID,
	    "Where it stands in the queue of what goes out"),
	[MESSAGE_STATE] = TOLD("state", "state", FIELD_TEXT,
	    "received, noted; waiting, sent, delivered, read, played; "
	    "failed, dropped; doubt: nobody knows whether it went"),
	[MESSAGE_CODE] = TOLD("errorCode", "error_code", FIELD_INTEGER,
	    "Meta's"),
	[MESSAGE_ERROR] = TOLD("error", "error", FIELD_TEXT, NULL),
	[MESSAGE_REACTION] = TOLD("reaction", "reaction", FIELD_TEXT,
	    "Theirs, to it"),
	[MESSAGE_REVOKED_AT] = TOLD("revokedAt", "revoked_at", FIELD_TIME,
	    "They took it back"),
	[MESSAGE_EDITED_AT] = TOLD("editedAt", "edited_at", FIELD_TIME, NULL),
	[MESSAGE_MADE_AT] = TOLD("madeAt", "made_at", FIELD_TIME,
	    "By its sender's clock"),
	[MESSAGE_CREATED_AT] = TOLD("createdAt", "created_at", FIELD_TIME,
	    NULL),
	[MESSAGE_FILES] = PARTS("files", FIELD_LIST, &message_file_fields,
	    NULL),
	[MESSAGE_ORDER] = PARTS("order", FIELD_OBJECT, &message_order_fields,
	    "What became of an order that came as a message"),
	[MESSAGE_PRODUCT] = PARTS("product", FIELD_OBJECT,
	    &message_product_fields, "What they ask about"),
};
static_assert(COUNT(messages) == MESSAGE__MAX, "a row for each field");
const struct fieldset message_fields = FIELDSET("Message", NULL, messages);
