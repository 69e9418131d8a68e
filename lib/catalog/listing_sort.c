/* SPDX-License-Identifier: ISC */
#include "lib/catalog/listing.h"

#include <stdint.h>

#include "lib/base/text.h"

/* Each is answered by an index alone. */
static const char sql_seek_created[] =
    "SELECT p.created_at, p.id, 0 FROM product p WHERE 1 = 1";
static const char sql_seek_updated[] =
    "SELECT p.updated_at, p.id, 0 FROM product p WHERE 1 = 1";
static const char sql_seek_price[] =
    "SELECT p.price_from, p.id, 0 FROM product p WHERE 1 = 1";
static const char sql_seek_manual[] =
    "SELECT m.position, p.id, 0 FROM collection_product m"
    " CROSS JOIN product p"
    " WHERE p.id = m.product_id AND m.collection_id = :collection";
static const char sql_seek_featured[] =
    "SELECT p.created_at, p.id, p.is_featured FROM product p WHERE 1 = 1";

#define UP(KEY) \
    .after = "(p." KEY ", p.id) > (:key, :id)", \
    .order = "ORDER BY p." KEY ", p.id"
#define DOWN(KEY) \
    .after = "(p." KEY ", p.id) < (:key, :id)", \
    .order = "ORDER BY p." KEY " DESC, p.id DESC"

/* An active product has a price, so no key is ever NULL. */
const struct sort_sql sort_sql[SORT__MAX] = {
	[SORT_NEWEST] = {
		.name = "newest", .seek = sql_seek_created,
		DOWN("created_at"), .start = INT64_MAX,
		.field = SUMMARY_CREATED_AT },
	[SORT_OLDEST] = {
		.name = "oldest", .seek = sql_seek_created,
		UP("created_at"), .start = -1,
		.field = SUMMARY_CREATED_AT },
	[SORT_PRICE_ASC] = {
		.name = "price_asc", .seek = sql_seek_price,
		UP("price_from"), .start = -1, .field = SUMMARY_PRICE_FROM },
	[SORT_PRICE_DESC] = {
		.name = "price_desc", .seek = sql_seek_price,
		DOWN("price_from"), .start = INT64_MAX,
		.field = SUMMARY_PRICE_FROM },
	[SORT_FEATURED] = {
		.name = "featured", .seek = sql_seek_featured,
		.after = "(p.is_featured, p.created_at, p.id)"
		    " < (:featured, :key, :id)",
		.order = "ORDER BY p.is_featured DESC, p.created_at DESC,"
		    " p.id DESC",
		.start = INT64_MAX, .field = SUMMARY_CREATED_AT },
	[SORT_UPDATED] = {
		.name = "updated", .seek = sql_seek_updated,
		DOWN("updated_at"), .start = INT64_MAX,
		.field = SUMMARY_UPDATED_AT },
	[SORT_MANUAL] = {
		.name = "manual", .seek = sql_seek_manual,
		.after = "(m.position, m.product_id) > (:key, :id)",
		.order = "ORDER BY m.position, m.product_id", .start = -1,
		.field = -1 },
};

/* Among featured products only, featured first is newest first. */
enum sort
sort_find(const struct record *filter, bool public)
{
	const char	*name = record_text(filter, FILTER_SORT);
	int		 sort;

	for (sort = 0; name != NULL && sort < SORT__MAX; sort++)
		if (text_equal(sort_sql[sort].name, name))
			break;
	if (name == NULL || sort == SORT__MAX)
		return public ? SORT_NEWEST : SORT_UPDATED;
	if (sort == SORT_FEATURED && record_has(filter, FILTER_FEATURED))
		return SORT_NEWEST;
	return (enum sort)sort;
}
