/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ACCOUNTS_CUSTOMERS_H
#define SOUK_ACCOUNTS_CUSTOMERS_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/db/rows.h"

/*
 * Customers of the brand, as staff with USER_MANAGE see them: records of
 * user_fields, newest first.  Not counted beyond what pages by number reach.
 */
enum customer_filter { CUSTOMER_OF_Q, CUSTOMER_OF__MAX };
extern const struct fieldset	customer_filters;

/* q: how an e-mail or a name begins. */
enum outcome	customer_list(struct act *, const struct record *filter,
		    const struct list_query *, struct rows *);
const char	*customer_list_cursor(struct act *, const struct rows *,
		    const struct record *);
/* NOT_FOUND: of staff, too. */
enum outcome	customer_read(struct act *, const char *id, struct record **);

#endif
