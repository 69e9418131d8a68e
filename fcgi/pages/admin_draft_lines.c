/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_draft.h"

/* What is ordered: found in the catalogue by draft.js, or written by hand. */

static void
number_cells(const struct page *p, const struct record *o,
    const struct record *line)
{
	html(p->body, "<td><input type=\"number\" data-row=\"quantity\" "
	    "min=\"1\" aria-label=\"%s\" value=\"%lld\"></td><td><input "
	    "data-row=\"unitPrice\" inputmode=\"decimal\" dir=\"ltr\" "
	    "autocomplete=\"off\" aria-label=\"%s\"",
	    page_text(p, UI_QUANTITY), line == NULL ? 1LL :
	    (long long)line->values[ORDER_LINE_QUANTITY].num,
	    page_text(p, UI_ORDER_UNIT));
	html_attr(p->body, "value", draft_money(p, o, line,
	    ORDER_LINE_UNIT));
	html(p->body, "></td><td class=\"number\" data-sum></td>"
	    "<td><button type=\"button\" class=\"quiet remove\">%s</button>"
	    "</td>", page_text(p, UI_REMOVE));
}

static void
by_hand_cell(const struct page *p, const struct record *line)
{
	html(p->body, "<input data-row=\"name\" dir=\"auto\" "
	    "maxlength=\"200\" autocomplete=\"off\" aria-label=\"%s\"",
	    page_text(p, UI_NAME));
	html_attr(p->body, "value", draft_text(line, ORDER_LINE_NAME));
	html(p->body, "> <select data-row=\"taxClass\" aria-label=\"%s\">\n",
	    page_text(p, UI_ORDER_TAX));
	admin_tax_options(p, line == NULL ? "standard" :
	    line->values[ORDER_LINE_TAX_CLASS].text);
	html_raw(p->body, "</select>");
}

static void
known_cell(const struct page *p, const struct record *line)
{
	const char	*options = draft_text(line, ORDER_LINE_OPTIONS);
	const char	*sku = draft_text(line, ORDER_LINE_SKU);

	html(p->body, "<bdi class=\"product\">%s</bdi><small><bdi>%s</bdi> "
	    "<bdi>%s</bdi></small>", line == NULL ? "" :
	    line->values[ORDER_LINE_NAME].text, options == NULL ? "" :
	    options, sku == NULL ? "" : sku);
}

/* line NULL: of a template. */
static void
row_put(const struct page *p, const struct record *o,
    const struct record *line, bool known)
{
	html_raw(p->body, "<tr");
	if (known)
		html(p->body, " data-variation=\"%s\"", line == NULL ? "" :
		    line->values[ORDER_LINE_VARIATION].text);
	html_raw(p->body, "><th scope=\"row\">");
	if (known)
		known_cell(p, line);
	else
		by_hand_cell(p, line);
	html_raw(p->body, "<span class=\"problem\" hidden></span></th>");
	number_cells(p, o, line);
	html_raw(p->body, "</tr>\n");
}

static void
find_put(const struct page *p)
{
	html(p->body, "<div class=\"filters\" role=\"search\"><label>%s "
	    "<input id=\"draft-find\" type=\"search\" maxlength=\"200\" "
	    "dir=\"auto\" autocomplete=\"off\"></label>\n"
	    "<button type=\"button\" class=\"button\" id=\"draft-search\">%s"
	    "</button>\n<button type=\"button\" class=\"button\" "
	    "id=\"draft-free\">%s</button></div>\n"
	    "<ul id=\"draft-found\" class=\"chips\" aria-live=\"polite\" "
	    "data-none=\"%s\"></ul>\n", page_text(p, UI_DRAFT_FIND),
	    page_text(p, UI_SEARCH), page_text(p, UI_ORDER_LINE_FREE),
	    page_text(p, UI_SEARCH_NONE));
}

void
draft_lines_put(const struct page *p, const struct record *o)
{
	static const enum ui_text	 heads[] = { UI_PRODUCT, UI_QUANTITY,
		UI_ORDER_UNIT, UI_ORDER_TOTAL, UI_TEXT__MAX };
	const struct value		*lines = o == NULL ? NULL :
					    &o->values[ORDER_LINES];

	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_ORDER_LINES));
	find_put(p);
	table_open(p, "draft-lines", UI_ORDER_LINES, heads, 5);
	for (size_t i = 0; lines != NULL && i < lines->count; i++)
		row_put(p, o, &lines->items[i], draft_text(&lines->items[i],
		    ORDER_LINE_VARIATION) != NULL);
	table_close(p);
	html_raw(p->body, "<template id=\"draft-known\">\n");
	row_put(p, o, NULL, true);
	html_raw(p->body, "</template>\n<template id=\"draft-hand\">\n");
	row_put(p, o, NULL, false);
	html_raw(p->body, "</template>\n");
}
