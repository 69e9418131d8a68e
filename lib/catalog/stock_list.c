/* SPDX-License-Identifier: ISC */
#include "lib/base/buf.h"
#include "lib/catalog/stock_parts.h"
#include "lib/catalog/summary.h"
#include "lib/db/compose.h"
#include "lib/db/search.h"

#define WHERE_MAX	8

/* In the order of stock_item_fields, without the levels. */
#define COLUMNS \
    "v.id, v.product_id, t.name, v.value, v.sku, v.stock, v.low_stock_at," \
    " coalesce(v.low_stock_at, :threshold)," \
    " CASE WHEN v.stock <= coalesce(v.low_stock_at, :threshold)" \
    "  THEN 1 ELSE 0 END, v.is_active"
#define JOINS " LEFT JOIN product p ON p.id = v.product_id" SUMMARY_TEXT

static const char sql_rows[] =
    "SELECT " COLUMNS " FROM product_variation v" JOINS " WHERE 1 = 1";
static const char sql_count[] =
    "SELECT count(*) FROM product_variation v WHERE 1 = 1";
/* The place's own index leads, unless there is something rarer. */
static const char sql_rows_place[] =
    "SELECT " COLUMNS " FROM stock_level l CROSS JOIN product_variation v"
    JOINS " WHERE v.id = l.variation_id AND l.place_id = :place";
static const char sql_count_place[] =
    "SELECT count(*) FROM stock_level l CROSS JOIN product_variation v"
    " WHERE v.id = l.variation_id AND l.place_id = :place";
static const char sql_at_place[] =
    "EXISTS (SELECT 1 FROM stock_level l"
    " WHERE l.variation_id = v.id AND l.place_id = :place)";
static const char sql_count_place_alone[] =
    "SELECT count(*) FROM stock_level l WHERE l.place_id = :place";

static const char sql_brand[] = "v.brand_id = :brand";
/* No use to an index, so that what was searched for leads. */
static const char sql_brand_after[] = "v.brand_id || '' = :brand";
static const char sql_sku[] = "v.sku = :sku";
/* The second one bounds the walk through the index by stock. */
static const char sql_low[] =
    "v.stock <= coalesce(v.low_stock_at, :threshold) AND v.stock <= :most";
static const char sql_not_low[] =
    "v.stock > coalesce(v.low_stock_at, :threshold)";
static const char sql_words_format[] =
    "v.product_id IN (WITH hit(id) AS MATERIALIZED ("
    " SELECT d.id FROM %s WHERE %s AND d.kind IN ('product', 'draft'))"
    " SELECT id FROM hit)";
static const char sql_most[] =
    "SELECT max(low_stock_at) FROM product_variation"
    " WHERE brand_id = :brand AND low_stock_at IS NOT NULL";

static const char sql_read[] =
    "SELECT " COLUMNS ", v.brand_id FROM product_variation v" JOINS
    " WHERE v.id = :id";
static const char sql_levels[] =
    "SELECT l.place_id, p.name, l.quantity FROM stock_level l"
    " JOIN place p ON p.id = l.place_id WHERE l.variation_id = :id"
    " ORDER BY p.position, p.id";
static const char sql_by_sku[] =
    "SELECT id FROM product_variation WHERE brand_id = :brand AND sku = :sku";
static const char sql_by_id[] =
    "SELECT brand_id FROM product_variation WHERE id = :id";

/* ---- one variation ------------------------------------------------------ */

static enum outcome
levels_read(struct act *act, struct record *item)
{
	struct value	*list = &item->values[STOCK_PLACES];
	struct stmt	*s = db_sql(act->db, sql_levels);
	enum outcome	 e;

	*list = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":id", record_text(item, STOCK_VARIATION));
	while ((e = db_step(s)) == SOUK_OK)
		compose_row(s, 0, act->arena, list_add(act->arena, list,
		    stock_item_fields.fields[STOCK_PLACES].of));
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
stock_item_read(struct act *act, const char *variation_id,
    struct record **item)
{
	struct stmt	*s = db_sql(act->db, sql_read);
	const char	*brand = NULL;
	enum outcome	 e;

	db_bind_text(s, ":id", variation_id);
	db_bind_int(s, ":threshold", stock_threshold(act));
	summary_bind(act, s);
	if ((e = db_step(s)) == SOUK_OK) {
		*item = record_new(act->arena, &stock_item_fields);
		compose_row(s, 0, act->arena, *item);
		brand = db_copy(s, STOCK_PLACES, act->arena);
	}
	db_done(s);
	if (e != SOUK_OK || (e = catalog_brand(act, brand)) != SOUK_OK)
		return e;
	return levels_read(act, *item);
}

