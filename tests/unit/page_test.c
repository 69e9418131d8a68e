/* SPDX-License-Identifier: ISC */
#include "lib/base/act.h"
#include "lib/base/crypto.h"
#include "lib/base/page.h"
#include "tests/unit/base_unit.h"

/* S4-PERF-06 */
START_TEST(pages_reach_so_far_and_no_farther)
{
	static const struct { int64_t page, limit; bool ok; } rows[] = {
		{ 1, 20, true }, { 500, 20, true }, { 100, 100, true },
		{ 10000, 1, true }, { 333, 30, true },
		{ 501, 20, false }, { 101, 100, false }, { 334, 30, false },
		{ INT64_MAX, 100, false }, { 0, 20, false }, { -1, 20, false },
		{ 1, 0, false },
	};
	struct list_query	 q;
	struct act		 act;

	for (size_t i = 0; i < COUNT(rows); i++) {
		act = (struct act){ .arena = arena };
		q = (struct list_query){ rows[i].page, rows[i].limit, NULL };
		ck_assert_int_eq(page_check(&act, &q),
		    rows[i].ok ? SOUK_OK : SOUK_INVALID);
		if (!rows[i].ok)
			ck_assert_str_eq(act.problem.fields[0].name, "page");
		q.cursor = "x";
		ck_assert_int_eq(page_check(&act, &q), SOUK_OK);
		ck_assert_int_eq(page_offset(&q), 0);
	}
	q = (struct list_query){ .page = 3, .limit = 20 };
	ck_assert_int_eq(page_offset(&q), 40);
}
END_TEST

START_TEST(a_cursor_brings_back_what_it_was_made_of)
{
	static const struct cursor	 rows[] = {
		{ 0, NULL, "prod_1" }, { INT64_MIN, NULL, "a" },
		{ INT64_MAX, NULL, "a" }, { 0, "", "a" },
		{ 0, "thé à la menthe", "prod_2" },
	};
	struct act	 act = { .arena = arena };
	struct cursor	 c;

	for (size_t i = 0; i < COUNT(rows); i++) {
		ck_assert_int_eq(cursor_read(&act, cursor_write(arena,
		    &rows[i], "f"), "f", &c), SOUK_OK);
		ck_assert_int_eq(c.num, rows[i].num);
		ck_assert_pstr_eq(c.text, rows[i].text);
		ck_assert_str_eq(c.id, rows[i].id);
	}
}
END_TEST

/* A cursor of filters "f" that holds these bytes. */
static const char *
made_up(const char *bytes, size_t len)
{
	uint8_t	 hash[CRYPTO_HASH];

	crypto_sha256("f", 1, hash);
	out.len = 0;
	buf_put(&out, (char *)hash, 8);
	buf_put(&out, bytes, len);
	return crypto_base64url(arena, out.p, out.len);
}

START_TEST(a_cursor_of_another_list_or_made_up_is_refused)
{
	static const struct { const char *bytes; size_t len; bool ok; }
	    rows[] = {
		{ "n5\0a", 4, true }, { "t\0a", 3, true },
		{ "", 0, false }, { "n", 1, false }, { "n5", 2, false },
		{ "n5\0", 3, false }, { "n5\0a\0b", 6, false },
		{ "nx\0a", 4, false }, { "n\0a", 3, false },
		{ "x5\0a", 4, false }, { "t\xff\0a", 4, false },
		{ "n5\0\n", 4, false }, { "n9223372036854775808\0a", 22, false },
	};
	const struct cursor	 right = { 5, NULL, "a" };
	struct act		 act = { .arena = arena };
	struct cursor		 c;
	const char		*text = cursor_write(arena, &right, "f");

	ck_assert_int_eq(cursor_read(&act, text, "g", &c), SOUK_INVALID);
	ck_assert_str_eq(act.problem.fields[0].name, "cursor");
	for (size_t i = 0; i < strlen(text); i++)
		ck_assert_int_eq(cursor_read(&act, arena_text(arena, text, i),
		    "f", &c), SOUK_INVALID);
	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg((cursor_read(&act, made_up(rows[i].bytes,
		    rows[i].len), "f", &c) == SOUK_OK) == rows[i].ok,
		    "row %zu", i);
}
END_TEST

UNIT_MAIN("page",
    pages_reach_so_far_and_no_farther,
    a_cursor_brings_back_what_it_was_made_of,
    a_cursor_of_another_list_or_made_up_is_refused)
