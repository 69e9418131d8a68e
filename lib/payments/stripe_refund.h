/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_STRIPE_REFUND_H
#define SOUK_PAYMENTS_STRIPE_REFUND_H

#include "lib/payments/event.h"
#include "lib/payments/parts.h"
#include "lib/payments/stripe.h"

/* Private to the job that sends refunds to Stripe. */

struct sending {
	const char		*id;
	struct record		*refund, *payment;
	struct refund_news	 news;		/* what became of it there */
};

/* ---- stripe_refund_look.c ---------------------------------------------------- */

/* By what Stripe calls the payment; false: it has no name for it. */
bool	 refund_which_put(struct stripe_form *, const struct record *payment);

/* Is it this one, to the cent?  Then what became of it is in news. */
bool	 refund_is_this(struct act *, const struct json_in *,
	    struct sending *);

/*
 * Whether Stripe has made it already, by our name in the metadata of all the
 * refunds of that payment there.  THERE: and s->news says what became of it.
 * NOT_THERE is certain: every page was read.  UNKNOWN: see the answer, or
 * what stands there under our name is not what we asked for.
 */
enum refund_seen { REFUND_THERE, REFUND_NOT_THERE, REFUND_UNKNOWN };
enum refund_seen refund_look(struct act *, struct sending *,
	    struct stripe_answer *);

#endif
