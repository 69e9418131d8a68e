/* SPDX-License-Identifier: ISC */
#ifndef SOUK_DB_SEARCH_WORDS_H
#define SOUK_DB_SEARCH_WORDS_H

#include "lib/base/buf.h"
#include "lib/db/search.h"

/*
 * What was typed, folded and cut into words, and the synonyms of each word or
 * words in a row.  Private to the search.  Folded text is letters, digits and
 * single blanks, so quoting it leaves nothing that FTS5 could read as syntax.
 */
struct typed {
	const char		*words[SEARCH_WORDS_MAX];
	int			 count;
	/* From each word on: so many have these synonyms; 0: none. */
	int			 length[SEARCH_WORDS_MAX];
	struct search_others	 others[SEARCH_WORDS_MAX];
	bool			 any;		/* synonyms at all */
};

enum outcome	 typed_read(struct db *, struct arena *, const char *text,
		    struct typed *);
/* Words from `at` on, n of them, and their synonyms: "(… OR …)". */
void		 typed_put(const struct typed *, int at, int n, struct buf *);
/* ' OR "word"' for each. */
void		 others_put(const struct search_others *, struct buf *);

#endif
