/* SPDX-License-Identifier: ISC */
#include "lib/accounts/mailed.h"
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/db/db.h"

static const char sql_verified[] =
    "UPDATE users SET email_verified_at = coalesce(email_verified_at, :now)"
    " WHERE id = :id AND email_key = :key";

static const char sql_unconfirmed[] =
    "SELECT 1 FROM users WHERE id = :id AND email_verified_at IS NULL";

struct reset {
	const char		*token, *hash;
	struct mailed_token	 found;
	struct account		 account;
};

/* Whose it is, as long as they have the address that it was sent to. */
static enum outcome
holder_get(struct act *act, struct reset *r)
{
	struct account	 by_address;
	enum outcome	 e;

	if ((e = account_by_id(act, r->found.user_id, &r->account)) !=
	    SOUK_OK ||
	    (e = account_by_login(act, r->found.email, &by_address)) !=
	    SOUK_OK)
		return e == SOUK_NOT_FOUND ? mailed_token_refuse(act) : e;
	return r->account.active && text_equal(by_address.id,
	    r->account.id) ? SOUK_OK : mailed_token_refuse(act);
}

static enum outcome
step_read(struct act *act, void *arg)
{
	struct reset	*r = arg;
	enum outcome	 e;

	e = mailed_token_read(act, r->token, MAILED_RESET, &r->found);
	return e == SOUK_OK ? holder_get(act, r) : e;
}

/* They read mail there: so it is theirs. */
static enum outcome
address_verified(struct act *act, const struct reset *r)
{
	struct stmt	*s = db_sql(act->db, sql_verified);

	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":id", r->account.id);
	db_bind_text(s, ":key", r->found.email);
	return db_run(s);
}

/*
 * Nobody had shown before that they read mail there: then whoever linked an
 * identity with the account was perhaps somebody else.
 */
static enum outcome
strangers_forget(struct act *act, const struct reset *r)
{
	struct stmt	*s = db_sql(act->db, sql_unconfirmed);
	enum outcome	 e;

	db_bind_text(s, ":id", r->account.id);
	e = db_step(s);
	db_done(s);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return identities_forget(act, r->account.id);
}

static enum outcome
password_store(struct act *act, const struct reset *r)
{
	struct record	*before, *user;
	enum outcome	 e;

	if ((e = user_load(act, r->account.id, &before)) != SOUK_OK)
		return e;
	return user_store_edit(act, &(struct user_edit){ .before = before,
		.change = record_new(act->arena, &user_fields),
		.hash = r->hash }, &user);
}

static enum outcome
step_reset(struct act *act, void *arg)
{
	struct reset	*r = arg;
	enum outcome	 e;

	if ((e = mailed_token_use(act, r->token, MAILED_RESET, &r->found)) !=
	    SOUK_OK || (e = holder_get(act, r)) != SOUK_OK)
		return e;
	/* Until the end of this act it is they who acts, for the audit. */
	act->actor.user_id = r->account.id;
	act->actor.brand_id = r->account.brand_id;
	if ((e = password_store(act, r)) != SOUK_OK ||
	    (e = strangers_forget(act, r)) != SOUK_OK ||
	    (e = address_verified(act, r)) != SOUK_OK ||
	    (e = mailed_tokens_end(act, r->account.id)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){ .action = "reset_password",
		.entity_type = "User", .entity_id = r->account.id });
}

enum outcome
password_reset(struct act *act, const struct record *in)
{
	const char	*plain = in->values[PROOF_PASSWORD].text;
	struct reset	 r = { .token = in->values[PROOF_TOKEN].text };
	struct actor	 before = act->actor;
	char		*hash;
	enum outcome	 e;

	if ((e = db_tx(act, DB_READ, step_read, &r)) != SOUK_OK ||
	    (e = password_check(act, "password", plain, r.account.role)) !=
	    SOUK_OK || (e = password_hash(act->arena, plain, &hash)) !=
	    SOUK_OK)
		return e;
	r.hash = hash;
	e = db_tx(act, DB_WRITE, step_reset, &r);
	act->actor = before;
	return e;
}
