/* SPDX-License-Identifier: ISC */
/* What people are told: their own bells and wishes; for the shop's people all
 * notices, the texts that went and those that came. */
#include "fcgi/routes/routes.h"
#include "lib/notify/notice.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define BELLS		"/api/notifications"
#define WISHES		"/api/users/me/notices"
#define NOTICES		"/api/admin/notices"
#define TEXTS		"/api/admin/sms"

/* ---- one's own ---------------------------------------------------------- */

/* GET /api/notifications: one's own, newest first. */
static enum outcome
bells_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = bell_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &bell_fields,
	    bell_next, bell_cursor);
}

static enum outcome
count_answer(struct req *r, struct res *out)
{
	struct record	*count = record_new(r->act.arena, &bell_count_fields);
	int64_t		 unread;
	enum outcome	 e = bell_count(&r->act, &unread);

	record_set_int(count, BELL_COUNT_UNREAD, unread);
	return answer_record(out, e, count);
}

/* GET /api/notifications/count */
static enum outcome
count_get(struct req *r, struct res *out)
{
	return count_answer(r, out);
}

/* POST /api/notifications/{id}/read: how many are left; 404. */
static enum outcome
read_post(struct req *r, struct res *out)
{
	enum outcome	 e = bell_seen(&r->act, req_param(r, 0));

	return e != SOUK_OK ? e : count_answer(r, out);
}

/* POST /api/notifications/read-all */
static enum outcome
read_all_post(struct req *r, struct res *out)
{
	enum outcome	 e = bell_seen(&r->act, NULL);

	return e != SOUK_OK ? e : count_answer(r, out);
}

/* GET /api/users/me/notices */
static enum outcome
wishes_get(struct req *r, struct res *out)
{
	struct record	*wishes;
	enum outcome	 e = wish_read(&r->act, &wishes);

	return answer_record(out, e, wishes);
}

/* PUT /api/users/me/notices: 400 names each way that cannot reach them. */
static enum outcome
wishes_put(struct req *r, struct res *out)
{
	struct record	*wishes;
	enum outcome	 e = wish_change(&r->act, r->body, &wishes);

	return answer_record(out, e, wishes);
}

/* ---- the shop's --------------------------------------------------------- */

/* GET /api/admin/notices: newest first. */
static enum outcome
notices_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = notice_list(&r->act, r->query, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &notice_fields,
	    notice_next, notice_cursor);
}

/* GET /api/admin/notices/{id}: 403, 404. */
static enum outcome
notice_get(struct req *r, struct res *out)
{
	struct record	*notice;
	enum outcome	 e = notice_read(&r->act, req_param(r, 0), &notice);

	return answer_record(out, e, notice);
}

/* POST …/again: 403, 404, 409 not dead. */
static enum outcome
again_post(struct req *r, struct res *out)
{
	struct record	*notice;
	enum outcome	 e = notice_again(&r->act, req_param(r, 0), &notice);

	return answer_record(out, e, notice);
}

/* POST …/drop: 403, 404, 409 told. */
static enum outcome
drop_post(struct req *r, struct res *out)
{
	struct record	*notice;
	enum outcome	 e = notice_drop(&r->act, req_param(r, 0), &notice);

	return answer_record(out, e, notice);
}

/* GET /api/admin/sms: newest first. */
static enum outcome
texts_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = sms_list(&r->act, r->query, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &sms_fields,
	    sms_next, sms_cursor);
}

/* GET /api/admin/sms/received */
static enum outcome
received_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = sms_came_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &sms_came_fields, sms_came_next, sms_came_cursor);
}

/* GET /api/admin/sms/{id}: 403, 404. */
static enum outcome
text_get(struct req *r, struct res *out)
{
	struct record	*sms;
	enum outcome	 e = sms_read(&r->act, req_param(r, 0), &sms);

	return answer_record(out, e, sms);
}

/* POST /api/admin/sms/{id}/again: 403, 404, 409 it went. */
static enum outcome
text_again(struct req *r, struct res *out)
{
	struct record	*sms;
	enum outcome	 e = sms_again(&r->act, req_param(r, 0), &sms);

	return answer_record(out, e, sms);
}

/* POST /api/admin/sms/{id}/drop: 403, 404, 409 it went. */
static enum outcome
text_drop(struct req *r, struct res *out)
{
	struct record	*sms;
	enum outcome	 e = sms_drop(&r->act, req_param(r, 0), &sms);

	return answer_record(out, e, sms);
}

