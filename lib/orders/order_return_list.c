/* SPDX-License-Identifier: ISC */
#include "lib/base/buf.h"
#include "lib/db/compose.h"
#include "lib/orders/order_parts.h"

/* Returns of all orders, for who looks after them. */
static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM order_return r"
    " JOIN orders o ON o.id = r.order_id WHERE r.brand_id = :brand";
static const char sql_counted[] = "LIMIT :reach) c";
static const char sql_page[] =
    "SELECT " RETURN_COLUMNS " WHERE r.brand_id = :brand";
static const char sql_newest[] =
    "ORDER BY r.id DESC LIMIT :limit OFFSET :offset";

static const char of_state[] = "r.state = :state";
static const char of_number[] =
    "o.brand_id = :brand AND o.number = :number";
static const char is_open[] =
    "r.state IN ('requested', 'approved', 'received')";
static const char is_done[] = "r.state IN ('refused', 'refunded')";
static const char after_cursor[] = "r.id < :id";

static size_t
where_of(const struct record *filter, const char **where)
{
	const struct value	*open = &filter->values[RETURNS_OF_OPEN];
	size_t			 n = 0;

	if (record_has(filter, RETURNS_OF_STATE))
		where[n++] = of_state;
	if (record_has(filter, RETURNS_OF_NUMBER))
		where[n++] = of_number;
	if (open->state == VALUE_SET)
		where[n++] = open->num == 1 ? is_open : is_done;
	return n;
}

static struct stmt *
filtered(struct act *act, const struct record *filter,
    struct compose_select *sql, const struct cursor *after)
{
	const char	*where[RETURNS_OF__MAX + 2] = { NULL };
	struct stmt	*s;
	const size_t	 n = where_of(filter, where);

	if (after->id != NULL)
		where[n] = after_cursor;
	sql->where = where;
	s = compose_select(act->db, act->arena, sql);
	sql->where = NULL;
	db_bind_text(s, ":brand", act->actor.brand_id);
	if (record_has(filter, RETURNS_OF_STATE))
		db_bind_text(s, ":state",
		    record_text(filter, RETURNS_OF_STATE));
	if (record_has(filter, RETURNS_OF_NUMBER))
		db_bind_int(s, ":number",
		    filter->values[RETURNS_OF_NUMBER].num);
	if (after->id != NULL)
		db_bind_text(s, ":id", after->id);
	return s;
}

static const char *
filters_text(struct act *act, const struct record *filter)
{
	struct buf	 b;

	buf_init(&b, act->arena, 64);
	buf_puts(&b, "shop's returns");
	for (int i = 0; i < RETURNS_OF__MAX; i++) {
		buf_putc(&b, '\n');
		if (filter->values[i].state == VALUE_SET)
			buf_int(&b, filter->values[i].num);
	}
	return b.p;
}

enum outcome
return_list(struct act *act, const struct record *filter,
    const struct list_query *query, struct rows *rows)
{
	struct compose_select	count = { .select = sql_count,
					.tail = sql_counted };
	struct compose_select	page = { .select = sql_page,
					.tail = sql_newest };
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

const char *
return_list_cursor(struct act *act, const struct rows *rows,
    const struct record *r)
{
	return rows_cursor_by_id(act, rows, record_text(r, RETURN_ID));
}
