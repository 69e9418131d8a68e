/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/inbox/contact_parts.h"
#include "lib/inbox/parts.h"
#include "lib/notify/notify.h"
#include "lib/notify/queued.h"
#include "lib/payments/shop.h"
#include "lib/settings/settings.h"

/* What goes out by mail because of the contact form. */
#define QUOTED_MOST	2000	/* bytes of what they wrote */

static const char sql_lately[] =
    "SELECT 1 FROM contact_message WHERE email = :email"
    " AND brand_id = :brand AND created_at > :since LIMIT 1";
static const char sql_answered[] =
    "UPDATE contact_message SET status = 'REPLIED', replied_at = :now,"
    " updated_at = :now, version = version + 1"
    " WHERE conversation_id = :conversation"
    " RETURNING brand_id, user_id, name, email, subject, message, locale";
static const char sql_mail[] =
    "SELECT state, reply FROM mail WHERE id = :id";

/* ---- to the staff ----------------------------------------------------------------- */

static const char *
said(const char *text)
{
	return text != NULL ? text : "";
}

enum outcome
contact_tell(struct act *act, const char *conversation_id,
    const struct contact_words *words)
{
	const struct mail_field	 fields[] = {
		{ "name", words->name }, { "email", words->email },
		{ "phone", said(words->phone) },
		{ "subject", said(words->subject) },
		{ "text", words->message }, { NULL, NULL } };
	enum outcome		 e;

	/* By mail here; a bell besides, as of orders. */
	e = payments_tell_shop(act, MAIL_CONTACT, fields);
	if (e != SOUK_OK || act->souk->notice_staff == NULL)
		return e;
	return act->souk->notice_staff(act, &(struct notice_new){
		.topic = "shop", .template = MAIL_CONTACT,
		.brand_id = act->actor.brand_id,
		.locale = settings_locale(act->settings),
		.subject = "Conversation", .subject_id = conversation_id,
		.link = conversation_path(act->arena, conversation_id),
		.fields = fields }, MESSAGE_MANAGE);
}

/* ---- to who wrote --------------------------------------------------------------------- */

/* Nothing of what they wrote stands in it: it would be a way to have the shop
 * mail anything to anybody. */
enum outcome
contact_acknowledge(struct act *act, const char *brand_id,
    const struct contact_words *words)
{
	const struct mail_field	 fields[] = { { "name", words->name },
		{ "text", said(settings_text(act->settings, &inbox_settings,
		    INBOX_AUTO_REPLY_TEXT)) }, { NULL, NULL } };
	struct stmt		*s;
	enum outcome		 e;

	if (settings_int(act->settings, &inbox_settings,
	    INBOX_AUTO_REPLY) == 0)
		return SOUK_OK;
	s = db_sql(act->db, sql_lately);
	db_bind_text(s, ":email", words->email);
	db_bind_text(s, ":brand", brand_id);
	db_bind_int(s, ":since", act->now - CLOCK_DAY);
	e = db_step(s);
	db_done(s);
	if (e != SOUK_NOT_FOUND)
		return e;
	return mail_put(act, &(struct mail_new){
		.template = MAIL_CONTACT_RECEIVED, .brand_id = brand_id,
		.to = words->email, .locale = act->locale,
		.fields = fields });
}

/* The answer, and below it what it answers. */
static const char *
with_quote(struct act *act, const char *text, const char *message)
{
	struct buf	 b;
	size_t		 n, left = strlen(message);

	if (left > QUOTED_MOST)
		for (left = QUOTED_MOST; left > 0 &&
		    ((unsigned char)message[left] & 0xc0) == 0x80; left--)
			;
	buf_init(&b, act->arena, 1024);
	buf_printf(&b, "%s\n\n", text);
	for (;; message += n + 1, left -= n + 1) {
		n = strcspn(message, "\n");
		if (n > left)
			n = left;
		buf_puts(&b, "> ");
		buf_put(&b, message, n);
		if (n == left)
			return b.p;
		buf_putc(&b, '\n');
	}
}

enum outcome
contact_mail(struct act *act, const char *conversation_id, const char *text,
    const char **mail_id)
{
	struct stmt		*s = db_sql(act->db, sql_answered);
	struct mail_field	 fields[] = { { "name", NULL },
		{ "subject", NULL }, { "text", NULL }, { NULL, NULL } };
	struct mail_new		 mail = { .template = MAIL_CONTACT_REPLY,
		.fields = fields };
	enum outcome		 e;

	db_bind_text(s, ":conversation", conversation_id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_step(s)) == SOUK_OK) {
		mail.brand_id = db_copy(s, 0, act->arena);
		mail.user_id = db_copy(s, 1, act->arena);
		fields[0].text = db_copy(s, 2, act->arena);
		mail.to = db_copy(s, 3, act->arena);
		fields[1].text = said(db_copy(s, 4, act->arena));
		fields[2].text = with_quote(act, text, db_text(s, 5, NULL));
		mail.locale = locale_from_tag(db_text(s, 6, NULL));
	}
	db_done(s);
	return e != SOUK_OK ? e : mail_put_as(act, &mail, mail_id);
}

/* ---- what became of it ------------------------------------------------------------------ */

enum outcome
contact_state_fill(struct act *act, struct record *message)
{
	static const char *const	 states[][2] = {
		{ "waiting", "waiting" }, { "sent", "sent" },
		{ "dead", "failed" }, { "dropped", "dropped" } };
	const char			*id = record_text(message,
					    MESSAGE_SEND);
	struct stmt			*s;
	enum outcome			 e;

	if (id == NULL || !text_starts(id, "mail_"))
		return SOUK_OK;
	s = db_sql(act->db, sql_mail);
	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		for (size_t i = 0; i < sizeof(states) / sizeof(states[0]);
		    i++)
			if (text_equal(states[i][0], db_text(s, 0, NULL)))
				record_set_text(message, MESSAGE_STATE,
				    states[i][1]);
	if (e == SOUK_OK && record_is(message, MESSAGE_STATE, "failed") &&
	    !db_is_null(s, 1))
		record_set_text(message, MESSAGE_ERROR,
		    db_copy(s, 1, act->arena));
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
