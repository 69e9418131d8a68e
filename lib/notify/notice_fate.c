/* SPDX-License-Identifier: ISC */
/* What became of what went out to tell a notice. */
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"

/* What happened can only be more than what was known; what failed may have
 * been tried again by a person. */
static const char sql_rise[] =
    "UPDATE notice_try SET state = :state, reason = :reason,"
    " updated_at = :now WHERE ref = :ref AND :rank >"
    " CASE state WHEN 'sent' THEN 2 WHEN 'delivered' THEN 3"
    " WHEN 'read' THEN 4 ELSE 1 END RETURNING notice_id, way, place";
static const char sql_fall[] =
    "UPDATE notice_try SET state = 'failed', reason = :reason,"
    " updated_at = :now WHERE ref = :ref AND state IN ('under_way',"
    " 'doubt', 'sent') RETURNING notice_id, way, place";
static const char sql_doubt[] =
    "UPDATE notice_try SET state = 'doubt', updated_at = :now"
    " WHERE ref = :ref AND state = 'under_way'";
static const char sql_again[] =
    "UPDATE notice_try SET state = 'under_way', updated_at = :now"
    " WHERE ref = :ref AND state = 'doubt' RETURNING notice_id, way, place";

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

/* That it was sent is the last word of a mail server; of the others it is
 * looked at whether it arrives. */
static enum outcome
rose(struct act *act, const struct fated *f, int rank)
{
	return rank == 2 && !text_equal(f->way,
	    notice_ways[NOTICE_BY_EMAIL]) ? notice_look_at(act,
	    f->notice_id, f->place, act->now + notice_wait(act)) :
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
	return n.is_open ? notice_go(act, n.id) : notice_rest(act, &n);
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

/* Of a try in doubt nothing more is done until it is settled: by news, or by a
 * person, who sends it again or drops it. */
static enum outcome
doubted(struct act *act, const char *ref)
{
	struct stmt	*s = db_sql(act->db, sql_doubt);

	db_bind_text(s, ":ref", ref);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
waits_again(struct act *act, const char *ref)
{
	struct stmt	*s = db_sql(act->db, sql_again);
	struct fated	 f;
	enum outcome	 e;

	db_bind_text(s, ":ref", ref);
	db_bind_int(s, ":now", act->now);
	e = fated_by(act, s, &f);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e != SOUK_OK ? e :
	    notice_look_at(act, f.notice_id, f.place, act->now +
	    notice_wait(act));
}

static enum outcome
settled(struct act *act, const char *ref, const char *state,
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

enum outcome
notice_fate(struct act *act, const char *ref, const char *state,
    const char *reason)
{
	return text_equal(state, "doubt") ? doubted(act, ref) :
	    text_equal(state, "waiting") ? waits_again(act, ref) :
	    rank_of(state) > 0 || text_equal(state, "failed") ?
	    settled(act, ref, state, reason) : SOUK_OK;
}
