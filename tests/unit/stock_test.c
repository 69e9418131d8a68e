/* SPDX-License-Identifier: ISC */
/* Stock by place: moves, edits, places and the ledger. */
#include "tests/unit/stock_shop.h"

static void
stock_close(void)
{
	stock_is_sound();
	shop_close();
}

/* ---- moving --------------------------------------------------------------- */

START_TEST(target_08_what_comes_and_goes_is_in_the_ledger)
{
	const char	*v = piece_new("Vase", 5), *p = default_place();

	ck_assert_int_eq(moved(v, "opening"), 5);
	ck_assert_int_eq(sell(v, NULL, 2), SOUK_OK);
	ck_assert_int_eq(receive(v, p, 7), SOUK_OK);
	ck_assert_int_eq(stock_of(v), 10);
	ck_assert_int_eq(level_of(v, p), 10);
	ck_assert_int_eq(moved(v, "sold"), -2);
	ck_assert_int_eq(moved(v, "received"), 7);
	ck_assert_int_eq(shop_sql("SELECT quantity FROM stock_movement"
	    " WHERE variation_id = '%s' AND reason = 'received'", v).number,
	    10);
	ck_assert_int_eq(shop_sql("SELECT stock FROM product").number, 10);
}
END_TEST

START_TEST(target_08_too_little_is_refused_with_what_is_left)
{
	const char	*v = piece_new("Vase", 3), *p = default_place();
	const char	*other = place_new("Cave");

	ck_assert_int_eq(sell(v, p, 4), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "OUT_OF_STOCK");
	ck_assert_int_eq(store.problem.numbers[0], 3);
	ck_assert_int_eq(shortage.left, 3);
	ck_assert_str_eq(shortage.variation_id, v);
	ck_assert_int_eq(sell(v, other, 1), SOUK_CONFLICT);
	ck_assert_int_eq(shortage.left, 0);
	ck_assert_int_eq(receive(v, other, 2), SOUK_OK);
	ck_assert_int_eq(sell(v, NULL, 6), SOUK_CONFLICT);
	ck_assert_int_eq(shortage.left, 5);
	ck_assert_int_eq(sell(v, NULL, 4), SOUK_OK);	/* from both */
	ck_assert_int_eq(level_of(v, p), 0);
	ck_assert_int_eq(level_of(v, other), 1);
	ck_assert_int_eq(stock_of(v), 1);
}
END_TEST

START_TEST(target_08_all_lines_move_or_none)
{
	const char	*a = piece_new("Vase", 5), *b = piece_new("Bol", 1);
	const struct stock_line	 lines[] = {
		{ b, NULL, -1 }, { a, NULL, -2 }, { b, NULL, -1 },
	};
	const struct stock_line	 sums[] = {
		{ a, NULL, -3 }, { b, NULL, -1 }, { a, NULL, -2 },
	};

	ck_assert_int_eq(lines_move("sold", lines, 3), SOUK_CONFLICT);
	ck_assert_str_eq(shortage.variation_id, b);
	ck_assert_int_eq(shortage.left, 1);
	ck_assert_int_eq(stock_of(a), 5);
	ck_assert_int_eq(stock_of(b), 1);
	ck_assert_int_eq(lines_move("sold", sums, 3), SOUK_OK);
	ck_assert_int_eq(stock_of(a), 0);
	ck_assert_int_eq(stock_of(b), 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM stock_movement"
	    " WHERE reason = 'sold'").number, 2);
}
END_TEST

/* A module that goes on after a refusal keeps nothing of it. */
static enum outcome
refused_and_committed(struct act *act, void *arg)
{
	struct stock_line	*lines = arg;
	const struct stock_move	 move = { .reason = "sold", .lines = lines,
				    .count = 2 };

	ck_assert_int_eq(stock_move(act, &move, NULL), SOUK_CONFLICT);
	return SOUK_OK;
}

START_TEST(target_08_a_refused_move_leaves_nothing_in_the_transaction)
{
	const char		*a = piece_new("Vase", 5);
	const char		*b = piece_new("Bol", 1);
	struct stock_line	 lines[] = { { a, NULL, -2 }, { b, NULL, -9 } };

	ck_assert_int_eq(db_tx(&store, DB_WRITE, refused_and_committed,
	    lines), SOUK_OK);
	ck_assert_int_eq(stock_of(a), 5);
	ck_assert_int_eq(moved(a, "sold"), 0);
}
END_TEST

