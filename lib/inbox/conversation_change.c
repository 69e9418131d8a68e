/* SPDX-License-Identifier: ISC */
/* Who answers a talk, whether it goes on, and what it is sorted by. */
#include <string.h>

#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/config.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/catalog/internal.h"
#include "lib/db/compose.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"
#include "lib/settings/settings.h"
#include "lib/whatsapp/whatsapp.h"

static const char sql_closed[] =
    "UPDATE conversation SET closed_at = :now, waiting_since = NULL,"
    " warned_at = NULL WHERE id = :id";
static const char sql_opened[] =
    "UPDATE conversation SET closed_at = NULL WHERE id = :id";
static const char sql_seen[] =
    "UPDATE conversation SET unread = 0, updated_at = :now,"
    " version = version + 1 WHERE id = :id AND unread > 0";
static const char sql_contact_read[] =
    "UPDATE contact_message SET status = 'READ', updated_at = :now,"
    " version = version + 1 WHERE conversation_id = :id"
    " AND status = 'NEW'";
static const char sql_staff[] =
    "SELECT coalesce(name, username), locale FROM users WHERE id = :id";

/* ---- what is noted among the messages ---------------------------------------------- */

/* text: what it is now, as people read it; the body has from and to. */
struct event { const char *kind, *from, *to, *text; };

static enum outcome
event_put(struct act *act, const struct record *c, const struct event *e)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	if (text_equal(e->from, e->to))
		return SOUK_OK;
	buf_init(&b, act->arena, 128);
	json_open(&json, NULL);
	json_text(&json, "from", e->from);
	json_text(&json, "to", e->to);
	json_close(&json);
	return message_insert(act, &(struct message_row){
		.brand_id = record_text(c, CONVERSATION_BRAND),
		.conversation_id = record_text(c, CONVERSATION_ID),
		.direction = "event", .kind = e->kind, .text = e->text,
		.body = b.p, .author_id = act->actor.user_id,
		.state = "noted", .made_at = act->now }, NULL);
}

static const char *
names_of(struct act *act, const struct value *labels)
{
	struct buf	 b;

	buf_init(&b, act->arena, 64);
	for (size_t i = 0; i < labels->count; i++)
		buf_printf(&b, "%s%s", i == 0 ? "" : ", ",
		    record_text(&labels->items[i], LABEL_NAME));
	return b.p;
}

struct assignee { const char *name; enum locale locale; };

static struct assignee
assignee_of(struct act *act, const char *id)
{
	struct assignee	 c = { NULL, LOCALE__MAX };
	struct stmt		*s;

	if (id == NULL)
		return c;
	s = db_sql(act->db, sql_staff);
	db_bind_text(s, ":id", id);
	if (db_step(s) == SOUK_OK) {
		c.name = db_copy(s, 0, act->arena);
		c.locale = locale_from_tag(db_text(s, 1, NULL));
	}
	db_done(s);
	if (c.locale == LOCALE__MAX)
		c.locale = settings_locale(act->settings);
	return c;
}

static enum outcome
events_put(struct act *act, const struct record *was, const struct record *is)
{
	static const struct { int field; const char *kind; } plain[] = {
		{ CONVERSATION_STATE, "state" },
		{ CONVERSATION_SUBJECT, "subject" },
	};
	const char	*to = record_text(is, CONVERSATION_ASSIGNEE);
	const char	*labels = names_of(act,
			    &is->values[CONVERSATION_LABELS]);
	enum outcome	 e = SOUK_OK;

	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]) &&
	    e == SOUK_OK; i++)
		e = event_put(act, is, &(struct event){ plain[i].kind,
			record_text(was, plain[i].field),
			record_text(is, plain[i].field),
			record_text(is, plain[i].field) });
	if (e != SOUK_OK || (e = event_put(act, is, &(struct event){
	    "assignee", record_text(was, CONVERSATION_ASSIGNEE), to,
	    assignee_of(act, to).name })) != SOUK_OK)
		return e;
	return event_put(act, is, &(struct event){ "labels", names_of(act,
		&was->values[CONVERSATION_LABELS]), labels, labels });
}

/* ---- who is told ----------------------------------------------------------------------- */

