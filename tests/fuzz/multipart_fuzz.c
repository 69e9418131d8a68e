/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/multipart.h"
#include "lib/base/text.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

struct source { const uint8_t *p; size_t left, bite; };

static long
source_read(void *io, char *p, size_t size)
{
	struct source	*s = io;
	size_t		 n = s->left < s->bite ? s->left : s->bite;

	if (n > size)
		n = size;
	memcpy(p, s->p, n);
	s->p += n;
	s->left -= n;
	return (long)n;
}

/* All that the parser says of a body, in one text. */
static void
tell(struct arena *arena, const char *boundary, struct source from,
    struct buf *b)
{
	struct multipart	*m = multipart_new(arena, boundary,
				    source_read, &from);
	struct multipart_part	 part;
	char			 p[700];
	long			 n;

	buf_init(b, arena, 1024);
	while (multipart_next(m, &part) == MULTIPART_PART) {
		if (!utf8_valid(part.name, strlen(part.name)))
			abort();
		buf_printf(b, "%s(%s)%s=", part.name, part.filename == NULL ?
		    "" : part.filename, part.type == NULL ? "" : part.type);
		while ((n = multipart_read(m, p, sizeof(p))) > 0)
			buf_put(b, p, (size_t)n);
		if (n < 0) {
			/* How far a torn part came depends on the bites. */
			buf_init(b, arena, 8);
			buf_puts(b, "torn");
			return;
		}
	}
	buf_puts(b, multipart_next(m, &part) == MULTIPART_BAD ? "!" : ".");
}

/* The first line is the Content-Type; the size of bites makes no difference. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena	*arena = arena_new((size_t)64 << 20);
	const uint8_t	*line = memchr(bytes, '\n', len);
	struct source	 source = { .bite = 1 };
	const char	*boundary;
	struct buf	 slow, fast;

	if (arena == NULL)
		return 0;
	if (line != NULL && (boundary = multipart_boundary(arena,
	    arena_text(arena, (const char *)bytes,
	    (size_t)(line - bytes)))) != NULL) {
		source.p = line + 1;
		source.left = len - (size_t)(line + 1 - bytes);
		tell(arena, boundary, source, &slow);
		source.bite = 100000;
		tell(arena, boundary, source, &fast);
		if (slow.len != fast.len ||
		    memcmp(slow.p, fast.p, slow.len) != 0)
			abort();
	}
	arena_free(arena);
	return 0;
}
