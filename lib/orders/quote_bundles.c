/* SPDX-License-Identifier: ISC */
#include <stdlib.h>
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/text.h"
#include "lib/orders/quote_parts.h"

/*
 * Lines that go by themselves and not together: a bundle and what it is made
 * of, two bundles with a part in common.  Said before somebody orders; what
 * decides is the move of the stock.
 */
static const char sql_parts[] =
    "SELECT x.variation_id, x.quantity, v.stock FROM bundle_part x"
    " JOIN product_variation v ON v.id = x.variation_id"
    " WHERE x.bundle_id = :id";

/* A line takes so many pieces of a variation for one of it. */
struct use {
	struct quote_line	*line;
	const char		*variation_id;
	int64_t			 of_one, stock;
};
struct uses { struct use *at; size_t count; };

static void
use_add(struct arena *arena, struct uses *u, struct use use)
{
	u->at = arena_more(arena, u->at, u->count, sizeof(*u->at));
	u->at[u->count++] = use;
}

static enum outcome
line_uses(struct act *act, struct quote_line *l, struct uses *u)
{
	struct stmt	*s;
	enum outcome	 e;

	if (!l->is_bundle) {
		use_add(act->arena, u, (struct use){ l, l->variation_id, 1,
		    l->stock });
		return SOUK_OK;
	}
	s = db_sql(act->db, sql_parts);
	db_bind_text(s, ":id", l->variation_id);
	while ((e = db_step(s)) == SOUK_OK)
		use_add(act->arena, u, (struct use){ l,
		    db_copy(s, 0, act->arena), db_int(s, 1), db_int(s, 2) });
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static int
use_compare(const void *a, const void *b)
{
	return strcmp(((const struct use *)a)->variation_id,
	    ((const struct use *)b)->variation_id);
}

/* All that use one variation: each is told how many go beside the others. */
static void
uses_check(struct use *use, size_t n)
{
	int64_t	 all = 0, left;
	size_t	 i;

	for (i = 0; i < n; i++)
		all += use[i].line->quantity * use[i].of_one;
	if (all <= use->stock)
		return;
	for (i = 0; i < n; i++) {
		left = use[i].stock - all +
		    use[i].line->quantity * use[i].of_one;
		left = left < 0 ? 0 : left / use[i].of_one;
		if (use[i].line->problem == NULL ||
		    left < use[i].line->stock)
			use[i].line->stock = left;
		use[i].line->problem = &quote_messages[LINE_SHARED];
	}
}

enum outcome
quote_bundles(struct quote_work *w)
{
	struct quote	*q = w->quote;
	struct uses	 u = { NULL, 0 };
	enum outcome	 e = SOUK_OK;
	bool		 any = false;
	size_t		 i, n;

	for (i = 0; i < q->line_count; i++)
		any |= q->lines[i].is_bundle;
	for (i = 0; i < q->line_count && any && e == SOUK_OK; i++)
		if (q->lines[i].problem == NULL)
			e = line_uses(w->act, &q->lines[i], &u);
	if (e != SOUK_OK || u.count == 0)
		return e;
	qsort(u.at, u.count, sizeof(*u.at), use_compare);
	for (i = 0; i < u.count; i += n) {
		for (n = 1; i + n < u.count && text_equal(
		    u.at[i].variation_id, u.at[i + n].variation_id); n++)
			continue;
		uses_check(&u.at[i], n);
	}
	return SOUK_OK;
}
