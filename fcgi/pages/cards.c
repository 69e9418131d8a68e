/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/cards.h"

#include <string.h>

#include "lib/base/text.h"

#define SEEN_AT_ONCE	4	/* cards of a page that begins with them */

/* ---- cards -------------------------------------------------------------- */

static void
card_put(const struct page *p, const struct record *row, int at)
{
	const struct value	*v = row->values;
	const struct picture	 picture = {
		.url = v[SUMMARY_IMAGE].text, .size = 480,
		.alt = v[SUMMARY_IMAGE_ALT].text, .eager = at < SEEN_AT_ONCE,
		.first = at == 0,
	};

	html_raw(p->body, "<li class=\"card\">\n<a");
	html_url(p->body, "href", path_of(p->act->arena, "/produit/",
	    v[SUMMARY_SLUG].text));
	html_raw(p->body, ">");
	picture_put(p, &picture);
	if (v[SUMMARY_STOCK].num == 0)
		html(p->body, "<span class=\"badge out\">%s</span>",
		    page_text(p, UI_SOLD_OUT));
	else if (v[SUMMARY_STOCK].num <= FEW_LEFT) {
		html_raw(p->body, "<span class=\"badge few\">");
		ui_count(p->body, p->locale, UI_STOCK_COUNT,
		    v[SUMMARY_STOCK].num);
		html_raw(p->body, "</span>");
	} else if (v[SUMMARY_NEW].num)
		html(p->body, "<span class=\"badge\">%s</span>",
		    page_text(p, UI_NEW));
	html(p->body, "<span class=\"name\"><bdi>%s</bdi></span></a>\n",
	    v[SUMMARY_NAME].text);
	if (v[SUMMARY_PRICE_FROM].state == VALUE_SET)
		page_offered(p, v[SUMMARY_PRICE_FROM].num,
		    &v[SUMMARY_COMPARE_AT], v[SUMMARY_CURRENCY].text);
	html_raw(p->body, "\n</li>\n");
}

enum outcome
cards_put(const struct page *p, struct product_list *list, bool on_top)
{
	int		 at = on_top ? 0 : SEEN_AT_ONCE;
	struct record	*row = record_new(p->act->arena,
			    &product_summary_fields);
	enum outcome	 e;

	html_raw(p->body, "<ul class=\"cards\">\n");
	while ((e = product_list_next(p->act, list, row)) == SOUK_OK)
		card_put(p, row, at++);
	html_raw(p->body, "</ul>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- paging ------------------------------------------------------------- */

struct list_query
paging_query(const struct page *p)
{
	struct list_query	 at = { .page = 1 };
	const char		*page = page_query(p, "page");

	at.limit = settings_int(p->act->settings, &catalog_settings,
	    CATALOG_PAGE_SIZE);
	if (page == NULL || !text_to_int(page, &at.page) || at.page < 1)
		at.page = 1;
	return at;
}

static int64_t
last_page(const struct paging *list)
{
	int64_t	 last = (list->total + list->at.limit - 1) / list->at.limit;

	return last < 1 ? 1 : last;
}

static const char *
page_path(const struct page *p, const struct paging *list, int64_t page)
{
	if (page < 1 || page > last_page(list))
		return NULL;
	if (page == 1)
		return list->path;
	return arena_printf(p->act->arena, "%s%cpage=%lld", list->path,
	    strchr(list->path, '?') == NULL ? '?' : '&', (long long)page);
}

void
paging_neighbours(struct page *p, const struct paging *list)
{
	p->path = page_path(p, list, list->at.page);
	p->prev = page_path(p, list, list->at.page - 1);
	p->next = page_path(p, list, list->at.page + 1);
}

static void
page_link(const struct page *p, const char *path, const char *rel,
    enum ui_text text)
{
	if (path == NULL) {
		html_raw(p->body, "<span></span>\n");
		return;
	}
	html(p->body, "<a class=\"button\" rel=\"%s\"", rel);
	html_url(p->body, "href", path);
	html(p->body, ">%s</a>\n", page_text(p, text));
}

void
paging_put(const struct page *p, const struct paging *list)
{
	if (last_page(list) == 1)
		return;
	html(p->body, "<nav class=\"paging\" aria-label=\"%s\">\n",
	    page_text(p, UI_PAGES));
	page_link(p, page_path(p, list, list->at.page - 1), "prev",
	    UI_PREVIOUS);
	html(p->body, "<bdi>%lld / %lld</bdi>\n", (long long)list->at.page,
	    (long long)last_page(list));
	page_link(p, page_path(p, list, list->at.page + 1), "next", UI_NEXT);
	html_raw(p->body, "</nav>\n");
}
