/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"

/*
 * What a variation is made of that is sold as a set.  What is found by its name
 * or SKU is put into the table by bundle.js, which sends the whole list.
 */

/* v NULL: the empty row that bundle.js fills in. */
static void
part_put(const struct page *p, const struct value *v)
{
	html(p->body, "<tr data-variation=\"%s\"><th scope=\"row\">"
	    "<bdi class=\"product\">%s</bdi><small><bdi>",
	    v != NULL ? v[BUNDLE_PART_VARIATION].text : "",
	    v != NULL ? v[BUNDLE_PART_NAME].text : "");
	if (v != NULL && v[BUNDLE_PART_OPTIONS].state == VALUE_SET)
		html(p->body, "%s ", v[BUNDLE_PART_OPTIONS].text);
	if (v != NULL && v[BUNDLE_PART_SKU].state == VALUE_SET)
		html(p->body, "%s", v[BUNDLE_PART_SKU].text);
	html(p->body, "</bdi></small><input type=\"hidden\" data-part></th>"
	    "<td><input class=\"number\" data-quantity "
	    "inputmode=\"numeric\" maxlength=\"5\" size=\"5\" "
	    "autocomplete=\"off\" aria-label=\"%s\" value=\"%lld\"></td>"
	    "<td class=\"number stock\">", page_text(p, UI_QUANTITY),
	    v != NULL ? (long long)v[BUNDLE_PART_QUANTITY].num : 1LL);
	if (v != NULL)
		html(p->body, "%lld", (long long)v[BUNDLE_PART_STOCK].num);
	html(p->body, "</td><td><button type=\"button\" "
	    "class=\"quiet remove\">%s</button></td></tr>\n",
	    page_text(p, UI_REMOVE));
}

static void
find_put(const struct page *p)
{
	html(p->body, "<form id=\"bundle-find\" class=\"filters\" "
	    "role=\"search\"><label>%s <input name=\"q\" type=\"search\" "
	    "maxlength=\"200\" autocomplete=\"off\"></label>\n"
	    "<button class=\"button\">%s</button></form>\n"
	    "<ul id=\"bundle-found\" class=\"chips\" aria-live=\"polite\" "
	    "data-none=\"%s\"></ul>\n", page_text(p, UI_BUNDLE_FIND),
	    page_text(p, UI_SEARCH), page_text(p, UI_SEARCH_NONE));
}

static void
form_put(const struct page *p, const struct record *bundle, bool may_edit)
{
	static const enum ui_text	 heads[] = { UI_PRODUCT, UI_QUANTITY,
		UI_STOCK, UI_TEXT__MAX };
	const struct value		*v = bundle->values;
	size_t				 i;

	html(p->body, "<form id=\"bundle\" class=\"rows\" data-product=\"%s\" "
	    "data-id=\"%s\" data-version=\"%lld\" data-saved=\"%s\" "
	    "data-stale=\"%s\" data-problem=\"%s\" novalidate>\n"
	    "<fieldset%s>\n", v[BUNDLE_PRODUCT].text,
	    v[BUNDLE_VARIATION].text, (long long)v[BUNDLE_VERSION].num,
	    page_text(p, UI_SAVED), page_text(p, UI_STALE),
	    page_text(p, UI_FAILED), may_edit ? "" : " disabled");
	table_open(p, "bundle-parts", UI_BUNDLE_CONTAINS, heads, 4);
	for (i = 0; i < v[BUNDLE_LIST].count; i++)
		part_put(p, v[BUNDLE_LIST].items[i].values);
	table_close(p);
	html_raw(p->body, "<template>\n");
	part_put(p, NULL);
	html(p->body, "</template>\n<p>%s <b id=\"bundle-stock\">%lld</b></p>"
	    "\n<p class=\"save\"><button class=\"button primary\">%s"
	    "</button> <output role=\"status\"></output></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "</fieldset>\n</form>\n", page_text(p, UI_BUNDLE_MAKES),
	    (long long)v[BUNDLE_STOCK].num, page_text(p, UI_SAVE));
}

static const char *
label_of(const struct record *product, const char *variation)
{
	const struct value	*list = &product->values[PRODUCT_VARIATIONS];
	const struct value	*v;
	size_t			 i;

	for (i = 0; i < list->count; i++) {
		v = list->items[i].values;
		if (!text_equal(v[VARIATION_ID].text, variation))
			continue;
		if (v[VARIATION_VALUE].state == VALUE_SET)
			return v[VARIATION_VALUE].text;
		if (v[VARIATION_SKU].state == VALUE_SET)
			return v[VARIATION_SKU].text;
	}
	return "";
}

/* GET /admin/produits/{id}/contenu/{variationId}.  403, 404. */
enum outcome
admin_bundle_page(struct req *r, struct res *out)
{
	const bool	 may_edit = r->act.actor.permissions & PRODUCT_EDIT;
	const char	*id = req_param(r, 0), *variation = req_param(r, 1);
	struct record	*product, *bundle;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_BUNDLE)) != SOUK_OK ||
	    (e = product_read(p.act, id, &product)) != SOUK_OK ||
	    (e = bundle_read(p.act, id, variation, &bundle)) != SOUK_OK)
		return e;
	p.title = product->values[PRODUCT_NAME].text;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1><bdi>%s</bdi></h1>\n"
	    "<a href=\"%s\">%s</a></div>\n<p class=\"count\"><bdi>%s</bdi>"
	    "</p>\n<p class=\"lead\">%s</p>\n", p.title,
	    path_of(p.act->arena, "/admin/produits/", id),
	    page_text(&p, UI_EDIT), label_of(product, variation),
	    page_text(&p, UI_BUNDLE_TEXT));
	if (may_edit)
		find_put(&p);
	form_put(&p, bundle, may_edit);
	page_close(&p);
	return SOUK_OK;
}
