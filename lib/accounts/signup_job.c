/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/mailed.h"
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/queue/queue.h"

/*
 * What the doors of signup.c left to do: look who has the address, and put a
 * mail.  In the lane of what is sent, since somebody waits for it.
 */

static const char sql_by_id[] =
    "SELECT id, brand_id, email, email_key, name, locale FROM signup"
    " WHERE id = :key";

static const char sql_newest[] =
    "SELECT id, brand_id, email, email_key, name, locale FROM signup"
    " WHERE email_key = :key ORDER BY created_at DESC, id DESC LIMIT 1";

static const char sql_mailed[] =
    "SELECT CAST(coalesce(sum(mails), 0) AS BIGINT) FROM signup"
    " WHERE email_key = :key AND token_ends_at > :now";

static const char sql_token[] =
    "UPDATE signup SET token_hash = :hash, token_ends_at = :ends,"
    " mails = mails + 1 WHERE id = :id";

static const char sql_drop[] = "DELETE FROM signup WHERE id = :id";

struct waiting {
	const char	*id, *brand_id, *email, *email_key, *name;
	enum locale	 locale;
};

static enum outcome
waiting_get(struct act *act, const char *sql, const char *key,
    struct waiting *w)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	db_bind_text(s, ":key", key);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*w = (struct waiting){
		.id = db_copy(s, 0, act->arena),
		.brand_id = db_copy(s, 1, act->arena),
		.email = db_copy(s, 2, act->arena),
		.email_key = db_copy(s, 3, act->arena),
		.name = db_copy(s, 4, act->arena),
		.locale = locale_from_tag(db_text(s, 5, NULL)),
	};
	db_done(s);
	return SOUK_OK;
}

static enum outcome
waiting_drop(struct act *act, const struct waiting *w)
{
	struct stmt	*s = db_sql(act->db, sql_drop);

	db_bind_text(s, ":id", w->id);
	return db_run(s);
}

/* A token that still lives was mailed within the hour. */
static enum outcome
mailed_enough(struct act *act, const struct waiting *w, bool *enough)
{
	struct stmt	*s = db_sql(act->db, sql_mailed);
	enum outcome	 e;

	db_bind_text(s, ":key", w->email_key);
	db_bind_int(s, ":now", act->now);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*enough = db_int(s, 0) >= MAILS_AN_HOUR;
	db_done(s);
	return SOUK_OK;
}

static enum outcome
token_keep(struct act *act, const struct waiting *w, const char *token)
{
	struct stmt	*s = db_sql(act->db, sql_token);

	db_bind_text(s, ":hash", crypto_sha256_hex(act->arena, token));
	db_bind_int(s, ":ends", act->now +
	    MAILED_TOKEN_MINUTES * CLOCK_MINUTE);
	db_bind_text(s, ":id", w->id);
	return db_run(s);
}

static enum outcome
confirm_mail(struct act *act, const struct waiting *w)
{
	const char		*token = crypto_token(act->arena, TOKEN_BYTES);
	const struct mail_field	 fields[] = {
		{ "name", w->name },
		{ "link", mailed_link(act, "/inscription/confirmer", token) },
		{ "minutes", arena_printf(act->arena, "%d",
		    MAILED_TOKEN_MINUTES) },
		{ NULL, NULL },
	};
	enum outcome		 e;
	bool			 enough;

	if ((e = mailed_enough(act, w, &enough)) != SOUK_OK)
		return e;
	if (enough)
		return SOUK_OK;
	if ((e = token_keep(act, w, token)) != SOUK_OK)
		return e;
	return act->souk->mail(act, &(struct mail_new){
		.template = MAIL_CONFIRM_ADDRESS, .brand_id = w->brand_id,
		.to = w->email, .locale = w->locale, .fields = fields });
}

/* The holder learns that somebody tried, and how to get in. */
static enum outcome
known_mail(struct act *act, const struct account *account)
{
	return mailed_tell(act, &(struct notice){
		.template = MAIL_ADDRESS_KNOWN, .user_id = account->id,
		.more = { { "link", mailed_link(act, "/mot-de-passe", NULL) } },
	});
}

static enum outcome
signup_run(struct act *act, const struct job *job)
{
	const char	*id = job_text(act, job, "signup");
	struct waiting	 w;
	struct account	 account;
	enum outcome	 e;

	if (id == NULL)
		return SOUK_INVALID;
	if ((e = waiting_get(act, sql_by_id, id, &w)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	e = account_by_login(act, w.email, &account);
	if (e == SOUK_NOT_FOUND)
		return confirm_mail(act, &w);
	if (e != SOUK_OK || (e = waiting_drop(act, &w)) != SOUK_OK)
		return e;
	return known_mail(act, &account);
}

const struct job_kind accounts_signup = {
	.name = "accounts.signup",
	.lane = LANE_SEND,
	.tx = true,
	.run = signup_run,
	.max_attempts = 10,
	.lease = CLOCK_MINUTE,
	.first_pause = 5 * CLOCK_SECOND,
};

/* ---- an address at a door ---------------------------------------------------- */

static enum outcome
confirm_again(struct act *act, const char *email)
{
	struct waiting	 w;
	enum outcome	 e;

	e = waiting_get(act, sql_newest, email_key(act->arena, email), &w);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	return confirm_mail(act, &w);
}

static enum outcome
reset_mail(struct act *act, const struct account *account, const char *email)
{
	const char	*token;
	enum outcome	 e;

	e = mailed_token_new(act, account->id, MAILED_RESET,
	    email_key(act->arena, email), &token);
	if (e != SOUK_OK || token == NULL)
		return e;
	return mailed_tell(act, &(struct notice){
		.template = MAIL_RESET_PASSWORD, .user_id = account->id,
		.more = {
			{ "link", mailed_link(act, "/mot-de-passe/nouveau",
			    token) },
			{ "minutes", arena_printf(act->arena, "%d",
			    MAILED_TOKEN_MINUTES) },
		} });
}

/* Who never finished to sign up has no password to forget. */
static enum outcome
door_run(struct act *act, const struct job *job)
{
	const char	*wish = job_text(act, job, "wish");
	const char	*email = job_text(act, job, "email");
	struct account	 account;
	enum outcome	 e;

	if (wish == NULL || email == NULL)
		return SOUK_INVALID;
	e = account_by_login(act, email, &account);
	if (e == SOUK_NOT_FOUND)
		return confirm_again(act, email);
	if (e != SOUK_OK || !account.active || !text_equal(wish, "reset"))
		return e;
	return reset_mail(act, &account, email);
}

const struct job_kind accounts_door = {
	.name = "accounts.door",
	.lane = LANE_SEND,
	.tx = true,
	.run = door_run,
	.max_attempts = 10,
	.lease = CLOCK_MINUTE,
	.first_pause = 5 * CLOCK_SECOND,
};
