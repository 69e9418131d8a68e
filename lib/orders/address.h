/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_ADDRESS_H
#define SOUK_ORDERS_ADDRESS_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/base/page.h"
#include "lib/db/rows.h"

/*
 * The address book of a customer, at most BOOK_MAX of them.  The first is the
 * default, and there is one as long as there are any; another one may be for
 * invoices.  All calls are about the actor's own (UNAUTHENTICATED: nobody's); another's is NOT_FOUND.
 */
#define BOOK_MAX	50

enum address_field { ADDRESS_ID, ADDRESS_LABEL, ADDRESS_NAME,
	ADDRESS_COMPANY, ADDRESS_LINE1, ADDRESS_LINE2, ADDRESS_POSTCODE,
	ADDRESS_CITY, ADDRESS_REGION, ADDRESS_COUNTRY, ADDRESS_PHONE,
	ADDRESS_VAT, ADDRESS_DEFAULT, ADDRESS_BILLING, ADDRESS_CREATED_AT,
	ADDRESS_UPDATED_AT, ADDRESS_VERSION, ADDRESS__MAX };
extern const struct fieldset	address_fields;		/* "Address" */

/* The default one first. */
enum outcome	 book_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*book_list_cursor(struct act *, const struct rows *,
		    const struct record *);
enum outcome	 book_read(struct act *, const char *id, struct record **);
/* INVALID: no such country, a postcode that country has not.  CONFLICT: the
 * book is full. */
enum outcome	 book_add(struct act *, const struct record *,
		    struct record **);
enum outcome	 book_change(struct act *, const char *id,
		    const struct record *, struct record **);
/* Of the default one: the newest of the rest takes its place. */
enum outcome	 book_drop(struct act *, const char *id);

/* An order's address for the next one.  OK also of a guest's, and when the book
 * has it or is full. */
enum outcome	 book_keep(struct act *, const struct record *order_address);

/* Do country and postcode go together?  Else notes the field, whose name
 * `prefix` begins ("", "shippingAddress."). */
enum outcome	 address_check(struct act *, const char *prefix,
		    const char *country, const char *postcode);

enum address_message { ADDRESS_NO_COUNTRY, ADDRESS_BAD_POSTCODE,
	ADDRESS_NO_POSTCODE, ADDRESS_BOOK_FULL, ADDRESS_MESSAGE__MAX };
extern const struct message	address_messages[];

#endif
