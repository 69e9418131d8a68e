/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_CATALOG_H
#define SOUK_CATALOG_CATALOG_H

#include <stdbool.h>

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/*
 * The catalogue: a tree of categories and products.
 *
 * A product belongs to a brand, has texts by locale (one for the shop's
 * locale at least; reading falls back to it), 0 to 20 images of which one is
 * primary, and at least one variation, which is what is bought: SKU (unique
 * in the brand), stock (never negative), up to three options, active or not,
 * an own price or the product's base price.  Prices are rows by currency,
 * each with the higher one it may be crossed out by (compare-at).
 * ACTIVE needs an image and a price.  price_from, the lowest effective price
 * of active variations in the shop's currency, its compare_at, and a
 * category's number of active products are kept by the same transaction as
 * the edit.
 *
 * Every edit moves GENERATION_CATALOG with its commit, is audited, and is
 * refused (DENIED) on another brand's object.
 */
enum product_field { PRODUCT_ID, PRODUCT_SLUG, PRODUCT_NAME,
	PRODUCT_DESCRIPTION, PRODUCT_CATEGORY, PRODUCT_BASE_PRICE,
	PRODUCT_CURRENCY, PRODUCT_STATUS, PRODUCT_FEATURED, PRODUCT_NEW,
	PRODUCT_SEO_TITLE, PRODUCT_SEO_DESCRIPTION, PRODUCT_IMAGES,
	PRODUCT_VARIATIONS, PRODUCT_TEXTS, PRODUCT_PRICES, PRODUCT_PRICE_FROM,
	PRODUCT_VIEW_COUNT, PRODUCT_BRAND, PRODUCT_CREATED_AT,
	PRODUCT_UPDATED_AT, PRODUCT_VERSION, PRODUCT_VENDOR, PRODUCT_TAGS,
	PRODUCT_TAX_CLASS, PRODUCT_COMPARE_AT, PRODUCT_RELATED, PRODUCT__MAX };
enum image_field { IMAGE_ID, IMAGE_URL, IMAGE_ALT, IMAGE_POSITION,
	IMAGE_PRIMARY, IMAGE_SRCSET, IMAGE_SRCSET_JPEG, IMAGE_WIDTH,
	IMAGE_HEIGHT, IMAGE_COLOR, IMAGE_PLACEHOLDER, IMAGE_STATE, IMAGE_ERROR,
	IMAGE__MAX };
enum variation_field { VARIATION_ID, VARIATION_NAME, VARIATION_VALUE,
	VARIATION_OPTIONS, VARIATION_SKU, VARIATION_STOCK, VARIATION_PRICE,
	VARIATION_MODIFIER, VARIATION_PRICES, VARIATION_ACTIVE,
	VARIATION_BARCODE, VARIATION_WEIGHT, VARIATION_LOW_STOCK,
	VARIATION_COMPARE_AT, VARIATION_PRICE_UNTIL, VARIATION_PARTS,
	VARIATION__MAX };
enum product_text_field { TEXT_LOCALE, TEXT_SLUG, TEXT_NAME, TEXT_DESCRIPTION,
	TEXT_SEO_TITLE, TEXT_SEO_DESCRIPTION, TEXT__MAX };
enum price_field { PRICE_CURRENCY, PRICE_AMOUNT, PRICE_COMPARE_AT,
	PRICE__MAX };
enum category_field { CATEGORY_ID, CATEGORY_SLUG, CATEGORY_NAME,
	CATEGORY_DESCRIPTION, CATEGORY_PARENT, CATEGORY_IMAGE, CATEGORY_ICON,
	CATEGORY_POSITION, CATEGORY_ACTIVE, CATEGORY_PRODUCTS,
	CATEGORY_TEXTS, CATEGORY_CREATED_AT, CATEGORY_UPDATED_AT,
	CATEGORY_VERSION, CATEGORY__MAX };

extern const struct fieldset	product_fields;		/* "Product" */
extern const struct fieldset	product_summary_fields;	/* "ProductSummary" */
extern const struct fieldset	image_list_fields;	/* {images: […]} */
extern const struct fieldset	category_fields;	/* "Category" */

/* Query names of lists. */
enum product_filter { FILTER_CATEGORY, FILTER_STATUS, FILTER_FEATURED,
	FILTER_NEW, FILTER_MIN_PRICE, FILTER_MAX_PRICE, FILTER_SKU,
	FILTER_BARCODE, FILTER_Q, FILTER_COLLECTION, FILTER_VENDOR, FILTER_TAG,
	FILTER_OPTIONS, FILTER_IN_STOCK, FILTER_SORT, FILTER_CURRENCY,
	FILTER__MAX };
extern const struct fieldset	product_filter_public;	/* no status, no sku */
extern const struct fieldset	product_filter_admin;

