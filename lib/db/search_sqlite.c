/* SPDX-License-Identifier: ISC */
#include "lib/db/search.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/db/connection.h"

#define WORDS_MAX	12

/* Not in schema.sql, because it is this engine's own; made at open. */
const char	sql_search_tables[] =
    "CREATE TABLE IF NOT EXISTS search_doc ("
    " rowid INTEGER PRIMARY KEY,"
    " kind TEXT NOT NULL, id TEXT NOT NULL, locale TEXT NOT NULL,"
    " UNIQUE (kind, id, locale)) STRICT;"
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5("
    " title, extra, body, prefix='2 3',"
    " tokenize='unicode61 remove_diacritics 0');";

/* CROSS: the words decide what is looked at, never the kind. */
const char	search_from[] =
    "search_index CROSS JOIN search_doc d ON d.rowid = search_index.rowid";
const char	search_where[] = "search_index MATCH :match";
const char	search_rank[] = "bm25(search_index, 10.0, 4.0, 1.0)";

static const char sql_doc_put[] =
    "INSERT INTO search_doc (kind, id, locale) VALUES (:kind, :id, :locale)"
    " ON CONFLICT (kind, id, locale) DO UPDATE SET kind = excluded.kind"
    " RETURNING rowid";

static const char sql_index_drop_one[] =
    "DELETE FROM search_index WHERE rowid = :row";

static const char sql_index_put[] =
    "INSERT INTO search_index (rowid, title, extra, body)"
    " VALUES (:row, :title, :extra, :body)";

static const char sql_index_drop[] =
    "DELETE FROM search_index WHERE rowid IN"
    " (SELECT rowid FROM search_doc WHERE kind = :kind AND id = :id)";

static const char sql_doc_drop[] =
    "DELETE FROM search_doc WHERE kind = :kind AND id = :id";

bool
search_is_missing(struct db *db)
{
	return sqlite_pragma_int(db, "SELECT 1 FROM sqlite_schema"
	    " WHERE name = 'search_index'") != 1;
}

static enum outcome
doc_put(struct db *db, const struct search_doc *doc, int64_t *row)
{
	struct stmt	*s = db_sql(db, sql_doc_put);
	enum outcome	 e;

	db_bind_text(s, ":kind", doc->kind);
	db_bind_text(s, ":id", doc->id);
	db_bind_text(s, ":locale", locale_tag(doc->locale));
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_INTERNAL : e;
	*row = db_int(s, 0);
	return db_run(s);
}

static void
bind_folded(struct stmt *s, struct arena *arena, const char *name,
    const char *text)
{
	if (text == NULL)
		text = "";
	db_bind_text(s, name, text_fold(arena, text, strlen(text)));
}

static enum outcome
index_put(struct db *db, struct arena *arena, const struct search_doc *doc,
    int64_t row)
{
	struct stmt	*s = db_sql(db, sql_index_put);

	db_bind_int(s, ":row", row);
	bind_folded(s, arena, ":title", doc->title);
	bind_folded(s, arena, ":extra", doc->extra);
	bind_folded(s, arena, ":body", doc->body);
	return db_run(s);
}

enum outcome
search_put(struct db *db, struct arena *arena, const struct search_doc *doc)
{
	struct stmt	*s;
	enum outcome	 e;
	int64_t		 row;

	if ((e = doc_put(db, doc, &row)) != SOUK_OK)
		return e;
	s = db_sql(db, sql_index_drop_one);
	db_bind_int(s, ":row", row);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return index_put(db, arena, doc, row);
}

static enum outcome
drop_from(struct db *db, const char *sql, const char *kind, const char *id)
{
	struct stmt	*s = db_sql(db, sql);

	db_bind_text(s, ":kind", kind);
	db_bind_text(s, ":id", id);
	return db_run(s);
}

enum outcome
search_drop(struct db *db, const char *kind, const char *id)
{
	enum outcome	 e = drop_from(db, sql_index_drop, kind, id);

	return e == SOUK_OK ? drop_from(db, sql_doc_drop, kind, id) : e;
}

/*
 * Folded text is letters, digits and single blanks, so quoting each word
 * leaves nothing that FTS5 could read as syntax.
 */
char *
search_match(struct arena *arena, const char *typed)
{
	const char	*word = text_fold(arena, typed, strlen(typed));
	struct buf	 match;
	size_t		 len;

	if (*word == '\0')
		return NULL;
	buf_init(&match, arena, 256);
	for (int n = 0; *word != '\0' && n < WORDS_MAX; n++) {
		len = strcspn(word, " ");
		buf_puts(&match, n > 0 ? " AND \"" : "\"");
		buf_put(&match, word, len);
		buf_putc(&match, '"');
		word += len + (word[len] == ' ');
	}
	buf_putc(&match, '*');
	return match.p;
}
