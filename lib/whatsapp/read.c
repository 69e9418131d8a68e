/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/whatsapp/told.h"

#define AHEAD	(5 * CLOCK_MINUTE)	/* so much a clock may be */
#define FIRST	INT64_C(1200000000)	/* 2008: no message is older */

const char *
wa_text(const struct json_in *object, const char *name)
{
	const struct json_in	*m = object == NULL ? NULL :
				    json_member(object, name);

	return m != NULL && (m->type == JSON_STRING ||
	    m->type == JSON_NUMBER) && m->len > 0 ? m->text : NULL;
}

int64_t
wa_int(const struct json_in *object, const char *name, int64_t otherwise)
{
	const char	*text = wa_text(object, name);
	int64_t		 n;

	return text != NULL && text_to_int(text, &n) ? n : otherwise;
}

const struct json_in *
wa_object(const struct json_in *object, const char *name)
{
	const struct json_in	*m = object == NULL ? NULL :
				    json_member(object, name);

	return m != NULL && m->type == JSON_OBJECT ? m : NULL;
}

const struct json_in *
wa_items(const struct json_in *object, const char *name, size_t *count)
{
	const struct json_in	*m = object == NULL ? NULL :
				    json_member(object, name);

	*count = m != NULL && m->type == JSON_ARRAY ? m->count : 0;
	return *count > 0 ? m->items : NULL;
}

/* Does it turn the direction of what follows, or is it none to be seen? */
static bool
is_hostile(int32_t c, bool lines)
{
	if (lines && (c == '\n' || c == '\t'))
		return false;
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xfeff ||
	    (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

const char *
wa_clean(struct arena *arena, const char *text, size_t most, bool lines)
{
	const char	*p = text, *end;
	struct buf	 b;
	int32_t		 c;

	if (text == NULL)
		return NULL;
	end = text + strlen(text);
	buf_init(&b, arena, 0);
	while (p < end && b.len + 4 <= most) {
		c = utf8_next(&p, end);
		if (c == '\n' && !lines)
			c = ' ';
		if (c >= 0 && !is_hostile(c, lines) &&
		    (b.len > 0 || c != ' '))
			utf8_put(&b, c);
	}
	while (b.len > 0 && (b.p[b.len - 1] == ' ' || b.p[b.len - 1] == '\n'))
		b.p[--b.len] = '\0';
	return b.len > 0 ? b.p : NULL;
}

bool
wa_is_digits(const char *text)
{
	const size_t	 n = text == NULL ? 0 : strlen(text);

	return n >= 5 && n <= 20 && strspn(text, "0123456789") == n;
}

/* "+1 (631) 555-1234" is written as Meta would. */
static const char *
digits_of(struct arena *arena, const char *text)
{
	char	*digits = arena_alloc(arena, strlen(text) + 1);
	size_t	 n = 0;

	for (; *text != '\0'; text++)
		if (*text >= '0' && *text <= '9')
			digits[n++] = *text;
		else if (strchr("+-(). ", *text) == NULL)
			return NULL;
	return wa_is_digits(digits) ? digits : NULL;
}

const char *
wa_name(struct arena *arena, const char *text)
{
	const char	*digits;

	if (text == NULL || strlen(text) > WA_NAME_MAX)
		return NULL;
	if ((digits = digits_of(arena, text)) != NULL)
		return digits;
	return text_has_control(text, strlen(text), false) ? NULL : text;
}

int64_t
wa_when(const struct act *act, const struct json_in *object,
    const char *name)
{
	const int64_t	 s = wa_int(object, name, 0);

	if (s < FIRST || s > (act->now + AHEAD) / CLOCK_SECOND)
		return act->now;
	return s * CLOCK_SECOND < act->now ? s * CLOCK_SECOND : act->now;
}

/* ---- mending ------------------------------------------------------------- */

/* Of "\uXXXX"; -1: it is none. */
static int32_t
escape_read(const char *p, const char *end)
{
	static const char	 hex[] = "0123456789abcdef";
	const char		*at;
	int32_t			 c = 0;

	if (end - p < 6 || p[0] != '\\' || p[1] != 'u')
		return -1;
	for (int i = 2; i < 6; i++) {
		at = p[i] == '\0' ? NULL : strchr(hex, p[i] >= 'A' &&
		    p[i] <= 'F' ? p[i] + ('a' - 'A') : p[i]);
		if (at == NULL)
			return -1;
		c = c << 4 | (int32_t)(at - hex);
	}
	return c;
}

static bool
is_half(int32_t c)
{
	return c >= 0xd800 && c <= 0xdfff;
}

/* An escape; how many bytes of it. */
static size_t
escape_mend(struct buf *b, const char *p, const char *end)
{
	const int32_t	 c = escape_read(p, end);
	const int32_t	 low = is_half(c) ? escape_read(p + 6, end) : -1;
	/* What may follow a backslash is ASCII; all else is mended itself. */
	size_t		 n = c >= 0 ? 6 : end - p > 1 && p[1] != '\0' &&
			    (unsigned char)p[1] < 0x80 ? 2 : 1;

	if (c == 0 || (is_half(c) && (c > 0xdbff || low < 0xdc00 ||
	    low > 0xdfff))) {
		buf_puts(b, "\\ufffd");
		return n;
	}
	if (is_half(c))
		n = 12;
	if (n > (size_t)(end - p))
		n = (size_t)(end - p);
	buf_put(b, p, n);
	return n;
}

void
wa_mend(struct buf *b, struct span from)
{
	const char	*p = from.p, *end = from.p + from.len, *next;

	while (p < end) {
		if (*p == '\\') {
			p += escape_mend(b, p, end);
			continue;
		}
		next = p;
		if (utf8_next(&next, end) > 0) {
			buf_put(b, p, (size_t)(next - p));
			p = next;
		} else {
			buf_puts(b, "\xef\xbf\xbd");
			p++;
		}
	}
}