START_TEST(target_08_what_is_not_there_cannot_move)
{
	const char	*v = piece_new("Vase", 5), *theirs;

	ck_assert_int_eq(sell("var_00000000000000000000000000", NULL, 1),
	    SOUK_NOT_FOUND);
	ck_assert_int_eq(sell(v, "place_00000000000000000000000000", 1),
	    SOUK_NOT_FOUND);
	as_brand(THEIRS);
	theirs = place_new("Chez eux");
	ck_assert_int_eq(receive(v, theirs, 1), SOUK_NOT_FOUND);
	ck_assert_int_eq(sell(v, NULL, 0), SOUK_OK);
	ck_assert_int_eq(lines_move("sold", NULL, 0), SOUK_OK);
	ck_assert_int_eq(stock_of(v), 5);
}
END_TEST

START_TEST(target_08_there_is_a_bound_to_everything)
{
	const char	*v = piece_new("Vase", 5);
	const struct stock_line	 twice[] = {
		{ v, NULL, STOCK_MAX }, { v, NULL, STOCK_MAX },
	};

	ck_assert_int_eq(receive(v, NULL, STOCK_MAX), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "TOO_MUCH_STOCK");
	ck_assert_int_eq(receive(v, NULL, INT64_MAX), SOUK_CONFLICT);
	ck_assert_int_eq(sell(v, NULL, INT64_MAX), SOUK_CONFLICT);
	ck_assert_int_eq(lines_move("received", twice, 2), SOUK_CONFLICT);
	ck_assert_int_eq(receive(v, NULL, STOCK_MAX - 5), SOUK_OK);
	ck_assert_int_eq(stock_of(v), STOCK_MAX);
	ck_assert_int_eq(shop_sql("SELECT stock FROM product").number,
	    STOCK_MAX);
}
END_TEST

START_TEST(target_08_a_transfer_moves_nothing_in_sum)
{
	const char		*v = piece_new("Vase", 3);
	const char		*p = default_place();
	const char		*other = place_new("Cave");
	const struct stock_line	 lines[] = { { v, p, -3 }, { v, other, 3 } };

	ck_assert_int_eq(lines_move("transfer", lines, 2), SOUK_OK);
	ck_assert_int_eq(stock_of(v), 3);
	ck_assert_int_eq(level_of(v, p), 0);
	ck_assert_int_eq(level_of(v, other), 3);
	ck_assert_int_eq(open_notices(v), 0);	/* never ran low */
	ck_assert_int_eq(lines_move("transfer", lines, 2), SOUK_CONFLICT);
	ck_assert_int_eq(shortage.left, 0);
}
END_TEST

/* ---- places --------------------------------------------------------------- */

START_TEST(target_08_the_first_place_is_the_default)
{
	const char	*first = place_new("Boutique"), *second;

	ck_assert_int_eq(num_at(got, PLACE_DEFAULT), 1);
	ck_assert_str_eq(default_place(), first);
	second = place_new("Cave");
	ck_assert_int_eq(num_at(got, PLACE_DEFAULT), 0);
	ck_assert_int_eq(place_edit(second, NULL, PLACE_DEFAULT, 1), SOUK_OK);
	ck_assert_str_eq(default_place(), second);
	ck_assert_int_eq(place_edit(second, NULL, PLACE_DEFAULT, 0),
	    SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "PLACE_DEFAULT");
	ck_assert_int_eq(place_edit(second, NULL, PLACE_ACTIVE, 0),
	    SOUK_CONFLICT);
	ck_assert_int_eq(place_drop(second), SOUK_CONFLICT);
	ck_assert_int_eq(place_edit(first, NULL, PLACE_ACTIVE, 0), SOUK_OK);
	ck_assert_int_eq(place_edit(first, NULL, PLACE_DEFAULT, 1),
	    SOUK_CONFLICT);
	ck_assert_int_eq(place_edit(first, NULL, PLACE_DEFAULT, 1,
	    PLACE_ACTIVE, 1), SOUK_OK);
	ck_assert_int_eq(place_drop(second), SOUK_OK);
	ck_assert_int_eq(place_drop(second), SOUK_NOT_FOUND);
}
END_TEST

