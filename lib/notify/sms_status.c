/* SPDX-License-Identifier: ISC */
/*
 * What became of a text of ours, as Twilio tells it: in any order.  What comes
 * before we know its name for a text waits for that.
 */
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/notify/sms_parts.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_by_sid[] =
    "SELECT id, brand_id, recipient FROM sms WHERE sid = :sid";
static const char sql_by_id[] =
    "SELECT id, brand_id, recipient FROM sms WHERE id = :id AND recipient = :to"
    " AND (sid IS NULL OR sid = :sid)";
static const char sql_name[] =
    "UPDATE sms SET sid = :sid WHERE id = :id AND sid IS NULL";
static const char sql_applied[] =
    "UPDATE sms_event SET outcome = :outcome, brand_id = :brand,"
    " sms_id = :sms WHERE id = :id";
static const char sql_early[] =
    "SELECT id, body FROM sms_event WHERE key = :key"
    " AND outcome = 'early'";

/* Words of theirs; what is on its way tells nothing new. */
static const struct { const char *theirs, *ours; } states[] = {
	{ "sent", "sent" },
	{ "delivered", "delivered" },
	{ "read", "delivered" },
	{ "undelivered", "failed" },
	{ "failed", "failed" },
	{ "canceled", "failed" },
};

const char *
sms_state_of(const char *status)
{
	for (size_t i = 0; i < COUNT(states); i++)
		if (text_equal(states[i].theirs, status))
			return states[i].ours;
	return NULL;
}

static enum outcome
row_find(struct act *act, struct stmt *s, struct sms_event *ev)
{
	enum outcome	 e = db_step(s);

	if (e == SOUK_OK) {
		ev->sms = db_copy(s, 0, act->arena);
		ev->brand = db_copy(s, 1, act->arena);
		ev->to = db_copy(s, 2, act->arena);
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* By Twilio's name, else by ours in the address, which is signed too. */
static enum outcome
text_find(struct act *act, const struct sms_form *form, const char *ours,
    struct sms_event *ev)
{
	const char	*sid = sms_form_value(form, "MessageSid");
	struct stmt	*s = db_sql(act->db, sql_by_sid);
	enum outcome	 e;

	db_bind_text(s, ":sid", sid);
	if ((e = row_find(act, s, ev)) != SOUK_OK || ev->sms != NULL ||
	    ours == NULL)
		return e;
	s = db_sql(act->db, sql_by_id);
	db_bind_text(s, ":id", ours);
	db_bind_text(s, ":to", sms_form_value(form, "To"));
	db_bind_text(s, ":sid", sid);
	if ((e = row_find(act, s, ev)) != SOUK_OK || ev->sms == NULL)
		return e;
	s = db_sql(act->db, sql_name);
	db_bind_text(s, ":id", ev->sms);
	db_bind_text(s, ":sid", sid);
	return db_run(s);
}

static int64_t
code_of(const struct sms_form *form)
{
	const char	*text = sms_form_value(form, "ErrorCode");
	int64_t		 code = 0;

	return text != NULL && text_to_int(text, &code) ? code : 0;
}

/* What it is about, and what came of it. */
static enum outcome
applied(struct act *act, const struct sms_event *ev)
{
	struct stmt	*s = db_sql(act->db, sql_applied);

	db_bind_text(s, ":id", ev->id);
	db_bind_text(s, ":brand", ev->brand);
	db_bind_text(s, ":sms", ev->sms);
	db_bind_text(s, ":outcome", ev->outcome);
	return db_run(s);
}

static enum outcome
apply(struct act *act, struct sms_event *ev, int64_t code)
{
	const char	*state = sms_state_of(ev->status);
	enum outcome	 e = SOUK_OK;

	if (code == SMS_STOPPED_CODE)
		e = sms_stop_put(act, ev->brand, ev->to, "twilio 21610");
	if (e != SOUK_OK)
		return e;
	e = state == NULL ? SOUK_NOT_FOUND : sms_become(act, ev->sms,
	    &(struct sms_news){ state, code, NULL });
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	ev->outcome = e == SOUK_OK ? "applied" : "nothing";
	return applied(act, ev);
}

enum outcome
sms_status_take(struct act *act, const struct sms_form *form,
    const char *ours)
{
	const char	*sid = sms_form_value(form, "MessageSid");
	const char	*status = sms_form_value(form, "MessageStatus");
	struct sms_event	 ev = { .kind = "status", .status = status,
			    .outcome = "early" };
	enum outcome	 e;

	if (sid == NULL || status == NULL)
		return act_refuse(act, SOUK_INVALID,
		    &notice_messages[SMS_NO_FORM]);
	ev.key = arena_printf(act->arena, "%s:%s", sid, status);
	if ((e = text_find(act, form, ours, &ev)) != SOUK_OK)
		return e;
	if ((e = sms_event_put(act, &ev, form)) != SOUK_OK || ev.sms == NULL)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return apply(act, &ev, code_of(form));
}

static enum outcome
early_one(struct act *act, const char *sid, struct sms_event *ev)
{
	struct stmt	*s = db_sql(act->db, sql_early);
	struct sms_form	 form = { .count = 0 };
	enum outcome	 e;

	db_bind_text(s, ":key", arena_printf(act->arena, "%s:%s", sid,
	    ev->status));
	if ((e = db_step(s)) == SOUK_OK) {
		ev->id = db_copy(s, 0, act->arena);
		sms_form_kept(act->arena, db_text(s, 1, NULL), &form);
	}
	db_done(s);
	return e != SOUK_OK ? e : apply(act, ev, code_of(&form));
}

enum outcome
sms_early(struct act *act, const char *sid)
{
	struct sms_event	 ev = { .sms = NULL };
	struct stmt		*s = db_sql(act->db, sql_by_sid);
	enum outcome		 e;

	db_bind_text(s, ":sid", sid);
	if ((e = row_find(act, s, &ev)) != SOUK_OK || ev.sms == NULL)
		return e;
	for (size_t i = 0; i < COUNT(states); i++) {
		ev.status = states[i].theirs;
		e = early_one(act, sid, &ev);
		if (e != SOUK_OK && e != SOUK_NOT_FOUND)
			return e;
	}
	return SOUK_OK;
}
