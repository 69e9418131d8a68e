/* SPDX-License-Identifier: ISC */
#include "lib/notify/letter.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"

#define GROUND	"#faf7f2"
#define SHEET	"#ffffff"
#define INK	"#241f1a"
#define SOFT	"#6b6258"
#define LINE	"#e4dccf"
#define ACCENT	"#a3421d"
#define FONT	"font-family:'Segoe UI',Roboto,'Noto Sans'," \
	"'Noto Sans Arabic',Tahoma,Arial,sans-serif"

static const char *
direction(const struct letter *l)
{
	return l->locale == LOCALE_AR ? "rtl" : "ltr";
}

static const char *
start(const struct letter *l)
{
	return l->locale == LOCALE_AR ? "right" : "left";
}

void
letter_open(struct letter *l, const char *subject,
    const struct letter_shop *shop)
{
	struct buf	*b = &l->html;

	buf_printf(b, "<!doctype html>\n<html lang=\"%s\" dir=\"%s\">\n<head>"
	    "<meta charset=\"utf-8\">"
	    "<meta name=\"viewport\" content=\"width=device-width\">"
	    "<meta name=\"color-scheme\" content=\"light\"><title>",
	    locale_tag(l->locale), direction(l));
	text_escape(b, subject);
	buf_printf(b, "</title></head>\n<body dir=\"%s\" style=\"margin:0;"
	    "padding:0;background:" GROUND "\">\n"
	    "<table role=\"presentation\" width=\"100%%\" cellpadding=\"0\""
	    " cellspacing=\"0\" style=\"background:" GROUND "\"><tr>"
	    "<td align=\"center\" style=\"padding:24px 12px\">\n"
	    "<table role=\"presentation\" width=\"100%%\" cellpadding=\"0\""
	    " cellspacing=\"0\" style=\"max-width:560px;background:" SHEET
	    ";border:1px solid " LINE ";border-radius:12px\">\n"
	    "<tr><td dir=\"%s\" style=\"padding:24px 28px 0;text-align:%s;" FONT
	    ";font-size:20px;font-weight:600;color:" ACCENT "\">",
	    direction(l), direction(l), start(l));
	text_escape(b, shop->name);
	buf_printf(b, "</td></tr>\n<tr><td dir=\"%s\" style=\"padding:8px 28px "
	    "24px;text-align:%s;" FONT ";font-size:16px;line-height:1.6;"
	    "color:" INK "\">\n", direction(l), start(l));
}

void
letter_paragraph_open(struct letter *l)
{
	if (l->plain.len > 0)
		buf_puts(&l->plain, "\n\n");
	buf_puts(&l->html, "<p style=\"margin:16px 0 0\">");
}

void
letter_paragraph_close(struct letter *l)
{
	buf_puts(&l->html, "</p>\n");
}

/* Line by line into the HTML. */
static void
lines_put(struct buf *b, const char *text)
{
	size_t	 n;

	for (;; text += n + 1) {
		n = strcspn(text, "\n");
		text_escape(b, arena_text(b->arena, text, n));
		if (text[n] == '\0')
			return;
		buf_puts(b, "<br>\n");
	}
}

void
letter_text(struct letter *l, const char *text)
{
	buf_puts(&l->plain, text);
	lines_put(&l->html, text);
}

void
letter_value(struct letter *l, const char *text)
{
	buf_puts(&l->plain, text);
	buf_puts(&l->html, "<bdi>");
	lines_put(&l->html, text);
	buf_puts(&l->html, "</bdi>");
}

void
letter_link(struct letter *l, const char *url)
{
	if (!text_is_http_url(url)) {
		letter_value(l, url);
		return;
	}
	buf_puts(&l->plain, url);
	buf_puts(&l->html, "<a dir=\"ltr\" style=\"color:" ACCENT
	    ";word-break:break-all\" href=\"");
	text_escape(&l->html, url);
	buf_puts(&l->html, "\">");
	text_escape(&l->html, url);
	buf_puts(&l->html, "</a>");
}

/* The address stands below as well: some programs show no buttons. */
static void
button_put(struct buf *b, const char *words, const char *url)
{
	buf_puts(b, "<p style=\"margin:24px 0 0\"><a href=\"");
	text_escape(b, url);
	buf_puts(b, "\" style=\"display:inline-block;padding:12px 22px;"
	    "background:" ACCENT ";color:#ffffff;text-decoration:none;"
	    "border-radius:8px;font-weight:600\">");
	text_escape(b, words);
	buf_puts(b, "</a></p>\n<p dir=\"ltr\" style=\"margin:12px 0 0;"
	    "font-size:13px;color:" SOFT ";word-break:break-all;"
	    "unicode-bidi:isolate\">");
	text_escape(b, url);
	buf_puts(b, "</p>\n");
}

void
letter_button(struct letter *l, const char *words, const char *url)
{
	if (!text_is_http_url(url)) {
		letter_paragraph_open(l);
		letter_text(l, words);
		letter_paragraph_close(l);
		return;
	}
	if (l->plain.len > 0)
		buf_puts(&l->plain, "\n\n");
	buf_printf(&l->plain, "%s\n%s", words, url);
	button_put(&l->html, words, url);
}

static void
foot_line(struct letter *l, const char *text)
{
	if (*text == '\0')
		return;
	buf_printf(&l->plain, "\n%s", text);
	buf_puts(&l->html, "<br>\n");
	lines_put(&l->html, text);
}

void
letter_close(struct letter *l, const struct letter_shop *shop)
{
	buf_printf(&l->plain, "\n\n-- \n%s", shop->name);
	buf_printf(&l->html, "</td></tr>\n<tr><td dir=\"%s\" style=\""
	    "padding:16px 28px 24px;border-top:1px solid " LINE
	    ";text-align:%s;" FONT ";font-size:13px;line-height:1.6;color:"
	    SOFT "\">", direction(l), start(l));
	text_escape(&l->html, shop->name);
	foot_line(l, shop->address);
	foot_line(l, shop->email);
	foot_line(l, shop->url);
	buf_putc(&l->plain, '\n');
	buf_puts(&l->html, "</td></tr>\n</table>\n</td></tr></table>\n"
	    "</body>\n</html>\n");
}
