/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/notify/deliver.h"
#include "lib/notify/messages.h"
#include "lib/notify/notify.h"
#include "lib/notify/notice_parts.h"
#include "lib/notify/pace.h"
#include "lib/notify/queued.h"
#include "lib/queue/queue.h"

#define ATTEMPTS	30	/* a day, with pauses of up to an hour */

static const char sql_load[] =
    "SELECT brand_id, template, locale, recipient, sealed FROM mail"
    " WHERE id = :id AND state = 'waiting'";

static const char sql_went[] =
    "UPDATE mail SET state = 'sent', sent_at = :now, sealed = NULL,"
    " recipient = CASE WHEN template = 'erased' THEN '' ELSE recipient END,"
    " transport = :transport, reply = :reply WHERE id = :id";

static const char sql_stays[] =
    "UPDATE mail SET state = :state, transport = :transport, reply = :reply"
    " WHERE id = :id AND state = 'waiting'";

/* One mail under way. */
struct sending {
	const struct job		*job;
	const char			*brand_id, *sealed;
	struct mail_which		 which;
	struct mail_letter		 letter;
	struct mail_text		 text;
	int64_t				 due;	/* 0: it may go now */
	const struct mail_transport	*transport;
	enum mail_fate			 fate;
	struct mail_reply		 reply;
};

/* ---- what it is -------------------------------------------------------- */

static enum outcome
row_read(struct act *act, struct sending *s)
{
	struct stmt	*q = db_sql(act->db, sql_load);
	enum outcome	 e;

	db_bind_text(q, ":id", s->letter.id);
	if ((e = db_step(q)) != SOUK_OK)
		return e;
	s->brand_id = db_copy(q, 0, act->arena);
	s->which.template = mail_template_find(db_text(q, 1, NULL));
	s->which.locale = locale_from_tag(db_text(q, 2, NULL));
	s->letter.to = db_copy(q, 3, act->arena);
	s->sealed = db_copy(q, 4, act->arena);
	db_done(q);
	return SOUK_OK;
}

static enum outcome
load(struct act *act, void *arg)
{
	struct sending	*s = arg;
	int64_t		 version;
	enum outcome	 e;

	if ((e = row_read(act, s)) != SOUK_OK ||
	    s->which.template == MAIL_TEMPLATE__MAX ||
	    s->which.locale == LOCALE__MAX)
		return e;
	s->letter.text = &s->text;
	s->letter.locale = s->which.locale;
	e = mail_text_load(act, s->brand_id, &s->which, &s->text, &version);
	return e != SOUK_OK ? e : mail_pace(act, s->transport, &s->due);
}

/* NULL: sealed under another secret, or by nobody. */
static const struct mail_field *
fields_open(struct act *act, const struct sending *s)
{
	if (s->sealed == NULL)
		return NULL;
	return mail_fields_read(act, crypto_unseal(act->arena, act->config,
	    arena_printf(act->arena, "mail:%s", s->letter.id), s->sealed));
}

/* ---- how it goes -------------------------------------------------------- */

static void
give_up(struct sending *s, const char *why)
{
	s->fate = MAIL_NEVER;
	s->reply.text = why;
}

static void
send_it(struct act *act, struct sending *s)
{
	s->letter.fields = fields_open(act, s);
	if (s->letter.text == NULL)
		give_up(s, "no such template");
	else if (s->letter.fields == NULL)
		give_up(s, "sealed under another SOUK_SECRET");
	else
		s->fate = mail_deliver(act, s->transport, &s->letter,
		    &s->reply);
}

/* ---- what came of it ---------------------------------------------------- */

/* The transport's word without the person's address. */
static const char *
reply_keep(struct act *act, const struct sending *s)
{
	const char	*text = mail_line(act->arena, s->reply.text), *at;

	while ((at = strstr(text, s->letter.to)) != NULL)
		text = arena_printf(act->arena, "%.*s…%s", (int)(at - text),
		    text, at + strlen(s->letter.to));
	return text;
}

static enum outcome
record(struct act *act, void *arg)
{
	struct sending	*s = arg;
	const bool	 went = s->fate == MAIL_WENT;
	struct stmt	*q = db_sql(act->db, went ? sql_went : sql_stays);
	enum outcome	 e;

	db_bind_text(q, ":id", s->letter.id);
	db_bind_text(q, ":transport", s->transport->name);
	db_bind_text(q, ":reply", reply_keep(act, s));
	if (went)
		db_bind_int(q, ":now", act->now);
	else
		db_bind_text(q, ":state", s->fate == MAIL_NEVER ? "dead" :
		    "waiting");
	if ((e = db_run(q)) != SOUK_OK || (!went && s->fate != MAIL_NEVER))
		return e;
	return notice_fate(act, s->letter.id, went ? "sent" : "failed",
	    went ? NULL : "mail");
}

static enum outcome
put_off(struct act *act, void *arg)
{
	struct sending	*s = arg;

	return queue_postpone(act, s->job, s->due);
}

/* Beyond the rate or the quota, here or over there. */
static enum outcome
later(struct act *act, struct sending *s)
{
	enum outcome	 e = db_tx(act, DB_WRITE, put_off, s);

	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
mail_run(struct act *act, const struct job *job)
{
	struct sending	 s = { .job = job, .letter.id = job_text(act, job,
		"mail"), .transport = mail_transport(act->config) };
	enum outcome	 e;

	if (s.letter.id == NULL)
		return SOUK_INVALID;
	/* Sent before, dropped or erased: nothing is left to do. */
	if ((e = db_tx(act, DB_READ, load, &s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	if (s.due > act->now)
		return later(act, &s);
	send_it(act, &s);
	if (s.fate == MAIL_LATER) {
		s.due = act->now + s.reply.wait;
		return later(act, &s);
	}
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
	.shown = (const char *const[]){ "mail", NULL },
	.lane = LANE_SEND,
	.run = mail_run,
	.max_attempts = ATTEMPTS,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
