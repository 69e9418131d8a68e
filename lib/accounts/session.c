/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/factor.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"
#include "lib/settings/settings.h"

#define TOUCH_EVERY	(5 * CLOCK_MINUTE)
#define SKEW		CLOCK_MINUTE	/* another clock may be ahead */

#define SESSION_COLUMNS	\
    "s.id, s.last_seen_at, s.expires_at, s.remember," \
    " u.id, u.brand_id, u.username, u.role"
/* One from a later time would outlive its own: the clock was set back. */
#define SESSION_LIVE \
    " FROM session s JOIN users u ON u.id = s.user_id" \
    " WHERE s.ended_at IS NULL AND s.expires_at > :now" \
    " AND s.created_at <= :latest AND s.last_seen_at <= :latest" \
    " AND u.is_active = 1"

static const char sql_by_token[] =
    "SELECT " SESSION_COLUMNS SESSION_LIVE " AND s.token_hash = :key";

static const char sql_by_id[] =
    "SELECT " SESSION_COLUMNS SESSION_LIVE " AND s.id = :key";

static const char sql_start[] =
    "INSERT INTO session (id, user_id, token_hash, remember, ip_address,"
    " user_agent, created_at, last_seen_at, expires_at)"
    " VALUES (:id, :user, :hash, :remember, :address, :agent, :now, :now,"
    " :expires)";

static const char sql_touch[] =
    "UPDATE session SET last_seen_at = :now"
    " WHERE id = :id AND last_seen_at < :now";

static const char sql_end[] =
    "UPDATE session SET ended_at = :now WHERE id = :id AND ended_at IS NULL";

static const char sql_end_all[] =
    "UPDATE session SET ended_at = :now"
    " WHERE user_id = :user AND id <> :except AND ended_at IS NULL";

static int64_t
setting(struct act *act, enum accounts_setting which)
{
	return settings_int(act->settings, &accounts_settings, (int)which);
}

/* The shorter of two, of which 0 is none. */
static int64_t
shorter(int64_t a, int64_t b)
{
	return a > 0 && (b == 0 || a < b) ? a : b;
}

int64_t
session_idle(struct act *act, enum role role)
{
	int64_t	all = setting(act, ACCOUNTS_IDLE_MINUTES);

	return CLOCK_MINUTE * (role == ROLE_CUSTOMER ? all :
	    shorter(setting(act, ACCOUNTS_STAFF_IDLE_MINUTES), all));
}

static void
session_fill(struct act *act, struct stmt *s, struct session *session)
{
	enum role	role = role_from_name(db_text(s, 7, NULL));

	*session = (struct session){
		.id = db_copy(s, 0, act->arena),
		.last_seen_at = db_int(s, 1),
		.expires_at = db_int(s, 2),
		.remember = db_int(s, 3) == 1,
		.actor = {
			.user_id = db_copy(s, 4, act->arena),
			.brand_id = db_copy(s, 5, act->arena),
			.username = db_copy(s, 6, act->arena),
			.role = role,
			.permissions = role_permissions(role),
			.address = act->actor.address,
			.user_agent = act->actor.user_agent,
		},
	};
	session->actor.session_id = session->id;
}

static enum outcome
session_get(struct act *act, const char *sql, const char *key,
    struct session *session)
{
	struct stmt	*s = db_sql(act->db, sql);
	int64_t		 idle;
	enum outcome	 e;

	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":latest", act->now + SKEW);
	db_bind_text(s, ":key", key);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_UNAUTHENTICATED : e;
	session_fill(act, s, session);
	db_done(s);
	idle = session_idle(act, (enum role)session->actor.role);
	if (idle > 0 && session->last_seen_at + idle <= act->now)
		return SOUK_UNAUTHENTICATED;
	return SOUK_OK;
}

enum outcome
session_find(struct act *act, const char *id, struct session *session)
{
	return session_get(act, sql_by_id, id, session);
}

/* Becomes the actor; last_seen moves often enough for the idle limit. */
static enum outcome
session_enter(struct act *act, const struct session *session, bool *touch)
{
	int64_t	idle = session_idle(act, (enum role)session->actor.role);
	int64_t	every = TOUCH_EVERY;

	if (idle > 0 && idle / 2 < every)
		every = idle / 2;
	*touch = act->now - session->last_seen_at >= every;
	act->actor = session->actor;
	return SOUK_OK;
}

