/* SPDX-License-Identifier: ISC */
/* What Meta answered, written down; and when to look again. */
#include <assert.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/log.h"
#include "lib/base/shared.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/whatsapp/limit.h"
#include "lib/whatsapp/send.h"
#include "lib/whatsapp/told.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define WAMID_MOST	512
#define HELD_FOR	(15 * CLOCK_MINUTE)	/* then one is tried */
#define US		INT64_C(1000)

static const char sql_state[] =
    "SELECT state FROM wa_send WHERE id = :id";

static const char sql_settle[] =
    "UPDATE wa_send SET state = :state, wamid = COALESCE(wamid, :wamid),"
    " due_at = COALESCE(:due, due_at), error_code = :code, error = :error,"
    " sent_at = CASE WHEN :state = 'sent' THEN :now ELSE sent_at END,"
    " ended_at = CASE WHEN :state IN ('failed', 'dropped') THEN :now END"
    " WHERE id = :id";

static const char sql_wamid[] =
    "UPDATE wa_send SET wamid = :wamid WHERE id = :id AND wamid IS NULL";

static const char sql_pair_full[] =
    "UPDATE wa_pair SET free_at = :free"
    " WHERE number_id = :number AND person_id = :person";

static const char sql_next[] =
    "SELECT s.due_at FROM wa_send s"
    " WHERE s.number_id = :number AND s.state = 'waiting'"
    " AND NOT EXISTS (SELECT 1 FROM wa_send e"
    "  WHERE e.number_id = s.number_id AND e.person_id = s.person_id"
    "  AND e.id < s.id AND e.state IN ('waiting', 'sending'))"
    " ORDER BY s.due_at, s.id LIMIT 1";

/* ---- one row ------------------------------------------------------------- */

