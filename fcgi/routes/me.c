/* SPDX-License-Identifier: ISC */
#include "fcgi/routes/auth.h"
#include "fcgi/routes/routes.h"
#include "lib/base/arena.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* One's own account: who is signed in, and nobody else. */

/* ---- answers ------------------------------------------------------------- */

static const struct field subscription_table[] = {
	{ .name = "plan", .type = FIELD_TEXT,
	  .help = "free, pro or enterprise" },
	{ .name = "since", .type = FIELD_TIME },
};
static const struct fieldset subscription_fields =
    FIELDSET("Subscription", NULL, subscription_table);

static enum outcome
own_load(struct req *r, struct record **user)
{
	int64_t	 expires_at;

	return session_read(&r->act, &expires_at, user);
}

/* With the address that waits to be confirmed. */
static enum outcome
own_answer(struct req *r, struct res *out, const struct record *user)
{
	const char	*pending;
	enum outcome	 e = new_address_pending(&r->act, &pending);

	if (e != SOUK_OK)
		return e;
	res_record(out, auth_account_own(r, user, pending));
	return SOUK_OK;
}

/* ---- handlers -------------------------------------------------------------- */

/* GET /api/users/me, /api/auth/me: the account; 401. */
static enum outcome
me_get(struct req *r, struct res *out)
{
	struct record	*user;
	enum outcome	 e = own_load(r, &user);

	return e == SOUK_OK ? own_answer(r, out, user) : e;
}

static enum outcome
step_answer(struct act *act, void *arg)
{
	void	**of = arg;

	(void)act;
	return own_answer(of[0], of[1], of[2]);
}

/* PATCH /api/users/me, /api/auth/me: as changed; 400, 401, 409, 429. */
static enum outcome
me_patch(struct req *r, struct res *out)
{
	struct record	*user;
	enum outcome	 e = own_change(&r->act, r->body, &user);
	void		*of[] = { r, out, user };

	return e == SOUK_OK ? db_tx(&r->act, DB_READ, step_answer, of) : e;
}

/* POST /api/users/me/email: the account with its new address; 400. */
static enum outcome
email_post(struct req *r, struct res *out)
{
	struct record	*user;
	enum outcome	 e = new_address_confirm(&r->act, r->body, &user);

	return e == SOUK_OK ? own_answer(r, out, user) : e;
}

/* GET /api/users/me/subscription */
static enum outcome
subscription_get(struct req *r, struct res *out)
{
	struct record	*s = record_new(r->act.arena, &subscription_fields);
	struct record	*user;
	enum outcome	 e = own_load(r, &user);

	if (e != SOUK_OK)
		return e;
	s->values[0] = user->values[USER_SUBSCRIPTION];
	s->values[1] = user->values[USER_CREATED_AT];
	res_record(out, s);
	return SOUK_OK;
}

/* GET /api/users/me/preferences */
static enum outcome
preferences_get(struct req *r, struct res *out)
{
	struct record	*preference;
	enum outcome	 e = preference_read(&r->act, &preference);

	if (e == SOUK_OK)
		res_record(out, preference);
	return e;
}

/* PATCH /api/users/me/preferences: all of them, as changed; 400. */
static enum outcome
preferences_patch(struct req *r, struct res *out)
{
	struct record	*preference;
	enum outcome	 e;

	e = preference_change(&r->act, r->body, &preference);
	if (e == SOUK_OK)
		res_record(out, preference);
	return e;
}

static enum outcome
consents_put(struct req *r, struct res *out)
{
	struct record	*consents[CONSENT_PURPOSES];
	struct json_out	*json;
	enum outcome	 e = consent_read(&r->act, consents);

	if (e != SOUK_OK)
		return e;
	json = res_data(out);
	json_open_list(json, "data");
	for (int i = 0; i < CONSENT_PURPOSES; i++)
		answer_item(r, json, consents[i]);
	json_close_list(json);
	return SOUK_OK;
}

