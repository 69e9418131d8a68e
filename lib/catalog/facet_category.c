/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/facet.h"

static const char sql_categories[] =
    "SELECT p.category_id, count(*) FROM product p WHERE 1 = 1";
static const char sql_categories_tail[] = "GROUP BY p.category_id";

struct node { const char *id, *parent, *slug, *name; int64_t count; };
struct nodes { struct node *list; size_t count; };

/* In tree order, counting nothing or (all) what their counters say. */
static enum outcome
nodes_read(struct act *act, bool all, struct nodes *nodes)
{
	struct record	*row = record_new(act->arena, &category_fields);
	struct stmt	*rows;
	struct node	*list;
	enum outcome	 e;
	size_t		 room = 32;

	*nodes = (struct nodes){ arena_array(act->arena, room,
	    sizeof(*nodes->list)), 0 };
	if ((e = category_list(act, true, &rows)) != SOUK_OK)
		return e;
	while ((e = category_row(act, rows, row)) == SOUK_OK) {
		if (nodes->count == room) {
			list = arena_array(act->arena, room *= 2,
			    sizeof(*list));
			memcpy(list, nodes->list,
			    nodes->count * sizeof(*list));
			nodes->list = list;
		}
		nodes->list[nodes->count++] = (struct node){
			.id = record_text(row, CATEGORY_ID),
			.parent = record_text(row, CATEGORY_PARENT),
			.slug = record_text(row, CATEGORY_SLUG),
			.name = record_text(row, CATEGORY_NAME),
			.count = all ? row->values[CATEGORY_PRODUCTS].num : 0,
		};
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static struct node *
node_find(const struct nodes *nodes, const char *id)
{
	size_t	 i;

	for (i = 0; id != NULL && i < nodes->count; i++)
		if (text_equal(nodes->list[i].id, id))
			return &nodes->list[i];
	return NULL;
}

/* A product counts in its category and in all above it. */
static enum outcome
nodes_count(struct facet_maker *m, const struct listing *part,
    const struct nodes *nodes)
{
	struct stmt	*s = facet_sql(m, part, sql_categories,
			    sql_categories_tail);
	struct node	*n;
	enum outcome	 e;

	while ((e = db_step(s)) == SOUK_OK)
		for (n = node_find(nodes, db_text(s, 0, NULL)); n != NULL;
		    n = node_find(nodes, n->parent))
			n->count += db_int(s, 1);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static int
node_compare(const void *x, const void *y)
{
	const struct node	*a = x, *b = y;
	int			 d;

	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	d = strcmp(a->name == NULL ? "" : a->name,
	    b->name == NULL ? "" : b->name);
	return d != 0 ? d : strcmp(a->id, b->id);
}

enum outcome
facet_categories_put(struct facet_maker *m)
{
	const struct listing	 part = listing_without(&m->list,
				    FILTER_CATEGORY, NULL);
	struct record		*group = facet_group(m->act->arena, "category",
				    NULL), *v;
	const struct node	*n;
	struct nodes		 nodes;
	enum outcome		 e;
	size_t			 i;

	if ((e = nodes_read(m->act, facet_is_of_all(&part), &nodes)) != SOUK_OK ||
	    (!facet_is_of_all(&part) &&
	    (e = nodes_count(m, &part, &nodes)) != SOUK_OK))
		return e;
	if (nodes.count > 0)
		qsort(nodes.list, nodes.count, sizeof(*nodes.list),
		    node_compare);
	for (i = 0; i < nodes.count && nodes.list[i].count > 0; i++) {
		n = &nodes.list[i];
		v = facet_value(m, group, n->slug == NULL ? n->id : n->slug,
		    n->name, n->count);
		if (v != NULL)
			record_set_int(v, FACET_SELECTED,
			    text_equal(m->list.category, n->id));
	}
	facet_group_put(m, group);
	return SOUK_OK;
}
