/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin.h"
#include "fcgi/pages/pages.h"
#include "lib/catalog/catalog.h"

enum outcome
admin_category_options(const struct page *p)
{
	struct record	*row = record_new(p->act->arena, &category_fields);
	struct stmt	*rows;
	enum outcome	 e;

	if ((e = category_list(p->act, false, &rows)) != SOUK_OK)
		return e;
	while ((e = category_row(p->act, rows, row)) == SOUK_OK)
		html(p->body, "<option value=\"%s\">%s</option>\n",
		    row->values[CATEGORY_ID].text,
		    row->values[CATEGORY_NAME].text);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* What a product cannot do without; the rest is asked for afterwards. */
static enum outcome
form_put(const struct page *p)
{
	enum outcome	 e;

	html(p->body, "<form id=\"product-new\" class=\"stack\" "
	    "data-problem=\"%s\" novalidate>\n"
	    "<label>%s <input name=\"name\" dir=\"auto\" maxlength=\"200\" "
	    "required></label>\n<label>%s <textarea name=\"description\" "
	    "dir=\"auto\" rows=\"5\" maxlength=\"20000\" required></textarea>"
	    "</label>\n<div class=\"pair\">\n<label>%s "
	    "<select name=\"categoryId\">\n", page_text(p, UI_FAILED),
	    page_text(p, UI_NAME), page_text(p, UI_DESCRIPTION),
	    page_text(p, UI_CATEGORY));
	if ((e = admin_category_options(p)) != SOUK_OK)
		return e;
	html(p->body, "</select></label>\n<label>%s (%s) <input "
	    "class=\"number\" name=\"basePrice\" inputmode=\"decimal\" "
	    "maxlength=\"16\" autocomplete=\"off\"></label>\n<label>%s <input "
	    "class=\"number\" name=\"variations[0].stock\" inputmode=\"numeric\" "
	    "maxlength=\"10\" value=\"0\" autocomplete=\"off\"></label>\n"
	    "</div>\n<p class=\"save\"><button class=\"button primary\">%s"
	    "</button></p>\n<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "</form>\n", page_text(p, UI_BASE_PRICE),
	    settings_currency(p->act->settings), page_text(p, UI_STOCK),
	    page_text(p, UI_PRODUCT_ADD));
	return SOUK_OK;
}

/* GET /admin/produits/nouveau */
enum outcome
admin_product_new_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = admin_start(&p, r, out, UI_PRODUCT_NEW)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<h1>%s</h1>\n", p.title);
	if ((e = form_put(&p)) != SOUK_OK)
		return e;
	page_close(&p);
	return SOUK_OK;
}
