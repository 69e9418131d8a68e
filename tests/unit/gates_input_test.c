/* SPDX-License-Identifier: ISC */
/*
 * What comes in: every fault of query, header and body is a 400 that names
 * the field, in the caller's language, and has no effect.
 */
#include "lib/base/page.h"
#include "tests/unit/worker.h"

enum thing { THING_NAME, THING_COUNT, THING_PRICE, THING_ROLE, THING_KIND,
	THING_PARTS, THING_ANY, THING__MAX };

static const struct field	part_table[] = {
	{ .name = "sku", .type = FIELD_TEXT, .min = 1, .max = 10,
	  .flags = FIELD_REQUIRED },
};
static const struct fieldset	part = FIELDSET("Part", NULL, part_table);
static const char *const	kinds[] = { "plain", "fancy", NULL };

static const struct field	thing_table[] = {
	[THING_NAME] = { .name = "name", .type = FIELD_TEXT, .min = 1,
	    .max = 20, .flags = FIELD_REQUIRED },
	[THING_COUNT] = { .name = "count", .type = FIELD_INTEGER, .min = 0,
	    .max = 1000 },
	[THING_PRICE] = { .name = "price", .type = FIELD_MONEY },
	[THING_ROLE] = { .name = "role", .type = FIELD_TEXT,
	    .flags = FIELD_READ_ONLY },
	[THING_KIND] = { .name = "kind", .type = FIELD_ENUM,
	    .choices = kinds },
	[THING_PARTS] = { .name = "parts", .type = FIELD_LIST, .of = &part,
	    .max = 5000 },
	[THING_ANY] = { .name = "any", .type = FIELD_JSON },
};
static const struct fieldset	thing = FIELDSET("Thing", NULL, thing_table);

enum filter { FILTER_MIN, FILTER_WORD, FILTER_NEW, FILTER__MAX };
static const struct field	filter_table[] = {
	[FILTER_MIN] = { .name = "min", .type = FIELD_INTEGER, .min = 0,
	    .max = 100 },
	[FILTER_WORD] = { .name = "word", .type = FIELD_TEXT, .max = 20 },
	[FILTER_NEW] = { .name = "new", .type = FIELD_BOOLEAN },
};
static const struct fieldset	filter = FIELDSET("Filter", NULL,
				    filter_table);

static enum outcome
keep(struct req *r, struct res *out)
{
	res_record(out, r->body);
	return effect_make(&r->act);
}

static enum outcome
list(struct req *r, struct res *out)
{
	struct json_out	*j = res_list(out);
	struct cursor	 c;

	if (r->list->cursor != NULL && cursor_read(&r->act, r->list->cursor,
	    "all", &c) != SOUK_OK)
		return SOUK_INVALID;
	json_int(j, NULL, r->list->limit);
	res_list_end(out, 45, r->list->page == 3 ? NULL : cursor_write(
	    r->act.arena, &(struct cursor){ .num = 7, .id = "x" }, "all"));
	return SOUK_OK;
}

static enum outcome
change(struct req *r, struct res *out)
{
	res_version(out, r->act.expected_version + 1);
	return r->act.expected_version == 1 ? SOUK_STALE :
	    effect_make(&r->act);
}

static enum outcome
nothing(struct req *r, struct res *out)
{
	(void)r;
	(void)out;
	return SOUK_OK;
}

static const struct route rows[] = {
	ROW(POST, "/things", keep, ANYONE, .tx = TX_WRITE, .body = &thing,
	    .max_body = 1 << 20),
	ROW(PATCH, "/things", change, ANYONE, .tx = TX_WRITE,
	    .body = &thing),
	ROW(POST, "/form", keep, ANYONE, .tx = TX_WRITE, .body = &thing,
	    .flags = ROUTE_FORM),
	ROW(GET, "/things", list, ANYONE, .query = &filter,
	    .flags = ROUTE_PAGED),
	ROW(GET, "/plain", nothing, ANYONE),
	ROW(GET, "/page", nothing, ANYONE, .query = &filter,
	    .flags = ROUTE_PAGE),
};
static const struct route_table	table = { rows, COUNT(rows) };
static const struct route_table	*const tables[] = { &table, NULL };

/* ---- query ------------------------------------------------------------- */

