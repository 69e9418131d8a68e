/* SPDX-License-Identifier: ISC */
/* What Stripe's objects say, whichever version of its API wrote them. */
#include <ctype.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/payments/event.h"
#include "lib/payments/stripe_amount.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define REF_MAX	255		/* characters of an id, at most */

const char *
stripe_text(const struct json_in *object, const char *name)
{
	const struct json_in	*m = json_member(object, name);

	if (m != NULL && m->type == JSON_OBJECT)
		m = json_member(m, "id");
	return m != NULL && m->type == JSON_STRING && m->len > 0 &&
	    m->len <= REF_MAX ? m->text : NULL;
}

int64_t
stripe_int(const struct json_in *object, const char *name, int64_t other)
{
	const struct json_in	*m = json_member(object, name);

	return m != NULL && m->type == JSON_NUMBER && m->is_integer ?
	    m->integer : other;
}

static bool
is_true(const struct json_in *object, const char *name)
{
	const struct json_in	*m = json_member(object, name);

	return m != NULL && m->type == JSON_BOOL && m->boolean;
}

static const struct json_in *
part(const struct json_in *object, const char *name)
{
	const struct json_in	*m = json_member(object, name);

	return m != NULL && m->type == JSON_OBJECT ? m : NULL;
}

const struct json_in *
stripe_items(const struct json_in *object, const char *name, size_t *count)
{
	const struct json_in	*m = json_member(object, name);

	if (m != NULL && m->type == JSON_OBJECT)
		m = json_member(m, "data");
	*count = m != NULL && m->type == JSON_ARRAY ? m->count : 0;
	return *count > 0 ? m->items : NULL;
}

/* Theirs are lower case. */
static const char *
currency_of(struct act *act, const struct json_in *object)
{
	const char	*text = stripe_text(object, "currency");
	char		*upper;

	if (text == NULL || strlen(text) != 3)
		return NULL;
	upper = arena_text(act->arena, text, 3);
	for (char *p = upper; *p != '\0'; p++)
		*p = (char)toupper((unsigned char)*p);
	return upper;
}

/* In our units; -1, which is no amount of ours, where that cannot be said.  0:
 * not told. */
static int64_t
ours(int64_t theirs, const char *currency)
{
	int64_t	 minor;

	if (theirs == 0)
		return 0;
	return currency != NULL && stripe_amount_in(theirs, currency,
	    &minor) ? minor : -1;
}

static const char *
noted(const struct json_in *object, const char *name)
{
	const struct json_in	*metadata = part(object, "metadata");

	return metadata != NULL ? stripe_text(metadata, name) : NULL;
}

static void
notes_read(const struct json_in *object, struct payment_news *news)
{
	news->payment_id = noted(object, STRIPE_NOTE_PAYMENT);
	news->subject_id = noted(object, STRIPE_NOTE_SUBJECT);
}

struct status { const char *name; int state; };

/* -1: not one of them. */
static int
status_of(const struct json_in *object, const char *member,
    const struct status *all, size_t count)
{
	const char	*name = stripe_text(object, member);

	for (size_t i = 0; name != NULL && i < count; i++)
		if (strcmp(all[i].name, name) == 0)
			return all[i].state;
	return -1;
}

/* ---- payment intents --------------------------------------------------------- */

static const struct status intent_status[] = {
	{ "requires_payment_method", STATE_OPEN },
	{ "requires_source", STATE_OPEN },		/* before 2019 */
	{ "requires_confirmation", STATE_OPEN },
	{ "requires_action", STATE_ACTION },
	{ "requires_source_action", STATE_ACTION },
	{ "processing", STATE_PROCESSING },
	{ "requires_capture", STATE_AUTHORISED },
	{ "canceled", STATE_CANCELLED },
	{ "succeeded", STATE_SUCCEEDED },
};

static bool
charge_is_paid(const struct json_in *charge)
{
	const char	*status = stripe_text(charge, "status");

	return is_true(charge, "paid") && is_true(charge, "captured") &&
	    status != NULL && (strcmp(status, "succeeded") == 0 ||
	    strcmp(status, "paid") == 0);		/* before 2015 */
}

/* The charge that succeeded, or else the last. */
static const struct json_in *
charge_within(const struct json_in *intent)
{
	const struct json_in	*charges, *best = NULL;
	size_t			 count;

	charges = stripe_items(intent, "charges", &count);
	for (size_t i = 0; i < count; i++)
		if (charges[i].type == JSON_OBJECT && (best == NULL ||
		    (charge_is_paid(&charges[i]) && !charge_is_paid(best))))
			best = &charges[i];
	if (best == NULL)
		best = part(intent, "latest_charge");
	return best;
}

static int64_t
charge_amount(const struct json_in *charge)
{
	return stripe_int(charge, "amount_captured",
	    stripe_int(charge, "amount", 0));
}

bool
stripe_intent_read(struct act *act, const struct json_in *in,
    struct payment_news *news)
{
	const struct json_in	*error = part(in, "last_payment_error");
	const struct json_in	*charge = charge_within(in);
	const int		 state = status_of(in, "status", intent_status,
				    COUNT(intent_status));

	if (state < 0 || (news->intent_ref = stripe_text(in, "id")) == NULL)
		return false;
	notes_read(in, news);
	news->state = (enum payment_state)state;
	news->currency = currency_of(act, in);
	news->amount = ours(stripe_int(in, "amount", 0), news->currency);
	news->received = ours(stripe_int(in, "amount_received",
	    charge != NULL && charge_is_paid(charge) ? charge_amount(charge) :
	    0), news->currency);
	if (state == STATE_SUCCEEDED || state == STATE_AUTHORISED)
		news->charge_ref = charge != NULL ? stripe_text(charge, "id") :
		    stripe_text(in, "latest_charge");
	if (error != NULL && state == STATE_OPEN) {
		news->error_code = stripe_text(error, "code");
		news->decline_code = stripe_text(error, "decline_code");
		if (news->error_code == NULL)
			news->error_code = stripe_text(error, "type");
	}
	return true;
}

