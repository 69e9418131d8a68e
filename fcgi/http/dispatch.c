/* SPDX-License-Identifier: ISC */
#include <setjmp.h>
#include <string.h>
#include <strings.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"
#include "lib/base/typeid.h"

/*
 * Every request passes these in this order; the first that refuses decides
 * the answer, and one that answers itself ends the way too.
 */
static enum outcome (*const gates[])(struct exchange *) = {
	gate_path,		/* 404 */
	gate_method,		/* 405 with Allow; OPTIONS is answered */
	gate_feature,		/* 404: turned off */
	gate_group,		/* set aside, if it cannot join */
	gate_audience,		/* 500: a row that says not whom it is for */
	gate_caller,		/* 401, 403 */
	gate_sound,		/* 503: a damaged database is not written to */
	gate_size,		/* 413 */
	gate_csrf,		/* 403, 415 */
	gate_rate,		/* 429 */
	gate_inputs,		/* 400 naming each field, 404 */
	gate_key,		/* 400: an Idempotency-Key that is none */
	gate_cache,		/* answered, if it was kept */
	gate_run,		/* transaction, handler */
};

enum outcome
gate_path(struct exchange *x)
{
	const char	*uri = x->req.head->uri;
	size_t		 len = strcspn(uri, "?");

	x->query = uri[len] == '?' ? uri + len + 1 : "";
	x->req.path = arena_text(x->req.act.arena, uri, len);
	router_find(x, uri, len);
	return x->node == NULL ? SOUK_NOT_FOUND : SOUK_OK;
}

static enum outcome
answer_options(struct exchange *x)
{
	reply_begin(x);
	allow_put(&x->res.head, x->node);
	x->res.status = 204;
	x->answered = true;
	return SOUK_OK;
}

enum outcome
gate_method(struct exchange *x)
{
	enum method	 m = method_from_name(x->req.head->method);
	int		 limit;

	x->req.route = node_route(x->node, m, &x->index);
	if (x->req.route == NULL) {
		x->index = HTTP_UNMATCHED;
		return m == METHOD_OPTIONS ? answer_options(x) : SOUK_METHOD;
	}
	limit = x->req.route->time_limit_ms;
	timer_start(x->server->timer, limit > 0 ? limit : HTTP_TIME_MS,
	    x->req.route->path, x->req.act.request_id);
	return SOUK_OK;
}

/* As if there were no such path. */
enum outcome
gate_feature(struct exchange *x)
{
	struct act	*act = &x->req.act;

	return feature_is_on(act, x->req.route->feature) ? SOUK_OK :
	    act_refuse(act, SOUK_NOT_FOUND, &http_messages[HTTP_FEATURE_OFF]);
}

/* server_new() refuses such a row; this one costs nothing. */
enum outcome
gate_audience(struct exchange *x)
{
	return x->req.route->who == FOR_NOBODY ? SOUK_INTERNAL : SOUK_OK;
}

enum outcome
gate_sound(struct exchange *x)
{
	if (x->req.route->method == METHOD_GET ||
	    !shared_is_damaged(x->server->shared))
		return SOUK_OK;
	return act_refuse(&x->req.act, SOUK_BUSY, &http_messages[HTTP_DAMAGED]);
}

static enum outcome
pass_gates(struct exchange *x)
{
	enum outcome	 e = SOUK_OK;

	for (size_t i = 0; i < COUNT(gates) && e == SOUK_OK && !x->answered;
	    i++)
		e = gates[i](x);
	return e;
}

/* nginx's, if it looks like one; it stands in logs and headers. */
static const char *
request_id(struct act *act, const char *given)
{
	static const char	 plain[] = "0123456789-_abcdefghijklmnopqrst"
	    "uvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	size_t			 len = given == NULL ? 0 : strlen(given);

	if (len > 0 && len <= 64 && strspn(given, plain) == len)
		return given;
	return typeid_new(act->arena, "req", act->now);
}

static void
exchange_begin(struct exchange *x, struct server *s, struct room *room,
    const struct request_head *head)
{
	struct act	*act = &x->req.act;

	*x = (struct exchange){
		.server = s, .room = room, .started_us = clock_monotonic_us(),
		.index = HTTP_UNMATCHED, .query = "",
		.is_head = strcmp(head->method, "HEAD") == 0,
		.req = { .head = head, .path = "", .csrf = "", .act = {
			.db = s->db, .arena = room->arena, .souk = s->souk,
			.config = s->config, .settings = s->settings,
			.shared = s->shared, .now = clock_now(),
		} },
	};
	act->request_id = request_id(act, head->request_id);
	act->actor.address = head->address;
	act->actor.user_agent = req_header(&x->req, "HTTP_USER_AGENT");
}

