/* SPDX-License-Identifier: ISC */
/* S3-BULK-02: what an edit of many products would do, before it does it. */
#include "tests/unit/bulk_shop.h"
#include "tests/suite.h"

static const struct value *
look(const char *json)
{
	struct record	*request, *preview;

	ck_assert_int_eq(request_read(json, &request), SOUK_OK);
	ck_assert_int_eq(bulk_edit_preview(&store, request, &preview),
	    SOUK_OK);
	return preview->values;
}

/* "total/changed/unchanged/rejected" */
static const char *
look_tally(const struct value *v)
{
	return arena_printf(store.arena, "%d/%d/%d/%d",
	    (int)v[BULK_EDIT_TOTAL].num, (int)v[BULK_EDIT_CHANGED].num,
	    (int)v[BULK_EDIT_UNCHANGED].num, (int)v[BULK_EDIT_REJECTED].num);
}

START_TEST(s3_bulk_02_a_dry_run_tells_all_and_writes_nothing)
{
	struct record	*request, *preview;
	const struct value *v, *item;
	int		 i;

	for (i = 0; i < 120; i++)
		product_new(arena_printf(store.arena, "Vase %d", i), vases,
		    i % 4 == 3 ? "" : i % 4 == 2 ? ",'basePrice':20" :
		    ",'basePrice':10");
	ck_assert_int_eq(request_read("{" CHANGE("basePrice", "multiply",
	    "50") ",'dryRun':true}", &request), SOUK_OK);
	ck_assert_int_eq(bulk_edit_preview(&store, request, &preview),
	    SOUK_OK);
	v = preview->values;
	ck_assert_int_eq(v[BULK_EDIT_TOTAL].num, 120);
	ck_assert_int_eq(v[BULK_EDIT_CHANGED].num, 90);
	ck_assert_int_eq(v[BULK_EDIT_UNCHANGED].num, 0);
	ck_assert_int_eq(v[BULK_EDIT_REJECTED].num, 30);
	ck_assert_uint_eq(v[BULK_EDIT_ITEMS].count, 50);
	for (i = 0; i < 50; i++) {
		item = v[BULK_EDIT_ITEMS].items[i].values;
		ck_assert_uint_gt(strlen(item[BULK_ITEM_NAME].text), 4);
		if (strcmp(item[BULK_ITEM_STATE].text, "rejected") == 0) {
			ck_assert_str_eq(item[BULK_ITEM_CODE].text,
			    "NEEDS_PRICE");
			ck_assert_str_eq(item[BULK_ITEM_MESSAGE].text,
			    "A price is needed.");
			continue;
		}
		ck_assert_str_eq(item[BULK_ITEM_STATE].text, "done");
		ck_assert_ptr_nonnull(strstr(item[BULK_ITEM_AFTER].text,
		    strstr(item[BULK_ITEM_BEFORE].text, "20.00") ? "10.00" :
		    "5.00"));
	}
	want_sql("SELECT count(*) FROM product WHERE version > 1", "0");
	want_sql("SELECT count(*) FROM bulk_edit", "0");
	want_sql("SELECT count(*) FROM audit_log"
	    " WHERE action = 'update_product'", "0");
}
END_TEST

/* Also what only the rules of a product tell. */
START_TEST(a_dry_run_finds_what_a_rule_refuses)
{
	struct record	*request, *preview;

	product_new("Vase nu", vases, ",'basePrice':10");
	ck_assert_int_eq(request_read("{" CHANGE("status", "set", "'ACTIVE'")
	    "}", &request), SOUK_OK);
	ck_assert_int_eq(bulk_edit_preview(&store, request, &preview),
	    SOUK_OK);
	ck_assert_int_eq(preview->values[BULK_EDIT_REJECTED].num, 1);
	ck_assert_str_eq(preview->values[BULK_EDIT_ITEMS].items[0]
	    .values[BULK_ITEM_CODE].text, "NEEDS_IMAGE");
}
END_TEST

/* An id that is named twice is one product; one that is gone is told. */
START_TEST(s3_bulk_02_a_dry_run_takes_ids_once_each)
{
	const char		*first = product_new("Vase un", vases,
				    ",'basePrice':10");
	const char		*second = product_new("Vase deux", vases,
				    ",'basePrice':20");
	const struct value	*v;

	v = look(arena_printf(store.arena, "{'ids':['%s','%s','%s',"
	    "'prod_01h455vb4pex5vsknk084sn02q'],'dryRun':true,'changes':["
	    "{'field':'basePrice','operation':'set','value':20}]}",
	    first, second, first));
	ck_assert_str_eq(look_tally(v), "3/1/1/1");
	ck_assert_uint_eq(v[BULK_EDIT_ITEMS].count, 3);
	ck_assert_str_eq(v[BULK_EDIT_ITEMS].items[2].values[BULK_ITEM_CODE]
	    .text, "NO_PRODUCT");
	want_sql("SELECT count(*) FROM product WHERE version > 1", "0");
}
END_TEST

/*
 * The first thousand are tried and rolled back; whoever comes behind them is
 * looked at only, and counted alike.
 */
START_TEST(s3_bulk_02_a_dry_run_counts_those_behind_the_thousandth)
{
	const struct value	*v;
	int			 i;

	for (i = 0; i < 1100; i++)
		product_new(arena_printf(store.arena, "Vase %d", i), vases,
		    i % 11 == 0 ? "" : i % 11 == 1 ? ",'basePrice':20" :
		    ",'basePrice':10");
	v = look("{" CHANGE("basePrice", "add", "0.5") ",'dryRun':true}");
	ck_assert_str_eq(look_tally(v), "1100/1000/0/100");
	ck_assert_uint_eq(v[BULK_EDIT_ITEMS].count, 50);
	v = look("{" CHANGE("basePrice", "set", "20") ",'dryRun':true}");
	ck_assert_str_eq(look_tally(v), "1100/1000/100/0");
	want_sql("SELECT count(*) FROM product WHERE version > 1", "0");
	want_sql("SELECT count(*) FROM bulk_edit", "0");
}
END_TEST

int
main(void)
{
	const TTest *const	 tests[] = {
		s3_bulk_02_a_dry_run_tells_all_and_writes_nothing,
		a_dry_run_finds_what_a_rule_refuses,
		s3_bulk_02_a_dry_run_takes_ids_once_each,
		s3_bulk_02_a_dry_run_counts_those_behind_the_thousandth,
	};
	const struct suite	 suite = { "bulk preview", bulk_open,
	    import_shop_close, true, 120 };

	return suite_of(&suite, tests, sizeof(tests) / sizeof(tests[0]));
}
