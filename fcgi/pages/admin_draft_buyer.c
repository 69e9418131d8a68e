/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_draft.h"
#include "fcgi/pages/buy.h"
#include "fcgi/pages/notices.h"
#include "lib/accounts/accounts.h"
#include "lib/base/text.h"
#include "lib/orders/orders.h"

/* Whom a draft is for, where it goes, and on what terms. */
static const struct choice sources[] = {
	{ "phone", UI_PHONE }, { "admin", UI_ADMIN },
};
static const struct choice ways[] = {
	{ "stripe", UI_ORDER_WAY_CARD }, { "cash", UI_ORDER_WAY_CASH },
	{ "transfer", UI_ORDER_WAY_TRANSFER },
};
static const struct { int field; const char *name; enum ui_text text; }
    plain[] = {
	{ ORDER_ADDRESS_LINE1, "line1", UI_ORDER_STREET },
	{ ORDER_ADDRESS_POSTCODE, "postcode", UI_ORDER_POSTCODE },
	{ ORDER_ADDRESS_CITY, "city", UI_ORDER_CITY },
}, more[] = {
	{ ORDER_ADDRESS_LINE2, "line2", UI_DRAFT_LINE2 },
	{ ORDER_ADDRESS_REGION, "region", UI_CHECKOUT_REGION },
	{ ORDER_ADDRESS_COMPANY, "company", UI_CHECKOUT_COMPANY },
	{ ORDER_ADDRESS_VAT, "vatNumber", UI_CHECKOUT_VAT },
};
#define COUNT(TABLE) ((int)(sizeof(TABLE) / sizeof((TABLE)[0])))

/* ---- whom it is for ------------------------------------------------------------ */

/* Accounts are looked for by those who may see them. */
static void
account_put(const struct page *p, const char *id, const char *name)
{
	if (p->act->actor.permissions & USER_MANAGE)
		html(p->body, "<label>%s <input id=\"draft-client\" "
		    "type=\"search\" maxlength=\"100\" dir=\"auto\" "
		    "autocomplete=\"off\"></label>\n<ul id=\"draft-clients\" "
		    "class=\"chips\" aria-live=\"polite\" data-none=\"%s\">"
		    "</ul>\n", page_text(p, UI_DRAFT_CLIENT_FIND),
		    page_text(p, UI_SEARCH_NONE));
	html_raw(p->body, "<p id=\"draft-account\"");
	html_flag(p->body, "hidden", id == NULL);
	html(p->body, ">%s <b><bdi>%s</bdi></b> <input type=\"hidden\" "
	    "name=\"customerId\" value=\"%s\"><button type=\"button\" "
	    "class=\"quiet remove\">%s</button></p>\n",
	    page_text(p, UI_DRAFT_CLIENT), name == NULL ? "" : name,
	    id == NULL ? "" : id, page_text(p, UI_REMOVE));
}

static void
language_put(const struct page *p, const char *chosen)
{
	html(p->body, "<label>%s <select name=\"locale\">\n",
	    page_text(p, UI_DRAFT_LOCALE));
	for (int l = 0; l < LOCALE__MAX; l++) {
		const char	*tag = locale_tag((enum locale)l);

		html(p->body, "<option value=\"%s\"", tag);
		html_flag(p->body, "selected", text_equal(tag, chosen));
		html(p->body, ">%s</option>", locale_name((enum locale)l));
	}
	html_raw(p->body, "</select></label>\n");
}

/* Those that the shop can, and what was chosen when it could. */
static void
told_put(const struct page *p, const char *chosen)
{
	html(p->body, "<label>%s <select name=\"toldBy\">\n<option value=\"\">"
	    "%s</option>", page_text(p, UI_DRAFT_TOLD),
	    page_text(p, UI_DRAFT_TOLD_USUAL));
	for (const char *const *w = order_told_ways; *w != NULL; w++) {
		if (!text_equal(*w, chosen) && !order_told_is_on(p->act,
		    p->act->actor.brand_id, *w))
			continue;
		html(p->body, "<option value=\"%s\"", *w);
		html_flag(p->body, "selected", text_equal(*w, chosen));
		html(p->body, ">%s</option>", way_text(p, *w));
	}
	html_raw(p->body, "</select></label>\n");
}

static const char *
either(const struct record *o, int field, const struct record *account,
    int same)
{
	return o != NULL ? draft_text(o, field) : draft_text(account, same);
}

