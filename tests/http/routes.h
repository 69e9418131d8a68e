/* SPDX-License-Identifier: ISC */
#ifndef SOUK_TESTS_HTTP_ROUTES_H
#define SOUK_TESTS_HTTP_ROUTES_H

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/json_in.h"
#include "tests/http/shop.h"

/*
 * The route rows as the shop itself tells them (`souk routes`), for tests
 * that hold of every route: a new one is covered the moment its row exists.
 */
static struct arena	*routes_arena;
static struct json_in	*routes;

static inline void
routes_load(void)
{
	char		*text;
	size_t		 at;
	const char	*name;

	routes_arena = arena_new(8 << 20);
	ck_assert_int_eq(shop_command(NULL, &text, "routes", NULL), 0);
	ck_assert_int_eq(json_parse_most(routes_arena, text, strlen(text),
	    16 * JSON_VALUES, &routes, &at, &name), JSON_OK);
	ck_assert_uint_gt(routes->count, 30);
	free(text);
}

static inline void
routes_free(void)
{
	arena_free(routes_arena);
}

/* "method", "path", "audience" …; "" if there is no such member. */
static inline const char *
text_of(const struct json_in *route, const char *name)
{
	const struct json_in	*m = json_member(route, name);

	return m != NULL && m->type == JSON_STRING ? m->text : "";
}

static inline bool
has_flag(const struct json_in *route, const char *flag)
{
	const struct json_in	*flags = json_member(route, "flags");

	for (size_t i = 0; flags != NULL && i < flags->count; i++)
		if (strcmp(flags->items[i].text, flag) == 0)
			return true;
	return false;
}

/* "/api/x/{id}" with an id that nothing has; what is no id is a number. */
static inline void
fill_path(const char *pattern, char *path, size_t size)
{
	size_t	n = 0;

	while (*pattern != '\0' && n + 40 < size) {
		if (*pattern != '{') {
			path[n++] = *pattern++;
			continue;
		}
		n += (size_t)snprintf(path + n, size - n, "%s",
		    strncmp(pattern, "{width}", 7) == 0 ? "160" :
		    "none_01h455vb4pex5vsknk084sn02q");
		pattern += strcspn(pattern, "}") + 1;
	}
	path[n] = '\0';
}

static inline bool
is_page(const struct json_in *route)
{
	return strncmp(text_of(route, "path"), "/api/", 5) != 0;
}

static inline bool
is_for_anyone(const struct json_in *route)
{
	return strcmp(text_of(route, "audience"), "anyone") == 0 ||
	    strcmp(text_of(route, "audience"), "loopback") == 0;
}

/* Routes that end the very sessions a test needs. */
static inline bool
ends_session(const char *path)
{
	const char	*sessions = strstr(path, "/users/me/sessions");

	return strstr(path, "/logout") != NULL ||
	    strstr(path, "/login") != NULL || strstr(path, "/signin") != NULL ||
	    strstr(path, "/refresh") != NULL ||
	    (sessions != NULL && strcmp(sessions, "/users/me/sessions") == 0);
}

/* An empty object where the method may have a body. */
static inline struct answer *
route_send(struct client *c, const char *method, const char *path)
{
	bool	body = strcmp(method, "GET") != 0;

	return client_send(c, method, path, body ? "application/json" : NULL,
	    body ? "{}" : NULL, body ? 2 : 0);
}

#endif
