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
 */
#define JSON_CATEGORIES_MAX	20000

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
	JSON_COLUMN__MAX
};
extern const char *const	json_columns[JSON_COLUMN__MAX];

/* ---- json_element.c ------------------------------------------------------ */
/* What an object says; cells[] of a column that it does not name stay. */
void	 json_element(struct arena *, const struct json_in *,
	    const char *cells[JSON_COLUMN__MAX]);
/* Its variations, NULL for none. */
const struct json_in	*json_variations(const struct json_in *);
/* The categories that it has below it, NULL for none. */
const struct json_in	*json_children(const struct json_in *);

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
	    const struct json_in *category, int64_t line);
/* Whose names are whose, and in which order. */
void	 json_tree_sort(struct json_tree *);
/* The next one; what is wrong with it is its fault. */
bool	 json_tree_next(struct json_tree *, struct csv_record *);
/* The slug of a category by what a product calls it, or what it calls it. */
const char	*json_tree_slug(const struct json_tree *, const char *);

#endif
