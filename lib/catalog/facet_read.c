/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/catalog/facet.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_number[] = "SELECT count(*) FROM product p WHERE 1 = 1";

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

/* A group with nothing in it is not shown. */
void
facet_group_put(struct facet_maker *m, const struct record *group)
{
	if (group->values[FACET_GROUP_VALUES].count > 0)
		*list_add(m->act->arena, m->groups, &facet_group_fields) =
		    *group;
}

/* Values come in order; what is beyond the last is only noted. */
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

/* Nothing is asked for but what the group itself is about. */
bool
facet_is_of_all(const struct listing *l)
{
	return l->counted && l->category == NULL && l->collection == NULL &&
	    l->choice_count == 0;
}

struct stmt *
facet_sql(struct facet_maker *m, const struct listing *part,
    const char *select, const char *tail)
{
	struct listing	 all = *part;

	listing_for_all(&all);
	return listing_sql(m->act, &all, select, NULL, tail);
}

/* The only number of a row; NOT_FOUND: it is NULL. */
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

bool
facet_is_asked(const struct listing *l, int field, int64_t num)
{
	return l->plain & UINT64_C(1) << field &&
	    l->filter->values[field].num == num;
}

/* ---- yes or no ------------------------------------------------------------------- */

static const struct flag {
	int		 field;
	const char	*filter, *sql;
} flags[] = {
	{ FILTER_IN_STOCK, "inStock", "p.stock > 0" },
	{ FILTER_NEW, "new", "p.is_new = 1" },
	{ FILTER_FEATURED, "featured", "p.is_featured = 1" },
};

static enum outcome
flag_put(struct facet_maker *m, const struct flag *f)
{
	struct listing	 part = listing_without(&m->list, f->field, NULL);
	struct record	*group = facet_group(m->act->arena, f->filter, NULL);
	struct record	*v;
	int64_t		 total, counts[2];
	enum outcome	 e;
	int		 i;

	if ((e = listing_total(m->act, &part, &total)) != SOUK_OK)
		return e;
	listing_for_all(&part);
	e = facet_number(listing_sql(m->act, &part, sql_number, f->sql, NULL),
	    &counts[1]);
	if (e != SOUK_OK)
		return e;
	counts[0] = total - counts[1];
	for (i = 1; i >= 0; i--) {
		if (counts[i] == 0)
			continue;
		v = facet_value(m, group, i == 1 ? "true" : "false",
		    i == 1 ? "true" : "false", counts[i]);
		if (v != NULL)
			record_set_int(v, FACET_SELECTED,
			    facet_is_asked(&m->list, f->field, i));
	}
	facet_group_put(m, group);
	return SOUK_OK;
}

static enum outcome
flags_put(struct facet_maker *m)
{
	enum outcome	 e = SOUK_OK;
	size_t		 i;

	for (i = 0; i < COUNT(flags) && e == SOUK_OK; i++)
		e = flag_put(m, &flags[i]);
	return e;
}

/* ---- all of them ------------------------------------------------------------------- */

enum outcome
product_facets(struct act *act, const struct record *filter,
    struct record **out)
{
	static enum outcome (*const makers[])(struct facet_maker *) = {
		facet_categories_put, facet_vendors_put, facet_tags_put, facet_options_put,
		facet_prices_put, flags_put,
	};
	struct facet_maker	 m = { .act = act };
	int64_t			 total = 0;
	enum outcome		 e;
	size_t			 i;

	*out = record_new(act->arena, &facets_fields);
	m.groups = &(*out)->values[FACETS_GROUPS];
	m.groups->state = VALUE_SET;
	if ((e = listing_make(act, filter, true, &m.list)) != SOUK_OK ||
	    (!m.list.empty &&
	    (e = listing_total(act, &m.list, &total)) != SOUK_OK))
		return e;
	record_set_int(*out, FACETS_TOTAL, total);
	for (i = 0; i < COUNT(makers) && !m.list.empty && e == SOUK_OK; i++)
		e = makers[i](&m);
	return e;
}
