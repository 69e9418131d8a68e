/* SPDX-License-Identifier: ISC */
#include <stddef.h>

#include "lib/accounts/account.h"
#include "lib/db/compose.h"

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

static enum outcome
user_count(struct act *act, int64_t *total)
{
	struct stmt	*s = db_sql(act->db, sql_count);
	enum outcome	 e;

	db_bind_text(s, ":brand", act->actor.brand_id);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*total = db_int(s, 0);
	db_done(s);
	return SOUK_OK;
}

enum outcome
user_list(struct act *act, const struct list_query *query,
    struct user_list *list)
{
	struct cursor	 after = { .text = "", .id = "" };
	enum outcome	 e;

	if (!(act->actor.permissions & USER_MANAGE))
		return SOUK_DENIED;
	if (query->cursor != NULL &&
	    (e = cursor_read(act, query->cursor, FILTERS, &after)) != SOUK_OK)
		return e;
	if ((e = user_count(act, &list->total)) != SOUK_OK)
		return e;
	list->left = query->limit;
	list->rows = db_sql(act->db, sql_page);
	db_bind_text(list->rows, ":brand", act->actor.brand_id);
	db_bind_text(list->rows, ":key", after.text);
	db_bind_text(list->rows, ":id", after.id);
	db_bind_int(list->rows, ":limit", query->limit + 1);
	db_bind_int(list->rows, ":offset",
	    query->cursor == NULL ? page_offset(query) : 0);
	return SOUK_OK;
}

/* One row more than the page is asked for, to know whether there is one. */
enum outcome
user_list_next(struct act *act, struct user_list *list, struct record *user)
{
	enum outcome	e = db_step(list->rows);

	list->more = e == SOUK_OK;
	if (e == SOUK_OK && list->left-- == 0) {
		db_done(list->rows);
		return SOUK_NOT_FOUND;
	}
	if (e == SOUK_OK)
		compose_row(list->rows, 0, act->arena, user);
	return e;
}

const char *
user_list_cursor(struct act *act, const struct user_list *list,
    const struct record *user)
{
	if (!list->more)
		return NULL;
	return cursor_write(act->arena, &(struct cursor){
		.text = username_key(act->arena,
		    user->values[USER_USERNAME].text),
		.id = user->values[USER_ID].text }, FILTERS);
}
