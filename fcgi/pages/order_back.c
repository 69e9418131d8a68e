/* SPDX-License-Identifier: ISC */
/* What came back of an order or shall: each return, and the form for one more,
 * or why there is none.  order_back.js sends it. */
#include "fcgi/pages/order.h"
#include "lib/base/text.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct { const char *name; enum ui_text text; } states[] = {
	{ "requested", UI_RETURN_REQUESTED },
	{ "approved", UI_RETURN_APPROVED }, { "refused", UI_RETURN_REFUSED },
	{ "received", UI_RETURN_RECEIVED },
	{ "refunded", UI_RETURN_REFUNDED },
};
static const enum ui_text reasons[] = { UI_BACK_UNSUITED, UI_BACK_BROKEN,
	UI_BACK_WRONG, UI_BACK_MISSING, UI_BACK_LATE, UI_BACK_OTHER };

void
order_return_state_put(const struct page *p, const char *name)
{
	for (size_t i = 0; i < COUNT(states); i++)
		if (text_equal(states[i].name, name))
			html(p->body, "<span class=\"state\" data-return="
			    "\"%s\">%s</span>", name,
			    page_text(p, states[i].text));
}

/* ---- those there are -------------------------------------------------------------- */

static const struct record *
line_of(const struct record *o, const char *id)
{
	const struct value	*lines = &o->values[ORDER_LINES];

	for (size_t i = 0; i < lines->count; i++)
		if (text_equal(lines->items[i].values[ORDER_LINE_ID].text,
		    id))
			return &lines->items[i];
	return NULL;
}

static void
pieces_put(const struct page *p, const struct record *o,
    const struct record *part)
{
	const struct record	*line = line_of(o,
				    part->values[ORDER_PART_LINE].text);

	html(p->body, "<li>%lld × <bdi>%s</bdi></li>\n",
	    (long long)part->values[ORDER_PART_QUANTITY].num,
	    line == NULL ? "–" : line->values[ORDER_LINE_NAME].text);
}

static void
return_put(const struct page *p, const struct record *o,
    const struct record *r)
{
	const struct value	*parts = &r->values[RETURN_LINES];

	html_raw(p->body, "<li class=\"back\">\n<p>");
	order_return_state_put(p, r->values[RETURN_STATE].text);
	html_raw(p->body, " · ");
	order_time_put(p, r->values[RETURN_CREATED_AT].num);
	html(p->body, " · <bdi>%s</bdi></p>\n<ul>\n",
	    r->values[RETURN_REASON].text);
	for (size_t i = 0; i < parts->count; i++)
		pieces_put(p, o, &parts->items[i]);
	html_raw(p->body, "</ul>\n");
	if (order_text(r, RETURN_ANSWER) != NULL)
		html(p->body, "<p>%s <bdi class=\"lines\">%s</bdi></p>\n",
		    page_text(p, UI_BACK_ANSWER),
		    order_text(r, RETURN_ANSWER));
	if (r->values[RETURN_AMOUNT].num > 0) {
		html(p->body, "<p>%s ", page_text(p, UI_BUY_REFUNDED));
		page_price(p, r->values[RETURN_AMOUNT].num,
		    o->values[ORDER_CURRENCY].text);
		html_raw(p->body, "</p>\n");
	}
	html_raw(p->body, "</li>\n");
}

/* ---- what may come back ------------------------------------------------------------- */

/* Pieces of a line that somebody asked to send back already. */
static int64_t
asked_of(const struct record *o, const char *line)
{
	const struct value	*list = &o->values[ORDER_RETURNS], *parts;
	int64_t			 n = 0;

	for (size_t i = 0; i < list->count; i++) {
		if (text_equal(list->items[i].values[RETURN_STATE].text,
		    "refused"))
			continue;
		parts = &list->items[i].values[RETURN_LINES];
		for (size_t k = 0; k < parts->count; k++)
			if (text_equal(parts->items[k].
			    values[ORDER_PART_LINE].text, line))
				n += parts->items[k].
				    values[ORDER_PART_QUANTITY].num;
	}
	return n;
}

static int64_t
left_of(const struct record *o, const struct record *line)
{
	return line->values[ORDER_LINE_FULFILLED].num -
	    asked_of(o, line->values[ORDER_LINE_ID].text);
}

static int64_t
left_at_all(const struct record *o)
{
	const struct value	*lines = &o->values[ORDER_LINES];
	int64_t			 n = 0;

	for (size_t i = 0; i < lines->count; i++)
		n += left_of(o, &lines->items[i]);
	return n;
}

