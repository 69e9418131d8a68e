/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_STRIPE_AMOUNT_H
#define SOUK_PAYMENTS_STRIPE_AMOUNT_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Our minor units (ISO 4217) and Stripe's.  False: that amount cannot be paid
 * there, since it would have to be rounded, or is not an amount of ours.
 */
bool	 stripe_amount_out(int64_t minor, const char *currency,
	    int64_t *theirs);
bool	 stripe_amount_in(int64_t theirs, const char *currency,
	    int64_t *minor);
/* The least amount from there on that can be paid; minor itself where there is
 * none. */
int64_t	 stripe_amount_up(int64_t minor, const char *currency);

#endif
