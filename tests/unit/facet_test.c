/* SPDX-License-Identifier: ISC */
/*
 * Lists narrowed down by collection, vendor, tag, options and stock against a
 * model that the test keeps, and every count of every facet against the list
 * that there would be with it.
 */
#include "lib/base/buf.h"
#include "tests/unit/collection_shop.h"
#include "tests/unit/plans.h"

#define PRODUCTS	90
#define LIMIT		9
#define QUESTIONS	250

static const char *const	 vendors[] = { NULL, "Dar", "Atlas, fils",
				    "É:\\x" };
static const char *const	 tags[] = { "sale", "wood", "été" };
static const char *const	 sizes[] = { "S", "M", "L, long" };
static const char *const	 colours[] = { "red", "blue" };
static const char *const	 words[] = { "vase", "bol" };

static struct thing {
	const char	*id;
	int		 category, vendor, size, colour, word;	/* 0: none */
	unsigned	 tags;
	int		 price, stock, turn;
	bool		 active, new, featured, chosen;
} things[PRODUCTS];

static const char	*categories[4];	/* 1 below 0, 2 below 1; 3 */
static const char	*by_hand, *by_rule;
static unsigned		 seed;

static unsigned
any_of(unsigned n)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % n;
}

/* ---- the shop ---------------------------------------------------------- */

static const char *
thing_json(const struct thing *t)
{
	struct buf	 b;

	buf_init(&b, store.arena, 256);
	buf_printf(&b, ",'images':[{'url':'/a'}],'basePrice':%d,'status':'%s',"
	    "'isNew':%s,'isFeatured':%s,'tags':[", t->price,
	    t->active ? "ACTIVE" : "DRAFT", t->new ? "true" : "false",
	    t->featured ? "true" : "false");
	for (unsigned i = 0, n = 0; i < COUNT(tags); i++)
		if (t->tags & 1u << i)
			buf_printf(&b, "%s'%s'", n++ > 0 ? "," : "", tags[i]);
	buf_puts(&b, "]");
	if (t->vendor != 0)
		buf_printf(&b, ",'vendor':'%s'", t->vendor == 3 ?
		    "É:\\\\x" : vendors[t->vendor]);
	buf_printf(&b, ",'variations':[{'stock':%d,'options':[", t->stock);
	if (t->size != 0)
		buf_printf(&b, "{'name':'Size','value':'%s'}%s",
		    sizes[t->size - 1], t->colour != 0 ? "," : "");
	if (t->colour != 0)
		buf_printf(&b, "{'name':'Colour','value':'%s'}",
		    colours[t->colour - 1]);
	/* What may not be bought is not found by its options. */
	buf_puts(&b, "]},{'isActive':false,'options':[{'name':'Size',"
	    "'value':'XXL'}]}]");
	return b.p;
}

static void
shop_fill(void)
{
	struct buf	 ids;
	bool		 first = true;

	seed = 42;
	categories[0] = category_new("Haut", NULL);
	categories[1] = category_new("Milieu", categories[0]);
	categories[2] = category_new("Bas", categories[1]);
	categories[3] = category_new("Autre", NULL);
	coll_ok(COLL_CREATES, NULL, "{'name':'Main'}");
	by_hand = text_at(got, COLLECTION_ID);
	by_rule = coll_by_rules("Règle", "all", "{'field':'tag','relation':"
	    "'is','value':'sale'}");
	buf_init(&ids, store.arena, 4096);
	for (size_t i = 0; i < PRODUCTS; i++) {
		struct thing	*t = &things[i];

		store.now = STORE_NOW + (int64_t)i / 2 * 1000;
		*t = (struct thing){ .turn = (int)i, .category = (int)any_of(4),
		    .vendor = (int)any_of(4), .size = (int)any_of(4),
		    .colour = (int)any_of(3), .word = (int)any_of(2),
		    .tags = any_of(8), .price = 1 + (int)any_of(300),
		    .stock = (int)any_of(3), .active = any_of(8) > 0,
		    .new = any_of(3) == 0, .featured = any_of(4) == 0,
		    .chosen = any_of(3) == 0 };
		t->id = product_new(t->word == 0 ? "Vase" : "Bol grand",
		    categories[t->category], thing_json(t));
		if (!t->chosen)
			continue;
		buf_printf(&ids, "%s'%s'", first ? "" : ",", t->id);
		first = false;
	}
	coll_ok(COLL_SETS, by_hand, "{'productIds':[%s]}", ids.p);
	groups_hold();
}

