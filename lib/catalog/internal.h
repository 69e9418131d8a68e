/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_INTERNAL_H
#define SOUK_CATALOG_INTERNAL_H

#include "lib/base/arena.h"
#include "lib/catalog/catalog.h"
#include "lib/catalog/redirect.h"

/*
 * What the files of this folder share.  A product is written by one file a
 * part (texts, prices, images, variations), each given what is on record
 * (`old`) and what came in; product_write.c calls them in order and
 * derived.c then brings up to date what follows from them.
 */
struct db;
struct stmt;

/* ---- fields.c: the parts, each a table of its own --------------------- */
enum option_field { OPTION_NAME, OPTION_VALUE, OPTION__MAX };

extern const struct fieldset	image_fields;
extern const struct fieldset	variation_fields;
extern const struct fieldset	option_fields;
extern const struct fieldset	price_fields;
extern const struct fieldset	product_text_fields;
extern const struct fieldset	category_text_fields;
extern const char *const	product_statuses[];

#define VARIATIONS_MAX	100

/* ---- records.c: records of records ------------------------------------- */

/* One more item at the end of a LIST. */
struct record	*list_add(struct arena *, struct value *,
		    const struct fieldset *);
/* A shallow copy, for a record that is changed a little. */
struct record	*record_copy(struct arena *, const struct record *);
/* The text of a field, NULL unless set. */
const char	*record_text(const struct record *, int field);
bool		 record_is(const struct record *, int field, const char *);
/* A text of a job's payload, NULL if it has none of that name. */
struct json_in;
const char	*json_text_member(const struct json_in *, const char *name);
/* "variations[2].sku", for problems. */
const char	*item_name(struct act *, const char *list, size_t index,
		    const char *member);
enum outcome	 picture_check(struct act *, const char *field,
		    const char *url);
/* With the commit every answer kept of the catalogue is out of date. */
void		 catalog_moved(struct act *);
/* Adds what nginx counted by itself (views_log.c); outside a transaction. */
enum outcome	 views_from_log(struct act *);
/* The refusal of an object that is not of the actor's brand. */
enum outcome	 catalog_brand(struct act *, const char *brand_id);
/* STALE unless If-Match was absent or names this version. */
enum outcome	 catalog_version(struct act *, int64_t version);

/* ---- texts.c: what a product or a category says, by locale ------------- */
struct texts_of {
	const struct fieldset	*set;		/* of one text */
	const char		*owner;		/* column "product_id" */
	int			 list;		/* field of the other locales */
	int			 main[TEXT__MAX]; /* field of the owner that
						   holds the main text's */
	const char		*sql_read, *sql_taken, *sql_drop_others;
	const struct redirects	*redirects;	/* NULL: none are kept */
};
extern const struct texts_of	product_texts, category_texts;

/*
 * Main text: the best of `first`, the shop's locale and any other; the rest
 * becomes the list.
 */
enum outcome	 texts_read(struct act *, const struct texts_of *,
		    const char *id, enum locale first, struct record *owner);
/*
 * The main text is that of the shop's locale.  old NULL: a new owner.  A
 * slug that is not given is made from the name; CONFLICT: one given is taken.
 */
enum outcome	 texts_write(struct act *, const struct texts_of *,
		    const char *id, const struct record *in,
		    const struct record *old);

/* ---- prices.c --------------------------------------------------------- */
struct prices_of {
	const char	*sql_put;	/* the amount, or a new price */
	const char	*sql_put_both;
	const char	*sql_compare;	/* what stands beside it */
	const char	*sql_drop, *sql_drop_others;
};
extern const struct prices_of	product_prices, variation_prices;

/* An amount and the higher one that it is crossed out by. */
struct price { struct value amount, compare_at; };

/*
 * In the shop's currency; NULL state takes the price (and with it what stands
 * beside it) away, ABSENT keeps.  field names compare_at for problems.
 * NOT_FOUND: a compare_at was given and there is no price.
 */
