/* SPDX-License-Identifier: ISC */
/*
 * What is due of a number, as far as limits, windows and wishes let it go.
 * Whoever stands before somebody's message stands before all the later ones to
 * them, so that their order stays.
 */
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/whatsapp/limit.h"
#include "lib/whatsapp/send.h"

#define US	INT64_C(1000)		/* in a ms */

static const char sql_left[] =
    "SELECT id, brand_id, person_id, kind, subject, subject_id, attempts,"
    " created_at FROM wa_send WHERE state = 'sending' AND sending_at <= :now"
    " AND number_id = :number ORDER BY sending_at LIMIT :most";

static const char sql_due[] =
    "SELECT s.id, s.brand_id, s.person_id, s.kind, s.subject, s.subject_id,"
    " s.attempts, s.created_at, s.body, s.category, p.wa_id, p.user_ref,"
    " p.phone, r.last_in_at, r.free_at, r.begun_at"
    " FROM wa_send s JOIN wa_person p ON p.id = s.person_id"
    " LEFT JOIN wa_pair r ON r.number_id = s.number_id"
    "  AND r.person_id = s.person_id"
    " WHERE s.number_id = :number AND s.state = 'waiting'"
    " AND s.due_at <= :now AND NOT EXISTS (SELECT 1 FROM wa_send e"
    "  WHERE e.number_id = s.number_id AND e.person_id = s.person_id"
    "  AND e.id < s.id AND e.state IN ('waiting', 'sending'))"
    " ORDER BY s.due_at, s.id LIMIT :most";

static const char sql_mark[] =
    "UPDATE wa_send SET state = 'sending', sending_at = :now,"
    " attempts = attempts + 1 WHERE id = :id AND state = 'waiting'"
    " AND body <> ''";

static const char sql_put_off[] =
    "UPDATE wa_send SET due_at = :due WHERE id = :id AND state = 'waiting'";

static const char sql_pair[] =
    "INSERT INTO wa_pair (number_id, person_id, free_at, begun_at)"
    " VALUES (:number, :person, :free, :begun)"
    " ON CONFLICT (number_id, person_id) DO UPDATE"
    " SET free_at = excluded.free_at, begun_at = excluded.begun_at";

static const char sql_begun[] =
    "SELECT count(*), MIN(begun_at) FROM wa_pair"
    " WHERE number_id = :number AND begun_at > :since";

/* ---- reading ------------------------------------------------------------- */

/* The first eight columns of both. */
static void
row_read(struct act *act, struct stmt *s, struct wa_row *r)
{
	*r = (struct wa_row){
		.id = db_copy(s, 0, act->arena),
		.brand_id = db_copy(s, 1, act->arena),
		.person_id = db_copy(s, 2, act->arena),
		.kind = db_copy(s, 3, act->arena),
		.subject = db_copy(s, 4, act->arena),
		.subject_id = db_copy(s, 5, act->arena),
		.attempts = db_int(s, 6),
		.created_at = db_int(s, 7),
	};
}

/* Where Meta knows no number of theirs, it knows them by its own name. */
static void
names_read(struct act *act, struct stmt *s, struct wa_row *r)
{
	r->body = db_copy(s, 8, act->arena);
	r->category = db_copy(s, 9, act->arena);
	r->to = db_copy(s, db_is_null(s, 10) && db_is_null(s, 11) ? 12 : 10,
	    act->arena);
	r->recipient = r->to == NULL ? db_copy(s, 11, act->arena) : NULL;
	if (r->to == NULL && r->recipient == NULL)
		r->to = db_copy(s, 12, act->arena);
	r->is_named = !db_is_null(s, 10) || !db_is_null(s, 11);
	r->last_in_at = db_int(s, 13);
	r->free_at = db_int(s, 14);
	r->begun_at = db_int(s, 15);
}

