/* SPDX-License-Identifier: ISC */
/* What a cart looks like: prices, codes, ways of shipping, and how quickly. */
#include "lib/base/clock.h"
#include "tests/unit/cart_shop.h"

#define STANDARD	"way_00000000000000000000000001"
#define ELSEWHERE	"way_00000000000000000000000002"
#define ZONE_FR		"zone_00000000000000000000000001"
#define ZONE_MA		"zone_00000000000000000000000002"

static void
shows(bool changed, enum outcome outcome)
{
	ck_assert_int_eq(cart_do((struct cart_deed){ .deed = SHOWS,
	    .changed = changed }), outcome);
}

static const struct record *
part(int list, size_t i)
{
	return item_at(shown, list, i);
}

static const char *
problem_code(const struct record *of, int field)
{
	return of->values[field].state != VALUE_SET ? "" :
	    text_at(&of->values[field].items[0], CART_PROBLEM_CODE);
}

static void
zones_make(void)
{
	zone_row(ZONE_FR, 0);
	area_row(ZONE_FR, "FR", "", "");
	rate_row(ZONE_FR, "standard", 200000);
	way_row(STANDARD, ZONE_FR, 1);
	step_row(STANDARD, "EUR", 0, 0, 490);
	zone_row(ZONE_MA, 0);
	area_row(ZONE_MA, "MA", "", "");
	way_row(ELSEWHERE, ZONE_MA, 2);
	step_row(ELSEWHERE, "EUR", 0, 0, 1500);
}

START_TEST(s1_ord_02_a_cart_shows_what_it_costs_now)
{
	const char	*v;

	v = goods_new("un", category_new("Rayon", NULL), "23.90", "standard");
	zones_make();
	as_guest(GUEST);
	shows(false, SOUK_OK);
	ck_assert_str_eq(text_at(shown, CART_ID), "(none)");
	ck_assert_int_eq(num_at(shown, CART_TOTAL), 0);
	ck_assert_int_eq(num_at(shown, CART_SOUND), 0);
	ck_assert_int_eq(adds(v, 10), SOUK_OK);
	ck_assert_int_eq(cart_does(CHANGES, NULL, "{'country':'FR',"
	    "'shippingMethodId':'" STANDARD "'}"), SOUK_OK);
	shows(false, SOUK_OK);
	ck_assert_int_eq(num_at(shown, CART_COUNT), 10);
	ck_assert_int_eq(num_at(shown, CART_SUBTOTAL), 23900);
	ck_assert_int_eq(num_at(shown, CART_SHIPPING), 490);
	ck_assert_int_eq(num_at(shown, CART_TOTAL), 24390);
	ck_assert_int_eq(num_at(shown, CART_TAX), 3983 + 82);
	ck_assert_int_eq(num_at(shown, CART_SOUND), 1);
	ck_assert_str_eq(text_at(shown, CART_METHOD), STANDARD);
	ck_assert_int_eq(num_at(part(CART_LINES, 0), CART_LINE_UNIT), 2390);
	ck_assert_str_eq(text_at(part(CART_LINES, 0), CART_LINE_NAME),
	    "Article un");
	ck_assert_int_eq(num_at(part(CART_TAXES, 0), CART_TAX_RATE), 200000);
	ck_assert_uint_eq(shown->values[CART_METHODS].count, 1);
	/* A price that changes is what it costs; nothing of it is kept. */
	shop_sql("UPDATE product_price SET amount = 100");
	shop_sql("UPDATE variation_price SET amount = 100");
	shows(false, SOUK_OK);
	ck_assert_int_eq(num_at(shown, CART_SUBTOTAL), 1000);
	shop_sql("UPDATE product SET status = 'INACTIVE'");
	shows(false, SOUK_OK);
	ck_assert_str_eq(problem_code(part(CART_LINES, 0),
	    CART_LINE_PROBLEM), "NOT_FOR_SALE");
	ck_assert_int_eq(num_at(shown, CART_SOUND), 0);
	shop_sql("UPDATE product SET status = 'ACTIVE'");
	shop_sql("UPDATE product_variation SET stock = 3");
	shows(false, SOUK_OK);
	ck_assert_str_eq(problem_code(part(CART_LINES, 0),
	    CART_LINE_PROBLEM), "TOO_FEW_LEFT");
}
END_TEST

