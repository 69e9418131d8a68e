/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/catalog/internal.h"
#include "lib/inbox/file.h"
#include "lib/inbox/parts.h"
#include "lib/media/media.h"

#define FILES_OF \
    " FROM message_file f WHERE f.id IN (SELECT x.id FROM message_file x" \
    "  JOIN message y ON y.id = x.message_id" \
    "  WHERE y.conversation_id = :id" \
    "  UNION SELECT z.id FROM message_file z WHERE z.conversation_id = :id)"
static const char sql_hashes[] =
    "SELECT DISTINCT f.sha256" FILES_OF " AND f.sha256 IS NOT NULL";
/* A picture that somebody else sent too is theirs still. */
static const char sql_pictures[] =
    "SELECT DISTINCT f.media_id" FILES_OF " AND f.media_id IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM message_file o"
    "  LEFT JOIN message p ON p.id = o.message_id"
    "  WHERE o.media_id = f.media_id AND o.state = 'ready'"
    "  AND coalesce(o.conversation_id, p.conversation_id) <> :id)";
static const char sql_contact[] =
    "DELETE FROM contact_message WHERE conversation_id = :id"
    " RETURNING email";
static const char sql_mails[] =
    "UPDATE mail SET recipient = '', sealed = NULL, reply = NULL,"
    " state = CASE WHEN state = 'sent' THEN 'sent' ELSE 'dropped' END"
    " WHERE recipient = :email"
    " AND template IN ('contact_received', 'contact_reply')";
/* What the staff were told of it says what they said. */
static const char sql_bells[] = "DELETE FROM bell WHERE link = :link";
static const char sql_notices[] =
    "UPDATE notice SET sealed = NULL,"
    " state = CASE WHEN state = 'told' THEN 'told' ELSE 'dropped' END"
    " WHERE (subject = 'Conversation' AND subject_id = :id)"
    " OR (subject = 'message' AND subject_id IN"
    " (SELECT m.id FROM message m WHERE m.conversation_id = :id))";
static const char sql_conversation[] =
    "DELETE FROM conversation WHERE id = :id";

enum outcome
inbox_each(struct act *act, const char *sql, const char *id, inbox_each_fn *fn)
{
	struct stmt	 *s = db_sql(act->db, sql);
	const char	**found = NULL;
	size_t		  n = 0;
	enum outcome	  e;

	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK) {
		found = arena_more(act->arena, found, n, sizeof(*found));
		found[n++] = db_copy(s, 0, act->arena);
	}
	if (e != SOUK_NOT_FOUND)
		return e;
	for (size_t i = 0; i < n; i++)
		if ((e = fn(act, found[i])) != SOUK_OK)
			return e;
	return SOUK_OK;
}

static enum outcome
run_one(struct act *act, const char *sql, const char *name, const char *value)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, name, value);
	return db_run(s);
}

static enum outcome
mails_forget(struct act *act, const char *email)
{
	return run_one(act, sql_mails, ":email", email);
}

enum outcome
conversation_erase(struct act *act, const char *id)
{
	enum outcome	 e;

	if ((e = inbox_each(act, sql_pictures, id, media_end)) != SOUK_OK ||
	    (e = inbox_each(act, sql_hashes, id, file_release_later)) != SOUK_OK ||
	    (e = inbox_each(act, sql_contact, id, mails_forget)) != SOUK_OK ||
	    (e = run_one(act, sql_bells, ":link", conversation_path(
	    act->arena, id))) != SOUK_OK ||
	    (e = run_one(act, sql_notices, ":id", id)) != SOUK_OK ||
	    (e = conversation_find_drop(act, id)) != SOUK_OK)
		return e;
	return run_one(act, sql_conversation, ":id", id);
}