/* A row of a list: what a card on a page shows. */
enum summary_field { SUMMARY_ID, SUMMARY_SLUG, SUMMARY_NAME,
	SUMMARY_PRICE_FROM, SUMMARY_CURRENCY, SUMMARY_IMAGE, SUMMARY_IMAGE_ALT,
	SUMMARY_CATEGORY, SUMMARY_CATEGORY_SLUG, SUMMARY_CATEGORY_NAME,
	SUMMARY_STATUS, SUMMARY_FEATURED, SUMMARY_NEW, SUMMARY_STOCK,
	SUMMARY_CREATED_AT, SUMMARY_UPDATED_AT, SUMMARY_VERSION,
	SUMMARY_VENDOR, SUMMARY_COMPARE_AT, SUMMARY__MAX };
struct price_terms;
struct product_list {
	struct stmt	*rows;
	int64_t		 total;		/* exact */
	const char	*filters;	/* for the cursor */
	int		 sort;
	int64_t		 left;		/* rows of this page still to come */
	bool		 more;		/* after the last: another page? */
	int64_t		 key;		/* what the row just read is sorted by */
	/* price_overlay.c: whose prices, and the rows that show them */
	const struct price_terms *priced;
	struct record	*page;
	size_t		 page_count, page_at;
	bool		 ready;		/* the first row has been stepped to */
	const char	**ids;		/* of a search, what is left */
	int64_t		 id_count;
};

/* public: ACTIVE products only, of all brands; else the actor's brand. */
enum outcome	 product_list(struct act *, const struct record *filter,
		    const struct list_query *, bool public,
		    struct product_list *);
/* Fills a record of product_summary_fields, made once and used for every
 * row (its texts stay valid).  NOT_FOUND after the last. */
enum outcome	 product_list_next(struct act *, struct product_list *,
		    struct record *);
/* The cursor behind the row just read; NULL for a search, and when that row
 * was the last of all. */
const char	*product_list_cursor(struct act *, const struct product_list *,
		    const struct record *);
/* Ranked; the same rows.  q is at most 200 characters. */
enum outcome	 product_search(struct act *, const char *q,
		    const struct list_query *, struct product_list *);
struct suggestion { const char *name, *slug; };
enum outcome	 product_suggest(struct act *, const char *q,
		    struct suggestion *, int max, int *count);

/* The whole product in act->locale, with fallback. */
enum outcome	 product_by_slug(struct act *, const char *slug,
		    struct record **);		/* ACTIVE only */
		/* NOT_FOUND: look for the slug where old ones lead */
enum outcome	 product_moved(struct act *, const char *slug,
		    const char **current);
enum outcome	 product_read(struct act *, const char *id, struct record **);
enum outcome	 product_create(struct act *, const struct record *,
		    struct record **);
/* Lists given replace the old ones (variations are matched by id, then SKU,
 * then options, so ids live on).  STALE: If-Match. */
enum outcome	 product_change(struct act *, const char *id,
		    const struct record *, struct record **);
enum outcome	 product_delete(struct act *, const char *id);
enum outcome	 product_add_images(struct act *, const char *id,
		    const struct record *images, struct record **);
/* The slugs and change times of all active products, for the sitemap. */
struct sitemap_row { const char *slug; int64_t updated_at; };
enum outcome	 product_sitemap(struct act *, struct stmt **);

#define CATEGORY_DEPTH	6	/* levels of the tree */

enum outcome	 category_list(struct act *, bool public, struct stmt **rows);
		    /* tree order; read with category_row() */
enum outcome	 category_row(struct act *, struct stmt *, struct record *);
enum outcome	 category_by_slug(struct act *, const char *, struct record **);
enum outcome	 category_moved(struct act *, const char *slug,
		    const char **current);
enum outcome	 category_read(struct act *, const char *, struct record **);
enum outcome	 category_create(struct act *, const struct record *,
		    struct record **);
enum outcome	 category_change(struct act *, const char *,
		    const struct record *, struct record **);
enum outcome	 category_delete(struct act *, const char *);

/* ---- import (import*.c) ----------------------------------------------
 * A CSV file, Shopify's product export or souk's own columns, becomes a job
 * that works in transactions of at most 200 lines and remembers how far it
 * came.  A bad line is reported with its number and never stops the others;
 * a file read twice changes nothing.
 */
enum import_field { IMPORT_ID, IMPORT_STATUS, IMPORT_FORMAT, IMPORT_DRY_RUN,
	IMPORT_LINES, IMPORT_CREATED, IMPORT_CHANGED, IMPORT_UNCHANGED,
	IMPORT_REJECTED, IMPORT_ERRORS, IMPORT_DIFFERENCES, IMPORT_CREATED_AT,
	IMPORT_UPDATED_AT, IMPORT__MAX };
extern const struct fieldset	import_fields;		/* "Import" */
enum import_error_field { IMPORT_ERROR_LINE, IMPORT_ERROR_FIELD,
	IMPORT_ERROR_CODE, IMPORT_ERROR_MESSAGE, IMPORT_ERROR__MAX };
