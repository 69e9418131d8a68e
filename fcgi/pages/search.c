/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/pages.h"

#include "fcgi/pages/cards.h"

static void
nothing_put(const struct page *p)
{
	html(p->body, "<div class=\"empty\">\n<p>%s</p>\n"
	    "<a class=\"button\" href=\"/catalogue\">%s</a>\n</div>\n",
	    page_text(p, UI_SEARCH_TIP), page_text(p, UI_ALL_PRODUCTS));
}

static enum outcome
results_put(const struct page *p)
{
	struct paging		 paging = { .at = paging_query(p) };
	struct product_list	 list;
	enum outcome		 e;

	paging.path = path_of(p->act->arena, "/recherche?q=", p->searched);
	e = product_search(p->act, p->searched, &paging.at, &list);
	if (e != SOUK_OK)
		return e;
	paging.total = list.total;
	if (list.total == 0) {
		html(p->body, "<h1>%s</h1>\n", page_text(p, UI_SEARCH_NONE));
		nothing_put(p);
		return SOUK_OK;
	}
	html(p->body, "<h1>%s <q>%s</q></h1>\n<p class=\"count\">",
	    page_text(p, UI_SEARCH_FOR), p->searched);
	ui_count(p->body, p->locale, UI_PRODUCTS_COUNT, list.total);
	html_raw(p->body, "</p>\n");
	e = cards_put(p, &list, true);
	paging_put(p, &paging);
	return e;
}

/* GET /recherche?q=: ranked results; asks when nothing is asked. */
enum outcome
search_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = page_start(&p, r, out)) != SOUK_OK)
		return e;
	p.title = page_text(&p, UI_SEARCH_TITLE);
	p.searched = page_query(&p, "q");
	page_open(&p);
	if (p.searched == NULL || *p.searched == '\0')
		html(p.body, "<h1>%s</h1>\n", page_text(&p, UI_SEARCH_EMPTY));
	else
		e = results_put(&p);
	page_close(&p);
	return e;
}
