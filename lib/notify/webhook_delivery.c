/* SPDX-License-Identifier: ISC */
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"
#include "lib/notify/webhook_parts.h"

/* In the order of webhook_delivery_fields. */
#define COLUMNS \
    "id, event, body, state, attempts, status, answer, created_at," \
    " delivered_at"

static const char sql_count[] =
    "SELECT count(*) FROM (SELECT 1 FROM webhook_delivery"
    " WHERE endpoint_id = :owner LIMIT :reach) d";
static const char sql_page[] =
    "SELECT " COLUMNS " FROM webhook_delivery"
    " WHERE endpoint_id = :owner AND id < :id"
    " ORDER BY id DESC LIMIT :limit OFFSET :offset";
static const char sql_again[] =
    "UPDATE webhook_delivery SET state = 'waiting', delivered_at = NULL"
    " WHERE id = :id AND endpoint_id = :endpoint";

static const struct plain_list plain = {
	.name = "webhook deliveries", .count = sql_count, .page = sql_page,
	.by = LIST_BY_ID, .start = { .id = "delivery_~" }, .reach = true,
};

enum outcome
webhook_delivery_list(struct act *act, const char *webhook,
    const struct list_query *query, struct rows *rows)
{
	struct record	*endpoint;
	enum outcome	 e = webhook_read(act, webhook, &endpoint);

	return e != SOUK_OK ? e :
	    plain_list_open(act, &plain, webhook, query, rows);
}

const char *
webhook_delivery_cursor(struct act *act, const struct rows *rows,
    const struct record *delivery)
{
	return rows_cursor(act, rows, &(struct cursor){
		.id = delivery->values[WEBHOOK_DELIVERY_ID].text });
}

/* One of ours that is told of things. */
static enum outcome
active(struct act *act, const char *webhook)
{
	struct record	*endpoint;
	enum outcome	 e = webhook_read(act, webhook, &endpoint);

	if (e != SOUK_OK || endpoint->values[WEBHOOK_IS_ACTIVE].num != 0)
		return e;
	return act_refuse(act, SOUK_CONFLICT,
	    &webhook_messages[WEBHOOK_INACTIVE]);
}

static enum outcome
settle(struct act *act, const char *action, const char *webhook,
    const char *delivery, struct record **out)
{
	const struct column_value	 key = { "id", delivery, 0 };
	enum outcome			 e;

	e = audit_write(act, &(struct audit){ .action = action,
		.entity_type = "Webhook", .entity_id = webhook });
	return e != SOUK_OK ? e : compose_get(act->db, act->arena,
	    &webhook_delivery_fields, &key, 1, out);
}

enum outcome
webhook_ping(struct act *act, const char *id, struct record **out)
{
	const char	*delivery;
	enum outcome	 e;

	if ((e = active(act, id)) != SOUK_OK ||
	    (e = webhook_put(act, id, &(struct webhook_news){ WEBHOOK_PING,
	    "Webhook", id }, &delivery)) != SOUK_OK)
		return e;
	return settle(act, "test_webhook", id, delivery, out);
}

enum outcome
webhook_replay(struct act *act, const char *webhook, const char *delivery,
    struct record **out)
{
	struct stmt	*s;
	enum outcome	 e;
	bool		 queued;

	if ((e = active(act, webhook)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_again);
	db_bind_text(s, ":id", delivery);
	db_bind_text(s, ":endpoint", webhook);
	if ((e = db_run_changed(s)) != SOUK_OK ||
	    (e = webhook_queue(act, delivery, &queued)) != SOUK_OK)
		return e;
	return queued ? settle(act, "replay_webhook", webhook, delivery,
	    out) : act_refuse(act, SOUK_CONFLICT,
	    &webhook_messages[WEBHOOK_UNDER_WAY]);
}
