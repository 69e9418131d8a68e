/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"
#include "lib/accounts/privacy.h"
#include "lib/base/clock.h"
#include "lib/db/db.h"

#define FRESH	(10 * CLOCK_MINUTE)

static const char sql_started[] =
    "SELECT created_at FROM session WHERE id = :id";

static const struct field erase_table[] = {
	{ .name = "currentPassword", .type = FIELD_PASSWORD,
	  .min = 1, .max = 256, .flags = FIELD_SECRET,
	  .help = "Needed if the account has one; else sign in anew before" },
};
const struct fieldset erase_fields = FIELDSET("Erase", NULL, erase_table);

/* Who has no password signed in just now, by somebody who vouches. */
static enum outcome
session_is_fresh(struct act *act)
{
	struct stmt	*s = db_sql(act->db, sql_started);
	enum outcome	 e;
	int64_t		 at;

	db_bind_text(s, ":id", act->actor.session_id);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_UNAUTHENTICATED : e;
	at = db_int(s, 0);
	db_done(s);
	return act->now - at < FRESH ? SOUK_OK : act_refuse(act, SOUK_DENIED,
	    &accounts_messages[ACCOUNTS_SIGN_IN_AGAIN]);
}

static enum outcome
step_look(struct act *act, void *arg)
{
	struct account	*account = arg;
	enum outcome	 e;

	e = account_by_id(act, act->actor.user_id, account);
	if (e != SOUK_OK || *account->hash != '\0')
		return e;
	return session_is_fresh(act);
}

static enum outcome
step_erase(struct act *act, void *arg)
{
	const struct own_proof	*proof = arg;
	struct record		*user;
	enum outcome		 e;

	if ((e = own_settle(act, proof)) != SOUK_OK ||
	    (e = user_load(act, act->actor.user_id, &user)) != SOUK_OK ||
	    (e = user_may_go(act, user)) != SOUK_OK)
		return e;
	return person_erase(act, act->actor.user_id);
}

enum outcome
own_erase(struct act *act, const struct record *in)
{
	struct own_proof	 proof = { .counted = false };
	struct account		 account;
	enum outcome		 e;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	if ((e = db_tx(act, DB_READ, step_look, &account)) != SOUK_OK)
		return e;
	if (*account.hash != '\0' &&
	    (e = own_prove(act, &proof, &in->values[0])) != SOUK_OK)
		return e;
	return db_tx(act, DB_WRITE, step_erase, &proof);
}
