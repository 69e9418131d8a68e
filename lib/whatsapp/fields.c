/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/whatsapp/number.h"
#include "lib/whatsapp/send_list.h"
#include "lib/whatsapp/template.h"
#include "lib/whatsapp/whatsapp.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN	FIELD_READ_ONLY
#define MAYBE	(FIELD_READ_ONLY | FIELD_NULLABLE)
#define AT(NAME, COLUMN, HELP) { .name = (NAME), .column = (COLUMN), \
	.type = FIELD_TIME, .flags = MAYBE, .help = (HELP) }
#define SAID(NAME, COLUMN, HELP) { .name = (NAME), .column = (COLUMN), \
	.type = FIELD_TEXT, .flags = MAYBE, .help = (HELP) }

/* ---- what goes out ------------------------------------------------------- */

static const char *const	states[] = { "waiting", "sending", "doubt",
	"sent", "delivered", "read", "played", "failed", "dropped", NULL };

static const struct field send_table[] = {
	[WA_SEND_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "wasend" },
	[WA_SEND_BRAND] = { .name = "brandId", .column = "brand_id",
		.type = FIELD_ID, .flags = SHOWN, .prefix = "brand" },
	[WA_SEND_NUMBER] = { .name = "numberId", .column = "number_id",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "Of ours, from which it goes" },
	[WA_SEND_PERSON] = { .name = "personId", .column = "person_id",
		.type = FIELD_TEXT, .flags = SHOWN },
	[WA_SEND_KIND] = { .name = "kind", .column = "kind",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "text, template, image …" },
	[WA_SEND_BODY] = { .name = "body", .column = "body",
		.type = FIELD_JSON, .flags = SHOWN | FIELD_HIDDEN,
		.help = "Meta's object" },
	[WA_SEND_CATEGORY] = SAID("category", "category",
	    "Of a template: marketing, utility or authentication"),
	[WA_SEND_SUBJECT] = { .name = "subject", .column = "subject",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "Who asked for it: message, notice" },
	[WA_SEND_SUBJECT_ID] = { .name = "subjectId", .column = "subject_id",
		.type = FIELD_TEXT, .flags = SHOWN },
	[WA_SEND_KEY] = SAID("clientKey", "client_key",
	    "Who asks twice with it sends once"),
	[WA_SEND_STATE] = { .name = "state", .column = "state",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = states,
		.help = "doubt: Meta may have it, and nobody knows" },
	[WA_SEND_WAMID] = SAID("wamid", "wamid", "What Meta calls it"),
	[WA_SEND_ATTEMPTS] = { .name = "attempts", .column = "attempts",
		.type = FIELD_INTEGER, .flags = SHOWN },
	[WA_SEND_DUE_AT] = AT("dueAt", "due_at", "Not before, if it waits"),
	[WA_SEND_CODE] = { .name = "errorCode", .column = "error_code",
		.type = FIELD_INTEGER, .flags = MAYBE,
		.help = "Meta's" },
	[WA_SEND_ERROR] = SAID("error", "error", "What Meta said last"),
	[WA_SEND_CREATED_AT] = AT("createdAt", "created_at", NULL),
	[WA_SEND_SENT_AT] = AT("sentAt", "sent_at", NULL),
	[WA_SEND_DELIVERED_AT] = AT("deliveredAt", "delivered_at", NULL),
	[WA_SEND_READ_AT] = AT("readAt", "read_at", NULL),
	[WA_SEND_ENDED_AT] = AT("endedAt", "ended_at",
	    "When it failed or was dropped"),
};
static_assert(COUNT(send_table) == WA_SEND__MAX, "a row for each field");
const struct fieldset wa_send_fields =
    FIELDSET("WhatsAppSend", "wa_send", send_table);

static const struct field send_filter_table[] = {
	[WA_SENDS_OF_STATE] = { .name = "state", .type = FIELD_ENUM,
		.choices = states, .help = "Only those" },
};
static_assert(COUNT(send_filter_table) == WA_SENDS_OF__MAX,
    "a row for each filter");
const struct fieldset wa_send_filters =
    FIELDSET("WhatsAppSendFilter", NULL, send_filter_table);

/* ---- our numbers --------------------------------------------------------- */

