/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_pictures.h"
#include "fcgi/pages/pages.h"
#include "lib/base/money.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"
#include "lib/catalog/pictures.h"

/*
 * The form to edit a product.  Each input is named as the API names the
 * field, "variations[0].stock" too, so what the API refuses finds its place
 * (product.js).  The form works on what the page showed: If-Match.
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

/*
 * Has it a price of its own?  The record tells it as what it adds to the base
 * price; one that adds nothing may still be crossed out by another.
 */
static bool
has_own_price(const struct record *product, const struct value *v)
{
	const struct value	*compare =
				    &product->values[PRODUCT_COMPARE_AT];
	const struct value	*own = &v[VARIATION_COMPARE_AT];
	const bool	 has_base = product->values[PRODUCT_BASE_PRICE].state ==
			    VALUE_SET;

	return v[VARIATION_PRICE].state == VALUE_SET &&
	    (!has_base || v[VARIATION_MODIFIER].num != 0 ||
	    compare->state != own->state || compare->num != own->num);
}

static const char *
label_of(const struct page *p, enum ui_text what, const char *label)
{
	return arena_printf(p->act->arena, "%s, %s", page_text(p, what),
	    label);
}

/* A whole number that may be missing. */
static void
number_cell(const struct page *p, const char *name, const char *label,
    const struct value *v)
{
	html(p->body, "<td><input class=\"number\" name=\"%s\" "
	    "inputmode=\"numeric\" maxlength=\"10\" size=\"6\" "
	    "autocomplete=\"off\" aria-label=\"%s\"", name, label);
	if (v->state == VALUE_SET)
		html(p->body, " value=\"%lld\"", (long long)v->num);
	html_raw(p->body, "></td>\n");
}

/* A bundle's stock is counted from what it is made of. */
static void
bundle_link(const struct page *p, const struct record *product,
    const struct value *v)
{
	html(p->body, "<small><a href=\"/admin/produits/%s/contenu/%s\">%s"
	    "</a></small>", product->values[PRODUCT_ID].text,
	    v[VARIATION_ID].text, page_text(p, v[VARIATION_PARTS].count > 0 ?
	    UI_BUNDLE_CHANGE : UI_BUNDLE_EDIT));
}

static void
variation_put(const struct page *p, const struct record *product, size_t i)
{
	const struct value	*v;
	const char		*label, *name;
	bool			 own;

	v = product->values[PRODUCT_VARIATIONS].items[i].values;
	own = has_own_price(product, v);
	label = variation_label(v);
	name = arena_printf(p->act->arena, "variations[%zu].", i);
	html(p->body, "<tr data-variation=\"%s\"><th scope=\"row\">"
	    "<bdi>%s</bdi><small><bdi>%s</bdi></small>\n",
	    v[VARIATION_ID].text, label,
	    v[VARIATION_SKU].state == VALUE_SET ? v[VARIATION_SKU].text : "");
	bundle_link(p, product, v);
	html(p->body, "</th>\n<td><input class=\"number\" "
	    "name=\"%sstock\" inputmode=\"numeric\" maxlength=\"10\" "
	    "size=\"6\" autocomplete=\"off\" aria-label=\"%s, %s\" "
	    "value=\"%lld\"%s></td>\n<td>", name,
	    page_text(p, UI_STOCK), label,
	    (long long)v[VARIATION_STOCK].num,
	    v[VARIATION_PARTS].count > 0 ? " disabled" : "");
	amount_input(p, arena_printf(p->act->arena, "%sprice", name),
	    label_of(p, UI_OWN_PRICE, label),
	    amount_text(p, own, v[VARIATION_PRICE].num));
	html_raw(p->body, "</td>\n<td>");
	amount_input(p, arena_printf(p->act->arena, "%scompareAtPrice", name),
	    label_of(p, UI_COMPARE_AT, label), amount_text(p, own &&
	    v[VARIATION_COMPARE_AT].state == VALUE_SET,
	    v[VARIATION_COMPARE_AT].num));
	html(p->body, "</td>\n<td><input name=\"%sbarcode\" "
	    "inputmode=\"numeric\" maxlength=\"20\" size=\"14\" "
	    "autocomplete=\"off\" aria-label=\"%s\"", name,
	    label_of(p, UI_BARCODE, label));
	html_attr(p->body, "value", v[VARIATION_BARCODE].text);
	html_raw(p->body, "></td>\n");
	number_cell(p, arena_printf(p->act->arena, "%sweight", name),
	    label_of(p, UI_WEIGHT, label), &v[VARIATION_WEIGHT]);
	number_cell(p, arena_printf(p->act->arena, "%slowStockAt", name),
	    label_of(p, UI_LOW_STOCK, label), &v[VARIATION_LOW_STOCK]);
	html_raw(p->body, "</tr>\n");
}

static void
variations_put(const struct page *p, const struct record *product)
{
	static const enum ui_text	 heads[] = { UI_VARIATION, UI_STOCK,
		UI_OWN_PRICE, UI_COMPARE_AT, UI_BARCODE, UI_WEIGHT,
		UI_LOW_STOCK };
	size_t				 i;

	html(p->body, "<h2>%s</h2>\n<p class=\"count\">%s</p>\n"
	    "<div class=\"table\"><table>\n"
	    "<thead><tr>", page_text(p, UI_VARIATIONS),
	    page_text(p, UI_OWN_PRICE_HINT));
	for (i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		html(p->body, "<th>%s</th>", page_text(p, heads[i]));
	html_raw(p->body, "</tr></thead>\n<tbody>\n");
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

static enum outcome
form_put(const struct page *p, const struct record *product, bool may_edit)
{
	const struct value	*v = product->values;
	const struct value	*base = &v[PRODUCT_BASE_PRICE];
	enum outcome		 e;

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
	html(p->body, "</label>\n<label>%s ", page_text(p, UI_COMPARE_AT));
	amount_input(p, "compareAtPrice", NULL, amount_text(p,
	    v[PRODUCT_COMPARE_AT].state == VALUE_SET,
	    v[PRODUCT_COMPARE_AT].num));
	html(p->body, "</label>\n<label>%s <select name=\"status\">\n",
	    page_text(p, UI_STATUS));
	admin_status_options(p, v[PRODUCT_STATUS].text);
	html_raw(p->body, "</select></label>\n</div>\n");
	admin_detail_put(p, product);
	variations_put(p, product);
	if ((e = admin_beside_put(p, product)) != SOUK_OK)
		return e;
	html(p->body, "<p class=\"save\"><button class=\"button primary\">%s"
	    "</button> <output role=\"status\"></output></p>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "</fieldset>\n</form>\n", page_text(p, UI_SAVE));
	return SOUK_OK;
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
	if (e == SOUK_OK)
		e = product_pictures(p.act, product, true);
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
	admin_pictures_put(&p, product, may_edit);
	e = form_put(&p, product, may_edit);
	if (p.act->actor.permissions & PRODUCT_DELETE)
		html(p.body, "<details class=\"delete\"><summary>%s</summary>"
		    "<button class=\"button\" id=\"product-delete\">%s"
		    "</button></details>\n", page_text(&p, UI_PRODUCT_DELETE),
		    page_text(&p, UI_DELETE_SURE));
	page_close(&p);
	return e;
}
