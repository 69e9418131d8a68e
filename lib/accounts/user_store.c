/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <string.h>

#include "lib/accounts/account.h"
#include "lib/accounts/mailed.h"
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/base/typeid.h"
#include "lib/db/compose.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_username_taken[] =
    "SELECT id FROM users WHERE username_key = :key";

static const char sql_email_taken[] =
    "SELECT id FROM users WHERE email_key = :key";

/* A field that must be unique, by its folded form in another column. */
static const struct unique_field {
	const char	*column, *sql;
	char		*(*fold)(struct arena *, const char *);
	int		 field;
	int		 taken;		/* the message */
} unique_fields[] = {
	{ "username_key", sql_username_taken, username_key, USER_USERNAME,
	  ACCOUNTS_USERNAME_TAKEN },
	{ "email_key", sql_email_taken, email_key, USER_EMAIL,
	  ACCOUNTS_EMAIL_TAKEN },
};

/* CONFLICT: somebody other than id has it. */
static enum outcome
unique_check(struct act *act, const struct unique_field *unique,
    const char *key, const char *id)
{
	struct stmt	*s = db_sql(act->db, unique->sql);
	enum outcome	 e;
	bool		 own;

	db_bind_text(s, ":key", key);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	own = text_equal(db_text(s, 0, NULL), id);
	db_done(s);
	return own ? SOUK_OK : act_refuse(act, SOUK_CONFLICT,
	    &accounts_messages[unique->taken]);
}

/* Appends the folded columns of what the record changes; moves *n. */
static enum outcome
unique_columns(struct act *act, const struct record *record, const char *id,
    struct column_value *columns, size_t *n)
{
	const struct unique_field	*unique = unique_fields;
	const char			*key;
	enum outcome			 e;

	for (; unique < unique_fields + COUNT(unique_fields); unique++) {
		if (!record_has(record, unique->field))
			continue;
		key = unique->fold(act->arena,
		    record->values[unique->field].text);
		assert(key != NULL);	/* the caller checked the name */
		if ((e = unique_check(act, unique, key, id)) != SOUK_OK)
			return e;
		columns[(*n)++] = (struct column_value){
			.column = unique->column, .text = key };
	}
	return SOUK_OK;
}

enum outcome
user_load(struct act *act, const char *id, struct record **user)
{
	const struct column_value	key = { .column = "id", .text = id };

	return compose_get(act->db, act->arena, &user_fields, &key, 1, user);
}

enum outcome
user_store_new(struct act *act, const struct user_new *new,
    struct record **user)
{
	const char		*id = new->id != NULL ? new->id :
				    typeid_new(act->arena, "user", act->now);
	struct column_value	 columns[] = {
		{ .column = "id", .text = id },
		{ .column = "brand_id", .text = new->brand_id },
		{ .column = "password_hash", .text = new->hash },
		{ .column = "created_at", .num = act->now },
		{ .column = "updated_at", .num = act->now },
		{ 0 }, { 0 },
	};
	size_t			 n = 5;
	enum outcome		 e;

	e = unique_columns(act, new->input, id, columns, &n);
	if (e != SOUK_OK)
		return e;
	e = compose_insert(act->db, new->input, columns, n);
	if (e != SOUK_OK || (e = user_load(act, id, user)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){ .action = "create_user",
		.entity_type = "User", .entity_id = id, .after = *user });
}

static bool
changes_email(const struct user_edit *edit)
{
	const struct value	*now = &edit->change->values[USER_EMAIL];

	return now->state == VALUE_SET &&
	    !text_equal(now->text, edit->before->values[USER_EMAIL].text);
}

/* What a stolen session or a lost trust could use ends with the old state. */
static bool
ends_sessions(const struct user_edit *edit)
{
	const struct value	*was = edit->before->values;
	const struct value	*now = edit->change->values;

	return edit->hash != NULL ||
	    changes_email(edit) ||
	    (now[USER_ROLE].state == VALUE_SET &&
	    !text_equal(now[USER_ROLE].text, was[USER_ROLE].text)) ||
	    (now[USER_ACTIVE].state == VALUE_SET &&
	    now[USER_ACTIVE].num != was[USER_ACTIVE].num);
}

/*
 * Who has the account is told, where they were reached before; and what was
 * mailed to prove anything proves it no more.
 */
static enum outcome
edit_tell(struct act *act, const struct user_edit *edit, const char *id)
{
	const struct value	*was = edit->before->values;
	struct notice		 notice = { .user_id = id,
		.to = was[USER_EMAIL].text,
		.template = MAIL_PASSWORD_CHANGED,
		.more = { { "address", act->actor.address } } };
	enum outcome		 e = SOUK_OK;

	if (edit->hash == NULL && !changes_email(edit))
		return SOUK_OK;
	if (edit->hash != NULL)
		e = mailed_tell(act, &notice);
	if (e == SOUK_OK && changes_email(edit)) {
		notice.template = MAIL_ADDRESS_CHANGED;
		notice.more[0] = (struct mail_field){ "newEmail",
		    edit->change->values[USER_EMAIL].text };
		e = mailed_tell(act, &notice);
	}
	return e == SOUK_OK ? mailed_tokens_end(act, id) : e;
}

static enum outcome
edit_audit(struct act *act, const struct user_edit *edit, const char *id,
    const struct record *after)
{
	enum outcome	e;

	e = audit_write(act, &(struct audit){ .action = "update_user",
		.entity_type = "User", .entity_id = id,
		.before = edit->before, .after = after });
	if (e != SOUK_OK || edit->hash == NULL)
		return e;
	return audit_write(act, &(struct audit){ .action = "change_password",
		.entity_type = "User", .entity_id = id });
}

enum outcome
user_store_edit(struct act *act, const struct user_edit *edit,
    struct record **user)
{
	const char			*id = edit->before->values[USER_ID].text;
	const struct column_value	 key = { .column = "id", .text = id };
	struct column_value		 columns[5] = {
		{ .column = "updated_at", .num = act->now },
		{ .column = "version",
		  .num = edit->before->values[USER_VERSION].num + 1 },
	};
	size_t				 n = 2;
	enum outcome			 e;

	e = unique_columns(act, edit->change, id, columns, &n);
	if (e != SOUK_OK)
		return e;
	if (edit->hash != NULL)
		columns[n++] = (struct column_value){
			.column = "password_hash", .text = edit->hash };
	e = compose_update(act->db, edit->change, columns, n, &key, 1);
	if (e == SOUK_OK && ends_sessions(edit))
		e = session_end_all(act, id, edit->spare);
	if (e != SOUK_OK || (e = edit_tell(act, edit, id)) != SOUK_OK ||
	    (e = user_load(act, id, user)) != SOUK_OK)
		return e;
	return edit_audit(act, edit, id, *user);
}
