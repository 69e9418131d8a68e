/* SPDX-License-Identifier: ISC */
#include "lib/accounts/accounts.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/db/compose.h"
#include "lib/queue/queue.h"
#include "lib/watch/rule.h"
#include "lib/watch/sample.h"
#include "lib/watch/scan.h"

static const char sql_last[] =
    "SELECT MAX(at) FROM watch_sample";

struct look {
	struct record	*sample;
	int64_t		 at, last;	/* last: 0: none */
};

static enum outcome
last_read(struct act *act, void *arg)
{
	struct look	*l = arg;
	struct stmt	*s = db_sql(act->db, sql_last);
	enum outcome	 e;

	l->last = 0;
	if ((e = db_step(s)) == SOUK_OK && !db_is_null(s, 0))
		l->last = db_int(s, 0);
	db_done(s);
	return e;
}

/* Alerts are the whole machine's: its owner's brand is told. */
static enum outcome
store(struct act *act, void *arg)
{
	struct look	*l = arg;
	const int64_t	 gap = l->last == 0 || l->at <= l->last ? 0 :
			    (l->at - l->last) / CLOCK_MINUTE - 1;
	enum outcome	 e;

	if ((e = brand_ensure(act, &act->actor.brand_id)) != SOUK_OK ||
	    (e = traffic_sample(act, l->sample)) != SOUK_OK ||
	    (e = stores_sample(act, l->sample)) != SOUK_OK ||
	    (e = machine_compare(act, l->sample)) != SOUK_OK)
		return e;
	if ((e = compose_insert(act->db, l->sample, NULL, 0)) != SOUK_OK)
		return e;
	return watch_evaluate(act, l->sample, gap);
}

/* Reports wait for no schedule where nobody wants them. */
static enum outcome
report_put(struct act *act, void *arg)
{
	(void)arg;
	return queue_put(act, &(struct job_new){ .kind = watch_report.name,
		.unique_key = watch_report.name }, NULL);
}

static void
report_later(struct act *act)
{
	if (*act->config->sentry_dsn != '\0' &&
	    db_tx(act, DB_WRITE, report_put, NULL) != SOUK_OK)
		log_line(LOG_WARN, "errors are not reported", NULL);
}

/*
 * Never tried again: the next minute comes.  What could not be written is for
 * guard.c to tell.
 */
static enum outcome
minute_run(struct act *act, const struct job *job)
{
	struct look	 l = { .at = act->now - act->now % CLOCK_MINUTE };
	enum outcome	 e;

	(void)job;
	if (db_tx(act, DB_READ, last_read, &l) != SOUK_OK)
		return SOUK_OK;
	if (l.last == l.at)
		return SOUK_OK;
	l.sample = record_new(act->arena, &watch_sample_fields);
	record_set_int(l.sample, SAMPLE_AT, l.at);
	probe_sample(act, l.sample);
	machine_sample(act, l.sample);
	if ((e = db_tx(act, DB_WRITE, store, &l)) != SOUK_OK &&
	    e != SOUK_CONFLICT)
		log_line(LOG_WARN, "a minute was not noted", "outcome",
		    outcome_name(e), NULL);
	if ((e = log_scan(act)) != SOUK_OK)
		log_line(LOG_WARN, "the log was not looked through",
		    "outcome", outcome_name(e), NULL);
	report_later(act);
	return SOUK_OK;
}

const struct job_kind watch_minute = {
	.name = "watch.minute",
	.lane = LANE_KEEP,
	.run = minute_run,
	.max_attempts = 2,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_SECOND,
};
