/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "fcgi/routes/auth.h"
#include "fcgi/routes/routes.h"
#include "lib/accounts/oauth.h"
#include "lib/base/arena.h"
#include "lib/base/config.h"
#include "lib/base/text.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* Lax: it must come along when the provider sends the browser back. */
#define BROWSER_COOKIE	"__Host-oauth"
#define BROWSER_FOR	"Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600"
#define CALL_OUT_MS	20000
#define SIGN_IN		"/connexion"
#define ACCOUNT		"/compte"

/* ---- what comes in ------------------------------------------------------- */

static const struct field provider_table[] = {
	{ .name = "provider", .type = FIELD_TEXT, .min = 1, .max = 40,
	  .flags = FIELD_REQUIRED, .help = "google or facebook" },
};
static const struct fieldset provider_params =
    FIELDSET("ProviderParam", NULL, provider_table);

static const struct field begin_table[] = {
	{ .name = "to", .type = FIELD_TEXT, .max = 500,
	  .help = "A path of this site to go on to" },
};
static const struct fieldset begin_query =
    FIELDSET("ProviderQuery", NULL, begin_table);

enum back_field { BACK_STATE, BACK_CODE, BACK_ERROR, BACK_ISSUER, BACK__MAX };
#define GIVEN(NAME)	{ .name = (NAME), .type = FIELD_TEXT, .max = 4000 }
static const struct field back_table[] = {
	[BACK_STATE] = GIVEN("state"),
	[BACK_CODE] = GIVEN("code"),
	[BACK_ERROR] = GIVEN("error"),
	[BACK_ISSUER] = GIVEN("iss"),
};
static const struct fieldset back_query =
    FIELDSET("ProviderBackQuery", NULL, back_table);

static const struct field url_table[] = {
	{ .name = "url", .type = FIELD_URL,
	  .help = "Where to send the browser" },
};
static const struct fieldset url_fields =
    FIELDSET("ProviderUrl", NULL, url_table);

/* NOT_FOUND: no such provider, or not configured. */
static enum outcome
provider_read(struct req *r, const char *name, enum oauth_provider *provider)
{
	return oauth_find(r->act.config, name, provider) ? SOUK_OK :
	    act_refuse(&r->act, SOUK_NOT_FOUND, &oauth_messages[OAUTH_OFF]);
}

static const char *
query_text(const struct req *r, int field)
{
	const struct value	*v = &r->query->values[field];

	return v->state == VALUE_SET ? v->text : NULL;
}

/* ---- telling people --------------------------------------------------------- */

static const char *
with_query(struct req *r, const char *path, const char *name,
    const char *value)
{
	struct buf	b;

	buf_init(&b, r->act.arena, 256);
	buf_printf(&b, "%s%c%s=", path, strchr(path, '?') == NULL ? '?' : '&',
	    name);
	text_url_encode(&b, value);
	return b.p;
}

static const char *
sign_in_path(struct req *r, const struct oauth_end *end)
{
	return *end->to == '\0' ? SIGN_IN :
	    with_query(r, SIGN_IN, "to", end->to);
}

/* Where a code is asked for.  Behind '#', which no server logs. */
static enum outcome
second_step(struct req *r, struct res *out, const struct oauth_end *end)
{
	return res_redirect(out, 303, arena_printf(r->act.arena,
	    "%s#challenge=%s", sign_in_path(r, end), end->login->challenge));
}

/*
 * A person waits, not a program: whatever went wrong, they are told on a
 * page of the shop from which they can go on.
 */
static enum outcome
problem_show(struct req *r, struct res *out, const struct oauth_end *end,
    enum outcome e)
{
	const struct message	*m = r->act.problem.message;
	const char		*path;

	if (e == SOUK_BUSY)
		m = &oauth_messages[OAUTH_BUSY];
	if (m == NULL || oauth_problem(m->code) == NULL)
		return e;
	path = !end->linking ? sign_in_path(r, end) :
	    *end->to != '\0' ? end->to : ACCOUNT;
	return res_redirect(out, 303, with_query(r, path, "problem",
	    m->code));
}

static const char *
home_of(const struct login_result *login)
{
	return login->actor.permissions & PRODUCT_VIEW ? "/admin" : ACCOUNT;
}

/* ---- handlers ------------------------------------------------------------------ */

/* GET /api/auth/oauth/{provider}: 303 to the provider; 404. */
static enum outcome
begin_get(struct req *r, struct res *out)
{
	const char		*to = query_text(r, 0);
	struct oauth_end	 end = { .to = "" };
	enum oauth_provider	 provider;
	struct oauth_begun	 begun;
	enum outcome		 e;

	if ((e = provider_read(r, req_param(r, 0), &provider)) != SOUK_OK)
		return e;
	if (to != NULL && text_is_own_path(to))
		end.to = to;
	e = oauth_begin(&r->act, provider, end.to,
	    req_cookie(r, BROWSER_COOKIE), &begun);
	if (e != SOUK_OK)
		return problem_show(r, out, &end, e);
	res_cookie(out, BROWSER_COOKIE, begun.cookie, BROWSER_FOR);
	return res_away(out, begun.url);
}

