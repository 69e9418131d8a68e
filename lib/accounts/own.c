/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"
#include "lib/base/text.h"

/* What of own_fields goes where in user_fields. */
static const struct { int own, user; } copied[] = {
	{ OWN_NAME, USER_NAME },
	{ OWN_EMAIL, USER_EMAIL },
	{ OWN_LOCALE, USER_LOCALE },
};

struct own_work {
	const struct record	*change;	/* of user_fields */
	const char		*hash;		/* NULL: the password stays */
	bool			 counted;	/* an attempt was reserved */
	struct account		 account;
	struct attempt		 attempt;
	struct record		*user;
};

static struct record *
user_record(struct act *act, const struct record *input)
{
	struct record	*user = record_new(act->arena, &user_fields);
	size_t		 i;

	for (i = 0; i < sizeof(copied) / sizeof(copied[0]); i++)
		user->values[copied[i].user] = input->values[copied[i].own];
	return user;
}

static enum outcome
step_count(struct act *act, void *arg)
{
	struct own_work	*work = arg;
	enum outcome	 e;

	e = account_by_id(act, act->actor.user_id, &work->account);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_UNAUTHENTICATED : e;
	attempt_init(act, work->account.username, &work->account,
	    &work->attempt);
	return attempt_reserve(act, &work->attempt);
}

/*
 * A session alone does not change how an account is proved or reached.  A
 * wrong guess counts like one at the login.
 */
static enum outcome
own_prove(struct act *act, struct own_work *work, const struct value *current)
{
	enum outcome	e;
	bool		right, outdated;

	if (current->state != VALUE_SET)
		return act_bad_field(act, "currentPassword",
		    &accounts_messages[ACCOUNTS_PASSWORD_NEEDED]);
	if ((e = db_tx(act, DB_WRITE, step_count, work)) != SOUK_OK)
		return e;
	work->counted = true;
	if ((e = password_verify(current->text, work->account.hash, &right,
	    &outdated)) != SOUK_OK)
		return e;
	return right ? SOUK_OK : act_bad_field(act, "currentPassword",
	    &accounts_messages[ACCOUNTS_PASSWORD_WRONG]);
}

/* The password that was judged is still the one; else it proves nothing. */
static enum outcome
proof_settle(struct act *act, const struct own_work *work)
{
	struct account	now;
	enum outcome	e;

	if ((e = account_by_id(act, work->account.id, &now)) != SOUK_OK)
		return e;
	if (!text_equal(now.hash, work->account.hash))
		return SOUK_UNAUTHENTICATED;
	return attempt_succeed(act, &work->attempt);
}

static enum outcome
step_store(struct act *act, void *arg)
{
	struct own_work		*work = arg;
	struct user_edit	 edit = {
		.change = work->change,
		.hash = work->hash,
		.spare = act->actor.session_id,
	};
	struct record		*before;
	enum outcome		 e;

	if (work->counted && (e = proof_settle(act, work)) != SOUK_OK)
		return e;
	if ((e = user_load(act, act->actor.user_id, &before)) != SOUK_OK)
		return e;
	work->user = before;
	if (record_mask(work->change) == 0 && work->hash == NULL)
		return SOUK_OK;
	edit.before = before;
	return user_store_edit(act, &edit, &work->user);
}

enum outcome
own_change(struct act *act, const struct record *input, struct record **user)
{
	const struct value	*new = &input->values[OWN_NEW_PASSWORD];
	struct own_work		 work = { .change = user_record(act, input) };
	char			*hash = NULL;
	enum outcome		 e = SOUK_OK;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	if (new->state == VALUE_SET)
		e = password_check(act, "newPassword", new->text,
		    (enum role)act->actor.role);
	if (e == SOUK_OK &&
	    (new->state == VALUE_SET || record_has(input, OWN_EMAIL)))
		e = own_prove(act, &work,
		    &input->values[OWN_CURRENT_PASSWORD]);
	if (e == SOUK_OK && new->state == VALUE_SET)
		e = password_hash(act->arena, new->text, &hash);
	if (e != SOUK_OK)
		return e;
	work.hash = hash;
	e = db_tx(act, DB_WRITE, step_store, &work);
	*user = work.user;
	return e;
}
