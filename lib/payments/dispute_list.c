/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/payments/dispute.h"
#include "lib/payments/parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN	FIELD_READ_ONLY
#define MAY_LACK (FIELD_READ_ONLY | FIELD_NULLABLE)

static const struct field dispute_table[] = {
	[DISPUTE_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "dispute", .help = "TypeID" },
	[DISPUTE_PAYMENT] = { .name = "paymentId", .column = "payment_id",
		.type = FIELD_ID, .flags = MAY_LACK, .prefix = "pay",
		.help = "null: nothing that was paid here" },
	[DISPUTE_REF] = { .name = "providerRef", .column = "provider_ref",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "Stripe's name of it" },
	[DISPUTE_AMOUNT] = { .name = "amount", .column = "amount",
		.type = FIELD_MONEY, .flags = SHOWN },
	[DISPUTE_CURRENCY] = { .name = "currency", .column = "currency",
		.type = FIELD_CURRENCY, .flags = SHOWN },
	[DISPUTE_REASON] = { .name = "reason", .column = "reason",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "In Stripe's words" },
	[DISPUTE_STATE] = { .name = "state", .column = "state",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "In Stripe's words" },
	[DISPUTE_WITHDRAWN] = { .name = "withdrawn", .column = "withdrawn",
		.type = FIELD_BOOLEAN, .flags = SHOWN,
		.help = "The money was taken" },
	[DISPUTE_REINSTATED] = { .name = "reinstated",
		.column = "reinstated", .type = FIELD_BOOLEAN,
		.flags = SHOWN, .help = "And given back" },
	[DISPUTE_DUE_AT] = { .name = "dueAt", .column = "due_at",
		.type = FIELD_TIME, .flags = MAY_LACK,
		.help = "Evidence is taken until then" },
	[DISPUTE_CREATED_AT] = { .name = "createdAt",
		.column = "created_at", .type = FIELD_TIME, .flags = SHOWN },
	[DISPUTE_CLOSED_AT] = { .name = "closedAt", .column = "closed_at",
		.type = FIELD_TIME, .flags = MAY_LACK },
};
static_assert(COUNT(dispute_table) == DISPUTE__MAX, "a row for each field");
const struct fieldset dispute_fields =
    FIELDSET("Dispute", "payment_dispute", dispute_table);

static const char sql_count[] =
    "SELECT COUNT(*) FROM payment_dispute WHERE brand_id = :owner";
/* In the order of dispute_fields. */
static const char sql_page[] =
    "SELECT id, payment_id, provider_ref, amount, currency, reason, state,"
    " withdrawn, reinstated, due_at, created_at, closed_at"
    " FROM payment_dispute WHERE brand_id = :owner AND id < :id"
    " ORDER BY id DESC LIMIT :limit OFFSET :offset";

static const struct plain_list disputes = {
	.name = "disputes", .count = sql_count, .page = sql_page,
	.by = LIST_BY_ID, .start = { .id = "~" },
};

enum outcome
dispute_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &disputes, act->actor.brand_id, query,
	    rows);
}

const char *
dispute_cursor(struct act *act, const struct rows *rows,
    const struct record *last)
{
	return rows_cursor(act, rows, &(struct cursor){
		.id = payment_text(last, DISPUTE_ID) });
}

static const char sql_open_of[] =
    "SELECT count(*) FROM payment p JOIN payment_dispute d"
    " ON d.payment_id = p.id WHERE p.subject = :subject"
    " AND p.subject_id = :id AND d.closed_at IS NULL";

enum outcome
dispute_open_of(struct act *act, const char *subject, const char *subject_id,
    bool *open)
{
	struct stmt	*s = db_sql(act->db, sql_open_of);
	enum outcome	 e;

	*open = false;
	db_bind_text(s, ":subject", subject);
	db_bind_text(s, ":id", subject_id);
	if ((e = db_step(s)) == SOUK_OK)
		*open = db_int(s, 0) > 0;
	db_done(s);
	return e;
}
