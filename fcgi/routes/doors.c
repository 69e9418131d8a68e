/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/auth.h"
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/*
 * For who is not signed in: sign-up, its confirmation, a forgotten password.
 * What they answer depends on nothing but what was sent.
 */

enum { SIGNED_UP_MESSAGE, SIGNED_UP_USER, SIGNED_UP__MAX };

static const struct field signed_up_table[] = {
	[SIGNED_UP_MESSAGE] = { .name = "message", .type = FIELD_TEXT },
	[SIGNED_UP_USER] = { .name = "user", .type = FIELD_OBJECT,
	    .of = &newcomer_fields },
};
static const struct fieldset signed_up_fields =
    FIELDSET("SignedUp", NULL, signed_up_table);

static const struct field said_table[] = {
	{ .name = "message", .type = FIELD_TEXT },
};
static const struct fieldset said_fields = FIELDSET("Said", NULL, said_table);

static const char *
said(const struct req *r, enum accounts_message message)
{
	return accounts_messages[message].text[r->act.locale];
}

static void
say(struct req *r, struct res *out, enum accounts_message message)
{
	struct record	*record = record_new(r->act.arena, &said_fields);

	record_set_text(record, 0, said(r, message));
	res_record(out, record);
}

/* POST /api/auth/register, /signup: 201 for any address; 400, 429. */
static enum outcome
register_post(struct req *r, struct res *out)
{
	struct record	*answer = record_new(r->act.arena, &signed_up_fields);
	struct record	*user;
	enum outcome	 e = signup(&r->act, r->body, &user);

	if (e != SOUK_OK)
		return e;
	record_set_text(answer, SIGNED_UP_MESSAGE,
	    said(r, ACCOUNTS_SIGNED_UP));
	answer->values[SIGNED_UP_USER] = (struct value){ .state = VALUE_SET,
		.items = user, .count = 1 };
	res_record(out, answer);
	return SOUK_OK;
}

/* POST /api/auth/verify-email: 200 with both cookies; 400, 429. */
static enum outcome
verify_post(struct req *r, struct res *out)
{
	struct login_result	result;
	enum outcome		e = signup_confirm(&r->act, r->body, &result);

	if (e == SOUK_OK)
		auth_answer(r, out, &result);
	return e;
}

/* POST /api/auth/resend-verification: 202 for any address; 400, 429. */
static enum outcome
resend_post(struct req *r, struct res *out)
{
	enum outcome	 e = signup_again(&r->act, r->body);

	if (e == SOUK_OK)
		say(r, out, ACCOUNTS_MAIL_GOES);
	return e;
}

/* POST /api/auth/forgot-password: 202 for any address; 400, 429. */
static enum outcome
forgot_post(struct req *r, struct res *out)
{
	enum outcome	 e = password_forgotten(&r->act, r->body);

	if (e == SOUK_OK)
		say(r, out, ACCOUNTS_MAIL_GOES);
	return e;
}

/* POST /api/auth/reset-password: 200; 400 token or password, 429. */
static enum outcome
reset_post(struct req *r, struct res *out)
{
	enum outcome	 e = password_reset(&r->act, r->body);

	if (e == SOUK_OK)
		say(r, out, ACCOUNTS_PASSWORD_SET);
	return e;
}

#define DOOR .method = METHOD_POST, .who = FOR_ANYONE, .tag = "Auth", \
	.max_body = 4096

static const struct route routes[] = {
	{ DOOR, .path = "/api/auth/register",
	  .feature = FEATURE_SIGN_UP, .run = register_post,
	  .body = &signup_fields, .answer = &signed_up_fields,
	  .tx = TX_STEPS, .rate = RATE_SIGNUP, .pool = POOL_LOGIN,
	  .flags = ROUTE_CREATES | ROUTE_FLAT | ROUTE_NO_STORE,
	  .summary = "Sign up; the account begins when its address is "
	      "confirmed" },
	{ DOOR, .path = "/api/auth/signup",
	  .feature = FEATURE_SIGN_UP, .run = register_post,
	  .body = &signup_fields, .answer = &signed_up_fields,
	  .tx = TX_STEPS, .rate = RATE_SIGNUP, .pool = POOL_LOGIN,
	  .flags = ROUTE_CREATES | ROUTE_FLAT | ROUTE_NO_STORE,
	  .summary = "Alias of /api/auth/register" },
	{ DOOR, .path = "/api/auth/verify-email",
	  .feature = FEATURE_SIGN_UP, .run = verify_post,
	  .body = &proof_fields, .answer = &tokens_fields,
	  .tx = TX_STEPS, .rate = RATE_CREDENTIAL, .pool = POOL_LOGIN,
	  .flags = ROUTE_FLAT | ROUTE_NO_STORE,
	  .summary = "Confirm the address by the mailed token and the "
	      "password chosen, and sign in" },
	{ DOOR, .path = "/api/auth/resend-verification",
	  .feature = FEATURE_SIGN_UP, .run = resend_post,
	  .body = &door_fields, .answer = &said_fields,
	  .tx = TX_WRITE, .rate = RATE_RESET,
	  .flags = ROUTE_ACCEPTED | ROUTE_NO_STORE,
	  .summary = "The confirming mail once more" },
	{ DOOR, .path = "/api/auth/forgot-password", .run = forgot_post,
	  .body = &door_fields, .answer = &said_fields,
	  .tx = TX_WRITE, .rate = RATE_RESET,
	  .flags = ROUTE_ACCEPTED | ROUTE_NO_STORE,
	  .summary = "A mail to set a new password" },
	{ DOOR, .path = "/api/auth/reset-password", .run = reset_post,
	  .body = &proof_fields, .answer = &said_fields,
	  .tx = TX_STEPS, .rate = RATE_CREDENTIAL, .pool = POOL_LOGIN,
	  .flags = ROUTE_NO_STORE,
	  .summary = "Set a new password by the mailed token; ends all "
	      "sessions" },
};

const struct route_table doors_routes = { routes, COUNT(routes) };
