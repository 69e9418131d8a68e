/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/db/db.h"

#define FRESH	(10 * CLOCK_MINUTE)	/* a session that stands for a password */

static const char sql_session_began[] =
    "SELECT created_at FROM session WHERE id = :id AND user_id = :user";

/* An account that signs in by an identity has no password to ask for. */
static enum outcome
session_is_fresh(struct act *act, const char *user_id)
{
	struct stmt	*s = db_sql(act->db, sql_session_began);
	int64_t		 began;
	enum outcome	 e;

	db_bind_text(s, ":id", act->actor.session_id);
	db_bind_text(s, ":user", user_id);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_UNAUTHENTICATED : e;
	began = db_int(s, 0);
	db_done(s);
	return act->now - began < FRESH ? SOUK_OK : act_refuse(act,
	    SOUK_DENIED, &accounts_messages[ACCOUNTS_SIGN_IN_AGAIN]);
}

static enum outcome
step_count(struct act *act, void *arg)
{
	struct own_proof	*proof = arg;
	enum outcome		 e;

	e = account_by_id(act, act->actor.user_id, &proof->account);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_UNAUTHENTICATED : e;
	if (*proof->account.hash == '\0')
		return session_is_fresh(act, proof->account.id);
	if (!proof->given)
		return act_bad_field(act, "currentPassword",
		    &accounts_messages[ACCOUNTS_PASSWORD_NEEDED]);
	attempt_init(act, proof->account.username, &proof->account,
	    &proof->attempt);
	return attempt_reserve(act, &proof->attempt);
}

static enum outcome
password_judge(struct act *act, const struct own_proof *proof,
    const char *password)
{
	enum outcome	e;
	bool		right, outdated;

	e = password_verify(password, proof->account.hash, &right, &outdated);
	if (e != SOUK_OK)
		return e;
	return right ? SOUK_OK : act_bad_field(act, "currentPassword",
	    &accounts_messages[ACCOUNTS_PASSWORD_WRONG]);
}

enum outcome
own_prove(struct act *act, struct own_proof *proof,
    const struct value *current)
{
	enum outcome	e;

	*proof = (struct own_proof){ .given = current->state == VALUE_SET };
	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	if (act->actor.key_id != NULL)
		return SOUK_DENIED;
	if ((e = db_tx(act, DB_WRITE, step_count, proof)) != SOUK_OK)
		return e;
	proof->asked = true;
	return *proof->account.hash == '\0' ? SOUK_OK :
	    password_judge(act, proof, current->text);
}

enum outcome
own_settle(struct act *act, const struct own_proof *proof)
{
	struct account	now;
	enum outcome	e;

	if (!proof->asked)
		return SOUK_OK;
	if ((e = account_by_id(act, proof->account.id, &now)) != SOUK_OK)
		return e;
	if (!text_equal(now.hash, proof->account.hash))
		return SOUK_UNAUTHENTICATED;
	return proof->attempt.account_key == NULL ? SOUK_OK :
	    attempt_forget(act, &proof->attempt);
}

enum outcome
own_has_password(struct act *act, bool *has)
{
	struct account	account;
	enum outcome	e;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	e = account_by_id(act, act->actor.user_id, &account);
	*has = e == SOUK_OK && *account.hash != '\0';
	return e;
}
