/* SPDX-License-Identifier: ISC */
#include "lib/catalog/summary.h"
#include "lib/db/compose.h"
#include "lib/db/search.h"

#define SUGGEST_HITS	"200"	/* a short prefix may hit half the shop */
#define TOTAL_COLUMN	18	/* behind SUMMARY_COLUMNS */

/*
 * Only active products are of kind "product" in the index (derived.c).  Every
 * locale is searched; a product found in several counts once, by its
 * best rank.  The page is cut before its rows are joined.  %s: search_rank,
 * search_from, search_where.
 */
static const char sql_rows_format[] =
    "WITH hit(id, score) AS MATERIALIZED ("
    " SELECT d.id, %s FROM %s WHERE %s AND d.kind = 'product'),"
    " best(id, score) AS MATERIALIZED ("
    " SELECT id, min(score) FROM hit GROUP BY id),"
    " page(id, score) AS MATERIALIZED ("
    " SELECT id, score FROM best ORDER BY score, id"
    "  LIMIT :limit OFFSET :offset)"
    " SELECT " SUMMARY_COLUMNS ", (SELECT count(*) FROM best)"
    " FROM page CROSS JOIN product p" SUMMARY_JOINS
    " WHERE p.id = page.id";
static const char sql_rows_order[] = "ORDER BY page.score, page.id";

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

/* A select of this file with the search engine's own words in it. */
static struct stmt *
search_sql(struct act *act, const char *format, const char *order,
    const char *match, int64_t limit)
{
	const struct compose_select	 c = {
		.select = arena_printf(act->arena, format, search_rank,
		    search_from, search_where),
		.tail = order,
	};
	struct stmt			*s;

	s = compose_select(act->db, act->arena, &c);
	db_bind_text(s, ":match", match);
	db_bind_int(s, ":limit", limit);
	summary_bind(act, s);
	return s;
}

/* The total stands in every row, so it takes a row to learn it. */
static enum outcome
search_open(struct act *act, const char *match, int64_t limit, int64_t offset,
    struct product_list *list)
{
	enum outcome	 e;

	list->rows = search_sql(act, sql_rows_format, sql_rows_order, match,
	    limit);
	db_bind_int(list->rows, ":offset", offset);
	if ((e = db_step(list->rows)) == SOUK_OK) {
		list->total = db_int(list->rows, TOTAL_COLUMN);
		list->ready = true;
	} else
		list->rows = NULL;
	return e;
}

enum outcome
product_search(struct act *act, const char *q, const struct list_query *query,
    struct product_list *list)
{
	const char	*match = search_match(act->arena, q);
	const int64_t	 offset = page_offset(query);
	enum outcome	 e;

	*list = (struct product_list){ .left = query->limit, .sort = -1 };
	if ((e = product_list_priced(act, NULL, list)) != SOUK_OK ||
	    match == NULL)
		return e;
	e = search_open(act, match, query->limit, offset, list);
	if (e == SOUK_NOT_FOUND && offset > 0 &&
	    (e = search_open(act, match, 1, 0, list)) == SOUK_OK) {
		db_done(list->rows);
		list->rows = NULL;
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
product_suggest(struct act *act, const char *q, struct suggestion *found,
    int max, int *count)
{
	const char	*match = search_match(act->arena, q);
	struct stmt	*s;
	enum outcome	 e;

	*count = 0;
	if (match == NULL)
		return SOUK_OK;
	s = search_sql(act, sql_suggest_format, sql_suggest_order, match, max);
	while ((e = db_step(s)) == SOUK_OK) {
		found[*count].name = db_copy(s, 0, act->arena);
		found[*count].slug = db_copy(s, 1, act->arena);
		(*count)++;
	}
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
