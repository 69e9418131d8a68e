/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/base/zone.h"
#include "lib/db/db.h"
#include "lib/notify/notify.h"
#include "lib/notify/webhook_parts.h"
#include "lib/queue/queue.h"
#include "lib/settings/settings.h"

#define KEPT		(30 * CLOCK_DAY)
#define BATCH		500

/* Its job took every worker along, until the queue gave it up. */
static const char sql_lost[] =
    "UPDATE mail SET state = 'dead', reply = 'its job was lost'"
    " WHERE state = 'waiting' AND created_at < :before AND NOT EXISTS"
    " (SELECT 1 FROM job j WHERE j.unique_key = mail.id"
    "  AND j.state IN ('waiting', 'running'))";

/* What was sent this month still counts for its quota. */
static const char sql_old[] =
    "DELETE FROM mail WHERE id IN (SELECT o.id FROM mail o"
    " WHERE o.created_at < :before AND o.state <> 'waiting'"
    " AND (o.sent_at IS NULL OR o.sent_at < :month) LIMIT :batch)"
    " RETURNING id";

static enum outcome
lost(struct act *act, void *arg)
{
	struct stmt	*s = db_sql(act->db, sql_lost);

	(void)arg;
	db_bind_int(s, ":before", act->now - CLOCK_DAY);
	return db_run(s);
}

static enum outcome
old(struct act *act, void *arg)
{
	struct stmt	*s = db_sql(act->db, sql_old);
	int		*count = arg;
	enum outcome	 e;

	*count = 0;
	db_bind_int(s, ":before", act->now - KEPT);
	db_bind_int(s, ":month", zone_month(settings_text(act->settings,
	    &shop_settings, SHOP_ZONE), act->now, 0));
	db_bind_int(s, ":batch", BATCH);
	while ((e = db_step(s)) == SOUK_OK)
		(*count)++;
	return e == SOUK_NOT_FOUND ? SOUK_OK : e;
}

/* Files that a shop without a mail server writes. */
static void
files_remove(struct act *act)
{
	DIR		*dir = opendir(arena_printf(act->arena, "%s/mail",
			    act->config->home));
	struct dirent	*entry;
	struct stat	 st;

	if (dir == NULL)
		return;
	while ((entry = readdir(dir)) != NULL)
		if (strstr(entry->d_name, ".eml") != NULL &&
		    fstatat(dirfd(dir), entry->d_name, &st,
		    AT_SYMLINK_NOFOLLOW) == 0 &&
		    (int64_t)st.st_mtime * CLOCK_SECOND < act->now - KEPT)
			unlinkat(dirfd(dir), entry->d_name, 0);
	closedir(dir);
}

static enum outcome
sweep_run(struct act *act, const struct job *job)
{
	int		 count = BATCH;
	enum outcome	 e = db_tx(act, DB_WRITE, lost, NULL);

	while (e == SOUK_OK && count == BATCH)
		if ((e = db_tx(act, DB_WRITE, old, &count)) == SOUK_OK)
			e = queue_extend(act, job);
	if (e != SOUK_OK)
		return e;
	files_remove(act);
	return webhook_sweep(act, job);
}

const struct job_kind notify_sweep = {
	.name = "notify.sweep",
	.run = sweep_run,
	.max_attempts = 5,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
