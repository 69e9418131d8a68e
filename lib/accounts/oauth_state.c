/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/oauth_parts.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"

/*
 * One attempt to sign in: bound to a browser by a cookie, to a provider, and
 * for linking to a session.  Of its secrets the database knows hashes, but
 * for the verifier, which is sealed.
 */
#define SECRET_BYTES	32
#define SECRET_TEXT	43
#define LONGEST		(OAUTH_SECONDS * CLOCK_SECOND)
#define SKEW		CLOCK_MINUTE
#define SWEEP_ROWS	20	/* with each that is made */

static const char sql_put[] =
    "INSERT INTO oauth_state (state_hash, provider, cookie_hash, nonce_hash,"
    " verifier, go_to, session_id, created_at)"
    " VALUES (:state, :provider, :cookie, :nonce, :verifier, :to, :session,"
    " :now)";

static const char sql_take[] =
    "DELETE FROM oauth_state WHERE state_hash = :state"
    " AND cookie_hash = :cookie AND provider = :provider"
    " RETURNING nonce_hash, verifier, go_to, session_id, created_at";

static const char sql_sweep[] =
    "DELETE FROM oauth_state WHERE state_hash IN"
    " (SELECT state_hash FROM oauth_state WHERE created_at <= :before"
    " LIMIT :rows)";

static bool
is_secret(const char *text)
{
	return text != NULL && strlen(text) == SECRET_TEXT;
}

/* One cookie for all attempts of a browser, or two tabs would be one lost. */
void
oauth_secrets_make(struct act *act, const char *cookie,
    struct oauth_secrets *secrets)
{
	*secrets = (struct oauth_secrets){
		.state = crypto_token(act->arena, SECRET_BYTES),
		.nonce = crypto_token(act->arena, SECRET_BYTES),
		.verifier = crypto_token(act->arena, SECRET_BYTES),
		.cookie = is_secret(cookie) ? cookie :
		    crypto_token(act->arena, SECRET_BYTES),
	};
}

static const char *
label_of(struct act *act, const char *hash)
{
	return arena_printf(act->arena, "oauth:%s", hash);
}

static enum outcome
states_sweep(struct act *act)
{
	struct stmt	*s = db_sql(act->db, sql_sweep);

	db_bind_int(s, ":before", act->now - LONGEST);
	db_bind_int(s, ":rows", SWEEP_ROWS);
	return db_run(s);
}

enum outcome
oauth_state_put(struct act *act, enum oauth_provider provider,
    const struct oauth_secrets *secrets, const char *to,
    const char *session_id)
{
	struct arena	*arena = act->arena;
	const char	*hash = crypto_sha256_hex(arena, secrets->state);
	struct stmt	*s;
	enum outcome	 e;

	if ((e = states_sweep(act)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_put);
	db_bind_text(s, ":state", hash);
	db_bind_text(s, ":provider", oauth_name(provider));
	db_bind_text(s, ":cookie", crypto_sha256_hex(arena, secrets->cookie));
	db_bind_text(s, ":nonce", crypto_sha256_hex(arena, secrets->nonce));
	db_bind_text(s, ":verifier", crypto_seal(arena, act->config,
	    label_of(act, hash), secrets->verifier));
	db_bind_text(s, ":to", to);
	db_bind_text(s, ":session", session_id);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

static bool
is_in_time(struct act *act, int64_t created_at)
{
	return created_at > act->now - LONGEST &&
	    created_at <= act->now + SKEW;
}

enum outcome
oauth_state_take(struct act *act, const struct oauth_back *back,
    struct oauth_state *state, bool *late)
{
	struct stmt	*s;
	const char	*hash;
	enum outcome	 e;

	if (!is_secret(back->state) || !is_secret(back->cookie))
		return SOUK_NOT_FOUND;
	s = db_sql(act->db, sql_take);
	hash = crypto_sha256_hex(act->arena, back->state);
	db_bind_text(s, ":state", hash);
	db_bind_text(s, ":cookie",
	    crypto_sha256_hex(act->arena, back->cookie));
	db_bind_text(s, ":provider", oauth_name(back->provider));
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*state = (struct oauth_state){
		.nonce_hash = db_copy(s, 0, act->arena),
		.verifier = crypto_unseal(act->arena, act->config,
		    label_of(act, hash), db_text(s, 1, NULL)),
		.to = db_copy(s, 2, act->arena),
		.session_id = db_copy(s, 3, act->arena),
	};
	*late = !is_in_time(act, db_int(s, 4)) || state->verifier == NULL;
	db_done(s);
	return SOUK_OK;
}
