/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_orders.h"
#include "fcgi/pages/pages.h"

/*
 * GET /admin/commandes/nouvelle: what somebody orders by telephone.  Goods are
 * found by their names and put into the table by orders.js.
 */
static const struct choice sources[] = {
	{ "phone", UI_PHONE }, { "admin", UI_ADMIN },
};
static const struct choice ways[] = {
	{ "stripe", UI_ORDER_WAY_CARD }, { "cash", UI_ORDER_WAY_CASH },
	{ "transfer", UI_ORDER_WAY_TRANSFER },
};

static void
input_put(const struct page *p, enum ui_text text, const char *name,
    const char *type)
{
	html(p->body, "<label>%s <input name=\"%s\" type=\"%s\" dir=\"auto\" "
	    "autocomplete=\"off\"></label>\n", page_text(p, text), name,
	    type);
}

static void
amount_put(const struct page *p, enum ui_text text, const char *name)
{
	html(p->body, "<label>%s <input name=\"%s\" inputmode=\"decimal\" "
	    "data-amount autocomplete=\"off\"></label>\n",
	    page_text(p, text), name);
}

/* One of the catalogue, or by hand: then its name is asked for. */
static void
row_template(const struct page *p)
{
	html(p->body, "<template id=\"draft-line\">\n<tr><th scope=\"row\">"
	    "<bdi class=\"product\"></bdi><input data-name dir=\"auto\" "
	    "maxlength=\"200\" aria-label=\"%s\"></th>"
	    "<td><input type=\"number\" data-quantity min=\"1\" value=\"1\" "
	    "aria-label=\"%s\"></td><td><input data-price "
	    "inputmode=\"decimal\" aria-label=\"%s\"></td>"
	    "<td><button type=\"button\" class=\"quiet remove\">%s</button>"
	    "</td></tr>\n</template>\n", page_text(p, UI_NAME),
	    page_text(p, UI_QUANTITY), page_text(p, UI_ORDER_UNIT),
	    page_text(p, UI_REMOVE));
}

static void
lines_put(const struct page *p)
{
	static const enum ui_text	 heads[] = { UI_PRODUCT, UI_QUANTITY,
		UI_ORDER_UNIT, UI_TEXT__MAX };

	html(p->body, "<form id=\"draft-find\" class=\"filters\" "
	    "role=\"search\"><label>%s <input name=\"q\" type=\"search\" "
	    "maxlength=\"200\" autocomplete=\"off\"></label>\n"
	    "<button class=\"button\">%s</button>\n<button type=\"button\" "
	    "class=\"button\" id=\"draft-free\">%s</button></form>\n"
	    "<ul id=\"draft-found\" class=\"chips\" aria-live=\"polite\" "
	    "data-none=\"%s\"></ul>\n", page_text(p, UI_PRICES_FIND),
	    page_text(p, UI_SEARCH), page_text(p, UI_ORDER_LINE_FREE),
	    page_text(p, UI_SEARCH_NONE));
	table_open(p, "draft-lines", UI_ORDER_LINES, heads, 4);
	table_close(p);
	row_template(p);
}

static void
buyer_put(const struct page *p)
{
	html_raw(p->body, "<div class=\"pair\">\n");
	input_put(p, UI_NAME, "name", "text");
	input_put(p, UI_EMAIL, "email", "email");
	input_put(p, UI_PHONE, "phone", "tel");
	html_raw(p->body, "</div>\n<div class=\"pair\">\n");
	input_put(p, UI_ORDER_STREET, "shippingAddress.line1", "text");
	input_put(p, UI_ORDER_POSTCODE, "shippingAddress.postcode", "text");
	input_put(p, UI_ORDER_CITY, "shippingAddress.city", "text");
	input_put(p, UI_ORDER_COUNTRY, "shippingAddress.country", "text");
	html_raw(p->body, "</div>\n");
}

static void
terms_put(const struct page *p)
{
	html_raw(p->body, "<div class=\"pair\">\n");
	amount_put(p, UI_ORDER_DISCOUNT, "discount");
	amount_put(p, UI_ORDER_SHIPPING, "shippingAmount");
	html(p->body, "<label>%s <select name=\"paymentMethod\">\n",
	    page_text(p, UI_ORDER_WAY));
	choice_options(p, ways, 3, "stripe");
	html(p->body, "</select></label>\n<label>%s <select name=\"source\">"
	    "\n", page_text(p, UI_FROM));
	choice_options(p, sources, 2, "phone");
	html_raw(p->body, "</select></label>\n</div>\n");
	input_put(p, UI_ORDER_NOTE, "note", "text");
}

enum outcome
admin_order_new_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_ORDER_NEW)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n<a href=\""
	    ORDERS_HERE "\">%s</a></div>\n<p class=\"lead\">%s</p>\n",
	    p.title, page_text(&p, UI_ORDERS),
	    page_text(&p, UI_ORDER_NEW_TEXT));
	lines_put(&p);
	html(p.body, "<form id=\"draft\" class=\"stack\" data-order=\""
	    ORDERS_API "\" data-method=\"POST\" data-problem=\"%s\" "
	    "novalidate>\n", page_text(&p, UI_FAILED));
	buyer_put(&p);
	terms_put(&p);
	html(p.body, "<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "<button class=\"button primary\">%s</button>\n</form>\n",
	    page_text(&p, UI_ORDER_DRAFT_SAVE));
	page_close(&p);
	return SOUK_OK;
}
