/* SPDX-License-Identifier: ISC */
/* What the owner may change, and when the others hear of it. */
#include "tests/unit/store.h"

#include "lib/base/shared.h"
#include "lib/settings/settings.h"

enum till_setting { TILL_MINIMUM, TILL_SECRET, TILL_TIPS, TILL__MAX };
static const struct field till_rows[] = {
	[TILL_MINIMUM] = { .name = "minimum", .type = FIELD_MONEY,
	    .initial = "5.50" },
	[TILL_SECRET] = { .name = "secret", .type = FIELD_TEXT, .max = 50,
	    .flags = FIELD_SECRET | FIELD_NULLABLE, .initial = "null" },
	[TILL_TIPS] = { .name = "tips", .type = FIELD_BOOLEAN,
	    .initial = "true" },
};
static const struct fieldset till = FIELDSET("TillSettings", NULL, till_rows);

enum { ALL_SHOP, ALL_TILL };
static const struct field all_rows[] = {
	[ALL_SHOP] = { .name = "shop", .type = FIELD_OBJECT,
	    .of = &shop_settings },
	[ALL_TILL] = { .name = "till", .type = FIELD_OBJECT, .of = &till },
};
static const struct fieldset all = FIELDSET("Settings", NULL, all_rows);

static struct settings	*settings;

static void
start(void)
{
	char	 path[128];

	snprintf(path, sizeof(path), "%s/shared", store_dir);
	store.shared = shared_open(path);
	ck_assert_ptr_nonnull(store.shared);
	unlink(path);
	store.actor.user_id = "user_1";
	settings = settings_new(&all);
	ck_assert_ptr_nonnull(settings);
	store.settings = settings;
}

static void
stop(void)
{
	settings_free(settings);
	shared_close(store.shared);
}

/* A change of one part, with nothing in it yet. */
static struct record *
change_new(int part, struct record **whole)
{
	struct record	*r = record_new(store.arena, all_rows[part].of);

	*whole = record_new(store.arena, &all);
	(*whole)->values[part] = (struct value){ .state = VALUE_SET,
	    .items = r, .count = 1 };
	return r;
}

struct change { const struct record *record; bool limited; };

static enum outcome
change_inside(struct act *act, void *arg)
{
	const struct change	*c = arg;

	return settings_change(act, c->record, c->limited);
}

static enum outcome
change(const struct record *record, bool limited)
{
	struct change	 c = { record, limited };

	return db_tx(&store, DB_WRITE, change_inside, &c);
}

static int64_t
audited(void)
{
	return store_number("SELECT COUNT(*) FROM audit_log");
}

START_TEST(a_new_shop_has_its_initial_settings)
{
	start();
	ck_assert_int_eq(settings_load(settings, &store, false), SOUK_OK);
	ck_assert_str_eq(settings_currency(settings), "EUR");
	ck_assert_int_eq(settings_decimals(settings), 2);
	ck_assert_int_eq(settings_locale(settings), LOCALE_FR);
	ck_assert_str_eq(settings_text(settings, &shop_settings, SHOP_NAME),
	    "souk");
	ck_assert_str_eq(settings_text(settings, &shop_settings, SHOP_ZONE),
	    "Europe/Paris");
	ck_assert_ptr_null(settings_text(settings, &shop_settings,
	    SHOP_EMAIL));
	ck_assert_int_eq(settings_int(settings, &till, TILL_MINIMUM), 550);
	ck_assert_int_eq(settings_int(settings, &till, TILL_TIPS), 1);
	ck_assert_ptr_eq(settings_record(settings)->set, &all);
	stop();
}
END_TEST

START_TEST(a_change_is_stored_audited_and_seen_after_the_commit)
{
	struct record	*whole, *shop;
	uint64_t	 generation;

	start();
	generation = shared_generation(store.shared, GENERATION_SETTINGS);
	shop = change_new(ALL_SHOP, &whole);
	record_set_text(shop, SHOP_NAME, "Chez \"Nour\"\\");
	record_set_text(shop, SHOP_EMAIL, "nour@example.org");
	ck_assert_int_eq(change(whole, false), SOUK_OK);
	ck_assert_uint_gt(shared_generation(store.shared,
	    GENERATION_SETTINGS), generation);
	ck_assert_str_eq(settings_text(settings, &shop_settings, SHOP_NAME),
	    "souk");
	ck_assert_int_eq(settings_load(settings, &store, false), SOUK_OK);
	ck_assert_str_eq(settings_text(settings, &shop_settings, SHOP_NAME),
	    "Chez \"Nour\"\\");
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM setting"), 2);
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM audit_log"
	    " WHERE action = 'update_settings' AND entity_id = 'shop'"
	    " AND user_id = 'user_1'"), 1);
	stop();
}
END_TEST

