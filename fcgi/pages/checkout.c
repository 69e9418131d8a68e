/* SPDX-License-Identifier: ISC */
/* /commander: where to, how, and paid by what. */
#include "fcgi/pages/buy.h"
#include "fcgi/pages/pages.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/orders/orders.h"
#include "lib/payments/payments.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct buy_input name_input =
	{ "name", "text", "name", UI_CHECKOUT_NAME, 100, true };
static const struct buy_input own_name_input =	/* the account has one */
	{ "name", "text", "name", UI_CHECKOUT_NAME, 100, false };
static const struct buy_input email_input =
	{ "email", "email", "email", UI_EMAIL, 254, true };
static const struct buy_input phone_input =
	{ "phone", "tel", "tel", UI_CHECKOUT_PHONE, 20, false };
static const struct buy_input gift_input =
	{ "giftCard", "text", "off", UI_CHECKOUT_GIFT, 64, false };

static const char *
text_of(const struct record *r, int field)
{
	return r->values[field].state == VALUE_SET ? r->values[field].text :
	    NULL;
}

/* ---- who ---------------------------------------------------------------- */

static void
contact_put(const struct page *p, const struct record *cart,
    const char *name)
{
	const bool	 guest = p->act->actor.user_id == NULL;

	html(p->body, "<fieldset>\n<legend>%s</legend>\n",
	    page_text(p, UI_CHECKOUT_CONTACT));
	if (guest) {
		html(p->body, "<p><a href=\"/connexion?to=/commander\">%s</a>"
		    "</p>\n", page_text(p, UI_CHECKOUT_ACCOUNT));
		buy_input(p, "", &email_input, text_of(cart, CART_EMAIL));
		if (settings_int(p->act->settings, &orders_settings,
		    ORDERS_CART_HOURS) > 0) {
			html_raw(p->body, "<label class=\"check\"><input "
			    "type=\"checkbox\" name=\"remind\"");
			html_flag(p->body, "checked",
			    cart->values[CART_NEWS].num == 1);
			html(p->body, "> %s</label>\n",
			    page_text(p, UI_CHECKOUT_REMIND));
		}
	}
	buy_input(p, "", guest ? &name_input : &own_name_input, name);
	buy_input(p, "", &phone_input, NULL);
	html_raw(p->body, "</fieldset>\n");
}

/* ---- told how ----------------------------------------------------------- */

static const char *
way_words(const struct page *p, const char *way)
{
	if (text_equal(way, "whatsapp"))
		return order_messages[ORDER_TOLD_WHATSAPP].text[
		    p->act->locale];
	return page_text(p, text_equal(way, "sms") ? UI_TOLD_SMS :
	    UI_TOLD_EMAIL);
}

/* Nothing to choose where there is only mail. */
static void
told_put(const struct page *p, const char *brand)
{
	bool	 any = false;

	for (const char *const *w = order_told_ways + 1; *w != NULL; w++)
		any = any || order_told_is_on(p->act, brand, *w);
	if (!any)
		return;
	html(p->body, "<fieldset class=\"choices\">\n<legend>%s</legend>\n",
	    page_text(p, UI_TOLD_HOW));
	for (const char *const *w = order_told_ways; *w != NULL; w++) {
		if (!order_told_is_on(p->act, brand, *w))
			continue;
		html(p->body, "<label class=\"choice\"><input type=\"radio\" "
		    "name=\"toldBy\" value=\"%s\"", *w);
		html_flag(p->body, "checked", w == order_told_ways);
		html(p->body, "><span class=\"name\">%s</span></label>\n",
		    way_words(p, *w));
	}
	html_raw(p->body, "</fieldset>\n");
}

/* ---- paid by what ------------------------------------------------------- */

static void
payments_put(const struct page *p)
{
	static const struct { enum payment_provider by; enum ui_text text; }
			 ways[] = {
		{ PROVIDER_STRIPE, UI_PAY_CARD },
		{ PROVIDER_CASH, UI_PAY_CASH },
		{ PROVIDER_TRANSFER, UI_PAY_TRANSFER },
	};
	bool		 first = true;
	size_t		 i;

	html(p->body, "<fieldset class=\"choices\">\n<legend>%s</legend>\n",
	    page_text(p, UI_CHECKOUT_PAYMENT));
	for (i = 0; i < COUNT(ways); i++) {
		if (!provider_is_on(p->act, ways[i].by))
			continue;
		html(p->body, "<label class=\"choice\"><input type=\"radio\" "
		    "name=\"paymentMethod\" value=\"%s\"",
		    payment_providers[ways[i].by]);
		html_flag(p->body, "checked", first);
		html(p->body, "><span class=\"name\">%s</span></label>\n",
		    page_text(p, ways[i].text));
		first = false;
	}
	if (first)
		html(p->body, "<p class=\"problem\">%s</p>\n",
		    page_text(p, UI_CHECKOUT_NO_PAYMENT));
	buy_input(p, "", &gift_input, NULL);
	html_raw(p->body, "</fieldset>\n");
}

