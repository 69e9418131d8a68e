/* SPDX-License-Identifier: ISC */
#include "lib/base/messages.h"
#include "lib/base/money.h"
#include "lib/base/typeid.h"
#include "lib/orders/order_parts.h"

/* Money that the staff gives back for pieces, shipping, or out of kindness. */

static enum outcome
amount_given(struct act *act, const struct record *o,
    const struct record *in, int64_t *amount)
{
	const int	 decimals = money_decimals(record_text(o,
			    ORDER_CURRENCY));
	const char	*text = record_text(in, ORDER_REFUND_AMOUNT);

	if (text == NULL)
		return SOUK_OK;
	if (!money_parse(text, decimals, amount) || *amount <= 0)
		return act_bad_number(act, "amount",
		    &base_messages[BASE_BAD_MONEY], decimals, 0);
	return SOUK_OK;
}

static enum outcome
lines_given(struct act *act, const struct record *o, const struct record *in,
    int64_t *amount)
{
	struct order_piece	*pieces;
	enum outcome		 e = SOUK_OK;
	int64_t			 one;
	size_t			 n;

	n = order_pieces_of(act, &in->values[ORDER_REFUND_LINES], &pieces);
	for (size_t i = 0; i < n && e == SOUK_OK; i++)
		if ((e = order_piece_refund(act, o, &pieces[i], i, &one)) ==
		    SOUK_OK)
			*amount += one;
	if (e != SOUK_OK || in->values[ORDER_REFUND_SHIPPING].num != 1)
		return e;
	if ((e = order_shipping_refund(act, o, &one)) == SOUK_OK)
		*amount += one;
	return e;
}

static enum outcome
refund(struct act *act, const struct record *o, const struct record *in)
{
	const char	*id = record_text(o, ORDER_ID);
	int64_t		 amount = 0;
	enum outcome	 e;

	if (record_has(in, ORDER_REFUND_LINES) &&
	    record_has(in, ORDER_REFUND_AMOUNT))
		return act_bad_field(act, "amount",
		    &base_messages[BASE_UNKNOWN_FIELD]);
	if ((e = amount_given(act, o, in, &amount)) != SOUK_OK ||
	    (e = lines_given(act, o, in, &amount)) != SOUK_OK)
		return e;
	if (amount == 0)
		return act_refuse(act, SOUK_CONFLICT,
		    &order_messages[ORDER_NOTHING_LEFT]);
	return order_pay_back_part(act, id, arena_printf(act->arena,
	    "order:%s", typeid_new(act->arena, "cause", act->now)), &amount);
}

enum outcome
order_refund(struct act *act, const char *id, const struct record *in,
    struct record **order)
{
	struct record	*before, *after;
	enum outcome	 e;

	if ((e = order_row_staff(act, id, &before)) != SOUK_OK ||
	    (e = refund(act, before, in)) != SOUK_OK)
		return e;
	if (record_text(in, ORDER_REFUND_NOTE) != NULL &&
	    (e = order_event(act, id, &(struct order_news){ .kind = "note",
	    .text = record_text(in, ORDER_REFUND_NOTE) })) != SOUK_OK)
		return e;
	if ((e = order_row(act, id, &after)) != SOUK_OK ||
	    (e = order_audit(act, "refund_order", before, after)) != SOUK_OK)
		return e;
	return order_answer(act, id, true, order);
}
