/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/orders/address.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define OWN		"/api/users/me/addresses"

static enum outcome
address_answer(struct res *out, enum outcome e, const struct record *address)
{
	if (e != SOUK_OK)
		return e;
	res_version(out, address->values[ADDRESS_VERSION].num);
	res_record(out, address);
	return SOUK_OK;
}

/* GET /api/users/me/addresses: the default one first; 401. */
static enum outcome
addresses_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = book_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &address_fields,
	    NULL, book_list_cursor);
}

/* POST /api/users/me/addresses: 201; 400, 409 the book is full. */
static enum outcome
addresses_post(struct req *r, struct res *out)
{
	struct record	*address = NULL;
	enum outcome	 e = book_add(&r->act, r->body, &address);

	if (e == SOUK_OK)
		res_header(out, "Location", arena_printf(r->act.arena,
		    OWN "/%s", address->values[ADDRESS_ID].text));
	return address_answer(out, e, address);
}

/* GET /api/users/me/addresses/{id}: 404, also somebody else's. */
static enum outcome
address_get(struct req *r, struct res *out)
{
	struct record	*address = NULL;
	enum outcome	 e = book_read(&r->act, req_param(r, 0), &address);

	return address_answer(out, e, address);
}

/* PATCH, PUT /api/users/me/addresses/{id}: 400, 404, 412. */
static enum outcome
address_patch(struct req *r, struct res *out)
{
	struct record	*address = NULL;
	enum outcome	 e;

	e = book_change(&r->act, req_param(r, 0), r->body, &address);
	return address_answer(out, e, address);
}

/* DELETE /api/users/me/addresses/{id}: 404. */
static enum outcome
address_remove(struct req *r, struct res *out)
{
	enum outcome	 e = book_drop(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

#define MINE	.who = FOR_SIGNED_IN, .tag = "Account"
#define READS	MINE, .tx = TX_READ, .rate = RATE_READ, \
	.answer = &address_fields
#define WRITES	MINE, .tx = TX_WRITE, .rate = RATE_WRITE, \
	.flags = ROUTE_NO_STORE
#define BODY	.body = &address_fields, .answer = &address_fields

static const struct route routes[] = {
	{ .method = METHOD_GET, .path = OWN, .run = addresses_get, READS,
	  .flags = ROUTE_PAGED | ROUTE_NO_STORE,
	  .summary = "One's address book, the default one first" },
	{ .method = METHOD_POST, .path = OWN, .run = addresses_post,
	  MINE, .tx = TX_WRITE, .rate = RATE_WRITE, BODY,
	  .flags = ROUTE_NO_STORE | ROUTE_CREATES,
	  .summary = "Add an address; at most 50" },
	{ .method = METHOD_GET, .path = OWN "/{id}", .run = address_get,
	  READS, .flags = ROUTE_NO_STORE, .summary = "One of one's addresses" },
	{ .method = METHOD_PATCH, .path = OWN "/{id}", .run = address_patch,
	  WRITES, BODY, .summary = "Change it" },
	{ .method = METHOD_PUT, .path = OWN "/{id}", .run = address_patch,
	  WRITES, BODY, .summary = "Alias of PATCH" },
	{ .method = METHOD_DELETE, .path = OWN "/{id}",
	  .run = address_remove, WRITES, .summary = "Forget it" },
};

const struct route_table addresses_routes = { routes, COUNT(routes) };
