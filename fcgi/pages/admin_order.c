/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_orders.h"
#include "fcgi/pages/contains.h"
#include "fcgi/pages/notices.h"
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
	{ "link", UI_EVENT_LINK },
};
#define COUNT(TABLE) ((int)(sizeof(TABLE) / sizeof((TABLE)[0])))

static const char *
text_of(const struct value *v)
{
	return v->state == VALUE_SET ? v->text : "";
}

static void
small_put(const struct page *p, const char *text)
{
	if (*text != '\0')
		html(p->body, "<small><bdi>%s</bdi></small>", text);
}

static void
cell_open(const struct page *p, enum ui_text label)
{
	html(p->body, "<td class=\"number\" data-label=\"%s\">",
	    page_text(p, label));
}

static void
line_put(const struct page *p, const struct record *o,
    const struct value *v)
{
	const char	*currency = o->values[ORDER_CURRENCY].text;

	html(p->body, "<tr><th scope=\"row\"><bdi>%s</bdi>",
	    v[ORDER_LINE_NAME].text);
	small_put(p, text_of(&v[ORDER_LINE_OPTIONS]));
	small_put(p, text_of(&v[ORDER_LINE_SKU]));
	contains_line_put(p, v);
	html_raw(p->body, "</th>");
	cell_open(p, UI_QUANTITY);
	html(p->body, "%lld</td>", (long long)v[ORDER_LINE_QUANTITY].num);
	cell_open(p, UI_ORDER_UNIT);
	page_price(p, v[ORDER_LINE_UNIT].num, currency);
	html_raw(p->body, "</td>");
	cell_open(p, UI_ORDER_TOTAL);
	page_price(p, v[ORDER_LINE_TOTAL].num, currency);
	html_raw(p->body, "</td>");
	cell_open(p, UI_ORDER_GONE);
	html(p->body, "%lld</td>", (long long)v[ORDER_LINE_FULFILLED].num);
	cell_open(p, UI_ORDER_REFUNDED);
	if (v[ORDER_LINE_REFUNDED].num > 0)
		page_price(p, v[ORDER_LINE_REFUNDED].num, currency);
	html_raw(p->body, "</td></tr>\n");
}

/* Beside the table, so that a phone shows them without pushing it. */
static void
sums_put(const struct page *p, const struct record *o)
{
	static const struct { int field; enum ui_text text; bool always; }
	    sums[] = { { ORDER_SUBTOTAL, UI_ORDER_SUBTOTAL, true },
	    { ORDER_DISCOUNT, UI_ORDER_DISCOUNT, false },
	    { ORDER_SHIPPING, UI_ORDER_SHIPPING, true },
	    { ORDER_TAX, UI_ORDER_TAX, false },
	    { ORDER_TOTAL, UI_ORDER_TOTAL, true },
	    { ORDER_PAID, UI_ORDER_PAID, true },
	    { ORDER_REFUNDED, UI_ORDER_REFUNDED, false },
	    { ORDER_DUE, UI_ORDER_DUE, false } };

	html_raw(p->body, "<dl class=\"facts sums\" id=\"order-sums\">\n");
	for (int i = 0; i < COUNT(sums); i++) {
		if (!sums[i].always && o->values[sums[i].field].num == 0)
			continue;
		html(p->body, "<dt>%s</dt><dd>", page_text(p,
		    sums[i].field == ORDER_TAX &&
		    o->values[ORDER_TAX_INCLUDED].num == 1 ?
		    UI_CART_TAX_IN : sums[i].text));
		order_money(p, o, sums[i].field);
		html_raw(p->body, "</dd>\n");
	}
	html_raw(p->body, "</dl>\n");
}

static void
lines_put(const struct page *p, const struct record *o)
{
	static const enum ui_text	 heads[] = { UI_PRODUCT, UI_QUANTITY,
		UI_ORDER_UNIT, UI_ORDER_TOTAL, UI_ORDER_GONE,
		UI_ORDER_REFUNDED };
	const struct value		*lines = &o->values[ORDER_LINES];

	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_ORDER_LINES));
	table_open(p, "order-lines", UI_ORDER_LINES, heads, 6);
	for (size_t i = 0; i < lines->count; i++)
		line_put(p, o, lines->items[i].values);
	table_close(p);
	sums_put(p, o);
}

static void
address_put(const struct page *p, enum ui_text name,
    const struct value *address)
{
	static const int	 fields[] = { ORDER_ADDRESS_NAME,
		ORDER_ADDRESS_COMPANY, ORDER_ADDRESS_LINE1,
		ORDER_ADDRESS_LINE2, ORDER_ADDRESS_POSTCODE,
		ORDER_ADDRESS_CITY, ORDER_ADDRESS_COUNTRY };
	const char		*between = "";

	if (address->state != VALUE_SET)
		return;
	html(p->body, "<dt>%s</dt><dd><bdi>", page_text(p, name));
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

/* With an account: a link to all that they ordered. */
static void
buyer_put(const struct page *p, const struct value *v)
{
	html(p->body, "<dt>%s</dt><dd><bdi>%s</bdi> <bdi>%s</bdi> "
	    "<bdi>%s</bdi>", page_text(p, UI_ORDER_BUYER),
	    text_of(&v[ORDER_NAME]), text_of(&v[ORDER_EMAIL]),
	    text_of(&v[ORDER_PHONE]));
	if (v[ORDER_USER].state == VALUE_SET)
		html(p->body, " <a href=\"%s\">%s</a>", path_of(
		    p->act->arena, ORDERS_HERE "?client=",
		    v[ORDER_USER].text), page_text(p, UI_ORDERS_OF_BUYER));
	html_raw(p->body, "</dd>\n");
	if (v[ORDER_TOLD_BY].state == VALUE_SET)
		html(p->body, "<dt>%s</dt><dd>%s</dd>\n",
		    page_text(p, UI_DRAFT_TOLD),
		    way_text(p, v[ORDER_TOLD_BY].text));
}

static void
facts_put(const struct page *p, const struct record *o)
{
	const struct value	*v = o->values;

	html_raw(p->body, "<dl class=\"facts\">\n");
	buyer_put(p, v);
	address_put(p, UI_ORDER_TO, &v[ORDER_SHIPPING_ADDRESS]);
	address_put(p, UI_ORDER_BILLING, &v[ORDER_BILLING_ADDRESS]);
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
	if ((e = order_next_put(&p, o)) != SOUK_OK)
		return e;
	facts_put(&p, o);
	lines_put(&p, o);
	if (order_may_edit(&p))
		order_deeds_put(&p, o);
	order_parcels_put(&p, o);
	order_returns_put(&p, o);
	if ((e = order_payments_put(&p, o)) != SOUK_OK)
		return e;
	history_put(&p, o);
	page_close(&p);
	return SOUK_OK;
}
