/* SPDX-License-Identifier: ISC */
#include "lib/db/search_words.h"

#include <assert.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"

/* What may have synonyms: from each word on one, two … */
#define PHRASES	(SEARCH_WORDS_MAX * SEARCH_PHRASE_WORDS - \
		    SEARCH_PHRASE_WORDS * (SEARCH_PHRASE_WORDS - 1) / 2)
static_assert(PHRASES <= SEARCH_ASKED_MAX, "all are asked for at once");

static void
words_read(struct typed *t, char *folded)
{
	char	*next;

	for (; *folded != '\0' && t->count < SEARCH_WORDS_MAX;
	    folded = next) {
		next = folded + strcspn(folded, " ");
		if (*next == ' ')
			*next++ = '\0';
		t->words[t->count++] = folded;
	}
}

static const char *
phrase(struct arena *arena, const struct typed *t, int at, int n)
{
	struct buf	 b;

	if (n == 1)
		return t->words[at];
	buf_init(&b, arena, 64);
	for (int i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i == 0 ? "" : " ", t->words[at + i]);
	return b.p;
}

/* The longest that has some, from the first word on. */
static void
others_choose(struct typed *t, const struct search_others *found,
    const int *at, const int *length, int n)
{
	for (int i = 0; i < n; i++)
		if (found[i].count > 0 && length[i] > t->length[at[i]]) {
			t->length[at[i]] = length[i];
			t->others[at[i]] = found[i];
			t->any = true;
		}
}

enum outcome
typed_read(struct db *db, struct arena *arena, const char *text,
    struct typed *t)
{
	struct search_others	 found[PHRASES];
	const char		*phrases[PHRASES];
	int			 at[PHRASES], length[PHRASES], n = 0;
	enum outcome		 e;

	memset(t, 0, sizeof(*t));
	words_read(t, text_fold(arena, text, strlen(text)));
	for (int i = 0; i < t->count; i++)
		for (int l = 1; l <= SEARCH_PHRASE_WORDS &&
		    i + l <= t->count; l++, n++) {
			phrases[n] = phrase(arena, t, i, l);
			at[n] = i;
			length[n] = l;
		}
	if (n == 0)
		return SOUK_OK;
	e = search_others(db, arena, phrases, (size_t)n, found);
	if (e == SOUK_OK)
		others_choose(t, found, at, length, n);
	return e;
}

/* ---- match expressions -------------------------------------------------------- */

void
others_put(const struct search_others *o, struct buf *match)
{
	for (int i = 0; i < o->count; i++)
		buf_printf(match, " OR \"%s\"", o->words[i]);
}

/* The words themselves: each of them, the last one that was typed as a prefix;
 * a synonym is whole, since nobody is still typing it. */
static void
words_put(const struct typed *t, int at, int n, struct buf *match)
{
	for (int i = at; i < at + n; i++)
		buf_printf(match, "%s\"%s\"%s", i > at ? " AND " : "",
		    t->words[i], i == t->count - 1 ? "*" : "");
}

void
typed_put(const struct typed *t, int at, int n, struct buf *match)
{
	const struct search_others	*o = &t->others[at];

	if (o->count == 0) {
		words_put(t, at, n, match);
		return;
	}
	buf_puts(match, n > 1 ? "((" : "(");
	words_put(t, at, n, match);
	if (n > 1)
		buf_putc(match, ')');
	others_put(o, match);
	buf_putc(match, ')');
}

enum outcome
search_words(struct db *db, struct arena *arena, const char *typed,
    struct search_words *words)
{
	struct buf	 match, exact;
	struct typed	 t;
	enum outcome	 e;
	int		 n;

	*words = (struct search_words){ .match = NULL };
	if ((e = typed_read(db, arena, typed, &t)) != SOUK_OK || t.count == 0)
		return e;
	buf_init(&exact, arena, 256);
	words_put(&t, 0, t.count, &exact);
	words->match = exact.p;
	if (!t.any)
		return SOUK_OK;
	words->exact = exact.p;
	buf_init(&match, arena, 512);
	for (int at = 0; at < t.count; at += n) {
		n = t.length[at] > 0 ? t.length[at] : 1;
		if (at > 0)
			buf_puts(&match, " AND ");
		typed_put(&t, at, n, &match);
	}
	words->match = match.p;
	return SOUK_OK;
}
