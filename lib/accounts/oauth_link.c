/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "lib/accounts/mailed.h"
#include "lib/accounts/oauth_parts.h"
#include "lib/audit/audit.h"
#include "lib/base/text.h"

/*
 * Whose account an identity opens (oauth.h has the rules).  Somebody may have
 * prepared an account for another's address, here or at the provider, and
 * waited: so an address links only when both sides know that it is theirs.
 */
static const char sql_address[] =
    "SELECT id, role, email_verified_at FROM users WHERE email_key = :key";

static const char sql_verified[] =
    "UPDATE users SET email_verified_at = :now WHERE id = :id";

enum oauth_way
oauth_choose(const struct oauth_facts *f)
{
	if (f->known)
		return OAUTH_SIGN_IN;
	if (!f->verified)
		return OAUTH_ASK_SIGN_UP;
	if (!f->has_account)
		return OAUTH_CREATE;
	return f->runs_address && f->account_verified && !f->account_staff ?
	    OAUTH_LINK : OAUTH_ASK_SIGN_IN;
}

/* What is there already; the ids stay NULL for what is not. */
struct person {
	const char	*identity_id, *user_id;
};

/* Only an address that the provider vouches for is looked up at all. */
static enum outcome
address_look(struct act *act, const struct oauth_claims *claims,
    struct oauth_facts *f, const char **user_id)
{
	struct stmt	*s;
	enum outcome	 e;

	if (!claims->verified)
		return SOUK_OK;
	s = db_sql(act->db, sql_address);
	db_bind_text(s, ":key", email_key(act->arena, claims->email));
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	*user_id = db_copy(s, 0, act->arena);
	f->has_account = true;
	f->account_staff =
	    role_from_name(db_text(s, 1, NULL)) != ROLE_CUSTOMER;
	f->account_verified = !db_is_null(s, 2);
	db_done(s);
	return SOUK_OK;
}

static enum outcome
person_look(struct act *act, enum oauth_provider provider,
    const struct oauth_claims *claims, struct oauth_facts *f,
    struct person *p)
{
	enum outcome	e;

	*f = (struct oauth_facts){ .verified = claims->verified,
		.runs_address = claims->runs_address };
	e = identity_find(act, provider, claims, &p->identity_id,
	    &p->user_id);
	f->known = e == SOUK_OK;
	return e != SOUK_NOT_FOUND ? e :
	    address_look(act, claims, f, &p->user_id);
}

/* ---- a new customer ------------------------------------------------------ */

static struct record *
customer_record(struct act *act, const struct oauth_claims *claims)
{
	struct record	*user = record_new(act->arena, &user_fields);

	record_set_text(user, USER_USERNAME,
	    username_for(act, claims->email));
	record_set_text(user, USER_EMAIL, claims->email);
	if (claims->name != NULL)
		record_set_text(user, USER_NAME, claims->name);
	record_set_text(user, USER_ROLE, role_name(ROLE_CUSTOMER));
	record_set_text(user, USER_LOCALE, locale_tag(act->locale));
	record_set_int(user, USER_ACTIVE, 1);
	return user;
}

static enum outcome
address_confirm(struct act *act, const char *user_id)
{
	struct stmt	*s = db_sql(act->db, sql_verified);

	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":id", user_id);
	return db_run(s);
}

/* Without a password: "" is no hash. */
static enum outcome
customer_new(struct act *act, const struct oauth_claims *claims,
    const char **user_id)
{
	struct user_new	 new = { .hash = "",
			    .input = customer_record(act, claims) };
	struct actor	 before = act->actor;
	struct record	*user;
	enum outcome	 e;

	if ((e = brand_ensure(act, &new.brand_id)) != SOUK_OK)
		return e;
	act->actor = (struct actor){ .brand_id = new.brand_id,
		.address = before.address, .user_agent = before.user_agent };
	e = user_store_new(act, &new, &user);
	act->actor = before;
	if (e != SOUK_OK)
		return e;
	*user_id = user->values[USER_ID].text;
	return address_confirm(act, *user_id);
}

