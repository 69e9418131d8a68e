/* SPDX-License-Identifier: ISC */
/* What a cart costs: taxes, shipping, promotions and codes, from the rows. */
#include "lib/base/money.h"
#include "tests/unit/quote_shop.h"
#include "tests/suite.h"

static const char	*category;

/* France at 20 %, 5.5 % and 2.1 %; a carrier in steps, and a pickup. */
static void
shop_france(void)
{
	category = category_new("C", NULL);
	zone_row("zone_fr", 0);
	area_row("zone_fr", "FR", "", "");
	rate_row("zone_fr", "standard", 200000);
	rate_row("zone_fr", "reduced", 55000);
	rate_row("zone_fr", "super_reduced", 21000);
	way_row("way_post", "zone_fr", 1);
	step_row("way_post", "EUR", 0, 0, 490);
	step_row("way_post", "EUR", 0, 5000, 990);
	step_row("way_post", "EUR", 10000, 0, 0);
	way_row("way_shop", NULL, 2);
	step_row("way_shop", "EUR", 0, 0, 0);
}

/* ---- arithmetic ------------------------------------------------------------- */

START_TEST(target_07_percent_off_with_tax_in_it_refunds_to_the_cent)
{
	int64_t	 left, pieces, part;

	shop_france();
	ask_for(goods_new("Thé", category, "23.90", "standard"), 10);
	promotion_row("promo_q", "quart", "percent", ", rate", ", 250000");
	ask_code("QUART");
	quote_amounts(23900, 5975, 0, 2988, 17925);
	ck_assert(quoted->sound);
	for (int64_t step = 1; step <= 10; step++) {
		left = quoted->lines[0].total;
		for (pieces = 10; pieces > 0; pieces -= step) {
			part = quote_part(left, step, pieces);
			ck_assert_int_ge(part, 0);
			left -= part;
		}
		ck_assert_int_eq(left, 0);
	}
}
END_TEST

START_TEST(target_07_a_hundred_percent_off_is_exactly_nothing)
{
	shop_france();
	ask_for(goods_new("Thé", category, "0.07", "standard"), 3);
	ask_also(goods_new("Vase", category, "33.33", "reduced"), 7);
	promotion_row("promo_all", NULL, "percent", ", rate", ", 1000000");
	quote_amounts(23352, 23352, 0, 0, 0);
	ck_assert_uint_eq(quoted->discount_count, 2);
}
END_TEST

static const struct {
	int64_t	 amount, rate, percent, tax_in;
} rounded[] = {
	{ 0, 200000, 0, 0 },
	{ 100, 200000, 20, 17 },
	{ 12000, 200000, 2400, 2000 },
	{ 1, 500000, 1, 0 },		/* a half goes up */
	{ -1, 500000, -1, 0 },		/* and away from 0 */
	{ 3, 500000, 2, 1 },
	{ 17925, 200000, 3585, 2988 },	/* 2987.5 */
	{ 999, 21000, 21, 21 },
	{ MONEY_MAX, 1000000, MONEY_MAX, MONEY_MAX / 2 },
	{ MONEY_MAX, 0, 0, 0 },
};

START_TEST(b08_what_is_rounded_is_rounded_half_away_from_0)
{
	int64_t	 n;

	ck_assert(quote_percent(rounded[_i].amount, rounded[_i].rate, &n));
	ck_assert_int_eq(n, rounded[_i].percent);
	ck_assert(quote_tax_in(rounded[_i].amount, rounded[_i].rate, &n));
	ck_assert_int_eq(n, rounded[_i].tax_in);
}
END_TEST

/* ---- prices ----------------------------------------------------------------- */

static void
list_row(const char *id, const char *currency, const char *group,
    const char *variation, int64_t amount)
{
	shop_sql("INSERT INTO price_list (id, brand_id, name, currency,"
	    " group_id, created_at, updated_at) VALUES ('%s', '" OURS "',"
	    " '%s', '%s', %s, 1, 1)", id, id, currency, group);
	shop_sql("INSERT INTO price_list_price VALUES ('%s', '%s', %lld)", id,
	    variation, (long long)amount);
}

