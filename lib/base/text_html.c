/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"

#include <string.h>
#include <strings.h>

#include "lib/base/buf.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

/* Text on its way out: blanks wait until something follows them. */
struct plain {
	struct buf	 out;
	bool		 blank;
	int		 lines;		/* breaks that wait, at most two */
};

static const struct { const char *name; int32_t c; } entities[] = {
	{ "amp", '&' },		{ "lt", '<' },		{ "gt", '>' },
	{ "quot", '"' },	{ "apos", '\'' },	{ "nbsp", 0xa0 },
	{ "iexcl", 0xa1 },	{ "cent", 0xa2 },	{ "pound", 0xa3 },
	{ "yen", 0xa5 },	{ "sect", 0xa7 },	{ "copy", 0xa9 },
	{ "laquo", 0xab },	{ "shy", 0xad },	{ "reg", 0xae },
	{ "deg", 0xb0 },	{ "plusmn", 0xb1 },	{ "sup2", 0xb2 },
	{ "sup3", 0xb3 },	{ "micro", 0xb5 },	{ "middot", 0xb7 },
	{ "raquo", 0xbb },	{ "frac12", 0xbd },	{ "Agrave", 0xc0 },
	{ "Acirc", 0xc2 },	{ "Ccedil", 0xc7 },	{ "Egrave", 0xc8 },
	{ "Eacute", 0xc9 },	{ "Ecirc", 0xca },	{ "times", 0xd7 },
	{ "szlig", 0xdf },	{ "agrave", 0xe0 },	{ "aacute", 0xe1 },
	{ "acirc", 0xe2 },	{ "auml", 0xe4 },	{ "aelig", 0xe6 },
	{ "ccedil", 0xe7 },	{ "egrave", 0xe8 },	{ "eacute", 0xe9 },
	{ "ecirc", 0xea },	{ "euml", 0xeb },	{ "iacute", 0xed },
	{ "icirc", 0xee },	{ "iuml", 0xef },	{ "ntilde", 0xf1 },
	{ "oacute", 0xf3 },	{ "ocirc", 0xf4 },	{ "ouml", 0xf6 },
	{ "oslash", 0xf8 },	{ "ugrave", 0xf9 },	{ "uacute", 0xfa },
	{ "ucirc", 0xfb },	{ "uuml", 0xfc },	{ "yuml", 0xff },
	{ "OElig", 0x152 },	{ "oelig", 0x153 },	{ "ndash", 0x2013 },
	{ "mdash", 0x2014 },	{ "lsquo", 0x2018 },	{ "rsquo", 0x2019 },
	{ "sbquo", 0x201a },	{ "ldquo", 0x201c },	{ "rdquo", 0x201d },
	{ "bdquo", 0x201e },	{ "bull", 0x2022 },	{ "hellip", 0x2026 },
	{ "lsaquo", 0x2039 },	{ "rsaquo", 0x203a },	{ "euro", 0x20ac },
	{ "trade", 0x2122 },
};

/* Elements that end a line, or (two) a paragraph. */
static const struct { const char *name; int lines; } breaks[] = {
	{ "br", 1 },	{ "li", 1 },	{ "tr", 1 },	{ "dt", 1 },
	{ "dd", 1 },	{ "div", 1 },	{ "p", 2 },	{ "ul", 2 },
	{ "ol", 2 },	{ "dl", 2 },	{ "table", 2 },	{ "blockquote", 2 },
	{ "h1", 2 },	{ "h2", 2 },	{ "h3", 2 },	{ "h4", 2 },
	{ "h5", 2 },	{ "h6", 2 },	{ "hr", 2 },	{ "pre", 2 },
};

/* Elements whose content is not text for people. */
static const char *const hidden[] = { "script", "style", "template", "noscript",
	"iframe", "svg", "head", "title" };

static void
plain_put(struct plain *t, int32_t c)
{
	if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' ||
	    c == 0xa0) {
		t->blank = true;
		return;
	}
	if (c < 0x20 || c == 0x7f)	/* no control, no broken UTF-8 */
		return;
	if (t->out.len > 0 && t->lines > 0)
		buf_put(&t->out, "\n\n", (size_t)t->lines);
	else if (t->out.len > 0 && t->blank)
		buf_putc(&t->out, ' ');
	t->blank = false;
	t->lines = 0;
	utf8_put(&t->out, c);
}

