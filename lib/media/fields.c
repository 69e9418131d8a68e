/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/media/media.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN		FIELD_READ_ONLY
#define KEPT		(FIELD_READ_ONLY | FIELD_HIDDEN)

static const struct field fields[] = {
	[MEDIA_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "media" },
	[MEDIA_URL] = { .name = "url", .type = FIELD_TEXT, .flags = SHOWN,
		.help = "Of the widest file; the others have their width in "
		"its place, and there is .webp beside .jpg" },
	[MEDIA_WIDTH] = { .name = "width", .column = "width",
		.type = FIELD_INTEGER, .flags = SHOWN,
		.help = "Of what came in, upright" },
	[MEDIA_HEIGHT] = { .name = "height", .column = "height",
		.type = FIELD_INTEGER, .flags = SHOWN },
	[MEDIA_LARGEST] = { .name = "largest", .column = "largest",
		.type = FIELD_INTEGER, .flags = SHOWN,
		.help = "Width of the widest file" },
	[MEDIA_BYTES_ALL] = { .name = "bytes", .column = "bytes",
		.type = FIELD_INTEGER, .flags = SHOWN,
		.help = "Of all files" },
	[MEDIA_COLOR] = { .name = "color", .column = "color",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "The main one, #rrggbb" },
	[MEDIA_PLACEHOLDER] = { .name = "placeholder",
		.column = "placeholder", .type = FIELD_TEXT, .flags = SHOWN,
		.help = "A WebP of a few pixels, in base64" },
	[MEDIA_FILE_NAME] = { .name = "fileName", .column = "file_name",
		.type = FIELD_TEXT, .flags = SHOWN | FIELD_NULLABLE,
		.help = "As who sent it calls it" },
	[MEDIA_PRIVATE] = { .name = "isPrivate", .column = "is_private",
		.type = FIELD_BOOLEAN, .flags = SHOWN,
		.help = "Only for its owner and the staff" },
	[MEDIA_CREATED] = { .name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = SHOWN },
	[MEDIA_DELETED] = { .name = "deletedAt", .column = "deleted_at",
		.type = FIELD_TIME, .flags = SHOWN | FIELD_NULLABLE,
		.help = "In the bin since" },
	[MEDIA_BRAND] = { .name = "brandId", .column = "brand_id",
		.type = FIELD_ID, .flags = KEPT },
	[MEDIA_USER] = { .name = "userId", .column = "user_id",
		.type = FIELD_ID, .flags = KEPT | FIELD_NULLABLE },
	[MEDIA_NAME] = { .name = "name", .column = "name",
		.type = FIELD_TEXT, .flags = KEPT },
};
static_assert(COUNT(fields) == MEDIA__MAX, "a row for each field");

const struct fieldset media_fields = FIELDSET("Media", "media", fields);

static const struct field filters[] = {
	[MEDIA_OF_DELETED] = { .name = "deleted", .type = FIELD_BOOLEAN,
		.initial = "false", .help = "What is in the bin" },
	[MEDIA_OF_PRIVATE] = { .name = "private", .type = FIELD_BOOLEAN,
		.initial = "false", .help = "What customers sent" },
};
static_assert(COUNT(filters) == MEDIA_OF__MAX, "a row for each filter");

const struct fieldset media_filters = FIELDSET("MediaFilter", NULL, filters);

static const struct field settings[] = {
	[MEDIA_BIN_DAYS] = { .name = "binDays", .type = FIELD_INTEGER,
		.min = 1, .max = 3650, .initial = "30",
		.help = "How long a deleted picture can be brought back" },
	[MEDIA_PERSON_MEGABYTES] = { .name = "personMegabytes",
		.type = FIELD_INTEGER, .min = 1, .max = 100000,
		.initial = "100",
		.help = "What a customer's own pictures may take" },
};
static_assert(COUNT(settings) == MEDIA_SETTING__MAX,
    "a row for each setting");

const struct fieldset media_settings =
    FIELDSET("MediaSettings", NULL, settings);

/* ---- what may come in -------------------------------------------------------- */

enum kind_field { KIND_TYPE, KIND_EXTENSIONS, KIND_BYTES, KIND_PIXELS,
	KIND__MAX };

static const struct field kinds[] = {
	[KIND_TYPE] = { .name = "type", .type = FIELD_TEXT, .flags = SHOWN },
	[KIND_EXTENSIONS] = { .name = "extensions", .type = FIELD_TEXT,
		.flags = SHOWN, .help = "With blanks between" },
	[KIND_BYTES] = { .name = "bytes", .type = FIELD_INTEGER,
		.flags = SHOWN, .help = "Of the file, at most" },
	[KIND_PIXELS] = { .name = "pixels", .type = FIELD_INTEGER,
		.flags = SHOWN, .help = "Width by height, at most" },
};
static_assert(COUNT(kinds) == KIND__MAX, "a row for each field");

static const struct fieldset kind_fields =
    FIELDSET("UploadKind", NULL, kinds);

enum limit_field { LIMIT_KINDS, LIMIT_WIDTHS, LIMIT__MAX };

static const struct field limits[] = {
	[LIMIT_KINDS] = { .name = "kinds", .type = FIELD_LIST,
		.flags = SHOWN, .of = &kind_fields,
		.help = "Only these are taken" },
	[LIMIT_WIDTHS] = { .name = "widths", .type = FIELD_JSON,
		.flags = SHOWN, .help = "That pictures are served in" },
};
static_assert(COUNT(limits) == LIMIT__MAX, "a row for each field");

const struct fieldset media_limit_fields =
    FIELDSET("UploadLimits", NULL, limits);

static void
kinds_fill(struct arena *arena, struct value *list)
{
	const struct media_kind	*k = media_kinds;
	struct record		*row;

	while (k[list->count].type != NULL)
		list->count++;
	list->items = arena_array(arena, list->count, sizeof(*list->items));
	for (size_t i = 0; i < list->count; i++) {
		row = record_new(arena, &kind_fields);
		record_set_text(row, KIND_TYPE, k[i].type);
		record_set_text(row, KIND_EXTENSIONS, k[i].extensions);
		record_set_int(row, KIND_BYTES, k[i].bytes);
		record_set_int(row, KIND_PIXELS, k[i].pixels);
		list->items[i] = *row;
	}
	list->state = VALUE_SET;
}

struct record *
media_limits(struct act *act)
{
	struct record	*r = record_new(act->arena, &media_limit_fields);
	struct buf	 b;

	kinds_fill(act->arena, &r->values[LIMIT_KINDS]);
	buf_init(&b, act->arena, 64);
	for (int i = 0; media_widths[i] != 0; i++)
		buf_printf(&b, "%c%d", i == 0 ? '[' : ',', media_widths[i]);
	buf_putc(&b, ']');
	record_set_text(r, LIMIT_WIDTHS, b.p);
	return r;
}
