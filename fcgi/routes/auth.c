/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/auth.h"
#include "fcgi/routes/cart.h"
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/*
 * The prefixes bind the cookies to HTTPS and, for __Host-, to this host and
 * every path (draft-ietf-httpbis-rfc6265bis 4.1.3).  Max-Age follows.
 */
#define SESSION_COOKIE	"__Host-session"
#define SESSION_FOR	"Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age="
#define REFRESH_COOKIE	"__Secure-refresh"
#define REFRESH_FOR	\
    "Path=/api/auth; Secure; HttpOnly; SameSite=Strict; Max-Age="

/* ---- answers ----------------------------------------------------------- */

enum account_field { ACCOUNT_ID, ACCOUNT_USERNAME, ACCOUNT_EMAIL,
	ACCOUNT_NAME, ACCOUNT_ROLE, ACCOUNT_PERMISSIONS, ACCOUNT_BRAND,
	ACCOUNT_LOCALE, ACCOUNT_SUBSCRIPTION, ACCOUNT_VERIFIED_AT,
	ACCOUNT_PHONE, ACCOUNT_BUSINESS, ACCOUNT_AVATAR, ACCOUNT_CREATED_AT,
	ACCOUNT_PENDING, ACCOUNT__MAX };

static const struct field account_table[] = {
	[ACCOUNT_ID] = { .name = "id", .type = FIELD_ID, .prefix = "user" },
	[ACCOUNT_USERNAME] = { .name = "username", .type = FIELD_TEXT },
	[ACCOUNT_EMAIL] = { .name = "email", .type = FIELD_EMAIL },
	[ACCOUNT_NAME] = { .name = "name", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE },
	[ACCOUNT_ROLE] = { .name = "role", .type = FIELD_TEXT },
	[ACCOUNT_PERMISSIONS] = { .name = "permissions", .type = FIELD_TEXTS },
	[ACCOUNT_BRAND] = { .name = "brandId", .type = FIELD_ID,
	    .prefix = "brand" },
	[ACCOUNT_LOCALE] = { .name = "locale", .type = FIELD_LOCALE,
	    .flags = FIELD_NULLABLE },
	[ACCOUNT_SUBSCRIPTION] = { .name = "subscription", .type = FIELD_TEXT,
	    .help = "free, pro or enterprise" },
	[ACCOUNT_VERIFIED_AT] = { .name = "emailVerifiedAt",
	    .type = FIELD_TIME, .flags = FIELD_NULLABLE },
	[ACCOUNT_PHONE] = { .name = "phone", .type = FIELD_PHONE,
	    .flags = FIELD_NULLABLE },
	[ACCOUNT_BUSINESS] = { .name = "businessName", .type = FIELD_TEXT,
	    .flags = FIELD_NULLABLE },
	[ACCOUNT_AVATAR] = { .name = "avatarUrl", .type = FIELD_URL,
	    .flags = FIELD_NULLABLE },
	[ACCOUNT_CREATED_AT] = { .name = "createdAt", .type = FIELD_TIME },
	[ACCOUNT_PENDING] = { .name = "pendingEmail", .type = FIELD_EMAIL,
	    .flags = FIELD_NULLABLE,
	    .help = "Waits to be confirmed; only at /api/users/me" },
};
const struct fieldset account_fields =
    FIELDSET("Account", NULL, account_table);

static const char *const owed_choices[] = { "none", "required", "enroll",
	NULL };

enum tokens_field { TOKENS_USER, TOKENS_ACCESS, TOKENS_EXPIRES,
	TOKENS_EXPIRES_IN, TOKENS_CSRF, TOKENS_OWED, TOKENS_CHALLENGE,
	TOKENS_SECRET, TOKENS_RECOVERY, TOKENS__MAX };

/*
 * Without the user, an answer to a refresh.  With a challenge, nobody is
 * signed in yet, and there are no tokens.
 */
