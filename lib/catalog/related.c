/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/catalog/summary.h"

static const char sql_read[] =
    "SELECT related_id FROM product_related WHERE product_id = :id"
    " ORDER BY position";
static const char sql_clear[] =
    "DELETE FROM product_related WHERE product_id = :id";
static const char sql_put[] =
    "INSERT INTO product_related (product_id, related_id, position)"
    " VALUES (:id, :related, :position)";
static const char sql_brand[] =
    "SELECT brand_id FROM product WHERE id = :id";

/*
 * The nearest on either side by an index, at most as many as are shown, then
 * the nearest of all of them.
 */
#define NEAR_SQL(AFTER, ORDER) \
    " SELECT p.id, p.price_from FROM product p" \
    " WHERE p.category_id = :category AND p.status = 'ACTIVE'" \
    " AND (p.price_from, p.id) " AFTER " (:price, :id)" \
    " AND NOT EXISTS (SELECT 1 FROM product_related r" \
    "  WHERE r.product_id = :id AND r.related_id = p.id)" \
    " ORDER BY p.price_from " ORDER ", p.id " ORDER " LIMIT :limit"
static const char sql_shown[] =
    "WITH above(id, price) AS (" NEAR_SQL(">", "ASC") "),"
    " below(id, price) AS (" NEAR_SQL("<", "DESC") "),"
    " found(id, step, place) AS ("
    " SELECT r.related_id, 1, r.position FROM product_related r"
    "  CROSS JOIN product q"
    "  WHERE r.product_id = :id AND q.id = r.related_id"
    "  AND q.status = 'ACTIVE'"
    " UNION ALL SELECT a.id, 2, a.price - :price FROM above a"
    " UNION ALL SELECT b.id, 2, :price - b.price FROM below b),"
    " page(id, step, place) AS ("
    " SELECT id, step, place FROM found ORDER BY step, place, id"
    "  LIMIT :limit)"
    " SELECT " SUMMARY_COLUMNS
    " FROM page CROSS JOIN product p" SUMMARY_JOINS
    " WHERE p.id = page.id ORDER BY page.step, page.place, page.id";

static const char sql_chosen[] =
    "SELECT " SUMMARY_COLUMNS " FROM product_related r CROSS JOIN product p"
    SUMMARY_JOINS " WHERE r.product_id = :id AND p.id = r.related_id"
    " ORDER BY r.position";

/* ---- what was chosen by hand -------------------------------------------- */

enum outcome
related_read(struct act *act, const char *id, struct record *product)
{
	struct value	*v = &product->values[PRODUCT_RELATED];
	struct stmt	*s = db_sql(act->db, sql_read);
	enum outcome	 e;

	*v = (struct value){ .state = VALUE_SET };
	db_bind_text(s, ":id", id);
	while ((e = db_step(s)) == SOUK_OK && v->count < RELATED_MAX) {
		if (v->texts == NULL)
			v->texts = arena_array(act->arena, RELATED_MAX,
			    sizeof(*v->texts));
		v->texts[v->count++] = db_copy(s, 0, act->arena);
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* Whose product that is; NOT_FOUND. */
static enum outcome
brand_of(struct act *act, const char *id, const char **brand)
{
	struct stmt	*s = db_sql(act->db, sql_brand);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK)
		*brand = db_copy(s, 0, act->arena);
	db_done(s);
	return e;
}

/* May the i-th of the list stand beside the product? */
static enum outcome
related_check(struct act *act, const char *id, const struct value *list,
    size_t i)
{
	const char	*field = arena_printf(act->arena, "relatedIds[%zu]", i);
	const char	*brand = NULL;
	enum outcome	 e;
	size_t		 j;

	if (!typeid_valid(list->texts[i], "prod"))
		return act_bad_field(act, field,
		    &catalog_messages[CATALOG_NO_PRODUCT]);
	if (text_equal(list->texts[i], id))
		return act_bad_field(act, field,
		    &catalog_messages[CATALOG_RELATED_SELF]);
	for (j = 0; j < i; j++)
		if (text_equal(list->texts[i], list->texts[j]))
			return act_bad_field(act, field,
			    &catalog_messages[CATALOG_RELATED_TWICE]);
	e = brand_of(act, list->texts[i], &brand);
	if (e == SOUK_NOT_FOUND)
		return act_bad_field(act, field,
		    &catalog_messages[CATALOG_NO_PRODUCT]);
	if (e == SOUK_OK && (e = catalog_brand(act, brand)) == SOUK_DENIED)
		act_bad_field(act, field,
		    &catalog_messages[CATALOG_FOREIGN_BRAND]);
	return e;
}

static enum outcome
related_put(struct act *act, const char *id, const char *related, size_t i)
{
	struct stmt	*s = db_sql(act->db, sql_put);

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":related", related);
	db_bind_int(s, ":position", (int64_t)i);
	return db_run(s);
}

enum outcome
related_write(struct act *act, const char *id, const struct value *list)
{
	struct stmt	*s;
	enum outcome	 e;
	size_t		 i;

	if (list->state == VALUE_ABSENT)
		return SOUK_OK;
	s = db_sql(act->db, sql_clear);
	db_bind_text(s, ":id", id);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	for (i = 0; i < list->count; i++)
		if ((e = related_check(act, id, list, i)) != SOUK_OK ||
		    (e = related_put(act, id, list->texts[i], i)) != SOUK_OK)
			return e;
	return SOUK_OK;
}

enum outcome
product_chosen(struct act *act, const struct record *product,
    struct product_list *list)
{
	*list = (struct product_list){ .sort = -1, .left = RELATED_MAX,
	    .rows = db_sql(act->db, sql_chosen) };
	db_bind_text(list->rows, ":id", record_text(product, PRODUCT_ID));
	summary_bind(act, list->rows);
	return SOUK_OK;
}

/* ---- what is shown ------------------------------------------------------ */

enum outcome
product_related(struct act *act, const struct record *product,
    struct product_list *list)
{
	struct stmt	*s = db_sql(act->db, sql_shown);
	enum outcome	 e;

	*list = (struct product_list){ .sort = -1, .left = RELATED_SHOWN };
	if ((e = product_list_priced(act, NULL, list)) != SOUK_OK)
		return e;
	db_bind_text(s, ":id", record_text(product, PRODUCT_ID));
	db_bind_text(s, ":category", record_text(product, PRODUCT_CATEGORY));
	db_bind_int(s, ":price", product->values[PRODUCT_PRICE_FROM].num);
	db_bind_int(s, ":limit", RELATED_SHOWN);
	summary_bind(act, s);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	list->rows = s;
	list->ready = true;
	list->total = 1;
	return SOUK_OK;
}
