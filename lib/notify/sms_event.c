/* SPDX-License-Identifier: ISC */
/*
 * What Twilio tells, each once: what became of a text of ours, and the texts
 * that people send.  In any order; what comes before we know its name for a
 * text waits for that.
 */
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/json_out.h"
#include "lib/base/log.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/notify/message.h"
#include "lib/notify/sms_parts.h"
#include "lib/whatsapp/whatsapp.h"

#define COUNT(TABLE)	(sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_put[] =
    "INSERT INTO sms_event (id, key, brand_id, sms_id, kind, status, sender,"
    " body, outcome, received_at) VALUES (:id, :key, :brand, :sms, :kind,"
    " :status, :sender, :body, :outcome, :now)"
    " ON CONFLICT (key) DO NOTHING";
static const char sql_outcome[] =
    "UPDATE sms_event SET outcome = :outcome WHERE id = :id";
static const char sql_by_sid[] =
    "SELECT id, brand_id FROM sms WHERE sid = :sid";
static const char sql_by_id[] =
    "SELECT id, brand_id FROM sms WHERE id = :id AND recipient = :to"
    " AND (sid IS NULL OR sid = :sid)";
static const char sql_name[] =
    "UPDATE sms SET sid = :sid WHERE id = :id AND sid IS NULL";
static const char sql_brand[] =
    "SELECT brand_id FROM sms WHERE recipient = :phone"
    " ORDER BY created_at DESC LIMIT 1";
static const char sql_early[] =
    "SELECT id, status, body FROM sms_event WHERE key = :key"
    " AND outcome = 'early'";
static const char sql_stop_source[] =
    "UPDATE sms_stop SET source = :source"
    " WHERE brand_id = :brand AND phone = :phone";

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

/* ---- keeping it --------------------------------------------------------- */

struct event {
	const char	*id, *key, *brand, *sms, *kind, *status, *sender;
	const char	*outcome;
};

/* person: with whose telephone it is; the row of a text of ours has it. */
static const char *
form_json(struct arena *arena, const struct sms_form *form, bool person)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, arena, 512);
	json_open_list(&json, NULL);
	for (size_t i = 0; i < form->count; i++) {
		if (!person && (text_equal(form->params[i].name, "To") ||
		    text_equal(form->params[i].name, "From")))
			continue;
		json_open_list(&json, NULL);
		json_text(&json, NULL, form->params[i].name);
		json_text(&json, NULL, form->params[i].value);
		json_close_list(&json);
	}
	json_close_list(&json);
	return b.p;
}

/* NOT_FOUND: it was told before. */
static enum outcome
event_put(struct act *act, struct event *ev, const struct sms_form *form)
{
	struct stmt	*s = db_sql(act->db, sql_put);

	ev->id = typeid_new(act->arena, "smsevt", act->now);
	db_bind_text(s, ":id", ev->id);
	db_bind_text(s, ":key", ev->key);
	db_bind_text(s, ":brand", ev->brand);
	db_bind_text(s, ":sms", ev->sms);
	db_bind_text(s, ":kind", ev->kind);
	db_bind_text(s, ":status", ev->status);
	db_bind_text(s, ":sender", ev->sender);
	db_bind_text(s, ":body", form_json(act->arena, form,
	    ev->sender != NULL));
	db_bind_text(s, ":outcome", ev->outcome);
	db_bind_int(s, ":now", act->now);
	return db_run_changed(s);
}

static enum outcome
outcome_put(struct act *act, const char *id, const char *outcome)
{
	struct stmt	*s = db_sql(act->db, sql_outcome);

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":outcome", outcome);
	return db_run(s);
}

/* ---- what became of one ------------------------------------------------- */

