/* SPDX-License-Identifier: ISC */
#include "lib/base/json_in.h"
#include "lib/base/json_out.h"
#include "tests/unit/base_unit.h"

static enum json_fault
parse(const char *source, size_t len, struct json_in **in, size_t *at,
    const char **name)
{
	*at = 0;
	*name = NULL;
	return json_parse(arena, source, len, in, at, name);
}

/* The document of a text, which must be right. */
static struct json_in *
document(const char *source)
{
	struct json_in	*in = NULL;
	const char	*name;
	size_t		 at;

	ck_assert_msg(parse(source, strlen(source), &in, &at, &name) ==
	    JSON_OK, "%s", source);
	return in;
}

START_TEST(documents_that_are_wrong_are_refused_with_the_place)
{
	static const struct {
		const char	*source;
		enum json_fault	 fault;
		size_t		 at;
	} rows[] = {
		{ "", JSON_SYNTAX, 0 }, { " ", JSON_SYNTAX, 1 },
		{ "{", JSON_SYNTAX, 1 }, { "[1,]", JSON_SYNTAX, 3 },
		{ "{\"a\":1,}", JSON_SYNTAX, 7 }, { "{'a':1}", JSON_SYNTAX, 1 },
		{ "{a:1}", JSON_SYNTAX, 1 }, { "{\"a\" 1}", JSON_SYNTAX, 5 },
		{ "[1 2]", JSON_SYNTAX, 3 }, { "1 2", JSON_SYNTAX, 2 },
		{ "// x\n1", JSON_SYNTAX, 0 }, { "[1}", JSON_SYNTAX, 2 },
		{ "TRUE", JSON_SYNTAX, 0 }, { "nul", JSON_SYNTAX, 0 },
		{ "NaN", JSON_SYNTAX, 0 }, { "[Infinity]", JSON_SYNTAX, 1 },
		{ "+1", JSON_SYNTAX, 0 }, { "-", JSON_SYNTAX, 1 },
		{ "01", JSON_SYNTAX, 0 }, { "1.", JSON_SYNTAX, 2 },
		{ ".5", JSON_SYNTAX, 0 }, { "1e", JSON_SYNTAX, 2 },
		{ "1e+", JSON_SYNTAX, 3 }, { "0x10", JSON_SYNTAX, 1 },
		{ "\"a", JSON_SYNTAX, 2 }, { "\"a\nb\"", JSON_SYNTAX, 2 },
		{ "\"\\x41\"", JSON_SYNTAX, 2 }, { "\"\\u12\"", JSON_SYNTAX, 5 },
		{ "\"\\u12g4\"", JSON_SYNTAX, 5 },
		{ "\xef\xbb\xbf" "1", JSON_SYNTAX, 0 },
		{ "\"\xc0\xaf\"", JSON_UTF8, 1 },
		{ "\"\xed\xa0\x80\"", JSON_UTF8, 1 },
		{ "\"\xff\"", JSON_UTF8, 1 }, { "\"\xc3\"", JSON_UTF8, 1 },
		{ "\"\\ud800\"", JSON_UTF8, 3 },
		{ "\"\\udc00\"", JSON_UTF8, 3 },
		{ "\"\\ud800\\u0041\"", JSON_UTF8, 3 },
		{ "\"\\u0000\"", JSON_UTF8, 3 },
		{ "{\"a\\u0000b\":1}", JSON_UTF8, 5 },
		{ "9223372036854775808", JSON_RANGE, 0 },
		{ "[-9223372036854775809]", JSON_RANGE, 1 },
		{ "18446744073709551616", JSON_RANGE, 0 },
		{ "1e400", JSON_RANGE, 0 }, { "-1E+400", JSON_RANGE, 0 },
		{ "1e-400", JSON_RANGE, 0 },
		{ "1e99999999999999999999", JSON_RANGE, 0 },
	};
	struct json_in	*in;
	const char	*name;
	size_t		 at;

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_msg(parse(rows[i].source, strlen(rows[i].source),
		    &in, &at, &name) == rows[i].fault, "%s", rows[i].source);
		ck_assert_msg(at == rows[i].at, "%s: at %zu", rows[i].source,
		    at);
	}
	ck_assert_int_eq(parse("\"a\0b\"", 5, &in, &at, &name), JSON_SYNTAX);
	ck_assert_int_eq(parse("1\0", 2, &in, &at, &name), JSON_SYNTAX);
}
END_TEST

