/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_DOCTOR_H
#define SOUK_PAYMENTS_DOCTOR_H

#include "lib/base/finding.h"

/* For `souk doctor`: lines into out; how many tell of a fault. */
int	 payments_findings(struct act *, struct buf *out);
/* For `souk doctor --stripe`: the same of what Stripe says of key, webhook and
 * clock.  Outside of a transaction. */
int	 stripe_findings(struct act *, struct buf *out);

#endif
