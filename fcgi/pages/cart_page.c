/* SPDX-License-Identifier: ISC */
/* /panier: what somebody is about to buy. */
#include "fcgi/pages/buy.h"
#include "fcgi/pages/cards.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"
#include "lib/orders/orders.h"

static const char *
text_of(const struct record *r, int field)
{
	return r->values[field].state == VALUE_SET ? r->values[field].text :
	    NULL;
}

static void
problem_put(const struct page *p, const struct record *of, int field)
{
	const struct value	*v = &of->values[field];

	if (v->state == VALUE_SET)
		html(p->body, "<p class=\"problem\">%s</p>\n",
		    v->items->values[CART_PROBLEM_TEXT].text);
}

/* ---- lines -------------------------------------------------------------------- */

static void
line_what(const struct page *p, const struct record *line,
    const char *currency)
{
	const char	*name = text_of(line, CART_LINE_NAME);
	const char	*slug = text_of(line, CART_LINE_SLUG);

	html_raw(p->body, "<div class=\"what\">\n<h2>");
	if (slug != NULL) {
		html_raw(p->body, "<a");
		html_url(p->body, "href", path_of(p->act->arena, "/produit/",
		    slug));
		html(p->body, "><bdi>%s</bdi></a>", name);
	} else
		html(p->body, "<bdi>%s</bdi>", name == NULL ? "–" : name);
	html_raw(p->body, "</h2>\n");
	if (text_of(line, CART_LINE_OPTIONS) != NULL)
		html(p->body, "<p class=\"count\"><bdi>%s</bdi></p>\n",
		    text_of(line, CART_LINE_OPTIONS));
	html_raw(p->body, "<p class=\"count\">");
	page_offered(p, line->values[CART_LINE_UNIT].num,
	    &line->values[CART_LINE_COMPARE], currency);
	html(p->body, " %s</p>\n", page_text(p, UI_CART_EACH));
	problem_put(p, line, CART_LINE_PROBLEM);
	html_raw(p->body, "</div>\n");
}

static void
line_put(const struct page *p, const struct record *line,
    const char *currency)
{
	const char		*id = line->values[CART_LINE_ID].text;
	const char		*name = text_of(line, CART_LINE_NAME);
	const struct picture	 picture = {
		.url = text_of(line, CART_LINE_IMAGE), .size = 160,
		.sizes = "6rem" };

	html(p->body, "<li class=\"line\" id=\"%s\">\n", id);
	picture_put(p, &picture);
	line_what(p, line, currency);
	html(p->body, "<form class=\"pieces\" data-line=\"%s\" "
	    "data-problem=\"%s\" novalidate>\n<label>%s "
	    "<input id=\"q-%s\" name=\"quantity\" type=\"number\" min=\"1\" "
	    "max=\"%d\" inputmode=\"numeric\" value=\"%lld\"></label>\n"
	    "<button class=\"button\">%s</button>\n"
	    "<button class=\"quiet\" type=\"button\" data-remove "
	    "aria-label=\"%s : %s\">%s</button>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n</form>\n",
	    id, page_text(p, UI_FAILED), page_text(p, UI_QUANTITY), id,
	    CART_PIECES, (long long)line->values[CART_LINE_QUANTITY].num,
	    page_text(p, UI_CART_CHANGE), page_text(p, UI_REMOVE),
	    name == NULL ? "" : name, page_text(p, UI_REMOVE));
	html_raw(p->body, "<p class=\"total\">");
	buy_amount(p, line, CART_LINE_SUBTOTAL, currency);
	html_raw(p->body, "</p>\n</li>\n");
}

/* ---- codes ---------------------------------------------------------------------- */

static void
codes_put(const struct page *p, const struct record *cart)
{
	const struct value	*list = &cart->values[CART_CODES];
	const struct record	*code;
	size_t			 i;

	html(p->body, "<form id=\"code\" class=\"inline\" data-problem=\"%s\" "
	    "novalidate>\n<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "<label>%s <input name=\"code\" maxlength=\"64\" dir=\"auto\" "
	    "autocomplete=\"off\" required></label>\n"
	    "<button class=\"button\">%s</button>\n</form>\n",
	    page_text(p, UI_FAILED), page_text(p, UI_CART_CODE),
	    page_text(p, UI_APPLY));
	if (list->count == 0)
		return;
	html(p->body, "<ul class=\"used\" aria-label=\"%s\">\n",
	    page_text(p, UI_CART_CODES));
	for (i = 0; i < list->count; i++) {
		code = &list->items[i];
		html(p->body, "<li><bdi>%s</bdi> <button class=\"quiet\" "
		    "data-code=\"%s\" aria-label=\"%s : %s\">%s</button>\n",
		    code->values[CART_CODE_TEXT].text,
		    code->values[CART_CODE_TEXT].text,
		    page_text(p, UI_REMOVE),
		    code->values[CART_CODE_TEXT].text,
		    page_text(p, UI_REMOVE));
		problem_put(p, code, CART_CODE_PROBLEM);
		html_raw(p->body, "</li>\n");
	}
	html_raw(p->body, "</ul>\n");
}

/* ---- where to, and how ------------------------------------------------------------ */

static void
way_days(const struct page *p, const struct record *way)
{
	const struct value	*from = &way->values[CART_METHOD_DAYS_MIN];
	const struct value	*to = &way->values[CART_METHOD_DAYS_MAX];

	if (to->state != VALUE_SET)
		return;
	html_raw(p->body, " <span class=\"count\"><bdi>");
	if (from->state == VALUE_SET && from->num != to->num)
		html(p->body, "%lld–", (long long)from->num);
	html(p->body, "%lld</bdi> %s</span>", (long long)to->num,
	    page_text(p, UI_CART_DAYS));
}

