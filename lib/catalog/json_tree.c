/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/grow.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"
#include "lib/catalog/import_set.h"
#include "lib/catalog/json_source.h"

/* One category: its cells, in one piece of memory. */
struct node {
	const char	*cells[JSON_COLUMN__MAX];
	char		*text;
	int64_t		 line;
	size_t		 parent;		/* NONE: at the top */
	int		 depth;			/* 0: not known, CYCLE */
	bool		 is_text;		/* of the one before it */
};

#define SLUG_BYTES	96
#define NONE	SIZE_MAX
#define CYCLE	(-1)

struct json_tree {
	struct node		*nodes;
	size_t			 count, room, given;
	size_t			 categories;	/* without their texts */
	size_t			 at;		/* next to be handed out */
	int			 level;		/* of this level */
	struct import_set	 known;		/* ids and slugs */
};

struct json_tree *
json_tree_new(void)
{
	return calloc(1, sizeof(struct json_tree));
}

void
json_tree_free(struct json_tree *t)
{
	size_t	 i;

	for (i = 0; t != NULL && i < t->count; i++)
		free(t->nodes[i].text);
	if (t != NULL) {
		free(t->nodes);
		import_set_clear(&t->known);
	}
	free(t);
}

/* ---- taking them in ------------------------------------------------------ */

static struct node *
node_room(struct json_tree *t)
{
	const size_t	 room = t->room == 0 ? 64 : 2 * t->room;
	struct node	*more;

	if (t->count == JSON_NODES_MAX)
		return NULL;
	if (t->count == t->room) {
		more = grow(t->nodes, room, sizeof(*more));
		if (more == NULL)
			return NULL;
		t->nodes = more;
		t->room = room;
	}
	t->nodes[t->count] = (struct node){ .parent = NONE };
	return &t->nodes[t->count++];
}

static bool
cells_copy(struct node *node, const char *const cells[JSON_COLUMN__MAX])
{
	size_t	 i, len = 0;
	char	*p;

	for (i = 0; i < JSON_COLUMN__MAX; i++)
		len += strlen(cells[i]) + 1;
	if ((p = node->text = grow(NULL, len, 1)) == NULL)
		return false;
	for (i = 0; i < JSON_COLUMN__MAX; i++) {
		len = strlen(cells[i]) + 1;
		node->cells[i] = memcpy(p, cells[i], len);
		p += len;
	}
	return true;
}

/* By which a category is called: its id, its slug, its name. */
static void
node_know(struct json_tree *t, size_t n)
{
	static const enum json_column	 names[] = {
		JSON_ID, JSON_SLUG, JSON_NAME
	};
	size_t				 i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (*t->nodes[n].cells[names[i]] != '\0')
			import_set_add(&t->known, json_columns[names[i]],
			    t->nodes[n].cells[names[i]], (int64_t)n);
}

static struct node *
node_take(struct json_tree *t, const char *const cells[JSON_COLUMN__MAX],
    int64_t line, size_t parent)
{
	struct node	*node = node_room(t);

	if (node == NULL || !cells_copy(node, cells))
		return NULL;
	node->line = line;
	node->parent = parent;
	return node;
}

/* What it is called in other languages, right behind it. */
static bool
texts_add(struct json_tree *t, struct arena *arena, const struct json_in *in,
    const struct node *of)
{
	const struct node	 category = *of;
	const char		*cells[JSON_COLUMN__MAX];
	const struct json_in	*texts = json_texts(in);
	struct node		*node;
	size_t			 i;

	for (i = 0; texts != NULL && i < texts->count; i++) {
		if (texts->items[i].type != JSON_OBJECT)
			continue;
		json_cells(cells, "category", true);
		json_element(arena, &texts->items[i], cells);
		cells[JSON_TEXT_OF] = category.cells[JSON_SLUG];
		cells[JSON_PARENT] = category.cells[JSON_PARENT];
		node = node_take(t, cells, category.line, category.parent);
		if (node == NULL)
			return false;
		node->is_text = true;
	}
	return true;
}

