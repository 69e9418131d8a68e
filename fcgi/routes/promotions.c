/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/orders/promotions.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define PROMOTIONS	"/api/admin/promotions"

/* Its tag is that of the text: uses are counted without a version. */
static enum outcome
promotions_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = promotion_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows,
	    &promotion_fields, promotion_list_next, promotion_list_cursor);
}

static void
promotion_answer(struct res *out, const struct record *promotion)
{
	res_version(out, promotion->values[PROMOTION_VERSION].num);
	res_record(out, promotion);
}

/* POST /api/admin/promotions: 201; 400; 403; 409 code taken. */
static enum outcome
promotions_post(struct req *r, struct res *out)
{
	struct record	*promotion;
	enum outcome	 e = promotion_create(&r->act, r->body, &promotion);

	if (e != SOUK_OK)
		return e;
	res_header(out, "Location", arena_printf(r->act.arena,
	    PROMOTIONS "/%s", promotion->values[PROMOTION_ID].text));
	promotion_answer(out, promotion);
	return SOUK_OK;
}

/* GET /api/admin/promotions/{id}: 403 of another brand; 404. */
static enum outcome
promotion_get(struct req *r, struct res *out)
{
	struct record	*promotion;
	enum outcome	 e = promotion_read(&r->act, req_param(r, 0),
			    &promotion);

	if (e == SOUK_OK)
		res_record(out, promotion);
	return e;
}

/* PATCH, PUT /api/admin/promotions/{id}: 400, 403, 404, 409, 412. */
static enum outcome
promotion_patch(struct req *r, struct res *out)
{
	struct record	*promotion;
	enum outcome	 e = promotion_change(&r->act, req_param(r, 0),
			    r->body, &promotion);

	if (e == SOUK_OK)
		promotion_answer(out, promotion);
	return e;
}

/* DELETE /api/admin/promotions/{id}: 403, 404, 409 used, 412. */
static enum outcome
promotion_remove(struct req *r, struct res *out)
{
	enum outcome	 e = promotion_delete(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

#define ALLOWED	.who = FOR_PERMITTED, .permission = PROMOTION_EDIT, \
	.tag = "Promotions"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE
#define BODY	.body = &promotion_fields, .answer = &promotion_fields

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = PROMOTIONS,
		.run = promotions_get, ALLOWED, READS,
		.answer = &promotion_fields, .flags = ROUTE_PAGED,
		.summary = "Promotions of the brand, newest first",
	}, {
		.method = METHOD_POST, .path = PROMOTIONS,
		.run = promotions_post, ALLOWED, WRITES, BODY,
		.flags = ROUTE_CREATES,
		.summary = "Add a promotion, by itself or by a code",
	}, {
		.method = METHOD_GET, .path = PROMOTIONS "/{id}",
		.run = promotion_get, ALLOWED, READS,
		.answer = &promotion_fields, .summary = "A promotion",
	}, {
		.method = METHOD_PATCH, .path = PROMOTIONS "/{id}",
		.run = promotion_patch, ALLOWED, WRITES, BODY,
		.summary = "Change a promotion",
	}, {
		.method = METHOD_PUT, .path = PROMOTIONS "/{id}",
		.run = promotion_patch, ALLOWED, WRITES, BODY,
		.summary = "Alias of PATCH",
	}, {
		.method = METHOD_DELETE, .path = PROMOTIONS "/{id}",
		.run = promotion_remove, ALLOWED, WRITES,
		.summary = "Delete a promotion that no order has used",
	},
};

const struct route_table promotions_routes = { routes, COUNT(routes) };
