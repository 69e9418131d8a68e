/* SPDX-License-Identifier: ISC */
/* Which event says what: one row a type. */
#include <assert.h>
#include <string.h>

#include "lib/db/db.h"
#include "lib/payments/event_apply.h"
#include "lib/payments/jobs.h"
#include "lib/payments/news.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* ---- payments --------------------------------------------------------------------- */

static enum outcome
payment_tell(struct act *act, struct payment_news *news,
    const struct stripe_event *event, struct stripe_taken *taken)
{
	news->at = event->made_at;
	news->livemode = event->livemode;
	return payment_news_take(act, news, taken);
}

static enum outcome
take_intent(struct act *act, const struct stripe_event *event,
    struct stripe_taken *taken)
{
	struct payment_news	 news = { .payment_id = NULL };

	return stripe_intent_read(act, event->object, &news) ?
	    payment_tell(act, &news, event, taken) : SOUK_NOT_FOUND;
}

static enum outcome
take_charge(struct act *act, const struct stripe_event *event,
    struct stripe_taken *taken)
{
	struct payment_news	 news = { .payment_id = NULL };

	return stripe_charge_read(act, event->object, &news) ?
	    payment_tell(act, &news, event, taken) : SOUK_NOT_FOUND;
}

static enum outcome
take_session(struct act *act, const struct stripe_event *event,
    struct stripe_taken *taken)
{
	struct payment_news	 news = { .payment_id = NULL };

	return stripe_session_read(act, event->object, &news) ?
	    payment_tell(act, &news, event, taken) : SOUK_NOT_FOUND;
}

/* A session is good for one try that takes time. */
static enum outcome
take_session_failed(struct act *act, const struct stripe_event *event,
    struct stripe_taken *taken)
{
	struct payment_news	 news = { .payment_id = NULL };

	if (!stripe_session_read(act, event->object, &news))
		return SOUK_NOT_FOUND;
	if (news.state != STATE_SUCCEEDED) {
		news.state = STATE_CANCELLED;
		news.error_code = "async_payment_failed";
	}
	return payment_tell(act, &news, event, taken);
}

/* ---- refunds ------------------------------------------------------------------------ */

static enum outcome
refund_tell(struct act *act, const struct json_in *object,
    const struct refund_news *from, struct stripe_taken *taken)
{
	struct refund_news	 news = *from;

	return stripe_refund_read(act, object, &news) ?
	    refund_news_take(act, &news, taken) : SOUK_NOT_FOUND;
}

static const char sql_before[] =
    "SELECT 1 FROM payment_event WHERE object_id = :object AND id <> :id"
    " LIMIT 1";

/*
 * Of a charge that no payment has yet, and nothing else says whose it is: Stripe
 * is asked, once for each refund, for most such charges are another program's.
 */
static enum outcome
charge_ask(struct act *act, const struct stripe_event *event)
{
	const char	*charge = stripe_text(event->object, "charge");
	struct stmt	*s;
	enum outcome	 e;

	if (charge == NULL || event->object_id == NULL ||
	    stripe_text(event->object, "payment_intent") != NULL)
		return SOUK_NOT_FOUND;
	s = db_sql(act->db, sql_before);
	db_bind_text(s, ":object", event->object_id);
	db_bind_text(s, ":id", event->id);
	e = db_step(s);
	db_done(s);
	if (e == SOUK_NOT_FOUND)
		e = charge_fetch_put(act, charge);
	return e == SOUK_OK ? SOUK_NOT_FOUND : e;
}

static enum outcome
take_refund(struct act *act, const struct stripe_event *event,
    struct stripe_taken *taken)
{
	const enum outcome	 e = refund_tell(act, event->object,
	    &(struct refund_news){ .at = event->made_at }, taken);

	return e == SOUK_NOT_FOUND ? charge_ask(act, event) : e;
}

/* Before the end of 2022 a charge has its refunds within; since then only
 * their sum. */
static enum outcome
take_charge_refunded(struct act *act, const struct stripe_event *event,
    struct stripe_taken *taken)
{
	struct refund_news	 from = { .at = event->made_at };
	const struct json_in	*refunds;
	struct stripe_taken	 one;
	size_t			 count;
	enum outcome		 e = take_charge(act, event, taken);