START_TEST(a_key_that_comes_twice_is_refused_however_it_is_spelt)
{
	static const struct { const char *source, *name; } rows[] = {
		{ "{\"a\":1,\"a\":2}", "a" },
		{ "{\"a\":1,\"\\u0061\":2}", "a" },
		{ "{\"\\u00e9\":1,\"é\":2}", "é" },
		{ "{\"/\":1,\"\\/\":2}", "/" },
		{ "{\"x\":{\"\":1,\"\":2}}", "x" },
		{ "[{\"😀\":1,\"\\ud83d\\ude00\":2}]", "[0].😀" },
	};
	struct json_in	*in;
	const char	*name;
	size_t		 at;

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_int_eq(parse(rows[i].source, strlen(rows[i].source),
		    &in, &at, &name), JSON_DUPLICATE);
		ck_assert_str_eq(name, rows[i].name);
	}
	document("{\"a\":{\"a\":[{\"a\":1},{\"a\":1}]},\"A\":1}");
	for (int i = 0; i < 200; i++)
		buf_puts(&out, "{\"a\":1},{},{},{},{},{},{},{},"
		    "{},{},{},{},{},{},{},{},");
	document(arena_printf(arena, "[%s0]", out.p));
}
END_TEST

START_TEST(a_value_that_is_wrong_in_itself_is_named_by_its_path)
{
	static const struct { const char *source, *name; } rows[] = {
		{ "{\"a\":1,\"b\":9223372036854775808}", "b" },
		{ "{\"a\":[0,{\"b\":[[1e400]]}]}", "a[1].b[0][0]" },
		{ "{\"a\":{\"b\":\"\\ud800\"}}", "a.b" },
		{ "{\"a\":{\"\\ud800\":1}}", "a" },
		{ "{\"\":\"\xff\"}", NULL },
		{ "[\"\xff\"]", "[0]" }, { "\"\xff\"", NULL },
		{ "{\"a\":[1,}", NULL },
	};
	struct json_in	*in;
	const char	*name;
	size_t		 at;

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_int_ne(parse(rows[i].source, strlen(rows[i].source),
		    &in, &at, &name), JSON_OK);
		ck_assert_pstr_eq(name, rows[i].name);
	}
}
END_TEST

START_TEST(values_say_what_the_document_says)
{
	const struct json_in	*in = document(" {\"n\":null,\"t\":true,"
	    "\"f\":false,\"s\":\"\\u00e9\\ud83d\\ude00\\n\\\"\",\"i\":-12,"
	    "\"max\":9223372036854775807,\"min\":-9223372036854775808,"
	    "\"d\":12.50,\"e\":1e5,\"z\":-0,\"l\":[1,[],{}],\"\":7} ");

	ck_assert_int_eq(in->type, JSON_OBJECT);
	ck_assert_uint_eq(in->count, 12);
	ck_assert_str_eq(in->names[1], "t");
	ck_assert_int_eq(json_member(in, "n")->type, JSON_NULL);
	ck_assert(json_member(in, "t")->boolean);
	ck_assert_int_eq(json_member(in, "f")->type, JSON_BOOL);
	ck_assert(!json_member(in, "f")->boolean);
	ck_assert_str_eq(json_member(in, "s")->text, "é😀\n\"");
	ck_assert_uint_eq(json_member(in, "s")->len, 8);
	ck_assert_int_eq(json_member(in, "i")->integer, -12);
	ck_assert(json_member(in, "i")->is_integer);
	ck_assert(json_member(in, "max")->integer == INT64_MAX);
	ck_assert(json_member(in, "min")->integer == INT64_MIN);
	ck_assert_str_eq(json_member(in, "d")->text, "12.50");
	ck_assert(!json_member(in, "d")->is_integer);
	ck_assert_str_eq(json_member(in, "e")->text, "1e5");
	ck_assert(!json_member(in, "e")->is_integer);
	ck_assert_str_eq(json_member(in, "z")->text, "-0");
	ck_assert(!json_member(in, "z")->is_integer);
	ck_assert_uint_eq(json_member(in, "l")->count, 3);
	ck_assert_int_eq(json_member(in, "l")->items[2].type, JSON_OBJECT);
	ck_assert_int_eq(json_member(in, "")->integer, 7);
	ck_assert_ptr_null(json_member(in, "none"));
	ck_assert_ptr_null(json_member(json_member(in, "l"), "n"));
	ck_assert_int_eq(document("null")->type, JSON_NULL);
	ck_assert_int_eq(document(" \n12 ")->integer, 12);
	ck_assert_str_eq(document("\"\"")->text, "");
}
END_TEST

