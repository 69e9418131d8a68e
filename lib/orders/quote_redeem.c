/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/db/db.h"
#include "lib/orders/quote.h"
#include "lib/orders/quote_messages.h"

/* Each limit is kept by one statement: that of all by this one, */
static const char sql_use[] =
    "UPDATE promotion SET used = used + 1 WHERE id = :promotion"
    " AND is_active = 1 AND (usage_limit IS NULL OR used < usage_limit)";
/* that of a customer by the key of slots, of which the first free one is
 * taken. */
static const char sql_slot[] =
    "INSERT INTO promotion_use (promotion_id, order_id, customer, slot,"
    " created_at)"
    " SELECT p.id, :order, :customer, f.slot, :now FROM promotion p"
    " JOIN (SELECT min(n.slot) AS slot FROM"
    "  (SELECT 1 AS slot UNION ALL SELECT u.slot + 1 FROM promotion_use u"
    "   WHERE u.promotion_id = :promotion AND u.customer = :customer) n"
    "  WHERE NOT EXISTS (SELECT 1 FROM promotion_use x"
    "   WHERE x.promotion_id = :promotion AND x.customer = :customer"
    "   AND x.slot = n.slot)) f ON 1 = 1"
    " WHERE p.id = :promotion"
    " AND (p.customer_limit IS NULL OR f.slot <= p.customer_limit)";
static const char sql_give_back[] =
    "UPDATE promotion SET used = used - 1 WHERE used > 0 AND id IN"
    " (SELECT promotion_id FROM promotion_use WHERE order_id = :order)";
static const char sql_forget[] =
    "DELETE FROM promotion_use WHERE order_id = :order";

enum outcome
quote_redeem_one(struct act *act, const char *promotion, const char *order_id,
    const char *customer)
{
	struct stmt	*s = db_sql(act->db, sql_use);
	enum outcome	 e;

	/* Somebody who is not known is nobody who was here before. */
	if (customer == NULL)
		customer = order_id;

	db_bind_text(s, ":promotion", promotion);
	if ((e = db_run_changed(s)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_slot);
	db_bind_text(s, ":order", order_id);
	db_bind_text(s, ":customer", customer);
	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":promotion", promotion);
	return db_run_changed(s);
}

/* Did an earlier one name the same promotion? */
static bool
is_redeemed(const struct quote *q, size_t i)
{
	size_t	 k;

	for (k = 0; k < i; k++)
		if (strcmp(q->discounts[k].promotion_id,
		    q->discounts[i].promotion_id) == 0)
			return true;
	return false;
}

enum outcome
quote_redeem(struct act *act, const struct quote *q, const char *order_id,
    const char *customer)
{
	enum outcome	 e;
	size_t		 i;

	for (i = 0; i < q->discount_count; i++) {
		if (is_redeemed(q, i))
			continue;
		e = quote_redeem_one(act, q->discounts[i].promotion_id,
		    order_id, customer);
		if (e == SOUK_NOT_FOUND || e == SOUK_CONFLICT)
			return act_refuse(act, SOUK_CONFLICT,
			    &quote_messages[QUOTE_LIMIT_REACHED]);
		if (e != SOUK_OK)
			return e;
	}
	return SOUK_OK;
}

enum outcome
quote_unredeem(struct act *act, const char *order_id)
{
	struct stmt	*s = db_sql(act->db, sql_give_back);
	enum outcome	 e;

	db_bind_text(s, ":order", order_id);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_forget);
	db_bind_text(s, ":order", order_id);
	return db_run(s);
}
