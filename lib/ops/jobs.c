/* SPDX-License-Identifier: ISC */
#include "lib/ops/jobs.h"

#include <assert.h>
#include <string.h>

#include "lib/audit/audit.h"
#include "lib/base/buf.h"
#include "lib/base/json_in.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/db/listed.h"
#include "lib/souk.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char *const	states[] = { "waiting", "running", "dead",
	NULL };

#define COLUMN(NAME, COLUMN_NAME, TYPE, HELP) \
	{ .name = (NAME), .column = (COLUMN_NAME), .type = (TYPE), \
	  .flags = FIELD_READ_ONLY | FIELD_NULLABLE, .help = (HELP) }

static const struct field fields[] = {
	[JOB_ID] = COLUMN("id", "id", FIELD_ID, "In order of time"),
	[JOB_KIND] = COLUMN("kind", "kind", FIELD_TEXT, "catalog.import …"),
	[JOB_LANE] = COLUMN("lane", "lane", FIELD_TEXT,
	    "work; send: mail; call: webhooks; chat, text, file: messages"),
	[JOB_STATE] = COLUMN("state", "state", FIELD_TEXT,
	    "waiting, running, dead: given up"),
	[JOB_ATTEMPTS] = COLUMN("attempts", "attempts", FIELD_INTEGER,
	    "How often it was begun"),
	[JOB_DUE] = COLUMN("dueAt", "due_at", FIELD_TIME,
	    "When it is tried; of a dead one, when it was given up"),
	[JOB_ERROR] = COLUMN("lastError", "last_error", FIELD_TEXT,
	    "What the last attempt ended with"),
	[JOB_CREATED_AT] = COLUMN("createdAt", "created_at", FIELD_TIME,
	    NULL),
	[JOB_PAYLOAD] = COLUMN("payload", "payload", FIELD_JSON,
	    "What of it may be shown"),
};
static_assert(COUNT(fields) == JOB__MAX, "a row for each field");
const struct fieldset job_fields = FIELDSET("Job", "job", fields);

static const struct field filters[] = {
	[JOB_OF_STATE] = { .name = "state", .type = FIELD_ENUM,
	    .choices = states, .help = "Only of this state" },
	[JOB_OF_KIND] = { .name = "kind", .type = FIELD_TEXT, .min = 1,
	    .max = 100, .help = "Only of this kind" },
};
const struct fieldset job_filters = FIELDSET("JobFilter", NULL, filters);

/* In the order of the fields. */
#define COLUMNS	"id, kind, lane, state, attempts, due_at, last_error," \
    " created_at, payload"

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM job WHERE 1 = 1";
static const char sql_page[] = "SELECT " COLUMNS " FROM job WHERE 1 = 1";

/* ---- what is shown of a payload ------------------------------------------ */

static const char *const *
shown_of(const struct act *act, const char *kind)
{
	static const char *const	 none[] = { NULL };
	const struct job_kind *const	*k = act->souk->jobs;

	for (; *k != NULL; k++)
		if (text_equal((*k)->name, kind))
			return (*k)->shown != NULL ? (*k)->shown : none;
	return none;
}

/* Texts and numbers, by name. */
static void
payload_narrow(struct act *act, struct record *job)
{
	const struct value	*payload = &job->values[JOB_PAYLOAD];
	const char *const	*shown = shown_of(act,
				    job->values[JOB_KIND].text);
	struct job		 read = { .payload = payload->text };
	struct buf		 out;
	struct json_out		 json = { .buf = &out };
	const char		*text;

	buf_init(&out, act->arena, 64);
	json_open(&json, NULL);
	for (; *shown != NULL; shown++)
		if ((text = job_text(act, &read, *shown)) != NULL)
			json_text(&json, *shown, text);
	json_close(&json);
	record_set_text(job, JOB_PAYLOAD, out.p);
}

/* ---- the list ------------------------------------------------------------- */

static const struct listed_filter conditions[JOB_OF__MAX] = {
	[JOB_OF_STATE] = { "state = :state", ":state", NULL },
	[JOB_OF_KIND] = { "kind = :kind", ":kind", NULL },
};

static const struct listed listed = {
	.name = "jobs", LISTED_FILTERS(conditions), .count = sql_count,
	.page = sql_page, .no_brand = true, LISTED_NEWEST("id"),
};

enum outcome
job_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return listed_open(act, &listed, filter, query, rows);
}

enum outcome
job_list_next(struct act *act, struct rows *rows, struct record *job)
{
	enum outcome	 e = rows_next(rows, act->arena, job);

	if (e == SOUK_OK)
		payload_narrow(act, job);
	return e;
}

const char *
job_list_cursor(struct act *act, const struct rows *rows,
    const struct record *job)
{
	return rows_cursor_by_id(act, rows,
	    job->values[JOB_ID].text);
}

/* ---- one ------------------------------------------------------------------ */

enum outcome
job_read(struct act *act, const char *id, struct record **job)
{
	const struct column_value	 key = { "id", id, 0 };
	enum outcome			 e;

	e = compose_get(act->db, act->arena, &job_fields, &key, 1, job);
	if (e == SOUK_OK)
		payload_narrow(act, *job);
	return e;
}

static const char sql_retry[] =
    "UPDATE job SET state = 'waiting', attempts = 0, due_at = :now"
    " WHERE id = :id AND state = 'dead'";
static const char sql_drop[] =
    "DELETE FROM job WHERE id = :id AND state = 'dead'";

/* A change of one that is dead, told to the audit log. */
static enum outcome
dead_change(struct act *act, const char *id, const char *sql,
    const char *action)
{
	struct record	*before;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = job_read(act, id, &before)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql);
	db_bind_text(s, ":id", id);
	if (sql == sql_retry)
		db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) == SOUK_NOT_FOUND)
		return act_refuse(act, SOUK_CONFLICT,
		    &ops_messages[OPS_JOB_NOT_DEAD]);
	if (e == SOUK_CONFLICT)
		return act_refuse(act, e, &ops_messages[OPS_JOB_WAITS]);
	return e != SOUK_OK ? e : audit_write(act, &(struct audit){
		.action = action, .entity_type = "Job", .entity_id = id,
		.before = before });
}

enum outcome
job_retry(struct act *act, const char *id, struct record **job)
{
	enum outcome	 e = dead_change(act, id, sql_retry, "retry_job");

	return e == SOUK_OK ? job_read(act, id, job) : e;
}

enum outcome
job_drop(struct act *act, const char *id)
{
	return dead_change(act, id, sql_drop, "drop_job");
}
