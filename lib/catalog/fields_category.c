/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/catalog/internal.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* The first fields of enum product_text_field. */
static const struct field category_text[] = {
	[TEXT_LOCALE] = {
		.name = "locale", .column = "locale", .type = FIELD_LOCALE,
		.flags = FIELD_REQUIRED, .help = "Not the shop's own" },
	[TEXT_SLUG] = {
		.name = "slug", .column = "slug", .type = FIELD_SLUG,
		.min = 1, .max = 120,
		.help = "Made from the name when not given" },
	[TEXT_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 1, .max = 100,
		.help = "In that language" },
	[TEXT_DESCRIPTION] = {
		.name = "description", .column = "description",
		.type = FIELD_TEXT, .flags = FIELD_NULLABLE | FIELD_LINES,
		.max = 2000, .help = "In that language" },
};
const struct fieldset category_text_fields =
    FIELDSET("CategoryText", "category_text", category_text);

static const struct field category[] = {
	[CATEGORY_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "cat", .help = "TypeID" },
	[CATEGORY_SLUG] = {
		.name = "slug", .type = FIELD_SLUG, .min = 1, .max = 120,
		.help = "In addresses; made from the name when not given" },
	[CATEGORY_NAME] = {
		.name = "name", .type = FIELD_TEXT, .flags = FIELD_REQUIRED,
		.min = 1, .max = 100, .help = "In the shop's language" },
	[CATEGORY_DESCRIPTION] = {
		.name = "description", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE | FIELD_LINES, .max = 2000,
		.help = "In the shop's language" },
	[CATEGORY_PARENT] = {
		.name = "parentId", .column = "parent_id", .type = FIELD_ID,
		.flags = FIELD_NULLABLE, .prefix = "cat",
		.help = "The category above; null at the top" },
	[CATEGORY_IMAGE] = {
		.name = "imageUrl", .column = "image_url", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 1, .max = 2048,
		.help = "http(s), or a path of this shop: /media/a.webp" },
	[CATEGORY_ICON] = {
		.name = "icon", .column = "icon", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .max = 100, .help = "A small sign" },
	[CATEGORY_POSITION] = {
		.name = "order", .column = "position", .type = FIELD_INTEGER,
		.min = 0, .max = 9999, .initial = "0",
		.help = "Among those below the same parent" },
	[CATEGORY_ACTIVE] = {
		.name = "isActive", .column = "is_active",
		.type = FIELD_BOOLEAN, .initial = "true",
		.help = "Shown in public, if those above it are" },
	[CATEGORY_PRODUCTS] = {
		.name = "productCount", .column = "products",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Active products in it and below it" },
	[CATEGORY_TEXTS] = {
		.name = "translations", .type = FIELD_LIST,
		.max = LOCALE__MAX, .of = &category_text_fields,
		.help = "The texts in other languages" },
	[CATEGORY_CREATED_AT] = {
		.name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY,
		.help = "Made then" },
	[CATEGORY_UPDATED_AT] = {
		.name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY,
		.help = "Last changed then" },
	[CATEGORY_VERSION] = {
		.name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Counts changes; the ETag, for If-Match" },
};
static_assert(COUNT(category) == CATEGORY__MAX, "a row for each field");
const struct fieldset category_fields =
    FIELDSET("Category", "category", category);