void
draft_buyer_put(const struct page *p, const struct record *o,
    const struct record *account)
{
	const char	*name = either(o, ORDER_NAME, account, USER_NAME);
	const char	*language = either(o, ORDER_LOCALE, account,
			    USER_LOCALE);

	html(p->body, "<h2>%s</h2>\n", page_text(p, UI_ORDER_BUYER));
	account_put(p, either(o, ORDER_USER, account, USER_ID), name);
	html_raw(p->body, "<div class=\"pair\">\n");
	draft_input(p, UI_NAME, "name", "text", name);
	draft_input(p, UI_EMAIL, "email", "email", either(o, ORDER_EMAIL,
	    account, USER_EMAIL));
	draft_input(p, UI_PHONE, "phone", "tel", either(o, ORDER_PHONE,
	    account, USER_PHONE));
	language_put(p, language != NULL ? language :
	    locale_tag(settings_locale(p->act->settings)));
	told_put(p, draft_text(o, ORDER_TOLD_BY));
	html_raw(p->body, "</div>\n");
}

/* ---- where it goes --------------------------------------------------------------- */

/* Another address for the bill, which came with the draft, stays with it. */
static void
billing_keep(const struct page *p, const struct record *o)
{
	const struct value	*v = o == NULL ? NULL :
				    &o->values[ORDER_BILLING_ADDRESS];

	for (int i = 0; v != NULL && v->state == VALUE_SET &&
	    i < ORDER_ADDRESS__MAX; i++)
		if (draft_text(v->items, i) != NULL)
			html(p->body, "<input type=\"hidden\" "
			    "name=\"billingAddress.%s\" value=\"%s\">\n",
			    order_address_fields.fields[i].name,
			    draft_text(v->items, i));
}

static void
field_put(const struct page *p, const char *name, enum ui_text text,
    const struct record *address, int field)
{
	draft_input(p, text, arena_printf(p->act->arena,
	    "shippingAddress.%s", name), "text", draft_text(address, field));
}

static void
methods_put(const struct page *p, const struct record *o)
{
	html(p->body, "<fieldset id=\"draft-methods\" data-none=\"%s\"",
	    page_text(p, UI_DRAFT_METHOD_NONE));
	html_attr(p->body, "data-chosen", draft_text(o, ORDER_METHOD));
	html(p->body, "><legend>%s</legend><div></div></fieldset>\n",
	    page_text(p, UI_DRAFT_METHOD));
}

void
draft_address_put(const struct page *p, const struct record *o)
{
	const struct value	*v = o == NULL ? NULL :
				    &o->values[ORDER_SHIPPING_ADDRESS];
	const struct record	*address = v != NULL &&
				    v->state == VALUE_SET ? v->items : NULL;
	const char		*country = draft_text(address,
				    ORDER_ADDRESS_COUNTRY);

	html(p->body, "<h2>%s</h2>\n<div class=\"pair\">\n",
	    page_text(p, UI_ORDER_SHIPPING));
	for (int i = 0; i < COUNT(plain); i++)
		field_put(p, plain[i].name, plain[i].text, address,
		    plain[i].field);
	buy_countries(p, "shippingAddress.country", country != NULL ?
	    country : settings_text(p->act->settings, &orders_settings,
	    ORDERS_COUNTRY));
	html(p->body, "</div>\n<details><summary>%s</summary>\n"
	    "<div class=\"pair\">\n", page_text(p, UI_DRAFT_MORE));
	for (int i = 0; i < COUNT(more); i++)
		field_put(p, more[i].name, more[i].text, address,
		    more[i].field);
	html_raw(p->body, "</div></details>\n");
	billing_keep(p, o);
	methods_put(p, o);
}

/* ---- on what terms ------------------------------------------------------------------ */

void
draft_terms_put(const struct page *p, const struct record *o)
{
	const char	*way = draft_text(o, ORDER_PAYMENT_METHOD);

	html_raw(p->body, "<div class=\"pair\">\n");
	draft_input(p, UI_DRAFT_SHIPPING, "shippingAmount", "amount",
	    draft_money(p, o, o, ORDER_SHIPPING));
	draft_input(p, UI_DRAFT_DISCOUNT, "discount", "amount",
	    draft_money(p, o, o, ORDER_DISCOUNT));
	html(p->body, "<label>%s <select name=\"paymentMethod\">\n",
	    page_text(p, UI_ORDER_WAY));
	choice_options(p, ways, COUNT(ways), way != NULL ? way : "stripe");
	html(p->body, "</select></label>\n<label>%s <select name=\"source\">"
	    "\n", page_text(p, UI_FROM));
	choice_options(p, sources, COUNT(sources), o == NULL ? "phone" :
	    o->values[ORDER_SOURCE].text);
	html(p->body, "</select></label>\n</div>\n<label>%s <textarea "
	    "name=\"note\" rows=\"2\" maxlength=\"1000\" dir=\"auto\">%s"
	    "</textarea></label>\n", page_text(p, UI_DRAFT_NOTE),
	    draft_text(o, ORDER_NOTE) == NULL ? "" :
	    draft_text(o, ORDER_NOTE));
}
