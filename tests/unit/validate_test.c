/* SPDX-License-Identifier: ISC */
#include "lib/base/act.h"
#include "lib/base/json_in.h"
#include "lib/base/validate.h"
#include "tests/unit/base_unit.h"

/* A set with a field of every type, and one for the flags. */
enum { A_TEXT, A_LINES, A_EMAIL, A_URL, A_SLUG, A_ID, A_PHONE, A_LOCALE,
	A_CURRENCY, A_ZONE, A_PASSWORD, A_ENUM, A_INTEGER, A_BOOLEAN, A_MONEY,
	A_TIME, A_OBJECT, A_LIST, A_TEXTS, A_JSON, A_NULLABLE, A_READ_ONLY,
	A_FIXED, A_BOUNDED, A__MAX };
enum { ITEM_SKU, ITEM_STOCK, ITEM_PRICE, ITEM_CODE, ITEM__MAX };

static const char *const	colours[] = { "RED", "BLUE", NULL };

static const struct field	item_rows[] = {
	[ITEM_SKU] = { .name = "sku", .flags = FIELD_REQUIRED },
	[ITEM_STOCK] = { .name = "stock", .type = FIELD_INTEGER,
	  .min = 0, .max = 1000, .initial = "5" },
	[ITEM_PRICE] = { .name = "price", .type = FIELD_MONEY },
	[ITEM_CODE] = { .name = "code", .flags = FIELD_CREATE_ONLY },
};
static const struct fieldset	items = FIELDSET("Item", NULL, item_rows);

static const struct field	rows[] = {
	[A_TEXT] = { .name = "text", .type = FIELD_TEXT },
	[A_LINES] = { .name = "lines", .flags = FIELD_LINES },
	[A_EMAIL] = { .name = "email", .type = FIELD_EMAIL },
	[A_URL] = { .name = "url", .type = FIELD_URL },
	[A_SLUG] = { .name = "slug", .type = FIELD_SLUG },
	[A_ID] = { .name = "id", .type = FIELD_ID, .prefix = "prod" },
	[A_PHONE] = { .name = "phone", .type = FIELD_PHONE },
	[A_LOCALE] = { .name = "locale", .type = FIELD_LOCALE },
	[A_CURRENCY] = { .name = "currency", .type = FIELD_CURRENCY },
	[A_ZONE] = { .name = "zone", .type = FIELD_ZONE },
	[A_PASSWORD] = { .name = "password", .type = FIELD_PASSWORD },
	[A_ENUM] = { .name = "enum", .type = FIELD_ENUM, .choices = colours },
	[A_INTEGER] = { .name = "integer", .type = FIELD_INTEGER },
	[A_BOOLEAN] = { .name = "boolean", .type = FIELD_BOOLEAN },
	[A_MONEY] = { .name = "money", .type = FIELD_MONEY },
	[A_TIME] = { .name = "time", .type = FIELD_TIME },
	[A_OBJECT] = { .name = "object", .type = FIELD_OBJECT, .of = &items },
	[A_LIST] = { .name = "list", .type = FIELD_LIST, .of = &items,
	  .min = 1, .max = 3 },
	[A_TEXTS] = { .name = "texts", .type = FIELD_TEXTS },
	[A_JSON] = { .name = "json", .type = FIELD_JSON },
	[A_NULLABLE] = { .name = "nullable", .flags = FIELD_NULLABLE },
	[A_READ_ONLY] = { .name = "readOnly", .flags = FIELD_READ_ONLY },
	[A_FIXED] = { .name = "fixed", .flags = FIELD_CREATE_ONLY },
	[A_BOUNDED] = { .name = "bounded", .min = 2, .max = 4 },
};
static const struct fieldset	set = FIELDSET("A", NULL, rows);

static struct act	 act;
static struct record	*record;

static enum outcome
check(const struct fieldset *of, enum validate_mode mode, const char *source)
{
	struct json_in	*in;
	const char	*name;
	size_t		 at;

	act = (struct act){ .arena = arena };
	ck_assert_msg(json_parse(arena, source, strlen(source), &in, &at,
	    &name) == JSON_OK, "%s", source);
	return validate_json(&act, of, mode, in, "EUR", &record);
}

