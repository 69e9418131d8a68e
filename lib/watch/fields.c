/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/watch/watch.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

#define NUMBER(NAME, LEAST, MOST, INITIAL, HELP) \
	{ .name = (NAME), .type = FIELD_INTEGER, .min = (LEAST), \
	  .max = (MOST), .initial = (INITIAL), .help = (HELP) }

static const struct field settings_table[] = {
	[WATCH_EMAILS] = { .name = "alertEmails", .type = FIELD_TEXT,
		.max = 500, .initial = "\"\"",
		.help = "Who is told of alerts, a comma between; "
		    "empty: every owner" },
	[WATCH_ESCALATION_EMAILS] = { .name = "escalationEmails",
		.type = FIELD_TEXT, .max = 500, .initial = "\"\"",
		.help = "Who is told when nobody looks after an alert" },
	[WATCH_ESCALATE_MINUTES] = NUMBER("escalateMinutes", 1, 10080, "30",
	    "After how long"),
	[WATCH_LOG_MEGABYTES] = NUMBER("logMegabytes", 16, 1000000, "1024",
	    "What old logs may take; the oldest go first"),
	[WATCH_AUDIT_MONTHS] = NUMBER("auditMonths", 1, 240, "24",
	    "How long who changed what is kept"),
	[WATCH_MAX_DISK_FREE] = NUMBER("diskFreePercent", 1, 90, "10",
	    "Alert below so much free space"),
	[WATCH_MAX_QUEUE] = NUMBER("queueMinutes", 1, 10080, "15",
	    "Alert when a job waits for longer"),
	[WATCH_MAX_DEAD] = NUMBER("deadJobs", 1, 1000000, "20",
	    "Alert when more jobs were given up"),
	[WATCH_MAX_ERRORS] = NUMBER("errorPercent", 1, 100, "5",
	    "Alert when more of a minute's requests fail"),
	[WATCH_MAX_P95] = NUMBER("p95Milliseconds", 1, 60000, "1000",
	    "Alert when one request in twenty takes longer"),
	[WATCH_MAX_CERTIFICATE] = NUMBER("certificateDays", 1, 365, "21",
	    "Alert when the certificate ends sooner"),
	[WATCH_MAX_BACKUP] = NUMBER("backupMinutes", 5, 100000, "30",
	    "Alert when the last good copy is older"),
	[WATCH_MAX_MAIL] = NUMBER("mailQuotaPercent", 1, 100, "80",
	    "Alert when so much of the month's mail is used"),
	[WATCH_MAX_PICTURES] = NUMBER("picturesPercent", 1, 100, "80",
	    "Alert when pictures take so much of picturesMegabytes"),
	[WATCH_PICTURES_MEGABYTES] = NUMBER("picturesMegabytes", 1, 100000000,
	    "10240", "What pictures are meant to take"),
	[WATCH_MAX_GROWTH] = NUMBER("memoryGrowthMegabytes", 1, 10000, "32",
	    "Alert when a process grows by more in an hour"),
	[WATCH_MAX_SLOW] = NUMBER("slowStatements", 1, 100000, "30",
	    "Alert when more statements of a minute are slow"),
	[WATCH_MAX_WAL] = NUMBER("walMegabytes", 32, 100000, "256",
	    "Alert when the database's log is longer"),
	[WATCH_MAX_CLOCK] = NUMBER("clockSeconds", 1, 86400, "30",
	    "Alert when the clock was set by more"),
};
static_assert(COUNT(settings_table) == WATCH_SETTING__MAX,
    "a row for each setting");

const struct fieldset watch_settings =
    FIELDSET("OpsSettings", NULL, settings_table);

#define SEEN(NAME, COLUMN_NAME, HELP) \
	{ .name = (NAME), .column = (COLUMN_NAME), .type = FIELD_INTEGER, \
	  .flags = FIELD_READ_ONLY | FIELD_NULLABLE, .help = (HELP) }

