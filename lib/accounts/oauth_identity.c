/* SPDX-License-Identifier: ISC */
#include <assert.h>
#include <stddef.h>

#include "lib/accounts/oauth_parts.h"
#include "lib/audit/audit.h"
#include "lib/base/typeid.h"

#define COUNT(TABLE) (sizeof(TABLE) / sizeof((TABLE)[0]))

static const struct field identity_table[] = {
	[IDENTITY_ID] = {
		.name = "id", .column = "id", .type = FIELD_ID,
		.flags = FIELD_READ_ONLY, .prefix = "idnt" },
	[IDENTITY_PROVIDER] = {
		.name = "provider", .column = "provider", .type = FIELD_TEXT,
		.flags = FIELD_READ_ONLY, .help = "google or facebook" },
	[IDENTITY_EMAIL] = {
		.name = "email", .column = "email", .type = FIELD_EMAIL,
		.flags = FIELD_READ_ONLY | FIELD_NULLABLE,
		.help = "As the provider last said" },
	[IDENTITY_CREATED_AT] = {
		.name = "createdAt", .column = "created_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
	[IDENTITY_LAST_USED_AT] = {
		.name = "lastUsedAt", .column = "last_used_at",
		.type = FIELD_TIME, .flags = FIELD_READ_ONLY },
};
static_assert(COUNT(identity_table) == IDENTITY__MAX, "a row for each field");

const struct fieldset identity_fields =
    FIELDSET("Identity", "oauth_identity", identity_table);

/* In the order of identity_fields. */
#define IDENTITY_COLUMNS "id, provider, email, created_at, last_used_at"

static const char sql_find[] =
    "SELECT id, user_id FROM oauth_identity"
    " WHERE provider = :provider AND issuer = :issuer"
    " AND subject = :subject";

static const char sql_add[] =
    "INSERT INTO oauth_identity (id, user_id, provider, issuer, subject,"
    " email, created_at, last_used_at)"
    " VALUES (:id, :user, :provider, :issuer, :subject, :email, :now, :now)";

static const char sql_touch[] =
    "UPDATE oauth_identity SET last_used_at = :now, email = :email"
    " WHERE id = :id";

static const char sql_count[] =
    "SELECT count(*) FROM oauth_identity WHERE user_id = :owner";

static const char sql_page[] =
    "SELECT " IDENTITY_COLUMNS " FROM oauth_identity"
    " WHERE user_id = :owner AND id > :id"
    " ORDER BY id LIMIT :limit OFFSET :offset";

static const char sql_own[] =
    "SELECT id FROM oauth_identity WHERE id = :id AND user_id = :user";

static const char sql_other[] =
    "SELECT 1 FROM oauth_identity WHERE user_id = :user AND id <> :id"
    " LIMIT 1";

static const char sql_unlink[] =
    "DELETE FROM oauth_identity WHERE id = :id";

static const char sql_forget[] =
    "DELETE FROM oauth_identity WHERE user_id = :user";

enum outcome
identity_find(struct act *act, enum oauth_provider provider,
    const struct oauth_claims *claims, const char **id,
    const char **user_id)
{
	struct stmt	*s = db_sql(act->db, sql_find);
	enum outcome	 e;

	*id = *user_id = NULL;
	db_bind_text(s, ":provider", oauth_name(provider));
	db_bind_text(s, ":issuer", claims->issuer);
	db_bind_text(s, ":subject", claims->subject);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*id = db_copy(s, 0, act->arena);
	*user_id = db_copy(s, 1, act->arena);
	db_done(s);
	return SOUK_OK;
}

enum outcome
identity_add(struct act *act, enum oauth_provider provider,
    const struct oauth_claims *claims, const char *user_id, const char **id)
{
	struct stmt	*s = db_sql(act->db, sql_add);

	*id = typeid_new(act->arena, "idnt", act->now);
	db_bind_text(s, ":id", *id);
	db_bind_text(s, ":user", user_id);
	db_bind_text(s, ":provider", oauth_name(provider));
	db_bind_text(s, ":issuer", claims->issuer);
	db_bind_text(s, ":subject", claims->subject);
	db_bind_text(s, ":email", claims->email);
	db_bind_int(s, ":now", act->now);
	return db_run(s);
}

enum outcome
identity_touch(struct act *act, const char *id,
    const struct oauth_claims *claims)
{
	struct stmt	*s = db_sql(act->db, sql_touch);

	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":email", claims->email);
	db_bind_text(s, ":id", id);
	return db_run(s);
}

enum outcome
identities_forget(struct act *act, const char *user_id)
{
	struct stmt	*s = db_sql(act->db, sql_forget);

	db_bind_text(s, ":user", user_id);
	return db_run(s);
}

/* ---- one's own ------------------------------------------------------------- */

static const struct plain_list plain = {
	.name = "identities", .count = sql_count, .page = sql_page,
	.start = { .id = "" },
};

enum outcome
identity_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	return plain_list_open(act, &plain, act->actor.user_id, query, rows);
}

const char *
identity_list_cursor(struct act *act, const struct rows *rows,
    const struct record *identity)
{
	return rows_cursor(act, rows, &(struct cursor){
		.id = identity->values[IDENTITY_ID].text });
}

/* OK: there is a row. */
static enum outcome
identity_ask(struct act *act, const char *sql, const char *id)
{
	struct stmt	*s = db_sql(act->db, sql);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	db_bind_text(s, ":user", act->actor.user_id);
	e = db_step(s);
	db_done(s);
	return e;
}

/* A way in must remain. */
static enum outcome
others_remain(struct act *act, const char *id)
{
	struct account	account;
	enum outcome	e;

	e = account_by_id(act, act->actor.user_id, &account);
	if (e != SOUK_OK || *account.hash != '\0')
		return e;
	e = identity_ask(act, sql_other, id);
	return e != SOUK_NOT_FOUND ? e : act_refuse(act, SOUK_CONFLICT,
	    &oauth_messages[OAUTH_LAST]);
}

enum outcome
identity_unlink(struct act *act, const char *id)
{
	struct stmt	*s;
	enum outcome	 e;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	if ((e = identity_ask(act, sql_own, id)) != SOUK_OK ||
	    (e = others_remain(act, id)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_unlink);
	db_bind_text(s, ":id", id);
	if ((e = db_run(s)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){ .action = "oauth_unlink",
		.entity_type = "Identity", .entity_id = id });
}
