/* SPDX-License-Identifier: ISC */
#include <string.h>
#include <strings.h>

#include "fcgi/http/server.h"

/* Which other sites may call: SOUK_CORS_ORIGINS, compared whole. */

static bool
origin_equals(const char *origin, const char *p, size_t len)
{
	return strlen(origin) == len && strncasecmp(origin, p, len) == 0;
}

/* The scheme, host and port of the shop's own address. */
bool
origin_is_ours(const struct exchange *x, const char *origin)
{
	const char	*base = x->server->config->base_url;
	const char	*host = strstr(base, "://");

	host = host == NULL ? base : host + 3;
	return origin_equals(origin, base,
	    (size_t)(host - base) + strcspn(host, "/"));
}

bool
origin_is_listed(const struct exchange *x, const char *origin)
{
	const char	*p = x->server->config->origins;
	size_t		 len;

	for (; p != NULL && *p != '\0'; p += len + (p[len] == ',')) {
		p += strspn(p, " ");
		len = strcspn(p, ", ");
		if (len > 0 && origin_equals(origin, p, len))
			return true;
		if (len == 0)
			break;
	}
	return false;
}

void
cors_put(const struct exchange *x, struct buf *b)
{
	const char	*origin = req_header(&x->req, "HTTP_ORIGIN");

	if (origin == NULL || is_page(x) || !origin_is_listed(x, origin))
		return;
	buf_printf(b, "Access-Control-Allow-Origin: %s\r\n", origin);
	buf_puts(b, "Access-Control-Allow-Credentials: true\r\n"
	    "Access-Control-Expose-Headers: ETag, Location, X-Request-Id,"
	    " RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset,"
	    " Retry-After, Idempotency-Replayed\r\n");
	if (strcmp(x->req.head->method, "OPTIONS") == 0)
		buf_puts(b, "Access-Control-Allow-Methods:"
		    " GET, POST, PUT, PATCH, DELETE, OPTIONS\r\n"
		    "Access-Control-Allow-Headers: Authorization,"
		    " Content-Type, Idempotency-Key, If-Match, If-None-Match,"
		    " X-CSRF-Token\r\nAccess-Control-Max-Age: 600\r\n");
}
