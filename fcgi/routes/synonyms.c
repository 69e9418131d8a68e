/* SPDX-License-Identifier: ISC */
/* Words that searches take for one another. */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/catalog/synonym.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SYNONYMS	"/api/admin/search-synonyms"

static void
synonym_answer(struct res *out, const struct record *synonym)
{
	res_version(out, synonym->values[SYNONYM_VERSION].num);
	res_record(out, synonym);
}

/* GET /api/admin/search-synonyms: of one's brand, the oldest first. */
static enum outcome
synonyms_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = synonym_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &synonym_fields,
	    NULL, synonym_list_cursor);
}

/* POST /api/admin/search-synonyms: 201; 400; 409 too many. */
static enum outcome
synonyms_post(struct req *r, struct res *out)
{
	struct record	*synonym;
	enum outcome	 e = synonym_create(&r->act, r->body, &synonym);

	if (e != SOUK_OK)
		return e;
	res_header(out, "Location", arena_printf(r->act.arena, SYNONYMS "/%s",
	    synonym->values[SYNONYM_ID].text));
	synonym_answer(out, synonym);
	return SOUK_OK;
}

/* GET /api/admin/search-synonyms/{id}: 403 of another brand; 404. */
static enum outcome
synonym_get(struct req *r, struct res *out)
{
	struct record	*synonym;
	enum outcome	 e = synonym_read(&r->act, req_param(r, 0), &synonym);

	if (e == SOUK_OK)
		synonym_answer(out, synonym);
	return e;
}

/* PATCH, PUT /api/admin/search-synonyms/{id}: 400, 403, 404, 412. */
static enum outcome
synonym_patch(struct req *r, struct res *out)
{
	struct record	*synonym;
	enum outcome	 e = synonym_change(&r->act, req_param(r, 0), r->body,
			    &synonym);

	if (e == SOUK_OK)
		synonym_answer(out, synonym);
	return e;
}

/* DELETE /api/admin/search-synonyms/{id}: 403, 404, 412. */
static enum outcome
synonym_remove(struct req *r, struct res *out)
{
	enum outcome	 e = synonym_delete(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

#define ALLOWED(PERMISSION) .who = FOR_PERMITTED, \
	.permission = (PERMISSION), .tag = "Synonyms"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE
#define BODY	.body = &synonym_fields, .answer = &synonym_fields

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = SYNONYMS,
		.run = synonyms_get, ALLOWED(PRODUCT_VIEW), READS,
		.answer = &synonym_fields, .flags = ROUTE_PAGED,
		.summary = "Words that searches take for one another, the "
		    "oldest group first",
	}, {
		.method = METHOD_POST, .path = SYNONYMS,
		.run = synonyms_post, ALLOWED(PRODUCT_EDIT), WRITES, BODY,
		.flags = ROUTE_CREATES, .summary = "Add a group of synonyms",
	}, {
		.method = METHOD_GET, .path = SYNONYMS "/{id}",
		.run = synonym_get, ALLOWED(PRODUCT_VIEW), READS,
		.answer = &synonym_fields, .summary = "A group of synonyms",
	}, {
		.method = METHOD_PATCH, .path = SYNONYMS "/{id}",
		.run = synonym_patch, ALLOWED(PRODUCT_EDIT), WRITES, BODY,
		.summary = "Change a group of synonyms; lists that are given "
		    "replace those there are",
	}, {
		.method = METHOD_PUT, .path = SYNONYMS "/{id}",
		.run = synonym_patch, ALLOWED(PRODUCT_EDIT), WRITES, BODY,
		.summary = "Alias of PATCH",
	}, {
		.method = METHOD_DELETE, .path = SYNONYMS "/{id}",
		.run = synonym_remove, ALLOWED(PRODUCT_EDIT), WRITES,
		.summary = "Delete a group of synonyms",
	},
};

const struct route_table synonyms_routes = { routes, COUNT(routes) };
