/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/news.h"
#include "lib/payments/parts.h"

static const char sql_become[] =
    "UPDATE payment SET state = :state, received = :received,"
    " error_code = :error, decline_code = :decline, news_at = :at,"
    " succeeded_at = coalesce(succeeded_at, :succeeded), updated_at = :now,"
    " version = version + 1 WHERE id = :id";
static const char sql_name[] =
    "UPDATE payment SET intent_ref = coalesce(intent_ref, :intent),"
    " session_ref = coalesce(session_ref, :session),"
    " charge_ref = coalesce(charge_ref, :charge) WHERE id = :id";

/* What another attempt says matters only if money came by it. */
static enum outcome
refuse(struct act *act, const struct record *payment,
    const struct payment_news *news, enum payment_flag why,
    struct stripe_taken *taken)
{
	if (why == FLAG_INTENT && news->state != STATE_SUCCEEDED)
		return SOUK_OK;
	taken->problem = payment_flags[why];
	taken->changed = true;
	return payment_flag_set(act, payment, why);
}

/* ---- which is stronger? ------------------------------------------------------------- */

struct standing {
	enum payment_state	 state;
	int64_t			 at;
	const char		*error, *decline;
};

static int
strength(enum payment_state state)
{
	return state < STATE_AUTHORISED ? 0 : (int)state;
}

/* Within a second: begun, asked of the buyer, with the bank, failed. */
static int
progress(const struct standing *s)
{
	return s->state == STATE_OPEN && s->error != NULL ? STATE_AUTHORISED :
	    (int)s->state;
}

static int
text_order(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b);
}

/* A total order, so that the last of all news is the same in any order. */
static bool
is_stronger(const struct standing *a, const struct standing *b)
{
	int	 order;

	if (strength(a->state) != strength(b->state))
		return strength(a->state) > strength(b->state);
	if (a->at != b->at)
		return a->at > b->at;
	if (progress(a) != progress(b))
		return progress(a) > progress(b);
	order = text_order(a->error, b->error);
	return order != 0 ? order > 0 :
	    text_order(a->decline, b->decline) > 0;
}

/* ---- taking it --------------------------------------------------------------------------- */

/* A session that is another payment's stays that. */
static enum outcome
names_keep(struct act *act, const char *id, const struct payment_news *news)
{
	const char	*session = news->session_ref, *other;
	struct stmt	*s;
	int64_t		 news_at;
	enum outcome	 e;

	e = payment_by_refs(act, &(struct payment_refs){ .session = session },
	    &other, &news_at);
	if (e == SOUK_OK)
		session = NULL;		/* its own is kept already */
	else if (e != SOUK_NOT_FOUND)
		return e;
	s = db_sql(act->db, sql_name);
	db_bind_text(s, ":intent", news->intent_ref);
	db_bind_text(s, ":session", session);
	db_bind_text(s, ":charge", news->state == STATE_SUCCEEDED ?
	    news->charge_ref : NULL);
	db_bind_text(s, ":id", id);
	return db_run(s);
}

static enum outcome
become(struct act *act, const char *id, const struct payment_news *news,
    int64_t received)
{
	const bool	 paid = news->state == STATE_SUCCEEDED;
	struct stmt	*s = db_sql(act->db, sql_become);

	db_bind_text(s, ":state", payment_states[news->state]);
	db_bind_int(s, ":received", received);
	db_bind_text(s, ":error", paid ? NULL : news->error_code);
	db_bind_text(s, ":decline", paid ? NULL : news->decline_code);
	db_bind_int(s, ":at", news->at);
	if (paid)
		db_bind_int(s, ":succeeded", news->at * CLOCK_SECOND);
	else
		db_bind_null_int(s, ":succeeded");
	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":id", id);
	return db_run(s);
}

