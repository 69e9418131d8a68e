/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* GET /api/admin/customers: of one's brand, newest first. */
static enum outcome
customers_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e;

	e = customer_list(&r->act, r->query, r->list, &rows);
	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &user_fields,
	    NULL, customer_list_cursor);
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
