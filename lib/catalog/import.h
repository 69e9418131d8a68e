/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_IMPORT_H
#define SOUK_CATALOG_IMPORT_H

#include <setjmp.h>

#include "lib/base/arena.h"
#include "lib/base/validate.h"
#include "lib/catalog/import_set.h"
#include "lib/catalog/internal.h"
#include "lib/catalog/source.h"

/*
 * How a file becomes products (private to import*.c):
 *
 *	source		bytes of a CSV, XLSX or JSON file to records
 *	join		records that belong to another one put behind it
 *	import_map	the header line: which format, which column is what
 *	import_group	records to groups: the lines of one product
 *	import_shopify, import_souk, …	a group to parts: what the format means
 *	import_product, import_variation	parts to a checked record
 *	import_apply	what differs from the record in the shop is written
 *	import_run	some groups a transaction, with the progress
 *
 * Whatever is read again after a kill -9 is read from the first byte, and
 * groups up to the last commit are passed over: so everything that depends
 * on earlier lines is as it was.
 */
#define IMPORT_LINES_TX	200		/* lines a transaction */
#define IMPORT_BYTES_TX	(1 << 20)	/* and bytes of their cells */
#define IMPORT_ROWS_MAX	400		/* lines of a product that are kept */
#define IMPORT_PREVIEW_LINES 2000	/* at most for a preview */
#define IMPORT_ERRORS_MAX 1000		/* kept of one import */

/* What a cell can be, whatever a format calls its column. */
enum import_cell {
	CELL_SLUG, CELL_NAME, CELL_DESCRIPTION, CELL_CATEGORY,
	CELL_CATEGORY_PATH, CELL_STATUS, CELL_PUBLISHED, CELL_FEATURED,
	CELL_NEW, CELL_SEO_TITLE, CELL_SEO_DESCRIPTION, CELL_LOCALE,
	CELL_TRANSLATION_OF,
	CELL_OPTION1, CELL_VALUE1, CELL_OPTION2, CELL_VALUE2, CELL_OPTION3,
	CELL_VALUE3, CELL_OPTION4, CELL_VALUE4, CELL_OPTION5, CELL_VALUE5,
	CELL_OPTION6, CELL_VALUE6,	/* pairs, in this order; three count */
	CELL_SKU, CELL_STOCK, CELL_PRICE, CELL_CURRENCY,
	CELL_IMAGE1, CELL_IMAGE2, CELL_IMAGE3, CELL_IMAGE4, CELL_IMAGE5,
	CELL_IMAGE20 = CELL_IMAGE1 + 19,
	CELL_ALT1, CELL_ALT20 = CELL_ALT1 + 19, CELL_PRIMARY,
	CELL_IMAGE_POSITION, CELL_IMAGE_ALT,
	CELL_VENDOR, CELL_TAGS, CELL_TAX_CLASS, CELL_COMPARE_AT, CELL_BARCODE,
	CELL_WEIGHT, CELL_LOW_STOCK,	/* weight in grams */
	CELL_TAXABLE,
	CELL_BASE_PRICE, CELL_BASE_COMPARE_AT, CELL_PRICES, CELL_BASE_PRICES,
	CELL_ACTIVE, CELL_RELATED, CELL_COLLECTIONS,
	CELL_SHORT,	/* short: before the description */
	CELL_IMAGES,			/* many in one */
	CELL_CENTS,			/* the price in the smallest unit */
	CELL_WEIGHT_KG, CELL_WEIGHT_LB, CELL_WEIGHT_OZ,
	/* what some formats read by themselves */
	CELL_KIND, CELL_ID, CELL_PARENT, CELL_SALE, CELL_SALE_FROM,
	CELL_SALE_TO, CELL_IN_STOCK, CELL_VISIBILITY, CELL_TAX_STATUS,
	CELL_OPTION_NAMES, CELL_OPTION_VALUES, CELL_FACETS,
	CELL_VARIANT_IMAGES, CELL_VARIANT_FACETS, CELL_ICON, CELL_ORDER,
	CELL_LEFT, CELL_OWN, CELL_BODY,
	CELL__MAX
};

struct import_row {
	int64_t		 line;
	bool		 refused;
	bool		 refused_early;	/* before the transaction */
	const char	*cells[CELL__MAX];	/* trimmed; NULL: no column */
};

