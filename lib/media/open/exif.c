/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/media/open/open.h"

#define ORIENTATION	0x0112
#define SHORT		3
#define ENTRY		12

struct tiff { struct bytes b; bool little; };

static unsigned
read16(const struct tiff *t, size_t at)
{
	const uint8_t	*p = t->b.p + at;

	if (at > t->b.len || t->b.len - at < 2)
		return 0;
	return t->little ? p[0] | (unsigned)p[1] << 8 :
	    (unsigned)p[0] << 8 | p[1];
}

static size_t
read32(const struct tiff *t, size_t at)
{
	const size_t	 a = read16(t, at), b = read16(t, at + 2);

	return t->little ? b << 16 | a : a << 16 | b;
}

int
exif_turn(struct bytes b)
{
	struct tiff	 t = { b, false };
	size_t		 at, count;
	unsigned	 turn;

	if (b.len > 6 && memcmp(b.p, "Exif\0\0", 6) == 0)
		t.b = (struct bytes){ b.p + 6, b.len - 6 };
	if (t.b.len < 8 || (memcmp(t.b.p, "II", 2) != 0 &&
	    memcmp(t.b.p, "MM", 2) != 0))
		return 1;
	t.little = t.b.p[0] == 'I';
	at = read32(&t, 4);
	if (read16(&t, 2) != 42 || at > t.b.len)
		return 1;
	count = read16(&t, at);
	for (at += 2; count > 0 && at < t.b.len; count--, at += ENTRY)
		if (read16(&t, at) == ORIENTATION) {
			turn = read16(&t, at + 8);
			return read16(&t, at + 2) == SHORT && turn >= 1 &&
			    turn <= 8 ? (int)turn : 1;
		}
	return 1;
}