START_TEST(target_05_b01_prices_are_those_that_hold_for_the_buyer_now)
{
	const char	*user = shop_user("nadia", "CUSTOMER", OURS), *a;

	shop_france();
	a = goods_new("A", category, "10.00", "standard");
	shop_sql("INSERT INTO customer_group (id, brand_id, name, created_at,"
	    " updated_at) VALUES ('group_x', '" OURS "', 'g', 1, 1)");
	shop_sql("INSERT INTO customer_group_member (group_id, user_id)"
	    " VALUES ('group_x', '%s')", user);
	ask_for(a, 3);
	quote_amounts(3000, 0, 0, 500, 3000);
	list_row("plist_sale", "EUR", "NULL", a, 800);
	quote_amounts(2400, 0, 0, 400, 2400);
	ck_assert_int_eq(quoted->lines[0].compare_at, 1000);
	list_row("plist_pro", "EUR", "'group_x'", a, 700);
	list_row("plist_jpy", "JPY", "NULL", a, 1299);
	list_row("plist_kwd", "KWD", "NULL", a, 3125);
	quote_amounts(2400, 0, 0, 400, 2400);	/* not in the group */
	ask.currency = "JPY";
	quote_amounts(3897, 0, 0, 650, 3897);
	ck_assert_int_eq(quoted->decimals, 0);
	ask.currency = "KWD";
	quote_amounts(9375, 0, 0, 1563, 9375);
	ck_assert_int_eq(quoted->decimals, 3);
	ask.currency = NULL;
	store.actor = (struct actor){ .user_id = user, .brand_id = OURS };
	quote_amounts(2100, 0, 0, 350, 2100);
	shop_sql("UPDATE price_list SET ends_at = 1000 WHERE id <> 'x'");
	quote_amounts(3000, 0, 0, 500, 3000);
}
END_TEST

/* ---- taxes -------------------------------------------------------------------- */

START_TEST(target_06_each_class_has_its_rate_once_a_line)
{
	shop_france();
	rate_row("zone_fr", "zero", 100000);	/* whatever a row says */
	rate_row("zone_fr", "exempt", 100000);
	ask_for(goods_new("A", category, "12.00", "standard"), 1);
	ask_also(goods_new("B", category, "10.55", "reduced"), 1);
	ask_also(goods_new("C", category, "10.00", "zero"), 1);
	ask_also(goods_new("D", category, "10.00", "exempt"), 1);
	quote_amounts(4255, 0, 0, 255, 4255);
	ck_assert_uint_eq(quoted->tax_count, 2);
	ck_assert_int_eq(quoted->taxes[0].rate, 200000);
	ck_assert_int_eq(quoted->taxes[0].base, 1000);
	ck_assert_int_eq(quoted->taxes[1].amount, 55);
	shop_setting(SOUK_SETTINGS_ORDERS, ORDERS_TAX_INCLUDED, NULL, 0);
	quote_amounts(4255, 0, 0, 298, 4553);
}
END_TEST

static const struct {
	const char	*country, *region, *postcode;
	int64_t		 rate;
} places[] = {
	{ NULL, NULL, NULL, 200000 },		/* the shop's own country */
	{ "FR", NULL, NULL, 200000 },
	{ "FR", "", "75011", 200000 },
	{ "FR", "", "20 090", 100000 },		/* by the postcode */
	{ "FR", "Île-de-France", "20090", 100000 },
	{ "FR", "ile de france", "", 150000 },	/* by the region */
	{ "DE", NULL, "20090", 190000 },
	{ "US", NULL, NULL, 10000 },		/* everywhere */
	{ "US", "Île-de-France", "20", 10000 },
};

