/* SPDX-License-Identifier: ISC */
#include "tests/unit/plans.h"

#define ACTIVE ",'status':'ACTIVE','images':[{'url':'/media/a.webp'}]"
#define NOBODY "prod_00000000000000000000000000"

static struct record	*of;
static const char	*shown[RELATED_SHOWN + 1];
static size_t		 count;

static enum outcome
related_step(struct act *act, void *arg)
{
	struct record		*row = record_new(act->arena,
				    &product_summary_fields);
	struct product_list	 list;
	enum outcome		 e;

	(void)arg;
	count = 0;
	if ((e = product_related(act, of, &list)) != SOUK_OK)
		return e;
	ck_assert_int_eq(list.rows == NULL, list.total == 0);
	while ((e = product_list_next(act, &list, row)) == SOUK_OK)
		shown[count++] = text_at(row, SUMMARY_ID);
	ck_assert_ptr_null(product_list_cursor(act, &list, row));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
show(const char *id)
{
	deed_ok(PRODUCT_READS, id, "{}");
	of = got;
	ck_assert_int_eq(db_tx(&store, DB_READ, related_step, NULL), SOUK_OK);
}

static const char *
priced(const char *cat, int price, const char *more)
{
	return product_new("Vase", cat, arena_printf(store.arena,
	    ",'basePrice':%d%s", price, more));
}

START_TEST(related_products_are_kept_in_their_order)
{
	const char	*cat = category_new("C", NULL), *a, *b, *c, *v;

	a = priced(cat, 1, "");
	b = priced(cat, 2, "");
	c = product_new("Trois", cat, arena_printf(store.arena,
	    ",'relatedIds':['%s','%s']", b, a));
	deed_ok(PRODUCT_READS, c, "{}");
	ck_assert_uint_eq(got->values[PRODUCT_RELATED].count, 2);
	ck_assert_str_eq(got->values[PRODUCT_RELATED].texts[0], b);
	ck_assert_str_eq(got->values[PRODUCT_RELATED].texts[1], a);
	deed_ok(PRODUCT_CHANGES, c, "{'name':'Autre nom'}");
	ck_assert_uint_eq(got->values[PRODUCT_RELATED].count, 2);
	deed_ok(PRODUCT_CHANGES, c, "{'relatedIds':['%s']}", a);
	ck_assert_uint_eq(got->values[PRODUCT_RELATED].count, 1);
	deed_refused(SOUK_INVALID, "relatedIds[0]", PRODUCT_CHANGES, c,
	    "{'relatedIds':['%s']}", c);
	deed_refused(SOUK_INVALID, "relatedIds[1]", PRODUCT_CHANGES, c,
	    "{'relatedIds':['%s','%s']}", a, a);
	deed_refused(SOUK_INVALID, "relatedIds[1]", PRODUCT_CHANGES, c,
	    "{'relatedIds':['%s','" NOBODY "']}", a);
	deed_refused(SOUK_INVALID, "relatedIds[0]", PRODUCT_CHANGES, c,
	    "{'relatedIds':['vase']}");
	deed_refused(SOUK_INVALID, "relatedIds", PRODUCT_CHANGES, c,
	    "{'relatedIds':null}");
	deed_refused(SOUK_INVALID, "relatedIds[0]", PRODUCT_CREATES, NULL,
	    "{'name':'Quatre','description':'" TEXT "','categoryId':'%s',"
	    "'relatedIds':['" NOBODY "']}", cat);
	/* What was refused changed nothing. */
	deed_ok(PRODUCT_READS, c, "{}");
	ck_assert_str_eq(got->values[PRODUCT_RELATED].texts[0], a);
	as_brand(THEIRS);
	v = priced(category_new("Leur", NULL), 5, "");
	as_brand(OURS);
	deed_refused(SOUK_DENIED, "relatedIds[0]", PRODUCT_CHANGES, c,
	    "{'relatedIds':['%s']}", v);
	deed_ok(PRODUCT_DELETES, a, "{}");
	deed_ok(PRODUCT_READS, c, "{}");
	ck_assert_uint_eq(got->values[PRODUCT_RELATED].count, 0);
}
END_TEST

START_TEST(beside_a_product_stand_the_chosen_then_the_nearest_in_price)
{
	const char	*cat = category_new("C", NULL), *far, *draft, *me;
	const char	*near[12];

	far = priced(category_new("Loin", NULL), 900, ACTIVE);
	draft = priced(cat, 50, "");
	for (int i = 0; i < 12; i++)	/* 10, 20 … 120 */
		near[i] = priced(cat, 10 * (i + 1), ACTIVE);
	me = priced(cat, 51, arena_printf(store.arena, ACTIVE
	    ",'relatedIds':['%s','%s','%s']", far, draft, near[9]));
	show(me);
	ck_assert_uint_eq(count, RELATED_SHOWN);
	ck_assert_str_eq(shown[0], far);	/* by hand, elsewhere too */
	ck_assert_str_eq(shown[1], near[9]);	/* the draft is not shown */
	ck_assert_str_eq(shown[2], near[4]);	/* 50 */
	ck_assert_str_eq(shown[3], near[5]);	/* 60 */
	ck_assert_str_eq(shown[4], near[3]);	/* 40 */
	ck_assert_str_eq(shown[5], near[6]);	/* 70 */
	ck_assert_str_eq(shown[6], near[2]);
	ck_assert_str_eq(shown[7], near[7]);
	/* At the ends of the prices, and of the same price. */
	show(near[0]);
	ck_assert_uint_eq(count, RELATED_SHOWN);
	ck_assert_str_eq(shown[0], near[1]);
	show(near[11]);
	ck_assert_str_eq(shown[0], near[10]);
	draft = priced(cat, 51, ACTIVE);
	show(me);
	ck_assert_str_eq(shown[2], draft);
	for (size_t i = 0; i < count; i++)
		ck_assert_str_ne(shown[i], me);
	show(far);
	ck_assert_uint_eq(count, 0);
	/* The nearest by hand stands once, and first. */
	deed_ok(PRODUCT_CHANGES, me, "{'relatedIds':['%s']}", draft);
	show(me);
	ck_assert_uint_eq(count, RELATED_SHOWN);
	ck_assert_str_eq(shown[0], draft);
	for (size_t i = 1; i < count; i++)
		ck_assert_str_ne(shown[i], draft);
}
END_TEST

/* Enough by hand: nothing else; never more than are shown. */
START_TEST(more_than_enough_by_hand_are_cut)
{
	const char	*cat = category_new("C", NULL), *list = "", *me;

	for (int i = 0; i < 12; i++)
		list = arena_printf(store.arena, "%s%s'%s'", list,
		    i == 0 ? "" : ",", priced(cat, 5, ACTIVE));
	me = priced(cat, 5, arena_printf(store.arena, ACTIVE
	    ",'relatedIds':[%s]", list));
	show(me);
	ck_assert_uint_eq(count, RELATED_SHOWN);
	for (size_t i = 0; i < count; i++)
		ck_assert_str_eq(shown[i],
		    of->values[PRODUCT_RELATED].texts[i]);
}
END_TEST

/* ---- number 4: by SKU and barcode --------------------------------------- */

START_TEST(target_04_a_barcode_has_its_check_digit)
{
	static const struct { const char *given, *stored; } t[] = {
		{ "96385074", "96385074" }, { "036000291452",
		    "036000291452" },
		{ "4006381333931", "4006381333931" },
		{ "978-2-07-061275-8", "9782070612758" },
		{ " 4 006381 333931 ", "4006381333931" },
		{ "10614141000415", "10614141000415" },
		{ "96385075", NULL }, { "036000291453", NULL },
		{ "4006381333932", NULL }, { "4006381339331", NULL },
		{ "10614141000416", NULL }, { "1234567", NULL },
		{ "123456789", NULL }, { "0", NULL }, { "-", NULL },
		{ "400638133393X", NULL }, { "٤٠٠٦٣٨١٣٣٣٩٣١", NULL },
		{ "000000000000000", NULL },
	};
	const char	*id = product_new("Vase", category_new("C", NULL), "");

	for (size_t i = 0; i < COUNT(t); i++) {
		if (t[i].stored == NULL) {
			deed_refused(SOUK_INVALID, "variations[0].barcode",
			    PRODUCT_CHANGES, id,
			    "{'variations':[{'barcode':'%s'}]}", t[i].given);
			ck_assert_str_eq(store.problem.fields[0].message->code,
			    "BARCODE");
			continue;
		}
		deed_ok(PRODUCT_CHANGES, id,
		    "{'variations':[{'barcode':'%s','weight':250,"
		    "'lowStockAt':0}]}", t[i].given);
		ck_assert_str_eq(text_at(item_at(got, PRODUCT_VARIATIONS, 0),
		    VARIATION_BARCODE), t[i].stored);
	}
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'barcode':null}]}");
	deed_ok(PRODUCT_CHANGES, id, "{'variations':[{'stock':2}]}");
	ck_assert_int_eq(num_at(item_at(got, PRODUCT_VARIATIONS, 0),
	    VARIATION_WEIGHT), 250);
}
END_TEST

