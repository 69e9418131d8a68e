/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/watch/logs.h"
#include "lib/watch/watch.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define OPS	"/api/admin/ops"
#define ALERTS	OPS "/alerts"

/* GET /api/admin/ops: how the shop runs. */
static enum outcome
ops_get(struct req *r, struct res *out)
{
	struct json_out	*json = res_data(out);
	enum outcome	 e;

	json_open(json, "data");
	e = watch_overview(&r->act, json);
	json_close(json);
	return e;
}

/* GET /api/admin/ops/alerts: newest first. */
static enum outcome
alerts_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e;

	e = watch_alert_list(&r->act, r->list, &rows);
	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &watch_alert_fields, NULL, watch_alert_cursor);
}

/* POST …/{id}/acknowledge: 404; 409 over. */
static enum outcome
acknowledge_post(struct req *r, struct res *out)
{
	struct record	*alert;
	enum outcome	 e = watch_alert_acknowledge(&r->act,
			    req_param(r, 0), &alert);

	if (e == SOUK_OK)
		res_record(out, alert);
	return e;
}

/* GET …/logs: lines as they are, newest first. */
static enum outcome
logs_get(struct req *r, struct res *out)
{
	const char	*lines[LOG_LINES_MAX], *cursor;
	struct json_out	*json;
	int		 count;
	enum outcome	 e;

	e = log_find(&r->act, r->query, lines, &count, &cursor);
	if (e != SOUK_OK)
		return e;
	json = res_data(out);
	json_open(json, "data");
	json_open_list(json, "lines");
	for (int i = 0; i < count; i++)
		json_raw(json, NULL, lines[i]);
	json_close_list(json);
	json_text(json, "nextCursor", cursor);
	json_close(json);
	return SOUK_OK;
}

#define FOR_AUDITORS	.who = FOR_PERMITTED, .permission = AUDIT_VIEW, \
	.tag = "Operation"

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = OPS, .run = ops_get,
		FOR_AUDITORS, .tx = TX_STEPS, .rate = RATE_READ,
		.flags = ROUTE_NO_STORE,
		.summary = "How the shop runs: checks, availability, the last "
		    "hour",
	}, {
		.method = METHOD_GET, .path = ALERTS, .run = alerts_get,
		FOR_AUDITORS, .answer = &watch_alert_fields,
		.tx = TX_READ, .rate = RATE_READ, .flags = ROUTE_PAGED,
		.summary = "Alerts, newest first",
	}, {
		.method = METHOD_POST, .path = ALERTS "/{id}/acknowledge",
		.run = acknowledge_post, FOR_AUDITORS,
		.answer = &watch_alert_fields,
		.tx = TX_WRITE, .rate = RATE_WRITE,
		.summary = "Say that one looks after it",
	}, {
		.method = METHOD_GET, .path = OPS "/logs", .run = logs_get,
		FOR_AUDITORS, .query = &log_filters,
		.tx = TX_NONE, .rate = RATE_READ, .flags = ROUTE_NO_STORE,
		.summary = "What the log says, newest first",
	},
};

const struct route_table watch_routes = { routes, COUNT(routes) };
