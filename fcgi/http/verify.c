/* SPDX-License-Identifier: ISC */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fcgi/http/server.h"

/*
 * What a row must not say.  A program whose tables break one of these does
 * not start.
 */
static bool
bad_method(const struct route *r)
{
	return r->method <= METHOD_NONE || r->method >= METHOD__MAX;
}

static bool
bad_path(const struct route *r)
{
	size_t	 len = r->path == NULL ? 0 : strlen(r->path);

	return len == 0 || r->path[0] != '/' || strstr(r->path, "//") != NULL ||
	    (len > 1 && r->path[len - 1] == '/');
}

static bool
no_handler(const struct route *r)
{
	return r->run == NULL;
}

static bool
no_audience(const struct route *r)
{
	return r->who <= FOR_NOBODY || r->who > FOR_LOOPBACK;
}

static bool
no_permission(const struct route *r)
{
	return (r->who == FOR_PERMITTED) != (r->permission != 0);
}

static bool
writing_get(const struct route *r)
{
	return r->tx == TX_WRITE && r->method == METHOD_GET;
}

static bool
creating_without_post(const struct route *r)
{
	return r->flags & ROUTE_CREATES && r->method != METHOD_POST;
}

static bool
cached_not_public(const struct route *r)
{
	return r->flags & ROUTE_CACHED &&
	    (r->method != METHOD_GET || r->who != FOR_ANYONE);
}

static bool
get_with_body(const struct route *r)
{
	return r->method == METHOD_GET &&
	    (r->body != NULL || r->flags & (ROUTE_UPLOAD | ROUTE_FORM));
}

static bool
upload_of_anything(const struct route *r)
{
	return r->flags & ROUTE_UPLOAD && (r->upload_types == NULL ||
	    r->max_body == 0 || r->body != NULL);
}

static bool
raw_and_read(const struct route *r)
{
	return r->flags & ROUTE_RAW && (r->max_body == 0 || r->body != NULL ||
	    r->flags & (ROUTE_UPLOAD | ROUTE_FORM));
}

/* How many {names} a path has. */
static size_t
path_params(const char *path)
{
	size_t	 n = 0;

	for (; *path != '\0'; path++)
		n += *path == '{';
	return n;
}

static bool
other_params(const struct route *r)
{
	size_t	 n = path_params(r->path);

	return n > HTTP_PARAMS || (r->params != NULL && r->params->count != n);
}

static const struct {
	bool		(*broken)(const struct route *);
	const char	*what;
} rules[] = {
	{ bad_method, "has no method" },
	{ bad_path, "has no canonical path" },
	{ no_handler, "has no handler" },
	{ no_audience, "says not whom it is for" },
	{ no_permission, "must have a permission exactly if FOR_PERMITTED" },
	{ writing_get, "is a GET that writes" },
	{ creating_without_post, "creates, but is not a POST" },
	{ cached_not_public, "is cached, but not a GET for anyone" },
	{ get_with_body, "is a GET with a body" },
	{ upload_of_anything, "takes an upload of any type or size" },
	{ raw_and_read, "takes a body as it comes, of any size or read" },
	{ other_params, "has other parameters than its path" },
};

static char *
say(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

static char *
say(const char *format, ...)
{
	va_list	 args;
	char	*text;
	int	 n;

	va_start(args, format);
	n = vasprintf(&text, format, args);
	va_end(args);
	return n < 0 ? NULL : text;
}

/* Do both match the same requests?  Names of parameters do not count. */
static bool
same_path(const char *a, const char *b)
{
	for (;; a++, b++) {
		if (*a == '{' && *b == '{') {
			a += strcspn(a, "}");
			b += strcspn(b, "}");
		}
		if (*a != *b)
			return false;
		if (*a == '\0')
			return true;
	}
}

static bool
row_verify(const struct route *r, const char **why)
{
	for (size_t i = 0; i < COUNT(rules); i++)
		if (rules[i].broken(r)) {
			*why = say("route %s %s %s", bad_method(r) ? "?" :
			    method_name(r->method), r->path == NULL ? "?" :
			    r->path, rules[i].what);
			return false;
		}
	return true;
}

/* Is there a row like r before it? */
static bool
row_is_double(const struct route_table *const *tables, const struct route *r)
{
	for (; *tables != NULL; tables++)
		for (size_t i = 0; i < (*tables)->count; i++) {
			const struct route	*o = &(*tables)->routes[i];

			if (o == r)
				return false;
			if (o->method == r->method &&
			    same_path(o->path, r->path))
				return true;
		}
	return false;
}

bool
tables_verify(const struct route_table *const *tables, const char **why)
{
	size_t	 rows = 0;

	for (const struct route_table *const *t = tables; *t != NULL; t++)
		for (size_t i = 0; i < (*t)->count; i++, rows++) {
			const struct route	*r = &(*t)->routes[i];

			if (!row_verify(r, why))
				return false;
			if (row_is_double(tables, r)) {
				*why = say("route %s %s stands twice",
				    method_name(r->method), r->path);
				return false;
			}
		}
	if (rows > HTTP_UNMATCHED) {
		*why = say("%zu routes, %d can be counted", rows,
		    HTTP_UNMATCHED);
		return false;
	}
	return true;
}
