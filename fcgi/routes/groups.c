/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define GROUPS		"/api/admin/customer-groups"

static void
group_answer(struct res *out, const struct record *group)
{
	res_version(out, group->values[GROUP_VERSION].num);
	res_record(out, group);
}

/* GET /api/admin/customer-groups: of one's brand, by name. */
static enum outcome
groups_get(struct req *r, struct res *out)
{
	struct rows	 list;
	enum outcome	 e;

	e = group_list(&r->act, r->list, &list);
	return e != SOUK_OK ? e : answer_rows(r, out, &list, &group_fields,
	    NULL, group_list_cursor);
}

/* POST /api/admin/customer-groups: 201; 400, 409 the name is taken. */
static enum outcome
groups_post(struct req *r, struct res *out)
{
	struct record	*group;
	enum outcome	 e = group_create(&r->act, r->body, &group);

	if (e != SOUK_OK)
		return e;
	res_header(out, "Location", arena_printf(r->act.arena, GROUPS "/%s",
	    group->values[GROUP_ID].text));
	group_answer(out, group);
	return SOUK_OK;
}

/* GET /api/admin/customer-groups/{id}: 403 of another brand; 404. */
static enum outcome
group_get(struct req *r, struct res *out)
{
	struct record	*group;
	enum outcome	 e = group_read(&r->act, req_param(r, 0), &group);

	/* Its tag is that of the text: members come without a version. */
	if (e == SOUK_OK)
		res_record(out, group);
	return e;
}

/* PATCH, PUT /api/admin/customer-groups/{id}: 400, 403, 404, 409, 412. */
static enum outcome
group_patch(struct req *r, struct res *out)
{
	struct record	*group;
	enum outcome	 e;

	e = group_change(&r->act, req_param(r, 0), r->body, &group);
	if (e == SOUK_OK)
		group_answer(out, group);
	return e;
}

/* DELETE /api/admin/customer-groups/{id}: 403, 404, 409 in use, 412. */
static enum outcome
group_remove(struct req *r, struct res *out)
{
	enum outcome	 e = group_delete(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

/* GET /api/admin/customer-groups/{id}/members: 403, 404. */
static enum outcome
members_get(struct req *r, struct res *out)
{
	struct rows	 list;
	enum outcome	 e;

	e = group_member_list(&r->act, req_param(r, 0), r->list, &list);
	return e != SOUK_OK ? e : answer_rows(r, out, &list, &member_fields,
	    NULL, group_member_list_cursor);
}

/* POST /api/admin/customer-groups/{id}/members: 201; 400, 403, 404, 409. */
static enum outcome
members_post(struct req *r, struct res *out)
{
	struct record	*member;
	enum outcome	 e;

	e = group_member_add(&r->act, req_param(r, 0), r->body, &member);
	if (e == SOUK_OK)
		res_record(out, member);
	return e;
}

/* DELETE /api/admin/customer-groups/{id}/members/{userId}: 403, 404. */
static enum outcome
member_delete(struct req *r, struct res *out)
{
	enum outcome	 e;

	e = group_member_remove(&r->act, req_param(r, 0), req_param(r, 1));
	if (e == SOUK_OK)
		answer_gone_id(out, req_param(r, 1));
	return e;
}

#define FOR_OWNERS	.who = FOR_PERMITTED, .permission = USER_MANAGE, \
	.tag = "Customer groups"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE
#define GROUP_BODY .body = &group_fields, .answer = &group_fields

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = GROUPS,
		.run = groups_get, FOR_OWNERS, READS,
		.answer = &group_fields, .flags = ROUTE_PAGED,
		.summary = "Customer groups of the brand, by name",
	}, {
		.method = METHOD_POST, .path = GROUPS,
		.run = groups_post, FOR_OWNERS, WRITES,
		GROUP_BODY, .flags = ROUTE_CREATES,
		.summary = "Add a customer group",
	}, {
		.method = METHOD_GET, .path = GROUPS "/{id}",
		.run = group_get, FOR_OWNERS, READS,
		.answer = &group_fields,
		.summary = "A customer group",
	}, {
		.method = METHOD_PATCH, .path = GROUPS "/{id}",
		.run = group_patch, FOR_OWNERS, WRITES, GROUP_BODY,
		.summary = "Rename a customer group",
	}, {
		.method = METHOD_PUT, .path = GROUPS "/{id}",
		.run = group_patch, FOR_OWNERS, WRITES, GROUP_BODY,
		.summary = "Alias of PATCH",
	}, {
		.method = METHOD_DELETE, .path = GROUPS "/{id}",
		.run = group_remove, FOR_OWNERS, WRITES,
		.summary = "Delete a group that no price list is for",
	}, {
		.method = METHOD_GET, .path = GROUPS "/{id}/members",
		.run = members_get, FOR_OWNERS, READS,
		.answer = &member_fields, .flags = ROUTE_PAGED,
		.summary = "Who is in a group",
	}, {
		.method = METHOD_POST, .path = GROUPS "/{id}/members",
		.run = members_post, FOR_OWNERS, WRITES,
		.body = &member_new_fields, .answer = &member_fields,
		.flags = ROUTE_CREATES,
		.summary = "Put an account of the brand into a group",
	}, {
		.method = METHOD_DELETE, .path = GROUPS "/{id}/members/{userId}",
		.run = member_delete, FOR_OWNERS, WRITES,
		.summary = "Take somebody out of a group",
	},
};

const struct route_table groups_routes = { routes, COUNT(routes) };
