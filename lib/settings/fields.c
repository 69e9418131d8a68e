/* SPDX-License-Identifier: ISC */
#include "lib/settings/settings.h"

#include <assert.h>

static const struct field fields[] = {
	[SHOP_NAME] = { .name = "name", .type = FIELD_TEXT,
	    .min = 1, .max = 100, .initial = "\"souk\"",
	    .help = "What the shop is called" },
	[SHOP_DESCRIPTION] = { .name = "description", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE | FIELD_LINES, .max = 500,
	    .initial = "null",
	    .help = "A sentence for search engines and the home page" },
	[SHOP_CURRENCY] = { .name = "currency", .type = FIELD_CURRENCY,
	    .initial = "\"EUR\"", .help = "ISO 4217, of all shown prices" },
	[SHOP_LOCALE] = { .name = "locale", .type = FIELD_LOCALE,
	    .initial = "\"fr\"",
	    .help = "The language every text exists in" },
	[SHOP_ZONE] = { .name = "timeZone", .type = FIELD_ZONE,
	    .initial = "\"Europe/Paris\"",
	    .help = "IANA name; decides where a day begins" },
	[SHOP_EMAIL] = { .name = "email", .type = FIELD_EMAIL,
	    .flags = FIELD_NULLABLE, .initial = "null",
	    .help = "Where customers write to" },
	[SHOP_PHONE] = { .name = "phone", .type = FIELD_PHONE,
	    .flags = FIELD_NULLABLE, .initial = "null",
	    .help = "International, with +" },
	[SHOP_ADDRESS] = { .name = "address", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE | FIELD_LINES, .max = 300,
	    .initial = "null", .help = "Postal address, a line a line" },
};
static_assert(sizeof(fields) / sizeof(fields[0]) == SHOP__MAX,
    "a row for each setting of the shop");

const struct fieldset shop_settings = FIELDSET("ShopSettings", NULL, fields);

/* What SETTINGS_LIMITED may change: how the shop presents itself. */
bool
settings_is_limited(const struct fieldset *set, int field)
{
	static const bool	 limited[SHOP__MAX] = {
		[SHOP_NAME] = true,
		[SHOP_DESCRIPTION] = true,
		[SHOP_EMAIL] = true,
		[SHOP_PHONE] = true,
		[SHOP_ADDRESS] = true,
	};

	return set == &shop_settings && limited[field];
}
