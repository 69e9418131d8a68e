/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/db/connection.h"
#include "lib/db/search.h"

/*
 * The rows grow with what is said, so the newest of them are looked at first,
 * and only so many: a word that is in everything must not read everything.
 */
const char	sql_search_said_tables[] =
    "CREATE TABLE IF NOT EXISTS search_said_doc ("
    " rowid INTEGER PRIMARY KEY,"
    " id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL) STRICT;"
    "CREATE INDEX IF NOT EXISTS search_said_owner"
    " ON search_said_doc (owner);"
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_said USING fts5("
    " said, prefix='2 3', tokenize='unicode61 remove_diacritics 0');";

const char	search_said_owners[] =
    "SELECT s.owner FROM (SELECT d.owner AS owner FROM search_said"
    " CROSS JOIN search_said_doc d ON d.rowid = search_said.rowid"
    " WHERE search_said MATCH :match"
    " ORDER BY search_said.rowid DESC LIMIT 3000) s";

static const char sql_doc_put[] =
    "INSERT INTO search_said_doc (id, owner) VALUES (:id, :owner)"
    " ON CONFLICT (id) DO UPDATE SET owner = excluded.owner";
static const char sql_doc_row[] =
    "SELECT rowid FROM search_said_doc WHERE id = :id";
static const char sql_put[] =
    "INSERT INTO search_said (rowid, said) VALUES (:row, :said)";
static const char sql_drop_row[] =
    "DELETE FROM search_said WHERE rowid = :row";
static const char sql_drop[] =
    "DELETE FROM search_said WHERE rowid IN"
    " (SELECT rowid FROM search_said_doc WHERE id = :name)";
static const char sql_doc_drop[] =
    "DELETE FROM search_said_doc WHERE id = :name";
static const char sql_drop_of[] =
    "DELETE FROM search_said WHERE rowid IN"
    " (SELECT rowid FROM search_said_doc WHERE owner = :name)";
static const char sql_doc_drop_of[] =
    "DELETE FROM search_said_doc WHERE owner = :name";
static const char sql_move[] =
    "UPDATE search_said_doc SET owner = :into WHERE owner = :from";

static enum outcome
doc_put(struct db *db, const struct search_said *said, int64_t *row)
{
	struct stmt	*s = db_sql(db, sql_doc_put);
	enum outcome	 e;

	db_bind_text(s, ":id", said->id);
	db_bind_text(s, ":owner", said->owner);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	s = db_sql(db, sql_doc_row);
	db_bind_text(s, ":id", said->id);
	if ((e = db_step(s)) == SOUK_OK)
		*row = db_int(s, 0);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_INTERNAL : e;
}

enum outcome
search_said_put(struct db *db, struct arena *arena,
    const struct search_said *said)
{
	const char	*text = said->text == NULL ? "" : said->text;
	struct stmt	*s;
	int64_t		 row = 0;
	enum outcome	 e;

	if ((e = doc_put(db, said, &row)) != SOUK_OK)
		return e;
	s = db_sql(db, sql_drop_row);
	db_bind_int(s, ":row", row);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	s = db_sql(db, sql_put);
	db_bind_int(s, ":row", row);
	db_bind_text(s, ":said", text_fold(arena, text, strlen(text)));
	return db_run(s);
}

static enum outcome
both(struct db *db, const char *index, const char *doc, const char *name)
{
	struct stmt	*s = db_sql(db, index);
	enum outcome	 e;

	db_bind_text(s, ":name", name);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	s = db_sql(db, doc);
	db_bind_text(s, ":name", name);
	return db_run(s);
}

enum outcome
search_said_drop(struct db *db, const char *id)
{
	return both(db, sql_drop, sql_doc_drop, id);
}

enum outcome
search_said_drop_of(struct db *db, const char *owner)
{
	return both(db, sql_drop_of, sql_doc_drop_of, owner);
}

enum outcome
search_said_move(struct db *db, const char *from, const char *into)
{
	struct stmt	*s = db_sql(db, sql_move);

	db_bind_text(s, ":from", from);
	db_bind_text(s, ":into", into);
	return db_run(s);
}

const char *
search_said_words(struct arena *arena, const char *typed)
{
	char		*word = text_fold(arena, typed, strlen(typed)), *next;
	struct buf	 b;

	buf_init(&b, arena, 128);
	for (int n = 0; *word != '\0' && n < SEARCH_WORDS_MAX; n++) {
		next = word + strcspn(word, " ");
		if (*next == ' ')
			*next++ = '\0';
		buf_printf(&b, "%s\"%s\"%s", n == 0 ? "" : " AND ", word,
		    *next == '\0' ? "*" : "");
		word = next;
	}
	return b.len == 0 ? NULL : b.p;
}
