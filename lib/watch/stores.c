/* SPDX-License-Identifier: ISC */
#include <inttypes.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/text.h"
#include "lib/db/db.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"
#include "lib/watch/sample.h"

#define MIB	(INT64_C(1) << 20)

/* What one looks after the shop with waits for that: not of lane "keep". */
static const char sql_waiting[] =
    "SELECT count(*), MIN(due_at) FROM job WHERE lane = :lane"
    " AND state = 'waiting' AND due_at <= :now";
static const char sql_copied[] =
    "SELECT MAX(ended_at) FROM backup_run WHERE status = :status";
static const char sql_begun[] = "SELECT MIN(created_at) FROM brand";
static const char sql_pictures[] =
    "SELECT CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM media"
    " WHERE deleted_at IS NULL";

static enum outcome
lane_sample(struct act *act, enum job_lane lane, int64_t *count, int64_t *due)
{
	struct stmt	*s = db_sql(act->db, sql_waiting);
	enum outcome	 e;

	db_bind_text(s, ":lane", lane_names[lane]);
	db_bind_int(s, ":now", act->now);
	if ((e = db_step(s)) != SOUK_OK)
		return e;
	*count += db_int(s, 0);
	if (!db_is_null(s, 1) && db_int(s, 1) < *due)
		*due = db_int(s, 1);
	db_done(s);
	return SOUK_OK;
}

static enum outcome
queue_sample(struct act *act, struct record *sample)
{
	int64_t		 count = 0, due = act->now, waiting, running, dead;
	enum outcome	 e;

	for (int lane = 0; lane < LANE__MAX; lane++)
		if (lane != LANE_KEEP && (e = lane_sample(act,
		    (enum job_lane)lane, &count, &due)) != SOUK_OK)
			return e;
	if ((e = queue_counts(act, &waiting, &running, &dead)) != SOUK_OK)
		return e;
	record_set_int(sample, SAMPLE_WAITING, count);
	record_set_int(sample, SAMPLE_OLDEST, (act->now - due) / CLOCK_MINUTE);
	record_set_int(sample, SAMPLE_DEAD, dead);
	return SOUK_OK;
}

static enum outcome
mail_sample(struct act *act, struct record *sample)
{
	int64_t		 used, most;
	enum outcome	 e = act->souk->mail_used(act, &used, &most);

	if (e == SOUK_OK && most > 0)
		record_set_int(sample, SAMPLE_MAIL, used * 100 / most);
	return e;
}

static enum outcome
pictures_count(struct act *act, int64_t *bytes)
{
	struct stmt	*s = db_sql(act->db, sql_pictures);
	enum outcome	 e = db_step(s);

	if (e == SOUK_OK)
		*bytes = db_int(s, 0);
	db_done(s);
	return e;
}

/* Reads through all of them, so once an hour; between, what it was. */
static enum outcome
pictures_sample(struct act *act, struct record *sample)
{
	const int64_t	 most = settings_int(act->settings, &watch_settings,
			    WATCH_PICTURES_MEGABYTES) * MIB;
	int64_t		 n[2] = { 0, 0 };
	const char	*text;
	enum outcome	 e;

	if ((e = state_read(act, "pictures", &text)) != SOUK_OK)
		return e;
	if (state_numbers(text, n, 2) != 2 || n[0] > act->now ||
	    act->now - n[0] >= CLOCK_HOUR) {
		n[0] = act->now;
		if ((e = pictures_count(act, &n[1])) != SOUK_OK ||
		    (e = state_write(act, "pictures", arena_printf(act->arena,
		    "%" PRId64 " %" PRId64, n[0], n[1]))) != SOUK_OK)
			return e;
	}
	record_set_int(sample, SAMPLE_PICTURES, n[1] * 100 / most);
	return SOUK_OK;
}

static enum outcome
number_read(struct stmt *s, int64_t *number)
{
	enum outcome	 e = db_step(s);

	*number = e == SOUK_OK && !db_is_null(s, 0) ? db_int(s, 0) : 0;
	db_done(s);
	return e;
}

static enum outcome
copied_read(struct act *act, const char *status, int64_t *at)
{
	struct stmt	*s = db_sql(act->db, sql_copied);

	db_bind_text(s, ":status", status);
	return number_read(s, at);
}

/* A shop that never was copied is as old as its first brand. */
static enum outcome
copies_sample(struct act *act, struct record *sample)
{
	int64_t		 good, failed, since;
	enum outcome	 e;

	if ((e = copied_read(act, "good", &good)) != SOUK_OK ||
	    (e = copied_read(act, "failed", &failed)) != SOUK_OK)
		return e;
	since = good;
	if (since == 0 && (e = number_read(db_sql(act->db, sql_begun),
	    &since)) != SOUK_OK)
		return e;
	if (since > 0)
		record_set_int(sample, SAMPLE_BACKUP_AGE, act->now > since ?
		    (act->now - since) / CLOCK_MINUTE : 0);
	record_set_int(sample, SAMPLE_BACKUP_FAILED, failed > good);
	return SOUK_OK;
}

enum outcome
stores_sample(struct act *act, struct record *sample)
{
	enum outcome	 e;

	if ((e = queue_sample(act, sample)) != SOUK_OK ||
	    (e = mail_sample(act, sample)) != SOUK_OK ||
	    (e = copies_sample(act, sample)) != SOUK_OK)
		return e;
	return pictures_sample(act, sample);
}