/* The code noted for a field; NULL: none. */
static const char *
noted(const char *field)
{
	for (int i = 0; i < act.problem.count; i++)
		if (strcmp(act.problem.fields[i].name, field) == 0)
			return act.problem.fields[i].message->code;
	return NULL;
}

static const char *
a(char c, int n)
{
	char	*text = arena_alloc(arena, (size_t)n + 1);

	return memset(text, c, (size_t)n);
}

START_TEST(right_values_of_every_type_are_taken)
{
	ck_assert_int_eq(check(&set, VALIDATE_CREATE, "{\"text\":\"é\","
	    "\"lines\":\"\",\"email\":\"a@b\",\"url\":\"https://a\","
	    "\"slug\":\"a-b\",\"id\":\"prod_01h455vb4pex5vsknk084sn02q\","
	    "\"phone\":\"+212612345678\",\"locale\":\"ar\",\"currency\":\"TND\","
	    "\"zone\":\"UTC\",\"password\":\"\\u0001 \\ud83d\\ude00\","
	    "\"enum\":\"BLUE\",\"integer\":-5,\"boolean\":true,"
	    "\"money\":\"1.005\",\"time\":\"1970-01-01T00:00:01Z\","
	    "\"object\":{\"sku\":\"s\"},\"list\":[{\"sku\":\"1\","
	    "\"price\":2.5},{\"sku\":\"2\",\"stock\":0}],"
	    "\"texts\":[\"x\",\"y\"],\"json\":{ \"a\" : [1.50] },"
	    "\"nullable\":null,\"fixed\":\"f\",\"bounded\":\"éé\"}"), SOUK_OK);
	ck_assert_str_eq(record->values[A_TEXT].text, "é");
	ck_assert_uint_eq(record->values[A_TEXT].len, 2);
	ck_assert_uint_eq(record->values[A_PASSWORD].len, 6);
	ck_assert_str_eq(record->values[A_ENUM].text, "BLUE");
	ck_assert_int_eq(record->values[A_ENUM].num, 1);
	ck_assert_int_eq(record->values[A_INTEGER].num, -5);
	ck_assert_int_eq(record->values[A_BOOLEAN].num, 1);
	ck_assert_int_eq(record->values[A_MONEY].num, 1005);
	ck_assert_int_eq(record->values[A_TIME].num, 1000);
	ck_assert_int_eq(record->values[A_OBJECT].items->values[ITEM_STOCK].num,
	    5);
	ck_assert_uint_eq(record->values[A_LIST].count, 2);
	ck_assert_int_eq(
	    record->values[A_LIST].items[0].values[ITEM_PRICE].num, 250);
	ck_assert_int_eq(
	    record->values[A_LIST].items[1].values[ITEM_STOCK].num, 0);
	ck_assert_str_eq(record->values[A_TEXTS].texts[1], "y");
	ck_assert_str_eq(record->values[A_JSON].text, "{\"a\":[1.50]}");
	ck_assert_int_eq(record->values[A_NULLABLE].state, VALUE_NULL);
	ck_assert(!record_has(record, A_READ_ONLY));
	ck_assert_uint_eq(record_mask(record),
	    ((UINT64_C(1) << A__MAX) - 1) & ~(UINT64_C(1) << A_READ_ONLY));
}
END_TEST

