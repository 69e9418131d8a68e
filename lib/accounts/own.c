/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"
#include "lib/base/text.h"

/* What of own_fields goes where in user_fields. */
static const struct { int own, user; } copied[] = {
	{ OWN_NAME, USER_NAME },
	{ OWN_USERNAME, USER_USERNAME },
	{ OWN_LOCALE, USER_LOCALE },
	{ OWN_PHONE, USER_PHONE },
	{ OWN_BUSINESS, USER_BUSINESS },
	{ OWN_AVATAR, USER_AVATAR },
};

struct own_work {
	const struct record	*change;	/* of user_fields */
	const char		*email;		/* to be confirmed; NULL: none */
	const char		*hash;		/* NULL: the password stays */
	struct own_proof	 proof;
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

	if ((e = own_settle(act, &work->proof)) != SOUK_OK)
		return e;
	if (work->email != NULL && (e = new_address_ask(act,
	    act->actor.user_id, work->email)) != SOUK_OK)
		return e;
	if ((e = user_load(act, act->actor.user_id, &before)) != SOUK_OK)
		return e;
	work->user = before;
	if (record_mask(work->change) == 0 && work->hash == NULL)
		return SOUK_OK;
	edit.before = before;
	return user_store_edit(act, &edit, &work->user);
}

/* A customer's is no wish that somebody else's name could refuse. */
static enum outcome
username_check(struct act *act, struct record *change)
{
	const char	*wish = change->values[USER_USERNAME].text;

	if (!record_has(change, USER_USERNAME))
		return SOUK_OK;
	if (username_key(act->arena, wish) == NULL)
		return act_bad_field(act, "username",
		    &accounts_messages[ACCOUNTS_BAD_USERNAME]);
	if (act->actor.role == ROLE_CUSTOMER)
		record_set_text(change, USER_USERNAME,
		    username_for(act, wish));
	return SOUK_OK;
}

enum outcome
own_change(struct act *act, const struct record *input, struct record **user)
{
	const struct value	*new = &input->values[OWN_NEW_PASSWORD];
	struct record		*change = user_record(act, input);
	struct own_work		 work = { .change = change,
		.email = input->values[OWN_EMAIL].text };
	char			*hash = NULL;
	enum outcome		 e;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	e = username_check(act, change);
	if (e == SOUK_OK && new->state == VALUE_SET)
		e = password_check(act, "newPassword", new->text,
		    (enum role)act->actor.role);
	if (e == SOUK_OK &&
	    (new->state == VALUE_SET || record_has(input, OWN_EMAIL)))
		e = own_prove(act, &work.proof,
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
