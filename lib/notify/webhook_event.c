/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/json_out.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/db.h"
#include "lib/notify/webhook_parts.h"
#include "lib/queue/queue.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_asked[] =
    "SELECT id, events FROM webhook_endpoint"
    " WHERE brand_id = :brand AND is_active = 1";

static const char sql_put[] =
    "INSERT INTO webhook_delivery (id, endpoint_id, brand_id, event, body,"
    " created_at) VALUES (:id, :endpoint, :brand, :event, :body, :now)";

/*
 * What may be told outside; what is not here is not.  Logins, factors, keys,
 * settings and people stay inside.
 */
static const struct { const char *action, *type, *event; } events[] = {
	{ "create_product", "Product", "product.create" },
	{ "update_product", "Product", "product.update" },
	{ "delete_product", "Product", "product.delete" },
	{ "create_category", "Category", "category.create" },
	{ "update_category", "Category", "category.update" },
	{ "delete_category", "Category", "category.delete" },
	{ "create_collection", "Collection", "collection.create" },
	{ "update_collection", "Collection", "collection.update" },
	{ "update_collection_products", "Collection", "collection.update" },
	{ "delete_collection", "Collection", "collection.delete" },
	{ "create_price_list", "PriceList", "price_list.create" },
	{ "update_price_list", "PriceList", "price_list.update" },
	{ "update_price_list_prices", "PriceList", "price_list.update" },
	{ "delete_price_list_price", "PriceList", "price_list.update" },
	{ "delete_price_list", "PriceList", "price_list.delete" },
	{ "move_stock", "Variation", "stock.move" },
	{ "create_place", "Place", "place.create" },
	{ "update_place", "Place", "place.update" },
	{ "delete_place", "Place", "place.delete" },
	{ "create_zone", "Zone", "zone.create" },
	{ "update_zone", "Zone", "zone.update" },
	{ "delete_zone", "Zone", "zone.delete" },
	{ "create_shipping_method", "ShippingMethod", "shipping_method.create" },
	{ "update_shipping_method", "ShippingMethod", "shipping_method.update" },
	{ "delete_shipping_method", "ShippingMethod", "shipping_method.delete" },
	{ "create_promotion", "Promotion", "promotion.create" },
	{ "update_promotion", "Promotion", "promotion.update" },
	{ "delete_promotion", "Promotion", "promotion.delete" },
	{ "create_group", "CustomerGroup", "customer_group.create" },
	{ "update_group", "CustomerGroup", "customer_group.update" },
	{ "delete_group", "CustomerGroup", "customer_group.delete" },
	{ "import_products", "Import", "import.start" },
	{ "bulk_edit_products", "BulkEdit", "bulk_edit.start" },
	{ "undo_bulk_edit", "BulkEdit", "bulk_edit.undo" },
	{ "place_order", "Order", "order.place" },
	{ "send_order", "Order", "order.place" },
	{ "confirm_order", "Order", "order.confirm" },
	{ "prepare_order", "Order", "order.prepare" },
	{ "fulfil_order", "Order", "order.fulfil" },
	{ "ship_order", "Order", "order.ship" },
	{ "deliver_order", "Order", "order.deliver" },
	{ "cancel_order", "Order", "order.cancel" },
	{ "offer_order", "Order", "order.offer" },
	{ "refund_order", "Order", "order.refund" },
	{ "return_order", "Order", "order.return" },
	{ "ask_return", "OrderReturn", "order_return.create" },
	{ "enter_return", "OrderReturn", "order_return.create" },
	{ "update_return", "OrderReturn", "order_return.update" },
	{ "receive_payment", "Payment", "payment.receive" },
	{ "cancel_payment", "Payment", "payment.cancel" },
	{ "refund_payment", "Payment", "payment.refund" },
	{ "hand_over_refund", "Refund", "refund.done" },
	{ "open_alert", "Alert", "ops.alert" },
	{ "close_alert", "Alert", "ops.alert_closed" },
};