static void
line_put(const struct page *p, const struct record *o,
    const struct record *line)
{
	const long long	 left = (long long)left_of(o, line);
	const char	*id = line->values[ORDER_LINE_ID].text;
	const char	*options = order_text(line, ORDER_LINE_OPTIONS);

	if (left <= 0) {
		html(p->body, "<p class=\"count\"><bdi>%s</bdi> – %s</p>\n",
		    line->values[ORDER_LINE_NAME].text,
		    page_text(p, asked_of(o, id) > 0 ? UI_BACK_ASKED :
		    UI_BACK_NOT_SENT));
		return;
	}
	html(p->body, "<label><span><bdi>%s</bdi> <span class=\"count\">"
	    "<bdi>%s</bdi> (%s <bdi>%lld</bdi>)</span></span> <input "
	    "type=\"number\" name=\"piece-%s\" data-piece=\"%s\" min=\"0\" "
	    "max=\"%lld\" inputmode=\"numeric\" value=\"0\"></label>\n",
	    line->values[ORDER_LINE_NAME].text, options == NULL ? "" :
	    options, page_text(p, UI_BACK_AT_MOST), left, id, id, left);
}

static void
reasons_put(const struct page *p)
{
	html(p->body, "<label>%s <select name=\"reason\" required>\n"
	    "<option value=\"\">%s</option>\n",
	    page_text(p, UI_BACK_REASON), page_text(p, UI_BACK_CHOOSE));
	for (size_t i = 0; i < COUNT(reasons); i++)
		html(p->body, "<option>%s</option>\n",
		    page_text(p, reasons[i]));
	html_raw(p->body, "</select></label>\n");
}

static void
form_put(const struct page *p, const struct record *o)
{
	const struct value	*lines = &o->values[ORDER_LINES];

	html(p->body, "<details id=\"back-form\">\n<summary class=\"button\">"
	    "%s</summary>\n<form id=\"back\" class=\"stack\" "
	    "data-path=\"/api/orders/%s/returns\" data-problem=\"%s\" "
	    "novalidate>\n<p class=\"problem\" role=\"alert\" tabindex=\"-1\" "
	    "hidden></p>\n<fieldset class=\"pieces-back\">\n<legend>%s"
	    "</legend>\n", page_text(p, UI_BACK_ASK),
	    o->values[ORDER_ID].text, page_text(p, UI_FAILED),
	    page_text(p, UI_BACK_PIECES));
	for (size_t i = 0; i < lines->count; i++)
		line_put(p, o, &lines->items[i]);
	html_raw(p->body, "</fieldset>\n");
	reasons_put(p);
	html(p->body, "<label>%s <textarea name=\"note\" rows=\"3\" "
	    "maxlength=\"2000\" dir=\"auto\"></textarea></label>\n"
	    "<p><button class=\"button primary\">%s</button></p>\n</form>\n"
	    "</details>\n", page_text(p, UI_CHECKOUT_NOTE),
	    page_text(p, UI_BACK_SEND));
}

/* ---- why not --------------------------------------------------------------------------- */

static void
until_put(const struct page *p, const struct record *o, enum ui_text text)
{
	html(p->body, "<p class=\"count\">%s ", page_text(p, text));
	order_time_put(p, o->values[ORDER_RETURN_UNTIL].num);
	html_raw(p->body, "</p>\n");
}

static void
delivered_put(const struct page *p, const struct record *o)
{
	if (left_at_all(o) <= 0)
		html(p->body, "<p class=\"count\">%s</p>\n",
		    page_text(p, UI_BACK_ALL));
	else if (p->act->now > o->values[ORDER_RETURN_UNTIL].num)
		until_put(p, o, UI_BACK_OVER);
	else {
		until_put(p, o, UI_BACK_UNTIL);
		form_put(p, o);
	}
}

static void
later_put(const struct page *p, int64_t days)
{
	html_raw(p->body, "<p class=\"count\">");
	ui_count(p->body, p->locale, UI_RETURN_DAYS, days);
	html_raw(p->body, "</p>\n");
}

void
order_returns_told(const struct page *p, const struct record *o)
{
	const struct value	*list = &o->values[ORDER_RETURNS];
	const enum order_state	 state = order_state_named(
				    o->values[ORDER_STATE].text);
	const int64_t		 days = settings_int(p->act->settings,
				    &orders_settings, ORDERS_RETURN_DAYS);
	const bool		 ended = state == IS_CANCELLED ||
				    state == IS_RETURNED || days == 0;

	if (list->count == 0 && ended)
		return;
	html(p->body, "<section id=\"returns\" class=\"told\">\n"
	    "<h2 tabindex=\"-1\">%s</h2>\n", page_text(p, UI_ORDER_RETURNS));
	if (list->count > 0)
		html_raw(p->body, "<ul class=\"backs\">\n");
	for (size_t i = 0; i < list->count; i++)
		return_put(p, o, &list->items[i]);
	if (list->count > 0)
		html_raw(p->body, "</ul>\n");
	if (!ended && state == IS_DELIVERED)
		delivered_put(p, o);
	else if (!ended)
		later_put(p, days);
	html_raw(p->body, "</section>\n");
}
