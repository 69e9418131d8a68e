/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/pages.h"

#include <string.h>

#include "fcgi/pages/cards.h"
#include "lib/base/money.h"
#include "lib/base/text.h"

/* ---- what the visitor asks for ------------------------------------------ */

static const struct {
	const char	*value;
	enum ui_text	 text;
} sorts[] = {
	{ "newest", UI_SORT_NEWEST },
	{ "featured", UI_SORT_FEATURED },
	{ "price_asc", UI_SORT_PRICE_UP },
	{ "price_desc", UI_SORT_PRICE_DOWN },
};
#define SORTS (sizeof(sorts) / sizeof(sorts[0]))

/* A value of product_filter_public, found among its choices. */
static void
filter_sort(const struct page *p, struct record *filter)
{
	const char *const	*choices, *asked = page_query(p, "sort");
	int			 i;

	choices = product_filter_public.fields[FILTER_SORT].choices;
	for (i = 0; asked != NULL && choices[i] != NULL; i++)
		if (strcmp(choices[i], asked) == 0) {
			record_set_text(filter, FILTER_SORT, choices[i]);
			filter->values[FILTER_SORT].num = i;
		}
}

/* A price as people write it, with a comma too; nonsense is no filter. */
static void
filter_price(const struct page *p, struct record *filter, int field)
{
	char		*text, *comma;
	int64_t		 minor;

	text = arena_copy(p->act->arena, page_query(p,
	    product_filter_public.fields[field].name));
	if (text == NULL)
		return;
	if ((comma = strchr(text, ',')) != NULL)
		*comma = '.';
	if (money_parse(text, settings_decimals(p->act->settings), &minor) &&
	    minor >= 0)
		record_set_int(filter, field, minor);
}

static struct record *
filter_of(const struct page *p, const char *category)
{
	struct record	*filter;

	filter = record_new(p->act->arena, &product_filter_public);
	if (category != NULL)
		record_set_text(filter, FILTER_CATEGORY, category);
	filter_sort(p, filter);
	filter_price(p, filter, FILTER_MIN_PRICE);
	filter_price(p, filter, FILTER_MAX_PRICE);
	return filter;
}

/* The list's own address with the filters that hold, to page through. */
static const char *
filter_path(const struct page *p, const char *path, const struct record *filter)
{
	static const int	 fields[] = { FILTER_SORT, FILTER_MIN_PRICE,
		FILTER_MAX_PRICE };
	struct buf		 b;
	const char		*name;
	size_t			 i, n = 0;

	buf_init(&b, p->act->arena, 128);
	buf_puts(&b, path);
	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (!record_has(filter, fields[i]))
			continue;
		name = product_filter_public.fields[fields[i]].name;
		buf_printf(&b, "%c%s=", n++ == 0 ? '?' : '&', name);
		text_url_encode(&b, page_query(p, name));
	}
	return b.p;
}

/* ---- how it looks ------------------------------------------------------- */

static void
price_input(const struct page *p, const char *name, enum ui_text label)
{
	html(p->body, "<label>%s <input name=\"%s\" inputmode=\"decimal\" "
	    "maxlength=\"16\" size=\"7\"", page_text(p, label), name);
	html_attr(p->body, "value", page_query(p, name));
	html_raw(p->body, "></label>\n");
}

static void
filter_form(const struct page *p, const char *path, bool filtered)
{
	const char	*asked = page_query(p, "sort");
	size_t		 i;

	html_raw(p->body, "<form class=\"filters\"");
	html_url(p->body, "action", path);
	html(p->body, " aria-label=\"%s\">\n<label>%s <select name=\"sort\">\n",
	    page_text(p, UI_FILTERS), page_text(p, UI_SORT));
	for (i = 0; i < SORTS; i++) {
		html(p->body, "<option value=\"%s\"", sorts[i].value);
		html_flag(p->body, "selected",
		    text_equal(asked, sorts[i].value));
		html(p->body, ">%s</option>\n", page_text(p, sorts[i].text));
	}
	html_raw(p->body, "</select></label>\n");
	price_input(p, "minPrice", UI_PRICE_MIN);
	price_input(p, "maxPrice", UI_PRICE_MAX);
	html(p->body, "<button class=\"button\">%s</button>\n",
	    page_text(p, UI_APPLY));
	if (filtered) {
		html_raw(p->body, "<a");
		html_url(p->body, "href", path);
		html(p->body, ">%s</a>\n", page_text(p, UI_CLEAR));
	}
	html_raw(p->body, "</form>\n");
}

