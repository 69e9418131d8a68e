/* SPDX-License-Identifier: ISC */
/* The walk through Stripe's lists: payments, then refunds, a page a job. */
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/reconcile.h"
#include "lib/payments/reconcile_parts.h"
#include "lib/payments/stripe_list.h"

static const struct part {
	const char	*name, *path;
	enum outcome	(*take)(struct act *, const struct reconcile_run *,
			    const struct json_in *, bool *ours,
			    bool *matched);
} parts[] = {
	{ "payments", "/v1/payment_intents", reconcile_intent },
	{ "refunds", "/v1/refunds", reconcile_refund },
};
#define PARTS	(sizeof(parts) / sizeof(parts[0]))

struct walk {
	const struct job	*job;
	const char		*run_id;
	struct reconcile_run	 run;
	const struct part	*part;
	struct stripe_page	 page;
};

static enum outcome
part_put(struct act *act, const char *run_id, const struct part *part)
{
	return queue_put(act, &(struct job_new){ .kind = "payments.reconcile",
		.unique_key = arena_printf(act->arena, "%s:%s", run_id,
		part->name), .payload = arena_printf(act->arena,
		"{\"run\":\"%s\",\"part\":\"%s\"}", run_id, part->name) },
	    NULL);
}

static enum outcome
begin_step(struct act *act, void *arg)
{
	struct reconcile_run	 run;
	enum outcome		 e;

	(void)arg;
	e = reconcile_begin(act, &run);
	return e != SOUK_OK ? e : part_put(act, run.id, &parts[0]);
}

static enum outcome
find_step(struct act *act, void *arg)
{
	struct walk	*w = arg;

	return reconcile_find(act, w->run_id, &w->run);
}

/* ---- a page ------------------------------------------------------------------------ */

static enum outcome
items_take(struct act *act, const struct walk *w)
{
	int64_t		 seen = 0, good = 0;
	bool		 ours, matched;
	enum outcome	 e;

	for (size_t i = 0; i < w->page.count; i++) {
		e = w->part->take(act, &w->run, &w->page.items[i], &ours,
		    &matched);
		if (e != SOUK_OK)
			return e;
		seen += ours;
		good += ours && matched;
	}
	return reconcile_count(act, &w->run, seen, good);
}

static enum outcome
page_step(struct act *act, void *arg)
{
	static const char *const	 texts[] = { "run", "part", NULL };
	struct walk			*w = arg;
	const char			*brand = act->actor.brand_id;
	enum outcome			 e;

	act->actor.brand_id = w->run.brand_id;
	if ((e = items_take(act, w)) == SOUK_OK) {
		if (w->page.after != NULL)
			e = stripe_list_next(act, w->job, texts, &w->page);
		else if (w->part + 1 < parts + PARTS)
			e = part_put(act, w->run.id, w->part + 1);
		else
			e = reconcile_end(act, &w->run);
	}
	act->actor.brand_id = brand;
	return e;
}

static const struct part *
part_of(const char *name)
{
	for (size_t i = 0; i < PARTS; i++)
		if (text_equal(parts[i].name, name))
			return &parts[i];
	return NULL;
}

static enum outcome
reconcile_job(struct act *act, const struct job *job)
{
	struct walk	 w = { .job = job,
			    .run_id = job_text(act, job, "run") };
	const char	*after = job_text(act, job, "after");
	enum outcome	 e;

	if (*act->config->stripe_key == '\0')
		return SOUK_OK;
	if (w.run_id == NULL)
		return db_tx(act, DB_WRITE, begin_step, NULL);
	w.part = part_of(job_text(act, job, "part"));
	e = w.part == NULL ? SOUK_NOT_FOUND :
	    db_tx(act, DB_READ, find_step, &w);
	if (e != SOUK_OK)		/* another night's took its place */
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	if (!stripe_list_ask(act, arena_printf(act->arena,
	    "%s?created%%5Bgte%%5D=%lld", w.part->path,
	    (long long)(w.run.since / CLOCK_SECOND)), after == NULL ? "" :
	    after, &w.page))
		return stripe_later(act, job, &w.page.answer);
	return db_tx(act, DB_WRITE, page_step, &w);
}

const struct job_kind payments_reconcile = {
	.name = "payments.reconcile", .lane = LANE_CALL,
	.run = reconcile_job, .max_attempts = 12, .lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
