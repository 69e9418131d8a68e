/* SPDX-License-Identifier: ISC */
/* Talks with people, and what is said in them. */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/inbox/inbox.h"
#include "lib/whatsapp/whatsapp.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define ALL		"/api/conversations"
#define ONE		ALL "/{id}"
#define SAID		ONE "/messages"
#define MESSAGE		"/api/messages/{id}"

/* GET /api/conversations: who wrote last first; 400. */
static enum outcome
all_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = conversation_list(&r->act, r->query, r->list,
			    &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &conversation_fields, conversation_next, conversation_cursor);
}

/* GET /api/conversations/{id}: 403, 404. */
static enum outcome
one_get(struct req *r, struct res *out)
{
	struct record	*c = NULL;
	enum outcome	 e = conversation_read(&r->act, req_param(r, 0), &c);

	return answer_record(out, e, c);
}

/* PATCH /api/conversations/{id}: 400, 403, 404, 412. */
static enum outcome
one_patch(struct req *r, struct res *out)
{
	struct record	*c = NULL;
	enum outcome	 e = conversation_change(&r->act, req_param(r, 0),
			    r->body, &c);

	return answer_record(out, e, c);
}

/* POST …/seen: nothing is unread; 403, 404. */
static enum outcome
seen_post(struct req *r, struct res *out)
{
	struct record	*c = NULL;
	enum outcome	 e = conversation_seen(&r->act, req_param(r, 0), &c);

	return answer_record(out, e, c);
}

/* GET …/templates: 403, 404. */
static enum outcome
templates_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = conversation_templates(&r->act, req_param(r, 0),
			    r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &wa_template_fields, NULL, conversation_templates_cursor);
}

/* GET …/messages: the newest first; 403, 404. */
static enum outcome
said_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = message_list(&r->act, req_param(r, 0), r->list,
			    &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &message_fields,
	    message_next, message_cursor);
}

/* POST …/messages: 201; 400; 403; 404; 409 the window is closed; details name
 * templates. */
static enum outcome
said_post(struct req *r, struct res *out)
{
	struct record	*m = NULL;
	enum outcome	 e = message_write(&r->act, req_param(r, 0), r->body,
			    &m);

	if (e == SOUK_OK)
		res_header(out, "Location", arena_printf(r->act.arena,
		    "/api/messages/%s", m->values[MESSAGE_ID].text));
	return answer_record(out, e, m);
}

/* GET /api/messages/{id}: 403, 404. */
static enum outcome
message_get(struct req *r, struct res *out)
{
	struct record	*m = NULL;
	enum outcome	 e = message_read(&r->act, req_param(r, 0), &m);

	return answer_record(out, e, m);
}

/* POST /api/messages/{id}/again: 403, 404, 409. */
static enum outcome
again_post(struct req *r, struct res *out)
{
	struct record	*m = NULL;
	enum outcome	 e = message_again(&r->act, req_param(r, 0), &m);

	return answer_record(out, e, m);
}

/* POST /api/messages/{id}/drop: 403, 404, 409. */
static enum outcome
drop_post(struct req *r, struct res *out)
{
	struct record	*m = NULL;
	enum outcome	 e = message_drop(&r->act, req_param(r, 0), &m);

	return answer_record(out, e, m);
}

#define ALLOWED	.who = FOR_PERMITTED, .permission = MESSAGE_MANAGE, \
	.tag = "Inbox"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = ALL, .run = all_get, ALLOWED,
		READS, .query = &conversation_filters,
		.answer = &conversation_fields, .flags = ROUTE_PAGED,
		.summary = "Talks with people on WhatsApp and from the "
		    "contact form, who wrote last first",
	}, {
		.method = METHOD_GET, .path = ONE, .run = one_get, ALLOWED,
		READS, .answer = &conversation_fields,
		.summary = "One talk",
	}, {
		.method = METHOD_PATCH, .path = ONE, .run = one_patch,
		ALLOWED, WRITES, .body = &conversation_change_fields,
		.answer = &conversation_fields,
		.summary = "Assign, close, reopen, label or name a talk",
	}, {
		.method = METHOD_POST, .path = ONE "/seen", .run = seen_post,
		ALLOWED, WRITES, .answer = &conversation_fields,
		.summary = "Nothing of it is unread; on WhatsApp they see "
		    "that it was read",
	}, {
		.method = METHOD_GET, .path = ONE "/templates",
		.run = templates_get, ALLOWED, READS,
		.answer = &wa_template_fields, .flags = ROUTE_PAGED,
		.summary = "Approved templates, those in the person's "
		    "language first: what may be sent when the window is "
		    "closed",
	}, {
		.method = METHOD_GET, .path = SAID, .run = said_get, ALLOWED,
		READS, .answer = &message_fields, .flags = ROUTE_PAGED,
		.summary = "What was said in a talk, the newest first",
	}, {
		.method = METHOD_POST, .path = SAID, .run = said_post,
		ALLOWED, WRITES, .body = &message_new_fields,
		.answer = &message_fields, .flags = ROUTE_CREATES,
		.summary = "Answer: text, template, buttons, a file, a "
		    "reaction; or a note between the staff",
	}, {
		.method = METHOD_GET, .path = MESSAGE, .run = message_get,
		ALLOWED, READS, .answer = &message_fields,
		.summary = "One message, and what became of it",
	}, {
		.method = METHOD_POST, .path = MESSAGE "/again",
		.run = again_post, ALLOWED, WRITES,
		.answer = &message_fields,
		.summary = "Send a message that did not go once more",
	}, {
		.method = METHOD_POST, .path = MESSAGE "/drop",
		.run = drop_post, ALLOWED, WRITES,
		.answer = &message_fields,
		.summary = "A message that waits or is in doubt will not go",
	},
};

const struct route_table conversations_routes = { routes, COUNT(routes) };
