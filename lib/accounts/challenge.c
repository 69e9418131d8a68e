/* SPDX-License-Identifier: ISC */
#include "lib/accounts/factor.h"

#include <string.h>

#include "lib/base/clock.h"
#include "lib/base/crypto.h"

/* The second step of a sign-in, and what is owed meanwhile. */

static const char sql_new[] =
    "INSERT INTO login_challenge (token_hash, user_id, enrolls, remember,"
    " created_at, expires_at)"
    " VALUES (:hash, :user, :enrolls, :remember, :now, :expires)";

/* One from a later time would outlive its own: the clock was set back. */
#define CHALLENGE_LIVE \
    " WHERE token_hash = :hash AND expires_at > :now" \
    " AND created_at <= :latest AND tries < :most"

static const char sql_try[] =
    "UPDATE login_challenge SET tries = tries + 1" CHALLENGE_LIVE
    " RETURNING user_id, enrolls, remember";

static const char sql_end[] =
    "DELETE FROM login_challenge WHERE token_hash = :hash";

static const char sql_end_all[] =
    "DELETE FROM login_challenge WHERE user_id = :user";

enum outcome
challenge_new(struct act *act, const struct account *account,
    enum second_factor owed, bool remember, struct login_result *result)
{
	struct stmt	*s = db_sql(act->db, sql_new);

	*result = (struct login_result){
		.second_factor = owed,
		.challenge = crypto_token(act->arena, TOKEN_BYTES),
		.expires_at = act->now + CHALLENGE_MINUTES * CLOCK_MINUTE,
		.remember = remember,
	};
	db_bind_text(s, ":hash",
	    crypto_sha256_hex(act->arena, result->challenge));
	db_bind_text(s, ":user", account->id);
	db_bind_int(s, ":enrolls", owed == SECOND_FACTOR_ENROLL);
	db_bind_int(s, ":remember", remember);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":expires", result->expires_at);
	return db_run(s);
}

enum outcome
challenges_end(struct act *act, const char *user_id)
{
	struct stmt	*s = db_sql(act->db, sql_end_all);

	db_bind_text(s, ":user", user_id);
	return db_run(s);
}

/* ---- answering one ------------------------------------------------------- */

struct step_work {
	const char		*token;		/* of the challenge */
	const char		*hash;
	struct guess		 guess;
	bool			 right, enrolls, remember;
	struct account		 account;
	struct factor		 factor;
	struct login_result	*result;
};

static enum outcome
challenge_over(struct act *act)
{
	return act_refuse(act, SOUK_UNAUTHENTICATED,
	    &factor_messages[FACTOR_OVER]);
}

/* Counts a try; what it asks for must still be what the account has. */
static enum outcome
challenge_take(struct act *act, struct step_work *work)
{
	struct stmt	*s = db_sql(act->db, sql_try);
	const char	*user_id;
	enum outcome	 e;

	db_bind_text(s, ":hash", work->hash);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":latest", act->now + CLOCK_MINUTE);
	db_bind_int(s, ":most", CHALLENGE_TRIES);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? challenge_over(act) : e;
	user_id = db_copy(s, 0, act->arena);
	work->enrolls = db_int(s, 1) == 1;
	work->remember = db_int(s, 2) == 1;
	if ((e = db_run(s)) != SOUK_OK ||
	    (e = account_by_id(act, user_id, &work->account)) != SOUK_OK)
		return e;
	e = factor_load(act, user_id, &work->factor);
	if (e == SOUK_NOT_FOUND || !work->account.active ||
	    (e == SOUK_OK && work->factor.on == work->enrolls))
		return challenge_over(act);
	return e;
}

static enum outcome
challenge_end(struct act *act, const struct step_work *work)
{
	struct stmt	*s = db_sql(act->db, sql_end);

	db_bind_text(s, ":hash", work->hash);
	return db_run_changed(s);
}

static enum outcome
step_answer(struct act *act, void *arg)
{
	struct step_work	*work = arg;
	struct record		*recovery = NULL;
	enum outcome		 e;

	work->right = false;
	if ((e = challenge_take(act, work)) != SOUK_OK ||
	    (e = factor_judge(act, &work->account, &work->factor, &work->guess,
	    &work->right)) != SOUK_OK || !work->right ||
	    (e = challenge_end(act, work)) != SOUK_OK)
		return e;
	if (work->enrolls && (e = factor_turn_on(act, work->account.id,
	    &recovery)) != SOUK_OK)
		return e;
	e = login_grant(act, &work->account, work->remember, work->result);
	work->result->recovery = recovery;
	return e;
}

static bool
token_hash(struct act *act, const struct value *token, const char **hash)
{
	if (strlen(token->text) != TOKEN_TEXT)
		return false;
	*hash = crypto_sha256_hex(act->arena, token->text);
	return true;
}

enum outcome
login_step(struct act *act, const struct record *in,
    struct login_result *result)
{
	struct step_work	work = { .result = result };
	enum outcome		e;

	if ((e = guess_read(act, &in->values[LOGIN_STEP_CODE],
	    &in->values[LOGIN_STEP_RECOVERY], &work.guess)) != SOUK_OK)
		return e;
	if (!token_hash(act, &in->values[LOGIN_STEP_CHALLENGE], &work.hash))
		return challenge_over(act);
	if ((e = db_tx(act, DB_WRITE, step_answer, &work)) != SOUK_OK)
		return e;
	if (!work.right)
		return act_refuse(act, SOUK_UNAUTHENTICATED,
		    &factor_messages[FACTOR_WRONG]);
	act->actor = result->actor;
	return SOUK_OK;
}

enum outcome
login_step_begin(struct act *act, const struct record *in,
    struct login_result *result)
{
	const struct value	*token = &in->values[LOGIN_BEGIN_CHALLENGE];
	struct step_work	 work = { 0 };
	struct record		*secret = NULL;
	enum outcome		 e;

	if (!token_hash(act, token, &work.hash))
		return challenge_over(act);
	if ((e = challenge_take(act, &work)) != SOUK_OK)
		return e;
	if (work.enrolls &&
	    (e = factor_begin(act, &work.account, &secret)) != SOUK_OK)
		return e;
	*result = (struct login_result){
		.second_factor = work.enrolls ? SECOND_FACTOR_ENROLL :
		    SECOND_FACTOR_REQUIRED,
		.challenge = token->text,
		.secret = secret,
	};
	return SOUK_OK;
}
