/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "lib/accounts/account.h"
#include "lib/base/log.h"

/*
 * A login in four steps: count the guess (a transaction), judge the password
 * (none: it takes a while), and record a refusal or a session (a second
 * transaction).  Unknown name, wrong password and disabled account take the
 * same way, the same time, and say the same.
 */

/* Of a password that nobody has: what unknown names are compared with. */
static const char nobody_hash[] =
    "$argon2id$v=19$m=19456,t=2,p=1$2ZGVz5pK3xG8DOyQmsWoYg"
    "$EW+mb27fyX6XvBuHOPtNQRHp4BgOaefeDLzoxhlW4yc";

/* Judged right and still so: the hash that was judged is the hash stored. */
static const char sql_confirm[] =
    "UPDATE users SET password_hash = :new"
    " WHERE id = :id AND password_hash = :judged AND is_active = 1";

struct login_work {
	const char		*typed, *password;
	bool			 remember;
	struct account		 account;
	struct attempt		 attempt;
	const char		*hash;		/* what to store now */
	struct login_result	*result;
};

static enum outcome
step_reserve(struct act *act, void *arg)
{
	struct login_work	*work = arg;
	enum outcome		 e;

	work->account = (struct account){ 0 };
	e = account_by_login(act, work->typed, &work->account);
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	attempt_init(act, work->typed, &work->account, &work->attempt);
	return attempt_reserve(act, &work->attempt);
}

/* UNAUTHENTICATED or OK; no transaction is open meanwhile. */
static enum outcome
login_judge(struct act *act, struct login_work *work)
{
	const struct account	*account = &work->account;
	enum outcome		 e = SOUK_OK;
	char			*renewed;
	bool			 right, outdated;

	work->hash = account->id == NULL ? nobody_hash : account->hash;
	e = password_verify(work->password, work->hash, &right, &outdated);
	if (e != SOUK_OK)
		return e;
	if (!right || account->id == NULL || !account->active)
		return SOUK_UNAUTHENTICATED;
	if (outdated) {
		e = password_hash(act->arena, work->password, &renewed);
		work->hash = renewed;
	}
	return e;
}

/* A name nobody has is a matter of the first brand. */
static enum outcome
step_refuse(struct act *act, void *arg)
{
	struct login_work	*work = arg;
	struct actor		 as = {
		.brand_id = work->account.brand_id,
		.address = act->actor.address,
		.user_agent = act->actor.user_agent,
	};
	enum outcome		 e;

	if (as.brand_id == NULL &&
	    (e = brand_ensure(act, &as.brand_id)) != SOUK_OK)
		return e;
	return login_audit(act, "user_login_failed", &as, work->account.id);
}

static enum outcome
account_confirm(struct act *act, const struct login_work *work)
{
	struct stmt	*s = db_sql(act->db, sql_confirm);
	enum outcome	 e;

	db_bind_text(s, ":new", work->hash);
	db_bind_text(s, ":id", work->account.id);
	db_bind_text(s, ":judged", work->account.hash);
	e = db_run_changed(s);
	return e == SOUK_NOT_FOUND ? SOUK_UNAUTHENTICATED : e;
}

static enum outcome
step_accept(struct act *act, void *arg)
{
	struct login_work	*work = arg;
	enum outcome		 e;

	if ((e = account_confirm(act, work)) != SOUK_OK ||
	    (e = attempt_release(act, &work->attempt)) != SOUK_OK)
		return e;
	return login_finish(act, &work->account, work->remember,
	    work->result);
}

static enum outcome
login_refuse(struct act *act, struct login_work *work)
{
	enum outcome	e = db_tx(act, DB_WRITE, step_refuse, work);

	if (e != SOUK_OK)
		return e;
	log_line(LOG_WARN, "login failed", "address", work->attempt.address,
	    "request", act->request_id, NULL);
	return act_refuse(act, SOUK_UNAUTHENTICATED,
	    &accounts_messages[ACCOUNTS_BAD_CREDENTIALS]);
}

/* The field that says who, or NULL. */
static const char *
login_name(const struct record *input)
{
	if (record_has(input, LOGIN_EMAIL))
		return input->values[LOGIN_EMAIL].text;
	if (record_has(input, LOGIN_USERNAME))
		return input->values[LOGIN_USERNAME].text;
	return NULL;
}

enum outcome
login(struct act *act, const struct record *input,
    struct login_result *result)
{
	struct login_work	work = {
		.typed = login_name(input),
		.password = input->values[LOGIN_PASSWORD].text,
		.remember = input->values[LOGIN_REMEMBER].num == 1,
		.result = result,
	};
	enum outcome		e;

	if (work.typed == NULL)
		return act_bad_field(act, "username",
		    &accounts_messages[ACCOUNTS_NEED_LOGIN_NAME]);
	if ((e = db_tx(act, DB_WRITE, step_reserve, &work)) != SOUK_OK)
		return e;
	if ((e = login_judge(act, &work)) == SOUK_OK)
		e = db_tx(act, DB_WRITE, step_accept, &work);
	if (e == SOUK_UNAUTHENTICATED)
		return login_refuse(act, &work);
	if (e == SOUK_OK && result->challenge == NULL)
		act->actor = result->actor;
	return e;
}