/* Whose it is now, unless it was or they did it themselves. */
static enum outcome
assignee_tell(struct act *act, const struct record *was,
    const struct record *is)
{
	const char		*to = record_text(is, CONVERSATION_ASSIGNEE);
	const char		*id = record_text(is, CONVERSATION_ID);
	const char		*path = conversation_path(act->arena, id);
	const struct mail_field	 fields[] = {
		{ "name", record_text(is, CONVERSATION_NAME) },
		{ "text", record_text(is, CONVERSATION_EXCERPT) },
		{ "link", arena_printf(act->arena, "%s%s",
		    act->config->base_url, path) }, { NULL, NULL } };

	if (to == NULL || text_equal(to, record_text(was,
	    CONVERSATION_ASSIGNEE)) || text_equal(to, act->actor.user_id) ||
	    act->souk->notice == NULL)
		return SOUK_OK;
	return act->souk->notice(act, &(struct notice_new){
		.topic = "messages", .template = MAIL_TALK_GIVEN,
		.brand_id = record_text(is, CONVERSATION_BRAND),
		.user_id = to, .locale = assignee_of(act, to).locale,
		.subject = "Conversation", .subject_id = id, .link = path,
		.fields = fields });
}

/* ---- the change ------------------------------------------------------------------------ */

static enum outcome
check(struct act *act, const struct record *in)
{
	const char		*assignee;
	const struct value	*labels = &in->values[CONVERSATION_TO_LABELS];
	enum outcome		 e = SOUK_OK, f = SOUK_OK;

	assignee = record_text(in, CONVERSATION_TO_ASSIGNEE);
	if (assignee != NULL)
		e = staff_check(act, "assigneeId", assignee);
	if (labels->state == VALUE_SET)
		f = labels_check(act, labels);
	return e != SOUK_OK ? e : f;
}

/* Nobody waits in one that is closed. */
static enum outcome
state_follow(struct act *act, const char *id, const struct record *in)
{
	const char	*state = record_text(in, CONVERSATION_TO_STATE);
	const bool	 closed = text_equal(state, "closed");
	struct stmt	*s;

	if (state == NULL)
		return SOUK_OK;
	s = db_sql(act->db, closed ? sql_closed : sql_opened);
	db_bind_text(s, ":id", id);
	if (closed)
		db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
write(struct act *act, const char *id, int64_t version,
    const struct record *in)
{
	const struct column_value	 key = { "id", id, 0 };
	const struct column_value	 extra[] = {
		{ "updated_at", NULL, act->now },
		{ "version", NULL, version + 1 },
	};
	const struct value		*labels;
	enum outcome			 e;

	labels = &in->values[CONVERSATION_TO_LABELS];
	if ((e = check(act, in)) != SOUK_OK ||
	    (e = compose_update(act->db, in, extra, 2, &key, 1)) != SOUK_OK ||
	    (e = state_follow(act, id, in)) != SOUK_OK)
		return e;
	return labels->state == VALUE_SET ? labels_store(act, id, labels) :
	    SOUK_OK;
}

enum outcome
conversation_change(struct act *act, const char *id, const struct record *in,
    struct record **out)
{
	struct record	*before;
	int64_t		 version;
	enum outcome	 e;

	if ((e = conversation_read(act, id, &before)) != SOUK_OK)
		return e;
	*out = before;
	version = before->values[CONVERSATION_VERSION].num;
	if ((e = catalog_version(act, version)) != SOUK_OK ||
	    record_mask(in) == 0)
		return e;
	if ((e = write(act, id, version, in)) != SOUK_OK ||
	    (e = conversation_read(act, id, out)) != SOUK_OK ||
	    (e = events_put(act, before, *out)) != SOUK_OK ||
	    (e = assignee_tell(act, before, *out)) != SOUK_OK ||
	    (e = audit_write(act, &(struct audit){
	    .action = "update_conversation", .entity_type = "Conversation",
	    .entity_id = id, .before = before, .after = *out })) != SOUK_OK)
		return e;
	return conversation_read(act, id, out);
}

/* What came by the form is no more new either. */
static enum outcome
contact_is_read(struct act *act, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_contact_read);

	db_bind_text(s, ":id", id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
conversation_seen(struct act *act, const char *id, struct record **out)
{
	struct stmt	*s;
	enum outcome	 e;

	if ((e = conversation_read(act, id, out)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_seen);
	db_bind_text(s, ":id", id);
	db_bind_int(s, ":now", act->now);
	if ((e = db_run_changed(s)) == SOUK_NOT_FOUND)
		return SOUK_OK;
	if (e == SOUK_OK && record_text(*out, CONVERSATION_PERSON) == NULL)
		e = contact_is_read(act, id);
	else if (e == SOUK_OK)
		e = wa_read_put(act, record_text(*out, CONVERSATION_NUMBER),
		    record_text(*out, CONVERSATION_PERSON));
	return e != SOUK_OK ? e : conversation_read(act, id, out);
}
