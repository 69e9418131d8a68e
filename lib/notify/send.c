/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/base/json_in.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/notify/messages.h"
#include "lib/notify/notify.h"
#include "lib/notify/render.h"
#include "lib/notify/transport.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

#define ATTEMPTS	30	/* a day, with pauses of up to an hour */

static const char sql_load[] =
    "SELECT brand_id, template, locale, recipient, sealed FROM mail"
    " WHERE id = :id AND state = 'waiting'";

static const char sql_went[] =
    "UPDATE mail SET state = 'sent', sent_at = :now, sealed = NULL,"
    " transport = :transport, reply = :reply WHERE id = :id";

static const char sql_stays[] =
    "UPDATE mail SET state = :state, transport = :transport, reply = :reply"
    " WHERE id = :id AND state = 'waiting'";

/* One mail under way. */
struct sending {
	const struct job		*job;
	const char			*id;
	const char			*brand_id, *to, *sealed;
	enum mail_template		 template;
	enum locale			 locale;
	const struct mail_transport	*transport;
	enum mail_fate			 fate;
	struct mail_reply		 reply;
};

/* ---- what it is -------------------------------------------------------- */

static enum outcome
load(struct act *act, void *arg)
{
	struct sending	*s = arg;
	struct stmt	*q = db_sql(act->db, sql_load);
	enum outcome	 e;

	db_bind_text(q, ":id", s->id);
	if ((e = db_step(q)) != SOUK_OK)
		return e;
	s->brand_id = db_copy(q, 0, act->arena);
	s->template = mail_template_find(db_text(q, 1, NULL));
	s->locale = locale_from_tag(db_text(q, 2, NULL));
	s->to = db_copy(q, 3, act->arena);
	s->sealed = db_copy(q, 4, act->arena);
	db_done(q);
	return SOUK_OK;
}

/* NULL: sealed under another secret, or by nobody. */
static const struct mail_field *
fields_open(struct act *act, const struct sending *s)
{
	struct mail_field	*fields;
	struct json_in		*json;
	const char		*plain, *name;
	size_t			 at;

	plain = s->sealed == NULL ? NULL : crypto_unseal(act->arena,
	    act->config, arena_printf(act->arena, "mail:%s", s->id),
	    s->sealed);
	if (plain == NULL || json_parse(act->arena, plain, strlen(plain),
	    &json, &at, &name) != JSON_OK || json->type != JSON_OBJECT)
		return NULL;
	fields = arena_array(act->arena, json->count + 1, sizeof(*fields));
	for (size_t i = 0; i < json->count; i++)
		fields[i] = (struct mail_field){ json->names[i],
			json->items[i].type == JSON_STRING ?
			json->items[i].text : "" };
	return fields;
}

/* ---- how it goes --------------------------------------------------------- */

static void
give_up(struct sending *s, const char *why)
{
	s->fate = MAIL_NEVER;
	s->reply.text = why;
}

static void
send_it(struct act *act, struct sending *s)
{
	const struct mail_field	*fields = fields_open(act, s);
	struct mail_rendered	 out;
	struct mail_message	 m = { .id = s->id, .date = act->now,
		.from = act->config->mail_from, .to = s->to };

	if (s->template == MAIL_TEMPLATE__MAX || s->locale == LOCALE__MAX)
		give_up(s, "no such template");
	else if (fields == NULL)
		give_up(s, "sealed under another SOUK_SECRET");
	else {
		mail_render(act, &(struct mail_content){
		    .text = mail_builtin(s->template, s->locale),
		    .locale = s->locale, .fields = fields }, &out);
		m.from_name = settings_text(act->settings, &shop_settings,
		    SHOP_NAME);
		m.reply_to = settings_text(act->settings, &shop_settings,
		    SHOP_EMAIL);
		m.subject = out.subject;
		m.text = out.plain;
		m.html = out.html;
		s->fate = s->transport->send(act, &m, &s->reply);
	}
}

/* ---- what came of it ------------------------------------------------------- */

/* The transport's word without the person's address. */
static const char *
reply_keep(struct act *act, const struct sending *s)
{
	const char	*text = mail_line(act->arena, s->reply.text), *at;

	while ((at = strstr(text, s->to)) != NULL)
		text = arena_printf(act->arena, "%.*s…%s", (int)(at - text),
		    text, at + strlen(s->to));
	return text;
}

static enum outcome
record(struct act *act, void *arg)
{
	struct sending	*s = arg;
	const bool	 went = s->fate == MAIL_WENT;
	struct stmt	*q = db_sql(act->db, went ? sql_went : sql_stays);

	db_bind_text(q, ":id", s->id);
	db_bind_text(q, ":transport", s->transport->name);
	db_bind_text(q, ":reply", reply_keep(act, s));
	if (went)
		db_bind_int(q, ":now", act->now);
	else
		db_bind_text(q, ":state", s->fate == MAIL_NEVER ? "dead" :
		    "waiting");
	return db_run(q);
}

static enum outcome
mail_run(struct act *act, const struct job *job)
{
	struct sending	 s = { .job = job, .id = job_text(act, job, "mail"),
		.transport = mail_transport(act->config) };
	enum outcome	 e;

	if (s.id == NULL)
		return SOUK_INVALID;
	/* Sent before, dropped or erased: nothing is left to do. */
	if ((e = db_tx(act, DB_READ, load, &s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	send_it(act, &s);
	if (s.fate == MAIL_AGAIN && job->attempts >= ATTEMPTS)
		s.fate = MAIL_NEVER;
	if ((e = db_tx(act, DB_WRITE, record, &s)) != SOUK_OK)
		return e;
	return s.fate == MAIL_AGAIN ? act_refuse(act, SOUK_UPSTREAM,
	    &notify_messages[NOTIFY_NOT_SENT]) : SOUK_OK;
}

/*
 * A mail whose sender is killed between the other side's word and its record
 * goes twice, under one Message-ID.
 */
const struct job_kind notify_mail = {
	.name = "notify.mail",
	.lane = LANE_SEND,
	.run = mail_run,
	.max_attempts = ATTEMPTS,
	.lease = 2 * CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
