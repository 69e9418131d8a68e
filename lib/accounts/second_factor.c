/* SPDX-License-Identifier: ISC */
#include "lib/accounts/second_factor.h"

#include "lib/accounts/factor.h"
#include "lib/accounts/mailed.h"
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/settings/settings.h"

/* The actor's own second factor, by a session. */

struct factor_work {
	struct own_proof	 proof;
	struct guess		 guess;
	struct account		 account;
	bool			 right;
	enum outcome		(*then)(struct act *, struct factor_work *);
	struct record		*answer;
};

static enum outcome
by_session(struct act *act)
{
	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	return act->actor.key_id == NULL ? SOUK_OK : SOUK_DENIED;
}

static enum outcome
not_on(struct act *act)
{
	return act_refuse(act, SOUK_CONFLICT, &factor_messages[FACTOR_OFF]);
}

/* ---- what there is ------------------------------------------------------- */

enum outcome
second_factor_read(struct act *act, struct record **state)
{
	struct record	*r = record_new(act->arena, &factor_fields);
	struct factor	 factor;
	int64_t		 left = 0;
	enum outcome	 e;

	if ((e = by_session(act)) != SOUK_OK)
		return e;
	e = factor_load(act, act->actor.user_id, &factor);
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	if ((e = recovery_left(act, act->actor.user_id, &left)) != SOUK_OK)
		return e;
	record_set_int(r, FACTOR_ENABLED, factor.on);
	if (factor.on)
		record_set_int(r, FACTOR_CONFIRMED_AT, factor.confirmed_at);
	else
		r->values[FACTOR_CONFIRMED_AT].state = VALUE_NULL;
	record_set_int(r, FACTOR_RECOVERY_LEFT, left);
	record_set_int(r, FACTOR_ASKED, second_factor_due(act,
	    (enum role)act->actor.role));
	*state = r;
	return SOUK_OK;
}

bool
second_factor_due(struct act *act, enum role role)
{
	return role != ROLE_CUSTOMER && settings_int(act->settings,
	    &accounts_settings, ACCOUNTS_STAFF_SECOND_FACTOR) == 1;
}

/* ---- turning it on ------------------------------------------------------- */

static enum outcome
step_begin(struct act *act, void *arg)
{
	struct factor_work	*work = arg;
	enum outcome		 e;

	if ((e = own_settle(act, &work->proof)) != SOUK_OK)
		return e;
	return factor_begin(act, &work->proof.account, &work->answer);
}

enum outcome
second_factor_begin(struct act *act, const struct record *in,
    struct record **secret)
{
	struct factor_work	work = { .answer = NULL };
	enum outcome		e;

	if ((e = own_prove(act, &work.proof,
	    &in->values[FACTOR_BEGIN_PASSWORD])) != SOUK_OK)
		return e;
	e = db_tx(act, DB_WRITE, step_begin, &work);
	*secret = work.answer;
	return e;
}

/* Other sessions may be those of whom the factor is to keep out. */
static enum outcome
turn_on(struct act *act, struct factor_work *work)
{
	enum outcome	e = session_end_all(act, act->actor.user_id,
			    act->actor.session_id);

	return e != SOUK_OK ? e : factor_turn_on(act, act->actor.user_id,
	    &work->answer);
}

