/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/orders/address.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

#define LINE(NAME, COLUMN, FLAGS, MOST, HELP) \
	{ .name = (NAME), .column = (COLUMN), .type = FIELD_TEXT, \
	  .flags = (FLAGS), .min = 1, .max = (MOST), .help = (HELP) }

static const struct field address_table[] = {
	[ADDRESS_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
	    .flags = FIELD_READ_ONLY, .prefix = "addr" },
	[ADDRESS_LABEL] = LINE("label", "label", FIELD_NULLABLE, 50,
	    "What one calls it: Bureau"),
	[ADDRESS_NAME] = LINE("name", "name", FIELD_REQUIRED, 100,
	    "Who it is for"),
	[ADDRESS_COMPANY] = LINE("company", "company", FIELD_NULLABLE, 100,
	    NULL),
	[ADDRESS_LINE1] = LINE("line1", "line1", FIELD_REQUIRED, 200,
	    "Number and street"),
	[ADDRESS_LINE2] = LINE("line2", "line2", FIELD_NULLABLE, 200, NULL),
	[ADDRESS_POSTCODE] = LINE("postcode", "postcode", FIELD_NULLABLE, 16,
	    "As the country writes them"),
	[ADDRESS_CITY] = LINE("city", "city", FIELD_REQUIRED, 100, NULL),
	[ADDRESS_REGION] = LINE("region", "region", FIELD_NULLABLE, 100,
	    NULL),
	[ADDRESS_COUNTRY] = { .name = "country", .column = "country",
	    .type = FIELD_TEXT, .flags = FIELD_REQUIRED, .min = 2, .max = 2,
	    .help = "ISO 3166-1: FR" },
	[ADDRESS_PHONE] = { .name = "phone", .column = "phone",
	    .type = FIELD_PHONE, .flags = FIELD_NULLABLE,
	    .help = "For who brings it" },
	[ADDRESS_VAT] = LINE("vatNumber", "vat_number", FIELD_NULLABLE, 20,
	    "Of a firm"),
	[ADDRESS_DEFAULT] = { .name = "isDefault", .column = "is_default",
	    .type = FIELD_BOOLEAN,
	    .help = "What a checkout begins with, until another is" },
	[ADDRESS_BILLING] = { .name = "isBilling", .column = "is_billing",
	    .type = FIELD_BOOLEAN,
	    .help = "Where invoices go, if not to where the goods do" },
	[ADDRESS_CREATED_AT] = { .name = "createdAt",
	    .column = "created_at", .type = FIELD_TIME,
	    .flags = FIELD_READ_ONLY },
	[ADDRESS_UPDATED_AT] = { .name = "updatedAt",
	    .column = "updated_at", .type = FIELD_TIME,
	    .flags = FIELD_READ_ONLY },
	[ADDRESS_VERSION] = { .name = "version", .column = "version",
	    .type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
	    .help = "Counts changes; for If-Match" },
};
static_assert(COUNT(address_table) == ADDRESS__MAX, "a row for each field");
const struct fieldset address_fields =
    FIELDSET("Address", "address", address_table);

#define MESSAGE(CODE, FR, EN, AR) { .code = (CODE), .text = { \
	[LOCALE_FR] = (FR), [LOCALE_EN] = (EN), [LOCALE_AR] = (AR) } }

const struct message address_messages[] = {
	[ADDRESS_NO_COUNTRY] = MESSAGE("UNKNOWN_COUNTRY",
	    "Code de pays inconnu (ISO 3166-1, par exemple FR)",
	    "Unknown country code (ISO 3166-1, such as FR)",
	    "رمز بلد غير معروف (ISO 3166-1، مثل FR)"),
	[ADDRESS_BAD_POSTCODE] = MESSAGE("BAD_POSTCODE",
	    "Ce code postal n’a pas la forme de ce pays",
	    "Postcodes of that country look different",
	    "صيغة الرمز البريدي لا تناسب هذا البلد"),
	[ADDRESS_NO_POSTCODE] = MESSAGE("POSTCODE_NEEDED",
	    "Indiquez le code postal",
	    "Give the postcode",
	    "أدخل الرمز البريدي"),
	[ADDRESS_BOOK_FULL] = MESSAGE("ADDRESS_BOOK_FULL",
	    "Au plus {0} adresses",
	    "At most {0} addresses",
	    "الحد الأقصى {0} عنوان"),
};
static_assert(COUNT(address_messages) == ADDRESS_MESSAGE__MAX,
    "a text for each");
