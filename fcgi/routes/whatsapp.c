/* SPDX-License-Identifier: ISC */
/* What goes out on WhatsApp: our numbers, templates, and each message. */
#include "fcgi/routes/routes.h"
#include "lib/queue/queue.h"
#include "lib/whatsapp/number.h"
#include "lib/whatsapp/send_list.h"
#include "lib/whatsapp/template.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define ALL		"/api/admin/whatsapp"
#define NUMBERS		ALL "/numbers"
#define SENDS		ALL "/sends"

/* GET …/numbers: the oldest first. */
static enum outcome
numbers_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = wa_number_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &wa_number_fields, NULL, wa_number_cursor);
}

/* GET …/numbers/{id}: 403, 404. */
static enum outcome
number_get(struct req *r, struct res *out)
{
	struct record	*number;
	enum outcome	 e = wa_number_read(&r->act, req_param(r, 0),
			    &number);

	return answer_version(out, e, number, WA_NUMBER_VERSION);
}

/* PATCH …/numbers/{id}: 400, 403, 404, 412. */
static enum outcome
number_patch(struct req *r, struct res *out)
{
	struct record	*number;
	enum outcome	 e = wa_number_change(&r->act, req_param(r, 0),
			    r->body, &number);

	return answer_version(out, e, number, WA_NUMBER_VERSION);
}

/* POST …/sync: 202; 400 no such brand; 409 WhatsApp is not set up. */
static enum outcome
sync_post(struct req *r, struct res *out)
{
	enum outcome	 e = wa_sync_put(&r->act, r->body);

	if (e != SOUK_OK)
		return e;
	json_open(res_data(out), "data");
	json_bool(&out->json, "queued", true);
	json_close(&out->json);
	return SOUK_OK;
}

/* GET …/templates. */
static enum outcome
templates_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = wa_template_list(&r->act, r->query, r->list,
			    &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &wa_template_fields, NULL, wa_template_cursor);
}

/* GET …/sends: the newest first. */
static enum outcome
sends_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = wa_send_list(&r->act, r->query, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &wa_send_fields, NULL, wa_send_cursor);
}

/* GET …/sends/{id}: 403, 404. */
static enum outcome
send_get(struct req *r, struct res *out)
{
	struct record	*send;
	enum outcome	 e = wa_send_read(&r->act, req_param(r, 0), &send);

	return answer_record(out, e, send);
}

/* POST …/sends/{id}/retry: 403, 404, 409. */
static enum outcome
retry_post(struct req *r, struct res *out)
{
	struct record	*send;
	enum outcome	 e = wa_send_again(&r->act, req_param(r, 0), &send);

	return answer_record(out, e, send);
}

/* POST …/sends/{id}/drop: 403, 404, 409. */
static enum outcome
drop_post(struct req *r, struct res *out)
{
	struct record	*send;
	enum outcome	 e = wa_send_drop(&r->act, req_param(r, 0), &send);

	return answer_record(out, e, send);
}

#define ALLOWED(PERMISSION) .who = FOR_PERMITTED, \
	.permission = (PERMISSION), .tag = "WhatsApp"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = NUMBERS, .run = numbers_get,
		ALLOWED(SETTINGS_EDIT), READS, .answer = &wa_number_fields,
		.flags = ROUTE_PAGED, .summary = "Our WhatsApp numbers",
	}, {
		.method = METHOD_GET, .path = NUMBERS "/{id}",
		.run = number_get, ALLOWED(SETTINGS_EDIT), READS,
		.answer = &wa_number_fields, .summary = "A number of ours",
	}, {
		.method = METHOD_PATCH, .path = NUMBERS "/{id}",
		.run = number_patch, ALLOWED(SETTINGS_EDIT), WRITES,
		.body = &wa_number_fields, .answer = &wa_number_fields,
		.summary = "Change how a number is used, or whose it is; "
		    "what holds it back is forgotten",
	}, {
		.method = METHOD_POST, .path = ALL "/sync",
		.run = sync_post, ALLOWED(SETTINGS_EDIT), WRITES,
		.flags = ROUTE_ACCEPTED, .body = &wa_sync_fields,
		.summary = "Take over numbers and templates from Meta",
	}, {
		.method = METHOD_GET, .path = ALL "/templates",
		.run = templates_get, ALLOWED(MESSAGE_MANAGE), READS,
		.query = &wa_template_filters,
		.answer = &wa_template_fields, .flags = ROUTE_PAGED,
		.summary = "Message templates, as Meta has them",
	}, {
		.method = METHOD_GET, .path = SENDS, .run = sends_get,
		ALLOWED(MESSAGE_MANAGE), READS, .query = &wa_send_filters,
		.answer = &wa_send_fields, .flags = ROUTE_PAGED,
		.summary = "What goes out on WhatsApp, the newest first",
	}, {
		.method = METHOD_GET, .path = SENDS "/{id}",
		.run = send_get, ALLOWED(MESSAGE_MANAGE), READS,
		.answer = &wa_send_fields, .summary = "One of them",
	}, {
		.method = METHOD_POST, .path = SENDS "/{id}/retry",
		.run = retry_post, ALLOWED(MESSAGE_MANAGE), WRITES,
		.answer = &wa_send_fields,
		.summary = "Send one that failed, was dropped or is in doubt "
		    "once more: who had it gets it twice",
	}, {
		.method = METHOD_POST, .path = SENDS "/{id}/drop",
		.run = drop_post, ALLOWED(MESSAGE_MANAGE), WRITES,
		.answer = &wa_send_fields,
		.summary = "One that waits or is in doubt will not go",
	},
};

const struct route_table whatsapp_routes = { routes, COUNT(routes) };
