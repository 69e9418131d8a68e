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

/* `name` is bound, if there is one; else `no` is the condition for false. */
static const struct condition {
	int		 field;
	const char	*sql, *name, *no;
} conditions[] = {
	{ FILTER_STATUS, "p.status = :status", ":status", NULL },
	{ FILTER_FEATURED, "p.is_featured = :is_featured", ":is_featured",
	    NULL },
	{ FILTER_NEW, "p.is_new = :is_new", ":is_new", NULL },
	{ FILTER_MIN_PRICE, "p.price_from >= :min", ":min", NULL },
	{ FILTER_MAX_PRICE, "p.price_from <= :max", ":max", NULL },
	{ FILTER_SKU, "p.id IN (SELECT v.product_id FROM product_variation v"
	    " WHERE v.brand_id = :brand AND v.sku = :sku)", ":sku", NULL },
	{ FILTER_BARCODE, "p.id IN (SELECT v.product_id FROM product_variation"
	    " v WHERE v.brand_id = :brand AND v.barcode = :barcode)",
	    ":barcode", NULL },
	{ FILTER_IN_STOCK, "p.stock > 0", NULL, "p.stock = 0" },
};
static_assert(COUNT(conditions) + CHOICES_MAX + 4 <= CONDITIONS_MAX,
    "room for all");

/*
 * Whose products.  The second form is no use to an index, which makes the
 * database begin at the few that another condition finds and sort those.
 */
static const char *const owner_sql[2][2] = {
	{ "p.brand_id = :brand", "p.brand_id || '' = :brand" },
	{ "p.status = 'ACTIVE'", "p.status || '' = 'ACTIVE'" },
};

/* Each in a form that finds products, and one that looks at those found. */
#define TREE \
    " IN (WITH RECURSIVE tree(id) AS (" \
    " SELECT id FROM category WHERE id = :category UNION" \
    " SELECT c.id FROM category c JOIN tree ON c.parent_id = tree.id)" \
    " SELECT id FROM tree)"
static const char *const category_sql[2][2] = {
	{ "p.category_id || '' = :category", "p.category_id = :category" },
	{ "p.category_id || ''" TREE, "p.category_id" TREE },
};
static const char *const collection_sql[2] = {
	"EXISTS (SELECT 1 FROM collection_product m"
	" WHERE m.collection_id = :collection AND m.product_id = p.id)",
	"p.id IN (SELECT m.product_id FROM collection_product m"
	" WHERE m.collection_id = :collection)",
};
static const char *const choice_sql[2] = {
	"EXISTS (SELECT 1 FROM product_facet f WHERE f.product_id = p.id"
	" AND f.kind = '%s' AND f.name = :n%d AND f.value IN (%s))",
	"p.id IN (SELECT f.product_id FROM product_facet f"
	" WHERE f.kind = '%s' AND f.name = :n%d AND f.value IN (%s))",
};

/* Materialized: the index is asked once, not once a product. */
static const char sql_words_format[] =
    "p.id IN (WITH hit(id) AS MATERIALIZED ("
    " SELECT d.id FROM %s WHERE %s AND d.kind IN ('product', 'draft'))"
    " SELECT id FROM hit)";

/* ---- conditions --------------------------------------------------------- */

struct where { const char *list[CONDITIONS_MAX + 2]; int count; };

static void
where_add(struct where *w, const char *sql)
{
	w->list[w->count++] = sql;
}

/* ":v3_0, :v3_1" */
static const char *
choice_parameters(struct arena *arena, const struct choice *c, int n)
{
	struct buf	 b;
	int		 i;

	buf_init(&b, arena, 64);
	for (i = 0; i < c->count; i++)
		buf_printf(&b, "%s:v%d_%d", i == 0 ? "" : ", ", n, i);
	return b.p;
}

static const char *
choice_condition(struct arena *arena, const struct listing *l, int n)
{
	const struct choice	*c = &l->choices[n];
	const bool		 finds = l->few && l->finder == BY_CHOICE &&
				    l->chosen == n;

	return arena_printf(arena, choice_sql[finds],
	    c->field == FILTER_VENDOR ? "vendor" :
	    c->field == FILTER_TAG ? "tag" : "option", n,
	    choice_parameters(arena, c, n));
}

/* Only one condition finds; the others look at what it found. */
static void
where_make(struct act *act, const struct listing *l, struct where *w)
{
	const bool	 walks = !l->few && l->sort != SORT_MANUAL;
	size_t		 i;
	int		 n;

	where_add(w, owner_sql[l->public][!walks]);
	if (l->category != NULL)
		where_add(w, category_sql[l->categories != 1][walks ||
		    l->finder == BY_CATEGORY]);
	if (l->collection != NULL && l->sort != SORT_MANUAL)
		where_add(w, collection_sql[l->few &&
		    l->finder == BY_COLLECTION]);
	for (n = 0; n < l->choice_count; n++)
		where_add(w, choice_condition(act->arena, l, n));
	if (l->match != NULL)
		where_add(w, arena_printf(act->arena, sql_words_format,
		    search_from, search_where));
	for (i = 0; i < COUNT(conditions); i++)
		if (l->plain & UINT64_C(1) << conditions[i].field)
			where_add(w, conditions[i].no != NULL && l->filter->
			    values[conditions[i].field].num == 0 ?
			    conditions[i].no : conditions[i].sql);
}

/* ---- values ------------------------------------------------------------- */

static void
choices_bind(struct act *act, const struct listing *l, struct stmt *s)
{
	const struct choice	*c;
	int			 n, i;

	for (n = 0; n < l->choice_count; n++) {
		c = &l->choices[n];
		db_bind_text(s, arena_printf(act->arena, ":n%d", n), c->name);
		for (i = 0; i < c->count; i++)
			db_bind_text(s, arena_printf(act->arena, ":v%d_%d", n,
			    i), c->values[i]);
	}
}

static void
listing_bind(struct act *act, const struct listing *l, struct stmt *s)
{
	const struct value	*v;
	size_t			 i;

	if (!l->public)
		db_bind_text(s, ":brand", act->actor.brand_id);
	if (l->category != NULL)
		db_bind_text(s, ":category", l->category);
	if (l->collection != NULL)
		db_bind_text(s, ":collection", l->collection);
	if (l->match != NULL)
		db_bind_text(s, ":match", l->match);
	choices_bind(act, l, s);
	for (i = 0; i < COUNT(conditions); i++) {
		v = &l->filter->values[conditions[i].field];
		if (!(l->plain & UINT64_C(1) << conditions[i].field) ||
		    conditions[i].name == NULL)
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
	struct where			 w = { .count = 0 };
	const struct compose_select	 c = {
		.select = select, .where = w.list, .tail = tail,
	};
	struct stmt			*s;

	where_make(act, l, &w);
	where_add(&w, more);
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
