/* SPDX-License-Identifier: ISC */
#include "tests/unit/catalog_shop.h"

/* Prices with what they are crossed out by, in several currencies. */

#define TWO	",'basePrice':20,'variations':[" \
    "{'name':'n','value':'1','sku':'A','price':25}," \
    "{'name':'n','value':'2','sku':'B'}]"

static int64_t
variation_compare(size_t i)
{
	return num_at(item_at(got, PRODUCT_VARIATIONS, i),
	    VARIATION_COMPARE_AT);
}

START_TEST(target_05_a_price_and_what_it_is_crossed_out_by)
{
	const char	*cat = category_new("C", NULL), *id;

	id = product_new("Vase", cat, ",'basePrice':10,'compareAtPrice':12.5,"
	    "'prices':[{'currency':'JPY','amount':1600,'compareAt':2000},"
	    "{'currency':'TND','amount':33.125,'compareAt':33.126},"
	    "{'currency':'USD','amount':11}],"
	    "'variations':[{'name':'n','value':'1','price':8,"
	    "'compareAtPrice':9,'prices':[{'currency':'USD','amount':7,"
	    "'compareAt':7.01}]},{'name':'n','value':'2'}]");
	deed_ok(PRODUCT_READS, id, "{}");
	ck_assert_int_eq(num_at(got, PRODUCT_COMPARE_AT), 1250);
	ck_assert_int_eq(num_at(item_at(got, PRODUCT_PRICES, 0),
	    PRICE_COMPARE_AT), 2000);
	ck_assert_int_eq(num_at(item_at(got, PRODUCT_PRICES, 1),
	    PRICE_COMPARE_AT), 33126);
	ck_assert_int_eq(item_at(got, PRODUCT_PRICES, 2)
	    ->values[PRICE_COMPARE_AT].state, VALUE_NULL);
	ck_assert_int_eq(variation_compare(0), 900);
	ck_assert_int_eq(num_at(item_at(item_at(got, PRODUCT_VARIATIONS, 0),
	    VARIATION_PRICES, 0), PRICE_COMPARE_AT), 701);
	/* Without a price of its own, what holds is that of the base price. */
	ck_assert_int_eq(variation_compare(1), 1250);
	/* It comes and goes without the price. */
	deed_ok(PRODUCT_CHANGES, id, "{'compareAtPrice':10.01}");
	ck_assert_int_eq(num_at(got, PRODUCT_COMPARE_AT), 1001);
	deed_ok(PRODUCT_CHANGES, id, "{'compareAtPrice':null}");
	ck_assert_int_eq(got->values[PRODUCT_COMPARE_AT].state, VALUE_NULL);
	ck_assert_int_eq(num_at(got, PRODUCT_BASE_PRICE), 1000);
	/* Both at once, above what was crossed out by before. */
	deed_ok(PRODUCT_CHANGES, id, "{'basePrice':30,'compareAtPrice':40}");
	deed_ok(PRODUCT_CHANGES, id, "{'basePrice':50,'compareAtPrice':60}");
	ck_assert_int_eq(num_at(got, PRODUCT_COMPARE_AT), 6000);
	/* A price that goes takes it along. */
	deed_ok(PRODUCT_CHANGES, id, "{'basePrice':null}");
	ck_assert_int_eq(got->values[PRODUCT_COMPARE_AT].state, VALUE_NULL);
	deed_ok(PRODUCT_CHANGES, id, "{'compareAtPrice':null}");
}
END_TEST

/* A product of 10 crossed out by 15; B of 8 by 9; C without its own price. */
static const struct { const char *change, *field; } bad[] = {
	{ "{'compareAtPrice':10}", "compareAtPrice" },
	{ "{'compareAtPrice':9.99}", "compareAtPrice" },
	{ "{'basePrice':15}", "compareAtPrice" },
	{ "{'basePrice':16}", "compareAtPrice" },
	{ "{'basePrice':20,'compareAtPrice':20}", "compareAtPrice" },
	{ "{'basePrice':null,'compareAtPrice':20}", "compareAtPrice" },
	{ "{'compareAtPrice':0}", "compareAtPrice" },
	{ "{'compareAtPrice':15.001}", "compareAtPrice" },
	{ "{'compareAtPrice':'dear'}", "compareAtPrice" },
	{ "{'prices':[{'currency':'JPY','amount':5},{'currency':'USD',"
	    "'amount':5,'compareAt':5}]}", "prices[1].compareAt" },
	{ "{'prices':[{'currency':'JPY','amount':5,'compareAt':6.5}]}",
	    "prices[0].compareAt" },
	{ "{'variations':[{'sku':'B','compareAtPrice':8},{'sku':'C'}]}",
	    "variations[0].compareAtPrice" },
	{ "{'variations':[{'sku':'B','price':9},{'sku':'C'}]}",
	    "variations[0].compareAtPrice" },
	{ "{'variations':[{'sku':'B','priceModifier':-1},{'sku':'C'}]}",
	    "variations[0].compareAtPrice" },
	{ "{'variations':[{'sku':'B','price':null,'compareAtPrice':9},"
	    "{'sku':'C'}]}", "variations[0].compareAtPrice" },
	{ "{'variations':[{'sku':'B'},{'sku':'C','compareAtPrice':14}]}",
	    "variations[1].compareAtPrice" },
	{ "{'compareAtPrice':14,'variations':[{'sku':'B'},"
	    "{'sku':'C','compareAtPrice':15}]}",
	    "variations[1].compareAtPrice" },
	{ "{'variations':[{'sku':'B','prices':[{'currency':'USD','amount':3,"
	    "'compareAt':2}]},{'sku':'C'}]}",
	    "variations[0].prices[0].compareAt" },
};