START_TEST(wrong_values_of_every_type_are_refused)
{
	static const struct { const char *field, *value, *code; } wrong[] = {
		{ "text", "1", "NOT_TEXT" }, { "text", "\"\"", "TOO_SHORT" },
		{ "text", "\"a\\nb\"", "CONTROL_CHARACTER" },
		{ "text", "\"\\u202e\"", "CONTROL_CHARACTER" },
		{ "text", "null", "NULL_NOT_ALLOWED" },
		{ "text", "[\"a\"]", "NOT_TEXT" },
		{ "lines", "\"\\u0007\"", "CONTROL_CHARACTER" },
		{ "email", "\"a\"", "BAD_EMAIL" },
		{ "url", "\"javascript:x\"", "BAD_URL" },
		{ "slug", "\"A\"", "BAD_SLUG" },
		{ "id", "\"prod_1\"", "BAD_ID" },
		{ "id", "\"user_01h455vb4pex5vsknk084sn02q\"", "BAD_ID" },
		{ "phone", "\"0612345678\"", "BAD_PHONE" },
		{ "locale", "\"de\"", "BAD_LOCALE" },
		{ "currency", "\"XXX\"", "BAD_CURRENCY" },
		{ "currency", "\"EURO\"", "TOO_LONG" },
		{ "zone", "\"Mars/Olympus\"", "BAD_ZONE" },
		{ "password", "\"\"", "TOO_SHORT" },
		{ "password", "12345678", "NOT_TEXT" },
		{ "enum", "\"GREEN\"", "NOT_A_CHOICE" },
		{ "enum", "\"red\"", "NOT_A_CHOICE" }, { "enum", "0", "NOT_TEXT" },
		{ "integer", "\"1\"", "NOT_AN_INTEGER" },
		{ "integer", "1.0", "NOT_AN_INTEGER" },
		{ "integer", "1e3", "NOT_AN_INTEGER" },
		{ "integer", "true", "NOT_AN_INTEGER" },
		{ "integer", "9007199254740993", "TOO_BIG" },
		{ "integer", "-9007199254740993", "TOO_SMALL" },
		{ "boolean", "1", "NOT_BOOLEAN" },
		{ "boolean", "\"true\"", "NOT_BOOLEAN" },
		{ "money", "12.505", "BAD_MONEY" }, { "money", "1e3", "BAD_MONEY" },
		{ "money", "-0.01", "TOO_LOW" },
		{ "money", "true", "NOT_A_NUMBER" },
		{ "money", "99999999999", "BAD_MONEY" },
		{ "money", "\"1,5\"", "BAD_MONEY" },
		{ "time", "0", "BAD_TIME" }, { "time", "\"today\"", "BAD_TIME" },
		{ "object", "[]", "NOT_AN_OBJECT" },
		{ "object", "\"{}\"", "NOT_AN_OBJECT" },
		{ "list", "{}", "NOT_A_LIST" }, { "list", "[]", "TOO_FEW" },
		{ "list", "[1,2,3,4]", "TOO_MANY" },
		{ "texts", "\"a\"", "NOT_A_LIST" },
		{ "json", "null", "NULL_NOT_ALLOWED" },
		{ "readOnly", "\"a\"", "READ_ONLY" },
		{ "readOnly", "null", "READ_ONLY" },
		{ "bounded", "\"a\"", "TOO_SHORT" },
		{ "bounded", "\"ééééé\"", "TOO_LONG" },
		{ "unknown", "1", "UNKNOWN_FIELD" },
		{ "Text", "\"a\"", "UNKNOWN_FIELD" },
		{ "", "1", "UNKNOWN_FIELD" },
	};

	for (size_t i = 0; i < COUNT(wrong); i++) {
		ck_assert_int_eq(check(&set, VALIDATE_CREATE,
		    arena_printf(arena, "{\"%s\":%s}", wrong[i].field,
		    wrong[i].value)), SOUK_INVALID);
		ck_assert_str_eq(act.problem.message->code,
		    "VALIDATION_ERROR");
		ck_assert_int_eq(act.problem.count, 1);
		ck_assert_pstr_eq(noted(wrong[i].field), wrong[i].code);
	}
}
END_TEST

START_TEST(bounds_are_those_of_the_type_unless_the_field_has_its_own)
{
	static const struct { const char *field; int most; } longest[] = {
		{ "text", 200 }, { "lines", 20000 }, { "password", 256 },
		{ "bounded", 4 },
	};

	for (size_t i = 0; i < COUNT(longest); i++) {
		ck_assert_int_eq(check(&set, VALIDATE_CHANGE,
		    arena_printf(arena, "{\"%s\":\"%s\"}", longest[i].field,
		    a('x', longest[i].most))), SOUK_OK);
		ck_assert_int_eq(check(&set, VALIDATE_CHANGE,
		    arena_printf(arena, "{\"%s\":\"%s\"}", longest[i].field,
		    a('x', longest[i].most + 1))), SOUK_INVALID);
		ck_assert_str_eq(noted(longest[i].field), "TOO_LONG");
		ck_assert_int_eq(act.problem.fields[0].numbers[0],
		    longest[i].most);
	}
}
END_TEST

