/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/ops/idempotency.h"

/*
 * Idempotency-Key: the same request twice has one effect and one answer.
 * draft-ietf-httpapi-idempotency-key-header; 255 visible characters at most.
 */
#define KEY_MAX	255

static bool
is_key(const char *key)
{
	size_t	 len = strlen(key);

	for (const char *p = key; *p != '\0'; p++)
		if (*p <= ' ' || *p > '~')
			return false;
	return len > 0 && len <= KEY_MAX;
}

/* What makes two requests the same: method, path, query and body. */
static const char *
request_hash(struct exchange *x)
{
	const char	*body = x->body_hash != NULL ? x->body_hash :
			    x->body != NULL ? x->body : "";

	return crypto_sha256_hex(x->req.act.arena, arena_printf(
	    x->req.act.arena, "%s %s?%s\n%s", x->req.head->method,
	    x->req.path, x->query, body));
}

/* A guest is known by network and cart: neighbours behind one address do not
 * see each other's answers. */
static const char *
key_actor(struct exchange *x)
{
	const struct actor	*actor = &x->req.act.actor;

	if (actor->user_id != NULL)
		return actor->user_id;
	return actor->guest == NULL ? caller_network(x) :
	    arena_printf(x->req.act.arena, "%s %s", caller_network(x),
	    actor->guest);
}

enum outcome
gate_key(struct exchange *x)
{
	struct act	*act = &x->req.act;
	const char	*key = req_header(&x->req, "HTTP_IDEMPOTENCY_KEY");

	if (key == NULL || !(x->req.route->flags &
	    (ROUTE_CREATES | ROUTE_ACCEPTED)) ||
	    x->req.route->flags & ROUTE_TOLD_ONCE)
		return SOUK_OK;
	if (!is_key(key))
		return act_bad_field(act, "Idempotency-Key",
		    &http_messages[HTTP_KEY_FORM]);
	x->key = key;
	x->key_hash = request_hash(x);
	x->key_actor = key_actor(x);
	return SOUK_OK;
}

static void
replay(struct exchange *x, const struct kept_answer *kept)
{
	reply_begin(x);
	x->res.status = (int)kept->status;
	buf_puts(&x->res.head, kept->head);
	res_header(&x->res, "Idempotency-Replayed", "true");
	buf_puts(&x->res.body, kept->body);
	x->closed = x->answered = true;
}

enum outcome
key_find(struct act *act, void *exchange)
{
	struct exchange		*x = exchange;
	struct kept_answer	 kept;
	enum outcome		 e;

	e = idempotency_find(act, x->key_actor, x->key, &kept);
	if (e == SOUK_NOT_FOUND)
		return SOUK_OK;
	if (e != SOUK_OK)
		return e;
	if (strcmp(kept.request_hash, x->key_hash) != 0)
		return act_refuse(act, SOUK_CONFLICT,
		    &http_messages[HTTP_KEY_REUSED]);
	if (kept.status == 0)
		return act_refuse(act, SOUK_CONFLICT,
		    &http_messages[HTTP_KEY_RUNNING]);
	replay(x, &kept);
	return SOUK_OK;
}

/* Who comes second learns of the first. */
enum outcome
key_reserve(struct act *act, void *exchange)
{
	struct exchange	*x = exchange;
	enum outcome	 e;

	e = idempotency_reserve(act, x->key_actor, x->key, x->key_hash);
	return e == SOUK_CONFLICT ? key_find(act, x) : e;
}

enum outcome
key_release(struct act *act, void *exchange)
{
	struct exchange	*x = exchange;

	return idempotency_release(act, x->key_actor, x->key);
}

/*
 * An answer that hands over a secret in a cookie is not kept: it would lie in
 * the database, for whoever comes from the same network with the same key.
 */
static bool
sets_cookie(const struct res *res)
{
	return strstr(res->head.p, "Set-Cookie:") != NULL;
}

enum outcome
key_keep(struct act *act, void *exchange)
{
	struct exchange		*x = exchange;
	struct kept_answer	 kept = {
		.request_hash = x->key_hash, .status = x->res.status,
		.head = x->res.head.p, .body = x->res.body.p,
	};
	enum outcome		 e;

	if (sets_cookie(&x->res)) {
		e = idempotency_release(act, x->key_actor, x->key);
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	}
	if (x->res.etag[0] != '\0')
		kept.head = arena_printf(act->arena, "%sETag: %s\r\n",
		    kept.head, x->res.etag);
	e = idempotency_keep(act, x->key_actor, x->key, &kept);
	x->key_lost = e == SOUK_CONFLICT;
	return e;
}
