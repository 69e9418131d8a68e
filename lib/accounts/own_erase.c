/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"
#include "lib/accounts/privacy.h"
#include "lib/db/db.h"

static const struct field erase_table[] = {
	{ .name = "currentPassword", .type = FIELD_PASSWORD,
	  .min = 1, .max = 256, .flags = FIELD_SECRET,
	  .help = "Needed if the account has one; else sign in anew before" },
};
const struct fieldset erase_fields = FIELDSET("Erase", NULL, erase_table);

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
	struct own_proof	proof;
	enum outcome		e = own_prove(act, &proof, &in->values[0]);

	return e != SOUK_OK ? e : db_tx(act, DB_WRITE, step_erase, &proof);
}
