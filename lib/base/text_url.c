/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
text_url_decode(struct arena *arena, const char *p, size_t len,
    bool plus_is_blank, char **out)
{
	const char	*end = p + len;
	char		*text = arena_alloc(arena, len + 1), *to = text;
	int		 high, low;

	for (; p < end; p++) {
		if (*p != '%')
			*to = plus_is_blank && *p == '+' ? ' ' : *p;
		else {
			if (end - p < 3 || (high = hex_digit(p[1])) < 0 ||
			    (low = hex_digit(p[2])) < 0)
				return false;
			*to = (char)(high << 4 | low);
			p += 2;
		}
		if (*to++ == '\0')
			return false;
	}
	*out = text;
	return utf8_valid(text, (size_t)(to - text));
}

void
text_url_encode(struct buf *b, const char *text)
{
	static const char	 unreserved[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
	size_t			 run;

	for (;; text++) {
		run = strspn(text, unreserved);
		buf_put(b, text, run);
		text += run;
		if (*text == '\0')
			return;
		buf_printf(b, "%%%02X", (unsigned)(unsigned char)*text);
	}
}

char *
text_url_host(struct arena *arena, const char *url)
{
	const char	*host = strstr(url, "://");
	size_t		 len;

	host = host == NULL ? url : host + 3;
	len = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":/?#");
	return arena_text(arena, host, len);
}

bool
text_is_own_path(const char *path)
{
	if (path == NULL || path[0] != '/' || path[1] == '/')
		return false;
	for (; *path != '\0'; path++)
		if ((unsigned char)*path <= ' ' || *path == '\\' ||
		    *path == 0x7f)
			return false;
	return true;
}
