/* SPDX-License-Identifier: ISC */
#include "lib/orders/order_parts.h"

/*
 * An order that is begun again, because its money came after its time, uses
 * its promotions again as far as there is room.  Where there is none, the
 * buyer keeps the price that was agreed and is paid, and the history says which
 * promotion was used up meanwhile.
 */
#define MOST	64	/* promotions of one order */

static const char sql_promotions[] =
    "SELECT promotion_id, min(coalesce(code, label)) FROM order_discount"
    " WHERE order_id = :id AND promotion_id IS NOT NULL"
    " GROUP BY promotion_id ORDER BY promotion_id LIMIT :most";

struct promised {
	const char	*promotion, *name;
	const char	*order, *customer;
};

static enum outcome
promised_read(struct act *act, const struct record *o,
    struct promised *list, size_t *n)
{
	const char	*id = record_text(o, ORDER_ID);
	struct stmt	*s = db_sql(act->db, sql_promotions);
	enum outcome	 e = SOUK_OK;

	db_bind_text(s, ":id", id);
	db_bind_int(s, ":most", MOST);
	for (*n = 0; *n < MOST && (e = db_step(s)) == SOUK_OK; ++*n)
		list[*n] = (struct promised){
			.promotion = db_copy(s, 0, act->arena),
			.name = db_copy(s, 1, act->arena), .order = id,
			.customer = cart_customer_of(act,
			record_text(o, ORDER_USER), record_text(o,
			ORDER_EMAIL)) };
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
use(struct act *act, void *arg)
{
	const struct promised	*p = arg;
	const enum outcome	 e = quote_redeem_one(act, p->promotion,
				    p->order, p->customer);

	return e == SOUK_NOT_FOUND ? SOUK_CONFLICT : e;
}

enum outcome
order_revive(struct act *act, const struct record *o)
{
	struct promised	 list[MOST];
	size_t		 n;
	enum outcome	 e = promised_read(act, o, list, &n);

	for (size_t i = 0; i < n && e == SOUK_OK; i++)
		if ((e = db_try(act, use, &list[i])) == SOUK_CONFLICT)
			e = order_event(act, list[i].order,
			    &(struct order_news){ .kind = "promotion",
			    .text = list[i].name });
	return e;
}
