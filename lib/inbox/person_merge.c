/* SPDX-License-Identifier: ISC */
/* Two people on WhatsApp who turn out to be one. */
#include "lib/base/arena.h"
#include "lib/db/db.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"

static const char sql_pairs[] =
    "SELECT f.id, i.id FROM conversation f LEFT JOIN conversation i"
    " ON i.number_id = f.number_id AND i.person_id = :into"
    " WHERE f.person_id = :from";
static const char sql_conversation[] =
    "UPDATE conversation SET person_id = :into, updated_at = :now,"
    " version = version + 1 WHERE id = :id";
static const char sql_prospect_of[] =
    "SELECT id FROM prospect"
    " WHERE person_id = :person AND merged_into IS NULL";
static const char sql_prospect[] =
    "UPDATE prospect SET person_id = :into, updated_at = :now,"
    " version = version + 1 WHERE id = :id";

struct pair { const char *from, *into; };

static enum outcome
pairs_read(struct act *act, const char *from, const char *into,
    struct pair **pairs, size_t *n)
{
	struct stmt	*s = db_sql(act->db, sql_pairs);
	enum outcome	 e;

	*n = 0;
	*pairs = NULL;
	db_bind_text(s, ":from", from);
	db_bind_text(s, ":into", into);
	while ((e = db_step(s)) == SOUK_OK) {
		*pairs = arena_more(act->arena, *pairs, *n, sizeof(**pairs));
		(*pairs)[(*n)++] = (struct pair){
			db_copy(s, 0, act->arena), db_copy(s, 1, act->arena) };
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
renamed(struct act *act, const char *sql, const char *id, const char *into)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":into", into);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static enum outcome
conversations_merge(struct act *act, const char *from, const char *into)
{
	struct pair	*pairs;
	size_t		 n;
	enum outcome	 e = pairs_read(act, from, into, &pairs, &n);

	for (size_t i = 0; i < n && e == SOUK_OK; i++)
		e = pairs[i].into != NULL ? conversation_absorb(act,
		    pairs[i].from, pairs[i].into) : renamed(act,
		    sql_conversation, pairs[i].from, into);
	return e;
}

static enum outcome
prospect_of(struct act *act, const char *person, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_prospect_of);
	enum outcome	 e;

	*id = NULL;
	db_bind_text(s, ":person", person);
	if ((e = db_step(s)) == SOUK_OK)
		*id = db_copy(s, 0, act->arena);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
inbox_person_merge(struct act *act, const char *from, const char *into)
{
	const char	*was, *is;
	enum outcome	 e;

	if ((e = conversations_merge(act, from, into)) != SOUK_OK ||
	    (e = prospect_of(act, from, &was)) != SOUK_OK ||
	    (e = prospect_of(act, into, &is)) != SOUK_OK || was == NULL)
		return e;
	return is == NULL ? renamed(act, sql_prospect, was, into) :
	    prospect_absorb(act, was, is);
}
