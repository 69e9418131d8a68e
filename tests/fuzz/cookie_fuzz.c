/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "fcgi/http/http.h"
#include "lib/base/arena.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char *
header(void *io, const char *name)
{
	return strcmp(name, "HTTP_COOKIE") == 0 ? io : NULL;
}

/* A value is a part of the line, without its separator or quotes around. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char *const	 names[] = { "__Host-session",
	    "__Secure-refresh", "locale", "a" };
	struct arena			*arena = arena_new((size_t)16 << 20);
	struct request_head		 head = { .header = header };
	struct req			 req = { .head = &head };
	const char			*value;

	if (arena == NULL)
		return 0;
	head.io = arena_text(arena, (const char *)bytes, len);
	req.act.arena = arena;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if ((value = req_cookie(&req, names[i])) == NULL)
			continue;
		if (strchr(value, ';') != NULL || strstr(head.io, value) ==
		    NULL || strstr(head.io, names[i]) == NULL)
			abort();
	}
	arena_free(arena);
	return 0;
}