START_TEST(s1_ord_02_a_way_that_is_not_offered_cannot_be_chosen)
{
	const char	*v;

	v = goods_new("un", category_new("Rayon", NULL), "10", "standard");
	zones_make();
	as_guest(GUEST);
	ck_assert_int_eq(adds(v, 1), SOUK_OK);
	ck_assert_int_eq(cart_does(CHANGES, NULL, "{'shippingMethodId':'"
	    ELSEWHERE "'}"), SOUK_INVALID);
	ck_assert_str_eq(problem_field(0), "shippingMethodId");
	ck_assert_int_eq(cart_does(CHANGES, NULL, "{'shippingMethodId':"
	    "'way_00000000000000000000000009'}"), SOUK_INVALID);
	ck_assert_int_eq(cart_does(CHANGES, NULL, "{'country':'MA',"
	    "'shippingMethodId':'" ELSEWHERE "'}"), SOUK_OK);
	shows(false, SOUK_OK);
	ck_assert_int_eq(num_at(shown, CART_SHIPPING), 1500);
	/* Going elsewhere, it is offered no more. */
	ck_assert_int_eq(cart_does(CHANGES, NULL, "{'country':'FR'}"),
	    SOUK_OK);
	shows(false, SOUK_OK);
	ck_assert_str_eq(text_at(shown, CART_METHOD), "(none)");
	ck_assert_int_eq(num_at(shown, CART_SHIPPING), 0);
}
END_TEST

START_TEST(target_18_a_code_is_kept_if_it_takes_something_off)
{
	const char	*v;

	v = goods_new("un", category_new("Rayon", NULL), "10", "standard");
	promotion_row("promo_1", "ete 25", "percent", ", rate", ", 250000");
	promotion_row("promo_2", "grand", "percent", ", rate, minimum,"
	    " currency", ", 100000, 100000, 'EUR'");
	as_guest(GUEST);
	ck_assert_int_eq(cart_does(ENTERS, NULL, "{'code':'X'}"),
	    SOUK_NOT_FOUND);
	ck_assert_int_eq(adds(v, 2), SOUK_OK);
	for (size_t i = 0; i < 3; i++) {
		static const char *const	 bad[] = { "RIEN", "grand",
			"---" };

		ck_assert_int_eq(cart_does(ENTERS, NULL, "{'code':'%s'}",
		    bad[i]), SOUK_INVALID);
		ck_assert_str_eq(problem_field(0), "code");
		looks();
		ck_assert_uint_eq(cart.code_count, 0);
	}
	ck_assert_int_eq(cart_does(ENTERS, NULL, "{'code':'Été-25'}"),
	    SOUK_OK);
	ck_assert_int_eq(cart_does(ENTERS, NULL, "{'code':'ETE 25'}"),
	    SOUK_OK);
	shows(false, SOUK_OK);
	ck_assert_uint_eq(shown->values[CART_CODES].count, 1);
	ck_assert_str_eq(text_at(part(CART_CODES, 0), CART_CODE_TEXT),
	    "Été-25");
	ck_assert_int_eq(num_at(shown, CART_DISCOUNT), 500);
	ck_assert_int_eq(num_at(shown, CART_TOTAL), 1500);
	ck_assert_str_eq(text_at(part(CART_DISCOUNTS, 0),
	    CART_DISCOUNT_CODE), "Été-25");
	ck_assert_str_eq(text_at(part(CART_DISCOUNTS, 0),
	    CART_DISCOUNT_LINE), text_at(part(CART_LINES, 0), CART_LINE_ID));
	/* One that ends while it is there says so. */
	shop_sql("UPDATE promotion SET is_active = 0");
	shows(false, SOUK_OK);
	ck_assert_str_ne(problem_code(part(CART_CODES, 0),
	    CART_CODE_PROBLEM), "");
	ck_assert_int_eq(num_at(shown, CART_SOUND), 0);
	ck_assert_int_eq(cart_do((struct cart_deed){ .deed = TAKES_BACK,
	    .id = "autre" }), SOUK_NOT_FOUND);
	ck_assert_int_eq(cart_do((struct cart_deed){ .deed = TAKES_BACK,
	    .id = "ete 25" }), SOUK_OK);
	shows(false, SOUK_OK);
	ck_assert_uint_eq(shown->values[CART_CODES].count, 0);
}
END_TEST