/* GET /api/users/me/consents: one of each purpose. */
static enum outcome
consents_get(struct req *r, struct res *out)
{
	return consents_put(r, out);
}

/* POST /api/users/me/consents: all of them, as they are now; 400. */
static enum outcome
consents_post(struct req *r, struct res *out)
{
	enum outcome	 e = consent_give(&r->act, r->body);

	return e == SOUK_OK ? consents_put(r, out) : e;
}

static enum outcome
creator_answer(struct res *out, enum outcome e, const struct record *creator)
{
	if (e != SOUK_OK)
		return e;
	res_version(out, creator->values[CREATOR_VERSION].num);
	res_record(out, creator);
	return SOUK_OK;
}

/* GET /api/users/me/creator-profile: 404 until there is one. */
static enum outcome
creator_get(struct req *r, struct res *out)
{
	struct record	*creator = NULL;
	enum outcome	 e = creator_read(&r->act, &creator);

	return creator_answer(out, e, creator);
}

/* PATCH, PUT /api/users/me/creator-profile: made or changed; 400, 412. */
static enum outcome
creator_patch(struct req *r, struct res *out)
{
	struct record	*creator = NULL;
	enum outcome	 e = creator_change(&r->act, r->body, &creator);

	return creator_answer(out, e, creator);
}

/* DELETE /api/users/me/creator-profile: 404. */
static enum outcome
creator_remove(struct req *r, struct res *out)
{
	enum outcome	 e = creator_delete(&r->act);

	if (e == SOUK_OK)
		answer_gone_id(out, r->act.actor.user_id);
	return e;
}

static void
download_begin(struct res *out)
{
	res_header(out, "Content-Disposition",
	    "attachment; filename=\"souk-person.json\"");
}

/* GET /api/users/me/export: all that the shop keeps, to take along. */
static enum outcome
export_get(struct req *r, struct res *out)
{
	struct json_out	*json = res_data(out);
	enum outcome	 e;

	download_begin(out);
	json_open(json, "data");
	e = own_show(&r->act, json);
	json_close(json);
	return e;
}

/* POST /api/users/me/erase: 200 and signed out; 400, 403, 409, 429. */
static enum outcome
erase_post(struct req *r, struct res *out)
{
	const char	*id = r->act.actor.user_id;
	enum outcome	 e = own_erase(&r->act, r->body);

	if (e != SOUK_OK)
		return e;
	auth_forget(out);
	answer_gone_id(out, id);
	return SOUK_OK;
}

/* POST /api/admin/customers/{id}/export: audited; 403, 404. */
static enum outcome
customer_export_post(struct req *r, struct res *out)
{
	struct json_out	*json = res_data(out);
	enum outcome	 e;

	download_begin(out);
	json_open(json, "data");
	e = customer_show(&r->act, req_param(r, 0), json);
	json_close(json);
	return e;
}

/* POST /api/admin/customers/{id}/erase: 403, 404. */
static enum outcome
customer_erase_post(struct req *r, struct res *out)
{
	enum outcome	 e = customer_erase(&r->act, req_param(r, 0));

	if (e == SOUK_OK)
		answer_gone(r, out);
	return e;
}

/* ---- rows ------------------------------------------------------------------ */

#define OWN .who = FOR_SIGNED_IN, .flags = ROUTE_NO_STORE, .tag = "Account"
#define OWN_GET .method = METHOD_GET, OWN, .tx = TX_READ, .rate = RATE_READ
#define OWN_SET OWN, .tx = TX_WRITE, .rate = RATE_WRITE
#define OWN_PROVEN OWN, .tx = TX_STEPS, .rate = RATE_CREDENTIAL, \
	.pool = POOL_LOGIN
#define FOR_OWNERS .who = FOR_PERMITTED, .permission = USER_MANAGE, \
	.tag = "Users", .tx = TX_WRITE, .flags = ROUTE_NO_STORE

