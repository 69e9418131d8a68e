/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_BULK_PLAN_H
#define SOUK_CATALOG_BULK_PLAN_H

#include "lib/base/arena.h"
#include "lib/catalog/bulk_edit.h"
#include "lib/catalog/internal.h"

/*
 * What a bulk edit does to one product (private to bulk_*.c).
 *
 *	bulk_plan	a request to changes, each value checked as the API
 *			checks that field of a product
 *	bulk_apply	changes and a product to what differs afterwards
 *	bulk_value	the arithmetic of amounts
 *	bulk_item	one product: tried, or done and noted
 *	bulk_run	the job;  bulk_edit: starting, undoing;  bulk_preview
 */
struct bulk_change {
	enum bulk_field		 field;
	enum bulk_operation	 operation;
	struct value		 value;		/* not for MULTIPLY */
	int64_t			 percent;	/* of 1/10,000 % */
	int64_t			 ending, modulus;	/* modulus 0: none */
	const char		*value_name;	/* "changes[0].value" */
};

struct bulk_plan {
	struct bulk_change	*changes;
	size_t			 count;
};

/* request: of bulk_request_fields.  Bad changes are noted. */
enum outcome	 bulk_plan_make(struct act *, const struct record *request,
		    struct bulk_plan *);
/* PRODUCT_…; -1: not one field of a product. */
int		 bulk_product_field(enum bulk_field);

/*
 * What product_change() is to be given, nothing set if nothing differs, and
 * in `before` what those fields hold now.  INVALID: a field is bad.
 */
enum outcome	 bulk_apply(struct act *, const struct bulk_plan *,
		    const struct record *product, struct record *change,
		    struct record *before);

/* An amount after an operation; false: there is no such price. */
bool		 bulk_amount(const struct bulk_change *, int64_t *amount);
/* ".90", "9.90", "99": the last digits of a price, as a number and the unit
 * above it.  False: not of the currency's decimals. */
bool		 bulk_ending_parse(const char *, int decimals, int64_t *ending,
		    int64_t *modulus);

/* ---- bulk_item.c ------------------------------------------------------- */

struct bulk_item {
	const char	*id;		/* of the product */
	const char	*state;		/* "done", "same", "rejected" … */
	const char	*before, *after;	/* JSON, NULL: none */
	const char	*name;		/* of the product */
	int64_t		 version;	/* after it */
	const char	*field, *code;	/* why not */
	int64_t		 number;
};
/* Change the product, or say why not; only BUSY and INTERNAL fail. */
enum outcome	 bulk_item_do(struct act *, const struct bulk_plan *,
		    struct bulk_item *);
/* The same without writing, and without the rules of product_change(). */
enum outcome	 bulk_item_guess(struct act *, const struct bulk_plan *,
		    struct bulk_item *);
/* Put it back to what `before` says, if it is of this version still. */
enum outcome	 bulk_item_undo(struct act *, struct bulk_item *);
/* A record of any set as JSON, in the arena. */
const char	*bulk_json(struct act *, const struct record *);
/* And back; INVALID. */
enum outcome	 bulk_json_read(struct act *, const struct fieldset *,
		    const char *json, struct record **);
/* What a code means to the reader; NULL: NULL. */
const char	*bulk_message(struct act *, const char *code, int64_t number);

#endif
