/* SPDX-License-Identifier: ISC */
/* Who has paid for an order is no prospect any more, but a customer. */
#include "lib/catalog/internal.h"
#include "lib/db/db.h"
#include "lib/inbox/inbox.h"
#include "lib/orders/orders.h"

/* Whose account it was bought with, and in whose talk it was ordered; people
 * who were merged are who they turned out to be. */
static const char sql_converted[] =
    "UPDATE prospect SET status = 'converted', updated_at = :now,"
    " version = version + 1 WHERE merged_into IS NULL"
    " AND status <> 'converted' AND id IN ("
    "SELECT coalesce(p.merged_into, p.id) FROM prospect p"
    " WHERE p.customer_id = :customer AND p.brand_id = :brand"
    " UNION SELECT c.prospect_id FROM chat_order o"
    " JOIN message m ON m.id = o.message_id"
    " JOIN conversation c ON c.id = m.conversation_id"
    " WHERE o.order_id = :order)";

static enum outcome
paid(struct act *act, const struct record *order)
{
	struct stmt	*s = db_sql(act->db, sql_converted);

	db_bind_text(s, ":customer", record_text(order, ORDER_USER));
	db_bind_text(s, ":brand", record_text(order, ORDER_BRAND));
	db_bind_text(s, ":order", record_text(order, ORDER_ID));
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

const struct order_user inbox_order_user = { .paid = paid };