static void
way_put(const struct page *p, const struct record *way,
    const struct record *cart)
{
	const char	*id = way->values[CART_METHOD_ID].text;
	const char	*chosen = text_of(cart, CART_METHOD);

	html(p->body, "<label class=\"choice\"><input type=\"radio\" "
	    "name=\"shippingMethodId\" id=\"way-%s\" value=\"%s\" "
	    "data-kind=\"%s\"", id, id, way->values[CART_METHOD_KIND].text);
	html_flag(p->body, "checked", chosen != NULL &&
	    text_equal(chosen, id));
	html(p->body, "><span class=\"name\"><bdi>%s</bdi>",
	    way->values[CART_METHOD_NAME].text);
	way_days(p, way);
	if (text_of(way, CART_METHOD_DESCRIPTION) != NULL)
		html(p->body, "<br><span class=\"count\"><bdi>%s</bdi></span>",
		    text_of(way, CART_METHOD_DESCRIPTION));
	html_raw(p->body, "</span>\n");
	if (way->values[CART_METHOD_AMOUNT].num == 0)
		html(p->body, "<span class=\"price\">%s</span>",
		    page_text(p, UI_CART_FREE));
	else
		buy_amount(p, way, CART_METHOD_AMOUNT,
		    cart->values[CART_CURRENCY].text);
	html_raw(p->body, "</label>\n");
}

void
cart_ways(const struct page *p, const struct record *cart)
{
	const struct value	*list = &cart->values[CART_METHODS];
	size_t			 i;

	html(p->body, "<fieldset class=\"choices\" id=\"ways\">\n"
	    "<legend>%s</legend>\n", page_text(p, UI_CART_WAY));
	for (i = 0; i < list->count; i++)
		way_put(p, &list->items[i], cart);
	if (list->count == 0)
		html(p->body, "<p class=\"problem\">%s</p>\n",
		    page_text(p, UI_CART_NO_WAY));
	html_raw(p->body, "</fieldset>\n");
}

static void
where_put(const struct page *p, const struct record *cart)
{
	static const struct buy_input	 postcode = { "postcode", "text",
		"postal-code", UI_CART_POSTCODE, 16, false };
	const char			*country = text_of(cart,
					    CART_COUNTRY);

	html(p->body, "<h2>%s</h2>\n<form id=\"where\" class=\"inline\" "
	    "data-problem=\"%s\" novalidate>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n",
	    page_text(p, UI_CART_SHIPPING_TO), page_text(p, UI_FAILED));
	buy_countries(p, "country", country != NULL ? country :
	    buy_home_country(p));
	buy_input(p, "", &postcode, text_of(cart, CART_POSTCODE));
	html(p->body, "<button class=\"button\">%s</button>\n</form>\n",
	    page_text(p, UI_CART_CHANGE));
	html(p->body, "<form id=\"way\" data-problem=\"%s\" novalidate>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n",
	    page_text(p, UI_FAILED));
	cart_ways(p, cart);
	html_raw(p->body, "</form>\n");
}

/* ---- the page ----------------------------------------------------------------------- */

static void
full_put(const struct page *p, const struct record *cart)
{
	const struct value	*list = &cart->values[CART_LINES];
	size_t			 i;

	html_raw(p->body, "<div class=\"buy\">\n<ul class=\"bought\">\n");
	for (i = 0; i < list->count; i++)
		line_put(p, &list->items[i],
		    cart->values[CART_CURRENCY].text);
	html_raw(p->body, "</ul>\n<aside class=\"sheet\">\n");
	codes_put(p, cart);
	where_put(p, cart);
	cart_sums(p, cart);
	if (cart->values[CART_SOUND].num == 1)
		html(p->body, "<a class=\"button primary\" id=\"go\" "
		    "href=\"/commander\">%s</a>\n",
		    page_text(p, UI_CHECKOUT));
	else
		html(p->body, "<p class=\"problem\" id=\"go\">%s</p>\n",
		    page_text(p, UI_CART_PROBLEMS));
	html_raw(p->body, "</aside>\n</div>\n");
}

/* GET /panier */
enum outcome
cart_page(struct req *r, struct res *out)
{
	struct record	*cart;
	struct page	 p;
	enum outcome	 e;

	if ((e = buy_start(&p, r, out, UI_CART)) != SOUK_OK ||
	    (e = cart_show(p.act, false, &cart)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n<p class=\"problem\" role=\"alert\" "
	    "id=\"left\" hidden></p>\n"
	    "<div id=\"buying\" data-pieces=\"%lld\">\n", p.title, (long long)cart->values[CART_COUNT].num);
	if (cart->values[CART_LINES].count == 0)
		html(p.body, "<div class=\"empty\">\n<p>%s</p>\n"
		    "<a class=\"button primary\" href=\"/catalogue\">%s</a>\n"
		    "</div>\n",
		    page_text(&p, UI_CART_EMPTY),
		    page_text(&p, UI_ALL_PRODUCTS));
	else
		full_put(&p, cart);
	html(p.body, "</div>\n<noscript><p class=\"problem\">%s</p>"
	    "</noscript>\n", page_text(&p, UI_NEEDS_SCRIPT));
	page_close(&p);
	return SOUK_OK;
}
