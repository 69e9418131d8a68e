/* SPDX-License-Identifier: ISC */
/*
 * Refunds on their way to Stripe.  The key is the refund's id, so that asking
 * again is the same refund.  It is looked for before it is asked for again
 * where the key no longer says so: after a day, when Stripe forgets it, and
 * where Stripe keeps answering that it failed once, which may have been after
 * it was done.  Then it is asked for under another key, which is kept first.
 */
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/jobs.h"
#include "lib/payments/refund_stuck.h"
#include "lib/payments/stripe_amount.h"
#include "lib/payments/stripe_later.h"
#include "lib/payments/stripe_refund.h"

#define KEY_KEPT	(20 * CLOCK_HOUR)

static const char sql_anew[] =
    "UPDATE payment_refund SET asked = asked + 1, updated_at = :now"
    " WHERE id = :id AND asked = :asked AND state = 'waiting'";

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

struct failing { struct sending *s; const char *code; };

static enum outcome
failed(struct act *act, void *arg)
{
	const struct failing	*f = arg;
	const char		*brand = act->actor.brand_id;
	enum outcome		 e;

	act->actor.brand_id = payment_text(f->s->payment, PAYMENT_BRAND);
	e = refund_settle(act, f->s->id, &(struct refund_end){
	    .state = REFUND_FAILED, .error_code = f->code }, NULL);
	act->actor.brand_id = brand;
	return e;
}

/* NOT_FOUND: another runner was first, or it is over. */
static enum outcome
anew(struct act *act, void *arg)
{
	struct sending	*s = arg;
	struct stmt	*q = db_sql(act->db, sql_anew);
	enum outcome	 e;

	db_bind_text(q, ":id", s->id);
	db_bind_int(q, ":asked", payment_number(s->refund, REFUND_ASKED));
	db_bind_int(q, ":now", act->now);
	return (e = db_run_changed(q)) != SOUK_OK ? e : load(act, s);
}

/* ---- asking ---------------------------------------------------------------------------- */

static const char *
key_of(struct act *act, const struct sending *s)
{
	const int64_t	asked = payment_number(s->refund, REFUND_ASKED);

	return asked == 1 ? arena_printf(act->arena, "souk:%s", s->id) :
	    arena_printf(act->arena, "souk:%s:%lld", s->id, (long long)asked);
}

static bool
make(struct act *act, const struct sending *s, struct stripe_answer *answer)
{
	const char		*currency = payment_text(s->payment,
				    PAYMENT_CURRENCY);
	struct stripe_form	 form;
	int64_t			 theirs;

	stripe_form_init(&form, act->arena);
	if (!refund_which_put(&form, s->payment) ||
	    !stripe_amount_out(payment_number(s->refund, REFUND_AMOUNT),
	    currency, &theirs))
		return false;
	stripe_put_int(&form, "amount", theirs);
	stripe_put(&form, "reason", payment_text(s->refund, REFUND_REASON));
	stripe_put(&form, "metadata[" STRIPE_NOTE_REFUND "]", s->id);
	stripe_put(&form, "metadata[" STRIPE_NOTE_PAYMENT "]",
	    payment_text(s->payment, PAYMENT_ID));
	stripe_ask(act, &(struct stripe_call){ .path = "/v1/refunds",
		.form = form.text.p, .key = key_of(act, s) }, answer);
	return true;
}

/* ---- the job ----------------------------------------------------------------------------- */

static enum outcome
refused(struct act *act, struct sending *s, const char *code)
{
	struct failing	f = { s, *code != '\0' ? code : "refused" };

	log_line(LOG_WARN, "a refund was refused", "refund", s->id, "code",
	    code, NULL);
	return db_tx(act, DB_WRITE, failed, &f);
}

/* *kept: what this key is answered from now on says nothing of what was done. */
static enum outcome
ask(struct act *act, const struct job *job, struct sending *s, bool *kept)
{
	struct stripe_answer	 answer;

	*kept = false;
	if (!make(act, s, &answer))
		return refused(act, s, "no_name_there");
	if (answer.end == STRIPE_REFUSED)
		return refused(act, s, answer.code);
	if (answer.end == STRIPE_TAKEN) {
		if (refund_is_this(act, answer.json, s))
			return db_tx(act, DB_WRITE, told, s);
		log_line(LOG_ERROR, "Stripe answers with another refund",
		    "refund", s->id, NULL);
	}
	*kept = answer.end == STRIPE_UNSURE && answer.replayed &&
	    answer.status / 100 == 5;
	return stripe_later(act, job, &answer);
}

/* *absent: Stripe has none of that name, and it can be asked for. */
static enum outcome
look(struct act *act, const struct job *job, struct sending *s, bool *absent)
{
	struct stripe_answer	 answer;
	const enum refund_seen	 seen = refund_look(act, s, &answer);

	*absent = seen == REFUND_NOT_THERE;
	if (seen == REFUND_THERE)
		return db_tx(act, DB_WRITE, told, s);
	return *absent ? SOUK_OK : stripe_later(act, job, &answer);
}

static enum outcome
send_it(struct act *act, const struct job *job, struct sending *s)
{
	const int64_t	 age = act->now - payment_number(s->refund,
			    REFUND_CREATED_AT);
	bool		 absent = true, kept;
	enum outcome	 e = SOUK_OK;

	if (age >= KEY_KEPT)
		e = look(act, job, s, &absent);
	if (!absent)
		return e;
	if ((e = ask(act, job, s, &kept)) == SOUK_OK || !kept)
		return e;
	if ((e = look(act, job, s, &absent)) != SOUK_OK || !absent)
		return e;
	e = db_tx(act, DB_WRITE, anew, s);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_BUSY : e;
	return ask(act, job, s, &kept);
}

static enum outcome
give_up(struct act *act, void *arg)
{
	const struct sending	*s = arg;

	return refund_stuck_set(act, s->id);
}

/* The last try has failed: a person is told. */
static enum outcome
was_last(struct act *act, struct sending *s, enum outcome why)
{
	const struct problem	 problem = act->problem;
	enum outcome		 e = db_tx(act, DB_WRITE, give_up, s);

	act->problem = problem;
	return e != SOUK_OK ? e : why;
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
	e = send_it(act, job, &s);
	return e == SOUK_OK || job->attempts < STRIPE_TRIES ? e :
	    was_last(act, &s, e);
}

const struct job_kind payments_refund = {
	.name = "payments.refund",
	.shown = (const char *const[]){ "refund", NULL },
	.lane = LANE_CALL, .run = refund_run, .max_attempts = STRIPE_TRIES,
	.lease = CLOCK_MINUTE, .first_pause = CLOCK_MINUTE,
};
