/* SPDX-License-Identifier: ISC */
/*
 * From one way to the next.  Everything here is SQL: what goes out is a row of
 * the mails, messages or texts, in the transaction that notes the try.
 */
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"
#include "lib/notify/notify.h"
#include "lib/notify/sms_parts.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

#define LOOKED_FOR	CLOCK_DAY	/* after what became of it */

/* The best that is known of those that did not fail. */
static const char sql_sent[] =
    "SELECT way, state FROM notice_try WHERE notice_id = :id"
    " AND way <> 'app' AND state IN ('under_way', 'sent', 'delivered',"
    " 'read') ORDER BY place LIMIT 1";
/* What happened can only be more than what was known; what failed may have
 * been tried again by a person. */
static const char sql_rise[] =
    "UPDATE notice_try SET state = :state, reason = :reason,"
    " updated_at = :now WHERE ref = :ref AND :rank >"
    " CASE state WHEN 'sent' THEN 2 WHEN 'delivered' THEN 3"
    " WHEN 'read' THEN 4 ELSE 1 END RETURNING notice_id, way, place";
static const char sql_fall[] =
    "UPDATE notice_try SET state = 'failed', reason = :reason,"
    " updated_at = :now WHERE ref = :ref AND state IN ('under_way', 'sent')"
    " RETURNING notice_id, way, place";
static const char sql_at[] =
    "SELECT state, ref, way FROM notice_try"
    " WHERE notice_id = :id AND place = :place";

/* ---- the next way ------------------------------------------------------- */

struct beginning {
	const struct notice	*n;
	enum notice_way		 way;
	struct notice_begun	 begun;
};

static enum outcome
begin_it(struct act *act, void *arg)
{
	struct beginning	*b = arg;

	return notice_paths[b->way].begin(act, b->n, &b->begun);
}

static enum outcome
job_put(struct act *act, const struct notice *n, int64_t place, int64_t due)
{
	return queue_put(act, &(struct job_new){ .kind = notify_notice.name,
		.payload = arena_printf(act->arena, "{\"notice\":\"%s\","
		"\"place\":\"%lld\"}", n->id, (long long)place), .due = due,
		.unique_key = arena_printf(act->arena, "%s:%lld:%lld", n->id,
		(long long)place, (long long)due) }, NULL);
}

static int64_t
wait_of(const struct act *act)
{
	return settings_int(act->settings, &notify_settings,
	    NOTIFY_WAIT_MINUTES) * CLOCK_MINUTE;
}

/* It goes; whether it arrives is looked at later. */
static enum outcome
under_way(struct act *act, struct notice *n, const struct beginning *b)
{
	enum outcome	 e;

	if ((e = notice_try_put(act, n, &(struct notice_try){ b->way,
	    "under_way", b->begun.ref, NULL })) != SOUK_OK ||
	    (e = notice_state_put(act, n->id, "under_way", act->now)) !=
	    SOUK_OK || !notice_paths[b->way].wakes)
		return e;
	return job_put(act, n, n->places, act->now + wait_of(act));
}

/* *begun: nothing more to do for now. */
static enum outcome
way_begin(struct act *act, struct notice *n, enum notice_way way, bool *begun)
{
	const struct problem	 problem = act->problem;
	struct beginning	 b = { .n = n, .way = way };
	enum outcome		 e = db_try(act, begin_it, &b);

	act->problem = problem;
	*begun = e == SOUK_OK;
	if (e == SOUK_OK)
		return under_way(act, n, &b);
	if (e != SOUK_INVALID && e != SOUK_CONFLICT && e != SOUK_NOT_FOUND &&
	    e != SOUK_DENIED)
		return e;
	return notice_try_put(act, n, &(struct notice_try){ way, "skipped",
	    NULL, b.begun.reason != NULL ? b.begun.reason : "refused" });
}

/* *later: they sleep, and so long does it. */
static enum outcome
wait_for(struct act *act, const struct notice *n, enum notice_way way,
    bool *later)
{
	int64_t		 due = act->now;
	enum outcome	 e;

	*later = false;
	if (!notice_paths[way].wakes ||
	    (e = quiet_until(act, n->user_id, &due)) == SOUK_OK)
		e = SOUK_OK;
	*later = e == SOUK_OK && due > act->now;
	if (!*later || (e = notice_state_put(act, n->id, "waiting", due)) !=
	    SOUK_OK)
		return e;
	return job_put(act, n, 0, due);
}

/* No way is left: who took it, or who may have, has been told. */
static enum outcome
none_left(struct act *act, const struct notice *n)
{
	struct stmt	*s = db_sql(act->db, sql_sent);
	const char	*way = NULL;
	bool		 open = false;
	enum outcome	 e;

	db_bind_text(s, ":id", n->id);
	if ((e = db_step(s)) == SOUK_OK) {
		way = db_copy(s, 0, act->arena);
		open = text_equal(db_text(s, 1, NULL), "under_way");
	}
	db_done(s);
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	if (open)
		return SOUK_OK;
	if (way == NULL && n->plan.count == 1 &&
	    plan_has(&n->plan, NOTICE_IN_APP))
		return notice_end(act, n->id, notice_ways[NOTICE_IN_APP],
		    false);
	return notice_end(act, n->id, way, true);
}