static void
indexed_step(const char *sql, const char *step, void *seen)
{
	/* The rows of a page, once they were found, are scanned. */
	ck_assert_msg((strncmp(step, "SCAN p", 6) != 0 ||
	    strstr(sql, "FROM (SELECT") != NULL) &&
	    strncmp(step, "SCAN v", 6) != 0, "%s: %s", step, sql);
	if (strstr(step, "SEARCH p USING INDEX sqlite_autoindex_product_1"))
		((bool *)seen)[2] = true;
	if (strstr(step, "product_variation_sku") != NULL)
		((bool *)seen)[0] = true;
	if (strstr(step, "product_variation_barcode") != NULL)
		((bool *)seen)[1] = true;
}

START_TEST(target_04_sku_and_barcode_are_looked_up_in_an_index)
{
	static const struct { int field; const char *text; int64_t found; } t[]
	= {
		{ FILTER_SKU, "A", 1 }, { FILTER_SKU, "a", 0 },
		{ FILTER_BARCODE, "4006381333931", 2 },
		{ FILTER_BARCODE, "400-6381-333931", 2 },
		{ FILTER_BARCODE, "96385074", 0 },
		{ FILTER_BARCODE, "4006381", 0 },
	};
	const char	*cat = category_new("C", NULL);
	bool		 seen[3] = { false };

	product_new("Premier", cat, ",'variations':[{'sku':'A',"
	    "'barcode':'4006381333931'}]");
	product_new("Deux", cat, ",'variations':[{'barcode':'4006381333931'}]");
	as_brand(THEIRS);
	product_new("Leur", category_new("L", NULL), ",'variations':["
	    "{'sku':'A','barcode':'4006381333931'}]");
	as_brand(OURS);
	plans_begin();
	for (size_t i = 0; i < COUNT(t); i++) {
		struct record	*f = record_new(store.arena,
				    &product_filter_admin);
		struct page	 page = { .filter = f };

		record_set_text(f, t[i].field, t[i].text);
		ck_assert_int_eq(page_try(&page), SOUK_OK);
		ck_assert_int_eq(page.total, t[i].found);
		ck_assert_uint_eq(page.count, (size_t)t[i].found);
	}
	ck_assert_int_gt(plans_each("FROM product p", indexed_step, seen), 1);
	plans_end();
	ck_assert(seen[0]);
	ck_assert(seen[1]);
	ck_assert(seen[2]);
}
END_TEST