/* The first column of the one row. */
static enum outcome
first_text(struct act *act, struct stmt *s, const char **text)
{
	const enum outcome	 e = db_step(s);

	if (e == SOUK_OK)
		*text = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

static enum outcome
find_by_sku(struct act *act, const struct field *f, const char *sku,
    const char **variation_id)
{
	struct stmt	*s = db_sql(act->db, sql_by_sku);
	enum outcome	 e;

	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":sku", sku);
	e = first_text(act, s, variation_id);
	return e != SOUK_NOT_FOUND ? e : act_bad_field(act, f->name,
	    &stock_messages[STOCK_NO_VARIATION]);
}

static enum outcome
find_by_id(struct act *act, const struct field *f, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql_by_id);
	const char	*brand;
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	e = first_text(act, s, &brand);
	if (e == SOUK_NOT_FOUND)
		return act_bad_field(act, f->name,
		    &stock_messages[STOCK_NO_VARIATION]);
	return e != SOUK_OK ? e : catalog_brand(act, brand);
}

enum outcome
stock_find(struct act *act, const struct record *in, int id_field,
    int sku_field, const char **variation_id)
{
	const struct field	*fields = in->set->fields;
	const char		*sku = record_text(in, sku_field);

	*variation_id = record_text(in, id_field);
	if ((*variation_id == NULL) == (sku == NULL))
		return act_bad_field(act, fields[id_field].name,
		    &stock_messages[STOCK_VARIATION_OR_SKU]);
	return sku != NULL ?
	    find_by_sku(act, &fields[sku_field], sku, variation_id) :
	    find_by_id(act, &fields[id_field], *variation_id);
}

/* ---- the list ----------------------------------------------------------- */

struct listed {
	const struct record	*filter;
	const char		*place, *sku, *match;
	bool			 wants_low, low_only, by_stock, by_place,
				 nothing;
	int64_t			 most;	/* no threshold is higher */
};

static enum outcome
most_read(struct act *act, struct listed *l)
{
	struct stmt	*s = db_sql(act->db, sql_most);
	enum outcome	 e;

	l->most = stock_threshold(act);
	db_bind_text(s, ":brand", act->actor.brand_id);
	if ((e = db_step(s)) == SOUK_OK && !db_is_null(s, 0) &&
	    db_int(s, 0) > l->most)
		l->most = db_int(s, 0);
	db_done(s);
	return e;
}

static enum outcome
listed_make(struct act *act, const struct record *filter, struct listed *l)
{
	const char		*q = record_text(filter, STOCK_OF_Q);
	struct search_words	 words;
	enum outcome		 e;

	*l = (struct listed){ .filter = filter,
	    .place = record_text(filter, STOCK_OF_PLACE),
	    .sku = record_text(filter, STOCK_OF_SKU),
	    .wants_low = record_has(filter, STOCK_OF_LOW) };
	l->low_only = l->wants_low && filter->values[STOCK_OF_LOW].num == 1;
	l->by_stock = l->low_only && q == NULL;
	l->by_place = l->place != NULL && !l->low_only && q == NULL &&
	    l->sku == NULL;
	if (q != NULL) {
		e = search_words(act->db, act->arena, q, &words);
		if (e != SOUK_OK)
			return e;
		l->match = words.match;
		l->nothing = l->match == NULL;
	}
	if (l->place != NULL &&
	    (e = place_check(act, "placeId", l->place)) != SOUK_OK)
		return e;
	return l->low_only ? most_read(act, l) : SOUK_OK;
}

/* A statement with the conditions of the list, bound. */
static struct stmt *
listed_sql(struct act *act, const struct listed *l, const char *select,
    const char *after, const char *tail)
{
	const char			*where[WHERE_MAX] = { NULL };
	const struct compose_select	 sql = { .select = select,
					    .where = where, .tail = tail };
	struct stmt			*s;
	size_t				 n = 0;

	where[n++] = l->match != NULL || l->by_place ? sql_brand_after :
	    sql_brand;
	if (l->place != NULL && !l->by_place)
		where[n++] = sql_at_place;
	if (l->sku != NULL)
		where[n++] = sql_sku;
	if (l->wants_low)
		where[n++] = l->low_only ? sql_low : sql_not_low;
	if (l->match != NULL)
		where[n++] = arena_printf(act->arena, sql_words_format,
		    search_from, search_where);
	if (after != NULL)
		where[n++] = after;
	s = compose_select(act->db, act->arena, &sql);
	db_bind_text(s, ":brand", act->actor.brand_id);
	if (l->place != NULL)
		db_bind_text(s, ":place", l->place);
	if (l->sku != NULL)
		db_bind_text(s, ":sku", l->sku);
	if (l->match != NULL)
		db_bind_text(s, ":match", l->match);
	if (l->low_only)
		db_bind_int(s, ":most", l->most);
	return s;
}