enum outcome
notice_go(struct act *act, const char *id)
{
	struct notice	 n;
	bool		 done = false;
	enum outcome	 e;

	if ((e = notice_load(act, id, &n)) != SOUK_OK || !n.is_open)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	for (size_t i = 0; e == SOUK_OK && !done && i < n.plan.count; i++) {
		const enum notice_way	 way = n.plan.ways[i];

		if (n.tried >> way & 1)
			continue;
		e = wait_for(act, &n, way, &done);
		if (e == SOUK_OK && !done)
			e = way_begin(act, &n, way, &done);
	}
	return e != SOUK_OK || done ? e : none_left(act, &n);
}

/* ---- what became of it -------------------------------------------------- */

struct fated { const char *notice_id, *way; int64_t place; };

static enum outcome
fated_by(struct act *act, struct stmt *s, struct fated *f)
{
	enum outcome	 e = db_step(s);

	if (e == SOUK_OK) {
		f->notice_id = db_copy(s, 0, act->arena);
		f->way = db_copy(s, 1, act->arena);
		f->place = db_int(s, 2);
	}
	db_done(s);
	return e;
}

static enum outcome
rose(struct act *act, const struct fated *f, int rank)
{
	/* A mail server's word is the last that comes. */
	return rank == 2 && !text_equal(f->way,
	    notice_ways[NOTICE_BY_EMAIL]) ? SOUK_OK :
	    notice_end(act, f->notice_id, f->way, false);
}

/* It was the way that was waited for, or the one that all rested on. */
static enum outcome
fell(struct act *act, const struct fated *f)
{
	struct notice	 n;
	enum outcome	 e;

	if ((e = notice_load(act, f->notice_id, &n)) != SOUK_OK ||
	    f->place != n.places)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return n.is_open ? notice_go(act, n.id) : none_left(act, &n);
}

static int
rank_of(const char *state)
{
	static const char *const	 states[] = { "", "", "sent",
		"delivered", "read", NULL };
	int				 i;

	for (i = 2; states[i] != NULL; i++)
		if (text_equal(states[i], state))
			return i;
	return 0;
}

enum outcome
notice_fate(struct act *act, const char *ref, const char *state,
    const char *reason)
{
	const int	 rank = rank_of(state);
	struct stmt	*s = db_sql(act->db, rank > 0 ? sql_rise : sql_fall);
	struct fated	 f;
	enum outcome	 e;

	db_bind_text(s, ":ref", ref);
	db_bind_text(s, ":reason", reason);
	db_bind_int(s, ":now", act->now);
	if (rank > 0) {
		db_bind_text(s, ":state", state);
		db_bind_int(s, ":rank", rank);
	}
	if ((e = fated_by(act, s, &f)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return rank > 0 ? rose(act, &f, rank) : fell(act, &f);
}

/* ---- the job ------------------------------------------------------------ */

static enum outcome
look_again(struct act *act, const struct notice *n, int64_t place)
{
	return act->now - n->created_at > LOOKED_FOR ? SOUK_OK :
	    job_put(act, n, place, act->now + wait_of(act));
}

/* What has not left is let go of, which is told as a failure of its way. */
static enum outcome
hold_back(struct act *act, const struct notice *n, const char *way,
    const char *ref, bool *held)
{
	*held = false;
	if (text_equal(way, notice_ways[NOTICE_BY_WHATSAPP]))
		return notice_wa_hold(act, n, ref, held);
	if (!text_equal(way, notice_ways[NOTICE_BY_SMS]))
		return SOUK_OK;
	return sms_hold(act, ref, held);
}

/* It had time to arrive.  What has not even left is held back if it can be. */
static enum outcome
look(struct act *act, const struct notice *n, int64_t place)
{
	struct stmt	*s = db_sql(act->db, sql_at);
	const char	*state, *ref, *way;
	bool		 held;
	enum outcome	 e;

	db_bind_text(s, ":id", n->id);
	db_bind_int(s, ":place", place);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	state = db_copy(s, 0, act->arena);
	ref = db_copy(s, 1, act->arena);
	way = db_copy(s, 2, act->arena);
	db_done(s);
	if (text_equal(state, "sent"))
		return notice_go(act, n->id);
	if (!text_equal(state, "under_way"))
		return SOUK_OK;
	if ((e = hold_back(act, n, way, ref, &held)) != SOUK_OK || held)
		return e;
	return look_again(act, n, place);
}

static enum outcome
run(struct act *act, const struct job *job)
{
	const char	*id = job_text(act, job, "notice");
	const char	*at = job_text(act, job, "place");
	struct notice	 n;
	int64_t		 place;
	enum outcome	 e;

	if (id == NULL || at == NULL || !text_to_int(at, &place))
		return SOUK_INVALID;
	if ((e = notice_load(act, id, &n)) != SOUK_OK || !n.is_open)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	if (place == 0)
		return notice_go(act, id);
	return place == n.places ? look(act, &n, place) : SOUK_OK;
}

const struct job_kind notify_notice = {
	.name = "notify.notice",
	.shown = (const char *const[]){ "notice", NULL },
	.lane = LANE_WORK,
	.tx = true,
	.run = run,
	.max_attempts = 10,
	.lease = 30 * CLOCK_SECOND,
	.first_pause = CLOCK_SECOND,
};
