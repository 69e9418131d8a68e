/* SPDX-License-Identifier: ISC */
/* The job that looks at a notice when it had time: to arrive, or to wait for
 * quiet hours to end. */
#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/notify/notice_parts.h"
#include "lib/notify/notify.h"
#include "lib/notify/sms_parts.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

#define LOOKED_FOR	CLOCK_DAY	/* after what became of it */

static const char sql_at[] =
    "SELECT state, ref, way, updated_at FROM notice_try"
    " WHERE notice_id = :id AND place = :place";

int64_t
notice_wait(const struct act *act)
{
	return settings_int(act->settings, &notify_settings,
	    NOTIFY_WAIT_MINUTES) * CLOCK_MINUTE;
}

enum outcome
notice_look_at(struct act *act, const char *id, int64_t place, int64_t due)
{
	return queue_put(act, &(struct job_new){ .kind = notify_notice.name,
		.payload = arena_printf(act->arena, "{\"notice\":\"%s\","
		"\"place\":\"%lld\"}", id, (long long)place), .due = due,
		.unique_key = arena_printf(act->arena, "%s:%lld:%lld", id,
		(long long)place, (long long)due) }, NULL);
}

static enum outcome
look_again(struct act *act, const struct notice *n, int64_t place)
{
	return act->now - n->created_at > LOOKED_FOR ? SOUK_OK :
	    notice_look_at(act, n->id, place, act->now +
	    notice_wait(act));
}

/* What has not left is let go of, which is told as a failure of its way. */
static enum outcome
hold_back(struct act *act, const struct notice *n, const char *way,
    const char *ref, bool *held)
{
	*held = false;
	if (text_equal(way, notice_ways[NOTICE_BY_WHATSAPP]))
		return notice_wa_hold(act, n, ref, held);
	if (!text_equal(way, notice_ways[NOTICE_BY_SMS]))
		return SOUK_OK;
	return sms_hold(act, ref, held);
}

/* It had time to arrive.  What has not even left is held back if it can be;
 * what is in doubt waits for its end. */
static enum outcome
look(struct act *act, const struct notice *n, int64_t place)
{
	struct stmt	*s = db_sql(act->db, sql_at);
	const char	*state, *ref, *way;
	int64_t		 since;
	bool		 held;
	enum outcome	 e;

	db_bind_text(s, ":id", n->id);
	db_bind_int(s, ":place", place);
	if ((e = db_step(s)) != SOUK_OK)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	state = db_copy(s, 0, act->arena);
	ref = db_copy(s, 1, act->arena);
	way = db_copy(s, 2, act->arena);
	since = db_int(s, 3);
	db_done(s);
	/* Sent late: it is looked at again when it had its time. */
	if (text_equal(state, "sent"))
		return since + notice_wait(act) > act->now ? SOUK_OK :
		    notice_go(act, n->id);
	if (!text_equal(state, "under_way"))
		return SOUK_OK;
	if ((e = hold_back(act, n, way, ref, &held)) != SOUK_OK || held)
		return e;
	return look_again(act, n, place);
}

static enum outcome
run(struct act *act, const struct job *job)
{
	const char	*id = job_text(act, job, "notice");
	const char	*at = job_text(act, job, "place");
	struct notice	 n;
	int64_t		 place;
	enum outcome	 e;

	if (id == NULL || at == NULL || !text_to_int(at, &place))
		return SOUK_INVALID;
	if ((e = notice_load(act, id, &n)) != SOUK_OK || !n.is_open)
		return e == SOUK_NOT_FOUND ? SOUK_OK : e;
	if (place == 0)
		return notice_go(act, id);
	return place == n.places ? look(act, &n, place) : SOUK_OK;
}

const struct job_kind notify_notice = {
	.name = "notify.notice",
	.shown = (const char *const[]){ "notice", NULL },
	.lane = LANE_WORK,
	.tx = true,
	.run = run,
	.max_attempts = 10,
	.lease = 30 * CLOCK_SECOND,
	.first_pause = CLOCK_SECOND,
};
