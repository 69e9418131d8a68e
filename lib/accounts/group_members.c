/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/accounts/account.h"
#include "lib/audit/audit.h"
#include "lib/base/arena.h"
#include "lib/base/buf.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

/* In the order of member_fields. */
#define MEMBER_COLUMNS	"u.id, u.username, u.email, u.name, u.role"

static const char sql_count[] =
    "SELECT count(*) FROM customer_group_member WHERE group_id = :owner";
static const char sql_page[] =
    "SELECT " MEMBER_COLUMNS " FROM customer_group_member m"
    " JOIN users u ON u.id = m.user_id"
    " WHERE m.group_id = :owner AND m.user_id > :id"
    " ORDER BY m.user_id LIMIT :limit OFFSET :offset";
static const char sql_one[] =
    "SELECT " MEMBER_COLUMNS " FROM customer_group_member m"
    " JOIN users u ON u.id = m.user_id"
    " WHERE m.group_id = :group AND m.user_id = :user";
static const char sql_by_email[] =
    "SELECT id FROM users WHERE email_key = :key AND brand_id = :brand";
static const char sql_put[] =
    "INSERT INTO customer_group_member (group_id, user_id)"
    " VALUES (:group, :user)";
static const char sql_drop[] =
    "DELETE FROM customer_group_member"
    " WHERE group_id = :group AND user_id = :user";
static const char sql_of_user[] =
    "SELECT group_id FROM customer_group_member WHERE user_id = :user"
    " ORDER BY group_id";

static const struct field member_table[] = {
	[MEMBER_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "user" },
	[MEMBER_USERNAME] = {
		.name = "username", .column = "username", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY },
	[MEMBER_EMAIL] = {
		.name = "email", .column = "email", .type = FIELD_EMAIL,
		.flags = FIELD_READ_ONLY },
	[MEMBER_NAME] = {
		.name = "name", .column = "name", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "As shown to others" },
	[MEMBER_ROLE] = {
		.name = "role", .column = "role", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY, .help = "CUSTOMER, or of staff" },
};
static_assert(COUNT(member_table) == MEMBER__MAX, "a row for each field");

const struct fieldset member_fields =
    FIELDSET("GroupMember", NULL, member_table);

static const struct field member_new_table[] = {
	[MEMBER_NEW_USER] = {
		.name = "userId", .type = FIELD_ID, .prefix = "user",
		.help = "Who is to be a member; or their e-mail" },
	[MEMBER_NEW_EMAIL] = {
		.name = "email", .type = FIELD_EMAIL,
		.help = "In place of userId" },
};
static_assert(COUNT(member_new_table) == MEMBER_NEW__MAX,
    "a row for each field");

const struct fieldset member_new_fields =
    FIELDSET("GroupMemberNew", NULL, member_new_table);

/* ---- reading ----------------------------------------------------------- */

static enum outcome
member_read(struct act *act, const char *group, const char *user,
    struct record **member)
{
	struct stmt	*s = db_sql(act->db, sql_one);
	enum outcome	 e;

	db_bind_text(s, ":group", group);
	db_bind_text(s, ":user", user);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*member = record_new(act->arena, &member_fields);
	compose_row(s, 0, act->arena, *member);
	db_done(s);
	return SOUK_OK;
}

static const struct plain_list plain = {
	.name = "members", .count = sql_count, .page = sql_page,
	.start = { .id = "" },
};

enum outcome
group_member_list(struct act *act, const char *group,
    const struct list_query *query, struct rows *rows)
{
	struct record	*owner;
	enum outcome	 e;

	if ((e = group_read(act, group, &owner)) != SOUK_OK)
		return e;
	return plain_list_open(act, &plain, group, query, rows);
}

const char *
group_member_list_cursor(struct act *act, const struct rows *rows,
    const struct record *member)
{
	return rows_cursor(act, rows, &(struct cursor){
		.id = member->values[MEMBER_ID].text });
}

