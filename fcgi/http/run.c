/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "fcgi/http/server.h"
#include "lib/base/log.h"

/* The last gate: the row's transaction, and the handler inside it. */

/*
 * Once, or once more after the database was busy: whatever an earlier try
 * wrote is forgotten.  The envelope is closed here, so that an answer kept
 * for its Idempotency-Key is kept whole, in the same transaction.
 */
static enum outcome
run_handler(struct exchange *x)
{
	const struct route	*route = x->req.route;
	enum outcome		 e;

	reply_begin(x);
	memset(&x->req.act.problem, 0, sizeof(x->req.act.problem));
	e = route->run(&x->req, &x->res);
	if ((unsigned)e >= SOUK_OUTCOME__MAX) {
		log_line(LOG_ERROR, "handler returned no outcome", "route",
		    route->path, NULL);
		return SOUK_INTERNAL;
	}
	if (e == SOUK_OK)
		reply_close(x);
	return e;
}

static enum outcome
run_read(struct act *act, void *arg)
{
	(void)act;
	return run_handler(arg);
}

static enum outcome
run_write(struct act *act, void *arg)
{
	struct exchange	*x = arg;
	enum outcome	 e;

	if (x->key == NULL)
		return run_handler(x);
	if ((e = key_find(act, x)) != SOUK_OK || x->answered)
		return e;
	if ((e = run_handler(x)) != SOUK_OK)
		return e;
	return key_keep(act, x);
}

/* Those who wait meanwhile come into the same transaction. */
static enum outcome
run_writes(struct act *act, void *arg)
{
	struct exchange	*x = arg;
	enum outcome	 e;

	group_begin(x->server);
	if ((e = run_write(act, x)) == SOUK_OK && group_joins(x->req.route))
		group_gather(x->server);
	return e;
}

static enum outcome
in_read(struct exchange *x)
{
	return db_tx(&x->req.act, DB_READ, run_read, x);
}

static enum outcome
in_write(struct exchange *x)
{
	enum outcome	 e;

	if (x->joined)
		return db_tx(&x->req.act, DB_WRITE, run_write, x);
	e = db_tx(&x->req.act, DB_WRITE, run_writes, x);
	group_end(x->server, e);
	return e;
}

/* A handler that takes its own transactions must have ended them. */
static enum outcome
in_none(struct exchange *x)
{
	enum outcome	 e = run_handler(x);

	if (!db_in_tx(x->server->db))
		return e;
	log_line(LOG_ERROR, "handler left a transaction open", "route",
	    x->req.route->path, NULL);
	db_abandon(x->server->db);
	return SOUK_INTERNAL;
}

/*
 * The effect is already committed when the answer is kept; if that fails for
 * another reason than a faster twin, the caller still learns of the effect.
 */
static enum outcome
in_steps(struct exchange *x)
{
	struct act	*act = &x->req.act;
	struct problem	 problem;
	enum outcome	 e;

	if (x->key == NULL)
		return in_none(x);
	e = db_tx(act, DB_WRITE, key_reserve, x);
	if (e != SOUK_OK || x->answered)
		return e;
	if ((e = in_none(x)) != SOUK_OK) {
		problem = act->problem;
		db_tx(act, DB_WRITE, key_release, x);
		act->problem = problem;
		return e;
	}
	return db_tx(act, DB_WRITE, key_keep, x) == SOUK_CONFLICT ?
	    SOUK_CONFLICT : SOUK_OK;
}

static enum outcome (*const ways[])(struct exchange *) = {
	[TX_NONE] = in_none,
	[TX_READ] = in_read,
	[TX_WRITE] = in_write,
	[TX_STEPS] = in_steps,
};
static_assert(COUNT(ways) == TX_STEPS + 1, "a way for each enum tx");

enum outcome
gate_run(struct exchange *x)
{
	enum outcome	 e = ways[x->req.route->tx](x);

	if (e == SOUK_CONFLICT && x->key_lost) {
		e = db_tx(&x->req.act, DB_READ, key_find, x);
		if (e == SOUK_OK && !x->answered)
			return act_refuse(&x->req.act, SOUK_CONFLICT,
			    &http_messages[HTTP_KEY_RUNNING]);
	}
	if (e == SOUK_OK && !x->answered) {
		etag_set(x);
		cache_keep(x);
	}
	return e;
}
