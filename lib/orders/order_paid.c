/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/base/text.h"
#include "lib/orders/order_parts.h"
#include "lib/payments/payments.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* Money that somebody of the shop has in the hand, or sees on the account. */
static const char *const ways[] = { "cash", "transfer", NULL };
static const struct field fields[] = {
	[ORDER_PAID_BY] = { .name = "paymentMethod", .type = FIELD_ENUM,
	    .flags = FIELD_REQUIRED, .choices = ways,
	    .help = "How all that is due came" },
};
static_assert(COUNT(fields) == ORDER_PAID__MAX, "a row for each field");
const struct fieldset order_paid_fields = FIELDSET("OrderPaid", NULL, fields);

static const char sql_way[] =
    "UPDATE orders SET payment_method = :way WHERE id = :id";

/* What nobody was sent yet is agreed on here and now. */
static enum outcome
agree(struct act *act, struct record **o, const char *way)
{
	struct stmt	*s = db_sql(act->db, sql_way);
	enum outcome	 e;

	db_bind_text(s, ":id", record_text(*o, ORDER_ID));
	db_bind_text(s, ":way", way);
	if ((e = db_run(s)) != SOUK_OK || order_state_of(*o) != IS_DRAFT)
		return e;
	return order_move(act, o, IS_CONFIRMED, BY_SHOP, NULL);
}

static enum outcome
receive(struct act *act, const struct record *o, const char *way)
{
	const struct payment_ask	 ask = { .subject = "order",
		.subject_id = record_text(o, ORDER_ID),
		.provider = text_equal(way, "cash") ? PROVIDER_CASH :
		    PROVIDER_TRANSFER };
	struct record			*payment;
	enum outcome			 e;

	if ((e = payment_open(act, &ask, &payment)) != SOUK_OK)
		return e;
	return payment_receive(act, record_text(payment, PAYMENT_ID), 0,
	    &payment);
}

enum outcome
order_paid(struct act *act, const char *id, const struct record *in,
    struct record **order)
{
	const char	*way = record_text(in, ORDER_PAID_BY);
	struct record	*before, *o;
	enum outcome	 e;
	bool		 free;

	if ((e = order_row_staff(act, id, &before)) != SOUK_OK)
		return e;
	o = before;
	free = order_state_of(o) == IS_DRAFT && order_num(o, ORDER_TOTAL) == 0;
	if ((e = agree(act, &o, way)) != SOUK_OK ||
	    (!free && (e = receive(act, o, way)) != SOUK_OK) ||
	    (e = order_answer(act, id, true, order)) != SOUK_OK)
		return e;
	return order_audit(act, "paid_order", before, *order);
}
