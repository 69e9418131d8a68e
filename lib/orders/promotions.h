/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_PROMOTIONS_H
#define SOUK_ORDERS_PROMOTIONS_H

#include "lib/base/act.h"
#include "lib/orders/quote_sum.h"

/* What takes something off: by itself, or by a code (promotion.c). */
extern const char *const	promotion_kinds[];	/* ends with NULL */
enum promotion_kind promotion_kind_from(const char *);
enum promotion_scope { SCOPE_ALL, SCOPE_PRODUCTS, SCOPE_CATEGORIES,
	SCOPE_COLLECTIONS, SCOPE__MAX };
extern const char *const	promotion_scopes[];	/* ends with NULL */

/* How codes are stored and compared: "Été 25" and "ete-25" are one. */
const char	*promotion_code_fold(struct arena *, const char *);

#endif
