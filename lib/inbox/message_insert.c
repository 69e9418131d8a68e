/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"

#define EXCERPT	120	/* characters */

static const char sql_insert[] =
    "INSERT INTO message (id, brand_id, conversation_id, direction, kind,"
    " text, body, author_id, ref, reply_to, send_id, state, made_at,"
    " created_at) VALUES (:id, :brand, :conversation, :direction, :kind,"
    " :text, :body, :author, :ref, :reply_to, :send, :state, :made, :now)";
static const char sql_by_ref[] =
    "SELECT id FROM message WHERE brand_id = :brand AND ref = :ref";
static const char sql_same_second[] =
    "SELECT max(made_at) FROM message WHERE conversation_id = :id"
    " AND made_at >= :from AND made_at < :until";
static const char sql_theirs[] =
    "UPDATE conversation SET state = CASE WHEN state = 'closed' THEN 'open'"
    "  ELSE state END, closed_at = NULL, unread = unread + 1,"
    " excerpt = CASE WHEN :at >= last_at OR excerpt = '' THEN :excerpt"
    "  ELSE excerpt END,"
    " last_at = CASE WHEN :at > last_at OR excerpt = '' THEN :at"
    "  ELSE last_at END,"
    " last_in_at = CASE WHEN :at > coalesce(last_in_at, 0) THEN :at"
    "  ELSE last_in_at END,"
    " warned_at = CASE WHEN waiting_since IS NULL THEN NULL"
    "  ELSE warned_at END,"
    " waiting_since = coalesce(waiting_since, :at),"
    " updated_at = :now, version = version + 1 WHERE id = :id";
static const char sql_ours[] =
    "UPDATE conversation SET excerpt = CASE WHEN :at >= last_at"
    "  THEN :excerpt ELSE excerpt END,"
    " last_at = CASE WHEN :at > last_at THEN :at ELSE last_at END,"
    " waiting_since = NULL, warned_at = NULL,"
    " updated_at = :now, version = version + 1 WHERE id = :id";
static const char sql_between[] =
    "UPDATE conversation SET updated_at = :now, version = version + 1"
    " WHERE id = :id";

/* One line that shows how it begins; a kind where there are no words. */
static const char *
excerpt_of(struct act *act, const struct message_row *m)
{
	const char	*p = m->text, *end, *from;
	struct buf	 b;

	if (p == NULL || *p == '\0')
		return arena_printf(act->arena, "[%s]", m->kind);
	buf_init(&b, act->arena, 4 * EXCERPT);
	end = p + strlen(p);
	for (int n = 0; p < end && n < EXCERPT; n++) {
		from = p;
		if (utf8_next(&p, end) < 0)
			break;
		if (*from == '\n' || *from == '\r' || *from == '\t')
			buf_putc(&b, ' ');
		else
			buf_put(&b, from, (size_t)(p - from));
	}
	if (p < end)
		buf_puts(&b, "…");
	return b.p;
}

enum outcome
conversation_touch(struct act *act, const struct message_row *m)
{
	const char	*sql = strcmp(m->direction, "in") == 0 ? sql_theirs :
			    strcmp(m->direction, "out") == 0 ? sql_ours :
			    sql_between;
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":id", m->conversation_id);
	db_bind_int(s, ":now", act->now);
	if (sql != sql_between) {
		db_bind_int(s, ":at", m->made_at);
		db_bind_text(s, ":excerpt", excerpt_of(act, m));
	}
	return db_run_changed(s);
}

enum outcome
message_by_ref(struct act *act, const char *brand_id, const char *ref,
    const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_by_ref);
	enum outcome	 e;

	db_bind_text(s, ":brand", brand_id);
	db_bind_text(s, ":ref", ref);
	if ((e = db_step(s)) == SOUK_OK)
		*id = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

/*
 * Meta's clock tells seconds, in which a person can write several: each stands
 * behind those of its second that came before.
 */
static enum outcome
place_in_second(struct act *act, struct message_row *m)
{
	const int64_t	 from = m->made_at - m->made_at % CLOCK_SECOND;
	struct stmt	*s = db_sql(act->db, sql_same_second);
	enum outcome	 e;

	db_bind_text(s, ":id", m->conversation_id);
	db_bind_int(s, ":from", from);
	db_bind_int(s, ":until", from + CLOCK_SECOND);
	if ((e = db_step(s)) == SOUK_OK && !db_is_null(s, 0) &&
	    db_int(s, 0) >= m->made_at)
		m->made_at = db_int(s, 0) + 1;
	db_done(s);
	return e;
}

static enum outcome
row_put(struct act *act, const struct message_row *m)
{
	struct stmt	*s = db_sql(act->db, sql_insert);

	db_bind_text(s, ":id", m->id);
	db_bind_text(s, ":brand", m->brand_id);
	db_bind_text(s, ":conversation", m->conversation_id);
	db_bind_text(s, ":direction", m->direction);
	db_bind_text(s, ":kind", m->kind);
	db_bind_text(s, ":text", m->text);
	db_bind_text(s, ":body", m->body);
	db_bind_text(s, ":author", m->author_id);
	db_bind_text(s, ":ref", m->ref);
	db_bind_text(s, ":reply_to", m->reply_to);
	db_bind_text(s, ":send", m->send_id);
	db_bind_text(s, ":state", m->state);
	db_bind_int(s, ":made", m->made_at);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
message_insert(struct act *act, const struct message_row *row,
    const char **id)
{
	struct message_row	 m = *row;
	const char		*there;
	enum outcome		 e;

	if (m.ref != NULL && (e = message_by_ref(act, m.brand_id, m.ref,
	    &there)) != SOUK_NOT_FOUND) {
		if (e == SOUK_OK && id != NULL)
			*id = there;
		return e == SOUK_OK ? SOUK_CONFLICT : e;
	}
	if (m.id == NULL)
		m.id = typeid_new(act->arena, "msg", act->now);
	if ((e = place_in_second(act, &m)) != SOUK_OK ||
	    (e = row_put(act, &m)) != SOUK_OK ||
	    (e = conversation_touch(act, &m)) != SOUK_OK)
		return e;
	if (id != NULL)
		*id = m.id;
	return strcmp(m.direction, "event") == 0 ? SOUK_OK :
	    message_find_put(act, m.id, m.conversation_id, m.text);
}
