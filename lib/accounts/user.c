/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"
#include "lib/audit/audit.h"
#include "lib/base/text.h"

static const char sql_other_owners[] =
    "SELECT count(*) FROM users WHERE brand_id = :brand AND id <> :id"
    " AND role <> 'CUSTOMER'"		/* what users_staff has */
    " AND role = 'SUPER_ADMIN' AND is_active = 1";

static const char sql_delete[] = "DELETE FROM users WHERE id = :id";

static enum outcome
may_manage(const struct act *act)
{
	return act->actor.permissions & USER_MANAGE ? SOUK_OK : SOUK_DENIED;
}

/* What field tables cannot say; notes every bad field. */
static enum outcome
input_check(struct act *act, const struct record *input)
{
	const struct value	*name = &input->values[USER_USERNAME];
	const struct value	*password = &input->values[USER_PASSWORD];
	enum outcome		 e = SOUK_OK;

	if (name->state == VALUE_SET &&
	    username_key(act->arena, name->text) == NULL)
		e = act_bad_field(act, "username",
		    &accounts_messages[ACCOUNTS_BAD_USERNAME]);
	if (password->state == VALUE_SET && password_check(act, "password",
	    password->text, ROLE_ADMIN) != SOUK_OK)
		e = SOUK_INVALID;
	return e;
}

/* ---- create ------------------------------------------------------------ */

struct create_work {
	struct user_new	 new;
	struct record	*user;
};

static enum outcome
step_create(struct act *act, void *arg)
{
	struct create_work	*work = arg;
	enum outcome		 e = SOUK_OK;

	if (work->new.brand_id == NULL)
		e = brand_ensure(act, &work->new.brand_id);
	return e == SOUK_OK ?
	    user_store_new(act, &work->new, &work->user) : e;
}

/* brand_id NULL: the first brand. */
static enum outcome
user_add(struct act *act, const char *brand_id, const struct record *input,
    struct record **user)
{
	struct create_work	 work = {
		.new = { .brand_id = brand_id, .input = input } };
	char			*hash;
	enum outcome		 e;

	if ((e = input_check(act, input)) != SOUK_OK ||
	    (e = password_hash(act->arena, input->values[USER_PASSWORD].text,
	    &hash)) != SOUK_OK)
		return e;
	work.new.hash = hash;
	e = db_tx(act, DB_WRITE, step_create, &work);
	*user = work.user;
	return e;
}

enum outcome
user_create(struct act *act, const struct record *input, struct record **user)
{
	enum outcome	e = may_manage(act);

	return e != SOUK_OK ? e :
	    user_add(act, act->actor.brand_id, input, user);
}

enum outcome
account_bootstrap(struct act *act, const char *username, const char *email,
    const char *password, struct record **user)
{
	struct record	*input = record_new(act->arena, &user_fields);

	if (!text_is_email(email))
		return act_bad_field(act, "email",
		    &accounts_messages[ACCOUNTS_BAD_EMAIL]);
	record_set_text(input, USER_USERNAME, username);
	record_set_text(input, USER_EMAIL, email);
	record_set_text(input, USER_PASSWORD, password);
	record_set_text(input, USER_ROLE, role_name(ROLE_SUPER_ADMIN));
	record_set_int(input, USER_ACTIVE, 1);
	return user_add(act, NULL, input, user);
}

/* ---- read -------------------------------------------------------------- */

enum outcome
user_read(struct act *act, const char *id, struct record **user)
{
	enum outcome	e = may_manage(act);

	if (e != SOUK_OK || (e = user_load(act, id, user)) != SOUK_OK)
		return e;
	if (!text_equal((*user)->values[USER_BRAND].text, act->actor.brand_id))
		return act_refuse(act, SOUK_DENIED,
		    &accounts_messages[ACCOUNTS_FOREIGN_BRAND]);
	return SOUK_OK;
}

