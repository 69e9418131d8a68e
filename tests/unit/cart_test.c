/* SPDX-License-Identifier: ISC */
/* Carts: what goes in, what is refused, and what becomes of two of them. */
#include "lib/base/crypto.h"
#include "lib/orders/country.h"
#include "tests/unit/cart_shop.h"

/* Sold by another brand. */
static const char *
foreign_new(void)
{
	const char	*v;

	as_brand(THEIRS);
	as_brand(OURS);
	v = piece_new("Bol", 5);
	shop_sql("UPDATE product_variation SET brand_id = '" THEIRS "'"
	    " WHERE id = '%s'", v);
	shop_sql("UPDATE product SET status = 'ACTIVE'");
	return v;
}

/* ---- adding ----------------------------------------------------------------- */

START_TEST(target_18_adding_makes_a_cart_and_a_secret_once)
{
	const char	*v = piece_new("Vase", 5);

	shop_sql("UPDATE product SET status = 'ACTIVE'");
	shop_nobody("192.0.2.9");
	looks();
	ck_assert_ptr_null(cart.id);
	ck_assert_str_eq(cart.currency, "EUR");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM cart").number, 0);
	ck_assert_int_eq(adds(v, 2), SOUK_OK);
	ck_assert_ptr_nonnull(secret);
	ck_assert_str_eq(shop_sql("SELECT guest FROM cart").text,
	    crypto_sha256_hex(store.arena, secret));
	as_guest(crypto_sha256_hex(store.arena, secret));
	ck_assert_int_eq(adds(v, 3), SOUK_OK);
	ck_assert_ptr_null(secret);
	ck_assert_int_eq(quantity_of(v), 5);
	ck_assert_uint_eq(cart.count, 1);
	shop_as(shop_user("lina", "CUSTOMER", OURS));
	ck_assert_int_eq(adds(v, 1), SOUK_OK);
	ck_assert_ptr_null(secret);
	ck_assert_int_eq(quantity_of(v), 1);
}
END_TEST

START_TEST(s1_ord_02_what_cannot_be_bought_is_refused_by_name)
{
	const char	*v = piece_new("Vase", 5), *theirs, *first;

	shop_sql("UPDATE product SET status = 'ACTIVE'");
	as_guest(GUEST);
	ck_assert_int_eq(adds("var_00000000000000000000000000", 1),
	    SOUK_INVALID);
	ck_assert_str_eq(problem_field(0), "variationId");
	ck_assert_int_eq(adds("prod_00000000000000000000000000", 1),
	    SOUK_INVALID);
	for (size_t i = 0; i < 5; i++) {
		static const int64_t	 bad[] = { 0, -1, 10001, 1000000000000,
			INT64_MAX };

		ck_assert_int_eq(adds(v, bad[i]), SOUK_INVALID);
		ck_assert_str_eq(problem_field(0), "quantity");
	}
	ck_assert_int_eq(cart_does(ADDS, NULL, "{'variationId':'%s',"
	    "'quantity':1,'unitPrice':'0.01'}", v), SOUK_INVALID);
	ck_assert_str_eq(problem_field(0), "unitPrice");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM cart").number, 0);
	ck_assert_int_eq(adds(v, 9999), SOUK_OK);
	ck_assert_int_eq(adds(v, 1), SOUK_OK);
	ck_assert_int_eq(adds(v, 1), SOUK_INVALID);
	ck_assert_str_eq(problem_field(0), "quantity");
	ck_assert_int_eq(quantity_of(v), 10000);
	first = line_of(v);
	ck_assert_int_eq(cart_does(SETS, first, "{'quantity':10001}"),
	    SOUK_INVALID);
	ck_assert_int_eq(cart_does(SETS, first, "{'quantity':0}"),
	    SOUK_INVALID);
	ck_assert_int_eq(cart_does(SETS, first, "{}"), SOUK_INVALID);
	shop_sql("UPDATE product SET status = 'INACTIVE'");
	ck_assert_int_eq(adds(v, 1), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "NOT_SOLD");
	shop_sql("UPDATE product SET status = 'ACTIVE'");
	shop_sql("UPDATE product_variation SET is_active = 0");
	ck_assert_int_eq(adds(v, 1), SOUK_CONFLICT);
	theirs = foreign_new();
	as_guest(GUEST);
	ck_assert_int_eq(adds(theirs, 1), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "OTHER_SELLER");
	ck_assert_int_eq(cart_does(REMOVES, first, "{}"), SOUK_OK);
	ck_assert_int_eq(adds(theirs, 1), SOUK_OK);
	looks();
	ck_assert_str_eq(cart.brand_id, THEIRS);
	/* A program has no cart. */
	store.actor.key_id = "key_1";
	ck_assert_int_eq(adds(theirs, 1), SOUK_DENIED);
}
END_TEST

/* So many active variations of one product, below the rules. */
static const char *
many_new(int n)
{
	const char	*v = piece_new("Vase", 5);

	shop_sql("WITH RECURSIVE k (n) AS (SELECT 1 UNION ALL SELECT n + 1"
	    " FROM k WHERE n < %d) INSERT INTO product_variation (id,"
	    " brand_id, product_id, options, created_at) SELECT"
	    " 'var_' || printf('%%026d', n), p.brand_id, p.id, 'x=' || n, 1"
	    " FROM k, product p", n);
	shop_sql("UPDATE product SET status = 'ACTIVE'");
	return v;
}

