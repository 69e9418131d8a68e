/* SPDX-License-Identifier: ISC */
/*
 * Refunds on their way to Stripe.  The key is the refund's id, so that asking
 * again is the same refund; it is forgotten there after a day, and one that is
 * older is looked for before it is asked for again.
 */
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/event.h"
#include "lib/payments/jobs.h"
#include "lib/payments/stripe_amount.h"
#include "lib/payments/stripe_later.h"

#define KEY_KEPT	(20 * CLOCK_HOUR)
#define PAGE		50
#define PAGES		20

struct sending {
	const char		*id;
	struct record		*refund, *payment;
	struct refund_news	 news;
	const char		*code;		/* why it was refused */
};

static enum outcome
load(struct act *act, void *arg)
{
	struct sending	*s = arg;
	enum outcome	 e;

	if ((e = refund_find(act, s->id, &s->refund)) != SOUK_OK)
		return e;
	return payment_find(act, payment_text(s->refund, REFUND_PAYMENT),
	    &s->payment);
}

static enum outcome
told(struct act *act, void *arg)
{
	struct sending	*s = arg;
	bool		 changed;

	return refund_news(act, &s->news, &changed);
}

static enum outcome
failed(struct act *act, void *arg)
{
	struct sending	*s = arg;
	const char	*brand = act->actor.brand_id;
	enum outcome	 e;

	act->actor.brand_id = payment_text(s->payment, PAYMENT_BRAND);
	e = refund_settle(act, s->id, &(struct refund_end){
	    .state = REFUND_FAILED, .error_code = s->code }, NULL);
	act->actor.brand_id = brand;
	return e;
}

/* ---- what it answers --------------------------------------------------------------- */

/* Is it this one, to the cent?  Then what became of it. */
static bool
refund_read(struct act *act, const struct json_in *json, struct sending *s)
{
	const struct record	*payment = s->payment;

	s->news = (struct refund_news){ .at = act->now / CLOCK_SECOND,
		.intent_ref = payment_text(payment, PAYMENT_INTENT),
		.charge_ref = payment_text(payment, PAYMENT_CHARGE) };
	return stripe_refund_read(act, json, &s->news) &&
	    text_equal(s->news.refund_id, s->id) &&
	    s->news.amount == payment_number(s->refund, REFUND_AMOUNT) &&
	    text_equal(s->news.currency,
	    payment_text(payment, PAYMENT_CURRENCY));
}

/* ---- asking ---------------------------------------------------------------------------- */

/* By what Stripe calls the payment; false: it has no name for it. */
static bool
which_put(struct stripe_form *form, const struct record *payment)
{
	const char	*intent = payment_text(payment, PAYMENT_INTENT);
	const char	*charge = payment_text(payment, PAYMENT_CHARGE);

	if (intent != NULL)
		stripe_put(form, "payment_intent", intent);
	else
		stripe_put(form, "charge", charge);
	return intent != NULL || charge != NULL;
}

/*
 * *found: it is there, and what became of it is in s.  Whoever lists asks for
 * one page after another, behind the last id of each.
 */
static void
look_for(struct act *act, struct sending *s, struct stripe_answer *answer,
    bool *found)
{
	const struct json_in	*items, *more;
	const char		*after = NULL;
	struct stripe_form	 query;
	size_t			 count;

	*found = false;
	for (int page = 0; page < PAGES && !*found; page++) {
		stripe_form_init(&query, act->arena);
		if (!which_put(&query, s->payment))
			return;
		stripe_put_int(&query, "limit", PAGE);
		stripe_put(&query, "starting_after", after);
		stripe_ask(act, &(struct stripe_call){ .path = arena_printf(
		    act->arena, "/v1/refunds?%s", query.text.p) }, answer);
		if (answer->end != STRIPE_TAKEN)
			return;
		items = stripe_items(answer->json, "data", &count);
		for (size_t i = 0; i < count && !*found; i++) {
			after = stripe_text(&items[i], "id");
			*found = refund_read(act, &items[i], s);
		}
		more = json_member(answer->json, "has_more");
		if (more == NULL || !more->boolean || after == NULL)
			return;
	}
}

static bool
make(struct act *act, const struct sending *s, struct stripe_answer *answer)
{
	const char		*currency = payment_text(s->payment,
				    PAYMENT_CURRENCY);
	struct stripe_form	 form;
	int64_t			 theirs;

	stripe_form_init(&form, act->arena);
	if (!which_put(&form, s->payment) ||
	    !stripe_amount_out(payment_number(s->refund, REFUND_AMOUNT),
	    currency, &theirs))
		return false;
	stripe_put_int(&form, "amount", theirs);
	stripe_put(&form, "reason", payment_text(s->refund, REFUND_REASON));
	stripe_put(&form, "metadata[" STRIPE_NOTE_REFUND "]", s->id);
	stripe_put(&form, "metadata[" STRIPE_NOTE_PAYMENT "]",
	    payment_text(s->payment, PAYMENT_ID));
	stripe_ask(act, &(struct stripe_call){ .path = "/v1/refunds",
		.form = form.text.p, .key = arena_printf(act->arena,
		"souk:%s", s->id) }, answer);
	return true;
}

/* ---- the job ----------------------------------------------------------------------------- */

static enum outcome
refused(struct act *act, struct sending *s, const char *code)
{
	log_line(LOG_WARN, "a refund was refused", "refund", s->id, "code",
	    code, NULL);
	s->code = *code != '\0' ? code : "refused";
	return db_tx(act, DB_WRITE, failed, s);
}

static enum outcome
send_it(struct act *act, const struct job *job, struct sending *s)
{
	const int64_t		 age = act->now -
				    payment_number(s->refund,
				    REFUND_CREATED_AT);
	struct stripe_answer	 answer = { .end = STRIPE_TAKEN };
	bool			 found = false;

	if (age >= KEY_KEPT) {
		look_for(act, s, &answer, &found);
		if (answer.end != STRIPE_TAKEN)
			return stripe_later(act, job, &answer);
	}
	if (!found) {
		if (!make(act, s, &answer))
			return refused(act, s, "no_name_there");
		if (answer.end == STRIPE_REFUSED)
			return refused(act, s, answer.code);
		if (answer.end != STRIPE_TAKEN)
			return stripe_later(act, job, &answer);
		if (!refund_read(act, answer.json, s)) {
			log_line(LOG_ERROR, "Stripe answers with another "
			    "refund", "refund", s->id, NULL);
			answer.end = STRIPE_UNSURE;
			return stripe_later(act, job, &answer);
		}
	}
	return db_tx(act, DB_WRITE, told, s);
}

static enum outcome
refund_run(struct act *act, const struct job *job)
{
	struct sending	 s = { .id = job_text(act, job, "refund") };
	enum outcome	 e;

	if (s.id == NULL)
		return SOUK_INVALID;
	if ((e = db_tx(act, DB_READ, load, &s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	/* Told of it meanwhile. */
	if (!text_equal(payment_text(s.refund, REFUND_STATE),
	    refund_states[REFUND_WAITING]))
		return SOUK_OK;
	return send_it(act, job, &s);
}

const struct job_kind payments_refund = {
	.name = "payments.refund",
	.shown = (const char *const[]){ "refund", NULL },
	.lane = LANE_CALL, .run = refund_run, .max_attempts = STRIPE_TRIES,
	.lease = CLOCK_MINUTE, .first_pause = CLOCK_MINUTE,
};
