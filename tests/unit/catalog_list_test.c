/* SPDX-License-Identifier: ISC */
#include "tests/unit/plans.h"

/*
 * Every filter with every sort, page by page and cursor by cursor, against a
 * list that the test itself keeps; and the plans of all statements.
 */
#define PRODUCTS	60
#define LIMIT		7

static struct thing {
	const char	*id, *category;
	int64_t		 created, price;
	bool		 active, featured, new;
} things[PRODUCTS];
static const char	*top, *leaf, *other;

/* Several share a time and a price, so that ids decide. */
static void
stock_up(void)
{
	int	 i;

	top = category_new("Haut", NULL);
	leaf = category_new("Feuille", top);
	other = category_new("Autre", NULL);
	for (i = 0; i < PRODUCTS; i++) {
		struct thing	*t = &things[i];

		store.now = STORE_NOW + i / 2 * 1000;
		*t = (struct thing){
			.category = i % 5 == 0 ? top : i % 3 == 0 ? leaf :
			    other,
			.created = store.now, .price = 100 * (1 + i * 7 % 20),
			.active = i % 11 != 0, .featured = i % 4 == 0,
			.new = i % 6 == 0,
		};
		t->id = product_new("Article", t->category, arena_printf(
		    store.arena, ",'images':[{'url':'/a'}],'basePrice':%d,"
		    "'status':'%s','isFeatured':%s,'isNew':%s",
		    (int)t->price / 100, t->active ? "ACTIVE" : "DRAFT",
		    t->featured ? "true" : "false", t->new ? "true" :
		    "false"));
	}
	shop_sql("UPDATE product SET updated_at = updated_at + 5000"
	    " WHERE is_new = 1");
}

/* ---- what is asked for ------------------------------------------------ */

struct question {
	int	 category, featured, new, min, max, sort; /* 0: not given */
};

static const char *const sorts[] = { "newest", "oldest", "price_asc",
	"price_desc", "featured" };

static const struct record *
filter_of(const struct question *q)
{
	struct record	*f = record_new(store.arena, &product_filter_public);

	if (q->category == 1)
		record_set_text(f, FILTER_CATEGORY, "haut");
	if (q->category == 2)
		record_set_text(f, FILTER_CATEGORY, leaf);
	if (q->featured != 0)
		record_set_int(f, FILTER_FEATURED, q->featured == 1);
	if (q->new != 0)
		record_set_int(f, FILTER_NEW, q->new == 1);
	if (q->min != 0)
		record_set_int(f, FILTER_MIN_PRICE, 600);
	if (q->max != 0)
		record_set_int(f, FILTER_MAX_PRICE, 1500);
	record_set_text(f, FILTER_SORT, sorts[q->sort]);
	return f;
}

static bool
is_wanted(const struct question *q, const struct thing *t)
{
	return t->active &&
	    (q->category != 1 || t->category == top || t->category == leaf) &&
	    (q->category != 2 || t->category == leaf) &&
	    (q->featured == 0 || t->featured == (q->featured == 1)) &&
	    (q->new == 0 || t->new == (q->new == 1)) &&
	    (q->min == 0 || t->price >= 600) &&
	    (q->max == 0 || t->price <= 1500);
}

static int	by;	/* of qsort */

static int
compare(const void *x, const void *y)
{
	const struct thing	*a = x, *b = y;
	const int64_t		 keys[][2] = {
		{ b->created, a->created }, { a->created, b->created },
		{ a->price, b->price }, { b->price, a->price },
		{ b->created, a->created },
	};
	const bool		 down = by != 1 && by != 2;

	if (by == 4 && a->featured != b->featured)
		return b->featured - a->featured;
	if (keys[by][0] != keys[by][1])
		return keys[by][0] < keys[by][1] ? -1 : 1;
	return down ? strcmp(b->id, a->id) : strcmp(a->id, b->id);
}

/* ---- what comes out --------------------------------------------------- */

static void
question_check(const struct question *q)
{
	struct thing	 want[PRODUCTS];
	struct page	 p = { .filter = filter_of(q), .public = true,
			    .query = { .limit = LIMIT, .page = 1 } };
	const char	*cursor = NULL;
	size_t		 n = 0, at;

	for (size_t i = 0; i < PRODUCTS; i++)
		if (is_wanted(q, &things[i]))
			want[n++] = things[i];
	by = q->sort;
	qsort(want, n, sizeof(want[0]), compare);
	for (int way = 0; way < 2; way++) {
		p.query.page = 1;
		p.query.cursor = NULL;
		for (at = 0; at <= n; p.query.page++) {
			ck_assert_int_eq(page_try(&p), SOUK_OK);
			ck_assert_int_eq(p.total, n);
			ck_assert_uint_eq(p.count, n - at < LIMIT ? n - at :
			    LIMIT);
			for (size_t i = 0; i < p.count; i++)
				ck_assert_str_eq(p.ids[i], want[at + i].id);
			at += p.count;
			ck_assert_int_eq(p.next != NULL, at < n);
			if (p.count < LIMIT)
				break;
			cursor = p.next;
			if (way == 1 && cursor == NULL)
				break;
			if (way == 1)
				p.query.cursor = cursor;
		}
		ck_assert_uint_eq(at, n);
	}
}