enum outcome	 price_write(struct act *, const struct prices_of *,
		    const char *id, const struct price *, const char *field);
/* In all other currencies; name is the list's, for problems. */
enum outcome	 prices_write(struct act *, const struct prices_of *,
		    const char *id, const struct value *list,
		    const char *name);
enum outcome	 product_prices_read(struct act *, const char *id,
		    struct record *product);
/* A product is read with the price that holds; one that is the product's in
 * every way is taken out of the variation again: it has none of its own. */
void		 price_own_only(struct record *variation,
		    const struct record *product);
/* Those of all variations; the product's variations have been read. */
enum outcome	 variation_prices_read(struct act *, const char *id,
		    struct record *product);

/* ---- images.c -------------------------------------------------------- */
enum outcome	 images_read(struct act *, const char *id, struct record *);
enum outcome	 images_write(struct act *, const char *id,
		    const struct value *list, const struct value *old);

/* ---- variations.c ------------------------------------------------------ */
enum outcome	 variations_read(struct act *, const char *id,
		    struct record *product);
/* base: the base price in force; NULL states if there is none. */
enum outcome	 variations_write(struct act *, const char *id,
		    const struct value *list, const struct value *old,
		    const struct price *base);

/* ---- tags.c ------------------------------------------------------------- */
/*
 * A product as it came in, its tags trimmed, each once (by its folded text,
 * the first stays).  One that is empty is bad.
 */
enum outcome	 tags_clean(struct act *, const struct record **in);
/* What two tags that are the same have in common. */
const char	*tag_key(struct arena *, const char *tag);

/* ---- barcode.c ---------------------------------------------------------- */
/* A GTIN of 8, 12, 13 or 14 digits without the blanks and hyphens it may be
 * printed with; NULL: none, or its check digit is wrong. */
const char	*barcode_clean(struct arena *, const char *);

/* ---- related.c ---------------------------------------------------------- */
#define RELATED_MAX	20

enum outcome	 related_read(struct act *, const char *id,
		    struct record *product);
/* ABSENT keeps.  Each refusal names relatedIds[i]. */
enum outcome	 related_write(struct act *, const char *id,
		    const struct value *list);

/* ---- options.c: "Size", "M": what tells variations of a product apart --- */
/* Gives a variation both its options and the one name and value that stand
 * for them, whichever came in. */
void		 options_complete(struct arena *, struct record *variation);
bool		 options_equal(const struct record *, const struct record *);
/* As stored: name, tab, value, newline for each; and back. */
const char	*options_write(struct arena *, const struct record *);
void		 options_read(struct arena *, const char *, struct record *);

/* ---- product_read.c -------------------------------------------------- */
/* The product's own row, of whatever brand. */
enum outcome	 product_row(struct act *, const char *id, struct record **);
/* Its parts: texts (main text in this locale), prices, images, variations. */
enum outcome	 product_parts(struct act *, enum locale, struct record *);

/* ---- derived.c: kept true by the transaction of each edit --------------- */
/* price_from, compare_at and stock, from prices and variations. */
enum outcome	 product_refresh(struct act *, const char *id);
/* A category's number of active products; either may be NULL. */
enum outcome	 product_counted(struct act *, const struct record *before,
		    const struct record *after);
/* The search documents of a product, one a locale. */
enum outcome	 product_index(struct act *, const struct record *);
/* As product_index(), if what a search looks at differs; before may be NULL. */
enum outcome	 product_reindex(struct act *, const struct record *before,
		    const struct record *after);
enum outcome	 product_unindex(struct act *, const char *id);

/* ---- category_read.c -------------------------------------------------- */
/* Of the actor's brand, else `field` is bad, or DENIED. */
enum outcome	 category_check(struct act *, const char *field,
		    const char *id);
/* An id from an id or a slug of any locale; NOT_FOUND. */
enum outcome	 category_find(struct act *, const char *id_or_slug,
		    const char **id, const char **brand_id);

#endif
