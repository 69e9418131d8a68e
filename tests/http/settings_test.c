/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "tests/http/suite.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SETTINGS	"/api/admin/settings"

static struct client	*owner;

static void
open_owner(void)
{
	if (owner == NULL)
		owner = client_login("owner");
}

START_TEST(s3_api_15_the_owner_changes_a_setting_and_every_worker_knows)
{
	struct answer	*a;
	int		 i;

	open_owner();
	a = client_get(owner, SETTINGS);
	want(a, 200);
	want_at(a, "data.accounts.addressFailures", "5");
	want_at(a, "data.accounts.sessionHours", "24");
	a = client_json(owner, "PATCH", SETTINGS, "{\"shop\":"
	    "{\"name\":\"Chez Amina\"},\"accounts\":{\"sessionHours\":12}}");
	want(a, 200);
	want_at(a, "data.shop.name", "Chez Amina");
	want_at(a, "data.accounts.sessionHours", "12");
	want_at(a, "data.accounts.addressFailures", "5");
	for (i = 0; i < 8; i++) {
		a = client_get(owner, SETTINGS);
		want_at(a, "data.shop.name", "Chez Amina");
		want_at(a, "data.accounts.sessionHours", "12");
	}
	ck_assert_str_eq(shop_sql("SELECT count(*) FROM audit_log"
	    " WHERE action = 'update_settings'"), "2");
}
END_TEST

/* S3-AUTH-10, C-11 */
START_TEST(a_manager_changes_limited_settings_only)
{
	struct client	*c = client_login("manager");
	struct answer	*a;

	want(client_get(c, SETTINGS), 200);
	a = client_json(c, "PATCH", SETTINGS,
	    "{\"shop\":{\"phone\":\"+33612345678\"}}");
	want(a, 200);
	want_at(a, "data.shop.phone", "+33612345678");
	want(client_json(c, "PATCH", SETTINGS,
	    "{\"shop\":{\"currency\":\"MAD\"}}"), 403);
	want(client_json(c, "PATCH", SETTINGS,
	    "{\"shop\":{\"phone\":\"+33600000000\"},"
	    "\"accounts\":{\"addressFailures\":1000}}"), 403);
	a = client_get(c, SETTINGS);
	want_at(a, "data.shop.phone", "+33612345678");
	client_free(c);
}
END_TEST

START_TEST(others_have_no_business_with_settings)
{
	struct client	*reader = client_login("reader");
	struct client	*anyone = client_new();

	want(client_get(reader, SETTINGS), 403);
	want(client_json(reader, "PATCH", SETTINGS,
	    "{\"shop\":{\"name\":\"x\"}}"), 403);
	want(client_get(anyone, SETTINGS), 401);
	want(client_json(anyone, "PATCH", SETTINGS,
	    "{\"shop\":{\"name\":\"x\"}}"), 401);
	client_free(reader);
	client_free(anyone);
}
END_TEST

START_TEST(a_bad_setting_is_named_and_nothing_is_stored)
{
	static const char *const bodies[] = {
		"{\"shop\":{\"currency\":\"XXZ\"}}",
		"{\"shop\":{\"locale\":\"de\"}}",
		"{\"shop\":{\"timeZone\":\"Mars/Olympus\"}}",
		"{\"shop\":{\"name\":\"\"}}",
		"{\"shop\":{\"name\":null}}",
		"{\"shop\":{\"owner\":\"me\"}}",
		"{\"shop\":[]}",
		"{\"shop\":{\"name\":\"Kept out\"},\"secrets\":{}}",
		"{\"accounts\":{\"addressFailures\":0}}",
		"{\"accounts\":{\"accessMinutes\":16}}",
		"{\"accounts\":{\"sessionHours\":\"24\"}}",
		"{\"accounts\":{\"sessionHours\":1.5}}",
	};
	struct answer	*a;
	size_t		 i;

	open_owner();
	for (i = 0; i < COUNT(bodies); i++)
		ck_assert_msg(client_json(owner, "PATCH", SETTINGS, "%s",
		    bodies[i])->status == 400, "%s", bodies[i]);
	a = client_get(owner, SETTINGS);
	want_at(a, "data.shop.name", "Chez Amina");
	a = client_json(owner, "PATCH", SETTINGS,
	    "{\"shop\":{\"locale\":\"de\"}}");
	ck_assert_ptr_nonnull(strstr(a->body, "shop.locale"));
}
END_TEST

SUITE_MAIN("settings",
    s3_api_15_the_owner_changes_a_setting_and_every_worker_knows,
    a_manager_changes_limited_settings_only,
    others_have_no_business_with_settings,
    a_bad_setting_is_named_and_nothing_is_stored)
