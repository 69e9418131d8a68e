/* SPDX-License-Identifier: ISC */
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"

static const char sql_ways[] =
    "SELECT ways FROM notice_wish WHERE user_id = :user AND topic = :topic";

/* Who never said anything.  What the shop's people hear of is mailed to the
 * shop besides, but what is for one of them. */
static const struct { const char *topic; struct notice_plan plan; } usual[] = {
	{ "stock", { { NOTICE_IN_APP }, 1 } },
	{ "shop", { { NOTICE_IN_APP }, 1 } },
};
static const struct notice_plan	by_default = { { NOTICE_IN_APP,
    NOTICE_BY_EMAIL }, 2 };
static const struct notice_plan	by_mail = { { NOTICE_BY_EMAIL }, 1 };

static const struct notice_plan *
usual_of(const char *topic)
{
	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		if (text_equal(usual[i].topic, topic))
			return &usual[i].plan;
	return &by_default;
}

enum outcome
wish_plan(struct act *act, const char *user_id, const char *topic,
    struct notice_plan *plan)
{
	struct stmt	*s;
	enum outcome	 e;

	*plan = user_id == NULL ? by_mail : *usual_of(topic);
	if (user_id == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_ways);
	db_bind_text(s, ":user", user_id);
	db_bind_text(s, ":topic", topic);
	if ((e = db_step(s)) == SOUK_OK)
		plan_read(act->arena, db_text(s, 0, NULL), plan);
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
