/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/media/media.h"
#include "lib/media/open/open.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

#define PIXELS	300000
#define MEMORY	((size_t)64 << 20)	/* of an answer */

/* What came back, and how much of it there may be. */
struct back { uint8_t *p; size_t len; };

static bool
back_put(void *arg, const void *p, size_t len)
{
	struct back	*b = arg;

	if (b->len + len > MEMORY)
		abort();
	b->p = realloc(b->p, b->len + len);
	memcpy(b->p + b->len, p, len);
	b->len += len;
	return true;
}

/* As lib/media/wire.h promises, byte for byte. */
static void
back_check(const struct back *b)
{
	struct wire_answer	 a;
	struct wire_part	 part;
	size_t			 at = sizeof(a);

	if (b->len < at)
		abort();
	memcpy(&a, b->p, sizeof(a));
	if (a.magic != WIRE_MAGIC || a.result >= WIRE__MAX ||
	    (a.result == WIRE_DONE && (a.width == 0 || a.height == 0 ||
	    (uint64_t)a.width * a.height > PIXELS || a.parts == 0 ||
	    a.placeholder_len == 0 || a.placeholder_len > WIRE_PLACEHOLDER)))
		abort();
	for (uint32_t i = 0; a.result == WIRE_DONE && i < a.parts; i++) {
		if (b->len - at < sizeof(part))
			abort();
		memcpy(&part, b->p + at, sizeof(part));
		at += sizeof(part);
		if (part.len > b->len - at || part.width > a.width)
			abort();
		at += part.len;
	}
	if (at != b->len)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct back		 b = { NULL, 0 };
	const struct sink	 sink = { back_put, &b };

	if (answer_write((struct bytes){ bytes, len }, PIXELS, &sink))
		back_check(&b);
	free(b.p);
	return 0;
}
