/* SPDX-License-Identifier: ISC */
/* S3-DB-10, S3-SEC-08: who changed what, and never a secret. */
#include "tests/unit/store.h"

#include "lib/audit/audit.h"
#include "lib/base/json_in.h"

enum part_field { PART_NAME, PART_COUNT };
static const struct field part_rows[] = {
	[PART_NAME] = { .name = "name", .type = FIELD_TEXT },
	[PART_COUNT] = { .name = "count", .type = FIELD_INTEGER },
};
static const struct fieldset part = FIELDSET("Part", NULL, part_rows);

enum thing_field { THING_NAME, THING_PRICE, THING_CURRENCY, THING_PASSWORD,
	THING_TOKEN, THING_HASH, THING_AT, THING_ON, THING_PARTS, THING_TAGS,
	THING_DATA, THING__MAX };
static const struct field thing_rows[] = {
	[THING_NAME] = { .name = "name", .type = FIELD_TEXT },
	[THING_PRICE] = { .name = "price", .type = FIELD_MONEY },
	[THING_CURRENCY] = { .name = "currency", .type = FIELD_CURRENCY },
	[THING_PASSWORD] = { .name = "password", .type = FIELD_PASSWORD },
	[THING_TOKEN] = { .name = "token", .type = FIELD_TEXT,
	    .flags = FIELD_SECRET },
	[THING_HASH] = { .name = "hash", .type = FIELD_TEXT,
	    .flags = FIELD_HIDDEN },
	[THING_AT] = { .name = "at", .type = FIELD_TIME },
	[THING_ON] = { .name = "on", .type = FIELD_BOOLEAN },
	[THING_PARTS] = { .name = "parts", .type = FIELD_LIST, .of = &part },
	[THING_TAGS] = { .name = "tags", .type = FIELD_TEXTS },
	[THING_DATA] = { .name = "data", .type = FIELD_JSON },
};
static const struct fieldset thing = FIELDSET("Thing", NULL, thing_rows);

static enum outcome
write_inside(struct act *act, void *a)
{
	return audit_write(act, a);
}

/* Write it and give back the JSON of its changes; NULL: none. */
static const char *
changes_of(const struct record *before, const struct record *after)
{
	struct audit	 a = { .action = "change_thing",
	    .entity_type = "Thing", .entity_id = "t1", .before = before,
	    .after = after };

	store_write("DELETE FROM audit_log");
	ck_assert_int_eq(db_tx(&store, DB_WRITE, write_inside, &a), SOUK_OK);
	return store_text("SELECT changes FROM audit_log");
}

static void
is_json(const char *text)
{
	struct json_in	*json;
	const char	*name;
	size_t		 at;

	ck_assert_int_eq(json_parse(store.arena, text, strlen(text), &json,
	    &at, &name), JSON_OK);
}

static struct record *
a_thing(const char *name, int64_t price)
{
	struct record	*r = record_new(store.arena, &thing);

	record_set_text(r, THING_NAME, name);
	record_set_int(r, THING_PRICE, price);
	return r;
}

START_TEST(s3_db_10_the_row_says_who_did_what_to_what_from_where)
{
	static const struct { const char *sql, *want; } t[] = {
		{ "SELECT brand_id FROM audit_log", "brand_1" },
		{ "SELECT user_id FROM audit_log", "user_1" },
		{ "SELECT action FROM audit_log", "change_thing" },
		{ "SELECT entity_type FROM audit_log", "Thing" },
		{ "SELECT entity_id FROM audit_log", "t1" },
		{ "SELECT ip_address FROM audit_log", "2001:db8::1" },
		{ "SELECT user_agent FROM audit_log", "Firefox" },
		{ "SELECT CAST(created_at AS TEXT) FROM audit_log",
		    "1790000000000" },
	};

	store.actor = (struct actor){ .brand_id = "brand_1",
	    .user_id = "user_1", .address = "2001:db8::1",
	    .user_agent = "Firefox" };
	changes_of(NULL, a_thing("a", 1));
	for (size_t i = 0; i < sizeof(t) / sizeof(t[0]); i++)
		ck_assert_str_eq(store_text(t[i].sql), t[i].want);
}
END_TEST

START_TEST(nobody_and_the_system_can_be_written_too)
{
	ck_assert_ptr_null(changes_of(NULL, NULL));
	ck_assert_ptr_null(store_text("SELECT user_id FROM audit_log"));
	ck_assert_ptr_null(store_text("SELECT ip_address FROM audit_log"));
}
END_TEST

START_TEST(only_what_differs_is_written)
{
	struct record	*after = a_thing("b", 1);

	ck_assert_str_eq(changes_of(a_thing("a", 1), after),
	    "{\"before\":{\"name\":\"a\"},\"after\":{\"name\":\"b\"}}");
	ck_assert_ptr_null(changes_of(a_thing("b", 1), after));
	/* A change need not name every field. */
	after = record_new(store.arena, &thing);
	record_set_int(after, THING_PRICE, 2);
	ck_assert_str_eq(changes_of(a_thing("a", 1), after),
	    "{\"before\":{\"price\":1},\"after\":{\"price\":2}}");
	record_set_text(after, THING_NAME, NULL);
	ck_assert_str_eq(changes_of(a_thing("a", 2), after),
	    "{\"before\":{\"name\":\"a\"},\"after\":{\"name\":null}}");
}
END_TEST

