/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/audit/audit.h"
#include "lib/base/typeid.h"
#include "lib/db/listed.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

#define COLUMN(NAME, COLUMN_NAME, TYPE, HELP) \
	{ .name = (NAME), .column = (COLUMN_NAME), .type = (TYPE), \
	  .flags = FIELD_READ_ONLY | FIELD_NULLABLE, .help = (HELP) }

static const struct field columns[] = {
	[AUDIT_ID] = COLUMN("id", "id", FIELD_ID, "In order of time"),
	[AUDIT_USER] = COLUMN("userId", "user_id", FIELD_ID,
	    "Null: the system, or nobody signed in"),
	[AUDIT_ACTION] = COLUMN("action", "action", FIELD_TEXT,
	    "create_product, user_login …"),
	[AUDIT_ENTITY_TYPE] = COLUMN("entityType", "entity_type", FIELD_TEXT,
	    "Product, User …"),
	[AUDIT_ENTITY_ID] = COLUMN("entityId", "entity_id", FIELD_TEXT, NULL),
	[AUDIT_CHANGES] = COLUMN("changes", "changes", FIELD_JSON,
	    "Fields before and after"),
	[AUDIT_ADDRESS] = COLUMN("ipAddress", "ip_address", FIELD_TEXT, NULL),
	[AUDIT_AGENT] = COLUMN("userAgent", "user_agent", FIELD_TEXT, NULL),
	[AUDIT_CREATED_AT] = COLUMN("createdAt", "created_at", FIELD_TIME,
	    NULL),
	[AUDIT_KEY] = COLUMN("keyId", "key_id", FIELD_ID,
	    "The API key that did it; null: a person"),
};
static_assert(COUNT(columns) == AUDIT__MAX, "a row for each field");

const struct fieldset audit_fields =
    FIELDSET("AuditEntry", "audit_log", columns);

#define FILTER(NAME, HELP) \
	{ .name = (NAME), .type = FIELD_TEXT, .min = 1, .max = 100, \
	  .help = (HELP) }

static const struct field filters[] = {
	[AUDIT_OF_USER] = FILTER("userId", "Who did it"),
	[AUDIT_OF_ACTION] = FILTER("action", "What was done"),
	[AUDIT_OF_TYPE] = FILTER("entityType", "To what kind of thing"),
	[AUDIT_OF_ENTITY] = FILTER("entityId", "To which"),
	[AUDIT_FROM] = { .name = "from", .type = FIELD_TIME,
	    .help = "Not before" },
	[AUDIT_TO] = { .name = "to", .type = FIELD_TIME,
	    .help = "Before" },
};
static_assert(COUNT(filters) == AUDIT_OF__MAX, "a row for each filter");

const struct fieldset audit_filters =
    FIELDSET("AuditFilter", NULL, filters);

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM audit_log WHERE brand_id = :brand";

/* The columns of audit_fields, in their order. */
static const char sql_page[] =
    "SELECT id, user_id, action, entity_type, entity_id, changes, ip_address,"
    " user_agent, created_at, key_id FROM audit_log WHERE brand_id = :brand";

static const struct listed_filter conditions[AUDIT_OF__MAX] = {
	[AUDIT_OF_USER] = { "user_id = :user", ":user", NULL },
	[AUDIT_OF_ACTION] = { "action = :action", ":action", NULL },
	[AUDIT_OF_TYPE] = { "entity_type = :type", ":type", NULL },
	[AUDIT_OF_ENTITY] = { "entity_id = :entity", ":entity", NULL },
	/* [AUDIT_FROM], [AUDIT_TO]: times_add() */
};

/* Ids are in order of time. */
static void
times_add(struct act *act, const struct record *filter,
    struct listed_where *w)
{
	static const struct { int field; const char *sql, *name; } times[] = {
		{ AUDIT_FROM, "id >= :from", ":from" },
		{ AUDIT_TO, "id < :to", ":to" },
	};

	for (size_t i = 0; i < COUNT(times); i++) {
		if (!record_has(filter, times[i].field))
			continue;
		listed_if(w, times[i].sql);
		listed_text(w, times[i].name, typeid_first(act->arena,
		    "audit", filter->values[times[i].field].num));
	}
}

static const struct listed listed = {
	.name = "audit", LISTED_FILTERS(conditions), .more = times_add,
	.count = sql_count, .page = sql_page, LISTED_NEWEST("id"),
};

enum outcome
audit_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return listed_open(act, &listed, filter, query, rows);
}

const char *
audit_list_cursor(struct act *act, const struct rows *rows,
    const struct record *entry)
{
	return rows_cursor_by_id(act, rows,
	    entry->values[AUDIT_ID].text);
}
