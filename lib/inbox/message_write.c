/* SPDX-License-Identifier: ISC */
/* What the staff write: to people, and to each other. */
#include "lib/inbox/message_write.h"

#include <string.h>

#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/internal.h"
#include "lib/db/db.h"
#include "lib/inbox/parts.h"

static const char sql_by_key[] =
    "SELECT id FROM message WHERE brand_id = :brand AND ref = :key";
static const char sql_sent_by_key[] =
    "SELECT m.id FROM wa_send s JOIN message m ON m.send_id = s.id"
    " WHERE s.brand_id = :brand AND s.client_key = :key";
static const char sql_sent[] =
    "UPDATE message SET send_id = :send, kind = :kind, state = :state"
    " WHERE id = :id";

/* ---- what they said --------------------------------------------------------------- */

/* A message of ours that is there under that key; NOT_FOUND. */
static enum outcome
by_key(struct act *act, const struct writing *w, const char **id)
{
	static const char *const	 ways[] = { sql_by_key,
					    sql_sent_by_key };
	enum outcome			 e = SOUK_NOT_FOUND;
	struct stmt			*s;

	if (w->key == NULL)
		return SOUK_NOT_FOUND;
	for (size_t i = 0; i < 2 && e == SOUK_NOT_FOUND; i++) {
		s = db_sql(act->db, ways[i]);
		db_bind_text(s, ":brand", w->brand_id);
		db_bind_text(s, ":key", w->key);
		if ((e = db_step(s)) == SOUK_OK)
			*id = db_copy(s, 0, act->arena);
		db_done(s);
	}
	return e;
}

static enum outcome
answered_read(struct act *act, struct writing *w)
{
	const char	*id = record_text(w->in, MESSAGE_IN_REPLY_TO);
	enum outcome	 e;

	if (id == NULL)
		return SOUK_OK;
	e = message_read(act, id, &w->answered);
	if (e == SOUK_OK && text_equal(w->conversation_id,
	    record_text(w->answered, MESSAGE_CONVERSATION)))
		return SOUK_OK;
	return e == SOUK_OK || e == SOUK_NOT_FOUND || e == SOUK_DENIED ?
	    act_bad_field(act, "replyTo",
	    &inbox_messages[INBOX_NO_REPLY_TO]) : e;
}

static enum outcome
text_read(struct act *act, struct writing *w)
{
	const char	*canned = record_text(w->in, MESSAGE_IN_CANNED);
	enum outcome	 e;

	w->text = record_text(w->in, MESSAGE_IN_TEXT);
	if (canned == NULL || w->text != NULL)
		return SOUK_OK;
	e = canned_text(act, canned, w->conversation_id, &w->text);
	return e == SOUK_NOT_FOUND || e == SOUK_DENIED ? act_bad_field(act,
	    "cannedId", &inbox_messages[INBOX_NO_CANNED]) : e;
}

/* Does that kind go by this channel, and has it what it needs? */
static enum outcome
kind_check(struct act *act, const struct writing *w)
{
	const bool	 says = w->kind == IN_TEXT || w->kind == IN_NOTE;

	if (!w->whatsapp && !says)
		return act_bad_field(act, "kind",
		    &inbox_messages[INBOX_KIND]);
	if (says && (w->text == NULL || *w->text == '\0'))
		return act_bad_field(act, "text",
		    &inbox_messages[INBOX_NEEDS_TEXT]);
	if (w->kind == IN_TEMPLATE &&
	    !record_has(w->in, MESSAGE_IN_TEMPLATE))
		return act_bad_field(act, "template",
		    &base_messages[BASE_REQUIRED]);
	if (w->kind == IN_INTERACTIVE &&
	    !record_has(w->in, MESSAGE_IN_INTERACTIVE))
		return act_bad_field(act, "interactive",
		    &base_messages[BASE_REQUIRED]);
	if (w->kind == IN_FILE && !record_has(w->in, MESSAGE_IN_FILE))
		return act_bad_field(act, "fileId",
		    &base_messages[BASE_REQUIRED]);
	if (w->kind == IN_REACTION && w->answered == NULL)
		return act_bad_field(act, "replyTo",
		    &base_messages[BASE_REQUIRED]);
	return SOUK_OK;
}