/* E15, E16 */
START_TEST(e16_a_query_of_other_names_or_values_is_refused)
{
	static const struct { const char *query, *field; } t[] = {
		{ "x=1", "x" }, { "min=x", "min" },
		{ "min=1.0", "min" }, { "min=1e3", "min" },
		{ "min=-1", "min" }, { "min=101", "min" },
		{ "min=9223372036854775808", "min" }, { "min=NaN", "min" },
		{ "min=0x1", "min" }, { "min=+1", "min" },
		{ "min=%201", "min" }, { "min=1%00", "min" },
		{ "min=1&min=2", "min" }, { "min=1&min=1", "min" },
		{ "min[]=1", "min[]" }, { "Min=1", "Min" },
		{ "word=%ff", "word" }, { "word=%c0%af", "word" },
		{ "word=%", "word" }, { "word=%zz", "word" },
		{ "word=%00", "word" }, { "%ff=1", "query" },
		{ "word=aaaaaaaaaaaaaaaaaaaaa", "word" },
		{ "new=yes", "new" }, { "new=2", "new" }, { "=1", "" },
		{ "word=%E2%80%AE", "word" }, { "word=a%0ab", "word" },
		{ "__proto__=1", "__proto__" },
	};

	for (size_t i = 0; i < COUNT(t); i++) {
		get(arena_printf(store.arena, "/things?%s", t[i].query));
		answer_blames(t[i].field);
	}
	get("/plain?x=1");
	answer_blames("x");
}
END_TEST

START_TEST(a_query_is_decoded_once)
{
	static const char *const	good[] = { "", "?", "?&", "?&&",
	    "?min=0", "?min=100", "?word=a%26b", "?word=a+b", "?word=%2541",
	    "?new=true", "?new=0", "?min=", "?word=", "?word=%D8%A8",
	    "?min=1&word=2&new=1&page=1&limit=5", "?word=a=b", "?word=a?b" };

	for (size_t i = 0; i < COUNT(good); i++)
		ck_assert_msg(get(arena_printf(store.arena, "/things%s",
		    good[i])) == 200, "%s: %s", good[i], answer.body);
}
END_TEST

START_TEST(too_many_names_are_one_fault)
{
	char	*q = arena_alloc(store.arena, 1000);

	strncat(q, "/things?a", 20);
	for (int i = 0; i < 64; i++)
		strncat(q, "&a", 3);
	get(q);
	answer_blames("query");
}
END_TEST

/* What comes with a link of some other site must not break a page. */
START_TEST(a_page_ignores_unknown_names_but_not_bad_values)
{
	ck_assert_int_eq(get("/page?utm_source=x&fbclid=y&fbclid=z"), 200);
	get("/page?min=x&utm_source=y");
	answer_blames("min");
}
END_TEST

START_TEST(every_fault_is_told_at_once)
{
	post("/things?x=1", "{\"count\":\"1\",\"role\":\"ADMIN\",\"y\":1}",
	    WITH({ "HTTP_IF_MATCH", "x" }));
	answer_blames("x");
	answer_blames("If-Match");
	answer_blames("name");
	answer_blames("count");
	answer_blames("role");
	answer_blames("y");
	ck_assert_uint_eq(answer_at("error", "details", NULL)->count, 6);
	ck_assert_int_eq(effects(), 0);
}
END_TEST

/* ---- lists ------------------------------------------------------------- */

START_TEST(a_page_of_a_list_is_bounded)
{
	static const struct { const char *query, *field; } t[] = {
		{ "page=0", "page" }, { "page=-1", "page" },
		{ "page=x", "page" }, { "page=99999999999", "page" },
		{ "page=501", "page" }, { "page=101&limit=100", "page" },
		{ "limit=0", "limit" }, { "limit=101", "limit" },
		{ "pageSize=101", "pageSize" }, { "page=1&page=2", "page" },
		{ "limit=5&pageSize=6", "pageSize" },
		{ "cursor=x", "cursor" }, { "cursor=%00", "cursor" },
		{ "cursor=AAAA", "cursor" },
	};

	for (size_t i = 0; i < COUNT(t); i++) {
		get(arena_printf(store.arena, "/things?%s", t[i].query));
		answer_blames(t[i].field);
	}
	ck_assert_int_eq(get("/things?page=500"), 200);
	ck_assert_int_eq(get("/things?page=100&limit=100"), 200);
	ck_assert_int_eq(get("/things?limit=5&pageSize=5"), 200);
	ck_assert_int_eq(get("/things?pageSize=7"), 200);
	ck_assert_int_eq(answer_at("pagination", "limit", NULL)->integer, 7);
}
END_TEST