START_TEST(s1_ord_02_there_are_at_most_five_hundred_lines)
{
	const char	*v = many_new(500);
	uint64_t	 before, used, most = 0;

	as_guest(GUEST);
	for (int i = 1; i <= 500; i++) {
		before = db_statements(store.db);
		ck_assert_int_eq(adds(arena_printf(store.arena, "var_%026d",
		    i), 1), SOUK_OK);
		used = db_statements(store.db) - before;
		if (i > 1 && used > most)
			most = used;
	}
	/* With BEGIN and COMMIT, however much there is. */
	ck_assert_uint_le(most, 6);
	ck_assert_int_eq(adds(v, 1), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "TOO_MANY_LINES");
	ck_assert_int_eq(store.problem.numbers[0], 500);
	ck_assert_int_eq(adds("var_00000000000000000000000007", 1), SOUK_OK);
	looks();
	ck_assert_uint_eq(cart.count, 500);
}
END_TEST

/* ---- whose it is --------------------------------------------------------------- */

START_TEST(z03_a_line_is_found_in_its_owners_cart_only)
{
	const char	*v = piece_new("Vase", 5), *lina, *line;

	shop_sql("UPDATE product SET status = 'ACTIVE'");
	lina = shop_user("lina", "CUSTOMER", OURS);
	shop_as(lina);
	ck_assert_int_eq(adds(v, 2), SOUK_OK);
	line = line_of(v);
	for (int i = 0; i < 3; i++) {
		if (i == 0)
			as_guest(GUEST);
		else if (i == 1)
			shop_as(shop_user("mona", "CUSTOMER", OURS));
		else
			shop_nobody("192.0.2.9");
		for (int with = 0; with < 2; with++) {
			ck_assert_int_eq(cart_does(SETS, line,
			    "{'quantity':9}"), SOUK_NOT_FOUND);
			ck_assert_int_eq(cart_does(REMOVES, line, "{}"),
			    SOUK_NOT_FOUND);
			if (with == 0 && i < 2)
				ck_assert_int_eq(adds(v, 1), SOUK_OK);
		}
		ck_assert_int_eq(cart_does(DROPS, NULL, "{}"), SOUK_OK);
	}
	shop_as(lina);
	ck_assert_int_eq(quantity_of(v), 2);
	ck_assert_int_eq(cart_does(SETS, line, "{'quantity':9}"), SOUK_OK);
	ck_assert_int_eq(quantity_of(v), 9);
	ck_assert_int_eq(cart_does(DROPS, NULL, "{}"), SOUK_OK);
	looks();
	ck_assert_ptr_null(cart.id);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM cart_line").number, 0);
}
END_TEST

/* ---- merging --------------------------------------------------------------------- */

static void
merges(const char *hash, const char *user)
{
	as_guest(hash);
	ck_assert_int_eq(cart_do((struct cart_deed){ .deed = MERGES,
	    .id = user }), SOUK_OK);
	ck_assert_str_eq(store.actor.guest, hash);
	ck_assert_ptr_null(store.actor.user_id);
}

START_TEST(target_18_at_sign_in_the_larger_quantity_stays)
{
	const char	*a = piece_new("Vase", 5), *b = piece_new("Bol", 5);
	const char	*c = piece_new("Cruche", 5), *d = piece_new("Plat", 5);
	const char	*lina;

	shop_sql("UPDATE product SET status = 'ACTIVE'");
	lina = shop_user("lina", "CUSTOMER", OURS);
	as_guest(GUEST);
	ck_assert_int_eq(adds(a, 7), SOUK_OK);
	ck_assert_int_eq(adds(b, 1), SOUK_OK);
	ck_assert_int_eq(adds(c, 4), SOUK_OK);
	ck_assert_int_eq(cart_does(CHANGES, NULL,
	    "{'email':'x@y.test','remind':true}"), SOUK_OK);
	merges(GUEST, lina);			/* she had none */
	looks();
	ck_assert_ptr_null(cart.id);
	shop_as(lina);
	ck_assert_int_eq(quantity_of(a), 7);
	ck_assert_ptr_null(cart.email);
	ck_assert(!cart.news);
	as_guest(OTHER);
	ck_assert_int_eq(adds(a, 3), SOUK_OK);
	ck_assert_int_eq(adds(b, 9), SOUK_OK);
	ck_assert_int_eq(adds(d, 2), SOUK_OK);
	merges(OTHER, lina);
	merges(OTHER, lina);			/* nothing more */
	shop_as(lina);
	ck_assert_int_eq(quantity_of(a), 7);
	ck_assert_int_eq(quantity_of(b), 9);
	ck_assert_int_eq(quantity_of(c), 4);
	ck_assert_int_eq(quantity_of(d), 2);
	ck_assert_uint_eq(cart.count, 4);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM cart").number, 1);
}
END_TEST

