/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_CARDS_H
#define SOUK_PAGES_CARDS_H

#include "fcgi/pages/page.h"
#include "lib/catalog/catalog.h"

/* A grid of products: every row of the list, a card each.  on_top: the first
 * of them are seen at once. */
enum outcome	cards_put(const struct page *, struct product_list *,
		    bool on_top);

#define FEW_LEFT	5	/* from here on the stock is told exactly */

/*
 * A picture in a box of fixed shape (picture.c); an empty box for none, and for
 * one that is somewhere else: the browser fetches nothing from there.
 */
struct picture {
	const char	*url, *alt;
	int		 size;		/* CSS pixels, about */
	bool		 eager, first;	/* seen at once; the main one of them */
	const char	*sizes;		/* as HTML has it; NULL: of a card */
	int		 width, height;	/* of the picture; 0: unknown */
	const char	*placeholder;	/* data:image/webp…; NULL */
};
void		picture_put(const struct page *, const struct picture *);
bool		picture_is_shown(const char *url);	/* NULL: false */
/* In full, for those who show it elsewhere; NULL: it is not shown. */
#define PICTURE_SHARED	1280
const char	*picture_shared(const struct page *, const char *url);

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
