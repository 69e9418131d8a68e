/* SPDX-License-Identifier: ISC */
#include "lib/notify/pace.h"

#include "lib/base/clock.h"
#include "lib/base/crypto.h"
#include "lib/base/zone.h"
#include "lib/db/db.h"
#include "lib/notify/notify.h"
#include "lib/notify/transport.h"
#include "lib/settings/settings.h"

#define SPREAD_MOST	(10 * CLOCK_MINUTE)

static const char sql_minute[] =
    "SELECT COUNT(*), MIN(sent_at) FROM mail"
    " WHERE sent_at > :since AND sent_at <= :now";

static const char sql_waiting[] =
    "SELECT COUNT(*) FROM (SELECT 1 FROM mail WHERE state = 'waiting'"
    " LIMIT 10000) w";

static const char sql_month[] =
    "SELECT COUNT(*) FROM mail"
    " WHERE sent_at >= :since AND transport = :transport";

static int64_t
setting(const struct act *act, enum notify_setting which)
{
	return settings_int(act->settings, &notify_settings, (int)which);
}

/* Up to that long, so that not all who wait come back at once. */
static int64_t
chance(int64_t most)
{
	uint32_t	 n = 0;

	if (most <= 0 || !crypto_random(&n, sizeof(n)))
		return 0;
	return (int64_t)n % most;
}

static enum outcome
number(struct stmt *s, int64_t *n)
{
	enum outcome	 e = db_step(s);

	if (e == SOUK_OK)
		*n = db_int(s, 0);
	db_done(s);
	return e;
}

/*
 * The minute is full: wait until its oldest is a minute old, and as much
 * longer, by chance, as all who wait will take.
 */
static enum outcome
minute_wait(struct act *act, int64_t oldest, int64_t most, int64_t *due)
{
	int64_t		 waiting = 0;
	enum outcome	 e = number(db_sql(act->db, sql_waiting), &waiting);

	*due = oldest + CLOCK_MINUTE + chance(waiting * CLOCK_MINUTE / most);
	return e;
}

static enum outcome
minute_check(struct act *act, int64_t *due)
{
	const int64_t	 most = setting(act, NOTIFY_PER_MINUTE);
	struct stmt	*s = db_sql(act->db, sql_minute);
	int64_t		 sent, oldest;
	enum outcome	 e;

	db_bind_int(s, ":since", act->now - CLOCK_MINUTE);
	db_bind_int(s, ":now", act->now);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	sent = db_int(s, 0);
	oldest = db_int(s, 1);
	db_done(s);
	return sent < most ? SOUK_OK : minute_wait(act, oldest, most, due);
}

enum outcome
mail_quota(struct act *act, const struct mail_transport *transport,
    struct mail_quota *quota)
{
	const char	*zone = settings_text(act->settings, &shop_settings,
			    SHOP_ZONE);
	struct stmt	*s = db_sql(act->db, sql_month);

	quota->most = setting(act, NOTIFY_MONTHLY_QUOTA);
	quota->ends = zone_month(zone, act->now, 1);
	db_bind_int(s, ":since", zone_month(zone, act->now, 0));
	db_bind_text(s, ":transport", transport->name);
	return number(s, &quota->used);
}

enum outcome
mail_pace(struct act *act, const struct mail_transport *transport,
    int64_t *due)
{
	struct mail_quota	 quota;
	enum outcome		 e;

	*due = 0;
	if (transport->has_quota) {
		if ((e = mail_quota(act, transport, &quota)) != SOUK_OK)
			return e;
		if (quota.used >= quota.most) {
			*due = quota.ends + chance(SPREAD_MOST);
			return SOUK_OK;
		}
	}
	return minute_check(act, due);
}
