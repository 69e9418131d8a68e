/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"

/* How many bytes follow a leading byte, and what is the least they may say. */
static int
sequence_tail(unsigned char lead, int32_t *bits, int32_t *least)
{
	static const struct { unsigned char mask, is; int32_t least; } rows[] = {
		{ 0x80, 0x00, 0 },
		{ 0xe0, 0xc0, 0x80 },
		{ 0xf0, 0xe0, 0x800 },
		{ 0xf8, 0xf0, 0x10000 },
	};

	for (int tail = 0; tail < 4; tail++)
		if ((lead & rows[tail].mask) == rows[tail].is) {
			*bits = lead & ~rows[tail].mask & 0xff;
			*least = rows[tail].least;
			return tail;
		}
	return -1;
}

int32_t
utf8_next(const char **p, const char *end)
{
	const char	*q = *p;
	int32_t		 c, least;
	int		 tail;

	if (q >= end)
		return -1;
	*p = q + 1;		/* an error costs one byte */
	tail = sequence_tail((unsigned char)*q++, &c, &least);
	if (tail < 0 || end - q < tail)
		return -1;
	for (; tail > 0; tail--, q++) {
		if (((unsigned char)*q & 0xc0) != 0x80)
			return -1;
		c = c << 6 | ((unsigned char)*q & 0x3f);
	}
	if (c < least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return -1;
	*p = q;
	return c;
}

bool
utf8_valid(const char *p, size_t len)
{
	const char	*end = p + len;

	while (p < end)
		if (utf8_next(&p, end) < 0)
			return false;
	return true;
}

size_t
utf8_length(const char *p, size_t len)
{
	size_t	 n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)p[i] & 0xc0) != 0x80;
	return n;
}

void
utf8_put(struct buf *b, int32_t c)
{
	if (c >= 0x10000) {
		buf_putc(b, (char)(0xf0 | c >> 18));
		buf_putc(b, (char)(0x80 | (c >> 12 & 0x3f)));
		buf_putc(b, (char)(0x80 | (c >> 6 & 0x3f)));
	} else if (c >= 0x800) {
		buf_putc(b, (char)(0xe0 | c >> 12));
		buf_putc(b, (char)(0x80 | (c >> 6 & 0x3f)));
	} else if (c >= 0x80)
		buf_putc(b, (char)(0xc0 | c >> 6));
	else {
		buf_putc(b, (char)c);
		return;
	}
	buf_putc(b, (char)(0x80 | (c & 0x3f)));
}

bool
text_has_control(const char *p, size_t len, bool lines)
{
	const char	*end = p + len;
	int32_t		 c;

	while (p < end) {
		c = utf8_next(&p, end);
		if (lines && (c == '\t' || c == '\n' || c == '\r'))
			continue;
		if ((c >= 0 && c < 0x20) || c == 0x7f)
			return true;
		if ((c >= 0x202a && c <= 0x202e) ||
		    (c >= 0x2066 && c <= 0x2069))
			return true;
	}
	return false;
}

char *
text_lower(struct arena *arena, const char *text)
{
	char	*copy = arena_copy(arena, text);

	for (char *p = copy; p != NULL && *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + ('a' - 'A'));
	return copy;
}

bool
text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool
text_equal(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool
text_to_int(const char *text, int64_t *n)
{
	const char	*digits = text + (*text == '-');
	long long	 value;
	char		*end;

	/* strtoll alone would take blanks and '+'. */
	if (*digits < '0' || *digits > '9')
		return false;
	errno = 0;
	value = strtoll(text, &end, 10);
	if (errno != 0 || *end != '\0')
		return false;
	*n = value;
	return true;
}
