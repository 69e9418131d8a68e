/* SPDX-License-Identifier: ISC */
/*
 * /commande/{id} for who ordered it: by account, by the cart's cookie, or by
 * the pass of a mailed link.  That stands behind '#', where no server sees it,
 * so the page comes without the order first, and buy.js asks again with it.
 */
#include "fcgi/pages/buy.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/orders/orders.h"
#include "lib/payments/payments.h"

static const enum ui_text states[ORDER_STATE__MAX] = {
	[IS_DRAFT] = UI_BUY_IS_DRAFT, [IS_PENDING] = UI_BUY_IS_PENDING,
	[IS_CONFIRMED] = UI_BUY_IS_CONFIRMED,
	[IS_PREPARING] = UI_BUY_IS_PREPARING,
	[IS_SHIPPED] = UI_BUY_IS_SHIPPED,
	[IS_DELIVERED] = UI_BUY_IS_DELIVERED,
	[IS_CANCELLED] = UI_BUY_IS_CANCELLED,
	[IS_RETURNED] = UI_BUY_IS_RETURNED,
};
static const struct { const char *by; enum ui_text text; } payments[] = {
	{ "stripe", UI_PAY_CARD }, { "cash", UI_PAY_CASH },
	{ "transfer", UI_PAY_TRANSFER }, { "gift_card", UI_PAY_GIFT_CARD },
	{ "none", UI_PAY_NONE },
};

static const char *
text_of(const struct record *r, int field)
{
	return r->values[field].state == VALUE_SET ? r->values[field].text :
	    NULL;
}

static enum order_state
state_of(const char *name)
{
	int	 i = 0;

	while (i < ORDER_STATE__MAX && !text_equal(order_states[i], name))
		i++;
	return i < ORDER_STATE__MAX ? (enum order_state)i : IS_DRAFT;
}

static void
state_put(const struct page *p, const char *name)
{
	html(p->body, "<span class=\"state\" data-state=\"%s\">%s</span>",
	    name, page_text(p, states[state_of(name)]));
}

static void
time_put(const struct page *p, int64_t ms)
{
	char	 text[CLOCK_TEXT];

	clock_text(ms, text);
	html(p->body, "<time datetime=\"%s\">%s</time>", text, text);
}

/* ---- what was ordered --------------------------------------------------------- */

static void
line_put(const struct page *p, const struct record *line,
    const char *currency)
{
	const struct picture	 picture = {
		.url = text_of(line, ORDER_LINE_IMAGE), .size = 160,
		.sizes = "6rem" };

	html_raw(p->body, "<li class=\"line\">\n");
	picture_put(p, &picture);
	html(p->body, "<div class=\"what\"><h2><bdi>%s</bdi></h2>\n",
	    line->values[ORDER_LINE_NAME].text);
	if (text_of(line, ORDER_LINE_OPTIONS) != NULL &&
	    *text_of(line, ORDER_LINE_OPTIONS) != '\0')
		html(p->body, "<p class=\"count\"><bdi>%s</bdi></p>\n",
		    text_of(line, ORDER_LINE_OPTIONS));
	html(p->body, "<p class=\"count\">%lld × ",
	    (long long)line->values[ORDER_LINE_QUANTITY].num);
	buy_amount(p, line, ORDER_LINE_UNIT, currency);
	html_raw(p->body, "</p></div>\n<p class=\"total\">");
	buy_amount(p, line, ORDER_LINE_SUBTOTAL, currency);
	html_raw(p->body, "</p>\n</li>\n");
}

static void
sums_put(const struct page *p, const struct record *o)
{
	const struct value	*v = o->values;
	const char		*currency = v[ORDER_CURRENCY].text;

	html_raw(p->body, "<dl class=\"sums\">\n");
	buy_sum(p, UI_CART_SUBTOTAL, v[ORDER_SUBTOTAL].num, currency, true);
	buy_sum(p, UI_BUY_DISCOUNT, -v[ORDER_DISCOUNT].num, currency, false);
	buy_sum(p, UI_CART_SHIPPING, v[ORDER_SHIPPING].num, currency, false);
	if (v[ORDER_TAX_INCLUDED].num == 0)
		buy_sum(p, UI_CART_TAX, v[ORDER_TAX].num, currency, false);
	html(p->body, "<div class=\"all\"><dt>%s</dt><dd>",
	    page_text(p, UI_CART_TOTAL));
	page_price(p, v[ORDER_TOTAL].num, currency);
	html_raw(p->body, "</dd></div>\n");
	if (v[ORDER_TAX_INCLUDED].num == 1)
		buy_sum(p, UI_CART_TAX_IN, v[ORDER_TAX].num, currency, false);
	buy_sum(p, UI_BUY_PAID, v[ORDER_PAID].num, currency, false);
	buy_sum(p, UI_BUY_REFUNDED, v[ORDER_REFUNDED].num, currency, false);
	buy_sum(p, UI_BUY_DUE, v[ORDER_DUE].num, currency, false);
	html_raw(p->body, "</dl>\n");
}

