/* SPDX-License-Identifier: ISC */
#ifndef SOUK_CATALOG_SYNONYM_H
#define SOUK_CATALOG_SYNONYM_H

#include "lib/base/act.h"
#include "lib/base/field.h"
#include "lib/db/rows.h"

/*
 * Words that searches take for one another, as the shop's people keep them
 * (synonym.c); what becomes of them is in lib/db/search.h.  Whoever types one
 * of `words` finds the others too.  Where `typed` are given, whoever types one
 * of those finds `words`, and not the other way round.  Searches look through
 * all brands, and so do synonyms; each is edited by its own brand.
 *
 * A word may be in several groups, for it may mean several things ("souris"
 * is a mouse on a desk and one in a field); groups are not joined by it: what
 * one of them says of a word says nothing of the words of another.
 *
 * Seen by searches that begin after the transaction of the edit.
 */
#define SYNONYM_WORDS_MAX	8	/* of a group; and typed ones as many */
#define SYNONYM_LETTERS_MAX	60	/* of one */
#define SYNONYMS_MAX		500	/* groups of a brand */

enum synonym_field { SYNONYM_ID, SYNONYM_BRAND, SYNONYM_WORDS, SYNONYM_TYPED,
	SYNONYM_CREATED_AT, SYNONYM_UPDATED_AT, SYNONYM_VERSION,
	SYNONYM__MAX };
extern const struct fieldset	synonym_fields;		/* "Synonym" */

/* INVALID names words[i] or typed[i]; CONFLICT: SYNONYMS_MAX of them. */
enum outcome	 synonym_create(struct act *, const struct record *,
		    struct record **);
enum outcome	 synonym_read(struct act *, const char *id, struct record **);
/* Lists that are given replace those there are. */
enum outcome	 synonym_change(struct act *, const char *id,
		    const struct record *, struct record **);
enum outcome	 synonym_delete(struct act *, const char *id);
/* Of the actor's brand, the oldest first; rows_next() reads them. */
enum outcome	 synonym_list(struct act *, const struct list_query *,
		    struct rows *);
const char	*synonym_list_cursor(struct act *, const struct rows *,
		    const struct record *);

#endif
