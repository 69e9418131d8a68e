/* SPDX-License-Identifier: ISC */
/* What the staff does with payments and refunds, and the books. */
#include "fcgi/routes/routes.h"
#include "lib/payments/payments.h"
#include "lib/payments/staff.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* POST /api/payments/{id}/refund: 201; 400, 403, 404, 409 more than is left. */
static enum outcome
refund_post(struct req *r, struct res *out)
{
	struct record	*refund = NULL;
	enum outcome	 e;

	e = refund_entered(&r->act, req_param(r, 0), r->body,
	    req_header(r, "HTTP_IDEMPOTENCY_KEY"), &refund);
	return answer_record(out, e, refund);
}

/* GET /api/admin/payments: newest first. */
static enum outcome
payments_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = payment_list(&r->act, r->query, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &payment_fields,
	    NULL, payment_list_cursor);
}

/* POST /api/admin/payments/{id}/receive: 400, 403, 404, 409. */
static enum outcome
receive_post(struct req *r, struct res *out)
{
	struct record	*payment = NULL;
	enum outcome	 e;

	e = payment_receive_entered(&r->act, req_param(r, 0), r->body,
	    &payment);
	return answer_record(out, e, payment);
}

/* POST /api/admin/payments/{id}/cancel: 403, 404, 409 past that. */
static enum outcome
cancel_post(struct req *r, struct res *out)
{
	struct record	*payment = NULL;
	enum outcome	 e;

	if ((e = payment_cancel(&r->act, req_param(r, 0))) != SOUK_OK ||
	    (e = payment_read(&r->act, req_param(r, 0), &payment)) != SOUK_OK)
		return e;
	res_record(out, payment);
	return SOUK_OK;
}

/* POST /api/admin/refunds/{id}/done: 403, 404, 409 not one to be handed over. */
static enum outcome
refund_done_post(struct req *r, struct res *out)
{
	struct record	*refund = NULL;
	enum outcome	 e = refund_done(&r->act, req_param(r, 0), &refund);

	return answer_record(out, e, refund);
}

/* POST /api/admin/refunds/{id}/retry: 403, 404, 409 it does not wait. */
static enum outcome
refund_retry_post(struct req *r, struct res *out)
{
	struct record	*refund = NULL;
	enum outcome	 e = refund_retry(&r->act, req_param(r, 0), &refund);

	return answer_record(out, e, refund);
}

/* GET /api/admin/ledger: newest first. */
static enum outcome
ledger_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = ledger_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &ledger_fields,
	    NULL, ledger_list_cursor);
}

/* GET /api/admin/ledger/balances. */
static enum outcome
balances_get(struct req *r, struct res *out)
{
	struct record	*list, *told = record_new(r->act.arena,
			    &ledger_balances_fields);
	struct value	*v = &told->values[0];
	enum outcome	 e;

	if ((e = ledger_balances(&r->act, &list, &v->count)) != SOUK_OK)
		return e;
	v->state = VALUE_SET;
	v->items = list;
	res_record(out, told);
	return SOUK_OK;
}

#define ALLOWED(PERMISSION) .who = FOR_PERMITTED, \
	.permission = (PERMISSION), .tag = "Payments"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE

static const struct route routes[] = {
	{
		.method = METHOD_POST, .path = "/api/payments/{id}/refund",
		.run = refund_post, ALLOWED(PAYMENT_REFUND), WRITES,
		.body = &refund_input_fields, .answer = &refund_fields,
		.flags = ROUTE_CREATES,
		.summary = "Give back all or part of a payment",
	}, {
		.method = METHOD_GET, .path = "/api/admin/payments",
		.run = payments_get, ALLOWED(PAYMENT_VIEW), READS,
		.query = &payment_filters, .answer = &payment_fields,
		.flags = ROUTE_PAGED,
		.summary = "Payments of the brand, newest first",
	}, {
		.method = METHOD_POST, .path = "/api/admin/payments/{id}/receive",
		.run = receive_post, ALLOWED(PAYMENT_REFUND), WRITES,
		.body = &receive_fields, .answer = &payment_fields,
		.summary = "Cash or a transfer has come",
	}, {
		.method = METHOD_POST, .path = "/api/admin/payments/{id}/cancel",
		.run = cancel_post, ALLOWED(PAYMENT_REFUND), WRITES,
		.answer = &payment_fields,
		.summary = "Cancel a payment that is not being processed",
	}, {
		.method = METHOD_POST, .path = "/api/admin/refunds/{id}/done",
		.run = refund_done_post, ALLOWED(PAYMENT_REFUND), WRITES,
		.answer = &refund_fields,
		.summary = "A refund of cash or a transfer was handed over",
	}, {
		.method = METHOD_POST, .path = "/api/admin/refunds/{id}/retry",
		.run = refund_retry_post, ALLOWED(PAYMENT_REFUND), WRITES,
		.answer = &refund_fields,
		.summary = "Send a refund again that Stripe did not take",
	}, {
		.method = METHOD_GET, .path = "/api/admin/ledger",
		.run = ledger_get, ALLOWED(PAYMENT_VIEW), READS,
		.answer = &ledger_fields, .flags = ROUTE_PAGED,
		.summary = "The books, newest first",
	}, {
		.method = METHOD_GET, .path = "/api/admin/ledger/balances",
		.run = balances_get, ALLOWED(PAYMENT_VIEW), READS,
		.answer = &ledger_balances_fields,
		.summary = "What lies on each account",
	},
};

const struct route_table payments_admin_routes = { routes, COUNT(routes) };