static const struct field sample_table[] = {
	[SAMPLE_AT] = { .name = "at", .column = "at", .type = FIELD_TIME,
		.flags = FIELD_READ_ONLY, .help = "The minute" },
	[SAMPLE_UP] = { .name = "isUp", .column = "up",
		.type = FIELD_BOOLEAN, .flags = FIELD_READ_ONLY,
		.help = "A request like anybody's was answered" },
	[SAMPLE_ANSWER] = SEEN("answerMs", "answer_ms", "How long that took"),
	[SAMPLE_REQUESTS] = SEEN("requests", "requests", NULL),
	[SAMPLE_ERRORS] = SEEN("errors", "errors", "Answered with 5xx"),
	[SAMPLE_P50] = SEEN("p50Ms", "p50_ms", "Half took no longer"),
	[SAMPLE_P95] = SEEN("p95Ms", "p95_ms", NULL),
	[SAMPLE_P99] = SEEN("p99Ms", "p99_ms", NULL),
	[SAMPLE_SLOW] = SEEN("slowStatements", "slow", NULL),
	[SAMPLE_WAITING] = SEEN("jobsWaiting", "waiting", NULL),
	[SAMPLE_OLDEST] = SEEN("oldestJobMinutes", "oldest_min", NULL),
	[SAMPLE_DEAD] = SEEN("jobsGivenUp", "dead", NULL),
	[SAMPLE_DISK_BYTES] = SEEN("diskFreeBytes", "disk_bytes", NULL),
	[SAMPLE_DISK_PERCENT] = SEEN("diskFreePercent", "disk_percent", NULL),
	[SAMPLE_WAL] = SEEN("walMegabytes", "wal_mb",
	    "The database's log"),
	[SAMPLE_CPU] = SEEN("cpuMs", "cpu_ms",
	    "Processor time of all processes of the shop"),
	[SAMPLE_MEMORY] = SEEN("memoryMegabytes", "memory_mb",
	    "Of all of them; what they share counts for each"),
	[SAMPLE_GROWTH] = SEEN("memoryGrowthMegabytes", "growth_mb",
	    "An hour, of the process that grows most"),
	[SAMPLE_LOAD] = SEEN("loadPercent", "load_percent",
	    "Of the machine; 100: one processor is busy"),
	[SAMPLE_CONNECTIONS] = SEEN("connections", "connections", NULL),
	[SAMPLE_CERTIFICATE] = SEEN("certificateDays", "certificate_days",
	    NULL),
	[SAMPLE_MAIL] = SEEN("mailQuotaPercent", "mail_percent", NULL),
	[SAMPLE_PICTURES] = SEEN("picturesPercent", "pictures_percent", NULL),
	[SAMPLE_BACKUP_AGE] = SEEN("backupMinutes", "backup_min",
	    "Since the last good copy"),
	[SAMPLE_BACKUP_FAILED] = SEEN("backupFailed", "backup_failed",
	    "1: the last copy failed"),
	[SAMPLE_CLOCK] = SEEN("clockSetSeconds", "clock_s", NULL),
};
static_assert(COUNT(sample_table) == SAMPLE__MAX, "a row for each number");

const struct fieldset watch_sample_fields =
    FIELDSET("Sample", "watch_sample", sample_table);

static const char *const	severities[] = { "warning", "critical", NULL };

#define SHOWN(NAME, COLUMN_NAME, TYPE, FLAGS, HELP) \
	{ .name = (NAME), .column = (COLUMN_NAME), .type = (TYPE), \
	  .flags = FIELD_READ_ONLY | (FLAGS), .help = (HELP) }

static const struct field alert_table[] = {
	[ALERT_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "alert" },
	[ALERT_RULE] = SHOWN("rule", "rule", FIELD_TEXT, 0,
	    "down, disk_free …"),
	[ALERT_SEVERITY] = { .name = "severity", .column = "severity",
		.type = FIELD_ENUM, .flags = FIELD_READ_ONLY,
		.choices = severities },
	[ALERT_VALUE] = SHOWN("value", "value", FIELD_INTEGER, 0,
	    "When it was opened"),
	[ALERT_WORST] = SHOWN("worst", "worst", FIELD_INTEGER, 0, NULL),
	[ALERT_THRESHOLD] = SHOWN("threshold", "threshold", FIELD_INTEGER, 0,
	    NULL),
	[ALERT_OPENED_AT] = SHOWN("openedAt", "opened_at", FIELD_TIME, 0,
	    NULL),
	[ALERT_TOLD_AT] = SHOWN("toldAt", "told_at", FIELD_TIME,
	    FIELD_NULLABLE, "When it was mailed; null: to nobody"),
	[ALERT_ESCALATED_AT] = SHOWN("escalatedAt", "escalated_at",
	    FIELD_TIME, FIELD_NULLABLE, NULL),
	[ALERT_BY] = SHOWN("acknowledgedBy", "acknowledged_by", FIELD_ID,
	    FIELD_NULLABLE, "Who looks after it"),
	[ALERT_ACKNOWLEDGED_AT] = SHOWN("acknowledgedAt", "acknowledged_at",
	    FIELD_TIME, FIELD_NULLABLE, NULL),
	[ALERT_CLOSED_AT] = SHOWN("closedAt", "closed_at", FIELD_TIME,
	    FIELD_NULLABLE, "When it was over"),
};
static_assert(COUNT(alert_table) == ALERT__MAX, "a row for each field");

const struct fieldset watch_alert_fields =
    FIELDSET("Alert", "watch_alert", alert_table);

const struct message watch_messages[WATCH_MESSAGE__MAX] = {
	[WATCH_CLOSED_ALREADY] = { .code = "ALERT_OVER", .text = {
		[LOCALE_FR] = "Cette alerte est terminée",
		[LOCALE_EN] = "This alert is over",
		[LOCALE_AR] = "انتهى هذا التنبيه" } },
	[WATCH_BAD_EMAILS] = { .code = "BAD_EMAILS", .text = {
		[LOCALE_FR] = "Des adresses e-mail, séparées par des virgules",
		[LOCALE_EN] = "E-mail addresses, a comma between",
		[LOCALE_AR] = "عناوين بريد إلكتروني تفصل بينها فواصل" } },
};