/* ---- the page ----------------------------------------------------------- */

static void
lines_put(const struct page *p, const struct record *cart)
{
	const struct value	*list = &cart->values[CART_LINES];
	size_t			 i;

	html_raw(p->body, "<ul class=\"few\">\n");
	for (i = 0; i < list->count; i++) {
		const struct record	*line = &list->items[i];

		html(p->body, "<li><span><bdi>%lld × %s</bdi></span> ",
		    (long long)line->values[CART_LINE_QUANTITY].num,
		    text_of(line, CART_LINE_NAME) == NULL ? "–" :
		    text_of(line, CART_LINE_NAME));
		buy_amount(p, line, CART_LINE_SUBTOTAL,
		    cart->values[CART_CURRENCY].text);
		html_raw(p->body, "</li>\n");
	}
	html_raw(p->body, "</ul>\n");
}

/* What follows from where to and how: taken anew when that changes. */
static void
summary_put(const struct page *p, const struct record *cart)
{
	html(p->body, "<aside class=\"sheet\" id=\"buying\" "
	    "data-pieces=\"%lld\" data-total=\"",
	    (long long)cart->values[CART_COUNT].num);
	money_put(p->body, cart->values[CART_TOTAL].num,
	    money_decimals(cart->values[CART_CURRENCY].text));
	html_raw(p->body, "\">\n");
	cart_ways(p, cart);
	lines_put(p, cart);
	cart_sums(p, cart);
	if (cart->values[CART_SOUND].num == 1)
		html(p->body, "<button class=\"button primary\" id=\"go\">%s"
		    "</button>\n", page_text(p, UI_CHECKOUT_PLACE));
	else
		html(p->body, "<p class=\"problem\" id=\"go\">%s "
		    "<a href=\"/panier\">%s</a></p>\n",
		    page_text(p, UI_CART_PROBLEMS), page_text(p, UI_CART_SEE));
	html_raw(p->body, "</aside>\n");
}

static enum outcome
form_put(const struct page *p, const struct record *cart)
{
	const char	*country = text_of(cart, CART_COUNTRY), *brand;
	struct record	*user = NULL;
	int64_t		 expires_at;
	enum outcome	 e = SOUK_OK;

	if (p->act->actor.session_id != NULL)
		e = session_read(p->act, &expires_at, &user);
	if (e != SOUK_OK)
		return e;
	html(p->body, "<form id=\"checkout\" class=\"buy\" "
	    "data-problem=\"%s\" data-country=\"%s\" novalidate>\n"
	    "<div class=\"stack\">\n"
	    "<p class=\"problem\" role=\"alert\" tabindex=\"-1\" hidden></p>\n",
	    page_text(p, UI_FAILED), country == NULL ? "" : country);
	contact_put(p, cart, user == NULL ? NULL : text_of(user, USER_NAME));
	if ((e = brand_ensure(p->act, &brand)) != SOUK_OK)
		return e;
	told_put(p, brand);
	if ((e = checkout_addresses(p, cart)) != SOUK_OK)
		return e;
	payments_put(p);
	html(p->body, "<label>%s <textarea name=\"note\" rows=\"3\" "
	    "maxlength=\"1000\" dir=\"auto\"></textarea></label>\n</div>\n",
	    page_text(p, UI_CHECKOUT_NOTE));
	summary_put(p, cart);
	html_raw(p->body, "</form>\n");
	return SOUK_OK;
}

/* GET /commander: an empty cart goes back, who must sign in does so first. */
enum outcome
checkout_page(struct req *r, struct res *out)
{
	struct record	*cart;
	struct page	 p;
	enum outcome	 e;

	if ((e = buy_start(&p, r, out, UI_CHECKOUT)) != SOUK_OK ||
	    (e = cart_show(p.act, false, &cart)) != SOUK_OK)
		return e;
	if (cart->values[CART_LINES].count == 0)
		return res_redirect(out, 303, "/panier");
	if (p.act->actor.user_id == NULL && settings_int(p.act->settings,
	    &orders_settings, ORDERS_GUESTS) == 0)
		return res_redirect(out, 303, "/connexion?to=/commander");
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n", p.title);
	if ((e = form_put(&p, cart)) != SOUK_OK)
		return e;
	html(p.body, "<noscript><p class=\"problem\">%s</p></noscript>\n",
	    page_text(&p, UI_NEEDS_SCRIPT));
	page_close(&p);
	return SOUK_OK;
}
