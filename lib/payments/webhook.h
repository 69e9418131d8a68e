/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_WEBHOOK_H
#define SOUK_PAYMENTS_WEBHOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/base/act.h"
#include "lib/base/message.h"

/*
 * What Stripe sends.  The signature is over the bytes as they came, and is
 * checked before anything else looks at them.
 */
#define STRIPE_TOLERANCE	300	/* seconds, to either side */

enum stripe_verdict { STRIPE_SIGNED, STRIPE_BAD_HEADER, STRIPE_NO_SIGNATURE,
	STRIPE_OLD, STRIPE_MISMATCH };

struct stripe_signed {
	const char	*secrets;	/* a comma list; any may have signed */
	const char	*header;	/* Stripe-Signature; NULL: none */
	const char	*body;
	size_t		 len;
	int64_t		 now;		/* seconds */
};
enum stripe_verdict	 stripe_check(struct arena *,
			    const struct stripe_signed *);

/*
 * One delivery, in the caller's WRITE transaction: stored and applied once.
 * NOT_FOUND: there is no key or no secret here; INVALID: not signed by Stripe,
 * or no event; what is no concern of ours is OK.
 */
enum outcome	 stripe_deliver(struct act *, const char *header,
		    const char *body, size_t len);

enum stripe_message { STRIPE_NOT_SIGNED, STRIPE_NO_EVENT,
	STRIPE_MESSAGE__MAX };
extern const struct message	stripe_messages[];

#endif