/* ---- charges ------------------------------------------------------------------- */

static bool
charge_state(const struct json_in *in, struct payment_news *news)
{
	const char	*status = stripe_text(in, "status");

	if (status == NULL)
		return false;
	if (charge_is_paid(in))
		news->state = STATE_SUCCEEDED;
	else if (strcmp(status, "succeeded") == 0 && is_true(in, "paid") &&
	    !is_true(in, "refunded"))
		news->state = STATE_AUTHORISED;
	else if (strcmp(status, "pending") == 0)
		news->state = STATE_PROCESSING;
	else if (strcmp(status, "failed") == 0)
		news->state = STATE_OPEN;
	else
		return false;
	return true;
}

bool
stripe_charge_read(struct act *act, const struct json_in *in,
    struct payment_news *news)
{
	const struct json_in	*outcome = part(in, "outcome");
	const char		*id = stripe_text(in, "id");

	if (id == NULL || !charge_state(in, news))
		return false;
	notes_read(in, news);
	news->intent_ref = stripe_text(in, "payment_intent");
	news->charge_ref = id;
	news->currency = currency_of(act, in);
	news->amount = ours(stripe_int(in, "amount", 0), news->currency);
	news->received = news->state != STATE_SUCCEEDED ? 0 :
	    ours(charge_amount(in), news->currency);
	if (news->state != STATE_OPEN)
		return true;
	if ((news->error_code = stripe_text(in, "failure_code")) == NULL)
		news->error_code = "card_declined";
	news->decline_code = outcome != NULL ? stripe_text(outcome, "reason") :
	    NULL;
	return true;
}

int64_t
stripe_charge_refunded(struct act *act, const struct json_in *in)
{
	return ours(stripe_int(in, "amount_refunded", 0), currency_of(act,
	    in));
}

/* ---- checkout sessions ----------------------------------------------------------- */

static const struct status session_status[] = {
	{ "open", STATE_OPEN },
	{ "complete", STATE_PROCESSING },	/* unless it is paid */
	{ "expired", STATE_CANCELLED },
};
static const struct status session_paid[] = {
	{ "paid", STATE_SUCCEEDED },
	{ "no_payment_required", STATE_SUCCEEDED },
};

/* Before 2021 a session did not tell its status. */
static int
session_state(const struct json_in *in)
{
	int	 state = status_of(in, "payment_status", session_paid,
		    COUNT(session_paid));

	if (state < 0)
		state = status_of(in, "status", session_status,
		    COUNT(session_status));
	return state < 0 ? STATE_PROCESSING : state;
}

bool
stripe_session_read(struct act *act, const struct json_in *in,
    struct payment_news *news)
{
	const char	*mode = stripe_text(in, "mode");

	if ((news->session_ref = stripe_text(in, "id")) == NULL ||
	    (mode != NULL && strcmp(mode, "payment") != 0))
		return false;
	notes_read(in, news);
	news->state = (enum payment_state)session_state(in);
	news->intent_ref = stripe_text(in, "payment_intent");
	news->currency = currency_of(act, in);
	news->amount = ours(stripe_int(in, "amount_total", 0),
	    news->currency);
	news->received = news->state == STATE_SUCCEEDED ? news->amount : 0;
	return true;
}

/* ---- refunds and disputes ---------------------------------------------------------- */

static const struct status refund_status[] = {
	{ "pending", REFUND_SENT },
	{ "requires_action", REFUND_SENT },
	{ "succeeded", REFUND_SUCCEEDED },
	{ "failed", REFUND_FAILED },
	{ "canceled", REFUND_CANCELLED },
};

bool
stripe_refund_read(struct act *act, const struct json_in *in,
    struct refund_news *news)
{
	int	 state = status_of(in, "status", refund_status,
		    COUNT(refund_status));

	if (stripe_text(in, "status") == NULL)
		state = REFUND_SUCCEEDED;		/* before 2017 */
	news->provider_ref = stripe_text(in, "id");
	news->currency = currency_of(act, in);
	news->amount = ours(stripe_int(in, "amount", 0), news->currency);
	if (state < 0 || news->provider_ref == NULL || news->amount <= 0)
		return false;
	news->state = (enum refund_state)state;
	news->refund_id = noted(in, STRIPE_NOTE_REFUND);
	if (news->intent_ref == NULL)
		news->intent_ref = stripe_text(in, "payment_intent");
	if (stripe_text(in, "charge") != NULL)
		news->charge_ref = stripe_text(in, "charge");
	news->error_code = stripe_text(in, "failure_reason");
	return true;
}

bool
stripe_dispute_read(struct act *act, const struct json_in *in,
    struct dispute_news *news)
{
	const struct json_in	*evidence = part(in, "evidence_details");

	news->provider_ref = stripe_text(in, "id");
	news->state = stripe_text(in, "status");
	news->currency = currency_of(act, in);
	news->amount = ours(stripe_int(in, "amount", 0), news->currency);
	if (news->provider_ref == NULL || news->state == NULL ||
	    news->currency == NULL || news->amount < 0)
		return false;
	news->intent_ref = stripe_text(in, "payment_intent");
	news->charge_ref = stripe_text(in, "charge");
	if ((news->reason = stripe_text(in, "reason")) == NULL)
		news->reason = "general";
	news->due_at = evidence != NULL ? stripe_int(evidence, "due_by", 0) : 0;
	return true;
}
