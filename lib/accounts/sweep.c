/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "lib/accounts/accounts.h"
#include "lib/base/clock.h"
#include "lib/queue/queue.h"

#define FAILURES_KEPT	CLOCK_DAY
#define ADDRESSES_KEPT	(180 * CLOCK_DAY)

static const char sql_sessions[] =
    "DELETE FROM session WHERE id IN (SELECT id FROM session"
    " WHERE expires_at <= :before OR ended_at <= :before LIMIT :rows)"
    " RETURNING 1";

static const char sql_failures[] =
    "DELETE FROM login_failure WHERE id IN (SELECT id FROM login_failure"
    " WHERE created_at <= :before LIMIT :rows)"
    " RETURNING 1";

static const char sql_addresses[] =
    "DELETE FROM login_success WHERE (user_id, address) IN"
    " (SELECT user_id, address FROM login_success"
    " WHERE last_at <= :before LIMIT :rows)"
    " RETURNING 1";

static const char sql_signups[] =
    "DELETE FROM signup WHERE id IN (SELECT id FROM signup"
    " WHERE created_at <= :before LIMIT :rows)"
    " RETURNING 1";

static const char sql_tokens[] =
    "DELETE FROM mailed_token WHERE token_hash IN"
    " (SELECT token_hash FROM mailed_token"
    " WHERE created_at <= :before LIMIT :rows)"
    " RETURNING 1";

static const char sql_challenges[] =
    "DELETE FROM login_challenge WHERE token_hash IN"
    " (SELECT token_hash FROM login_challenge"
    " WHERE expires_at <= :before LIMIT :rows)"
    " RETURNING 1";

static const struct queue_kept weekly[] = {
	{ sql_sessions, 0 },
	{ sql_failures, FAILURES_KEPT },
	{ sql_addresses, ADDRESSES_KEPT },
	{ NULL, 0 },
};

/* What strangers left at the doors. */
static const struct queue_kept hourly[] = {
	{ sql_challenges, 0 },
	{ sql_signups, CLOCK_DAY },
	{ sql_tokens, CLOCK_DAY },
	{ NULL, 0 },
};

static enum outcome
sweep_run(struct act *act, const struct job *job)
{
	return queue_sweep(act, job, weekly);
}

static enum outcome
expire_run(struct act *act, const struct job *job)
{
	return queue_sweep(act, job, hourly);
}

const struct job_kind accounts_expire = {
	.name = "accounts.expire",
	.run = expire_run,
	.max_attempts = 5,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};

const struct job_kind accounts_sweep = {
	.name = "accounts.sweep",
	.run = sweep_run,
	.max_attempts = 5,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
