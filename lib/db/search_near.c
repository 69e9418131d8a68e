/* SPDX-License-Identifier: ISC */
#include "lib/db/search_words.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"

#define LETTERS_MAX	32	/* a longer word is left as it is */
#define LETTERS_LEAST	4
#define LETTERS_LONG	8	/* from here on two errors are forgiven */
#define NEAREST		3

/*
 * The most that one search looks at, all its words together: a term is one,
 * and so are this many documents that have it, for SQLite counts them.
 */
#define WORK_MAX	30000
#define WORK_DOCUMENTS	16

/* Behind all that begins so, behind the word alone, and behind digits. */
#define END_OF_PREFIX	"\xf4\x8f\xbf\xbf"
#define END_OF_WORD	" "
#define END_OF_DIGITS	":"

struct letters { int32_t at[LETTERS_MAX]; int count; };

/* The nearest terms of one word, best first. */
struct near { const char *term; int distance; int64_t documents; };
struct look {
	struct db	*db;
	struct arena	*arena;
	struct letters	 word;
	int		 forgiven;
	struct near	 best[NEAREST];
	int		 count;
	int		 words;		/* that are typed */
	int64_t		 left;		/* of the work, up to this word */
};

static const char sql_terms[] =
    "SELECT term, doc FROM search_terms WHERE term >= :from AND term < :end";

/* Words that have synonyms, whether the index has them or not. */
static const char sql_synonyms[] =
    "SELECT DISTINCT word, 0 FROM synonym_word"
    " WHERE is_typed = 1 AND word >= :from AND word < :end";

static struct stmt *
terms_sql(struct look *l, const char *sql, const char *from, const char *end)
{
	struct stmt	*s = db_sql(l->db, sql);

	db_bind_text(s, ":from", from);
	db_bind_text(s, ":end", end);
	return s;
}

