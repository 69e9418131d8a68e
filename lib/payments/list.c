/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
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
static const char sql_counted[] = "LIMIT :reach) c";
/* In the order of payment_fields. */
static const char sql_page[] =
    "SELECT p.id, p.brand_id, p.subject, p.subject_id, p.purpose, p.provider,"
    " p.state, p.amount, p.currency, p.received, p.refunded, p.livemode,"
    " p.intent_ref, p.session_ref, p.charge_ref, p.gift_card_id,"
    " p.error_code, p.decline_code, p.flag, p.created_at, p.updated_at,"
    " p.expires_at, p.succeeded_at, p.version"
    " FROM payment p WHERE p.brand_id = :brand";
static const char sql_tail[] =
    "ORDER BY p.id DESC LIMIT :limit OFFSET :offset";

/* The condition of each filter and the name of its value in it. */
static const struct { const char *where, *parameter; } conditions[] = {
	[PAYMENT_OF_STATE] = { "p.state = :state", ":state" },
	[PAYMENT_OF_PROVIDER] = { "p.provider = :provider", ":provider" },
	[PAYMENT_OF_FLAGGED] = { "p.flag IS NOT NULL", NULL },
	[PAYMENT_OF_SUBJECT] = { "p.subject_id = :subject", ":subject" },
};
static_assert(COUNT(conditions) == PAYMENT_OF__MAX, "a row for each filter");

static bool
is_asked(const struct record *filter, int i)
{
	const struct value	*v = &filter->values[i];

	return v->state == VALUE_SET && (i != PAYMENT_OF_FLAGGED || v->num);
}

/* A statement with the conditions that the filter asks for, bound. */
static struct stmt *
filtered(struct act *act, const struct record *filter,
    struct compose_select *sql, const char *after)
{
	const char	*where[PAYMENT_OF__MAX + 2] = { NULL };
	struct stmt	*s;
	size_t		 n = 0;

	for (int i = 0; i < PAYMENT_OF__MAX; i++)
		if (is_asked(filter, i))
			where[n++] = conditions[i].where;
	if (after != NULL)
		where[n++] = "p.id < :after";
	sql->where = where;
	s = compose_select(act->db, act->arena, sql);
	for (int i = 0; i < PAYMENT_OF__MAX; i++)
		if (is_asked(filter, i) && conditions[i].parameter != NULL)
			db_bind_text(s, conditions[i].parameter,
			    filter->values[i].text);
	if (after != NULL)
		db_bind_text(s, ":after", after);
	db_bind_text(s, ":brand", act->actor.brand_id);
	return s;
}

/* What a cursor of this list is bound to. */
static const char *
filters_text(struct act *act, const struct record *filter)
{
	struct buf	b;

	buf_init(&b, act->arena, 64);
	buf_puts(&b, "payments");
	for (int i = 0; i < PAYMENT_OF__MAX; i++) {
		buf_putc(&b, '\n');
		if (is_asked(filter, i))
			buf_puts(&b, i == PAYMENT_OF_FLAGGED ? "1" :
			    filter->values[i].text);
	}
	return b.p;
}

enum outcome
payment_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	struct compose_select	 count = { .select = sql_count,
				    .tail = sql_counted };
	struct compose_select	 page = { .select = sql_page,
				    .tail = sql_tail };
	struct cursor		 after = { .id = NULL };
	enum outcome		 e;

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
payment_list_cursor(struct act *act, const struct rows *rows,
    const struct record *payment)
{
	const char	*id = payment_text(payment, PAYMENT_ID);

	return rows_cursor(act, rows, &(struct cursor){ .text = id,
		.id = id });
}
