/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/notify/webhook.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define ALL		"/api/admin/webhooks"
#define ONE		ALL "/{id}"
#define DELIVERIES	ONE "/deliveries"

static enum outcome
webhook_answer(struct res *out, enum outcome e, const struct record *webhook)
{
	if (e != SOUK_OK)
		return e;
	res_version(out, webhook->values[WEBHOOK_VERSION].num);
	res_record(out, webhook);
	return SOUK_OK;
}

/* GET /api/admin/webhooks: the oldest first. */
static enum outcome
all_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = webhook_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &webhook_fields, NULL, webhook_list_cursor);
}

/* POST /api/admin/webhooks: 201 with the secret; 400, 409 too many. */
static enum outcome
all_post(struct req *r, struct res *out)
{
	struct record	*webhook;
	enum outcome	 e = webhook_create(&r->act, r->body, &webhook);

	return webhook_answer(out, e, webhook);
}

/* GET /api/admin/webhooks/{id}: 403, 404. */
static enum outcome
one_get(struct req *r, struct res *out)
{
	struct record	*webhook;
	enum outcome	 e = webhook_read(&r->act, req_param(r, 0), &webhook);

	return webhook_answer(out, e, webhook);
}

/* PATCH: 400, 403, 404, 412. */
static enum outcome
one_patch(struct req *r, struct res *out)
{
	struct record	*webhook;
	enum outcome	 e = webhook_change(&r->act, req_param(r, 0), r->body,
			    &webhook);

	return webhook_answer(out, e, webhook);
}

/* DELETE: 403, 404, 412. */
static enum outcome
one_delete(struct req *r, struct res *out)
{
	enum outcome	 e = webhook_delete(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

/* POST …/rotate-secret: with the new one; 403, 404. */
static enum outcome
secret_post(struct req *r, struct res *out)
{
	struct record	*webhook;
	enum outcome	 e = webhook_rotate(&r->act, req_param(r, 0),
			    &webhook);

	return webhook_answer(out, e, webhook);
}

/* POST …/test: the delivery; 403, 404, 409 not active. */
static enum outcome
test_post(struct req *r, struct res *out)
{
	struct record	*delivery;
	enum outcome	 e = webhook_ping(&r->act, req_param(r, 0),
			    &delivery);

	if (e == SOUK_OK)
		res_record(out, delivery);
	return e;
}

/* GET …/deliveries: newest first; 403, 404. */
static enum outcome
deliveries_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = webhook_delivery_list(&r->act, req_param(r, 0),
			    r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &webhook_delivery_fields, NULL, webhook_delivery_cursor);
}

/* POST …/deliveries/{delivery}/replay: 403, 404, 409 under way. */
static enum outcome
replay_post(struct req *r, struct res *out)
{
	struct record	*delivery;
	enum outcome	 e = webhook_replay(&r->act, req_param(r, 0),
			    req_param(r, 1), &delivery);

	if (e == SOUK_OK)
		res_record(out, delivery);
	return e;
}

#define FOR_OWNERS	.who = FOR_PERMITTED, .permission = SETTINGS_EDIT, \
	.tag = "Webhooks"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = ALL, .run = all_get,
		FOR_OWNERS, READS,
		.answer = &webhook_fields, .flags = ROUTE_PAGED,
		.summary = "Who is told of changes",
	}, {
		.method = METHOD_POST, .path = ALL, .run = all_post,
		FOR_OWNERS, WRITES,
		.body = &webhook_fields, .answer = &webhook_fields,
		.flags = ROUTE_CREATES | ROUTE_NO_STORE | ROUTE_TOLD_ONCE,
		.summary = "Have somebody told; answers the secret, once",
	}, {
		.method = METHOD_GET, .path = ONE, .run = one_get,
		FOR_OWNERS, READS,
		.answer = &webhook_fields,
		.summary = "A webhook",
	}, {
		.method = METHOD_PATCH, .path = ONE, .run = one_patch,
		FOR_OWNERS, WRITES,
		.body = &webhook_fields, .answer = &webhook_fields,
		.summary = "Change a webhook",
	}, {
		.method = METHOD_DELETE, .path = ONE, .run = one_delete,
		FOR_OWNERS, WRITES,
		.summary = "Delete a webhook with its deliveries",
	}, {
		.method = METHOD_POST, .path = ONE "/rotate-secret",
		.run = secret_post, FOR_OWNERS, WRITES,
		.answer = &webhook_fields,
		.flags = ROUTE_NO_STORE | ROUTE_TOLD_ONCE,
		.summary = "A new secret, told once; the old one ends",
	}, {
		.method = METHOD_POST, .path = ONE "/test",
		.run = test_post, FOR_OWNERS, WRITES,
		.answer = &webhook_delivery_fields,
		.summary = "Send a ping",
	}, {
		.method = METHOD_GET, .path = DELIVERIES,
		.run = deliveries_get, FOR_OWNERS, READS,
		.answer = &webhook_delivery_fields, .flags = ROUTE_PAGED,
		.summary = "What was sent in the last 30 days, newest first",
	}, {
		.method = METHOD_POST, .path = DELIVERIES "/{delivery}/replay",
		.run = replay_post, FOR_OWNERS, WRITES,
		.answer = &webhook_delivery_fields,
		.summary = "Send a delivery again, under its id",
	},
};

const struct route_table webhook_routes = { routes, COUNT(routes) };
