/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/account.h"
#include "lib/base/crypto.h"
#include "lib/base/log.h"

/* Of concurrent uses the first to get here has the row, the others none. */
static const char sql_use[] =
    "UPDATE refresh_token SET used_at = :now"
    " WHERE token_hash = :hash AND used_at IS NULL RETURNING session_id";

static const char sql_used[] =
    "SELECT r.session_id, u.id, u.brand_id FROM refresh_token r"
    " JOIN session s ON s.id = r.session_id"
    " JOIN users u ON u.id = s.user_id WHERE r.token_hash = :hash";

static const char sql_new[] =
    "INSERT INTO refresh_token (token_hash, session_id, created_at)"
    " VALUES (:hash, :session, :now)";

enum outcome
refresh_token_new(struct act *act, const char *session_id, const char **token)
{
	struct stmt	*s = db_sql(act->db, sql_new);

	*token = crypto_token(act->arena, TOKEN_BYTES);
	db_bind_text(s, ":hash", crypto_sha256_hex(act->arena, *token));
	db_bind_text(s, ":session", session_id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

struct refresh {
	const char		*hash;
	bool			 reused;
	struct login_result	*result;
};

/* Somebody has a copy of this token: whoever it is, the session is over. */
static enum outcome
refresh_reused(struct act *act, struct refresh *work)
{
	struct stmt	*s = db_sql(act->db, sql_used);
	struct actor	 as = { .address = act->actor.address,
			    .user_agent = act->actor.user_agent };
	const char	*session_id;
	enum outcome	 e;

	db_bind_text(s, ":hash", work->hash);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_UNAUTHENTICATED : e;
	session_id = db_copy(s, 0, act->arena);
	as.user_id = db_copy(s, 1, act->arena);
	as.brand_id = db_copy(s, 2, act->arena);
	db_done(s);
	work->reused = true;
	if ((e = session_end(act, session_id)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return login_audit(act, "refresh_token_reused", &as, as.user_id);
}

/* The row of a fresh token is ours: give the next one, if the session lives. */
static enum outcome
refresh_rotate(struct act *act, const char *session_id,
    struct login_result *result)
{
	struct access_claims	claims;
	struct session		session;
	enum outcome		e;

	if ((e = session_find(act, session_id, &session)) != SOUK_OK)
		return e;
	claims = (struct access_claims){ .user_id = session.actor.user_id,
		.session_id = session.id };
	*result = (struct login_result){
		.actor = session.actor,
		.expires_at = session.expires_at,
		.remember = session.remember,
	};
	result->access_token = access_token_new(act, &claims,
	    &result->access_seconds);
	return refresh_token_new(act, session.id, &result->refresh_token);
}

static enum outcome
step_refresh(struct act *act, void *arg)
{
	struct refresh	*work = arg;
	struct stmt	*s = db_sql(act->db, sql_use);
	const char	*session_id;
	enum outcome	 e;

	work->reused = false;
	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":hash", work->hash);
	if ((e = db_step(s)) == SOUK_NOT_FOUND)
		return refresh_reused(act, work);
	if (e != SOUK_OK)
		return e;
	session_id = db_copy(s, 0, act->arena);
	db_done(s);
	return refresh_rotate(act, session_id, work->result);
}

enum outcome
session_refresh(struct act *act, const char *refresh_token,
    struct login_result *result)
{
	struct refresh	work = { .result = result };
	enum outcome	e;

	if (refresh_token == NULL || strlen(refresh_token) != TOKEN_TEXT)
		return SOUK_UNAUTHENTICATED;
	work.hash = crypto_sha256_hex(act->arena, refresh_token);
	if ((e = db_tx(act, DB_WRITE, step_refresh, &work)) != SOUK_OK)
		return e;
	if (!work.reused)
		return SOUK_OK;
	log_line(LOG_WARN, "refresh token reused",
	    "request", act->request_id, NULL);
	return act_refuse(act, SOUK_UNAUTHENTICATED,
	    &accounts_messages[ACCOUNTS_REFRESH_REUSED]);
}
