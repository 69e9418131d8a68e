/* SPDX-License-Identifier: ISC */
/*
 * From one way to the next.  Everything here is SQL: what goes out is a row of
 * the mails, messages or texts, in the transaction that notes the try.
 */
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"

/* The best that is known of those that did not fail. */
static const char sql_sent[] =
    "SELECT way, state FROM notice_try WHERE notice_id = :id"
    " AND way <> 'app' AND state IN ('under_way', 'doubt', 'sent',"
    " 'delivered', 'read') ORDER BY place LIMIT 1";

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
	return notice_look_at(act, n->id, n->places,
	    act->now + notice_wait(act));
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
	return notice_look_at(act, n->id, 0, due);
}

enum outcome
notice_rest(struct act *act, const struct notice *n)
{
	struct stmt	*s = db_sql(act->db, sql_sent);
	const char	*way = NULL;
	bool		 open = false;
	enum outcome	 e;

	db_bind_text(s, ":id", n->id);
	if ((e = db_step(s)) == SOUK_OK) {
		way = db_copy(s, 0, act->arena);
		open = text_equal(db_text(s, 1, NULL), "under_way") ||
		    text_equal(db_text(s, 1, NULL), "doubt");
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
	return e != SOUK_OK || done ? e : notice_rest(act, &n);
}
