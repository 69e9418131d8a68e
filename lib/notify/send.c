/* SPDX-License-Identifier: ISC */
#include "lib/base/clock.h"
#include "lib/notify/notify.h"
#include "lib/queue/queue.h"

static enum outcome
mail_run(struct act *act, const struct job *job)
{
	(void)act;
	(void)job;
	return SOUK_BUSY;
}

const struct job_kind notify_mail = {
	.name = "notify.mail",
	.run = mail_run,
	.max_attempts = 10,
	.lease = 2 * CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
