/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/orders/order_parts.h"
#include "lib/payments/payments.h"

/*
 * What an order earned, in the books: sales, shipping and taxes of what is
 * agreed and not given back, owed by the customers' account, which payments
 * empty.  Only the difference to what is booked already is moved.  What went
 * back takes of each its share of the order (quote_share()): however many parts
 * it goes in, all of them together take the whole tax, and no account is ever
 * below 0 or beyond what was agreed.
 */
static const char sql_of_shipping[] =
    "SELECT (SELECT CAST(coalesce(sum(amount), 0) AS BIGINT)"
    " FROM order_discount WHERE order_id = :id AND line_id IS NULL),"
    " (SELECT CAST(coalesce(sum(tax), 0) AS BIGINT) FROM order_line"
    " WHERE order_id = :id)";
/* In the order of accounts. */
static const char sql_booked[] =
    "SELECT count(*), CAST(coalesce(sum(CASE WHEN credit = 'tax'"
    " THEN amount WHEN debit = 'tax' THEN -amount ELSE 0 END), 0)"
    " AS BIGINT),"
    " CAST(coalesce(sum(CASE WHEN credit = 'shipping' THEN amount"
    " WHEN debit = 'shipping' THEN -amount ELSE 0 END), 0) AS BIGINT),"
    " CAST(coalesce(sum(CASE WHEN credit = 'sales' THEN amount"
    " WHEN debit = 'sales' THEN -amount ELSE 0 END), 0) AS BIGINT)"
    " FROM ledger_entry WHERE subject = 'order' AND subject_id = :id";

enum { TAX, SHIPPING, SALES, EARNED };
static const enum account accounts[EARNED] = { ACCOUNT_TAX, ACCOUNT_SHIPPING,
	ACCOUNT_SALES };

static bool
is_agreed(enum order_state state)
{
	return state == IS_CONFIRMED || state == IS_PREPARING ||
	    state == IS_SHIPPED || state == IS_DELIVERED ||
	    state == IS_RETURNED;
}

/* What went back of the order itself, not of what was paid beyond it. */
static int64_t
given_back(const struct record *o)
{
	const int64_t	 total = order_num(o, ORDER_TOTAL);
	const int64_t	 paid = order_num(o, ORDER_PAID);
	const int64_t	 beyond = paid > total ? paid - total : 0;
	const int64_t	 back = order_num(o, ORDER_REFUNDED) - beyond;

	return back < 0 ? 0 : back;
}

static enum outcome
earned(struct act *act, const struct record *o, int64_t want[EARNED])
{
	const int64_t	 total = order_num(o, ORDER_TOTAL);
	const int64_t	 tax = order_num(o, ORDER_TAX);
	struct stmt	*s;
	enum outcome	 e;
	int64_t		 shipping = order_num(o, ORDER_SHIPPING), back[EARNED];

	want[SALES] = want[SHIPPING] = want[TAX] = 0;
	if (!is_agreed(order_state_of(o)))
		return SOUK_OK;
	s = db_sql(act->db, sql_of_shipping);
	db_bind_text(s, ":id", record_text(o, ORDER_ID));
	if ((e = db_step(s)) == SOUK_OK) {
		shipping -= db_int(s, 0);
		if (order_num(o, ORDER_TAX_INCLUDED) == 1)
			shipping -= tax - db_int(s, 1);
	}
	db_done(s);
	want[TAX] = tax;
	want[SHIPPING] = shipping;
	want[SALES] = total - tax - shipping;
	quote_share(given_back(o), want, EARNED, back);
	for (int i = 0; i < EARNED; i++)
		want[i] -= back[i];
	return e;
}

static enum outcome
booked(struct act *act, const char *id, int64_t *moves, int64_t is[EARNED])
{
	struct stmt	*s = db_sql(act->db, sql_booked);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK) {
		*moves = db_int(s, 0);
		for (int i = 0; i < EARNED; i++)
			is[i] = db_int(s, i + 1);
	}
	db_done(s);
	return e;
}

static enum outcome
book(struct act *act, const struct record *o, enum account account,
    int64_t difference, const char *cause)
{
	const bool	 more = difference > 0;

	return ledger_move(act, record_text(o, ORDER_BRAND),
	    &(struct ledger_move){
		.debit = more ? ACCOUNT_CUSTOMERS : account,
		.credit = more ? account : ACCOUNT_CUSTOMERS,
		.amount = more ? difference : -difference,
		.currency = record_text(o, ORDER_CURRENCY), .cause = cause,
		.subject = "order", .subject_id = record_text(o, ORDER_ID) });
}

enum outcome
order_books(struct act *act, const struct record *o)
{
	const char	*id = record_text(o, ORDER_ID), *cause;
	int64_t		 want[EARNED], is[EARNED] = { 0 }, moves = 0;
	enum outcome	 e;

	if ((e = earned(act, o, want)) != SOUK_OK ||
	    (e = booked(act, id, &moves, is)) != SOUK_OK)
		return e;
	cause = arena_printf(act->arena, "order:%s:%lld", id,
	    (long long)moves);
	for (int i = 0; i < EARNED && e == SOUK_OK; i++)
		e = book(act, o, accounts[i], want[i] - is[i], cause);
	return e;
}