/* ---- paying --------------------------------------------------------------------- */

static void
bank_line(const struct page *p, const char *name, enum payments_setting field)
{
	const char	*text = settings_text(p->act->settings,
			    &payments_settings, (int)field);

	if (text != NULL && *text != '\0')
		html(p->body, "<div><dt>%s</dt><dd><bdi>%s</bdi></dd></div>\n",
		    name, text);
}

static void
transfer_put(const struct page *p, const struct record *o)
{
	html(p->body, "<p>%s</p>\n<dl class=\"sums\">\n",
	    page_text(p, UI_BUY_TRANSFER));
	bank_line(p, page_text(p, UI_BUY_HOLDER), PAYMENTS_HOLDER);
	bank_line(p, "IBAN", PAYMENTS_IBAN);
	bank_line(p, "BIC", PAYMENTS_BIC);
	html(p->body, "<div><dt>%s</dt><dd><bdi>%lld</bdi></dd></div>\n",
	    page_text(p, UI_BUY_NUMBER),
	    (long long)o->values[ORDER_NUMBER].num);
	bank_line(p, "", PAYMENTS_BANK_NOTE);
	html_raw(p->body, "</dl>\n");
}

static void
payment_put(const struct page *p, const struct record *o)
{
	const char	*by = text_of(o, ORDER_PAYMENT_METHOD);
	size_t		 i;

	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_CHECKOUT_PAYMENT));
	for (i = 0; i < sizeof(payments) / sizeof(payments[0]); i++)
		if (text_equal(payments[i].by, by))
			html(p->body, "<p>%s</p>\n",
			    page_text(p, payments[i].text));
	if (o->values[ORDER_DUE].num == 0 || state_of(
	    o->values[ORDER_STATE].text) == IS_CANCELLED)
		return;
	if (text_equal(page_query(p, "payment"), "done") &&
	    state_of(o->values[ORDER_STATE].text) == IS_PENDING) {
		html(p->body, "<p id=\"awaited\" role=\"status\">%s</p>\n",
		    page_text(p, UI_BUY_AWAITED));
		return;
	}
	/* An order that the shop wrote down may be paid in any way. */
	if (text_equal(by, "transfer") || (by == NULL &&
	    provider_is_on(p->act, PROVIDER_TRANSFER)))
		transfer_put(p, o);
	if (text_equal(by, "stripe") || (by == NULL &&
	    provider_is_on(p->act, PROVIDER_STRIPE)))
		html(p->body, "<form id=\"pay\" data-order=\"%s\" "
		    "data-problem=\"%s\">\n<p class=\"problem\" role=\"alert\" "
		    "hidden></p>\n<button class=\"button primary\">%s"
		    "</button>\n</form>\n", o->values[ORDER_ID].text,
		    page_text(p, UI_FAILED), page_text(p, UI_BUY_PAY));
}

/* ---- what happens to it ----------------------------------------------------------- */

static void
parcels_put(const struct page *p, const struct record *o)
{
	const struct value	*list = &o->values[ORDER_FULFILMENTS];
	size_t			 i;

	if (list->count == 0)
		return;
	html(p->body, "<h2>%s</h2>\n<ul class=\"few\">\n",
	    page_text(p, UI_BUY_PARCELS));
	for (i = 0; i < list->count; i++) {
		const struct record	*f = &list->items[i];
		const char		*number = text_of(f,
					    FULFILMENT_NUMBER);

		html_raw(p->body, "<li><span>");
		time_put(p, f->values[FULFILMENT_CREATED_AT].num);
		html(p->body, " <bdi>%s</bdi></span> <span>",
		    text_of(f, FULFILMENT_CARRIER) == NULL ? "" :
		    text_of(f, FULFILMENT_CARRIER));
		if (text_of(f, FULFILMENT_URL) != NULL) {
			html_raw(p->body, "<a rel=\"noreferrer\"");
			html_url(p->body, "href", text_of(f, FULFILMENT_URL));
			html(p->body, ">%s</a>", page_text(p, UI_BUY_TRACK));
		}
		html(p->body, " <bdi>%s</bdi></span></li>\n",
		    number == NULL ? "" : number);
	}
	html_raw(p->body, "</ul>\n");
}