/* ---- questions ---------------------------------------------------------- */

/* Bits are values asked for; -1 and 0 are nothing asked. */
struct question {
	int		 category, collection, in_stock, new, featured, word;
	unsigned	 vendors, tags, sizes, colours;
	int		 min, max, sort;
};

static const char *const sorts[] = { "newest", "oldest", "price_asc",
	"price_desc", "featured", "manual" };

static struct question
question_any(void)
{
	struct question	 q = { .category = any_of(3) ? -1 : (int)any_of(4),
		.collection = any_of(4) ? 0 : 1 + (int)any_of(2),
		.in_stock = any_of(4) ? -1 : (int)any_of(2),
		.new = any_of(5) ? -1 : (int)any_of(2),
		.featured = any_of(5) ? -1 : (int)any_of(2),
		.word = any_of(6) ? -1 : (int)any_of(2),
		.vendors = any_of(3) ? 0 : any_of(7) << 1,
		.tags = any_of(3) ? 0 : any_of(8),
		.sizes = any_of(3) ? 0 : any_of(8),
		.colours = any_of(3) ? 0 : any_of(4),
		.min = any_of(4) ? 0 : 1 + (int)any_of(200),
		.sort = (int)any_of(5) };

	q.max = any_of(4) ? 0 : q.min + (int)any_of(200);
	if (q.collection == 1 && any_of(2))
		q.sort = 5;
	return q;
}

static void
part_put(struct buf *b, const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr(",:\\", *text) != NULL)
			buf_putc(b, '\\');
		buf_putc(b, *text);
	}
}

static void
values_put(struct buf *b, const char *name, const char *const values[],
    unsigned bits, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		if (!(bits & 1u << i))
			continue;
		if (b->len > 0)
			buf_putc(b, ',');
		if (name != NULL)
			buf_printf(b, "%s:", name);
		part_put(b, values[i]);
	}
}

static void
text_set(struct record *f, int field, struct buf *b)
{
	if (b->len > 0)
		record_set_text(f, field, b->p);
}

static struct record *
filter_of(const struct question *q)
{
	struct record	*f = record_new(store.arena, &product_filter_public);
	struct buf	 v, t, o;

	buf_init(&v, store.arena, 64);
	buf_init(&t, store.arena, 64);
	buf_init(&o, store.arena, 64);
	values_put(&v, NULL, vendors, q->vendors, COUNT(vendors));
	values_put(&t, NULL, tags, q->tags, COUNT(tags));
	values_put(&o, "Size", sizes, q->sizes, COUNT(sizes));
	values_put(&o, "Colour", colours, q->colours, COUNT(colours));
	text_set(f, FILTER_VENDOR, &v);
	text_set(f, FILTER_TAG, &t);
	text_set(f, FILTER_OPTIONS, &o);
	if (q->category >= 0)
		record_set_text(f, FILTER_CATEGORY, categories[q->category]);
	if (q->collection > 0)
		record_set_text(f, FILTER_COLLECTION,
		    q->collection == 1 ? by_hand : "regle");
	if (q->in_stock >= 0)
		record_set_int(f, FILTER_IN_STOCK, q->in_stock);
	if (q->new >= 0)
		record_set_int(f, FILTER_NEW, q->new);
	if (q->featured >= 0)
		record_set_int(f, FILTER_FEATURED, q->featured);
	if (q->word >= 0)
		record_set_text(f, FILTER_Q, words[q->word]);
	if (q->min > 0)
		record_set_int(f, FILTER_MIN_PRICE, q->min * 100);
	if (q->max > 0)
		record_set_int(f, FILTER_MAX_PRICE, q->max * 100);
	record_set_text(f, FILTER_SORT, sorts[q->sort]);
	return f;
}

