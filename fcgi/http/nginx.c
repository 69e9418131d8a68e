/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/http/server.h"

/*
 * What nginx must know of a route: that another pool serves it, or that its
 * body may be larger than others'.  A location is a path, so all methods of
 * a path go where one of them has to.
 */
static bool
is_special(const struct route *r)
{
	return r->pool == POOL_LOGIN || body_limit(r) > HTTP_BODY;
}

/* What the rows of one path need together. */
static void
path_needs(const struct route_table *const *tables, const char *path,
    bool *login, size_t *body)
{
	*login = false;
	*body = HTTP_BODY;
	for (; *tables != NULL; tables++)
		for (size_t i = 0; i < (*tables)->count; i++) {
			const struct route	*r = &(*tables)->routes[i];

			if (strcmp(r->path, path) != 0)
				continue;
			*login = *login || r->pool == POOL_LOGIN;
			if (body_limit(r) > *body)
				*body = body_limit(r);
		}
}

/* "/api/x/{id}" is "~ ^/api/x/[^/]+$". */
static void
location_write(struct buf *b, const char *path)
{
	if (strchr(path, '{') == NULL) {
		buf_printf(b, "location = %s {\n", path);
		return;
	}
	buf_puts(b, "location ~ ^");
	while (*path != '\0') {
		if (*path == '{') {
			buf_puts(b, "[^/]+");
			path += strcspn(path, "}") + 1;
			continue;
		}
		if (*path == '.')
			buf_putc(b, '\\');
		buf_putc(b, *path++);
	}
	buf_puts(b, "$ {\n");
}

static bool
is_first(const struct route_table *const *tables, const struct route *of)
{
	for (; *tables != NULL; tables++)
		for (size_t i = 0; i < (*tables)->count; i++) {
			const struct route	*r = &(*tables)->routes[i];

			if (is_special(r) && strcmp(r->path, of->path) == 0)
				return r == of;
		}
	return false;
}

static void
route_location(struct buf *b, const struct route_table *const *tables,
    const struct route *r)
{
	size_t	 body;
	bool	 login;

	if (!is_special(r) || !is_first(tables, r))
		return;
	path_needs(tables, r->path, &login, &body);
	location_write(b, r->path);
	if (body > HTTP_BODY)
		buf_printf(b, "\tclient_max_body_size %zu;\n", body);
	buf_printf(b, "\tfastcgi_pass %s;\n", login ? "souk_login" :
	    "$souk_pool");
	buf_puts(b, "\tinclude fastcgi_souk.conf;\n}\n");
}

void
nginx_locations_write(struct buf *b, const struct route_table *const *tables)
{
	buf_puts(b, "# Made by `souk routes --nginx` from the route rows.\n");
	for (const struct route_table *const *t = tables; *t != NULL; t++) {
		const struct route_table	*table = *t;

		for (size_t i = 0; i < table->count; i++)
			route_location(b, tables, &table->routes[i]);
	}
}
