/* SPDX-License-Identifier: ISC */
/* Low stock: when a notice opens, when it closes, and that it is told once. */
#include "tests/unit/stock_shop.h"

static int64_t
notices(const char *variation)
{
	return shop_sql("SELECT count(*) FROM stock_notice WHERE"
	    " variation_id = '%s'", variation).number;
}

/* A path through the threshold of two; changes one after the other. */
START_TEST(target_10_a_notice_opens_on_the_way_down_and_closes_on_the_way_up)
{
	static const struct { int change, open, all; } steps[] = {
		{ -1, 0, 0 },	/* 4 */
		{ -1, 0, 0 },	/* 3 */
		{ -1, 1, 1 },	/* 2: fell to it */
		{ -1, 1, 1 },	/* 1: one is enough */
		{ +1, 1, 1 },	/* 2: not above it */
		{ +1, 0, 1 },	/* 3: above */
		{ -3, 1, 2 },	/* 0: a new one */
		{ +9, 0, 2 },
		{ -1, 0, 2 },
	};
	const char	*v = piece_new("Vase", 5);

	for (size_t i = 0; i < COUNT(steps); i++) {
		ck_assert_int_eq(receive(v, NULL, steps[i].change), SOUK_OK);
		ck_assert_msg(open_notices(v) == steps[i].open, "step %zu", i);
		ck_assert_msg(notices(v) == steps[i].all, "step %zu", i);
		stock_is_sound();
	}
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job WHERE kind ="
	    " 'catalog.low_stock'").number, 2);
}
END_TEST

START_TEST(target_10_what_is_low_from_the_start_or_rises_is_no_news)
{
	const char	*v = piece_new("Vase", 0);

	ck_assert_int_eq(notices(v), 0);
	ck_assert_int_eq(receive(v, NULL, 1), SOUK_OK);
	ck_assert_int_eq(notices(v), 0);
	ck_assert_int_eq(sell(v, NULL, 1), SOUK_OK);
	ck_assert_int_eq(open_notices(v), 1);
}
END_TEST

START_TEST(target_10_a_refused_sale_opens_nothing)
{
	const char	*v = piece_new("Vase", 3);

	ck_assert_int_eq(sell(v, NULL, 4), SOUK_CONFLICT);
	ck_assert_int_eq(notices(v), 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM job").number, 0);
}
END_TEST

START_TEST(target_10_a_variations_own_threshold_comes_first)
{
	const char	*id, *v;

	id = product_new("Vase", category_new("C", NULL),
	    ",'variations':[{'stock':9,'lowStockAt':0}]");
	v = variation_of(0);
	ck_assert_int_eq(sell(v, NULL, 8), SOUK_OK);
	ck_assert_int_eq(open_notices(v), 0);
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'id':'%s',"
	    "'lowStockAt':1}]}", v);
	ck_assert_int_eq(open_notices(v), 1);
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'id':'%s',"
	    "'lowStockAt':0}]}", v);
	ck_assert_int_eq(open_notices(v), 0);
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'id':'%s',"
	    "'stock':0}]}", v);
	ck_assert_int_eq(open_notices(v), 1);
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'id':'%s',"
	    "'stock':9,'lowStockAt':9}]}", v);
	ck_assert_int_eq(open_notices(v), 1);
}
END_TEST

/* A form sends it along, whatever else was changed. */
START_TEST(target_10_a_threshold_said_again_is_no_news)
{
	const char	*id, *v;

	id = product_new("Vase", category_new("C", NULL),
	    ",'variations':[{'stock':1}]");
	v = variation_of(0);
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'id':'%s',"
	    "'lowStockAt':null,'price':7}]}", v);
	ck_assert_int_eq(notices(v), 0);
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'id':'%s',"
	    "'lowStockAt':3}]}", v);
	ck_assert_int_eq(notices(v), 1);
}
END_TEST

START_TEST(target_10_a_lower_setting_closes_what_is_no_longer_low)
{
	const char	*v = piece_new("Vase", 5), *w = piece_new("Bol", 5);

	shop_setting(SOUK_SETTINGS_CATALOG, CATALOG_LOW_STOCK, NULL, 4);
	ck_assert_int_eq(sell(v, NULL, 1), SOUK_OK);
	ck_assert_int_eq(sell(w, NULL, 4), SOUK_OK);
	ck_assert_int_eq(open_notices(v) + open_notices(w), 2);
	shop_setting(SOUK_SETTINGS_CATALOG, CATALOG_LOW_STOCK, NULL, 2);
	ck_assert_int_eq(open_notices(v), 0);
	ck_assert_int_eq(open_notices(w), 1);
	stock_is_sound();
}
END_TEST