static bool
is_wanted(const struct question *q, const struct thing *t)
{
	return t->active && (q->category < 0 || (q->category == 3 ?
	    t->category == 3 : t->category >= q->category &&
	    t->category < 3)) &&
	    (q->collection != 1 || t->chosen) &&
	    (q->collection != 2 || t->tags & 1u) &&
	    (q->in_stock < 0 || (t->stock > 0) == q->in_stock) &&
	    (q->new < 0 || t->new == q->new) &&
	    (q->featured < 0 || t->featured == q->featured) &&
	    (q->word < 0 || t->word == q->word) &&
	    (q->vendors == 0 || q->vendors & 1u << t->vendor) &&
	    (q->tags == 0 || q->tags & t->tags) &&
	    (q->sizes == 0 || q->sizes << 1 & 1u << t->size) &&
	    (q->colours == 0 || q->colours << 1 & 1u << t->colour) &&
	    (q->min == 0 || t->price >= q->min) &&
	    (q->max == 0 || t->price <= q->max);
}

static int	by;

static int
compare(const void *x, const void *y)
{
	const struct thing	*a = x, *b = y;
	int			 d = strcmp(a->id, b->id);

	if (by == 4 && a->featured != b->featured)
		return b->featured - a->featured;
	if ((by == 2 || by == 3) && a->price != b->price)
		return by == 2 ? a->price - b->price : b->price - a->price;
	if (by == 5)
		return a->turn - b->turn;
	return by == 1 || by == 2 ? d : -d;
}

/* Every page by its cursor, in order. */
static void
list_check(const struct question *q)
{
	struct thing	 want[PRODUCTS];
	struct page	 p = { .filter = filter_of(q), .public = true,
			    .query = { .limit = LIMIT, .page = 1 } };
	size_t		 n = 0, at = 0;

	for (size_t i = 0; i < PRODUCTS; i++)
		if (is_wanted(q, &things[i]))
			want[n++] = things[i];
	by = q->sort;
	qsort(want, n, sizeof(want[0]), compare);
	do {
		ck_assert_int_eq(page_try(&p), SOUK_OK);
		ck_assert_int_eq(p.total, n);
		for (size_t i = 0; i < p.count; i++)
			ck_assert_str_eq(p.ids[i], want[at + i].id);
		at += p.count;
		p.query.cursor = p.next;
	} while (p.next != NULL);
	ck_assert_uint_eq(at, n);
	if (n > LIMIT) {
		p.query = (struct list_query){ .limit = LIMIT, .page = 2 };
		ck_assert_int_eq(page_try(&p), SOUK_OK);
		ck_assert_str_eq(p.ids[0], want[LIMIT].id);
	}
}

/* ---- facets ------------------------------------------------------------- */

struct ask { const struct record *filter; struct record *facets; };

static enum outcome
facets_step(struct act *act, void *arg)
{
	struct ask	*a = arg;

	return product_facets(act, a->filter, &a->facets);
}

static const struct record *
facets_of(const struct record *filter)
{
	struct ask	 a = { .filter = filter };

	memset(&store.problem, 0, sizeof(store.problem));
	ck_assert_int_eq(db_tx(&store, DB_READ, facets_step, &a), SOUK_OK);
	return a.facets;
}

static int64_t
total_of(const struct record *filter)
{
	struct page	 p = { .filter = filter, .public = true };

	ck_assert_int_eq(page_try(&p), SOUK_OK);
	return p.total;
}

static void
escaped_set(struct record *f, int field, const char *name, const char *value)
{
	struct buf	 b;

	buf_init(&b, store.arena, 64);
	if (name != NULL)
		buf_printf(&b, "%s:", name);
	part_put(&b, value);
	record_set_text(f, field, b.p);
}

