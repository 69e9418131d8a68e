/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"
#include "lib/base/text.h"
#include "lib/db/db.h"

static enum outcome
step_count(struct act *act, void *arg)
{
	struct own_proof	*proof = arg;
	enum outcome		 e;

	e = account_by_id(act, act->actor.user_id, &proof->account);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_UNAUTHENTICATED : e;
	attempt_init(act, proof->account.username, &proof->account,
	    &proof->attempt);
	return attempt_reserve(act, &proof->attempt);
}

enum outcome
own_prove(struct act *act, struct own_proof *proof,
    const struct value *current)
{
	enum outcome	e;
	bool		right, outdated;

	if (current->state != VALUE_SET)
		return act_bad_field(act, "currentPassword",
		    &accounts_messages[ACCOUNTS_PASSWORD_NEEDED]);
	if ((e = db_tx(act, DB_WRITE, step_count, proof)) != SOUK_OK)
		return e;
	proof->counted = true;
	if ((e = password_verify(current->text, proof->account.hash, &right,
	    &outdated)) != SOUK_OK)
		return e;
	return right ? SOUK_OK : act_bad_field(act, "currentPassword",
	    &accounts_messages[ACCOUNTS_PASSWORD_WRONG]);
}

enum outcome
own_settle(struct act *act, const struct own_proof *proof)
{
	struct account	now;
	enum outcome	e;

	if (!proof->counted)
		return SOUK_OK;
	if ((e = account_by_id(act, proof->account.id, &now)) != SOUK_OK)
		return e;
	if (!text_equal(now.hash, proof->account.hash))
		return SOUK_UNAUTHENTICATED;
	return attempt_succeed(act, &proof->attempt);
}