START_TEST(target_18_a_merge_keeps_the_bounds_and_sellers_apart)
{
	const char	*v = many_new(600), *theirs, *lina, *few;

	lina = shop_user("lina", "CUSTOMER", OURS);
	few = shop_user("few", "CUSTOMER", OURS);
	for (int i = 1; i <= 600; i++) {
		if (i <= 300)
			shop_as(lina);
		else
			as_guest(GUEST);
		ck_assert_int_eq(adds(arena_printf(store.arena, "var_%026d",
		    i), 1), SOUK_OK);
	}
	merges(GUEST, lina);
	shop_as(lina);
	looks();
	ck_assert_uint_eq(cart.count, 500);
	theirs = foreign_new();
	as_guest(OTHER);
	ck_assert_int_eq(adds(theirs, 1), SOUK_OK);
	merges(OTHER, lina);
	ck_assert_int_eq(quantity_of(theirs), 1);	/* the guest's still */
	shop_as(few);
	ck_assert_int_eq(adds(v, 1), SOUK_OK);
	ck_assert_int_eq(cart_does(REMOVES, line_of(v), "{}"), SOUK_OK);
	merges(OTHER, few);
	shop_as(few);
	ck_assert_int_eq(quantity_of(theirs), 1);
	ck_assert_str_eq(cart.brand_id, THEIRS);
}
END_TEST

/* ---- the rest of it ---------------------------------------------------------------- */

START_TEST(s1_ord_02_where_to_and_how_is_checked)
{
	static const struct { const char *json, *field; } bad[] = {
		{ "{'currency':'XXY'}", "currency" },
		{ "{'currency':null}", "currency" },
		{ "{'country':'XX'}", "country" },
		{ "{'country':'fr'}", "country" },
		{ "{'country':'FRA'}", "country" },
		{ "{'email':'nobody'}", "email" },
		{ "{'total':'1.00'}", "total" },
		{ "{'discount':'1.00'}", "discount" },
		{ "{'brandId':'" OURS "'}", "brandId" },
	};
	const char	*v = piece_new("Vase", 5);

	shop_sql("UPDATE product SET status = 'ACTIVE'");
	as_guest(GUEST);
	ck_assert_int_eq(cart_does(CHANGES, NULL, "{'country':'FR'}"),
	    SOUK_NOT_FOUND);
	ck_assert_int_eq(adds(v, 1), SOUK_OK);
	for (size_t i = 0; i < COUNT(bad); i++) {
		ck_assert_msg(cart_does(CHANGES, NULL, "%s", bad[i].json) ==
		    SOUK_INVALID, "%s", bad[i].json);
		ck_assert_str_eq(problem_field(0), bad[i].field);
	}
	ck_assert_int_eq(cart_does(CHANGES, NULL, "{'country':'MA',"
	    "'region':'Souss','postcode':'80000','currency':'MAD',"
	    "'email':'lina@shop.test','remind':true}"), SOUK_OK);
	looks();
	ck_assert_str_eq(cart.to.country, "MA");
	ck_assert_str_eq(cart.currency, "MAD");
	ck_assert_str_eq(cart.email, "lina@shop.test");
	ck_assert(cart.news);
	ck_assert_int_eq(cart.version, 3);
	ck_assert_int_eq(cart_does(CHANGES, NULL, "{'country':null}"),
	    SOUK_OK);
	looks();
	ck_assert_ptr_null(cart.to.country);
}
END_TEST

START_TEST(s1_ord_02_postcodes_are_as_each_country_writes_them)
{
	static const struct { const char *country, *code; bool taken; }
			 rows[] = {
		{ "FR", "75011", true }, { "FR", "7501", false },
		{ "FR", "75 011", true }, { "FR", "75011a", false },
		{ "GB", "SW1A 1AA", true }, { "GB", "sw1a1aa", true },
		{ "GB", "12345", false }, { "NL", "1012 AB", true },
		{ "NL", "1012", false }, { "US", "90210-1234", true },
		{ "US", "9021", false }, { "PL", "00-950", true },
		{ "AE", "whatever", true }, { "ZZ", "whatever", true },
		{ "IE", "D02 X285", true }, { "FR", "", false },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		ck_assert_msg(country_takes(rows[i].country, rows[i].code) ==
		    rows[i].taken, "%s %s", rows[i].country, rows[i].code);
	for (size_t i = 0; country_codes[i] != NULL; i++)
		ck_assert(country_is(country_codes[i]));
	ck_assert(!country_is("XX"));
	ck_assert(!country_is(""));
	ck_assert(!country_is("FRA"));
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		target_18_adding_makes_a_cart_and_a_secret_once,
		s1_ord_02_what_cannot_be_bought_is_refused_by_name,
		s1_ord_02_there_are_at_most_five_hundred_lines,
		z03_a_line_is_found_in_its_owners_cart_only,
		target_18_at_sign_in_the_larger_quantity_stays,
		target_18_a_merge_keeps_the_bounds_and_sellers_apart,
		s1_ord_02_where_to_and_how_is_checked,
		s1_ord_02_postcodes_are_as_each_country_writes_them,
	};

	return catalog_run("cart", tests, COUNT(tests));
}