static const struct field number_table[] = {
	[WA_NUMBER_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "wanum" },
	[WA_NUMBER_BRAND] = { .name = "brandId", .column = "brand_id",
		.type = FIELD_ID, .prefix = "brand", .help = "Another: what "
		    "was said stays with the one that it was said to" },
	[WA_NUMBER_META] = { .name = "metaId", .column = "meta_id",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "What Meta calls it" },
	[WA_NUMBER_ACCOUNT] = { .name = "accountId", .column = "account_id",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "The WhatsApp Business account" },
	[WA_NUMBER_PHONE] = { .name = "phone", .column = "phone",
		.type = FIELD_TEXT, .flags = SHOWN, .help = "Digits" },
	[WA_NUMBER_NAME] = { .name = "name", .column = "name",
		.type = FIELD_TEXT, .flags = FIELD_NULLABLE, .max = 100 },
	[WA_NUMBER_DEFAULT] = { .name = "isDefault", .column = "is_default",
		.type = FIELD_BOOLEAN,
		.help = "What says no number goes from this one; one of a "
		    "brand" },
	[WA_NUMBER_ACTIVE] = { .name = "isActive", .column = "is_active",
		.type = FIELD_BOOLEAN, .help = "Otherwise nothing goes" },
	[WA_NUMBER_COEXISTS] = { .name = "coexists", .column = "coexists",
		.type = FIELD_BOOLEAN,
		.help = "The app runs on a telephone too: 20 messages a "
		    "second at most" },
	[WA_NUMBER_QUALITY] = SAID("quality", "quality", "As Meta sees it"),
	[WA_NUMBER_PER_SECOND] = { .name = "perSecond",
		.column = "per_second", .type = FIELD_INTEGER, .min = 1,
		.max = 1000, .help = "Messages, at most" },
	[WA_NUMBER_PER_DAY] = { .name = "perDay", .column = "per_day",
		.type = FIELD_INTEGER, .flags = FIELD_NULLABLE, .min = 1,
		.max = 100000000, .help = "People who are written to first "
		    "in 24 hours, at most; null: as many as one likes" },
	[WA_NUMBER_HELD_UNTIL] = AT("heldUntil", "held_until",
	    "Nothing goes before then"),
	[WA_NUMBER_PROBLEM] = SAID("problem", "problem",
	    "Why it is held, as Meta says it"),
	[WA_NUMBER_SYNCED_AT] = AT("syncedAt", "synced_at",
	    "When Meta named it last"),
	[WA_NUMBER_GONE_AT] = AT("goneAt", "gone_at",
	    "Since when Meta does not name it any more: nothing goes"),
	[WA_NUMBER_CREATED_AT] = AT("createdAt", "created_at", NULL),
	[WA_NUMBER_UPDATED_AT] = AT("updatedAt", "updated_at", NULL),
	[WA_NUMBER_VERSION] = { .name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = SHOWN,
		.help = "Counts changes; for If-Match" },
	[WA_NUMBER_TOKEN] = { .name = "token", .type = FIELD_TEXT,
		.flags = FIELD_SECRET | FIELD_NULLABLE, .max = 1000,
		.help = "Its own access token; null: the configured one" },
};
static_assert(COUNT(number_table) == WA_NUMBER__MAX, "a row for each field");
const struct fieldset wa_number_fields =
    FIELDSET("WhatsAppNumber", "wa_number", number_table);

static const struct field sync_table[] = {
	[WA_SYNC_BRAND] = { .name = "brandId", .type = FIELD_ID,
		.prefix = "brand", .help = "Whose new numbers are; one's own "
		    "unless said" },
};
static_assert(COUNT(sync_table) == WA_SYNC__MAX, "a row for each field");
const struct fieldset wa_sync_fields =
    FIELDSET("WhatsAppSync", NULL, sync_table);

/* ---- templates ----------------------------------------------------------- */

static const struct field template_table[] = {
	[WA_TEMPLATE_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "watpl" },
	[WA_TEMPLATE_BRAND] = { .name = "brandId", .column = "brand_id",
		.type = FIELD_ID, .flags = SHOWN, .prefix = "brand" },
	[WA_TEMPLATE_NAME] = { .name = "name", .column = "name",
		.type = FIELD_TEXT, .flags = SHOWN },
	[WA_TEMPLATE_LANGUAGE] = { .name = "language", .column = "language",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "As Meta writes it: en is not en_US" },
	[WA_TEMPLATE_CATEGORY] = { .name = "category", .column = "category",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "marketing, utility or authentication" },
	[WA_TEMPLATE_STATUS] = { .name = "status", .column = "status",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "Only what is APPROVED can go" },
	[WA_TEMPLATE_COMPONENTS] = { .name = "components",
		.column = "components", .type = FIELD_JSON, .flags = SHOWN,
		.help = "Header, body, footer and buttons, as Meta has them" },
	[WA_TEMPLATE_VARIABLES] = { .name = "variables",
		.column = "variables", .type = FIELD_INTEGER, .flags = SHOWN,
		.help = "Values that its body takes" },
	[WA_TEMPLATE_QUALITY] = SAID("quality", "quality", "As Meta sees it"),
	[WA_TEMPLATE_REASON] = SAID("reason", "reason",
	    "Why Meta refused it"),
	[WA_TEMPLATE_SYNCED_AT] = AT("syncedAt", "synced_at",
	    "When Meta told it last"),
};
static_assert(COUNT(template_table) == WA_TEMPLATE__MAX,
    "a row for each field");
const struct fieldset wa_template_fields =
    FIELDSET("WhatsAppTemplate", "wa_template", template_table);

static const struct field template_filter_table[] = {
	[WA_TEMPLATES_OF_STATUS] = { .name = "status", .type = FIELD_TEXT,
		.max = 40, .help = "APPROVED, PENDING, REJECTED …" },
	[WA_TEMPLATES_OF_NAME] = { .name = "name", .type = FIELD_TEXT,
		.max = 512, .help = "Only those" },
};
static_assert(COUNT(template_filter_table) == WA_TEMPLATES_OF__MAX,
    "a row for each filter");
const struct fieldset wa_template_filters =
    FIELDSET("WhatsAppTemplateFilter", NULL, template_filter_table);
