/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/audit/audit.h"
#include "lib/ops/ops.h"
#include "lib/queue/queue.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* ---- health ------------------------------------------------------------ */

static bool
checks_pass(const struct health *checks, int count)
{
	int	i;

	for (i = 0; i < count; i++)
		if (!checks[i].ok)
			return false;
	return true;
}

/* GET /health: this process answers. */
static enum outcome
alive_get(struct req *r, struct res *out)
{
	struct json_out	*json = res_data(out);

	(void)r;
	json_open(json, "data");
	json_text(json, "status", "ok");
	json_close(json);
	return SOUK_OK;
}

/* GET /ready, /api/health: 200, or 503 and which check failed. */
static enum outcome
ready_get(struct req *r, struct res *out)
{
	struct health	 checks[HEALTH_MAX];
	int		 i, count = health_check(&r->act, checks);
	bool		 pass = checks_pass(checks, count);
	struct json_out	*json = res_data(out);

	out->status = pass ? 200 : 503;
	json_open(json, "data");
	json_text(json, "status", pass ? "ok" : "fail");
	json_open_list(json, "checks");
	for (i = 0; i < count; i++) {
		json_open(json, NULL);
		json_text(json, "name", checks[i].name);
		json_text(json, "status", checks[i].ok ? "ok" : "fail");
		json_close(json);
	}
	json_close_list(json);
	json_close(json);
	return SOUK_OK;
}

/* ---- metrics ----------------------------------------------------------- */

struct jobs { int64_t waiting, running, dead; };

static enum outcome
step_jobs(struct act *act, void *arg)
{
	struct jobs	*jobs = arg;

	return queue_counts(act, &jobs->waiting, &jobs->running, &jobs->dead);
}

/* GET /api/metrics: the text format of Prometheus, 0.0.4. */
static enum outcome
metrics_get(struct req *r, struct res *out)
{
	struct jobs	jobs;

	out->content_type = "text/plain; version=0.0.4; charset=utf-8";
	metrics_write(&out->body, route_tables, r->act.shared);
	if (db_tx(&r->act, DB_READ, step_jobs, &jobs) != SOUK_OK)
		return SOUK_OK;
	buf_printf(&out->body,
	    "# HELP souk_jobs Jobs in the queue\n"
	    "# TYPE souk_jobs gauge\n"
	    "souk_jobs{state=\"waiting\"} %lld\n"
	    "souk_jobs{state=\"running\"} %lld\n"
	    "souk_jobs{state=\"dead\"} %lld\n", (long long)jobs.waiting,
	    (long long)jobs.running, (long long)jobs.dead);
	return SOUK_OK;
}

/* ---- audit ------------------------------------------------------------- */

/* GET /api/admin/audit: who did what, newest first. */
static enum outcome
audit_get(struct req *r, struct res *out)
{
	struct record		*entry;
	struct rows	 list;
	struct json_out		*json;
	enum outcome		 e;

	if ((e = audit_list(&r->act, r->query, r->list, &list)) != SOUK_OK)
		return e;
	entry = record_new(r->act.arena, &audit_fields);
	json = res_list(out);
	while ((e = rows_next(&list, r->act.arena, entry)) == SOUK_OK)
		answer_item(r, json, entry);
	if (e != SOUK_NOT_FOUND)
		return e;
	res_list_end(out, list.total,
	    audit_list_cursor(&r->act, &list, entry));
	return SOUK_OK;
}

/* ---- rows -------------------------------------------------------------- */

static const struct field check_table[] = {
	{ .name = "name", .type = FIELD_TEXT },
	{ .name = "status", .type = FIELD_TEXT, .help = "ok or fail" },
};
static const struct fieldset check_fields =
    FIELDSET("HealthCheck", NULL, check_table);

static const struct field health_table[] = {
	{ .name = "status", .type = FIELD_TEXT, .help = "ok or fail" },
	{ .name = "checks", .type = FIELD_LIST, .of = &check_fields },
};
static const struct fieldset health_fields =
    FIELDSET("Health", NULL, health_table);

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = "/health",
		.run = alive_get, .who = FOR_ANYONE,
		.flags = ROUTE_NO_STORE,
		.tag = "Operation", .summary = "Does this process answer?",
	}, {
		.method = METHOD_GET, .path = "/ready",
		.run = ready_get, .who = FOR_ANYONE,
		.answer = &health_fields,
		.tx = TX_STEPS, .flags = ROUTE_NO_STORE,
		.tag = "Operation", .summary = "Can the shop serve?",
	}, {
		.method = METHOD_GET, .path = "/api/health",
		.run = ready_get, .who = FOR_ANYONE,
		.answer = &health_fields,
		.tx = TX_STEPS, .flags = ROUTE_NO_STORE,
		.tag = "Operation", .summary = "Can the shop serve?",
	}, {
		.method = METHOD_GET, .path = "/api/metrics",
		.run = metrics_get, .who = FOR_LOOPBACK,
		.tx = TX_STEPS, .flags = ROUTE_BARE | ROUTE_NO_STORE,
		.tag = "Operation", .summary = "Counters for Prometheus",
	}, {
		.method = METHOD_GET, .path = "/api/admin/audit",
		.run = audit_get, .who = FOR_PERMITTED,
		.permission = AUDIT_VIEW,
		.query = &audit_filters, .answer = &audit_fields,
		.tx = TX_READ, .rate = RATE_READ, .flags = ROUTE_PAGED,
		.tag = "Operation", .summary = "Who did what, newest first",
	},
};

const struct route_table ops_routes = { routes, COUNT(routes) };
