/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"

/* The parts of the product form besides texts, prices and variations. */

static const struct { const char *value; enum ui_text text; } classes[] = {
	{ "standard", UI_TAX_STANDARD },
	{ "reduced", UI_TAX_REDUCED },
	{ "super_reduced", UI_TAX_SUPER_REDUCED },
	{ "zero", UI_TAX_ZERO },
	{ "exempt", UI_TAX_EXEMPT },
};

static void
tags_put(const struct page *p, const struct value *tags)
{
	size_t	 i;

	html(p->body, "<label>%s <textarea name=\"tags\" dir=\"auto\" "
	    "rows=\"3\" maxlength=\"10000\" aria-describedby=\"tags-hint\">\n",
	    page_text(p, UI_TAGS));
	for (i = 0; i < tags->count; i++) {
		html_text(p->body, tags->texts[i]);
		html_raw(p->body, "\n");
	}
	html(p->body, "</textarea><small id=\"tags-hint\">%s</small>"
	    "</label>\n", page_text(p, UI_TAGS_HINT));
}

void
admin_tax_options(const struct page *p, const char *chosen)
{
	size_t	 i;

	for (i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		html(p->body, "<option value=\"%s\"", classes[i].value);
		html_flag(p->body, "selected",
		    text_equal(classes[i].value, chosen));
		html(p->body, ">%s</option>\n", page_text(p,
		    classes[i].text));
	}
}

void
admin_detail_put(const struct page *p, const struct record *product)
{
	const struct value	*v = product->values;

	html(p->body, "<div class=\"pair\">\n<label>%s <input "
	    "name=\"vendor\" dir=\"auto\" maxlength=\"120\" "
	    "autocomplete=\"off\"", page_text(p, UI_VENDOR));
	html_attr(p->body, "value", v[PRODUCT_VENDOR].text);
	html(p->body, "></label>\n<label>%s <select name=\"taxClass\">\n",
	    page_text(p, UI_TAX_CLASS));
	admin_tax_options(p, v[PRODUCT_TAX_CLASS].text);
	html_raw(p->body, "</select></label>\n</div>\n");
	tags_put(p, &v[PRODUCT_TAGS]);
}

void
admin_beside_row(const struct page *p, const struct record *row)
{
	const char	*name = row->values[SUMMARY_NAME].text;

	html(p->body, "<li data-related=\"%s\"><bdi>%s</bdi>\n"
	    "<button type=\"button\" class=\"button\" data-act=\"up\" "
	    "aria-label=\"%s : %s\">↑</button>\n"
	    "<button type=\"button\" class=\"button\" data-act=\"remove\" "
	    "aria-label=\"%s : %s\">×</button></li>\n",
	    row->values[SUMMARY_ID].text, name, page_text(p, UI_MOVE_UP),
	    name, page_text(p, UI_REMOVE), name);
}

void
admin_beside_open(const struct page *p, enum ui_text title, enum ui_text hint)
{
	html(p->body, "<section id=\"beside\" data-up=\"%s\" data-remove=\"%s\" "
	    "data-add=\"%s\">\n<h2>%s</h2>\n<p class=\"count\">%s</p>\n"
	    "<ol class=\"rows\">\n", page_text(p, UI_MOVE_UP),
	    page_text(p, UI_REMOVE), page_text(p, UI_ADD),
	    page_text(p, title), page_text(p, hint));
}

void
admin_beside_close(const struct page *p)
{
	html(p->body, "</ol>\n<label>%s <input type=\"search\" "
	    "autocomplete=\"off\" maxlength=\"200\"></label>\n"
	    "<ul class=\"rows\" aria-live=\"polite\"></ul>\n</section>\n",
	    page_text(p, UI_BESIDE_FIND));
}

/* Found by search, put in order by hand; beside.js does both. */
enum outcome
admin_beside_put(const struct page *p, const struct record *product)
{
	struct record		*row = record_new(p->act->arena,
				    &product_summary_fields);
	struct product_list	 list;
	enum outcome		 e;

	if ((e = product_chosen(p->act, product, &list)) != SOUK_OK)
		return e;
	admin_beside_open(p, UI_BESIDE, UI_BESIDE_HINT);
	while ((e = product_list_next(p->act, &list, row)) == SOUK_OK)
		admin_beside_row(p, row);
	admin_beside_close(p);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
