/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "lib/accounts/factor.h"
#include "lib/audit/audit.h"

/* What every way to sign in ends with, once it is proved who somebody is. */

enum outcome
login_audit(struct act *act, const char *action, const struct actor *as,
    const char *entity_id)
{
	struct actor	before = act->actor;
	enum outcome	e;

	act->actor = *as;
	e = audit_write(act, &(struct audit){ .action = action,
		.entity_type = "User", .entity_id = entity_id });
	act->actor = before;
	return e;
}

/* The browser's former session must not outlive the new one (fixation). */
static enum outcome
former_session_end(struct act *act)
{
	enum outcome	e;

	if (act->actor.session_id == NULL)
		return SOUK_OK;
	e = session_end(act, act->actor.session_id);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* Guesses here, at either factor, are those of somebody who got in. */
static enum outcome
failures_forget(struct act *act, const struct account *account)
{
	struct attempt	attempt;
	enum outcome	e;

	attempt_init(act, account->username, account, &attempt);
	if ((e = attempt_forget(act, &attempt)) != SOUK_OK)
		return e;
	attempt_init_code(act, account, false, &attempt);
	if ((e = attempt_forget(act, &attempt)) != SOUK_OK)
		return e;
	return address_remember(act, account->id, attempt.address);
}

enum outcome
login_grant(struct act *act, const struct account *account, bool remember,
    struct login_result *result)
{
	struct record	*user;
	enum outcome	 e;

	if ((e = sign_in_watch(act, account)) != SOUK_OK ||
	    (e = failures_forget(act, account)) != SOUK_OK ||
	    (e = former_session_end(act)) != SOUK_OK ||
	    (e = session_start(act, account, remember, result)) != SOUK_OK ||
	    (e = user_load(act, account->id, &user)) != SOUK_OK)
		return e;
	result->user = user;
	return login_audit(act, "user_login", &result->actor, account->id);
}

enum outcome
login_finish(struct act *act, const struct account *account, bool remember,
    struct login_result *result)
{
	struct factor	 factor;
	struct record	*secret;
	enum outcome	 e;

	e = factor_load(act, account->id, &factor);
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	if (e == SOUK_OK && factor.on)
		return challenge_new(act, account, SECOND_FACTOR_REQUIRED,
		    remember, result);
	if (!second_factor_due(act, account->role))
		return login_grant(act, account, remember, result);
	if ((e = factor_begin(act, account, &secret)) != SOUK_OK ||
	    (e = challenge_new(act, account, SECOND_FACTOR_ENROLL, remember,
	    result)) != SOUK_OK)
		return e;
	result->secret = secret;
	return SOUK_OK;
}