START_TEST(target_08_the_place_made_by_itself_is_the_migrations)
{
	ck_assert_str_eq(default_place(), "place_ours");
	ck_assert_str_eq(default_place(), "place_ours");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM place").number, 1);
	ck_assert_int_eq(place_add("Stock", PLACE_POSITION, 1),
	    SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "PLACE_TAKEN");
	ck_assert_str_eq(problem_field(0), "name");
}
END_TEST

START_TEST(target_08_a_closed_place_takes_nothing_but_gives)
{
	const char	*v = piece_new("Vase", 3);
	const char	*other = place_new("Cave");

	ck_assert_int_eq(receive(v, other, 2), SOUK_OK);
	ck_assert_int_eq(place_edit(other, NULL, PLACE_ACTIVE, 0), SOUK_OK);
	ck_assert_int_eq(receive(v, other, 1), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "PLACE_INACTIVE");
	ck_assert_int_eq(sell(v, other, 1), SOUK_OK);
	ck_assert_int_eq(sell(v, NULL, 4), SOUK_OK);
	ck_assert_int_eq(stock_of(v), 0);
	ck_assert_int_eq(place_drop(other), SOUK_CONFLICT);
	ck_assert_str_eq(shop_code(), "PLACE_USED");
}
END_TEST

START_TEST(s0_gen_08_another_brands_place_is_refused)
{
	const char	*ours = place_new("Cave");

	as_brand(THEIRS);
	ck_assert_int_eq(place_edit(ours, "Prise", PLACE_ACTIVE, 1),
	    SOUK_DENIED);
	ck_assert_int_eq(place_drop(ours), SOUK_DENIED);
	ck_assert_int_eq(place_add("Cave", PLACE_POSITION, 1), SOUK_OK);
	ck_assert_str_eq(default_place(), text_at(got, PLACE_ID));
}
END_TEST

/* ---- through the product ---------------------------------------------------- */

START_TEST(target_08_an_edit_of_stock_is_a_movement_at_the_default_place)
{
	const char	*id, *v, *p;

	id = product_new("Vase", category_new("C", NULL),
	    ",'variations':[{'stock':5}]");
	v = variation_of(0);
	p = default_place();
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'id':'%s','stock':8}]}",
	    v);
	ck_assert_int_eq(moved(v, "edit"), 3);
	ck_assert_int_eq(level_of(v, p), 8);
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'id':'%s','stock':8}]}",
	    v);
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'id':'%s'}]}", v);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM stock_movement")
	    .number, 2);
	ck_assert_int_eq(num_at(item_at(got, PRODUCT_VARIATIONS, 0),
	    VARIATION_STOCK), 8);
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'id':'%s','stock':0}]}",
	    v);
	ck_assert_int_eq(level_of(v, p), 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM stock_movement WHERE"
	    " user_id = 'user_of_tests'").number, 3);
}
END_TEST

START_TEST(target_08_an_edit_takes_from_the_default_place_only)
{
	const char	*id, *v, *other;

	id = product_new("Vase", category_new("C", NULL),
	    ",'variations':[{'stock':2}]");
	v = variation_of(0);
	other = place_new("Cave");
	ck_assert_int_eq(receive(v, other, 9), SOUK_OK);
	deed_refused(SOUK_CONFLICT, "variations[0].stock", PRODUCT_CHANGES,
	    id, "{'variations':[{'id':'%s','stock':8}]}", v);
	ck_assert_str_eq(shop_code(), "STOCK_ELSEWHERE");
	ck_assert_int_eq(store.problem.fields[0].numbers[0], 2);
	ck_assert_int_eq(stock_of(v), 11);
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'id':'%s','stock':9}]}",
	    v);
	ck_assert_int_eq(level_of(v, "place_ours"), 0);
}
END_TEST

START_TEST(target_08_new_variations_without_stock_cost_no_movement)
{
	product_new("Vase", category_new("C", NULL),
	    ",'variations':[{'value':'S','name':'T'},"
	    "{'value':'M','name':'T','stock':4}]");
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM stock_movement")
	    .number, 1);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM stock_level")
	    .number, 1);
}
END_TEST

