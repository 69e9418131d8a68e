/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* GET /api/admin/customers: of one's brand, newest first. */
static enum outcome
customers_get(struct req *r, struct res *out)
{
	struct record	*user = record_new(r->act.arena, &user_fields);
	struct rows	 rows;
	struct json_out	*json;
	enum outcome	 e;

	e = customer_list(&r->act, r->query, r->list, &rows);
	if (e != SOUK_OK)
		return e;
	json = res_list(out);
	while ((e = rows_next(&rows, r->act.arena, user)) == SOUK_OK)
		answer_item(r, json, user);
	if (e != SOUK_NOT_FOUND)
		return e;
	res_list_end(out, rows.total,
	    customer_list_cursor(&r->act, &rows, user));
	return SOUK_OK;
}

/* GET /api/admin/customers/{id}: 403 of another brand; 404, also of staff. */
static enum outcome
customer_get(struct req *r, struct res *out)
{
	struct record	*user;
	enum outcome	 e = customer_read(&r->act, req_param(r, 0), &user);

	if (e == SOUK_OK)
		res_record(out, user);
	return e;
}

#define FOR_OWNERS	.who = FOR_PERMITTED, .permission = USER_MANAGE, \
	.tx = TX_READ, .rate = RATE_READ, .tag = "Users"

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = "/api/admin/customers",
		.run = customers_get, FOR_OWNERS,
		.query = &customer_filters, .answer = &user_fields,
		.flags = ROUTE_PAGED,
		.summary = "Customers of the brand, newest first",
	}, {
		.method = METHOD_GET, .path = "/api/admin/customers/{id}",
		.run = customer_get, FOR_OWNERS, .answer = &user_fields,
		.summary = "A customer",
	},
};

const struct route_table customers_routes = { routes, COUNT(routes) };
