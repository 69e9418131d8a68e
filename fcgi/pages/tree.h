/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_TREE_H
#define SOUK_PAGES_TREE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/base/outcome.h"

struct act;
struct record;

/* The active categories, in tree order. */
struct tree_node {
	const char	*id, *parent, *slug, *name, *description, *image;
	int64_t		 products;
};
struct tree { const struct tree_node *nodes; size_t count; };

enum outcome		 tree_load(struct act *, struct tree *);
const struct tree_node	*tree_find(const struct tree *, const char *id);
/* From the root down to id; returns how many, at most max. */
#define TREE_DEPTH	8
size_t			 tree_path(const struct tree *, const char *id,
			    const struct tree_node *path[TREE_DEPTH]);
/* The next child of parent (NULL: roots) from *at on; NULL: no more. */
const struct tree_node	*tree_child(const struct tree *, const char *parent,
			    size_t *at);

#endif
