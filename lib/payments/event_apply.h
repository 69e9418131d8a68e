/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_EVENT_APPLY_H
#define SOUK_PAYMENTS_EVENT_APPLY_H

#include "lib/payments/event.h"

/* By its type.  NOT_FOUND: nobody here reads it, or it is not ours. */
enum outcome	 stripe_event_apply(struct act *, const struct stripe_event *,
		    struct stripe_taken *);

#endif
