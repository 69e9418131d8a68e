/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_CARDS_H
#define SOUK_PAGES_CARDS_H

#include "fcgi/pages/page.h"
#include "lib/catalog/catalog.h"

/* A grid of products: every row of the list, a card each. */
enum outcome	cards_put(const struct page *, struct product_list *);

#define FEW_LEFT	5	/* from here on the stock is told exactly */

/* A picture in a box of fixed shape; no picture, an empty box. */
struct picture { const char *url, *alt; int size; bool eager; };
void		picture_put(const struct page *, const struct picture *);

/*
 * Links to the other pages of a list.  path has its query, but no page;
 * sets prev and next of the page, so call paging_neighbours() before
 * page_open().
 */
struct paging { const char *path; struct list_query at; int64_t total; };
void		paging_neighbours(struct page *, const struct paging *);
void		paging_put(const struct page *, const struct paging *);
/* What page the visitor asks for: as many products as the settings say. */
struct list_query paging_query(const struct page *);

#endif