static const struct field tokens_table[] = {
	[TOKENS_USER] = { .name = "user", .type = FIELD_OBJECT,
	    .of = &account_fields, .help = "At login" },
	[TOKENS_ACCESS] = { .name = "accessToken", .type = FIELD_TEXT,
	    .help = "For the Authorization header, as Bearer" },
	[TOKENS_EXPIRES] = { .name = "expiresAt", .type = FIELD_TIME,
	    .help = "The end of the session, or of the challenge" },
	[TOKENS_EXPIRES_IN] = { .name = "expiresIn", .type = FIELD_INTEGER,
	    .help = "Seconds that the access token lives" },
	[TOKENS_CSRF] = { .name = "csrfToken", .type = FIELD_TEXT,
	    .help = "To send back as X-CSRF-Token with the session cookie" },
	[TOKENS_OWED] = { .name = "secondFactor", .type = FIELD_ENUM,
	    .choices = owed_choices, .help = "Where a code is asked for: to "
	    "go on with at /api/auth/login/second-factor" },
	[TOKENS_CHALLENGE] = { .name = "challenge", .type = FIELD_TEXT,
	    .help = "To send there, with the code" },
	[TOKENS_SECRET] = { .name = "enrollment", .type = FIELD_OBJECT,
	    .of = &factor_secret_fields,
	    .help = "What the app is set up with, where staff must" },
	[TOKENS_RECOVERY] = { .name = "recoveryCodes", .type = FIELD_TEXTS,
	    .help = "Once, after an enrolment" },
};
const struct fieldset tokens_fields =
    FIELDSET("Tokens", NULL, tokens_table);

static const struct field expiry_table[] = {
	{ .name = "expiresAt", .type = FIELD_TIME },
};
static const struct fieldset expiry_fields =
    FIELDSET("SessionExpiry", NULL, expiry_table);

enum state_field { STATE_USER, STATE_SESSION, STATE_CSRF, STATE__MAX };

static const struct field state_table[] = {
	[STATE_USER] = { .name = "user", .type = FIELD_OBJECT,
	    .of = &account_fields },
	[STATE_SESSION] = { .name = "session", .type = FIELD_OBJECT,
	    .of = &expiry_fields },
	[STATE_CSRF] = { .name = "csrfToken", .type = FIELD_TEXT },
};
static const struct fieldset state_fields =
    FIELDSET("Session", NULL, state_table);

static void
set_object(struct record *record, int field, const struct record *object)
{
	record->values[field] = (struct value){ .state = VALUE_SET,
		.items = (struct record *)(uintptr_t)object, .count = 1 };
}

static struct value
permissions_value(struct arena *arena, uint64_t permissions)
{
	struct value	value = { .state = VALUE_SET };
	int		bit;

	value.texts = arena_array(arena, 64, sizeof(*value.texts));
	for (bit = 0; permission_label(bit) != NULL; bit++)
		if (permissions & UINT64_C(1) << bit)
			value.texts[value.count++] = permission_label(bit);
	return value;
}

/* What of user_fields is shown where in account_fields, as it is. */
static const struct { int account, user; } shown[] = {
	{ ACCOUNT_ID, USER_ID },
	{ ACCOUNT_USERNAME, USER_USERNAME },
	{ ACCOUNT_EMAIL, USER_EMAIL },
	{ ACCOUNT_NAME, USER_NAME },
	{ ACCOUNT_ROLE, USER_ROLE },
	{ ACCOUNT_BRAND, USER_BRAND },
	{ ACCOUNT_LOCALE, USER_LOCALE },
	{ ACCOUNT_SUBSCRIPTION, USER_SUBSCRIPTION },
	{ ACCOUNT_VERIFIED_AT, USER_VERIFIED_AT },
	{ ACCOUNT_PHONE, USER_PHONE },
	{ ACCOUNT_BUSINESS, USER_BUSINESS },
	{ ACCOUNT_AVATAR, USER_AVATAR },
	{ ACCOUNT_CREATED_AT, USER_CREATED_AT },
};

struct record *
auth_account(struct req *r, const struct record *user)
{
	struct record	*account = record_new(r->act.arena, &account_fields);
	const char	*role = user->values[USER_ROLE].text;

	for (size_t i = 0; i < COUNT(shown); i++)
		account->values[shown[i].account] =
		    user->values[shown[i].user];
	account->values[ACCOUNT_PERMISSIONS] = permissions_value(r->act.arena,
	    role_permissions(role_from_name(role)));
	return account;
}

