/* SPDX-License-Identifier: ISC */
#ifndef SOUK_PAYMENTS_JOBS_H
#define SOUK_PAYMENTS_JOBS_H

#include "lib/queue/queue.h"

/* What providers are told and asked later; tried for three days. */
extern const struct job_kind	payments_refund;	/* {refund} */
extern const struct job_kind	payments_cancel;	/* {payment} */
extern const struct job_kind	payments_fetch;		/* {payment} */
extern const struct job_kind	payments_charge;	/* {charge} */
/* Puts payments.fetch and payments.charge, in the caller's transaction. */
enum outcome	 payment_fetch_put(struct act *, const char *payment_id);
enum outcome	 charge_fetch_put(struct act *, const char *charge_ref);

#endif
