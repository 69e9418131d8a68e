/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/db/compose.h"
#include "lib/payments/parts.h"
#include "lib/payments/staff.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define SHOWN	FIELD_READ_ONLY

static const struct field entry_table[] = {
	[LEDGER_ID] = { .name = "id", .column = "id", .type = FIELD_ID,
		.flags = SHOWN, .prefix = "entry" },
	[LEDGER_DEBIT] = { .name = "debit", .column = "debit",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = account_names,
		.help = "The account that gets it" },
	[LEDGER_CREDIT] = { .name = "credit", .column = "credit",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = account_names,
		.help = "The account that gives it" },
	[LEDGER_AMOUNT] = { .name = "amount", .column = "amount",
		.type = FIELD_MONEY, .flags = SHOWN },
	[LEDGER_CURRENCY] = { .name = "currency", .column = "currency",
		.type = FIELD_CURRENCY, .flags = SHOWN },
	[LEDGER_CAUSE] = { .name = "cause", .column = "cause",
		.type = FIELD_TEXT, .flags = SHOWN,
		.help = "What moved it, once" },
	[LEDGER_SUBJECT] = { .name = "subject", .column = "subject",
		.type = FIELD_TEXT, .flags = SHOWN | FIELD_NULLABLE },
	[LEDGER_SUBJECT_ID] = { .name = "subjectId", .column = "subject_id",
		.type = FIELD_TEXT, .flags = SHOWN | FIELD_NULLABLE },
	[LEDGER_CREATED_AT] = { .name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = SHOWN },
};
static_assert(COUNT(entry_table) == LEDGER__MAX, "a row for each field");
const struct fieldset ledger_fields =
    FIELDSET("LedgerEntry", "ledger_entry", entry_table);

static const struct field balance_table[] = {
	[BALANCE_ACCOUNT] = { .name = "account", .column = "account",
		.type = FIELD_ENUM, .flags = SHOWN, .choices = account_names },
	[BALANCE_CURRENCY] = { .name = "currency", .column = "currency",
		.type = FIELD_CURRENCY, .flags = SHOWN },
	[BALANCE_AMOUNT] = { .name = "balance", .column = "balance",
		.type = FIELD_MONEY, .flags = SHOWN,
		.help = "What it got, less what it gave" },
};
static_assert(COUNT(balance_table) == BALANCE__MAX, "a row for each field");
const struct fieldset balance_fields =
    FIELDSET("LedgerBalance", NULL, balance_table);

static const struct field balances_table[] = {
	{ .name = "balances", .type = FIELD_LIST, .flags = SHOWN,
	  .of = &balance_fields, .help = "Of a currency, they come to 0" },
};
const struct fieldset ledger_balances_fields =
    FIELDSET("LedgerBalances", NULL, balances_table);

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM ledger_entry"
    " WHERE brand_id = :owner LIMIT :reach) c";
static const char sql_page[] =
    "SELECT id, debit, credit, amount, currency, cause, subject, subject_id,"
    " created_at FROM ledger_entry WHERE brand_id = :owner"
    " AND (created_at, id) < (:key, :id)"
    " ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :offset";
static const char sql_balances[] =
    "SELECT t.account, t.currency, CAST(sum(t.amount) AS BIGINT) FROM ("
    "SELECT debit AS account, currency, CAST(sum(amount) AS BIGINT) AS amount"
    " FROM ledger_entry WHERE brand_id = :brand GROUP BY debit, currency"
    " UNION ALL SELECT credit, currency, -CAST(sum(amount) AS BIGINT)"
    " FROM ledger_entry WHERE brand_id = :brand GROUP BY credit, currency"
    ") t GROUP BY t.account, t.currency ORDER BY t.currency, t.account";

static const struct plain_list plain = {
	.name = "ledger", .count = sql_count, .page = sql_page,
	.by = LIST_BY_NUMBER, .start = { .num = INT64_MAX, .id = "" },
	.reach = true,
};

enum outcome
ledger_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

const char *
ledger_list_cursor(struct act *act, const struct rows *rows,
    const struct record *entry)
{
	return rows_cursor(act, rows, &(struct cursor){
		.num = payment_number(entry, LEDGER_CREATED_AT),
		.id = payment_text(entry, LEDGER_ID) });
}

/* Accounts are few, and so are the currencies of a shop. */
#define BALANCES_MAX	2000

enum outcome
ledger_balances(struct act *act, struct record **list, size_t *count)
{
	struct stmt	*s = db_sql(act->db, sql_balances);
	enum outcome	 e = SOUK_OK;

	*list = arena_array(act->arena, BALANCES_MAX, sizeof(**list));
	db_bind_text(s, ":brand", act->actor.brand_id);
	for (*count = 0; *count < BALANCES_MAX &&
	    (e = db_step(s)) == SOUK_OK; ++*count) {
		(*list)[*count] = *record_new(act->arena, &balance_fields);
		compose_row(s, 0, act->arena, &(*list)[*count]);
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