const char *
webhook_event_name(const char *action, const char *type)
{
	for (size_t i = 0; i < COUNT(events); i++)
		if (strcmp(events[i].action, action) == 0 &&
		    strcmp(events[i].type, type) == 0)
			return events[i].event;
	return NULL;
}

bool
webhook_is_event(const char *name)
{
	for (size_t i = 0; i < COUNT(events); i++)
		if (strcmp(events[i].event, name) == 0)
			return true;
	return strcmp(name, WEBHOOK_ALL) == 0;
}

/* ---- a delivery --------------------------------------------------------- */

static const char *
body_text(struct act *act, const char *id, const struct webhook_news *news)
{
	struct buf	 b;
	struct json_out	 json = { .buf = &b };

	buf_init(&b, act->arena, 384);
	json_open(&json, NULL);
	json_text(&json, "id", id);
	json_text(&json, "event", news->event);
	json_time(&json, "createdAt", act->now);
	json_text(&json, "entityType", news->entity_type);
	json_text(&json, "entityId", news->entity_id);
	json_text(&json, "brandId", act->actor.brand_id);
	json_text(&json, "actorId", act->actor.user_id);
	json_close(&json);
	return b.p;
}

enum outcome
webhook_queue(struct act *act, const char *delivery, bool *queued)
{
	const char	*job;
	enum outcome	 e;

	e = queue_put(act, &(struct job_new){ .kind = "notify.webhook",
		.unique_key = delivery, .payload = arena_printf(act->arena,
		"{\"delivery\":\"%s\"}", delivery) }, &job);
	*queued = e == SOUK_OK && job != NULL;
	return e;
}

enum outcome
webhook_put(struct act *act, const char *endpoint,
    const struct webhook_news *news, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_put);
	const char	*delivery = typeid_new(act->arena, "delivery",
			    act->now);
	enum outcome	 e;
	bool		 queued;

	db_bind_text(s, ":id", delivery);
	db_bind_text(s, ":endpoint", endpoint);
	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":event", news->event);
	db_bind_text(s, ":body", body_text(act, delivery, news));
	db_bind_int(s, ":now", act->now);
	if (id != NULL)
		*id = delivery;
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return webhook_queue(act, delivery, &queued);
}

/* ---- who asked ---------------------------------------------------------- */

/* One a line; "*" is all. */
static bool
is_asked(const char *lines, const char *event)
{
	size_t	n, len = strlen(event);

	for (; *lines != '\0'; lines += n + (lines[n] == '\n')) {
		n = strcspn(lines, "\n");
		if ((n == len && memcmp(lines, event, n) == 0) ||
		    (n == 1 && *lines == *WEBHOOK_ALL))
			return true;
	}
	return false;
}

/* An endpoint beyond WEBHOOKS_MAX cannot be. */
static enum outcome
askers(struct act *act, const char *event, const char *ids[WEBHOOKS_MAX],
    size_t *count)
{
	struct stmt	*s = db_sql(act->db, sql_asked);
	enum outcome	 e;

	*count = 0;
	db_bind_text(s, ":brand", act->actor.brand_id);
	while ((e = db_step(s)) == SOUK_OK && *count < WEBHOOKS_MAX)
		if (is_asked(db_text(s, 1, NULL), event))
			ids[(*count)++] = db_copy(s, 0, act->arena);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
webhook_event(struct act *act, const char *action, const char *entity_type,
    const char *entity_id)
{
	const struct webhook_news	 news = {
		.event = webhook_event_name(action, entity_type),
		.entity_type = entity_type, .entity_id = entity_id };
	const char			*ids[WEBHOOKS_MAX];
	size_t				 count;
	enum outcome			 e;

	if (news.event == NULL || act->actor.brand_id == NULL)
		return SOUK_OK;
	if ((e = askers(act, news.event, ids, &count)) != SOUK_OK)
		return e;
	for (size_t i = 0; i < count && e == SOUK_OK; i++)
		e = webhook_put(act, ids[i], &news, NULL);
	return e;
}
