/* SPDX-License-Identifier: ISC */
#include <string.h>
#include <strings.h>

#include "fcgi/http/server.h"
#include "lib/base/arena.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"

/*
 * Who calls: a session by the Authorization header if there is one, else by the
 * session cookie, or an API key by the header.  A stale cookie is nobody; a stale bearer is told so, since
 * its client believes to be somebody, except where anyone may come (it may
 * be on its way to a new token).
 */
#define SESSION_COOKIE	"__Host-session"
#define SECRET_LETTERS	43	/* 256 bits in base64url */

/* As crypto_token() makes them; what somebody thought up is none. */
static bool
is_secret(const char *text)
{
	static const char	 letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789-_";
	const size_t		 len = strspn(text, letters);

	return len == SECRET_LETTERS && text[len] == '\0';
}

const char *
req_guest(struct req *r)
{
	const char	*secret = req_cookie(r, CART_COOKIE);

	return secret != NULL && is_secret(secret) ?
	    crypto_sha256_hex(r->act.arena, secret) : NULL;
}

/* What somebody holds without being anybody. */
static void
read_held(struct exchange *x)
{
	x->req.act.actor.guest = req_guest(&x->req);
	x->req.act.actor.pass = req_header(&x->req, "HTTP_X_ORDER_PASS");
}

struct credential {
	const char	*cookie, *bearer;
	bool		 touch;
	bool		 asks_locale;	/* the browser did not choose one */
	const char	*locale;	/* of the account; may be NULL */
};

static enum outcome
look_up(struct act *act, void *arg)
{
	struct credential	*c = arg;
	struct record		*user;
	enum outcome		 e;
	int64_t			 expires_at;

	if (c->bearer == NULL)
		e = session_by_token(act, c->cookie, &c->touch);
	else if (text_starts(c->bearer, API_KEY_START))
		e = api_key_enter(act, c->bearer, &c->touch);
	else
		e = session_by_access_token(act, c->bearer, &c->touch);
	if (e != SOUK_OK || !c->asks_locale || act->actor.key_id != NULL)
		return e;
	if ((e = session_read(act, &expires_at, &user)) == SOUK_OK)
		c->locale = user->values[USER_LOCALE].text;
	return e;
}

static enum outcome
touch(struct act *act, void *arg)
{
	(void)arg;
	return act->actor.key_id != NULL ? api_key_touch(act) :
	    session_touch(act);
}

/* The token behind "Bearer "; "" for anything else. */
static const char *
bearer_of(const char *authorization)
{
	if (strncasecmp(authorization, "Bearer ", 7) != 0)
		return "";
	authorization += 7;
	return authorization + strspn(authorization, " ");
}

static enum outcome
identify(struct exchange *x)
{
	struct act		*act = &x->req.act;
	const char		*header;
	struct credential	 c = { 0 };
	enum outcome		 e;

	header = req_header(&x->req, "HTTP_AUTHORIZATION");
	if (header != NULL) {
		if (*(c.bearer = bearer_of(header)) == '\0')
			return SOUK_UNAUTHENTICATED;
	} else {
		c.cookie = req_cookie(&x->req, SESSION_COOKIE);
		if (c.cookie == NULL || *c.cookie == '\0')
			return SOUK_OK;
	}
	c.asks_locale = req_cookie(&x->req, "locale") == NULL;
	if ((e = db_tx(act, DB_READ, look_up, &c)) != SOUK_OK)
		return e == SOUK_UNAUTHENTICATED && c.bearer == NULL ?
		    SOUK_OK : e;
	x->session_locale = c.locale;
	x->req.by_cookie = c.bearer == NULL;
	x->req.csrf = act->actor.key_id != NULL ? "" :
	    session_csrf(act, act->actor.session_id);
	/* That it was seen is not worth a refusal. */
	if (c.touch && db_tx(act, DB_WRITE, touch, NULL) != SOUK_OK)
		memset(&act->problem, 0, sizeof(act->problem));
	return SOUK_OK;
}

static enum outcome
from_here(struct exchange *x)
{
	const char	*address = x->req.head->address;
	const char	*header = req_header(&x->req, "HTTP_AUTHORIZATION");
	const char	*token = x->server->config->metrics_token;

	if (text_equal(address, "127.0.0.1") || text_equal(address, "::1"))
		return SOUK_OK;
	if (header == NULL)
		return SOUK_UNAUTHENTICATED;
	return crypto_equal_text(bearer_of(header), token) ? SOUK_OK :
	    SOUK_DENIED;
}

enum outcome
gate_caller(struct exchange *x)
{
	const struct route	*route = x->req.route;
	const struct actor	*actor = &x->req.act.actor;
	enum outcome		 e;

	if (route->who == FOR_LOOPBACK)
		return from_here(x);
	e = identify(x);
	if (e == SOUK_UNAUTHENTICATED && route->who == FOR_ANYONE)
		e = SOUK_OK;
	if (e != SOUK_OK)
		return e;
	read_held(x);
	locale_choose(x);
	if (route->who == FOR_ANYONE)
		return SOUK_OK;
	if (actor->user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	if (actor->key_id != NULL && (route->who == FOR_SIGNED_IN ||
	    route->flags & ROUTE_PERSON))
		return SOUK_DENIED;
	if (route->who == FOR_PERMITTED && (actor->permissions &
	    route->permission) != route->permission)
		return SOUK_DENIED;
	return SOUK_OK;
}
