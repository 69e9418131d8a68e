/* SPDX-License-Identifier: ISC */
#include <string.h>

#include "lib/accounts/accounts.h"
#include "lib/accounts/api_key.h"
#include "lib/audit/audit.h"
#include "lib/base/text.h"
#include "lib/db/compose.h"

/* In the order of api_key_fields. */
#define KEY_COLUMNS	\
    "id, user_id, name, prefix, scopes, created_at, last_used_at," \
    " expires_at, revoked_at"

static const char sql_count_own[] =
    "SELECT count(*) FROM api_key WHERE user_id = :owner";

static const char sql_page_own[] =
    "SELECT " KEY_COLUMNS " FROM api_key"
    " WHERE user_id = :owner AND id > :id"
    " ORDER BY id LIMIT :limit OFFSET :offset";

static const char sql_count_all[] =
    "SELECT count(*) FROM api_key WHERE brand_id = :owner";

static const char sql_page_all[] =
    "SELECT " KEY_COLUMNS " FROM api_key"
    " WHERE brand_id = :owner AND id > :id"
    " ORDER BY id LIMIT :limit OFFSET :offset";

static const struct plain_list own = {
	.name = "own keys", .count = sql_count_own, .page = sql_page_own,
	.by = LIST_BY_ID, .start = { .id = "" },
};

static const struct plain_list all = {
	.name = "keys", .count = sql_count_all, .page = sql_page_all,
	.by = LIST_BY_ID, .start = { .id = "" },
};

static const char sql_brand[] =
    "SELECT brand_id, user_id FROM api_key WHERE id = :id";

static const char sql_revoke[] =
    "UPDATE api_key SET revoked_at = :now"
    " WHERE id = :id AND revoked_at IS NULL";

enum outcome
api_key_list(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	if (act->actor.key_id != NULL)
		return SOUK_DENIED;
	return plain_list_open(act, &own, act->actor.user_id, query, rows);
}

enum outcome
api_key_list_all(struct act *act, const struct list_query *query,
    struct rows *rows)
{
	if (!(act->actor.permissions & USER_MANAGE) ||
	    act->actor.key_id != NULL)
		return SOUK_DENIED;
	return plain_list_open(act, &all, act->actor.brand_id, query, rows);
}

const char *
api_key_list_cursor(struct act *act, const struct rows *rows,
    const struct record *key)
{
	return rows_cursor(act, rows,
	    &(struct cursor){ .id = key->values[API_KEY_ID].text });
}

struct holder { const char *brand_id, *user_id; };

static enum outcome
holder_load(struct act *act, const char *id, struct holder *holder)
{
	struct stmt	*s = db_sql(act->db, sql_brand);
	enum outcome	 e;

	db_bind_text(s, ":id", id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	holder->brand_id = db_copy(s, 0, act->arena);
	holder->user_id = db_copy(s, 1, act->arena);
	db_done(s);
	return SOUK_OK;
}

static enum outcome
revoke(struct act *act, const char *id, const struct holder *holder)
{
	struct stmt	*s = db_sql(act->db, sql_revoke);
	enum outcome	 e;

	db_bind_int(s, ":now", act->now);
	db_bind_text(s, ":id", id);
	if ((e = db_run_changed(s)) != SOUK_OK)
		return e;
	return audit_write(act, &(struct audit){ .action = "revoke_api_key",
		.entity_type = "User", .entity_id = holder->user_id });
}

enum outcome
api_key_revoke(struct act *act, const char *id)
{
	struct holder	holder;
	enum outcome	e;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	if (act->actor.key_id != NULL)
		return SOUK_DENIED;
	if ((e = holder_load(act, id, &holder)) != SOUK_OK)
		return e;
	return text_equal(holder.user_id, act->actor.user_id) ?
	    revoke(act, id, &holder) : SOUK_NOT_FOUND;
}

enum outcome
api_key_revoke_any(struct act *act, const char *id)
{
	struct holder	holder;
	enum outcome	e;

	if (!(act->actor.permissions & USER_MANAGE) ||
	    act->actor.key_id != NULL)
		return SOUK_DENIED;
	if ((e = holder_load(act, id, &holder)) != SOUK_OK)
		return e;
	return text_equal(holder.brand_id, act->actor.brand_id) ?
	    revoke(act, id, &holder) : act_refuse(act, SOUK_DENIED,
	    &accounts_messages[ACCOUNTS_FOREIGN_BRAND]);
}
