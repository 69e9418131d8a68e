/* SPDX-License-Identifier: ISC */
/* SQL from field tables: what is written comes back, and nothing else. */
#include "tests/unit/store.h"

#include "lib/db/compose.h"

static const char *const colours[] = { "red", "green", "blue", NULL };

enum thing_field { THING_ID, THING_NAME, THING_COUNT, THING_ON, THING_PRICE,
	THING_AT, THING_COLOUR, THING_TAGS, THING_DATA, THING_PARTS,
	THING__MAX };

static const struct field thing_rows[] = {
	[THING_ID] = { .name = "id", .column = "id", .type = FIELD_ID },
	[THING_NAME] = { .name = "name", .column = "title",
	    .type = FIELD_TEXT },
	[THING_COUNT] = { .name = "count", .column = "amount",
	    .type = FIELD_INTEGER },
	[THING_ON] = { .name = "on", .column = "is_on",
	    .type = FIELD_BOOLEAN },
	[THING_PRICE] = { .name = "price", .column = "price",
	    .type = FIELD_MONEY },
	[THING_AT] = { .name = "at", .column = "made_at",
	    .type = FIELD_TIME },
	[THING_COLOUR] = { .name = "colour", .column = "colour",
	    .type = FIELD_ENUM, .choices = colours },
	[THING_TAGS] = { .name = "tags", .column = "tags",
	    .type = FIELD_TEXTS },
	[THING_DATA] = { .name = "data", .column = "data",
	    .type = FIELD_JSON },
	[THING_PARTS] = { .name = "parts", .type = FIELD_LIST },
};
static const struct fieldset thing = FIELDSET("Thing", "thing", thing_rows);

static const char sql_table[] =
    "CREATE TABLE thing (id TEXT NOT NULL PRIMARY KEY, title TEXT,"
    " amount INTEGER CHECK (amount >= 0), is_on INTEGER, price INTEGER,"
    " made_at INTEGER, colour TEXT, tags TEXT, data TEXT,"
    " version INTEGER NOT NULL DEFAULT 1) STRICT";

static const char	*three[] = { "un", "deux", "trois" };

static struct record *
full_record(void)
{
	struct record	*r = record_new(store.arena, &thing);

	record_set_text(r, THING_ID, "t1");
	record_set_text(r, THING_NAME, "Robe d'été; DROP TABLE thing");
	record_set_int(r, THING_COUNT, 3);
	record_set_int(r, THING_ON, 1);
	record_set_int(r, THING_PRICE, -1250);
	record_set_int(r, THING_AT, STORE_NOW);
	record_set_text(r, THING_COLOUR, "blue");
	r->values[THING_TAGS] = (struct value){ .state = VALUE_SET,
	    .count = 3, .texts = three };
	record_set_text(r, THING_DATA, "{\"a\":1}");
	return r;
}

struct write {
	const struct record		*record;
	const struct column_value	*extra, *keys;
	size_t				 extras, key_count;
};

static enum outcome
insert(struct act *act, void *arg)
{
	const struct write	*w = arg;

	return compose_insert(act->db, w->record, w->extra, w->extras);
}

static enum outcome
update(struct act *act, void *arg)
{
	const struct write	*w = arg;

	return compose_update(act->db, w->record, w->extra, w->extras,
	    w->keys, w->key_count);
}

static struct record *
read_back(const char *id)
{
	const struct column_value	 key = { .column = "id", .text = id };
	struct record			*r = NULL;

	ck_assert_int_eq(compose_get(store.db, store.arena, &thing, &key, 1,
	    &r), SOUK_OK);
	return r;
}

static void
start(void)
{
	struct write	 w = { .record = full_record() };

	ck_assert_int_eq(store_write(sql_table), SOUK_OK);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, insert, &w), SOUK_OK);
}

START_TEST(every_type_comes_back_as_it_went_in)
{
	const struct value	*v;

	start();
	v = read_back("t1")->values;
	ck_assert_str_eq(v[THING_NAME].text, "Robe d'été; DROP TABLE thing");
	ck_assert_uint_eq(v[THING_NAME].len, strlen(v[THING_NAME].text));
	ck_assert_int_eq(v[THING_COUNT].num, 3);
	ck_assert_int_eq(v[THING_ON].num, 1);
	ck_assert_int_eq(v[THING_PRICE].num, -1250);
	ck_assert_int_eq(v[THING_AT].num, STORE_NOW);
	ck_assert_str_eq(v[THING_COLOUR].text, "blue");
	ck_assert_int_eq(v[THING_COLOUR].num, 2);
	ck_assert_uint_eq(v[THING_TAGS].count, 3);
	ck_assert_str_eq(v[THING_TAGS].texts[2], "trois");
	ck_assert_str_eq(v[THING_DATA].text, "{\"a\":1}");
	ck_assert_int_eq(v[THING_PARTS].state, VALUE_ABSENT);
}
END_TEST

START_TEST(what_is_absent_is_not_written_and_null_is_null)
{
	struct record		*r = record_new(store.arena, &thing);
	const struct column_value extra[] = {
		{ .column = "id", .text = "t2" },
		{ .column = "version", .num = 9 },
	};
	struct write		 w = { .record = r, .extra = extra,
	    .extras = 2 };

	start();
	record_set_text(r, THING_NAME, NULL);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, insert, &w), SOUK_OK);
	r = read_back("t2");
	ck_assert_int_eq(r->values[THING_NAME].state, VALUE_NULL);
	ck_assert_int_eq(r->values[THING_TAGS].state, VALUE_NULL);
	ck_assert_int_eq(store_number(
	    "SELECT version FROM thing WHERE id = 't2'"), 9);
}
END_TEST