/* As user_read(), and the version is the one that the caller knows. */
static enum outcome
user_take(struct act *act, const char *id, struct record **user)
{
	enum outcome	e = user_read(act, id, user);

	if (e == SOUK_OK && act->expected_version != 0 &&
	    act->expected_version != (*user)->values[USER_VERSION].num)
		return SOUK_STALE;
	return e;
}

/* ---- change and delete ------------------------------------------------- */

static bool
is_active_owner(const struct record *user)
{
	return user->values[USER_ACTIVE].num == 1 &&
	    role_from_name(user->values[USER_ROLE].text) == ROLE_SUPER_ADMIN;
}

/* CONFLICT: without this user, nobody could manage the brand. */
static enum outcome
others_remain(struct act *act, const struct record *user)
{
	struct stmt	*s = db_sql(act->db, sql_other_owners);
	enum outcome	 e;
	int64_t		 others;

	db_bind_text(s, ":brand", user->values[USER_BRAND].text);
	db_bind_text(s, ":id", user->values[USER_ID].text);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	others = db_int(s, 0);
	db_done(s);
	return others > 0 ? SOUK_OK : act_refuse(act, SOUK_CONFLICT,
	    &accounts_messages[ACCOUNTS_LAST_OWNER]);
}

enum outcome
user_may_go(struct act *act, const struct record *user)
{
	return is_active_owner(user) ? others_remain(act, user) : SOUK_OK;
}

static enum outcome
not_oneself(struct act *act, const char *id)
{
	return !text_equal(id, act->actor.user_id) ? SOUK_OK :
	    act_refuse(act, SOUK_CONFLICT,
	    &accounts_messages[ACCOUNTS_CURRENT_USER]);
}

/* Does the change make an active owner something less? */
static bool
dethrones(const struct record *before, const struct record *change)
{
	const struct value	*role = &change->values[USER_ROLE];
	const struct value	*active = &change->values[USER_ACTIVE];

	return is_active_owner(before) &&
	    ((role->state == VALUE_SET &&
	    role_from_name(role->text) != ROLE_SUPER_ADMIN) ||
	    (active->state == VALUE_SET && active->num == 0));
}

struct change_work {
	const char	*id;
	struct user_edit edit;
	struct record	*user;
};

static enum outcome
step_change(struct act *act, void *arg)
{
	struct change_work	*work = arg;
	const struct record	*change = work->edit.change;
	struct record		*before;
	enum outcome		 e;

	if ((e = user_take(act, work->id, &before)) != SOUK_OK)
		return e;
	work->edit.before = work->user = before;
	if (record_mask(change) == 0)
		return SOUK_OK;
	if ((work->edit.hash != NULL || record_has(change, USER_EMAIL)) &&
	    (e = not_oneself(act, work->id)) != SOUK_OK)
		return e;
	if (dethrones(before, change) &&
	    (e = others_remain(act, before)) != SOUK_OK)
		return e;
	return user_store_edit(act, &work->edit, &work->user);
}

enum outcome
user_change(struct act *act, const char *id, const struct record *change,
    struct record **user)
{
	struct change_work	 work = { .id = id,
		.edit = { .change = change } };
	char			*hash = NULL;
	enum outcome		 e;

	if ((e = may_manage(act)) != SOUK_OK ||
	    (e = input_check(act, change)) != SOUK_OK)
		return e;
	if (record_has(change, USER_PASSWORD) &&
	    (e = password_hash(act->arena, change->values[USER_PASSWORD].text,
	    &hash)) != SOUK_OK)
		return e;
	work.edit.hash = hash;
	e = db_tx(act, DB_WRITE, step_change, &work);
	*user = work.user;
	return e;
}

enum outcome
user_delete(struct act *act, const char *id)
{
	struct record	*user;
	struct stmt	*s;
	enum outcome	 e;

	if ((e = user_take(act, id, &user)) != SOUK_OK ||
	    (e = user_may_go(act, user)) != SOUK_OK ||
	    (e = not_oneself(act, id)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_delete);
	db_bind_text(s, ":id", id);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){ .action = "delete_user",
		.entity_type = "User", .entity_id = id, .before = user });
}