/* "#39" or "#x27", without '&' and ';'; -1: no code point. */
static int32_t
number_decode(const char *p, size_t len)
{
	bool	 hex = len > 1 && (p[1] | 0x20) == 'x';
	int32_t	 c = 0;
	size_t	 i = hex ? 2 : 1;
	int	 digit;

	if (i == len)
		return -1;
	for (; i < len; i++) {
		digit = p[i] >= '0' && p[i] <= '9' ? p[i] - '0' :
		    hex && (p[i] | 0x20) >= 'a' && (p[i] | 0x20) <= 'f' ?
		    (p[i] | 0x20) - 'a' + 10 : -1;
		if (digit < 0 || (c = c * (hex ? 16 : 10) + digit) > 0x10ffff)
			return -1;
	}
	return c >= 0xd800 && c <= 0xdfff ? -1 : c;
}

/* The entity at p ('&' stands there); moves p behind it.  -1: none. */
static int32_t
entity_decode(const char **p, const char *end)
{
	const char	*name = *p + 1;
	const char	*semicolon;
	size_t		 len = (size_t)(end - name);
	int32_t		 c = -1;

	semicolon = memchr(name, ';', len < 12 ? len : 12);
	if (semicolon == NULL || semicolon == name)
		return -1;
	len = (size_t)(semicolon - name);
	if (*name == '#')
		c = number_decode(name, len);
	for (size_t i = 0; *name != '#' && i < COUNT(entities); i++)
		if (strlen(entities[i].name) == len &&
		    memcmp(entities[i].name, name, len) == 0)
			c = entities[i].c;
	if (c >= 0)
		*p = semicolon + 1;
	return c;
}

static bool
name_is(const struct span *s, const char *name)
{
	return strlen(name) == s->len && strncasecmp(s->p, name, s->len) == 0;
}

/* Behind the '>' of the tag at p; quoted attributes may hold one. */
static const char *
tag_end(const char *p, const char *end)
{
	char	 quote = '\0';

	for (; p < end; p++)
		if (quote != '\0')
			quote = *p == quote ? '\0' : quote;
		else if (*p == '"' || *p == '\'')
			quote = *p;
		else if (*p == '>')
			return p + 1;
	return end;
}

/* Behind the closing tag of an element whose content is skipped. */
static const char *
element_end(const char *p, const char *end, const struct span *name)
{
	for (; end - p > (ptrdiff_t)name->len + 2; p++)
		if (p[0] == '<' && p[1] == '/' &&
		    strncasecmp(p + 2, name->p, name->len) == 0)
			return tag_end(p, end);
	return end;
}

/* The tag at p ('<' stands there): note its break, return what follows. */
static const char *
tag_skip(struct plain *t, const char *p, const char *end)
{
	struct span	 name = { .p = p + 1 };
	bool		 closes = name.p < end && *name.p == '/';

	if (end - p >= 4 && memcmp(p, "<!--", 4) == 0) {
		p = memmem(p + 4, (size_t)(end - p - 4), "-->", 3);
		return p == NULL ? end : p + 3;
	}
	name.p += closes;
	while (name.p + name.len < end &&
	    strchr(" \t\r\n\f/>", name.p[name.len]) == NULL)
		name.len++;
	for (size_t i = 0; i < COUNT(breaks); i++)
		if (name_is(&name, breaks[i].name) &&
		    t->lines < breaks[i].lines)
			t->lines = breaks[i].lines;
	p = tag_end(p, end);
	for (size_t i = 0; !closes && i < COUNT(hidden); i++)
		if (name_is(&name, hidden[i]))
			return element_end(p, end, &name);
	return p;
}

/* "<" begins a tag only before a letter, '/', '!' or '?'. */
static bool
is_tag(const char *p, const char *end)
{
	char	 c;

	if (end - p < 2 || *p != '<')
		return false;
	c = p[1] | 0x20;
	return (c >= 'a' && c <= 'z') || strchr("/!?", p[1]) != NULL;
}

char *
text_from_html(struct arena *arena, const char *p, size_t len)
{
	const char	*end = p + len;
	struct plain	 t = { .blank = false };
	int32_t		 c;

	buf_init(&t.out, arena, len);
	while (p < end) {
		if (is_tag(p, end)) {
			p = tag_skip(&t, p, end);
			continue;
		}
		c = *p == '&' ? entity_decode(&p, end) : -1;
		plain_put(&t, c >= 0 ? c : utf8_next(&p, end));
	}
	return t.out.p;
}
