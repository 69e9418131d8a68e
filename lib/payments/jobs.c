/* SPDX-License-Identifier: ISC */
#include "lib/base/clock.h"
#include "lib/payments/jobs.h"
#include "lib/payments/parts.h"

static enum outcome
not_yet(struct act *act, const struct job *job)
{
	(void)job;
	return act_refuse(act, SOUK_UPSTREAM,
	    &payments_messages[PAYMENTS_DOWN]);
}

/* Some three days: 1 min doubles to 1 h, and goes on from there. */
const struct job_kind payments_refund = {
	.name = "payments.refund",
	.shown = (const char *const[]){ "refund", NULL },
	.lane = LANE_CALL, .run = not_yet, .max_attempts = 80,
	.lease = CLOCK_MINUTE, .first_pause = CLOCK_MINUTE,
};

const struct job_kind payments_cancel = {
	.name = "payments.cancel",
	.shown = (const char *const[]){ "payment", NULL },
	.lane = LANE_CALL, .run = not_yet, .max_attempts = 80,
	.lease = CLOCK_MINUTE, .first_pause = CLOCK_MINUTE,
};
