/* SPDX-License-Identifier: ISC */
/* Addresses of pictures: which are ours, and what follows from one alone. */
#include "lib/base/config.h"
#include "lib/media/address.h"
#include "lib/media/media.h"
#include "tests/unit/store.h"
#include "tests/suite.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))
#define NAME		"0a/123456789abcdef0123456789abcde"
#define OURS		"/media/" NAME

static struct config	config;

static void
address_unit_open(void)
{
	store_open();
	config = (struct config){ .base_url = "https://shop.test:8443",
	    .media_url = "" };
	store.config = &config;
}

START_TEST(s3_stk_02_only_what_we_made_is_ours)
{
	static const struct { const char *url; bool is; } rows[] = {
		{ OURS "/640.jpg", true }, { OURS "/1.webp", true },
		{ OURS "/99999.jpg", true }, { OURS "/100000.jpg", false },
		{ OURS "/0.jpg", false }, { OURS "/0640.jpg", false },
		{ OURS "/-1.jpg", false }, { OURS "/ 1.jpg", false },
		{ OURS "/.jpg", false }, { OURS "/640.jpeg", false },
		{ OURS "/640.jpg?x", false }, { OURS "/640.jpg/", false },
		{ OURS "/640", false }, { OURS "/", false }, { OURS, false },
		{ OURS "//640.jpg", false }, { OURS "/../640.jpg", false },
		{ OURS "/99999999999999999999.jpg", false },
		{ "/media/0A/123456789abcdef0123456789abcde/1.jpg", false },
		{ "/media/0g/123456789abcdef0123456789abcde/1.jpg", false },
		{ "/media/0a/123456789abcdef0123456789abcd/1.jpg", false },
		{ "/media/0a/123456789abcdef0123456789abcdef/1.jpg", false },
		{ "/media/0a123456789abcdef0123456789abcde/1.jpg", false },
		{ "/media/../123456789abcdef0123456789abcde/1.jpg", false },
		{ "media/" NAME "/1.jpg", false },
		{ "https://shop.test:8443" OURS "/1.jpg", false },
		{ "/assets/demo/a.svg", false }, { "/media/a.webp", false },
		{ "/media/", false }, { "/media/0", false }, { "", false },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(media_is_ours(rows[i].url) == rows[i].is, "%s",
		    rows[i].url);
	ck_assert(!media_is_ours(NULL));
}
END_TEST

START_TEST(s3_stk_02_every_width_there_is_is_told)
{
	ck_assert_str_eq(media_srcset(&store, OURS "/1000.jpg", "webp"),
	    OURS "/160.webp 160w, " OURS "/320.webp 320w, "
	    OURS "/640.webp 640w, " OURS "/960.webp 960w, "
	    OURS "/1000.webp 1000w");
	ck_assert_str_eq(media_srcset(&store, OURS "/640.jpg", "jpg"),
	    OURS "/160.jpg 160w, " OURS "/320.jpg 320w, "
	    OURS "/640.jpg 640w");
	ck_assert_str_eq(media_srcset(&store, OURS "/12.jpg", "jpg"),
	    OURS "/12.jpg 12w");
	ck_assert_ptr_null(media_srcset(&store, "/assets/a.svg", "jpg"));
	ck_assert_ptr_null(media_srcset(&store, "https://e.com/a.jpg",
	    "jpg"));
}
END_TEST

START_TEST(s3_stk_02_a_width_asks_for_the_next_or_the_widest)
{
	static const struct { int largest, asked, given; } rows[] = {
		{ 1920, 1, 160 }, { 1920, 160, 160 }, { 1920, 161, 320 },
		{ 1920, 1280, 1280 }, { 1920, 1281, 1920 },
		{ 1920, 5000, 1920 }, { 1000, 961, 1000 },
		{ 1000, 960, 960 }, { 1000, 1280, 1000 }, { 12, 1, 12 },
		{ 12, 640, 12 },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_str_eq(media_at_width(&store, arena_printf(
		    store.arena, OURS "/%d.jpg", rows[i].largest),
		    rows[i].asked, "jpg"), arena_printf(store.arena,
		    OURS "/%d.jpg", rows[i].given));
	ck_assert_ptr_null(media_at_width(&store, "/x.jpg", 1, "jpg"));
}
END_TEST

START_TEST(s0_int_02_browsers_take_pictures_from_where_it_is_said)
{
	config.media_url = "https://cdn.test/shop/";
	ck_assert_str_eq(media_srcset(&store, OURS "/160.jpg", "webp"),
	    "https://cdn.test/shop" OURS "/160.webp 160w");
	ck_assert_str_eq(media_at_width(&store, OURS "/160.jpg", 1, "jpg"),
	    "https://cdn.test/shop" OURS "/160.jpg");
}
END_TEST

START_TEST(s3_stk_02_an_address_in_full_is_that_of_the_picture)
{
	static const struct { const char *url, *own; } rows[] = {
		{ OURS "/1.jpg", OURS "/1.jpg" },
		{ "https://shop.test:8443" OURS "/1.jpg", OURS "/1.jpg" },
		{ "https://cdn.test" OURS "/1.jpg", OURS "/1.jpg" },
		{ "https://shop.test" OURS "/1.jpg", NULL },
		{ "https://shop.test:84430" OURS "/1.jpg", NULL },
		{ "https://cdn.test.evil" OURS "/1.jpg", NULL },
		{ "https://shop.test:8443/assets/a.svg", NULL },
		{ "/assets/a.svg", NULL }, { "", NULL },
	};

	config.media_url = "https://cdn.test";
	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_pstr_eq(media_own_address(&store, rows[i].url),
		    rows[i].own);
	ck_assert_str_eq(media_name_of(store.arena, OURS "/1.jpg"), NAME);
	ck_assert_ptr_null(media_name_of(store.arena, "/media/x"));
	ck_assert_str_eq(media_address(store.arena, NAME, 640),
	    OURS "/640.jpg");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_stk_02_only_what_we_made_is_ours,
		s3_stk_02_every_width_there_is_is_told,
		s3_stk_02_a_width_asks_for_the_next_or_the_widest,
		s0_int_02_browsers_take_pictures_from_where_it_is_said,
		s3_stk_02_an_address_in_full_is_that_of_the_picture,
	};
	const struct suite	 suite = { "media_address", address_unit_open,
	    store_close, true, 60 };

	return suite_of(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