	if (e != SOUK_OK || taken->problem != NULL)
		return e;
	from.intent_ref = stripe_text(event->object, "payment_intent");
	from.charge_ref = event->object_id;
	refunds = stripe_items(event->object, "refunds", &count);
	for (size_t i = 0; i < count; i++) {
		one = *taken;
		one.changed = false;
		e = refund_tell(act, &refunds[i], &from, &one);
		if (e != SOUK_OK && e != SOUK_NOT_FOUND)
			return e;
		taken->changed |= one.changed;
	}
	return refund_sum_take(act, taken->payment_id,
	    stripe_charge_refunded(act, event->object));
}

/* ---- disputes ------------------------------------------------------------------------- */

static enum outcome
dispute_tell(struct act *act, const struct stripe_event *event,
    struct dispute_news *news, struct stripe_taken *taken)
{
	news->at = event->made_at;
	return stripe_dispute_read(act, event->object, news) ?
	    dispute_news(act, news, &taken->changed) : SOUK_NOT_FOUND;
}

static enum outcome
take_dispute(struct act *act, const struct stripe_event *event,
    struct stripe_taken *taken)
{
	return dispute_tell(act, event, &(struct dispute_news){ .at = 0 },
	    taken);
}

static enum outcome
take_closed(struct act *act, const struct stripe_event *event,
    struct stripe_taken *taken)
{
	return dispute_tell(act, event, &(struct dispute_news){
	    .closed = true }, taken);
}

static enum outcome
take_withdrawn(struct act *act, const struct stripe_event *event,
    struct stripe_taken *taken)
{
	return dispute_tell(act, event, &(struct dispute_news){
	    .withdrawn = true }, taken);
}

static enum outcome
take_reinstated(struct act *act, const struct stripe_event *event,
    struct stripe_taken *taken)
{
	return dispute_tell(act, event, &(struct dispute_news){
	    .withdrawn = true, .reinstated = true }, taken);
}

/* ---- by type ----------------------------------------------------------------------------- */

typedef enum outcome take_fn(struct act *, const struct stripe_event *,
    struct stripe_taken *);

/* MAY: others say the same, or it only shows sooner what is going on. */
#define TYPES(ROW) \
	ROW("payment_intent.created", take_intent, MAY) \
	ROW("payment_intent.processing", take_intent, MUST) \
	ROW("payment_intent.requires_action", take_intent, MAY) \
	ROW("payment_intent.amount_capturable_updated", take_intent, MAY) \
	ROW("payment_intent.succeeded", take_intent, MUST) \
	ROW("payment_intent.payment_failed", take_intent, MUST) \
	ROW("payment_intent.canceled", take_intent, MUST) \
	ROW("charge.pending", take_charge, MAY) \
	ROW("charge.succeeded", take_charge, MUST) \
	ROW("charge.captured", take_charge, MAY) \
	ROW("charge.failed", take_charge, MAY) \
	ROW("charge.refunded", take_charge_refunded, MUST) \
	ROW("charge.refund.updated", take_refund, MAY) \
	ROW("refund.created", take_refund, MUST) \
	ROW("refund.updated", take_refund, MUST) \
	ROW("refund.failed", take_refund, MUST) \
	ROW("checkout.session.completed", take_session, MUST) \
	ROW("checkout.session.async_payment_succeeded", take_session, MUST) \
	ROW("checkout.session.async_payment_failed", take_session_failed, MUST) \
	ROW("checkout.session.expired", take_session, MUST) \
	ROW("charge.dispute.created", take_dispute, MUST) \
	ROW("charge.dispute.updated", take_dispute, MAY) \
	ROW("charge.dispute.closed", take_closed, MUST) \
	ROW("charge.dispute.funds_withdrawn", take_withdrawn, MUST) \
	ROW("charge.dispute.funds_reinstated", take_reinstated, MUST)

#define NAME(TYPE, TAKE, NEED)	TYPE,
#define TAKER(TYPE, TAKE, NEED)	TAKE,
#define MAY(TYPE)
#define MUST(TYPE)		TYPE,
#define NEEDED(TYPE, TAKE, NEED) NEED(TYPE)
const char *const stripe_event_types[] = { TYPES(NAME) NULL };
const char *const stripe_events_needed[] = { TYPES(NEEDED) NULL };
static take_fn *const takers[] = { TYPES(TAKER) };

enum outcome
stripe_event_apply(struct act *act, const struct stripe_event *event,
    struct stripe_taken *taken)
{
	for (size_t i = 0; i < COUNT(takers); i++)
		if (strcmp(stripe_event_types[i], event->type) == 0)
			return takers[i](act, event, taken);
	return SOUK_NOT_FOUND;
}
