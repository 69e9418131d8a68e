/* SPDX-License-Identifier: ISC */
#include "lib/base/clock.h"
#include "lib/db/db.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"
#include "lib/watch/watch.h"

#define SAMPLES_KEPT	(90 * CLOCK_DAY)
#define SEEN_KEPT	(30 * CLOCK_DAY)
#define MONTH		(31 * CLOCK_DAY)

static const char sql_samples[] =
    "DELETE FROM watch_sample WHERE at IN (SELECT at FROM watch_sample"
    " WHERE at <= :before LIMIT :rows) RETURNING 1";
static const char sql_alerts[] =
    "DELETE FROM watch_alert WHERE id IN (SELECT id FROM watch_alert"
    " WHERE closed_at IS NOT NULL AND closed_at <= :before LIMIT :rows)"
    " RETURNING 1";
static const char sql_slow[] =
    "DELETE FROM watch_slow WHERE sql IN (SELECT sql FROM watch_slow"
    " WHERE last_at <= :before LIMIT :rows) RETURNING 1";
static const char sql_errors[] =
    "DELETE FROM watch_error WHERE fingerprint IN (SELECT fingerprint"
    " FROM watch_error WHERE last_at <= :before LIMIT :rows) RETURNING 1";

/* Its ids are in order of time, so only the first ones are looked at. */
static const char sql_audit[] =
    "DELETE FROM audit_log WHERE id IN (SELECT a.id FROM (SELECT id,"
    " created_at FROM audit_log ORDER BY id LIMIT :rows) a"
    " WHERE a.created_at <= :before) RETURNING 1";

static enum outcome
sweep_run(struct act *act, const struct job *job)
{
	const int64_t	 months = settings_int(act->settings, &watch_settings,
			    WATCH_AUDIT_MONTHS);
	const struct queue_kept	 kept[] = {
		{ sql_samples, SAMPLES_KEPT },
		{ sql_alerts, MONTH * months },
		{ sql_slow, SEEN_KEPT },
		{ sql_errors, SEEN_KEPT },
		{ sql_audit, MONTH * months },
		{ NULL, 0 },
	};

	return queue_sweep(act, job, kept);
}

const struct job_kind watch_sweep = {
	.name = "watch.sweep",
	.lane = LANE_KEEP,
	.run = sweep_run,
	.max_attempts = 5,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
