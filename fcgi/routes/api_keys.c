/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define OWN	"/api/users/me/api-keys"
#define ALL	"/api/admin/api-keys"

/* GET /api/users/me/api-keys: one's own, the oldest first; 401. */
static enum outcome
own_get(struct req *r, struct res *out)
{
	struct rows	list;
	enum outcome	e = api_key_list(&r->act, r->list, &list);

	return e != SOUK_OK ? e : answer_rows(r, out, &list, &api_key_fields,
	    NULL, api_key_list_cursor);
}

/* POST /api/users/me/api-keys: 201 with the key; 400, 403, 409, 429. */
static enum outcome
own_post(struct req *r, struct res *out)
{
	struct record	*key;
	enum outcome	 e = api_key_create(&r->act, r->body, &key);

	if (e == SOUK_OK)
		res_record(out, key);
	return e;
}

/* DELETE /api/users/me/api-keys/{id}: 404 somebody else's, or revoked. */
static enum outcome
own_delete(struct req *r, struct res *out)
{
	enum outcome	e = api_key_revoke(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

/* GET /api/admin/api-keys: all of the brand. */
static enum outcome
all_get(struct req *r, struct res *out)
{
	struct rows	list;
	enum outcome	e = api_key_list_all(&r->act, r->list, &list);

	return e != SOUK_OK ? e : answer_rows(r, out, &list, &api_key_fields,
	    NULL, api_key_list_cursor);
}

/* DELETE /api/admin/api-keys/{id}: 403 another brand's, 404. */
static enum outcome
all_delete(struct req *r, struct res *out)
{
	enum outcome	e = api_key_revoke_any(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

#define MINE	.who = FOR_SIGNED_IN, .tag = "Security"
#define FOR_OWNERS	.who = FOR_PERMITTED, .permission = USER_MANAGE, \
	.tag = "Users"

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = OWN, .run = own_get, MINE,
		.answer = &api_key_fields, .tx = TX_READ, .rate = RATE_READ,
		.flags = ROUTE_PAGED | ROUTE_NO_STORE,
		.summary = "One's API keys",
	}, {
		.method = METHOD_POST, .path = OWN, .run = own_post, MINE,
		.body = &api_key_new_fields, .answer = &api_key_fields,
		.tx = TX_STEPS, .rate = RATE_CREDENTIAL, .pool = POOL_LOGIN,
		.flags = ROUTE_CREATES | ROUTE_NO_STORE | ROUTE_TOLD_ONCE,
		.max_body = 16384,
		.summary = "Make an API key; staff",
	}, {
		.method = METHOD_DELETE, .path = OWN "/{id}",
		.run = own_delete, MINE,
		.tx = TX_WRITE, .rate = RATE_WRITE,
		.summary = "Revoke one's API key",
	}, {
		.method = METHOD_GET, .path = ALL, .run = all_get, FOR_OWNERS,
		.answer = &api_key_fields, .tx = TX_READ, .rate = RATE_READ,
		.flags = ROUTE_PAGED | ROUTE_NO_STORE | ROUTE_PERSON,
		.summary = "API keys of the brand",
	}, {
		.method = METHOD_DELETE, .path = ALL "/{id}",
		.run = all_delete, FOR_OWNERS,
		.tx = TX_WRITE, .rate = RATE_WRITE, .flags = ROUTE_PERSON,
		.summary = "Revoke anybody's API key",
	},
};

const struct route_table api_keys_routes = { routes, COUNT(routes) };
