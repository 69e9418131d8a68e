/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json_in.h"
#include "lib/base/json_out.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/*
 * What is accepted is written out, accepted again and written out the same;
 * json-c takes all that the check lets through (else the arena gives up).
 */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena	*arena = arena_new((size_t)64 << 20);
	struct json_in	*first, *second;
	struct buf	 once, twice;
	struct json_out	 out = { .buf = &once }, again = { .buf = &twice };
	const char	*name;
	size_t		 at;

	if (arena == NULL)
		return 0;
	if (json_parse(arena, (const char *)bytes, len, &first, &at,
	    &name) == JSON_OK) {
		buf_init(&once, arena, len);
		buf_init(&twice, arena, len);
		json_copy(&out, NULL, first);
		if (json_parse(arena, once.p, once.len, &second, &at,
		    &name) != JSON_OK)
			abort();
		json_copy(&again, NULL, second);
		if (strcmp(once.p, twice.p) != 0)
			abort();
	} else if (at > len)
		abort();
	arena_free(arena);
	return 0;
}
