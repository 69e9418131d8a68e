/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/xml.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "lib/base/text.h"

/* Char of XML 1.0; utf8_next() knows no surrogates. */
static bool
is_char(int32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' &&
	    c != 0xfffe && c != 0xffff);
}

static const char *
reference(int32_t c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\r':		/* a parser would read it as \n */
		return "&#13;";
	default:
		return NULL;
	}
}

void
xml_text(struct buf *b, const char *s, size_t most)
{
	const char	*end, *from, *ref;
	int32_t		 c;
	size_t		 n = 0;

	if (s == NULL)
		return;
	for (end = s + strlen(s); s < end && (most == 0 || n < most); n++) {
		from = s;
		if ((c = utf8_next(&s, end)) == -1) {
			s = from + 1;
			utf8_put(b, 0xfffd);
		} else if ((ref = reference(c)) != NULL)
			buf_puts(b, ref);
		else if (is_char(c))
			buf_put(b, from, (size_t)(s - from));
	}
}

void
xml_element(struct buf *b, const char *name, const char *text, size_t most)
{
	if (text == NULL)
		return;
	buf_printf(b, "<%s>", name);
	xml_text(b, text, most);
	buf_printf(b, "</%s>\n", name);
}