static void
pagination_is(int64_t page, int64_t pages, bool next, bool prev)
{
	ck_assert_int_eq(answer.status, 200);
	ck_assert_int_eq(answer_at("pagination", "page", NULL)->integer, page);
	ck_assert_int_eq(answer_at("pagination", "total", NULL)->integer, 45);
	ck_assert_int_eq(answer_at("pagination", "totalPages", NULL)->integer,
	    pages);
	ck_assert_int_eq(answer_at("pagination", "pageSize", NULL)->integer,
	    answer_at("pagination", "limit", NULL)->integer);
	ck_assert(answer_at("pagination", "hasNext", NULL)->boolean == next);
	ck_assert(answer_at("pagination", "hasPrev", NULL)->boolean == prev);
}

START_TEST(a_list_says_where_it_stands)
{
	const char	*cursor;

	get("/things");
	pagination_is(1, 3, true, false);
	cursor = answer_text("pagination", "nextCursor", NULL);
	get("/things?page=2");
	pagination_is(2, 3, true, true);
	get("/things?page=3");
	pagination_is(3, 3, false, true);
	ck_assert_int_eq(answer_at("pagination", "nextCursor", NULL)->type,
	    JSON_NULL);
	get("/things?page=9&limit=5");
	pagination_is(9, 9, false, true);
	get(arena_printf(store.arena, "/things?cursor=%s", cursor));
	pagination_is(1, 3, true, true);
}
END_TEST

/* ---- bodies ------------------------------------------------------------ */

/* E13, E15, E16 */
START_TEST(e13_a_body_that_is_not_what_it_should_be_names_its_field)
{
	static const struct { const char *body, *field; } t[] = {
		{ "", "body" }, { " ", "body" }, { "{", "body" },
		{ "[]", "body" }, { "null", "body" }, { "1", "body" },
		{ "\"x\"", "body" }, { "{\"name\":\"x\"}x", "body" },
		{ "{\"name\":\"x\",}", "body" }, { "{'name':1}", "body" },
		{ "{\"name\":NaN}", "body" }, { "{\"name\":Infinity}", "body" },
		{ "// x\n{}", "body" }, { "<x/>", "body" },
		{ "{\"name\":\"\xc0\xaf\"}", "name" },
		{ "{\"name\":\"\xed\xa0\x80\"}", "name" },
		{ "{\"name\":\"\xff\"}", "name" },
		{ "{\"name\":\"\xf4\x90\x80\x80\"}", "name" },
		{ "{\"name\":\"\\ud800\"}", "name" },
		{ "{\"name\":\"\\udc00\\ud800\"}", "name" },
		{ "{\"name\":\"\\u0000\"}", "name" },
		{ "{\"name\":\"\x01\"}", "body" },
		{ "{\"name\":\"\\u0001\"}", "name" },
		{ "{\"name\":\"\\u202e\"}", "name" },
		{ "{\"name\":\"a\",\"name\":\"b\"}", "name" },
		{ "{\"name\":\"a\",\"n\\u0061me\":\"b\"}", "name" },
		{ "{\"name\":\"a\",\"count\":9223372036854775808}", "count" },
		{ "{\"name\":\"a\",\"count\":1001}", "count" },
		{ "{\"name\":\"a\",\"count\":-1}", "count" },
		{ "{\"name\":\"a\",\"count\":\"1\"}", "count" },
		{ "{\"name\":\"a\",\"count\":1.5}", "count" },
		{ "{\"name\":\"a\",\"count\":true}", "count" },
		{ "{\"name\":\"a\",\"count\":null}", "count" },
		{ "{\"name\":\"a\",\"count\":[1]}", "count" },
		{ "{\"name\":\"a\",\"price\":1.005}", "price" },
		{ "{\"name\":\"a\",\"price\":1e400}", "price" },
		{ "{\"name\":\"a\",\"price\":\"x\"}", "price" },
		{ "{\"name\":\"a\",\"kind\":\"odd\"}", "kind" },
		{ "{\"name\":\"a\",\"role\":\"SUPER_ADMIN\"}", "role" },
		{ "{\"name\":\"a\",\"role\":null}", "role" },
		{ "{\"name\":\"a\",\"stock\":5}", "stock" },
		{ "{\"name\":\"a\",\"__proto__\":{}}", "__proto__" },
		{ "{\"name\":\"a\",\"\":1}", "" },
		{ "{\"name\":5}", "name" }, { "{\"name\":\"\"}", "name" },
		{ "{\"name\":null}", "name" }, { "{}", "name" },
		{ "{\"name\":\"aaaaaaaaaaaaaaaaaaaaa\"}", "name" },
		{ "{\"name\":\"a\",\"parts\":{}}", "parts" },
		{ "{\"name\":\"a\",\"parts\":[1]}", "parts[0]" },
		{ "{\"name\":\"a\",\"parts\":[{\"sku\":\"a\"},{}]}",
		  "parts[1].sku" },
		{ "{\"name\":\"a\",\"parts\":[{\"sku\":\"a\",\"x\":1}]}",
		  "parts[0].x" },
	};

	for (size_t i = 0; i < COUNT(t); i++) {
		post("/things", t[i].body);
		answer_blames(t[i].field);
	}
	post("/things", "{\"name\":\"a\0b\"}", .len = 14);
	answer_blames("body");
	ck_assert_int_eq(effects(), 0);
}
END_TEST

