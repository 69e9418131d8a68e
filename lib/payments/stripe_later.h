/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_STRIPE_LATER_H
#define SOUK_PAYMENTS_STRIPE_LATER_H

#include "lib/payments/parts.h"
#include "lib/payments/stripe.h"
#include "lib/queue/queue.h"

/* Private to jobs that ask Stripe. */

#define STRIPE_TRIES	80	/* three days: mostly an hour apart */

/* What a job answers that has to come again: when the breaker kept it from
 * asking, without counting the attempt. */
enum outcome	 stripe_later(struct act *, const struct job *,
		    const struct stripe_answer *);

#endif
