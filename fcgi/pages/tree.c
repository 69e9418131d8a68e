/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/tree.h"

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"

static void
node_read(struct tree_node *n, const struct record *r)
{
	n->id = r->values[CATEGORY_ID].text;
	n->parent = r->values[CATEGORY_PARENT].text;
	n->slug = r->values[CATEGORY_SLUG].text;
	n->name = r->values[CATEGORY_NAME].text;
	n->description = r->values[CATEGORY_DESCRIPTION].text;
	n->image = r->values[CATEGORY_IMAGE].text;
	n->products = r->values[CATEGORY_PRODUCTS].num;
}

static struct tree_node *
nodes_grow(struct arena *arena, const struct tree_node *old, size_t count,
    size_t room)
{
	struct tree_node	*nodes = arena_array(arena, room,
				    sizeof(*nodes));
	size_t			 i;

	for (i = 0; i < count; i++)
		nodes[i] = old[i];
	return nodes;
}

enum outcome
tree_load(struct act *act, struct tree *tree)
{
	struct tree_node	*nodes = NULL;
	struct stmt		*rows;
	struct record		*row;
	size_t			 count = 0, room = 0;
	enum outcome		 e;

	*tree = (struct tree){ 0 };
	if ((e = category_list(act, true, &rows)) != SOUK_OK)
		return e;
	for (;;) {
		row = record_new(act->arena, &category_fields);
		if ((e = category_row(act, rows, row)) != SOUK_OK)
			break;
		if (count == room) {
			room = room == 0 ? 32 : room * 2;
			nodes = nodes_grow(act->arena, nodes, count, room);
		}
		node_read(&nodes[count++], row);
	}
	*tree = (struct tree){ .nodes = nodes, .count = count };
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

const struct tree_node *
tree_find(const struct tree *tree, const char *id)
{
	size_t	 i;

	for (i = 0; id != NULL && i < tree->count; i++)
		if (text_equal(tree->nodes[i].id, id))
			return &tree->nodes[i];
	return NULL;
}

size_t
tree_path(const struct tree *tree, const char *id,
    const struct tree_node *path[TREE_DEPTH])
{
	const struct tree_node	*up[TREE_DEPTH], *n;
	size_t			 i, depth = 0;

	for (n = tree_find(tree, id); n != NULL && depth < TREE_DEPTH;
	    n = tree_find(tree, n->parent))
		up[depth++] = n;
	for (i = 0; i < depth; i++)
		path[i] = up[depth - 1 - i];
	return depth;
}

const struct tree_node *
tree_child(const struct tree *tree, const char *parent, size_t *at)
{
	const struct tree_node	*n;

	while (*at < tree->count) {
		n = &tree->nodes[(*at)++];
		if (parent == NULL ? n->parent == NULL :
		    text_equal(n->parent, parent))
			return n;
	}
	return NULL;
}
