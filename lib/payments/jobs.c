/* SPDX-License-Identifier: ISC */
#include "lib/payments/jobs.h"

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/stripe_later.h"

#define PATIENCE	(3 * CLOCK_DAY)

/* ---- not now ------------------------------------------------------------------------ */

struct postpone { const struct job *job; int64_t due; };

static enum outcome
postpone_step(struct act *act, void *arg)
{
	const struct postpone	*p = arg;

	return queue_postpone(act, p->job, p->due);
}

enum outcome
stripe_later(struct act *act, const struct job *job,
    const struct stripe_answer *answer)
{
	struct postpone	 p = { job, act->now +
			    answer->retry_after * CLOCK_SECOND };

	/* Everybody leaves Stripe alone: nothing was tried. */
	if (answer->end == STRIPE_UNSENT && answer->status == 0 &&
	    act->now - job->created_at < PATIENCE)
		return db_tx(act, DB_WRITE, postpone_step, &p);
	return act_refuse(act, SOUK_UPSTREAM,
	    &payments_messages[PAYMENTS_DOWN]);
}

/* ---- cancelled here, so not to be paid there ------------------------------------------ */

struct closing { const char *id; struct record *payment; };

static enum outcome
closing_load(struct act *act, void *arg)
{
	struct closing	*c = arg;

	return payment_find(act, c->id, &c->payment);
}

static enum outcome
fetch_step(struct act *act, void *arg)
{
	const struct closing	*c = arg;

	return payment_fetch_put(act, c->id);
}

/* One that is over already refuses: then what became of it is asked for. */
static void
close_there(struct act *act, const struct closing *c, int field,
    struct stripe_answer *answer)
{
	const bool	 intent = field == PAYMENT_INTENT;
	const char	*ref = payment_text(c->payment, field);
	struct buf	 path;

	*answer = (struct stripe_answer){ .end = STRIPE_TAKEN };
	if (ref == NULL)
		return;
	buf_init(&path, act->arena, 128);
	buf_puts(&path, intent ? "/v1/payment_intents/" :
	    "/v1/checkout/sessions/");
	text_url_encode(&path, ref);
	buf_puts(&path, intent ? "/cancel" : "/expire");
	stripe_ask(act, &(struct stripe_call){ .path = path.p,
		.form = intent ? "cancellation_reason=abandoned" : "",
		.key = arena_printf(act->arena, "souk:%s:%s", c->id,
		intent ? "cancel" : "expire") }, answer);
}

static enum outcome
cancel_run(struct act *act, const struct job *job)
{
	/* The page first, or it would make another intent. */
	static const int	 fields[] = { PAYMENT_SESSION,
		PAYMENT_INTENT };
	struct closing		 c = { .id = job_text(act, job, "payment") };
	struct stripe_answer	 answer;
	bool			 late = false;
	enum outcome		 e;

	if (c.id == NULL)
		return SOUK_INVALID;
	if ((e = db_tx(act, DB_READ, closing_load, &c)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	if (payment_state_of(c.payment) != STATE_CANCELLED)
		return SOUK_OK;
	for (size_t i = 0; i < 2; i++) {
		close_there(act, &c, fields[i], &answer);
		if (answer.end == STRIPE_UNSURE || answer.end == STRIPE_UNSENT)
			return stripe_later(act, job, &answer);
		late |= answer.end == STRIPE_REFUSED;
	}
	return late ? db_tx(act, DB_WRITE, fetch_step, &c) : SOUK_OK;
}

/* Some three days: a minute doubles to an hour, and goes on from there. */
const struct job_kind payments_cancel = {
	.name = "payments.cancel",
	.shown = (const char *const[]){ "payment", NULL },
	.lane = LANE_CALL, .run = cancel_run, .max_attempts = STRIPE_TRIES,
	.lease = CLOCK_MINUTE, .first_pause = CLOCK_MINUTE,
};
