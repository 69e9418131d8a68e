/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_stock.h"
#include "fcgi/pages/pages.h"

/* Inputs are named as the API names the fields. */
static void
fields_put(const struct page *p, const struct value *v)
{
	html(p->body, "<div class=\"pair\">\n<label>%s <input name=\"name\" "
	    "dir=\"auto\" maxlength=\"100\" required", page_text(p, UI_NAME));
	html_attr(p->body, "value", v == NULL ? NULL : v[PLACE_NAME].text);
	html(p->body, "></label>\n<label>%s <textarea name=\"address\" "
	    "dir=\"auto\" rows=\"2\" maxlength=\"500\">\n%s</textarea>"
	    "</label>\n</div>\n", page_text(p, UI_ADDRESS),
	    v == NULL || v[PLACE_ADDRESS].text == NULL ? "" :
	    v[PLACE_ADDRESS].text);
}

static void
form_end(const struct page *p)
{
	html(p->body, "<p class=\"save\"><button class=\"button primary\">%s"
	    "</button></p>\n<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "</form>\n", page_text(p, UI_SAVE));
}

static void
check_put(const struct page *p, const char *name, enum ui_text text,
    bool checked)
{
	html(p->body, "<label class=\"check\"><input name=\"%s\" "
	    "type=\"checkbox\"", name);
	html_flag(p->body, "checked", checked);
	html(p->body, "> %s</label>\n", page_text(p, text));
}

static void
place_put(const struct page *p, const struct value *v, bool may_edit)
{
	const bool	 is_default = v[PLACE_DEFAULT].num == 1;

	html(p->body, "<form class=\"place stack box\" data-id=\"%s\" "
	    "data-version=\"%lld\" data-problem=\"%s\" "
	    "novalidate>\n<h2><bdi>%s</bdi>", v[PLACE_ID].text,
	    (long long)v[PLACE_VERSION].num, page_text(p, UI_FAILED),
	    v[PLACE_NAME].text);
	if (is_default)
		html(p->body, " <span class=\"badge\">%s</span>",
		    page_text(p, UI_PLACE_DEFAULT));
	else if (v[PLACE_ACTIVE].num == 0)
		html(p->body, " <span class=\"badge\">%s</span>",
		    page_text(p, UI_PLACE_INACTIVE));
	html_raw(p->body, "</h2>\n<fieldset");
	html_flag(p->body, "disabled", !may_edit);
	html_raw(p->body, ">\n");
	fields_put(p, v);
	if (!is_default) {
		check_put(p, "isActive", UI_PLACE_ACTIVE,
		    v[PLACE_ACTIVE].num == 1);
		check_put(p, "isDefault", UI_PLACE_MAKE_DEFAULT, false);
	}
	html_raw(p->body, "</fieldset>\n");
	if (may_edit)
		form_end(p);
	else
		html_raw(p->body, "</form>\n");
}

/* GET /admin/emplacements: where stock lies. */
enum outcome
admin_places_page(struct req *r, struct res *out)
{
	const bool		 may_edit = r->act.actor.permissions &
				    PRODUCT_EDIT;
	struct admin_places	 places;
	struct page		 p;
	enum outcome		 e;
	size_t			 i;

	if ((e = admin_start(&p, r, out, UI_PLACES)) != SOUK_OK ||
	    (e = admin_places_read(&p, &places)) != SOUK_OK)
		return e;
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n"
	    "<a href=\"/admin/stock\">%s</a></div>\n<p class=\"lead\">%s</p>"
	    "\n<div class=\"forms\">\n", p.title, page_text(&p, UI_STOCK),
	    page_text(&p, UI_PLACE_HINT));
	for (i = 0; i < places.count; i++)
		place_put(&p, places.list[i]->values, may_edit);
	if (may_edit) {
		html(p.body, "<form id=\"place-new\" class=\"stack box\" "
		    "data-problem=\"%s\" novalidate>\n<h2>%s</h2>\n",
		    page_text(&p, UI_FAILED), page_text(&p, UI_PLACE_NEW));
		fields_put(&p, NULL);
		form_end(&p);
	}
	html_raw(p.body, "</div>\n");
	page_close(&p);
	return SOUK_OK;
}
