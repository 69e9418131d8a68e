/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/db/listed.h"
#include "lib/payments/parts.h"
#include "lib/payments/staff.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct field filters[] = {
	[PAYMENT_OF_STATE] = { .name = "state", .type = FIELD_ENUM,
		.choices = payment_states },
	[PAYMENT_OF_PROVIDER] = { .name = "provider", .type = FIELD_ENUM,
		.choices = payment_providers },
	[PAYMENT_OF_FLAGGED] = { .name = "flagged", .type = FIELD_BOOLEAN,
		.help = "What a person has to look at" },
	[PAYMENT_OF_SUBJECT] = { .name = "subjectId", .type = FIELD_TEXT,
		.min = 1, .max = 100, .help = "What it is for" },
};
static_assert(COUNT(filters) == PAYMENT_OF__MAX, "a row for each filter");
const struct fieldset payment_filters =
    FIELDSET("PaymentFilter", NULL, filters);

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM payment p WHERE p.brand_id = :brand";
/* In the order of payment_fields. */
static const char sql_page[] =
    "SELECT p.id, p.brand_id, p.subject, p.subject_id, p.purpose, p.provider,"
    " p.state, p.amount, p.currency, p.received, p.refunded, p.livemode,"
    " p.intent_ref, p.session_ref, p.charge_ref, p.gift_card_id,"
    " p.error_code, p.decline_code, p.flag, p.created_at, p.updated_at,"
    " p.expires_at, p.succeeded_at, p.version"
    " FROM payment p WHERE p.brand_id = :brand";

static const struct listed_filter conditions[PAYMENT_OF__MAX] = {
	[PAYMENT_OF_STATE] = { "p.state = :state", ":state", NULL },
	[PAYMENT_OF_PROVIDER] = { "p.provider = :provider", ":provider",
		NULL },
	[PAYMENT_OF_FLAGGED] = { "p.flag IS NOT NULL", NULL, NULL },
	[PAYMENT_OF_SUBJECT] = { "p.subject_id = :subject", ":subject",
		NULL },
};

static const struct listed listed = {
	.name = "payments", LISTED_FILTERS(conditions), .count = sql_count,
	.page = sql_page, LISTED_NEWEST("p.id"),
};

enum outcome
payment_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return listed_open(act, &listed, filter, query, rows);
}

const char *
payment_list_cursor(struct act *act, const struct rows *rows,
    const struct record *payment)
{
	return rows_cursor_by_id(act, rows,
	    payment_text(payment, PAYMENT_ID));
}
