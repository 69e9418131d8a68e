/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/payments/event.h"
#include "lib/payments/pull.h"
#include "lib/payments/stripe_list.h"

#define OVERLAP		3600	/* seconds: clocks differ, lists lag */
#define TRIES		8
#define EVENTS_KEPT	(90 * CLOCK_DAY)

static const char sql_read[] =
    "SELECT read_until FROM payment_pull WHERE provider = 'stripe'";
static const char sql_write[] =
    "INSERT INTO payment_pull (provider, read_until, updated_at)"
    " VALUES ('stripe', :until, :now) ON CONFLICT (provider) DO UPDATE SET"
    " read_until = excluded.read_until, updated_at = excluded.updated_at"
    " WHERE excluded.read_until > payment_pull.read_until";
static const char sql_sweep[] =
    "DELETE FROM payment_event WHERE id IN (SELECT id FROM payment_event"
    " WHERE received_at <= :before LIMIT :rows) RETURNING 1";

struct pull {
	const struct job	*job;
	int64_t			 from, until;	/* seconds there */
	const char		*after;
	struct stripe_page	 page;
};

/* ---- one page -------------------------------------------------------------------- */

static enum outcome
event_step(struct act *act, void *event)
{
	struct stripe_taken	 taken;
	enum outcome		 e;

	e = stripe_event_take(act, event, true, &taken);
	if (e == SOUK_OK && !taken.known && taken.changed)
		log_line(LOG_WARN, "an event that Stripe did not bring",
		    "event", ((struct stripe_event *)event)->id, NULL);
	return e;
}

/* One that cannot be taken does not keep the others out. */
static enum outcome
events_take(struct act *act, const struct stripe_page *page)
{
	struct stripe_event	 event;
	enum outcome		 e;

	for (size_t i = 0; i < page->count; i++) {
		if (!stripe_event_read(&page->items[i], &event))
			continue;
		e = db_try(act, event_step, &event);
		if (e == SOUK_BUSY || e == SOUK_INTERNAL)
			return e;
		if (e != SOUK_OK)
			log_line(LOG_ERROR, "an event that cannot be taken",
			    "event", event.id, "why", outcome_name(e), NULL);
	}
	return SOUK_OK;
}

static enum outcome
page_step(struct act *act, void *arg)
{
	static const char *const	 texts[] = { "from", "until", NULL };
	struct pull			*pull = arg;
	struct stmt			*s;
	enum outcome			 e;

	if ((e = events_take(act, &pull->page)) != SOUK_OK)
		return e;
	if (pull->page.after != NULL)
		return stripe_list_next(act, pull->job, texts, &pull->page);
	s = db_sql(act->db, sql_write);
	db_bind_int(s, ":until", pull->until);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

/* ---- where it begins ---------------------------------------------------------------- */

static enum outcome
begin_step(struct act *act, void *arg)
{
	struct pull	*pull = arg;
	struct stmt	*s = db_sql(act->db, sql_read);
	const int64_t	 now = act->now / CLOCK_SECOND;
	enum outcome	 e = db_step(s);

	pull->until = now;
	pull->from = e == SOUK_OK ? db_int(s, 0) - OVERLAP : 0;
	if (pull->from < now - PULL_DAYS * (CLOCK_DAY / CLOCK_SECOND))
		pull->from = now - PULL_DAYS * (CLOCK_DAY / CLOCK_SECOND);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* A first page finds out; each other is told. */
static enum outcome
begin(struct act *act, const struct job *job, struct pull *pull)
{
	const char	*from = job_text(act, job, "from"),
			*until = job_text(act, job, "until");

	pull->after = job_text(act, job, "after");
	if (from == NULL || until == NULL || pull->after == NULL) {
		pull->after = "";
		return db_tx(act, DB_READ, begin_step, pull);
	}
	return text_to_int(from, &pull->from) &&
	    text_to_int(until, &pull->until) ? SOUK_OK : SOUK_INVALID;
}

static enum outcome
pull_run(struct act *act, const struct job *job)
{
	struct pull	 pull = { .job = job };
	struct job	 first = *job;
	enum outcome	 e;

	if (*act->config->stripe_key == '\0')
		return SOUK_OK;
	if ((e = begin(act, job, &pull)) != SOUK_OK)
		return e;
	if (*pull.after == '\0') {
		first.payload = arena_printf(act->arena,
		    "{\"from\":\"%lld\",\"until\":\"%lld\"}",
		    (long long)pull.from, (long long)pull.until);
		pull.job = &first;
	}
	if (!stripe_list_ask(act, arena_printf(act->arena,
	    "/v1/events?created%%5Bgte%%5D=%lld", (long long)pull.from),
	    pull.after, &pull.page))
		return stripe_later(act, job, &pull.page.answer);
	return db_tx(act, DB_WRITE, page_step, &pull);
}

const struct job_kind payments_pull = {
	.name = "payments.pull", .lane = LANE_CALL, .run = pull_run,
	.max_attempts = TRIES, .lease = CLOCK_MINUTE,
	.first_pause = 15 * CLOCK_SECOND,
};

/* ---- what is over -------------------------------------------------------------------- */

static enum outcome
sweep_run(struct act *act, const struct job *job)
{
	static const struct queue_kept	 kept[] = {
		{ sql_sweep, EVENTS_KEPT },
		{ NULL, 0 } };

	return queue_sweep(act, job, kept);
}

const struct job_kind payments_sweep = {
	.name = "payments.sweep", .lane = LANE_WORK, .run = sweep_run,
	.max_attempts = 5, .lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