START_TEST(target_06_the_narrowest_area_decides)
{
	const char	*a;

	shop_france();
	a = goods_new("A", category, "12.00", "standard");
	zone_row("zone_corse", 0);
	area_row("zone_corse", "FR", "", "20");
	rate_row("zone_corse", "standard", 100000);
	zone_row("zone_idf", 0);
	area_row("zone_idf", "FR", "ILE DE FRANCE", "");
	rate_row("zone_idf", "standard", 150000);
	zone_row("zone_de", 0);
	area_row("zone_de", "DE", "", "");
	rate_row("zone_de", "standard", 190000);
	zone_row("zone_world", 0);
	area_row("zone_world", "*", "", "");
	rate_row("zone_world", "standard", 10000);
	for (size_t i = 0; i < COUNT(places); i++) {
		ask_for(a, 1);
		ask.to = (struct destination){ places[i].country,
		    places[i].region, places[i].postcode, NULL };
		quote_ok();
		ck_assert_msg(quoted->lines[0].tax_rate == places[i].rate,
		    "%zu: %lld", i, (long long)quoted->lines[0].tax_rate);
	}
}
END_TEST

START_TEST(target_06_where_no_zone_is_no_tax_is_owed_and_nothing_is_sent)
{
	shop_france();
	ask_for(goods_new("A", category, "12.00", "standard"), 1);
	ask.to.country = "US";
	ask.method_id = "way_post";
	quote_amounts(1200, 0, 0, 0, 1200);
	ck_assert_ptr_null(quoted->method);
	ck_assert_uint_eq(quoted->method_count, 1);	/* it may be fetched */
	ck_assert_str_eq(quoted->methods[0].kind, "pickup");
}
END_TEST

static const struct {
	const char	*country, *number;
	bool		 holds;
} firms[] = {
	{ "DE", "DE123456789", true },
	{ "DE", "de 123.456-789", true },
	{ "DE", "DE12345678", false },
	{ "DE", "DE1234567890", false },
	{ "DE", "", false },
	{ "DE", NULL, false },
	{ "DE", "XX123456789", false },
	{ "DE", "BE0123456789", true },		/* sent there, owed here */
	{ "DE", "FR12345678901", false },	/* a firm of this country */
	{ "FR", "DE123456789", false },		/* sent within it */
	{ "DE", "CHE-123.456.789 MWST", true },
	{ "DE", "NO123456789MVA", true },
	{ "DE", "ATU12345678", true },
	{ "DE", "AT12345678", false },
	{ "DE", "EL123456789", true },
	{ "DE", "GR123456789", false },
	{ "DE", "NL123456789B01", true },
	{ "DE", "ESX1234567X", true },
	{ "DE", "IE1234567FA", true },
	{ "DE", "GBGD001", true },
	{ "DE", "SE123456789001", true },
	{ "DE", "SE123456789002", false },
};

START_TEST(target_06_a_firm_abroad_owes_the_tax_itself)
{
	const char	*a;

	shop_france();
	a = goods_new("A", category, "12.00", "standard");
	shop_sql("UPDATE zone SET reverse_charge = 1");
	zone_row("zone_eu", 1);
	area_row("zone_eu", "DE", "", "");
	rate_row("zone_eu", "standard", 190000);
	way_row("way_eu", "zone_eu", 1);
	step_row("way_eu", "EUR", 0, 0, 600);
	for (size_t i = 0; i < COUNT(firms); i++) {
		ask_for(a, 2);
		ask.to.country = firms[i].country;
		ask.to.vat_number = firms[i].number;
		ask.method_id = "way_eu";
		quote_ok();
		ck_assert_msg(quoted->reverse_charge == firms[i].holds, "%zu",
		    i);
		ck_assert_int_eq(quoted->lines[0].unit,
		    firms[i].holds ? 1000 : 1200);
		if (firms[i].holds)
			quote_amounts(2000, 0, 500, 0, 2500);
		else
			ck_assert_int_gt(quoted->tax, 0);
	}
	shop_setting(SOUK_SETTINGS_ORDERS, ORDERS_TAX_INCLUDED, NULL, 0);
	ask.to.vat_number = "DE123456789";
	quote_amounts(2400, 0, 600, 0, 3000);
	ask.to.vat_number = NULL;
	quote_amounts(2400, 0, 600, 570, 3570);
}
END_TEST

