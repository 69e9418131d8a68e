/* SPDX-License-Identifier: ISC */
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/money.h"
#include "lib/catalog/list_export.h"
#include "lib/orders/order_parts.h"

/* Orders for a spreadsheet. */
static const char *const heads[] = { "number", "time", "state", "source",
	"name", "email", "phone", "currency", "subtotal", "discount",
	"shipping", "tax", "total", "paid", "refunded", "due",
	"payment method", "shipping method", "id", NULL };

static void
amount_put(struct csv_out *out, const struct record *o, int field)
{
	struct buf	 b;

	buf_init(&b, out->arena, 24);
	money_put(&b, order_num(o, field),
	    money_decimals(record_text(o, ORDER_CURRENCY)));
	csv_put(out, b.p);
}

static void
row_put(struct csv_out *out, const struct record *filter,
    const struct record *o)
{
	static const int	 texts[] = { ORDER_SOURCE, ORDER_NAME,
				    ORDER_EMAIL, ORDER_PHONE,
				    ORDER_CURRENCY };
	static const int	 sums[] = { ORDER_SUBTOTAL, ORDER_DISCOUNT,
				    ORDER_SHIPPING, ORDER_TAX, ORDER_TOTAL,
				    ORDER_PAID, ORDER_REFUNDED, ORDER_DUE };
	char			 time[CLOCK_TEXT];

	(void)filter;
	clock_text(order_num(o, ORDER_CREATED_AT), time);
	csv_put_int(out, order_num(o, ORDER_NUMBER));
	csv_put(out, time);
	csv_put(out, order_states[order_state_of(o)]);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		csv_put(out, record_text(o, texts[i]));
	for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++)
		amount_put(out, o, sums[i]);
	csv_put(out, record_text(o, ORDER_PAYMENT_METHOD));
	csv_put(out, record_text(o, ORDER_METHOD_NAME));
	csv_put(out, record_text(o, ORDER_ID));
	csv_put_end(out);
}

enum outcome
order_export(struct act *act, const struct record *filter,
    const struct export_how *how, int fd)
{
	static const struct list_export	 orders = {
		&order_fields, heads, order_list, order_list_next,
		order_list_cursor, row_put
	};

	return list_export(act, &orders, filter, how, fd);
}
