/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static void
user_answer(struct res *out, const struct record *user)
{
	res_version(out, user->values[USER_VERSION].num);
	res_record(out, user);
}

/* GET /api/admin/users: staff of one's brand, by user name. */
static enum outcome
users_get(struct req *r, struct res *out)
{
	struct rows	 list;
	enum outcome	 e;

	e = user_list(&r->act, r->list, &list);
	return e != SOUK_OK ? e : answer_rows(r, out, &list, &user_fields,
	    NULL, user_list_cursor);
}

/* POST /api/admin/users: 201; 400, 409 name or e-mail taken. */
static enum outcome
users_post(struct req *r, struct res *out)
{
	struct record	*user;
	enum outcome	 e = user_create(&r->act, r->body, &user);

	if (e == SOUK_OK)
		user_answer(out, user);
	return e;
}

/* GET /api/admin/users/{id}: 403 of another brand; 404. */
static enum outcome
user_get(struct req *r, struct res *out)
{
	struct record	*user;
	enum outcome	 e = user_read(&r->act, req_param(r, 0), &user);

	if (e == SOUK_OK)
		user_answer(out, user);
	return e;
}

/* PATCH, PUT /api/admin/users/{id}: 403, 404, 409 last owner, 412. */
static enum outcome
user_patch(struct req *r, struct res *out)
{
	struct record	*user;
	enum outcome	 e;

	e = user_change(&r->act, req_param(r, 0), r->body, &user);
	if (e == SOUK_OK)
		user_answer(out, user);
	return e;
}

/* DELETE /api/admin/users/{id}: 403, 404, 409 last owner or oneself. */
static enum outcome
user_remove(struct req *r, struct res *out)
{
	enum outcome	e = user_delete(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

#define FOR_OWNERS	.who = FOR_PERMITTED, .permission = USER_MANAGE, \
	.tag = "Users"

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = "/api/admin/users",
		.run = users_get, FOR_OWNERS,
		.answer = &user_fields,
		.tx = TX_READ, .rate = RATE_READ, .flags = ROUTE_PAGED,
		.summary = "Staff of the brand",
	}, {
		.method = METHOD_POST, .path = "/api/admin/users",
		.run = users_post, FOR_OWNERS,
		.body = &user_fields, .answer = &user_fields,
		.tx = TX_STEPS, .rate = RATE_WRITE, .pool = POOL_LOGIN,
		.flags = ROUTE_CREATES,
		.summary = "Add a member of staff",
	}, {
		.method = METHOD_GET, .path = "/api/admin/users/{id}",
		.run = user_get, FOR_OWNERS,
		.answer = &user_fields,
		.tx = TX_READ, .rate = RATE_READ,
		.summary = "A member of staff",
	}, {
		.method = METHOD_PATCH, .path = "/api/admin/users/{id}",
		.run = user_patch, FOR_OWNERS,
		.body = &user_fields, .answer = &user_fields,
		.tx = TX_STEPS, .rate = RATE_WRITE, .pool = POOL_LOGIN,
		.summary = "Change a member of staff; ends their sessions "
		    "with a new password, role or isActive",
	}, {
		.method = METHOD_PUT, .path = "/api/admin/users/{id}",
		.run = user_patch, FOR_OWNERS,
		.body = &user_fields, .answer = &user_fields,
		.tx = TX_STEPS, .rate = RATE_WRITE, .pool = POOL_LOGIN,
		.summary = "Alias of PATCH",
	}, {
		.method = METHOD_DELETE, .path = "/api/admin/users/{id}",
		.run = user_remove, FOR_OWNERS,
		.tx = TX_WRITE, .rate = RATE_WRITE,
		.summary = "Remove a member of staff",
	},
};

const struct route_table users_routes = { routes, COUNT(routes) };