/* Has the index this word, or one that begins so? */
static enum outcome
is_known(struct look *l, const char *word, bool begins, bool *known)
{
	struct stmt	*s = terms_sql(l, sql_terms, word,
			    arena_printf(l->arena, "%s%s", word, begins ?
			    END_OF_PREFIX : END_OF_WORD));
	enum outcome	 e = db_step(s);

	db_done(s);
	*known = e == SOUK_OK;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- how far ------------------------------------------------------------ */

/* False: too many. */
static bool
letters_read(struct letters *l, const char *p, size_t len)
{
	const char	*end = p + len;

	for (l->count = 0; p < end; l->count++) {
		if (l->count == LETTERS_MAX)
			return false;
		l->at[l->count] = utf8_next(&p, end);
	}
	return true;
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

/*
 * Letters to put in, to take out, to replace, and neighbours to swap, none
 * of them touched twice (optimal string alignment).
 */
static int
distance(const struct letters *a, const struct letters *b)
{
	int	 rows[3][LETTERS_MAX + 1];
	int	*now = rows[0], *above = rows[1], *before = rows[2], *turn;

	for (int j = 0; j <= b->count; j++)
		now[j] = before[j] = j;
	for (int i = 1; i <= a->count; i++) {
		turn = before;
		before = above;
		above = now;
		now = turn;
		now[0] = i;
		for (int j = 1; j <= b->count; j++) {
			now[j] = least(above[j - 1] +
			    (a->at[i - 1] != b->at[j - 1]),
			    least(above[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] &&
			    a->at[i - 2] == b->at[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return now[b->count];
}

/* ---- the nearest -------------------------------------------------------- */

static bool
is_nearer(const struct near *a, const struct near *b)
{
	if (a->distance != b->distance)
		return a->distance < b->distance;
	return a->documents > b->documents;
}

static bool
is_kept(const struct look *l, const char *term)
{
	for (int i = 0; i < l->count; i++)
		if (strcmp(l->best[i].term, term) == 0)
			return true;
	return false;
}

static void
near_keep(struct look *l, const struct near *found)
{
	int	 at;

	if ((l->count == NEAREST &&
	    !is_nearer(found, &l->best[NEAREST - 1])) ||
	    is_kept(l, found->term))
		return;
	at = l->count < NEAREST ? l->count++ : NEAREST - 1;
	for (; at > 0 && is_nearer(found, &l->best[at - 1]); at--)
		l->best[at] = l->best[at - 1];
	l->best[at] = *found;
	l->best[at].term = arena_copy(l->arena, found->term);
}

static void
near_offer(struct look *l, struct stmt *s)
{
	struct near	 found = { .documents = db_int(s, 1) };
	struct letters	 term;
	size_t		 len;

	found.term = db_text(s, 0, &len);
	if (strchr(found.term, ' ') != NULL ||
	    !letters_read(&term, found.term, len) ||
	    term.count > l->word.count + l->forgiven ||
	    term.count < l->word.count - l->forgiven)
		return;
	found.distance = distance(&l->word, &term);
	if (found.distance <= l->forgiven)
		near_keep(l, &found);
}

static enum outcome
walk_one(struct look *l, const char *sql, const char *from, const char *end)
{
	struct stmt	*s = terms_sql(l, sql, from, end);
	enum outcome	 e = SOUK_NOT_FOUND;

	while (l->left > 0 && (e = db_step(s)) == SOUK_OK) {
		l->left -= 1 + db_int(s, 1) / WORK_DOCUMENTS;
		near_offer(l, s);
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
walk(struct look *l, const char *from, const char *end)
{
	const enum outcome	 e = walk_one(l, sql_terms, from, end);

	return e != SOUK_OK ? e : walk_one(l, sql_synonyms, from, end);
}

/* Up to two letters and what comes behind them. */
static const char *
bound(struct look *l, int32_t one, int32_t two, const char *end)
{
	struct buf	 b;

	buf_init(&b, l->arena, 16);
	utf8_put(&b, one);
	if (two != 0)
		utf8_put(&b, two);
	buf_puts(&b, end);
	return b.p;
}

/*
 * Most errors are behind the second letter, so what begins with the same two
 * comes first, then the two swapped, then what is before and behind the first
 * with the same letter, as far as the work may go.
 */
static enum outcome
walk_all(struct look *l)
{
	const int32_t	 one = l->word.at[0], two = l->word.at[1];
	const char	*from = bound(l, one, two, "");
	const char	*end = bound(l, one, two, END_OF_PREFIX);
	enum outcome	 e;

	if ((e = walk(l, from, end)) != SOUK_OK)
		return e;
	if (one != two && (e = walk(l, bound(l, two, one, ""),
	    bound(l, two, one, END_OF_PREFIX))) != SOUK_OK)
		return e;
	e = walk(l, bound(l, one, 0, END_OF_DIGITS), from);
	if (e != SOUK_OK)
		return e;
	return walk(l, end, bound(l, one, 0, END_OF_PREFIX));
}

/* A word with a digit is an article's number: the nearest is another's. */
static bool
may_be_wrong(struct look *l, const char *word)
{
	if (!letters_read(&l->word, word, strlen(word)) ||
	    l->word.count < LETTERS_LEAST)
		return false;
	l->forgiven = l->word.count < LETTERS_LONG ? 1 : 2;
	return strpbrk(word, "0123456789") == NULL;
}

/* The nearest, with their synonyms: "(… OR …)". */
static enum outcome
best_put(struct look *l, struct buf *match)
{
	struct search_others	 others[NEAREST];
	const char		*words[NEAREST];
	enum outcome		 e;

	for (int i = 0; i < l->count; i++)
		words[i] = l->best[i].term;
	if ((e = search_others(l->db, l->arena, words, (size_t)l->count,
	    others)) != SOUK_OK)
		return e;
	for (int i = 0; i < l->count; i++) {
		buf_printf(match, "%s\"%s\"", i == 0 ? "(" : " OR ",
		    words[i]);
		others_put(&others[i], match);
	}
	buf_putc(match, ')');
	return SOUK_OK;
}

/* NOT_FOUND: the index has neither this word nor one near it. */
static enum outcome
word_put(struct look *l, const char *word, bool last, struct buf *match,
    bool *replaced)
{
	enum outcome	 e;
	bool		 known;

	l->count = 0;
	l->left += WORK_MAX / l->words;
	if ((e = is_known(l, word, last, &known)) != SOUK_OK)
		return e;
	if (known) {
		buf_printf(match, "\"%s\"%s", word, last ? "*" : "");
		return SOUK_OK;
	}
	if (!may_be_wrong(l, word))
		return SOUK_NOT_FOUND;
	if ((e = walk_all(l)) != SOUK_OK || l->count == 0)
		return e == SOUK_OK ? SOUK_NOT_FOUND : e;
	*replaced = true;
	return best_put(l, match);
}

/* What has synonyms as it is, each other word by itself. */
static enum outcome
all_put(struct look *l, const struct typed *t, struct buf *match,
    bool *replaced)
{
	enum outcome	 e = SOUK_OK;
	int		 n;

	for (int at = 0; at < t->count && e == SOUK_OK; at += n) {
		n = t->length[at] > 0 ? t->length[at] : 1;
		if (at > 0)
			buf_puts(match, " AND ");
		if (t->length[at] > 0)
			typed_put(t, at, n, match);
		else
			e = word_put(l, t->words[at], at == t->count - 1,
			    match, replaced);
	}
	return e;
}

enum outcome
search_near(struct db *db, struct arena *arena, const char *typed,
    struct search_words *near)
{
	struct look	 l = { .db = db, .arena = arena };
	bool		 replaced = false;
	struct typed	 t;
	struct buf	 match;
	enum outcome	 e;

	*near = (struct search_words){ .match = NULL };
	if ((e = typed_read(db, arena, typed, &t)) != SOUK_OK || t.count == 0)
		return e;
	l.words = t.count;
	buf_init(&match, arena, 256);
	if ((e = all_put(&l, &t, &match, &replaced)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	if (replaced)
		near->match = match.p;
	return SOUK_OK;
}