/* What is right goes on; what is wrong was counted, and that commits. */
static enum outcome
judge_then(struct act *act, struct factor_work *work, bool on)
{
	struct factor	 factor;
	enum outcome	 e;

	work->right = false;
	e = account_by_id(act, act->actor.user_id, &work->account);
	if (e != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_UNAUTHENTICATED : e;
	e = factor_load(act, act->actor.user_id, &factor);
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	if (on && !factor.on)
		return not_on(act);
	if (!on && (e == SOUK_NOT_FOUND || factor.on))
		return act_refuse(act, SOUK_CONFLICT, &factor_messages[
		    factor.on ? FACTOR_ON : FACTOR_NOT_BEGUN]);
	if ((e = factor_judge(act, &work->account, &factor, &work->guess,
	    &work->right)) != SOUK_OK || !work->right)
		return e;
	return work->then(act, work);
}

static enum outcome
judged(struct act *act, const struct factor_work *work)
{
	return work->right ? SOUK_OK : act_bad_field(act,
	    work->guess.code != NULL ? "code" : "recoveryCode",
	    &factor_messages[FACTOR_WRONG]);
}

static enum outcome
step_confirm(struct act *act, void *arg)
{
	return judge_then(act, arg, false);
}

enum outcome
second_factor_confirm(struct act *act, const struct record *in,
    struct record **recovery)
{
	struct factor_work	work = { .then = turn_on };
	enum outcome		e;

	if ((e = by_session(act)) != SOUK_OK ||
	    (e = guess_read(act, &in->values[FACTOR_CODE], NULL,
	    &work.guess)) != SOUK_OK ||
	    (e = db_tx(act, DB_WRITE, step_confirm, &work)) != SOUK_OK)
		return e;
	*recovery = work.answer;
	return judged(act, &work);
}

/* ---- changing it: by the password and a code ----------------------------- */

static enum outcome
step_proven(struct act *act, void *arg)
{
	struct factor_work	*work = arg;
	enum outcome		 e = own_settle(act, &work->proof);

	return e != SOUK_OK ? e : judge_then(act, work, true);
}

static enum outcome
proven(struct act *act, const struct record *proof, struct factor_work *work)
{
	enum outcome	e;

	if ((e = by_session(act)) != SOUK_OK ||
	    (e = guess_read(act, &proof->values[FACTOR_PROOF_CODE],
	    &proof->values[FACTOR_PROOF_RECOVERY], &work->guess)) != SOUK_OK ||
	    (e = own_prove(act, &work->proof,
	    &proof->values[FACTOR_PROOF_PASSWORD])) != SOUK_OK ||
	    (e = db_tx(act, DB_WRITE, step_proven, work)) != SOUK_OK)
		return e;
	return judged(act, work);
}

static enum outcome
renew(struct act *act, struct factor_work *work)
{
	enum outcome	e = recovery_new(act, act->actor.user_id,
			    &work->answer);

	return e != SOUK_OK ? e : audit_write(act, &(struct audit){
		.action = "recovery_codes_renewed", .entity_type = "User",
		.entity_id = act->actor.user_id });
}

enum outcome
second_factor_renew(struct act *act, const struct record *proof,
    struct record **recovery)
{
	struct factor_work	work = { .then = renew };
	enum outcome		e = proven(act, proof, &work);

	*recovery = work.answer;
	return e;
}

static enum outcome
turned_off(struct act *act, const char *user_id)
{
	enum outcome	e;

	if ((e = factor_delete(act, user_id)) != SOUK_OK ||
	    (e = audit_write(act, &(struct audit){
		.action = "second_factor_off", .entity_type = "User",
		.entity_id = user_id })) != SOUK_OK)
		return e;
	return mailed_tell(act, &(struct notice){
		.template = MAIL_SECOND_FACTOR_OFF, .user_id = user_id });
}

static enum outcome
turn_off(struct act *act, struct factor_work *work)
{
	(void)work;
	return turned_off(act, act->actor.user_id);
}

enum outcome
second_factor_end(struct act *act, const struct record *proof)
{
	struct factor_work	work = { .then = turn_off };

	return proven(act, proof, &work);
}

/* ---- by the owner -------------------------------------------------------- */

enum outcome
second_factor_remove(struct act *act, const char *user_id)
{
	struct record	*user;
	struct factor	 factor;
	enum outcome	 e;

	if ((e = by_session(act)) != SOUK_OK ||
	    (e = user_read(act, user_id, &user)) != SOUK_OK ||
	    (e = factor_load(act, user_id, &factor)) != SOUK_OK)
		return e;
	if (text_equal(user_id, act->actor.user_id))
		return act_refuse(act, SOUK_CONFLICT,
		    &accounts_messages[ACCOUNTS_CURRENT_USER]);
	if (!factor.on)
		return SOUK_NOT_FOUND;
	if ((e = challenges_end(act, user_id)) != SOUK_OK)
		return e;
	return turned_off(act, user_id);
}
