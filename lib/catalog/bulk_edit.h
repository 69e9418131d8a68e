/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_BULK_EDIT_H
#define SOUK_CATALOG_BULK_EDIT_H

#include "lib/catalog/catalog.h"

/*
 * One edit of many products: those of given ids, or all that a filter of the
 * admin list shows.  What is to be done is a list of changes (a field, an
 * operation, a value), applied in order, each seeing what the one before
 * made of the product.  Every product is changed by product_change(), so all
 * rules hold; one that refuses is reported with its reason and never stops
 * the others.
 *
 * It is a job that works in transactions of at most 100 products; a product
 * and the word that it is done are one commit, so each is edited exactly
 * once, whatever is killed.  Undoing is such a job too: a product goes back
 * to what it was if nobody edited it since, else it is kept.
 */
#define BULK_EDIT_IDS		1000
#define BULK_EDIT_SHOWN		50	/* products of a preview */

enum bulk_field { BULK_PRICE, BULK_BASE_PRICE, BULK_COMPARE_AT, BULK_STOCK,
	BULK_STATUS, BULK_CATEGORY, BULK_FEATURED, BULK_NEW, BULK_VENDOR,
	BULK_TAX_CLASS, BULK_TAGS, BULK_FIELD__MAX };
enum bulk_operation { BULK_SET, BULK_CLEAR, BULK_ADD, BULK_SUBTRACT,
	BULK_MULTIPLY, BULK_REMOVE, BULK_OPERATION__MAX };
/* Their names, end with NULL; and which of them go together. */
extern const char *const	bulk_field_names[];
extern const char *const	bulk_operation_names[];
bool		 bulk_edit_takes(enum bulk_field, enum bulk_operation);

enum bulk_request_field { BULK_REQUEST_IDS, BULK_REQUEST_FILTER,
	BULK_REQUEST_CHANGES, BULK_REQUEST_DRY_RUN, BULK_REQUEST__MAX };
enum bulk_change_field { BULK_CHANGE_FIELD, BULK_CHANGE_OPERATION,
	BULK_CHANGE_VALUE, BULK_CHANGE_ENDING, BULK_CHANGE__MAX };
extern const struct fieldset	bulk_request_fields;	/* "BulkEditRequest" */

enum bulk_edit_field { BULK_EDIT_ID, BULK_EDIT_STATUS, BULK_EDIT_TOTAL,
	BULK_EDIT_CHANGED, BULK_EDIT_UNCHANGED, BULK_EDIT_REJECTED,
	BULK_EDIT_UNDONE, BULK_EDIT_KEPT, BULK_EDIT_REQUEST,
	BULK_EDIT_CREATED_AT, BULK_EDIT_UPDATED_AT, BULK_EDIT_ITEMS,
	BULK_EDIT__MAX };
extern const struct fieldset	bulk_edit_fields;	/* "BulkEdit" */
enum bulk_item_field { BULK_ITEM_PRODUCT, BULK_ITEM_NAME, BULK_ITEM_STATE,
	BULK_ITEM_BEFORE, BULK_ITEM_AFTER, BULK_ITEM_FIELD, BULK_ITEM_CODE,
	BULK_ITEM_MESSAGE, BULK_ITEM__MAX };
extern const struct fieldset	bulk_item_fields;	/* "BulkEditItem" */
extern const struct fieldset	bulk_item_filter;	/* {state} */

struct job_kind;
extern const struct job_kind	catalog_bulk_edit;	/* "catalog.bulk_edit" */

/*
 * What the edit would do: total, how many would change, stay or be refused,
 * and the first BULK_EDIT_SHOWN products.  The first 1,000 are tried and
 * rolled back; beyond that a rule of another product (a SKU, a slug) or of
 * the price before does not count.  Takes its own transactions.
 */
enum outcome	 bulk_edit_preview(struct act *, const struct record *request,
		    struct record **edit);
/* Notes the products and enqueues the job.  In the caller's transaction.
 * DENIED: an id of another brand. */
enum outcome	 bulk_edit_start(struct act *, const struct record *request,
		    struct record **edit);
/* CONFLICT: it is not done, or undone already.  In the caller's. */
enum outcome	 bulk_edit_undo(struct act *, const char *id,
		    struct record **edit);
enum outcome	 bulk_edit_read(struct act *, const char *id, struct record **);
/* Of the actor's brand, newest first, without their items. */
enum outcome	 bulk_edit_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*bulk_edit_list_cursor(struct act *, const struct rows *,
		    const struct record *);
/* filter: of bulk_item_filter.  Read with bulk_edit_item(). */
enum outcome	 bulk_edit_items(struct act *, const char *id,
		    const struct record *filter, const struct list_query *,
		    struct rows *);
enum outcome	 bulk_edit_item(struct act *, struct rows *, struct record *);
const char	*bulk_edit_items_cursor(struct act *, const struct rows *,
		    const struct record *);
/* All of it here and now, for the job and tests. */
enum outcome	 bulk_edit_run(struct act *, const char *id);

#endif
