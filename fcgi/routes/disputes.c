/* SPDX-License-Identifier: ISC */
/* What a person has to look at: disputes, and what Stripe's books say. */
#include "fcgi/routes/routes.h"
#include "lib/payments/dispute.h"
#include "lib/payments/flagged.h"
#include "lib/payments/reconcile.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define RUNS	"/api/admin/reconciliations"
#define FLAGGED	"/api/admin/flagged-payments"

/* The rows of a page, whatever they are. */
static enum outcome
page_write(struct req *r, struct res *out, struct rows *rows,
    const struct fieldset *set, const char *(*cursor)(struct act *,
    const struct rows *, const struct record *))
{
	struct record	*row = record_new(r->act.arena, set);
	struct json_out	*json = res_list(out);
	enum outcome	 e;

	while ((e = rows_next(rows, r->act.arena, row)) == SOUK_OK)
		answer_item(r, json, row);
	if (e != SOUK_NOT_FOUND)
		return e;
	res_list_end(out, rows->total, cursor(&r->act, rows, row));
	return SOUK_OK;
}

/* GET /api/admin/disputes: newest first. */
static enum outcome
disputes_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = dispute_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : page_write(r, out, &rows, &dispute_fields,
	    dispute_cursor);
}

/* GET /api/admin/reconciliations: newest first. */
static enum outcome
runs_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = reconcile_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : page_write(r, out, &rows,
	    &reconcile_fields, reconcile_cursor);
}

/* GET …/{id}: 404; 403 another brand's. */
static enum outcome
run_get(struct req *r, struct res *out)
{
	struct record	*run;
	enum outcome	 e = reconcile_read(&r->act, req_param(r, 0), &run);

	if (e == SOUK_OK)
		res_record(out, run);
	return e;
}

/* GET …/{id}/differences */
static enum outcome
differences_get(struct req *r, struct res *out)
{
	struct record	*run;
	struct rows	 rows;
	enum outcome	 e;

	if ((e = reconcile_read(&r->act, req_param(r, 0), &run)) != SOUK_OK ||
	    (e = difference_list(&r->act, req_param(r, 0), r->list,
	    &rows)) != SOUK_OK)
		return e;
	return page_write(r, out, &rows, &difference_fields,
	    difference_cursor);
}

/* GET /api/admin/flagged-payments: newest first. */
static enum outcome
flagged_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = flagged_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : page_write(r, out, &rows, &flagged_fields,
	    flagged_cursor);
}

/* DELETE …/{id}: somebody looked at it; the payment stays as it is. */
static enum outcome
flagged_delete(struct req *r, struct res *out)
{
	enum outcome	 e = flagged_clear(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

#define SEEN	.method = METHOD_GET, .who = FOR_PERMITTED, \
	.permission = PAYMENT_VIEW, .tag = "Payments", .tx = TX_READ, \
	.rate = RATE_READ

static const struct route routes[] = {
	{
		.path = "/api/admin/disputes", .run = disputes_get, SEEN,
		.answer = &dispute_fields, .flags = ROUTE_PAGED,
		.summary = "Money that banks ask back, newest first",
	}, {
		.path = RUNS, .run = runs_get, SEEN,
		.answer = &reconcile_fields, .flags = ROUTE_PAGED,
		.summary = "Comparisons with Stripe's books, newest first",
	}, {
		.path = RUNS "/{id}", .run = run_get, SEEN,
		.answer = &reconcile_fields,
		.summary = "A comparison",
	}, {
		.path = RUNS "/{id}/differences", .run = differences_get,
		SEEN, .answer = &difference_fields, .flags = ROUTE_PAGED,
		.summary = "What differed, and whether it was mended",
	}, {
		.path = FLAGGED, .run = flagged_get, SEEN,
		.answer = &flagged_fields, .flags = ROUTE_PAGED,
		.summary = "Payments that are not what was asked for",
	}, {
		.method = METHOD_DELETE, .path = FLAGGED "/{id}",
		.run = flagged_delete, .who = FOR_PERMITTED,
		.permission = PAYMENT_REFUND, .tag = "Payments",
		.tx = TX_WRITE, .rate = RATE_WRITE,
		.summary = "Say that somebody looked at it",
	},
};

const struct route_table disputes_routes = { routes, COUNT(routes) };
