/* SPDX-License-Identifier: ISC */
/* What goes by WhatsApp, as Meta writes it. */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json_in.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/db/compose.h"
#include "lib/inbox/message_write.h"
#include "lib/settings/settings.h"
#include "lib/whatsapp/whatsapp.h"

/* In exactly that language, of the account that the number is of. */
static const char sql_template[] =
    "SELECT t.id FROM wa_template t JOIN wa_number n"
    " ON n.account_id = t.account_id WHERE n.id = :number"
    " AND t.brand_id = :brand AND t.name = :name AND t.language = :language"
    " AND t.status = 'APPROVED'";
static const char sql_locale[] =
    "SELECT u.locale FROM prospect p JOIN users u ON u.id = p.customer_id"
    " WHERE p.id = :id";

static const char *
text_object(struct act *act, const char *text)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, strlen(text) + 64);
	json_open(&json, NULL);
	json_text(&json, "body", text);
	if (strstr(text, "https://") != NULL)
		json_bool(&json, "preview_url", true);
	json_close(&json);
	return b.p;
}

/* A picture may have words beneath it; none is an object all the same. */
static const char *
file_object(struct act *act, const char *text)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 256);
	json_open(&json, NULL);
	if (text != NULL)
		json_text(&json, "caption", text);
	json_close(&json);
	return b.p;
}

static enum outcome
reaction_shape(struct act *act, struct writing *w)
{
	const char	*emoji = record_text(w->in, MESSAGE_IN_EMOJI);
	const char	*ref = record_text(w->answered, MESSAGE_REF);
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	if (ref == NULL)
		return act_bad_field(act, "replyTo",
		    &inbox_messages[INBOX_NO_REPLY_TO]);
	buf_init(&b, act->arena, 256);
	json_open(&json, NULL);
	json_text(&json, "message_id", ref);
	json_text(&json, "emoji", emoji == NULL ? "" : emoji);
	json_close(&json);
	w->object = b.p;
	w->text = emoji;
	return SOUK_OK;
}

/* Its words are those of its body, whatever stands around them. */
static enum outcome
interactive_shape(struct act *act, struct writing *w)
{
	const char		*source = record_text(w->in,
				    MESSAGE_IN_INTERACTIVE), *name;
	struct json_in		*object;
	const struct json_in	*body = NULL;
	size_t			 at;

	if (json_parse(act->arena, source, strlen(source), &object, &at,
	    &name) == JSON_OK && object->type == JSON_OBJECT)
		body = json_member(object, "body");
	if (body != NULL && body->type == JSON_OBJECT)
		w->text = json_text_member(body, "text");
	w->object = w->body = source;
	return SOUK_OK;
}

/* ---- templates ------------------------------------------------------------------------- */

/* Of their account, if they have one, else the shop's. */
enum locale
prospect_locale(struct act *act, const char *prospect_id)
{
	struct stmt	*s = db_sql(act->db, sql_locale);
	enum locale	 locale = LOCALE__MAX;

	db_bind_text(s, ":id", prospect_id);
	if (db_step(s) == SOUK_OK && !db_is_null(s, 0))
		locale = locale_from_tag(db_text(s, 0, NULL));
	db_done(s);
	return locale == LOCALE__MAX ? settings_locale(act->settings) :
	    locale;
}

static enum outcome
template_of(struct act *act, const struct writing *w, const char *language,
    struct record **out)
{
	struct column_value	 key = { "id", NULL, 0 };
	struct stmt		*s = db_sql(act->db, sql_template);
	enum outcome		 e;

	db_bind_text(s, ":number", w->number_id);
	db_bind_text(s, ":brand", w->brand_id);
	db_bind_text(s, ":name", record_text(w->in, MESSAGE_IN_TEMPLATE));
	db_bind_text(s, ":language", language);
	if ((e = db_step(s)) == SOUK_OK)
		key.text = db_copy(s, 0, act->arena);
	db_done(s);
	return e != SOUK_OK ? e : compose_get(act->db, act->arena,
	    &wa_template_fields, &key, 1, out);
}

static enum outcome
template_shape(struct act *act, struct writing *w)
{
	const char		*language = record_text(w->in,
				    MESSAGE_IN_LANGUAGE);
	const struct value	*values = &w->in->values[MESSAGE_IN_VALUES];
	struct record		*t;
	enum outcome		 e;

	e = language != NULL ? template_of(act, w, language, &t) :
	    wa_template_find(act, w->brand_id, record_text(w->in,
	    MESSAGE_IN_TEMPLATE), prospect_locale(act, w->prospect_id), &t);
	if (e == SOUK_NOT_FOUND)
		return act_bad_field(act, "template",
		    &inbox_messages[INBOX_NEEDS_TEMPLATE]);
	if (e != SOUK_OK || (e = wa_template_body(act, t,
	    (const char *const *)values->texts, values->count,
	    &w->object)) != SOUK_OK)
		return e;
	w->text = wa_template_text(act, t, (const char *const *)values->texts,
	    values->count);
	w->body = w->object;
	return SOUK_OK;
}

enum outcome
message_shape(struct act *act, struct writing *w)
{
	switch (w->kind) {
	case IN_TEXT:
		w->object = text_object(act, w->text);
		return SOUK_OK;
	case IN_TEMPLATE:
		return template_shape(act, w);
	case IN_INTERACTIVE:
		return interactive_shape(act, w);
	case IN_REACTION:
		return reaction_shape(act, w);
	case IN_FILE:
		w->object = file_object(act, w->text);
		return SOUK_OK;
	case IN_NOTE:
		break;
	}
	return SOUK_OK;
}

/* ---- on its way ---------------------------------------------------------------------------- */

/* One whose window is closed can still be written to otherwise. */
static enum outcome
put(struct act *act, const struct writing *w, const struct wa_send_new *send,
    const char **id)
{
	enum outcome	 e = wa_send_put(act, send, id), f;

	if (e != SOUK_CONFLICT ||
	    act->problem.message != &wa_messages[WA_WINDOW_CLOSED])
		return e;
	f = templates_offer(act, &(struct template_scope){ w->number_id,
	    w->brand_id, w->prospect_id });
	return f == SOUK_OK ? e : f;
}

enum outcome
message_send(struct act *act, const struct writing *w, const char **send_id,
    const char **kind)
{
	struct wa_send_new	 s = { .brand_id = w->brand_id,
		.number_id = w->number_id, .person_id = w->person_id,
		.kind = message_in_kinds[w->kind], .body = w->object,
		.client_key = w->key, .subject = "message",
		.subject_id = w->id };
	enum outcome		 e = SOUK_OK;

	if (w->answered != NULL && w->kind != IN_REACTION)
		s.reply_ref = record_text(w->answered, MESSAGE_REF);
	if (w->kind == IN_FILE)
		e = message_file_give(act, record_text(w->in,
		    MESSAGE_IN_FILE), w->conversation_id, w->id, &s);
	if (e == SOUK_NOT_FOUND)
		return act_bad_field(act, "fileId",
		    &inbox_messages[INBOX_FILE_KIND]);
	if (e != SOUK_OK || (e = put(act, w, &s, send_id)) != SOUK_OK)
		return e;
	*kind = s.kind;
	return SOUK_OK;
}
