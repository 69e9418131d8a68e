/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/catalog/catalog.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct field queries[] = {
	{ .name = "dryRun", .type = FIELD_BOOLEAN, .initial = "false",
	  .help = "Only report what would be done" },
};
static const struct fieldset query_fields =
    FIELDSET("ImportQuery", NULL, queries);

/* POST /api/admin/products/bulk: 202 and where to look; 413, 415. */
static enum outcome
bulk_post(struct req *r, struct res *out)
{
	struct record	*import;
	const char	*id;
	enum outcome	 e;

	e = import_start(&r->act, r->upload, r->query->values[0].num == 1,
	    &import);
	if (e != SOUK_OK)
		return e;
	id = import->values[IMPORT_ID].text;
	res_header(out, "Location",
	    arena_printf(r->act.arena, "/api/admin/imports/%s", id));
	res_record(out, import);
	return SOUK_OK;
}

/* GET /api/admin/imports/{id}: how far it came; 403 of another brand; 404. */
static enum outcome
import_get(struct req *r, struct res *out)
{
	struct record	*import;
	enum outcome	 e = import_read(&r->act, req_param(r, 0), &import);

	if (e == SOUK_OK)
		res_record(out, import);
	return e;
}

/* GET /api/admin/imports: the brand's, newest first. */
static enum outcome
imports_get(struct req *r, struct res *out)
{
	struct record		*import = record_new(r->act.arena,
				    &import_fields);
	const char		*currency = settings_currency(r->act.settings);
	struct rows	 list;
	struct json_out		*json;
	enum outcome		 e;

	if ((e = import_list(&r->act, r->list, &list)) != SOUK_OK)
		return e;
	json = res_list(out);
	while ((e = rows_next(&list, r->act.arena, import)) == SOUK_OK) {
		json_open(json, NULL);
		json_record(json, import, currency);
		json_close(json);
	}
	if (e != SOUK_NOT_FOUND)
		return e;
	res_list_end(out, list.total,
	    import_list_cursor(&r->act, &list, import));
	return SOUK_OK;
}

static const struct route routes[] = {
	{
		.method = METHOD_POST, .path = "/api/admin/products/bulk",
		.run = bulk_post, .who = FOR_PERMITTED,
		.permission = PRODUCT_CREATE | PRODUCT_EDIT,
		.query = &query_fields, .answer = &import_fields,
		.tx = TX_WRITE, .rate = RATE_WRITE,
		.flags = ROUTE_UPLOAD | ROUTE_ACCEPTED,
		.max_body = 64 << 20, .time_limit_ms = 60000,
		.upload_types = "text/csv, application/csv, "
		    "application/vnd.ms-excel",
		.tag = "Import",
		.summary = "Import products from a CSV file, Shopify's or "
		    "souk's own",
	}, {
		.method = METHOD_GET, .path = "/api/admin/imports",
		.run = imports_get, .who = FOR_PERMITTED,
		.permission = PRODUCT_VIEW, .answer = &import_fields,
		.tx = TX_READ, .rate = RATE_READ, .flags = ROUTE_PAGED,
		.tag = "Import",
		.summary = "Imports, newest first",
	}, {
		.method = METHOD_GET, .path = "/api/admin/imports/{id}",
		.run = import_get, .who = FOR_PERMITTED,
		.permission = PRODUCT_VIEW, .answer = &import_fields,
		.tx = TX_READ, .rate = RATE_READ,
		.tag = "Import",
		.summary = "How far an import came, and the lines it refused",
	},
};

const struct route_table import_routes = { routes, COUNT(routes) };
