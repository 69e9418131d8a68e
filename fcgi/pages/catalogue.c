/* SPDX-License-Identifier: ISC */
#include "fcgi/pages/pages.h"

#include "fcgi/pages/cards.h"
#include "fcgi/pages/narrow.h"
#include "lib/base/text.h"

#define COLLECTIONS_SHOWN	20

/* A place of the shop where products stand: all, a category, a collection. */
struct shelf {
	const struct tree_node	*category;
	const struct record	*collection;
	const char		*path, *about;
};

/* ---- how it looks ------------------------------------------------------- */

static void
chip_put(const struct page *p, bool first, const char *path, const char *name)
{
	if (first)
		html_raw(p->body, "<ul class=\"chips\">\n");
	html(p->body, "<li><a href=\"%s\"><bdi>%s</bdi></a></li>\n", path,
	    name);
}

static void
children_put(const struct page *p, const char *parent)
{
	const struct tree_node	*n;
	size_t			 at = 0;
	bool			 any = false;

	while ((n = tree_child(&p->tree, parent, &at)) != NULL) {
		chip_put(p, !any, path_of(p->act->arena, "/catalogue/",
		    n->slug), n->name);
		any = true;
	}
	if (any)
		html_raw(p->body, "</ul>\n");
}

/* Those that have something in them. */
static enum outcome
collections_put(const struct page *p)
{
	const struct list_query	 first = { .page = 1,
				    .limit = COLLECTIONS_SHOWN };
	struct record		*row = record_new(p->act->arena,
				    &collection_fields);
	struct rows		 rows;
	enum outcome		 e;
	bool			 any = false;

	e = collection_list(p->act, &first, true, &rows);
	if (e != SOUK_OK)
		return e;
	while ((e = collection_row(p->act, &rows, row)) == SOUK_OK) {
		if (row->values[COLLECTION_PRODUCTS].num == 0)
			continue;
		if (!any)
			html(p->body, "<nav class=\"heading\" "
			    "aria-label=\"%s\">\n",
			    page_text(p, UI_COLLECTIONS));
		chip_put(p, !any, path_of(p->act->arena, "/collections/",
		    row->values[COLLECTION_SLUG].text),
		    row->values[COLLECTION_NAME].text);
		any = true;
	}
	if (any)
		html_raw(p->body, "</ul>\n</nav>\n");
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static void
crumbs_put(const struct page *p, const struct shelf *shelf)
{
	const struct tree_node	*way[TREE_DEPTH];
	struct crumb		 crumbs[TREE_DEPTH + 2];
	size_t			 i, n = 0, depth = 0;

	crumbs[n++] = (struct crumb){ page_text(p, UI_HOME), "/" };
	crumbs[n++] = (struct crumb){ page_text(p, UI_ALL_PRODUCTS),
		"/catalogue" };
	if (shelf->category != NULL)
		depth = tree_path(&p->tree, shelf->category->id, way);
	for (i = 0; i < depth; i++)
		crumbs[n++] = (struct crumb){ way[i]->name,
			path_of(p->act->arena, "/catalogue/", way[i]->slug) };
	if (shelf->collection != NULL)
		crumbs[n++] = (struct crumb){ p->title, shelf->path };
	page_breadcrumb(p, crumbs, n);
}

static enum outcome
title_put(const struct page *p, const struct shelf *shelf, int64_t total)
{
	enum outcome	 e = SOUK_OK;

	html(p->body, "<h1><bdi>%s</bdi></h1>\n", p->title);
	if (shelf->about != NULL)
		html(p->body, "<p class=\"lines lead\"><bdi>%s</bdi></p>\n",
		    shelf->about);
	if (shelf->collection == NULL) {
		children_put(p, shelf->category == NULL ? NULL :
		    shelf->category->id);
		if (shelf->category == NULL)
			e = collections_put(p);
	}
	html_raw(p->body, "<p class=\"count\">");
	ui_count(p->body, p->locale, UI_PRODUCTS_COUNT, total);
	html_raw(p->body, "</p>\n");
	return e;
}

static enum outcome
list_put(const struct page *p, const struct narrow *n,
    const struct paging *paging, struct product_list *list)
{
	enum outcome	 e;

	html_raw(p->body, "<div class=\"shelf\">\n");
	if (list->total > 0 || narrow_is_any(n))
		if ((e = narrow_bar(p, n)) != SOUK_OK)
			return e;
	html_raw(p->body, "<div class=\"found\">\n");
	if (list->total == 0)
		html(p->body, "<p class=\"empty\">%s</p>\n", page_text(p,
		    narrow_is_any(n) ? UI_NO_MATCH : UI_NO_PRODUCTS));
	e = cards_put(p, list, true);
	paging_put(p, paging);
	html_raw(p->body, "</div>\n</div>\n");
	return e;
}

/* The list's rows are read last, after all other questions. */
static enum outcome
shelf_put(struct page *p, const struct shelf *shelf, struct narrow *n)
{
	struct product_list	 list;
	struct paging		 paging = { .at = paging_query(p) };
	enum outcome		 e;

	paging.path = narrow_path(p, n);
	e = product_list(p->act, n->filter, &paging.at, true, &list);
	if (e != SOUK_OK)
		return e;
	paging.total = list.total;
	paging_neighbours(p, &paging);
	if (p->path == NULL)		/* beyond the last page */
		return SOUK_NOT_FOUND;
	page_open(p);
	crumbs_put(p, shelf);
	if ((e = title_put(p, shelf, list.total)) != SOUK_OK)
		return e;
	narrow_form(p, n);
	e = list_put(p, n, &paging, &list);
	page_close(p);
	return e;
}

/* ---- pages ---------------------------------------------------------------- */

/* GET /catalogue: all products. */
enum outcome
catalogue_page(struct req *r, struct res *out)
{
	const struct shelf	 all = { .path = "/catalogue" };
	struct narrow		 n = { .path = all.path, .in_category = true };
	struct page		 p;
	enum outcome		 e;

	if ((e = page_start(&p, r, out)) != SOUK_OK)
		return e;
	p.title = page_text(&p, UI_ALL_PRODUCTS);
	narrow_read(&p, &n, NULL, NULL);
	return shelf_put(&p, &all, &n);
}

/* GET /catalogue/{slug}: a category and what is below it.  301, 404. */
enum outcome
category_page(struct req *r, struct res *out)
{
	struct shelf	 shelf = { .path = NULL };
	struct narrow	 n = { .in_category = true };
	struct record	*record;
	struct page	 p;
	enum outcome	 e;

	if ((e = page_start(&p, r, out)) != SOUK_OK)
		return e;
	e = category_by_slug(p.act, req_param(r, 0), &record);
	if (e == SOUK_NOT_FOUND)
		return page_moved(&p, "/catalogue/", category_moved);
	if (e != SOUK_OK)
		return e;
	shelf.category = tree_find(&p.tree, record->values[CATEGORY_ID].text);
	if (shelf.category == NULL)
		return SOUK_NOT_FOUND;
	p.title = shelf.category->name;
	shelf.about = shelf.category->description;
	if (shelf.about != NULL)
		p.description = shelf.about;
	p.image = shelf.category->image;
	shelf.path = n.path = path_of(p.act->arena, "/catalogue/",
	    shelf.category->slug);
	narrow_read(&p, &n, shelf.category->id, NULL);
	return shelf_put(&p, &shelf, &n);
}

/* GET /collections/{slug}: in its own order if it has one.  301, 404. */
enum outcome
collection_page(struct req *r, struct res *out)
{
	struct shelf		 shelf = { .path = NULL };
	struct narrow		 n = { .path = NULL };
	struct record		*record;
	const struct value	*v;
	struct page		 p;
	enum outcome		 e;

	if ((e = page_start(&p, r, out)) != SOUK_OK)
		return e;
	e = collection_by_slug(p.act, req_param(r, 0), &record);
	if (e == SOUK_NOT_FOUND)
		return page_moved(&p, "/collections/", collection_moved);
	if (e != SOUK_OK)
		return e;
	v = record->values;
	shelf.collection = record;
	p.title = v[COLLECTION_NAME].text;
	shelf.about = v[COLLECTION_DESCRIPTION].text;
	if (shelf.about != NULL)
		p.description = shelf.about;
	p.image = v[COLLECTION_IMAGE].text;
	n.by_hand = text_equal(v[COLLECTION_KIND].text, "manual");
	shelf.path = n.path = path_of(p.act->arena, "/collections/",
	    v[COLLECTION_SLUG].text);
	narrow_read(&p, &n, NULL, v[COLLECTION_ID].text);
	return shelf_put(&p, &shelf, &n);
}
