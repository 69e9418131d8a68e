/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/order.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"

/* Where an order stands, what happened to it, and calling it off. */
static const enum ui_text states[ORDER_STATE__MAX] = {
	[IS_DRAFT] = UI_BUY_IS_DRAFT, [IS_PENDING] = UI_BUY_IS_PENDING,
	[IS_CONFIRMED] = UI_BUY_IS_CONFIRMED,
	[IS_PREPARING] = UI_BUY_IS_PREPARING,
	[IS_SHIPPED] = UI_BUY_IS_SHIPPED,
	[IS_DELIVERED] = UI_BUY_IS_DELIVERED,
	[IS_CANCELLED] = UI_BUY_IS_CANCELLED,
	[IS_RETURNED] = UI_BUY_IS_RETURNED,
};

const char *
order_text(const struct record *r, int field)
{
	return r->values[field].state == VALUE_SET ? r->values[field].text :
	    NULL;
}

enum order_state
order_state_named(const char *name)
{
	int	 i = 0;

	while (i < ORDER_STATE__MAX && !text_equal(order_states[i], name))
		i++;
	return i < ORDER_STATE__MAX ? (enum order_state)i : IS_DRAFT;
}

void
order_state_put(const struct page *p, const char *name)
{
	html(p->body, "<span class=\"state\" data-state=\"%s\">%s</span>",
	    name, page_text(p, states[order_state_named(name)]));
}

void
order_time_put(const struct page *p, int64_t ms)
{
	char	 text[CLOCK_TEXT];

	clock_text(ms, text);
	html(p->body, "<time datetime=\"%s\">%s</time>", text, text);
}

void
order_parcels_told(const struct page *p, const struct record *o)
{
	const struct value	*list = &o->values[ORDER_FULFILMENTS];
	size_t			 i;

	if (list->count == 0)
		return;
	html(p->body, "<h2>%s</h2>\n<ul class=\"few\">\n",
	    page_text(p, UI_BUY_PARCELS));
	for (i = 0; i < list->count; i++) {
		const struct record	*f = &list->items[i];
		const char		*number = order_text(f,
					    FULFILMENT_NUMBER);

		html_raw(p->body, "<li><span>");
		order_time_put(p, f->values[FULFILMENT_CREATED_AT].num);
		html(p->body, " <bdi>%s</bdi></span> <span>",
		    order_text(f, FULFILMENT_CARRIER) == NULL ? "" :
		    order_text(f, FULFILMENT_CARRIER));
		if (order_text(f, FULFILMENT_URL) != NULL) {
			html_raw(p->body, "<a rel=\"noreferrer\"");
			html_url(p->body, "href",
			    order_text(f, FULFILMENT_URL));
			html(p->body, ">%s</a>", page_text(p, UI_BUY_TRACK));
		}
		html(p->body, " <bdi>%s</bdi></span></li>\n",
		    number == NULL ? "" : number);
	}
	html_raw(p->body, "</ul>\n");
}

/* What its buyer hears of; the first row that fits. */
static const struct { const char *kind, *to; enum ui_text text; } news[] = {
	{ "state", NULL, UI_TEXT__MAX }, { "note", NULL, UI_TEXT__MAX },
	{ "payment", NULL, UI_EVENT_PAYMENT },
	{ "payment_failed", NULL, UI_EVENT_PAYMENT_FAILED },
	{ "refund", NULL, UI_EVENT_REFUND },
	{ "parcel", "delivered", UI_PARCEL_DELIVERED },
	{ "parcel", "cancelled", UI_PARCEL_CANCELLED },
	{ "parcel", NULL, UI_PARCEL_SHIPPED },
	{ "return", NULL, UI_EVENT_RETURN },
};
#define NEWS	(sizeof(news) / sizeof(news[0]))

static size_t
news_of(const struct record *event)
{
	size_t	 i = 0;

	while (i < NEWS && !(text_equal(news[i].kind,
	    order_text(event, ORDER_EVENT_KIND)) && (news[i].to == NULL ||
	    text_equal(news[i].to, order_text(event, ORDER_EVENT_TO)))))
		i++;
	return i;
}

static void
event_put(const struct page *p, const struct record *event, size_t which,
    const char *currency)
{
	const char	*kind = news[which].kind;

	html_raw(p->body, "<li><span>");
	if (text_equal(kind, "state"))
		order_state_put(p, order_text(event, ORDER_EVENT_TO));
	else if (text_equal(kind, "note"))
		html(p->body, "<bdi class=\"lines\">%s</bdi>",
		    order_text(event, ORDER_EVENT_TEXT));
	else
		html(p->body, "%s ", page_text(p, news[which].text));
	if (text_equal(kind, "return"))
		order_return_state_put(p, order_text(event, ORDER_EVENT_TO));
	else if (event->values[ORDER_EVENT_AMOUNT].state == VALUE_SET &&
	    event->values[ORDER_EVENT_AMOUNT].num != 0)
		page_price(p, event->values[ORDER_EVENT_AMOUNT].num,
		    currency);
	html_raw(p->body, "</span> ");
	order_time_put(p, event->values[ORDER_EVENT_CREATED_AT].num);
	html_raw(p->body, "</li>\n");
}

void
order_history_put(const struct page *p, const struct record *o)
{
	const struct value	*list = &o->values[ORDER_HISTORY];
	size_t			 i, which;

	html(p->body, "<h2>%s</h2>\n<ol class=\"few\" id=\"history\">\n",
	    page_text(p, UI_BUY_HISTORY));
	for (i = 0; i < list->count; i++) {
		which = news_of(&list->items[i]);
		if (which < NEWS)
			event_put(p, &list->items[i], which,
			    o->values[ORDER_CURRENCY].text);
	}
	html_raw(p->body, "</ol>\n");
}

void
order_cancel_put(const struct page *p, const struct record *o)
{
	const char	*id = o->values[ORDER_ID].text;

	if (!order_may(order_state_named(o->values[ORDER_STATE].text),
	    IS_CANCELLED, BY_BUYER))
		return;
	html(p->body, "<form id=\"cancel\" data-path=\"/api/orders/%s/cancel\""
	    " data-sure=\"%s\" data-problem=\"%s\">\n<p class=\"problem\" "
	    "role=\"alert\" hidden></p>\n<button class=\"button\">%s</button>"
	    "\n</form>\n", id, page_text(p, UI_BUY_CANCEL_SURE),
	    page_text(p, UI_FAILED), page_text(p, UI_BUY_CANCEL));
}
