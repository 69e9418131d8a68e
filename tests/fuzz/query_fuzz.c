/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/*
 * A query becomes pairs of valid UTF-8, and writing those and reading them
 * again changes nothing.
 */
static void
check_pairs(struct exchange *x, const struct text_pair *pairs, size_t count)
{
	struct text_pair	*again;
	struct buf		 b;
	size_t			 i, n;

	buf_init(&b, x->req.act.arena, 256);
	for (i = 0; i < count; i++) {
		if (!utf8_valid(pairs[i].name, strlen(pairs[i].name)) ||
		    !utf8_valid(pairs[i].value, strlen(pairs[i].value)))
			abort();
		buf_puts(&b, i == 0 ? "" : "&");
		text_url_encode(&b, pairs[i].name);
		buf_putc(&b, '=');
		text_url_encode(&b, pairs[i].value);
	}
	if (pairs_split(x, b.p, "query", &again, &n) != SOUK_OK || n != count)
		abort();
	for (i = 0; i < count; i++)
		if (strcmp(pairs[i].name, again[i].name) != 0 ||
		    strcmp(pairs[i].value, again[i].value) != 0)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static struct exchange	 x;
	struct text_pair	*pairs;
	size_t			 count;

	memset(&x, 0, sizeof(x));
	if ((x.req.act.arena = arena_new((size_t)64 << 20)) == NULL)
		return 0;
	if (pairs_split(&x, arena_text(x.req.act.arena, (const char *)bytes,
	    len), "query", &pairs, &count) == SOUK_OK)
		check_pairs(&x, pairs, count);
	else if (x.req.act.problem.count == 0)
		abort();
	arena_free(x.req.act.arena);
	return 0;
}
