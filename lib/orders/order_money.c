/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/orders/order_parts.h"
#include "lib/payments/gift_cards.h"

/* What orders want of payments. */

enum outcome
order_pay_open(struct act *act, const struct record *o)
{
	const char		*way = record_text(o, ORDER_PAYMENT_METHOD);
	struct payment_ask	 ask = { .subject = "order",
				    .subject_id = record_text(o, ORDER_ID) };
	struct record		*payment;

	if (text_equal(way, payment_providers[PROVIDER_CASH]))
		ask.provider = PROVIDER_CASH;
	else if (text_equal(way, payment_providers[PROVIDER_TRANSFER]))
		ask.provider = PROVIDER_TRANSFER;
	else
		return SOUK_OK;	/* a card is asked for by who has it */
	return payment_open(act, &ask, &payment);
}

enum outcome
order_pay_gift(struct act *act, const char *id, const char *code)
{
	struct record		*payment;
	const struct message	*why;
	enum outcome		 e = gift_card_pay(act, "order", id, code,
				    &payment);

	if (e != SOUK_INVALID && e != SOUK_CONFLICT)
		return e;
	/* Told where it was entered. */
	why = act->problem.count > 0 ? act->problem.fields[0].message :
	    act->problem.message;
	act->problem.count = 0;
	if (why != NULL)
		act_bad_field(act, "giftCard", why);
	return e;
}

enum outcome
order_pay_cancel(struct act *act, const char *id)
{
	return payment_cancel_of(act, "order", id);
}

/* ---- given back -------------------------------------------------------------- */

static const char sql_left[] =
    "SELECT paid - refunded, rounded FROM orders WHERE id = :id";
static const char sql_rounded[] =
    "UPDATE orders SET rounded = rounded + :more WHERE id = :id";

static enum outcome
left_read(struct act *act, const char *id, int64_t *left, int64_t *rounded)
{
	struct stmt	*s = db_sql(act->db, sql_left);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) == SOUK_OK) {
		*left = db_int(s, 0);
		*rounded = db_int(s, 1);
	}
	db_done(s);
	return e;
}

static enum outcome
rounded_write(struct act *act, const char *id, int64_t more)
{
	struct stmt	*s;

	if (more == 0)
		return SOUK_OK;
	s = db_sql(act->db, sql_rounded);
	db_bind_text(s, ":id", id);
	db_bind_int(s, ":more", more);
	return db_run(s);
}

enum outcome
order_pay_back_part(struct act *act, const char *id, const char *cause,
    int64_t *amount)
{
	const int64_t	 owed = *amount;
	int64_t		 left = 0, rounded = 0;
	enum outcome	 e;

	if ((e = left_read(act, id, &left, &rounded)) != SOUK_OK)
		return e;
	*amount = 0;
	if (owed - rounded > left)
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_REFUND_TOO_MUCH]);
	if (owed > rounded && (e = refund_subject(act, "order", id,
	    owed - rounded, cause, amount)) != SOUK_OK)
		return e;
	return rounded_write(act, id, *amount - owed);
}

enum outcome
order_pay_back(struct act *act, const struct record *o)
{
	int64_t	 left = order_num(o, ORDER_PAID) - order_num(o,
		    ORDER_REFUNDED);

	if (left <= 0)
		return SOUK_OK;
	return refund_subject(act, "order", record_text(o, ORDER_ID), left,
	    arena_printf(act->arena, "cancel:%s:%lld",
	    record_text(o, ORDER_ID), (long long)order_num(o, ORDER_PAID)),
	    &left);
}