/* ---- shipping ------------------------------------------------------------------- */

START_TEST(target_19_the_step_that_asks_for_most_is_the_price)
{
	const char	*a;

	shop_france();
	a = goods_new("A", category, "9.00", "standard");
	for (int n = 1; n <= 12; n++) {
		ask_for(a, n);
		ask.method_id = "way_post";
		quote_ok();
		ck_assert_int_eq(quoted->shipping, n == 12 ? 0 :
		    n >= 10 ? 990 : 490);
		ck_assert_int_eq(quoted->weight, 500 * n);
		ck_assert_uint_eq(quoted->method_count, 2);
		ck_assert_str_eq(quoted->method->id, "way_post");
		ck_assert_int_eq(quoted->method->amount, quoted->shipping);
	}
	ask.currency = "JPY";
	quote_ok();
	ck_assert_uint_eq(quoted->method_count, 0);
}
END_TEST

START_TEST(target_19_what_is_fetched_is_taxed_at_home)
{
	shop_france();
	zone_row("zone_de", 0);
	area_row("zone_de", "DE", "", "");
	rate_row("zone_de", "standard", 190000);
	ask_for(goods_new("A", category, "12.00", "standard"), 1);
	ask.to.country = "DE";
	quote_ok();
	ck_assert_int_eq(quoted->taxes[0].rate, 190000);
	ask.method_id = "way_shop";
	quote_ok();
	ck_assert_int_eq(quoted->taxes[0].rate, 200000);
	ck_assert_str_eq(quoted->method->kind, "pickup");
}
END_TEST

/* ---- lines -------------------------------------------------------------------- */

START_TEST(s1_ord_01_what_cannot_be_bought_is_a_problem_of_its_line)
{
	const char	*a, *b, *c, *d;

	shop_france();
	a = goods_new("A", category, "10.00", "standard");
	b = goods_new("B", category, "10.00", "standard");
	c = goods_new("C", category, "10.00", "standard");
	d = goods_new("D", category, "10.00", "standard");
	shop_sql("UPDATE product SET status = 'DRAFT' WHERE id ="
	    " (SELECT product_id FROM product_variation WHERE id = '%s')", b);
	shop_sql("UPDATE product_variation SET is_active = 0 WHERE id = '%s'",
	    c);
	sell(d, NULL, 97);
	ask_for(a, 60);
	ask_also(b, 1);
	ask_also(c, 1);
	ask_also(d, 4);
	ask_also("var_00000000000000000000000000", 1);
	ask_also(a, 40);
	quote_amounts(104000, 0, 0, 17334, 104000);
	ck_assert(!quoted->sound);
	ck_assert_uint_eq(quoted->line_count, 5);
	ck_assert_int_eq(quoted->lines[0].quantity, 100);
	ck_assert_ptr_null(quoted->lines[0].problem);
	for (int i = 1; i <= 4; i++)
		ck_assert_str_eq(quoted->lines[i].problem->code,
		    i == 3 ? "TOO_FEW_LEFT" : "NOT_FOR_SALE");
	ck_assert_int_eq(quoted->lines[3].stock, 3);
	ask.currency = "JPY";
	quote_ok();
	ck_assert_str_eq(quoted->lines[0].problem->code, "NO_PRICE");
	ask_for(a, 101);
	quote_ok();
	ck_assert_str_eq(quoted->lines[0].problem->code, "TOO_FEW_LEFT");
	store.actor.brand_id = THEIRS;
	ask_for(a, 1);
	quote_ok();	/* the brand that sells is the ask's */
	ck_assert_ptr_null(quoted->lines[0].problem);
	ask.brand_id = THEIRS;
	quote_amounts(0, 0, 0, 0, 0);
	ck_assert_str_eq(quoted->lines[0].problem->code, "NOT_FOR_SALE");
}
END_TEST