static const struct route routes[] = {
	{ OWN_GET, .path = "/api/auth/me", .run = me_get,
	  .answer = &account_fields, .summary = "One's own account" },
	{ .method = METHOD_PATCH, OWN_PROVEN, .path = "/api/auth/me",
	  .run = me_patch, .body = &own_fields, .answer = &account_fields,
	  .summary = "Change one's own account" },
	{ OWN_GET, .path = "/api/users/me", .run = me_get,
	  .answer = &account_fields, .summary = "One's own account" },
	{ .method = METHOD_PATCH, OWN_PROVEN, .path = "/api/users/me",
	  .run = me_patch, .body = &own_fields, .answer = &account_fields,
	  .summary = "Change one's own account; a new e-mail waits for its "
	      "confirmation" },
	{ .method = METHOD_DELETE, OWN_PROVEN, .path = "/api/users/me",
	  .run = erase_post, .body = &erase_fields,
	  .summary = "Erase one's account and all that is personal" },
	{ .method = METHOD_POST, OWN_PROVEN, .path = "/api/users/me/erase",
	  .run = erase_post, .body = &erase_fields,
	  .summary = "The same, for clients whose DELETE has no body" },
	{ .method = METHOD_POST, OWN_SET, .path = "/api/users/me/email",
	  .run = email_post, .body = &address_token_fields,
	  .answer = &account_fields,
	  .summary = "Confirm a new address by the mailed token" },
	{ OWN_GET, .path = "/api/users/me/subscription",
	  .run = subscription_get, .answer = &subscription_fields,
	  .summary = "One's plan" },
	{ OWN_GET, .path = "/api/users/me/preferences",
	  .run = preferences_get, .answer = &preference_fields,
	  .summary = "How one likes the shop to be" },
	{ .method = METHOD_PATCH, OWN_SET,
	  .path = "/api/users/me/preferences", .run = preferences_patch,
	  .body = &preference_fields, .answer = &preference_fields,
	  .summary = "Change that" },
	{ OWN_GET, .path = "/api/users/me/consents", .run = consents_get,
	  .answer = &consent_fields, .summary = "What one agreed to" },
	{ .method = METHOD_POST, OWN_SET, .path = "/api/users/me/consents",
	  .run = consents_post, .body = &consent_fields,
	  .answer = &consent_fields, .summary = "Agree, or take it back" },
	{ OWN_GET, .path = "/api/users/me/creator-profile",
	  .run = creator_get, .answer = &creator_fields,
	  .summary = "One's profile as a creator" },
	{ .method = METHOD_PATCH, OWN_SET,
	  .path = "/api/users/me/creator-profile", .run = creator_patch,
	  .body = &creator_fields, .answer = &creator_fields,
	  .summary = "Make or change it" },
	{ .method = METHOD_PUT, OWN_SET,
	  .path = "/api/users/me/creator-profile", .run = creator_patch,
	  .body = &creator_fields, .answer = &creator_fields,
	  .summary = "Alias of PATCH" },
	{ .method = METHOD_DELETE, OWN_SET,
	  .path = "/api/users/me/creator-profile", .run = creator_remove,
	  .summary = "Remove it" },
	{ OWN_GET, .path = "/api/users/me/export", .run = export_get,
	  .time_limit_ms = 30000,
	  .summary = "All that the shop keeps about one, to take along" },
	{ .method = METHOD_POST, FOR_OWNERS, .rate = RATE_WRITE,
	  .path = "/api/admin/customers/{id}/export",
	  .run = customer_export_post, .time_limit_ms = 30000,
	  .summary = "All that the shop keeps about a customer" },
	{ .method = METHOD_POST, FOR_OWNERS, .rate = RATE_WRITE,
	  .path = "/api/admin/customers/{id}/erase",
	  .run = customer_erase_post,
	  .summary = "Erase a customer and all that is personal" },
};

const struct route_table me_routes = { routes, COUNT(routes) };