START_TEST(a_creation_has_no_before_and_a_deletion_no_after)
{
	ck_assert_str_eq(changes_of(NULL, a_thing("a", 1)),
	    "{\"before\":null,\"after\":{\"name\":\"a\",\"price\":1}}");
	ck_assert_str_eq(changes_of(a_thing("a", 1), NULL),
	    "{\"before\":{\"name\":\"a\",\"price\":1},\"after\":null}");
}
END_TEST

START_TEST(secrets_are_never_written)
{
	static const int	 fields[] = { THING_PASSWORD, THING_TOKEN,
		THING_HASH };
	struct record		*before = a_thing("a", 1);
	struct record		*after = a_thing("a", 1);
	const char		*text;

	for (size_t i = 0; i < 3; i++) {
		record_set_text(before, fields[i], "hush-before");
		record_set_text(after, fields[i], "hush-after");
	}
	text = changes_of(before, after);
	is_json(text);
	ck_assert_ptr_null(strstr(text, "hush"));
	ck_assert_str_eq(text, "{\"before\":{\"password\":\"***\","
	    "\"token\":\"***\",\"hash\":\"***\"},\"after\":{"
	    "\"password\":\"***\",\"token\":\"***\",\"hash\":\"***\"}}");
}
END_TEST

START_TEST(every_type_is_written_as_json)
{
	static const char	*tags[] = { "x", "y\"z" };
	struct record		*r = a_thing("</script>", 1250);
	struct record		*parts = record_new(store.arena, &part);
	const char		*text;

	record_set_text(r, THING_CURRENCY, "EUR");
	record_set_int(r, THING_AT, 0);
	record_set_int(r, THING_ON, 1);
	record_set_text(parts, PART_NAME, "p");
	r->values[THING_PARTS] = (struct value){ .state = VALUE_SET,
	    .items = parts, .count = 1 };
	r->values[THING_TAGS] = (struct value){ .state = VALUE_SET,
	    .texts = tags, .count = 2 };
	record_set_text(r, THING_DATA, "{\"k\":[1]}");
	text = changes_of(NULL, r);
	is_json(text);
	ck_assert_ptr_nonnull(strstr(text, "\"price\":12.50"));
	ck_assert_ptr_nonnull(strstr(text, "1970-01-01T00:00:00"));
	ck_assert_ptr_nonnull(strstr(text, "\"on\":true"));
	ck_assert_ptr_nonnull(strstr(text, "\"parts\":[{\"name\":\"p\"}]"));
	ck_assert_ptr_nonnull(strstr(text, "[\"x\",\"y\\\"z\"]"));
	ck_assert_ptr_nonnull(strstr(text, "\"data\":{\"k\":[1]}"));
}
END_TEST

START_TEST(of_a_large_change_only_the_names_are_kept)
{
	char		*large = arena_alloc(store.arena, 10001);
	const char	*text;

	memset(large, 'x', 10000);
	text = changes_of(a_thing("a", 1), a_thing(large, 2));
	ck_assert_str_eq(text, "{\"fields\":[\"name\",\"price\"]}");
	large[4000] = '\0';
	text = changes_of(a_thing("a", 1), a_thing(large, 2));
	ck_assert_ptr_nonnull(strstr(text, "\"before\""));
	ck_assert_uint_le(strlen(text), 8192);
}
END_TEST

START_TEST(a_user_agent_of_any_bytes_is_cut_and_cleaned)
{
	char	 agent[400];

	memset(agent, 'a', sizeof(agent));
	memcpy(agent + 255, "é", strlen("é"));
	agent[399] = '\0';
	store.actor.user_agent = agent;
	changes_of(NULL, a_thing("a", 1));
	ck_assert_uint_eq(strlen(store_text("SELECT user_agent FROM audit_log")),
	    255);
	store.actor.user_agent = "evil\x1b[2J";
	changes_of(NULL, a_thing("a", 1));
	ck_assert_ptr_null(store_text("SELECT user_agent FROM audit_log"));
	store.actor.user_agent = "half \xff\xfe";
	changes_of(NULL, a_thing("a", 1));
	ck_assert_str_eq(store_text("SELECT user_agent FROM audit_log"), "half ");
}
END_TEST

static enum outcome
write_and_fail(struct act *act, void *a)
{
	return audit_write(act, a) == SOUK_OK ? SOUK_CONFLICT : SOUK_OK;
}

START_TEST(what_did_not_happen_is_not_audited)
{
	struct audit	 a = { .action = "x", .entity_type = "X" };

	ck_assert_int_eq(db_tx(&store, DB_WRITE, write_and_fail, &a),
	    SOUK_CONFLICT);
	ck_assert_int_eq(store_number("SELECT COUNT(*) FROM audit_log"), 0);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_db_10_the_row_says_who_did_what_to_what_from_where,
		nobody_and_the_system_can_be_written_too,
		only_what_differs_is_written,
		a_creation_has_no_before_and_a_deletion_no_after,
		secrets_are_never_written,
		every_type_is_written_as_json,
		of_a_large_change_only_the_names_are_kept,
		a_user_agent_of_any_bytes_is_cut_and_cleaned,
		what_did_not_happen_is_not_audited,
	};

	return store_run("audit", tests, sizeof(tests) / sizeof(tests[0]));
}
