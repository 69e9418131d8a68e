/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_orders.h"
#include "lib/base/text.h"

/* What the staff sends of an order or a return: orders.js sends it as it is,
 * and reads the page anew. */

static void
deed_put(const struct page *p, const struct order_deed *d)
{
	html(p->body, " data-order=\"%s\" data-method=\"%s\" "
	    "data-problem=\"%s\"", d->path, d->method,
	    page_text(p, UI_FAILED));
	if (d->version != 0)
		html(p->body, " data-version=\"%lld\" data-stale=\"%s\"",
		    (long long)d->version, page_text(p, UI_PRICES_STALE));
}

void
deed_open(const struct page *p, const struct order_deed *d)
{
	html_raw(p->body, "<form class=\"stack\"");
	deed_put(p, d);
	html_raw(p->body, " novalidate>\n");
}

void
deed_close(const struct page *p, enum ui_text button)
{
	html(p->body, "<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "<button class=\"button\">%s</button>\n</form>\n",
	    page_text(p, button));
}

void
deed_button(const struct page *p, const struct order_deed *d,
    const char *name, const char *value, const char *text)
{
	html_raw(p->body, "<button type=\"button\" class=\"button\"");
	deed_put(p, d);
	if (name != NULL)
		html_attr(p->body, name, value);
	html(p->body, ">%s</button>\n", text);
}

void
deed_input(const struct page *p, enum ui_text text, const char *name,
    const char *type)
{
	html(p->body, "<label>%s <input name=\"%s\" type=\"%s\" dir=\"auto\" "
	    "autocomplete=\"off\"></label>\n", page_text(p, text), name,
	    type);
}

void
deed_check(const struct page *p, enum ui_text text, const char *name)
{
	html(p->body, "<label class=\"check\"><input type=\"checkbox\" "
	    "name=\"%s\"> %s</label>\n", name, page_text(p, text));
}

/* ---- pieces of lines ------------------------------------------------------------- */

static const char *
options_of(const struct value *line)
{
	return line[ORDER_LINE_OPTIONS].state == VALUE_SET ?
	    line[ORDER_LINE_OPTIONS].text : "";
}

/* What was paid for the line and has not gone back. */
static void
left_put(const struct page *p, const struct record *o,
    const struct value *line, int64_t pieces)
{
	int64_t	 left = line[ORDER_LINE_TOTAL].num -
		    line[ORDER_LINE_REFUNDED].num;

	if (o->values[ORDER_TAX_INCLUDED].num == 0)
		left += line[ORDER_LINE_TAX].num;
	html(p->body, "<small>%s %lld · ", page_text(p, UI_ORDER_LEFT_PIECES),
	    (long long)pieces);
	page_price(p, left, o->values[ORDER_CURRENCY].text);
	html_raw(p->body, "</small>");
}

void
deed_pieces(const struct page *p, const struct record *o,
    const struct deed_pieces *which)
{
	const struct value	*lines = &o->values[ORDER_LINES];

	html_raw(p->body, "<ul class=\"pieces\">\n");
	for (size_t i = 0; i < lines->count; i++) {
		const struct value	*v = lines->items[i].values;
		const int64_t		 left = v[which->most].num -
					    v[which->less].num;

		if (left <= 0)
			continue;
		html(p->body, "<li><label><span><bdi>%s</bdi> <small><bdi>%s"
		    "</bdi></small>", v[ORDER_LINE_NAME].text, options_of(v));
		if (which->money)
			left_put(p, o, v, left);
		else if (v[ORDER_LINE_REFUNDED_PIECES].num > 0)
			html(p->body, "<small>%s %lld</small>",
			    page_text(p, UI_ORDER_REFUNDED), (long long)
			    v[ORDER_LINE_REFUNDED_PIECES].num);
		html(p->body, "</span> <input type=\"number\" "
		    "data-line=\"%s\" min=\"0\" max=\"%lld\" value=\"%lld\">"
		    "</label></li>\n", v[ORDER_LINE_ID].text, (long long)left,
		    which->all ? (long long)left : 0LL);
	}
	html_raw(p->body, "</ul>\n");
}

static const struct value *
line_find(const struct record *o, const char *id)
{
	const struct value	*lines = &o->values[ORDER_LINES];

	for (size_t i = 0; i < lines->count; i++)
		if (text_equal(lines->items[i].values[ORDER_LINE_ID].text, id))
			return lines->items[i].values;
	return NULL;
}

void
pieces_told(const struct page *p, const struct record *o,
    const struct value *parts)
{
	html_raw(p->body, "<ul class=\"told-pieces\">");
	for (size_t i = 0; i < parts->count; i++) {
		const struct value	*part = parts->items[i].values;
		const struct value	*line = line_find(o,
					    part[ORDER_PART_LINE].text);

		if (line != NULL)
			html(p->body, "<li>%lld × <bdi>%s</bdi> <small><bdi>"
			    "%s</bdi></small></li>",
			    (long long)part[ORDER_PART_QUANTITY].num,
			    line[ORDER_LINE_NAME].text, options_of(line));
	}
	html_raw(p->body, "</ul>");
}
