/* SPDX-License-Identifier: ISC */
#ifndef SOUK_WATCH_WATCH_H
#define SOUK_WATCH_WATCH_H

#include <stdbool.h>

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/db/rows.h"
#include "lib/souk.h"

/*
 * The shop looks at itself: a row a minute of what it was like, rules that
 * say what of it somebody must know, alerts that are mailed, and what the
 * owner asks to see.  All of it is the whole shop's, not a brand's; the rows
 * of the routes say who may see it.
 */
struct json_out;

/* ---- settings "ops" ------------------------------------------------------ */
enum watch_setting {
	WATCH_EMAILS, WATCH_ESCALATION_EMAILS, WATCH_ESCALATE_MINUTES,
	WATCH_LOG_MEGABYTES, WATCH_AUDIT_MONTHS,
	WATCH_MAX_DISK_FREE, WATCH_MAX_QUEUE, WATCH_MAX_DEAD, WATCH_MAX_ERRORS,
	WATCH_MAX_P95, WATCH_MAX_CERTIFICATE, WATCH_MAX_BACKUP, WATCH_MAX_MAIL,
	WATCH_MAX_PICTURES, WATCH_PICTURES_MEGABYTES, WATCH_MAX_GROWTH,
	WATCH_MAX_SLOW, WATCH_MAX_WAL, WATCH_MAX_CLOCK, WATCH_SETTING__MAX
};
extern const struct fieldset	watch_settings;
extern settings_hook		watch_settings_changed;

/* ---- jobs ----------------------------------------------------------------- */
extern const struct job_kind	watch_minute;	/* looks; minute.c */
extern const struct job_kind	watch_report;	/* errors, to Sentry */
extern const struct job_kind	watch_sweep;	/* what is over */

/* ---- what it was like ------------------------------------------------------- */
enum watch_sample_field {
	SAMPLE_AT, SAMPLE_UP, SAMPLE_ANSWER, SAMPLE_REQUESTS, SAMPLE_ERRORS,
	SAMPLE_P50, SAMPLE_P95, SAMPLE_P99, SAMPLE_SLOW, SAMPLE_WAITING,
	SAMPLE_OLDEST, SAMPLE_DEAD, SAMPLE_DISK_BYTES, SAMPLE_DISK_PERCENT,
	SAMPLE_WAL, SAMPLE_CPU, SAMPLE_MEMORY, SAMPLE_GROWTH, SAMPLE_LOAD,
	SAMPLE_CONNECTIONS, SAMPLE_CERTIFICATE, SAMPLE_MAIL, SAMPLE_PICTURES,
	SAMPLE_BACKUP_AGE, SAMPLE_BACKUP_FAILED, SAMPLE_CLOCK, SAMPLE__MAX
};
extern const struct fieldset	watch_sample_fields;	/* "Sample" */

/* The last ones of a day, the oldest first; at most n. */
enum outcome	 watch_samples(struct act *, int n, struct record **,
		    int *count);

/*
 * The part of the time until now in which the shop answered, in millionths;
 * a minute in which nobody looked is one in which it did not.  Counted from
 * the first row if that is later than so many days ago.  -1: no row at all.
 */
struct watch_availability { int64_t minutes, up, millionths; };
enum outcome	 watch_availability(struct act *, int days,
		    struct watch_availability *);
/* The arithmetic of it: rows and good rows of a span. */
struct watch_availability
		 watch_availability_of(int64_t from, int64_t to, int64_t up);

/* ---- alerts (alert.c) ------------------------------------------------------- */
enum watch_alert_field {
	ALERT_ID, ALERT_RULE, ALERT_SEVERITY, ALERT_VALUE, ALERT_WORST,
	ALERT_THRESHOLD, ALERT_OPENED_AT, ALERT_TOLD_AT, ALERT_ESCALATED_AT,
	ALERT_BY, ALERT_ACKNOWLEDGED_AT, ALERT_CLOSED_AT, ALERT__MAX
};
extern const struct fieldset	watch_alert_fields;	/* "Alert" */

enum watch_message { WATCH_CLOSED_ALREADY, WATCH_BAD_EMAILS,
	WATCH_MESSAGE__MAX };
extern const struct message	watch_messages[WATCH_MESSAGE__MAX];

/* Newest first. */
enum outcome	 watch_alert_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*watch_alert_cursor(struct act *, const struct rows *,
		    const struct record *);
/* Somebody looks after it, so nobody else is woken.  CONFLICT: it is over. */
enum outcome	 watch_alert_acknowledge(struct act *, const char *id,
		    struct record **);
/* What a rule is called, and "3 % (limit 10 %)". */
const char	*watch_rule_title(const char *rule, enum locale);
const char	*watch_rule_text(struct act *, const char *rule,
		    int64_t value, int64_t threshold);

/* ---- what the log was made into (listed.c) ----------------------------------- */
enum watch_list { WATCH_SLOW, WATCH_SAID_ERRORS };
struct watch_listed {
	const char	*text;
	int64_t		 times, worst_ms, at;	/* worst_ms -1: none */
};
/* The slowest statements, or the last errors; at most `most`. */
enum outcome	 watch_listed(struct act *, enum watch_list,
		    struct watch_listed *, int most, int *count);

/* ---- all of it (overview.c) ---------------------------------------------------- */
int64_t		 watch_uptime(void);	/* s of the supervisor; -1 */
const char	*watch_version(void);	/* "": nobody said it */
/* Members of an open object; outside of a transaction. */
enum outcome	 watch_overview(struct act *, struct json_out *);

extern const struct privacy	watch_privacy;	/* who acknowledged */

#endif
