/* SPDX-License-Identifier: ISC */
#ifndef SOUK_DB_SEARCH_H
#define SOUK_DB_SEARCH_H

#include "lib/base/message.h"
#include "lib/db/db.h"

/*
 * Full text over folded words, the one engine-specific thing.  The index is
 * made at open and kept by the same transaction as the edit.  SQLite: FTS5
 * with prefix indexes, ranked by bm25 (title 10, extra 4, body 1), and its
 * terms as a table.
 */
#define SEARCH_WORDS_MAX	12	/* of what is typed; the rest is not read */

struct search_doc {
	const char	*kind;		/* "product" */
	const char	*id;
	enum locale	 locale;
	const char	*title, *body, *extra;	/* not yet folded; may be NULL */
};

enum outcome	 search_put(struct db *, struct arena *,
		    const struct search_doc *);
enum outcome	 search_drop(struct db *, const char *kind, const char *id);

/* What is asked of the index. */
struct search_words {
	const char	*match;		/* NULL: there is nothing to look for */
	const char	*exact;		/* without synonyms; NULL: the same */
};

/*
 * What a person typed: every word, the last one also as a prefix.  A word, or
 * several in a row, that has synonyms is it or one of those, at most
 * SEARCH_OTHERS of them; of several that begin with the same word the longest
 * counts.  match is bound as :match in a query that joins search_from.
 */
enum outcome	 search_words(struct db *, struct arena *, const char *typed,
		    struct search_words *);

/*
 * For a search that found nothing: each word that the index lacks, and that
 * has no synonyms, is one of the terms nearest to it, at most three, with
 * their synonyms.  Terms are those of the index, and single words that have
 * synonyms.  Forgiven are one letter too many, too few, wrong or swapped in
 * words of 4 to 7 letters, two in longer ones; the first letter is right or
 * swapped with the second.  Never replaced: what the index has, and a word
 * with a digit.  match NULL: nothing to replace, or nothing near.
 */
enum outcome	 search_near(struct db *, struct arena *, const char *typed,
		    struct search_words *);

/* ---- synonyms (search_synonym.c) ----------------------------------------- */
#define SEARCH_OTHERS		8	/* that one word stands for besides */
#define SEARCH_PHRASE_WORDS	4	/* of one synonym */

/* Folded: text_fold().  Whoever types one that is typed finds those that are
 * found, but through one group of them only. */
struct search_synonym {
	const char	*word;
	bool		 typed, found;
};

/* Of a row in synonym, instead of those there are. */
enum outcome	 search_synonyms_put(struct db *, const char *id,
		    const struct search_synonym *, size_t);

/* What they stand for besides themselves, each of n; the oldest group first. */
struct search_others { const char *words[SEARCH_OTHERS]; int count; };
enum outcome	 search_others(struct db *, struct arena *,
		    const char *const *words, size_t n,
		    struct search_others *found);
#define SEARCH_ASKED_MAX	50	/* words at once */

/*
 * The best of a kind, each id once, by its best document: those from `offset`
 * on, at most `limit`, and how many there are in all.  What has the words that
 * were typed is before what has synonyms; equal ones in the order of their
 * ids.  The documents of an id are put one behind the other.
 */
struct search_found {
	const char	**ids;
	int64_t		 count, total;
};

enum outcome	 search_best(struct db *, struct arena *, const char *kind,
		    const struct search_words *, int64_t offset,
		    int64_t limit, struct search_found *);

/*
 * "search_doc d JOIN …": has d.id, d.locale, d.kind and is restricted by
 * "search_index MATCH :match"; order by search_rank, best first.
 */
extern const char	search_from[];
extern const char	search_where[];
extern const char	search_rank[];

/* ---- what people say to each other (search_said.c) ---------------------------
 * An index of its own, so that it neither ranks nor corrects a search for
 * products: short texts, each of an owner that is looked for.
 */
struct search_said {
	const char	*id;		/* of the text */
	const char	*owner;		/* the id that a search finds */
	const char	*text;		/* not yet folded; may be NULL */
};

enum outcome	 search_said_put(struct db *, struct arena *,
		    const struct search_said *);
enum outcome	 search_said_drop(struct db *, const char *id);
enum outcome	 search_said_drop_of(struct db *, const char *owner);
/* Two owners became one. */
enum outcome	 search_said_move(struct db *, const char *from,
		    const char *into);
/* What a person typed: every word, the last one also as a prefix; NULL:
 * nothing to look for. */
const char	*search_said_words(struct arena *, const char *typed);
/* "SELECT … owner": of the newest 3,000 texts with :match; an owner may come
 * more than once. */
extern const char	search_said_owners[];

#endif
