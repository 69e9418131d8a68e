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
 * own wipe the count of their guesses at others.  And it clears guesses of its
 * own kind: who knows the password must not wipe their guesses at the codes
 * of the second factor by saying it again.  Those are few a day, wherever they
 * come from, since a code is only one of 10^6; recovery codes, which nobody
 * guesses, stay open.
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

static const char sql_release[] = "DELETE FROM login_failure WHERE id = :id";

#define CODE_FAILURES	20	/* in a day: a code in 10^6, three are right */

/*
 * At most `setting` failures in a window; sql finds the one that fills it.  A
 * failure more than a window ahead is from before the clock was set back, and
 * would keep everybody out until it is past.
 * What an address may, no account at that address can exceed.
 */
static const struct limit {
	const char	*sql;
	enum { OF_ADDRESS, OF_PASSWORDS, OF_CODES }
			 kind;
	int64_t		 window;
	int		 setting;
} limits[] = {
	{ sql_nth_of_address, OF_ADDRESS, .window = 15 * CLOCK_MINUTE,
	  .setting = ACCOUNTS_ADDRESS_FAILURES },
	{ sql_nth_of_account, OF_PASSWORDS, .window = CLOCK_HOUR,
	  .setting = ACCOUNTS_ACCOUNT_FAILURES },
	{ sql_nth_of_account, OF_CODES, .window = CLOCK_DAY },
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

void
attempt_init_code(struct act *act, const struct account *account,
    bool recovery, struct attempt *attempt)
{
	*attempt = (struct attempt){
		.account_key = arena_printf(act->arena, "%s:%s",
		    recovery ? "recovery" : "code", account->id),
		.user_id = account->id,
		.address = address_group(act->arena, act->actor.address),
		.kind = recovery ? ATTEMPT_RECOVERY : ATTEMPT_CODE,
	};
}

/* OK: this account once signed in from this address. */
enum outcome
address_is_known(struct act *act, const char *user_id, const char *address)
{
	struct stmt	*s = db_sql(act->db, sql_known_address);
	enum outcome	 e;

	db_bind_text(s, ":user", user_id);
	db_bind_text(s, ":address", address);
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

static bool
limit_applies(const struct attempt *attempt, const struct limit *limit)
{
	return limit->kind == OF_ADDRESS ||
	    (limit->kind == OF_PASSWORDS &&
	    attempt->kind == ATTEMPT_PASSWORD) ||
	    (limit->kind == OF_CODES && attempt->kind == ATTEMPT_CODE);
}

/* When the nth failure before now was; NOT_FOUND: there are fewer. */
static enum outcome
nth_failure(struct act *act, const struct attempt *attempt,
    const struct limit *limit, int64_t nth, int64_t *at)
{
	struct stmt	*s = db_sql(act->db, limit->sql);
	enum outcome	 e;

	if (limit->kind == OF_ADDRESS)
		db_bind_text(s, ":address", attempt->address);
	else
		db_bind_text(s, ":account", attempt->account_key);
	db_bind_int(s, ":since", act->now - limit->window);
	db_bind_int(s, ":until", act->now + limit->window);
	db_bind_int(s, ":nth", nth - 1);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*at = db_int(s, 0);
	db_done(s);
	return SOUK_OK;
}

static enum outcome
limit_check(struct act *act, const struct attempt *attempt,
    const struct limit *limit)
{
	int64_t		 filled_at = 0, most = CODE_FAILURES;
	enum outcome	 e;

	if (limit->kind != OF_CODES)
		most = settings_int(act->settings, &accounts_settings,
		    limit->setting);
	e = nth_failure(act, attempt, limit, most, &filled_at);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	if (limit->kind == OF_PASSWORDS &&
	    (e = address_is_known(act, attempt->user_id, attempt->address)) !=
	    SOUK_NOT_FOUND)
		return e;
	return too_many(act, filled_at + limit->window - act->now);
}

enum outcome
attempt_reserve(struct act *act, struct attempt *attempt)
{
	struct stmt	*s;
	enum outcome	 e;
	size_t		 i;

	for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		if (limit_applies(attempt, &limits[i]) &&
		    (e = limit_check(act, attempt, &limits[i])) != SOUK_OK)
			return e;
	attempt->id = typeid_new(act->arena, "fail", act->now);
	s = db_sql(act->db, sql_reserve);
	db_bind_text(s, ":id", attempt->id);
	db_bind_text(s, ":account", attempt->account_key);
	db_bind_text(s, ":address", attempt->address);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
attempt_release(struct act *act, const struct attempt *attempt)
{
	struct stmt	*s = db_sql(act->db, sql_release);

	db_bind_text(s, ":id", attempt->id);
	return db_run(s);
}

enum outcome
attempt_forget(struct act *act, const struct attempt *attempt)
{
	struct stmt	*s = db_sql(act->db, sql_forget);

	db_bind_text(s, ":account", attempt->account_key);
	db_bind_text(s, ":address", attempt->address);
	return db_run(s);
}

enum outcome
attempt_many(struct act *act, const struct attempt *attempt, bool *many)
{
	const struct limit	*limit = attempt->kind == ATTEMPT_PASSWORD ?
				    &limits[OF_PASSWORDS] : &limits[OF_CODES];
	int64_t			 at;
	enum outcome		 e;

	e = nth_failure(act, attempt, limit, ATTEMPTS_MANY, &at);
	*many = e == SOUK_OK;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

enum outcome
address_remember(struct act *act, const char *user_id, const char *address)
{
	struct stmt	*s = db_sql(act->db, sql_remember);

	db_bind_text(s, ":user", user_id);
	db_bind_text(s, ":address", address);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}