/* Until nothing is due; how many ran. */
static int
jobs_run(void)
{
	static const struct job_kind *const	 kinds[] = {
		&catalog_low_stock, NULL };
	int64_t					 next;
	int					 n = 0;

	store.now += CLOCK_MINUTE;
	while (queue_run_one(&store, kinds, "test", &next) == SOUK_OK)
		n++;
	return n;
}

static int64_t
told_at(const char *variation)
{
	return shop_sql("SELECT coalesce(max(told_at), 0) FROM stock_notice"
	    " WHERE variation_id = '%s'", variation).number;
}

START_TEST(target_10_a_notice_is_told_once_however_often_its_job_runs)
{
	const char	*v = piece_new("Vase", 3);
	struct job	 job = { .kind = "catalog.low_stock" };
	int64_t		 first;

	ck_assert_int_eq(sell(v, NULL, 1), SOUK_OK);
	job.payload = arena_printf(store.arena, "{\"notice\":\"%s\"}",
	    shop_sql("SELECT id FROM stock_notice").text);
	ck_assert_int_eq(told_at(v), 0);
	ck_assert_int_eq(jobs_run(), 1);
	ck_assert_int_gt(first = told_at(v), 0);
	store.now += CLOCK_MINUTE;
	ck_assert_int_eq(catalog_low_stock.run(&store, &job), SOUK_OK);
	ck_assert_int_eq(told_at(v), first);
	job.payload = "{}";
	ck_assert_int_eq(catalog_low_stock.run(&store, &job), SOUK_INVALID);
}
END_TEST

START_TEST(target_10_what_is_well_again_is_not_told)
{
	const char	*v = piece_new("Vase", 3);

	ck_assert_int_eq(sell(v, NULL, 1), SOUK_OK);
	ck_assert_int_eq(receive(v, NULL, 1), SOUK_OK);
	ck_assert_int_eq(jobs_run(), 1);
	ck_assert_int_eq(told_at(v), 0);
}
END_TEST

/* ---- counting -------------------------------------------------------------- */

struct count { const char *variation, *place; int64_t quantity; };

static enum outcome
count_step(struct act *act, void *arg)
{
	const struct count	*c = arg;

	return stock_set(act, c->variation, c->place, c->quantity);
}

static enum outcome
count(const char *variation, const char *place, int64_t quantity)
{
	struct count	 c = { variation, place, quantity };

	return db_tx(&store, DB_WRITE, count_step, &c);
}

START_TEST(target_08_a_count_moves_what_differs)
{
	const char	*v = piece_new("Vase", 5), *other = place_new("Cave");

	ck_assert_int_eq(count(v, NULL, 8), SOUK_OK);
	ck_assert_int_eq(count(v, NULL, 8), SOUK_OK);
	ck_assert_int_eq(count(v, other, 4), SOUK_OK);
	ck_assert_int_eq(count(v, NULL, 0), SOUK_OK);
	ck_assert_int_eq(stock_of(v), 4);
	ck_assert_int_eq(moved(v, "count"), -1);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM stock_movement WHERE"
	    " reason = 'count'").number, 3);
	ck_assert_int_eq(count("var_00000000000000000000000000", NULL, 1),
	    SOUK_NOT_FOUND);
	stock_is_sound();
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		target_10_a_notice_opens_on_the_way_down_and_closes_on_the_way_up,
		target_10_what_is_low_from_the_start_or_rises_is_no_news,
		target_10_a_refused_sale_opens_nothing,
		target_10_a_variations_own_threshold_comes_first,
		target_10_a_threshold_said_again_is_no_news,
		target_10_a_lower_setting_closes_what_is_no_longer_low,
		target_10_a_notice_is_told_once_however_often_its_job_runs,
		target_10_what_is_well_again_is_not_told,
		target_08_a_count_moves_what_differs,
	};

	return catalog_run("stock notice", tests, COUNT(tests));
}