/* S0-GEN-07, S1-PERF-03, S4-PERF-06 too */
START_TEST(s3_api_16_every_filter_and_sort_is_exact_by_page_and_cursor)
{
	struct question	 q;

	stock_up();
	for (q.category = 0; q.category < 3; q.category++)
	for (q.featured = 0; q.featured < 3; q.featured++)
	for (q.new = 0; q.new < 2; q.new++)
	for (q.min = 0; q.min < 2; q.min++)
	for (q.max = 0; q.max < 2; q.max++)
	for (q.sort = 0; q.sort < (int)COUNT(sorts); q.sort++)
		question_check(&q);
}
END_TEST

START_TEST(a_row_shows_what_a_card_needs)
{
	struct page	 p = { .public = true,
			    .filter = record_new(store.arena,
			    &product_filter_public) };
	const char	*cat = category_new("Vases", NULL);

	product_new("Vase", cat, ",'status':'ACTIVE','basePrice':9.9,"
	    "'images':[{'url':'/1'},{'url':'/2','altText':'Bleu',"
	    "'isPrimary':true}],'variations':[{'stock':4}],"
	    "'translations':[{'locale':'ar','name':'مزهرية','description':'"
	    TEXT "'}]");
	store.locale = LOCALE_AR;
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_uint_eq(p.count, 1);
	ck_assert_str_eq(text_at(p.last, SUMMARY_NAME), "مزهرية");
	ck_assert_str_eq(text_at(p.last, SUMMARY_IMAGE), "/2");
	ck_assert_str_eq(text_at(p.last, SUMMARY_IMAGE_ALT), "Bleu");
	ck_assert_str_eq(text_at(p.last, SUMMARY_CATEGORY), cat);
	ck_assert_str_eq(text_at(p.last, SUMMARY_CATEGORY_NAME), "Vases");
	ck_assert_str_eq(text_at(p.last, SUMMARY_CATEGORY_SLUG), "vases");
	ck_assert_str_eq(text_at(p.last, SUMMARY_CURRENCY), "EUR");
	ck_assert_int_eq(num_at(p.last, SUMMARY_PRICE_FROM), 990);
	ck_assert_int_eq(num_at(p.last, SUMMARY_STOCK), 4);
}
END_TEST

START_TEST(a_cursor_of_another_list_is_refused)
{
	struct question	 q = { .sort = 0 };
	struct page	 p = { .public = true, .filter = filter_of(&q),
			    .query = { .limit = LIMIT } };
	const char	*cursor;

	stock_up();
	p.filter = filter_of(&q);
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	cursor = p.next;
	for (int i = 0; i < 5; i++) {
		q = (struct question){ .category = i == 0,
		    .featured = i == 1, .new = i == 2, .min = i == 3,
		    .sort = i == 4 };
		p.filter = filter_of(&q);
		p.query.cursor = cursor;
		ck_assert_int_eq(page_try(&p), SOUK_INVALID);
		ck_assert_str_eq(problem_field(0), "cursor");
	}
	q = (struct question){ .sort = 0 };
	p.filter = filter_of(&q);
	p.query.cursor = "bm9uc2Vuc2U";
	ck_assert_int_eq(page_try(&p), SOUK_INVALID);
	p.query.cursor = cursor;
	p.public = false;
	ck_assert_int_eq(page_try(&p), SOUK_INVALID);
}
END_TEST

START_TEST(filters_that_cannot_be_meant_are_refused)
{
	struct record	*f = record_new(store.arena, &product_filter_public);
	struct page	 p = { .public = true, .filter = f };

	record_set_int(f, FILTER_MIN_PRICE, 2);
	record_set_int(f, FILTER_MAX_PRICE, 1);
	ck_assert_int_eq(page_try(&p), SOUK_INVALID);
	ck_assert_str_eq(problem_field(0), "maxPrice");
	f = record_new(store.arena, &product_filter_public);
	record_set_text(f, FILTER_CATEGORY, "inconnue");
	p.filter = f;
	ck_assert_int_eq(page_try(&p), SOUK_INVALID);
	ck_assert_str_eq(problem_field(0), "category");
}
END_TEST

