/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/notify/notice.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN	FIELD_READ_ONLY
#define PERHAPS	(FIELD_READ_ONLY | FIELD_NULLABLE)

static const char *const	states[] = { "waiting", "under_way", "told",
    "dead", "dropped", NULL };
static const char *const	try_states[] = { "under_way", "doubt",
    "sent", "delivered", "read", "failed", "skipped", NULL };
static const char *const	sms_states[] = { "waiting", "sending",
    "doubt", "sent", "delivered", "failed", "dead", "dropped", NULL };

static const struct field try_table[] = {
	[NOTICE_TRY_WAY] = { .name = "way", .column = "way",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = notice_ways },
	[NOTICE_TRY_STATE] = { .name = "state", .column = "state",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = try_states,
		.help = "doubt: it may have gone, and no other way is tried" },
	[NOTICE_TRY_REF] = { .name = "ref", .column = "ref",
		.type = FIELD_TEXT, .flags = PERHAPS,
		.help = "The mail, WhatsApp message or text that went" },
	[NOTICE_TRY_REASON] = { .name = "reason", .column = "reason",
		.type = FIELD_TEXT, .flags = PERHAPS,
		.help = "Why not: no_address, no_phone, not_wanted, "
		    "no_template, off, late, refused, mail, twilio_N, meta_N" },
	[NOTICE_TRY_CREATED_AT] = { .name = "createdAt",
		.column = "created_at", .type = FIELD_TIME, .flags = SHOWN },
	[NOTICE_TRY_UPDATED_AT] = { .name = "updatedAt",
		.column = "updated_at", .type = FIELD_TIME, .flags = SHOWN },
};
static_assert(COUNT(try_table) == NOTICE_TRY__MAX, "a row for each field");
const struct fieldset notice_try_fields =
    FIELDSET("NoticeTry", "notice_try", try_table);

static const struct field notice_table[] = {
	[NOTICE_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "ntc" },
	[NOTICE_TOPIC] = { .name = "topic", .column = "topic",
		.type = FIELD_ENUM, .flags = SHOWN,
		.choices = notice_topics },
	[NOTICE_TEMPLATE] = { .name = "template", .column = "template",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "Of the mail whose words it has" },
	[NOTICE_SUBJECT] = { .name = "subject", .column = "subject",
		.type = FIELD_TEXT, .flags = PERHAPS,
		.help = "What it is about: order …" },
	[NOTICE_SUBJECT_ID] = { .name = "subjectId", .column = "subject_id",
		.type = FIELD_TEXT, .flags = PERHAPS },
	[NOTICE_USER] = { .name = "userId", .column = "user_id",
		.type = FIELD_ID, .flags = PERHAPS, .prefix = "user" },
	[NOTICE_LOCALE] = { .name = "locale", .column = "locale",
		.type = FIELD_LOCALE, .flags = SHOWN },
	[NOTICE_EMAIL] = { .name = "email", .column = "email",
		.type = FIELD_TEXT, .flags = PERHAPS,
		.help = "Masked for those who may not manage people" },
	[NOTICE_PHONE] = { .name = "phone", .column = "phone",
		.type = FIELD_TEXT, .flags = PERHAPS,
		.help = "Masked like the address" },
	[NOTICE_WAYS] = { .name = "ways", .column = "ways",
		.type = FIELD_TEXTS, .flags = SHOWN,
		.help = "In the order in which they are tried" },
	[NOTICE_STATE] = { .name = "state", .column = "state",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = states },
	[NOTICE_TOLD_BY] = { .name = "toldBy", .column = "told_by",
		.type = FIELD_TEXT, .flags = PERHAPS },
	[NOTICE_DUE_AT] = { .name = "dueAt", .column = "due_at",
		.type = FIELD_TIME, .flags = SHOWN,
		.help = "Not before: it waits for quiet hours to end" },
	[NOTICE_CREATED_AT] = { .name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = SHOWN },
	[NOTICE_ENDED_AT] = { .name = "endedAt", .column = "ended_at",
		.type = FIELD_TIME, .flags = PERHAPS },
	[NOTICE_TRIES] = { .name = "tries", .type = FIELD_LIST,
		.flags = SHOWN, .of = &notice_try_fields },
};
static_assert(COUNT(notice_table) == NOTICE__MAX, "a row for each field");
const struct fieldset notice_fields =
    FIELDSET("Notice", "notice", notice_table);

static const struct field filter_table[] = {
	[NOTICE_OF_STATE] = { .name = "state", .type = FIELD_ENUM,
		.choices = states, .help = "Only those" },
	[NOTICE_OF_ORDER] = { .name = "orderId", .type = FIELD_ID,
		.prefix = "ord", .help = "Only those about it" },
};
static_assert(COUNT(filter_table) == NOTICE_OF__MAX,
    "a row for each filter");
const struct fieldset notice_filters =
    FIELDSET("NoticeFilter", NULL, filter_table);

/* ---- one's own ---------------------------------------------------------- */

static const struct field bell_table[] = {
	[BELL_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "bell" },
	[BELL_TOPIC] = { .name = "topic", .column = "topic",
		.type = FIELD_ENUM, .flags = SHOWN,
		.choices = notice_topics },
	[BELL_TITLE] = { .name = "title", .column = "template",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "In the reader's language" },
	[BELL_TEXT] = { .name = "text", .column = "fields",
		.type = FIELD_TEXT, .flags = PERHAPS },
	[BELL_LINK] = { .name = "link", .column = "link",
		.type = FIELD_TEXT, .flags = PERHAPS,
		.help = "A path of the shop's" },
	[BELL_CREATED_AT] = { .name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = SHOWN },
	[BELL_READ_AT] = { .name = "readAt", .column = "read_at",
		.type = FIELD_TIME, .flags = PERHAPS },
};
static_assert(COUNT(bell_table) == BELL__MAX, "a row for each field");
const struct fieldset bell_fields = FIELDSET("Bell", "bell", bell_table);