static enum outcome
read_all(struct act *act, struct writing *w)
{
	const enum outcome	 e = answered_read(act, w);
	const enum outcome	 f = text_read(act, w);

	return e != SOUK_OK ? e : f != SOUK_OK ? f : kind_check(act, w);
}

/* ---- kept, and on its way --------------------------------------------------------------- */

static enum outcome
row_put(struct act *act, struct writing *w)
{
	const bool		 note = w->kind == IN_NOTE;
	const struct record	*to = w->answered;

	return message_insert(act, &(struct message_row){
		.id = w->id, .brand_id = w->brand_id,
		.conversation_id = w->conversation_id,
		.direction = note ? "note" : "out",
		.kind = note ? "text" : message_in_kinds[w->kind],
		.text = w->text, .body = w->body,
		.author_id = act->actor.user_id,
		.ref = w->whatsapp && !note ? NULL : w->key,
		.reply_to = to == NULL ? NULL : record_text(to, MESSAGE_ID),
		.state = note ? "noted" : "waiting",
		.made_at = act->now }, NULL);
}

static enum outcome
sent(struct act *act, const struct writing *w, const char *send_id,
    const char *kind)
{
	struct stmt	*s = db_sql(act->db, sql_sent);

	db_bind_text(s, ":id", w->id);
	db_bind_text(s, ":send", send_id);
	db_bind_text(s, ":kind", kind);
	db_bind_text(s, ":state", "waiting");
	return db_run_changed(s);
}

/* Whoever was written to is no stranger any more. */
static enum outcome
go(struct act *act, struct writing *w)
{
	const char	*send_id = NULL, *kind = message_in_kinds[w->kind];
	enum outcome	 e;

	if (w->kind == IN_NOTE)
		return SOUK_OK;
	e = w->whatsapp ? message_send(act, w, &send_id, &kind) :
	    contact_mail(act, w->conversation_id, w->text, &send_id);
	if (e != SOUK_OK || (e = sent(act, w, send_id, kind)) != SOUK_OK)
		return e;
	return prospect_contacted(act, w->prospect_id);
}

static enum outcome
writing_begin(struct act *act, const char *conversation,
    const struct record *in, struct writing *w)
{
	const char	*key = record_text(in, MESSAGE_IN_KEY);
	struct record	*c;
	enum outcome	 e = conversation_read(act, conversation, &c);

	if (e != SOUK_OK)
		return e;
	*w = (struct writing){ .in = in, .conversation_id = conversation,
		.brand_id = record_text(c, CONVERSATION_BRAND),
		.prospect_id = record_text(c, CONVERSATION_PROSPECT),
		.number_id = record_text(c, CONVERSATION_NUMBER),
		.person_id = record_text(c, CONVERSATION_PERSON),
		.whatsapp = record_is(c, CONVERSATION_CHANNEL, "whatsapp"),
		.kind = (enum message_in_kind)
		    in->values[MESSAGE_IN_KIND].num,
		.id = typeid_new(act->arena, "msg", act->now) };
	if (key != NULL)
		w->key = arena_printf(act->arena, "key:%s:%s", conversation,
		    key);
	return SOUK_OK;
}

enum outcome
message_write(struct act *act, const char *conversation,
    const struct record *in, struct record **out)
{
	struct writing	 w;
	const char	*there;
	enum outcome	 e;

	if ((e = writing_begin(act, conversation, in, &w)) != SOUK_OK)
		return e;
	if ((e = by_key(act, &w, &there)) != SOUK_NOT_FOUND)
		return e == SOUK_OK ? message_read(act, there, out) : e;
	if ((e = read_all(act, &w)) != SOUK_OK ||
	    (w.whatsapp && (e = message_shape(act, &w)) != SOUK_OK) ||
	    (e = row_put(act, &w)) != SOUK_OK ||
	    (e = go(act, &w)) != SOUK_OK ||
	    (e = audit_write(act, &(struct audit){
	    .action = "write_message", .entity_type = "Message",
	    .entity_id = w.id })) != SOUK_OK)
		return e;
	return message_read(act, w.id, out);
}
