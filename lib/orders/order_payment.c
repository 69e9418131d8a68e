/* SPDX-License-Identifier: ISC */
#include "lib/accounts/accounts.h"
#include "lib/base/text.h"
#include "lib/orders/order_parts.h"
#include "lib/payments/payments.h"
#include "lib/settings/settings.h"

/*
 * What orders make of money that comes and goes.  What was paid is never added
 * up from what is told, but read from the payments: so what is told twice
 * changes nothing.
 */
static const char sql_sums[] =
    "SELECT CAST(coalesce(sum(received), 0) AS BIGINT),"
    " CAST(coalesce(sum(refunded), 0) AS BIGINT) FROM payment"
    " WHERE subject = 'order' AND subject_id = :id";
static const char sql_paid[] =
    "UPDATE orders SET paid = :paid, refunded = :refunded,"
    " updated_at = :now, version = version + 1"
    " WHERE id = :id AND (paid <> :paid OR refunded <> :refunded)";
static const char sql_short[] =
    "UPDATE orders SET short = :short WHERE id = :id";
static const char sql_failed_before[] =
    "SELECT count(*) FROM order_event"
    " WHERE order_id = :id AND kind = 'payment_failed'";

static enum outcome
may_pay(struct act *act, const struct record *o)
{
	const bool	 staff = (act->actor.permissions & ORDER_EDIT) != 0 &&
			    text_equal(record_text(o, ORDER_BRAND),
			    act->actor.brand_id);

	return staff || (order_is_buyer(act, o) &&
	    order_state_of(o) != IS_DRAFT) ? SOUK_OK : SOUK_NOT_FOUND;
}

static const char *
label_of(struct act *act, const struct record *o)
{
	static const char *const	 labels[LOCALE__MAX] = {
		[LOCALE_FR] = "Commande %lld", [LOCALE_EN] = "Order %lld",
		[LOCALE_AR] = "الطلب %lld" };
	const enum locale		 l = locale_from_tag(
					    record_text(o, ORDER_LOCALE));

	return arena_printf(act->arena,
	    labels[l == LOCALE__MAX ? LOCALE_FR : l],
	    (long long)order_num(o, ORDER_NUMBER));
}

static enum outcome
due(struct act *act, const char *id, struct payment_due *out)
{
	struct record	*o;
	enum outcome	 e;

	if ((e = order_row(act, id, &o)) != SOUK_OK ||
	    (e = may_pay(act, o)) != SOUK_OK)
		return e;
	order_follow(act, o);
	if (order_num(o, ORDER_DUE) == 0)
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_NOTHING_LEFT]);
	*out = (struct payment_due){
		.brand_id = record_text(o, ORDER_BRAND),
		.currency = record_text(o, ORDER_CURRENCY),
		.amount = order_num(o, ORDER_DUE),
		.purpose = order_num(o, ORDER_PAID) == 0 ? "full" :
		    "balance",
		.label = label_of(act, o),
		.email = record_text(o, ORDER_EMAIL),
		.expires_at = order_num(o, ORDER_HOLD_UNTIL),
		.return_path = arena_printf(act->arena, ORDER_PAGE "%s",
		    id) };
	return SOUK_OK;
}

static enum outcome
may_see(struct act *act, const char *id)
{
	struct record	*o;
	enum outcome	 e = order_row(act, id, &o);

	return e != SOUK_OK ? e : may_pay(act, o);
}

/* ---- what is known of it ----------------------------------------------------- */

/* *news: something has changed; then *o is read again. */
static enum outcome
sums_follow(struct act *act, const char *id, struct record **o, bool *news)
{
	struct stmt	*s = db_sql(act->db, sql_sums);
	int64_t		 paid = 0, refunded = 0;
	enum outcome	 e;

	*news = false;
	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK) {
		paid = db_int(s, 0);
		refunded = db_int(s, 1);
	}
	db_done(s);
	if (e != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_paid);
	db_bind_text(s, ":id", id);
	db_bind_int(s, ":paid", paid);
	db_bind_int(s, ":refunded", refunded);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) == SOUK_NOT_FOUND)
		return SOUK_OK;
	if (e != SOUK_OK)
		return e;
	*news = true;
	return order_row(act, id, o);
}

static enum outcome
note(struct act *act, const char *id, const char *kind, int64_t amount,
    const char *text)
{
	return order_event(act, id, &(struct order_news){ .kind = kind,
		.amount = amount, .text = text,
		.is_public = !text_equal(kind, "payment_gone") });
}

/* ---- paid -------------------------------------------------------------------- */

static enum outcome
confirm(struct act *act, void *order)
{
	return order_move(act, order, IS_CONFIRMED, BY_SHOP, NULL);
}

static enum outcome
short_mark(struct act *act, const char *id, enum orders_short what)
{
	struct stmt	*s = db_sql(act->db, sql_short);

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":short", what == SHORT_OFFER ? "offer" : "refund");
	return db_run(s);
}

/* Nothing is left of it: the money goes back, or people talk about it. */
static enum outcome
fall_short(struct act *act, struct record **o, bool *give_back)
{
	const char		*id = record_text(*o, ORDER_ID);
	const enum orders_short	 what = text_equal(settings_text(
				    act->settings, &orders_settings,
				    ORDERS_SHORT), "offer") ? SHORT_OFFER :
				    SHORT_REFUND;
	enum outcome		 e;

	if ((e = short_mark(act, id, what)) != SOUK_OK ||
	    (e = order_event(act, id, &(struct order_news){ .kind = "stock",
	    .text = "short", .is_public = true })) != SOUK_OK)
		return e;
	if (what == SHORT_OFFER)
		return order_move(act, o, IS_PENDING, BY_SHOP, NULL);
	*give_back = true;
	return order_tell(act, id, TALE_SHORT, NULL, 0);
}

