/* SPDX-License-Identifier: ISC */
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* What the C library says: the number of code points, or -1. */
static long
reference(const uint8_t *bytes, size_t len)
{
	static iconv_t	 cd;
	char		*in = (char *)(uintptr_t)bytes, *out, *units;
	size_t		 left = len, room = 4 * len + 4, rc;

	if (cd == NULL)
		cd = iconv_open("UTF-32LE", "UTF-8");
	out = units = malloc(room);
	iconv(cd, NULL, NULL, NULL, NULL);
	rc = iconv(cd, &in, &left, &out, &room);
	free(units);
	return rc == (size_t)-1 || left > 0 ? -1 : (long)(out - units) / 4;
}

/* Valid or not, how many code points, and the same bytes put together. */
int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const char	*text = (const char *)bytes, *end = text + len;
	struct arena	*arena = arena_new((size_t)16 << 20);
	const long	 want = reference(bytes, len);
	struct buf	 b;
	int32_t		 c;

	if (arena == NULL)
		return 0;
	if (utf8_valid(text, len) != (want >= 0))
		abort();
	buf_init(&b, arena, len + 1);
	for (const char *p = text; want >= 0 && p < end;) {
		if ((c = utf8_next(&p, end)) < 0)
			abort();
		utf8_put(&b, c);
	}
	if (want >= 0 && (b.len != len || memcmp(b.p, text, len) != 0 ||
	    (long)utf8_length(text, len) != want))
		abort();
	arena_free(arena);
	return 0;
}
