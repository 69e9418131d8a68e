/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/parts.h"
#include "lib/payments/refund_stuck.h"

/*
 * Forward only: waiting, sent, then one of the ends.  A refund that succeeded
 * may still fail; what failed does not come back to life.
 */
static const char sql_move[] =
    "UPDATE payment_refund SET state = :state,"
    " provider_ref = coalesce(:ref, provider_ref),"
    " error_code = coalesce(:error, error_code),"
    " news_at = CASE WHEN :at > news_at THEN :at ELSE news_at END,"
    " stuck_at = NULL, updated_at = :now"
    " WHERE id = :id AND CASE state WHEN 'waiting' THEN 0 WHEN 'sent' THEN 1"
    "  WHEN 'succeeded' THEN 2 ELSE 3 END < :rank";
/* A name that comes late, or again. */
static const char sql_name[] =
    "UPDATE payment_refund SET provider_ref = :ref, updated_at = :now"
    " WHERE id = :id AND provider_ref IS NULL";
static const char sql_put_back[] =
    "UPDATE payment SET refunded = refunded - :n, updated_at = :now,"
    " version = version + 1 WHERE id = :id AND refunded >= :n";

static const int ranks[REFUND_STATE__MAX] = {
	[REFUND_WAITING] = 0, [REFUND_SENT] = 1, [REFUND_SUCCEEDED] = 2,
	[REFUND_FAILED] = 3, [REFUND_CANCELLED] = 3,
};

static enum outcome
move(struct act *act, const char *id, const struct refund_end *end)
{
	struct stmt	*s = db_sql(act->db, sql_move);

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":state", refund_states[end->state]);
	db_bind_text(s, ":ref", end->provider_ref);
	db_bind_text(s, ":error", end->error_code);
	db_bind_int(s, ":at", end->at);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":rank", ranks[end->state]);
	return db_run_changed(s);
}

static enum outcome
name(struct act *act, const char *id, const char *ref)
{
	struct stmt	*s;

	if (ref == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_name);
	db_bind_text(s, ":id", id);
	db_bind_text(s, ":ref", ref);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
put_back(struct act *act, const char *id)
{
	struct record	*refund, *payment;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = refund_find(act, id, &refund)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_put_back);
	db_bind_text(s, ":id", payment_text(refund, REFUND_PAYMENT));
	db_bind_int(s, ":n", payment_number(refund, REFUND_AMOUNT));
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) != SOUK_OK || (e = payment_find(act,
	    payment_text(refund, REFUND_PAYMENT), &payment)) != SOUK_OK)
		return e;
	return payment_not_back(act, payment, refund);
}

enum outcome
refund_settle(struct act *act, const char *id, const struct refund_end *end,
    bool *changed)
{
	enum outcome	 e = move(act, id, end);

	if (changed != NULL)
		*changed = e == SOUK_OK;
	if (e == SOUK_NOT_FOUND)
		return name(act, id, end->provider_ref);
	if (e != SOUK_OK || (e = refund_unflag(act, id)) != SOUK_OK ||
	    ranks[end->state] < 3)
		return e;
	return put_back(act, id);
}

/* ---- by hand --------------------------------------------------------------------- */

enum outcome
refund_done(struct act *act, const char *id, struct record **refund)
{
	enum payment_provider	 provider;
	struct record		*before, *payment;
	enum outcome		 e;

	if ((e = refund_find(act, id, &before)) != SOUK_OK ||
	    (e = payment_find_own(act, payment_text(before, REFUND_PAYMENT),
	    &payment)) != SOUK_OK)
		return e;
	provider = payment_provider_of(payment);
	if ((provider != PROVIDER_CASH && provider != PROVIDER_TRANSFER) ||
	    !text_equal(payment_text(before, REFUND_STATE),
	    refund_states[REFUND_WAITING]))
		return act_refuse(act, SOUK_CONFLICT,
		    &payments_messages[PAYMENTS_NOT_OWED]);
	if ((e = refund_settle(act, id, &(struct refund_end){
	    .state = REFUND_SUCCEEDED }, NULL)) != SOUK_OK ||
	    (e = refund_find(act, id, refund)) != SOUK_OK)
		return e;
	return payment_audit(act, "hand_over_refund", "Refund", id, before,
	    *refund);
}