static const struct field count_table[] = {
	[BELL_COUNT_UNREAD] = { .name = "unread", .type = FIELD_INTEGER,
		.flags = SHOWN },
};
static_assert(COUNT(count_table) == BELL_COUNT__MAX, "a row for each field");
const struct fieldset bell_count_fields =
    FIELDSET("BellCount", NULL, count_table);

static const struct field wish_topic_table[] = {
	[WISH_TOPIC] = { .name = "topic", .type = FIELD_ENUM,
		.flags = FIELD_REQUIRED, .choices = notice_topics },
	[WISH_WAYS] = { .name = "ways", .type = FIELD_TEXTS,
		.flags = FIELD_REQUIRED, .max = NOTICE_WAY__MAX,
		.help = "email, whatsapp, sms, app: in the order to try; app "
		    "rings beside the others" },
};
static_assert(COUNT(wish_topic_table) == WISH_TOPIC__MAX,
    "a row for each field");
const struct fieldset wish_topic_fields =
    FIELDSET("NoticeWish", NULL, wish_topic_table);

static const struct field wish_table[] = {
	[WISH_TOPICS] = { .name = "topics", .type = FIELD_LIST,
		.max = NOTICE_TOPIC__MAX, .of = &wish_topic_fields,
		.help = "Those given replace what was wished of them" },
	[WISH_QUIET_FROM] = { .name = "quietFrom", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 5, .max = 5,
		.help = "Like 22:30, on one's own clock; WhatsApp and texts "
		    "wait until quietUntil" },
	[WISH_QUIET_UNTIL] = { .name = "quietUntil", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 5, .max = 5 },
};
static_assert(COUNT(wish_table) == WISH__MAX, "a row for each field");
const struct fieldset wish_fields =
    FIELDSET("NoticeWishes", NULL, wish_table);

/* ---- texts -------------------------------------------------------------- */

static const struct field sms_table[] = {
	[SMS_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "sms" },
	[SMS_RECIPIENT] = { .name = "recipient", .column = "recipient",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "Masked for those who may not manage people" },
	[SMS_SUBJECT] = { .name = "subject", .column = "subject",
		.type = FIELD_TEXT, .flags = SHOWN },
	[SMS_SUBJECT_ID] = { .name = "subjectId", .column = "subject_id",
		.type = FIELD_TEXT, .flags = SHOWN },
	[SMS_STATE] = { .name = "state", .column = "state",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = sms_states,
		.help = "doubt: it may have gone, and is looked for" },
	[SMS_SEGMENTS] = { .name = "segments", .column = "segments",
		.type = FIELD_INTEGER, .flags = PERHAPS,
		.help = "Parts, each of which is paid" },
	[SMS_ATTEMPTS] = { .name = "attempts", .column = "attempts",
		.type = FIELD_INTEGER, .flags = SHOWN },
	[SMS_CODE] = { .name = "errorCode", .column = "error_code",
		.type = FIELD_INTEGER, .flags = PERHAPS,
		.help = "Twilio's" },
	[SMS_ERROR] = { .name = "error", .column = "error",
		.type = FIELD_TEXT, .flags = PERHAPS },
	[SMS_CREATED_AT] = { .name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = SHOWN },
	[SMS_SENT_AT] = { .name = "sentAt", .column = "sent_at",
		.type = FIELD_TIME, .flags = PERHAPS },
	[SMS_ENDED_AT] = { .name = "endedAt", .column = "ended_at",
		.type = FIELD_TIME, .flags = PERHAPS },
};
static_assert(COUNT(sms_table) == SMS__MAX, "a row for each field");
const struct fieldset sms_fields = FIELDSET("Sms", "sms", sms_table);

static const struct field sms_filter_table[] = {
	[SMS_OF_STATE] = { .name = "state", .type = FIELD_ENUM,
		.choices = sms_states, .help = "Only those" },
};
static_assert(COUNT(sms_filter_table) == SMS_OF__MAX,
    "a row for each filter");
const struct fieldset sms_filters =
    FIELDSET("SmsFilter", NULL, sms_filter_table);

static const struct field came_table[] = {
	[SMS_CAME_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "smsevt" },
	[SMS_CAME_FROM] = { .name = "from", .column = "sender",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "Masked for those who may not manage people" },
	[SMS_CAME_TEXT] = { .name = "text", .column = "body",
		.type = FIELD_TEXT, .flags = SHOWN },
	[SMS_CAME_OUTCOME] = { .name = "outcome", .column = "outcome",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "applied: they want no more texts, or want them "
		    "again" },
	[SMS_CAME_AT] = { .name = "receivedAt", .column = "received_at",
		.type = FIELD_TIME, .flags = SHOWN },
};
static_assert(COUNT(came_table) == SMS_CAME__MAX, "a row for each field");
const struct fieldset sms_came_fields =
    FIELDSET("SmsReceived", "sms_event", came_table);

static const struct field test_table[] = {
	[SMS_TEST_TO] = { .name = "to", .type = FIELD_PHONE,
		.flags = FIELD_REQUIRED, .help = "Who gets a text to see that "
		    "texts go out" },
};
static_assert(COUNT(test_table) == SMS_TEST__MAX, "a row for each field");
const struct fieldset sms_test_fields =
    FIELDSET("SmsTest", NULL, test_table);
