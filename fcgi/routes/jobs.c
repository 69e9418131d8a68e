/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/ops/jobs.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define JOBS		"/api/admin/jobs"

/* GET /api/admin/jobs: newest first. */
static enum outcome
jobs_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e;

	e = job_list(&r->act, r->query, r->list, &rows);
	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &job_fields,
	    job_list_next, job_list_cursor);
}

/* GET /api/admin/jobs/{id}: 404: done, dropped or never. */
static enum outcome
job_get(struct req *r, struct res *out)
{
	struct record	*job;
	enum outcome	 e = job_read(&r->act, req_param(r, 0), &job);

	if (e == SOUK_OK)
		res_record(out, job);
	return e;
}

/* POST /api/admin/jobs/{id}/retry: 404; 409 not dead, the same waits. */
static enum outcome
job_retry_post(struct req *r, struct res *out)
{
	struct record	*job;
	enum outcome	 e = job_retry(&r->act, req_param(r, 0), &job);

	if (e == SOUK_OK)
		res_record(out, job);
	return e;
}

/* DELETE /api/admin/jobs/{id}: 404; 409 not dead. */
static enum outcome
job_delete(struct req *r, struct res *out)
{
	enum outcome	 e = job_drop(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

#define FOR_OWNERS	.who = FOR_PERMITTED, .permission = SETTINGS_EDIT, \
	.tag = "Operation"

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = JOBS, .run = jobs_get,
		FOR_OWNERS, .query = &job_filters, .answer = &job_fields,
		.tx = TX_READ, .rate = RATE_READ, .flags = ROUTE_PAGED,
		.summary = "What waits, runs or was given up, newest first",
	}, {
		.method = METHOD_GET, .path = JOBS "/{id}", .run = job_get,
		FOR_OWNERS, .answer = &job_fields,
		.tx = TX_READ, .rate = RATE_READ, .summary = "A job",
	}, {
		.method = METHOD_POST, .path = JOBS "/{id}/retry",
		.run = job_retry_post, FOR_OWNERS, .answer = &job_fields,
		.tx = TX_WRITE, .rate = RATE_WRITE,
		.summary = "Try a job again that was given up",
	}, {
		.method = METHOD_DELETE, .path = JOBS "/{id}",
		.run = job_delete, FOR_OWNERS,
		.tx = TX_WRITE, .rate = RATE_WRITE,
		.summary = "Let go of a job that was given up",
	},
};

const struct route_table jobs_routes = { routes, COUNT(routes) };
