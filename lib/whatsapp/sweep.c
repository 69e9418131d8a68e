/* SPDX-License-Identifier: ISC */
#include "lib/base/clock.h"
#include "lib/queue/queue.h"
#include "lib/whatsapp/whatsapp.h"

#define SENDS_KEPT	(400 * CLOCK_DAY)	/* as long as a year's books */

static const char sql_events[] =
    "DELETE FROM wa_event WHERE id IN (SELECT e.id FROM wa_event e"
    " WHERE e.received_at <= :before LIMIT :rows) RETURNING 1";
static const char sql_sends[] =
    "DELETE FROM wa_send WHERE id IN (SELECT o.id FROM wa_send o"
    " WHERE o.created_at <= :before AND o.state NOT IN"
    " ('waiting', 'sending') LIMIT :rows) RETURNING 1";
/* Meta forgets them at that time. */
static const char sql_uploads[] =
    "DELETE FROM wa_upload WHERE (number_id, sha256) IN"
    " (SELECT u.number_id, u.sha256 FROM wa_upload u"
    " WHERE u.expires_at <= :before LIMIT :rows) RETURNING 1";

/* Consents stay: they say why somebody was written to. */
static const struct queue_kept kept[] = {
	{ sql_events, WA_KEPT },
	{ sql_sends, SENDS_KEPT },
	{ sql_uploads, 0 },
	{ NULL, 0 },
};

static enum outcome
sweep_run(struct act *act, const struct job *job)
{
	return queue_sweep(act, job, kept);
}

const struct job_kind wa_sweep = {
	.name = "whatsapp.sweep",
	.run = sweep_run,
	.max_attempts = 5,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