START_TEST(b08_what_is_more_than_money_can_say_is_refused)
{
	const char	*rayon = category_new("Rayon", NULL);
	const char	*v = goods_new("cher", rayon, "99999999.99", "standard");

	as_guest(GUEST);
	ck_assert_int_eq(adds(v, 10), SOUK_OK);
	shows(true, SOUK_OK);
	ck_assert_int_eq(adds(v, 9000), SOUK_OK);
	shows(true, SOUK_INVALID);	/* and so all of it is undone */
	ck_assert_str_eq(problem_field(0), "quantity");
	shows(false, SOUK_OK);		/* had prices risen meanwhile */
	ck_assert_str_eq(problem_code(part(CART_LINES, 0),
	    CART_LINE_PROBLEM), "TOO_MUCH");
	ck_assert_int_eq(num_at(shown, CART_TOTAL), 0);
	ck_assert_int_eq(num_at(shown, CART_SOUND), 0);
	ck_assert_str_eq(text_at(part(CART_LINES, 0), CART_LINE_ID),
	    line_of(v));
}
END_TEST

START_TEST(target_10_a_cart_of_two_hundred_lines_takes_few_statements)
{
	const char	*v;
	uint64_t	 before, one, many;
	int64_t		 began, best = INT64_MAX;

	v = goods_new("un", category_new("Rayon", NULL), "10", "standard");
	zones_make();
	shop_sql("WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1"
	    " FROM k WHERE n < 199) INSERT INTO product_variation (id,"
	    " brand_id, product_id, options, stock, created_at) SELECT"
	    " 'var_' || printf('%%026d', n), p.brand_id, p.id, 'x=' || n, 99,"
	    " 1 FROM k, product p");
	as_guest(GUEST);
	ck_assert_int_eq(adds(v, 1), SOUK_OK);
	before = db_statements(store.db);
	shows(false, SOUK_OK);
	one = db_statements(store.db) - before;
	for (int i = 1; i < 200; i++)
		ck_assert_int_eq(adds(arena_printf(store.arena, "var_%026d",
		    i), 2), SOUK_OK);
	for (int i = 0; i < 5; i++) {
		before = db_statements(store.db);
		began = clock_monotonic_us();
		shows(false, SOUK_OK);
		if (clock_monotonic_us() - began < best)
			best = clock_monotonic_us() - began;
		many = db_statements(store.db) - before;
		/* A few more for each hundred lines. */
		ck_assert_uint_le(many, one + 8);
	}
	printf("cart of 200 lines: %lld us, %llu statements\n",
	    (long long)best, (unsigned long long)many);
	ck_assert_uint_eq(shown->values[CART_LINES].count, 200);
	ck_assert_int_eq(num_at(shown, CART_SUBTOTAL), 399000);
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s1_ord_02_a_cart_shows_what_it_costs_now,
		s1_ord_02_a_way_that_is_not_offered_cannot_be_chosen,
		target_18_a_code_is_kept_if_it_takes_something_off,
		b08_what_is_more_than_money_can_say_is_refused,
		target_10_a_cart_of_two_hundred_lines_takes_few_statements,
	};

	return catalog_run("cart show", tests, COUNT(tests));
}
