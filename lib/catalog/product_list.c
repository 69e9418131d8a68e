/* SPDX-License-Identifier: ISC */
#include "lib/catalog/listing.h"
#include "lib/catalog/price_of.h"
#include "lib/catalog/summary.h"
#include "lib/db/compose.h"
#include "lib/settings/settings.h"

static const char sql_rows[] =
    "SELECT " SUMMARY_COLUMNS " FROM product p" SUMMARY_JOINS " WHERE 1 = 1";
/* Those that are found first and then sorted are joined last. */
static const char sql_few[] =
    "SELECT " SUMMARY_COLUMNS " FROM (SELECT p.* FROM product p WHERE 1 = 1";
static const char sql_few_joins[] = ") p" SUMMARY_JOINS;
/* In a collection's own order, the key behind what a row shows. */
static const char sql_manual[] =
    "SELECT " SUMMARY_COLUMNS ", m.position"
    " FROM collection_product m CROSS JOIN product p" SUMMARY_JOINS
    " WHERE p.id = m.product_id AND m.collection_id = :collection";

/* Where a page begins: behind this row.  num of a cursor holds both the key
 * and, for SORT_FEATURED, whether the row is featured. */
struct start { int64_t key, featured; const char *id; };

#define FEATURED_BIT	(INT64_C(1) << 60)	/* above any time in ms */

static int64_t
start_pack(const struct start *at)
{
	return at->key + (at->featured != 0 ? FEATURED_BIT : 0);
}

static struct start
start_unpack(const struct cursor *c, enum sort sort)
{
	struct start	 at = { .key = c->num, .id = c->id };

	if (sort == SORT_FEATURED && at.key >= FEATURED_BIT) {
		at.key -= FEATURED_BIT;
		at.featured = 1;
	}
	return at;
}

/*
 * The last row of the page before.  NOT_FOUND: the list does not reach that
 * far.
 */
static enum outcome
start_seek(struct act *act, const struct listing *l, int64_t offset,
    struct start *at)
{
	const struct sort_sql	*sort = &sort_sql[l->sort];
	struct stmt		*s;
	enum outcome		 e;

	s = listing_sql(act, l, sort->seek, NULL, arena_printf(act->arena,
	    "%s LIMIT 1 OFFSET :offset", sort->order));
	db_bind_int(s, ":offset", offset - 1);
	if ((e = db_step(s)) == SOUK_OK)
		*at = (struct start){
			.key = db_int(s, 0),
			.id = db_copy(s, 1, act->arena),
			.featured = db_int(s, 2),
		};
	db_done(s);
	return e;
}

static enum outcome
start_find(struct act *act, const struct listing *l,
    const struct list_query *query, const char *filters, struct start *at)
{
	const int64_t	 offset = page_offset(query);
	struct cursor	 cursor;
	enum outcome	 e;

	*at = (struct start){ .key = sort_sql[l->sort].start, .id = "",
	    .featured = 2 };
	if (query->cursor != NULL) {
		e = cursor_read(act, query->cursor, filters, &cursor);
		if (e == SOUK_OK)
			*at = start_unpack(&cursor, l->sort);
		return e;
	}
	return offset == 0 ? SOUK_OK : start_seek(act, l, offset, at);
}

/* One row more than the page has tells whether there is a next page. */
static struct stmt *
list_open(struct act *act, const struct listing *l, const struct start *at,
    int64_t limit)
{
	const struct sort_sql	*sort = &sort_sql[l->sort];
	const char		*tail = arena_printf(act->arena,
				    "%s LIMIT :limit", sort->order);
	struct stmt		*s;

	if (l->few)
		tail = arena_printf(act->arena, "%s%s %s", tail, sql_few_joins,
		    sort->order);
	s = listing_sql(act, l, l->few ? sql_few :
	    l->sort == SORT_MANUAL ? sql_manual : sql_rows, sort->after,
	    tail);
	summary_bind(act, s);
	db_bind_int(s, ":key", at->key);
	db_bind_text(s, ":id", at->id);
	if (l->sort == SORT_FEATURED)
		db_bind_int(s, ":featured", at->featured);
	db_bind_int(s, ":limit", limit + 1);
	return s;
}

/* Whose prices, and in which currency the public asks for them. */
static enum outcome
list_currency(struct act *act, const struct record *filter,
    struct product_list *list)
{
	const char	*currency = record_text(filter, FILTER_CURRENCY);
	enum outcome	 e = price_currency_check(act, currency);

	return e != SOUK_OK ? e : product_list_priced(act, currency, list);
}

enum outcome
product_list(struct act *act, const struct record *filter,
    const struct list_query *query, bool public, struct product_list *list)
{
	struct listing	 l;
	struct start	 at;
	enum outcome	 e;

	*list = (struct product_list){ .left = query->limit };
	if (public && (e = list_currency(act, filter, list)) != SOUK_OK)
		return e;
	if ((e = listing_make(act, filter, public, &l)) != SOUK_OK)
		return e;
	list->filters = listing_text(act, &l);
	list->sort = (int)l.sort;
	if (l.empty)
		return SOUK_OK;
	if ((e = listing_total(act, &l, &list->total)) != SOUK_OK)
		return e;
	if (list->total == 0 && query->cursor == NULL)
		return SOUK_OK;
	listing_settle(&l, list->total);
	e = start_find(act, &l, query, list->filters, &at);
	if (e == SOUK_OK)
		list->rows = list_open(act, &l, &at, query->limit);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
product_list_row(struct act *act, struct product_list *list,
    struct record *row)
{
	enum outcome	 e;

	if (list->ids != NULL)
		e = product_search_step(act, list);
	else if (list->rows == NULL)
		return SOUK_NOT_FOUND;
	else
		e = list->ready ? SOUK_OK : db_step(list->rows);
	list->ready = false;
	if (e != SOUK_OK)
		return e;
	if (list->left-- == 0) {
		list->more = true;
		db_done(list->rows);
		return SOUK_NOT_FOUND;
	}
	compose_row(list->rows, 0, act->arena, row);
	if (list->sort == SORT_MANUAL)
		list->key = db_int(list->rows, db_columns(list->rows) - 1);
	else if (list->sort >= 0)
		list->key = row->values[sort_sql[list->sort].field].num;
	record_set_text(row, SUMMARY_CURRENCY,
	    settings_currency(act->settings));
	return SOUK_OK;
}

enum outcome
product_list_next(struct act *act, struct product_list *list,
    struct record *row)
{
	return list->priced != NULL ?
	    product_list_priced_next(act, list, row) :
	    product_list_row(act, list, row);
}

const char *
product_list_cursor(struct act *act, const struct product_list *list,
    const struct record *row)
{
	struct cursor	 cursor;
	struct start	 at;

	if (!list->more || list->sort < 0)
		return NULL;
	at = (struct start){
		.key = list->key,
		.featured = list->sort == SORT_FEATURED &&
		    row->values[SUMMARY_FEATURED].num == 1,
	};
	cursor = (struct cursor){ .num = start_pack(&at),
	    .id = record_text(row, SUMMARY_ID) };
	return cursor_write(act->arena, &cursor, list->filters);
}