START_TEST(no_texts_and_one_empty_line_are_told_from_many)
{
	static const char	*one[] = { "seul" };
	struct record		*r = record_new(store.arena, &thing);
	const struct column_value key = { .column = "id", .text = "t1" };
	struct write		 w = { .record = r, .keys = &key,
	    .key_count = 1 };

	start();
	r->values[THING_TAGS] = (struct value){ .state = VALUE_SET };
	ck_assert_int_eq(db_tx(&store, DB_WRITE, update, &w), SOUK_OK);
	ck_assert_uint_eq(read_back("t1")->values[THING_TAGS].count, 0);
	r->values[THING_TAGS] = (struct value){ .state = VALUE_SET,
	    .count = 1, .texts = one };
	ck_assert_int_eq(db_tx(&store, DB_WRITE, update, &w), SOUK_OK);
	ck_assert_uint_eq(read_back("t1")->values[THING_TAGS].count, 1);
}
END_TEST

START_TEST(an_update_changes_what_is_present_where_all_keys_match)
{
	struct record		*r = record_new(store.arena, &thing);
	const struct column_value next = { .column = "version", .num = 2 };
	const struct column_value keys[] = {
		{ .column = "id", .text = "t1" },
		{ .column = "version", .num = 1 },
	};
	struct write		 w = { .record = r, .extra = &next,
	    .extras = 1, .keys = keys, .key_count = 2 };

	start();
	record_set_int(r, THING_COUNT, 5);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, update, &w), SOUK_OK);
	ck_assert_int_eq(read_back("t1")->values[THING_COUNT].num, 5);
	ck_assert_str_eq(read_back("t1")->values[THING_COLOUR].text, "blue");
	ck_assert_int_eq(db_tx(&store, DB_WRITE, update, &w), SOUK_NOT_FOUND);
}
END_TEST

START_TEST(an_empty_update_touches_nothing)
{
	struct record		*r = record_new(store.arena, &thing);
	const struct column_value key = { .column = "id", .text = "nobody" };
	struct write		 w = { .record = r, .keys = &key,
	    .key_count = 1 };

	start();
	r->values[THING_PARTS].state = VALUE_SET;	/* has no column */
	ck_assert_int_eq(db_tx(&store, DB_WRITE, update, &w), SOUK_OK);
	record_set_int(r, THING_COUNT, 1);
	ck_assert_int_eq(db_tx(&store, DB_WRITE, update, &w), SOUK_NOT_FOUND);
}
END_TEST

START_TEST(a_constraint_is_a_conflict)
{
	struct write		 w = { .record = full_record() };
	const struct column_value key = { .column = "id", .text = "t1" };
	struct record		*r = record_new(store.arena, &thing);

	start();
	ck_assert_int_eq(db_tx(&store, DB_WRITE, insert, &w), SOUK_CONFLICT);
	record_set_int(r, THING_COUNT, -1);
	w = (struct write){ .record = r, .keys = &key, .key_count = 1 };
	ck_assert_int_eq(db_tx(&store, DB_WRITE, update, &w), SOUK_CONFLICT);
}
END_TEST

START_TEST(no_row_is_not_found)
{
	const struct column_value	 key = { .column = "id", .text = "x" };
	struct record			*r = NULL;

	start();
	ck_assert_int_eq(compose_get(store.db, store.arena, &thing, &key, 1,
	    &r), SOUK_NOT_FOUND);
	ck_assert_ptr_null(r);
}
END_TEST

START_TEST(columns_are_listed_in_the_order_of_the_set)
{
	ck_assert_str_eq(compose_columns(store.arena, &thing, "t"),
	    "t.id, t.title, t.amount, t.is_on, t.price, t.made_at, t.colour,"
	    " t.tags, t.data");
	ck_assert_str_eq(compose_columns(store.arena, &thing, NULL),
	    "id, title, amount, is_on, price, made_at, colour, tags, data");
}
END_TEST

START_TEST(a_select_takes_the_conditions_that_are_there)
{
	const char *const	 both[] = { "amount = :amount",
	    "title IS NOT NULL", NULL }, *const none[] = { NULL };
	struct compose_select	 select = {
		.select = "SELECT COUNT(*) FROM thing WHERE is_on = 1",
		.where = none,
	};
	struct stmt		*s;

	start();
	s = compose_select(store.db, store.arena, &select);
	ck_assert_int_eq(db_step(s), SOUK_OK);
	ck_assert_int_eq(db_int(s, 0), 1);
	select.where = both;
	select.tail = "LIMIT 1";
	s = compose_select(store.db, store.arena, &select);
	db_bind_int(s, ":amount", 4);
	ck_assert_int_eq(db_step(s), SOUK_OK);
	ck_assert_int_eq(db_int(s, 0), 0);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		every_type_comes_back_as_it_went_in,
		what_is_absent_is_not_written_and_null_is_null,
		no_texts_and_one_empty_line_are_told_from_many,
		an_update_changes_what_is_present_where_all_keys_match,
		an_empty_update_touches_nothing,
		a_constraint_is_a_conflict,
		no_row_is_not_found,
		columns_are_listed_in_the_order_of_the_set,
		a_select_takes_the_conditions_that_are_there,
	};

	store_keep_private();
	return store_run("compose", tests, sizeof(tests) / sizeof(tests[0]));
}
