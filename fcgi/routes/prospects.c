/* SPDX-License-Identifier: ISC */
/* People who may buy. */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/inbox/inbox.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define ALL		"/api/prospects"
#define ONE		ALL "/{id}"

/* GET /api/prospects: the newest first; 400. */
static enum outcome
all_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = prospect_list(&r->act, r->query, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &prospect_fields, prospect_next, prospect_cursor);
}

/* POST /api/prospects: 201; 400; 409 telephone or address are taken. */
static enum outcome
all_post(struct req *r, struct res *out)
{
	struct record	*p = NULL;
	enum outcome	 e = prospect_create(&r->act, r->body, &p);

	if (e == SOUK_OK)
		res_header(out, "Location", arena_printf(r->act.arena,
		    ALL "/%s", p->values[PROSPECT_ID].text));
	return answer_version(out, e, p, PROSPECT_VERSION);
}

/* GET /api/prospects/{id}: 403, 404. */
static enum outcome
one_get(struct req *r, struct res *out)
{
	struct record	*p = NULL;
	enum outcome	 e = prospect_read(&r->act, req_param(r, 0), &p);

	return answer_version(out, e, p, PROSPECT_VERSION);
}

/* PATCH, PUT /api/prospects/{id}: 400, 403, 404, 409, 412. */
static enum outcome
one_patch(struct req *r, struct res *out)
{
	struct record	*p = NULL;
	enum outcome	 e = prospect_change(&r->act, req_param(r, 0),
			    r->body, &p);

	return answer_version(out, e, p, PROSPECT_VERSION);
}

/* DELETE /api/prospects/{id}: 403, 404, 412. */
static enum outcome
one_delete(struct req *r, struct res *out)
{
	enum outcome	 e = prospect_delete(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

/* POST …/merge: the other is this one from now on; 400, 403, 404, 409. */
static enum outcome
merge_post(struct req *r, struct res *out)
{
	struct record	*p = NULL;
	enum outcome	 e = prospect_merge(&r->act, req_param(r, 0),
			    r->body->values[PROSPECT_MERGE_OTHER].text, &p);

	return answer_version(out, e, p, PROSPECT_VERSION);
}

#define ALLOWED	.who = FOR_PERMITTED, .permission = MESSAGE_MANAGE, \
	.tag = "Prospects"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE
#define BODY	.body = &prospect_fields, .answer = &prospect_fields

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = ALL, .run = all_get, ALLOWED,
		READS, .query = &prospect_filters,
		.answer = &prospect_fields, .flags = ROUTE_PAGED,
		.summary = "People who may buy, the newest first",
	}, {
		.method = METHOD_POST, .path = ALL, .run = all_post, ALLOWED,
		WRITES, BODY, .flags = ROUTE_CREATES,
		.summary = "Write somebody down",
	}, {
		.method = METHOD_GET, .path = ONE, .run = one_get, ALLOWED,
		READS, .answer = &prospect_fields, .summary = "One of them",
	}, {
		.method = METHOD_PATCH, .path = ONE, .run = one_patch,
		ALLOWED, WRITES, BODY, .summary = "Change a prospect",
	}, {
		.method = METHOD_PUT, .path = ONE, .run = one_patch, ALLOWED,
		WRITES, BODY, .summary = "Alias of PATCH",
	}, {
		.method = METHOD_DELETE, .path = ONE, .run = one_delete,
		ALLOWED, WRITES,
		.summary = "Delete a prospect with all that was said",
	}, {
		.method = METHOD_POST, .path = ONE "/merge",
		.run = merge_post, ALLOWED, WRITES,
		.body = &prospect_merge_fields, .answer = &prospect_fields,
		.summary = "Two were one: the other's talks, tags and notes "
		    "become this one's",
	},
};

const struct route_table prospects_routes = { routes, COUNT(routes) };
