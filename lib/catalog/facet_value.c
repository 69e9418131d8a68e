/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/catalog/facet.h"

static const char sql_all_options[] =
    "SELECT name FROM facet_count WHERE kind = 'option'"
    " GROUP BY name ORDER BY sum(products) DESC, name LIMIT :limit";
static const char sql_all_values[] =
    "SELECT value, products FROM facet_count"
    " WHERE kind = :kind AND name = :name"
    " ORDER BY products DESC, value LIMIT :limit";
static const char sql_options[] =
    "SELECT f.name FROM product p CROSS JOIN product_facet f"
    " WHERE f.product_id = p.id AND f.kind = 'option'";
static const char sql_options_tail[] =
    "GROUP BY f.name ORDER BY count(*) DESC, f.name LIMIT :limit";
static const char sql_values[] =
    "SELECT f.value, count(*) AS n FROM product p"
    " CROSS JOIN product_facet f"
    " WHERE f.product_id = p.id AND f.kind = :kind AND f.name = :name";
static const char sql_values_tail[] =
    "GROUP BY f.value ORDER BY n DESC, f.value LIMIT :limit";

static bool
is_chosen(const struct listing *l, int field, const char *name,
    const char *value)
{
	int	 n, i;

	for (n = 0; n < l->choice_count; n++)
		for (i = 0; l->choices[n].field == field &&
		    text_equal(l->choices[n].name, name) &&
		    i < l->choices[n].count; i++)
			if (text_equal(l->choices[n].values[i], value))
				return true;
	return false;
}

static struct stmt *
values_sql(struct facet_maker *m, const struct listing *part,
    const char *kind, const char *name)
{
	struct stmt	*s = facet_is_of_all(part) ?
			    db_sql(m->act->db, sql_all_values) :
			    facet_sql(m, part, sql_values, sql_values_tail);

	db_bind_text(s, ":kind", kind);
	db_bind_text(s, ":name", name);
	db_bind_int(s, ":limit", FACET_VALUES + 1);
	return s;
}

/* name "": not of an option. */
static enum outcome
facet_put(struct facet_maker *m, int field, const char *filter,
    const char *kind, const char *name)
{
	const struct listing	 part = listing_without(&m->list, field, name);
	struct record		*group = facet_group(m->act->arena, filter,
				    *name == '\0' ? NULL : name);
	struct stmt		*s = values_sql(m, &part, kind, name);
	struct record		*v;
	const char		*value;
	enum outcome		 e;

	while ((e = db_step(s)) == SOUK_OK) {
		value = db_copy(s, 0, m->act->arena);
		v = facet_value(m, group, value, value, db_int(s, 1));
		if (v != NULL)
			record_set_int(v, FACET_SELECTED, is_chosen(&m->list,
			    field, name, value));
	}
	facet_group_put(m, group);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static bool
is_in(const char *const *names, size_t n, const char *name)
{
	size_t	 i;

	for (i = 0; i < n; i++)
		if (text_equal(names[i], name))
			return true;
	return false;
}

/* The names that the list has, and those that were chosen. */
enum outcome
facet_options_put(struct facet_maker *m)
{
	const char	*names[FACET_OPTIONS + CHOICES_MAX];
	struct stmt	*s = facet_is_of_all(&m->list) ?
			    db_sql(m->act->db, sql_all_options) :
			    facet_sql(m, &m->list, sql_options,
			    sql_options_tail);
	enum outcome	 e;
	size_t		 i, n = 0;

	db_bind_int(s, ":limit", FACET_OPTIONS);
	while ((e = db_step(s)) == SOUK_OK)
		names[n++] = db_copy(s, 0, m->act->arena);
	if (e != SOUK_NOT_FOUND)
		return e;
	for (i = 0; i < (size_t)m->list.choice_count; i++)
		if (m->list.choices[i].field == FILTER_OPTIONS &&
		    !is_in(names, n, m->list.choices[i].name))
			names[n++] = m->list.choices[i].name;
	for (i = 0, e = SOUK_OK; i < n && e == SOUK_OK; i++)
		e = facet_put(m, FILTER_OPTIONS, "options", "option",
		    names[i]);
	return e;
}

enum outcome
facet_vendors_put(struct facet_maker *m)
{
	return facet_put(m, FILTER_VENDOR, "vendor", "vendor", "");
}

enum outcome
facet_tags_put(struct facet_maker *m)
{
	return facet_put(m, FILTER_TAG, "tag", "tag", "");
}