START_TEST(every_type_and_null_survive_the_way_through_the_row)
{
	struct record	*whole, *r;

	start();
	r = change_new(ALL_TILL, &whole);
	record_set_int(r, TILL_MINIMUM, 1999);
	record_set_int(r, TILL_TIPS, 0);
	record_set_text(r, TILL_SECRET, "hush");
	ck_assert_int_eq(change(whole, false), SOUK_OK);
	ck_assert_int_eq(settings_load(settings, &store, false), SOUK_OK);
	ck_assert_int_eq(settings_int(settings, &till, TILL_MINIMUM), 1999);
	ck_assert_int_eq(settings_int(settings, &till, TILL_TIPS), 0);
	ck_assert_str_eq(settings_text(settings, &till, TILL_SECRET), "hush");
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM audit_log"
	    " WHERE changes LIKE '%hush%'"), 0);
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM audit_log"
	    " WHERE changes LIKE '%***%'"), 1);
	r = change_new(ALL_TILL, &whole);
	record_set_text(r, TILL_SECRET, NULL);
	ck_assert_int_eq(change(whole, false), SOUK_OK);
	ck_assert_int_eq(settings_load(settings, &store, false), SOUK_OK);
	ck_assert_ptr_null(settings_text(settings, &till, TILL_SECRET));
	stop();
}
END_TEST

START_TEST(money_follows_the_decimals_of_the_shops_currency)
{
	struct record	*whole, *r;

	start();
	r = change_new(ALL_SHOP, &whole);
	record_set_text(r, SHOP_CURRENCY, "TND");
	ck_assert_int_eq(change(whole, false), SOUK_OK);
	r = change_new(ALL_TILL, &whole);
	record_set_int(r, TILL_MINIMUM, 12345);
	ck_assert_int_eq(change(whole, false), SOUK_OK);
	ck_assert_int_eq(settings_load(settings, &store, false), SOUK_OK);
	ck_assert_int_eq(settings_decimals(settings), 3);
	ck_assert_int_eq(settings_int(settings, &till, TILL_MINIMUM), 12345);
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM setting"
	    " WHERE value = '12.345'"), 1);
	stop();
}
END_TEST

START_TEST(what_is_already_so_is_neither_stored_nor_audited)
{
	struct record	*whole, *shop;
	uint64_t	 generation;

	start();
	generation = shared_generation(store.shared, GENERATION_SETTINGS);
	shop = change_new(ALL_SHOP, &whole);
	record_set_text(shop, SHOP_NAME, "souk");
	record_set_text(shop, SHOP_PHONE, NULL);
	ck_assert_int_eq(change(whole, false), SOUK_OK);
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM setting"), 0);
	ck_assert_int_eq(audited(), 0);
	ck_assert_uint_eq(shared_generation(store.shared,
	    GENERATION_SETTINGS), generation);
	stop();
}
END_TEST

static const struct { int field; const char *text; enum outcome want; }
limited[] = {
	{ SHOP_NAME,		"N",			SOUK_OK },
	{ SHOP_DESCRIPTION,	"D",			SOUK_OK },
	{ SHOP_EMAIL,		"a@b.org",		SOUK_OK },
	{ SHOP_PHONE,		"+33123456789",		SOUK_OK },
	{ SHOP_ADDRESS,		"1, rue A",		SOUK_OK },
	{ SHOP_CURRENCY,	"MAD",			SOUK_DENIED },
	{ SHOP_LOCALE,		"ar",			SOUK_DENIED },
	{ SHOP_ZONE,		"Africa/Casablanca",	SOUK_DENIED },
};