struct record *
auth_account_own(struct req *r, const struct record *user, const char *pending)
{
	struct record	*account = auth_account(r, user);

	if (pending == NULL)
		account->values[ACCOUNT_PENDING].state = VALUE_NULL;
	else
		record_set_text(account, ACCOUNT_PENDING, pending);
	return account;
}

static void
cookie_set(struct res *out, const char *name, const char *value,
    const char *attributes, int64_t max_age)
{
	res_cookie(out, name, value, arena_printf(out->req->act.arena,
	    "%s%lld", attributes, (long long)max_age));
}

static void
tokens_set(struct req *r, struct record *tokens, const struct login_result *in)
{
	if (in->user != NULL)
		set_object(tokens, TOKENS_USER, auth_account(r, in->user));
	record_set_text(tokens, TOKENS_ACCESS, in->access_token);
	record_set_int(tokens, TOKENS_EXPIRES_IN, in->access_seconds);
	record_set_text(tokens, TOKENS_CSRF,
	    session_csrf(&r->act, in->actor.session_id));
}

static void
challenge_set(struct record *tokens, const struct login_result *in)
{
	record_set_text(tokens, TOKENS_OWED, owed_choices[in->second_factor]);
	record_set_text(tokens, TOKENS_CHALLENGE, in->challenge);
	if (in->secret != NULL)
		set_object(tokens, TOKENS_SECRET, in->secret);
}

void
auth_cookies(struct req *r, struct res *out, const struct login_result *in)
{
	int64_t	left = (in->expires_at - r->act.now) / CLOCK_SECOND;

	if (in->session_token != NULL) {	/* not after a refresh */
		cookie_set(out, SESSION_COOKIE, in->session_token,
		    SESSION_FOR, left);
		cart_follows(r, out, in->actor.user_id);
	}
	cookie_set(out, REFRESH_COOKIE, in->refresh_token, REFRESH_FOR, left);
}

void
auth_answer(struct req *r, struct res *out, const struct login_result *in)
{
	struct record	*tokens = record_new(r->act.arena, &tokens_fields);

	if (in->challenge != NULL) {
		challenge_set(tokens, in);
	} else {
		auth_cookies(r, out, in);
		tokens_set(r, tokens, in);
	}
	if (in->expires_at > 0)
		record_set_int(tokens, TOKENS_EXPIRES, in->expires_at);
	if (in->recovery != NULL)
		tokens->values[TOKENS_RECOVERY] =
		    in->recovery->values[FACTOR_RECOVERY_CODES];
	res_record(out, tokens);
}

void
auth_forget(struct res *out)
{
	cookie_set(out, SESSION_COOKIE, "", SESSION_FOR, 0);
	cookie_set(out, REFRESH_COOKIE, "", REFRESH_FOR, 0);
}

/* ---- handlers ---------------------------------------------------------- */

/* POST /api/auth/login, /signin: 200 with both cookies; 400, 401, 429. */
static enum outcome
login_post(struct req *r, struct res *out)
{
	struct login_result	result;
	enum outcome		e = login(&r->act, r->body, &result);

	if (e == SOUK_OK)
		auth_answer(r, out, &result);
	return e;
}

/* POST /api/auth/login/second-factor: 200 with both cookies; 400, 401, 429. */
static enum outcome
login_step_post(struct req *r, struct res *out)
{
	struct login_result	result;
	enum outcome		e = login_step(&r->act, r->body, &result);

	if (e == SOUK_OK)
		auth_answer(r, out, &result);
	return e;
}

/* POST /api/auth/login/second-factor/begin: what is owed; 400, 401. */
static enum outcome
login_begin_post(struct req *r, struct res *out)
{
	struct login_result	result;
	enum outcome		e;

	e = login_step_begin(&r->act, r->body, &result);
	if (e == SOUK_OK)
		auth_answer(r, out, &result);
	return e;
}

/* POST /api/auth/refresh: 200 with the next refresh cookie; 401. */
static enum outcome
refresh_post(struct req *r, struct res *out)
{
	struct login_result	result;
	enum outcome		e;

	e = session_refresh(&r->act, req_cookie(r, REFRESH_COOKIE), &result);
	if (e == SOUK_OK)
		auth_answer(r, out, &result);
	return e;
}

