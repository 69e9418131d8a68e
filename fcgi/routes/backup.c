/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/backup/backup.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define BACKUPS		"/api/admin/ops/backups"

/* GET /api/admin/ops/backups: newest first. */
static enum outcome
backups_get(struct req *r, struct res *out)
{
	struct rows	 rows;
	enum outcome	 e;

	e = backup_list(&r->act, r->list, &rows);
	return e != SOUK_OK ? e : answer_rows(r, out, &rows, &backup_fields,
	    NULL, backup_list_cursor);
}

/* POST /api/admin/ops/backups: 202; the same while one waits or is made. */
static enum outcome
backups_post(struct req *r, struct res *out)
{
	struct json_out	*json;
	const char	*job;
	enum outcome	 e = backup_ask(&r->act, &job);

	if (e != SOUK_OK)
		return e;
	json = res_data(out);
	json_open(json, "data");
	if (job != NULL)
		json_text(json, "job", job);
	else
		json_null(json, "job");
	json_close(json);
	return SOUK_OK;
}

static const struct field asked_table[] = {
	{ .name = "job", .type = FIELD_ID, .flags = FIELD_NULLABLE,
	  .help = "That makes it; null: one was asked for before" },
};
static const struct fieldset asked_fields =
    FIELDSET("BackupAsked", NULL, asked_table);

#define FOR_OWNERS	.who = FOR_PERMITTED, .permission = SETTINGS_EDIT, \
	.tag = "Operation"

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = BACKUPS, .run = backups_get,
		FOR_OWNERS, .answer = &backup_fields,
		.tx = TX_READ, .rate = RATE_READ, .flags = ROUTE_PAGED,
		.summary = "Copies of the shop and how each ended, newest "
		    "first",
	}, {
		.method = METHOD_POST, .path = BACKUPS, .run = backups_post,
		FOR_OWNERS, .answer = &asked_fields,
		.tx = TX_WRITE, .rate = RATE_WRITE, .flags = ROUTE_ACCEPTED,
		.summary = "Copy the shop as soon as can be",
	},
};

const struct route_table backup_routes = { routes, COUNT(routes) };
