/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/accounts/api_key.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define OUT	FIELD_READ_ONLY

static const struct field key_table[] = {
	[API_KEY_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
	    .prefix = "key", .flags = OUT },
	[API_KEY_USER] = { .name = "userId", .column = "user_id",
	    .type = FIELD_ID, .prefix = "user", .flags = OUT,
	    .help = "For whom it acts" },
	[API_KEY_NAME] = { .name = "name", .column = "name",
	    .type = FIELD_TEXT, .flags = OUT },
	[API_KEY_PREFIX] = { .name = "prefix", .column = "prefix",
	    .type = FIELD_TEXT, .flags = OUT,
	    .help = "What the key begins with, to know it by" },
	[API_KEY_SCOPES] = { .name = "scopes", .column = "scopes",
	    .type = FIELD_TEXTS, .flags = OUT },
	[API_KEY_CREATED_AT] = { .name = "createdAt", .column = "created_at",
	    .type = FIELD_TIME, .flags = OUT },
	[API_KEY_LAST_USED_AT] = { .name = "lastUsedAt",
	    .column = "last_used_at", .type = FIELD_TIME,
	    .flags = OUT | FIELD_NULLABLE, .help = "To five minutes" },
	[API_KEY_EXPIRES_AT] = { .name = "expiresAt", .column = "expires_at",
	    .type = FIELD_TIME, .flags = OUT | FIELD_NULLABLE },
	[API_KEY_REVOKED_AT] = { .name = "revokedAt", .column = "revoked_at",
	    .type = FIELD_TIME, .flags = OUT | FIELD_NULLABLE },
	[API_KEY_SECRET] = { .name = "key", .type = FIELD_TEXT, .flags = OUT,
	    .help = "For the Authorization header, as Bearer; told once, when "
	    "it is made" },
};
static_assert(COUNT(key_table) == API_KEY__MAX, "a row for each field");
const struct fieldset api_key_fields =
    FIELDSET("ApiKey", "api_key", key_table);

static const struct field new_table[] = {
	[API_KEY_NEW_NAME] = { .name = "name", .type = FIELD_TEXT, .min = 1,
	    .max = 100, .flags = FIELD_REQUIRED },
	[API_KEY_NEW_SCOPES] = { .name = "scopes", .type = FIELD_TEXTS,
	    .min = 1, .max = 50, .flags = FIELD_REQUIRED,
	    .help = "Permissions of one's own: PRODUCT_VIEW …" },
	[API_KEY_NEW_EXPIRES_AT] = { .name = "expiresAt", .type = FIELD_TIME,
	    .flags = FIELD_NULLABLE, .help = "Null: when it is revoked" },
	[API_KEY_NEW_PASSWORD] = { .name = "currentPassword",
	    .type = FIELD_PASSWORD, .min = 1, .max = 256,
	    .flags = FIELD_SECRET, .help = "Needed, if the account has one" },
};
static_assert(COUNT(new_table) == API_KEY_NEW__MAX, "a row for each field");
const struct fieldset api_key_new_fields =
    FIELDSET("ApiKeyNew", NULL, new_table);

#define MESSAGE(CODE, FR, EN, AR) { .code = (CODE), .text = { \
	[LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }

const struct message api_key_messages[] = {
	[API_KEY_NO_SCOPE] = MESSAGE("BAD_SCOPE",
	    "Choisissez parmi vos propres permissions",
	    "Choose among your own permissions",
	    "اختر من بين أذوناتك"),
	[API_KEY_PAST] = MESSAGE("IN_THE_PAST",
	    "Cette date est passée",
	    "This time is past",
	    "هذا التاريخ قد مضى"),
	[API_KEY_MANY] = MESSAGE("TOO_MANY_KEYS",
	    "Pas plus de {0} clés à la fois ; révoquez-en une",
	    "No more than {0} keys at a time; revoke one",
	    "لا يُسمح بأكثر من {0} مفتاح في الوقت نفسه؛ ألغِ أحدها"),
};
static_assert(COUNT(api_key_messages) == API_KEY_MESSAGE__MAX,
    "a text for each message");
