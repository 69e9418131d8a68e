/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/catalog/catalog.h"
#include "lib/settings/settings.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* Told apart by their bytes; what is said of them only has to be one. */
#define TYPES	"text/csv, application/csv, text/plain, " \
	"text/tab-separated-values, application/json, " \
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, " \
	"application/vnd.ms-excel, application/octet-stream"
#define BYTES_MAX	(64 << 20)

enum file_query { QUERY_SHEET, QUERY_MAPPING, QUERY_DRY_RUN };

#define FILE_QUERIES \
	[QUERY_SHEET] = { .name = "sheet", .type = FIELD_TEXT, .min = 1, \
	    .max = 31, .help = "Of an XLSX; else its first" }, \
	[QUERY_MAPPING] = { .name = "mapping", .type = FIELD_TEXT, \
	    .min = 2, .max = 20000, .help = "JSON: {\"column\": \"cell\"}, " \
	    "\"\" for none; cells as the preview names them" }

static const struct field previews[] = { FILE_QUERIES };
static const struct fieldset preview_query =
    FIELDSET("ImportPreviewQuery", NULL, previews);

static const struct field queries[] = {
	FILE_QUERIES,
	[QUERY_DRY_RUN] = { .name = "dryRun", .type = FIELD_BOOLEAN,
	    .initial = "false", .help = "Only report what would be done" },
};
static const struct fieldset query_fields =
    FIELDSET("ImportQuery", NULL, queries);

static struct import_new
file_sent(const struct req *r)
{
	const struct value	*q = r->query->values;

	return (struct import_new){
		.path = r->upload, .type = r->upload_type,
		.sheet = q[QUERY_SHEET].text, .mapping = q[QUERY_MAPPING].text,
	};
}

/* POST /api/admin/products/bulk: 202 and where to look; 400, 413, 415. */
static enum outcome
bulk_post(struct req *r, struct res *out)
{
	struct import_new	 new = file_sent(r);
	struct record		*import;
	const char		*id;
	enum outcome		 e;

	new.dry_run = r->query->values[QUERY_DRY_RUN].num == 1;
	if ((e = import_start(&r->act, &new, &import)) != SOUK_OK)
		return e;
	id = import->values[IMPORT_ID].text;
	res_header(out, "Location",
	    arena_printf(r->act.arena, "/api/admin/imports/%s", id));
	res_record(out, import);
	return SOUK_OK;
}

/* POST /api/admin/products/bulk/preview: what is in a file; 400, 413, 415. */
static enum outcome
preview_post(struct req *r, struct res *out)
{
	const struct import_new	 new = file_sent(r);
	struct record		*preview;
	enum outcome		 e;

	if ((e = import_preview(&r->act, &new, &preview)) == SOUK_OK)
		res_record(out, preview);
	return e;
}

/* GET /api/admin/imports/{id}/report: every line refused, as CSV. */
static enum outcome
report_get(struct req *r, struct res *out)
{
	const char	*id = req_param(r, 0);
	enum outcome	 e = import_report(&r->act, id, &out->body);

	if (e != SOUK_OK)
		return e;
	out->content_type = "text/csv; charset=utf-8";
	res_header(out, "Content-Disposition", arena_printf(r->act.arena,
	    "attachment; filename=\"%s.csv\"", id));
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
		.max_body = BYTES_MAX, .time_limit_ms = 60000,
		.upload_types = TYPES,
		.tag = "Import",
		.summary = "Import products from CSV, XLSX or JSON: souk's "
		    "columns, Shopify's, WooCommerce's, Medusa's, Vendure's, "
		    "or any by a mapping",
	}, {
		.method = METHOD_POST,
		.path = "/api/admin/products/bulk/preview",
		.run = preview_post, .who = FOR_PERMITTED,
		.permission = PRODUCT_CREATE | PRODUCT_EDIT,
		.query = &preview_query, .answer = &import_preview_fields,
		.tx = TX_WRITE, .rate = RATE_WRITE,
		.flags = ROUTE_UPLOAD,
		.max_body = BYTES_MAX, .time_limit_ms = 60000,
		.upload_types = TYPES,
		.tag = "Import",
		.summary = "What a file would become: its columns and the "
		    "first 20 products",
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
	}, {
		.method = METHOD_GET,
		.path = "/api/admin/imports/{id}/report",
		.run = report_get, .who = FOR_PERMITTED,
		.permission = PRODUCT_VIEW,
		.tx = TX_READ, .rate = RATE_READ, .flags = ROUTE_BARE,
		.tag = "Import",
		.summary = "The lines that an import refused, as CSV",
	},
};

const struct route_table import_routes = { routes, COUNT(routes) };
