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

/*
 * What a person typed as a match expression: every word, the last one also
 * as a prefix.  NULL: nothing to look for.  It is bound as :match in a query
 * that joins search_from.
 */
char		*search_match(struct arena *, const char *typed);

/*
 * For a search that found nothing: a match expression in which each word that
 * the index lacks is one of the terms nearest to it, at most three.  Forgiven
 * are one letter too many, too few, wrong or swapped in words of 4 to 7
 * letters, two in longer ones; the first letter is right or swapped with the
 * second.  Never replaced: what the index has, and a word with a digit.
 * NULL: nothing to replace, or nothing near.
 */
enum outcome	 search_near(struct db *, struct arena *, const char *typed,
		    char **match);

/*
 * The best of a kind, each id once, by its best document: those from `offset`
 * on, at most `limit`, and how many there are in all.  Equal ones in the
 * order of their ids.  The documents of an id are put one behind the other.
 */
struct search_found {
	const char	**ids;
	int64_t		 count, total;
};

enum outcome	 search_best(struct db *, struct arena *, const char *kind,
		    const char *match, int64_t offset, int64_t limit,
		    struct search_found *);

/*
 * "search_doc d JOIN …": has d.id, d.locale, d.kind and is restricted by
 * "search_index MATCH :match"; order by search_rank, best first.
 */
extern const char	search_from[];
extern const char	search_where[];
extern const char	search_rank[];

#endif