static void
near_step(const char *sql, const char *step, void *seen)
{
	ck_assert_msg(strncmp(step, "SCAN p", 6) != 0 || step[6] == 'a',
	    "%s: %s", step, sql);
	if (strstr(step, "product_category_price (category_id=? AND status=?"
	    " AND (price_from,id)") != NULL)
		++*(int *)seen;
}

static void
feed_step(const char *sql, const char *step, void *seen)
{
	ck_assert_msg(plan_parent != 0 ||
	    strcmp(step, "USE TEMP B-TREE FOR ORDER BY") != 0, "%s: %s", step,
	    sql);
	if (strstr(step, "SEARCH p USING INDEX product_created") != NULL)
		*(bool *)seen = true;
}

static enum outcome
rows_step(struct act *act, void *arg)
{
	struct feed_row	 row;
	struct stmt	*rows;
	enum outcome	 e;

	if ((e = feed_open(act, &rows)) != SOUK_OK)
		return e;
	while ((e = feed_next(rows, &row)) == SOUK_OK)
		++*(int *)arg;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* What is sorted as a whole would be held as a whole. */
START_TEST(the_feed_is_read_in_the_order_of_an_index)
{
	bool	 seen = false;
	int	 n = 0;

	plans_begin();
	priced(category_new("C", NULL), 5, ACTIVE);
	ck_assert_int_eq(db_tx(&store, DB_READ, rows_step, &n), SOUK_OK);
	ck_assert_int_eq(n, 1);
	ck_assert_int_eq(plans_each("CROSS JOIN product_variation v",
	    feed_step, &seen), 1);
	plans_end();
	ck_assert(seen);
}
END_TEST

START_TEST(the_nearest_in_price_are_found_by_an_index)
{
	int	 seen = 0;

	plans_begin();
	show(priced(category_new("C", NULL), 5, ACTIVE));
	ck_assert_int_eq(plans_each("WITH above", near_step, &seen), 1);
	plans_end();
	ck_assert_int_eq(seen, 2);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		related_products_are_kept_in_their_order,
		beside_a_product_stand_the_chosen_then_the_nearest_in_price,
		more_than_enough_by_hand_are_cut,
		target_04_a_barcode_has_its_check_digit,
		target_04_sku_and_barcode_are_looked_up_in_an_index,
		the_nearest_in_price_are_found_by_an_index,
		the_feed_is_read_in_the_order_of_an_index,
	};

	return catalog_run("related", tests, COUNT(tests));
}
