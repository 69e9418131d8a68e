/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/facet.h"

static const char sql_all_options[] =
    "SELECT name FROM facet_count WHERE kind = 'option'"
    " GROUP BY name ORDER BY sum(products) DESC, name LIMIT :limit";
static const char sql_all_values[] =
    "SELECT value, products FROM facet_count"
    " WHERE kind = :kind AND name = :name"
    " ORDER BY products DESC, value LIMIT :limit";

/*
 * Of the products of a list: from the few to their facets, or, when they are
 * a good part of all, through the facets in their order and past those of
 * other products.  The second needs no sorting of what it counts.
 */
#define VALUES_SQL(FROM) \
    "SELECT f.value, count(*) AS n, f.kind, f.name FROM " FROM
static const char sql_values_few[] =
    VALUES_SQL("product p CROSS JOIN product_facet f WHERE f.product_id = p.id");
static const char sql_values_few_tail[] =
    "GROUP BY f.kind, f.name, f.value"
    " ORDER BY f.kind, f.name, n DESC, f.value";
static const char sql_values_many[] =
    VALUES_SQL("product_facet f WHERE f.product_id || '' IN"
    " (SELECT p.id FROM product p WHERE 1 = 1");
static const char sql_values_many_tail[] =
    ") GROUP BY f.kind, f.name, f.value"
    " ORDER BY f.kind, f.name, n DESC, f.value";
static const char sql_values_few_one[] =
    VALUES_SQL("product p CROSS JOIN product_facet f WHERE f.product_id = p.id"
    " AND f.kind = :kind AND f.name = :name");
static const char sql_values_many_one[] =
    VALUES_SQL("product_facet f WHERE f.kind = :kind AND f.name = :name"
    " AND f.product_id || '' IN (SELECT p.id FROM product p WHERE 1 = 1");

#define SMALL_PART	3	/* of all is few */

/* ---- which values ---------------------------------------------------------- */

static const struct kind { int field; const char *kind, *filter; } kinds[] = {
	{ FILTER_VENDOR, "vendor", "vendor" },
	{ FILTER_TAG, "tag", "tag" },
	{ FILTER_OPTIONS, "option", "options" },
};
#define KINDS	3

static bool
is_chosen(const struct listing *l, int field, const char *name,
    const char *value)
{
	int	 n, i;

	for (n = 0; n < l->choice_count; n++)
		for (i = 0; l->choices[n].field == field &&
		    text_equal(l->choices[n].name, name) &&
		    i < l->choices[n].count; i++)
			if (value == NULL ||
			    text_equal(l->choices[n].values[i], value))
				return true;
	return false;
}

static struct stmt *
values_sql(struct act *act, const struct listing *part, int64_t found,
    bool one)
{
	const bool	 many = found > part->all / SMALL_PART;

	if (one)
		return many ? facet_sql(act, part, sql_values_many_one, NULL,
		    sql_values_many_tail) : facet_sql(act, part,
		    sql_values_few_one, NULL, sql_values_few_tail);
	return many ? facet_sql(act, part, sql_values_many, NULL,
	    sql_values_many_tail) : facet_sql(act, part, sql_values_few, NULL,
	    sql_values_few_tail);
}

/* The value and number in the current row. */
static void
row_put(struct facet_maker *m, struct stmt *s, const struct kind *k,
    const char *name, struct record *group)
{
	const char	*value = db_copy(s, 0, m->act->arena);
	struct record	*v = facet_value(m, group, value, value, db_int(s, 1));

	if (v != NULL)
		record_set_int(v, FACET_SELECTED, is_chosen(&m->list,
		    k->field, name, value));
}

/* ---- one group by itself ----------------------------------------------------- */

static struct record *
group_new(struct facet_maker *m, const struct kind *k, const char *name)
{
	return facet_group(m->act->arena, k->filter,
	    *name == '\0' ? NULL : name);
}

