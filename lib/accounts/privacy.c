/* SPDX-License-Identifier: ISC */
#include "lib/accounts/privacy.h"

#include "lib/accounts/account.h"
#include "lib/accounts/mailed.h"
#include "lib/audit/audit.h"
#include "lib/audit/value.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/db/show.h"

#define FORMAT	"souk-person/1"

/* ---- what this module keeps -------------------------------------------------- */

static const char sql_sessions[] =
    "SELECT created_at, last_seen_at, expires_at, ended_at, ip_address,"
    " user_agent FROM session WHERE user_id = :owner ORDER BY created_at";
static const char *const session_columns[] = { "createdAt@", "lastSeenAt@",
	"expiresAt@", "endedAt@", "address", "device", NULL };

static const char sql_addresses[] =
    "SELECT address, last_at FROM login_success WHERE user_id = :owner"
    " ORDER BY last_at";
static const char *const address_columns[] = { "address", "lastAt@", NULL };

static const char sql_consents[] =
    "SELECT purpose, granted, created_at, ip_address FROM consent"
    " WHERE user_id = :owner ORDER BY id";
static const char *const consent_columns[] = { "purpose", "granted?",
	"createdAt@", "address", NULL };

static const char sql_preferences[] =
    "SELECT theme, time_zone, order_mail, reminder_mail, updated_at"
    " FROM preference WHERE user_id = :owner";
static const char *const preference_columns[] = { "theme", "timeZone",
	"orderMail?", "reminderMail?", "updatedAt@", NULL };

static const char sql_creator[] =
    "SELECT display_name, bio, website, niche, platforms, created_at,"
    " updated_at FROM creator_profile WHERE user_id = :owner";
static const char *const creator_columns[] = { "displayName", "bio",
	"website", "niche", "platforms", "createdAt@", "updatedAt@", NULL };

static const char sql_groups[] =
    "SELECT g.name FROM customer_group_member m"
    " JOIN customer_group g ON g.id = m.group_id WHERE m.user_id = :owner"
    " ORDER BY g.name";
static const char *const group_columns[] = { "name", NULL };

static const char sql_mailed[] =
    "SELECT purpose, email, created_at, ended_at FROM mailed_token"
    " WHERE user_id = :owner ORDER BY created_at";
static const char *const mailed_columns[] = { "purpose", "email",
	"createdAt@", "endedAt@", NULL };

static const char sql_identities[] =
    "SELECT provider, subject, email, created_at, last_used_at"
    " FROM oauth_identity WHERE user_id = :owner ORDER BY id";
static const char *const identity_columns[] = { "provider", "subject",
	"email", "createdAt@", "lastUsedAt@", NULL };

static const char sql_factor[] =
    "SELECT created_at, confirmed_at FROM user_totp WHERE user_id = :owner";
static const char *const factor_columns[] = { "createdAt@", "confirmedAt@",
	NULL };

static const char sql_keys[] =
    "SELECT name, prefix, scopes, created_at, last_used_at, expires_at,"
    " revoked_at FROM api_key WHERE user_id = :owner ORDER BY id";
static const char *const key_columns[] = { "name", "prefix", "scopes",
	"createdAt@", "lastUsedAt@", "expiresAt@", "revokedAt@", NULL };

static const struct show_rows shown[] = {
	{ "sessions", sql_sessions, session_columns, false },
	{ "addresses", sql_addresses, address_columns, false },
	{ "consents", sql_consents, consent_columns, false },
	{ "preferences", sql_preferences, preference_columns, false },
	{ "creatorProfile", sql_creator, creator_columns, false },
	{ "groups", sql_groups, group_columns, false },
	{ "identities", sql_identities, identity_columns, false },
	{ "mailedTokens", sql_mailed, mailed_columns, false },
	{ "secondFactor", sql_factor, factor_columns, false },
	{ "apiKeys", sql_keys, key_columns, false },
};

static void
record_show(struct json_out *json, const char *name, const struct record *r)
{
	const struct field	*f;

	json_open(json, name);
	for (size_t i = 0; i < r->set->count; i++) {
		f = &r->set->fields[i];
		if (!value_is_secret(f))
			value_put(json, f->name, f, &r->values[i], -1);
	}
	json_close(json);
}