/* The ledger outlives them, and comes to nothing. */
START_TEST(target_08_what_is_deleted_leaves_the_ledger_at_nothing)
{
	const char	*id, *v, *w, *other;

	id = product_new("Vase", category_new("C", NULL),
	    ",'variations':[{'name':'T','value':'S','stock':3},"
	    "{'name':'T','value':'M','stock':4}]");
	v = variation_of(0);
	w = variation_of(1);
	other = place_new("Cave");
	ck_assert_int_eq(receive(v, other, 2), SOUK_OK);
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'id':'%s'}]}", w);
	ck_assert_int_eq(shop_sql("SELECT sum(change) FROM stock_movement"
	    " WHERE variation_id = '%s'", v).number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM stock_movement"
	    " WHERE variation_id = '%s'", v).number, 4);
	stock_is_sound();
	ck_assert_int_eq(deed_try(PRODUCT_DELETES, id, NULL), SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT sum(change) FROM stock_movement"
	    " WHERE variation_id = '%s'", w).number, 0);
	ck_assert_int_eq(shop_sql("SELECT count(*) FROM stock_level")
	    .number, 0);
}
END_TEST

START_TEST(target_08_a_variation_that_is_not_sold_does_not_count)
{
	const char	*id, *v;

	id = product_new("Vase", category_new("C", NULL),
	    ",'variations':[{'name':'T','value':'S','stock':3},"
	    "{'name':'T','value':'M','stock':4}]");
	v = variation_of(0);
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'id':'%s',"
	    "'isActive':false},{'id':'%s'}]}", v, variation_of(1));
	ck_assert_int_eq(shop_sql("SELECT stock FROM product").number, 4);
	ck_assert_int_eq(receive(v, NULL, 2), SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT stock FROM product").number, 4);
	ck_assert_int_eq(stock_of(v), 5);
}
END_TEST

/* Collections that go by stock follow a sale, and an edit counts once. */
START_TEST(target_08_collections_by_stock_follow)
{
	static const char	 members[] = "SELECT products FROM collection"
	    " WHERE id = 'coll_few' AND products = (SELECT count(*) FROM"
	    " collection_product m JOIN product p ON p.id = m.product_id"
	    " WHERE p.status = 'ACTIVE')";
	const char		*id, *v;

	shop_sql("INSERT INTO collection (id, brand_id, kind, created_at,"
	    " updated_at) VALUES ('coll_few', '" OURS "', 'rules', 1, 1)");
	shop_sql("INSERT INTO collection_rule (collection_id, position,"
	    " field, relation, value)"
	    " VALUES ('coll_few', 0, 'stock', 'less', '3')");
	id = product_new("Vase", category_new("C", NULL), ",'basePrice':9,"
	    "'status':'ACTIVE','images':[{'url':'/1'}],"
	    "'variations':[{'stock':4}]");
	v = variation_of(0);
	ck_assert_int_eq(shop_sql_run(members).number, 0);
	ck_assert_int_eq(sell(v, NULL, 2), SOUK_OK);
	ck_assert_int_eq(shop_sql_run(members).number, 1);
	ck_assert_int_eq(receive(v, NULL, 9), SOUK_OK);
	ck_assert_int_eq(shop_sql("SELECT products FROM collection").number,
	    0);
	deed_ok(PRODUCT_CHANGES, id, "{'status':'DRAFT'}");
	deed_ok(PRODUCT_CHANGES, id, "{'status':'ACTIVE','variations':"
	    "[{'id':'%s','stock':1}]}", v);
	ck_assert_int_eq(shop_sql_run(members).number, 1);
	ck_assert_int_eq(shop_sql("SELECT products FROM collection").number,
	    1);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		target_08_what_comes_and_goes_is_in_the_ledger,
		target_08_too_little_is_refused_with_what_is_left,
		target_08_all_lines_move_or_none,
		target_08_a_refused_move_leaves_nothing_in_the_transaction,
		target_08_what_is_not_there_cannot_move,
		target_08_there_is_a_bound_to_everything,
		target_08_a_transfer_moves_nothing_in_sum,
		target_08_the_first_place_is_the_default,
		target_08_the_place_made_by_itself_is_the_migrations,
		target_08_a_closed_place_takes_nothing_but_gives,
		s0_gen_08_another_brands_place_is_refused,
		target_08_an_edit_of_stock_is_a_movement_at_the_default_place,
		target_08_an_edit_takes_from_the_default_place_only,
		target_08_new_variations_without_stock_cost_no_movement,
		target_08_what_is_deleted_leaves_the_ledger_at_nothing,
		target_08_a_variation_that_is_not_sold_does_not_count,
		target_08_collections_by_stock_follow,
	};

	return catalog_run_closing("stock", tests, COUNT(tests), stock_close);
}