/* The question with this value instead of those of its group. */
static int64_t
total_with(const struct question *asked, const struct record *group,
    const struct record *value)
{
	const char	*filter = text_at(group, FACET_GROUP_FILTER);
	const char	*name = text_at(group, FACET_GROUP_NAME);
	const char	*v = text_at(value, FACET_VALUE);
	struct question	 q = *asked;
	struct record	*f;
	struct buf	 b;

	q.sort = 0;
	if (strcmp(filter, "price") == 0)
		q.min = q.max = 0;
	f = filter_of(&q);
	if (strcmp(filter, "vendor") == 0)
		escaped_set(f, FILTER_VENDOR, NULL, v);
	else if (strcmp(filter, "tag") == 0)
		escaped_set(f, FILTER_TAG, NULL, v);
	else if (strcmp(filter, "category") == 0)
		record_set_text(f, FILTER_CATEGORY, v);
	else if (strcmp(filter, "price") == 0) {
		record_set_int(f, FILTER_MIN_PRICE, num_at(value, FACET_MIN));
		record_set_int(f, FILTER_MAX_PRICE, num_at(value, FACET_MAX));
	} else if (strcmp(filter, "options") == 0) {
		buf_init(&b, store.arena, 64);
		if (strcmp(name, "Size") == 0)
			values_put(&b, "Colour", colours, q.colours, 2);
		else
			values_put(&b, "Size", sizes, q.sizes, 3);
		buf_printf(&b, "%s%s:", b.len > 0 ? "," : "", name);
		part_put(&b, v);
		record_set_text(f, FILTER_OPTIONS, b.p);
	} else
		record_set_int(f, strcmp(filter, "inStock") == 0 ?
		    FILTER_IN_STOCK : strcmp(filter, "new") == 0 ? FILTER_NEW :
		    FILTER_FEATURED, v[0] == 't');
	return total_of(f);
}

/* How many products of the model have any value of the group at all. */
static int64_t
model_sum(const struct question *asked, const char *filter, const char *name)
{
	struct question	 q = *asked;
	int64_t		 n = 0;

	if (strcmp(filter, "vendor") == 0)
		q.vendors = 0xe;
	else if (strcmp(filter, "options") == 0 && strcmp(name, "Size") == 0)
		q.sizes = 7;
	else if (strcmp(filter, "options") == 0)
		q.colours = 3;
	else if (strcmp(filter, "price") == 0)
		q.min = q.max = 0;
	else if (strcmp(filter, "inStock") == 0)
		q.in_stock = -1;
	else if (strcmp(filter, "new") == 0)
		q.new = -1;
	else if (strcmp(filter, "featured") == 0)
		q.featured = -1;
	else
		return -1;
	for (size_t i = 0; i < PRODUCTS; i++)
		n += is_wanted(&q, &things[i]);
	return n;
}

static void
facets_check(const struct question *q)
{
	const struct record	*facets = facets_of(filter_of(q));
	const struct record	*g, *v;
	int64_t			 sum, last;

	ck_assert_int_eq(num_at(facets, FACETS_TOTAL),
	    total_of(filter_of(q)));
	for (size_t i = 0; i < facets->values[FACETS_GROUPS].count; i++) {
		g = item_at(facets, FACETS_GROUPS, i);
		sum = 0;
		last = INT64_MAX;
		for (size_t k = 0; k < g->values[FACET_GROUP_VALUES].count;
		    k++) {
			v = item_at(g, FACET_GROUP_VALUES, k);
			ck_assert_msg(num_at(v, FACET_COUNT) ==
			    total_with(q, g, v), "%s %s %s: %d, want %d",
			    text_at(g, FACET_GROUP_FILTER),
			    text_at(g, FACET_GROUP_NAME),
			    text_at(v, FACET_VALUE),
			    (int)num_at(v, FACET_COUNT),
			    (int)total_with(q, g, v));
			sum += num_at(v, FACET_COUNT);
			if (strcmp(text_at(g, FACET_GROUP_FILTER), "price") &&
			    num_at(g, FACET_GROUP_MORE) == 0 &&
			    strcmp(text_at(v, FACET_NAME), "true") != 0 &&
			    strcmp(text_at(v, FACET_NAME), "false") != 0)
				ck_assert_int_le(num_at(v, FACET_COUNT), last);
			last = num_at(v, FACET_COUNT);
		}
		if (model_sum(q, text_at(g, FACET_GROUP_FILTER),
		    text_at(g, FACET_GROUP_NAME)) >= 0)
			ck_assert_int_eq(sum, model_sum(q,
			    text_at(g, FACET_GROUP_FILTER),
			    text_at(g, FACET_GROUP_NAME)));
	}
}

static const struct question	 nothing = { .category = -1, .in_stock = -1,
	.new = -1, .featured = -1, .word = -1 };

START_TEST(target_02_every_combination_of_filters_lists_what_it_says)
{
	struct question	 q;

	shop_fill();
	list_check(&nothing);
	for (int i = 0; i < QUESTIONS; i++) {
		q = question_any();
		list_check(&q);
	}
}
END_TEST

