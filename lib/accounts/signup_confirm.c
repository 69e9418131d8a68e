/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/mailed.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/db/compose.h"

static const char sql_find[] =
    "SELECT id, brand_id, email, name, locale, password_hash, created_at"
    " FROM signup WHERE token_hash = :hash AND token_ends_at > :now"
    " AND created_at <= :latest";

static const char sql_end[] =
    "DELETE FROM signup WHERE email_key = :key";

static const char sql_terms[] =
    "UPDATE users SET email_verified_at = :now, terms_accepted_at = :accepted"
    " WHERE id = :id";

struct confirm {
	const char		*token_hash, *password;
	const char		*id, *brand_id, *email, *name, *locale, *hash;
	int64_t			 created_at;
	struct login_result	*result;
};

static enum outcome
signup_find(struct act *act, void *arg)
{
	struct confirm	*c = arg;
	struct stmt	*s = db_sql(act->db, sql_find);
	enum outcome	 e;

	db_bind_text(s, ":hash", c->token_hash);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":latest", act->now + CLOCK_MINUTE);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? mailed_token_refuse(act) : e;
	c->id = db_copy(s, 0, act->arena);
	c->brand_id = db_copy(s, 1, act->arena);
	c->email = db_copy(s, 2, act->arena);
	c->name = db_copy(s, 3, act->arena);
	c->locale = db_copy(s, 4, act->arena);
	c->hash = db_copy(s, 5, act->arena);
	c->created_at = db_int(s, 6);
	db_done(s);
	return SOUK_OK;
}

/* All that were asked for of this address. */
static enum outcome
signups_end(struct act *act, const struct confirm *c)
{
	struct stmt	*s = db_sql(act->db, sql_end);

	db_bind_text(s, ":key", email_key(act->arena, c->email));
	return db_run(s);
}

static struct record *
user_input(struct act *act, const struct confirm *c)
{
	struct record	*user = record_new(act->arena, &user_fields);

	record_set_text(user, USER_USERNAME, username_for(act, c->email));
	record_set_text(user, USER_EMAIL, c->email);
	record_set_text(user, USER_NAME, c->name);
	record_set_text(user, USER_LOCALE, c->locale);
	record_set_text(user, USER_ROLE, role_name(ROLE_CUSTOMER));
	return user;
}

static enum outcome
account_make(struct act *act, const struct confirm *c, struct account *account)
{
	struct record	*user;
	struct stmt	*s;
	enum outcome	 e;

	e = user_store_new(act, &(struct user_new){ .brand_id = c->brand_id,
		.hash = c->hash, .id = c->id,
		.input = user_input(act, c) }, &user);
	if (e != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_terms);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":accepted", c->created_at);
	db_bind_text(s, ":id", c->id);
	return (e = db_run(s)) == SOUK_OK ?
	    account_by_id(act, c->id, account) : e;
}

/* Whoever got the address meanwhile has it: the token proves too little. */
static enum outcome
address_is_free(struct act *act, const struct confirm *c)
{
	struct account	 other;
	enum outcome	 e = account_by_login(act, c->email, &other);

	return e == SOUK_OK ? mailed_token_refuse(act) :
	    e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
step_confirm(struct act *act, void *arg)
{
	struct confirm	*c = arg;
	struct account	 account;
	enum outcome	 e;

	if ((e = signup_find(act, c)) != SOUK_OK ||
	    (e = address_is_free(act, c)) != SOUK_OK ||
	    (e = signups_end(act, c)) != SOUK_OK)
		return e;
	/* From here on it is they who act, for the audit. */
	act->actor.user_id = c->id;
	act->actor.brand_id = c->brand_id;
	if ((e = account_make(act, c, &account)) != SOUK_OK ||
	    (e = mailed_tell(act, &(struct notice){ .template = MAIL_WELCOME,
		.user_id = c->id,
		.more = { { "link", mailed_link(act, "/", NULL) } } }))
	    != SOUK_OK)
		return e;
	return login_finish(act, &account, false, c->result);
}

enum outcome
signup_confirm(struct act *act, const struct record *in,
    struct login_result *result)
{
	const char	*token = in->values[PROOF_TOKEN].text;
	struct confirm	 c = { .result = result,
		.password = in->values[PROOF_PASSWORD].text };
	struct actor	 before = act->actor;
	enum outcome	 e;
	bool		 right, outdated;

	if (strlen(token) != TOKEN_TEXT)
		return mailed_token_refuse(act);
	c.token_hash = crypto_sha256_hex(act->arena, token);
	if ((e = db_tx(act, DB_READ, signup_find, &c)) != SOUK_OK ||
	    (e = password_verify(c.password, c.hash, &right, &outdated)) !=
	    SOUK_OK)
		return e;
	if (!right)
		return act_bad_field(act, "password",
		    &accounts_messages[ACCOUNTS_PASSWORD_OTHER]);
	e = db_tx(act, DB_WRITE, step_confirm, &c);
	act->actor = e == SOUK_OK ? result->actor : before;
	return e;
}
