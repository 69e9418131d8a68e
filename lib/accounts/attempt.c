/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "lib/accounts/account.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/typeid.h"
#include "lib/settings/settings.h"

/*
 * A guess is written down as a failure before the password is looked at, in
 * the transaction that counts, and taken away when it was right: so guesses
 * made at the same time count each other.  When an account has used up its
 * hour, it is judged only from addresses that once succeeded, so nobody can
 * lock its owner out from afar.
 *
 * A success clears the failures of its own account at its own address only.
 * Clearing the whole address would let an attacker with an account of their
 * own wipe the count of their guesses at others.
 */

static const char sql_nth_of_address[] =
    "SELECT created_at FROM login_failure"
    " WHERE address = :address"
    " AND created_at > :since AND created_at < :until"
    " ORDER BY created_at DESC LIMIT 1 OFFSET :nth";

static const char sql_nth_of_account[] =
    "SELECT created_at FROM login_failure"
    " WHERE account_key = :account"
    " AND created_at > :since AND created_at < :until"
    " ORDER BY created_at DESC LIMIT 1 OFFSET :nth";

static const char sql_known_address[] =
    "SELECT 1 FROM login_success WHERE user_id = :user AND address = :address";

static const char sql_reserve[] =
    "INSERT INTO login_failure (id, account_key, address, created_at)"
    " VALUES (:id, :account, :address, :now)";

static const char sql_forget[] =
    "DELETE FROM login_failure"
    " WHERE account_key = :account AND address = :address";

static const char sql_remember[] =
    "INSERT INTO login_success (user_id, address, last_at)"
    " VALUES (:user, :address, :now)"
    " ON CONFLICT (user_id, address) DO UPDATE SET last_at = excluded.last_at";

/*
 * At most `setting` failures in a window; sql finds the one that fills it.  A
 * failure more than a window ahead is from before the clock was set back, and
 * would keep everybody out until it is past.
 * What an address may, no account at that address can exceed.
 */
static const struct limit {
	const char	*sql;
	bool		 of_account;	/* :account is bound, else :address */
	int64_t		 window;
	int		 setting;
} limits[] = {
	{ sql_nth_of_address, .window = 15 * CLOCK_MINUTE,
	  .setting = ACCOUNTS_ADDRESS_FAILURES },
	{ sql_nth_of_account, .of_account = true, .window = CLOCK_HOUR,
	  .setting = ACCOUNTS_ACCOUNT_FAILURES },
};

/* People type passwords into the wrong box: unknown names are hashed. */
void
attempt_init(struct act *act, const char *typed, const struct account *account,
    struct attempt *attempt)
{
	const char	*key = account->id;

	if (key == NULL)
		key = crypto_sha256_hex(act->arena,
		    email_key(act->arena, typed));
	*attempt = (struct attempt){
		.account_key = key,
		.user_id = account->id,
		.address = address_group(act->arena, act->actor.address),
	};
}

/* OK: this account once signed in from this address. */
static enum outcome
address_is_known(struct act *act, const struct attempt *attempt)
{
	struct stmt	*s = db_sql(act->db, sql_known_address);
	enum outcome	 e;

	db_bind_text(s, ":user", attempt->user_id);
	db_bind_text(s, ":address", attempt->address);
	e = db_step(s);
	db_done(s);
	return e;
}

/* LIMITED, and how long until the failure that fills the window is past. */
static enum outcome
too_many(struct act *act, int64_t wait)
{
	enum outcome	e = act_refuse(act, SOUK_LIMITED,
			    &accounts_messages[ACCOUNTS_TOO_MANY]);

	act->problem.retry_after = (wait + CLOCK_SECOND - 1) / CLOCK_SECOND;
	return e;
}

static enum outcome
limit_check(struct act *act, const struct attempt *attempt,
    const struct limit *limit)
{
	struct stmt	*s = db_sql(act->db, limit->sql);
	int64_t		 filled_at;
	enum outcome	 e;

	if (limit->of_account)
		db_bind_text(s, ":account", attempt->account_key);
	else
		db_bind_text(s, ":address", attempt->address);
	db_bind_int(s, ":since", act->now - limit->window);
	db_bind_int(s, ":until", act->now + limit->window);
	db_bind_int(s, ":nth", settings_int(act->settings, &accounts_settings,
	    limit->setting) - 1);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	filled_at = db_int(s, 0);
	db_done(s);
	if (limit->of_account &&
	    (e = address_is_known(act, attempt)) != SOUK_NOT_FOUND)
		return e;
	return too_many(act, filled_at + limit->window - act->now);
}

enum outcome
attempt_reserve(struct act *act, const struct attempt *attempt)
{
	struct stmt	*s;
	enum outcome	 e;
	size_t		 i;

	for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		if ((e = limit_check(act, attempt, &limits[i])) != SOUK_OK)
			return e;
	s = db_sql(act->db, sql_reserve);
	db_bind_text(s, ":id", typeid_new(act->arena, "fail", act->now));
	db_bind_text(s, ":account", attempt->account_key);
	db_bind_text(s, ":address", attempt->address);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
attempt_succeed(struct act *act, const struct attempt *attempt)
{
	struct stmt	*s = db_sql(act->db, sql_forget);
	enum outcome	 e;

	db_bind_text(s, ":account", attempt->account_key);
	db_bind_text(s, ":address", attempt->address);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_remember);
	db_bind_text(s, ":user", attempt->user_id);
	db_bind_text(s, ":address", attempt->address);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}
