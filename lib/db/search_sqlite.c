/* SPDX-License-Identifier: ISC */
#include "lib/db/search.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/db/connection.h"

#define SEARCH_ID_MAX	128

/* Not in schema.sql, because it is this engine's own; made at open. */
const char	sql_search_tables[] =
    "CREATE TABLE IF NOT EXISTS search_doc ("
    " rowid INTEGER PRIMARY KEY,"
    " kind TEXT NOT NULL, id TEXT NOT NULL, locale TEXT NOT NULL,"
    " UNIQUE (kind, id, locale)) STRICT;"
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5("
    " title, extra, body, prefix='2 3',"
    " tokenize='unicode61 remove_diacritics 0');"
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_terms"
    " USING fts5vocab(search_index, 'row');";

/* CROSS: the words decide what is looked at, never the kind. */
const char	search_from[] =
    "search_index CROSS JOIN search_doc d ON d.rowid = search_index.rowid";
const char	search_where[] = "search_index MATCH :match";
const char	search_rank[] = "bm25(search_index, 10.0, 4.0, 1.0)";

/* With RETURNING it would take a savepoint, and at each savepoint FTS5 writes
 * out all that it holds. */
static const char sql_doc_put[] =
    "INSERT INTO search_doc (kind, id, locale) VALUES (:kind, :id, :locale)"
    " ON CONFLICT (kind, id, locale) DO NOTHING";
static const char sql_doc_row[] =
    "SELECT rowid FROM search_doc"
    " WHERE kind = :kind AND id = :id AND locale = :locale";

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

/* Neither grouped nor sorted: that is done while the hits come. */
#define HITS \
    " FROM search_index CROSS JOIN search_doc d" \
    "  ON d.rowid = search_index.rowid" \
    " WHERE search_index MATCH :match AND d.kind = :kind"
static const char sql_hits[] =
    "SELECT d.id, bm25(search_index, 10.0, 4.0, 1.0)" HITS;
/* What has the very words first: no other score comes near such a number. */
static const char sql_hits_exact[] =
    "SELECT d.id, bm25(search_index, 10.0, 4.0, 1.0) -"
    " CASE WHEN search_index.rowid IN (SELECT rowid FROM search_index"
    "  WHERE search_index MATCH :exact) THEN 1000000.0 ELSE 0.0 END" HITS;

bool
search_is_missing(struct db *db)
{
	return sqlite_pragma_int(db, "SELECT count(*) FROM sqlite_schema"
	    " WHERE name IN ('search_index', 'search_terms', 'search_said')") != 3;
}

static struct stmt *
doc_sql(struct db *db, const char *sql, const struct search_doc *doc)
{
	struct stmt	*s = db_sql(db, sql);

	db_bind_text(s, ":kind", doc->kind);
	db_bind_text(s, ":id", doc->id);
	db_bind_text(s, ":locale", locale_tag(doc->locale));
	return s;
}

static enum outcome
index_drop_one(struct db *db, int64_t row)
{
	struct stmt	*s = db_sql(db, sql_index_drop_one);

	db_bind_int(s, ":row", row);
	return db_run(s);
}

/* A new document has nothing in the index that would have to go first. */
static enum outcome
doc_put(struct db *db, const struct search_doc *doc, int64_t *row)
{
	const enum outcome	 put = db_run_changed(doc_sql(db, sql_doc_put,
				    doc));
	struct stmt		*s;
	enum outcome		 e;

	if (put != SOUK_OK && put != SOUK_NOT_FOUND)
		return put;
	s = doc_sql(db, sql_doc_row, doc);
	if ((e = db_step(s)) == SOUK_OK)
		*row = db_int(s, 0);
	db_done(s);
	if (e != SOUK_OK || put == SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_INTERNAL : e;
	return index_drop_one(db, *row);
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
	int64_t		 row;
	enum outcome	 e = doc_put(db, doc, &row);

	return e == SOUK_OK ? index_put(db, arena, doc, row) : e;
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

/* ---- the best ------------------------------------------------------- */

/*
 * SQL would keep every hit, sort all by id, then all by score, to show 20 of
 * thousands.  Here a heap holds as many as are asked for, the worst of them
 * on top.
 */
struct hit { double score; const char *id; };
struct heap {
	struct arena	*arena;
	struct hit	*hits;
	int64_t		 count, most, size;
};

static bool
is_worse(const struct hit *a, const struct hit *b)
{
	if (a->score < b->score || a->score > b->score)
		return a->score > b->score;
	return strcmp(a->id, b->id) > 0;
}

static void
heap_sink(struct heap *h, int64_t at)
{
	struct hit	 moved = h->hits[at];
	int64_t		 child;

	for (; (child = 2 * at + 1) < h->count; at = child) {
		if (child + 1 < h->count &&
		    is_worse(&h->hits[child + 1], &h->hits[child]))
			child++;
		if (!is_worse(&h->hits[child], &moved))
			break;
		h->hits[at] = h->hits[child];
	}
	h->hits[at] = moved;
}

static void
heap_rise(struct heap *h, int64_t at)
{
	struct hit	 moved = h->hits[at];
	int64_t		 above;

	for (; at > 0; at = above) {
		above = (at - 1) / 2;
		if (!is_worse(&moved, &h->hits[above]))
			break;
		h->hits[at] = h->hits[above];
	}
	h->hits[at] = moved;
}

static void
heap_grow(struct heap *h)
{
	const int64_t	 size = h->size == 0 ? 64 : 2 * h->size;
	struct hit	*hits;

	if (h->count < h->size)
		return;
	hits = arena_array(h->arena, (size_t)size, sizeof(*hits));
	if (h->count > 0)
		memcpy(hits, h->hits, (size_t)h->count * sizeof(*hits));
	h->hits = hits;
	h->size = size;
}

static void
heap_offer(struct heap *h, const struct hit *hit)
{
	if (h->count == h->most) {
		if (h->count == 0 || !is_worse(&h->hits[0], hit))
			return;
		h->hits[0] = *hit;
		h->hits[0].id = arena_copy(h->arena, hit->id);
		heap_sink(h, 0);
		return;
	}
	heap_grow(h);
	h->hits[h->count] = *hit;
	h->hits[h->count].id = arena_copy(h->arena, hit->id);
	heap_rise(h, h->count++);
}

/* Each id once: its documents follow each other. */
static enum outcome
hits_read(struct stmt *s, struct heap *h, int64_t *total)
{
	char		 id[SEARCH_ID_MAX] = "";
	struct hit	 best = { .id = id };
	const char	*next;
	double		 score;
	enum outcome	 e;

	while ((e = db_step(s)) == SOUK_OK) {
		next = db_text(s, 0, NULL);
		score = sqlite3_column_double(s->raw, 1);
		if (*total > 0 && strcmp(next, id) == 0) {
			if (score < best.score)
				best.score = score;
			continue;
		}
		if ((*total)++ > 0)
			heap_offer(h, &best);
		if (strlen(next) >= sizeof(id))
			return SOUK_INTERNAL;
		memcpy(id, next, strlen(next) + 1);
		best.score = score;
	}
	if (*total > 0)
		heap_offer(h, &best);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
search_best(struct db *db, struct arena *arena, const char *kind,
    const struct search_words *words, int64_t offset, int64_t limit,
    struct search_found *found)
{
	struct heap	 h = { .arena = arena, .most = offset + limit };
	struct stmt	*s = db_sql(db, words->exact == NULL ? sql_hits :
			    sql_hits_exact);
	enum outcome	 e;

	*found = (struct search_found){ .total = 0 };
	db_bind_text(s, ":match", words->match);
	if (words->exact != NULL)
		db_bind_text(s, ":exact", words->exact);
	db_bind_text(s, ":kind", kind);
	if ((e = hits_read(s, &h, &found->total)) != SOUK_OK)
		return e;
	if (h.hits == NULL || h.count <= offset)
		return SOUK_OK;
	found->count = h.count - offset;
	found->ids = arena_array(arena, (size_t)found->count,
	    sizeof(*found->ids));
	for (int64_t i = found->count - 1; i >= 0; i--) {
		found->ids[i] = h.hits[0].id;
		h.hits[0] = h.hits[--h.count];
		heap_sink(&h, 0);
	}
	return SOUK_OK;
}