/* ---- the brand's own list --------------------------------------------- */

/* S0-GEN-08 too */
START_TEST(s3_api_04_the_brand_sees_its_own_products_of_any_status)
{
	struct record	*f = record_new(store.arena, &product_filter_admin);
	struct page	 p = { .filter = f };
	const char	*foreign;

	stock_up();
	store.now += 10000;
	deed_ok(PRODUCT_CHANGES, things[3].id,
	    "{'name':'Théière rare','variations':[{'sku':'T-9'}]}");
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_int_eq(p.total, PRODUCTS);
	ck_assert_str_eq(p.ids[0], things[3].id);
	record_set_text(f, FILTER_STATUS, "DRAFT");
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_int_eq(p.total, 6);
	record_set_text(f, FILTER_STATUS, "ACTIVE");
	record_set_text(f, FILTER_Q, "theiere");
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_int_eq(p.total, 1);
	ck_assert_str_eq(p.ids[0], things[3].id);
	record_set_text(f, FILTER_Q, "!!!");
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_int_eq(p.total, 0);
	p.filter = f = record_new(store.arena, &product_filter_admin);
	record_set_text(f, FILTER_SKU, "T-9");
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_int_eq(p.total, 1);
	foreign = top;
	as_brand(THEIRS);
	p.filter = f = record_new(store.arena, &product_filter_admin);
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_int_eq(p.total, 0);
	record_set_text(f, FILTER_CATEGORY, foreign);
	ck_assert_int_eq(page_try(&p), SOUK_DENIED);
}
END_TEST

/* ---- plans ------------------------------------------------------------ */

static void
step_check(const char *sql, const char *step, void *filtered)
{
	ck_assert_msg(strncmp(step, "SCAN p", 6) != 0 || step[6] == 'a',
	    "%s: %s", step, sql);
	ck_assert_msg(filtered != NULL || strstr(step, "TEMP B-TREE") == NULL,
	    "%s: %s", step, sql);
}

/* number 5 of the figures to beat: S1-PERF-04, S3-DB-14 */
START_TEST(no_list_reads_the_whole_table_and_plain_ones_sort_nothing)
{
	struct question	 q = { .category = 0 };
	struct record	*f = record_new(store.arena, &product_filter_admin);
	struct page	 p = { .filter = f, .query = { .page = 2 } };

	stock_up();
	plans_begin();
	for (q.sort = 0; q.sort < (int)COUNT(sorts); q.sort++)
		question_check(&q);
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	record_set_text(f, FILTER_SORT, "newest");
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	for (q.sort = 0; q.featured < 3; q.featured++)
		question_check(&q);
	q = (struct question){ .featured = 1, .sort = 4 };
	question_check(&q);
	q = (struct question){ .new = 1 };
	question_check(&q);
	plans_each("FROM product p", step_check, NULL);
	for (q.category = 1; q.category < 3; q.category++)
		for (q.max = 0; q.max < 2; q.max++)
			for (q.sort = 0; q.sort < (int)COUNT(sorts); q.sort++)
				question_check(&q);
	plans_each("FROM product p", step_check, &q);
	plans_end();
}
END_TEST

/* S3-PERF: no statement a row */
START_TEST(a_page_costs_a_handful_of_statements_however_long_it_is)
{
	struct question	 q = { .category = 1 };
	struct page	 p = { .public = true };
	uint64_t	 before;
	uint64_t	 cost[2];

	stock_up();
	p.filter = filter_of(&q);
	store.actor.groups = "";	/* has been asked for */
	for (int i = 0; i < 2; i++) {
		p.query = (struct list_query){ .page = 1,
		    .limit = i == 0 ? 1 : 100 };
		before = db_statements(store.db);
		ck_assert_int_eq(page_try(&p), SOUK_OK);
		cost[i] = db_statements(store.db) - before;
	}
	ck_assert_uint_eq(cost[0], cost[1]);
	ck_assert_uint_le(cost[1], 6);
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		s3_api_16_every_filter_and_sort_is_exact_by_page_and_cursor,
		a_row_shows_what_a_card_needs,
		a_cursor_of_another_list_is_refused,
		filters_that_cannot_be_meant_are_refused,
		s3_api_04_the_brand_sees_its_own_products_of_any_status,
		no_list_reads_the_whole_table_and_plain_ones_sort_nothing,
		a_page_costs_a_handful_of_statements_however_long_it_is,
	};

	return catalog_run("catalog list", tests, COUNT(tests));
}