START_TEST(b08_too_much_is_refused_by_name)
{
	const char	*a;

	shop_france();
	a = goods_new("A", category, "9000000000.00", "standard");
	ask_for(a, 0);
	quote_refused("items[0].quantity");
	ask_for(a, -1);
	quote_refused("items[0].quantity");
	ask_for(a, INT64_MAX);
	quote_refused("items[0].quantity");
	ask_for(a, 6000);
	ask_also(a, 6000);
	quote_refused("items[1].quantity");
	ask_for(a, 2);
	quote_refused("items[0].quantity");
	ask_for(a, 1);
	ask.currency = "ABC";
	quote_refused("currency");
	ask_for(a, 1);
	for (int i = 0; i <= QUOTE_CODES; i++)
		ask_code("x");
	quote_refused("codes");
	ask_for(a, 1);
	for (int i = 0; i < QUOTE_LINES; i++)
		ask_also(a, 1);
	quote_refused("items");
}
END_TEST

/* ---- promotions ------------------------------------------------------------------- */

START_TEST(target_07_the_cheapest_pieces_are_free)
{
	const char	*a, *b;

	shop_france();
	a = goods_new("A", category, "10.00", "standard");
	b = goods_new("B", category, "3.00", "standard");
	promotion_row("promo_32", NULL, "buy_get",
	    ", buy_quantity, get_quantity", ", 2, 1");
	ask_for(a, 2);
	quote_amounts(2000, 0, 0, 333, 2000);
	ask_for(a, 2);
	ask_also(b, 1);
	quote_amounts(2300, 300, 0, 333, 2000);
	ask_for(a, 5);
	ask_also(b, 1);
	quote_amounts(5300, 1300, 0, 667, 4000);
}
END_TEST

START_TEST(target_07_an_amount_is_shared_and_never_more_than_there_is)
{
	const char	*a, *b, *c;

	shop_france();
	a = goods_new("A", category, "10.00", "standard");
	b = goods_new("B", category, "10.00", "standard");
	c = goods_new("C", category, "10.00", "standard");
	promotion_row("promo_10", "dix", "amount", ", amount, currency",
	    ", 1000, 'EUR'");
	ask_for(a, 1);
	ask_also(b, 1);
	ask_also(c, 1);
	ask_code("dix");
	quote_amounts(3000, 1000, 0, 333, 2000);
	ck_assert_int_eq(quoted->lines[0].discount, 334);
	ck_assert_int_eq(quoted->lines[1].discount, 333);
	shop_sql("UPDATE promotion SET amount = 99999");
	quote_amounts(3000, 3000, 0, 0, 0);
	ask.currency = "JPY";
	quote_ok();
	ck_assert_str_eq(code_problem(0), "CODE_CURRENCY");
}
END_TEST

START_TEST(target_07_promotions_stack_unless_one_alone_is_worth_more)
{
	shop_france();
	ask_for(goods_new("A", category, "100.00", "standard"), 1);
	promotion_row("promo_a", NULL, "percent", ", rate", ", 100000");
	promotion_row("promo_b", "vingt", "percent", ", rate, priority",
	    ", 200000, 5");
	ask_code("vingt");
	quote_amounts(10000, 3000, 0, 1167, 7000);
	ck_assert_str_eq(quoted->discounts[0].promotion_id, "promo_b");
	promotion_row("promo_c", "seul", "percent", ", rate, stacks",
	    ", 300000, 0");
	ask_code("seul");
	quote_amounts(10000, 3000, 0, 1167, 7000);	/* not more */
	ck_assert_str_eq(code_problem(0), "");
	ck_assert_str_eq(code_problem(1), "CODE_NOT_TOGETHER");
	shop_sql("UPDATE promotion SET rate = 310000 WHERE id = 'promo_c'");
	quote_amounts(10000, 3100, 0, 1150, 6900);
	ck_assert_str_eq(code_problem(0), "CODE_NOT_TOGETHER");
	ck_assert_str_eq(code_problem(1), "");
}
END_TEST

