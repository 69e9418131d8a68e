/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/db/search.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"

static const char sql_find[] =
    "SELECT id FROM conversation"
    " WHERE number_id = :number AND person_id = :person";
static const char sql_insert[] =
    "INSERT INTO conversation (id, brand_id, prospect_id, channel, number_id,"
    " person_id, subject, last_at, created_at, updated_at) VALUES (:id,"
    " :brand, :prospect, :channel, :number, :person, :subject, :now, :now,"
    " :now) ON CONFLICT DO NOTHING";

static enum outcome
find(struct act *act, const struct conversation_seed *c, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_find);
	enum outcome	 e;

	db_bind_text(s, ":number", c->number_id);
	db_bind_text(s, ":person", c->person_id);
	if ((e = db_step(s)) == SOUK_OK)
		*id = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

static enum outcome
make(struct act *act, const struct conversation_seed *c, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_insert);
	enum outcome	 e;

	*id = typeid_new(act->arena, "conv", act->now);
	db_bind_text(s, ":id", *id);
	db_bind_text(s, ":brand", c->brand_id);
	db_bind_text(s, ":prospect", c->prospect_id);
	db_bind_text(s, ":channel", c->channel);
	db_bind_text(s, ":number", c->number_id);
	db_bind_text(s, ":person", c->person_id);
	db_bind_text(s, ":subject", c->subject);
	db_bind_int(s, ":now", act->now);
	e = db_run_changed(s);
	return e == SOUK_NOT_FOUND ? find(act, c, id) : e;
}

enum outcome
conversation_ensure(struct act *act, const struct conversation_seed *c,
    const char **id)
{
	enum outcome	 e = SOUK_NOT_FOUND;

	if (c->person_id != NULL)
		e = find(act, c, id);
	return e == SOUK_NOT_FOUND ? make(act, c, id) : e;
}

const char *
conversation_path(struct arena *arena, const char *id)
{
	return arena_printf(arena, INBOX_PAGE "/%s", id);
}

/* ---- two that were one ---------------------------------------------------------- */

static const char sql_messages[] =
    "UPDATE message SET conversation_id = :into"
    " WHERE conversation_id = :from";
/* What was taken to be sent there goes there. */
static const char sql_uploads[] =
    "UPDATE message_file SET conversation_id = :into"
    " WHERE conversation_id = :from";
/* Whoever was told of the one finds the other. */
static const char sql_bells[] =
    "UPDATE bell SET link = :into WHERE link = :from";
static const char sql_labels[] =
    "INSERT INTO conversation_label (conversation_id, label_id)"
    " SELECT :into, label_id FROM conversation_label"
    " WHERE conversation_id = :from ON CONFLICT DO NOTHING";
/* What either of them waits for; the later one says what was said last. */
#define OLDER(COLUMN) \
    " " COLUMN " = CASE WHEN coalesce(f." COLUMN ", c." COLUMN ") <" \
    " coalesce(c." COLUMN ", f." COLUMN ") THEN f." COLUMN \
    " ELSE coalesce(c." COLUMN ", f." COLUMN ") END"
#define NEWER(COLUMN) \
    " " COLUMN " = CASE WHEN coalesce(f." COLUMN ", c." COLUMN ") >" \
    " coalesce(c." COLUMN ", f." COLUMN ") THEN f." COLUMN \
    " ELSE coalesce(c." COLUMN ", f." COLUMN ") END"
static const char sql_join[] =
    "UPDATE conversation AS c SET unread = c.unread + f.unread,"
    " excerpt = CASE WHEN f.last_at > c.last_at THEN f.excerpt"
    "  ELSE c.excerpt END,"
    NEWER("last_at") "," NEWER("last_in_at") "," OLDER("waiting_since") ","
    " state = CASE WHEN f.state = 'handoff' OR c.state = 'handoff'"
    "  THEN 'handoff' WHEN f.state = 'open' OR c.state = 'open'"
    "  THEN 'open' ELSE 'closed' END,"
    " closed_at = CASE WHEN f.state = 'closed' AND c.state = 'closed'"
    "  THEN c.closed_at END,"
    " assignee_id = coalesce(c.assignee_id, f.assignee_id),"
    " subject = coalesce(c.subject, f.subject),"
    " updated_at = :now, version = c.version + 1"
    " FROM conversation f WHERE f.id = :from AND c.id = :into";
static const char sql_gone[] = "DELETE FROM conversation WHERE id = :from";

static enum outcome
step(struct act *act, const char *sql, const char *from, const char *into)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":from", from);
	if (into != NULL)
		db_bind_text(s, ":into", into);
	if (sql == sql_join)
		db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
conversation_absorb(struct act *act, const char *from, const char *into)
{
	enum outcome	 e;

	if ((e = step(act, sql_messages, from, into)) != SOUK_OK ||
	    (e = search_said_move(act->db, from, into)) != SOUK_OK ||
	    (e = step(act, sql_uploads, from, into)) != SOUK_OK ||
	    (e = step(act, sql_bells, conversation_path(act->arena, from),
	    conversation_path(act->arena, into))) != SOUK_OK ||
	    (e = step(act, sql_labels, from, into)) != SOUK_OK ||
	    (e = step(act, sql_join, from, into)) != SOUK_OK)
		return e;
	return step(act, sql_gone, from, NULL);
}