static enum outcome
reload(struct act *act, void *settings)
{
	return settings_load(settings, act, true);
}

/*
 * Anew while a change is under way.  The old ones serve until the new can be
 * read.
 */
static void
refresh_settings(struct exchange *x)
{
	struct server	*s = x->server;
	uint64_t	 now = shared_generation(s->shared,
	    GENERATION_SETTINGS);

	if ((now != s->settings_at || !shared_is_even(now)) &&
	    db_tx(&x->req.act, DB_READ, reload, s->settings) == SOUK_OK)
		s->settings_at = now;
}

/* One line a request: no query, no body, no address, no name. */
static void
account(struct exchange *x, enum outcome e)
{
	struct act	*act = &x->req.act;
	int64_t		 us = clock_monotonic_us() - x->started_us;
	const char	*actor = act->actor.user_id;
	int		 status = x->res.status;

	shared_count_request(act->shared, x->index, status, us);
	if (x->res.view_id != NULL && e == SOUK_OK)
		shared_view(act->shared, x->res.view_id);
	log_line(status >= 500 ? LOG_WARN : LOG_INFO, "request",
	    "method", method_name(method_from_name(x->req.head->method)),
	    "route", x->req.route == NULL ? "" : x->req.route->path,
	    "status", arena_printf(act->arena, "%d", status),
	    "outcome", outcome_name(e),
	    "ms", arena_printf(act->arena, "%lld.%03d", (long long)(us / 1000),
	    (int)(us % 1000)),
	    "id", act->request_id, "actor", actor == NULL ? "" : actor, NULL);
}

/* Refused for a hash that there was no memory for. */
static enum outcome
hash_missing(struct exchange *x)
{
	x->req.act.problem = (struct problem){ .message = NULL };
	return SOUK_BUSY;
}

enum outcome
exchange_run(struct exchange *x, struct server *s, struct room *room,
    const struct request_head *head)
{
	exchange_begin(x, s, room, head);
	x->joined = room != &s->room;
	locale_choose(x);
	if (!x->joined)		/* it would see what is not yet committed */
		refresh_settings(x);
	return pass_gates(x);
}

void
exchange_answer(struct exchange *x, enum outcome e, struct reply *reply)
{
	if (crypto_spoiled() && e != SOUK_OK)
		e = hash_missing(x);
	if (e != SOUK_OK)
		reply_refuse(x, e);
	else
		etag_compare(x);
	reply_write(x, reply);
	room_upload_remove(x->room);
	account(x, e);
}

/* Told that the shop is busy; what can be known of its route is. */
static void
refuse_exhausted(struct server *s, const struct request_head *head,
    struct reply *reply)
{
	struct exchange	 x;

	exchange_begin(&x, s, &s->room, head);
	locale_choose(&x);
	if (gate_path(&x) == SOUK_OK)
		x.req.route = node_route(x.node,
		    method_from_name(head->method), &x.index);
	exchange_answer(&x, SOUK_BUSY, reply);
}

static void
serve(struct server *s, const struct request_head *head, struct reply *reply)
{
	struct exchange	 x;
	enum outcome	 e = exchange_run(&x, s, &s->room, head);

	exchange_answer(&x, e, reply);
}

/*
 * A request that takes more memory than it may jumps back here: everything
 * it held is taken back, and it is told that the shop is busy.
 */
void
server_handle(struct server *s, const struct request_head *head,
    struct reply *reply)
{
	volatile int	 jumps = 0;
	jmp_buf		 guard;

	room_clear(&s->room);
	arena_guard(s->room.arena, &guard);
	if (setjmp(guard) != 0)
		jumps++;
	if (jumps == 0)
		serve(s, head, reply);
	else {
		db_abandon(s->db);
		room_clear(&s->room);
		if (jumps == 1)
			refuse_exhausted(s, head, reply);
		else
			reply_exhausted(reply);
	}
	group_answer(s);
	timer_stop(s->timer);
	arena_guard(s->room.arena, NULL);
}
