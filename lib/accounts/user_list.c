/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "lib/accounts/account.h"

#define FILTERS		"users"		/* of a cursor: this list has none */

/* In the order of user_fields. */
#define USER_COLUMNS	\
    "id, username, email, name, role, brand_id, locale, is_active," \
    " created_at, updated_at, version"

static const char sql_count[] =
    "SELECT count(*) FROM users WHERE brand_id = :brand"
    " AND role <> 'CUSTOMER'";

static const char sql_page[] =
    "SELECT " USER_COLUMNS " FROM users"
    " WHERE brand_id = :brand AND role <> 'CUSTOMER'"
    " AND (username_key, id) > (:key, :id)"
    " ORDER BY username_key, id LIMIT :limit OFFSET :offset";

enum outcome
user_list(struct act *act, const struct list_query *query, struct rows *rows)
{
	struct cursor	 after = { .text = "", .id = "" };
	struct stmt	*s = db_sql(act->db, sql_count);
	enum outcome	 e;

	if (!(act->actor.permissions & USER_MANAGE))
		return SOUK_DENIED;
	if (query->cursor != NULL &&
	    (e = cursor_read(act, query->cursor, FILTERS, &after)) != SOUK_OK)
		return e;
	db_bind_text(s, ":brand", act->actor.brand_id);
	if ((e = rows_count(rows, s)) != SOUK_OK)
		return e;
	s = db_sql(act->db, sql_page);
	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_text(s, ":key", after.text);
	db_bind_text(s, ":id", after.id);
	rows_open(rows, s, query);
	return SOUK_OK;
}

const char *
user_list_cursor(struct act *act, const struct rows *rows,
    const struct record *user)
{
	if (!rows->more)
		return NULL;
	return cursor_write(act->arena, &(struct cursor){
		.text = username_key(act->arena,
		    user->values[USER_USERNAME].text),
		.id = user->values[USER_ID].text }, FILTERS);
}
