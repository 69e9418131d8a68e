/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/group.h"
#include "lib/catalog/redirect.h"
#include "lib/catalog/summary.h"
#include "lib/db/compose.h"

/* Columns in the order of collection_fields. */
#define COLUMNS \
    "c.id, c.kind, c.matching, c.image_url, c.position, c.is_active," \
    " c.products, c.is_building, c.created_at, c.updated_at, c.version"
#define COLUMNS_END	11	/* what comes behind COLUMNS */

static const char sql_read[] =
    "SELECT " COLUMNS ", c.brand_id FROM collection c WHERE c.id = :id";
static const char sql_find[] =
    "SELECT c.id, c.brand_id FROM collection c WHERE c.id = :what";
static const char sql_find_slug[] =
    "SELECT c.id, c.brand_id FROM collection_text t"
    " JOIN collection c ON c.id = t.collection_id WHERE t.slug = :what"
    " ORDER BY CASE t.locale WHEN :locale THEN 0 WHEN :shop THEN 1 ELSE 2 END,"
    " t.locale LIMIT 1";

#define PAGE_SQL(OWNER) \
    "SELECT " COLUMNS ", t.slug, t.name, t.description FROM collection c" \
    " LEFT JOIN collection_text t ON t.collection_id = c.id AND t.locale = " \
    SUMMARY_TEXT_LOCALE("collection_text", "collection_id", "c.id") \
    " WHERE " OWNER " AND (c.position, c.id) > (:position, :after)" \
    " ORDER BY c.position, c.id LIMIT :limit OFFSET :offset"
static const char sql_brand_page[] = PAGE_SQL("c.brand_id = :brand");
static const char sql_public_page[] = PAGE_SQL("c.is_active = 1");
static const char sql_brand_count[] =
    "SELECT count(*) FROM collection c WHERE c.brand_id = :brand";
static const char sql_public_count[] =
    "SELECT count(*) FROM collection c WHERE c.is_active = 1";

/* ---- lists --------------------------------------------------------------- */

enum outcome
collection_list(struct act *act, const struct list_query *query, bool public,
    struct rows *rows)
{
	const char	*brand = act->actor.brand_id;
	struct cursor	 at = { .num = -1, .id = "" };
	struct stmt	*s;
	enum outcome	 e;

	*rows = (struct rows){ .filters = public ? "collections" :
	    arena_printf(act->arena, "collections %s", brand) };
	if (query->cursor != NULL && (e = cursor_read(act, query->cursor,
	    rows->filters, &at)) != SOUK_OK)
		return e;
	s = db_sql(act->db, public ? sql_public_count : sql_brand_count);
	if (!public)
		db_bind_text(s, ":brand", brand);
	if ((e = rows_count(rows, s)) != SOUK_OK)
		return e;
	s = db_sql(act->db, public ? sql_public_page : sql_brand_page);
	if (!public)
		db_bind_text(s, ":brand", brand);
	summary_bind(act, s);
	db_bind_int(s, ":position", at.num);
	db_bind_text(s, ":after", at.id);
	rows_open(rows, s, query);
	return SOUK_OK;
}

enum outcome
collection_row(struct act *act, struct rows *rows, struct record *collection)
{
	static const int	 texts[] = { COLLECTION_SLUG, COLLECTION_NAME,
				    COLLECTION_DESCRIPTION };
	enum outcome		 e;
	int			 i;

	if ((e = rows_next(rows, act->arena, collection)) != SOUK_OK)
		return e;
	for (i = 0; i < 3; i++)
		record_set_text(collection, texts[i],
		    db_copy(rows->stmt, COLUMNS_END + i, act->arena));
	return SOUK_OK;
}

const char *
collection_list_cursor(struct act *act, const struct rows *rows,
    const struct record *last)
{
	const struct cursor	 at = {
		.num = last->values[COLLECTION_POSITION].num,
		.id = record_text(last, COLLECTION_ID),
	};

	return rows_cursor(act, rows, &at);
}

/* ---- one ----------------------------------------------------------------- */

/* The row of any brand's; own: refuse another brand's. */
static enum outcome
collection_load(struct act *act, const char *id, bool own,
    struct record **collection)
{
	struct stmt	*s = db_sql(act->db, sql_read);
	const char	*brand = NULL;
	enum outcome	 e;

	*collection = record_new(act->arena, &collection_fields);
	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK) {
		compose_row(s, 0, act->arena, *collection);
		brand = db_copy(s, COLUMNS_END, act->arena);
	}
	db_done(s);
	return e == SOUK_OK && own ? catalog_brand(act, brand) : e;
}

enum outcome
collection_read(struct act *act, const char *id, struct record **collection)
{
	enum outcome	 e;

	if ((e = collection_load(act, id, true, collection)) != SOUK_OK ||
	    (e = texts_read(act, &collection_texts, id,
	    settings_locale(act->settings), *collection)) != SOUK_OK)
		return e;
	return rules_read(act, id, &(*collection)->values[COLLECTION_RULES]);
}

enum outcome
collection_find(struct act *act, const char *id_or_slug, const char **id,
    const char **brand_id)
{
	const bool	 by_id = typeid_valid(id_or_slug, "coll");
	struct stmt	*s = db_sql(act->db, by_id ? sql_find : sql_find_slug);
	enum outcome	 e;

	db_bind_text(s, ":what", id_or_slug);
	if (!by_id)
		summary_bind(act, s);
	if ((e = db_step(s)) == SOUK_OK) {
		*id = db_copy(s, 0, act->arena);
		*brand_id = db_copy(s, 1, act->arena);
	}
	db_done(s);
	return e;
}

/* One that is not active has no page. */
enum outcome
collection_by_slug(struct act *act, const char *slug,
    struct record **collection)
{
	const char	*id, *brand;
	enum outcome	 e;

	if ((e = collection_find(act, slug, &id, &brand)) != SOUK_OK ||
	    (e = collection_load(act, id, false, collection)) != SOUK_OK)
		return e;
	if ((*collection)->values[COLLECTION_ACTIVE].num != 1)
		return SOUK_NOT_FOUND;
	return texts_read(act, &collection_texts, id, act->locale,
	    *collection);
}

enum outcome
collection_moved(struct act *act, const char *slug, const char **current)
{
	return redirect_find(act, &collection_redirects, slug, current);
}

enum outcome
collection_products(struct act *act, const char *id,
    const struct list_query *query, struct product_list *list)
{
	struct record	*filter = record_new(act->arena,
			    &product_filter_admin);
	struct record	*collection;
	enum outcome	 e;

	if ((e = collection_load(act, id, true, &collection)) != SOUK_OK)
		return e;
	record_set_text(filter, FILTER_COLLECTION, id);
	record_set_text(filter, FILTER_SORT, record_is(collection,
	    COLLECTION_KIND, "manual") ? "manual" : "newest");
	return product_list(act, filter, query, false, list);
}
