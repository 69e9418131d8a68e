/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>
#include <strings.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/text.h"

/*
 * The paths of all rows as a tree, a node a segment.  A literal segment
 * beats a parameter, and only the canonical spelling of a path is known:
 * literals byte for byte as they stand in the row, no empty segment, no
 * slash at the end.
 */
struct node {
	const char	*literal;	/* NULL: a parameter */
	struct node	*child, *next;	/* literals first */
	struct {
		const struct route	*route;
		int			 index;
	}		 rows[METHOD__MAX];
	bool		 has_rows;
};

static const char *const methods[] = {
	[METHOD_NONE] = "",
	[METHOD_GET] = "GET",
	[METHOD_POST] = "POST",
	[METHOD_PUT] = "PUT",
	[METHOD_PATCH] = "PATCH",
	[METHOD_DELETE] = "DELETE",
	[METHOD_OPTIONS] = "OPTIONS",
};
static_assert(COUNT(methods) == METHOD__MAX, "a name for each method");

enum method
method_from_name(const char *name)
{
	if (strcmp(name, "HEAD") == 0)
		return METHOD_GET;
	for (int m = METHOD_NONE + 1; m < METHOD__MAX; m++)
		if (strcmp(name, methods[m]) == 0)
			return (enum method)m;
	return METHOD_NONE;
}

const char *
method_name(enum method m)
{
	return methods[m];
}

/* The child for a segment of a row's path, made if there is none. */
static struct node *
node_child(struct arena *arena, struct node *parent, const char *p, size_t len)
{
	bool		  is_param = len > 0 && p[0] == '{';
	struct node	**at, *n;

	for (at = &parent->child; *at != NULL; at = &(*at)->next) {
		if ((*at)->literal == NULL)
			break;
		if (!is_param && strlen((*at)->literal) == len &&
		    memcmp((*at)->literal, p, len) == 0)
			return *at;
	}
	if (is_param && *at != NULL)
		return *at;
	n = arena_alloc(arena, sizeof(*n));
	n->literal = is_param ? NULL : arena_text(arena, p, len);
	n->next = *at;
	return *at = n;
}

static void
router_add(struct arena *arena, struct node *n, const struct route *route,
    int index)
{
	const char	*p = route->path;
	size_t		 len;

	while (*p == '/') {
		len = strcspn(++p, "/");
		n = node_child(arena, n, p, len);
		p += len;
	}
	n->has_rows = true;
	n->rows[route->method].route = route;
	n->rows[route->method].index = index;
}

struct node *
router_new(struct arena *arena, const struct route_table *const *tables)
{
	struct node	*root = arena_alloc(arena, sizeof(*root));
	int		 index = 0;

	for (; *tables != NULL; tables++)
		for (size_t i = 0; i < (*tables)->count; i++)
			router_add(arena, root, &(*tables)->routes[i],
			    index++);
	return root;
}

/*
 * A parameter's text, decoded once; NULL where the spelling is not one that
 * a link of ours would have.
 */
static const char *
param_decode(struct exchange *x, const char *p, size_t len)
{
	char	*text;

	if (len == 0 || !text_url_decode(x->req.act.arena, p, len, false,
	    &text))
		return NULL;
	if (strcmp(text, ".") == 0 || strcmp(text, "..") == 0 ||
	    strpbrk(text, "/\\") != NULL ||
	    text_has_control(text, strlen(text), false))
		return NULL;
	return text;
}

/* Depth first; paths are short, and rows give the depth. */
static const struct node *
node_find(struct exchange *x, const struct node *n, const char *p,
    const char *end, int params)
{
	const struct node	*found;
	const char		*text, *stop;

	if (p == end) {
		x->param_count = params;
		return n->has_rows ? n : NULL;
	}
	p++;
	if ((stop = memchr(p, '/', (size_t)(end - p))) == NULL)
		stop = end;
	for (n = n->child; n != NULL; n = n->next) {
		if (n->literal != NULL) {
			if (strlen(n->literal) != (size_t)(stop - p) ||
			    memcmp(n->literal, p, (size_t)(stop - p)) != 0)
				continue;
			if ((found = node_find(x, n, stop, end, params)))
				return found;
		} else if (params < HTTP_PARAMS &&
		    (text = param_decode(x, p, (size_t)(stop - p))) != NULL) {
			x->params[params] = text;
			return node_find(x, n, stop, end, params + 1);
		}
	}
	return NULL;
}

/* Finds the node of a raw path and the texts of its parameters. */
void
router_find(struct exchange *x, const char *path, size_t len)
{
	x->node = NULL;
	if (len > 0 && path[0] == '/')
		x->node = node_find(x, x->server->root, path, path + len, 0);
}

const struct route *
node_route(const struct node *n, enum method method, int *index)
{
	*index = n->rows[method].index;
	return n->rows[method].route;
}

/* "Allow: GET, HEAD, OPTIONS" */
void
allow_put(struct buf *b, const struct node *n)
{
	buf_puts(b, "Allow: ");
	for (int m = METHOD_NONE + 1; m < METHOD_OPTIONS; m++) {
		if (n->rows[m].route == NULL)
			continue;
		buf_puts(b, methods[m]);
		buf_puts(b, m == METHOD_GET ? ", HEAD, " : ", ");
	}
	buf_puts(b, "OPTIONS\r\n");
}
