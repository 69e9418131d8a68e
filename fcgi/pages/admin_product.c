/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin.h"
#include "fcgi/pages/pages.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"

/*
 * The form to edit a product.  Each input is named as the API names the
 * field, "variations[0].stock" too, so what the API refuses finds its place
 * (admin.js).  The form works on what the page showed: If-Match.
 */

/* An amount as the API takes it: "12.50"; "" when there is none. */
static const char *
amount_text(const struct page *p, bool there, int64_t minor)
{
	struct buf	 b;

	buf_init(&b, p->act->arena, 32);
	if (there)
		money_put(&b, minor, settings_decimals(p->act->settings));
	return b.p;
}

static void
amount_input(const struct page *p, const char *name, const char *label,
    const char *value)
{
	html(p->body, "<input class=\"number\" name=\"%s\" "
	    "inputmode=\"decimal\" maxlength=\"16\" size=\"8\" "
	    "autocomplete=\"off\"", name);
	html_attr(p->body, "aria-label", label);
	html_attr(p->body, "value", value);
	html_raw(p->body, ">");
}

static const char *
variation_label(const struct value *v)
{
	if (v[VARIATION_VALUE].state == VALUE_SET)
		return v[VARIATION_VALUE].text;
	if (v[VARIATION_SKU].state == VALUE_SET)
		return v[VARIATION_SKU].text;
	return "1";
}

/* Its own price, which the record tells as what it adds to the base price. */
static const char *
own_price(const struct page *p, const struct record *product,
    const struct value *v)
{
	const bool	 has_base = product->values[PRODUCT_BASE_PRICE].state ==
			    VALUE_SET;

	return amount_text(p, v[VARIATION_PRICE].state == VALUE_SET &&
	    (!has_base || v[VARIATION_MODIFIER].num != 0),
	    v[VARIATION_PRICE].num);
}

static void
variation_put(const struct page *p, const struct record *product, size_t i)
{
	const struct value	*v;
	const char		*label, *name;

	v = product->values[PRODUCT_VARIATIONS].items[i].values;
	label = variation_label(v);
	name = arena_printf(p->act->arena, "variations[%zu].", i);
	html(p->body, "<tr data-variation=\"%s\"><th scope=\"row\">"
	    "<bdi>%s</bdi><small><bdi>%s</bdi></small></th>\n",
	    v[VARIATION_ID].text, label,
	    v[VARIATION_SKU].state == VALUE_SET ? v[VARIATION_SKU].text : "");
	html(p->body, "<td><input class=\"number\" name=\"%sstock\" "
	    "inputmode=\"numeric\" maxlength=\"10\" size=\"6\" "
	    "autocomplete=\"off\" aria-label=\"%s, %s\" value=\"%lld\">"
	    "</td>\n<td>", name, page_text(p, UI_STOCK), label,
	    (long long)v[VARIATION_STOCK].num);
	amount_input(p, arena_printf(p->act->arena, "%sprice", name),
	    arena_printf(p->act->arena, "%s, %s", page_text(p, UI_OWN_PRICE),
	    label), own_price(p, product, v));
	html_raw(p->body, "</td></tr>\n");
}

static void
variations_put(const struct page *p, const struct record *product)
{
	size_t	 i;

	html(p->body, "<h2>%s</h2>\n<p class=\"count\">%s</p>\n"
	    "<div class=\"table\"><table>\n"
	    "<thead><tr><th>%s</th><th>%s</th><th>%s</th></tr></thead>\n"
	    "<tbody>\n", page_text(p, UI_VARIATIONS),
	    page_text(p, UI_OWN_PRICE_HINT), page_text(p, UI_VARIATION),
	    page_text(p, UI_STOCK), page_text(p, UI_OWN_PRICE));
	for (i = 0; i < product->values[PRODUCT_VARIATIONS].count; i++)
		variation_put(p, product, i);
	html_raw(p->body, "</tbody>\n</table></div>\n");
}

/* The texts are those of the shop's language, whoever edits them. */
static void
texts_put(const struct page *p, const struct record *product)
{
	const enum locale	 l = settings_locale(p->act->settings);

	html(p->body, "<label>%s <input name=\"name\" lang=\"%s\" dir=\"auto\" "
	    "maxlength=\"200\" required value=\"%s\"></label>\n"
	    "<label>%s <textarea name=\"description\" lang=\"%s\" dir=\"auto\" "
	    "rows=\"8\" maxlength=\"20000\" required>\n%s</textarea></label>\n",
	    page_text(p, UI_NAME), locale_tag(l),
	    product->values[PRODUCT_NAME].text,
	    page_text(p, UI_DESCRIPTION), locale_tag(l),
	    product->values[PRODUCT_DESCRIPTION].text);
}

static void
form_put(const struct page *p, const struct record *product, bool may_edit)
{
	const struct value	*v = product->values;
	const struct value	*base = &v[PRODUCT_BASE_PRICE];

	html(p->body, "<form id=\"product\" class=\"stack\" "
	    "data-id=\"%s\" data-version=\"%lld\" data-saved=\"%s\" "
	    "data-stale=\"%s\" data-problem=\"%s\" novalidate>\n"
	    "<fieldset%s>\n", v[PRODUCT_ID].text,
	    (long long)v[PRODUCT_VERSION].num, page_text(p, UI_SAVED),
	    page_text(p, UI_STALE), page_text(p, UI_FAILED),
	    may_edit ? "" : " disabled");
	texts_put(p, product);
	html(p->body, "<div class=\"pair\">\n<label>%s (%s) ",
	    page_text(p, UI_BASE_PRICE), v[PRODUCT_CURRENCY].text);
	amount_input(p, "basePrice", NULL, amount_text(p,
	    base->state == VALUE_SET, base->num));
	html(p->body, "</label>\n<label>%s <select name=\"status\">\n",
	    page_text(p, UI_STATUS));
	admin_status_options(p, v[PRODUCT_STATUS].text);
	html_raw(p->body, "</select></label>\n</div>\n");
	variations_put(p, product);
	html(p->body, "<p class=\"save\"><button class=\"button primary\">%s"
	    "</button> <output role=\"status\"></output></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "</fieldset>\n</form>\n", page_text(p, UI_SAVE));
}

/* GET /admin/produits/{id}: a product of the brand, to edit.  403, 404. */
enum outcome
admin_product_page(struct req *r, struct res *out)
{
	const bool	 may_edit = r->act.actor.permissions & PRODUCT_EDIT;
	struct record	*product;
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_EDIT)) != SOUK_OK)
		return e;
	e = product_read(p.act, req_param(r, 0), &product);
	if (e != SOUK_OK)
		return e;
	p.title = product->values[PRODUCT_NAME].text;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n", p.title);
	if (text_equal(product->values[PRODUCT_STATUS].text, "ACTIVE"))
		html(p.body, "<a href=\"%s\">%s</a>\n", path_of(p.act->arena,
		    "/produit/", product->values[PRODUCT_SLUG].text),
		    page_text(&p, UI_VIEW_PAGE));
	html_raw(p.body, "</div>\n");
	if (!may_edit)
		html(p.body, "<p class=\"count\">%s</p>\n",
		    page_text(&p, UI_READ_ONLY));
	form_put(&p, product, may_edit);
	page_close(&p);
	return SOUK_OK;
}