/* ---- linking ---------------------------------------------------------------- */

static enum outcome
link_audit(struct act *act, const char *action, const struct account *account,
    const char *identity_id)
{
	struct actor	before = act->actor;
	enum outcome	e;

	act->actor.user_id = account->id;
	act->actor.brand_id = account->brand_id;
	e = audit_write(act, &(struct audit){ .action = action,
		.entity_type = "Identity", .entity_id = identity_id });
	act->actor = before;
	return e;
}

static enum outcome
link_make(struct act *act, enum oauth_provider provider,
    const struct oauth_claims *claims, const struct account *account,
    const char **id)
{
	enum outcome	e;

	if ((e = identity_add(act, provider, claims, account->id, id)) !=
	    SOUK_OK ||
	    (e = link_audit(act, "oauth_link", account, *id)) != SOUK_OK)
		return e;
	/* Whoever did not do it must hear of it. */
	return mailed_tell(act, &(struct notice){
		.template = MAIL_IDENTITY_LINKED, .user_id = account->id,
		.more = { { "provider", oauth_label(provider) } } });
}

/* ---- what the choice means ----------------------------------------------- */

static enum outcome
way_refuse(struct act *act, enum oauth_way way)
{
	return act_refuse(act, SOUK_CONFLICT, &oauth_messages[
	    way == OAUTH_ASK_SIGN_IN ? OAUTH_SIGN_IN_FIRST :
	    OAUTH_NO_ADDRESS]);
}

/* Until the identity stands, whatever was missing of it. */
static enum outcome
way_prepare(struct act *act, enum oauth_provider provider,
    const struct oauth_claims *claims, enum oauth_way way, struct person *p,
    struct account *account)
{
	enum outcome	e = SOUK_OK;

	if (way == OAUTH_ASK_SIGN_IN || way == OAUTH_ASK_SIGN_UP)
		return way_refuse(act, way);
	if (way == OAUTH_CREATE)
		e = customer_new(act, claims, &p->user_id);
	if (e != SOUK_OK ||
	    (e = account_by_id(act, p->user_id, account)) != SOUK_OK)
		return e;
	if (!account->active)
		return act_refuse(act, SOUK_UNAUTHENTICATED,
		    &oauth_messages[OAUTH_FAILED]);
	if (way == OAUTH_LINK)
		return link_make(act, provider, claims, account,
		    &p->identity_id);
	if (way == OAUTH_CREATE)
		return identity_add(act, provider, claims, account->id,
		    &p->identity_id);
	return identity_touch(act, p->identity_id, claims);
}

enum outcome
oauth_enter(struct act *act, enum oauth_provider provider,
    const struct oauth_claims *claims, struct login_result *result)
{
	struct oauth_facts	facts;
	struct person		person;
	struct account		account = { .id = NULL };
	enum outcome		e;

	if ((e = person_look(act, provider, claims, &facts, &person)) != SOUK_OK ||
	    (e = way_prepare(act, provider, claims, oauth_choose(&facts),
	    &person, &account)) != SOUK_OK ||
	    (e = link_audit(act, "oauth_login", &account,
	    person.identity_id)) != SOUK_OK)
		return e;
	return login_finish(act, &account, false, result);
}

enum outcome
oauth_attach(struct act *act, enum oauth_provider provider,
    const struct oauth_claims *claims)
{
	struct account	 account;
	const char	*id, *user_id;
	enum outcome	 e;

	if ((e = account_by_id(act, act->actor.user_id, &account)) !=
	    SOUK_OK)
		return e;
	e = identity_find(act, provider, claims, &id, &user_id);
	if (e == SOUK_NOT_FOUND)
		return link_make(act, provider, claims, &account, &id);
	if (e != SOUK_OK)
		return e;
	return text_equal(user_id, account.id) ?
	    identity_touch(act, id, claims) : act_refuse(act, SOUK_CONFLICT,
	    &oauth_messages[OAUTH_TAKEN]);
}
