/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/catalog/catalog.h"
#include "lib/db/db.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static enum outcome
answer_accepted(struct req *r, struct res *out, const struct record *edit)
{
	res_header(out, "Location", arena_printf(r->act.arena,
	    "/api/admin/bulk-edits/%s", edit->values[BULK_EDIT_ID].text));
	res_record(out, edit);
	return SOUK_OK;
}

struct start { const struct record *request; struct record *edit; };

static enum outcome
step_start(struct act *act, void *arg)
{
	struct start	*start = arg;

	return bulk_edit_start(act, start->request, &start->edit);
}

/* POST /api/admin/products/bulk-edit: 202 and where to look, or 200 and what
 * it would do; 400; 403 a product of another brand. */
static enum outcome
bulk_edit_post(struct req *r, struct res *out)
{
	struct start	 start = { r->body, NULL };
	enum outcome	 e;

	if (r->body->values[BULK_REQUEST_DRY_RUN].num == 1) {
		out->status = 200;
		e = bulk_edit_preview(&r->act, r->body, &start.edit);
		if (e == SOUK_OK)
			res_record(out, start.edit);
		return e;
	}
	e = db_tx(&r->act, DB_WRITE, step_start, &start);
	return e == SOUK_OK ? answer_accepted(r, out, start.edit) : e;
}

/* GET /api/admin/bulk-edits: the brand's, newest first. */
static enum outcome
bulk_edits_get(struct req *r, struct res *out)
{
	struct rows	 list;
	enum outcome	 e;

	e = bulk_edit_list(&r->act, r->list, &list);
	return e != SOUK_OK ? e : answer_rows(r, out, &list, &bulk_edit_fields,
	    NULL, bulk_edit_list_cursor);
}

/* GET /api/admin/bulk-edits/{id}: how far it came; 403, 404. */
static enum outcome
bulk_edit_get(struct req *r, struct res *out)
{
	struct record	*edit;
	enum outcome	 e = bulk_edit_read(&r->act, req_param(r, 0), &edit);

	if (e == SOUK_OK)
		res_record(out, edit);
	return e;
}

/* GET /api/admin/bulk-edits/{id}/items: each product; 403, 404. */
static enum outcome
bulk_edit_items_get(struct req *r, struct res *out)
{
	struct rows	 list;
	enum outcome	 e;

	e = bulk_edit_items(&r->act, req_param(r, 0), r->query, r->list,
	    &list);
	return e != SOUK_OK ? e : answer_rows(r, out, &list, &bulk_item_fields,
	    bulk_edit_item, bulk_edit_items_cursor);
}

/* POST /api/admin/bulk-edits/{id}/undo: 202; 403, 404, 409 not done. */
static enum outcome
bulk_edit_undo_post(struct req *r, struct res *out)
{
	struct record	*edit;
	enum outcome	 e = bulk_edit_undo(&r->act, req_param(r, 0), &edit);

	return e == SOUK_OK ? answer_accepted(r, out, edit) : e;
}

#define EDITS	"/api/admin/bulk-edits"
#define ALLOWED(PERMISSION) .who = FOR_PERMITTED, .permission = (PERMISSION), \
	.tag = "Bulk edit"
#define READS	.tx = TX_READ, .rate = RATE_READ

static const struct route routes[] = {
	{
		.method = METHOD_POST, .path = "/api/admin/products/bulk-edit",
		.run = bulk_edit_post, ALLOWED(PRODUCT_EDIT),
		.body = &bulk_request_fields, .answer = &bulk_edit_fields,
		.tx = TX_STEPS, .rate = RATE_WRITE,
		.flags = ROUTE_ACCEPTED, .time_limit_ms = 60000,
		.summary = "Edit many products at once, or (dryRun) tell "
		    "what that would do",
	}, {
		.method = METHOD_GET, .path = EDITS,
		.run = bulk_edits_get, ALLOWED(PRODUCT_VIEW), READS,
		.answer = &bulk_edit_fields, .flags = ROUTE_PAGED,
		.summary = "Edits of many products, newest first",
	}, {
		.method = METHOD_GET, .path = EDITS "/{id}",
		.run = bulk_edit_get, ALLOWED(PRODUCT_VIEW), READS,
		.answer = &bulk_edit_fields,
		.summary = "How far an edit of many products came",
	}, {
		.method = METHOD_GET, .path = EDITS "/{id}/items",
		.run = bulk_edit_items_get, ALLOWED(PRODUCT_VIEW), READS,
		.query = &bulk_item_filter, .answer = &bulk_item_fields,
		.flags = ROUTE_PAGED,
		.summary = "What became of each of its products",
	}, {
		.method = METHOD_POST, .path = EDITS "/{id}/undo",
		.run = bulk_edit_undo_post, ALLOWED(PRODUCT_EDIT),
		.answer = &bulk_edit_fields, .tx = TX_WRITE,
		.rate = RATE_WRITE, .flags = ROUTE_ACCEPTED,
		.summary = "Put back every product that nobody edited since",
	},
};

const struct route_table bulk_edit_routes = { routes, COUNT(routes) };
