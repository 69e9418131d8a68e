/* SPDX-License-Identifier: ISC */
/* Zones with their taxes, and ways of shipping. */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/orders/shipping.h"
#include "lib/orders/zone_start.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define ZONES		"/api/admin/zones"
#define METHODS		"/api/admin/shipping-methods"

static void
zone_answer(struct res *out, const struct record *zone)
{
	res_version(out, zone->values[ZONE_VERSION].num);
	res_record(out, zone);
}

static void
method_answer(struct res *out, const struct record *method)
{
	res_version(out, method->values[SHIPPING_VERSION].num);
	res_record(out, method);
}

/* GET /api/admin/zones: of one's brand, by name, without their areas. */
static enum outcome
zones_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = zone_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &zone_fields,
	    zone_list_next, zone_list_cursor);
}

static enum outcome
zone_made(struct req *r, struct res *out, enum outcome e,
    const struct record *zone)
{
	if (e == SOUK_OK)
		res_header(out, "Location", arena_printf(r->act.arena,
		    ZONES "/%s", zone->values[ZONE_ID].text));
	return answer_version(out, e, zone, ZONE_VERSION);
}

/* POST /api/admin/zones: 201; 400; 409 name or area taken. */
static enum outcome
zones_post(struct req *r, struct res *out)
{
	struct record	*zone;
	enum outcome	 e = zone_create(&r->act, r->body, &zone);

	return zone_made(r, out, e, zone);
}

/* POST /api/admin/zones/start: 201 with the home's; 400; 409 not the first. */
static enum outcome
zones_start(struct req *r, struct res *out)
{
	struct record	*zone;
	enum outcome	 e = zone_start(&r->act, r->body, &zone);

	return zone_made(r, out, e, zone);
}

/* GET /api/admin/zones/{id}: 403 of another brand; 404. */
static enum outcome
zone_get(struct req *r, struct res *out)
{
	struct record	*zone;
	enum outcome	 e = zone_read(&r->act, req_param(r, 0), &zone);

	if (e == SOUK_OK)
		zone_answer(out, zone);
	return e;
}

/* PATCH, PUT /api/admin/zones/{id}: 400, 403, 404, 409, 412. */
static enum outcome
zone_patch(struct req *r, struct res *out)
{
	struct record	*zone;
	enum outcome	 e = zone_change(&r->act, req_param(r, 0), r->body,
			    &zone);

	if (e == SOUK_OK)
		zone_answer(out, zone);
	return e;
}

/* DELETE /api/admin/zones/{id}: 403, 404, 409 in use, 412. */
static enum outcome
zone_remove(struct req *r, struct res *out)
{
	enum outcome	 e = zone_delete(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

/* GET /api/admin/shipping-methods: of one's brand, by position. */
static enum outcome
methods_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e = shipping_list(&r->act, r->list, &rows);

	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &shipping_fields,
	    shipping_list_next, shipping_list_cursor);
}

/* POST /api/admin/shipping-methods: 201; 400; 403; 409. */
static enum outcome
methods_post(struct req *r, struct res *out)
{
	struct record	*method;
	enum outcome	 e = shipping_create(&r->act, r->body, &method);

	if (e != SOUK_OK)
		return e;
	res_header(out, "Location", arena_printf(r->act.arena, METHODS "/%s",
	    method->values[SHIPPING_ID].text));
	method_answer(out, method);
	return SOUK_OK;
}

/* GET /api/admin/shipping-methods/{id}: 403, 404. */
static enum outcome
method_get(struct req *r, struct res *out)
{
	struct record	*method;
	enum outcome	 e = shipping_read(&r->act, req_param(r, 0), &method);

	if (e == SOUK_OK)
		method_answer(out, method);
	return e;
}

/* PATCH, PUT /api/admin/shipping-methods/{id}: 400, 403, 404, 409, 412. */
static enum outcome
method_patch(struct req *r, struct res *out)
{
	struct record	*method;
	enum outcome	 e = shipping_change(&r->act, req_param(r, 0),
			    r->body, &method);

	if (e == SOUK_OK)
		method_answer(out, method);
	return e;
}

