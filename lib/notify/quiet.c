/* SPDX-License-Identifier: ISC */
/* The hours in which nobody's telephone rings. */
#include <string.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/messages.h"
#include "lib/base/text.h"
#include "lib/base/zone.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"
#include "lib/settings/settings.h"

#define NO_TIME		(-1)

static const char sql_quiet[] =
    "SELECT q.begins, q.ends, p.time_zone FROM notice_quiet q"
    " LEFT JOIN preference p ON p.user_id = q.user_id"
    " WHERE q.user_id = :user";
static const char sql_hours[] =
    "SELECT begins, ends FROM notice_quiet WHERE user_id = :user";
static const char sql_quiet_put[] =
    "INSERT INTO notice_quiet (user_id, begins, ends, updated_at)"
    " VALUES (:user, :begins, :ends, :now)"
    " ON CONFLICT (user_id) DO UPDATE SET begins = excluded.begins,"
    " ends = excluded.ends, updated_at = excluded.updated_at";
static const char sql_quiet_drop[] =
    "DELETE FROM notice_quiet WHERE user_id = :user";

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
	int64_t		 end;

	if (!quiet)
		return now;
	/* An hour that comes twice has ended them the first time. */
	end = zone_moment(zone, day + (over && minute >= begins), ends);
	return end > now ? end : now;
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

/* ---- as their person reads and says them -------------------------------- */

static const char *
hour_text(struct act *act, int64_t minutes)
{
	return arena_printf(act->arena, "%02d:%02d", (int)(minutes / 60),
	    (int)(minutes % 60));
}

enum outcome
quiet_read(struct act *act, struct record *wishes)
{
	struct stmt	*s = db_sql(act->db, sql_hours);
	enum outcome	 e;

	wishes->values[WISH_QUIET_FROM].state = VALUE_NULL;
	wishes->values[WISH_QUIET_UNTIL].state = VALUE_NULL;
	db_bind_text(s, ":user", act->actor.user_id);
	if ((e = db_step(s)) == SOUK_OK) {
		record_set_text(wishes, WISH_QUIET_FROM,
		    hour_text(act, db_int(s, 0)));
		record_set_text(wishes, WISH_QUIET_UNTIL,
		    hour_text(act, db_int(s, 1)));
	}
	db_done(s);
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* "22:30" in minutes of the day; NO_TIME: null. */
static enum outcome
hour_read(struct act *act, const struct record *in, int field, int64_t *out)
{
	const char	*text = in->values[field].text;
	const char	*name = wish_fields.fields[field].name;
	int64_t		 hour, minute;

	*out = NO_TIME;
	if (in->values[field].state != VALUE_SET)
		return SOUK_OK;
	if (strspn(text, "0123456789") != 2 || text[2] != ':' ||
	    strspn(text + 3, "0123456789") != 2 || text[5] != '\0' ||
	    !text_to_int(arena_text(act->arena, text, 2), &hour) ||
	    !text_to_int(text + 3, &minute) || hour > 23 || minute > 59)
		return act_bad_field(act, name,
		    &notice_messages[NOTICE_BAD_TIME]);
	*out = hour * 60 + minute;
	return SOUK_OK;
}

enum outcome
quiet_change(struct act *act, const struct record *in)
{
	const bool	 drop = in->values[WISH_QUIET_FROM].state ==
			    VALUE_NULL &&
			    in->values[WISH_QUIET_UNTIL].state == VALUE_NULL;
	int64_t		 begins, ends;
	struct stmt	*s;
	enum outcome	 e, f;

	if (!record_has(in, WISH_QUIET_FROM) &&
	    !record_has(in, WISH_QUIET_UNTIL))
		return SOUK_OK;
	e = hour_read(act, in, WISH_QUIET_FROM, &begins);
	f = hour_read(act, in, WISH_QUIET_UNTIL, &ends);
	if (e != SOUK_OK || f != SOUK_OK)
		return SOUK_INVALID;
	if (!drop && (begins == NO_TIME || ends == NO_TIME))
		return act_bad_field(act, wish_fields.fields[begins ==
		    NO_TIME ? WISH_QUIET_FROM : WISH_QUIET_UNTIL].name,
		    &base_messages[BASE_REQUIRED]);
	s = db_sql(act->db, drop ? sql_quiet_drop : sql_quiet_put);
	db_bind_text(s, ":user", act->actor.user_id);
	if (!drop) {
		db_bind_int(s, ":begins", begins);
		db_bind_int(s, ":ends", ends);
		db_bind_int(s, ":now", act->now);
	}
	return db_run(s);
}
