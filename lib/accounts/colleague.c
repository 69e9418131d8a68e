/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"
#include "lib/base/arena.h"

#define MOST	200	/* a small shop has fewer */

static const char sql_staff[] =
    "SELECT id, coalesce(name, username), role FROM users"
    " WHERE brand_id = :brand AND role <> 'CUSTOMER' AND is_active = 1"
    " ORDER BY username_key LIMIT :most";

enum outcome
colleague_list(struct act *act, uint64_t permission, struct colleague **list,
    size_t *count)
{
	struct stmt	*s;
	enum outcome	 e;

	*list = arena_array(act->arena, MOST, sizeof(**list));
	*count = 0;
	if (!(act->actor.permissions & permission))
		return SOUK_DENIED;
	s = db_sql(act->db, sql_staff);
	db_bind_text(s, ":brand", act->actor.brand_id);
	db_bind_int(s, ":most", MOST);
	while ((e = db_step(s)) == SOUK_OK)
		if (role_permissions(role_from_name(db_text(s, 2, NULL))) &
		    permission)
			(*list)[(*count)++] = (struct colleague){
				.id = db_copy(s, 0, act->arena),
				.name = db_copy(s, 1, act->arena) };
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
