/* SPDX-License-Identifier: ISC */
#include "lib/catalog/listing.h"

#include <assert.h>
#include <inttypes.h>
#include <stdint.h>

#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/db/search.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* ---- sorts ------------------------------------------------------------ */

/* Each is answered by an index alone. */
static const char sql_seek_created[] =
    "SELECT p.created_at, p.id, 0 FROM product p WHERE 1 = 1";
static const char sql_seek_updated[] =
    "SELECT p.updated_at, p.id, 0 FROM product p WHERE 1 = 1";
static const char sql_seek_price[] =
    "SELECT p.price_from, p.id, 0 FROM product p WHERE 1 = 1";
static const char sql_seek_featured[] =
    "SELECT p.created_at, p.id, p.is_featured FROM product p WHERE 1 = 1";

#define UP(KEY) \
    .after = "(p." KEY ", p.id) > (:key, :id)", \
    .order = "ORDER BY p." KEY ", p.id"
#define DOWN(KEY) \
    .after = "(p." KEY ", p.id) < (:key, :id)", \
    .order = "ORDER BY p." KEY " DESC, p.id DESC"

/* An active product has a price, so no key is ever NULL. */
const struct sort_sql sort_sql[SORT__MAX] = {
	[SORT_NEWEST] = {
		.name = "newest", .seek = sql_seek_created,
		DOWN("created_at"), .start = INT64_MAX,
		.field = SUMMARY_CREATED_AT },
	[SORT_OLDEST] = {
		.name = "oldest", .seek = sql_seek_created,
		UP("created_at"), .start = -1,
		.field = SUMMARY_CREATED_AT },
	[SORT_PRICE_ASC] = {
		.name = "price_asc", .seek = sql_seek_price,
		UP("price_from"), .start = -1, .field = SUMMARY_PRICE_FROM },
	[SORT_PRICE_DESC] = {
		.name = "price_desc", .seek = sql_seek_price,
		DOWN("price_from"), .start = INT64_MAX,
		.field = SUMMARY_PRICE_FROM },
	[SORT_FEATURED] = {
		.name = "featured", .seek = sql_seek_featured,
		.after = "(p.is_featured, p.created_at, p.id)"
		    " < (:featured, :key, :id)",
		.order = "ORDER BY p.is_featured DESC, p.created_at DESC,"
		    " p.id DESC",
		.start = INT64_MAX, .field = SUMMARY_CREATED_AT },
	[SORT_UPDATED] = {
		.name = "updated", .seek = sql_seek_updated,
		DOWN("updated_at"), .start = INT64_MAX,
		.field = SUMMARY_UPDATED_AT },
};

/* Among featured products only, featured first is newest first. */
static enum sort
sort_find(const struct record *filter, bool public)
{
	const char	*name = record_text(filter, FILTER_SORT);
	int		 sort;

	for (sort = 0; name != NULL && sort < SORT__MAX; sort++)
		if (text_equal(sort_sql[sort].name, name))
			break;
	if (name == NULL || sort == SORT__MAX)
		return public ? SORT_NEWEST : SORT_UPDATED;
	if (sort == SORT_FEATURED && record_has(filter, FILTER_FEATURED))
		return SORT_NEWEST;
	return (enum sort)sort;
}

/* ---- conditions ------------------------------------------------------- */

static const struct condition {
	int		 field;
	const char	*sql, *name;
} conditions[] = {
	{ FILTER_STATUS, "p.status = :status", ":status" },
	{ FILTER_FEATURED, "p.is_featured = :is_featured", ":is_featured" },
	{ FILTER_NEW, "p.is_new = :is_new", ":is_new" },
	{ FILTER_MIN_PRICE, "p.price_from >= :min", ":min" },
	{ FILTER_MAX_PRICE, "p.price_from <= :max", ":max" },
	{ FILTER_SKU, "p.id IN (SELECT v.product_id FROM product_variation v"
	    " WHERE v.brand_id = :brand AND v.sku = :sku)", ":sku" },
	{ FILTER_BARCODE, "p.id IN (SELECT v.product_id FROM product_variation"
	    " v WHERE v.brand_id = :brand AND v.barcode = :barcode)",
	    ":barcode" },
};
static_assert(COUNT(conditions) + 3 <= CONDITIONS_MAX, "room for all");

