/* SPDX-License-Identifier: ISC */
/* What WhatsApp tells the inbox: what came, what became of ours. */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"
#include "lib/whatsapp/whatsapp.h"

#define BODY_MAX	65536	/* bytes; what is longer is read by nobody */

static const char sql_person[] =
    "SELECT coalesce(phone, wa_id), coalesce(name, username) FROM wa_person"
    " WHERE id = :id";
static const char sql_told[] =
    "UPDATE message SET state = :state, error_code = :code, error = :error,"
    " ref = coalesce(:ref, ref) WHERE id = :id AND send_id = :send";
static const char sql_reacted[] =
    "UPDATE message SET reaction = :text, reacted_at = :at WHERE id = :id"
    " AND coalesce(reacted_at, 0) <= :at";
static const char sql_edited[] =
    "UPDATE message SET text = :text, edited_at = :at WHERE id = :id"
    " AND revoked_at IS NULL AND coalesce(edited_at, 0) <= :at";
static const char sql_revoked[] =
    "UPDATE message SET text = NULL, body = NULL, revoked_at = :at"
    " WHERE id = :id AND revoked_at IS NULL";
static const char sql_moved[] =
    "UPDATE conversation SET updated_at = :now, version = version + 1"
    " WHERE id = (SELECT conversation_id FROM message WHERE id = :id)";

/* ---- a message of theirs --------------------------------------------------------- */

/* Their number is what WhatsApp says; their name what they call themselves. */
static enum outcome
prospect_of(struct act *act, const struct wa_inbound *in, const char **id)
{
	struct prospect_seed	 seed = { .brand_id = in->brand_id,
		.person_id = in->person_id, .name = in->name,
		.source = "whatsapp" };
	struct stmt		*s = db_sql(act->db, sql_person);
	enum outcome		 e;

	db_bind_text(s, ":id", in->person_id);
	if ((e = db_step(s)) == SOUK_OK) {
		seed.phone = db_copy(s, 0, act->arena);
		if (seed.name == NULL || *seed.name == '\0')
			seed.name = db_copy(s, 1, act->arena);
	}
	db_done(s);
	return e == SOUK_OK ? prospect_ensure(act, &seed, id) : e;
}

static enum outcome
conversation_of(struct act *act, const struct wa_inbound *in,
    const char **id)
{
	const char	*prospect;
	enum outcome	 e;

	if ((e = prospect_of(act, in, &prospect)) != SOUK_OK)
		return e;
	return conversation_ensure(act, &(struct conversation_seed){
		.brand_id = in->brand_id, .prospect_id = prospect,
		.channel = "whatsapp", .number_id = in->number_id,
		.person_id = in->person_id }, id);
}

/* A plain text says all there is. */
static const char *
body_of(struct act *act, const struct wa_inbound *in)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	if (in->body == NULL || (text_equal(in->kind, "text") &&
	    json_member(in->body, "referral") == NULL &&
	    !message_names_product(in->body)))
		return NULL;
	buf_init(&b, act->arena, 1024);
	json_copy(&json, NULL, in->body);
	return b.len <= BODY_MAX ? b.p : NULL;
}

static enum outcome
came(struct act *act, const struct wa_inbound *in)
{
	struct message_row	 m = { .brand_id = in->brand_id,
		.direction = "in", .kind = in->kind, .text = in->text,
		.ref = in->ref, .state = "received", .made_at = in->made_at };
	const char		*id;
	enum outcome		 e;

	if ((e = conversation_of(act, in, &m.conversation_id)) != SOUK_OK)
		return e;
	if (in->reply_ref != NULL && (e = message_by_ref(act, in->brand_id,
	    in->reply_ref, &m.reply_to)) != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	m.body = body_of(act, in);
	if ((e = message_insert(act, &m, &id)) == SOUK_CONFLICT)
		return SOUK_OK;		/* it is here already */
	if (e != SOUK_OK || (e = inbox_file_put(act, id, in)) != SOUK_OK)
		return e;
	return text_equal(in->kind, "order") ? inbox_order_put(act, id,
	    m.conversation_id) : SOUK_OK;
}

/* ---- what became of one --------------------------------------------------------------- */

static enum outcome
moved(struct act *act, const char *message_id)
{
	struct stmt	*s = db_sql(act->db, sql_moved);

	db_bind_text(s, ":id", message_id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

/* lib/whatsapp has looked at what may follow what. */
static enum outcome
told(struct act *act, const struct wa_told *t)
{
	const char	*other, *ref = t->wamid;
	struct stmt	*s;
	enum outcome	 e;

	if (!text_equal(t->subject, "message"))
		return SOUK_OK;
	if (ref != NULL && (e = message_by_ref(act, t->brand_id, ref,
	    &other)) != SOUK_NOT_FOUND) {
		if (e != SOUK_OK)
			return e;
		if (!text_equal(other, t->subject_id))
			ref = NULL;
	}
	s = db_sql(act->db, sql_told);
	db_bind_text(s, ":id", t->subject_id);
	db_bind_text(s, ":send", t->send_id);
	db_bind_text(s, ":state", text_equal(t->state, "sending") ?
	    "waiting" : t->state);
	if (t->error_code != 0)
		db_bind_int(s, ":code", t->error_code);
	else
		db_bind_null_int(s, ":code");
	db_bind_text(s, ":error", t->error);
	db_bind_text(s, ":ref", ref);
	e = db_run_changed(s);
	return e == SOUK_OK ? moved(act, t->subject_id) :
	    e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static const char *const deeds[] = {
	[WA_REACTED] = sql_reacted,
	[WA_EDITED] = sql_edited,
	[WA_REVOKED] = sql_revoked,
};

static enum outcome
found_by(struct act *act, const char *id, const struct wa_change *c)
{
	static const char	 sql_of[] =
	    "SELECT conversation_id FROM message WHERE id = :id";
	struct stmt		*s;
	const char		*conversation;

	if (c->deed == WA_REVOKED)
		return message_find_drop(act, id);
	if (c->deed != WA_EDITED)
		return SOUK_OK;
	s = db_sql(act->db, sql_of);
	db_bind_text(s, ":id", id);
	conversation = db_step(s) == SOUK_OK ? db_copy(s, 0, act->arena) :
	    NULL;
	db_done(s);
	return conversation == NULL ? SOUK_OK : message_find_put(act, id,
	    conversation, c->text);
}

/* What is about a message that never came changes nothing. */
static enum outcome
changed(struct act *act, const struct wa_change *c)
{
	struct stmt	*s;
	const char	*id;
	enum outcome	 e = message_by_ref(act, c->brand_id, c->ref, &id);

	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	s = db_sql(act->db, deeds[c->deed]);
	db_bind_text(s, ":id", id);
	if (c->deed != WA_REVOKED)
		db_bind_text(s, ":text", c->text);
	db_bind_int(s, ":at", c->made_at);
	if ((e = db_run_changed(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	e = found_by(act, id, c);
	return e == SOUK_OK ? moved(act, id) : e;
}

const struct wa_user inbox_wa_user = {
	.came = came,
	.told = told,
	.changed = changed,
	.merged = inbox_person_merge,
	.forget = inbox_person_erase,
};
