/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_STRIPE_START_H
#define SOUK_PAYMENTS_STRIPE_START_H

#include "lib/payments/event.h"
#include "lib/payments/parts.h"
#include "lib/payments/stripe.h"

/*
 * Private to stripe_start.c and the two ways to be paid there: with a form in
 * our page, or on a page of Stripe's.
 */
struct start {
	const char		*subject, *subject_id;
	struct payment_due	 due;
	struct record		*payment;
};

struct start_way {
	int		 ref, other;		/* fields of its name, the
						   other way's */
	const char	*path, *suffix;		/* of the idempotency key */
	const char	*object, *amount_name;
	bool		 (*form)(struct act *, const struct start *,
			    struct stripe_form *);
	/* What the browser needs; false: nothing can be paid there any more. */
	bool		 (*read)(const struct json_in *,
			    struct payment_start *);
	const char	*gone;		/* status of what never will be paid */
};
extern const struct start_way	stripe_intent_way, stripe_session_way;

/* Names of ours that come back with every object: "metadata", or what leads
 * to it. */
void	 stripe_put_metadata(struct act *, struct stripe_form *,
	    const char *where, const struct record *payment);

#endif
