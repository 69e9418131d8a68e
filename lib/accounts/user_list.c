/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "lib/accounts/account.h"

/* In the order of user_fields. */
#define USER_COLUMNS	\
    "id, username, email, name, role, brand_id, locale, is_active," \
    " created_at, updated_at, version, phone, business_name, avatar_url," \
    " subscription, email_verified_at, terms_accepted_at"

static const char sql_count[] =
    "SELECT count(*) FROM users WHERE brand_id = :owner"
    " AND role <> 'CUSTOMER'";

static const char sql_page[] =
    "SELECT " USER_COLUMNS " FROM users"
    " WHERE brand_id = :owner AND role <> 'CUSTOMER'"
    " AND (username_key, id) > (:key, :id)"
    " ORDER BY username_key, id LIMIT :limit OFFSET :offset";

static const struct plain_list plain = {
	.name = "users", .count = sql_count, .page = sql_page,
	.by = LIST_BY_TEXT, .start = { .text = "", .id = "" },
};

enum outcome
user_list(struct act *act, const struct list_query *query, struct rows *rows)
{
	if (!(act->actor.permissions & USER_MANAGE))
		return SOUK_DENIED;
	return plain_list_open(act, &plain, act->actor.brand_id, query, rows);
}

const char *
user_list_cursor(struct act *act, const struct rows *rows,
    const struct record *user)
{
	return rows_cursor(act, rows, &(struct cursor){
		.text = username_key(act->arena,
		    user->values[USER_USERNAME].text),
		.id = user->values[USER_ID].text });
}
