/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/catalog/facet.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

/* ---- groups ---------------------------------------------------------------- */

struct record *
facet_group(struct arena *arena, const char *filter, const char *name)
{
	struct record	*group = record_new(arena, &facet_group_fields);

	record_set_text(group, FACET_GROUP_FILTER, filter);
	if (name != NULL)
		record_set_text(group, FACET_GROUP_NAME, name);
	record_set_int(group, FACET_GROUP_MORE, 0);
	group->values[FACET_GROUP_VALUES].state = VALUE_SET;
	return group;
}

void
facet_group_put(struct facet_maker *m, const struct record *group)
{
	if (group->values[FACET_GROUP_VALUES].count > 0)
		*list_add(m->act->arena, m->groups, &facet_group_fields) =
		    *group;
}

struct record *
facet_value(struct facet_maker *m, struct record *group, const char *value,
    const char *name, int64_t count)
{
	struct value	*list = &group->values[FACET_GROUP_VALUES];
	struct record	*v;

	if (list->count == FACET_VALUES) {
		record_set_int(group, FACET_GROUP_MORE, 1);
		return NULL;
	}
	v = list_add(m->act->arena, list, &facet_value_fields);
	record_set_text(v, FACET_VALUE, value);
	record_set_text(v, FACET_NAME, name);
	record_set_int(v, FACET_COUNT, count);
	record_set_int(v, FACET_SELECTED, 0);
	return v;
}

bool
facet_is_of_all(const struct listing *l)
{
	return l->counted && l->category == NULL && l->collection == NULL &&
	    l->choice_count == 0;
}

bool
facet_is_asked(const struct listing *l, int field, int64_t num)
{
	return l->plain & UINT64_C(1) << field &&
	    l->filter->values[field].num == num;
}

struct stmt *
facet_sql(struct act *act, const struct listing *list, const char *select,
    const char *more, const char *tail)
{
	struct listing	 all = *list;

	listing_for_all(&all);
	return listing_sql(act, &all, select, more, tail);
}

enum outcome
facet_number(struct stmt *s, int64_t *number)
{
	enum outcome	 e = db_step(s);

	if (e == SOUK_OK && db_is_null(s, 0))
		e = SOUK_NOT_FOUND;
	if (e == SOUK_OK)
		*number = db_int(s, 0);
	db_done(s);
	return e;
}

/* ---- yes or no ------------------------------------------------------------- */

static const struct flag { int field; const char *filter; } flags[] = {
	[FLAG_IN_STOCK] = { FILTER_IN_STOCK, "inStock" },
	[FLAG_NEW] = { FILTER_NEW, "new" },
	[FLAG_FEATURED] = { FILTER_FEATURED, "featured" },
};

static void
answer_put(struct facet_maker *m, struct record *group, int field, bool yes,
    int64_t count)
{
	const char	*text = yes ? "true" : "false";
	struct record	*v;

	if (count == 0)
		return;
	v = facet_value(m, group, text, text, count);
	record_set_int(v, FACET_SELECTED, facet_is_asked(&m->list, field,
	    yes));
}

static enum outcome
flags_put(struct facet_maker *m)
{
	struct overview	*o;
	struct record	*group;
	enum outcome	 e;
	int		 i;

	for (i = 0; i < FLAG__MAX; i++) {
		if ((e = facet_overview(m, flags[i].field, &o)) != SOUK_OK)
			return e;
		group = facet_group(m->act->arena, flags[i].filter, NULL);
		answer_put(m, group, flags[i].field, true, o->flags[i]);
		answer_put(m, group, flags[i].field, false,
		    o->total - o->flags[i]);
		facet_group_put(m, group);
	}
	return SOUK_OK;
}

/* ---- all of them ----------------------------------------------------------- */

enum outcome
product_facets(struct act *act, const struct record *filter,
    struct record **out)
{
	static enum outcome (*const makers[])(struct facet_maker *) = {
		facet_categories_put, facet_values_put, facet_prices_put,
		flags_put,
	};
	struct facet_maker	 m = { .act = act };
	enum outcome		 e;
	size_t			 i;

	*out = record_new(act->arena, &facets_fields);
	m.groups = &(*out)->values[FACETS_GROUPS];
	m.groups->state = VALUE_SET;
	if ((e = listing_make(act, filter, true, &m.list)) != SOUK_OK ||
	    (!m.list.empty &&
	    (e = listing_total(act, &m.list, &m.total)) != SOUK_OK))
		return e;
	record_set_int(*out, FACETS_TOTAL, m.total);
	for (i = 0; i < COUNT(makers) && !m.list.empty && e == SOUK_OK; i++)
		e = makers[i](&m);
	return e;
}
