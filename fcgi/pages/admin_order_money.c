/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_orders.h"
#include "fcgi/pages/admin_payments.h"
#include "lib/payments/payments.h"

/* What came for an order, and giving it back. */

static bool
may_refund(const struct page *p, const struct record *o)
{
	return p->act->actor.permissions & PAYMENT_REFUND &&
	    o->values[ORDER_PAID].num > o->values[ORDER_REFUNDED].num;
}

void
order_refund_put(const struct page *p, const struct record *o)
{
	if (!may_refund(p, o))
		return;
	html(p->body, "<details class=\"box\" id=\"order-refund\"><summary>%s"
	    "</summary>\n", page_text(p, UI_ORDER_REFUND));
	deed_open(p, &(struct order_deed){ .method = "POST",
		.path = arena_printf(p->act->arena, ORDERS_API "/%s/refunds",
		o->values[ORDER_ID].text),
		.version = o->values[ORDER_VERSION].num });
	html(p->body, "<p>%s ", page_text(p, UI_ORDER_REFUND_LEFT));
	page_price(p, o->values[ORDER_PAID].num -
	    o->values[ORDER_REFUNDED].num, o->values[ORDER_CURRENCY].text);
	html_raw(p->body, "</p>\n");
	deed_pieces(p, o, &(struct deed_pieces){ ORDER_LINE_QUANTITY,
		ORDER_LINE_REFUNDED_PIECES, false, true });
	if (o->values[ORDER_SHIPPING].num >
	    o->values[ORDER_SHIPPING_REFUNDED].num)
		deed_check(p, UI_ORDER_REFUND_SHIPPING, "shipping");
	html(p->body, "<label>%s <input name=\"amount\" inputmode=\"decimal\" "
	    "dir=\"ltr\" data-amount autocomplete=\"off\"></label>\n",
	    page_text(p, UI_ORDER_AMOUNT));
	deed_input(p, UI_ORDER_NOTE, "note", "text");
	deed_close(p, UI_ORDER_REFUND);
	html_raw(p->body, "</details>\n");
}

static void
payment_put(const struct page *p, const struct value *v)
{
	html_raw(p->body, "<tr><td><a");
	html_url(p->body, "href", path_of(p->act->arena, "/admin/paiements/",
	    v[PAYMENT_ID].text));
	html_raw(p->body, ">");
	time_put(p, &v[PAYMENT_CREATED_AT]);
	html(p->body, "</a></td><td>%s</td><td class=\"number\">",
	    choice_text(p, payment_provider_names, PAYMENT_PROVIDERS,
	    v[PAYMENT_PROVIDER].text));
	page_price(p, v[PAYMENT_AMOUNT].num, v[PAYMENT_CURRENCY].text);
	html_raw(p->body, "</td><td class=\"number\">");
	page_price(p, v[PAYMENT_RECEIVED].num, v[PAYMENT_CURRENCY].text);
	html_raw(p->body, "</td><td class=\"number\">");
	if (v[PAYMENT_REFUNDED].num > 0)
		page_price(p, v[PAYMENT_REFUNDED].num,
		    v[PAYMENT_CURRENCY].text);
	html_raw(p->body, "</td><td>");
	payment_status_put(p, v);
	html_raw(p->body, "</td></tr>\n");
}

enum outcome
order_payments_put(const struct page *p, const struct record *o)
{
	static const enum ui_text	 heads[] = { UI_IMPORT_WHEN, UI_PAYMENT_BY,
		UI_PAYMENT_AMOUNT, UI_PAYMENT_RECEIVED, UI_PAYMENT_REFUNDED,
		UI_STATUS };
	struct record			*list;
	size_t				 n;
	enum outcome			 e;

	if (!(p->act->actor.permissions & PAYMENT_VIEW))
		return SOUK_OK;
	e = payment_list_of(p->act, "order", o->values[ORDER_ID].text, &list,
	    &n);
	if (e != SOUK_OK || n == 0)
		return e;
	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_PAYMENTS));
	table_open(p, "order-payments", UI_PAYMENTS, heads, 6);
	for (size_t i = 0; i < n; i++)
		payment_put(p, list[i].values);
	table_close(p);
	return SOUK_OK;
}
