/* SPDX-License-Identifier: ISC */
#include "lib/accounts/device.h"
#include "lib/accounts/mailed.h"

/*
 * A sign-in that its owner should hear of: from an address that the account
 * never used while it has others, or after many guesses.
 */

static const char sql_has_address[] =
    "SELECT 1 FROM login_success WHERE user_id = :user LIMIT 1";

static enum outcome
has_addresses(struct act *act, const char *user_id, bool *has)
{
	struct stmt	*s = db_sql(act->db, sql_has_address);
	enum outcome	 e;

	db_bind_text(s, ":user", user_id);
	e = db_step(s);
	db_done(s);
	*has = e == SOUK_OK;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

static enum outcome
address_is_new(struct act *act, const char *user_id, const char *address,
    bool *new)
{
	enum outcome	e;

	*new = false;
	if ((e = address_is_known(act, user_id, address)) != SOUK_NOT_FOUND)
		return e;
	return has_addresses(act, user_id, new);
}

static enum outcome
was_guessed_at(struct act *act, const struct account *account, bool *guessed)
{
	struct attempt	attempt;
	enum outcome	e;

	attempt_init(act, account->username, account, &attempt);
	if ((e = attempt_many(act, &attempt, guessed)) != SOUK_OK || *guessed)
		return e;
	attempt_init_code(act, account, false, &attempt);
	return attempt_many(act, &attempt, guessed);
}

/* Not to a mailbox that no mail can be addressed to: they are in. */
static enum outcome
tell(struct act *act, const struct account *account, const char *address)
{
	enum outcome	e;

	e = login_audit(act, "suspicious_sign_in", &(struct actor){
		.user_id = account->id, .brand_id = account->brand_id,
		.address = act->actor.address,
		.user_agent = act->actor.user_agent }, account->id);
	if (e == SOUK_OK)
		e = mailed_tell(act, &(struct notice){
			.template = MAIL_NEW_SIGN_IN, .user_id = account->id,
			.more = { { "address", address },
			    { "device", device_name(act->arena,
			    act->actor.user_agent) } } });
	return e == SOUK_INVALID ? SOUK_OK : e;
}

enum outcome
sign_in_watch(struct act *act, const struct account *account)
{
	const char	*address = address_group(act->arena,
			    act->actor.address);
	bool		 new = false, guessed = false;
	enum outcome	 e;

	if ((e = address_is_new(act, account->id, address, &new)) != SOUK_OK ||
	    (e = was_guessed_at(act, account, &guessed)) != SOUK_OK)
		return e;
	return new || guessed ? tell(act, account, address) : SOUK_OK;
}
