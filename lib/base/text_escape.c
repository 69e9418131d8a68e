/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/text.h"

static const char *
reference(char c)
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
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void
text_escape(struct buf *b, const char *s)
{
	const char	*from, *ref;

	for (from = s; *s != '\0'; s++) {
		if ((ref = reference(*s)) == NULL)
			continue;
		buf_put(b, from, (size_t)(s - from));
		buf_puts(b, ref);
		from = s + 1;
	}
	buf_put(b, from, (size_t)(s - from));
}
