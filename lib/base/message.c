/* SPDX-License-Identifier: ISC */
#include "lib/base/message.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "lib/base/buf.h"

static const char *const tags[] = {
	[LOCALE_FR] = "fr",
	[LOCALE_EN] = "en",
	[LOCALE_AR] = "ar",
};
static_assert(sizeof(tags) / sizeof(tags[0]) == LOCALE__MAX,
    "a tag for each locale");

const char *
locale_tag(enum locale locale)
{
	return tags[locale];
}

/* By the first len bytes, in any case. */
static enum locale
locale_find(const char *p, size_t len)
{
	enum locale	 l;

	for (l = 0; l < LOCALE__MAX; l++)
		if (strlen(tags[l]) == len &&
		    strncasecmp(tags[l], p, len) == 0)
			break;
	return l;
}

enum locale
locale_from_tag(const char *tag)
{
	enum locale	 l;

	for (l = 0; l < LOCALE__MAX; l++)
		if (tag != NULL && strcmp(tags[l], tag) == 0)
			break;
	return l;
}

/* Which of the alternatives speaks of n, by CLDR's rules for whole numbers. */
static int
plural_form(enum locale locale, int64_t n)
{
	uint64_t	 u = n < 0 ? -(uint64_t)n : (uint64_t)n;

	if (locale == LOCALE_FR)
		return u > 1;
	if (locale == LOCALE_EN)
		return u != 1;
	if (u <= 2)
		return (int)u;			/* zero, one, two */
	if (u % 100 >= 3 && u % 100 <= 10)
		return 3;			/* few */
	return u % 100 >= 11 ? 4 : 5;		/* many, other */
}

/* The alternative of that form, or the last one there is; not terminated. */
static const char *
alternative(const char *text, int form, size_t *len)
{
	const char	*bar;

	while ((bar = strchr(text, '|')) != NULL && form-- > 0)
		text = bar + 1;
	*len = strcspn(text, "|");
	return text;
}

void
message_put(struct buf *b, const struct message *m, enum locale locale,
    const int64_t numbers[MESSAGE_NUMBERS])
{
	const char	*p = m->text[locale];
	size_t		 len;
	int		 which;

	if (p == NULL) {
		buf_puts(b, m->code);
		return;
	}
	p = alternative(p, plural_form(locale, numbers ? numbers[0] : 0),
	    &len);
	for (size_t i = 0; i < len; i++) {
		if (p[i] != '{' || i + 2 >= len || p[i + 2] != '}' ||
		    (which = p[i + 1] - '0') < 0 || which >= MESSAGE_NUMBERS) {
			buf_putc(b, p[i]);
			continue;
		}
		buf_int(b, numbers ? numbers[which] : 0);
		i += 2;
	}
}

/* ";q=0.8" of a language range as thousandths; 1000 where there is none. */
static int
quality(const char *p, const char *end)
{
	int	 q = 0, scale = 1000;

	while (p < end && strchr("; \t", *p) != NULL)
		p++;
	if (end - p < 3 || (*p | 0x20) != 'q' || p[1] != '=')
		return p == end ? 1000 : 0;
	for (p += 2; p < end && scale > 0; p++) {
		if (*p == '.' && scale == 100)
			continue;
		if (*p < '0' || *p > '9')
			break;
		q += (*p - '0') * scale;
		scale /= 10;
	}
	return q > 1000 ? 1000 : q;
}

enum locale
locale_negotiate(const char *header, enum locale fallback)
{
	enum locale	 best = fallback, l;
	int		 best_q = 0, q;
	size_t		 tag, range;

	if (header == NULL)
		return fallback;
	while (*header != '\0') {
		header += strspn(header, ", \t");
		range = strcspn(header, ",");
		tag = strcspn(header, ",;- \t");
		l = tag == 1 && *header == '*' ? fallback :
		    locale_find(header, tag);
		q = quality(header + strcspn(header, ",; \t"),
		    header + range);
		if (l != LOCALE__MAX && q > best_q) {
			best = l;
			best_q = q;
		}
		header += range;
	}
	return best;
}
