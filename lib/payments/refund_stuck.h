/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_REFUND_STUCK_H
#define SOUK_PAYMENTS_REFUND_STUCK_H

#include "lib/base/act.h"

/*
 * Refunds that their job did not bring to Stripe in all its tries.  They still
 * count as given back: stuck_at and the payment's flag say that a person has to
 * look, and the shop gets a mail.  All in the caller's WRITE transaction.
 */

/* The job that sends it, from the start; *job NULL: one waits or runs. */
enum outcome	 refund_send(struct act *, const char *id, const char **job);
/* Given up.  OK also if it is, or is no longer waiting. */
enum outcome	 refund_stuck_set(struct act *, const char *id);
/* It is not any more, so the payment's flag goes unless another is. */
enum outcome	 refund_unflag(struct act *, const char *id);
/* Of the brand, waiting for a day: those without a job get one, and who was
 * killed on the last try is marked. */
enum outcome	 refunds_again(struct act *, const char *brand_id);

#endif
