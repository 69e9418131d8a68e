/* SPDX-License-Identifier: ISC */
#include "lib/payments/flagged.h"

#include <assert.h>

#include "lib/payments/news.h"
#include "lib/payments/parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN	FIELD_READ_ONLY
#define MAY_LACK (FIELD_READ_ONLY | FIELD_NULLABLE)

static const struct field flagged_table[] = {
	[FLAGGED_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "pay", .help = "TypeID" },
	[FLAGGED_SUBJECT] = { .name = "subject", .column = "subject",
		.type = FIELD_TEXT, .flags = SHOWN },
	[FLAGGED_SUBJECT_ID] = { .name = "subjectId",
		.column = "subject_id", .type = FIELD_TEXT, .flags = SHOWN },
	[FLAGGED_STATE] = { .name = "state", .column = "state",
		.type = FIELD_ENUM, .flags = SHOWN,
		.choices = payment_states },
	[FLAGGED_AMOUNT] = { .name = "amount", .column = "amount",
		.type = FIELD_MONEY, .flags = SHOWN },
	[FLAGGED_RECEIVED] = { .name = "received", .column = "received",
		.type = FIELD_MONEY, .flags = SHOWN },
	[FLAGGED_CURRENCY] = { .name = "currency", .column = "currency",
		.type = FIELD_CURRENCY, .flags = SHOWN },
	[FLAGGED_INTENT] = { .name = "intentRef", .column = "intent_ref",
		.type = FIELD_TEXT, .flags = MAY_LACK,
		.help = "Stripe's name of it" },
	[FLAGGED_FLAG] = { .name = "flag", .column = "flag",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = payment_flags,
		.help = "What differs from what was asked for" },
	[FLAGGED_UPDATED_AT] = { .name = "updatedAt",
		.column = "updated_at", .type = FIELD_TIME, .flags = SHOWN },
};
static_assert(COUNT(flagged_table) == FLAGGED__MAX, "a row for each field");
const struct fieldset flagged_fields =
    FIELDSET("FlaggedPayment", "payment", flagged_table);

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM payment WHERE brand_id = :owner"
    " AND flag IS NOT NULL LIMIT :reach) c";
/* In the order of flagged_fields. */
static const char sql_page[] =
    "SELECT id, subject, subject_id, state, amount, received, currency,"
    " intent_ref, flag, updated_at FROM payment WHERE brand_id = :owner"
    " AND flag IS NOT NULL AND id < :id ORDER BY id DESC"
    " LIMIT :limit OFFSET :offset";
static const char sql_clear[] =
    "UPDATE payment SET flag = NULL, updated_at = :now,"
    " version = version + 1 WHERE id = :id AND flag IS NOT NULL";

static const struct plain_list flagged = {
	.name = "flagged payments", .count = sql_count, .page = sql_page,
	.by = LIST_BY_ID, .start = { .id = "~" }, .reach = true,
};

enum outcome
flagged_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &flagged, act->actor.brand_id, query,
	    rows);
}

const char *
flagged_cursor(struct act *act, const struct rows *rows,
    const struct record *last)
{
	return rows_cursor(act, rows, &(struct cursor){
		.id = payment_text(last, FLAGGED_ID) });
}

enum outcome
flagged_clear(struct act *act, const char *id)
{
	struct record	*before, *after;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = payment_find_own(act, id, &before)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_clear);
	db_bind_text(s, ":id", id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	if ((e = payment_find(act, id, &after)) != SOUK_OK)
		return e;
	return payment_audit(act, "clear_payment_flag", "Payment", id, before,
	    after);
}
