/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/text.h"
#include "lib/db/listed.h"
#include "lib/orders/order_parts.h"

/* In the order of order_fields. */
#define ORDER_COLUMNS \
    "o.id, o.brand_id, o.number, o.state, o.source, o.user_id, o.guest," \
    " o.email, o.name, o.phone, o.told_by, o.locale, o.currency," \
    " o.tax_included, o.subtotal, o.discount, o.shipping, o.tax, o.total," \
    " o.paid," \
    " o.refunded, o.shipping_refunded, o.method_id, o.method_kind," \
    " o.method_name, o.payment_method, o.stock_held, o.hold_until, o.short," \
    " o.note, o.cancel_reason, o.created_at, o.updated_at, o.placed_at," \
    " o.delivered_at, o.version FROM orders o"
#define ORDER_NEWEST \
    " ORDER BY o.created_at DESC, o.id DESC LIMIT :limit OFFSET :offset"

/* ---- the buyer's own ------------------------------------------------------- */

static const char sql_count_user[] =
    "SELECT count(*) FROM orders WHERE user_id = :owner"
    " AND state <> 'draft'";
static const char sql_page_user[] =
    "SELECT " ORDER_COLUMNS " WHERE o.user_id = :owner"
    " AND o.state <> 'draft' AND (o.created_at, o.id) < (:key, :id)"
    ORDER_NEWEST;
static const char sql_count_guest[] =
    "SELECT count(*) FROM orders WHERE guest = :owner AND user_id IS NULL";
static const char sql_page_guest[] =
    "SELECT " ORDER_COLUMNS " WHERE o.guest = :owner AND o.user_id IS NULL"
    " AND (o.created_at, o.id) < (:key, :id)" ORDER_NEWEST;

static const struct plain_list of_user = {
	.name = "orders", .count = sql_count_user, .page = sql_page_user,
	.by = LIST_BY_NUMBER, .start = { .num = INT64_MAX, .id = "" },
};
static const struct plain_list of_guest = {
	.name = "orders of a guest", .count = sql_count_guest,
	.page = sql_page_guest, .by = LIST_BY_NUMBER,
	.start = { .num = INT64_MAX, .id = "" },
};

enum outcome
order_list_own(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	if (act->actor.user_id != NULL)
		return plain_list_open(act, &of_user, act->actor.user_id,
		    query, rows);
	/* Who holds nothing has nothing: no order has an empty guest. */
	return plain_list_open(act, &of_guest, act->actor.guest == NULL ? "" :
	    act->actor.guest, query, rows);
}

const char *
order_list_own_cursor(struct act *act, const struct rows *rows,
    const struct record *o)
{
	return rows_cursor(act, rows, &(struct cursor){
		.num = o->values[ORDER_CREATED_AT].num,
		.id = record_text(o, ORDER_ID) });
}

/* ---- the shop's --------------------------------------------------------------- */

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM orders o WHERE o.brand_id = :brand";
static const char sql_page[] =
    "SELECT " ORDER_COLUMNS " WHERE o.brand_id = :brand";

static const char of_number[] = "o.number = :number";
static const char of_email[] = "o.email = :email";
static const char of_name[] = "lower(o.name) LIKE :name ESCAPE '\\'";
static const char is_unpaid[] =
    "o.paid < o.total AND o.state NOT IN ('draft', 'cancelled', 'returned')";
static const char is_paid[] = "o.paid >= o.total AND o.state <> 'draft'";

static const struct listed_filter filters[ORDERS_OF__MAX] = {
	[ORDERS_OF_STATE] = { "o.state = :state", ":state", NULL },
	/* [ORDERS_OF_Q]: search_add() */
	[ORDERS_FROM] = { "o.created_at >= :from", ":from", NULL },
	[ORDERS_TO] = { "o.created_at < :to", ":to", NULL },
	[ORDERS_OF_UNPAID] = { is_unpaid, NULL, is_paid },
	[ORDERS_OF_WAY] = { "o.payment_method = :way", ":way", NULL },
	[ORDERS_OF_CUSTOMER] = { "o.user_id = :customer", ":customer", NULL },
};

/* By number, e-mail or name. */
static void
search_add(struct act *act, const struct record *filter,
    struct listed_where *w)
{
	const char	*q = record_text(filter, ORDERS_OF_Q);
	int64_t		 number = 0;

	if (q == NULL)
		return;
	if (!text_to_int(*q == '#' ? q + 1 : q, &number))
		number = 0;
	if (number != 0) {
		listed_if(w, of_number);
		listed_int(w, ":number", number);
	} else if (strchr(q, '@') != NULL) {
		listed_if(w, of_email);
		listed_text(w, ":email", order_email(act, q));
	} else {
		listed_if(w, of_name);
		listed_text(w, ":name", listed_like(act->arena, "",
		    text_lower(act->arena, q)));
	}
}

static const struct listed listed = {
	.name = "shop's orders", LISTED_FILTERS(filters), .more = search_add,
	.count = sql_count, .page = sql_page,
	.after = "(o.created_at, o.id) < (:key, :id)", .by_time = true,
	.order = ORDER_NEWEST,
};

enum outcome
order_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	return listed_open(act, &listed, filter, query, rows);
}

enum outcome
order_list_next(struct act *act, struct rows *rows, struct record *o)
{
	enum outcome	 e = rows_next(rows, act->arena, o);

	if (e == SOUK_OK)
		order_follow(act, o);
	return e;
}

const char *
order_list_cursor(struct act *act, const struct rows *rows,
    const struct record *o)
{
	return order_list_own_cursor(act, rows, o);
}