static enum outcome
accounts_show(struct act *act, const char *user_id, struct json_out *json)
{
	struct record	*user;
	enum outcome	 e = user_load(act, user_id, &user);

	if (e != SOUK_OK)
		return e;
	record_show(json, "account", user);
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]) &&
	    e == SOUK_OK; i++)
		e = show_rows(act, json, &shown[i], user_id);
	return e;
}

static const char sql_failures[] =
    "DELETE FROM login_failure WHERE account_key IN"
    " (:user, 'code:' || :user, 'recovery:' || :user)";
static const char sql_signups[] =
    "DELETE FROM signup WHERE email_key ="
    " (SELECT email_key FROM users WHERE id = :user)";
static const char sql_user[] = "DELETE FROM users WHERE id = :user";

/* What refers to a user goes with the row (ON DELETE CASCADE). */
static enum outcome
accounts_erase(struct act *act, const char *user_id)
{
	static const char *const	 steps[] = { sql_failures,
					    sql_signups, sql_user };
	struct stmt			*s;
	enum outcome			 e = SOUK_OK;

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) &&
	    e == SOUK_OK; i++) {
		s = db_sql(act->db, steps[i]);
		db_bind_text(s, ":user", user_id);
		e = db_run(s);
	}
	return e;
}

const struct privacy accounts_privacy = {
	.module = "accounts",
	.show = accounts_show,
	.erase = accounts_erase,
};

/* ---- everything -------------------------------------------------------------- */

static enum outcome
person_show(struct act *act, const char *user_id, struct json_out *json)
{
	const struct privacy *const	*p = act->souk->privacy;
	enum outcome			 e = SOUK_OK;

	json_text(json, "format", FORMAT);
	json_time(json, "exportedAt", act->now);
	for (; *p != NULL && e == SOUK_OK; p++) {
		json_open(json, (*p)->module);
		e = (*p)->show(act, user_id, json);
		json_close(json);
	}
	return e;
}

enum outcome
own_show(struct act *act, struct json_out *json)
{
	return act->actor.user_id == NULL ? SOUK_UNAUTHENTICATED :
	    person_show(act, act->actor.user_id, json);
}

/* Staff are not handled here: their work is the shop's. */
static enum outcome
customer_take(struct act *act, const char *id)
{
	struct record	*user;
	enum outcome	 e = user_read(act, id, &user);

	if (e != SOUK_OK)
		return e;
	return role_from_name(user->values[USER_ROLE].text) == ROLE_CUSTOMER ?
	    SOUK_OK : SOUK_NOT_FOUND;
}

enum outcome
customer_show(struct act *act, const char *id, struct json_out *json)
{
	enum outcome	 e = customer_take(act, id);

	if (e == SOUK_OK)
		e = audit_write(act, &(struct audit){
			.action = "export_customer", .entity_type = "User",
			.entity_id = id });
	return e == SOUK_OK ? person_show(act, id, json) : e;
}

/* That it was done; not from where, if it was themselves. */
static enum outcome
erase_audit(struct act *act, const char *user_id)
{
	struct actor	before = act->actor;
	enum outcome	e;

	if (text_equal(act->actor.user_id, user_id))
		act->actor.address = act->actor.user_agent = NULL;
	e = audit_write(act, &(struct audit){ .action = "erase_account",
		.entity_type = "User", .entity_id = user_id });
	act->actor = before;
	return e;
}

enum outcome
person_erase(struct act *act, const char *user_id)
{
	const struct privacy *const	*p = act->souk->privacy;
	struct record			*user;
	enum outcome			 e = user_load(act, user_id, &user);

	for (; *p != NULL && e == SOUK_OK; p++)
		e = (*p)->erase(act, user_id);
	if (e != SOUK_OK || (e = erase_audit(act, user_id)) != SOUK_OK)
		return e;
	return notice_put_to(act, user, &(struct notice){
		.template = MAIL_ERASED });
}

enum outcome
customer_erase(struct act *act, const char *id)
{
	enum outcome	 e = customer_take(act, id);

	return e == SOUK_OK ? person_erase(act, id) : e;
}