START_TEST(all_that_is_wrong_is_named_at_once_and_where)
{
	ck_assert_int_eq(check(&set, VALIDATE_CREATE, "{\"text\":1,"
	    "\"object\":{},\"list\":[{\"sku\":\"ok\"},{\"sku\":\"\","
	    "\"stock\":-1,\"price\":[]},5],\"texts\":[\"ok\",7],"
	    "\"object2\":{}}"), SOUK_INVALID);
	ck_assert_int_eq(act.problem.count, 8);
	ck_assert_str_eq(noted("object2"), "UNKNOWN_FIELD");
	ck_assert_str_eq(noted("text"), "NOT_TEXT");
	ck_assert_str_eq(noted("object.sku"), "REQUIRED");
	ck_assert_str_eq(noted("list[1].sku"), "TOO_SHORT");
	ck_assert_str_eq(noted("list[1].stock"), "TOO_SMALL");
	ck_assert_str_eq(noted("list[1].price"), "NOT_A_NUMBER");
	ck_assert_str_eq(noted("list[2]"), "NOT_AN_OBJECT");
	ck_assert_str_eq(noted("texts[1]"), "NOT_TEXT");
	ck_assert_int_eq(check(&set, VALIDATE_CREATE, "[]"), SOUK_INVALID);
	ck_assert_str_eq(noted("body"), "NOT_AN_OBJECT");
}
END_TEST

START_TEST(a_change_needs_nothing_and_fills_nothing_in)
{
	ck_assert_int_eq(check(&items, VALIDATE_CHANGE, "{}"), SOUK_OK);
	ck_assert_uint_eq(record_mask(record), 0);
	ck_assert_int_eq(check(&items, VALIDATE_CREATE, "{}"), SOUK_INVALID);
	ck_assert_str_eq(noted("sku"), "REQUIRED");
	ck_assert_int_eq(check(&items, VALIDATE_CREATE, "{\"sku\":\"a\","
	    "\"code\":\"c\"}"), SOUK_OK);
	ck_assert_uint_eq(record_mask(record),
	    1 << ITEM_SKU | 1 << ITEM_STOCK | 1 << ITEM_CODE);
	ck_assert_int_eq(check(&items, VALIDATE_CHANGE, "{\"code\":\"c\"}"),
	    SOUK_INVALID);
	ck_assert_str_eq(noted("code"), "READ_ONLY");
	/* An object keeps the mode; the items of a list are whole. */
	ck_assert_int_eq(check(&set, VALIDATE_CHANGE, "{\"object\":{}}"),
	    SOUK_OK);
	ck_assert_int_eq(check(&set, VALIDATE_CHANGE, "{\"list\":[{}]}"),
	    SOUK_INVALID);
	ck_assert_str_eq(noted("list[0].sku"), "REQUIRED");
	ck_assert_int_eq(check(&set, VALIDATE_CHANGE,
	    "{\"list\":[{\"sku\":\"a\",\"code\":\"c\"}]}"), SOUK_OK);
}
END_TEST

START_TEST(money_is_in_the_currency_beside_it_or_the_shops)
{
	static const struct { const char *source; bool ok; int64_t minor; }
	    amounts[] = {
		{ "{\"money\":12.5}", true, 1250 },
		{ "{\"money\":1.005}", false, 0 },
		{ "{\"currency\":\"JPY\",\"money\":1200}", true, 1200 },
		{ "{\"money\":12.5,\"currency\":\"JPY\"}", false, 0 },
		{ "{\"money\":1.005,\"currency\":\"TND\"}", true, 1005 },
		{ "{\"money\":\"0.29\"}", true, 29 },
		{ "{\"money\":10000000000}", true, INT64_C(1000000000000) },
	};

	for (size_t i = 0; i < COUNT(amounts); i++) {
		ck_assert_int_eq(check(&set, VALIDATE_CHANGE,
		    amounts[i].source), amounts[i].ok ? SOUK_OK : SOUK_INVALID);
		if (amounts[i].ok)
			ck_assert_int_eq(record->values[A_MONEY].num,
			    amounts[i].minor);
	}
}
END_TEST

static enum outcome
check_texts(const struct fieldset *of, enum validate_mode mode,
    const struct text_pair *pairs, size_t n)
{
	act = (struct act){ .arena = arena };
	return validate_texts(&act, of, mode, pairs, n, "EUR", &record);
}

