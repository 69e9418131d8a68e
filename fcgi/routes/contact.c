/* SPDX-License-Identifier: ISC */
/* The contact form, and its messages for the staff. */
#include "fcgi/routes/routes.h"
#include "lib/inbox/contact.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define CONTACT		"/api/public/contact"
#define MESSAGES	"/api/admin/messages"

static const struct field sent_table[] = {
	{ .name = "message", .type = FIELD_TEXT,
	  .help = "What to show whoever wrote" },
};
static const struct fieldset sent_fields =
    FIELDSET("ContactSent", NULL, sent_table);

/* POST /api/public/contact: 201; 400, 409 a form of days ago, 429. */
static enum outcome
contact_post(struct req *r, struct res *out)
{
	struct record	*sent = record_new(r->act.arena, &sent_fields);
	enum outcome	 e = contact_send(&r->act, r->body);

	record_set_text(sent, 0, contact_came.text[r->act.locale]);
	return answer_record(out, e, sent);
}

/* GET /api/public/contact/details */
static enum outcome
details_get(struct req *r, struct res *out)
{
	res_record(out, contact_details(&r->act));
	return SOUK_OK;
}

/* GET /api/admin/messages: of one's brand, the newest first. */
static enum outcome
messages_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = contact_list(&r->act, r->query, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &contact_fields,
	    contact_next, contact_cursor);
}

/* GET /api/admin/messages/{id}: 403 of another brand; 404. */
static enum outcome
message_get(struct req *r, struct res *out)
{
	struct record	*contact = NULL;
	enum outcome	 e = contact_read(&r->act, req_param(r, 0), &contact);

	return answer_version(out, e, contact, CONTACT_VERSION);
}

/* PATCH /api/admin/messages/{id}: 400, 403, 404, 412. */
static enum outcome
message_patch(struct req *r, struct res *out)
{
	struct record	*contact = NULL;
	enum outcome	 e = contact_change(&r->act, req_param(r, 0), r->body,
			    &contact);

	return answer_version(out, e, contact, CONTACT_VERSION);
}

/* POST /api/admin/messages/{id}/reply: 201; 400, 403, 404, 412. */
static enum outcome
reply_post(struct req *r, struct res *out)
{
	struct record	*contact = NULL;
	enum outcome	 e = contact_reply(&r->act, req_param(r, 0), r->body,
			    &contact);

	return answer_version(out, e, contact, CONTACT_VERSION);
}

/* DELETE /api/admin/messages/{id}: 403, 404, 412. */
static enum outcome
message_delete(struct req *r, struct res *out)
{
	enum outcome	 e = contact_delete(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

#define OPEN	.who = FOR_ANYONE, .tag = "Contact"
#define FOR_STAFF .who = FOR_PERMITTED, .permission = MESSAGE_MANAGE, \
	.tag = "Contact messages", .answer = &contact_fields
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE

static const struct route routes[] = {
	{
		.method = METHOD_POST, .path = CONTACT, .run = contact_post,
		OPEN, .tx = TX_WRITE, .rate = RATE_CONTACT,
		.body = &contact_new_fields, .answer = &sent_fields,
		.flags = ROUTE_CREATES, .max_body = 32768,
		.summary = "Write to the shop",
	}, {
		.method = METHOD_GET, .path = CONTACT "/details",
		.run = details_get, OPEN, READS,
		.answer = &contact_detail_fields, .flags = ROUTE_NO_STORE,
		.summary = "Where the shop is and when it is open; and what a "
		    "form for it needs",
	}, {
		.method = METHOD_GET, .path = MESSAGES, .run = messages_get,
		FOR_STAFF, READS, .query = &contact_filters,
		.flags = ROUTE_PAGED,
		.summary = "What came by the contact form, newest first",
	}, {
		.method = METHOD_GET, .path = MESSAGES "/{id}",
		.run = message_get, FOR_STAFF, READS,
		.summary = "A message of the contact form",
	}, {
		.method = METHOD_PATCH, .path = MESSAGES "/{id}",
		.run = message_patch, FOR_STAFF, WRITES,
		.body = &contact_change_fields,
		.summary = "Say what became of a message, or note something",
	}, {
		.method = METHOD_POST, .path = MESSAGES "/{id}/reply",
		.run = reply_post, FOR_STAFF, WRITES,
		.body = &contact_reply_fields, .flags = ROUTE_CREATES,
		.summary = "Answer a message by mail",
	}, {
		.method = METHOD_DELETE, .path = MESSAGES "/{id}",
		.run = message_delete, FOR_STAFF, WRITES,
		.summary = "Delete a message with its conversation",
	},
};

const struct route_table contact_routes = { routes, COUNT(routes) };