/*
 * Whose products.  The second form is no use to an index, which makes the
 * database begin at the few that another condition finds and sort those.
 */
static const char *const owner_sql[2][2] = {
	{ "p.brand_id = :brand", "p.brand_id || '' = :brand" },
	{ "p.status = 'ACTIVE'", "p.status || '' = 'ACTIVE'" },
};

static const char sql_one_category[] = "p.category_id = :category";
static const char sql_tree_of_categories[] =
    "p.category_id IN (WITH RECURSIVE tree(id) AS ("
    " SELECT id FROM category WHERE id = :category UNION"
    " SELECT c.id FROM category c JOIN tree ON c.parent_id = tree.id)"
    " SELECT id FROM tree)";

/* Materialized: the index is asked once, not once a product. */
static const char sql_words_format[] =
    "p.id IN (WITH hit(id) AS MATERIALIZED ("
    " SELECT d.id FROM %s WHERE %s AND d.kind IN ('product', 'draft'))"
    " SELECT id FROM hit)";

static const char sql_tree[] =
    "WITH RECURSIVE tree(id, products) AS ("
    " SELECT id, products FROM category WHERE id = :category UNION"
    " SELECT c.id, c.products FROM category c"
    "  JOIN tree ON c.parent_id = tree.id)"
    " SELECT CAST(coalesce(sum(products), 0) AS BIGINT), count(*) FROM tree";
static const char sql_active[] =
    "SELECT CAST(coalesce(sum(products), 0) AS BIGINT) FROM category";

static void
condition_add(struct listing *l, const char *sql)
{
	l->where[l->count++] = sql;
}

static enum outcome
category_resolve(struct act *act, struct listing *l)
{
	const char	*what = record_text(l->filter, FILTER_CATEGORY);
	const char	*brand;
	enum outcome	 e;

	if (what == NULL)
		return SOUK_OK;
	e = category_find(act, what, &l->category, &brand);
	if (e == SOUK_NOT_FOUND)
		return act_bad_field(act, "category",
		    &catalog_messages[CATALOG_NO_CATEGORY]);
	return e != SOUK_OK || l->public ? e : catalog_brand(act, brand);
}

/* The maintained counters: all active products, and those of the category. */
static enum outcome
counters_read(struct act *act, const struct listing *l, int64_t *all,
    int64_t *below, int64_t *categories)
{
	struct stmt	*s = db_sql(act->db, sql_active);
	enum outcome	 e;

	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*all = *below = db_int(s, 0);
	*categories = 0;
	db_done(s);
	if (l->category == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_tree);
	db_bind_text(s, ":category", l->category);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*below = db_int(s, 0);
	*categories = db_int(s, 1);
	db_done(s);
	return SOUK_OK;
}

/*
 * From which side to come.  To walk the sorted index and pass over what is of
 * other categories takes about all / below steps a row; to take all of the
 * category and sort it takes `below`, each some 25 times as dear.  A page of
 * 20 rows makes these equal where below² = all.  One category alone needs
 * neither when its own index has the order.
 */
static bool
category_is_few(const struct listing *l, int64_t all, int64_t below,
    int64_t categories)
{
	if (l->category == NULL)
		return false;
	if (categories == 1 && l->public &&
	    (l->sort == SORT_NEWEST || l->sort == SORT_OLDEST))
		return false;
	return below < INT32_MAX && below * below < all;
}