/* POST /api/auth/logout: 200, also for who was not signed in. */
static enum outcome
logout_post(struct req *r, struct res *out)
{
	enum outcome	e = SOUK_OK;

	if (r->act.actor.session_id != NULL)
		e = session_end(&r->act, r->act.actor.session_id);
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	auth_forget(out);
	return SOUK_OK;
}

/* GET /api/auth/session: who, until when, and the CSRF token; 401. */
static enum outcome
session_get(struct req *r, struct res *out)
{
	struct record	*state = record_new(r->act.arena, &state_fields);
	struct record	*expiry = record_new(r->act.arena, &expiry_fields);
	struct record	*user;
	int64_t		 expires_at;
	enum outcome	 e;

	if ((e = session_read(&r->act, &expires_at, &user)) != SOUK_OK)
		return e;
	record_set_int(expiry, 0, expires_at);
	set_object(state, STATE_USER, auth_account(r, user));
	set_object(state, STATE_SESSION, expiry);
	record_set_text(state, STATE_CSRF,
	    session_csrf(&r->act, r->act.actor.session_id));
	res_record(out, state);
	return SOUK_OK;
}

static const struct route routes[] = {
	{
		.method = METHOD_POST, .path = "/api/auth/login",
		.run = login_post, .who = FOR_ANYONE,
		.body = &login_fields, .answer = &tokens_fields,
		.tx = TX_STEPS, .rate = RATE_CREDENTIAL, .pool = POOL_LOGIN,
		.flags = ROUTE_FLAT | ROUTE_NO_STORE, .max_body = 4096,
		.tag = "Auth", .summary = "Sign in",
	}, {
		.method = METHOD_POST, .path = "/api/auth/signin",
		.run = login_post, .who = FOR_ANYONE,
		.body = &login_fields, .answer = &tokens_fields,
		.tx = TX_STEPS, .rate = RATE_CREDENTIAL, .pool = POOL_LOGIN,
		.flags = ROUTE_FLAT | ROUTE_NO_STORE, .max_body = 4096,
		.tag = "Auth", .summary = "Alias of /api/auth/login",
	}, {
		.method = METHOD_POST, .path = "/api/auth/login/second-factor",
		.run = login_step_post, .who = FOR_ANYONE,
		.body = &login_step_fields, .answer = &tokens_fields,
		.tx = TX_STEPS, .rate = RATE_CREDENTIAL,
		.flags = ROUTE_FLAT | ROUTE_NO_STORE, .max_body = 4096,
		.tag = "Auth", .summary = "Sign in: the second step",
	}, {
		.method = METHOD_POST,
		.path = "/api/auth/login/second-factor/begin",
		.run = login_begin_post, .who = FOR_ANYONE,
		.body = &login_begin_fields, .answer = &tokens_fields,
		.tx = TX_WRITE, .rate = RATE_CREDENTIAL,
		.flags = ROUTE_FLAT | ROUTE_NO_STORE, .max_body = 4096,
		.tag = "Auth", .summary = "What a challenge asks for",
	}, {
		.method = METHOD_POST, .path = "/api/auth/refresh",
		.run = refresh_post, .who = FOR_ANYONE,
		.answer = &tokens_fields,
		.tx = TX_STEPS, .rate = RATE_WRITE,
		.flags = ROUTE_FLAT | ROUTE_NO_STORE | ROUTE_OWN_COOKIE,
		.tag = "Auth",
		.summary = "New access and refresh tokens for the cookie's",
	}, {
		.method = METHOD_POST, .path = "/api/auth/logout",
		.run = logout_post, .who = FOR_ANYONE,
		.tx = TX_WRITE, .rate = RATE_WRITE, .flags = ROUTE_NO_STORE,
		.tag = "Auth", .summary = "Sign out",
	}, {
		.method = METHOD_GET, .path = "/api/auth/session",
		.run = session_get, .who = FOR_SIGNED_IN,
		.answer = &state_fields,
		.tx = TX_READ, .rate = RATE_READ, .flags = ROUTE_NO_STORE,
		.tag = "Auth", .summary = "The present session",
	},
};

const struct route_table auth_routes = { routes, COUNT(routes) };
