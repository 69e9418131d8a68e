/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"
#include "lib/notify/sms_parts.h"
#include "lib/queue/queue.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_state[] = "SELECT state FROM sms WHERE id = :id";
static const char sql_become[] =
    "UPDATE sms SET state = :state, error_code = :code, error = :error,"
    " sent_at = CASE WHEN :sent = 1 AND sent_at IS NULL THEN :now"
    "  ELSE sent_at END,"
    " ended_at = CASE WHEN :over = 1 THEN :now ELSE NULL END,"
    " sealed = CASE WHEN :over = 1 OR :sent = 1 THEN NULL ELSE sealed END"
    " WHERE id = :id";
static const char sql_name[] =
    "UPDATE sms SET sid = :sid, segments = :segments WHERE id = :id";
static const char sql_stop[] =
    "INSERT INTO sms_stop (brand_id, phone, source, created_at)"
    " VALUES (:brand, :phone, :source, :now)"
    " ON CONFLICT (brand_id, phone) DO NOTHING";
static const char sql_stop_end[] =
    "DELETE FROM sms_stop WHERE brand_id = :brand AND phone = :phone";
static const char sql_is_stopped[] =
    "SELECT 1 FROM sms_stop WHERE brand_id = :brand AND phone = :phone";

/*
 * What may follow what: news come in any order, and never go back.
 */
static const struct step { const char *from, *to; } steps[] = {
	{ "sending", "waiting" }, { "sending", "doubt" },
	{ "sending", "sent" }, { "sending", "delivered" },
	{ "sending", "failed" }, { "sending", "dead" },
	{ "doubt", "waiting" }, { "doubt", "sent" },
	{ "doubt", "delivered" }, { "doubt", "failed" },
	{ "doubt", "dropped" },
	{ "waiting", "failed" }, { "waiting", "dropped" },
	{ "waiting", "dead" },
	{ "sent", "delivered" }, { "sent", "failed" },
	{ "dead", "waiting" }, { "dead", "dropped" },
};

/* What becomes of it, and whether what it said may go. */
static const struct end {
	const char	*state;
	bool		 sent, over;
	const char	*told;		/* to whom it speaks for */
} ends[] = {
	{ "waiting", false, false, "waiting" },
	{ "doubt", false, false, "doubt" },
	{ "sent", true, false, "sent" },
	{ "delivered", true, true, "delivered" },
	{ "failed", false, true, "failed" },
	{ "dead", false, false, "failed" },
	{ "dropped", false, true, "failed" },
};

static bool
may_follow(const char *from, const char *to)
{
	for (size_t i = 0; i < COUNT(steps); i++)
		if (text_equal(steps[i].from, from) &&
		    text_equal(steps[i].to, to))
			return true;
	return false;
}

static const struct end *
end_of(const char *state)
{
	size_t	 i;

	for (i = 0; i < COUNT(ends); i++)
		if (text_equal(ends[i].state, state))
			break;
	assert(i < COUNT(ends));
	return &ends[i];
}

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

enum outcome
sms_become(struct act *act, const char *id, const struct sms_news *news)
{
	const struct end	*end = end_of(news->state);
	const char		*was;
	struct stmt		*s;
	enum outcome		 e;

	if ((e = state_read(act, id, &was)) != SOUK_OK)
		return e;
	if (!may_follow(was, news->state))
		return SOUK_NOT_FOUND;
	s = db_sql(act->db, sql_become);
	db_bind_text(s, ":id", id);
	db_bind_text(s, ":state", news->state);
	db_bind_text(s, ":error", news->error);
	if (news->code != 0)
		db_bind_int(s, ":code", news->code);
	else
		db_bind_null_int(s, ":code");
	db_bind_int(s, ":sent", end->sent);
	db_bind_int(s, ":over", end->over);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return notice_fate(act, id, end->told, news->code != 0 ?
	    arena_printf(act->arena, "twilio_%lld", (long long)news->code) :
	    NULL);
}

enum outcome
sms_hold(struct act *act, const char *id, bool *held)
{
	const char	*was = NULL;
	enum outcome	 e = state_read(act, id, &was);

	*held = text_equal(was, "waiting");
	if (!*held)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return sms_become(act, id, &(struct sms_news){ "dropped", 0,
	    "too late" });
}

enum outcome
sms_sent(struct act *act, const char *id, const char *sid, int64_t segments)
{
	struct stmt	*s = db_sql(act->db, sql_name);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":sid", sid);
	db_bind_int(s, ":segments", segments);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	e = sms_become(act, id, &(struct sms_news){ .state = "sent" });
	return e != SOUK_OK && e != SOUK_NOT_FOUND ? e :
	    sms_early(act, sid);
}

/* ---- who wants none ----------------------------------------------------- */

static struct stmt *
stop_sql(struct act *act, const char *sql, const char *brand_id,
    const char *phone)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":brand", brand_id);
	db_bind_text(s, ":phone", phone);
	return s;
}

enum outcome
sms_stop_put(struct act *act, const char *brand_id, const char *phone,
    const char *source)
{
	struct stmt	*s = stop_sql(act, sql_stop, brand_id, phone);

	db_bind_text(s, ":source", source);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
sms_stop_end(struct act *act, const char *brand_id, const char *phone)
{
	return db_run(stop_sql(act, sql_stop_end, brand_id, phone));
}

enum outcome
sms_is_stopped(struct act *act, const char *brand_id, const char *phone,
    bool *stopped)
{
	struct stmt	*s = stop_sql(act, sql_is_stopped, brand_id, phone);
	enum outcome	 e = db_step(s);

	db_done(s);
	*stopped = e == SOUK_OK;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
sms_queue(struct act *act, const char *id, int64_t due)
{
	return queue_put(act, &(struct job_new){ .kind = notify_sms.name,
		.due = due, .unique_key = id, .payload = arena_printf(
		act->arena, "{\"sms\":\"%s\"}", id) }, NULL);
}

const char *
sms_label(struct act *act, const char *id)
{
	return arena_printf(act->arena, "sms:%s", id);
}
