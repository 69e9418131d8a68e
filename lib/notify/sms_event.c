/* SPDX-License-Identifier: ISC */
/* What Twilio tells, each once: what became of a text of ours
 * (sms_status.c), and the texts that people send. */
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

static const char sql_put[] =
    "INSERT INTO sms_event (id, key, brand_id, sms_id, kind, status, sender,"
    " body, outcome, received_at) VALUES (:id, :key, :brand, :sms, :kind,"
    " :status, :sender, :body, :outcome, :now)"
    " ON CONFLICT (key) DO NOTHING";
static const char sql_brand[] =
    "SELECT brand_id FROM sms WHERE recipient = :phone"
    " ORDER BY created_at DESC LIMIT 1";
static const char sql_stop_source[] =
    "UPDATE sms_stop SET source = :source"
    " WHERE brand_id = :brand AND phone = :phone";

/* ---- keeping it --------------------------------------------------------- */

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

enum outcome
sms_event_put(struct act *act, struct sms_event *ev,
    const struct sms_form *form)
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
obey(struct act *act, const struct sms_event *ev, enum wa_word word,
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
	struct sms_event	 ev = { .kind = "text",
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
	if ((e = sms_event_put(act, &ev, form)) != SOUK_OK)
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
	    sms_status_take(act, &form, ours_in(path)) : text_take(act, &form);
}
