/* SPDX-License-Identifier: ISC */
#include "lib/accounts/account.h"
#include "lib/accounts/profile.h"
#include "lib/base/text.h"

static const char sql_worn[] =
    "SELECT 1 FROM users WHERE avatar_url = :url LIMIT 1";

enum outcome
own_avatar(struct act *act, const char *url, const char **before)
{
	struct record	*change = record_new(act->arena, &user_fields);
	struct user_edit edit = { .change = change,
		.spare = act->actor.session_id };
	struct record	*user;
	enum outcome	 e;

	if (act->actor.user_id == NULL)
		return SOUK_UNAUTHENTICATED;
	if ((e = user_load(act, act->actor.user_id, &user)) != SOUK_OK)
		return e;
	edit.before = user;
	*before = user->values[USER_AVATAR].state == VALUE_SET ?
	    user->values[USER_AVATAR].text : NULL;
	if (text_equal(*before, url))
		*before = NULL;
	else if (url == NULL)
		change->values[USER_AVATAR].state = VALUE_NULL;
	else
		record_set_text(change, USER_AVATAR, url);
	return record_mask(change) == 0 ? SOUK_OK :
	    user_store_edit(act, &edit, &user);
}

static enum outcome
avatar_uses(struct act *act, const char *url, bool *used)
{
	struct stmt	*s = db_sql(act->db, sql_worn);
	enum outcome	 e;

	db_bind_text(s, ":url", url);
	e = db_step(s);
	*used = e == SOUK_OK;
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* What is elsewhere is nobody's avatar here: it is never shown. */
static enum outcome
avatar_moved(struct act *act, const char *from, const char *to)
{
	(void)act;
	(void)from;
	(void)to;
	return SOUK_OK;
}

const struct media_user accounts_media = {
	.uses = avatar_uses,
	.moved = avatar_moved,
};
