/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/db/db.h"
#include "lib/net/net.h"
#include "lib/notify/message.h"
#include "lib/notify/webhook_parts.h"
#include "lib/queue/queue.h"

#define ATTEMPTS	12	/* about seven hours */
#define TIMEOUT_MS	10000
#define ANSWER_BYTES	4096
#define ANSWER_KEPT	200
#define GONE		410

static const char sql_load[] =
    "SELECT d.endpoint_id, d.brand_id, d.body, e.url, e.sealed, e.is_active"
    " FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id"
    " WHERE d.id = :id AND d.state = 'waiting'";

static const char sql_record[] =
    "UPDATE webhook_delivery SET state = :state, attempts = attempts + :tried,"
    " status = :status, answer = :answer, delivered_at = :delivered"
    " WHERE id = :id AND state = 'waiting'";

static const char sql_disable[] =
    "UPDATE webhook_endpoint SET is_active = 0, updated_at = :now,"
    " version = version + 1 WHERE id = :id AND is_active = 1";

enum fate { FATE_TAKEN, FATE_AGAIN, FATE_NEVER };

/* One delivery under way. */
struct hook {
	const char	*id, *endpoint, *brand, *body, *url, *sealed;
	bool		 is_active;
	bool		 tried;		/* something was sent, or should be */
	enum fate	 fate;
	int		 status;	/* 0: no answer */
	const char	*answer;
};

static enum outcome
load(struct act *act, void *arg)
{
	struct hook	*h = arg;
	struct stmt	*s = db_sql(act->db, sql_load);
	enum outcome	 e;

	db_bind_text(s, ":id", h->id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	h->endpoint = db_copy(s, 0, act->arena);
	h->brand = db_copy(s, 1, act->arena);
	h->body = db_copy(s, 2, act->arena);
	h->url = db_copy(s, 3, act->arena);
	h->sealed = db_copy(s, 4, act->arena);
	h->is_active = db_int(s, 5) != 0;
	db_done(s);
	return SOUK_OK;
}

/* ---- the call ----------------------------------------------------------- */

static void
judge(struct act *act, struct hook *h, enum net_result result,
    const struct net_answer *answer)
{
	h->fate = result == NET_REFUSED ? FATE_NEVER : FATE_AGAIN;
	h->answer = net_result_name(result);
	if (result != NET_OK)
		return;
	h->status = answer->status;
	h->answer = mail_line(act->arena, arena_text(act->arena, answer->body,
	    answer->len < ANSWER_KEPT ? answer->len : ANSWER_KEPT));
	if (h->status >= 200 && h->status < 300)
		h->fate = FATE_TAKEN;
	else if (h->status == GONE)
		h->fate = FATE_NEVER;
}

static void
call(struct act *act, struct hook *h, const char *secret)
{
	const int64_t		 at = clock_now() / CLOCK_SECOND;
	const char		*path = strstr(h->url, "://") + 3;
	const char *const	 headers[] = {
		"Content-Type: application/json",
		arena_printf(act->arena, "webhook-id: %s", h->id),
		arena_printf(act->arena, "webhook-timestamp: %lld",
		    (long long)at),
		arena_printf(act->arena, "webhook-signature: %s",
		    webhook_sign(act->arena, secret, h->id, at, h->body)),
		NULL };
	struct net_answer	 answer;
	enum net_result		 result;

	path += strcspn(path, "/");
	h->tried = true;
	result = net_http(act, &(struct net_request){ .method = "POST",
		.base = arena_text(act->arena, h->url,
		    (size_t)(path - h->url)), .path = path,
		.headers = headers, .body = h->body, .len = strlen(h->body),
		.timeout_ms = TIMEOUT_MS, .most = ANSWER_BYTES, .cut = true,
		.public_only = true }, &answer);
	judge(act, h, result, &answer);
}

static void
send_it(struct act *act, struct hook *h)
{
	const char	*secret = webhook_unseal(act, h->endpoint, h->sealed);

	h->fate = FATE_NEVER;
	if (!h->is_active)
		h->answer = "the webhook is not active";
	else if (secret == NULL)
		h->answer = "sealed under another SOUK_SECRET";
	else
		call(act, h, secret);
}

/* ---- what came of it ---------------------------------------------------- */

/* Told to the log of its brand, by nobody. */
static enum outcome
disable(struct act *act, const struct hook *h)
{
	const struct actor	 nobody = act->actor;
	struct stmt		*s = db_sql(act->db, sql_disable);
	enum outcome		 e;

	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":id", h->endpoint);
	if ((e = db_run_changed(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	act->actor.brand_id = h->brand;
	e = audit_write(act, &(struct audit){ .action = "disable_webhook",
		.entity_type = "Webhook", .entity_id = h->endpoint });
	act->actor = nobody;
	return e;
}

static enum outcome
record(struct act *act, void *arg)
{
	static const char *const	 states[] = {
		[FATE_TAKEN] = "delivered", [FATE_AGAIN] = "waiting",
		[FATE_NEVER] = "dead" };
	struct hook			*h = arg;
	struct stmt			*s = db_sql(act->db, sql_record);
	enum outcome			 e;

	db_bind_text(s, ":id", h->id);
	db_bind_text(s, ":state", states[h->fate]);
	db_bind_int(s, ":tried", h->tried);
	db_bind_text(s, ":answer", h->answer);
	if (h->status != 0)
		db_bind_int(s, ":status", h->status);
	else
		db_bind_null_int(s, ":status");
	if (h->fate == FATE_TAKEN)
		db_bind_int(s, ":delivered", act->now);
	else
		db_bind_null_int(s, ":delivered");
	if ((e = db_run(s)) != SOUK_OK || h->status != GONE)
		return e;
	return disable(act, h);
}

static enum outcome
hook_run(struct act *act, const struct job *job)
{
	struct hook	 h = { .id = job_text(act, job, "delivery") };
	enum outcome	 e;

	if (h.id == NULL)
		return SOUK_INVALID;
	/* Delivered before, swept, or its webhook is gone. */
	if ((e = db_tx(act, DB_READ, load, &h)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	send_it(act, &h);
	if (h.fate == FATE_AGAIN && job->attempts >= ATTEMPTS)
		h.fate = FATE_NEVER;
	if ((e = db_tx(act, DB_WRITE, record, &h)) != SOUK_OK)
		return e;
	return h.fate == FATE_AGAIN ? act_refuse(act, SOUK_UPSTREAM,
	    &webhook_messages[WEBHOOK_NOT_DELIVERED]) : SOUK_OK;
}

/*
 * One whose sender is killed between the answer and its record goes twice,
 * under one webhook-id.
 */
const struct job_kind notify_webhook = {
	.name = "notify.webhook",
	.shown = (const char *const[]){ "delivery", NULL },
	.lane = LANE_CALL,
	.run = hook_run,
	.max_attempts = ATTEMPTS,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