START_TEST(target_05_what_crosses_out_is_above_the_price)
{
	const char	*id;
	int64_t		 version;

	id = product_new("Vase", category_new("C", NULL),
	    ",'basePrice':10,'compareAtPrice':15,'variations':["
	    "{'name':'n','value':'1','sku':'B','price':8,'compareAtPrice':9},"
	    "{'name':'n','value':'2','sku':'C'}]");
	for (size_t i = 0; i < COUNT(bad); i++)
		deed_refused(SOUK_INVALID, bad[i].field, PRODUCT_CHANGES, id,
		    "%s", bad[i].change);
	deed_ok(PRODUCT_READS, id, "{}");
	version = num_at(got, PRODUCT_VERSION);
	ck_assert_int_eq(version, 1);
	/* What was read may be sent back. */
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'sku':'B'},"
	    "{'sku':'C','compareAtPrice':15}]}");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM variation_price")
	    .number, 1);
	deed_refused(SOUK_INVALID, "compareAtPrice", PRODUCT_CREATES, NULL,
	    "{'name':'Sans prix','description':'" TEXT "','categoryId':'%s',"
	    "'compareAtPrice':5}", text_at(got, PRODUCT_CATEGORY));
}
END_TEST

/* That of the variation which gives price_from, in a list too. */
START_TEST(target_05_lists_cross_out_the_lowest_price_by_its_own)
{
	static const struct { const char *change; int64_t from, compare; } t[] =
	{
		{ "{'compareAtPrice':22}", 2000, 2200 },
		{ "{'variations':[{'sku':'A','price':19},{'sku':'B'}]}",
		    1900, -1 },
		{ "{'variations':[{'sku':'A','compareAtPrice':30},"
		    "{'sku':'B'}]}", 1900, 3000 },
		{ "{'variations':[{'sku':'A','isActive':false},"
		    "{'sku':'B'}]}", 2000, 2200 },
		{ "{'variations':[{'sku':'A','isActive':true,'price':20,"
		    "'compareAtPrice':null},{'sku':'B'}]}", 2000, -1 },
		{ "{'variations':[{'sku':'B'},{'sku':'A'}]}", 2000, 2200 },
		{ "{'basePrice':null}", 2000, -1 },
		{ "{'variations':[{'sku':'A','isActive':false},"
		    "{'sku':'B','isActive':false}]}", -1, -1 },
	};
	const struct record	*none = record_new(store.arena,
				    &product_filter_admin);
	struct page		 page = { .filter = none };
	const char		*id;

	id = product_new("Vase", category_new("C", NULL), TWO);
	for (size_t i = 0; i < COUNT(t); i++) {
		deed_ok(PRODUCT_CHANGES, id, "%s", t[i].change);
		ck_assert_msg(num_at(got, PRODUCT_PRICE_FROM) == t[i].from,
		    "%s", t[i].change);
		ck_assert_int_eq(page_try(&page), SOUK_OK);
		ck_assert_uint_eq(page.count, 1);
		ck_assert_msg(num_at(page.last, SUMMARY_COMPARE_AT) ==
		    t[i].compare, "%s: %ld", t[i].change,
		    (long)num_at(page.last, SUMMARY_COMPARE_AT));
	}
}
END_TEST

/* ---- tags ------------------------------------------------------------- */

START_TEST(tags_are_trimmed_and_each_stands_once)
{
	static const struct { const char *tags, *stored; } t[] = {
		{ "['Été','  Lin ','ete','LIN','Soie']", "Été\nLin\nSoie" },
		{ "['★','♥','★']", "★\n♥" },
		{ "['كتّان','كتان']", "كتّان" },
		{ "[]", "" },
	};
	const char	*id = product_new("Vase", category_new("C", NULL), "");

	for (size_t i = 0; i < COUNT(t); i++) {
		deed_ok(PRODUCT_CHANGES, id, "{'tags':%s}", t[i].tags);
		ck_assert_int_eq(shop_sql("SELECT count(*) FROM product"
		    " WHERE tags = '%s'", t[i].stored).number, 1);
	}
	deed_refused(SOUK_INVALID, "tags[1]", PRODUCT_CHANGES, id,
	    "{'tags':['a','  ']}");
	deed_refused(SOUK_INVALID, "tags[0]", PRODUCT_CHANGES, id,
	    "{'tags':['a\\nb']}");
	deed_refused(SOUK_INVALID, "tags[0]", PRODUCT_CHANGES, id,
	    "{'tags':['']}");
	deed_refused(SOUK_INVALID, "tags", PRODUCT_CHANGES, id,
	    "{'tags':null}");
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		target_05_a_price_and_what_it_is_crossed_out_by,
		target_05_what_crosses_out_is_above_the_price,
		target_05_lists_cross_out_the_lowest_price_by_its_own,
		tags_are_trimmed_and_each_stands_once,
	};

	return catalog_run("compare_at", tests, COUNT(tests));
}
