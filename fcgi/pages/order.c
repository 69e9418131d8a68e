/* SPDX-License-Identifier: ISC */
/*
 * /commande/{id} for who ordered it: by account, by the cart's cookie, or by
 * the pass of a mailed link.  That stands behind '#', where no server sees it,
 * so the page comes without the order first, and buy.js asks again with it.
 */
#include "fcgi/pages/cards.h"
#include "fcgi/pages/contains.h"
#include "fcgi/pages/notices.h"
#include "fcgi/pages/order.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"

/* ---- what was ordered --------------------------------------------------------- */

static void
line_put(const struct page *p, const struct record *line,
    const char *currency)
{
	const struct picture	 picture = {
		.url = order_text(line, ORDER_LINE_IMAGE), .size = 160,
		.sizes = "6rem" };

	html_raw(p->body, "<li class=\"line\">\n");
	picture_put(p, &picture);
	html(p->body, "<div class=\"what\"><h2><bdi>%s</bdi></h2>\n",
	    line->values[ORDER_LINE_NAME].text);
	if (order_text(line, ORDER_LINE_OPTIONS) != NULL &&
	    *order_text(line, ORDER_LINE_OPTIONS) != '\0')
		html(p->body, "<p class=\"count\"><bdi>%s</bdi></p>\n",
		    order_text(line, ORDER_LINE_OPTIONS));
	html(p->body, "<p class=\"count\">%lld × ",
	    (long long)line->values[ORDER_LINE_QUANTITY].num);
	buy_amount(p, line, ORDER_LINE_UNIT, currency);
	html_raw(p->body, "</p>\n");
	contains_line_put(p, line->values);
	html_raw(p->body, "</div>\n<p class=\"total\">");
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

/* ---- where to ----------------------------------------------------------------------- */

static void
address_put(const struct page *p, const struct record *o)
{
	const struct value	*v = &o->values[ORDER_SHIPPING_ADDRESS];

	html(p->body, "<h2>%s</h2>\n<p>", page_text(p, UI_CART_SHIPPING_TO));
	if (order_text(o, ORDER_METHOD_NAME) != NULL)
		html(p->body, "<strong><bdi>%s</bdi></strong>",
		    order_text(o, ORDER_METHOD_NAME));
	if (v->state == VALUE_SET && v->items != NULL) {
		html_raw(p->body, "<br>");
		buy_address(p, v->items);
	}
	html_raw(p->body, "</p>\n");
}

/* ---- the pages ------------------------------------------------------------------------ */

/* Why, in the shop's words or for want of money. */
static void
cancelled_put(const struct page *p, const struct record *o)
{
	const char	*why = order_text(o, ORDER_CANCEL_REASON);

	if (why != NULL && order_state_named(o->values[ORDER_STATE].text) ==
	    IS_CANCELLED)
		html(p->body, "<p id=\"why\"><bdi>%s</bdi></p>\n",
		    text_equal(why, ORDER_EXPIRED) ?
		    page_text(p, UI_BUY_EXPIRED) : why);
}

/* How they hear of it, where they chose. */
static void
told_by_put(const struct page *p, const struct record *o)
{
	const char	*way = order_text(o, ORDER_TOLD_BY);

	if (way != NULL)
		html(p->body, "<p class=\"soft\" id=\"told-by\">%s: %s</p>\n",
		    page_text(p, UI_TOLD_HOW), way_text(p, way));
}

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
	order_state_put(p, o->values[ORDER_STATE].text);
	html_raw(p->body, " · ");
	order_time_put(p, o->values[ORDER_CREATED_AT].num);
	html_raw(p->body, "</p>\n");
	told_by_put(p, o);
	cancelled_put(p, o);
	html_raw(p->body, "<div class=\"buy\">\n<div class=\"told\">\n"
	    "<ul class=\"bought\">\n");
	for (i = 0; i < lines->count; i++)
		line_put(p, &lines->items[i],
		    o->values[ORDER_CURRENCY].text);
	html_raw(p->body, "</ul>\n");
	order_parcels_told(p, o);
	order_returns_told(p, o);
	order_history_put(p, o);
	html_raw(p->body, "</div>\n<aside class=\"sheet\">\n");
	sums_put(p, o);
	order_payment_put(p, o);
	address_put(p, o);
	order_cancel_put(p, o);
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
