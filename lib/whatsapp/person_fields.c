/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/whatsapp/whatsapp.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN	FIELD_READ_ONLY
#define MAY_LACK (FIELD_READ_ONLY | FIELD_NULLABLE)

static const struct field person_table[] = {
	[WA_PERSON_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "waperson", .help = "TypeID" },
	[WA_PERSON_BRAND] = { .name = "brandId", .column = "brand_id",
		.type = FIELD_ID, .flags = SHOWN | FIELD_HIDDEN,
		.prefix = "brand" },
	[WA_PERSON_WA_ID] = { .name = "waId", .column = "wa_id",
		.type = FIELD_TEXT, .flags = MAY_LACK,
		.help = "Their number, as Meta writes it" },
	[WA_PERSON_REF] = { .name = "userRef", .column = "user_ref",
		.type = FIELD_TEXT, .flags = MAY_LACK,
		.help = "Meta's name of them where there is no number" },
	[WA_PERSON_PHONE] = { .name = "phone", .column = "phone",
		.type = FIELD_TEXT, .flags = MAY_LACK,
		.help = "Digits, with the country's" },
	[WA_PERSON_NAME] = { .name = "name", .column = "name",
		.type = FIELD_TEXT, .flags = MAY_LACK,
		.help = "As they call themselves" },
	[WA_PERSON_USERNAME] = { .name = "username", .column = "username",
		.type = FIELD_TEXT, .flags = MAY_LACK },
	[WA_PERSON_CREATED_AT] = { .name = "createdAt",
		.column = "created_at", .type = FIELD_TIME, .flags = SHOWN },
	[WA_PERSON_UPDATED_AT] = { .name = "updatedAt",
		.column = "updated_at", .type = FIELD_TIME, .flags = SHOWN },
};
static_assert(COUNT(person_table) == WA_PERSON__MAX, "a row for each field");
const struct fieldset wa_person_fields =
    FIELDSET("WhatsAppPerson", "wa_person", person_table);
