/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/many.h"
#include "lib/orders/promotions.h"
#include "lib/orders/quote_parts.h"

/*
 * A line is of its product, of its category and those above, and of the
 * collections that its product is in.  An offer is about the lines that are
 * of one of its targets.
 */
static const char sql_targets[] =
    "SELECT promotion_id, target_id FROM promotion_target"
    " WHERE promotion_id IN (" DB_HUNDRED("p0") "," DB_TEN("p10") ")"
    " ORDER BY promotion_id, target_id";
static const char sql_above[] =
    "WITH RECURSIVE up (leaf, id) AS ("
    " SELECT c.id, c.id FROM category c WHERE c.id IN ("
    DB_HUNDRED("p0") ")"
    " UNION SELECT u.leaf, c.parent_id FROM up u"
    "  JOIN category c ON c.id = u.id WHERE c.parent_id IS NOT NULL)"
    " SELECT leaf, id FROM up";
static const char sql_collections[] =
    "SELECT product_id, collection_id FROM collection_product"
    " WHERE product_id IN (" DB_HUNDRED("p0") ")";

#define OFFERS_MOST	(DB_MANY + QUOTE_CODES)

/* An offer's targets, sorted. */
struct targets { const char **ids; size_t count; };

struct scopes {
	struct quote_work	*w;
	struct targets		*targets;	/* of each offer */
	bool			 asked[SCOPE__MAX];
};

static enum promotion_scope
scope_of(const struct offer *o)
{
	int	 i;

	for (i = 0; i < SCOPE__MAX; i++)
		if (text_equal(promotion_scopes[i], o->scope))
			return (enum promotion_scope)i;
	return SCOPE_ALL;
}

/* ---- targets ----------------------------------------------------------------- */

static int
text_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
target_add(struct scopes *sc, const char *offer, const char *target)
{
	struct arena	*arena = sc->w->act->arena;
	struct targets	*t;
	size_t		 i;

	for (i = 0; i < sc->w->offer_count; i++)
		if (strcmp(sc->w->offers[i].id, offer) == 0)
			break;
	if (i == sc->w->offer_count)
		return;
	t = &sc->targets[i];
	t->ids = arena_more(arena, t->ids, t->count, sizeof(*t->ids));
	t->ids[t->count++] = arena_copy(arena, target);
}

/* Sorts them too: an order of the database may be another. */
static enum outcome
targets_read(struct scopes *sc)
{
	const char	*ids[OFFERS_MOST];
	struct stmt	*s;
	enum outcome	 e;
	size_t		 i, n = 0;

	for (i = 0; i < sc->w->offer_count; i++)
		if (sc->w->offers[i].sum.scope != NULL)
			ids[n++] = sc->w->offers[i].id;
	if (n == 0)
		return SOUK_OK;
	s = db_sql(sc->w->act->db, sql_targets);
	db_bind_many(s, ids, n, OFFERS_MOST);
	while ((e = db_step(s)) == SOUK_OK)
		target_add(sc, db_text(s, 0, NULL), db_text(s, 1, NULL));
	for (i = 0; i < sc->w->offer_count; i++)
		if (sc->targets[i].count > 1)
			qsort(sc->targets[i].ids, sc->targets[i].count,
			    sizeof(*sc->targets[i].ids), text_compare);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* The line is of that target: it is in the scope of those that name it. */
static void
line_is_of(struct scopes *sc, size_t line, enum promotion_scope scope,
    const char *target)
{
	struct offer	*o;
	size_t		 k;

	for (k = 0; k < sc->w->offer_count; k++) {
		o = &sc->w->offers[k];
		if (o->sum.scope != NULL && scope_of(o) == scope &&
		    sc->targets[k].count > 0 &&
		    bsearch(&target, sc->targets[k].ids, sc->targets[k].count,
		    sizeof(target), text_compare) != NULL)
			((bool *)(uintptr_t)o->sum.scope)[line] = true;
	}
}

/* ---- what lines are of ---------------------------------------------------------- */

static const char *
key_of(const struct quote_line *l, enum promotion_scope scope)
{
	return scope == SCOPE_CATEGORIES ? l->category_id : l->product_id;
}

/* What a statement says of each key: rows of a key and a target. */
static enum outcome
some_keys(struct scopes *sc, enum promotion_scope scope, const char *sql,
    const char *const *keys, size_t n)
{
	const struct quote	*q = sc->w->quote;
	struct stmt		*s = db_sql(sc->w->act->db, sql);
	enum outcome		 e;
	size_t			 i;

	db_bind_many(s, keys, n, DB_MANY);
	while ((e = db_step(s)) == SOUK_OK)
		for (i = 0; i < q->line_count; i++)
			if (text_equal(key_of(&q->lines[i], scope),
			    db_text(s, 0, NULL)))
				line_is_of(sc, i, scope, db_text(s, 1, NULL));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* Each key once, a hundred a statement. */
static enum outcome
all_keys(struct scopes *sc, enum promotion_scope scope, const char *sql)
{
	const struct quote	*q = sc->w->quote;
	const char		**keys;
	enum outcome		 e = SOUK_OK;
	size_t			 i, n = 0, once = 0, some;

	keys = arena_array(sc->w->act->arena, q->line_count + 1,
	    sizeof(*keys));
	for (i = 0; i < q->line_count; i++)
		if (key_of(&q->lines[i], scope) != NULL)
			keys[n++] = key_of(&q->lines[i], scope);
	qsort(keys, n, sizeof(*keys), text_compare);
	for (i = 0; i < n; i++)
		if (once == 0 || strcmp(keys[once - 1], keys[i]) != 0)
			keys[once++] = keys[i];
	for (i = 0; i < once && e == SOUK_OK; i += some) {
		some = once - i < DB_MANY ? once - i : DB_MANY;
		e = some_keys(sc, scope, sql, keys + i, some);
	}
	return e;
}

static void
products(struct scopes *sc)
{
	const struct quote	*q = sc->w->quote;
	size_t			 i;

	for (i = 0; i < q->line_count; i++)
		if (q->lines[i].product_id != NULL)
			line_is_of(sc, i, SCOPE_PRODUCTS,
			    q->lines[i].product_id);
}

enum outcome
quote_scopes(struct quote_work *w)
{
	struct scopes	 sc = { .w = w };
	struct offer	*o;
	enum outcome	 e;
	size_t		 k;

	sc.targets = arena_array(w->act->arena, w->offer_count + 1,
	    sizeof(*sc.targets));
	for (k = 0; k < w->offer_count; k++) {
		o = &w->offers[k];
		sc.asked[scope_of(o)] |= o->problem == NULL;
		if (o->problem == NULL && scope_of(o) != SCOPE_ALL)
			o->sum.scope = arena_array(w->act->arena,
			    w->quote->line_count + 1, sizeof(*o->sum.scope));
	}
	if ((e = targets_read(&sc)) != SOUK_OK)
		return e;
	if (sc.asked[SCOPE_PRODUCTS])
		products(&sc);
	if (sc.asked[SCOPE_CATEGORIES] && (e = all_keys(&sc,
	    SCOPE_CATEGORIES, sql_above)) != SOUK_OK)
		return e;
	return sc.asked[SCOPE_COLLECTIONS] ? all_keys(&sc, SCOPE_COLLECTIONS,
	    sql_collections) : SOUK_OK;
}
