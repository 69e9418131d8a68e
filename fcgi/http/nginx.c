/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "fcgi/http/server.h"

#define PATIENCE_MS	25000	/* below fastcgi_read_timeout */

/*
 * What nginx must know of a route: that another pool serves it, that its
 * body may be larger than others' or its answer be longer in coming.  A location is a path, so all methods of
 * a path go where one of them has to.
 */
static bool
is_special(const struct route *r)
{
	return r->pool != POOL_WEB || body_limit(r) > HTTP_BODY ||
	    r->time_limit_ms > PATIENCE_MS;
}

/* What the rows of one path need together. */
struct needs { enum pool pool; size_t body; int ms; };

static const char *const upstreams[] = {
	[POOL_WEB] = "$souk_pool",	/* by the method */
	[POOL_LOGIN] = "souk_login",
	[POOL_UPLOAD] = "souk_upload",
	[POOL_REMOTE] = "souk_remote",
	[POOL_STRIPE] = "souk_stripe",
	[POOL_META] = "souk_meta",
};
static_assert(COUNT(upstreams) == POOL__MAX, "an upstream for each pool");


static struct needs
path_needs(const struct route_table *const *tables, const char *path)
{
	struct needs	 n = { .body = HTTP_BODY, .ms = PATIENCE_MS };

	for (; *tables != NULL; tables++)
		for (size_t i = 0; i < (*tables)->count; i++) {
			const struct route	*r = &(*tables)->routes[i];

			if (strcmp(r->path, path) != 0)
				continue;
			if (r->pool > n.pool)
				n.pool = r->pool;
			if (body_limit(r) > n.body)
				n.body = body_limit(r);
			if (r->time_limit_ms > n.ms)
				n.ms = r->time_limit_ms;
		}
	return n;
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
	struct needs	 n;

	if (!is_special(r) || !is_first(tables, r))
		return;
	n = path_needs(tables, r->path);
	location_write(b, r->path);
	if (n.body > HTTP_BODY)
		buf_printf(b, "\tclient_max_body_size %zu;\n", n.body);
	if (n.ms > PATIENCE_MS)
		buf_printf(b, "\tfastcgi_read_timeout %ds;\n",
		    n.ms / 1000 + 5);
	if (n.pool == POOL_STRIPE || n.pool == POOL_META)
		buf_puts(b, "\tlimit_req zone=told burst=1000 nodelay;\n");
	buf_printf(b, "\tfastcgi_pass %s;\n", upstreams[n.pool]);
	buf_puts(b, "\tinclude fastcgi_souk.conf;\n}\n");
}

/* nginx/pages.conf makes $page of a request. */
void
nginx_pages_write(struct buf *b, const struct route_table *const *tables)
{
	const unsigned	 both = ROUTE_PAGE | ROUTE_CACHED;

	buf_puts(b, "# Pages that may be files.\n");
	for (; *tables != NULL; tables++)
		for (size_t i = 0; i < (*tables)->count; i++) {
			const struct route	*r = &(*tables)->routes[i];

			if ((r->flags & both) != both || is_special(r))
				continue;
			location_write(b, r->path);
			buf_puts(b, "\trewrite ^ $page last;\n}\n");
		}
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
