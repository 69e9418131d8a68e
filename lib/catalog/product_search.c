/* SPDX-License-Identifier: ISC */
#include "lib/catalog/summary.h"
#include "lib/db/compose.h"
#include "lib/db/search.h"

#define SUGGEST_HITS	"200"	/* a short prefix may hit half the shop */

/* The page's rows, one by one, in the order of their rank. */
static const char sql_one[] =
    "SELECT " SUMMARY_COLUMNS " FROM product p" SUMMARY_JOINS
    " WHERE p.id = :id";

static const char sql_suggest_format[] =
    "WITH hit(id, score) AS MATERIALIZED ("
    " SELECT d.id, %s FROM %s WHERE %s AND d.kind = 'product'"
    "  LIMIT " SUGGEST_HITS "),"
    " best(id, score) AS MATERIALIZED ("
    " SELECT id, min(score) FROM hit GROUP BY id)"
    " SELECT t.name, t.slug FROM best CROSS JOIN product p" SUMMARY_TEXT
    " WHERE p.id = best.id";
static const char sql_suggest_order[] =
    "ORDER BY best.score, p.id LIMIT :limit";

/*
 * Only active products are of kind "product" in the index (derived.c).  Typing
 * errors are looked for only where there would be no answer.
 */
static enum outcome
search_run(struct act *act, const char *q, const struct list_query *query,
    struct search_found *found)
{
	struct search_words	 words;
	enum outcome		 e;

	*found = (struct search_found){ .total = 0 };
	e = search_words(act->db, act->arena, q, &words);
	if (e != SOUK_OK || words.match == NULL)
		return e;
	e = search_best(act->db, act->arena, "product", &words,
	    page_offset(query), query->limit, found);
	if (e != SOUK_OK || found->total > 0)
		return e;
	e = search_near(act->db, act->arena, q, &words);
	if (e != SOUK_OK || words.match == NULL)
		return e;
	return search_best(act->db, act->arena, "product", &words,
	    page_offset(query), query->limit, found);
}

enum outcome
product_search(struct act *act, const char *q, const struct list_query *query,
    struct product_list *list)
{
	struct search_found	 found;
	enum outcome		 e;

	*list = (struct product_list){ .left = query->limit, .sort = -1 };
	if ((e = product_list_priced(act, NULL, list)) != SOUK_OK ||
	    (e = search_run(act, q, query, &found)) != SOUK_OK)
		return e;
	list->total = found.total;
	list->ids = found.ids;
	list->id_count = found.count;
	return SOUK_OK;
}

enum outcome
product_search_step(struct act *act, struct product_list *list)
{
	enum outcome	 e = SOUK_NOT_FOUND;

	while (e == SOUK_NOT_FOUND && list->id_count > 0) {
		list->id_count--;
		list->rows = db_sql(act->db, sql_one);
		db_bind_text(list->rows, ":id", *list->ids++);
		summary_bind(act, list->rows);
		e = db_step(list->rows);
	}
	return e;
}

/* The select of suggestions with the search engine's own words in it. */
static struct stmt *
suggest_sql(struct act *act, const char *match, int64_t limit)
{
	const struct compose_select	 c = {
		.select = arena_printf(act->arena, sql_suggest_format,
		    search_rank, search_from, search_where),
		.tail = sql_suggest_order,
	};
	struct stmt			*s;

	s = compose_select(act->db, act->arena, &c);
	db_bind_text(s, ":match", match);
	db_bind_int(s, ":limit", limit);
	summary_bind(act, s);
	return s;
}

enum outcome
product_suggest(struct act *act, const char *q, struct suggestion *found,
    int max, int *count)
{
	struct search_words	 words;
	struct stmt		*s;
	enum outcome		 e;

	*count = 0;
	e = search_words(act->db, act->arena, q, &words);
	if (e != SOUK_OK || words.match == NULL)
		return e;
	s = suggest_sql(act, words.match, max);
	while ((e = db_step(s)) == SOUK_OK) {
		found[*count].name = db_copy(s, 0, act->arena);
		found[*count].slug = db_copy(s, 1, act->arena);
		(*count)++;
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