enum import_left_field { IMPORT_LEFT_COLUMN, IMPORT_LEFT_LINES,
	IMPORT_LEFT_MESSAGE, IMPORT_LEFT__MAX };
struct import_new;			/* import_file.h */
struct job_kind;
extern const struct job_kind	catalog_import;		/* "catalog.import" */
/* Removes uploaded files of imports that never came to be. */
extern const struct job_kind	catalog_import_files;
extern const struct job_kind	catalog_views;		/* "catalog.views" */
extern const struct job_kind	catalog_refresh;	/* "catalog.refresh" */

/*
 * Enqueue the work of bringing price_from and the search index of many
 * products up to date: those of a category whose name changed, or (NULL) all
 * of them, when the shop's currency or locale did.  In the caller's
 * transaction.
 */
enum outcome	 catalog_refresh_later(struct act *, const char *category_id);
/* The hook of lib/souk.c that sees to the latter. */
enum outcome	 catalog_settings_changed(struct act *,
		    const struct record *before, const struct record *change);

/* Takes over the uploaded file (a name for it below home/db/import). */
enum outcome	 import_start(struct act *, const struct import_new *,
		    struct record **);
enum outcome	 import_read(struct act *, const char *id, struct record **);
/* Of the actor's brand, newest first, without their errors. */
enum outcome	 import_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*import_list_cursor(struct act *, const struct rows *,
		    const struct record *);
/* All of it here and now, for `souk import FILE`. */
enum outcome	 import_run(struct act *, const char *id);

enum catalog_setting { CATALOG_IMAGES_MAX, CATALOG_PAGE_SIZE,
	CATALOG_LOW_STOCK, CATALOG__MAX };
extern const struct fieldset	catalog_settings;

enum catalog_message { CATALOG_SLUG_TAKEN, CATALOG_SKU_TAKEN,
	CATALOG_NO_CATEGORY, CATALOG_CYCLE, CATALOG_CATEGORY_USED,
	CATALOG_NEEDS_IMAGE, CATALOG_NEEDS_PRICE, CATALOG_FOREIGN_BRAND,
	CATALOG_PRIMARY_TWICE, CATALOG_LOCALE_TWICE, CATALOG_SAME_OPTIONS,
	CATALOG_PRICE_AND_MODIFIER, CATALOG_IMAGES_TOO_MANY,
	CATALOG_PRODUCT_USED, CATALOG_IMPORT_COLUMNS, CATALOG_IMPORT_CELL,
	CATALOG_IMPORT_QUOTE, CATALOG_IMPORT_ENCODING, CATALOG_IMPORT_EMPTY,
	CATALOG_IMPORT_NO_NAME, CATALOG_IMPORT_PRICE, CATALOG_IMPORT_NUMBER,
	CATALOG_NO_PART, CATALOG_CURRENCY_TWICE, CATALOG_PRICE_RANGE,
	CATALOG_PRICE_NEGATIVE, CATALOG_TOO_DEEP, CATALOG_STATUS_NEW,
	CATALOG_COMPARE_AT, CATALOG_NO_PRODUCT, CATALOG_RELATED_SELF,
	CATALOG_RELATED_TWICE, CATALOG_BARCODE, CATALOG_LIST_DATES,
	CATALOG_LIST_VARIATION, CATALOG_LIST_TWICE, CATALOG_LIST_WHICH,
	CATALOG_OPTION_FORM, CATALOG_RULE_NUMBER, CATALOG_RULE_LETTERS,
	CATALOG_RULE_VALUE, CATALOG_RULE_RELATION, CATALOG_RULES_MANUAL,
	CATALOG_COLLECTION_BY_RULES, CATALOG_COLLECTIONS_MANY,
	CATALOG_NO_COLLECTION, CATALOG_PRODUCT_TWICE, CATALOG_SORT_MANUAL,
	CATALOG_BULK_WHICH, CATALOG_BULK_OPERATION, CATALOG_BULK_PERCENT,
	CATALOG_BULK_ENDING, CATALOG_BULK_STATE,
	CATALOG_IMPORT_KIND, CATALOG_IMPORT_XLSX, CATALOG_IMPORT_BOMB,
	CATALOG_IMPORT_SHEET, CATALOG_IMPORT_JSON, CATALOG_IMPORT_TOO_LONG,
	CATALOG_IMPORT_NO_PARENT, CATALOG_IMPORT_MAPPING, CATALOG_IMPORT_LEFT,
	CATALOG_MESSAGE__MAX };
extern const struct message	catalog_messages[];

#include "lib/catalog/bulk_edit.h"
#include "lib/catalog/bundle.h"
#include "lib/catalog/collection.h"
#include "lib/catalog/export.h"
#include "lib/catalog/feed.h"
#include "lib/catalog/import_file.h"
#include "lib/catalog/price_list.h"
#include "lib/catalog/related.h"
#include "lib/catalog/stock.h"
#include "lib/catalog/stock_export.h"

#endif