/* Of a list without the group's own filter, which is of all or is not. */
static enum outcome
own_put(struct facet_maker *m, const struct kind *k, const char *name)
{
	const struct listing	 part = listing_without(&m->list, k->field,
				    name);
	const bool		 all = facet_is_of_all(&part);
	struct record		*group = group_new(m, k, name);
	struct stmt		*s;
	enum outcome		 e;

	s = all ? db_sql(m->act->db, sql_all_values) : values_sql(m->act,
	    &part, part.finder == BY_NOTHING ? part.all : part.found, true);
	db_bind_text(s, ":kind", k->kind);
	db_bind_text(s, ":name", name);
	if (all)
		db_bind_int(s, ":limit", FACET_VALUES + 1);
	while ((e = db_step(s)) == SOUK_OK)
		row_put(m, s, k, name, group);
	facet_group_put(m, group);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- all groups of the list ---------------------------------------------------- */

struct seen {
	const struct kind	*kind;
	const char		*name;
	struct record		*group;		/* NULL: it needs its own way */
	int64_t			 sum;
};

struct seen_list { struct seen *list; size_t count; };

static struct seen *
seen_add(struct facet_maker *m, struct seen_list *l, const struct kind *k,
    const char *name)
{
	const size_t	 n = l->count++;

	l->list = arena_more(m->act->arena, l->list, n, sizeof(*l->list));
	l->list[n] = (struct seen){ .kind = k, .name = name,
	    .group = is_chosen(&m->list, k->field, name, NULL) ? NULL :
	    group_new(m, k, name) };
	return &l->list[n];
}

static const struct kind *
kind_find(const char *text)
{
	int	 i;

	for (i = 0; i < KINDS - 1; i++)
		if (text_equal(kinds[i].kind, text))
			break;
	return &kinds[i];
}

/* One way through the list; the rows of a group come together. */
static enum outcome
list_read(struct facet_maker *m, struct seen_list *l)
{
	struct stmt	*s = values_sql(m->act, &m->list, m->total, false);
	struct seen	*g = NULL;
	enum outcome	 e;

	while ((e = db_step(s)) == SOUK_OK) {
		if (g == NULL || !text_equal(g->kind->kind,
		    db_text(s, 2, NULL)) ||
		    !text_equal(g->name, db_text(s, 3, NULL)))
			g = seen_add(m, l, kind_find(db_text(s, 2, NULL)),
			    db_copy(s, 3, m->act->arena));
		g->sum += db_int(s, 1);
		if (g->group != NULL)
			row_put(m, s, g->kind, g->name, g->group);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* Of counters: vendors, tags, and the options of most products. */
static enum outcome
all_read(struct facet_maker *m, struct seen_list *l)
{
	struct stmt	*s = db_sql(m->act->db, sql_all_options);
	enum outcome	 e;
	int		 i, left = FACET_OPTIONS;

	for (i = 0; i < KINDS - 1; i++)
		seen_add(m, l, &kinds[i], "")->group = NULL;
	db_bind_int(s, ":limit", FACET_OPTIONS);
	for (; (e = db_step(s)) == SOUK_OK; left--) {
		struct seen	*g = seen_add(m, l, &kinds[KINDS - 1],
				    db_copy(s, 0, m->act->arena));

		g->group = NULL;
		g->sum = left;
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* What was chosen is shown even if nothing of it is in the list. */
static void
chosen_add(struct facet_maker *m, struct seen_list *l)
{
	const struct choice	*c;
	size_t			 k;
	int			 n;

	for (n = 0; n < m->list.choice_count; n++) {
		c = &m->list.choices[n];
		for (k = 0; k < l->count; k++)
			if (l->list[k].kind->field == c->field &&
			    text_equal(l->list[k].name, c->name))
				break;
		if (k == l->count)
			seen_add(m, l, c->field == FILTER_VENDOR ? &kinds[0] :
			    c->field == FILTER_TAG ? &kinds[1] : &kinds[2],
			    c->name);
	}
}

/* Vendors, tags, then options, those that stand for most first. */
static int
seen_compare(const void *x, const void *y)
{
	const struct seen	*a = x, *b = y;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->sum != b->sum)
		return a->sum > b->sum ? -1 : 1;
	return strcmp(a->name, b->name);
}

enum outcome
facet_values_put(struct facet_maker *m)
{
	struct seen_list	 l = { NULL, 0 };
	enum outcome		 e;
	size_t			 i;

	e = facet_is_of_all(&m->list) ? all_read(m, &l) : list_read(m, &l);
	if (e != SOUK_OK)
		return e;
	chosen_add(m, &l);
	if (l.count > 0)
		qsort(l.list, l.count, sizeof(*l.list), seen_compare);
	for (i = 0; i < l.count && i < FACET_OPTIONS + CHOICES_MAX &&
	    e == SOUK_OK; i++)
		if (l.list[i].group != NULL)
			facet_group_put(m, l.list[i].group);
		else
			e = own_put(m, l.list[i].kind, l.list[i].name);
	return e;
}
