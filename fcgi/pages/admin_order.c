/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_orders.h"
#include "fcgi/pages/contains.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"

/* GET /admin/commandes/{id}: one order, with what may be done with it. */

static const struct choice ways[] = {
	{ "stripe", UI_ORDER_WAY_CARD }, { "cash", UI_ORDER_WAY_CASH },
	{ "transfer", UI_ORDER_WAY_TRANSFER },
	{ "gift_card", UI_ORDER_WAY_GIFT }, { "none", UI_ORDER_WAY_NONE },
};
static const struct choice kinds[] = {
	{ "note", UI_EVENT_NOTE }, { "payment", UI_EVENT_PAYMENT },
	{ "refund", UI_EVENT_REFUND },
	{ "refund_failed", UI_EVENT_REFUND_FAILED },
	{ "payment_failed", UI_EVENT_PAYMENT_FAILED },
	{ "payment_gone", UI_EVENT_PAYMENT_GONE },
	{ "stock", UI_EVENT_STOCK }, { "parcel", UI_EVENT_PARCEL },
	{ "return", UI_EVENT_RETURN }, { "change", UI_EVENT_CHANGE },
	{ "promotion", UI_EVENT_PROMOTION },
};
#define COUNT(TABLE) ((int)(sizeof(TABLE) / sizeof((TABLE)[0])))

static const char *
text_of(const struct value *v)
{
	return v->state == VALUE_SET ? v->text : "";
}

static void
line_put(const struct page *p, const struct record *o,
    const struct value *v)
{
	const char	*currency = o->values[ORDER_CURRENCY].text;

	html(p->body, "<tr><th scope=\"row\"><bdi>%s</bdi><small><bdi>%s%s%s"
	    "</bdi></small>\n", v[ORDER_LINE_NAME].text,
	    text_of(&v[ORDER_LINE_OPTIONS]),
	    *text_of(&v[ORDER_LINE_OPTIONS]) != '\0' &&
	    *text_of(&v[ORDER_LINE_SKU]) != '\0' ? " · " : "",
	    text_of(&v[ORDER_LINE_SKU]));
	contains_line_put(p, v);
	html(p->body, "</th><td class=\"number\">%lld</td>"
	    "<td class=\"number\">", (long long)v[ORDER_LINE_QUANTITY].num);
	page_price(p, v[ORDER_LINE_UNIT].num, currency);
	html_raw(p->body, "</td><td class=\"number\">");
	page_price(p, v[ORDER_LINE_TOTAL].num, currency);
	html(p->body, "</td><td class=\"number\">%lld</td></tr>\n",
	    (long long)v[ORDER_LINE_FULFILLED].num);
}

static void
sum_put(const struct page *p, const struct record *o, enum ui_text name,
    int field)
{
	html(p->body, "<tr><th scope=\"row\" colspan=\"3\">%s</th>"
	    "<td class=\"number\">", page_text(p, name));
	order_money(p, o, field);
	html_raw(p->body, "</td><td></td></tr>\n");
}

static void
lines_put(const struct page *p, const struct record *o)
{
	static const enum ui_text	 heads[] = { UI_PRODUCT, UI_QUANTITY,
		UI_ORDER_UNIT, UI_ORDER_TOTAL, UI_ORDER_GONE };
	const struct value		*lines = &o->values[ORDER_LINES];

	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_ORDER_LINES));
	table_open(p, "order-lines", UI_ORDER_LINES, heads, 5);
	for (size_t i = 0; i < lines->count; i++)
		line_put(p, o, lines->items[i].values);
	sum_put(p, o, UI_ORDER_SUBTOTAL, ORDER_SUBTOTAL);
	if (o->values[ORDER_DISCOUNT].num > 0)
		sum_put(p, o, UI_ORDER_DISCOUNT, ORDER_DISCOUNT);
	sum_put(p, o, UI_ORDER_SHIPPING, ORDER_SHIPPING);
	if (o->values[ORDER_TAX].num > 0)
		sum_put(p, o, UI_ORDER_TAX, ORDER_TAX);
	sum_put(p, o, UI_ORDER_TOTAL, ORDER_TOTAL);
	sum_put(p, o, UI_ORDER_PAID, ORDER_PAID);
	if (o->values[ORDER_REFUNDED].num > 0)
		sum_put(p, o, UI_ORDER_REFUNDED, ORDER_REFUNDED);
	if (o->values[ORDER_DUE].num > 0)
		sum_put(p, o, UI_ORDER_DUE, ORDER_DUE);
	table_close(p);
}

static void
address_put(const struct page *p, const struct value *address)
{
	static const int	 fields[] = { ORDER_ADDRESS_NAME,
		ORDER_ADDRESS_COMPANY, ORDER_ADDRESS_LINE1,
		ORDER_ADDRESS_LINE2, ORDER_ADDRESS_POSTCODE,
		ORDER_ADDRESS_CITY, ORDER_ADDRESS_COUNTRY };
	const char		*between = "";

	if (address->state != VALUE_SET)
		return;
	html(p->body, "<dt>%s</dt><dd><bdi>", page_text(p, UI_ORDER_TO));
	for (int i = 0; i < COUNT(fields); i++) {
		const char	*text = text_of(
				    &address->items->values[fields[i]]);

		if (*text == '\0')
			continue;
		html(p->body, "%s%s", between, text);
		between = ", ";
	}
	html_raw(p->body, "</bdi></dd>\n");
}