static void
children_put(const struct page *p, const char *parent)
{
	const struct tree_node	*n;
	size_t			 at = 0;
	bool			 any = false;

	while ((n = tree_child(&p->tree, parent, &at)) != NULL) {
		if (!any)
			html_raw(p->body, "<ul class=\"chips\">\n");
		any = true;
		html(p->body, "<li><a href=\"%s\"><bdi>%s</bdi></a></li>\n",
		    path_of(p->act->arena, "/catalogue/", n->slug), n->name);
	}
	if (any)
		html_raw(p->body, "</ul>\n");
}

static void
crumbs_put(const struct page *p, const struct tree_node *category)
{
	const struct tree_node	*way[TREE_DEPTH];
	struct crumb		 crumbs[TREE_DEPTH + 2];
	size_t			 i, n = 0, depth;

	crumbs[n++] = (struct crumb){ page_text(p, UI_HOME), "/" };
	crumbs[n++] = (struct crumb){ page_text(p, UI_ALL_PRODUCTS),
		"/catalogue" };
	depth = category == NULL ? 0 : tree_path(&p->tree, category->id, way);
	for (i = 0; i < depth; i++)
		crumbs[n++] = (struct crumb){ way[i]->name,
			path_of(p->act->arena, "/catalogue/", way[i]->slug) };
	page_breadcrumb(p, crumbs, n);
}

static void
title_put(const struct page *p, const struct tree_node *category,
    int64_t total)
{
	html(p->body, "<h1><bdi>%s</bdi></h1>\n", p->title);
	if (category != NULL && category->description != NULL)
		html(p->body, "<p class=\"lines lead\"><bdi>%s</bdi>"
		    "</p>\n",
		    category->description);
	children_put(p, category == NULL ? NULL : category->id);
	html_raw(p->body, "<p class=\"count\">");
	ui_count(p->body, p->locale, UI_PRODUCTS_COUNT, total);
	html_raw(p->body, "</p>\n");
}

static enum outcome
products_put(struct page *p, const struct tree_node *category,
    const char *path)
{
	struct record		*filter;
	struct product_list	 list;
	struct paging		 paging = { .at = paging_query(p) };
	enum outcome		 e;

	filter = filter_of(p, category == NULL ? NULL : category->id);
	paging.path = filter_path(p, path, filter);
	e = product_list(p->act, filter, &paging.at, true, &list);
	if (e != SOUK_OK)
		return e;
	paging.total = list.total;
	paging_neighbours(p, &paging);
	if (p->path == NULL)		/* beyond the last page */
		return SOUK_NOT_FOUND;
	page_open(p);
	crumbs_put(p, category);
	title_put(p, category, list.total);
	filter_form(p, path, paging.path != path &&
	    strcmp(paging.path, path) != 0);
	if (list.total == 0)
		html(p->body, "<p class=\"empty\">%s</p>\n", page_text(p,
		    strcmp(paging.path, path) == 0 ? UI_NO_PRODUCTS :
		    UI_NO_MATCH));
	e = cards_put(p, &list);
	paging_put(p, &paging);
	page_close(p);
	return e;
}

/* GET /catalogue: all products. */
enum outcome
catalogue_page(struct req *r, struct res *out)
{
	struct page	 p;
	enum outcome	 e;

	if ((e = page_start(&p, r, out)) != SOUK_OK)
		return e;
	p.title = page_text(&p, UI_ALL_PRODUCTS);
	return products_put(&p, NULL, "/catalogue");
}

/* GET /catalogue/{slug}: a category and what is below it.  301, 404. */
enum outcome
category_page(struct req *r, struct res *out)
{
	const struct tree_node	*category;
	struct record		*record;
	struct page		 p;
	enum outcome		 e;

	if ((e = page_start(&p, r, out)) != SOUK_OK)
		return e;
	e = category_by_slug(p.act, req_param(r, 0), &record);
	if (e == SOUK_NOT_FOUND)
		return page_moved(&p, "/catalogue/", category_moved);
	if (e != SOUK_OK)
		return e;
	category = tree_find(&p.tree, record->values[CATEGORY_ID].text);
	if (category == NULL)
		return SOUK_NOT_FOUND;
	p.title = category->name;
	if (category->description != NULL)
		p.description = category->description;
	p.image = category->image;
	return products_put(&p, category, path_of(p.act->arena, "/catalogue/",
	    category->slug));
}