/* What a group says, still as text; NULL: says nothing about it. */
struct import_parts {
	struct import_row	*head;		/* of the product as a whole */
	const char		*description, *category, *status;
	bool			 category_is_path;	/* "A > B" */
	struct import_row	*related;	/* says what stands beside it */
	const char		*tags, *tax_class;	/* tags: one a line */
	const char		*collections;	/* by hand: names, one a line */
	bool			 draft_if_bare;	/* ACTIVE needs more: DRAFT */
	struct import_image {
		struct import_row	*row;
		enum import_cell	 cell;
		const char		*url, *alt;
		int64_t			 position;
		bool			 primary;
	}			*images;
	struct import_row	**variations;	/* a line each */
	struct import_row	**texts;	/* translations */
	size_t			 image_count, variation_count, text_count;
	size_t			 image_room;
};

struct import_error {
	int64_t		 line;
	const char	*field;
	const char	*code;
	int64_t		 number;
};

/* What was refused of one product, or of the header. */
struct import_errors {
	struct import_error	*items;
	size_t			 count, room;
	int64_t			 rejected;	/* lines */
};

/* The lines of one product, in the arena of the transaction. */
struct import_group {
	const char		*key;
	struct import_row	*rows;
	size_t			 count, room;
	size_t			 bytes;
	int64_t			 lines;	/* records it took, bad ones too */
	int64_t			 end;	/* byte of the file behind it */
	bool			 torn;	/* a bad record stood among them */
	bool			 again;	/* the product stood further up */
	bool			 only_related;	/* no product of its own */
	struct import_parts	 parts;
	struct record		*product;	/* NULL: refused */
	struct record		*category;	/* of JSON; then no product */
	const char		*parent;	/* slug of what is above it */
	struct record		*collection;	/* the same */
	const struct json_in	*members;	/* slugs, of one by hand */
	const char		*effect;	/* static, once applied; NULL */
	struct import_errors	 early, late;	/* late: in the transaction */
};

struct import;

/* In a name, '#' stands for a number and '@' for a currency. */
struct import_column { const char *name; enum import_cell cell; };
struct import_format {
	const char			*name;
	const struct import_column	*columns;	/* ends with NULL */
	const enum import_cell		*needed;	/* ends with __MAX */
	bool				 strict;	/* no other columns */
	bool				 lenient;	/* stock below 0 is 0, a price
							   not above the other
							   crosses nothing out */
	bool				 guarded;	/* csv_guard.h */
	bool	 continues;	/* a line without a key belongs to that above */
	bool	 joins;		/* CELL_PARENT names another line */
	/* NULL: by CELL_TRANSLATION_OF, CELL_SLUG, CELL_NAME. */
	const char	*(*key)(struct import *, const struct csv_record *);
	void	(*read)(struct import *, struct import_group *);
};
extern const struct import_format	import_shopify, import_souk,
					import_woo, import_medusa,
					import_vendure, import_json,
					import_custom;
/* So many columns of souk's, the first, are those that an export has. */
extern const size_t			import_souk_written;

/* The header of a file. */
struct import_map {
	const struct import_format	*format;
	size_t				 columns;
	int16_t				 cells[CSV_CELLS_MAX];	/* -1: none */
	int16_t				 columns_of[CELL__MAX];	/* -1: none */
	const char			*names[CELL__MAX]; /* as in the file */
	const char			*header[CSV_CELLS_MAX];	/* all of it */
	char				 currency[CSV_CELLS_MAX][4];
	bool				 guessed;	/* no format fits */
};

/* What the file says and souk does not take over: lines, by column. */
struct import_left {
	int64_t	 columns[CSV_CELLS_MAX];	/* nobody knows what it is */
	int64_t	 cells[CELL__MAX];		/* some of what it says */
	struct import_left_name { const char *name; int64_t lines; } names[64];
	size_t	 count;				/* of names (JSON) */
};

/* How far it came, as committed. */
struct import_progress {
	int64_t	 at_byte, lines, created, changed, unchanged, rejected;
	int64_t	 kept;			/* errors on record */
};

/* One import at work. */
struct import {
	struct act	 act;		/* its own arena; acts as its starter */
	struct arena	*keep;		/* lives as long as this */
	struct arena	*spare;		/* of the transaction before */
	const struct job *job;		/* whose lease is kept, or NULL */

	const char	*id, *path, *sheet, *status;
	const struct json_in	*mapping;	/* column to cell, or NULL */
	bool		 dry_run;
	bool		 preview;	/* a few lines, and never written */
	struct import_progress	 progress;

	const char	*currency;
	struct source	*source;
	struct arena	*parse;		/* the source's */
	struct arena	*scratch;	/* for one record at a time */
	struct csv_record ahead;	/* read, not yet taken */
	bool		 has_ahead;
	struct import_map map;
	struct import_left left;
	const char	**samples;	/* of a preview: the first line's cells */
	struct import_set met;		/* products and SKUs further up */
	struct import_errors whole;	/* of the file as a whole */
	struct import_errors *errors;	/* where refusals are noted */