static enum outcome
state_read(struct act *act, const char *id, const char **state)
{
	struct stmt	*s = db_sql(act->db, sql_state);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		*state = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

static enum outcome
state_write(struct act *act, const struct wa_row *r,
    const struct wa_verdict *v, const char *wamid)
{
	struct stmt	*s = db_sql(act->db, sql_settle);

	db_bind_text(s, ":id", r->id);
	db_bind_text(s, ":state", v->state);
	db_bind_text(s, ":wamid", wamid);
	db_bind_text(s, ":error", v->error);
	db_bind_int(s, ":now", act->now);
	if (v->due != 0)
		db_bind_int(s, ":due", v->due);
	else
		db_bind_null_int(s, ":due");
	if (v->code != 0)
		db_bind_int(s, ":code", v->code);
	else
		db_bind_null_int(s, ":code");
	return db_run(s);
}

/* A status was quicker: it said all but perhaps Meta's name for it. */
static enum outcome
wamid_write(struct act *act, const struct wa_row *r, const char *wamid)
{
	struct stmt	*s;
	enum outcome	 e;

	if (wamid == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_wamid);
	db_bind_text(s, ":id", r->id);
	db_bind_text(s, ":wamid", wamid);
	e = db_run(s);
	return e == SOUK_CONFLICT ? SOUK_OK : e;
}

static enum outcome
tell(struct act *act, const struct wa_row *r, const struct wa_verdict *v)
{
	enum outcome	 e = wa_tell(act, &(struct wa_told){
		.brand_id = r->brand_id, .send_id = r->id,
		.subject = r->subject, .subject_id = r->subject_id,
		.state = v->state, .error_code = v->code, .error = v->error,
		.wamid = v->wamid, .at = act->now });

	return e != SOUK_OK || v->wamid == NULL ? e :
	    wa_status_early(act, v->wamid);
}

/* *moved: to another state.  Two messages with one name: the first keeps it. */
static enum outcome
row_move(struct act *act, const struct wa_row *r, const struct wa_verdict *v,
    bool *moved)
{
	const char	*state;
	enum outcome	 e;

	*moved = false;
	if ((e = state_read(act, r->id, &state)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	if (!wa_may_follow(state, v->state))
		return wamid_write(act, r, v->wamid);
	*moved = true;
	e = state_write(act, r, v, v->wamid);
	return e == SOUK_CONFLICT ? state_write(act, r, v, NULL) : e;
}

enum outcome
wa_row_settle(struct act *act, const struct wa_row *r,
    const struct wa_verdict *v)
{
	enum outcome	 e;
	bool		 moved;

	if ((e = row_move(act, r, v, &moved)) != SOUK_OK || !moved)
		return e;
	if (text_equal(v->state, "doubt") &&
	    (e = wa_alert_doubt(act, r->brand_id)) != SOUK_OK)
		return e;
	return tell(act, r, v);
}

/* ---- one answer ---------------------------------------------------------- */

/* Meta's name for what it took; NULL: it says none. */
static const char *
wamid_of(const struct graph_answer *a)
{
	size_t		 count;
	const char	*id = wa_text(wa_items(a->json, "messages", &count),
			    "id");

	return id != NULL && strlen(id) <= WAMID_MOST ? id : NULL;
}

static enum outcome
again(struct act *act, const struct wa_row *r, const struct graph_answer *a,
    int64_t due)
{
	return wa_row_settle(act, r, &(struct wa_verdict){ .state = "waiting",
		.code = a->code, .error = *a->error != '\0' ? a->error : NULL,
		.due = due });
}

/* Tried often enough, for long enough. */
static bool
is_late(const struct act *act, const struct wa_row *r)
{
	return r->attempts >= WA_TRIES &&
	    act->now - r->created_at >= WA_GIVE_UP;
}

static enum outcome
fail(struct act *act, const struct wa_row *r, const struct graph_answer *a)
{
	return wa_row_settle(act, r, &(struct wa_verdict){ .state = "failed",
		.code = a->code, .error = a->error });
}

/* Of whom only a telephone was known, Meta says what it calls them. */
static enum outcome
names_learn(struct act *act, const struct wa_row *r,
    const struct graph_answer *a)
{
	size_t			 count;
	const struct json_in	*contact = wa_items(a->json, "contacts",
				    &count);
	const char		*id = r->person_id;
	const struct wa_names	 names = {
		.wa_id = wa_name(act->arena, wa_text(contact, "wa_id")),
		.user_ref = wa_name(act->arena, wa_text(contact,
		    "user_id")) };

	return r->is_named || (names.wa_id == NULL &&
	    names.user_ref == NULL) ? SOUK_OK :
	    wa_person_rename(act, r->brand_id, &id, &names);
}

static enum outcome
taken(struct act *act, struct wa_round *b, const struct wa_row *r,
    const struct graph_answer *a)
{
	const char	*wamid = wamid_of(a);
	enum outcome	 e = names_learn(act, r, a);

	(void)b;
	return e != SOUK_OK ? e : wa_row_settle(act, r, &(struct wa_verdict){
		.state = wamid != NULL ? "sent" : "doubt", .wamid = wamid });
}

static enum outcome
unsure(struct act *act, struct wa_round *b, const struct wa_row *r,
    const struct graph_answer *a)
{
	(void)b;
	return wa_row_settle(act, r, &(struct wa_verdict){ .state = "doubt",
		.code = a->code });
}

static enum outcome
later(struct act *act, struct wa_round *b, const struct wa_row *r,
    const struct graph_answer *a)
{
	(void)b;
	return is_late(act, r) ? fail(act, r, a) : again(act, r, a, act->now +
	    wa_jitter(wa_pause(r->attempts)));
}

/* The number waits, and all of its messages in their order. */
static enum outcome
hold(struct act *act, struct wa_round *b, const struct wa_row *r,
    const struct graph_answer *a, int64_t ms, const char *problem)
{
	enum outcome	 e;

	if (a->retry_after * CLOCK_SECOND > ms)
		ms = a->retry_after * CLOCK_SECOND;
	if (act->now + ms > b->number.held_until)
		b->number.held_until = act->now + ms;
	e = wa_number_hold(act, b->number.id, b->number.held_until, problem);
	return e != SOUK_OK ? e : again(act, r, a, act->now);
}

static enum outcome
too_fast(struct act *act, struct wa_round *b, const struct wa_row *r,
    const struct graph_answer *a)
{
	return hold(act, b, r, a, wa_jitter(wa_pause(r->attempts)), NULL);
}

static enum outcome
held(struct act *act, struct wa_round *b, const struct wa_row *r,
    const struct graph_answer *a)
{
	const char	*problem = arena_printf(act->arena, "%lld %s",
			    (long long)(a->code != 0 ? a->code : a->status),
			    a->error);
	enum outcome	 e = SOUK_OK;

	if (!b->number.has_problem)
		e = wa_alert_held(act, &b->number, problem);
	b->number.has_problem = true;
	return e != SOUK_OK ? e : hold(act, b, r, a, HELD_FOR, problem);
}

static enum outcome
pair_full(struct act *act, struct wa_round *b, const struct wa_row *r,
    const struct graph_answer *a)
{
	const int64_t	 due = act->now + wa_pair_pause(r->attempts);
	struct stmt	*s;
	enum outcome	 e;

	s = db_sql(act->db, sql_pair_full);
	db_bind_text(s, ":number", b->number.id);
	db_bind_text(s, ":person", r->person_id);
	db_bind_int(s, ":free", wa_pair_until(due * US));
	e = db_run(s);
	return e != SOUK_OK ? e : again(act, r, a, due);
}

/* They told Meta that they do not want to be written to. */
static enum outcome
unwanted(struct act *act, struct wa_round *b, const struct wa_row *r,
    const struct graph_answer *a)
{
	enum outcome	 e = SOUK_OK;

	(void)b;
	if (a->code == 131050)
		e = wa_consent_put(act, &(struct wa_consent){
			.brand_id = r->brand_id, .person_id = r->person_id,
			.purpose = WA_MARKETING, .source = WA_BY_META,
			.evidence = "131050" });
	return e != SOUK_OK ? e : fail(act, r, a);
}

static enum outcome
never(struct act *act, struct wa_round *b, const struct wa_row *r,
    const struct graph_answer *a)
{
	(void)b;
	return fail(act, r, a);
}

static enum outcome	(*const ends[])(struct act *, struct wa_round *,
    const struct wa_row *, const struct graph_answer *) = {
	[GRAPH_TAKEN] = taken,
	[GRAPH_UNSENT] = later,
	[GRAPH_UNSURE] = unsure,
	[GRAPH_ILL] = later,
	[GRAPH_BUSY] = too_fast,
	[GRAPH_PAIR] = pair_full,
	[GRAPH_HELD] = held,
	[GRAPH_CLOSED] = never,
	[GRAPH_UNWANTED] = unwanted,
	[GRAPH_REFUSED] = never,
};
static_assert(COUNT(ends) == GRAPH__MAX, "something for each end");

enum outcome
wa_answer_take(struct act *act, struct wa_round *b, const struct wa_row *r,
    const struct graph_answer *a)
{
	return ends[a->end](act, b, r, a);
}

/* ---- all of them --------------------------------------------------------- */

static bool
went_well(const struct wa_round *b)
{
	bool	 any = false;

	for (int i = 0; i < b->count; i++) {
		if (b->answers[i].end == GRAPH_HELD ||
		    b->answers[i].end == GRAPH_BUSY)
			return false;
		any = any || b->answers[i].end == GRAPH_TAKEN;
	}
	return any;
}

struct one { struct wa_round *b; int i; };

static enum outcome
one_take(struct act *act, void *arg)
{
	const struct one	*o = arg;

	return wa_answer_take(act, o->b, &o->b->rows[o->i],
	    &o->b->answers[o->i]);
}

/*
 * Whoever cannot bear what became of one spoils no other's: that one has its
 * state, of which then nobody is told.
 */
static enum outcome
row_record(struct act *act, struct wa_round *b, int i)
{
	const struct wa_row	*r = &b->rows[i];
	const char		*wamid = wamid_of(&b->answers[i]);
	enum outcome		 e;
	bool			 moved;

	e = db_try(act, one_take, &(struct one){ b, i });
	if (e == SOUK_OK || e == SOUK_BUSY || e == SOUK_INTERNAL)
		return e;
	log_line(LOG_ERROR, "what became of a message was not taken", "send",
	    r->id, "outcome", outcome_name(e), NULL);
	return row_move(act, r, &(struct wa_verdict){ .wamid = wamid,
		.state = wamid != NULL ? "sent" : "doubt" }, &moved);
}

enum outcome
wa_round_record(struct act *act, struct wa_round *b)
{
	enum outcome	 e = SOUK_OK;

	for (int i = 0; i < b->count && e == SOUK_OK; i++)
		if (b->rows[i].is_marked)
			e = row_record(act, b, i);
	if (e == SOUK_OK && went_well(b))
		e = wa_number_well(act, b->number.id);
	return e;
}

static int64_t
later_of(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

enum outcome
wa_round_next(struct act *act, const struct wa_round *b, int64_t *next)
{
	struct stmt	*s = db_sql(act->db, sql_next);
	enum outcome	 e;

	*next = 0;
	if (!b->number.is_active)
		return SOUK_OK;
	db_bind_text(s, ":number", b->number.id);
	if ((e = db_step(s)) == SOUK_OK)
		*next = later_of(later_of(db_int(s, 0), b->full_until),
		    later_of(b->number.held_until, b->most == 0 ? act->now +
		    BREAKER_PAUSE : 0));
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