static enum outcome
listing_where(struct act *act, struct listing *l)
{
	int64_t		 all, below, categories;
	enum outcome	 e;
	size_t		 i;

	if ((e = counters_read(act, l, &all, &below, &categories)) != SOUK_OK)
		return e;
	l->few = l->match != NULL || record_has(l->filter, FILTER_SKU) ||
	    record_has(l->filter, FILTER_BARCODE) ||
	    category_is_few(l, all, below, categories);
	condition_add(l, owner_sql[l->public][l->few]);
	if (l->category != NULL)
		condition_add(l, categories == 1 ? sql_one_category :
		    sql_tree_of_categories);
	if (l->match != NULL)
		condition_add(l, arena_printf(act->arena, sql_words_format,
		    search_from, search_where));
	l->counted = l->public && l->match == NULL;
	l->total = below;
	for (i = 0; i < COUNT(conditions); i++) {
		if (!record_has(l->filter, conditions[i].field))
			continue;
		condition_add(l, conditions[i].sql);
		l->counted = false;
	}
	return SOUK_OK;
}

/* As it is stored; what is no barcode stands on nothing. */
static void
barcode_read(struct act *act, struct listing *l)
{
	const char	*given = record_text(l->filter, FILTER_BARCODE);
	const char	*digits;
	struct record	*filter;

	if (given == NULL)
		return;
	if ((digits = barcode_clean(act->arena, given)) == NULL)
		l->empty = true;
	filter = record_copy(act->arena, l->filter);
	record_set_text(filter, FILTER_BARCODE, digits);
	l->filter = filter;
}

static enum outcome
price_range_check(struct act *act, const struct record *filter)
{
	const struct value	*min = &filter->values[FILTER_MIN_PRICE];
	const struct value	*max = &filter->values[FILTER_MAX_PRICE];

	if (min->state != VALUE_SET || max->state != VALUE_SET ||
	    min->num <= max->num)
		return SOUK_OK;
	return act_bad_field(act, "maxPrice",
	    &catalog_messages[CATALOG_PRICE_RANGE]);
}

enum outcome
listing_make(struct act *act, const struct record *filter, bool public,
    struct listing *l)
{
	const char	*q = record_text(filter, FILTER_Q);
	enum outcome	 e;

	*l = (struct listing){ .filter = filter, .public = public,
	    .sort = sort_find(filter, public) };
	if ((e = price_range_check(act, filter)) != SOUK_OK ||
	    (e = category_resolve(act, l)) != SOUK_OK)
		return e;
	if (q != NULL) {
		l->match = search_match(act->arena, q);
		l->empty = l->match == NULL;
	}
	barcode_read(act, l);
	return listing_where(act, l);
}

/* ---- statements ------------------------------------------------------- */

static void
listing_bind(struct act *act, const struct listing *l, struct stmt *s)
{
	const struct value	*v;
	size_t			 i;

	if (!l->public)
		db_bind_text(s, ":brand", act->actor.brand_id);
	if (l->category != NULL)
		db_bind_text(s, ":category", l->category);
	if (l->match != NULL)
		db_bind_text(s, ":match", l->match);
	for (i = 0; i < COUNT(conditions); i++) {
		v = &l->filter->values[conditions[i].field];
		if (v->state == VALUE_ABSENT)
			continue;
		if (v->text != NULL)
			db_bind_text(s, conditions[i].name, v->text);
		else
			db_bind_int(s, conditions[i].name, v->num);
	}
}

struct stmt *
listing_sql(struct act *act, const struct listing *l, const char *select,
    const char *more, const char *tail)
{
	const char			*where[CONDITIONS_MAX + 2] = { NULL };
	const struct compose_select	 c = {
		.select = select, .where = where, .tail = tail,
	};
	struct stmt			*s;
	int				 i;

	for (i = 0; i < l->count; i++)
		where[i] = l->where[i];
	where[i] = more;
	s = compose_select(act->db, act->arena, &c);
	listing_bind(act, l, s);
	return s;
}

const char *
listing_text(struct act *act, const struct listing *l)
{
	const struct value	*v;
	struct buf		 b;
	size_t			 i;

	buf_init(&b, act->arena, 128);
	buf_printf(&b, "products %s %s",
	    l->public ? "public" : act->actor.brand_id,
	    sort_sql[l->sort].name);
	for (i = 0; i < FILTER_SORT; i++) {
		v = &l->filter->values[i];
		if (v->state == VALUE_SET)
			buf_printf(&b, "\n%zu=%" PRId64 "%s", i, v->num,
			    v->text == NULL ? "" : v->text);
	}
	return b.p;
}
