/* SPDX-License-Identifier: ISC */
/* Labels of talks, and replies that are said often. */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/catalog/resource.h"
#include "lib/inbox/inbox.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define LABELS		"/api/labels"
#define CANNED		"/api/canned-replies"

/* Both are resources of one shape. */
static enum outcome
one_read(struct req *r, struct res *out, const struct resource *of)
{
	struct record	*x = NULL;
	enum outcome	 e = resource_read(&r->act, of, req_param(r, 0), &x);

	return answer_version(out, e, x, of->version);
}

static enum outcome
one_create(struct req *r, struct res *out, const struct resource *of,
    const char *all)
{
	struct record	*x = NULL;
	enum outcome	 e = resource_create(&r->act, of, r->body, &x);

	if (e == SOUK_OK)
		res_header(out, "Location", arena_printf(r->act.arena,
		    "%s/%s", all, x->values[of->id].text));
	return answer_version(out, e, x, of->version);
}

static enum outcome
one_change(struct req *r, struct res *out, const struct resource *of)
{
	struct record	*x = NULL;
	enum outcome	 e = resource_change(&r->act, of, req_param(r, 0),
			    r->body, &x);

	return answer_version(out, e, x, of->version);
}

static enum outcome
one_drop(struct req *r, struct res *out, const struct resource *of)
{
	enum outcome	 e = resource_delete(&r->act, of, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

/* GET /api/labels: by their names. */
static enum outcome
labels_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = label_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &label_fields,
	    NULL, label_cursor);
}

/* POST /api/labels: 201; 400; 409 taken, or too many. */
static enum outcome
labels_post(struct req *r, struct res *out)
{
	return one_create(r, out, &label_resource, LABELS);
}

/* GET /api/labels/{id}: 403, 404. */
static enum outcome
label_get(struct req *r, struct res *out)
{
	return one_read(r, out, &label_resource);
}

/* PATCH /api/labels/{id}: 400, 403, 404, 409, 412. */
static enum outcome
label_patch(struct req *r, struct res *out)
{
	return one_change(r, out, &label_resource);
}

/* DELETE /api/labels/{id}: 403, 404, 412. */
static enum outcome
label_remove(struct req *r, struct res *out)
{
	return one_drop(r, out, &label_resource);
}

/* GET /api/canned-replies: by their shortcuts. */
static enum outcome
canneds_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = canned_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &canned_fields,
	    NULL, canned_cursor);
}

/* POST /api/canned-replies: 201; 400; 409 taken, or too many. */
static enum outcome
canneds_post(struct req *r, struct res *out)
{
	return one_create(r, out, &canned_resource, CANNED);
}

/* GET /api/canned-replies/{id}: 403, 404. */
static enum outcome
canned_get(struct req *r, struct res *out)
{
	return one_read(r, out, &canned_resource);
}

/* PATCH /api/canned-replies/{id}: 400, 403, 404, 409, 412. */
static enum outcome
canned_patch(struct req *r, struct res *out)
{
	return one_change(r, out, &canned_resource);
}

/* DELETE /api/canned-replies/{id}: 403, 404, 412. */
static enum outcome
canned_remove(struct req *r, struct res *out)
{
	return one_drop(r, out, &canned_resource);
}

#define ALLOWED	.who = FOR_PERMITTED, .permission = MESSAGE_MANAGE, \
	.tag = "Inbox"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = LABELS, .run = labels_get, ALLOWED,
		READS, .answer = &label_fields, .flags = ROUTE_PAGED,
		.summary = "What talks are sorted by",
	}, {
		.method = METHOD_POST, .path = LABELS, .run = labels_post,
		ALLOWED, WRITES, .body = &label_fields,
		.answer = &label_fields, .flags = ROUTE_CREATES,
		.summary = "Add a label",
	}, {
		.method = METHOD_GET, .path = LABELS "/{id}",
		.run = label_get, ALLOWED, READS, .answer = &label_fields,
		.summary = "One of them",
	}, {
		.method = METHOD_PATCH, .path = LABELS "/{id}",
		.run = label_patch, ALLOWED, WRITES, .body = &label_fields,
		.answer = &label_fields, .summary = "Change a label",
	}, {
		.method = METHOD_DELETE, .path = LABELS "/{id}",
		.run = label_remove, ALLOWED, WRITES,
		.summary = "Delete a label",
	}, {
		.method = METHOD_GET, .path = CANNED, .run = canneds_get, ALLOWED,
		READS, .answer = &canned_fields, .flags = ROUTE_PAGED,
		.summary = "What is said often",
	}, {
		.method = METHOD_POST, .path = CANNED, .run = canneds_post,
		ALLOWED, WRITES, .body = &canned_fields,
		.answer = &canned_fields, .flags = ROUTE_CREATES,
		.summary = "Add a reply that is said often",
	}, {
		.method = METHOD_GET, .path = CANNED "/{id}",
		.run = canned_get, ALLOWED, READS, .answer = &canned_fields,
		.summary = "One of them",
	}, {
		.method = METHOD_PATCH, .path = CANNED "/{id}",
		.run = canned_patch, ALLOWED, WRITES, .body = &canned_fields,
		.answer = &canned_fields, .summary = "Change a reply that is said often",
	}, {
		.method = METHOD_DELETE, .path = CANNED "/{id}",
		.run = canned_remove, ALLOWED, WRITES,
		.summary = "Delete a reply that is said often",
	},
};

const struct route_table labels_routes = { routes, COUNT(routes) };
