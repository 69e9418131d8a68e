/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/admin_pictures.h"

#include "fcgi/pages/cards.h"
#include "fcgi/pages/office.h"
#include "fcgi/pages/pages.h"
#include "lib/base/text.h"
#include "lib/catalog/catalog.h"
#include "lib/media/media.h"

/*
 * Pictures of a product, and all there are.  pictures.js sends files (chosen,
 * dropped, pasted, from a camera) and makes the list anew from what the API
 * answers, out of the template that stands behind it.
 */

static void
tool_put(const struct page *p, const char *deed, const char *sign,
    enum ui_text text)
{
	html(p->body, "<button type=\"button\" class=\"tool\" data-do=\"%s\" "
	    "title=\"%s\" aria-label=\"%s\"><span aria-hidden=\"true\">%s"
	    "</span></button>\n", deed, page_text(p, text),
	    page_text(p, text), sign);
}

/* What a picture on its way, or one of the product, is shown by. */
static void
templates_put(const struct page *p)
{
	html(p->body, "<template class=\"shot\"><li class=\"shot\">"
	    "<span class=\"photo\"></span>\n<p class=\"note\"></p>\n"
	    "<label><span class=\"said\">%s</span> <input maxlength=\"300\" "
	    "dir=\"auto\" placeholder=\"%s\"></label>\n"
	    "<div class=\"deeds\">\n", page_text(p, UI_PICTURE_ALT),
	    page_text(p, UI_PICTURE_ALT));
	tool_put(p, "earlier", "←", UI_PICTURE_EARLIER);
	tool_put(p, "later", "→", UI_PICTURE_LATER);
	tool_put(p, "primary", "★", UI_PICTURE_PRIMARY);
	tool_put(p, "retry", "↻", UI_PICTURE_RETRY);
	tool_put(p, "remove", "✕", UI_PICTURE_REMOVE);
	html_raw(p->body, "</div></li></template>\n");
}

void
admin_drop_put(const struct page *p)
{
	static const char	 types[] = "image/jpeg,image/png,image/webp";

	html(p->body, "<div class=\"drop\">\n<label class=\"button\">%s "
	    "<input type=\"file\" accept=\"%s\" multiple></label>\n"
	    "<label class=\"button camera\">%s <input type=\"file\" "
	    "accept=\"%s\" capture=\"environment\"></label>\n"
	    "<span class=\"count\">%s</span>\n</div>\n"
	    "<ul class=\"sending\"></ul>\n"
	    "<p class=\"problem\" role=\"alert\" hidden></p>\n"
	    "<output role=\"status\"></output>\n",
	    page_text(p, UI_PICTURES_ADD), types,
	    page_text(p, UI_PICTURES_CAMERA), types,
	    page_text(p, UI_PICTURES_DROP));
}

/* Without a script the pictures are there to be seen. */
static void
shot_put(const struct page *p, const struct record *image)
{
	const struct value	*v = image->values;
	const struct picture	 picture = { .url = v[IMAGE_URL].text,
		.alt = v[IMAGE_ALT].text, .size = 160, .sizes = "9rem" };

	html_raw(p->body, "<li class=\"shot\">");
	picture_put(p, &picture);
	html_raw(p->body, "</li>\n");
}

void
admin_pictures_put(const struct page *p, const struct record *product,
    bool may_edit)
{
	const struct value	*list = &product->values[PRODUCT_IMAGES];
	size_t			 i;

	html(p->body, "<section class=\"pictures\" data-product=\"%s\" "
	    "data-version=\"%lld\" data-waiting=\"%s\" data-stale=\"%s\" "
	    "data-problem=\"%s\" data-sent=\"%s\" data-not=\"%s\"",
	    product->values[PRODUCT_ID].text,
	    (long long)product->values[PRODUCT_VERSION].num,
	    page_text(p, UI_PICTURE_WAITING), page_text(p, UI_STALE),
	    page_text(p, UI_FAILED), page_text(p, UI_PICTURE_SENT),
	    page_text(p, UI_PICTURE_NOT_ONE));
	html_flag(p->body, "data-fixed", !may_edit);
	html(p->body, ">\n<h2>%s</h2>\n<ul class=\"shots\">\n",
	    page_text(p, UI_PHOTOS));
	for (i = 0; i < list->count; i++)
		shot_put(p, &list->items[i]);
	html_raw(p->body, "</ul>\n");
	if (may_edit) {
		templates_put(p);
		admin_drop_put(p);
	}
	html_raw(p->body, "</section>\n");
}

