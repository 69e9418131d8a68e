/* SPDX-License-Identifier: ISC */
#include "lib/db/listed.h"
#include "lib/orders/order_parts.h"

/* Returns of all orders, for who looks after them. */
static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM order_return r"
    " JOIN orders o ON o.id = r.order_id WHERE r.brand_id = :brand";
static const char sql_page[] =
    "SELECT " RETURN_COLUMNS " WHERE r.brand_id = :brand";

static const char is_open[] =
    "r.state IN ('requested', 'approved', 'received')";
static const char is_done[] = "r.state IN ('refused', 'refunded')";

static const struct listed_filter filters[RETURNS_OF__MAX] = {
	[RETURNS_OF_STATE] = { "r.state = :state", ":state", NULL },
	[RETURNS_OF_NUMBER] = { "o.brand_id = :brand AND o.number = :number",
		":number", NULL },
	[RETURNS_OF_OPEN] = { is_open, NULL, is_done },
};

static const struct listed listed = {
	.name = "shop's returns", LISTED_FILTERS(filters),
	.count = sql_count, .page = sql_page, LISTED_NEWEST("r.id"),
};

enum outcome
return_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return listed_open(act, &listed, filter, query, rows);
}

const char *
return_list_cursor(struct act *act, const struct rows *rows,
    const struct record *r)
{
	return rows_cursor_by_id(act, rows, record_text(r, RETURN_ID));
}
