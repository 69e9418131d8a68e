/* SPDX-License-Identifier: ISC */
#include "lib/base/log.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/payments/parts.h"

const char *const account_names[] = {
	[ACCOUNT_STRIPE] = "stripe", [ACCOUNT_CASH] = "cash",
	[ACCOUNT_BANK] = "bank", [ACCOUNT_GIFT_CARDS] = "gift_cards",
	[ACCOUNT_CUSTOMERS] = "customers", [ACCOUNT_SALES] = "sales",
	[ACCOUNT_SHIPPING] = "shipping", [ACCOUNT_TAX] = "tax",
	[ACCOUNT_DISPUTES] = "disputes", [ACCOUNT_FEES] = "fees",
	[ACCOUNT__MAX] = NULL
};

static const char sql_put[] =
    "INSERT INTO ledger_entry (id, brand_id, debit, credit, amount, currency,"
    " cause, subject, subject_id, created_at)"
    " VALUES (:id, :brand, :debit, :credit, :amount, :currency, :cause,"
    " :subject, :subject_id, :now)"
    " ON CONFLICT (cause, debit, credit) DO NOTHING";

static const char sql_balance[] =
    "SELECT (SELECT CAST(coalesce(sum(amount), 0) AS BIGINT)"
    "  FROM ledger_entry WHERE brand_id = :brand AND debit = :account"
    "  AND currency = :currency)"
    " - (SELECT CAST(coalesce(sum(amount), 0) AS BIGINT)"
    "  FROM ledger_entry WHERE brand_id = :brand AND credit = :account"
    "  AND currency = :currency)";

/* A page of payments, with what the books say lies there of each. */
static const char sql_lies[] =
    "SELECT p.id, p.received - p.refunded,"
    " (SELECT CAST(coalesce(sum(CASE WHEN l.debit = a.account THEN l.amount"
    "   WHEN l.credit = a.account THEN -l.amount ELSE 0 END), 0) AS BIGINT)"
    "  FROM ledger_entry l WHERE l.subject = 'payment'"
    "  AND l.subject_id = p.id)"
    " FROM payment p JOIN (SELECT 'stripe' AS provider, 'stripe' AS account"
    "  UNION ALL SELECT 'cash', 'cash' UNION ALL SELECT 'transfer', 'bank'"
    "  UNION ALL SELECT 'gift_card', 'gift_cards') a"
    "  ON a.provider = p.provider"
    " WHERE p.brand_id = :brand AND p.id > :after ORDER BY p.id LIMIT 500";

enum outcome
ledger_move(struct act *act, const char *brand_id,
    const struct ledger_move *move)
{
	struct stmt	*s;

	if (move->amount == 0)
		return SOUK_OK;
	if (move->amount < 0) {
		log_line(LOG_ERROR, "a move of less than nothing", "cause",
		    move->cause, NULL);
		return SOUK_INTERNAL;
	}
	s = db_sql(act->db, sql_put);
	db_bind_text(s, ":id", typeid_new(act->arena, "entry", act->now));
	db_bind_text(s, ":brand", brand_id);
	db_bind_text(s, ":debit", account_names[move->debit]);
	db_bind_text(s, ":credit", account_names[move->credit]);
	db_bind_int(s, ":amount", move->amount);
	db_bind_text(s, ":currency", move->currency);
	db_bind_text(s, ":cause", move->cause);
	db_bind_text(s, ":subject", move->subject);
	db_bind_text(s, ":subject_id", move->subject_id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
ledger_balance(struct act *act, enum account account, const char *currency,
    int64_t *balance)
{
	struct stmt	*s = db_sql(act->db, sql_balance);
	enum outcome	 e;

	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":account", account_names[account]);
	db_bind_text(s, ":currency", currency);
	if ((e = db_step(s)) == SOUK_OK)
		*balance = db_int(s, 0);
	db_done(s);
	return e;
}

enum outcome
ledger_check(struct act *act, int64_t *wrong, const char **one)
{
	const char	*after = "";
	struct stmt	*s;
	enum outcome	 e;
	int		 rows;

	*wrong = 0;
	*one = "";
	do {
		s = db_sql(act->db, sql_lies);
		db_bind_text(s, ":brand", act->actor.brand_id);
		db_bind_text(s, ":after", after);
		for (rows = 0; (e = db_step(s)) == SOUK_OK; rows++) {
			after = db_copy(s, 0, act->arena);
			if (db_int(s, 1) == db_int(s, 2))
				continue;
			*wrong += 1;
			*one = after;
		}
		db_done(s);
	} while (e == SOUK_NOT_FOUND && rows > 0);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
