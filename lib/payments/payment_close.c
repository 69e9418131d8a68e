/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/db/db.h"
#include "lib/payments/parts.h"
#include "lib/queue/queue.h"

static const char sql_close[] =
    "UPDATE payment SET state = 'cancelled', updated_at = :now,"
    " version = version + 1 WHERE id = :id AND state IN ('open', 'action')";
static const char sql_receive[] =
    "UPDATE payment SET received = received + :n,"
    " state = CASE WHEN received + :n = amount THEN 'succeeded' ELSE state"
    "  END,"
    " succeeded_at = CASE WHEN received + :n = amount THEN :now ELSE"
    "  succeeded_at END,"
    " updated_at = :now, version = version + 1"
    " WHERE id = :id AND state = 'open' AND received + :n <= amount";

/* ---- cancelled --------------------------------------------------------------- */

/* Where a provider may still take money for it. */
static enum outcome
provider_tell(struct act *act, const struct record *payment)
{
	const char	*id = payment_text(payment, PAYMENT_ID);

	if (payment_provider_of(payment) != PROVIDER_STRIPE)
		return SOUK_OK;
	return queue_put(act, &(struct job_new){ .kind = "payments.cancel",
		.unique_key = id, .payload = arena_printf(act->arena,
		"{\"payment\":\"%s\"}", id) }, NULL);
}

enum outcome
payment_close(struct act *act, const struct record *payment)
{
	struct stmt	*s = db_sql(act->db, sql_close);
	enum outcome	 e;

	db_bind_text(s, ":id", payment_text(payment, PAYMENT_ID));
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) == SOUK_NOT_FOUND)
		return act_refuse(act, SOUK_CONFLICT,
		    &payments_messages[PAYMENTS_UNDER_WAY]);
	return e != SOUK_OK ? e : provider_tell(act, payment);
}

enum outcome
payment_cancel(struct act *act, const char *id)
{
	struct record	*before, *after;
	enum outcome	 e;

	if ((e = payment_find_own(act, id, &before)) != SOUK_OK)
		return e;
	if (payment_state_of(before) == STATE_CANCELLED)
		return SOUK_OK;
	if (payment_state_of(before) == STATE_SUCCEEDED)
		return act_refuse(act, SOUK_CONFLICT,
		    &payments_messages[PAYMENTS_NOT_OPEN]);
	if ((e = payment_close(act, before)) != SOUK_OK ||
	    (e = payment_find(act, id, &after)) != SOUK_OK ||
	    (e = payment_audit(act, "cancel_payment", "Payment", id, before,
	    after)) != SOUK_OK)
		return e;
	return payment_went(act, after);
}

/* ---- received by hand --------------------------------------------------------- */

static enum outcome
by_hand(struct act *act, const struct record *payment)
{
	const enum payment_provider	provider = payment_provider_of(
					    payment);

	if (provider != PROVIDER_CASH && provider != PROVIDER_TRANSFER)
		return act_refuse(act, SOUK_CONFLICT,
		    &payments_messages[PAYMENTS_NOT_BY_HAND]);
	if (payment_state_of(payment) != STATE_OPEN)
		return act_refuse(act, SOUK_CONFLICT,
		    &payments_messages[PAYMENTS_NOT_OPEN]);
	return SOUK_OK;
}

static enum outcome
receive(struct act *act, const struct record *payment, int64_t amount)
{
	struct stmt	*s = db_sql(act->db, sql_receive);
	enum outcome	 e;

	db_bind_text(s, ":id", payment_text(payment, PAYMENT_ID));
	db_bind_int(s, ":n", amount);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) != SOUK_NOT_FOUND)
		return e;
	return act_bad_field(act, "amount",
	    &payments_messages[PAYMENTS_TOO_MUCH]);
}

enum outcome
payment_receive(struct act *act, const char *id, int64_t amount,
    struct record **payment)
{
	struct record	*before;
	enum outcome	 e;

	if ((e = payment_find_own(act, id, &before)) != SOUK_OK ||
	    (e = by_hand(act, before)) != SOUK_OK)
		return e;
	if (amount == 0)
		amount = payment_number(before, PAYMENT_AMOUNT) -
		    payment_number(before, PAYMENT_RECEIVED);
	if (amount <= 0)
		return act_bad_field(act, "amount",
		    &payments_messages[PAYMENTS_TOO_MUCH]);
	if ((e = receive(act, before, amount)) != SOUK_OK ||
	    (e = payment_find(act, id, payment)) != SOUK_OK ||
	    (e = payment_audit(act, "receive_payment", "Payment", id, before,
	    *payment)) != SOUK_OK ||
	    (e = payment_came(act, *payment, amount)) != SOUK_OK)
		return e;
	return payment_find(act, id, payment);
}
