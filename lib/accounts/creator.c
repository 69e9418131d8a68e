/* SPDX-License-Identifier: ISC */
#include <assert.h>

#include "lib/accounts/account.h"
#include "lib/audit/audit.h"
#include "lib/base/validate.h"
#include "lib/db/compose.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const char sql_delete[] =
    "DELETE FROM creator_profile WHERE user_id = :user";

static const struct field creator_table[] = {
	[CREATOR_NAME] = {
		.name = "displayName", .column = "display_name",
		.type = FIELD_TEXT, .min = 1, .max = 100,
		.help = "Needed the first time" },
	[CREATOR_BIO] = {
		.name = "bio", .column = "bio", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE | FIELD_LINES, .min = 1, .max = 2000 },
	[CREATOR_WEBSITE] = {
		.name = "website", .column = "website", .type = FIELD_URL,
		.flags = FIELD_NULLABLE },
	[CREATOR_NICHE] = {
		.name = "niche", .column = "niche", .type = FIELD_TEXT,
		.flags = FIELD_NULLABLE, .min = 1, .max = 100 },
	[CREATOR_PLATFORMS] = {
		.name = "platforms", .column = "platforms",
		.type = FIELD_TEXTS, .max = 20,
		.help = "Where they publish: instagram, tiktok, …" },
	[CREATOR_CREATED_AT] = {
		.name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[CREATOR_UPDATED_AT] = {
		.name = "updatedAt", .column = "updated_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[CREATOR_VERSION] = {
		.name = "version", .column = "version",
		.type = FIELD_INTEGER, .flags = FIELD_READ_ONLY,
		.help = "Counts changes; the ETag" },
};
static_assert(COUNT(creator_table) == CREATOR__MAX, "a row for each field");

const struct fieldset creator_fields =
    FIELDSET("CreatorProfile", "creator_profile", creator_table);

static struct column_value
owner_key(const struct act *act)
{
	return (struct column_value){ .column = "user_id",
		.text = act->actor.user_id };
}

enum outcome
creator_read(struct act *act, struct record **creator)
{
	const struct column_value	 key = owner_key(act);

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	return compose_get(act->db, act->arena, &creator_fields, &key, 1,
	    creator);
}

static enum outcome
creator_audit(struct act *act, const char *action, const struct record *before,
    const struct record *after)
{
	return audit_write(act, &(struct audit){ .action = action,
		.entity_type = "CreatorProfile",
		.entity_id = act->actor.user_id, .before = before,
		.after = after });
}

static enum outcome
creator_make(struct act *act, const struct record *in, struct record **creator)
{
	const struct column_value	 columns[] = {
		owner_key(act),
		{ .column = "created_at", .num = act->now },
		{ .column = "updated_at", .num = act->now },
	};
	enum outcome			 e;

	if (in->values[CREATOR_NAME].state != VALUE_SET)
		return act_bad_field(act, "displayName",
		    &accounts_messages[ACCOUNTS_NAME_NEEDED]);
	if ((e = compose_insert(act->db, in, columns, COUNT(columns))) !=
	    SOUK_OK || (e = creator_read(act, creator)) != SOUK_OK)
		return e;
	return creator_audit(act, "create_creator_profile", NULL, *creator);
}

enum outcome
creator_change(struct act *act, const struct record *change,
    struct record **creator)
{
	const struct column_value	 key = owner_key(act);
	struct column_value		 columns[] = {
		{ .column = "updated_at", .num = act->now },
		{ .column = "version" },
	};
	struct record			*before;
	enum outcome			 e = creator_read(act, &before);

	if (e == SOUK_NOT_FOUND)
		return creator_make(act, change, creator);
	if (e != SOUK_OK)
		return e;
	if (act->expected_version != 0 &&
	    act->expected_version != before->values[CREATOR_VERSION].num)
		return SOUK_STALE;
	columns[1].num = before->values[CREATOR_VERSION].num + 1;
	if ((e = compose_update(act->db, change, columns, COUNT(columns),
	    &key, 1)) != SOUK_OK || (e = creator_read(act, creator)) !=
	    SOUK_OK)
		return e;
	return creator_audit(act, "update_creator_profile", before, *creator);
}

enum outcome
creator_delete(struct act *act)
{
	struct record	*before;
	struct stmt	*s;
	enum outcome	 e = creator_read(act, &before);

	if (e != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_delete);
	db_bind_text(s, ":user", act->actor.user_id);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return creator_audit(act, "delete_creator_profile", before, NULL);
}
