/* SPDX-License-Identifier: ISC */
/* Which payment news are of, whether they fit it, and what is done if not. */
#include <string.h>

#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/news.h"
#include "lib/payments/parts.h"

static const char sql_by_intent[] =
    "SELECT id, news_at FROM payment WHERE intent_ref = :ref"
    " AND provider = 'stripe'";
static const char sql_by_session[] =
    "SELECT id, news_at FROM payment WHERE session_ref = :ref"
    " AND provider = 'stripe'";
static const char sql_by_charge[] =
    "SELECT id, news_at FROM payment WHERE charge_ref = :ref"
    " AND provider = 'stripe'";
static const char sql_by_id[] =
    "SELECT id, news_at FROM payment WHERE id = :ref"
    " AND provider = 'stripe'";
static const char sql_flag[] =
    "UPDATE payment SET flag = :flag, updated_at = :now,"
    " version = version + 1 WHERE id = :id";

const char *const payment_flags[] = {
	[FLAG_INTENT] = "intent", [FLAG_LIVEMODE] = "livemode",
	[FLAG_CURRENCY] = "currency", [FLAG_AMOUNT] = "amount",
	[FLAG_SUBJECT] = "subject", [FLAG_REFUNDS] = "refunds",
	[FLAG_STUCK] = "stuck", [FLAG__NONE] = NULL
};

static enum outcome
by_ref(struct act *act, const char *sql, const char *ref, const char **id,
    int64_t *news_at)
{
	struct stmt	*s;
	enum outcome	 e;

	if (ref == NULL)
		return SOUK_NOT_FOUND;
	s = db_sql(act->db, sql);
	db_bind_text(s, ":ref", ref);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*id = db_copy(s, 0, act->arena);
	*news_at = db_int(s, 1);
	db_done(s);
	return SOUK_OK;
}

enum outcome
payment_by_refs(struct act *act, const struct payment_refs *refs,
    const char **id, int64_t *news_at)
{
	enum outcome	 e;

	e = by_ref(act, sql_by_intent, refs->intent, id, news_at);
	if (e == SOUK_NOT_FOUND)
		e = by_ref(act, sql_by_session, refs->session, id, news_at);
	if (e == SOUK_NOT_FOUND)
		e = by_ref(act, sql_by_charge, refs->charge, id, news_at);
	if (e == SOUK_NOT_FOUND)
		e = by_ref(act, sql_by_id, refs->payment_id, id, news_at);
	return e;
}

/* ---- does it match? ------------------------------------------------------------------ */

/* Another attempt than the one we know. */
static bool
is_other(const struct record *payment, int field, const char *ref)
{
	const char	*known = payment_text(payment, field);

	return known != NULL && ref != NULL && strcmp(known, ref) != 0;
}

static bool
is_elsewhere(const struct record *payment, const struct payment_news *news)
{
	return is_other(payment, PAYMENT_INTENT, news->intent_ref) ||
	    (news->intent_ref == NULL &&
	    is_other(payment, PAYMENT_SESSION, news->session_ref));
}

enum payment_flag
payment_mismatch(const struct record *payment, const struct payment_news *news)
{
	const bool	 paid = news->state == STATE_SUCCEEDED;
	const int64_t	 amount = payment_number(payment, PAYMENT_AMOUNT);

	if (is_elsewhere(payment, news))
		return FLAG_INTENT;
	if (news->livemode != (payment_number(payment, PAYMENT_LIVEMODE) != 0))
		return FLAG_LIVEMODE;
	if ((paid || news->currency != NULL) && !text_equal(news->currency,
	    payment_text(payment, PAYMENT_CURRENCY)))
		return FLAG_CURRENCY;
	if (((paid || news->amount != 0) && news->amount != amount) ||
	    (paid && news->received != amount))
		return FLAG_AMOUNT;
	if (is_other(payment, PAYMENT_SUBJECT_ID, news->subject_id) ||
	    is_other(payment, PAYMENT_ID, news->payment_id))
		return FLAG_SUBJECT;
	return FLAG__NONE;
}

static enum payment_flag
flag_of(const struct record *payment)
{
	const char	*flag = payment_text(payment, PAYMENT_FLAG);
	int		 i;

	for (i = 0; i < FLAG__NONE; i++)
		if (text_equal(payment_flags[i], flag))
			break;
	return (enum payment_flag)i;
}

enum outcome
payment_flag_set(struct act *act, const struct record *payment,
    enum payment_flag flag)
{
	struct stmt	*s;

	if (flag >= flag_of(payment))
		return SOUK_OK;
	log_line(LOG_WARN, "a payment needs a look", "payment",
	    payment_text(payment, PAYMENT_ID), "why", payment_flags[flag],
	    NULL);
	s = db_sql(act->db, sql_flag);
	db_bind_text(s, ":flag", payment_flags[flag]);
	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":id", payment_text(payment, PAYMENT_ID));
	return db_run(s);
}
