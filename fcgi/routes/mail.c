/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/notify/notify.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define TEXTS		"/api/admin/mail/templates"
#define TEXT		TEXTS "/{name}/{locale}"
#define OUTBOX		"/api/admin/mail/outbox"

static enum outcome
text_answer(struct res *out, enum outcome e, const struct record *text)
{
	if (e != SOUK_OK)
		return e;
	res_version(out, text->values[MAIL_TEXT_VERSION].num);
	res_record(out, text);
	return SOUK_OK;
}

/* GET /api/admin/mail/templates: each in every language. */
static enum outcome
texts_get(struct req *r, struct res *out)
{
	struct record	**texts;
	struct json_out	 *json;
	size_t		  count;
	enum outcome	  e;

	e = mail_text_list(&r->act, r->list, &texts, &count);
	if (e != SOUK_OK)
		return e;
	json = res_list(out);
	for (size_t i = 0; i < count; i++)
		answer_item(r, json, texts[i]);
	res_list_end(out, mail_text_total,
	    mail_text_cursor(&r->act, r->list, count));
	return SOUK_OK;
}

/* GET /api/admin/mail/templates/{name}/{locale}: 404. */
static enum outcome
text_get(struct req *r, struct res *out)
{
	struct record	*text;
	enum outcome	 e;

	e = mail_text_read(&r->act, req_param(r, 0), req_param(r, 1), &text);
	return text_answer(out, e, text);
}

/* PUT: 400 a placeholder; 404, 412. */
static enum outcome
text_put(struct req *r, struct res *out)
{
	struct record	*text;
	enum outcome	 e;

	e = mail_text_change(&r->act, req_param(r, 0), req_param(r, 1),
	    r->body, &text);
	return text_answer(out, e, text);
}

/* DELETE: back to souk's own, which is the answer. */
static enum outcome
text_delete(struct req *r, struct res *out)
{
	struct record	*text;
	enum outcome	 e;

	e = mail_text_restore(&r->act, req_param(r, 0), req_param(r, 1),
	    &text);
	return text_answer(out, e, text);
}

/* POST …/preview: 400, 404; nothing is stored. */
static enum outcome
text_preview(struct req *r, struct res *out)
{
	struct record	*preview;
	enum outcome	 e;

	e = mail_text_preview(&r->act, req_param(r, 0), req_param(r, 1),
	    r->body, &preview);
	if (e == SOUK_OK)
		res_record(out, preview);
	return e;
}

/* GET /api/admin/mail/outbox: newest first. */
static enum outcome
outbox_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e;

	e = outbox_list(&r->act, r->query, r->list, &rows);
	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &outbox_fields,
	    outbox_next, outbox_cursor);
}

/* POST /api/admin/mail/outbox/{id}/retry: 403, 404, 409 not dead. */
static enum outcome
mail_retry(struct req *r, struct res *out)
{
	struct record	*mail;
	enum outcome	 e = outbox_retry(&r->act, req_param(r, 0), &mail);

	if (e == SOUK_OK)
		res_record(out, mail);
	return e;
}

/* POST /api/admin/mail/outbox/{id}/drop: 403, 404, 409 not dead. */
static enum outcome
mail_drop(struct req *r, struct res *out)
{
	struct record	*mail;
	enum outcome	 e = outbox_drop(&r->act, req_param(r, 0), &mail);

	if (e == SOUK_OK)
		res_record(out, mail);
	return e;
}

#define FOR_OWNERS	.who = FOR_PERMITTED, .permission = SETTINGS_EDIT, \
	.tag = "Mail"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = TEXTS,
		.run = texts_get, FOR_OWNERS, READS,
		.answer = &mail_text_fields, .flags = ROUTE_PAGED,
		.summary = "What each mail says, in every language",
	}, {
		.method = METHOD_GET, .path = TEXT,
		.run = text_get, FOR_OWNERS, READS,
		.answer = &mail_text_fields,
		.summary = "What a mail says in a language",
	}, {
		.method = METHOD_PUT, .path = TEXT,
		.run = text_put, FOR_OWNERS, WRITES,
		.body = &mail_text_fields, .answer = &mail_text_fields,
		.summary = "Have a mail say something else",
	}, {
		.method = METHOD_DELETE, .path = TEXT,
		.run = text_delete, FOR_OWNERS, WRITES,
		.answer = &mail_text_fields,
		.summary = "Back to souk's own words",
	}, {
		.method = METHOD_POST, .path = TEXT "/preview",
		.run = text_preview, FOR_OWNERS, READS,
		.body = &mail_text_fields, .answer = &mail_preview_fields,
		.summary = "A mail with sample values; nothing is stored",
	}, {
		.method = METHOD_GET, .path = OUTBOX,
		.run = outbox_get, FOR_OWNERS, READS,
		.query = &outbox_filters, .answer = &outbox_fields,
		.flags = ROUTE_PAGED,
		.summary = "Mails of the last month, newest first",
	}, {
		.method = METHOD_POST, .path = OUTBOX "/{id}/retry",
		.run = mail_retry, FOR_OWNERS, WRITES,
		.answer = &outbox_fields,
		.summary = "Try a mail again that was given up",
	}, {
		.method = METHOD_POST, .path = OUTBOX "/{id}/drop",
		.run = mail_drop, FOR_OWNERS, WRITES,
		.answer = &outbox_fields,
		.summary = "Let go of a mail that was given up",
	},
};

const struct route_table mail_routes = { routes, COUNT(routes) };
