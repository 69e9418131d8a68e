/* SPDX-License-Identifier: ISC */
#include "lib/catalog/facet.h"

static const char sql_overview[] =
    "SELECT p.category_id, count(*),"
    " sum(CASE WHEN p.stock > 0 THEN 1 ELSE 0 END), sum(p.is_new),"
    " sum(p.is_featured), min(p.price_from), max(p.price_from)"
    " FROM product p WHERE 1 = 1";
static const char sql_overview_tail[] = "GROUP BY p.category_id";

/* Of all: counters, and what an index answers by itself. */
static const char sql_all_categories[] = "SELECT id, products FROM category";
static const char sql_number[] = "SELECT count(*) FROM product p WHERE 1 = 1";
static const char sql_least[] =
    "SELECT min(p.price_from) FROM product p WHERE 1 = 1";
static const char sql_most[] =
    "SELECT max(p.price_from) FROM product p WHERE 1 = 1";
static const char *const flag_sql[FLAG__MAX] = {
	[FLAG_IN_STOCK] = "p.stock > 0", [FLAG_NEW] = "p.is_new = 1",
	[FLAG_FEATURED] = "p.is_featured = 1",
};

static void
tally_add(struct arena *arena, struct overview *o, const char *category,
    int64_t count)
{
	const size_t	 n = o->count++;

	o->tallies = arena_more(arena, o->tallies, n, sizeof(*o->tallies));
	o->tallies[n] = (struct tally){ category, count };
	o->total += count;
}

static void
prices_add(struct overview *o, int64_t least, int64_t most)
{
	if (!o->priced || least < o->least)
		o->least = least;
	if (!o->priced || most > o->most)
		o->most = most;
	o->priced = true;
}

static enum outcome
overview_read(struct act *act, const struct listing *part, struct overview *o)
{
	struct stmt	*s = facet_sql(act, part, sql_overview, NULL,
			    sql_overview_tail);
	enum outcome	 e;
	int		 i;

	while ((e = db_step(s)) == SOUK_OK) {
		tally_add(act->arena, o, db_copy(s, 0, act->arena),
		    db_int(s, 1));
		for (i = 0; i < FLAG__MAX; i++)
			o->flags[i] += db_int(s, 2 + i);
		if (!db_is_null(s, 5))
			prices_add(o, db_int(s, 5), db_int(s, 6));
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
categories_of_all(struct act *act, struct overview *o)
{
	struct stmt	*s = db_sql(act->db, sql_all_categories);
	enum outcome	 e;

	while ((e = db_step(s)) == SOUK_OK)
		tally_add(act->arena, o, db_copy(s, 0, act->arena),
		    db_int(s, 1));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
overview_of_all(struct act *act, const struct listing *part,
    struct overview *o)
{
	int64_t		 least, most;
	enum outcome	 e;
	int		 i;

	e = categories_of_all(act, o);
	for (i = 0; i < FLAG__MAX && e == SOUK_OK; i++)
		e = facet_number(facet_sql(act, part, sql_number, flag_sql[i],
		    NULL), &o->flags[i]);
	if (e != SOUK_OK ||
	    (e = facet_number(facet_sql(act, part, sql_least, NULL, NULL),
	    &least)) != SOUK_OK ||
	    (e = facet_number(facet_sql(act, part, sql_most, NULL, NULL),
	    &most)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	prices_add(o, least, most);
	return SOUK_OK;
}

static bool
is_filtered(const struct listing *l, int field)
{
	if (field == FILTER_CATEGORY)
		return l->category != NULL;
	return l->plain & UINT64_C(1) << field || (field == FILTER_MIN_PRICE &&
	    l->plain & UINT64_C(1) << FILTER_MAX_PRICE);
}

/* What several groups look at is read once. */
enum outcome
facet_overview(struct facet_maker *m, int field, struct overview **out)
{
	const struct listing	 part = listing_without(&m->list, field, NULL);
	struct overview		*own = NULL;
	struct overview		**o = facet_is_of_all(&part) ? &m->of_all :
				    is_filtered(&m->list, field) ? &own :
				    &m->of_list;
	enum outcome		 e = SOUK_OK;

	if (*o == NULL) {
		*o = arena_alloc(m->act->arena, sizeof(**o));
		e = o == &m->of_all ? overview_of_all(m->act, &part, *o) :
		    overview_read(m->act, &part, *o);
	}
	*out = *o;
	return e;
}