enum outcome
actor_groups(struct act *act, const char **groups)
{
	struct buf	 ids;
	struct stmt	*s;
	enum outcome	 e;

	*groups = act->actor.groups != NULL ? act->actor.groups : "";
	if (act->actor.groups != NULL || act->actor.user_id == NULL)
		return SOUK_OK;
	buf_init(&ids, act->arena, 64);
	s = db_sql(act->db, sql_of_user);
	db_bind_text(s, ":user", act->actor.user_id);
	while ((e = db_step(s)) == SOUK_OK)
		buf_printf(&ids, "%s\n", db_text(s, 0, NULL));
	if (e == SOUK_NOT_FOUND)
		act->actor.groups = *groups = ids.p;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* ---- changing ----------------------------------------------------------- */

static enum outcome
no_such_user(struct act *act, const char *field)
{
	return act_bad_field(act, field, &accounts_messages[ACCOUNTS_NO_USER]);
}

static enum outcome
user_by_email(struct act *act, const char *email, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_by_email);
	enum outcome	 e;

	db_bind_text(s, ":key", email_key(act->arena, email));
	db_bind_text(s, ":brand", act->actor.brand_id);
	if ((e = db_step(s)) == SOUK_OK)
		*id = db_copy(s, 0, act->arena);
	db_done(s);
	return e == SOUK_NOT_FOUND ? no_such_user(act, "email") : e;
}

/* Whom the body means: one of the brand. */
static enum outcome
user_meant(struct act *act, const struct record *in, const char **id)
{
	const struct value	*user = &in->values[MEMBER_NEW_USER];
	const struct value	*email = &in->values[MEMBER_NEW_EMAIL];
	struct record		*found;
	enum outcome		 e;

	if ((user->state == VALUE_SET) == (email->state == VALUE_SET))
		return act_bad_field(act, "userId",
		    &accounts_messages[ACCOUNTS_USER_OR_EMAIL]);
	if (email->state == VALUE_SET)
		return user_by_email(act, email->text, id);
	*id = user->text;
	if ((e = user_load(act, *id, &found)) == SOUK_NOT_FOUND)
		return no_such_user(act, "userId");
	if (e != SOUK_OK || text_equal(found->values[USER_BRAND].text,
	    act->actor.brand_id))
		return e;
	return act_refuse(act, SOUK_DENIED,
	    &accounts_messages[ACCOUNTS_FOREIGN_BRAND]);
}

/* OK, or CONFLICT when the row is there already or not at all. */
static enum outcome
member_run(struct act *act, const char *sql, const char *group,
    const char *user)
{
	struct stmt	*s = db_sql(act->db, sql);

	db_bind_text(s, ":group", group);
	db_bind_text(s, ":user", user);
	return db_run(s);
}

enum outcome
group_member_add(struct act *act, const char *group, const struct record *in,
    struct record **member)
{
	struct record	*owner;
	const char	*user = NULL;
	enum outcome	 e;

	if ((e = group_read(act, group, &owner)) != SOUK_OK ||
	    (e = user_meant(act, in, &user)) != SOUK_OK)
		return e;
	if ((e = member_run(act, sql_put, group, user)) == SOUK_CONFLICT)
		return act_refuse(act, e,
		    &accounts_messages[ACCOUNTS_GROUP_MEMBER]);
	if (e != SOUK_OK ||
	    (e = member_read(act, group, user, member)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){ .action = "add_group_member",
		.entity_type = "CustomerGroup", .entity_id = group,
		.after = *member });
}

enum outcome
group_member_remove(struct act *act, const char *group, const char *user)
{
	struct record	*owner, *member;
	enum outcome	 e;

	if ((e = group_read(act, group, &owner)) != SOUK_OK ||
	    (e = member_read(act, group, user, &member)) != SOUK_OK ||
	    (e = member_run(act, sql_drop, group, user)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){
		.action = "remove_group_member",
		.entity_type = "CustomerGroup", .entity_id = group,
		.before = member });
}
