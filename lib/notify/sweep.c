/* SPDX-License-Identifier: ISC */
#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/base/arena.h"
#include "lib/base/clock.h"
#include "lib/base/config.h"
#include "lib/db/db.h"
#include "lib/notify/notify.h"
#include "lib/notify/webhook_parts.h"
#include "lib/queue/queue.h"

#define MAILS_KEPT	(31 * CLOCK_DAY)

/* Its job took every worker along, until the queue gave it up. */
static const char sql_lost[] =
    "UPDATE mail SET state = 'dead', reply = 'its job was lost'"
    " WHERE state = 'waiting' AND created_at < :before AND NOT EXISTS"
    " (SELECT 1 FROM job j WHERE j.unique_key = mail.id"
    "  AND j.state IN ('waiting', 'running'))";

static const char sql_lost_delivery[] =
    "UPDATE webhook_delivery SET state = 'dead', answer = 'its job was lost'"
    " WHERE state = 'waiting' AND created_at < :before AND NOT EXISTS"
    " (SELECT 1 FROM job j WHERE j.unique_key = webhook_delivery.id"
    "  AND j.state IN ('waiting', 'running'))";

/* What was sent this month still counts for its quota: no month is longer. */
static const char sql_mails[] =
    "DELETE FROM mail WHERE id IN (SELECT o.id FROM mail o"
    " WHERE o.created_at <= :before AND o.state <> 'waiting'"
    " AND (o.sent_at IS NULL OR o.sent_at <= :before) LIMIT :rows)"
    " RETURNING 1";

/* A job of one that is gone has nothing to do. */
static const char sql_deliveries[] =
    "DELETE FROM webhook_delivery WHERE id IN"
    " (SELECT o.id FROM webhook_delivery o"
    " WHERE o.created_at <= :before LIMIT :rows) RETURNING 1";

static const struct queue_kept kept[] = {
	{ sql_mails, MAILS_KEPT },
	{ sql_deliveries, WEBHOOK_KEPT },
	{ NULL, 0 },
};

static enum outcome
lost(struct act *act, void *arg)
{
	static const char *const	 steps[] = { sql_lost,
					    sql_lost_delivery };
	struct stmt			*s;
	enum outcome			 e = SOUK_OK;

	(void)arg;
	for (size_t i = 0; i < 2 && e == SOUK_OK; i++) {
		s = db_sql(act->db, steps[i]);
		db_bind_int(s, ":before", act->now - CLOCK_DAY);
		e = db_run(s);
	}
	return e;
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
		    (int64_t)st.st_mtime * CLOCK_SECOND < act->now - MAILS_KEPT)
			unlinkat(dirfd(dir), entry->d_name, 0);
	closedir(dir);
}

static enum outcome
sweep_run(struct act *act, const struct job *job)
{
	enum outcome	 e;

	if ((e = db_tx(act, DB_WRITE, lost, NULL)) != SOUK_OK ||
	    (e = queue_sweep(act, job, kept)) != SOUK_OK)
		return e;
	files_remove(act);
	return SOUK_OK;
}

const struct job_kind notify_sweep = {
	.name = "notify.sweep",
	.run = sweep_run,
	.max_attempts = 5,
	.lease = CLOCK_MINUTE,
	.first_pause = CLOCK_MINUTE,
};
