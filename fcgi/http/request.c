/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"

const char *
req_header(const struct req *req, const char *cgi_name)
{
	return req->head->header(req->head->io, cgi_name);
}

/* RFC 6265: pairs between "; "; a value may stand in double quotes. */
const char *
req_cookie(struct req *req, const char *name)
{
	const char	*p = req_header(req, "HTTP_COOKIE");
	size_t		 len = strlen(name), n;

	for (; p != NULL && *p != '\0'; p += n) {
		p += strspn(p, "; \t");
		n = strcspn(p, ";");
		if (n <= len || p[len] != '=' || strncmp(p, name, len) != 0)
			continue;
		p += len + 1;
		n -= len + 1;
		while (n > 0 && (p[n - 1] == ' ' || p[n - 1] == '\t'))
			n--;
		if (n >= 2 && p[0] == '"' && p[n - 1] == '"') {
			p++;
			n -= 2;
		}
		return arena_text(req->act.arena, p, n);
	}
	return NULL;
}

const char *
req_param(const struct req *req, int i)
{
	return exchange_of(req)->params[i];
}