/* DELETE /api/admin/shipping-methods/{id}: 403, 404, 412. */
static enum outcome
method_remove(struct req *r, struct res *out)
{
	enum outcome	 e = shipping_delete(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

#define ALLOWED	.who = FOR_PERMITTED, .permission = SETTINGS_EDIT, \
	.tag = "Shipping and taxes"
#define READS	.tx = TX_READ, .rate = RATE_READ
#define WRITES	.tx = TX_WRITE, .rate = RATE_WRITE
#define ZONE_BODY .body = &zone_fields, .answer = &zone_fields, \
	.max_body = 256 * 1024
#define METHOD_BODY .body = &shipping_fields, .answer = &shipping_fields, \
	.max_body = 128 * 1024

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = ZONES,
		.run = zones_get, ALLOWED, READS, .answer = &zone_fields,
		.flags = ROUTE_PAGED,
		.summary = "Zones of the brand with their taxes, by name; "
		    "areas are with each alone",
	}, {
		.method = METHOD_POST, .path = ZONES,
		.run = zones_post, ALLOWED, WRITES, ZONE_BODY,
		.flags = ROUTE_CREATES, .summary = "Add a zone",
	}, {
		.method = METHOD_POST, .path = ZONES "/start",
		.run = zones_start, ALLOWED, WRITES,
		.body = &zone_start_fields, .answer = &zone_fields,
		.flags = ROUTE_CREATES,
		.summary = "Make the first zones: the shop's country, the "
		    "European Union if it is there, the rest of the world; "
		    "with their VAT as the European Commission publishes it, "
		    "and ways of shipping that are not offered yet",
	}, {
		.method = METHOD_GET, .path = ZONES "/{id}",
		.run = zone_get, ALLOWED, READS, .answer = &zone_fields,
		.summary = "A zone with its areas and taxes",
	}, {
		.method = METHOD_PATCH, .path = ZONES "/{id}",
		.run = zone_patch, ALLOWED, WRITES, ZONE_BODY,
		.summary = "Change a zone; lists that are given replace "
		    "those there are",
	}, {
		.method = METHOD_PUT, .path = ZONES "/{id}",
		.run = zone_patch, ALLOWED, WRITES, ZONE_BODY,
		.summary = "Alias of PATCH",
	}, {
		.method = METHOD_DELETE, .path = ZONES "/{id}",
		.run = zone_remove, ALLOWED, WRITES,
		.summary = "Delete a zone into which nothing is shipped",
	}, {
		.method = METHOD_GET, .path = METHODS,
		.run = methods_get, ALLOWED, READS,
		.answer = &shipping_fields, .flags = ROUTE_PAGED,
		.summary = "Shipping methods of the brand, by position",
	}, {
		.method = METHOD_POST, .path = METHODS,
		.run = methods_post, ALLOWED, WRITES, METHOD_BODY,
		.flags = ROUTE_CREATES, .summary = "Add a shipping method",
	}, {
		.method = METHOD_GET, .path = METHODS "/{id}",
		.run = method_get, ALLOWED, READS,
		.answer = &shipping_fields,
		.summary = "A shipping method with its rates",
	}, {
		.method = METHOD_PATCH, .path = METHODS "/{id}",
		.run = method_patch, ALLOWED, WRITES, METHOD_BODY,
		.summary = "Change a shipping method; rates that are given "
		    "replace those there are",
	}, {
		.method = METHOD_PUT, .path = METHODS "/{id}",
		.run = method_patch, ALLOWED, WRITES, METHOD_BODY,
		.summary = "Alias of PATCH",
	}, {
		.method = METHOD_DELETE, .path = METHODS "/{id}",
		.run = method_remove, ALLOWED, WRITES,
		.summary = "Delete a shipping method",
	},
};

const struct route_table shipping_routes = { routes, COUNT(routes) };