static enum outcome
row_find(struct act *act, struct stmt *s, struct event *ev)
{
	enum outcome	 e = db_step(s);

	if (e == SOUK_OK) {
		ev->sms = db_copy(s, 0, act->arena);
		ev->brand = db_copy(s, 1, act->arena);
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* By Twilio's name, else by ours in the address, which is signed too. */
static enum outcome
sms_find(struct act *act, const struct sms_form *form, const char *ours,
    struct event *ev)
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

static enum outcome
apply(struct act *act, const struct event *ev, int64_t code, const char *to)
{
	const char	*state = sms_state_of(ev->status);
	enum outcome	 e = SOUK_OK;

	if (code == SMS_STOPPED_CODE && to != NULL)
		e = sms_stop_put(act, ev->brand, to, "twilio 21610");
	if (e != SOUK_OK)
		return e;
	e = state == NULL ? SOUK_NOT_FOUND : sms_become(act, ev->sms,
	    &(struct sms_news){ state, code, NULL });
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	return outcome_put(act, ev->id, e == SOUK_OK ? "applied" :
	    "nothing");
}

static enum outcome
status_take(struct act *act, const struct sms_form *form, const char *ours)
{
	const char	*sid = sms_form_value(form, "MessageSid");
	const char	*status = sms_form_value(form, "MessageStatus");
	struct event	 ev = { .kind = "status", .status = status,
			    .outcome = "early" };
	enum outcome	 e;

	if (sid == NULL || status == NULL)
		return act_refuse(act, SOUK_INVALID,
		    &notice_messages[SMS_NO_FORM]);
	ev.key = arena_printf(act->arena, "%s:%s", sid, status);
	if ((e = sms_find(act, form, ours, &ev)) != SOUK_OK)
		return e;
	if ((e = event_put(act, &ev, form)) != SOUK_OK || ev.sms == NULL)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return apply(act, &ev, code_of(form), sms_form_value(form, "To"));
}

static enum outcome
early_one(struct act *act, const char *id, const char *sid,
    const char *status)
{
	struct stmt	*s = db_sql(act->db, sql_early);
	struct event	 ev = { .sms = id, .status = status };
	enum outcome	 e;

	db_bind_text(s, ":key", arena_printf(act->arena, "%s:%s", sid,
	    status));
	if ((e = db_step(s)) == SOUK_OK)
		ev.id = db_copy(s, 0, act->arena);
	db_done(s);
	return e != SOUK_OK ? e : apply(act, &ev, 0, NULL);
}

enum outcome
sms_early(struct act *act, const char *id, const char *sid)
{
	enum outcome	 e = SOUK_OK;

	for (size_t i = 0; i < COUNT(states); i++) {
		e = early_one(act, id, sid, states[i].theirs);
		if (e != SOUK_OK && e != SOUK_NOT_FOUND)
			return e;
	}
	return SOUK_OK;
}

/* ---- texts that people send --------------------------------------------- */

/* The brand that last wrote to them; else the shop's first. */
static enum outcome
brand_of(struct act *act, const char *phone, const char **brand)
{
	struct stmt	*s = db_sql(act->db, sql_brand);
	enum outcome	 e;

	db_bind_text(s, ":phone", phone);
	if ((e = db_step(s)) == SOUK_OK)
		*brand = db_copy(s, 0, act->arena);
	db_done(s);
	return e == SOUK_NOT_FOUND ? brand_ensure(act, brand) : e;
}

/* Twilio's own word for it where it has one, else ours. */
static enum wa_word
word_of(struct act *act, const struct sms_form *form)
{
	const char	*opt = sms_form_value(form, "OptOutType");

	if (text_equal(opt, "STOP"))
		return WA_STOP;
	if (text_equal(opt, "START"))
		return WA_START;
	return wa_word(act->arena, sms_form_value(form, "Body"));
}

static enum outcome
obey(struct act *act, const struct event *ev, enum wa_word word,
    const char *said)
{
	struct stmt	*s;
	enum outcome	 e;

	if (word == WA_START)
		return sms_stop_end(act, ev->brand, ev->sender);
	if ((e = sms_stop_put(act, ev->brand, ev->sender, "")) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_stop_source);
	db_bind_text(s, ":brand", ev->brand);
	db_bind_text(s, ":phone", ev->sender);
	db_bind_text(s, ":source", arena_printf(act->arena, "text %s: %s",
	    ev->id, mail_line(act->arena, said)));
	return db_run(s);
}

static enum outcome
text_take(struct act *act, const struct sms_form *form)
{
	struct event	 ev = { .kind = "text",
			    .key = sms_form_value(form, "MessageSid"),
			    .sender = sms_form_value(form, "From") };
	const char	*body = sms_form_value(form, "Body");
	enum wa_word	 word;
	enum outcome	 e;

	if (ev.key == NULL || ev.sender == NULL || body == NULL)
		return act_refuse(act, SOUK_INVALID,
		    &notice_messages[SMS_NO_FORM]);
	if ((e = brand_of(act, ev.sender, &ev.brand)) != SOUK_OK)
		return e;
	word = word_of(act, form);
	ev.outcome = word == WA_NO_WORD ? "nothing" : "applied";
	if ((e = event_put(act, &ev, form)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return word == WA_NO_WORD ? SOUK_OK : obey(act, &ev, word, body);
}

/* ---- one delivery ------------------------------------------------------- */

static bool
is_signed(struct act *act, const char *path, const char *signature,
    const struct sms_form *form)
{
	const char	*url = arena_printf(act->arena, "%s%s",
			    act->config->base_url, path);

	return crypto_equal_text(signature, sms_signature(act->arena,
	    act->config->twilio_token, url, form));
}

/* Our name of the text, behind "?sms="; NULL. */
static const char *
ours_in(const char *path)
{
	static const char	 mark[] = "?sms=";
	const char		*at = strstr(path, mark);

	return at == NULL ? NULL : at + sizeof(mark) - 1;
}

enum outcome
sms_deliver(struct act *act, const char *path, const char *signature,
    const char *form_text, size_t len)
{
	struct sms_form	 form;

	if (!sms_is_on(act) || *act->config->twilio_token == '\0')
		return SOUK_NOT_FOUND;
	if (!sms_form_read(act->arena, form_text, len, &form) ||
	    !is_signed(act, path, signature, &form)) {
		log_line(LOG_INFO, "a delivery that is not signed by Twilio",
		    "path", path, NULL);
		return act_refuse(act, SOUK_DENIED,
		    &notice_messages[SMS_NOT_SIGNED]);
	}
	return text_starts(path, SMS_STATUS) ?
	    status_take(act, &form, ours_in(path)) : text_take(act, &form);
}
