/* SPDX-License-Identifier: ISC */
/* A cart of 200 lines among 10,000 tax rules and as many promotions. */
#include "tests/unit/quote_shop.h"

#define LINES	200
#define RULES	10000
#define TIMES	25
#ifdef __SANITIZE_ADDRESS__
#define MOST_US	60000
#else
#define MOST_US	10000
#endif

static enum outcome
rules_step(struct act *act, void *arg)
{
	static const char	*const sqls[] = {
		"WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1"
		" FROM n WHERE i < 9999) INSERT INTO zone (id, brand_id, name,"
		" created_at, updated_at) SELECT 'zone_' || i, '" OURS "',"
		" 'zone ' || i, 1, 1 FROM n",
		"INSERT INTO zone_area SELECT id, '" OURS "', 'FR', '',"
		" printf('%05d', substr(id, 6)) FROM zone",
		"INSERT INTO zone_area SELECT id, '" OURS "', 'US', 'R'"
		" || substr(id, 6), '' FROM zone",
		"INSERT INTO tax_rate SELECT id, 'standard', 'TVA',"
		" 100000 + substr(id, 6) FROM zone",
		"INSERT INTO shipping_method (id, brand_id, zone_id, kind,"
		" name, created_at, updated_at) SELECT 'ship_' || id,"
		" '" OURS "', id, 'carrier', id, 1, 1 FROM zone",
		"INSERT INTO shipping_rate SELECT 'ship_' || id, 'EUR', 0, 0,"
		" 490 FROM zone",
		"INSERT INTO promotion (id, brand_id, name, code, kind, rate,"
		" scope, created_at, updated_at) SELECT 'promo_' || id,"
		" '" OURS "', id, 'code ' || substr(id, 6), 'percent', 100000,"
		" 'products', 1, 1 FROM zone",
		"INSERT INTO promotion_target SELECT m.id, v.product_id FROM"
		" promotion m, product_variation v WHERE v.sku = 'S-0'",
		"UPDATE promotion SET code = NULL WHERE id IN"
		" ('promo_zone_1', 'promo_zone_2', 'promo_zone_3')",
		"UPDATE promotion SET scope = 'categories' WHERE id ="
		" 'promo_zone_2'",
		"UPDATE promotion SET scope = 'collections' WHERE id ="
		" 'promo_zone_3'",
	};
	enum outcome	 e = SOUK_OK;

	(void)act;
	(void)arg;
	for (size_t i = 0; i < COUNT(sqls) && e == SOUK_OK; i++)
		e = db_run(store_sql(sqls[i]));
	return e;
}

static void
goods_200(void)
{
	const char	*category = category_new("C", NULL);

	ask = (struct quote_ask){ .count = 0 };
	for (int i = 0; i < LINES; i++) {
		product_new(arena_printf(store.arena, "Article %d", i),
		    category, arena_printf(store.arena, ",'basePrice':'%d.99',"
		    "'variations':[{'stock':100,'weight':100,'sku':'S-%d'}]",
		    1 + i, i));
		ask_also(variation_of(0), 1 + i % 3);
	}
	shop_sql("UPDATE product SET status = 'ACTIVE'");
}

static int
int64_compare(const void *a, const void *b)
{
	const int64_t	 x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

START_TEST(target_18_target_06_a_cart_of_200_lines_among_10000_tax_rules)
{
	int64_t		 us[TIMES];
	uint64_t	 statements;

	goods_200();
	ck_assert_int_eq(db_tx(&store, DB_WRITE, rules_step, NULL), SOUK_OK);
	ask.to = (struct destination){ .country = "FR", .postcode = "07511" };
	ask.method_id = "ship_zone_7511";
	ask_code("Code 17");
	for (int i = 0; i < TIMES; i++) {
		statements = db_statements(store.db);
		us[i] = clock_monotonic_us();
		quote_ok();
		us[i] = clock_monotonic_us() - us[i];
		statements = db_statements(store.db) - statements;
	}
	ck_assert_uint_eq(quoted->line_count, LINES);
	ck_assert_int_eq(quoted->lines[0].tax_rate, 107511);
	ck_assert_int_eq(quoted->shipping, 490);
	ck_assert_int_gt(quoted->lines[0].discount, 0);
	ck_assert_str_eq(code_problem(0), "");
	qsort(us, TIMES, sizeof(us[0]), int64_compare);
	printf("200 lines, %d rules: %lld us, %llu statements\n", RULES,
	    (long long)us[TIMES / 2], (unsigned long long)statements);
	ck_assert_uint_le(statements, 20);
	ck_assert_int_le(us[TIMES / 2], MOST_US);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		target_18_target_06_a_cart_of_200_lines_among_10000_tax_rules,
	};

	return catalog_run("quote speed", tests, COUNT(tests));
}