START_TEST(a_good_body_comes_back_as_it_was_meant)
{
	post("/things", " {\"name\":\"caf\\u00e9 \\ud83d\\ude00\",\"count\""
	    ":1000,\"price\":\"12.50\",\"kind\":\"fancy\",\"any\":[1,{}]}\n");
	ck_assert_int_eq(answer.status, 200);
	ck_assert_str_eq(answer_text("data", "name", NULL), "café 😀");
	ck_assert_str_eq(answer_at("data", "price", NULL)->text, "12.50");
	ck_assert_int_eq(answer_at("data", "count", NULL)->integer, 1000);
	ck_assert_int_eq(effects(), 1);
}
END_TEST

/* The field `any`: `open` n times, `middle`, `close` n times. */
static const char *
nested(const char *open, const char *middle, const char *close, int n)
{
	struct buf	 b;

	buf_init(&b, store.arena, 0);
	buf_puts(&b, "{\"name\":\"a\",\"any\":");
	for (int i = 0; i < n; i++)
		buf_puts(&b, open);
	buf_puts(&b, middle);
	for (int i = 0; i < n; i++)
		buf_puts(&b, close);
	buf_puts(&b, "}");
	return b.p;
}

/* E13 */
START_TEST(e13_depth_and_number_of_values_are_bounded)
{
	int64_t	 started = clock_monotonic_us();
	char	*many = arena_alloc(store.arena, 10000);

	strncat(many, "[0", 3);
	for (int i = 0; i < 4096; i++)
		memcpy(many + 2 + 2 * i, ",0", 2);
	many[2 + 2 * 4096] = ']';

	post("/things", nested("[", "", "", 170000));
	answer_blames("body");
	post("/things", nested("[", "", "]", 10000));
	answer_blames("body");
	post("/things", nested("{\"a\":", "1", "}", 10000));
	answer_blames("body");
	post("/things", nested("[", "", "]", 32));
	answer_blames("body");
	ck_assert_int_lt(clock_monotonic_us() - started, 1000000);
	ck_assert_int_eq(post("/things", nested("[", "", "]", 31)), 200);
	post("/things", nested("[0,", "0", "]", 1));
	ck_assert_int_eq(answer.status, 200);
	post("/things", nested("", many, "", 1));
	answer_blames("body");
	ck_assert_int_eq(effects(), 2);
}
END_TEST

START_TEST(a_form_is_held_to_the_same_rules)
{
	static const char	type[] = "application/x-www-form-urlencoded";
	static const struct { const char *body, *field; } t[] = {
		{ "", "name" }, { "name=", "name" }, { "name=a&x=1", "x" },
		{ "name=a&name=b", "name" }, { "name=%ff", "name" },
		{ "name=%00", "name" }, { "name=a&role=ADMIN", "role" },
		{ "name=a&count=1.5", "count" }, { "name=a&count=x", "count" },
		{ "%ff=1", "body" }, { "name=a&any=[", "any" },
	};

	for (size_t i = 0; i < COUNT(t); i++) {
		post_as(type, "/form", t[i].body);
		answer_blames(t[i].field);
	}
	post_as(type, "/form", "name=a\0&count=5", .len = 15);
	answer_blames("body");
	ck_assert_int_eq(effects(), 0);
	ck_assert_int_eq(post_as(type, "/form",
	    "name=a+%26+b&count=5&_csrf=x"), 200);
	ck_assert_str_eq(answer_text("data", "name", NULL), "a & b");
}
END_TEST

