/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/inbox/inbox.h"

static const struct field fields[] = {
	[INBOX_AUTO_REPLY] = { .name = "autoReply", .type = FIELD_BOOLEAN,
	    .initial = "false",
	    .help = "Who writes by the contact form is told by mail that it "
	    "came" },
	[INBOX_AUTO_REPLY_TEXT] = { .name = "autoReplyText",
	    .type = FIELD_TEXT, .flags = FIELD_NULLABLE | FIELD_LINES,
	    .max = 2000, .initial = "null",
	    .help = "What that mail says besides: when somebody answers …" },
	[INBOX_HOURS] = { .name = "hours", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE | FIELD_LINES, .max = 1000,
	    .initial = "null", .help = "When the shop is open, a line a line" },
	[INBOX_PLACE] = { .name = "place", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE | FIELD_LINES, .max = 500,
	    .initial = "null",
	    .help = "How to find the shop: words, or the address of a map" },
	[INBOX_FILE_DAYS] = { .name = "fileDays", .type = FIELD_INTEGER,
	    .min = 1, .max = 3650, .initial = "365",
	    .help = "How long files of messages are kept" },
	[INBOX_WARN_HOURS] = { .name = "warnHours", .type = FIELD_INTEGER,
	    .min = 1, .max = 720, .initial = "24",
	    .help = "The staff are warned of who waits for longer" },
	[INBOX_ORDER_MINUTES] = { .name = "orderMinutes",
	    .type = FIELD_INTEGER, .min = 5, .max = 10080, .initial = "60",
	    .help = "How long stock is held for an order out of a chat" },
};
static_assert(sizeof(fields) / sizeof(fields[0]) == INBOX__MAX,
    "a row for each setting");

const struct fieldset inbox_settings =
    FIELDSET("InboxSettings", NULL, fields);
