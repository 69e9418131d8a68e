/* SPDX-License-Identifier: ISC */
#include "lib/catalog/demo.h"
#include "tests/unit/catalog_shop.h"

static enum outcome
load_step(struct act *act, void *arg)
{
	(void)arg;
	return demo_load(act);
}

static void
load(void)
{
	enum outcome	 e;

	memset(&store.problem, 0, sizeof(store.problem));
	e = db_tx(&store, DB_WRITE, load_step, NULL);
	ck_assert_msg(e == SOUK_OK, "%s %s %s", outcome_name(e), shop_code(),
	    problem_field(0));
}

#define want_number(query, n) \
	ck_assert_int_eq(shop_sql("SELECT " query).number, n)

/* S3-DB-17, S1-GEN-11 */
START_TEST(s3_db_17_the_demo_shop_is_whole_in_every_language)
{
	load();
	want_number("count(*) FROM category", 6);
	want_number("count(*) FROM category WHERE parent_id IS NULL", 2);
	want_number("count(*) FROM product WHERE status = 'ACTIVE'", 24);
	want_number("count(*) FROM product_text", 3 * 24);
	want_number("count(*) FROM category_text", 3 * 6);
	want_number("count(DISTINCT slug) FROM product_text"
	    " WHERE locale = 'ar'", 24);
	want_number("count(*) FROM product_text WHERE length(name) < 3"
	    " OR length(description) < 40", 0);
	want_number("count(*) FROM product WHERE price_from < 500"
	    " OR price_from > 100000", 0);
	want_number("count(*) FROM product p WHERE NOT EXISTS (SELECT 1"
	    " FROM product_image i WHERE i.product_id = p.id)", 0);
	want_number("count(*) FROM product_variation WHERE sku IS NULL", 0);
	counters_hold();
}
END_TEST

START_TEST(every_picture_of_the_demo_is_there_and_small)
{
	const char	*urls, *url;
	char		*all, *rest = NULL, path[128];
	int		 n = 0;

	load();
	urls = shop_sql("SELECT group_concat(url, ' ') FROM product_image")
	    .text;
	all = arena_copy(store.arena, urls);
	for (url = strtok_r(all, " ", &rest); url != NULL;
	    url = strtok_r(NULL, " ", &rest), n++) {
		ck_assert_int_eq(strncmp(url, "/assets/", 8), 0);
		snprintf(path, sizeof(path), "nginx/www/%s", url + 8);
		ck_assert_msg(access(path, R_OK) == 0, "%s", path);
	}
	ck_assert_int_eq(n, 24);
}
END_TEST

START_TEST(a_second_load_changes_nothing)
{
	int64_t	 audit;

	load();
	audit = shop_sql("SELECT count(*) FROM audit_log").number;
	load();
	want_number("count(*) FROM audit_log", audit);
	shop_sql("DELETE FROM product");
	load();
	want_number("count(*) FROM product", 0);
}
END_TEST

START_TEST(the_demo_speaks_the_shops_language_first)
{
	shop_setting(SOUK_SETTINGS_SHOP, SHOP_LOCALE, "ar", 0);
	load();
	want_number("count(*) FROM product_text", 3 * 24);
	want_number("count(*) FROM product_variation"
	    " WHERE name LIKE 'المقاس'", 9);
}
END_TEST

START_TEST(without_an_actor_the_first_brand_is_made)
{
	shop_sql("DELETE FROM brand");
	shop_nobody(NULL);
	load();
	want_number("count(DISTINCT brand_id) FROM product", 1);
	want_number("count(*) FROM brand", 1);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_db_17_the_demo_shop_is_whole_in_every_language,
		every_picture_of_the_demo_is_there_and_small,
		a_second_load_changes_nothing,
		the_demo_speaks_the_shops_language_first,
		without_an_actor_the_first_brand_is_made,
	};

	return catalog_run("demo", tests, sizeof(tests) / sizeof(tests[0]));
}
