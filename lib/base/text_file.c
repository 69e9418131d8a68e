/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"

#define ENDING	12	/* bytes of an extension that is kept */

static const char *
behind_slash(const char *name)
{
	for (const char *p = name; *p != '\0'; p++)
		if (*p == '/' || *p == '\\')
			name = p + 1;
	return name;
}

/* As many whole characters as fit. */
static size_t
cut_at(const char *p, size_t len, size_t most)
{
	if (len <= most)
		return len;
	while (most > 0 && ((unsigned char)p[most] & 0xc0) == 0x80)
		most--;
	return most;
}

char *
text_file_name(struct arena *arena, const char *name)
{
	const char	*p, *from, *end, *dot;
	struct buf	 b;
	size_t		 tail;

	if (name == NULL)
		return NULL;
	buf_init(&b, arena, 64);
	p = behind_slash(name);
	end = p + strlen(p);
	while (from = p, utf8_next(&p, end) != -1)
		if (!text_has_control(from, (size_t)(p - from), false))
			buf_put(&b, from, (size_t)(p - from));
	if (b.len <= TEXT_FILE_NAME)
		return b.len == 0 ? NULL : b.p;
	dot = strrchr(b.p, '.');
	tail = dot == NULL ? 0 : strlen(dot);
	if (tail > ENDING)
		tail = 0;
	return arena_printf(arena, "%.*s%s",
	    (int)cut_at(b.p, b.len, TEXT_FILE_NAME - tail), b.p,
	    tail == 0 ? "" : dot);
}
