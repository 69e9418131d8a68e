/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/order.h"
#include "lib/base/text.h"
#include "lib/payments/payments.h"

/* What is still to be paid of an order, and how. */
static const struct { const char *by; enum ui_text text; } payments[] = {
	{ "stripe", UI_PAY_CARD }, { "cash", UI_PAY_CASH },
	{ "transfer", UI_PAY_TRANSFER }, { "gift_card", UI_PAY_GIFT_CARD },
	{ "none", UI_PAY_NONE },
};

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

void
order_payment_put(const struct page *p, const struct record *o)
{
	const char	*by = order_text(o, ORDER_PAYMENT_METHOD);
	size_t		 i;

	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_CHECKOUT_PAYMENT));
	for (i = 0; i < sizeof(payments) / sizeof(payments[0]); i++)
		if (text_equal(payments[i].by, by))
			html(p->body, "<p>%s</p>\n",
			    page_text(p, payments[i].text));
	if (o->values[ORDER_DUE].num == 0 || order_state_named(
	    o->values[ORDER_STATE].text) == IS_CANCELLED)
		return;
	if (text_equal(page_query(p, "payment"), "done") &&
	    order_state_named(o->values[ORDER_STATE].text) == IS_PENDING) {
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