/* Nobody waited for it any more, but nobody called it off either. */
static enum outcome
paid_late(struct act *act, struct record **o, bool *give_back)
{
	const int64_t	 kept = order_num(*o, ORDER_PAID) -
			    order_num(*o, ORDER_REFUNDED);
	enum outcome	 e;

	*give_back = !record_is(*o, ORDER_CANCEL_REASON, ORDER_EXPIRED) ||
	    kept < order_num(*o, ORDER_TOTAL);
	if (*give_back)
		return SOUK_OK;
	e = db_try(act, confirm, o);
	return e == SOUK_CONFLICT ? fall_short(act, o, give_back) : e;
}

/* Paid twice, or too much. */
static enum outcome
paid_over(struct act *act, const struct record *o,
    const struct payment_told *told)
{
	int64_t		 over = order_num(o, ORDER_PAID) -
			    order_num(o, ORDER_TOTAL);
	struct record	*refund;

	if (over <= 0)
		return SOUK_OK;
	if (over > told->amount)
		over = told->amount;
	return refund_ask(act, &(struct refund_ask){
		.payment_id = told->payment_id, .amount = over,
		.reason = "duplicate",
		.cause = arena_printf(act->arena, "over:%lld",
		    (long long)told->received) }, &refund);
}

static enum outcome
paid_react(struct act *act, struct record **o,
    const struct payment_told *told, bool *give_back)
{
	enum outcome	 e = SOUK_OK;

	switch (order_state_of(*o)) {
	case IS_CANCELLED:
		return paid_late(act, o, give_back);
	case IS_DRAFT:
	case IS_RETURNED:
		*give_back = true;
		return SOUK_OK;
	case IS_PENDING:
		if (order_num(*o, ORDER_PAID) >= order_num(*o, ORDER_TOTAL) &&
		    order_num(*o, ORDER_HELD) == 1)
			e = order_move(act, o, IS_CONFIRMED, BY_SHOP, NULL);
		break;
	default:
		break;
	}
	return e != SOUK_OK ? e : paid_over(act, *o, told);
}

/* Whoever follows orders hears of one whose money is all here. */
static enum outcome
paid_tell(struct act *act, const struct record *o)
{
	const struct order_user *const	*u = act->souk->order_users;
	enum outcome			 e = SOUK_OK;

	if (u == NULL || order_num(o, ORDER_PAID) - order_num(o,
	    ORDER_REFUNDED) < order_num(o, ORDER_TOTAL))
		return SOUK_OK;
	for (; *u != NULL && e == SOUK_OK; u++)
		if ((*u)->paid != NULL)
			e = (*u)->paid(act, o);
	return e;
}

static enum outcome
paid(struct act *act, const char *id, const struct payment_told *told,
    bool *give_back)
{
	struct record	*o;
	enum outcome	 e;
	bool		 news;

	*give_back = false;
	if ((e = order_row(act, id, &o)) != SOUK_OK ||
	    (e = sums_follow(act, id, &o, &news)) != SOUK_OK || !news ||
	    (e = note(act, id, "payment", told->amount, NULL)) != SOUK_OK ||
	    (e = paid_react(act, &o, told, give_back)) != SOUK_OK)
		return e;
	return *give_back ? SOUK_OK : paid_tell(act, o);
}

/* ---- and back ------------------------------------------------------------------ */

static enum outcome
refunded(struct act *act, const char *id, const struct payment_told *told)
{
	struct record	*o;
	enum outcome	 e;
	bool		 news;

	if ((e = sums_follow(act, id, &o, &news)) != SOUK_OK || !news ||
	    (e = note(act, id, "refund", told->amount, NULL)) != SOUK_OK ||
	    (e = order_books(act, o)) != SOUK_OK)
		return e;
	return order_tell(act, id, TALE_REFUNDED, NULL, told->amount);
}

static enum outcome
refund_failed(struct act *act, const char *id,
    const struct payment_told *told)
{
	struct record	*o;
	enum outcome	 e;
	bool		 news;

	if ((e = sums_follow(act, id, &o, &news)) != SOUK_OK || !news ||
	    (e = order_event(act, id, &(struct order_news){
	    .kind = "refund_failed", .amount = told->amount,
	    .text = told->code })) != SOUK_OK)
		return e;
	return order_books(act, o);
}

/* The first time, by mail too. */
static enum outcome
failed(struct act *act, const char *id, const struct payment_told *told)
{
	int64_t		 before = 0;
	enum outcome	 e;

	if ((e = order_number_of(act, sql_failed_before, id, &before)) !=
	    SOUK_OK || (e = note(act, id, "payment_failed", 0, told->code)) !=
	    SOUK_OK || before > 0)
		return e;
	return order_tell(act, id, TALE_PAYMENT_FAILED, NULL, 0);
}

static enum outcome
gone(struct act *act, const char *id, const struct payment_told *told)
{
	return note(act, id, "payment_gone", 0, told->code);
}

const struct payment_user order_payment = {
	.subject = "order",
	.due = due,
	.may_see = may_see,
	.paid = paid,
	.refunded = refunded,
	.refund_failed = refund_failed,
	.failed = failed,
	.gone = gone,
};