/* ---- all there are ------------------------------------------------------------ */

static void
media_put(const struct page *p, const struct value *v, bool in_bin,
    bool may_edit)
{
	const struct picture	 picture = { .url = v[MEDIA_URL].text,
		.alt = v[MEDIA_FILE_NAME].text, .size = 320,
		.sizes = "(min-width: 36rem) 11rem, 45vw" };

	html(p->body, "<li class=\"shot\" data-media=\"%s\">",
	    v[MEDIA_ID].text);
	picture_put(p, &picture);
	html(p->body, "<p class=\"note\"><bdi>%s</bdi> <small dir=\"ltr\">"
	    "%lld×%lld</small></p>\n", v[MEDIA_FILE_NAME].state == VALUE_SET ?
	    v[MEDIA_FILE_NAME].text : "", (long long)v[MEDIA_WIDTH].num,
	    (long long)v[MEDIA_HEIGHT].num);
	if (may_edit) {
		html_raw(p->body, "<div class=\"deeds\">");
		if (in_bin)
			tool_put(p, "restore", "↺", UI_PICTURE_RESTORE);
		else
			tool_put(p, "bin", "✕", UI_PICTURE_BIN);
		html_raw(p->body, "</div>");
	}
	html_raw(p->body, "</li>\n");
}

static enum outcome
grid_put(struct page *p, bool in_bin, bool may_edit)
{
	struct record		*filter = record_new(p->act->arena,
				    &media_filters);
	struct record		*media = record_new(p->act->arena,
				    &media_fields);
	struct paging		 paging = { .path = in_bin ?
		"/admin/medias?status=bin" : "/admin/medias",
		.at = paging_query(p) };
	struct rows		 rows;
	enum outcome		 e;

	record_set_int(filter, MEDIA_OF_DELETED, in_bin);
	record_set_int(filter, MEDIA_OF_PRIVATE, 0);
	if ((e = media_list(p->act, filter, &paging.at, &rows)) != SOUK_OK)
		return e;
	if (rows.total == 0)
		html(p->body, "<p class=\"count\">%s</p>\n",
		    page_text(p, UI_PICTURES_NONE));
	html_raw(p->body, "<ul class=\"shots\">\n");
	while ((e = media_list_next(p->act, &rows, media)) == SOUK_OK)
		media_put(p, media->values, in_bin, may_edit);
	html_raw(p->body, "</ul>\n");
	if (e != SOUK_NOT_FOUND)
		return e;
	paging.total = rows.total;
	paging_put(p, &paging);
	return SOUK_OK;
}

/* GET /admin/medias: every picture, and with ?status=bin the bin. */
enum outcome
admin_medias_page(struct req *r, struct res *out)
{
	const bool	 may_edit = r->act.actor.permissions & PRODUCT_EDIT;
	struct page	 p;
	enum outcome	 e;
	bool		 in_bin;

	if ((e = admin_start(&p, r, out, UI_PICTURES)) != SOUK_OK)
		return e;
	in_bin = text_equal(page_query(&p, "status"), "bin");
	page_open(&p);
	html(p.body, "<div class=\"heading\"><h1>%s</h1>\n<a href=\"%s\">%s"
	    "</a></div>\n<section class=\"pictures library\" "
	    "data-problem=\"%s\" data-sent=\"%s\" data-not=\"%s\">\n",
	    page_text(&p, in_bin ? UI_PICTURES_BIN : UI_PICTURES),
	    in_bin ? "/admin/medias" : "/admin/medias?status=bin",
	    page_text(&p, in_bin ? UI_PICTURES : UI_PICTURES_BIN),
	    page_text(&p, UI_FAILED), page_text(&p, UI_PICTURE_SENT),
	    page_text(&p, UI_PICTURE_NOT_ONE));
	if (in_bin)
		html(p.body, "<p class=\"count\">%s</p>\n"
		    "<p class=\"problem\" role=\"alert\" hidden></p>\n",
		    page_text(&p, UI_PICTURES_BIN_TEXT));
	else if (may_edit)
		admin_drop_put(&p);
	else
		html_raw(p.body,
		    "<p class=\"problem\" role=\"alert\" hidden></p>\n");
	e = grid_put(&p, in_bin, may_edit);
	html_raw(p.body, "</section>\n");
	page_close(&p);
	return e;
}
