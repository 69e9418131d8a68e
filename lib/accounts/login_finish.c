/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "lib/accounts/account.h"
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

enum outcome
login_finish(struct act *act, const struct account *account, bool remember,
    struct login_result *result)
{
	struct record	*user;
	enum outcome	 e;

	if ((e = former_session_end(act)) != SOUK_OK ||
	    (e = session_start(act, account, remember, result)) != SOUK_OK ||
	    (e = user_load(act, account->id, &user)) != SOUK_OK)
		return e;
	result->user = user;
	return login_audit(act, "user_login", &result->actor, account->id);
}