/* ---- If-Match ---------------------------------------------------------- */

START_TEST(if_match_is_a_version_of_ours_or_refused)
{
	static const char *const	bad[] = { "", "v3", "\"3\"", "\"v\"",
	    "\"v0\"", "\"v-3\"", "\"v3", "W/v3", "\"v3\", \"v4\"",
	    "\"v3x\"", "\"v9223372036854775808\"", "\"v 3\"", "\"\"",
	    "\"v\"\"" };

	for (size_t i = 0; i < COUNT(bad); i++) {
		ask(.method = "PATCH", .uri = "/things", .type = JSON_TYPE,
		    .body = "{}", WITH({ "HTTP_IF_MATCH", bad[i] }));
		answer_blames("If-Match");
	}
	ask(.method = "PATCH", .uri = "/things", .type = JSON_TYPE,
	    .body = "{}", WITH({ "HTTP_IF_MATCH", "\"v1\"" }));
	answer_refuses(412, "PRECONDITION_FAILED");
	ck_assert_ptr_null(answer_header("ETag"));
	ck_assert_int_eq(effects(), 0);
	ck_assert_int_eq(ask(.method = "PATCH", .uri = "/things",
	    .type = JSON_TYPE, .body = "{}",
	    WITH({ "HTTP_IF_MATCH", "\"v3\"" })), 200);
	ck_assert_str_eq(answer_header("ETag"), "\"v4\"");
	ck_assert_int_eq(ask(.method = "PATCH", .uri = "/things",
	    .type = JSON_TYPE, .body = "{}",
	    WITH({ "HTTP_IF_MATCH", "*" })), 200);
}
END_TEST

/* ---- language ---------------------------------------------------------- */

START_TEST(errors_speak_the_callers_language)
{
	static const struct { const char *accept, *cookie, *tag, *text; }
	t[] = {
		{ NULL, NULL, "fr", "Introuvable" },
		{ "en", NULL, "en", "Not found" },
		{ "ar-EG, en;q=0.5", NULL, "ar", "غير موجود" },
		{ "de, en;q=0.2, fr;q=0.1", NULL, "en", "Not found" },
		{ "de", NULL, "fr", "Introuvable" },
		{ "en;q=0, ar;q=0.1", NULL, "ar", "غير موجود" },
		{ "en", "locale=ar", "ar", "غير موجود" },
		{ "en", "a=b; locale=fr", "fr", "Introuvable" },
		{ "en", "locale=xx", "en", "Not found" },
		{ ";;;,,q=", "locale=", "fr", "Introuvable" },
	};

	for (size_t i = 0; i < COUNT(t); i++) {
		get("/nowhere", WITH({ "HTTP_ACCEPT_LANGUAGE", t[i].accept },
		    { "HTTP_COOKIE", t[i].cookie }));
		ck_assert_str_eq(answer_text("error", "message", NULL),
		    t[i].text);
		ck_assert_str_eq(answer_text("error", "code", NULL),
		    "NOT_FOUND");
		ck_assert_str_eq(answer_header("Content-Language"), t[i].tag);
	}
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		e16_a_query_of_other_names_or_values_is_refused,
		a_query_is_decoded_once,
		too_many_names_are_one_fault,
		a_page_ignores_unknown_names_but_not_bad_values,
		every_fault_is_told_at_once,
		a_page_of_a_list_is_bounded,
		a_list_says_where_it_stands,
		e13_a_body_that_is_not_what_it_should_be_names_its_field,
		a_good_body_comes_back_as_it_was_meant,
		e13_depth_and_number_of_values_are_bounded,
		a_form_is_held_to_the_same_rules,
		if_match_is_a_version_of_ours_or_refused,
		errors_speak_the_callers_language,
	};

	return worker_run("gates_input", tables, tests, COUNT(tests));
}