static enum outcome
list_count(struct act *act, const struct listed *l, struct rows *rows)
{
	struct stmt	*s;

	if (l->by_place && !l->wants_low) {
		s = db_sql(act->db, sql_count_place_alone);
		db_bind_text(s, ":place", l->place);
		return rows_count(rows, s);
	}
	s = listed_sql(act, l, l->by_place ? sql_count_place : sql_count,
	    NULL, NULL);
	if (l->wants_low)
		db_bind_int(s, ":threshold", stock_threshold(act));
	return rows_count(rows, s);
}

/* Where a page begins and how it goes on. */
static const struct order { const char *after, *tail; } orders[] = {
	{ "v.id < :id", "ORDER BY v.id DESC LIMIT :limit OFFSET :offset" },
	{ "(v.stock, v.id) > (:key, :id)",
	    "ORDER BY v.stock, v.id LIMIT :limit OFFSET :offset" },
	{ "l.variation_id < :id",
	    "ORDER BY l.variation_id DESC LIMIT :limit OFFSET :offset" },
};

static void
list_open(struct act *act, const struct listed *l,
    const struct list_query *query, const struct cursor *after,
    struct rows *rows)
{
	const struct order	*order = &orders[l->by_stock ? 1 :
				    l->by_place ? 2 : 0];
	struct stmt		*s;

	s = listed_sql(act, l, l->by_place ? sql_rows_place : sql_rows,
	    after->id == NULL ? NULL : order->after, order->tail);
	if (after->id != NULL)
		db_bind_text(s, ":id", after->id);
	if (after->id != NULL && l->by_stock)
		db_bind_int(s, ":key", after->num);
	db_bind_int(s, ":threshold", stock_threshold(act));
	summary_bind(act, s);
	rows_open(rows, s, query);
}

/* What a cursor of this list is bound to. */
static const char *
listed_text(struct act *act, const struct record *filter)
{
	struct buf	 text;
	int		 i;

	buf_init(&text, act->arena, 64);
	buf_puts(&text, "stock");
	for (i = 0; i < STOCK_OF__MAX; i++) {
		buf_putc(&text, '\n');
		if (i == STOCK_OF_LOW && record_has(filter, i))
			buf_putc(&text, filter->values[i].num ? '1' : '0');
		else if (record_text(filter, i) != NULL)
			buf_puts(&text, record_text(filter, i));
	}
	return text.p;
}

static enum outcome
list_at(struct act *act, const struct record *filter,
    const struct list_query *query, bool counted, struct rows *rows)
{
	struct cursor	 after = { 0 };
	struct listed	 l;
	enum outcome	 e;

	*rows = (struct rows){ .filters = listed_text(act, filter) };
	if ((e = listed_make(act, filter, &l)) != SOUK_OK)
		return e;
	if (query->cursor != NULL && (e = cursor_read(act, query->cursor,
	    rows->filters, &after)) != SOUK_OK)
		return e;
	if (l.nothing || (counted && (e = list_count(act, &l, rows)) !=
	    SOUK_OK))
		return e;
	list_open(act, &l, query, &after, rows);
	return SOUK_OK;
}

enum outcome
stock_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return list_at(act, filter, query, true, rows);
}

enum outcome
stock_list_on(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return list_at(act, filter, query, false, rows);
}

enum outcome
stock_list_next(struct act *act, struct rows *rows, struct record *item)
{
	enum outcome	 e;

	if (rows->stmt == NULL)
		return SOUK_NOT_FOUND;
	e = rows_next(rows, act->arena, item);
	return e == SOUK_OK ? levels_read(act, item) : e;
}

const char *
stock_list_cursor(struct act *act, const struct rows *rows,
    const struct record *item)
{
	return rows_cursor(act, rows, &(struct cursor){
		.num = item->values[STOCK_QUANTITY].num,
		.id = record_text(item, STOCK_VARIATION) });
}
