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

enum outcome
order_pay_back_part(struct act *act, const char *id, int64_t amount,
    const char *cause)
{
	return refund_subject(act, "order", id, amount, cause);
}

enum outcome
order_pay_back(struct act *act, const struct record *o)
{
	const int64_t	 left = order_num(o, ORDER_PAID) -
			    order_num(o, ORDER_REFUNDED);

	if (left <= 0)
		return SOUK_OK;
	return order_pay_back_part(act, record_text(o, ORDER_ID), left,
	    arena_printf(act->arena, "cancel:%s:%lld",
	    record_text(o, ORDER_ID), (long long)order_num(o, ORDER_PAID)));
}
