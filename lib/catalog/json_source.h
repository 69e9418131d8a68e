/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_JSON_SOURCE_H
#define SOUK_CATALOG_JSON_SOURCE_H

#include "lib/base/json_in.h"
#include "lib/catalog/source.h"

/*
 * A catalogue as JSON (private to json_*.c and import_json.c): an array of
 * products, or {"categories": […], "products": […]}.  Categories come first
 * whichever stands first in the file, those above before those below.  A
 * product is a record, one with variations a record each.  One member of an
 * array is in memory at a time, and of categories what they are called.
 *
 * A file that begins {"generator": "souk", …} is souk's own export: there
 * "translations" follow as records of what they translate, and behind the
 * products come what stands beside which and "collections".  Its texts are
 * meant to the letter, and a price or a member of a variation that is null
 * says that there is none.
 */
#define JSON_CATEGORIES_MAX	20000
#define JSON_NODES_MAX		(3 * JSON_CATEGORIES_MAX) /* with their texts */

/* The columns of its records; the header names them (json_columns). */
enum json_column {
	JSON_KIND,		/* "product" or "category" */
	JSON_ID, JSON_SLUG, JSON_NAME, JSON_DESCRIPTION, JSON_CATEGORY,
	JSON_STATUS, JSON_FEATURED, JSON_NEW, JSON_PRICE, JSON_COMPARE_AT,
	JSON_CURRENCY, JSON_IMAGES,	/* a line each: address, tab, alt */
	JSON_VENDOR, JSON_TAGS, JSON_TAX_CLASS, JSON_SEO_TITLE,
	JSON_SEO_DESCRIPTION, JSON_SKU, JSON_STOCK, JSON_BARCODE, JSON_WEIGHT,
	JSON_LOW_STOCK, JSON_OPTION1, JSON_VALUE1, JSON_OPTION2, JSON_VALUE2,
	JSON_OPTION3, JSON_VALUE3, JSON_ICON, JSON_ORDER, JSON_PARENT,
	JSON_ACTIVE,
	JSON_LEFT,		/* members that were not understood, by name */
	/* of souk's own files only */
	JSON_LOCALE, JSON_PRICES,	/* "USD 12.50 (15.00), MAD 130" */
	JSON_OWN,		/* "souk" */
	JSON_TEXT_OF,		/* slug or name of what it translates */
	JSON_RELATED,		/* slugs, between commas */
	JSON_BODY,		/* of a collection: all of it, as JSON */
	JSON_COLUMN__MAX
};
extern const char *const	json_columns[JSON_COLUMN__MAX];

/* ---- json_element.c ------------------------------------------------------ */
/* What an object says; cells[] of a column that it does not name stay.
 * cells[JSON_OWN] says whose file it stands in. */
void	 json_element(struct arena *, const struct json_in *,
	    const char *cells[JSON_COLUMN__MAX]);
/* All cells blank, for a record of this kind. */
void	 json_cells(const char *cells[JSON_COLUMN__MAX], const char *kind,
	    bool own);
/* Its variations, NULL for none. */
const struct json_in	*json_variations(const struct json_in *);
/* The categories that it has below it, NULL for none. */
const struct json_in	*json_children(const struct json_in *);
/* Its texts in other languages (of souk's own files), NULL for none. */
const struct json_in	*json_texts(const struct json_in *);

/* ---- json_product.c: one product, record after record --------------------- */
struct json_product {
	struct arena		*arena;
	const struct json_tree	*tree;
	bool			 own;
	const char		*locale;	/* of the file, or "" */
	const char		*cells[JSON_COLUMN__MAX];
	const char		*more[JSON_COLUMN__MAX];
	const struct json_in	*variations, *texts;	/* NULL: over */
	size_t			 next;
};

void	 json_product_open(struct json_product *, const struct json_in *);
/* The cells of what follows on product->cells; NULL: nothing. */
const char *const	*json_product_next(struct json_product *);
/* Does it say what stands beside it?  Then so do the cells. */
bool	 json_product_related(struct json_product *, const struct json_in *);

/* ---- json_text.c: the file, without a tree of it -------------------------- */
struct json_text {
	const char	*base, *p, *end;
	const char	*counted;	/* line is that of this byte */
	int64_t		 line;
};

void	 json_blanks(struct json_text *);
/* Takes one byte if it comes next, past blanks. */
bool	 json_take(struct json_text *, char);
/* Past one value of any type; false: it does not end. */
bool	 json_pass(struct json_text *, const char **begin, size_t *len);
int64_t	 json_line(struct json_text *, const char *at);

/* ---- json_tree.c: the categories, before any product ---------------------- */
struct json_tree;

struct json_tree	*json_tree_new(void);
void	 json_tree_free(struct json_tree *);
/* With those below it; false: too many, or no memory. */
bool	 json_tree_add(struct json_tree *, struct arena *,
	    const struct json_in *category, int64_t line, bool own);
/* Whose names are whose, and in which order. */
void	 json_tree_sort(struct json_tree *);
/* The next one; what is wrong with it is its fault. */
bool	 json_tree_next(struct json_tree *, struct csv_record *);
/* The slug of a category by what a product calls it, or what it calls it. */
const char	*json_tree_slug(const struct json_tree *, const char *);

#endif
