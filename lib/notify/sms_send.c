/* SPDX-License-Identifier: ISC */
/*
 * Texts on their way to Twilio, which has no key by which asking twice would
 * be asking once.  So a text is "sending" before Twilio hears of it, and
 * whatever may have been heard is looked for there before it is said again:
 * when its sender died, when no answer came, when the answer was a 5xx.
 */
#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"
#include "lib/base/shared.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/notify/messages.h"
#include "lib/notify/sms_parts.h"
#include "lib/queue/queue.h"

#define ATTEMPTS	20
#define SETTLED		CLOCK_MINUTE	/* by then what Twilio took is listed */

static const char sql_load[] =
    "SELECT brand_id, recipient, sealed, state, sending_at FROM sms"
    " WHERE id = :id AND state IN ('waiting', 'sending', 'doubt')";
static const char sql_claim[] =
    "UPDATE sms SET state = 'sending', sending_at = :now,"
    " attempts = attempts + 1 WHERE id = :id AND state = 'waiting'";
/* One text under way. */
struct sending {
	const struct job	*job;
	const char		*id, *brand, *to, *text, *state;
	int64_t			 sending_at;
	struct sms_answer	 answer;
	struct sms_found	 found;
	bool			 again;		/* right away */
	bool			 over;		/* nothing is left to do */
};

/* ---- before ------------------------------------------------------------- */

static enum outcome
load(struct act *act, struct sending *s)
{
	struct stmt	*q = db_sql(act->db, sql_load);
	const char	*sealed;
	enum outcome	 e;

	db_bind_text(q, ":id", s->id);
	if ((e = db_step(q)) != SOUK_OK)
		return e;
	s->brand = db_copy(q, 0, act->arena);
	s->to = db_copy(q, 1, act->arena);
	sealed = db_text(q, 2, NULL);
	s->text = sealed == NULL ? NULL : crypto_unseal(act->arena,
	    act->config, sms_label(act, s->id), sealed);
	s->state = db_copy(q, 3, act->arena);
	s->sending_at = db_int(q, 4);
	db_done(q);
	return SOUK_OK;
}

static enum outcome
give_up(struct act *act, struct sending *s, const char *why,
    int64_t code)
{
	s->over = true;
	return sms_become(act, s->id, &(struct sms_news){ "failed", code,
	    why });
}

/* They may have said so since it was put. */
static enum outcome
claim(struct act *act, struct sending *s)
{
	struct stmt	*q;
	bool		 stopped;
	enum outcome	 e;

	if ((e = sms_is_stopped(act, s->brand, s->to, &stopped)) != SOUK_OK)
		return e;
	if (stopped)
		return give_up(act, s, "they want no texts",
		    SMS_STOPPED_CODE);
	s->sending_at = act->now;
	q = db_sql(act->db, sql_claim);
	db_bind_text(q, ":id", s->id);
	db_bind_int(q, ":now", act->now);
	return db_run_changed(q);
}

/* Everybody leaves Twilio alone: nothing was tried, so nothing counts. */
static enum outcome
put_off(struct act *act, struct sending *s)
{
	s->over = true;
	return queue_postpone(act, s->job, act->now + BREAKER_PAUSE);
}

/* NOT_FOUND: nothing is left to do. */
static enum outcome
begin(struct act *act, void *arg)
{
	struct sending	*s = arg;
	enum outcome	 e;

	if ((e = load(act, s)) != SOUK_OK)
		return e;
	if (s->text == NULL)
		return give_up(act, s, "sealed under another SOUK_SECRET", 0);
	if (!sms_lets(act))
		return put_off(act, s);
	if (text_equal(s->state, "waiting"))
		return claim(act, s);
	/* Whoever had it is gone, and what Twilio heard of it unknown. */
	return text_equal(s->state, "doubt") ? SOUK_OK : sms_become(act,
	    s->id, &(struct sms_news){ .state = "doubt" });
}

/* ---- what Twilio says --------------------------------------------------- */

static void
post(struct act *act, struct sending *s)
{
	sms_post(act, &(struct sms_call){ s->id, s->to, s->text },
	    &s->answer);
	if (s->answer.end != SMS_TAKEN)
		return;
	sms_name_read(s->answer.json, s->text, &s->found);
	if (s->found.sid == NULL)
		s->answer.end = SMS_UNSURE;
}

