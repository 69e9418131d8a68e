/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/html.h"

#include <stdarg.h>
#include <string.h>

#include "lib/base/text.h"

void
html_text(struct buf *b, const char *s)
{
	if (s != NULL)
		text_escape(b, s);
}

/* What stands at % of fmt; returns the first byte behind it. */
static const char *
directive(struct buf *b, const char *fmt, va_list *ap)
{
	if (text_starts(fmt, "%s")) {
		html_text(b, va_arg(*ap, const char *));
		return fmt + 2;
	}
	if (text_starts(fmt, "%d")) {
		buf_int(b, va_arg(*ap, int));
		return fmt + 2;
	}
	if (text_starts(fmt, "%lld")) {
		buf_int(b, va_arg(*ap, long long));
		return fmt + 4;
	}
	buf_putc(b, '%');
	return fmt + (fmt[1] == '%' ? 2 : 1);
}

void
html_format(struct buf *b, const char *fmt, ...)
{
	va_list	 ap;
	size_t	 n;

	va_start(ap, fmt);
	while (*fmt != '\0') {
		n = strcspn(fmt, "%");
		buf_put(b, fmt, n);
		fmt += n;
		if (*fmt == '%')
			fmt = directive(b, fmt, &ap);
	}
	va_end(ap);
}

void
html_attr(struct buf *b, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_putc(b, ' ');
	buf_puts(b, name);
	html(b, "=\"%s\"", value);
}

void
html_flag(struct buf *b, const char *name, bool set)
{
	if (!set)
		return;
	buf_putc(b, ' ');
	buf_puts(b, name);
}

/*
 * A browser drops tabs and line breaks inside an address and blanks before
 * it, and reads '\' as '/': an address with any of them is nobody's.
 */
static bool
is_plain(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s <= ' ' || *s == '\\' || *s == 0x7f)
			return false;
	return true;
}

bool
html_is_own_path(const char *s)
{
	return text_is_own_path(s);
}

bool
html_url_ok(const char *s)
{
	static const char *const schemes[] = { "https://", "http://",
		"mailto:", "tel:" };
	size_t	 i;

	if (s == NULL || !is_plain(s))
		return false;
	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (strncasecmp(s, schemes[i], strlen(schemes[i])) == 0)
			return true;
	return html_is_own_path(s) || *s == '#' || *s == '?';
}

void
html_url(struct buf *b, const char *name, const char *address)
{
	html_attr(b, name, html_url_ok(address) ? address : "#");
}
