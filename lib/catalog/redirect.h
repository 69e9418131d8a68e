/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_REDIRECT_H
#define SOUK_CATALOG_REDIRECT_H

#include "lib/base/act.h"

/*
 * Where old slugs lead.
 *
 * A slug that an object had in some language, and no longer has, leads to the
 * object, not to another slug: so there are no chains, and what is answered
 * is the slug it has now, in the reader's language.  A slug in use is never
 * kept here; whoever takes one deletes what it led to.  Each object keeps its
 * latest REDIRECTS_KEPT.
 *
 * texts.c does the keeping for everything whose texts_of names a kind:
 * redirect_begin() before its texts change, redirect_take() for each slug
 * that is settled, redirect_end() after.  Who deletes the object calls
 * redirect_drop().
 */
#define REDIRECTS_KEPT	50

struct redirects {
	const char	*kind;		/* in slug_redirect */
	const char	*sql_slugs;	/* locale, slug of :id */
	const char	*sql_current;	/* of what :slug led to, if public */
};
extern const struct redirects	product_redirects, category_redirects,
				collection_redirects;

/* The slugs of an object by language; NULL: none. */
struct slugs { const char *of[LOCALE__MAX]; };

enum outcome	 redirect_begin(struct act *, const struct redirects *,
		    const char *id, struct slugs *before);
enum outcome	 redirect_take(struct act *, const struct redirects *,
		    const char *locale, const char *slug);
enum outcome	 redirect_end(struct act *, const struct redirects *,
		    const char *id, const struct slugs *before);
enum outcome	 redirect_drop(struct act *, const struct redirects *,
		    const char *id);
/*
 * The slug to go on to, in act->locale, else the shop's, else any; of what
 * everybody may see.  NOT_FOUND: nowhere, or that very slug.
 */
enum outcome	 redirect_find(struct act *, const struct redirects *,
		    const char *slug, const char **current);

#endif
