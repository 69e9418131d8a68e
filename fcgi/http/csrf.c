/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/http/server.h"
#include "lib/base/crypto.h"
#include "lib/base/multipart.h"
#include "lib/base/text.h"

/*
 * Forged requests.  A browser says where a request comes from
 * (Sec-Fetch-Site, Origin); another site's is refused whoever calls.  What
 * the session cookie carries needs the token of that session besides.
 */
static enum outcome
refuse(struct exchange *x, enum http_message message)
{
	return act_refuse(&x->req.act, SOUK_DENIED, &http_messages[message]);
}

static bool
comes_from_elsewhere(const struct exchange *x)
{
	const char	*origin = req_header(&x->req, "HTTP_ORIGIN");
	const char	*site = req_header(&x->req, "HTTP_SEC_FETCH_SITE");

	if (origin != NULL && (origin_is_ours(x, origin) ||
	    origin_is_listed(x, origin)))
		return false;
	if (origin != NULL)
		return true;
	return site != NULL && strcmp(site, "same-origin") != 0 &&
	    strcmp(site, "none") != 0;
}

/* JSON must say so: a form of another site cannot. */
static bool
type_is_taken(struct exchange *x)
{
	const struct route	*route = x->req.route;

	if (route->flags & ROUTE_UPLOAD)
		return media_is(x, route->upload_types) ||
		    multipart_boundary(x->req.act.arena,
		    x->req.head->content_type) != NULL;
	if (route->body == NULL || is_bare_delete(x))
		return true;
	return media_is(x, route->flags & ROUTE_FORM ?
	    "application/x-www-form-urlencoded" : "application/json");
}

/* In a header or, of a form, in a field; NULL: none was sent. */
static enum outcome
token_read(struct exchange *x, const char **token)
{
	enum outcome	 e;

	*token = req_header(&x->req, "HTTP_X_CSRF_TOKEN");
	if (*token != NULL || !(x->req.route->flags & ROUTE_FORM))
		return SOUK_OK;
	if ((e = body_read(x)) == SOUK_OK)
		*token = pair_value(x->form, x->form_count, "_csrf");
	return e;
}

enum outcome
gate_csrf(struct exchange *x)
{
	const char	*token;
	enum outcome	 e;

	if (is_safe(x))
		return SOUK_OK;
	if (comes_from_elsewhere(x))
		return refuse(x, HTTP_ORIGIN);
	if (!type_is_taken(x))
		return SOUK_UNSUPPORTED;
	if (!x->req.by_cookie || x->req.route->flags & ROUTE_OWN_COOKIE)
		return SOUK_OK;
	if ((e = token_read(x, &token)) != SOUK_OK)
		return e;
	return crypto_equal_text(token, x->req.csrf) ? SOUK_OK :
	    refuse(x, HTTP_CSRF);
}