/* POST /api/admin/sms/test: 400, 409 no Twilio, or they want none. */
static enum outcome
test_post(struct req *r, struct res *out)
{
	struct record	*sms;
	enum outcome	 e = sms_test(&r->act, r->body, &sms);

	return answer_record(out, e, sms);
}

#define OWN	.who = FOR_SIGNED_IN, .tag = "Notices"
#define FOR_OWNERS(TAG)	.who = FOR_PERMITTED, .permission = SETTINGS_EDIT, \
	.tag = TAG
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = BELLS, .run = bells_get,
		OWN, READS, .answer = &bell_fields, .flags = ROUTE_PAGED,
		.summary = "What one was told within the shop, newest first",
	}, {
		.method = METHOD_GET, .path = BELLS "/count",
		.run = count_get, OWN, READS, .answer = &bell_count_fields,
		.summary = "How many are not read yet",
	}, {
		.method = METHOD_POST, .path = BELLS "/read-all",
		.run = read_all_post, OWN, WRITES,
		.answer = &bell_count_fields,
		.summary = "All of them are read",
	}, {
		.method = METHOD_POST, .path = BELLS "/{id}/read",
		.run = read_post, OWN, WRITES, .answer = &bell_count_fields,
		.summary = "One is read",
	}, {
		.method = METHOD_GET, .path = WISHES, .run = wishes_get,
		OWN, READS, .answer = &wish_fields,
		.summary = "Of what one is told, how, and when not",
	}, {
		.method = METHOD_PUT, .path = WISHES, .run = wishes_put,
		OWN, WRITES, .body = &wish_fields, .answer = &wish_fields,
		.summary = "Have it otherwise",
	}, {
		.method = METHOD_GET, .path = NOTICES, .run = notices_get,
		FOR_OWNERS("Notices"), READS, .query = &notice_filters,
		.answer = &notice_fields, .flags = ROUTE_PAGED,
		.summary = "What people were told and how, newest first",
	}, {
		.method = METHOD_GET, .path = NOTICES "/{id}",
		.run = notice_get, FOR_OWNERS("Notices"), READS,
		.answer = &notice_fields, .summary = "A notice",
	}, {
		.method = METHOD_POST, .path = NOTICES "/{id}/again",
		.run = again_post, FOR_OWNERS("Notices"), WRITES,
		.answer = &notice_fields,
		.summary = "Tell what could not be told, from the first way",
	}, {
		.method = METHOD_POST, .path = NOTICES "/{id}/drop",
		.run = drop_post, FOR_OWNERS("Notices"), WRITES,
		.answer = &notice_fields,
		.summary = "Let go of what was not told",
	}, {
		.method = METHOD_GET, .path = TEXTS, .run = texts_get,
		FOR_OWNERS("Texts"), READS, .query = &sms_filters,
		.answer = &sms_fields, .flags = ROUTE_PAGED,
		.summary = "Texts that were sent, newest first",
	}, {
		.method = METHOD_GET, .path = TEXTS "/received",
		.run = received_get, FOR_OWNERS("Texts"), READS,
		.answer = &sms_came_fields, .flags = ROUTE_PAGED,
		.summary = "Texts that people sent, newest first",
	}, {
		.method = METHOD_POST, .path = TEXTS "/test",
		.run = test_post, FOR_OWNERS("Texts"), .tx = TX_WRITE,
		.rate = RATE_RESET, .flags = ROUTE_CREATES,
		.body = &sms_test_fields, .answer = &sms_fields,
		.summary = "Send a text to see that texts go out",
	}, {
		.method = METHOD_GET, .path = TEXTS "/{id}",
		.run = text_get, FOR_OWNERS("Texts"), READS,
		.answer = &sms_fields, .summary = "A text",
	}, {
		.method = METHOD_POST, .path = TEXTS "/{id}/again",
		.run = text_again, FOR_OWNERS("Texts"), WRITES,
		.answer = &sms_fields,
		.summary = "Send again what is in doubt or was given up",
	}, {
		.method = METHOD_POST, .path = TEXTS "/{id}/drop",
		.run = text_drop, FOR_OWNERS("Texts"), WRITES,
		.answer = &sms_fields, .summary = "Let go of a text",
	},
};

const struct route_table notices_routes = { routes, COUNT(routes) };
