/* SPDX-License-Identifier: ISC */
#include "lib/catalog/price_of.h"
#include "lib/catalog/summary.h"

/* The index on (status, created_at, id) gives the order. */
static const char sql_rows[] =
    "SELECT v.id, p.id, p.category_id, t.slug, t.name, t.description,"
    " v.value, v.sku, v.barcode, p.vendor, v.stock, v.weight, " PRICE_COLUMNS
    " FROM product p CROSS JOIN product_variation v" PRICE_JOINS SUMMARY_TEXT
    " WHERE p.status = 'ACTIVE' AND v.product_id = p.id AND v.is_active = 1"
    " AND coalesce(own.amount, base.amount) IS NOT NULL"
    " ORDER BY p.created_at, p.id, v.position, v.id";
static const char sql_images[] =
    "SELECT url FROM product_image WHERE product_id = :id"
    " ORDER BY is_primary DESC, position, id";

enum outcome
feed_open(struct act *act, struct stmt **rows)
{
	const struct price_terms	 terms = price_terms_public(act);

	*rows = db_sql(act->db, sql_rows);
	price_terms_bind(*rows, &terms);
	summary_bind(act, *rows);
	return SOUK_OK;
}

enum outcome
feed_next(struct stmt *rows, struct feed_row *row)
{
	const char	**texts[] = { &row->id, &row->product_id,
			    &row->category_id, &row->slug, &row->name,
			    &row->description, &row->value, &row->sku,
			    &row->barcode, &row->vendor };
	struct price_now price;
	enum outcome	 e;
	int		 i;

	if ((e = db_step(rows)) != SOUK_OK)
		return e;
	for (i = 0; i < 10; i++)
		*texts[i] = db_text(rows, i, NULL);
	row->stock = db_int(rows, 10);
	row->weight = db_is_null(rows, 11) ? -1 : db_int(rows, 11);
	price_read(rows, 12, &price);
	row->price = price.amount;
	row->compare_at = price.compare_at;
	return SOUK_OK;
}

enum outcome
feed_images(struct act *act, const char *product_id, struct stmt **rows)
{
	*rows = db_sql(act->db, sql_images);
	db_bind_text(*rows, ":id", product_id);
	return SOUK_OK;
}