START_TEST(target_07_shipping_may_be_free)
{
	shop_france();
	ask_for(goods_new("A", category, "12.00", "standard"), 1);
	ask.method_id = "way_post";
	promotion_row("promo_s", "port", "free_shipping", "", "");
	quote_amounts(1200, 0, 490, 282, 1690);
	ask_code("port");
	quote_amounts(1200, 490, 490, 200, 1200);
	ck_assert_int_eq(quoted->discounts[0].line, -1);
	ck_assert_int_eq(quoted->shipping_tax, 0);
	ask.method_id = "way_shop";
	quote_ok();
	ck_assert_str_eq(code_problem(0), "CODE_NOTHING");
}
END_TEST

START_TEST(target_07_a_scope_is_of_products_categories_or_collections)
{
	const char	*below, *a, *b;

	shop_france();
	below = category_new("E", category_new("D", category));
	a = goods_new("A", category, "10.00", "standard");
	b = goods_new("B", below, "20.00", "standard");
	promotion_row("promo_s", NULL, "percent", ", rate, scope",
	    ", 100000, 'products'");
	ask_for(a, 1);
	ask_also(b, 1);
	quote_amounts(3000, 0, 0, 500, 3000);
	shop_sql("INSERT INTO promotion_target SELECT 'promo_s', product_id"
	    " FROM product_variation WHERE id = '%s'", a);
	quote_amounts(3000, 100, 0, 483, 2900);
	shop_sql("UPDATE promotion SET scope = 'categories'");
	quote_amounts(3000, 0, 0, 500, 3000);
	shop_sql("INSERT INTO promotion_target VALUES ('promo_s', '%s')",
	    below);
	quote_amounts(3000, 200, 0, 467, 2800);
	shop_sql("UPDATE promotion_target SET target_id = '%s' WHERE"
	    " target_id = '%s'", category, below);
	quote_amounts(3000, 300, 0, 450, 2700);	/* and those below it */
	shop_sql("UPDATE promotion SET scope = 'collections'");
	quote_amounts(3000, 0, 0, 500, 3000);
	shop_sql("INSERT INTO collection (id, brand_id, kind, created_at,"
	    " updated_at) VALUES ('coll', '" OURS "', 'manual', 1, 1)");
	shop_sql("INSERT INTO promotion_target VALUES ('promo_s', 'coll')");
	shop_sql("INSERT INTO collection_product SELECT 'coll', product_id, 1"
	    " FROM product_variation WHERE id = '%s'", b);
	quote_amounts(3000, 200, 0, 467, 2800);
	shop_sql("UPDATE promotion SET minimum = 2001");
	quote_amounts(3000, 0, 0, 500, 3000);
}
END_TEST

/* ---- codes -------------------------------------------------------------------------- */

static const struct {
	const char	*code, *set, *want;
} codes[] = {
	{ "Été-25", "rate = 1000", "" },
	{ "ete 25", "rate = 1000", "" },
	{ "ETE25", "rate = 1000", "CODE_UNKNOWN" },
	{ "", "rate = 1000", "CODE_UNKNOWN" },
	{ "'; --", "rate = 1000", "CODE_UNKNOWN" },
	{ "ete 25", "is_active = 0", "CODE_UNKNOWN" },
	{ "ete 25", "starts_at = 9000000000000", "CODE_NOT_YET" },
	{ "ete 25", "ends_at = 1000", "CODE_OVER" },
	{ "ete 25", "usage_limit = 2, used = 2", "CODE_USED_UP" },
	{ "ete 25", "usage_limit = 2, used = 1", "" },
	{ "ete 25", "customer_limit = 1", "CODE_USED_BY_YOU" },
	{ "ete 25", "customer_limit = 2", "" },
	{ "ete 25", "group_id = 'group_x'", "CODE_FOR_OTHERS" },
	{ "ete 25", "currency = 'USD'", "CODE_CURRENCY" },
	{ "ete 25", "minimum = 1001, currency = 'EUR'", "CODE_MINIMUM" },
	{ "ete 25", "minimum = 1000, currency = 'EUR'", "" },
	{ "ete 25", "scope = 'products'", "CODE_NOTHING" },
	{ "ete 25", "brand_id = '" THEIRS "'", "CODE_UNKNOWN" },
};

