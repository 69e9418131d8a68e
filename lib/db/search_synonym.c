/* SPDX-License-Identifier: ISC */
#include "lib/db/search.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/db/many.h"

#define ROWS_MAX	"1000"	/* however many groups a word is in */

static const char sql_drop[] =
    "DELETE FROM synonym_word WHERE synonym_id = :id";
static const char sql_put[] =
    "INSERT INTO synonym_word (synonym_id, position, word, is_typed, is_found)"
    " VALUES (:id, :position, :word, :typed, :found)";
/* Few are asked for where four words or less were typed, as most are. */
#define FEW	10
#define OTHERS_SQL(ASKED) \
    "SELECT k.word, o.word FROM synonym_word k" \
    " JOIN synonym_word o ON o.synonym_id = k.synonym_id" \
    " WHERE k.is_typed = 1 AND o.is_found = 1 AND o.word <> k.word" \
    " AND k.word IN (" ASKED ")" \
    " ORDER BY k.word, k.synonym_id, o.position LIMIT " ROWS_MAX
static const char sql_others_few[] = OTHERS_SQL(DB_TEN("p00"));
static const char sql_others[] = OTHERS_SQL(DB_TEN("p00") ","
    DB_TEN("p01") "," DB_TEN("p02") "," DB_TEN("p03") "," DB_TEN("p04"));

/* ---- keeping them ---------------------------------------------------------- */

static enum outcome
word_put(struct db *db, const char *id, const struct search_synonym *synonym,
    size_t position)
{
	struct stmt	*s = db_sql(db, sql_put);

	db_bind_text(s, ":id", id);
	db_bind_int(s, ":position", (int64_t)position);
	db_bind_text(s, ":word", synonym->word);
	db_bind_int(s, ":typed", synonym->typed);
	db_bind_int(s, ":found", synonym->found);
	return db_run(s);
}

enum outcome
search_synonyms_put(struct db *db, const char *id,
    const struct search_synonym *synonyms, size_t n)
{
	struct stmt	*s = db_sql(db, sql_drop);
	enum outcome	 e;
	size_t		 i;

	db_bind_text(s, ":id", id);
	e = db_run(s);
	for (i = 0; i < n && e == SOUK_OK; i++)
		e = word_put(db, id, &synonyms[i], i);
	return e;
}

/* ---- asking for them --------------------------------------------------------- */

static bool
has(const struct search_others *o, const char *word)
{
	for (int i = 0; i < o->count; i++)
		if (text_equal(o->words[i], word))
			return true;
	return false;
}

/* The same word may have been asked for more than once. */
static void
others_add(struct arena *arena, const char *const *words, size_t n,
    struct search_others *found, const char *word, const char *other)
{
	const char	*copy = NULL;
	size_t		 i;

	for (i = 0; i < n; i++) {
		struct search_others	*o = &found[i];

		if (o->count == SEARCH_OTHERS ||
		    !text_equal(words[i], word) || has(o, other))
			continue;
		if (copy == NULL)
			copy = arena_copy(arena, other);
		o->words[o->count++] = copy;
	}
}

enum outcome
search_others(struct db *db, struct arena *arena, const char *const *words,
    size_t n, struct search_others *found)
{
	const bool	 few = n <= FEW;
	struct stmt	*s = db_sql(db, few ? sql_others_few : sql_others);
	enum outcome	 e;

	memset(found, 0, n * sizeof(*found));
	db_bind_many(s, words, n, few ? FEW : SEARCH_ASKED_MAX);
	while ((e = db_step(s)) == SOUK_OK)
		others_add(arena, words, n, found, db_text(s, 0, NULL),
		    db_text(s, 1, NULL));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
