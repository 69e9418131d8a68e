/* SPDX-License-Identifier: ISC */
/* What is found by words: what was said, and who prospects are. */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/db/listed.h"
#include "lib/db/search.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"

/* A word of every prospect and of nothing that is said: else whoever is called
 * like a word of many messages would be behind the newest of them. */
#define NAMED	"prospectname0"
/* Where a country writes its own numbers with a 0 instead of its code. */
#define LOCAL	9	/* digits behind it */

static const char sql_prospect[] =
    "SELECT name, company, email, tags, phone FROM prospect WHERE id = :id";

enum outcome
message_find_put(struct act *act, const char *id,
    const char *conversation_id, const char *text)
{
	if (text == NULL || *text == '\0')
		return SOUK_OK;
	return search_said_put(act->db, act->arena, &(struct search_said){
		.id = id, .owner = conversation_id, .text = text });
}

enum outcome
message_find_drop(struct act *act, const char *id)
{
	return search_said_drop(act->db, id);
}

enum outcome
conversation_find_drop(struct act *act, const char *id)
{
	return search_said_drop_of(act->db, id);
}

/* As it is written abroad, and at home. */
static void
phone_put(struct buf *b, const char *digits)
{
	const size_t	 n = strlen(digits);

	buf_printf(b, " %s", digits);
	if (n > LOCAL)
		buf_printf(b, " %s 0%s", digits + n - LOCAL,
		    digits + n - LOCAL);
}

enum outcome
prospect_find_put(struct act *act, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_prospect);
	const char	*text;
	struct buf	 b;
	enum outcome	 e;

	buf_init(&b, act->arena, 256);
	buf_puts(&b, NAMED);
	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK) {
		for (int i = 0; i < 4; i++)
			if ((text = db_text(s, i, NULL)) != NULL)
				buf_printf(&b, " %s", text);
		if ((text = db_text(s, 4, NULL)) != NULL)
			phone_put(&b, text);
	}
	db_done(s);
	return e != SOUK_OK ? e : search_said_put(act->db, act->arena,
	    &(struct search_said){ .id = id, .owner = id, .text = b.p });
}

enum outcome
prospect_find_drop(struct act *act, const char *id)
{
	return search_said_drop(act->db, id);
}

/* A number is looked for as one word, however it is written. */
static const char *
words_of(struct act *act, const char *typed)
{
	const char	*digits = phone_digits(act->arena, typed);

	if (digits != NULL && strlen(digits) >= 6 &&
	    strspn(typed, "0123456789 +-./()") == strlen(typed))
		return search_said_words(act->arena,
		    strncmp(digits, "00", 2) == 0 ? digits + 2 : digits);
	return search_said_words(act->arena, typed);
}

void
where_words(struct act *act, const struct find_words *f,
    struct listed_where *w)
{
	const char	*match = f->typed == NULL ? NULL : words_of(act,
			    f->typed);

	if (f->typed == NULL)
		return;
	/* Nothing has words that are none. */
	listed_if(w, match == NULL ? "1 = 0" : arena_printf(act->arena,
	    "%s%s%s", f->before, search_said_owners, f->after));
	if (match == NULL)
		return;
	listed_text(w, ":match", !f->is_name ? match : arena_printf(
	    act->arena, "\"" NAMED "\" AND %s", match));
}