	/* Categories of the brand by folded name; numbers index the ids. */
	struct import_set names;	/* collections by hand too */
	struct arena	*names_arena;
	const char	**category_ids;
	size_t		 categories;
	bool		 names_read, collections_read;
	bool		 names_new;	/* made, and not yet committed */
};

/* ---- import.c ---------------------------------------------------------- */
/* Can a file of this kind be read at all, and is the mapping one? */
enum outcome	 import_check(struct act *, const struct import_new *);

/* ---- import_error.c ---------------------------------------------------- */
/* Note it and mark the row; it is written with the progress. */
void		 import_refuse(struct import *, struct import_row *,
		    enum import_cell, const struct message *, int64_t number);
/* The same for a line that never became a row; field may be "". */
void		 import_refuse_line(struct import *, int64_t line,
		    const char *field, const struct message *, int64_t number);
/*
 * What act->problem says, and forget it there.  row NULL: the line follows
 * from names like "variations[2].sku".
 */
void		 import_refuse_problem(struct import *,
		    const struct import_parts *, struct import_row *);
/* All lines of the group that are not refused yet. */
void		 import_refuse_group(struct import *, struct import_group *);
/* Into the database, until *kept is IMPORT_ERRORS_MAX. */
enum outcome	 import_errors_write(struct import *,
		    const struct import_errors *, int64_t *kept);
const struct message	*import_message(const char *code);

/* ---- import_left.c ----------------------------------------------------- */
/* One more line of which something is not taken over. */
void		 import_left_cell(struct import *, enum import_cell);
void		 import_left_name(struct import *, const char *name);
/* What a record says in columns that nobody knows. */
void		 import_left_columns(struct import *,
		    const struct csv_record *);
/* Into the database, at the end. */
enum outcome	 import_left_write(struct import *);
/* One list item for each, of import_left_fields. */
enum outcome	 import_left_read(struct act *, const char *id,
		    struct value *list);
void		 import_left_list(struct import *, struct value *list);

/* ---- import_cells.c ---------------------------------------------------- */
/* What a shopkeeper may call a column; NULL: not for choosing. */
const char	*import_cell_name(enum import_cell);
enum import_cell import_cell_find(const char *name);	/* or CELL__MAX */
/* Many columns may say it, a line each. */
bool		 import_cell_is_list(enum import_cell);
/* {"column": "cell", …}, checked; NULL text: no mapping. */
enum outcome	 import_mapping_read(struct act *, const char *text,
		    const struct json_in **);

/* ---- import_map.c ------------------------------------------------------ */
extern const struct import_format *const	import_formats[]; /* to NULL */
/* False: the file is of no known format; the errors are noted. */
bool		 import_map_read(struct import *, const struct csv_record *);

/* ---- import_group.c ---------------------------------------------------- */
/* A record that could not be read. */
void		 import_refuse_fault(struct import *,
		    const struct csv_record *);
/* False: the file is at its end. */
bool		 import_group_next(struct import *, struct import_group *);
/* Is it a translation? */
bool		 import_row_is_text(const struct import_row *);
/* A cell's text, NULL when it is blank. */
const char	*import_cell_text(const struct import_row *, enum import_cell);
/* Room for the parts of a group and its head; formats fill them in. */
void		 import_parts_new(struct import *, struct import_group *);
void		 import_parts_image(struct import *, struct import_group *,
		    struct import_row *, enum import_cell, const char *alt,
		    int64_t position);
/* One a line, tab, what it shows, tab if it is the primary one; or (commas)
 * with commas between. */
void		 import_parts_images(struct import *, struct import_group *,
		    struct import_row *, enum import_cell, bool commas);

/* ---- import_common.c: what formats have in common ------------------------ */
/* Without HTML; the short text before the long one; NULL: none of them. */
const char	*import_description(struct import *,
		    const struct import_row *);
/* One of the words of `words`, folded; NULL: none of them. */
struct import_word { const char *theirs, *ours; };
const char	*import_word(struct import *, const char *text,
		    const struct import_word *words);	/* ends with NULL */
/* The key of a record, as any format without one of its own has it. */
const char	*import_key(struct import *, const struct csv_record *);
const char	*import_record_cell(const struct import *,
		    const struct csv_record *, enum import_cell);
/* "a|b" into pairs of options from CELL_OPTION1 on. */
void		 import_split_options(struct import *, struct import_row *,
		    const char *names, const char *values);

/* ---- import_product.c --------------------------------------------------
 * Every cell goes through the field tables, as if it came in by the API, a
 * line at a time, so that what is refused names its line.
 */
struct import_pairs { struct text_pair pair[12]; size_t count; };
void		 import_pair(struct import_pairs *, const char *name,
		    const char *value);
