/* SPDX-License-Identifier: ISC */
#include "lib/accounts/mailed.h"

#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/crypto.h"
#include "lib/db/db.h"
#include "lib/settings/settings.h"

static const char sql_recent[] =
    "SELECT count(*) FROM mailed_token WHERE user_id = :user"
    " AND purpose = :purpose AND created_at > :since";

static const char sql_end_purpose[] =
    "UPDATE mailed_token SET ended_at = :now"
    " WHERE user_id = :user AND purpose = :purpose AND ended_at IS NULL";

static const char sql_end_all[] =
    "UPDATE mailed_token SET ended_at = :now"
    " WHERE user_id = :user AND ended_at IS NULL";

static const char sql_new[] =
    "INSERT INTO mailed_token (token_hash, user_id, purpose, email,"
    " created_at, ends_at)"
    " VALUES (:hash, :user, :purpose, :email, :now, :ends)";

/* One from a later time would outlive its hour: the clock was set back. */
#define LIVE \
    " token_hash = :hash AND purpose = :purpose AND ended_at IS NULL" \
    " AND ends_at > :now AND created_at <= :latest"

static const char sql_read[] =
    "SELECT user_id, email FROM mailed_token WHERE" LIVE;

static const char sql_use[] =
    "UPDATE mailed_token SET ended_at = :now WHERE" LIVE
    " RETURNING user_id, email";

static const char *const purposes[] = {
	[MAILED_RESET] = "reset_password",
	[MAILED_NEW_ADDRESS] = "change_email",
};

/* OK: fewer than an hour allows. */
static enum outcome
mailed_recently(struct act *act, const char *user_id,
    enum mailed_purpose purpose, bool *too_many)
{
	struct stmt	*s = db_sql(act->db, sql_recent);
	enum outcome	 e;

	db_bind_text(s, ":user", user_id);
	db_bind_text(s, ":purpose", purposes[purpose]);
	db_bind_int(s, ":since", act->now - CLOCK_HOUR);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*too_many = db_int(s, 0) >= MAILS_AN_HOUR;
	db_done(s);
	return SOUK_OK;
}

static enum outcome
former_end(struct act *act, const char *user_id, enum mailed_purpose purpose)
{
	struct stmt	*s = db_sql(act->db, sql_end_purpose);

	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":user", user_id);
	db_bind_text(s, ":purpose", purposes[purpose]);
	return db_run(s);
}

enum outcome
mailed_token_new(struct act *act, const char *user_id,
    enum mailed_purpose purpose, const char *email, const char **token)
{
	struct stmt	*s;
	enum outcome	 e;
	bool		 too_many;

	*token = NULL;
	e = mailed_recently(act, user_id, purpose, &too_many);
	if (e != SOUK_OK || too_many ||
	    (e = former_end(act, user_id, purpose)) != SOUK_OK)
		return e;
	*token = crypto_token(act->arena, TOKEN_BYTES);
	s = db_sql(act->db, sql_new);
	db_bind_text(s, ":hash", crypto_sha256_hex(act->arena, *token));
	db_bind_text(s, ":user", user_id);
	db_bind_text(s, ":purpose", purposes[purpose]);
	db_bind_text(s, ":email", email);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":ends", act->now +
	    MAILED_TOKEN_MINUTES * CLOCK_MINUTE);
	return db_run(s);
}

enum outcome
mailed_token_refuse(struct act *act)
{
	return act_bad_field(act, "token",
	    &accounts_messages[ACCOUNTS_TOKEN_ENDED]);
}

static enum outcome
token_find(struct act *act, const char *sql, const char *token,
    enum mailed_purpose purpose, struct mailed_token *found)
{
	struct stmt	*s;
	enum outcome	 e;

	if (strlen(token) != TOKEN_TEXT)
		return mailed_token_refuse(act);
	s = db_sql(act->db, sql);
	db_bind_text(s, ":hash", crypto_sha256_hex(act->arena, token));
	db_bind_text(s, ":purpose", purposes[purpose]);
	db_bind_int(s, ":now", act->now);
	db_bind_int(s, ":latest", act->now + CLOCK_MINUTE);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? mailed_token_refuse(act) : e;
	*found = (struct mailed_token){
		.user_id = db_copy(s, 0, act->arena),
		.email = db_copy(s, 1, act->arena),
	};
	return db_run(s);
}

enum outcome
mailed_token_read(struct act *act, const char *token,
    enum mailed_purpose purpose, struct mailed_token *found)
{
	return token_find(act, sql_read, token, purpose, found);
}

enum outcome
mailed_token_use(struct act *act, const char *token,
    enum mailed_purpose purpose, struct mailed_token *found)
{
	return token_find(act, sql_use, token, purpose, found);
}

enum outcome
mailed_tokens_end(struct act *act, const char *user_id)
{
	struct stmt	*s = db_sql(act->db, sql_end_all);

	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":user", user_id);
	return db_run(s);
}

const char *
mailed_link(struct act *act, const char *path, const char *token)
{
	return arena_printf(act->arena, "%s%s%s%s", act->config->base_url,
	    path, token == NULL ? "" : "#token=", token == NULL ? "" : token);
}

/* ---- notices ------------------------------------------------------------- */

/* Their own language, else the shop's. */
static enum locale
locale_of(struct act *act, const struct record *user)
{
	const char	*tag = user->values[USER_LOCALE].text;
	enum locale	 locale = tag == NULL ? LOCALE__MAX :
			    locale_from_tag(tag);

	return locale == LOCALE__MAX ? settings_locale(act->settings) : locale;
}

static const char *
name_of(const struct record *user)
{
	const char	*name = user->values[USER_NAME].text;

	return name != NULL ? name : user->values[USER_USERNAME].text;
}

enum outcome
mailed_tell(struct act *act, const struct notice *notice)
{
	struct record	*user;
	enum outcome	 e = user_load(act, notice->user_id, &user);

	return e == SOUK_OK ? notice_put_to(act, user, notice) : e;
}

enum outcome
notice_put_to(struct act *act, const struct record *user,
    const struct notice *notice)
{
	struct mail_field	 fields[7] = { { .name = "name" },
				    { .name = "time" } };
	char			 time[CLOCK_TEXT];
	enum outcome		 e;

	clock_text(act->now, time);
	fields[0].text = name_of(user);
	fields[1].text = time;
	memcpy(fields + 2, notice->more, sizeof(notice->more));
	e = act->souk->mail(act, &(struct mail_new){
		.template = notice->template,
		.brand_id = user->values[USER_BRAND].text,
		.user_id = notice->user_id,
		.to = notice->to != NULL ? notice->to :
		    user->values[USER_EMAIL].text,
		.locale = locale_of(act, user), .fields = fields });
	return e == SOUK_INVALID ? SOUK_OK : e;	/* nobody to be told */
}
