/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/routes.h"
#include "lib/db/db.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))
#define OWN		"/api/users/me/second-factor"

/* GET /api/users/me/second-factor: is it on, codes left; 401. */
static enum outcome
factor_get(struct req *r, struct res *out)
{
	struct record	*state;
	enum outcome	 e = second_factor_read(&r->act, &state);

	if (e == SOUK_OK)
		res_record(out, state);
	return e;
}

/* POST /api/users/me/second-factor: a secret; 400, 409 on already, 429. */
static enum outcome
factor_post(struct req *r, struct res *out)
{
	struct record	*secret;
	enum outcome	 e = second_factor_begin(&r->act, r->body, &secret);

	if (e == SOUK_OK)
		res_record(out, secret);
	return e;
}

/* POST …/confirm: on, with the recovery codes; 400, 409, 429. */
static enum outcome
confirm_post(struct req *r, struct res *out)
{
	struct record	*codes;
	enum outcome	 e = second_factor_confirm(&r->act, r->body, &codes);

	if (e == SOUK_OK)
		res_record(out, codes);
	return e;
}

/* POST …/recovery-codes: ten new ones; 400, 409 off, 429. */
static enum outcome
recovery_post(struct req *r, struct res *out)
{
	struct record	*codes;
	enum outcome	 e = second_factor_renew(&r->act, r->body, &codes);

	if (e == SOUK_OK)
		res_record(out, codes);
	return e;
}

static enum outcome
step_read(struct act *act, void *state)
{
	return second_factor_read(act, state);
}

/* DELETE /api/users/me/second-factor: off; 400, 409 it is, 429. */
static enum outcome
factor_delete(struct req *r, struct res *out)
{
	struct record	*state;
	enum outcome	 e;

	if ((e = second_factor_end(&r->act, r->body)) != SOUK_OK ||
	    (e = db_tx(&r->act, DB_READ, step_read, &state)) != SOUK_OK)
		return e;
	res_record(out, state);
	return SOUK_OK;
}

/* DELETE /api/admin/users/{id}/second-factor: 403, 404 none, 409 one's own. */
static enum outcome
user_factor_delete(struct req *r, struct res *out)
{
	enum outcome	e = second_factor_remove(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

#define MINE	.who = FOR_SIGNED_IN, .tag = "Security"
#define PROVEN	.tx = TX_STEPS, .rate = RATE_CREDENTIAL, .max_body = 4096, \
	.flags = ROUTE_NO_STORE

static const struct route routes[] = {
	{
		.method = METHOD_GET, .path = OWN,
		.run = factor_get, MINE, .answer = &factor_fields,
		.tx = TX_READ, .rate = RATE_READ, .flags = ROUTE_NO_STORE,
		.summary = "Whether one's sign-in asks for a code",
	}, {
		.method = METHOD_POST, .path = OWN,
		.run = factor_post, MINE, PROVEN, .pool = POOL_LOGIN,
		.body = &factor_begin_fields, .answer = &factor_secret_fields,
		.summary = "Set up an authenticator app; on once confirmed",
	}, {
		.method = METHOD_POST, .path = OWN "/confirm",
		.run = confirm_post, MINE, PROVEN,
		.body = &factor_code_fields, .answer = &factor_recovery_fields,
		.summary = "Turn it on by a code of the app; ends one's other "
		    "sessions",
	}, {
		.method = METHOD_POST, .path = OWN "/recovery-codes",
		.run = recovery_post, MINE, PROVEN, .pool = POOL_LOGIN,
		.body = &factor_proof_fields,
		.answer = &factor_recovery_fields,
		.summary = "New recovery codes in place of the old",
	}, {
		.method = METHOD_DELETE, .path = OWN,
		.run = factor_delete, MINE, PROVEN, .pool = POOL_LOGIN,
		.body = &factor_proof_fields, .answer = &factor_fields,
		.summary = "Turn it off",
	}, {
		.method = METHOD_POST, .path = OWN "/off",
		.run = factor_delete, MINE, PROVEN, .pool = POOL_LOGIN,
		.body = &factor_proof_fields, .answer = &factor_fields,
		.summary = "The same, for clients whose DELETE has no body",
	}, {
		.method = METHOD_DELETE,
		.path = "/api/admin/users/{id}/second-factor",
		.run = user_factor_delete, .who = FOR_PERMITTED,
		.permission = USER_MANAGE, .tag = "Users",
		.tx = TX_WRITE, .rate = RATE_WRITE, .flags = ROUTE_PERSON,
		.summary = "Turn off that of a member of staff who lost it",
	},
};

const struct route_table second_factor_routes = { routes, COUNT(routes) };
