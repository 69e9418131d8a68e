/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_draft.h"
#include "fcgi/pages/pages.h"
#include "fcgi/pages/selling.h"
#include "lib/accounts/customers.h"
#include "lib/base/text.h"

/*
 * What somebody orders by telephone: GET /admin/commandes/nouvelle, and
 * /admin/commandes/{id}/brouillon as long as it is one.
 */

const char *
draft_text(const struct record *r, int field)
{
	return r != NULL && r->values[field].state == VALUE_SET ?
	    r->values[field].text : NULL;
}

const char *
draft_money(const struct page *p, const struct record *o,
    const struct record *r, int field)
{
	return r == NULL || r->values[field].num == 0 ? NULL :
	    sell_money(p, &r->values[field], o->values[ORDER_CURRENCY].text);
}

void
draft_input(const struct page *p, enum ui_text label, const char *name,
    const char *type, const char *value)
{
	const bool	 money = text_equal(type, "amount");

	html(p->body, "<label>%s <input name=\"%s\" type=\"%s\" "
	    "autocomplete=\"off\"", page_text(p, label), name,
	    money ? "text" : type);
	if (money)
		html_raw(p->body, " inputmode=\"decimal\" data-amount "
		    "dir=\"ltr\"");
	else
		html_raw(p->body, " dir=\"auto\"");
	html_attr(p->body, "value", value);
	html_raw(p->body, "></label>\n");
}

/* ---- the form ------------------------------------------------------------------ */

/* Filled by draft.js with what the server answers. */
static void
summary_put(const struct page *p)
{
	const enum ui_text	 taxes = settings_int(p->act->settings,
				    &orders_settings, ORDERS_TAX_INCLUDED) ==
				    1 ? UI_CART_TAX_IN : UI_ORDER_TAX;
	const struct { const char *name; enum ui_text text; } sums[] =
	    { { "subtotal", UI_ORDER_SUBTOTAL },
	    { "discount", UI_ORDER_DISCOUNT },
	    { "shipping", UI_ORDER_SHIPPING }, { "tax", taxes },
	    { "total", UI_ORDER_TOTAL } };

	html(p->body, "<aside class=\"stack box\" aria-live=\"polite\">\n"
	    "<h2>%s</h2>\n<dl class=\"facts sums\" id=\"draft-sums\">\n",
	    page_text(p, UI_DRAFT_SUMMARY));
	for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++)
		html(p->body, "<dt>%s</dt><dd data-sum=\"%s\"></dd>\n",
		    page_text(p, sums[i].text), sums[i].name);
	html(p->body, "</dl>\n<p class=\"problem\" id=\"draft-unpriced\" "
	    "hidden></p>\n<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "<button class=\"button primary\">%s</button>\n</aside>\n",
	    page_text(p, UI_DRAFT_SAVE));
}

static void
form_put(const struct page *p, const struct record *o,
    const struct record *account)
{
	html(p->body, "<form id=\"draft\" class=\"draft\" data-api=\""
	    ORDERS_API "\" data-page=\"" ORDERS_HERE "\" data-problem=\"%s\" "
	    "data-stale=\"%s\" data-placeholder=\"%s\"",
	    page_text(p, UI_FAILED), page_text(p, UI_PRICES_STALE),
	    page_text(p, UI_DRAFT_CATALOGUE));
	if (o != NULL)
		html(p->body, " data-id=\"%s\" data-version=\"%lld\"",
		    o->values[ORDER_ID].text,
		    (long long)o->values[ORDER_VERSION].num);
	html(p->body, " novalidate>\n<div class=\"stack\">\n<input "
	    "type=\"hidden\" name=\"currency\" value=\"%s\">\n",
	    o == NULL ? settings_currency(p->act->settings) :
	    o->values[ORDER_CURRENCY].text);
	draft_lines_put(p, o);
	draft_buyer_put(p, o, account);
	draft_address_put(p, o);
	draft_terms_put(p, o);
	html_raw(p->body, "</div>\n");
	summary_put(p);
	html_raw(p->body, "</form>\n");
}

static void
page_put(struct page *p, const struct record *o, const struct record *account)
{
	page_open(p);
	html(p->body, "<div class=\"heading\"><h1>%s</h1>\n<a href=\""
	    ORDERS_HERE "%s%s\">%s</a></div>\n", p->title,
	    o == NULL ? "" : "/", o == NULL ? "" : o->values[ORDER_ID].text,
	    page_text(p, o == NULL ? UI_ORDERS : UI_ORDER_NUMBER));
	if (o == NULL)
		html(p->body, "<p class=\"lead\">%s</p>\n",
		    page_text(p, UI_ORDER_NEW_TEXT));
	form_put(p, o, account);
	page_close(p);
}

/* ---- the pages ------------------------------------------------------------------- */

/* GET /admin/commandes/nouvelle; ?client=: for whose account. */
enum outcome
admin_order_new_page(struct req *r, struct res *out)
{
	struct record	*account = NULL;
	struct page	 p;
	const char	*id;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_ORDER_NEW)) != SOUK_OK)
		return e;
	id = page_query(&p, "client");
	if (id != NULL && p.act->actor.permissions & USER_MANAGE &&
	    (e = customer_read(p.act, id, &account)) != SOUK_OK)
		return e;
	page_put(&p, NULL, account);
	return SOUK_OK;
}

/* GET /admin/commandes/{id}/brouillon: 403, 404; on to the order if it is no
 * draft any more. */
enum outcome
admin_draft_page(struct req *r, struct res *out)
{
	struct record	*o;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_DRAFT_EDIT)) != SOUK_OK ||
	    (e = order_read(p.act, req_param(r, 0), &o)) != SOUK_OK)
		return e;
	if (o->values[ORDER_STATE].num != IS_DRAFT)
		return res_redirect(out, 303, path_of(p.act->arena,
		    ORDERS_HERE "/", o->values[ORDER_ID].text));
	p.title = arena_printf(p.act->arena, "%s %lld", p.title,
	    (long long)o->values[ORDER_NUMBER].num);
	page_put(&p, o, NULL);
	return SOUK_OK;
}
