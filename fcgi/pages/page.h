/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_PAGE_H
#define SOUK_PAGES_PAGE_H

#include <stdbool.h>

#include "fcgi/http/http.h"
#include "fcgi/pages/html.h"
#include "fcgi/pages/text.h"
#include "fcgi/pages/tree.h"
#include "lib/base/arena.h"
#include "lib/settings/settings.h"

/*
 * The frame around every page.  A handler calls page_start(), says what the
 * page is called, calls page_open(), writes what stands in <main> and ends
 * with page_close().  A public page holds nothing of who looks at it, so
 * that one rendering serves everybody of a language.
 */
struct page {
	struct req	*req;
	struct res	*res;
	struct act	*act;
	struct buf	*body;
	enum locale	 locale;
	struct tree	 tree;		/* of categories; may be empty */

	const char	*title;		/* the shop's name is put behind it */
	const char	*description;
	const char	*path;		/* canonical; NULL: not to be found */
	const char	*paths[LOCALE__MAX];	/* where they differ */
	const char	*image;		/* for those who share the page */
	const char	*kind;		/* Open Graph; NULL: "website" */
	const char	*searched;	/* stands in the search box */
	const char	*prev, *next;	/* neighbours in a list */
	bool		 admin;		/* the shopkeeper's frame */
	bool		 account;	/* of people about themselves: account.h */
	bool		 office;	/* tables and the like: office.css */
	bool		 buying;	/* of who buys: buy.h */
};

/* With the categories, which takes a transaction. */
enum outcome	 page_start(struct page *, struct req *, struct res *);
/* Without, for pages that must work when nothing else does. */
void		 page_start_bare(struct page *, struct req *, struct res *);
void		 page_open(struct page *);
void		 page_menu(const struct page *);	/* menu.c, of page_open() */
/* About the one who is signed in. */
bool		 page_is_own(const struct page *);	/* menu.c */
void		 page_close(struct page *);

/* Short cuts. */
const char	*page_text(const struct page *, enum ui_text);
void		 page_say(const struct page *, enum ui_text);	/* escaped */
void		 page_price(const struct page *, int64_t minor,
		    const char *currency);
/* The same with the price that it is crossed out by, if there is one. */
void		 page_offered(const struct page *, int64_t minor,
		    const struct value *compare_at, const char *currency);
const char	*page_query(const struct page *, const char *name);
const char	*page_shop(const struct page *, enum shop_setting);
/* Absolute, for those outside. */
const char	*page_absolute(const struct page *, const char *path);
/* prefix and the percent-encoded name: "/produit/", slug. */
const char	*path_of(struct arena *, const char *prefix, const char *name);
/* For a NOT_FOUND: on to where an old slug leads now, as moved() says. */
enum outcome	 page_moved(const struct page *, const char *prefix,
		    enum outcome (*moved)(struct act *, const char *slug,
		    const char **current));
/* ` name="/assets/file?v=…"`: a new file has a new address. */
void		 page_asset(const struct page *, const char *name,
		    const char *file);

struct crumb { const char *name, *path; };

/* The way here, for people and as JSON-LD; the last one is this page. */
void		 page_breadcrumb(const struct page *, const struct crumb *,
		    size_t);
/* JSON-LD: one object between these. */
struct json_out	 page_data_open(const struct page *, const char *type);
void		 page_data_close(const struct page *, struct json_out *);

/* head.c: everything inside <head>. */
void		 page_head(const struct page *);

#endif