/* n times `open`, then a 0 and n times `close`. */
static const char *
nested(int n, const char *open, const char *close)
{
	buf_init(&out, arena, 0);
	for (int i = 0; i < n; i++)
		buf_puts(&out, open);
	buf_puts(&out, "0");
	for (int i = 0; i < n; i++)
		buf_puts(&out, close);
	return out.p;
}

START_TEST(depth_and_number_of_values_are_bounded)
{
	static const struct { const char *open, *close; } kinds[] = {
		{ "[", "]" }, { "{\"a\":", "}" },
	};
	struct json_in	*in;
	const char	*name, *source;
	size_t		 at, used;

	for (size_t i = 0; i < COUNT(kinds); i++) {
		document(nested(JSON_DEPTH, kinds[i].open, kinds[i].close));
		source = nested(JSON_DEPTH + 1, kinds[i].open, kinds[i].close);
		ck_assert_int_eq(parse(source, strlen(source), &in, &at,
		    &name), JSON_TOO_DEEP);
	}
	source = nested(170000, "[", "");
	used = arena_used(arena);
	ck_assert_int_eq(parse(source, strlen(source), &in, &at, &name),
	    JSON_TOO_DEEP);
	ck_assert_uint_eq(at, JSON_DEPTH);
	ck_assert_uint_eq(arena_used(arena), used);

	/* The array itself is a value too; nested() puts the last 0. */
	source = arena_printf(arena, "[%s]", nested(JSON_VALUES - 2, "0,", ""));
	ck_assert_uint_eq(document(source)->count, JSON_VALUES - 1);
	source = arena_printf(arena, "[%s]", nested(JSON_VALUES - 1, "0,", ""));
	ck_assert_int_eq(parse(source, strlen(source), &in, &at, &name),
	    JSON_TOO_MANY);
}
END_TEST

START_TEST(an_object_of_many_members_keeps_them_all)
{
	const struct json_in	*in;

	buf_init(&out, arena, 0);
	for (int i = 0; i < 4000; i++)
		buf_printf(&out, "%c\"key%d\":%d", i == 0 ? '{' : ',', i, i);
	buf_puts(&out, "}");
	in = document(out.p);
	ck_assert_uint_eq(in->count, 4000);
	for (int i = 0; i < 4000; i++)
		ck_assert_int_eq(in->items[i].integer, i);
}
END_TEST

START_TEST(output_is_correct_and_safe_inside_a_script)
{
	struct json_out	 j = { .buf = &out };

	json_open(&j, NULL);
	json_text(&j, "a\"", "</script>&\x01\x7f\t\\é\u2028\u2029😀");
	json_text(&j, "none", NULL);
	json_text_n(&j, "bad", "x\xc0\xaf", 3);
	json_int(&j, "i", INT64_MIN);
	json_bool(&j, "b", true);
	json_time(&j, "t", INT64_C(1795234500000));
	json_money(&j, "m", -5, 2);
	json_open_list(&j, "l");
	json_open_list(&j, NULL);
	json_close_list(&j);
	json_open(&j, NULL);
	json_close(&j);
	json_raw(&j, NULL, "1");
	json_close_list(&j);
	json_null(&j, "n");
	json_close(&j);
	ck_assert_str_eq(written(), "{\"a\\\"\":\"\\u003c/script\\u003e\\u0026"
	    "\\u0001\\u007f\\u0009\\\\é\\u2028\\u2029😀\",\"none\":null,"
	    "\"bad\":\"x\\ufffd\\ufffd\",\"i\":-9223372036854775808,"
	    "\"b\":true,\"t\":\"2026-11-21T04:15:00.000Z\",\"m\":-0.05,"
	    "\"l\":[[],{},1],\"n\":null}");
}
END_TEST

START_TEST(what_comes_in_goes_out_again)
{
	static const char	 source[] = "{\"a\":[1,-0,1.50,1e5,true,null],"
	    "\"b\":{\"c\":\"\\u003c\\\"é\"},\"d\":[]}";
	struct json_out		 j = { .buf = &out };

	json_copy(&j, NULL, document(source));
	ck_assert_str_eq(written(), source);
}
END_TEST

UNIT_MAIN("json",
    documents_that_are_wrong_are_refused_with_the_place,
    a_key_that_comes_twice_is_refused_however_it_is_spelt,
    a_value_that_is_wrong_in_itself_is_named_by_its_path,
    values_say_what_the_document_says,
    depth_and_number_of_values_are_bounded,
    an_object_of_many_members_keeps_them_all,
    output_is_correct_and_safe_inside_a_script,
    what_comes_in_goes_out_again)
