/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/orders/order_parts.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
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
static const char sql_counted[] = "LIMIT :reach) c";
static const char sql_page[] =
    "SELECT " ORDER_COLUMNS " WHERE o.brand_id = :brand";

/* Each takes its value by one name. */
static const char of_state[] = "o.state = :state";
static const char of_number[] = "o.number = :number";
static const char of_email[] = "o.email = :email";
static const char of_name[] = "lower(o.name) LIKE :name ESCAPE '\\'";
static const char from_time[] = "o.created_at >= :from";
static const char to_time[] = "o.created_at < :to";
static const char is_unpaid[] =
    "o.paid < o.total AND o.state NOT IN ('draft', 'cancelled', 'returned')";
static const char is_paid[] = "o.paid >= o.total AND o.state <> 'draft'";
static const char of_way[] = "o.payment_method = :way";
static const char of_customer[] = "o.user_id = :customer";
static const char after_cursor[] = "(o.created_at, o.id) < (:key, :id)";

/* Which way a search goes: by number, e-mail or name. */
struct wanted { const char *q; int64_t number; const char *email, *name; };

/* Letters as they are, around them anything; ASCII in lower case. */
static const char *
like_of(struct act *act, const char *q)
{
	struct buf	 b;

	buf_init(&b, act->arena, 64);
	buf_putc(&b, '%');
	for (; *q != '\0'; q++) {
		if (*q == '%' || *q == '_' || *q == '\\')
			buf_putc(&b, '\\');
		buf_putc(&b, *q >= 'A' && *q <= 'Z' ? (char)(*q + 32) : *q);
	}
	buf_putc(&b, '%');
	return b.p;
}

static struct wanted
wanted_of(struct act *act, const struct record *filter)
{
	struct wanted	 w = { .q = record_text(filter, ORDERS_OF_Q) };
	const char	*q = w.q;

	if (q == NULL)
		return w;
	if (*q == '#')
		q++;
	if (!text_to_int(q, &w.number) && strchr(w.q, '@') != NULL)
		w.email = order_email(act, w.q);
	else if (w.number == 0)
		w.name = like_of(act, w.q);
	return w;
}

static size_t
where_of(const struct record *filter, const struct wanted *w,
    const char **where)
{
	const struct value	*unpaid = &filter->values[ORDERS_OF_UNPAID];
	size_t			 n = 0;

	if (record_has(filter, ORDERS_OF_STATE))
		where[n++] = of_state;
	if (w->q != NULL)
		where[n++] = w->email != NULL ? of_email : w->name != NULL ?
		    of_name : of_number;
	if (record_has(filter, ORDERS_FROM))
		where[n++] = from_time;
	if (record_has(filter, ORDERS_TO))
		where[n++] = to_time;
	if (unpaid->state == VALUE_SET)
		where[n++] = unpaid->num == 1 ? is_unpaid : is_paid;
	if (record_has(filter, ORDERS_OF_WAY))
		where[n++] = of_way;
	if (record_has(filter, ORDERS_OF_CUSTOMER))
		where[n++] = of_customer;
	return n;
}

static void
bind_filter(struct stmt *s, const struct record *filter,
    const struct wanted *w)
{
	static const struct { int field; const char *name; } texts[] = {
		{ ORDERS_OF_STATE, ":state" }, { ORDERS_OF_WAY, ":way" },
		{ ORDERS_OF_CUSTOMER, ":customer" } };
	static const struct { int field; const char *name; } times[] = {
		{ ORDERS_FROM, ":from" }, { ORDERS_TO, ":to" } };

	for (size_t i = 0; i < COUNT(texts); i++)
		if (record_has(filter, texts[i].field))
			db_bind_text(s, texts[i].name,
			    record_text(filter, texts[i].field));
	for (size_t i = 0; i < COUNT(times); i++)
		if (record_has(filter, times[i].field))
			db_bind_int(s, times[i].name,
			    filter->values[times[i].field].num);
	if (w->email != NULL)
		db_bind_text(s, ":email", w->email);
	else if (w->name != NULL)
		db_bind_text(s, ":name", w->name);
	else if (w->q != NULL)
		db_bind_int(s, ":number", w->number);
}

static struct stmt *
filtered(struct act *act, const struct record *filter,
    struct compose_select *sql, const struct cursor *after)
{
	const struct wanted	 w = wanted_of(act, filter);
	const char		*where[ORDERS_OF__MAX + 2] = { NULL };
	struct stmt		*s;
	const size_t		 n = where_of(filter, &w, where);

	if (after->id != NULL)
		where[n] = after_cursor;
	sql->where = where;
	s = compose_select(act->db, act->arena, sql);
	sql->where = NULL;
	db_bind_text(s, ":brand", act->actor.brand_id);
	bind_filter(s, filter, &w);
	if (after->id != NULL) {
		db_bind_int(s, ":key", after->num);
		db_bind_text(s, ":id", after->id);
	}
	return s;
}

static const char *
filters_text(struct act *act, const struct record *filter)
{
	struct buf	 b;

	buf_init(&b, act->arena, 64);
	buf_puts(&b, "shop's orders");
	for (int i = 0; i < ORDERS_OF__MAX; i++) {
		const struct value	*v = &filter->values[i];

		buf_putc(&b, '\n');
		if (v->state == VALUE_SET && v->text != NULL)
			buf_puts(&b, v->text);
		else if (v->state == VALUE_SET)
			buf_int(&b, v->num);
	}
	return b.p;
}

enum outcome
order_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	struct compose_select	count = { .select = sql_count,
					.tail = sql_counted };
	struct compose_select	page = { .select = sql_page,
					.tail = ORDER_NEWEST };
	const struct cursor	none = { .id = NULL };
	struct cursor		after = none;
	enum outcome		e;

	rows->filters = filters_text(act, filter);
	if (query->cursor != NULL && (e = cursor_read(act, query->cursor,
	    rows->filters, &after)) != SOUK_OK)
		return e;
	e = rows_count_reach(rows, filtered(act, filter, &count, &none));
	if (e != SOUK_OK)
		return e;
	rows_open(rows, filtered(act, filter, &page, &after), query);
	return SOUK_OK;
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
