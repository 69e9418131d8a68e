/* SPDX-License-Identifier: ISC */
/*
 * One payment, or one charge, as Stripe has it now: what it says is news like
 * any other.
 */
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/event.h"
#include "lib/payments/jobs.h"
#include "lib/payments/news.h"
#include "lib/payments/stripe_later.h"

struct fetch {
	const char		*id;
	struct record		*payment;
	struct payment_news	 news;
	int64_t			 refunded;	/* -1: not known */
};

static enum outcome
load(struct act *act, void *arg)
{
	struct fetch	*f = arg;

	return payment_find(act, f->id, &f->payment);
}

static enum outcome
told(struct act *act, void *arg)
{
	struct fetch		*f = arg;
	struct stripe_taken	 taken = { .known = false };
	enum outcome		 e = payment_news_take(act, &f->news, &taken);

	if (e != SOUK_OK || f->refunded <= 0)
		return e;
	return refund_sum_take(act, taken.payment_id, f->refunded);
}

static const char *
path_of(struct act *act, const char *kind, const char *ref, const char *more)
{
	struct buf	b;

	buf_init(&b, act->arena, 160);
	buf_printf(&b, "/v1/%s/", kind);
	text_url_encode(&b, ref);
	buf_puts(&b, more);
	return b.p;
}

/* NULL: Stripe has no name for it. */
static const char *
where(struct act *act, const struct record *payment)
{
	const char	*intent = payment_text(payment, PAYMENT_INTENT);
	const char	*session = payment_text(payment, PAYMENT_SESSION);

	if (intent != NULL)
		return path_of(act, "payment_intents", intent,
		    "?expand%5B0%5D=latest_charge");
	return session == NULL ? NULL :
	    path_of(act, "checkout/sessions", session, "");
}

static bool
read_it(struct act *act, const struct json_in *json, struct fetch *f)
{
	const struct json_in	*charge = json_member(json, "latest_charge");

	f->news = (struct payment_news){ .at = act->now / CLOCK_SECOND };
	f->refunded = -1;
	if (payment_text(f->payment, PAYMENT_INTENT) == NULL)
		return stripe_session_read(act, json, &f->news);
	if (charge != NULL && charge->type == JSON_OBJECT)
		f->refunded = stripe_charge_refunded(act, charge);
	return stripe_intent_read(act, json, &f->news);
}

/* Not ours, or nothing there: that is all there is to know. */
static enum outcome
tell(struct act *act, const struct json_in *json, struct fetch *f)
{
	const struct json_in	*live = json_member(json, "livemode");
	enum outcome		 e;

	f->news.livemode = live != NULL && live->type == JSON_BOOL &&
	    live->boolean;
	e = db_tx(act, DB_WRITE, told, f);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
fetch_run(struct act *act, const struct job *job)
{
	struct fetch		 f = { .id = job_text(act, job, "payment") };
	struct stripe_answer	 answer;
	const char		*path;
	enum outcome		 e;

	if (f.id == NULL)
		return SOUK_INVALID;
	if ((e = db_tx(act, DB_READ, load, &f)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	if ((path = where(act, f.payment)) == NULL)
		return SOUK_OK;
	stripe_ask(act, &(struct stripe_call){ .path = path }, &answer);
	if (answer.end == STRIPE_REFUSED)
		return SOUK_OK;
	if (answer.end != STRIPE_TAKEN || !read_it(act, answer.json, &f))
		return stripe_later(act, job, &answer);
	return tell(act, answer.json, &f);
}

enum outcome
payment_fetch_put(struct act *act, const char *payment_id)
{
	return queue_put(act, &(struct job_new){ .kind = "payments.fetch",
		.unique_key = arena_printf(act->arena, "fetch:%s",
		payment_id), .payload = arena_printf(act->arena,
		"{\"payment\":\"%s\"}", payment_id) }, NULL);
}

const struct job_kind payments_fetch = {
	.name = "payments.fetch",
	.shown = (const char *const[]){ "payment", NULL },
	.lane = LANE_CALL, .run = fetch_run, .max_attempts = STRIPE_TRIES,
	.lease = CLOCK_MINUTE, .first_pause = CLOCK_MINUTE,
};

/* ---- a charge that nobody knows ---------------------------------------------------- */

/* Its intent and our notes on it say whose it is. */
static enum outcome
charge_run(struct act *act, const struct job *job)
{
	const char		*charge = job_text(act, job, "charge");
	struct fetch		 f = { .news = { .at = act->now /
				    CLOCK_SECOND } };
	struct stripe_answer	 answer;

	if (charge == NULL || *act->config->stripe_key == '\0')
		return SOUK_OK;
	stripe_ask(act, &(struct stripe_call){ .path = path_of(act, "charges",
		charge, "") }, &answer);
	if (answer.end == STRIPE_REFUSED)
		return SOUK_OK;
	if (answer.end != STRIPE_TAKEN || !text_equal(stripe_text(answer.json,
	    "id"), charge) || !stripe_charge_read(act, answer.json, &f.news))
		return stripe_later(act, job, &answer);
	f.refunded = stripe_charge_refunded(act, answer.json);
	return tell(act, answer.json, &f);
}

enum outcome
charge_fetch_put(struct act *act, const char *charge_ref)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 64);
	json_open(&json, NULL);
	json_text(&json, "charge", charge_ref);
	json_close(&json);
	return queue_put(act, &(struct job_new){ .kind = "payments.charge",
		.unique_key = arena_printf(act->arena, "charge:%s",
		charge_ref), .payload = b.p }, NULL);
}

/* Some hours; then the night compares. */
const struct job_kind payments_charge = {
	.name = "payments.charge",
	.shown = (const char *const[]){ "charge", NULL },
	.lane = LANE_CALL, .run = charge_run, .max_attempts = 12,
	.lease = CLOCK_MINUTE, .first_pause = CLOCK_MINUTE,
};
