/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/notify/notify.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN	FIELD_READ_ONLY

static const struct field settings_table[] = {
	[NOTIFY_PER_MINUTE] = {
		.name = "perMinute", .type = FIELD_INTEGER, .min = 1,
		.max = 100000, .initial = "60",
		.help = "Mails in a minute, at most; the rest waits" },
	[NOTIFY_MONTHLY_QUOTA] = {
		.name = "monthlyQuota", .type = FIELD_INTEGER, .min = 1,
		.max = 100000000, .initial = "3000",
		.help = "Mails by Resend in a calendar month; the rest waits "
		    "for the next" },
	[NOTIFY_WAIT_MINUTES] = {
		.name = "waitMinutes", .type = FIELD_INTEGER, .min = 1,
		.max = 1440, .initial = "15",
		.help = "How long a WhatsApp message or a text may take to "
		    "arrive, before somebody is told another way" },
};
static_assert(COUNT(settings_table) == NOTIFY__MAX, "a row for each setting");

const struct fieldset notify_settings =
    FIELDSET("NotifySettings", NULL, settings_table);

static const struct field text_table[] = {
	[MAIL_TEXT_NAME] = { .name = "name", .type = FIELD_TEXT,
		.flags = SHOWN, .help = "Of the mail" },
	[MAIL_TEXT_LOCALE] = { .name = "locale", .type = FIELD_LOCALE,
		.flags = SHOWN },
	[MAIL_TEXT_SUBJECT] = {
		.name = "subject", .column = "subject", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 1, .max = 150,
		.help = "{name} stands for what the mail is told" },
	[MAIL_TEXT_BODY] = {
		.name = "body", .column = "body", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED | FIELD_LINES, .min = 1,
		.max = 10000,
		.help = "An empty line between paragraphs; "
		    "[words]({link}) is a button" },
	[MAIL_TEXT_CUSTOM] = { .name = "isCustom", .type = FIELD_BOOLEAN,
		.flags = SHOWN, .help = "The owner's, not souk's own" },
	[MAIL_TEXT_PLACEHOLDERS] = { .name = "placeholders",
		.type = FIELD_TEXTS, .flags = SHOWN,
		.help = "What may stand in it" },
	[MAIL_TEXT_NEEDED] = { .name = "needed", .type = FIELD_TEXTS,
		.flags = SHOWN, .help = "What must stand in its body" },
	[MAIL_TEXT_VERSION] = {
		.name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = SHOWN,
		.help = "Counts changes; the ETag; 1 is souk's own" },
};
static_assert(COUNT(text_table) == MAIL_TEXT__MAX, "a row for each field");

const struct fieldset mail_text_fields =
    FIELDSET("MailText", "mail_text", text_table);

static const struct field preview_table[] = {
	[MAIL_PREVIEW_SUBJECT] = { .name = "subject", .type = FIELD_TEXT,
		.min = 1, .max = 150 },
	[MAIL_PREVIEW_TEXT] = { .name = "text", .type = FIELD_TEXT,
		.flags = SHOWN, .help = "For programs that show no HTML" },
	[MAIL_PREVIEW_HTML] = { .name = "html", .type = FIELD_TEXT,
		.flags = SHOWN },
};
static_assert(COUNT(preview_table) == MAIL_PREVIEW__MAX,
    "a row for each field");

const struct fieldset mail_preview_fields =
    FIELDSET("MailPreview", NULL, preview_table);

static const char *const	states[] = { "waiting", "sent", "dead",
    "dropped", NULL };

static const struct field outbox_table[] = {
	[OUTBOX_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "mail" },
	[OUTBOX_TEMPLATE] = { .name = "template", .column = "template",
		.type = FIELD_TEXT, .flags = SHOWN },
	[OUTBOX_LOCALE] = { .name = "locale", .column = "locale",
		.type = FIELD_LOCALE, .flags = SHOWN },
	[OUTBOX_RECIPIENT] = { .name = "recipient", .column = "recipient",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "Masked for those who may not manage people" },
	[OUTBOX_STATE] = { .name = "state", .column = "state",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = states },
	[OUTBOX_TRANSPORT] = { .name = "transport", .column = "transport",
		.type = FIELD_TEXT, .flags = SHOWN | FIELD_NULLABLE,
		.help = "smtp, resend or file" },
	[OUTBOX_REPLY] = { .name = "reply", .column = "reply",
		.type = FIELD_TEXT, .flags = SHOWN | FIELD_NULLABLE,
		.help = "The last word of the other side" },
	[OUTBOX_CREATED_AT] = { .name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = SHOWN },
	[OUTBOX_SENT_AT] = { .name = "sentAt", .column = "sent_at",
		.type = FIELD_TIME, .flags = SHOWN | FIELD_NULLABLE },
	[OUTBOX_DUE_AT] = { .name = "dueAt", .column = "due_at",
		.type = FIELD_TIME, .flags = SHOWN | FIELD_NULLABLE,
		.help = "When it is tried next" },
};
static_assert(COUNT(outbox_table) == OUTBOX__MAX, "a row for each field");

const struct fieldset outbox_fields = FIELDSET("Mail", "mail", outbox_table);

static const struct field filter_table[] = {
	[OUTBOX_OF_STATE] = { .name = "state", .type = FIELD_ENUM,
		.choices = states, .help = "Only those" },
};
static_assert(COUNT(filter_table) == OUTBOX_OF__MAX, "a row for each filter");

const struct fieldset outbox_filters =
    FIELDSET("MailFilter", NULL, filter_table);