START_TEST(target_02_every_facet_counts_the_list_there_would_be)
{
	struct question	 q;

	shop_fill();
	facets_check(&nothing);
	for (int i = 0; i < QUESTIONS; i++) {
		q = question_any();
		facets_check(&q);
	}
}
END_TEST

START_TEST(target_02_facets_show_the_first_50_and_say_that_there_are_more)
{
	const char		*cat = category_new("C", NULL);
	const struct record	*facets, *g;

	for (int i = 0; i < 60; i++)
		for (int k = 0; k < 1 + i % 3; k++)
			product_new("Vase", cat, arena_printf(store.arena,
			    ",'images':[{'url':'/a'}],'basePrice':5,"
			    "'status':'ACTIVE','vendor':'V%02d'", i));
	for (int way = 0; way < 2; way++) {
		struct question	 q = nothing;

		q.word = way == 0 ? -1 : 0;
		facets = facets_of(filter_of(&q));
		g = item_at(facets, FACETS_GROUPS, 1);
		ck_assert_str_eq(text_at(g, FACET_GROUP_FILTER), "vendor");
		ck_assert_uint_eq(g->values[FACET_GROUP_VALUES].count, 50);
		ck_assert_int_eq(num_at(g, FACET_GROUP_MORE), 1);
		ck_assert_str_eq(text_at(item_at(g, FACET_GROUP_VALUES, 0),
		    FACET_VALUE), "V02");
		ck_assert_str_eq(text_at(item_at(g, FACET_GROUP_VALUES, 49),
		    FACET_VALUE), "V27");
	}
}
END_TEST

START_TEST(target_02_price_buckets_are_five_and_round)
{
	static const struct { int prices[3]; const char *first, *last; } t[] = {
		{ { 12, 0, 0 }, "12.00-12.00", "12.00-12.00" },
		{ { 1, 50, 99 }, "0.00-19.99", "80.00-99.99" },
		{ { 30, 90, 1001 }, "0.00-499.99", "1000.00-1499.99" },
		{ { 7, 8, 9 }, "7.00-7.49", "9.00-9.49" },
	};
	const char	*cat = category_new("C", NULL);

	for (size_t i = 0; i < COUNT(t); i++) {
		const struct record	*facets, *g = NULL;

		shop_sql("DELETE FROM product");
		shop_sql("UPDATE category SET products = 0");
		for (int k = 0; k < 3 && t[i].prices[k] > 0; k++)
			product_new("Vase", cat, arena_printf(store.arena,
			    ",'images':[{'url':'/a'}],'basePrice':%d,"
			    "'status':'ACTIVE'", t[i].prices[k]));
		facets = facets_of(filter_of(&nothing));
		for (size_t k = 0; k < facets->values[FACETS_GROUPS].count;
		    k++) {
			g = item_at(facets, FACETS_GROUPS, k);
			if (strcmp(text_at(g, FACET_GROUP_FILTER), "price") ==
			    0)
				break;
		}
		ck_assert_ptr_nonnull(g);
		ck_assert_str_eq(text_at(item_at(g, FACET_GROUP_VALUES, 0),
		    FACET_VALUE), t[i].first);
		ck_assert_str_eq(text_at(item_at(g, FACET_GROUP_VALUES,
		    g->values[FACET_GROUP_VALUES].count - 1), FACET_VALUE),
		    t[i].last);
	}
}
END_TEST

START_TEST(target_02_filters_that_cannot_be_meant_are_refused)
{
	static const struct { int field; const char *text, *name; } t[] = {
		{ FILTER_OPTIONS, "M", "options" },
		{ FILTER_OPTIONS, "Size:", "options" },
		{ FILTER_OPTIONS, ":M", "options" },
		{ FILTER_OPTIONS, "Size:M,", "options" },
		{ FILTER_OPTIONS, "Size\\:M", "options" },
		{ FILTER_OPTIONS, "a:1,b:1,c:1,d:1,e:1,f:1,g:1,h:1,i:1,j:1,"
		    "k:1", "options" },
		{ FILTER_VENDOR, ",", "vendor" },
		{ FILTER_VENDOR, "a,,b", "vendor" },
		{ FILTER_TAG, "a,", "tag" },
		{ FILTER_TAG, "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,"
		    "19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,"
		    "37,38,39,40,41,42,43,44,45,46,47,48,49,50,51", "tag" },
		{ FILTER_COLLECTION, "inconnue", "collection" },
		{ FILTER_SORT, "manual", "sort" },
	};
	struct record	*f;
	struct page	 p = { .public = true };

	for (size_t i = 0; i < COUNT(t); i++) {
		p.filter = f = record_new(store.arena,
		    &product_filter_public);
		record_set_text(f, t[i].field, t[i].text);
		ck_assert_msg(page_try(&p) == SOUK_INVALID, "%s", t[i].text);
		ck_assert_str_eq(problem_field(0), t[i].name);
	}
	shop_fill();
	coll_ok(COLL_CHANGES, by_hand, "{'isActive':false}");
	p.filter = f = record_new(store.arena, &product_filter_public);
	record_set_text(f, FILTER_COLLECTION, by_hand);
	ck_assert_int_eq(page_try(&p), SOUK_INVALID);
	p.public = false;
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	as_brand(THEIRS);
	ck_assert_int_eq(page_try(&p), SOUK_DENIED);
}
END_TEST

