/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAGES_ADMIN_PAYMENTS_H
#define SOUK_PAGES_ADMIN_PAYMENTS_H

#include "fcgi/pages/office.h"

/* What the pages of payments, refunds, gift cards and books share. */
#define PAYMENT_STATES		6
#define PAYMENT_PROVIDERS	4
#define PAYMENT_FLAGS		7
extern const struct choice	payment_state_names[PAYMENT_STATES];
extern const struct choice	payment_provider_names[PAYMENT_PROVIDERS];
extern const struct choice	payment_flag_names[PAYMENT_FLAGS];

/* The state of a payment, and whether somebody has to look at it. */
void	 payment_status_put(const struct page *, const struct value *);

/*
 * A form that payments.js sends to a path of the API; its fields are named as
 * there.  once: pressed twice, it is the same.
 */
void	 send_open(const struct page *, const char *path, bool once);
/* An amount; hint: what an empty one means, or UI_TEXT__MAX. */
void	 send_amount(const struct page *, enum ui_text hint);
void	 send_text(const struct page *, enum ui_text name, const char *field,
	    int most);
void	 send_close(const struct page *, enum ui_text button);

#endif