static enum outcome
due_read(struct act *act, const struct wa_round *b, struct wa_row *rows,
    int *count)
{
	struct stmt	*s = db_sql(act->db, sql_due);
	enum outcome	 e;

	db_bind_text(s, ":number", b->number.id);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":most", b->most);
	while ((e = db_step(s)) == SOUK_OK) {
		row_read(act, s, &rows[*count]);
		names_read(act, s, &rows[(*count)++]);
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- whoever was under way when somebody was killed ---------------------- */

static enum outcome
left_settle(struct act *act, const struct wa_round *b)
{
	struct wa_row	*rows = arena_array(act->arena, WA_ROUND,
			    sizeof(*rows));
	struct stmt	*s = db_sql(act->db, sql_left);
	enum outcome	 e;
	int		 n = 0;

	db_bind_text(s, ":number", b->number.id);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":most", WA_ROUND);
	while ((e = db_step(s)) == SOUK_OK)
		row_read(act, s, &rows[n++]);
	for (int i = 0; e == SOUK_NOT_FOUND && i < n; i++)
		if ((e = wa_row_settle(act, &rows[i], &(struct wa_verdict){
		    .state = "doubt" })) == SOUK_OK)
			e = SOUK_NOT_FOUND;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- may it go? ---------------------------------------------------------- */

static bool
is_template(const struct wa_row *r)
{
	return text_equal(r->kind, "template");
}

static bool
is_open(const struct act *act, const struct wa_row *r)
{
	return r->last_in_at != 0 && act->now < r->last_in_at + WA_WINDOW;
}

static enum outcome
put_off(struct act *act, const struct wa_row *r, int64_t due)
{
	struct stmt	*s = db_sql(act->db, sql_put_off);

	db_bind_text(s, ":id", r->id);
	db_bind_int(s, ":due", due);
	return db_run(s);
}

/* What will never go is settled here; *never then. */
static enum outcome
is_hopeless(struct act *act, const struct wa_row *r, bool *never)
{
	const enum wa_purpose	 purpose = text_equal(r->category,
				    "marketing") ? WA_MARKETING : WA_SERVICE;
	enum outcome		 e;
	bool			 wanted;

	*never = true;
	if (*r->body == '\0')
		return wa_row_settle(act, r, &(struct wa_verdict){
		    .state = "dropped" });
	if (!is_template(r) && !is_open(act, r))
		return wa_row_settle(act, r, &(struct wa_verdict){
		    .state = "failed", .code = 131047,
		    .error = wa_messages[WA_WINDOW_CLOSED].code });
	if ((e = wa_may(act, r->person_id, purpose, &wanted)) != SOUK_OK)
		return e;
	if (!wanted)
		return wa_row_settle(act, r, &(struct wa_verdict){
		    .state = "failed", .code = 131050,
		    .error = wa_messages[WA_NOT_WANTED].code });
	*never = false;
	return SOUK_OK;
}

/* Whoever is written to first is one of so many in 24 hours: 0, or until
 * when it waits. */
static enum outcome
day_take(struct act *act, const struct wa_round *b, struct wa_row *r,
    int64_t *until)
{
	const int64_t	 since = act->now - CLOCK_DAY;
	struct stmt	*s;
	enum outcome	 e;

	*until = 0;
	if (is_open(act, r) || r->begun_at > since)
		return SOUK_OK;
	r->begun_at = act->now;
	if (b->number.per_day == 0)
		return SOUK_OK;
	s = db_sql(act->db, sql_begun);
	db_bind_text(s, ":number", b->number.id);
	db_bind_int(s, ":since", since);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	if (db_int(s, 0) >= b->number.per_day)
		*until = db_int(s, 1) + CLOCK_DAY + 1;
	db_done(s);
	return SOUK_OK;
}

/* Its place among the person's, and the day's; 0: it goes. */
static enum outcome
limits_take(struct act *act, const struct wa_round *b, struct wa_row *r,
    int64_t *until)
{
	int64_t		 at;
	enum outcome	 e;

	if ((e = day_take(act, b, r, until)) != SOUK_OK || *until != 0)
		return e;
	if (!wa_pair_take(&r->free_at, act->now * US, &at))
		*until = (at + US - 1) / US;
	return SOUK_OK;
}

/* When it goes, at the number's rate; false: not in this round. */
static bool
rate_take(struct act *act, struct wa_round *b, struct wa_row *r)
{
	int64_t	 at;

	if (!wa_rate_take(&b->number.free_at, b->number.per_second,
	    act->now * US, &at)) {
		b->full_until = (at - WA_SPAN_US) / US + 1;
		return false;
	}
	r->after_us = at - act->now * US;
	return true;
}

/* ---- on its way ---------------------------------------------------------- */

static enum outcome
pair_write(struct act *act, const struct wa_round *b, const struct wa_row *r)
{
	struct stmt	*s = db_sql(act->db, sql_pair);

	db_bind_text(s, ":number", b->number.id);
	db_bind_text(s, ":person", r->person_id);
	db_bind_int(s, ":free", r->free_at);
	if (r->begun_at != 0)
		db_bind_int(s, ":begun", r->begun_at);
	else
		db_bind_null_int(s, ":begun");
	return db_run(s);
}

enum outcome
wa_row_mark(struct act *act, struct wa_row *r)
{
	struct stmt	*s = db_sql(act->db, sql_mark);
	enum outcome	 e;

	db_bind_text(s, ":id", r->id);
	db_bind_int(s, ":now", act->now);
	e = db_run_changed(s);
	r->is_marked = e == SOUK_OK;
	r->attempts += r->is_marked;
	return e;
}

static enum outcome
go(struct act *act, struct wa_round *b, struct wa_row *r)
{
	b->rows[b->count++] = *r;
	return pair_write(act, b, r);
}

static enum outcome
one_take(struct act *act, struct wa_round *b, struct wa_row *r)
{
	int64_t		 until;
	enum outcome	 e;
	bool		 never;

	if ((e = is_hopeless(act, r, &never)) != SOUK_OK || never)
		return e;
	if (wa_row_has_file(r)) {
		if (b->file.id == NULL)
			b->file = *r;
		return SOUK_OK;
	}
	if ((e = limits_take(act, b, r, &until)) != SOUK_OK)
		return e;
	if (until != 0)
		return put_off(act, r, until);
	return rate_take(act, b, r) ? go(act, b, r) : SOUK_OK;
}

enum outcome
wa_round_take(struct act *act, struct wa_round *b)
{
	struct wa_row	*rows = arena_array(act->arena, WA_ROUND,
			    sizeof(*rows));
	enum outcome	 e;
	int		 n = 0;

	b->count = 0;
	b->full_until = 0;
	b->file = (struct wa_row){ .id = NULL };
	if ((e = left_settle(act, b)) != SOUK_OK ||
	    !b->number.is_active || b->number.held_until > act->now ||
	    b->most == 0)
		return e;
	e = due_read(act, b, rows, &n);
	for (int i = 0; e == SOUK_OK && i < n && b->full_until == 0; i++)
		e = one_take(act, b, &rows[i]);
	if (e == SOUK_OK && b->count > 0)
		e = wa_number_free(act, b->number.id, b->number.free_at);
	return e;
}
