/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/pages.h"

#include "fcgi/pages/cards.h"

#define HOME_PRODUCTS	8

/* One list of the home page under its heading; an empty one is left out. */
static enum outcome
section_put(const struct page *p, enum ui_text title, enum product_filter only)
{
	const struct list_query	 first = { .page = 1, .limit = HOME_PRODUCTS };
	struct record		*filter;
	struct product_list	 list;
	enum outcome		 e;

	filter = record_new(p->act->arena, &product_filter_public);
	if (only == FILTER_FEATURED)
		record_set_int(filter, FILTER_FEATURED, 1);
	e = product_list(p->act, filter, &first, true, &list);
	if (e != SOUK_OK)
		return e;
	if (list.total == 0)
		return SOUK_OK;
	html(p->body, "<section>\n<div class=\"heading\">\n<h2>%s</h2>\n"
	    "<a href=\"/catalogue%s\">%s</a>\n</div>\n", page_text(p, title),
	    only == FILTER_FEATURED ? "?sort=featured" : "",
	    page_text(p, UI_SEE_ALL));
	e = cards_put(p, &list, true);
	html_raw(p->body, "</section>\n");
	return e;
}

static void
categories_put(const struct page *p)
{
	const struct tree_node	*n;
	size_t			 at = 0;

	if (p->tree.count == 0)
		return;
	html(p->body, "<section>\n<div class=\"heading\"><h2>%s</h2></div>\n"
	    "<ul class=\"doors\">\n", page_text(p, UI_CATEGORIES));
	while ((n = tree_child(&p->tree, NULL, &at)) != NULL) {
		const struct picture	 picture = { .url = n->image,
			.size = 480 };

		html(p->body, "<li><a href=\"%s\">", path_of(p->act->arena,
		    "/catalogue/", n->slug));
		if (n->image != NULL)
			picture_put(p, &picture);
		html(p->body, "<span class=\"name\"><bdi>%s</bdi></span>"
		    "<span class=\"count\">", n->name);
		ui_count(p->body, p->locale, UI_PRODUCTS_COUNT, n->products);
		html_raw(p->body, "</span></a></li>\n");
	}
	html_raw(p->body, "</ul>\n</section>\n");
}

/* What the shop is, and how to search it, for engines. */
static void
shop_data(const struct page *p)
{
	struct json_out	 j = page_data_open(p, "WebSite");

	json_text(&j, "name", page_shop(p, SHOP_NAME));
	json_text(&j, "url", page_absolute(p, "/"));
	json_open(&j, "potentialAction");
	json_text(&j, "@type", "SearchAction");
	json_text(&j, "target", page_absolute(p, "/recherche?q={q}"));
	json_text(&j, "query-input", "required name=q");
	json_close(&j);
	page_data_close(p, &j);
}

/* GET /: what is featured, the newest, and the doors to all the rest. */
enum outcome
home_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = page_start(&p, r, out)) != SOUK_OK)
		return e;
	p.title = page_shop(&p, SHOP_NAME);
	p.path = "/";
	page_open(&p);
	html(p.body, "<div class=\"hero\">\n<h1><bdi>%s</bdi></h1>\n"
	    "<p><bdi>%s</bdi></p>\n"
	    "<a class=\"button primary\" href=\"/catalogue\">%s</a>\n</div>\n",
	    p.title, *p.description == '\0' ? page_text(&p, UI_SHOP_TEXT) :
	    p.description, page_text(&p, UI_ALL_PRODUCTS));
	if ((e = section_put(&p, UI_FEATURED, FILTER_FEATURED)) != SOUK_OK)
		return e;
	categories_put(&p);
	if ((e = section_put(&p, UI_NEWEST, FILTER_NEW)) != SOUK_OK)
		return e;
	shop_data(&p);
	page_close(&p);
	return SOUK_OK;
}
