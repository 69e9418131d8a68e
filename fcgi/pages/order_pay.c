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

/* Without an account of the shop's there is none to name. */
static void
transfer_put(const struct page *p, const struct record *o)
{
	const char	*iban = settings_text(p->act->settings,
			    &payments_settings, PAYMENTS_IBAN);

	html(p->body, "<p>%s</p>\n<dl class=\"sums\" id=\"bank\">\n",
	    page_text(p, iban == NULL || *iban == '\0' ? UI_BUY_BANK_LATER :
	    UI_BUY_TRANSFER));
	bank_line(p, page_text(p, UI_BUY_HOLDER), PAYMENTS_HOLDER);
	bank_line(p, "IBAN", PAYMENTS_IBAN);
	bank_line(p, "BIC", PAYMENTS_BIC);
	html(p->body, "<div><dt>%s</dt><dd><bdi>%lld</bdi></dd></div>\n",
	    page_text(p, UI_BUY_NUMBER),
	    (long long)o->values[ORDER_NUMBER].num);
	buy_sum(p, UI_BUY_DUE, o->values[ORDER_DUE].num,
	    o->values[ORDER_CURRENCY].text, false);
	html_raw(p->body, "</dl>\n");
	if (settings_text(p->act->settings, &payments_settings,
	    PAYMENTS_BANK_NOTE) != NULL)
		html(p->body, "<p class=\"count lines\">%s</p>\n",
		    settings_text(p->act->settings, &payments_settings,
		    PAYMENTS_BANK_NOTE));
}

static void
card_put(const struct page *p, const struct record *o)
{
	if (text_equal(page_query(p, "payment"), "back"))
		html(p->body, "<p class=\"problem\" role=\"status\" "
		    "id=\"unpaid\">%s</p>\n", page_text(p, UI_BUY_BROKEN_OFF));
	html(p->body, "<form id=\"pay\" data-order=\"%s\" "
	    "data-problem=\"%s\">\n<p class=\"problem\" role=\"alert\" "
	    "hidden></p>\n<button class=\"button primary\">%s</button>\n"
	    "</form>\n", o->values[ORDER_ID].text, page_text(p, UI_FAILED),
	    page_text(p, UI_BUY_PAY));
}

/* Until when its goods wait for the money. */
static void
hold_put(const struct page *p, const struct record *o)
{
	if (o->values[ORDER_HOLD_UNTIL].state != VALUE_SET)
		return;
	html(p->body, "<p class=\"count\" id=\"hold\">%s ",
	    page_text(p, UI_BUY_HOLD));
	order_time_put(p, o->values[ORDER_HOLD_UNTIL].num);
	html_raw(p->body, "</p>\n");
}

static void
due_put(const struct page *p, const struct record *o, const char *by)
{
	/* An order that the shop wrote down may be paid in any way. */
	if (text_equal(by, "transfer") || (by == NULL &&
	    provider_is_on(p->act, PROVIDER_TRANSFER)))
		transfer_put(p, o);
	if (text_equal(by, "stripe") || (by == NULL &&
	    provider_is_on(p->act, PROVIDER_STRIPE)))
		card_put(p, o);
	hold_put(p, o);
}

void
order_payment_put(const struct page *p, const struct record *o)
{
	const enum order_state	 state = order_state_named(
				    o->values[ORDER_STATE].text);
	const char		*by = order_text(o, ORDER_PAYMENT_METHOD);
	size_t			 i;

	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_CHECKOUT_PAYMENT));
	for (i = 0; i < sizeof(payments) / sizeof(payments[0]); i++)
		if (text_equal(payments[i].by, by))
			html(p->body, "<p>%s</p>\n",
			    page_text(p, payments[i].text));
	if (o->values[ORDER_DUE].num == 0 || state == IS_CANCELLED)
		return;
	if (text_equal(page_query(p, "payment"), "done") &&
	    state == IS_PENDING)
		html(p->body, "<p id=\"awaited\" role=\"status\">%s</p>\n",
		    page_text(p, UI_BUY_AWAITED));
	else
		due_put(p, o, by);
}