/* ---- after -------------------------------------------------------------- */

static enum outcome
found(struct act *act, struct sending *s)
{
	enum outcome	 e;

	if ((e = sms_find(act, &(struct sms_call){ s->id, s->to,
	    s->text }, s->answer.json, &s->found)) != SOUK_OK)
		return e;
	if (s->found.sid != NULL)
		return sms_sent(act, s->id, s->found.sid, s->found.segments);
	if (act->now < s->sending_at + SETTLED)
		return queue_postpone(act, s->job, s->sending_at + SETTLED);
	log_line(LOG_INFO, "a text that may have been sent was not", "sms",
	    s->id, NULL);
	s->again = true;
	return sms_become(act, s->id, &(struct sms_news){
	    .state = "waiting" });
}

static enum outcome
refused(struct act *act, const struct sending *s)
{
	enum outcome	 e = SOUK_OK;

	if (s->answer.code == SMS_STOPPED_CODE)
		e = sms_stop_put(act, s->brand, s->to, "twilio 21610");
	return e != SOUK_OK ? e : sms_become(act, s->id, &(struct sms_news){
	    "failed", s->answer.code, s->answer.error });
}

static enum outcome
posted(struct act *act, void *arg)
{
	struct sending	*s = arg;
	enum outcome	 e;

	switch (s->answer.end) {
	case SMS_TAKEN:
		return sms_sent(act, s->id, s->found.sid, s->found.segments);
	case SMS_REFUSED:
		return refused(act, s);
	case SMS_UNSENT:
		return sms_become(act, s->id, &(struct sms_news){
		    s->job->attempts >= ATTEMPTS ? "dead" : "waiting",
		    s->answer.code, s->answer.error });
	case SMS_UNSURE:
		break;
	}
	/* Told of it meanwhile: then it is no longer unsure. */
	e = sms_become(act, s->id, &(struct sms_news){ "doubt",
	    s->answer.code, s->answer.error });
	return e != SOUK_OK ? e == SOUK_NOT_FOUND ? SOUK_OK : e :
	    queue_postpone(act, s->job, s->sending_at + SETTLED);
}

static enum outcome
looked(struct act *act, void *arg)
{
	return found(act, arg);
}

static enum outcome
not_now(struct act *act)
{
	return act_refuse(act, SOUK_UPSTREAM,
	    &notify_messages[NOTIFY_NOT_SENT]);
}

static enum outcome
say(struct act *act, struct sending *s)
{
	enum outcome	 e;

	post(act, s);
	if ((e = db_tx(act, DB_WRITE, posted, s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return s->answer.end == SMS_UNSENT ? not_now(act) : SOUK_OK;
}

static enum outcome
look(struct act *act, struct sending *s)
{
	enum outcome	 e;

	sms_look(act, s->to, s->sending_at, &s->answer);
	if (s->answer.end != SMS_TAKEN)
		return not_now(act);
	e = db_tx(act, DB_WRITE, looked, s);
	return e == SOUK_UPSTREAM ? not_now(act) :
	    e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
sms_run(struct act *act, const struct job *job)
{
	struct sending	 s = { .job = job, .id = job_text(act, job, "sms") };
	enum outcome	 e;

	if (s.id == NULL)
		return SOUK_INVALID;
	if ((e = db_tx(act, DB_WRITE, begin, &s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	if (s.over || text_equal(s.state, "waiting"))
		return s.over ? SOUK_OK : say(act, &s);
	if ((e = look(act, &s)) != SOUK_OK || !s.again)
		return e;
	if ((e = db_tx(act, DB_WRITE, begin, &s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return s.over ? SOUK_OK : say(act, &s);
}

const struct job_kind notify_sms = {
	.name = "notify.sms",
	.shown = (const char *const[]){ "sms", NULL },
	.lane = LANE_TEXT,
	.run = sms_run,
	.max_attempts = ATTEMPTS,
	.lease = 30 * CLOCK_SECOND,
	.first_pause = 10 * CLOCK_SECOND,
};
