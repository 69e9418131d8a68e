/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"
#include "lib/db/db.h"

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

/* The condition of each filter and the name of its value in it. */
static const struct {
	const char	*where, *parameter;
} conditions[] = {
	[AUDIT_OF_USER] = { "user_id = :user", ":user" },
	[AUDIT_OF_ACTION] = { "action = :action", ":action" },
	[AUDIT_OF_TYPE] = { "entity_type = :type", ":type" },
	[AUDIT_OF_ENTITY] = { "entity_id = :entity", ":entity" },
	/* Ids are in order of time. */
	[AUDIT_FROM] = { "id >= :from", ":from" },
	[AUDIT_TO] = { "id < :to", ":to" },
};
static_assert(COUNT(conditions) == AUDIT_OF__MAX, "a row for each filter");

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM audit_log WHERE brand_id = :brand";
static const char sql_counted[] = "LIMIT :reach) c";

/* The columns of audit_fields, in their order. */
static const char sql_page[] =
    "SELECT id, user_id, action, entity_type, entity_id, changes, ip_address,"
    " user_agent, created_at, key_id FROM audit_log WHERE brand_id = :brand";

static const char sql_tail[] =
    "ORDER BY id DESC LIMIT :limit OFFSET :offset";

static const char after_cursor[] = "id < :after";

static const char *
filter_value(struct act *act, const struct record *filter, int i)
{
	const struct value	*v = &filter->values[i];

	return v->state != VALUE_SET ? "" :
	    audit_filters.fields[i].type == FIELD_TIME ?
	    typeid_first(act->arena, "audit", v->num) : v->text;
}

/* A statement with the conditions that the filter asks for, bound. */
static struct stmt *
filtered(struct act *act, const struct record *filter,
    struct compose_select *sql, const char *after)
{
	const char	*where[AUDIT_OF__MAX + 2] = { NULL };
	struct stmt	*s;
	size_t		 n = 0;
	int		 i;

	for (i = 0; i < AUDIT_OF__MAX; i++)
		if (record_has(filter, i))
			where[n++] = conditions[i].where;
	if (after != NULL)
		where[n++] = after_cursor;
	sql->where = where;
	s = compose_select(act->db, act->arena, sql);
	sql->where = NULL;
	for (i = 0; i < AUDIT_OF__MAX; i++)
		if (record_has(filter, i))
			db_bind_text(s, conditions[i].parameter,
			    filter_value(act, filter, i));
	if (after != NULL)
		db_bind_text(s, ":after", after);
	db_bind_text(s, ":brand", act->actor.brand_id);
	return s;
}

/* What a cursor of this list is bound to. */
static const char *
filters_text(struct act *act, const struct record *filter)
{
	struct buf	text;
	int		i;

	buf_init(&text, act->arena, 64);
	buf_puts(&text, "audit");
	for (i = 0; i < AUDIT_OF__MAX; i++) {
		buf_putc(&text, '\n');
		buf_puts(&text, filter_value(act, filter, i));
	}
	return text.p;
}

enum outcome
audit_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	struct compose_select	count = { .select = sql_count,
					.tail = sql_counted };
	struct compose_select	page = { .select = sql_page, .tail = sql_tail };
	struct cursor		after = { 0 };
	enum outcome		e;

	rows->filters = filters_text(act, filter);
	if (query->cursor != NULL && (e = cursor_read(act, query->cursor,
	    rows->filters, &after)) != SOUK_OK)
		return e;
	e = rows_count_reach(rows, filtered(act, filter, &count, NULL));
	if (e != SOUK_OK)
		return e;
	rows_open(rows, filtered(act, filter, &page, after.id), query);
	return SOUK_OK;
}

const char *
audit_list_cursor(struct act *act, const struct rows *rows,
    const struct record *entry)
{
	return rows_cursor_by_id(act, rows,
	    entry->values[AUDIT_ID].text);
}
