/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_PROMOTION_CHECK_H
#define SOUK_ORDERS_PROMOTION_CHECK_H

#include "lib/orders/promotions.h"

/* Private to promotions: a new one, or what is to change of before; what was
 * not said and follows from the rest is put in. */
enum outcome	 promotion_check(struct act *, struct record *,
		    const struct record *before);

#endif