static void
history_put(const struct page *p, const struct record *o)
{
	const struct value	*list = &o->values[ORDER_HISTORY];
	const struct record	*event;
	size_t			 i;

	html(p->body, "<h2>%s</h2>\n<ol class=\"few\">\n",
	    page_text(p, UI_BUY_HISTORY));
	for (i = 0; i < list->count; i++) {
		event = &list->items[i];
		if (text_of(event, ORDER_EVENT_TO) == NULL &&
		    !text_equal(text_of(event, ORDER_EVENT_KIND), "note"))
			continue;
		html_raw(p->body, "<li>");
		if (text_of(event, ORDER_EVENT_TO) != NULL)
			state_put(p, text_of(event, ORDER_EVENT_TO));
		else
			html(p->body, "<span><bdi>%s</bdi></span>",
			    text_of(event, ORDER_EVENT_TEXT));
		html_raw(p->body, " ");
		time_put(p, event->values[ORDER_EVENT_CREATED_AT].num);
		html_raw(p->body, "</li>\n");
	}
	html_raw(p->body, "</ol>\n");
}

static void
cancel_put(const struct page *p, const struct record *o)
{
	const char	*id = o->values[ORDER_ID].text;

	if (!order_may(state_of(o->values[ORDER_STATE].text), IS_CANCELLED,
	    BY_BUYER))
		return;
	html(p->body, "<form id=\"cancel\" data-path=\"/api/orders/%s/cancel\""
	    " data-sure=\"%s\" data-problem=\"%s\">\n<p class=\"problem\" "
	    "role=\"alert\" hidden></p>\n<button class=\"button\">%s</button>"
	    "\n</form>\n", id, page_text(p, UI_BUY_CANCEL_SURE),
	    page_text(p, UI_FAILED), page_text(p, UI_BUY_CANCEL));
}

/* ---- where to ----------------------------------------------------------------------- */

static void
address_line(const struct page *p, const struct record *a, int one, int two)
{
	const char	*x = text_of(a, one), *y = two < 0 ? NULL :
			    text_of(a, two);

	if (x == NULL && y == NULL)
		return;
	html(p->body, "<br><bdi>%s%s%s</bdi>", x == NULL ? "" : x,
	    x == NULL || y == NULL ? "" : " ", y == NULL ? "" : y);
}

static void
address_put(const struct page *p, const struct record *o)
{
	const struct value	*v = &o->values[ORDER_SHIPPING_ADDRESS];
	const struct record	*a = v->items;

	html(p->body, "<h2>%s</h2>\n<p>", page_text(p, UI_CART_SHIPPING_TO));
	if (text_of(o, ORDER_METHOD_NAME) != NULL)
		html(p->body, "<strong><bdi>%s</bdi></strong>",
		    text_of(o, ORDER_METHOD_NAME));
	if (v->state == VALUE_SET && a != NULL) {
		address_line(p, a, ORDER_ADDRESS_NAME, -1);
		address_line(p, a, ORDER_ADDRESS_COMPANY, -1);
		address_line(p, a, ORDER_ADDRESS_LINE1, -1);
		address_line(p, a, ORDER_ADDRESS_LINE2, -1);
		address_line(p, a, ORDER_ADDRESS_POSTCODE,
		    ORDER_ADDRESS_CITY);
		html(p->body, "<br><bdi data-country-code>%s</bdi>",
		    a->values[ORDER_ADDRESS_COUNTRY].text);
	}
	html_raw(p->body, "</p>\n");
}

/* ---- the pages ------------------------------------------------------------------------ */