START_TEST(texts_become_the_types_of_their_fields)
{
	static const struct text_pair	 pairs[] = {
		{ "integer", "007" }, { "boolean", "1" }, { "money", "2.5" },
		{ "texts", "one\r\n\ntwo" }, { "json", " [1, 2] " },
		{ "nullable", "" }, { "lines", "" }, { "text", "" },
		{ "enum", "RED" }, { "time", "1970-01-01T00:00:00Z" },
	};

	ck_assert_int_eq(check_texts(&set, VALIDATE_CHANGE, pairs,
	    COUNT(pairs)), SOUK_OK);
	ck_assert_int_eq(record->values[A_INTEGER].num, 7);
	ck_assert_int_eq(record->values[A_BOOLEAN].num, 1);
	ck_assert_int_eq(record->values[A_MONEY].num, 250);
	ck_assert_uint_eq(record->values[A_TEXTS].count, 2);
	ck_assert_str_eq(record->values[A_TEXTS].texts[0], "one");
	ck_assert_str_eq(record->values[A_TEXTS].texts[1], "two");
	ck_assert_str_eq(record->values[A_JSON].text, "[1,2]");
	ck_assert_int_eq(record->values[A_NULLABLE].state, VALUE_NULL);
	ck_assert_str_eq(record->values[A_LINES].text, "");
	ck_assert(!record_has(record, A_TEXT));
	ck_assert_int_eq(check_texts(&set, VALIDATE_CREATE, NULL, 0), SOUK_OK);
}
END_TEST

START_TEST(texts_of_another_type_are_refused)
{
	static const struct { struct text_pair pair; const char *code; }
	    wrong[] = {
		{ { "integer", "1e3" }, "NOT_AN_INTEGER" },
		{ { "integer", "NaN" }, "NOT_AN_INTEGER" },
		{ { "integer", "9223372036854775808" }, "NOT_AN_INTEGER" },
		{ { "boolean", "yes" }, "NOT_BOOLEAN" },
		{ { "boolean", "TRUE" }, "NOT_BOOLEAN" },
		{ { "money", "1,5" }, "BAD_MONEY" },
		{ { "json", "{" }, "JSON_SYNTAX" },
		{ { "json", "{\"a\":1,\"a\":1}" }, "DUPLICATE_KEY" },
		{ { "object", "{}" }, "NOT_AN_OBJECT" },
		{ { "list", "[]" }, "NOT_A_LIST" },
		{ { "text", "\xc0\xaf" }, "BAD_ENCODING" },
		{ { "text", "a\nb" }, "CONTROL_CHARACTER" },
		{ { "id[]", "1" }, "UNKNOWN_FIELD" },
		{ { "readOnly", "x" }, "READ_ONLY" },
	};
	static const struct text_pair	 twice[] = {
		{ "integer", "1" }, { "text", "x" }, { "integer", "1" },
	};
	static const struct text_pair	 empty = { "sku", "" };

	for (size_t i = 0; i < COUNT(wrong); i++) {
		ck_assert_int_eq(check_texts(&set, VALIDATE_CREATE,
		    &wrong[i].pair, 1), SOUK_INVALID);
		ck_assert_pstr_eq(noted(wrong[i].pair.name), wrong[i].code);
	}
	ck_assert_int_eq(check_texts(&set, VALIDATE_CREATE, twice,
	    COUNT(twice)), SOUK_INVALID);
	ck_assert_str_eq(noted("integer"), "REPEATED");
	ck_assert_int_eq(check_texts(&items, VALIDATE_CHANGE, &empty, 1),
	    SOUK_INVALID);
	ck_assert_str_eq(noted("sku"), "REQUIRED");
}
END_TEST

UNIT_MAIN("validate",
    right_values_of_every_type_are_taken,
    wrong_values_of_every_type_are_refused,
    bounds_are_those_of_the_type_unless_the_field_has_its_own,
    all_that_is_wrong_is_named_at_once_and_where,
    a_change_needs_nothing_and_fills_nothing_in,
    money_is_in_the_currency_beside_it_or_the_shops,
    texts_become_the_types_of_their_fields,
    texts_of_another_type_are_refused)
