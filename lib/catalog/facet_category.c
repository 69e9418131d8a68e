/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/text.h"
#include "lib/catalog/facet.h"

struct node { const char *id, *parent, *slug, *name; int64_t count; };
struct nodes { struct node *list; size_t count; };

/* In tree order, counting nothing yet. */
static enum outcome
nodes_read(struct act *act, struct nodes *nodes)
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
static void
nodes_count(const struct nodes *nodes, const struct overview *o)
{
	struct node	*n;
	size_t		 i;

	for (i = 0; i < o->count; i++)
		for (n = node_find(nodes, o->tallies[i].category); n != NULL;
		    n = node_find(nodes, n->parent))
			n->count += o->tallies[i].count;
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
	struct record		*group = facet_group(m->act->arena, "category",
				    NULL), *v;
	const struct node	*n;
	struct nodes		 nodes;
	struct overview		*o;
	enum outcome		 e;
	size_t			 i;

	if ((e = facet_overview(m, FILTER_CATEGORY, &o)) != SOUK_OK ||
	    (e = nodes_read(m->act, &nodes)) != SOUK_OK)
		return e;
	nodes_count(&nodes, o);
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