START_TEST(limited_settings_are_how_the_shop_presents_itself)
{
	struct record	*whole, *r;

	start();
	for (size_t i = 0; i < SHOP__MAX; i++) {
		r = change_new(ALL_SHOP, &whole);
		record_set_text(r, limited[i].field, limited[i].text);
		ck_assert_int_eq(change(whole, true), limited[i].want);
	}
	r = change_new(ALL_TILL, &whole);
	record_set_int(r, TILL_TIPS, 0);
	ck_assert_int_eq(change(whole, true), SOUK_DENIED);
	/* One forbidden field refuses all of it. */
	r = change_new(ALL_SHOP, &whole);
	record_set_text(r, SHOP_NAME, "Other");
	record_set_text(r, SHOP_CURRENCY, "MAD");
	ck_assert_int_eq(change(whole, true), SOUK_DENIED);
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM setting"), 5);
	ck_assert_int_eq(audited(), 5);
	stop();
}
END_TEST

START_TEST(without_a_new_generation_nothing_is_read_again)
{
	uint64_t	 statements;

	start();
	ck_assert_int_eq(settings_load(settings, &store, false), SOUK_OK);
	ck_assert_int_eq(store_write("INSERT INTO setting VALUES"
	    " ('shop.name', '\"Behind\"', 1)"), SOUK_OK);
	statements = db_statements(store.db);
	ck_assert_int_eq(settings_load(settings, &store, false), SOUK_OK);
	ck_assert_uint_eq(db_statements(store.db), statements);
	ck_assert_str_eq(settings_text(settings, &shop_settings, SHOP_NAME),
	    "souk");
	ck_assert_int_eq(settings_load(settings, &store, true), SOUK_OK);
	ck_assert_str_eq(settings_text(settings, &shop_settings, SHOP_NAME),
	    "Behind");
	stop();
}
END_TEST

static const char *const broken[] = {
	"INSERT INTO setting VALUES ('shop.name', 'no JSON', 1)",
	"INSERT INTO setting VALUES ('shop.currency', '\"XXZ\"', 1)",
	"INSERT INTO setting VALUES ('shop.gone', '1', 1)",
	"INSERT INTO setting VALUES ('till.tips', '\"yes\"', 1)",
	"INSERT INTO setting VALUES ('gone.name', '1', 1)",
	"INSERT INTO setting VALUES ('shop', '{}', 1)",
	"INSERT INTO setting VALUES ('', '{}', 1)",
	"INSERT INTO setting VALUES ('shop.timeZone', '\"Africa/Tunis\"', 1)",
};

START_TEST(a_row_that_no_longer_holds_leaves_the_initial_value)
{
	start();
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++)
		ck_assert_int_eq(store_write(broken[i]), SOUK_OK);
	ck_assert_int_eq(settings_load(settings, &store, true), SOUK_OK);
	ck_assert_str_eq(settings_text(settings, &shop_settings, SHOP_NAME),
	    "souk");
	ck_assert_str_eq(settings_currency(settings), "EUR");
	ck_assert_int_eq(settings_int(settings, &till, TILL_TIPS), 1);
	ck_assert_str_eq(settings_text(settings, &shop_settings, SHOP_ZONE),
	    "Africa/Tunis");
	stop();
}
END_TEST

START_TEST(a_change_that_is_rolled_back_tells_nobody)
{
	struct record	*whole, *r;
	uint64_t	 generation;

	start();
	generation = shared_generation(store.shared, GENERATION_SETTINGS);
	whole = NULL;
	r = change_new(ALL_SHOP, &whole);
	record_set_text(r, SHOP_NAME, "Nour");
	record_set_text(r, SHOP_LOCALE, "ar");
	ck_assert_int_eq(change(whole, true), SOUK_DENIED);
	ck_assert_uint_eq(shared_generation(store.shared,
	    GENERATION_SETTINGS), generation);
	ck_assert_int_eq(audited(), 0);
	stop();
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		a_new_shop_has_its_initial_settings,
		a_change_is_stored_audited_and_seen_after_the_commit,
		every_type_and_null_survive_the_way_through_the_row,
		money_follows_the_decimals_of_the_shops_currency,
		what_is_already_so_is_neither_stored_nor_audited,
		limited_settings_are_how_the_shop_presents_itself,
		without_a_new_generation_nothing_is_read_again,
		a_row_that_no_longer_holds_leaves_the_initial_value,
		a_change_that_is_rolled_back_tells_nobody,
	};

	return store_run("settings", tests, sizeof(tests) / sizeof(tests[0]));
}