static void
order_put(const struct page *p, const struct record *o)
{
	const struct value	*lines = &o->values[ORDER_LINES];
	size_t			 i;

	html_raw(p->body, "<div id=\"buying\" class=\"told\">\n");
	if (page_query(p, "merci") != NULL)
		html(p->body, "<p role=\"status\"><output>%s</output></p>\n",
		    page_text(p, UI_BUY_THANKS));
	html_raw(p->body, "<p>");
	state_put(p, o->values[ORDER_STATE].text);
	html_raw(p->body, " · ");
	time_put(p, o->values[ORDER_CREATED_AT].num);
	html_raw(p->body, "</p>\n<div class=\"buy\">\n<div class=\"told\">\n"
	    "<ul class=\"bought\">\n");
	for (i = 0; i < lines->count; i++)
		line_put(p, &lines->items[i],
		    o->values[ORDER_CURRENCY].text);
	html_raw(p->body, "</ul>\n");
	parcels_put(p, o);
	history_put(p, o);
	html_raw(p->body, "</div>\n<aside class=\"sheet\">\n");
	sums_put(p, o);
	payment_put(p, o);
	address_put(p, o);
	cancel_put(p, o);
	html_raw(p->body, "</aside>\n</div>\n</div>\n");
}

/* Not to be seen as it was asked for: perhaps with the pass. */
static void
unseen_put(const struct page *p)
{
	html(p->body, "<div id=\"buying\" data-unseen>\n<p>%s</p>\n<p>"
	    "<a class=\"button\" href=\"", page_text(p, UI_BUY_UNSEEN));
	html_text(p->body, path_of(p->act->arena, "/connexion?to=",
	    p->req->path));
	html(p->body, "\">%s</a></p>\n</div>\n", page_text(p, UI_SIGN_IN));
}

/* GET /commande/{id}: 404 for everybody else. */
enum outcome
order_page(struct req *r, struct res *out)
{
	struct record	*order = NULL;
	struct page	 p;
	enum outcome	 e;

	if ((e = buy_start(&p, r, out, UI_BUY_ORDER)) != SOUK_OK)
		return e;
	e = order_read_own(p.act, req_param(r, 0), &order);
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s", p.title);
	if (e == SOUK_OK)
		html(p.body, " <bdi>%lld</bdi>",
		    (long long)order->values[ORDER_NUMBER].num);
	html_raw(p.body, "</h1>\n");
	if (e == SOUK_OK)
		order_put(&p, order);
	else {
		out->status = 404;
		unseen_put(&p);
	}
	page_close(&p);
	return SOUK_OK;
}

static void
row_put(const struct page *p, const struct record *o)
{
	html_raw(p->body, "<li><span><a");
	html_url(p->body, "href", path_of(p->act->arena, "/commande/",
	    o->values[ORDER_ID].text));
	html(p->body, ">%s <bdi>%lld</bdi></a> ", page_text(p, UI_BUY_ORDER),
	    (long long)o->values[ORDER_NUMBER].num);
	time_put(p, o->values[ORDER_CREATED_AT].num);
	html_raw(p->body, "</span> <span>");
	state_put(p, o->values[ORDER_STATE].text);
	html_raw(p->body, " ");
	buy_amount(p, o, ORDER_TOTAL, o->values[ORDER_CURRENCY].text);
	html_raw(p->body, "</span></li>\n");
}

static enum outcome
rows_put(struct page *p, struct rows *rows)
{
	struct record	*order = record_new(p->act->arena, &order_fields);
	enum outcome	 e;

	html_raw(p->body, "<ul class=\"few orders\">\n");
	while ((e = order_list_next(p->act, rows, order)) == SOUK_OK)
		row_put(p, order);
	html_raw(p->body, "</ul>\n");
	if (rows->total == 0)
		html(p->body, "<p>%s</p>\n", page_text(p, UI_BUY_NO_ORDERS));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* GET /mes-commandes: the customer's, or those of a guest's cookie. */
enum outcome
orders_page(struct req *r, struct res *out)
{
	struct paging	 paging = { .path = "/mes-commandes" };
	struct rows	 rows;
	struct page	 p;
	enum outcome	 e;

	if ((e = buy_start(&p, r, out, UI_BUY_ORDERS)) != SOUK_OK)
		return e;
	paging.at = paging_query(&p);
	e = order_list_own(p.act, &paging.at, &rows);
	if (e == SOUK_UNAUTHENTICATED)
		return res_redirect(out, 303, "/connexion?to=/mes-commandes");
	if (e != SOUK_OK)
		return e;
	paging.total = rows.total;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n", p.title);
	if ((e = rows_put(&p, &rows)) != SOUK_OK)
		return e;
	paging_put(&p, &paging);
	page_close(&p);
	return SOUK_OK;
}