static void
facts_put(const struct page *p, const struct record *o)
{
	const struct value	*v = o->values;

	html(p->body, "<dl class=\"facts\">\n<dt>%s</dt><dd><bdi>%s</bdi> "
	    "<bdi>%s</bdi> <bdi>%s</bdi></dd>\n",
	    page_text(p, UI_ORDER_BUYER), text_of(&v[ORDER_NAME]),
	    text_of(&v[ORDER_EMAIL]), text_of(&v[ORDER_PHONE]));
	address_put(p, &v[ORDER_SHIPPING_ADDRESS]);
	if (v[ORDER_METHOD_NAME].state == VALUE_SET)
		html(p->body, "<dt>%s</dt><dd><bdi>%s</bdi></dd>\n",
		    page_text(p, UI_ORDER_SHIPPING),
		    v[ORDER_METHOD_NAME].text);
	if (v[ORDER_PAYMENT_METHOD].state == VALUE_SET)
		html(p->body, "<dt>%s</dt><dd>%s</dd>\n",
		    page_text(p, UI_ORDER_WAY), choice_text(p, ways,
		    COUNT(ways), v[ORDER_PAYMENT_METHOD].text));
	if (v[ORDER_HOLD_UNTIL].state == VALUE_SET) {
		html(p->body, "<dt>%s</dt><dd>",
		    page_text(p, UI_ORDER_HOLD));
		time_put(p, &v[ORDER_HOLD_UNTIL]);
		html_raw(p->body, "</dd>\n");
	}
	if (v[ORDER_NOTE].state == VALUE_SET)
		html(p->body, "<dt>%s</dt><dd><bdi>%s</bdi></dd>\n",
		    page_text(p, UI_ORDER_NOTE), v[ORDER_NOTE].text);
	html_raw(p->body, "</dl>\n");
}

static void
event_put(const struct page *p, const struct record *o,
    const struct value *v)
{
	const char	*to = text_of(&v[ORDER_EVENT_TO]);

	html_raw(p->body, "<li>");
	time_put(p, &v[ORDER_EVENT_CREATED_AT]);
	html_raw(p->body, " <b>");
	if (text_equal(v[ORDER_EVENT_KIND].text, "state")) {
		for (int i = 0; order_states[i] != NULL; i++)
			if (text_equal(order_states[i], to))
				html_text(p->body, order_state_text(p,
				    (enum order_state)i));
	} else
		html_text(p->body, choice_text(p, kinds, COUNT(kinds),
		    v[ORDER_EVENT_KIND].text));
	html_raw(p->body, "</b>");
	if (v[ORDER_EVENT_AMOUNT].state == VALUE_SET) {
		html_raw(p->body, " ");
		page_price(p, v[ORDER_EVENT_AMOUNT].num,
		    o->values[ORDER_CURRENCY].text);
	}
	if (*text_of(&v[ORDER_EVENT_TEXT]) != '\0')
		html(p->body, " <bdi>%s</bdi>", v[ORDER_EVENT_TEXT].text);
	html_raw(p->body, "</li>\n");
}

static void
history_put(const struct page *p, const struct record *o)
{
	const struct value	*list = &o->values[ORDER_HISTORY];

	html(p->body, "<h2>%s</h2>\n<ul id=\"order-history\">\n",
	    page_text(p, UI_ORDER_HISTORY));
	for (size_t i = list->count; i > 0; i--)
		event_put(p, o, list->items[i - 1].values);
	html_raw(p->body, "</ul>\n");
}

enum outcome
admin_order_page(struct req *r, struct res *out)
{
	struct record	*o;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_ORDERS)) != SOUK_OK ||
	    (e = order_read(p.act, req_param(r, 0), &o)) != SOUK_OK)
		return e;
	p.title = arena_printf(p.act->arena, "%s %lld",
	    page_text(&p, UI_ORDER_NUMBER),
	    (long long)o->values[ORDER_NUMBER].num);
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s <span class=\"badge\">%s"
	    "</span></h1>\n<a href=\"" ORDERS_HERE "\">%s</a></div>\n",
	    p.title, order_state_text(&p,
	    (enum order_state)o->values[ORDER_STATE].num),
	    page_text(&p, UI_ORDERS));
	problem_put(&p);
	if (text_equal(text_of(&o->values[ORDER_SHORT]), "offer"))
		html(p.body, "<p class=\"problem\">%s</p>\n",
		    page_text(&p, UI_ORDER_SHORT));
	facts_put(&p, o);
	lines_put(&p, o);
	if (p.act->actor.permissions & ORDER_EDIT)
		order_deeds_put(&p, o);
	order_parcels_put(&p, o);
	order_returns_put(&p, o);
	history_put(&p, o);
	page_close(&p);
	return SOUK_OK;
}
