/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/event.h"
#include "lib/payments/news.h"
#include "lib/payments/pull.h"
#include "lib/payments/stripe_list.h"

struct reading {
	const struct job	*job;
	const char		*payment_id;
	struct record		*payment;
	struct stripe_page	 page;
};

static enum outcome
payment_step(struct act *act, void *arg)
{
	struct reading	*r = arg;

	return payment_find(act, r->payment_id, &r->payment);
}

static enum outcome
page_step(struct act *act, void *arg)
{
	static const char *const	 texts[] = { "payment", NULL };
	struct reading			*r = arg;
	struct refund_news		 news;
	bool				 changed;
	enum outcome			 e;

	for (size_t i = 0; i < r->page.count; i++) {
		news = (struct refund_news){ .at = act->now / CLOCK_SECOND };
		if (!stripe_refund_read(act, &r->page.items[i], &news))
			continue;
		e = refund_news(act, &news, &changed);
		if (e != SOUK_OK && e != SOUK_NOT_FOUND)
			return e;
	}
	return r->page.after == NULL ? SOUK_OK :
	    stripe_list_next(act, r->job, texts, &r->page);
}

static enum outcome
refunds_run(struct act *act, const struct job *job)
{
	struct reading	 r = { .job = job,
			    .payment_id = job_text(act, job, "payment") };
	const char	*after = job_text(act, job, "after"), *ref;
	struct buf	 query;
	enum outcome	 e;

	if (*act->config->stripe_key == '\0' || r.payment_id == NULL)
		return SOUK_OK;
	if ((e = db_tx(act, DB_READ, payment_step, &r)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	ref = payment_text(r.payment, PAYMENT_INTENT);
	buf_init(&query, act->arena, 128);
	buf_puts(&query, ref != NULL ? "/v1/refunds?payment_intent=" :
	    "/v1/refunds?charge=");
	if (ref == NULL)
		ref = payment_text(r.payment, PAYMENT_CHARGE);
	if (ref == NULL)
		return SOUK_OK;
	text_url_encode(&query, ref);
	if (!stripe_list_ask(act, query.p, after == NULL ? "" : after,
	    &r.page))
		return stripe_later(act, job, &r.page.answer);
	return db_tx(act, DB_WRITE, page_step, &r);
}

const struct job_kind payments_refunds_of = {
	.name = "payments.refunds_of", .lane = LANE_CALL, .run = refunds_run,
	.max_attempts = STRIPE_TRIES, .lease = CLOCK_MINUTE,
	.first_pause = 15 * CLOCK_SECOND,
};
