/* SPDX-License-Identifier: ISC */
#ifndef SOUK_ORDERS_ORDER_MAIL_H
#define SOUK_ORDERS_ORDER_MAIL_H

#include "lib/orders/order_parts.h"

/* What a mail about an order says (order_mail_text.c). */
struct telling {
	enum order_tale	 tale;
	struct record	*o;		/* with its parts */
	const char	*what;		/* a parcel, a return; "" */
	int64_t		 amount;
	enum locale	 locale;
};
const char	*order_mail_text(struct act *, const struct telling *);

#endif
