/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/accounts/accounts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* A password is judged by password_check(); here it only has a length. */
#define PASSWORD_BOUNDS	.type = FIELD_PASSWORD, .min = 1, .max = 256

static const struct field user_table[] = {
	[USER_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "user" },
	[USER_USERNAME] = {
		.name = "username", .column = "username", .type = FIELD_TEXT,
		.flags = FIELD_REQUIRED, .min = 3, .max = 50,
		.help = "Letters, digits, '.', '_' and '-'; unique" },
	[USER_EMAIL] = {
		.name = "email", .column = "email", .type = FIELD_EMAIL,
		.flags = FIELD_REQUIRED, .help = "Unique" },
	[USER_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 1, .max = 100,
		.help = "As shown to others" },
	[USER_ROLE] = {
		.name = "role", .column = "role", .type = FIELD_ENUM,
		.choices = role_names, .initial = "\"ADMIN\"" },
	[USER_BRAND] = {
		.name = "brandId", .column = "brand_id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "brand" },
	[USER_LOCALE] = {
		.name = "locale", .column = "locale", .type = FIELD_LOCALE,
		.flags = FIELD_NULLABLE,
		.help = "Null: as the browser asks" },
	[USER_ACTIVE] = {
		.name = "isActive", .column = "is_active",
		.type = FIELD_BOOLEAN, .initial = "true",
		.help = "False: cannot sign in" },
	[USER_PASSWORD] = {
		.name = "password", PASSWORD_BOUNDS,
		.flags = FIELD_REQUIRED | FIELD_SECRET | FIELD_HIDDEN,
		.help = "15 characters or more; never shown" },
	[USER_CREATED_AT] = {
		.name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[USER_UPDATED_AT] = {
		.name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[USER_VERSION] = {
		.name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Counts changes; the ETag" },
	[USER_PHONE] = {
		.name = "phone", .column = "phone", .type = FIELD_PHONE,
		.flags = FIELD_NULLABLE, .help = "International, with +" },
	[USER_BUSINESS] = {
		.name = "businessName", .column = "business_name",
		.type = FIELD_TEXT, .flags = FIELD_NULLABLE,
		.min = 1, .max = 100 },
	[USER_AVATAR] = {
		.name = "avatarUrl", .column = "avatar_url",
		.type = FIELD_URL, .flags = FIELD_NULLABLE,
		.help = "A picture; shown, never fetched by the shop" },
	[USER_SUBSCRIPTION] = {
		.name = "subscription", .column = "subscription",
		.type = FIELD_TEXT, .flags = FIELD_READ_ONLY,
		.help = "free, pro or enterprise" },
	[USER_VERIFIED_AT] = {
		.name = "emailVerifiedAt", .column = "email_verified_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "When they showed to read mail there" },
	[USER_TERMS_AT] = {
		.name = "termsAcceptedAt", .column = "terms_accepted_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY | FIELD_NULLABLE },
};
static_assert(COUNT(user_table) == USER__MAX, "a row for each field");

const struct fieldset user_fields = FIELDSET("User", "users", user_table);

static const struct field own_table[] = {
	[OWN_NAME] = {
		.name = "name", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 1, .max = 100 },
	[OWN_USERNAME] = {
		.name = "username", .type = FIELD_TEXT, .min = 3, .max = 40,
		.help = "Letters, digits, '.', '_' and '-'; letters of chance "
		    "are put behind a customer's" },
	[OWN_EMAIL] = {
		.name = "email", .type = FIELD_EMAIL,
		.help = "Is yours once you confirm it by the mail there" },
	[OWN_LOCALE] = {
		.name = "locale", .type = FIELD_LOCALE,
		.flags = FIELD_NULLABLE },
	[OWN_PHONE] = {
		.name = "phone", .type = FIELD_PHONE,
		.flags = FIELD_NULLABLE },
	[OWN_BUSINESS] = {
		.name = "businessName", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 1, .max = 100 },
	[OWN_AVATAR] = {
		.name = "avatarUrl", .type = FIELD_URL,
		.flags = FIELD_NULLABLE },
	[OWN_CURRENT_PASSWORD] = {
		.name = "currentPassword", PASSWORD_BOUNDS,
		.flags = FIELD_SECRET,
		.help = "Needed for a new e-mail or password" },
	[OWN_NEW_PASSWORD] = {
		.name = "newPassword", PASSWORD_BOUNDS,
		.flags = FIELD_SECRET },
};
static_assert(COUNT(own_table) == OWN__MAX, "a row for each field");

const struct fieldset own_fields = FIELDSET("OwnAccount", NULL, own_table);

static const struct field login_table[] = {
	[LOGIN_USERNAME] = {
		.name = "username", .type = FIELD_TEXT, .min = 1, .max = 254,
		.help = "User name or e-mail" },
	[LOGIN_EMAIL] = {
		.name = "email", .type = FIELD_EMAIL,
		.help = "In place of username" },
	[LOGIN_PASSWORD] = {
		.name = "password", PASSWORD_BOUNDS,
		.flags = FIELD_REQUIRED | FIELD_SECRET },
	[LOGIN_REMEMBER] = {
		.name = "rememberMe", .type = FIELD_BOOLEAN,
		.initial = "false", .help = "30 days in place of one" },
};
static_assert(COUNT(login_table) == LOGIN__MAX, "a row for each field");

const struct fieldset login_fields = FIELDSET("Login", NULL, login_table);

#define SETTING(NAME, INITIAL, MIN, MAX, HELP) \
	{ .name = (NAME), .type = FIELD_INTEGER, .min = (MIN), .max = (MAX), \
	  .initial = (INITIAL), .help = (HELP) }

static const struct field settings_table[] = {
	[ACCOUNTS_ADDRESS_FAILURES] = SETTING("addressFailures", "5", 1, 1000,
	    "Failed sign-ins of an address in 15 minutes"),
	[ACCOUNTS_ACCOUNT_FAILURES] = SETTING("accountFailures", "100", 1,
	    10000, "Failed sign-ins of an account in an hour; then only from "
	    "addresses that it used before"),
	[ACCOUNTS_SESSION_HOURS] = SETTING("sessionHours", "24", 1, 24 * 30,
	    "A session ends after"),
	[ACCOUNTS_REMEMBER_DAYS] = SETTING("rememberDays", "30", 1, 90,
	    "A session with 'remember me' ends after"),
	[ACCOUNTS_IDLE_MINUTES] = SETTING("idleMinutes", "0", 0, 60 * 24 * 30,
	    "An unused session ends after; 0: with the session"),
	[ACCOUNTS_ACCESS_MINUTES] = SETTING("accessMinutes", "15", 1, 15,
	    "An access token ends after"),
	[ACCOUNTS_STAFF_IDLE_MINUTES] = SETTING("staffIdleMinutes", "0", 0,
	    60 * 24 * 30, "An unused session of staff ends after, if that is "
	    "sooner; 0: as everybody's"),
	[ACCOUNTS_STAFF_HOURS] = SETTING("staffSessionHours", "0", 0, 24 * 90,
	    "A session of staff ends after, if that is sooner; 0: as "
	    "everybody's"),
	[ACCOUNTS_STAFF_SECOND_FACTOR] = {
		.name = "staffSecondFactor", .type = FIELD_BOOLEAN,
		.initial = "false",
		.help = "Staff cannot sign in without a second factor" },
};
static_assert(COUNT(settings_table) == ACCOUNTS__MAX, "a row for each setting");

const struct fieldset accounts_settings =
    FIELDSET("AccountSettings", NULL, settings_table);