static bool
node_add(struct json_tree *t, struct arena *arena, const struct json_in *in,
    const struct node *where, bool own)
{
	const struct json_in	*children = json_children(in);
	struct node		 below = { .line = where->line };
	const char		*cells[JSON_COLUMN__MAX];
	struct node		*node;
	size_t			 i;

	json_cells(cells, "category", own);
	json_element(arena, in, cells);
	if (*cells[JSON_SLUG] == '\0')
		cells[JSON_SLUG] = text_slug(arena, cells[JSON_NAME],
		    SLUG_BYTES);
	if (t->categories++ == JSON_CATEGORIES_MAX ||
	    (node = node_take(t, cells, where->line, where->parent)) == NULL)
		return false;
	below.parent = t->count - 1;
	node_know(t, below.parent);
	if (own && !texts_add(t, arena, in, node))
		return false;
	for (i = 0; children != NULL && i < children->count; i++)
		if (children->items[i].type == JSON_OBJECT &&
		    !node_add(t, arena, &children->items[i], &below, own))
			return false;
	return true;
}

bool
json_tree_add(struct json_tree *t, struct arena *arena,
    const struct json_in *category, int64_t line, bool own)
{
	const struct node	 where = { .line = line, .parent = NONE };

	return node_add(t, arena, category, &where, own);
}

/* ---- who is below whom --------------------------------------------------- */

static size_t
node_find(const struct json_tree *t, const char *what)
{
	static const enum json_column	 names[] = {
		JSON_ID, JSON_SLUG, JSON_NAME
	};
	int64_t				 n = -1;
	size_t				 i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]) && n < 0; i++)
		n = import_set_get(&t->known, json_columns[names[i]], what);
	return n < 0 ? NONE : (size_t)n;
}

/* Upwards until a depth is known or the top is reached. */
static int
depth_of(struct json_tree *t, size_t n)
{
	size_t	 at = n, steps = 0;

	while (t->nodes[at].depth == 0 && t->nodes[at].parent != NONE) {
		if (++steps > t->count)
			return CYCLE;
		at = t->nodes[at].parent;
	}
	if (t->nodes[at].depth == CYCLE)
		return CYCLE;
	return (int)steps + (t->nodes[at].depth == 0 ? 1 :
	    t->nodes[at].depth);
}

void
json_tree_sort(struct json_tree *t)
{
	struct node	*node;
	size_t		 i;

	for (i = 0; i < t->count; i++) {
		node = &t->nodes[i];
		if (node->parent == NONE && *node->cells[JSON_PARENT] != '\0')
			node->parent = node_find(t, node->cells[JSON_PARENT]);
	}
	for (i = 0; i < t->count; i++)
		t->nodes[i].depth = depth_of(t, i);
}

/* ---- handing them out ---------------------------------------------------- */

const char *
json_tree_slug(const struct json_tree *t, const char *what)
{
	const size_t	 n = node_find(t, what);
	const char	*slug = n == NONE ? "" : t->nodes[n].cells[JSON_SLUG];

	return *slug == '\0' ? what : slug;
}

static void
node_record(struct json_tree *t, struct node *node, struct csv_record *r)
{
	*r = (struct csv_record){
		.line = node->line, .end = (int64_t)++t->given,
		.count = JSON_COLUMN__MAX, .cells = node->cells,
		.name = *node->cells[JSON_NAME] != '\0' ?
		    node->cells[JSON_NAME] : node->cells[JSON_SLUG],
	};
	if (node->depth == CYCLE)
		r->fault = CSV_CYCLE;
	else if (node->depth > CATEGORY_DEPTH)
		r->fault = CSV_DEEP;
	if (r->fault != CSV_FINE)
		r->count = 0;
	else if (node->parent != NONE)
		node->cells[JSON_PARENT] =
		    t->nodes[node->parent].cells[JSON_SLUG];
}

/* What is wrong first, then level by level. */
bool
json_tree_next(struct json_tree *t, struct csv_record *record)
{
	struct node	*node;
	bool		 bad;

	for (; t->given < t->count; t->level++, t->at = 0)
		while (t->at < t->count) {
			node = &t->nodes[t->at++];
			bad = node->depth == CYCLE ||
			    node->depth > CATEGORY_DEPTH;
			if (bad ? t->level != 0 : node->depth != t->level)
				continue;
			if (bad && node->is_text) {
				t->given++;
				continue;
			}
			node_record(t, node, record);
			return true;
		}
	return false;
}
