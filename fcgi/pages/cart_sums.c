/* SPDX-License-Identifier: ISC */
/* What a cart costs, for its page and the checkout. */
#include "fcgi/pages/buy.h"
#include "lib/base/text.h"
#include "lib/orders/orders.h"

static void
discounts_put(const struct page *p, const struct record *cart,
    const char *currency)
{
	const struct value	*list = &cart->values[CART_DISCOUNTS];
	size_t			 i, k;
	int64_t			 off;

	/* One of several lines stands once. */
	for (i = 0; i < list->count; i++) {
		const char	*label = list->items[i].values[
				    CART_DISCOUNT_LABEL].text;

		for (k = 0; k < i && !text_equal(label, list->items[k].
		    values[CART_DISCOUNT_LABEL].text); k++)
			continue;
		if (k < i)
			continue;
		for (off = 0; k < list->count; k++)
			if (text_equal(label, list->items[k].
			    values[CART_DISCOUNT_LABEL].text))
				off += list->items[k].
				    values[CART_DISCOUNT_AMOUNT].num;
		html(p->body, "<div><dt><bdi>%s</bdi></dt><dd>", label);
		page_price(p, -off, currency);
		html_raw(p->body, "</dd></div>\n");
	}
}

void
cart_sums(const struct page *p, const struct record *cart)
{
	const struct value	*v = cart->values;
	const char		*currency = v[CART_CURRENCY].text;

	html(p->body, "<h2>%s</h2>\n<dl class=\"sums\">\n",
	    page_text(p, UI_CART_SUMMARY));
	buy_sum(p, UI_CART_SUBTOTAL, v[CART_SUBTOTAL].num, currency, true);
	discounts_put(p, cart, currency);
	buy_sum(p, UI_CART_SHIPPING, v[CART_SHIPPING].num, currency,
	    v[CART_METHOD].state == VALUE_SET);
	if (v[CART_TAX_INCLUDED].num == 0)
		buy_sum(p, UI_CART_TAX, v[CART_TAX].num, currency, false);
	html(p->body, "<div class=\"all\"><dt>%s</dt><dd>",
	    page_text(p, UI_CART_TOTAL));
	page_price(p, v[CART_TOTAL].num, currency);
	html_raw(p->body, "</dd></div>\n");
	if (v[CART_TAX_INCLUDED].num == 1)
		buy_sum(p, UI_CART_TAX_IN, v[CART_TAX].num, currency, false);
	html_raw(p->body, "</dl>\n");
	if (v[CART_REVERSE].num == 1)
		html(p->body, "<p class=\"count\">%s</p>\n",
		    page_text(p, UI_CART_REVERSE));
}
