/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_PULL_H
#define SOUK_PAYMENTS_PULL_H

#include "lib/queue/queue.h"

/*
 * What Stripe told while nobody listened: its list of events, from an hour
 * before the last was read, 30 days back at most, taken like those it sends.
 */
#define PULL_DAYS	30
extern const struct job_kind	payments_pull;		/* {from, until} */
/* The refunds of one payment, of which only the sum was told. */
extern const struct job_kind	payments_refunds_of;	/* {payment} */

/* Events are known for 90 days, longer than anybody tells them again. */
extern const struct job_kind	payments_sweep;

#endif
