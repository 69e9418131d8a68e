/* SPDX-License-Identifier: ISC */
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/ops/ops.h"
#include "lib/watch/logs.h"
#include "lib/watch/rule.h"
#include "lib/watch/sample.h"

#ifndef SOUK_VERSION		/* the Makefile says it */
#define SOUK_VERSION	""
#endif

#define SAMPLES	60
#define LISTED	10

static const char sql_rule[] =
    "SELECT r.value, a.id, a.opened_at, a.worst, a.threshold,"
    " a.acknowledged_at FROM watch_rule r LEFT JOIN watch_alert a"
    " ON a.rule = r.rule AND a.closed_at IS NULL WHERE r.rule = :rule";
static const char sql_backups[] =
    "SELECT count(*), MAX(ended_at) FROM backup_run WHERE status = 'good'";
static void
health_put(struct act *act, struct json_out *json)
{
	struct health	 checks[HEALTH_MAX];
	const int	 n = health_check(act, checks);

	json_open_list(json, "checks");
	for (int i = 0; i < n; i++) {
		json_open(json, NULL);
		json_text(json, "name", checks[i].name);
		json_text(json, "status", checks[i].ok ? "ok" : "fail");
		json_close(json);
	}
	json_close_list(json);
}

static enum outcome
availability_put(struct act *act, struct json_out *json)
{
	static const struct { const char *name; int days; }	 spans[] = {
		{ "day", 1 }, { "week", 7 }, { "month", 30 },
		{ "quarter", 90 } };
	struct watch_availability	 a;
	enum outcome			 e;

	json_open(json, "availability");
	for (size_t i = 0; i < sizeof(spans) / sizeof(spans[0]); i++) {
		if ((e = watch_availability(act, spans[i].days, &a)) !=
		    SOUK_OK)
			return e;
		json_open(json, spans[i].name);
		json_int(json, "minutes", a.minutes);
		json_int(json, "upMinutes", a.up);
		if (a.millionths < 0)
			json_null(json, "millionths");
		else
			json_int(json, "millionths", a.millionths);
		json_close(json);
	}
	json_close(json);
	return SOUK_OK;
}

static void
sample_put(struct json_out *json, const struct record *sample)
{
	const struct field	*f = sample->set->fields;

	json_open(json, NULL);
	for (size_t i = 0; i < sample->set->count; i++)
		if (sample->values[i].state != VALUE_SET)
			json_null(json, f[i].name);
		else if (f[i].type == FIELD_TIME)
			json_time(json, f[i].name, sample->values[i].num);
		else if (f[i].type == FIELD_BOOLEAN)
			json_bool(json, f[i].name,
			    sample->values[i].num != 0);
		else
			json_int(json, f[i].name, sample->values[i].num);
	json_close(json);
}

static enum outcome
samples_put(struct act *act, struct json_out *json)
{
	struct record	*samples[SAMPLES];
	int		 count;
	enum outcome	 e = watch_samples(act, SAMPLES, samples, &count);

	json_open_list(json, "samples");
	for (int i = 0; i < count; i++)
		sample_put(json, samples[i]);
	json_close_list(json);
	return e;
}

/* ---- rules, and which of them are broken ------------------------------------------ */

static enum outcome
rule_put(struct act *act, struct json_out *json,
    const struct watch_rule *rule)
{
	struct stmt	*s = db_sql(act->db, sql_rule);
	enum outcome	 e;

	db_bind_text(s, ":rule", rule->name);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	json_open(json, NULL);
	json_text(json, "rule", rule->name);
	json_text(json, "title", rule->title[act->locale]);
	json_text(json, "severity", rule->critical ? "critical" : "warning");
	json_text(json, "unit", rule->unit);
	if (db_is_null(s, 0))
		json_null(json, "value");
	else
		json_int(json, "value", db_int(s, 0));
	json_text(json, "alertId", db_text(s, 1, NULL));
	if (!db_is_null(s, 1)) {
		json_time(json, "openedAt", db_int(s, 2));
		json_int(json, "worst", db_int(s, 3));
		json_int(json, "threshold", db_int(s, 4));
		json_bool(json, "isAcknowledged", !db_is_null(s, 5));
	}
	json_close(json);
	db_done(s);
	return SOUK_OK;
}

