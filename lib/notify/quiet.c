/* SPDX-License-Identifier: ISC */
#include "lib/base/clock.h"
#include "lib/base/zone.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"
#include "lib/settings/settings.h"

static const char sql_quiet[] =
    "SELECT q.begins, q.ends, p.time_zone FROM notice_quiet q"
    " LEFT JOIN preference p ON p.user_id = q.user_id"
    " WHERE q.user_id = :user";

/* Hours may go over midnight; they end on the day whose clock shows it next. */
static int64_t
end_of(const char *zone, int64_t now, int begins, int ends)
{
	const int64_t	 local = now + zone_offset(zone, now) * CLOCK_SECOND;
	const int64_t	 day = local / CLOCK_DAY;
	const int	 minute = (int)(local % CLOCK_DAY / CLOCK_MINUTE);
	const bool	 over = begins > ends;
	const bool	 quiet = over ? minute >= begins || minute < ends :
			    minute >= begins && minute < ends;

	if (!quiet)
		return now;
	return zone_moment(zone, day + (over && minute >= begins), ends);
}

enum outcome
quiet_until(struct act *act, const char *user_id, int64_t *due)
{
	const char	*zone;
	struct stmt	*s;
	enum outcome	 e;

	*due = act->now;
	if (user_id == NULL)
		return SOUK_OK;
	s = db_sql(act->db, sql_quiet);
	db_bind_text(s, ":user", user_id);
	if ((e = db_step(s)) == SOUK_OK) {
		zone = db_is_null(s, 2) ? settings_text(act->settings,
		    &shop_settings, SHOP_ZONE) : db_text(s, 2, NULL);
		*due = end_of(zone, act->now, (int)db_int(s, 0),
		    (int)db_int(s, 1));
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}