/* The admin's list: of any status, of one's brand, with words as well. */
START_TEST(target_02_the_brand_narrows_its_own_list_down)
{
	struct record	*f = record_new(store.arena, &product_filter_admin);
	struct page	 p = { .filter = f, .query = { .limit = 100 } };
	size_t		 n = 0;

	shop_fill();
	for (size_t i = 0; i < PRODUCTS; i++)
		n += things[i].tags & 1u && things[i].size == 2 &&
		    things[i].word == 1 && things[i].stock > 0;
	record_set_text(f, FILTER_TAG, "sale");
	record_set_text(f, FILTER_OPTIONS, "Size:M");
	record_set_text(f, FILTER_Q, "bol");
	record_set_int(f, FILTER_IN_STOCK, 1);
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_int_gt(n, 0);
	ck_assert_int_eq(p.total, n);
	ck_assert_uint_eq(p.count, n);
	p.filter = f = record_new(store.arena, &product_filter_admin);
	record_set_text(f, FILTER_COLLECTION, by_hand);
	record_set_text(f, FILTER_SORT, "manual");
	for (n = 0; n < PRODUCTS && !things[n].chosen; n++)
		;
	ck_assert_int_eq(page_try(&p), SOUK_OK);
	ck_assert_str_eq(p.ids[0], things[n].id);
}
END_TEST

/* A page of few rows is found, called p again, and read from its start. */
struct step { const char *sql; int found; };

static void
step_check(const char *sql, const char *step, void *arg)
{
	struct step	*s = arg;

	if (s->sql != sql)
		*s = (struct step){ .sql = sql };
	s->found += strcmp(step, "CO-ROUTINE p") == 0 ||
	    strcmp(step, "MATERIALIZE p") == 0;
	ck_assert_msg(strncmp(step, "SCAN p", 6) != 0 || step[6] == 'a' ||
	    s->found-- > 0, "%s: %s", step, sql);
}

START_TEST(target_02_no_filter_and_no_facet_reads_the_whole_table)
{
	struct step	 step = { .found = 0 };
	struct question	 q;

	shop_fill();
	plans_begin();
	list_check(&nothing);
	for (int i = 0; i < 4; i++) {	/* alone and in stock, newest */
		q = nothing;
		q.in_stock = i == 0 ? 1 : -1;
		q.tags = i == 1;
		q.vendors = i == 2 ? 2 : 0;
		q.sizes = i == 3;
		list_check(&q);
	}
	facets_of(filter_of(&nothing));
	for (int i = 0; i < QUESTIONS; i++) {
		q = question_any();
		list_check(&q);
		facets_of(filter_of(&q));
	}
	ck_assert_int_gt(plans_each("FROM product p", step_check, &step),
	    100);
	plans_end();
}
END_TEST

int
main(void)
{
	const TTest *const tests[] = {
		target_02_every_combination_of_filters_lists_what_it_says,
		target_02_every_facet_counts_the_list_there_would_be,
		target_02_facets_show_the_first_50_and_say_that_there_are_more,
		target_02_price_buckets_are_five_and_round,
		target_02_filters_that_cannot_be_meant_are_refused,
		target_02_the_brand_narrows_its_own_list_down,
		target_02_no_filter_and_no_facet_reads_the_whole_table,
	};

	return catalog_run("facets", tests, COUNT(tests));
}