static enum outcome
rules_put(struct act *act, struct json_out *json)
{
	enum outcome	 e = SOUK_OK;

	json_open_list(json, "rules");
	for (const struct watch_rule *r = watch_rules; r->name != NULL &&
	    e == SOUK_OK; r++)
		e = rule_put(act, json, r);
	json_close_list(json);
	return e;
}

/* ---- what is kept --------------------------------------------------------------------- */

static enum outcome
backups_put(struct act *act, struct json_out *json)
{
	struct stmt	*s = db_sql(act->db, sql_backups);
	enum outcome	 e = db_step(s);

	if (e != SOUK_OK)
		return e;
	json_open(json, "backups");
	json_int(json, "good", db_int(s, 0));
	if (db_is_null(s, 1))
		json_null(json, "lastGoodAt");
	else
		json_time(json, "lastGoodAt", db_int(s, 1));
	json_close(json);
	db_done(s);
	return SOUK_OK;
}

static int64_t
bytes_of(const char *path)
{
	struct stat	 st;

	return stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
}

static enum outcome
storage_put(struct act *act, struct json_out *json)
{
	struct log_file	*files;
	const int	 n = log_files(act, &files);
	int64_t		 logs = 0, pictures[2] = { 0, 0 };
	const char	*text;
	enum outcome	 e = state_read(act, "pictures", &text);

	for (int i = 0; i < n; i++)
		logs += files[i].bytes;
	state_numbers(text, pictures, 2);
	json_open(json, "storage");
	json_int(json, "databaseBytes", bytes_of(act->config->database));
	json_int(json, "walBytes", db_wal_bytes(act->db));
	json_int(json, "picturesBytes", pictures[1]);
	json_int(json, "logFiles", n);
	json_int(json, "logBytes", logs);
	json_close(json);
	return e;
}

static enum outcome
mail_put_used(struct act *act, struct json_out *json)
{
	int64_t		 used, most;
	enum outcome	 e = act->souk->mail_used(act, &used, &most);

	json_open(json, "mailQuota");
	json_int(json, "used", used);
	if (most > 0)
		json_int(json, "most", most);
	else
		json_null(json, "most");
	json_close(json);
	return e;
}

static enum outcome
listed_put(struct act *act, struct json_out *json, const char *name,
    enum watch_list which)
{
	struct watch_listed	 rows[LISTED];
	int			 n;
	enum outcome		 e = watch_listed(act, which, rows, LISTED,
				    &n);

	json_open_list(json, name);
	for (int i = 0; i < n; i++) {
		json_open(json, NULL);
		json_text(json, which == WATCH_SLOW ? "sql" : "message",
		    rows[i].text);
		json_int(json, "times", rows[i].times);
		if (which == WATCH_SLOW)
			json_int(json, "worstMs", rows[i].worst_ms);
		json_time(json, "lastAt", rows[i].at);
		json_close(json);
	}
	json_close_list(json);
	return e;
}

static enum outcome
lists_put(struct act *act, struct json_out *json)
{
	enum outcome	 e = listed_put(act, json, "slowStatements",
			    WATCH_SLOW);

	return e == SOUK_OK ? listed_put(act, json, "errors",
	    WATCH_SAID_ERRORS) : e;
}

static enum outcome
rows_put(struct act *act, void *arg)
{
	static enum outcome (*const	 parts[])(struct act *,
	    struct json_out *) = { availability_put, rules_put, backups_put,
	    storage_put, mail_put_used, lists_put, samples_put };
	enum outcome			 e = SOUK_OK;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) &&
	    e == SOUK_OK; i++)
		e = parts[i](act, arg);
	return e;
}

/* The supervisor is everybody's parent. */
int64_t
watch_uptime(void)
{
	struct process_seen	 all[PROCESSES_MAX];
	struct timespec		 t;

	if (processes_read(all) == 0 || clock_gettime(CLOCK_BOOTTIME, &t) != 0)
		return -1;
	return t.tv_sec - all[0].start / sysconf(_SC_CLK_TCK);
}

const char *
watch_version(void)
{
	return SOUK_VERSION;
}

enum outcome
watch_overview(struct act *act, struct json_out *json)
{
	json_text(json, "version", watch_version());
	json_int(json, "uptimeSeconds", watch_uptime());
	health_put(act, json);
	return db_tx(act, DB_READ, rows_put, json);
}
