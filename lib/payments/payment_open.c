/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/payments/parts.h"
#include "lib/payments/stripe_amount.h"

static const char sql_under_way[] =
    "SELECT id FROM payment WHERE subject = :subject AND subject_id = :id"
    " AND state IN " PAYMENT_UNDER_WAY;
static const char sql_put[] =
    "INSERT INTO payment (id, brand_id, subject, subject_id, purpose,"
    " provider, state, amount, currency, livemode, created_at, updated_at,"
    " expires_at) VALUES (:id, :brand, :subject, :subject_id, :purpose,"
    " :provider, 'open', :amount, :currency, :live, :now, :now, :expires)";

/* The one under way; NOT_FOUND. */
static enum outcome
under_way(struct act *act, const char *subject, const char *subject_id,
    struct record **payment)
{
	struct stmt	*s = db_sql(act->db, sql_under_way);
	const char	*id = NULL;
	enum outcome	 e;

	db_bind_text(s, ":subject", subject);
	db_bind_text(s, ":id", subject_id);
	if ((e = db_step(s)) == SOUK_OK)
		id = db_copy(s, 0, act->arena);
	db_done(s);
	return e != SOUK_OK ? e : payment_find(act, id, payment);
}

enum outcome
payment_cancel_of(struct act *act, const char *subject,
    const char *subject_id)
{
	struct record	*payment;
	enum outcome	 e = under_way(act, subject, subject_id, &payment);

	return e == SOUK_NOT_FOUND ? SOUK_OK : e != SOUK_OK ? e :
	    payment_close(act, payment);
}

/* ---- a new one --------------------------------------------------------------- */

static bool
is_live(const struct act *act, enum payment_provider provider)
{
	return provider == PROVIDER_STRIPE &&
	    strstr(act->config->stripe_key, "_live_") != NULL;
}

enum outcome
payment_put(struct act *act, const struct payment_ask *ask,
    const struct payment_due *due, struct record **payment)
{
	const char	*id = typeid_new(act->arena, "pay", act->now);
	struct stmt	*s = db_sql(act->db, sql_put);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":brand", due->brand_id);
	db_bind_text(s, ":subject", ask->subject);
	db_bind_text(s, ":subject_id", ask->subject_id);
	db_bind_text(s, ":purpose", due->purpose);
	db_bind_text(s, ":provider", payment_providers[ask->provider]);
	db_bind_int(s, ":amount", due->amount);
	db_bind_text(s, ":currency", due->currency);
	db_bind_int(s, ":live", is_live(act, ask->provider));
	db_bind_int(s, ":now", act->now);
	if (due->expires_at != 0)
		db_bind_int(s, ":expires", due->expires_at);
	else
		db_bind_null_int(s, ":expires");
	if ((e = db_run(s)) == SOUK_CONFLICT)
		return act_refuse(act, e,
		    &payments_messages[PAYMENTS_UNDER_WAY]);
	return e != SOUK_OK ? e : payment_find(act, id, payment);
}

/* Can it be paid so at all? */
static enum outcome
offered(struct act *act, enum payment_provider provider,
    const struct payment_due *due)
{
	int64_t	theirs;

	if (!provider_is_on(act, provider))
		return act_refuse(act, SOUK_CONFLICT,
		    &payments_messages[PAYMENTS_OFF]);
	if (provider == PROVIDER_STRIPE &&
	    !stripe_amount_out(due->amount, due->currency, &theirs))
		return act_refuse(act, SOUK_CONFLICT,
		    &payments_messages[PAYMENTS_BAD_AMOUNT]);
	return SOUK_OK;
}

/* Does that one ask for just this?  What came of it already is no longer
 * due. */
static bool
is_same(const struct act *act, const struct payment_ask *ask,
    const struct payment_due *due, const struct record *payment)
{
	return payment_provider_of(payment) == ask->provider &&
	    payment_number(payment, PAYMENT_AMOUNT) -
	    payment_number(payment, PAYMENT_RECEIVED) == due->amount &&
	    text_equal(payment_text(payment, PAYMENT_CURRENCY),
	    due->currency) && payment_number(payment, PAYMENT_LIVEMODE) ==
	    is_live(act, ask->provider);
}

enum outcome
payment_open_due(struct act *act, const struct payment_ask *ask,
    struct payment_due *due, struct record **payment)
{
	const struct payment_user	*user = payment_user_of(act,
					    ask->subject);
	enum outcome			 e;

	*due = (struct payment_due){ .amount = 0 };
	if (user == NULL)
		return SOUK_NOT_FOUND;
	if ((e = user->due(act, ask->subject_id, due)) != SOUK_OK ||
	    (e = offered(act, ask->provider, due)) != SOUK_OK)
		return e;
	e = under_way(act, ask->subject, ask->subject_id, payment);
	if (e == SOUK_OK) {
		if (is_same(act, ask, due, *payment))
			return SOUK_OK;
		e = payment_close(act, *payment);
	}
	return e != SOUK_OK && e != SOUK_NOT_FOUND ? e :
	    payment_put(act, ask, due, payment);
}

enum outcome
payment_open(struct act *act, const struct payment_ask *ask,
    struct record **payment)
{
	struct payment_due	due;

	return payment_open_due(act, ask, &due, payment);
}