START_TEST(s1_ord_01_a_code_says_why_it_takes_nothing_off)
{
	shop_france();
	as_brand(THEIRS);
	as_brand(OURS);
	ask_for(goods_new("A", category, "10.00", "standard"), 1);
	promotion_row("promo_e", "ete 25", "percent", ", rate", ", 100000");
	shop_sql("INSERT INTO promotion_use VALUES ('promo_e', 'order_1',"
	    " 'somebody', 1, 1)");
	shop_sql("UPDATE promotion SET %s", codes[_i].set);
	ask_code(codes[_i].code);
	ask.customer = "somebody";
	quote_ok();
	ck_assert_str_eq(code_problem(0), codes[_i].want);
	ck_assert_int_eq(quoted->discount > 0, *codes[_i].want == '\0');
	ck_assert_int_eq(quoted->sound, *codes[_i].want == '\0');
}
END_TEST

START_TEST(target_07_some_promotions_are_for_a_group)
{
	const char	*user = shop_user("nadia", "CUSTOMER", OURS);

	shop_france();
	ask_for(goods_new("A", category, "10.00", "standard"), 1);
	shop_sql("INSERT INTO customer_group (id, brand_id, name, created_at,"
	    " updated_at) VALUES ('group_x', '" OURS "', 'g', 1, 1)");
	shop_sql("INSERT INTO customer_group_member (group_id, user_id)"
	    " VALUES ('group_x', '%s')", user);
	promotion_row("promo_g", NULL, "percent", ", rate, group_id",
	    ", 100000, 'group_x'");
	quote_amounts(1000, 0, 0, 167, 1000);
	store.actor = (struct actor){ .user_id = user, .brand_id = OURS };
	quote_amounts(1000, 100, 0, 150, 900);
}
END_TEST

int
main(void)
{
	const struct suite_row	 tests[] = {
		{ target_07_percent_off_with_tax_in_it_refunds_to_the_cent, 1 },
		{ target_07_a_hundred_percent_off_is_exactly_nothing, 1 },
		{ target_05_b01_prices_are_those_that_hold_for_the_buyer_now,
		    1 },
		{ target_06_each_class_has_its_rate_once_a_line, 1 },
		{ target_06_the_narrowest_area_decides, 1 },
		{ target_06_where_no_zone_is_no_tax_is_owed_and_nothing_is_sent,
		    1 },
		{ target_06_a_firm_abroad_owes_the_tax_itself, 1 },
		{ target_19_the_step_that_asks_for_most_is_the_price, 1 },
		{ target_19_what_is_fetched_is_taxed_at_home, 1 },
		{ s1_ord_01_what_cannot_be_bought_is_a_problem_of_its_line, 1 },
		{ b08_too_much_is_refused_by_name, 1 },
		{ target_07_the_cheapest_pieces_are_free, 1 },
		{ target_07_an_amount_is_shared_and_never_more_than_there_is,
		    1 },
		{ target_07_promotions_stack_unless_one_alone_is_worth_more,
		    1 },
		{ target_07_shipping_may_be_free, 1 },
		{ target_07_a_scope_is_of_products_categories_or_collections,
		    1 },
		{ target_07_some_promotions_are_for_a_group, 1 },
		{ b08_what_is_rounded_is_rounded_half_away_from_0,
		    COUNT(rounded) },
		{ s1_ord_01_a_code_says_why_it_takes_nothing_off,
		    COUNT(codes) },
	};
	const struct suite	 suite = { "quote", catalog_open,
	    shop_close, true, 60 };

	return suite_rows(&suite, tests,
	    sizeof(tests) / sizeof(tests[0]));
}
