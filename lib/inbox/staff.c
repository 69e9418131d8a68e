/* SPDX-License-Identifier: ISC */
#include "lib/accounts/accounts.h"
#include "lib/base/text.h"
#include "lib/db/listed.h"
#include "lib/inbox/inbox.h"
#include "lib/inbox/parts.h"

static const char sql_role[] =
    "SELECT role FROM users WHERE id = :id AND brand_id = :brand"
    " AND is_active = 1";

enum outcome
staff_check(struct act *act, const char *field, const char *user_id)
{
	struct stmt	*s = db_sql(act->db, sql_role);
	bool		 may = false;
	enum outcome	 e;

	db_bind_text(s, ":id", user_id);
	db_bind_text(s, ":brand", act->actor.brand_id);
	if ((e = db_step(s)) == SOUK_OK)
		may = (role_permissions(role_from_name(db_text(s, 0, NULL))) &
		    MESSAGE_MANAGE) != 0;
	db_done(s);
	if (e != SOUK_OK && e != SOUK_NOT_FOUND)
		return e;
	return may ? SOUK_OK : act_bad_field(act, field,
	    &inbox_messages[INBOX_NO_ASSIGNEE]);
}

void
where_staff(struct act *act, const char *said, struct listed_where *w,
    const char *of_person, const char *of_nobody)
{
	const char	*id = text_equal(said, "me") ? act->actor.user_id :
			    text_equal(said, "none") ? NULL : said;

	if (said == NULL)
		return;
	listed_if(w, id != NULL ? of_person : of_nobody);
	if (id != NULL)
		listed_text(w, ":person", id);
}