/* Money that came, with all that was known of it before. */
static enum outcome
tell_paid(struct act *act, const char *id, const struct record *before)
{
	struct record	*payment;
	enum outcome	 e;

	if ((e = payment_find(act, id, &payment)) != SOUK_OK ||
	    (e = payment_came(act, payment,
	    payment_number(payment, PAYMENT_RECEIVED) -
	    payment_number(before, PAYMENT_RECEIVED))) != SOUK_OK ||
	    (e = payment_find(act, id, &payment)) != SOUK_OK ||
	    (e = refunds_take_up(act, payment)) != SOUK_OK)
		return e;
	return disputes_take_up(act, payment);
}

static enum outcome
tell(struct act *act, const char *id, const struct payment_news *news,
    const struct record *before)
{
	const enum payment_state	 was = payment_state_of(before);
	struct record			*payment;
	enum outcome			 e;

	if (news->state == STATE_SUCCEEDED)
		return was == STATE_SUCCEEDED ? SOUK_OK :
		    tell_paid(act, id, before);
	if ((e = payment_find(act, id, &payment)) != SOUK_OK)
		return e;
	if (news->state == STATE_CANCELLED)
		return was == STATE_CANCELLED ? SOUK_OK :
		    payment_went(act, payment);
	return news->state == STATE_OPEN && news->error_code != NULL ?
	    payment_failed(act, payment) : SOUK_OK;
}

/* Disputes name the charge, which may be heard of after the money. */
static enum outcome
charge_named(struct act *act, const struct record *before,
    const struct payment_news *news)
{
	struct record	*payment;
	enum outcome	 e;

	if (news->state != STATE_SUCCEEDED || news->charge_ref == NULL ||
	    payment_text(before, PAYMENT_CHARGE) != NULL)
		return SOUK_OK;
	e = payment_find(act, payment_text(before, PAYMENT_ID), &payment);
	return e != SOUK_OK ? e : disputes_take_up(act, payment);
}

static enum outcome
take(struct act *act, const struct record *payment, int64_t news_at,
    const struct payment_news *news, struct stripe_taken *taken)
{
	const char		*id = payment_text(payment, PAYMENT_ID);
	const int64_t		 before = payment_number(payment,
				    PAYMENT_RECEIVED);
	const struct standing	 old = { payment_state_of(payment), news_at,
		payment_text(payment, PAYMENT_ERROR),
		payment_text(payment, PAYMENT_DECLINE) };
	const struct standing	 fresh = { news->state, news->at,
		news->state == STATE_SUCCEEDED ? NULL : news->error_code,
		news->state == STATE_SUCCEEDED ? NULL : news->decline_code };
	enum outcome		 e;

	if ((e = names_keep(act, id, news)) != SOUK_OK ||
	    (e = charge_named(act, payment, news)) != SOUK_OK ||
	    !is_stronger(&fresh, &old))
		return e;
	taken->changed = true;
	e = become(act, id, news, news->state == STATE_SUCCEEDED &&
	    news->received > before ? news->received : before);
	return e != SOUK_OK ? e : tell(act, id, news, payment);
}

enum outcome
payment_news_take(struct act *act, const struct payment_news *news,
    struct stripe_taken *taken)
{
	const char		*brand = act->actor.brand_id;
	const struct payment_refs refs = { news->intent_ref,
		news->session_ref, news->charge_ref, news->payment_id };
	struct record		*payment;
	enum payment_flag	 why;
	int64_t			 news_at;
	enum outcome		 e;

	if ((e = payment_by_refs(act, &refs, &taken->payment_id,
	    &news_at)) != SOUK_OK ||
	    (e = payment_find(act, taken->payment_id, &payment)) != SOUK_OK)
		return e;
	if ((why = payment_mismatch(payment, news)) != FLAG__NONE)
		return refuse(act, payment, news, why, taken);
	act->actor.brand_id = payment_text(payment, PAYMENT_BRAND);
	e = take(act, payment, news_at, news, taken);
	act->actor.brand_id = brand;
	return e;
}

enum outcome
payment_news(struct act *act, const struct payment_news *news, bool *changed)
{
	struct stripe_taken	 taken = { .known = false };
	const enum outcome	 e = payment_news_take(act, news, &taken);

	*changed = taken.changed;
	return e;
}