/* NULL: refused, and noted with the row. */
struct record	*import_row_validate(struct import *, struct import_group *,
		    struct import_row *, const struct fieldset *,
		    const struct import_pairs *);
/* In a language of its own, which none of the list has; else refused. */
bool		 import_text_is_new(struct import *, struct import_row *,
		    const struct record *text, const struct value *list);
/* true or false for the field tables; NULL: blank, or refused. */
const char	*import_cell_boolean(struct import *, struct import_row *,
		    enum import_cell);
/* Sets group->parts and group->product; refusals are noted. */
void		 import_product(struct import *, struct import_group *);

/* ---- import_variation.c ------------------------------------------------ */
/* What the cell says in other currencies: "USD 12.50 (15.00), MAD 130"; the
 * list stays as it is without such a column.  False: refused. */
bool		 import_prices(struct import *, struct import_group *,
		    struct import_row *, enum import_cell, struct value *list);
/* One for each line that can be taken; then the base price. */
void		 import_variations(struct import *, struct import_group *,
		    struct record *product);

/* ---- import_category.c ------------------------------------------------- */
/* The id of the category of this name, made when missing. */
enum outcome	 import_category(struct import *, const char *name,
		    const char **id);
/* The same for "A > B > C", from the root of the tree. */
enum outcome	 import_category_path(struct import *, const char *path,
		    const char **id);
/* The same by a slug first. */
enum outcome	 import_category_slug(struct import *, const char *slug,
		    const char **id);
/* What was made is rolled back (or somebody else's work): read them again. */
void		 import_categories_forget(struct import *);
const char	*import_category_other(const struct import *);
/* For its own kinds of names (import_collection.c). */
void		 import_name_remember(struct import *, const char *kind,
		    const char *name, const char *id);
/* The id remembered for it, NULL: none. */
const char	*import_name_find(struct import *, const char *kind,
		    const char *name);

/* ---- import_collection.c: the column of collections ----------------------- */
/* The product is in those by hand that `names` (one a line) says and in no
 * other one by hand; what is missing is made.  *changed: it was not so. */
enum outcome	 import_collections(struct import *, const char *product_id,
		    const char *names, bool *changed);

/* ---- import_compare.c: what differs from the record --------------------- */
/* What is said and is not so yet; what is not said stays. */
bool		 import_value_differs(const struct value *wanted,
		    const struct value *is);
/* Texts in other languages: what is stored with what is said in its place;
 * false: it was so. */
bool		 import_texts_merge(struct arena *, const struct value *wanted,
		    const struct value *stored, struct value *all);
/* Everything of a product that is to be changed, into `change`. */
void		 import_compare(struct import *, const struct import_group *,
		    const struct record *wanted, const struct record *is,
		    struct record *change);

/* ---- import_apply.c ---------------------------------------------------- */
/* In the transaction, counted in the progress.  BUSY, INTERNAL; a refusal is
 * undone, noted and OK, or (together) CONFLICT and the caller's to undo. */
enum outcome	 import_apply(struct import *, struct import_group *,
		    struct import_progress *, bool together);

/* ---- import_related.c --------------------------------------------------- */
/* In the transaction, once the product is there; *changed: it was not so. */
enum outcome	 import_related(struct import *, struct import_group *,
		    const char *product_id, bool *changed);

/* ---- import_tree.c: categories of JSON ---------------------------------- */
/* Sets group->category; refusals are noted. */
void		 import_tree_read(struct import *, struct import_group *);
/* Made, or brought up to what the file says. */
enum outcome	 import_tree_write(struct import *, struct import_group *);

/* ---- import_choice.c: collections of JSON, whole --------------------------- */
/* Sets group->collection; refusals are noted. */
void		 import_choice_read(struct import *, struct import_group *);
/* Made, or brought up to what the file says. */
enum outcome	 import_choice_write(struct import *, struct import_group *);

/* ---- import_load.c ----------------------------------------------------- */
/* The row catalog_import; NOT_FOUND. */
enum outcome	 import_load(struct import *, const char *id);
/* CONFLICT: another process got further meanwhile. */
enum outcome	 import_progress_write(struct import *, const char *status,
		    const struct import_progress *);

/* ---- import_run.c ------------------------------------------------------ */
/* The file, its header and its first group; SOUK_INVALID: noted in whole. */
enum outcome	 import_open(struct import *, struct import_group *first);
/* Its memory, all of it guarded by the jump; false: none. */
bool		 import_memory(struct import *, jmp_buf *guard);
void		 import_free(struct import *);
/* To the end, from wherever it stands.  job may be NULL. */
enum outcome	 import_work(struct act *, const char *id, const struct job *);

/* ---- import_fields.c --------------------------------------------------- */
extern const struct fieldset	import_error_fields, import_left_fields;

#endif