/* GET /api/auth/oauth/{provider}/callback: 303, signed in or told why not. */
static enum outcome
back_get(struct req *r, struct res *out)
{
	struct login_result	 login;
	struct oauth_end	 end = { .to = "", .login = &login };
	struct oauth_back	 back = {
		.state = query_text(r, BACK_STATE),
		.code = query_text(r, BACK_CODE),
		.error = query_text(r, BACK_ERROR),
		.issuer = query_text(r, BACK_ISSUER),
		.cookie = req_cookie(r, BROWSER_COOKIE),
	};
	enum outcome		 e;

	if ((e = provider_read(r, req_param(r, 0), &back.provider)) !=
	    SOUK_OK)
		return e;
	if ((e = oauth_finish(&r->act, &back, &end)) != SOUK_OK)
		return problem_show(r, out, &end, e);
	if (end.linking)
		return res_redirect(out, 303, with_query(r,
		    *end.to != '\0' ? end.to : ACCOUNT, "linked",
		    oauth_name(back.provider)));
	if (login.challenge != NULL)
		return second_step(r, out, &end);
	auth_cookies(r, out, &login);
	return res_redirect(out, 303, *end.to != '\0' ? end.to :
	    home_of(&login));
}

/* POST /api/auth/oauth/{provider}/link: where to go; 400, 401, 404, 409, 502. */
static enum outcome
link_post(struct req *r, struct res *out)
{
	struct record		*answer = record_new(r->act.arena, &url_fields);
	enum oauth_provider	 provider;
	struct oauth_begun	 begun;
	enum outcome		 e;

	if ((e = provider_read(r, req_param(r, 0), &provider)) != SOUK_OK ||
	    (e = oauth_link_begin(&r->act, provider, r->body,
	    req_cookie(r, BROWSER_COOKIE), &begun)) != SOUK_OK)
		return e;
	res_cookie(out, BROWSER_COOKIE, begun.cookie, BROWSER_FOR);
	record_set_text(answer, 0, begun.url);
	res_record(out, answer);
	return SOUK_OK;
}

/* POST /api/auth/oauth/facebook/data-deletion: as Facebook wants it; 400. */
static enum outcome
deletion_post(struct req *r, struct res *out)
{
	const char	*code;
	enum outcome	 e;

	e = oauth_facebook_deletion(&r->act, r->body, &code);
	if (e != SOUK_OK)
		return e;
	out->content_type = "application/json";
	json_open(&out->json, NULL);
	json_text(&out->json, "url", arena_printf(r->act.arena,
	    "%s" SIGN_IN "?problem=%s&code=%s", r->act.config->base_url,
	    oauth_messages[OAUTH_FORGOTTEN].code, code));
	json_text(&out->json, "confirmation_code", code);
	json_close(&out->json);
	return SOUK_OK;
}

/* GET /api/users/me/identities: one's own, in the order they were linked. */
static enum outcome
identities_get(struct req *r, struct res *out)
{
	struct rows	 list;
	enum outcome	 e;

	e = identity_list(&r->act, r->list, &list);
	return e != SOUK_OK ? e : answer_rows(r, out, &list, &identity_fields,
	    NULL, identity_list_cursor);
}

/* DELETE /api/users/me/identities/{id}: 404, 409 the last way in. */
static enum outcome
identity_remove(struct req *r, struct res *out)
{
	enum outcome	e = identity_unlink(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

/* ---- the rows --------------------------------------------------------------------- */

#define ASKS_OTHERS	.pool = POOL_REMOTE, .tx = TX_STEPS, \
	.time_limit_ms = CALL_OUT_MS, .tag = "Auth"

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = "/api/auth/oauth/{provider}",
		.feature = FEATURE_SOCIAL_SIGN_IN,
		.run = begin_get, .who = FOR_ANYONE,
		.params = &provider_params, .query = &begin_query,
		ASKS_OTHERS, .rate = RATE_CREDENTIAL,
		.flags = ROUTE_PAGE | ROUTE_NO_STORE,
		.summary = "Sign in with another provider",
	}, {
		.method = METHOD_GET,
		.path = "/api/auth/oauth/{provider}/callback",
		.feature = FEATURE_SOCIAL_SIGN_IN,
		.run = back_get, .who = FOR_ANYONE,
		.params = &provider_params, .query = &back_query,
		ASKS_OTHERS, .rate = RATE_WRITE,
		.flags = ROUTE_PAGE | ROUTE_NO_STORE,
		.summary = "Where that provider sends people back to",
	}, {
		.method = METHOD_POST,
		.path = "/api/auth/oauth/{provider}/link",
		.feature = FEATURE_SOCIAL_SIGN_IN,
		.run = link_post, .who = FOR_SIGNED_IN,
		.params = &provider_params, .body = &oauth_link_fields,
		.answer = &url_fields,
		ASKS_OTHERS, .rate = RATE_CREDENTIAL,
		.flags = ROUTE_NO_STORE,
		.summary = "Begin to link one's account with a provider's",
	}, {
		.method = METHOD_POST,
		.path = "/api/auth/oauth/facebook/data-deletion",
		.run = deletion_post, .who = FOR_ANYONE,
		.body = &oauth_deletion_fields,
		.tx = TX_WRITE, .rate = RATE_WRITE, .max_body = 8192,
		.flags = ROUTE_FORM | ROUTE_BARE | ROUTE_NO_STORE,
		.tag = "Auth",
		.summary = "Facebook says that somebody left it",
	}, {
		.method = METHOD_GET, .path = "/api/users/me/identities",
		.run = identities_get, .who = FOR_SIGNED_IN,
		.answer = &identity_fields,
		.tx = TX_READ, .rate = RATE_READ, .flags = ROUTE_PAGED,
		.tag = "Auth", .summary = "What one's account is linked with",
	}, {
		.method = METHOD_DELETE,
		.path = "/api/users/me/identities/{id}",
		.run = identity_remove, .who = FOR_SIGNED_IN,
		.tx = TX_WRITE, .rate = RATE_WRITE,
		.tag = "Auth", .summary = "End such a link",
	},
};

const struct route_table oauth_routes = { routes, COUNT(routes) };