enum outcome
session_by_token(struct act *act, const char *token, bool *touch)
{
	struct session	session;
	enum outcome	e;

	*touch = false;
	if (token == NULL || strlen(token) != TOKEN_TEXT)
		return SOUK_UNAUTHENTICATED;
	e = session_get(act, sql_by_token,
	    crypto_sha256_hex(act->arena, token), &session);
	return e == SOUK_OK ? session_enter(act, &session, touch) : e;
}

enum outcome
session_by_access_token(struct act *act, const char *jwt, bool *touch)
{
	struct access_claims	claims;
	struct session		session;
	enum outcome		e;

	*touch = false;
	if (jwt == NULL || !access_token_read(act, jwt, &claims))
		return SOUK_UNAUTHENTICATED;
	if ((e = session_find(act, claims.session_id, &session)) != SOUK_OK)
		return e;
	if (strcmp(session.actor.user_id, claims.user_id) != 0)
		return SOUK_UNAUTHENTICATED;
	return session_enter(act, &session, touch);
}

enum outcome
session_touch(struct act *act)
{
	struct stmt	*s = db_sql(act->db, sql_touch);

	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":id", act->actor.session_id);
	return db_run(s);
}

static int64_t
session_length(struct act *act, enum role role, bool remember)
{
	int64_t	all = remember ?
		    CLOCK_DAY * setting(act, ACCOUNTS_REMEMBER_DAYS) :
		    CLOCK_HOUR * setting(act, ACCOUNTS_SESSION_HOURS);

	return role == ROLE_CUSTOMER ? all :
	    shorter(CLOCK_HOUR * setting(act, ACCOUNTS_STAFF_HOURS), all);
}

static enum outcome
session_insert(struct act *act, const char *user_id,
    const struct login_result *result)
{
	struct stmt	*s = db_sql(act->db, sql_start);

	db_bind_text(s, ":id", result->actor.session_id);
	db_bind_text(s, ":user", user_id);
	db_bind_text(s, ":hash",
	    crypto_sha256_hex(act->arena, result->session_token));
	db_bind_int(s, ":remember", result->remember);
	db_bind_text(s, ":address", act->actor.address);
	db_bind_text(s, ":agent", act->actor.user_agent);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":expires", result->expires_at);
	return db_run(s);
}

enum outcome
session_start(struct act *act, const struct account *account, bool remember,
    struct login_result *result)
{
	struct access_claims	claims = { .user_id = account->id };
	enum outcome		e;

	claims.session_id = typeid_new(act->arena, "sess", act->now);
	*result = (struct login_result){
		.actor = {
			.user_id = account->id,
			.session_id = claims.session_id,
			.brand_id = account->brand_id,
			.username = account->username,
			.role = account->role,
			.permissions = role_permissions(account->role),
			.address = act->actor.address,
			.user_agent = act->actor.user_agent,
		},
		.session_token = crypto_token(act->arena, TOKEN_BYTES),
		.expires_at = act->now + session_length(act, account->role,
		    remember),
		.remember = remember,
	};
	result->access_token = access_token_new(act, &claims,
	    &result->access_seconds);
	if ((e = session_insert(act, account->id, result)) != SOUK_OK)
		return e;
	return refresh_token_new(act, claims.session_id,
	    &result->refresh_token);
}

enum outcome
session_end(struct act *act, const char *session_id)
{
	struct stmt	*s = db_sql(act->db, sql_end);

	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":id", session_id);
	return db_run_changed(s);
}

enum outcome
session_end_all(struct act *act, const char *user_id, const char *except)
{
	struct stmt	*s = db_sql(act->db, sql_end_all);
	enum outcome	 e;

	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":user", user_id);
	db_bind_text(s, ":except", except == NULL ? "" : except);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return challenges_end(act, user_id);
}

enum outcome
session_read(struct act *act, int64_t *expires_at, struct record **user)
{
	struct session	session;
	enum outcome	e;

	if (act->actor.session_id == NULL)
		return SOUK_UNAUTHENTICATED;
	e = session_find(act, act->actor.session_id, &session);
	if (e != SOUK_OK)
		return e;
	*expires_at = session.expires_at;
	return user_load(act, act->actor.user_id, user);
}
