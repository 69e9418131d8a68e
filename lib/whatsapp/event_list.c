/* SPDX-License-Identifier: ISC */
#include "lib/whatsapp/event.h"

#include <assert.h>
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/db/listed.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN	FIELD_READ_ONLY
#define MAY_LACK (FIELD_READ_ONLY | FIELD_NULLABLE)

static const char *const kinds[] = { "message", "status", "error", "other",
	NULL };
static const char *const outcomes[] = { "applied", "nothing", "unknown",
	"stranger", "refused", "early", NULL };

#define FIELDS \
	[WA_EVENT_ID] = { .name = "id", .column = "id", .type = FIELD_ID, \
		.flags = SHOWN, .prefix = "waevent", .help = "TypeID" }, \
	[WA_EVENT_BRAND] = { .name = "brandId", .column = "brand_id", \
		.type = FIELD_ID, .flags = MAY_LACK | FIELD_HIDDEN, \
		.prefix = "brand" }, \
	[WA_EVENT_KIND] = { .name = "kind", .column = "kind", \
		.type = FIELD_ENUM, .flags = SHOWN, .choices = kinds }, \
	[WA_EVENT_FIELD] = { .name = "field", .column = "field", \
		.type = FIELD_TEXT, .flags = SHOWN, \
		.help = "Of Meta's webhooks" }, \
	[WA_EVENT_TYPE] = { .name = "type", .column = "type", \
		.type = FIELD_TEXT, .flags = MAY_LACK, \
		.help = "Of a message, a status" }, \
	[WA_EVENT_OUTCOME] = { .name = "outcome", .column = "outcome", \
		.type = FIELD_ENUM, .flags = SHOWN, .choices = outcomes, \
		.help = "nothing: it changes nothing; unknown: nobody here " \
		    "knows what it is; stranger: no number of ours; early: " \
		    "what it is about is still to come" }, \
	[WA_EVENT_PROBLEM] = { .name = "problem", .column = "problem", \
		.type = FIELD_TEXT, .flags = MAY_LACK, .help = "A code" }, \
	[WA_EVENT_NUMBER] = { .name = "numberId", .column = "number_id", \
		.type = FIELD_TEXT, .flags = MAY_LACK }, \
	[WA_EVENT_PERSON] = { .name = "personId", .column = "person_id", \
		.type = FIELD_TEXT, .flags = MAY_LACK }, \
	[WA_EVENT_MADE_AT] = { .name = "madeAt", .column = "made_at", \
		.type = FIELD_TIME, .flags = SHOWN, \
		.help = "By Meta's clock" }, \
	[WA_EVENT_RECEIVED_AT] = { .name = "receivedAt", \
		.column = "received_at", .type = FIELD_TIME, \
		.flags = SHOWN },

static const struct field event_table[] = { FIELDS };
static_assert(COUNT(event_table) == WA_EVENT__MAX, "a row for each field");
const struct fieldset wa_event_fields =
    FIELDSET("WhatsAppEvent", "wa_event", event_table);

static const struct field full_table[] = { FIELDS
	[WA_EVENT_BODY] = { .name = "body", .column = "body",
		.type = FIELD_JSON, .flags = SHOWN,
		.help = "As Meta tells it" },
};
static_assert(COUNT(full_table) == WA_EVENT_FULL__MAX,
    "a row for each field");
const struct fieldset wa_event_full_fields =
    FIELDSET("WhatsAppEventBody", "wa_event", full_table);

static const struct field filter_table[] = {
	[WA_EVENTS_OF_OUTCOME] = { .name = "outcome", .type = FIELD_ENUM,
		.choices = outcomes, .help = "Only those" },
	[WA_EVENTS_OF_KIND] = { .name = "kind", .type = FIELD_ENUM,
		.choices = kinds, .help = "Only those" },
};
static_assert(COUNT(filter_table) == WA_EVENTS_OF__MAX,
    "a row for each filter");
const struct fieldset wa_event_filters =
    FIELDSET("WhatsAppEventQuery", NULL, filter_table);

/* ---- the list ------------------------------------------------------------ */

/* In the order of wa_event_fields. */
#define COLUMNS \
    "id, brand_id, kind, field, type, outcome, problem, number_id," \
    " person_id, made_at, received_at"

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM wa_event WHERE brand_id = :brand";
static const char sql_page[] =
    "SELECT " COLUMNS " FROM wa_event WHERE brand_id = :brand";

static const struct listed_filter filters[WA_EVENTS_OF__MAX] = {
	[WA_EVENTS_OF_OUTCOME] = { "outcome = :outcome", ":outcome", NULL },
	[WA_EVENTS_OF_KIND] = { "kind = :kind", ":kind", NULL },
};

static const struct listed listed = {
	.name = "whatsapp events", LISTED_FILTERS(filters),
	.count = sql_count, .page = sql_page, LISTED_NEWEST("id"),
};

enum outcome
wa_event_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return !(act->actor.permissions & SETTINGS_EDIT) ? SOUK_DENIED :
	    listed_open(act, &listed, filter, query, rows);
}

const char *
wa_event_cursor(struct act *act, const struct rows *rows,
    const struct record *event)
{
	return rows_cursor_by_id(act, rows, event->values[WA_EVENT_ID].text);
}

/* ---- one ----------------------------------------------------------------- */

/* A delivery that waits to be taken apart is megabytes, and nobody's to read. */
static void
body_hide(struct record *event)
{
	if (event->values[WA_EVENT_BODY].len > WA_BODY_SHOWN)
		record_set_text(event, WA_EVENT_BODY, "{}");
}

static enum outcome
row_get(struct act *act, const char *id, struct record **event)
{
	const struct column_value	 key = { "id", id, 0 };
	const enum outcome		 e = compose_get(act->db, act->arena,
	    &wa_event_full_fields, &key, 1, event);

	if (e == SOUK_OK)
		body_hide(*event);
	return e;
}

enum outcome
wa_event_read(struct act *act, const char *id, struct record **event)
{
	enum outcome	 e;

	if (!(act->actor.permissions & SETTINGS_EDIT))
		return SOUK_DENIED;
	if ((e = row_get(act, id, event)) != SOUK_OK)
		return e;
	return text_equal((*event)->values[WA_EVENT_BRAND].text,
	    act->actor.brand_id) ? SOUK_OK : act_refuse(act, SOUK_DENIED,
	    &wa_messages[WA_FOREIGN]);
}

enum outcome
wa_event_replay(struct act *act, const char *id, struct record **event)
{
	static const char *const	 over[] = { "applied", "nothing",
					    "early" };
	const char			*outcome;
	enum outcome			 e;

	if ((e = wa_event_read(act, id, event)) != SOUK_OK)
		return e;
	outcome = (*event)->values[WA_EVENT_OUTCOME].text;
	for (size_t i = 0; i < COUNT(over); i++)
		if (strcmp(outcome, over[i]) == 0)
			return act_refuse(act, SOUK_CONFLICT,
			    &wa_messages[WA_EVENT_OVER]);
	e = wa_event_again(act, id, (*event)->values[WA_EVENT_BODY].text);
	if (e == SOUK_NOT_FOUND)
		return act_refuse(act, SOUK_CONFLICT,
		    &wa_messages[WA_EVENT_OVER]);
	if (e != SOUK_OK)
		return e;
	e = audit_write(act, &(struct audit){
		.action = "replay_whatsapp_event",
		.entity_type = "WhatsAppEvent", .entity_id = id });
	/* It may be another brand's now, whose number it came to. */
	return e != SOUK_OK ? e : row_get(act, id, event);
}
